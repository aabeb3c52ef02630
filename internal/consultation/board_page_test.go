package consultation

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
)

// pages are all bodies of a board, page by page.
func (k *asking) pages(round id.ID, f BoardFilter) (*BoardPage, []Standing) {
	k.t.Helper()
	var all []Standing
	for {
		b, err := k.BoardPage(k.t.Context(), k.secretary, k.docket, round, f)
		k.must(err)
		if b.From != len(all) || len(b.Bodies) > f.Limit {
			k.t.Fatalf("a page of %d behind %v: %d from %d, and %d before", f.Limit, f.At, len(b.Bodies), b.From, len(all))
		}
		all = append(all, b.Bodies...)
		if len(all) >= b.Found {
			k.back(round, f, b, all)
			return b, all
		}
		f.At = b.Last
	}
}

// back goes from the last page of a board to its first.
func (k *asking) back(round id.ID, f BoardFilter, b *BoardPage, all []Standing) {
	k.t.Helper()
	for end := b.From; end > 0; end = b.From {
		f.At, f.Back = b.First, true
		var err error
		b, err = k.BoardPage(k.t.Context(), k.secretary, k.docket, round, f)
		k.must(err)
		if b.From != max(0, end-f.Limit) || !reflect.DeepEqual(b.Bodies, all[b.From:b.From+min(f.Limit, len(all))]) {
			k.t.Fatalf("back from %d: %d from %d", end, len(b.Bodies), b.From)
		}
	}
}

// Page by page the board is the whole one, in the order of who is to be looked
// after first.
func TestTheBoardPageByPageIsTheWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		order := r.index()
		same := func(when string) {
			t.Helper()
			whole := k.board(r.ID)
			slices.SortStableFunc(whole.Bodies, func(a, b Standing) int {
				return slices.Index(Statuses(), a.Status) - slices.Index(Statuses(), b.Status)
			})
			b, all := k.pages(r.ID, BoardFilter{Limit: 4})
			if !reflect.DeepEqual(all, whole.Bodies) {
				t.Errorf("%s: page by page\n%+v\nthe whole\n%+v", when, all, whole.Bodies)
			}
			if !maps.Equal(b.Count, whole.Count) || b.Total != whole.Total || b.All != len(whole.Bodies) || len(b.Broken) != len(whole.Broken) || b.Unread != len(whole.Waiting) {
				t.Errorf("%s: %+v of %+v", when, b, whole)
			}
			strange, err := k.Replies(ctx, k.secretary, k.docket, r.ID, ReplyFilter{Strange: true}, "", 1000)
			k.must(err)
			if !reflect.DeepEqual(strange, whole.Strange) {
				t.Errorf("%s: from strangers\n%+v\nnot\n%+v", when, strange, whole.Strange)
			}
			if b, turn := k.pages(r.ID, BoardFilter{Limit: 3, InTurn: true}); len(turn) != b.All || !slices.IsSortedFunc(turn, func(a, b Standing) int {
				return order[a.Body] - order[b.Body]
			}) {
				t.Errorf("%s: in turn %+v", when, turn)
			}
			for _, status := range Statuses() {
				if b, some := k.pages(r.ID, BoardFilter{Status: status, Limit: 4}); len(some) != whole.Count[status] || b.Found != len(some) {
					t.Errorf("%s: %d are %s, of %d", when, len(some), status, whole.Count[status])
				}
			}
		}
		same("nothing came")
		for i, name := range replyFiles(t) {
			if i%2 == 0 {
				k.receive(r.ID, name, k.sample(name))
			}
		}
		k.receive(r.ID, "hỏng.docx", []byte("PK\x03\x04 no document"))
		same("files wait")
		k.work()
		_, err := k.WordReply(ctx, k.other, k.docket, r.ID, k.bodies[bodyB], 0, "Nhất trí.", true)
		k.must(err)
		_, err = k.Seal(ctx, k.other, k.docket, r.ID, k.bodies[bodyB], 0)
		k.must(err)
		same("some replied")
		_, err = k.ExtendRound(ctx, k.secretary, k.docket, r.ID, []id.ID{k.bodies[bodyA]}, r.Deadline.Add(72*time.Hour))
		k.must(err)
		k.hour.Advance(15 * 24 * time.Hour)
		for i, name := range replyFiles(t) {
			if i%4 == 1 {
				k.receive(r.ID, name, k.sample(name))
			}
		}
		k.work()
		same("its time is over")
		if b, err := k.BoardPage(ctx, k.secretary, k.docket, r.ID, BoardFilter{At: BoardCursor{Agreed, 1000}, Limit: 4}); err != nil || b.From != 0 || len(b.Bodies) != 4 {
			t.Errorf("behind the last: %+v %v", b, err)
		}
		_, err = k.BoardPage(ctx, k.head, k.docket, r.ID, BoardFilter{Limit: 4})
		k.want(err, fault.Denied)
	})
}

// A place on a board stands in an address; what is none is the beginning.
func TestBoardCursors(t *testing.T) {
	for _, c := range []BoardCursor{{}, {Overdue, 1}, {Agreed, 1 << 40}} {
		if got := ParseBoardCursor(c.String()); got != c {
			t.Errorf("%v, read as %v", c, got)
		}
	}
	for _, s := range []string{"overdue", "asleep.3", "overdue.x", ".5", "overdue.1.2", "overdue.99999999999999999999"} {
		if c := ParseBoardCursor(s); c != (BoardCursor{}) {
			t.Errorf("%s is read as %v", s, c)
		}
	}
}

// nation puts bodies with an address each into the registry and asks them all.
func (k *asking) nation(n int) Round {
	k.t.Helper()
	f := k.form()
	f.Bodies = nil
	k.must(k.DB.Write(k.t.Context(), func(tx *db.Tx) error {
		for i := range n {
			key := id.New()
			if _, err := tx.Exec(`INSERT INTO body (id, parent_id, name, short, kind, email, folded, state, rev, created) VALUES ($1, NULL, $2, '', 'unit', $3, $4, 'active', 1, 1)`,
				key, fmt.Sprintf("Xã số %d", i), fmt.Sprintf("xa%d@thu.example", i), fmt.Sprintf("xa so %d", i)); err != nil {
				return err
			}
			f.Bodies = append(f.Bodies, key)
		}
		return nil
	}))
	r, err := k.PrepareRound(k.t.Context(), k.secretary, k.docket, f)
	k.must(err)
	return r
}

// However many bodies a round asks, no transaction writes to more than so many:
// the others are written to in the background, each once.
func TestManyBodiesAreWrittenToInTheBackground(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		const n = 2*lettersAtOnce + 50
		r := k.nation(n)
		r, err := k.OpenRound(ctx, k.secretary, k.docket, r.ID, 0)
		k.must(err)
		letters := func(p Purpose, first, all int) {
			t.Helper()
			if got := k.letters(r.ID, p); len(got) != first {
				t.Errorf("%s: %d letters at once, want %d", p, len(got), first)
			}
			k.work()
			got := k.letters(r.ID, p)
			if one := slices.Compact(slices.Clone(got)); len(got) != all || len(one) != n {
				t.Errorf("%s: %d letters to %d bodies, want %d to %d", p, len(got), len(one), all, n)
			}
		}
		letters(Asking, lettersAtOnce, n)
		count, err := k.Remind(ctx, k.secretary, k.docket, r.ID, 0)
		k.must(err)
		if count != n {
			t.Errorf("%d reminded", count)
		}
		letters(Reminding, lettersAtOnce, n)
		_, err = k.ExtendRound(ctx, k.secretary, k.docket, r.ID, nil, r.Deadline.Add(24*time.Hour))
		k.must(err)
		letters(Extending, lettersAtOnce, n)
		var some []id.ID
		for _, a := range r.Asked {
			some = append(some, a.Body)
		}
		_, err = k.ExtendRound(ctx, k.secretary, k.docket, r.ID, some, r.Deadline.Add(48*time.Hour))
		k.must(err)
		letters(Extending, n+lettersAtOnce, 2*n)
		for _, a := range k.board(r.ID).Asked {
			if a.At == 0 || a.Reminded == 0 || a.Deadline != r.Deadline.Add(48*time.Hour) {
				t.Fatalf("%+v", a)
			}
		}
		k.sound()
	})
}
