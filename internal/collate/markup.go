package collate

import (
	"regexp"
	"strings"
	"unicode"

	"thao/internal/collation"
	"thao/internal/compare"
	"thao/internal/prose"
	"thao/internal/viet"
)

// markup turns the notes and edits on a copy of the draft into comments.
func (r *reading) markup(o *overlay, doc *prose.Document) {
	for i, n := range doc.Notes {
		if r.ctx.Err() != nil {
			return
		}
		r.note(o, n, i)
	}
	for _, e := range doc.Edits {
		r.edit(o, e)
	}
	r.untracked(o, len(doc.Notes)+len(doc.Edits) == 0)
}

func (r *reading) note(o *overlay, n prose.Note, i int) {
	if r.onlyAgrees(n, i) {
		r.agrees = true
		r.pass(collation.Agreement, n.Text)
		return
	}
	c := r.noteComment(n, i)
	if !n.Anchored {
		r.add(c, r.byWords(n.Text, n.Quote))
		return
	}
	if words := wordsIn(o.base, n.At); words != "" {
		c.Quote = words // what the draft has there, without what the reply inserts
	}
	r.add(c, o.place(n.At, c.Quote))
}

// noteComment is note i of a file as a comment, still without a place. In a PDF
// words struck out, replaced or put in are Proposals.
func (r *reading) noteComment(n prose.Note, i int) collation.Comment {
	c := collation.Comment{
		Source: r.notes, Author: n.Author, Date: n.Date, Text: n.Text, Quote: n.Quote,
		Resolved: n.Resolved, Thread: turns(n.Replies),
	}
	if i >= len(r.marks) {
		return c
	}
	switch r.marks[i] {
	case "strikeout":
		c.Before = n.Quote
	case "replace":
		c.Before, c.After = n.Quote, n.Text
	case "caret":
		c.After = n.Text
	}
	return c
}

// longestAgreement is how many words a note has at most that says nothing but
// "Nhất trí" or "Đồng ý với nội dung này".
const longestAgreement = 6

// onlyAgrees reports whether a note asks for nothing: it agrees in a few words,
// with what it stands beside, and nobody has answered it.
func (r *reading) onlyAgrees(n prose.Note, i int) bool {
	if len(n.Replies) > 0 || n.Resolved {
		return false
	}
	if c := r.noteComment(n, i); c.Before != "" || c.After != "" {
		return false // words struck out or put in
	}
	words := len(strings.Fields(n.Text))
	return words > 0 && words <= longestAgreement && r.agreement(n.Text)
}

// wordsIn is the base text of a range, paragraphs joined by newlines.
func wordsIn(base []prose.Block, r prose.Range) string {
	var parts []string
	for b := r.From.Block; b <= r.To.Block && b < len(base); b++ {
		from, to := 0, len(base[b].Text)
		if b == r.From.Block {
			from = min(r.From.Offset, to)
		}
		if b == r.To.Block {
			to = min(r.To.Offset, to)
		}
		if from < to {
			parts = append(parts, base[b].Text[from:to])
		}
	}
	return strings.Join(parts, "\n")
}

func turns(replies []prose.Turn) []collation.Turn {
	out := []collation.Turn{}
	for _, t := range replies {
		out = append(out, collation.Turn{Author: t.Author, Date: t.Date, Text: t.Text})
	}
	return out
}

// edit makes a Proposal of a tracked change. Changes of spacing alone are no
// proposal; they are listed as passages, but for a paragraph split or joined.
func (r *reading) edit(o *overlay, e prose.Edit) {
	before, after := e.Before, e.After
	if strings.TrimSpace(before+after) == "" {
		if !strings.Contains(before+after, "\n") {
			r.pass(collation.Spacing, visible(before)+" → "+visible(after))
			return
		}
		before, after = visible(before), visible(after)
	}
	c := collation.Comment{
		Source: collation.Tracked, Author: e.Author, Date: e.Date,
		Before: strings.Trim(before, "\n"), After: strings.Trim(after, "\n"),
		Quote: strings.Trim(e.Before, "\n"), Moved: e.Moved,
	}
	if e.Before == "" && strings.Contains(e.After, "\n") && e.At.From.Offset == 0 {
		r.add(c, o.behind(e.At.From))
		return
	}
	r.add(c, o.place(e.At, e.Before))
}

// visible shows white space: a paragraph end as ¶, a tab as →, a space as ␣.
func visible(s string) string {
	return strings.NewReplacer("\n", "¶", "\t", "⇥", " ", "␣").Replace(s)
}

// untracked finds where a copy differs from the draft with no tracked change.
// Where it carries nothing else, these differences are what the body has to
// say: each is a Proposal. Beside comments and changes they are more likely an
// older copy: they are listed as passages, so that they are not lost.
func (r *reading) untracked(o *overlay, plain bool) {
	for i, u := range o.units {
		if r.ctx.Err() != nil {
			return
		}
		m := &o.mates[i]
		text := strings.TrimSpace(u.text)
		switch {
		case text == "":
		case m.unit < 0 && plain:
			p := o.behind(prose.Point{Block: u.src.Block})
			r.add(collation.Comment{Source: collation.Tracked, After: text}, p)
		case m.unit < 0, m.moved:
			r.pass(collation.Untracked, text)
		case !sameWords(unlabelled(u.text), unlabelled(o.d.units[m.unit].text)):
			r.differences(o, i, plain)
		}
	}
	r.absent(o, plain)
}

// absent finds the draft's paragraphs that a copy does not have. Between
// paragraphs that it has, a plain copy took them out: a Proposal. At the ends,
// or beside other marks, the copy is only part of the draft, or an older one.
func (r *reading) absent(o *overlay, plain bool) {
	have := make([]bool, len(o.d.units))
	first, last := len(have), -1
	for _, m := range o.mates {
		if m.unit >= 0 {
			have[m.unit] = true
			first, last = min(first, m.unit), max(last, m.unit)
		}
	}
	var run []string
	for j, u := range o.d.units {
		text := strings.TrimSpace(u.text)
		switch {
		case have[j] || text == "":
			r.passRun(run)
			run = nil
		case plain && first < j && j < last:
			r.add(collation.Comment{Source: collation.Tracked, Before: text, Quote: text}, position{
				node: u.node, start: u.src.At, end: u.src.At + u.src.Len, confidence: reworded, sure: true,
			})
		default:
			run = append(run, text)
		}
	}
	r.passRun(run)
}

// passRun lists neighbouring paragraphs as one passage, by their first and last
// words: they are the draft's own and stand there.
func (r *reading) passRun(run []string) {
	switch n := len(run); {
	case n == 1:
		r.pass(collation.Absent, run[0])
	case n > 1:
		r.pass(collation.Absent, firstWords(run[0])+" (…) "+firstWords(run[n-1]))
	}
}

func firstWords(s string) string {
	words := strings.Fields(s)
	if len(words) > 20 {
		return strings.Join(words[:20], " ") + " …"
	}
	return strings.Join(words, " ")
}

// unlabelled drops a number typed before a paragraph: in a copy put in another
// order it stands out of sequence and is not taken for a label.
func unlabelled(s string) string { return typedLabel.ReplaceAllString(s, "") }

var typedLabel = regexp.MustCompile(`^\s*(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])\s*[-.)/]+\s+`)

func (r *reading) differences(o *overlay, i int, plain bool) {
	m := &o.mates[i]
	mine := o.d.units[m.unit]
	if !plain {
		r.pass(collation.Untracked, strings.TrimSpace(o.units[i].text))
		return
	}
	at := 0
	edits := compare.Words(mine.text, unlabelled(o.units[i].text))
	for k := 0; k < len(edits); k++ {
		e := edits[k]
		if e.Op == compare.Same {
			at += len(e.Text)
			continue
		}
		c := collation.Comment{Source: collation.Tracked}
		p := position{node: mine.node, start: mine.src.At + at, confidence: m.sim, sure: m.sim >= 0.75}
		if e.Op == compare.Delete {
			c.Before, c.Quote = e.Text, e.Text
			at += len(e.Text)
			if k+1 < len(edits) && edits[k+1].Op == compare.Insert {
				k++
				c.After = edits[k].Text
			}
		} else {
			c.After = e.Text
		}
		p.end = mine.src.At + at
		if sameWords(c.Before, c.After) {
			continue
		}
		r.add(c, p)
	}
}

// sameWords reports whether two texts differ in nothing that retyping would not
// change by itself: case, tone placement, spaces and punctuation.
func sameWords(a, b string) bool {
	words := func(s string) string {
		return strings.Join(strings.FieldsFunc(strings.ToLower(viet.Tone(s)), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
		}), " ")
	}
	return a == b || words(a) == words(b)
}
