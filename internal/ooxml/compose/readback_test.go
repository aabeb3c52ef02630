package compose_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/ooxml"
	"thao/internal/ooxml/compose"
	"thao/internal/prose"
)

func read(t *testing.T, b []byte) *ooxml.Document {
	t.Helper()
	d, err := ooxml.Read(context.Background(), b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCommentsAreReadBack(t *testing.T) {
	d := read(t, write(t, everything()))
	if len(d.Comments) != 4 {
		t.Fatalf("%d comments, not 4", len(d.Comments))
	}
	first := d.Comments[0]
	if first.Text != "Đoạn một\nđoạn hai" || first.Quote != "Từ đây\nđến đây" || !first.Resolved || first.Initials != "C1" {
		t.Errorf("first comment is %+v", first)
	}
	for _, c := range d.Comments[1:3] {
		if c.Parent != first.ID || c.Quote != first.Quote {
			t.Errorf("answer is %+v", c)
		}
	}
	if last := d.Comments[3]; last.Parent != "" || last.Quote != "" || last.Resolved {
		t.Errorf("comment on a point is %+v", last)
	}
}

func TestChangesAreReadBack(t *testing.T) {
	got := map[ooxml.ChangeKind]int{}
	for _, c := range read(t, write(t, everything())).Changes {
		got[c.Kind]++
	}
	for kind, want := range map[ooxml.ChangeKind]int{
		ooxml.Insert: 2, ooxml.Delete: 3, ooxml.MoveFrom: 1, ooxml.MoveTo: 1, ooxml.ParagraphInsert: 1,
		ooxml.ParagraphDelete: 1, ooxml.RowInsert: 1, ooxml.RowDelete: 1, ooxml.Format: 2,
	} {
		if got[kind] < want {
			t.Errorf("%d changes of kind %s, at least %d were written", got[kind], kind, want)
		}
	}
}

func TestLabelsAreCountedAsDefined(t *testing.T) {
	d := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 14})
	n := d.List(
		compose.ListLevel{Format: "upperRoman", Text: "Phần %1"},
		compose.ListLevel{Format: "decimal", Text: "%2-"},
		compose.ListLevel{Format: "decimal", Text: "%2.%3-"},
		compose.ListLevel{Format: "lowerLetter", Text: "%4)"},
	)
	var want, got []string
	for _, p := range []struct {
		level int
		label string
	}{{0, "Phần I"}, {1, "1-"}, {2, "1.1-"}, {3, "a)"}, {3, "b)"}, {2, "1.2-"}, {3, "a)"}, {1, "2-"}, {0, "Phần II"}, {1, "1-"}} {
		d.Para(compose.Para{List: &compose.ListItem{Num: n, Level: p.level}, Text: "x"})
		want = append(want, p.label)
	}
	d.Para(compose.Para{List: &compose.ListItem{Num: d.Again(n)}, Text: "x"})
	want = append(want, "Phần I")
	for _, b := range read(t, write(t, d)).Blocks(ooxml.Rejected) {
		got = append(got, b.Label)
	}
	if !slices.Equal(got, want) {
		t.Errorf("labels %q, want %q", got, want)
	}
}

// change is what a run of the property test may be.
type change int

const (
	kept change = iota
	inserted
	deleted
	insertedThenDeleted
)

// Rejecting all changes gives the words before, accepting them those after.
func TestViewsOfTrackedRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 14})
		var before, after, all strings.Builder
		var runs []compose.Inline
		words := rapid.StringMatching(`[a-zđàộ<&"]{1,6} ?`)
		for range rapid.IntRange(1, 12).Draw(t, "runs") {
			text := words.Draw(t, "text")
			run := compose.Run{Text: text}
			all.WriteString(text)
			switch change(rapid.IntRange(0, 3).Draw(t, "change")) {
			case kept:
				before.WriteString(text)
				after.WriteString(text)
			case inserted:
				run.InsertedBy = first
				after.WriteString(text)
			case deleted:
				run.DeletedBy = other
				before.WriteString(text)
			case insertedThenDeleted:
				run.InsertedBy, run.DeletedBy = first, other
			}
			runs = append(runs, run)
		}
		d.Para(compose.Para{Runs: runs})
		got, err := ooxml.Read(context.Background(), write(t, d))
		if err != nil {
			t.Fatal(err)
		}
		for view, want := range map[ooxml.View]string{ooxml.Rejected: before.String(), ooxml.Accepted: after.String(), ooxml.All: all.String()} {
			if text := joined(got.Blocks(view)); text != want {
				t.Fatalf("view %d is %q, want %q", view, text, want)
			}
		}
	})
}

func joined(blocks []prose.Block) string {
	var b bytes.Buffer
	for _, block := range blocks {
		b.WriteString(block.Text)
	}
	return b.String()
}

func TestTablesAreReadBack(t *testing.T) {
	var got []string
	for _, b := range read(t, write(t, everything())).Blocks(ooxml.All) {
		if b.Cell != nil && b.Text != "" {
			got = append(got, b.Text)
			if b.Text == "Nội dung" && b.Cell.ColSpan != 2 || b.Text == "1" && b.Cell.RowSpan != 2 || b.Text == "trong" && b.Cell.Parent == 0 {
				t.Errorf("%q stands at %+v", b.Text, *b.Cell)
			}
		}
	}
	if want := []string{"TT", "Nội dung", "1", "trong", "a", "b", "liền sau"}; !slices.Equal(got, want) {
		t.Errorf("cells %q, want %q", got, want)
	}
}
