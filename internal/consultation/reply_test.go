package consultation

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/access"
	"thao/internal/corpus"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
)

func statesDrawn(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus.Root(t), "docs", "states.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

const node = "part_3__heading_1__heading_4"

// words is a form about a node, ready to be handed on.
func (k *asking) words(text string, state CommentState) CommentForm {
	return CommentForm{ID: id.New(), Body: k.bodies[bodyA], State: state, Words: Words{Node: node, Kind: Other, Text: text, Start: -1, End: -1}}
}

func (k *asking) write(who *access.Actor, round id.ID, f CommentForm) Comment {
	k.t.Helper()
	c, err := k.Write(k.t.Context(), who, k.docket, round, f)
	k.must(err)
	return c
}

// A unit writes, the body's staff gathers, its head seals; nothing changes
// afterwards, and the receipt proves it.
func TestAReplyFromTheUnitToTheSeal(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		ctx := t.Context()
		a := k.bodies[bodyA]

		mine := k.write(k.below, r.ID, k.words("Đề nghị làm rõ.", Handed))
		if mine.Unit != k.unit || mine.State != Handed || mine.Path == "" || mine.NodeSeq == 0 {
			t.Errorf("of the unit: %+v", mine)
		}
		_, err := k.MoveComment(ctx, k.below, k.docket, mine.ID, mine.Rev, Included)
		k.want(err, fault.Denied)
		other := k.words("Ý kiến riêng của ban.", Handed)
		other.Minority = true
		minority := k.write(k.below, r.ID, other)

		copied, err := k.CopyComment(ctx, k.staff, k.docket, mine.ID)
		k.must(err)
		form := k.words("Đề nghị làm rõ, nêu ví dụ.", Included)
		form.ID, form.Rev = copied.ID, copied.Rev
		taken := k.write(k.staff, r.ID, form)
		if taken.Origin != mine.ID || taken.Unit != "" || taken.State != Included {
			t.Errorf("the copy: %+v", taken)
		}
		_, err = k.MoveComment(ctx, k.staff, k.docket, minority.ID, minority.Rev, Included)
		k.must(err)
		left := k.write(k.staff, r.ID, k.words("chưa viết xong", Draft))

		reply, err := k.OfferReply(ctx, k.staff, k.docket, r.ID, a, 0)
		k.must(err)
		_, err = k.Seal(ctx, k.staff, k.docket, r.ID, a, reply.Rev)
		k.want(err, fault.Denied)
		_, err = k.Seal(ctx, k.head, k.docket, r.ID, a, reply.Rev-1)
		k.want(err, fault.Stale)
		sealed, err := k.Seal(ctx, k.head, k.docket, r.ID, a, reply.Rev)
		k.must(err)
		if sealed.Comments != 2 || len(sealed.Receipt) != 14 || sealed.State != Sealed {
			t.Errorf("%+v", sealed)
		}

		for name, try := range map[string]func() error{
			"write": func() error { _, err := k.Write(ctx, k.staff, k.docket, r.ID, k.words("nữa", Draft)); return err },
			"edit": func() error {
				f := form
				f.Rev, f.Text = 0, "khác"
				_, err := k.Write(ctx, k.staff, k.docket, r.ID, f)
				return err
			},
			"move":     func() error { _, err := k.MoveComment(ctx, k.staff, k.docket, left.ID, 0, Included); return err },
			"withdraw": func() error { _, err := k.MoveComment(ctx, k.staff, k.docket, left.ID, 0, Withdrawn); return err },
			"return":   func() error { _, err := k.ReturnReply(ctx, k.head, k.docket, r.ID, a, 0); return err },
			"seal":     func() error { _, err := k.Seal(ctx, k.head, k.docket, r.ID, a, 0); return err },
			"place": func() error {
				_, err := k.Place(ctx, k.secretary, k.docket, taken.ID, 0, Spot{General: true})
				return err
			},
			"discuss": func() error { _, err := k.Discuss(ctx, k.staff, k.docket, left.ID, "muộn"); return err },
		} {
			if err := try(); err == nil {
				t.Errorf("%s went through after the seal", name)
			}
		}
		proof, err := k.Prove(ctx, k.head, k.docket, sealed.ID)
		k.must(err)
		if !proof.Holds || proof.Entry == nil {
			t.Errorf("%+v", proof)
		}
		found, err := k.FindReceipt(ctx, k.secretary, k.docket, strings.ToLower(strings.ReplaceAll(sealed.Receipt, "-", " ")))
		k.must(err)
		if found.ID != sealed.ID {
			t.Errorf("found %+v", found)
		}
		k.exec(`UPDATE comment SET text = 'khác' WHERE docket_id = $1 AND id = $2`, k.docket, taken.ID)
		if proof, err = k.Prove(ctx, k.head, k.docket, sealed.ID); err != nil || proof.Holds {
			t.Errorf("a changed word is not seen: %+v %v", proof, err)
		}
		k.work() // the groups
		k.sound()
	})
}

// The draft decides what a comment quotes.
func TestTheQuoteIsTheDrafts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		content, err := db.Value[string](d.Reader(t.Context()), `SELECT heading || CASE WHEN heading <> '' AND text <> '' THEN chr(10) ELSE '' END || text
FROM node WHERE docket_id = $1 AND version_id = $2 AND id = $3`, k.docket, k.version, node)
		if d.Dialect == db.SQLite {
			content, err = db.Value[string](d.Reader(t.Context()), `SELECT heading || CASE WHEN heading <> '' AND text <> '' THEN char(10) ELSE '' END || text
FROM node WHERE docket_id = $1 AND version_id = $2 AND id = $3`, k.docket, k.version, node)
		}
		k.must(err)
		runes := []rune(content)
		f := k.words("sửa", Draft)
		f.Quote, f.Start, f.End = string(runes[3:19]), 3, 19
		c := k.write(k.staff, r.ID, f)
		if c.Quote != string(runes[3:19]) || c.Start != 3 || c.End != 19 || c.Prefix != string(runes[:3]) || !strings.HasPrefix(string(runes[19:]), c.Suffix) || c.Suffix == "" {
			t.Errorf("%+v of %q", c.Words, content)
		}
		f = k.words("sửa", Draft) // offsets of another place: the words count
		f.Quote, f.Start, f.End = string(runes[3:len(runes)-1]), 0, 3
		if c = k.write(k.staff, r.ID, f); c.Start != 3 {
			t.Errorf("%+v", c.Words)
		}
		f = k.words("sửa", Draft)
		f.Quote, f.Start, f.End = "những chữ không có trong mục này", 0, 10
		_, err = k.Write(t.Context(), k.staff, k.docket, r.ID, f)
		k.want(err, fault.Invalid)
		f = k.words("sửa", Draft)
		f.Node = "article_999"
		_, err = k.Write(t.Context(), k.staff, k.docket, r.ID, f)
		k.want(err, fault.Invalid)
	})
}

// A form sent twice is one comment; one sent from an older page loses nothing
// and overwrites nothing; many people at once begin one reply.
func TestNothingTwiceNothingLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		ctx := t.Context()
		f := k.words("một", Draft)
		first := k.write(k.staff, r.ID, f)
		if again := k.write(k.staff, r.ID, f); again.Rev != first.Rev {
			t.Errorf("%+v", again)
		}
		f.Text, f.Rev = "hai", first.Rev
		k.write(k.staff, r.ID, f)
		f.Text = "ba"
		_, err := k.Write(ctx, k.head, k.docket, r.ID, f)
		k.want(err, fault.Stale)
		kept, err := k.ReadComment(ctx, k.staff, k.docket, first.ID)
		k.must(err)
		if kept.Text != "hai" {
			t.Errorf("%+v", kept)
		}
		var wg sync.WaitGroup
		for range 12 {
			wg.Go(func() {
				if _, err := k.Write(ctx, k.other, k.docket, r.ID, CommentForm{ID: id.New(), Body: k.bodies[bodyB], State: Draft, Words: Words{Text: "x"}}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n, err := db.Value[int64](d.Reader(ctx), `SELECT COUNT(*) FROM reply WHERE docket_id = $1 AND body_id = $2`, k.docket, k.bodies[bodyB]); n != 1 || err != nil {
			t.Errorf("%d replies, %v", n, err)
		}
		_, err = k.Write(ctx, k.other, k.docket, r.ID, k.words("lạ", Draft)) // for another's body
		k.want(err, fault.Denied)
		whole := k.words("", Included)
		_, err = k.Write(ctx, k.staff, k.docket, r.ID, whole)
		k.want(err, fault.Invalid)
		k.sound()
	})
}

// Nobody signs what they have not read, and nobody writes over an opinion that
// they have not seen.
func TestOnlyWhatWasSeenIsSealed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r, a := k.opened(), k.bodies[bodyA]
		none, err := k.Included(ctx, k.head, k.docket, r.ID, a)
		if err != nil || none != "" {
			t.Errorf("%q %v", none, err)
		}
		_, err = k.WordReply(ctx, k.staff, k.docket, r.ID, a, 0, "Cơ bản nhất trí.", false)
		k.must(err)
		_, err = k.WordReply(ctx, k.head, k.docket, r.ID, a, 0, "Của người thứ hai, trên trang mở từ trước.", false)
		k.want(err, fault.Stale)

		form := k.words("Đề nghị làm rõ.", Included)
		first := k.write(k.staff, r.ID, form)
		seen, err := k.Included(ctx, k.head, k.docket, r.ID, a)
		k.must(err)
		second := k.write(k.staff, r.ID, k.words("Thêm vào sau khi lãnh đạo đã đọc.", Included))
		_, err = k.SealAsSeen(ctx, k.head, k.docket, r.ID, a, 0, seen)
		k.want(err, fault.Stale)
		_, err = k.MoveComment(ctx, k.staff, k.docket, second.ID, second.Rev, Draft)
		k.must(err)
		form.Rev, form.Text = first.Rev, "Lời khác với lời lãnh đạo đã đọc."
		k.write(k.staff, r.ID, form)
		_, err = k.SealAsSeen(ctx, k.head, k.docket, r.ID, a, 0, seen)
		k.want(err, fault.Stale)
		seen, err = k.Included(ctx, k.head, k.docket, r.ID, a)
		k.must(err)
		sealed, err := k.SealAsSeen(ctx, k.head, k.docket, r.ID, a, 0, seen)
		if err != nil || sealed.Comments != 1 || sealed.Words != "Cơ bản nhất trí." {
			t.Errorf("%+v %v", sealed, err)
		}
	})
}

// Whatever is tried with a comment and its reply, states follow each other as
// drawn, and what was sealed stays as it was.
func TestCommentsAreWalkedAtRandom(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		ctx := t.Context()
		rapid.Check(t, func(rt *rapid.T) {
			r := k.opened()
			a := k.bodies[bodyA]
			form := k.words("một", Draft)
			c := k.write(rapid.SampledFrom([]*access.Actor{k.staff, k.below, k.head}).Draw(rt, "author"), r.ID, form)
			seal := ""
			for range rapid.IntRange(1, 10).Draw(rt, "steps") {
				before, err := commentRow(d.Reader(ctx), k.docket, c.ID)
				k.must(err)
				reply, err := replyRow(d.Reader(ctx), k.docket, c.Reply)
				k.must(err)
				who := rapid.SampledFrom([]*access.Actor{k.staff, k.below, k.head, k.other, k.stranger, k.secretary}).Draw(rt, "who")
				step := rapid.SampledFrom([]string{"draft", "offered", "included", "sent", "withdrawn", "edit", "offer", "return", "seal"}).Draw(rt, "step")
				switch step {
				case "edit":
					form.Text, form.Rev, form.State = rapid.SampledFrom([]string{"hai", "ba"}).Draw(rt, "text"), before.Rev, ""
					_, err = k.Write(ctx, who, k.docket, r.ID, form)
				case "offer":
					_, err = k.OfferReply(ctx, who, k.docket, r.ID, a, 0)
				case "return":
					_, err = k.ReturnReply(ctx, who, k.docket, r.ID, a, 0)
				case "seal":
					_, err = k.Seal(ctx, who, k.docket, r.ID, a, 0)
				default:
					_, err = k.MoveComment(ctx, who, k.docket, c.ID, 0, CommentState(step))
				}
				after, rerr := commentRow(d.Reader(ctx), k.docket, c.ID)
				k.must(rerr)
				now, rerr := replyRow(d.Reader(ctx), k.docket, c.Reply)
				k.must(rerr)
				switch {
				case err != nil && (!reflect.DeepEqual(after, before) || now.State != reply.State):
					rt.Fatalf("%s was refused (%v) and changed %+v into %+v", step, err, before, after)
				case after.State != before.State && before.State.To(after.State) != nil:
					rt.Fatalf("%s led from %s to %s", step, before.State, after.State)
				case now.State != reply.State && reply.State.To(now.State) != nil:
					rt.Fatalf("%s led the reply from %s to %s", step, reply.State, now.State)
				case err == nil && (who == k.stranger || who == k.other || who == k.secretary):
					rt.Fatalf("%s was let do %s", who.Name, step)
				case seal != "" && (now.Hash != seal || after.State != before.State || after.Words != before.Words):
					rt.Fatalf("%s changed what was sealed", step)
				case after.State == Sent && now.State != Sealed:
					rt.Fatalf("sent in a reply that is %s", now.State)
				}
				seal = now.Hash
			}
		})
		k.sound()
	})
}

// A list shows exactly what its reader may read one by one.
func TestListsShowWhatMayBeRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		ctx := t.Context()
		for i, state := range []CommentState{Draft, Handed, Included, Included} {
			k.write(k.staff, r.ID, k.words("ý kiến số "+string(rune('1'+i)), state))
		}
		k.write(k.other, r.ID, CommentForm{ID: id.New(), Body: k.bodies[bodyB], State: Included, Words: Words{Kind: Other, Text: "Cơ chế tự chủ"}})
		_, err := k.Seal(ctx, k.other, k.docket, r.ID, k.bodies[bodyB], 0)
		k.must(err)
		all, err := db.All(d.Reader(ctx), scanComment, `SELECT `+commentColumns+` FROM comment WHERE docket_id = $1`, k.docket)
		k.must(err)
		for _, who := range []*access.Actor{k.secretary, k.head, k.below, k.other, k.stranger} {
			var want []id.ID
			for _, c := range all {
				if who.May(access.CommentRead, c.Resource()) {
					want = append(want, c.ID)
				}
			}
			if !who.May(access.RoundRead, r.Resource()) {
				_, err := k.Comments(ctx, who, k.docket, r.ID, Filter{}, Cursor{}, 100)
				k.want(err, fault.Denied)
				continue
			}
			var got []id.ID
			for after := (Cursor{}); ; {
				page, err := k.Comments(ctx, who, k.docket, r.ID, Filter{}, after, 2)
				k.must(err)
				for _, c := range page {
					got = append(got, c.ID)
					after = c.Cursor()
				}
				if len(page) < 2 {
					break
				}
			}
			if len(got) != len(want) {
				t.Errorf("%s sees %d, may read %d", who.Name, len(got), len(want))
			}
		}
		for words, n := range map[string]int{"co che": 1, "CƠ CHẾ tự": 1, "cơ chế 100%": 0, "co c": 1, "o che": 0} {
			if page, err := k.Comments(ctx, k.secretary, k.docket, r.ID, Filter{Words: words}, Cursor{}, 10); err != nil || len(page) != n {
				t.Errorf("%q finds %d, %v", words, len(page), err)
			}
		}
		page, err := k.Comments(ctx, k.staff, k.docket, r.ID, Filter{Mine: true, State: Included, Node: node}, Cursor{}, 10)
		k.must(err)
		if len(page) != 2 {
			t.Errorf("%d of mine", len(page))
		}
	})
}

func TestPlacingAndUndo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		ctx := t.Context()
		k.receive(r.ID, "Tỉnh ủy D/lá thư.txt", []byte("Tại khoản 77 Điều 99: đề nghị làm rõ cơ chế kiểm soát quyền lực.\n\nĐề nghị sửa mục 1 cho rõ hơn về trách nhiệm.\n"))
		k.work()
		queue, err := k.Queue(ctx, k.secretary, k.docket, r.ID, "", 10)
		k.must(err)
		if len(queue) == 0 {
			t.Fatal("nothing waits for its place")
		}
		first := queue[0]
		placed, err := k.Place(ctx, k.secretary, k.docket, first.ID, first.Rev, Spot{Node: node})
		k.must(err)
		if placed.Place != Placed || placed.Node != node || placed.NodeSeq == 0 || placed.Path == "" {
			t.Errorf("%+v", placed)
		}
		_, err = k.Place(ctx, k.secretary, k.docket, first.ID, first.Rev, Spot{General: true})
		k.want(err, fault.Stale)
		k.work()
		grouped, err := k.ReadComment(ctx, k.secretary, k.docket, first.ID)
		k.must(err)
		g, err := groupOf(d.Reader(ctx), k.docket, grouped.Group)
		k.must(err)
		if g.Node != node {
			t.Errorf("it is in %+v", g)
		}
		back, err := k.Place(ctx, k.secretary, k.docket, first.ID, 0, Spot{Review: true})
		k.must(err)
		if back.Place != Review || back.Node != first.Node || back.Path != first.Path || back.Group != "" {
			t.Errorf("undone: %+v, was %+v", back, first)
		}
		n, err := k.QueueLength(ctx, k.secretary, k.docket, r.ID)
		k.must(err)
		if n != int64(len(queue)) {
			t.Errorf("%d in the queue, were %d", n, len(queue))
		}
		_, err = k.Place(ctx, k.head, k.docket, first.ID, 0, Spot{General: true})
		k.want(err, fault.NotFound)
		k.work()
		k.sound()
	})
}
