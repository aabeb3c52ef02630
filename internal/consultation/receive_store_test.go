package consultation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"thao/internal/access"
	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/jobs"
)

// fewAtOnce makes every file one of very many comments.
func fewAtOnce(t *testing.T) {
	was := storedAtOnce
	storedAtOnce = 3
	t.Cleanup(func() { storedAtOnce = was })
}

// ending is a context that ends when it has been asked so often.
type ending struct {
	context.Context
	left int
}

func (e *ending) Err() error {
	if e.left--; e.left < 0 {
		return context.Canceled
	}
	return e.Context.Err()
}

// longest is the sample with the most comments.
func longest(t testing.TB) collation.Reply {
	t.Helper()
	dir := samples(t)
	all, err := collate.Run(context.Background(), dir+"/du-thao-1.docx", dir+"/tra-loi", collate.Options{Profile: "vn-party"})
	if err != nil {
		t.Fatal(err)
	}
	r := slices.MaxFunc(all.Replies, func(a, b collation.Reply) int { return a.Comments - b.Comments })
	if r.Comments < 10 {
		t.Fatalf("%s has %d comments", r.File, r.Comments)
	}
	return r
}

// reading is the job that reads the one file of a docket.
func (k *asking) reading(round id.ID, file collation.Reply) (Reply, *jobs.Job) {
	k.t.Helper()
	r := k.receive(round, file.File, k.sample(file.File)).Reply
	list, err := k.Jobs.Of(k.DB.Reader(k.t.Context()), k.docket, "", 100)
	k.must(err)
	at := slices.IndexFunc(list, func(j jobs.Job) bool { return j.Kind == jobRead })
	if at < 0 {
		k.t.Fatal("nobody is to read the file")
	}
	return r, &list[at]
}

func (k *asking) counted(query string, args ...any) int64 {
	k.t.Helper()
	n, err := db.Value[int64](k.DB.Reader(k.t.Context()), query, args...)
	k.must(err)
	return n
}

// nobodySees: of a file that is not put down whole, nothing is there.
func (k *asking) nobodySees(round Round, file id.ID) {
	k.t.Helper()
	ctx := k.t.Context()
	laid, err := db.Values[id.ID](k.DB.Reader(ctx), `SELECT id FROM comment WHERE docket_id = $1 AND state = 'reading'`, k.docket)
	k.must(err)
	people := []*access.Actor{k.secretary, k.head, k.staff, k.below, k.other, k.stranger}
	for _, f := range []Filter{{}, {Reply: file}, {State: BeingRead}, {Words: "đề nghị"}, {Body: k.bodies[bodyA]}} {
		for _, who := range people[:5] {
			list, err := k.Comments(ctx, who, k.docket, round.ID, f, Cursor{}, 1000)
			k.must(err)
			if len(list) > 0 {
				k.t.Errorf("%s sees %d comments of a file that is being read (%+v)", who.Name, len(list), f)
			}
		}
	}
	for _, who := range people {
		found, err := k.Search(ctx, who, Search{Words: "đề nghị", Kind: FoundComment, Limit: 100})
		k.must(err)
		if len(found.Items) > 0 {
			k.t.Errorf("%s finds %d", who.Name, len(found.Items))
		}
		if len(laid) > 0 {
			if _, err := k.ReadComment(ctx, who, k.docket, laid[0]); fault.CodeOf(err) != fault.NotFound && fault.CodeOf(err) != fault.Denied {
				k.t.Errorf("%s reads one: %v", who.Name, err)
			}
		}
	}
	if r, err := replyRow(k.DB.Reader(ctx), k.docket, file); err != nil || r.State == Sealed || r.Comments != 0 {
		k.t.Errorf("%+v %v", r, err)
	}
}

// However often the program is killed while it puts a file's comments down,
// nobody sees some of them, and in the end each is there once.
func TestKilledWhileAFileIsPutDown(t *testing.T) {
	fewAtOnce(t)
	file := longest(t)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		round := k.opened()
		reply, j := k.reading(round.ID, file)
		named := false
		for deaths, most := 0, int64(0); most <= int64(file.Comments-storedAtOnce); deaths++ {
			r, err := replyRow(d.Reader(t.Context()), k.docket, reply.ID)
			k.must(err)
			k.must(k.clear(t.Context(), r))
			if err := k.store(&ending{t.Context(), deaths}, k.read(j, r)); !errors.Is(err, context.Canceled) {
				t.Fatalf("killed with %d put down: %v", most, err)
			}
			laid := k.counted(`SELECT COUNT(*) FROM comment WHERE state = 'reading'`)
			k.nobodySees(round, reply.ID)
			if most = max(most, laid); laid > 0 && !named { // nor do those of its body, once somebody says whose it is
				named = true
				_, err := k.CorrectBody(t.Context(), k.secretary, k.docket, reply.ID, 0, k.bodies[bodyA])
				k.must(err)
				k.nobodySees(round, reply.ID)
			}
		}
		k.work()
		r, err := replyRow(d.Reader(t.Context()), k.docket, reply.ID)
		k.must(err)
		want := int64(file.Comments)
		if r.State != Sealed || r.Comments != want || r.Body != k.bodies[bodyA] || r.Rule != ByHand {
			t.Errorf("%+v", r)
		}
		for query, n := range map[string]int64{
			`SELECT COUNT(*) FROM comment`: want,
			`SELECT COUNT(*) FROM comment WHERE state = 'sent' AND group_id IS NOT NULL`:                                    want,
			`SELECT COUNT(*) FROM search_entry WHERE kind = 'comment'`:                                                      want,
			`SELECT COUNT(*) FROM ledger WHERE action = 'reply.read'`:                                                       1,
			`SELECT COUNT(*) FROM comment WHERE body_id <> '` + string(k.bodies[bodyA]) + `'`:                               0,
			`SELECT COUNT(*) FROM job WHERE kind = '` + jobRead + `'`:                                                       0,
			`SELECT COUNT(*) FROM comment_candidate c WHERE NOT EXISTS (SELECT 1 FROM comment m WHERE m.id = c.comment_id)`: 0,
		} {
			if got := k.counted(query); got != n {
				t.Errorf("%s: %d, want %d", query, got, n)
			}
		}
		k.sound()
	})
}

// A file that is given another body, or taken out of the round, while it is put
// down.
func TestChangedWhileAFileIsPutDown(t *testing.T) {
	fewAtOnce(t)
	file := longest(t)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		round := k.opened()
		given, first := k.reading(round.ID, file)
		f := k.read(first, given)
		k.must(k.lay(t.Context(), f))
		_, err := k.CorrectBody(t.Context(), k.secretary, k.docket, given.ID, 0, k.bodies[bodyB])
		k.must(err)
		k.must(k.storeLaid(f))
		if n := k.counted(`SELECT COUNT(*) FROM comment WHERE state = 'sent' AND body_id = $1`, k.bodies[bodyB]); n != int64(file.Comments) {
			t.Errorf("%d comments of the body it was given", n)
		}

		k.must(k.Discard(t.Context(), k.secretary, k.docket, given.ID, 0))
		dropped, second := k.reading(round.ID, file)
		f = k.read(second, dropped)
		k.must(k.lay(t.Context(), f))
		if n := k.counted(`SELECT COUNT(*) FROM comment WHERE state = 'reading'`); n != int64(file.Comments) {
			t.Errorf("%d put down", n)
		}
		k.must(k.Discard(t.Context(), k.secretary, k.docket, dropped.ID, 0))
		k.must(k.storeLaid(f))
		for _, query := range []string{
			`SELECT COUNT(*) FROM comment WHERE state IN ('reading', 'sent')`,
			`SELECT COUNT(*) FROM search_entry WHERE kind = 'comment'`,
			`SELECT COUNT(*) FROM job WHERE kind = '` + jobRead + `'`,
		} {
			if n := k.counted(query); n != 0 {
				t.Errorf("%s: %d", query, n)
			}
		}
		k.sound()
	})
}

// read is a file that was read and is to be filed.
func (k *asking) read(j *jobs.Job, r Reply) *filing {
	k.t.Helper()
	ctx := k.t.Context()
	q := k.DB.Reader(ctx)
	round, err := readRound(q, r.Docket, r.Round)
	k.must(err)
	from, err := k.sendersOf(q, round)
	k.must(err)
	ready, err := k.draftOf(ctx, r.Docket, round.Version)
	k.must(err)
	got, err := k.readReply(ctx, r, from, ready)
	k.must(err)
	return &filing{job: j, reply: r, round: round, from: from, ready: ready, got: got}
}

// storeLaid goes on where everything was put down.
func (k *asking) storeLaid(f *filing) error {
	err := k.finish(k.t.Context(), f)
	if errors.Is(err, errGivenMeanwhile) {
		if err = k.clear(k.t.Context(), f.reply); err == nil {
			err = k.store(k.t.Context(), f)
		}
	}
	return err
}

// BenchmarkAFileOfVeryMany measures how long it takes to put a file's comments
// down once they are found, and how long a write of somebody else waits
// meanwhile.
//
//	go test -run '^$' -bench AFileOfVeryMany -benchtime 1x ./internal/consultation
func BenchmarkAFileOfVeryMany(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *db.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		for _, n := range []int{1000, 10_000, 100_000} {
			b.Run(fmt.Sprint(name, "/", n), func(b *testing.B) {
				for range b.N {
					measureFile(b, open(b), n)
				}
			})
		}
	}
}

func measureFile(b *testing.B, d *db.DB, n int) {
	k := newAsking(b, d)
	round := k.opened()
	reply, j := k.reading(round.ID, longest(b))
	f := k.read(j, reply)
	some := slices.Clone(f.got.Comments)
	f.got.Comments = f.got.Comments[:0:0]
	for i := range n {
		c := some[i%len(some)]
		c.Text += fmt.Sprintf(" Nội dung thứ %d.", i) // no two say the same
		f.got.Comments = append(f.got.Comments, c)
	}
	ctx, stop := context.WithCancel(b.Context())
	waited := make(chan time.Duration)
	go func() {
		most := time.Duration(0)
		for ctx.Err() == nil {
			begun := time.Now()
			err := d.Write(b.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(`UPDATE account SET created = created WHERE id = $1`, k.head.Account)
				return err
			})
			if err != nil {
				b.Error(err)
			}
			most = max(most, time.Since(begun))
			time.Sleep(time.Millisecond)
		}
		waited <- most
	}()
	begun := time.Now()
	k.must(k.lay(b.Context(), f))
	b.ReportMetric(float64(time.Since(begun).Microseconds())/1000, "ms/lay")
	begun = time.Now()
	k.must(k.finish(b.Context(), f))
	b.ReportMetric(float64(time.Since(begun).Microseconds())/1000, "ms/send")
	stop()
	b.ReportMetric(float64((<-waited).Microseconds())/1000, "ms/longest-wait")
}
