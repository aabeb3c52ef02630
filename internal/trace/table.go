package trace

import (
	"thao/internal/collation"
	"thao/internal/locale"
	"thao/internal/matrix"
)

// report is a trace laid out for people: one model for the page and the
// workbook, so that they cannot differ.
type report struct {
	Trace    *Trace
	Lang     locale.Lang
	Sections []section // the four lists of what does not agree
	Head     []string
	Rows     []row // every comment
}

type section struct {
	ID, Title, Explain, None string
	Count                    int
	Head                     []string
	Rows                     [][]cell
}

type row struct {
	ID    string
	Cells []cell
}

// cell is text, or words that changed, or a link to a comment's row.
type cell struct {
	Text  string
	Words []Word
	Link  string
	Warn  bool
}

func (r *report) T(key string) string { return locale.T(r.Lang, key) }

// Sentence counts what became of the comments.
func (r *report) Sentence() string {
	s := r.Trace.States
	return locale.T(r.Lang, "trace.sentence", "n", len(r.Trace.Comments), "kept", s["kept"], "moved", s["moved"],
		"edited", s["edited"], "review", s["review"], "orphan", s["orphan"], "general", s[General])
}

func newReport(t *Trace, lang locale.Lang) *report {
	r := &report{Trace: t, Lang: lang}
	r.Head = r.heads("comment", "where", "body", "answer", "state", "words", "taken")
	byID := map[string]*Entry{}
	for i := range t.Comments {
		e := &t.Comments[i]
		byID[e.ID] = e
		r.Rows = append(r.Rows, row{e.ID, []cell{
			{Text: r.said(e)}, {Text: e.Path}, {Text: e.Body}, {Text: r.answer(e)}, r.state(e), r.changed(e), {Text: r.share(e)},
		}})
	}
	r.unkept(byID)
	r.unasked()
	r.pairs("uneven", t.Uneven, byID)
	r.pairs("contradicted", t.Contradicted, byID)
	return r
}

func (r *report) heads(keys ...string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = r.T("trace.head." + k)
	}
	return out
}

func (r *report) add(id string, count int, head []string, rows [][]cell) {
	r.Sections = append(r.Sections, section{
		ID: id, Title: r.T("trace." + id + ".title"), Explain: r.T("trace." + id + ".explain"), None: r.T("trace.none"),
		Count: count, Head: head, Rows: rows,
	})
}

func (r *report) unkept(byID map[string]*Entry) {
	var rows [][]cell
	for _, id := range r.Trace.Unkept {
		e := byID[id]
		rows = append(rows, []cell{{Text: r.said(e), Link: e.ID}, {Text: e.Path}, {Text: e.Body}, {Text: r.answer(e)}, r.state(e)})
	}
	r.add("unkept", len(r.Trace.Unkept), r.heads("comment", "where", "body", "answer", "state"), rows)
}

func (r *report) unasked() {
	var rows [][]cell
	for _, u := range r.Trace.Unasked {
		rows = append(rows, []cell{{Text: u.Path}, {Text: r.T("trace.change." + string(u.Change))}, {Words: Shown(u.Words)}})
	}
	r.add("unasked", len(r.Trace.Unasked), r.heads("where", "change", "words"), rows)
}

func (r *report) pairs(id string, groups [][]string, byID map[string]*Entry) {
	var rows [][]cell
	for _, ids := range groups {
		for i, one := range ids {
			e := byID[one]
			where := cell{Text: e.Path}
			if i > 0 && byID[ids[0]].Path == e.Path {
				where.Text = "″"
			}
			rows = append(rows, []cell{where, {Text: r.said(e), Link: e.ID}, {Text: e.Body}, {Text: r.answer(e)}})
		}
	}
	r.add(id, len(groups), r.heads("where", "comment", "body", "answer"), rows)
}

// said is the comment in words.
func (r *report) said(e *Entry) string {
	switch {
	case e.Text != "":
		return e.Text
	case e.Before != "" && e.After != "":
		return locale.T(r.Lang, "export.replace", "before", e.Before, "after", e.After)
	case e.Before != "":
		return locale.T(r.Lang, "export.delete", "before", e.Before)
	case e.After != "":
		return locale.T(r.Lang, "export.insert", "after", e.After)
	}
	return r.T("export.mark")
}

func (r *report) answer(e *Entry) string {
	if e.Verdict == "" && e.Reason == "" {
		return r.T("trace.unanswered")
	}
	return matrix.Answered(r.Lang, "", collation.Answer{Verdict: e.Verdict, Reason: e.Reason}).Words()
}

func (r *report) state(e *Entry) cell {
	text := r.T("trace.state." + e.State)
	if e.NewPath != "" && e.NewPath != e.Path {
		text += ": " + e.NewPath
	}
	return cell{Text: text, Warn: e.State == "review" || e.State == "orphan"}
}

func (r *report) changed(e *Entry) cell {
	if !e.Changed {
		return cell{Text: r.T("trace.unchanged")}
	}
	return cell{Words: Shown(e.Words)}
}

func (r *report) share(e *Entry) string {
	if e.Taken < 0 {
		return ""
	}
	return locale.Percent(r.Lang, int(e.Taken*1000+0.5), 1000)
}

// List is one of the four lists of what does not agree: its title and length.
type List struct {
	Title string
	Count int
}

// Lists tells how long each list is, in the order of the page.
func (t *Trace) Lists(lang locale.Lang) []List {
	var out []List
	for _, s := range newReport(t, lang).Sections {
		out = append(out, List{s.Title, s.Count})
	}
	return out
}

// Sentence counts what became of the comments.
func (t *Trace) Sentence(lang locale.Lang) string { return newReport(t, lang).Sentence() }
