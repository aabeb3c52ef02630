package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"thao/internal/ooxml/compose"
)

// mark is one thing done to a copy of the draft. Exactly one of its kinds is
// filled in.
type mark struct {
	addr  string // of the node
	quote string // the words it is set on; with an insertion, the words it follows

	note    *compose.Comment // a comment in the margin
	replace *string          // quote is deleted, these words put in; "" only deletes
	insert  string           // words put in after quote
	bold    bool             // quote is made bold, as a tracked change
	newPara string           // a paragraph put in after the node's line
	drop    bool             // the node's line is deleted with its mark
	moveTo  string           // the node's line is moved to after the line at this address

	by compose.Stamp

	state      string // of the key, "placed" if empty
	group      string // marks and opinions of one group share a row
	candidates []string
	silent     bool // no comment of the key: only the other end of a thing, or a look
}

func by(author string, day, hour int) compose.Stamp {
	return compose.Stamp{Author: author, Date: time.Date(2018, 4, day, hour, 15, 0, 0, time.UTC)}
}

// on makes a margin comment.
func on(addr, quote string, s compose.Stamp, text string, replies ...compose.Comment) mark {
	return mark{addr: addr, quote: quote, by: s, note: &compose.Comment{
		Author: s.Author, Initials: initials(s.Author), Date: s.Date, Text: text, Replies: replies}}
}

// answer makes a reply under a comment.
func answer(s compose.Stamp, text string) compose.Comment {
	return compose.Comment{Author: s.Author, Initials: initials(s.Author), Date: s.Date, Text: text}
}

func (m mark) resolved() mark { m.note.Resolved = true; return m }

func (m mark) grouped(name string) mark { m.group = name; return m }

func swap(addr, before, after string, s compose.Stamp) mark {
	return mark{addr: addr, quote: before, replace: &after, by: s}
}

func put(addr, after, words string, s compose.Stamp) mark {
	return mark{addr: addr, quote: after, insert: words, by: s}
}

func initials(author string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(author) {
		b.WriteString(string([]rune(strings.ToUpper(word))[0]))
	}
	return b.String()
}

// placed is a mark with its bytes in the line's text.
type placed struct {
	mark
	from, to int
	thread   compose.Thread
	move     *compose.Move
}

// resolve finds the line and the bytes of every mark.
func (r *renderer) resolve() error {
	r.byLine, r.follow = map[int][]placed{}, map[int][]mark{}
	for n, m := range r.marks {
		i, err := r.draft.find(m.addr, m.quote)
		if err != nil {
			return err
		}
		from := strings.Index(r.draft.lines[i].text, m.quote)
		p := placed{mark: m, from: from, to: from + len(m.quote)}
		switch {
		case m.note != nil:
			p.thread = r.doc.Comment(*m.note)
		case m.insert != "":
			p.from = p.to
		case m.newPara != "":
			r.follow[i] = append(r.follow[i], m)
			continue
		case m.moveTo != "":
			p.move = &compose.Move{Stamp: m.by, Name: fmt.Sprintf("chuyen%d", n+1)}
			to, err := r.draft.find(m.moveTo, "")
			if err != nil {
				return err
			}
			arrived := m
			arrived.newPara, arrived.moveTo = r.draft.lines[i].text, p.move.Name
			r.follow[to] = append(r.follow[to], arrived)
		}
		r.byLine[i] = append(r.byLine[i], p)
	}
	return nil
}

// after writes the paragraphs put in after line i.
func (r *renderer) after(i int) {
	for _, m := range r.follow[i] {
		p := compose.Para{}
		run := compose.Run{Text: m.newPara}
		if m.moveTo != "" {
			move := &compose.Move{Stamp: m.by, Name: m.moveTo}
			p.MovedTo, run.MovedTo = move, move
		} else {
			p.InsertedBy, run.InsertedBy = &m.by, &m.by
		}
		p.Runs = []compose.Inline{run}
		r.doc.Para(p)
	}
}

// marked fills the paragraph with the line's words and the marks on them.
func (r *renderer) marked(p *compose.Para, i int, l line) {
	marks := r.byLine[i]
	for _, m := range marks {
		switch {
		case m.drop:
			p.DeletedBy = &m.by
			p.Runs = append(p.Runs, compose.Run{Text: p.Text + l.text, DeletedBy: &m.by})
			p.Text = ""
			return
		case m.move != nil:
			p.MovedFrom = m.move
			p.Runs = append(p.Runs, compose.Run{Text: p.Text + l.text, MovedFrom: m.move})
			p.Text = ""
			return
		}
	}
	cuts := []int{0, len(l.text)}
	if l.note != "" {
		cuts = append(cuts, l.noteAt)
	}
	for _, m := range marks {
		cuts = append(cuts, m.from, m.to)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for n, at := range cuts {
		p.Runs = append(p.Runs, boundary(marks, l, at)...)
		if n+1 < len(cuts) {
			p.Runs = append(p.Runs, piece(marks, l.text, at, cuts[n+1]))
		}
	}
}

// boundary is what stands between two pieces of text: words put in, ends of
// ranges, the footnote, starts of ranges.
func boundary(marks []placed, l line, at int) []compose.Inline {
	var out []compose.Inline
	for _, m := range marks {
		if m.insert != "" && m.to == at {
			out = append(out, compose.Run{Text: m.insert, InsertedBy: &m.by})
		}
		if m.replace != nil && m.to == at && *m.replace != "" {
			out = append(out, compose.Run{Text: *m.replace, InsertedBy: &m.by})
		}
	}
	for _, m := range marks {
		if m.note != nil && m.to == at && m.from < at {
			out = append(out, compose.CommentEnd{Thread: m.thread})
		}
	}
	if l.note != "" && l.noteAt == at {
		out = append(out, compose.Footnote{Paras: []compose.Para{{Text: l.note}}})
	}
	starting := slices.Clone(marks)
	slices.SortStableFunc(starting, func(a, b placed) int { return cmp.Compare(b.to, a.to) })
	for _, m := range starting {
		if m.note != nil && m.from == at {
			if m.from == m.to {
				out = append(out, compose.CommentAt{Thread: m.thread})
			} else {
				out = append(out, compose.CommentStart{Thread: m.thread})
			}
		}
	}
	return out
}

// piece is a stretch of the draft's words with the change that lies on it.
func piece(marks []placed, text string, from, to int) compose.Inline {
	run := compose.Run{Text: text[from:to]}
	for _, m := range marks {
		if m.from > from || m.to < to {
			continue
		}
		switch {
		case m.replace != nil:
			run.DeletedBy = &m.by
		case m.bold:
			run.Look, run.Was, run.WasBy = compose.Look{Bold: compose.On}, &compose.Look{}, &m.by
		}
	}
	return run
}
