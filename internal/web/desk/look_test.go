package desk

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	consult "thao/internal/consultation"
	"thao/internal/id"
	"thao/internal/matrix"
	"thao/internal/web/webtest"
)

// worked is the office with some of the work done: answers in every state, an
// exception, shares, a phrase, a matrix that waits, the next version.
func (o *office) worked() (open consult.Group, load id.ID) {
	o.t.Helper()
	ctx, cs, who := o.t.Context(), o.h.Consultation, o.actor(secretary)
	open = o.large()
	for i, g := range o.groups()[:12] {
		if g.ID == open.ID {
			continue
		}
		_, err := cs.WriteAnswer(ctx, who, o.docket, g.ID, consult.AnswerForm{Verdict: consult.Verdicts()[i%4], Reason: "Đã chỉnh lý tại mục tương ứng của bản sau."})
		o.must(err)
		if i%3 > 0 {
			o.must(cs.SubmitAnswers(ctx, who, o.docket, g.ID, ""))
		}
		if i%3 > 1 {
			o.must(cs.ConfirmAnswers(ctx, o.actor(reviewer), o.docket, g.ID))
		}
	}
	_, err := cs.WriteAnswer(ctx, who, o.docket, open.ID, consult.AnswerForm{Verdict: matrix.Partly, Reason: "Tiếp thu ý kiến nêu rõ cấp ban hành."})
	o.must(err)
	p, err := cs.GroupPage(ctx, who, o.docket, open.ID, consult.LeadCursor{})
	o.must(err)
	_, err = cs.WriteAnswer(ctx, who, o.docket, open.ID, consult.AnswerForm{Comment: p.Comments[1].ID, Verdict: matrix.Refused, Reason: "Thí điểm phải có quy định trước."})
	o.must(err)
	_, err = cs.AddPhrase(ctx, who, o.docket, "Tiếp thu, đã chỉnh lý tại …")
	o.must(err)
	_, err = cs.AssignEvenly(ctx, who, o.docket, o.round.ID, []id.ID{o.people[secretary], o.people[drafter]})
	o.must(err)
	data, err := os.ReadFile(filepath.Join(samples(o.t), "bang-da-dien.xlsx"))
	o.must(err)
	l, err := cs.LoadMatrix(ctx, who, o.docket, o.round.ID, "bang-da-dien.xlsx", bytes.NewReader(data))
	o.must(err)
	return open, l.ID
}

// Every page in both languages, at every width: nothing sticks out, nobody is
// shut out; pictures are kept to be looked at.
func TestEveryPageLooksRight(t *testing.T) {
	browser := webtest.Start(t)
	o := newOffice(t)
	open, load := o.worked()
	o.version(o.h.Drafts, "du-thao-2.docx")
	pages := map[string]string{
		"desk": o.href("desk", string(open.ID)), "desk-bulk": o.href("desk", "bulk"), "desk-shares": o.href("desk", "shares"),
		"desk-phrases": o.href("desk", "phrases"), "matrix": o.href("matrix"), "matrix-load": o.href("matrix", "loads", string(load)), "loop": o.href("loop"),
	}
	for name, path := range pages {
		t.Run(name, func(t *testing.T) {
			for _, lang := range []string{"vi", "en"} {
				tab := o.tab(browser, secretary)
				tab.Open("/lang/" + lang + "?return=" + path)
				for _, width := range []int{320, 390, 1440} {
					tab.Size(width, 900)
					tab.Fits()
					if lang == "vi" || width == 390 {
						tab.Axe()
					}
				}
				tab.Shots(name, lang)
			}
		})
	}
}
