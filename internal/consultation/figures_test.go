package consultation

import (
	"maps"
	"slices"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
)

// What the database counts is what is there, counted one by one.
func TestFiguresAreWhatIsThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.collated()
		ctx := t.Context()
		groups, err := k.Groups(ctx, k.secretary, k.docket, r.ID, DeskFilter{}, DeskCursor{}, 10000)
		k.must(err)
		some := groups[len(groups)/2]
		_, err = k.WriteAnswer(ctx, k.secretary, k.docket, some.ID, AnswerForm{Verdict: "accepted", Reason: "Tiếp thu."})
		k.must(err)
		f, err := k.Figures(ctx, k.secretary, k.docket, r.ID)
		k.must(err)
		board := k.board(r.ID)
		heard := int64(0)
		for _, b := range board.Bodies {
			if len(b.Replies) > 0 {
				heard++
			}
		}
		if f.Asked != int64(len(k.bodies)) || f.Heard != heard || f.Received != board.Total || heard == 0 {
			t.Errorf("asked %d, heard %d (%d), received %d (%d)", f.Asked, f.Heard, heard, f.Received, board.Total)
		}
		var n, comments int64
		for _, p := range f.Parts {
			n, comments = n+p.Groups, comments+p.Comments
			if !p.Unplaced && p.Node != "" && p.Title == "" {
				t.Errorf("a part without a title: %+v", p)
			}
		}
		if n != int64(len(groups)) || comments != f.Answers.Comments || len(f.Parts) < 3 {
			t.Errorf("%d parts hold %d groups of %d, %d comments of %d", len(f.Parts), n, len(groups), comments, f.Answers.Comments)
		}
		if last := f.Parts[len(f.Parts)-1]; !last.Unplaced {
			t.Errorf("comments of unsure place are not last: %+v", last)
		}
		_, err = k.Figures(ctx, k.head, k.docket, r.ID)
		k.want(err, fault.Denied)
	})
}

func TestWhatStandsBehindANode(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		ctx := t.Context()
		_, asked, err := k.Behind(ctx, k.secretary, k.docket, k.version, everyNode)
		k.must(err)
		if asked {
			t.Error("nobody has asked about the version yet")
		}
		r := k.collated()
		groups, err := k.Groups(ctx, k.secretary, k.docket, r.ID, DeskFilter{}, DeskCursor{}, 10000)
		k.must(err)
		want := map[string]int64{}
		for _, g := range groups {
			if g.Node != "" {
				want[g.Node] += g.Size
			}
		}
		behind, asked, err := k.Behind(ctx, k.secretary, k.docket, k.version, everyNode)
		k.must(err)
		if !asked || len(behind) != len(want) || len(want) == 0 {
			t.Fatalf("asked %v, %d nodes of %d", asked, len(behind), len(want))
		}
		for node, n := range want {
			b := behind[node]
			if b == nil || b.Comments != n || len(b.Leading) == 0 || len(b.Leading) > mostLeading || int64(len(b.Leading)) > b.Groups {
				t.Fatalf("%s: %+v, and %d comments are there", node, b, n)
			}
			for i, g := range b.Leading {
				if g.Body == "" || g.Text == "" && g.Size > 0 && i > 0 && g.Size > b.Leading[i-1].Size {
					t.Errorf("%s: %+v", node, g)
				}
			}
		}
		_, _, err = k.Behind(ctx, k.head, k.docket, k.version, everyNode)
		k.want(err, fault.Denied)
	})
}

func everyNode(behind map[string]*Behind) []string { return slices.Collect(maps.Keys(behind)) }
