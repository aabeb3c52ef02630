package answers

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"thao/internal/collation"
	"thao/internal/fault"
	"thao/internal/outline"
)

// filledWith is a copy of the matrix of c with some answers.
func filledWith(t *testing.T, c *collation.Collation, ext, name string, answers map[int]string) *Filled {
	t.Helper()
	f := open(t, c, ext)
	for ordinal, text := range answers {
		f.answer(t, ordinal, text)
	}
	return f.file(t, name)
}

func TestCopiesOfSeveralPeopleMerge(t *testing.T) {
	c := sample(t)
	n, names := several(t, c, 2)
	other := 1
	if n == 1 {
		other = 2
	}
	p := planned(t, c,
		filledWith(t, c, "xlsx", "vu-1", map[int]string{n: "Tiếp thu", other: "Ghi nhận."}),
		filledWith(t, c, "docx", "vu-2", map[int]string{n: "Riêng ý kiến của " + names[0] + ": không tiếp thu."}),
		filledWith(t, c, "docx", "vu-3", map[int]string{n: "Tiếp thu."}))
	if got := answersTo(c, p.Answers, n); !slices.Equal(got, []string{"accepted|", "not||" + names[0]}) {
		t.Errorf("row %d: %q", n, got)
	}
	if got := answersTo(c, p.Answers, other); !slices.Equal(got, []string{"noted|"}) {
		t.Errorf("row %d: %q", other, got)
	}
	if p.Lost() {
		t.Errorf("%+v", p.Changes)
	}
	if p.Answers[0].File == "" {
		t.Error("an answer does not say where it is from")
	}
}

func TestContradictionsAreNotTaken(t *testing.T) {
	c := sample(t)
	p := planned(t, c,
		filledWith(t, c, "xlsx", "vu-1", map[int]string{3: "Tiếp thu", 4: "Tiếp thu"}),
		filledWith(t, c, "docx", "vu-2", map[int]string{3: "Không tiếp thu", 5: "Ghi nhận"}))
	if got := answersTo(c, p.Answers, 3); got != nil {
		t.Errorf("row 3: %q", got)
	}
	for n, want := range map[int]string{4: "accepted|", 5: "noted|"} {
		if got := answersTo(c, p.Answers, n); !slices.Equal(got, []string{want}) {
			t.Errorf("row %d: %q", n, got)
		}
	}
	last := p.Changes[len(p.Changes)-1]
	if i := slices.IndexFunc(p.Changes, func(c Change) bool { return c.Kind == Conflict }); i >= 0 {
		last = p.Changes[i]
	}
	if !p.Lost() || last.Kind != Conflict || len(last.Sides) != 2 || last.Sides[0].File != "vu-1.xlsx" || last.Sides[1].Words != "Không tiếp thu." {
		t.Errorf("%+v", last)
	}
}

// after is c with the answers of a plan.
func after(c *collation.Collation, p *Plan) *collation.Collation {
	out := *c
	out.Answers = p.Answers
	return &out
}

// A matrix printed with answers tells a revision from a contradiction.
func TestRevisions(t *testing.T) {
	for _, ext := range []string{"xlsx", "docx"} {
		blank := sample(t)
		early := open(t, blank, ext)
		c := after(blank, planned(t, blank, filledWith(t, blank, ext, "vu-1", map[int]string{2: "Tiếp thu", 3: "Tiếp thu, đã sửa", 4: "Ghi nhận"})))

		again := planned(t, c, open(t, c, ext).file(t, "vu-1"))
		if again.Applied() || again.Lost() || len(again.Changes) != 0 {
			t.Errorf("%s: a matrix as it was printed changes something: %+v", ext, again.Changes)
		}

		revised := planned(t, c, filledWith(t, c, ext, "vu-1", map[int]string{2: "Không tiếp thu vì trùng", 4: ""}))
		if got := answersTo(c, revised.Answers, 2); !slices.Equal(got, []string{"not|vì trùng"}) {
			t.Errorf("%s: revised: %q", ext, got)
		}
		if got := answersTo(c, revised.Answers, 4); got != nil {
			t.Errorf("%s: withdrawn: %q", ext, got)
		}
		if got := answersTo(c, revised.Answers, 3); !slices.Equal(got, []string{"accepted|đã sửa"}) {
			t.Errorf("%s: untouched: %q", ext, got)
		}
		if k := kinds(revised); !slices.Contains(k, Revised) || !slices.Contains(k, Withdrawn) {
			t.Errorf("%s: %v", ext, k)
		}

		early.answer(t, 2, "Không tiếp thu vì trùng")
		early.answer(t, 3, "Tiếp thu, đã sửa.")
		early.answer(t, 5, "Ghi nhận")
		stale := planned(t, c, early.file(t, "cũ"))
		if got := answersTo(c, stale.Answers, 2); !slices.Equal(got, []string{"accepted|"}) || !stale.Lost() {
			t.Errorf("%s: an earlier copy overwrites: %q; %+v", ext, got, stale.Changes)
		}
		if got := answersTo(c, stale.Answers, 4); !slices.Equal(got, []string{"noted|"}) {
			t.Errorf("%s: an empty cell of an earlier copy takes an answer away: %q", ext, got)
		}
		if got := answersTo(c, stale.Answers, 5); !slices.Equal(got, []string{"noted|"}) {
			t.Errorf("%s: a new answer of an earlier copy: %q", ext, got)
		}
	}
}

// Of a cell with an exception, the one who revises the exception revises it
// alone.
func TestRevisingAnException(t *testing.T) {
	c := sample(t)
	n, names := several(t, c, 3)
	c = after(c, planned(t, c, filledWith(t, c, "docx", "vu-1", map[int]string{n: "Tiếp thu. Riêng ý kiến của " + names[0] + ": không tiếp thu."})))
	p := planned(t, c, filledWith(t, c, "docx", "vu-1", map[int]string{n: "Tiếp thu.\nRiêng ý kiến của " + names[0] + ": ghi nhận."}))
	if got := answersTo(c, p.Answers, n); !slices.Equal(got, []string{"accepted|", "noted||" + names[0]}) {
		t.Errorf("%q; %+v", got, p.Changes)
	}
	p = planned(t, c, filledWith(t, c, "docx", "vu-1", map[int]string{n: "Tiếp thu."}))
	if got := answersTo(c, p.Answers, n); !slices.Equal(got, []string{"accepted|"}) || !slices.Equal(kinds(p), []Kind{Withdrawn}) {
		t.Errorf("%q; %+v", got, p.Changes)
	}
}

func TestAnswersOfGroupsNoLongerThereAreKept(t *testing.T) {
	c := sample(t)
	gone := collation.Answer{Group: "g-gone", Comments: []string{}, Verdict: "accepted"}
	c.Answers = []collation.Answer{gone}
	p := planned(t, c, filledWith(t, c, "xlsx", "vu-1", map[int]string{1: "Tiếp thu"}))
	if len(p.Answers) != 2 || p.Answers[1].Group != gone.Group {
		t.Errorf("%+v", p.Answers)
	}
}

func TestRefusals(t *testing.T) {
	c := sample(t)
	other := *c
	other.Draft.Nodes = []*outline.Node{{ID: "article_1", Kind: outline.Article, Label: "Điều 1.", Children: []*outline.Node{}}}
	stranger := *c
	stranger.Comments, stranger.Groups = nil, nil
	for i, text := range []string{"Một ý kiến về kinh phí.", "Một ý kiến khác về nhân sự.", "Ý kiến thứ ba, về thời hạn."} {
		id := string(rune('a' + i))
		stranger.Comments = append(stranger.Comments, collation.Comment{ID: "c-" + id, Body: "Bộ Z", State: collation.General, Text: text, Start: -1, End: -1})
		stranger.Groups = append(stranger.Groups, collation.Group{ID: "g-" + id, Comments: []string{"c-" + id}})
	}
	noTable := open(t, c, "xlsx")
	if err := noTable.book.RemoveCol(noTable.sheet(), "E"); err != nil {
		t.Fatal(err)
	}
	for ext, of := range map[string]*collation.Collation{"xlsx": c, "docx": c} {
		for name, f := range map[string]*Filled{"other draft": open(t, &other, ext).file(t, "x"), "other comments": open(t, &stranger, ext).file(t, "x")} {
			if _, err := New(of, []*Filled{f}); !errors.Is(err, fault.New(Foreign)) {
				t.Errorf("%s, %s: %v", ext, name, err)
			}
		}
	}
	if _, err := New(c, []*Filled{noTable.file(t, "x")}); !errors.Is(err, fault.New(NoTable)) {
		t.Errorf("no column of answers: %v", err)
	}
	late := open(t, c, "docx")
	late.head = strings.Replace(late.head, "thao_1_", "thao_2_", 1)
	if _, err := New(c, []*Filled{late.file(t, "x")}); !errors.Is(err, fault.New(TooNew)) {
		t.Errorf("a later format: %v", err)
	}
}
