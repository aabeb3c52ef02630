package letter

import (
	"slices"
	"sort"
	"strings"

	"thao/internal/anchor"
	"thao/internal/outline"
)

// reference is the place words are about.
type reference struct {
	targets    []anchor.Match
	where      string
	page, line int
	fromBottom bool
	whole      bool // expressly the draft as a whole
}

func (r *reference) node() *outline.Node {
	if r == nil || len(r.targets) == 0 {
		return nil
	}
	if r.targets[0].Score < anchor.Partly {
		return nil
	}
	return r.targets[0].Node
}

// Factors by which a carried reference is worth less than a written one.
const (
	fromHeading = 0.95 // under "Về Điều 5:"
	fromFlow    = 0.85 // in a paragraph after one about Điều 5
)

// carried is the reference as it counts for a piece that does not repeat it.
func (r *reference) carried(factor float64) *reference {
	if r == nil {
		return nil
	}
	c := *r
	c.targets = slices.Clone(r.targets)
	for i := range c.targets {
		c.targets[i].Score *= factor
	}
	return &c
}

// same reports that two references lead to the same first place.
func (r *reference) same(o *reference) bool {
	if r == nil || o == nil {
		return r == o
	}
	return r.page == o.page && r.line == o.line && r.node() == o.node() && (r.node() != nil || r.where == o.where)
}

// referenceIn finds what a sentence of a line is about: the first citation that
// is not called on as a comparison, or else a heading of the draft it begins
// with or quotes. second is that it only compares.
func (a *assembler) referenceIn(l *line, s *segment) (ref *reference, second bool) {
	var compared, agreedWith *anchor.Citation
	for _, c := range anchor.Citations(s.text) {
		if c.External || inQuote(l.quotes, s.from+c.Start) {
			continue
		}
		before := s.words[:wordsBefore(s.words, s.from+c.Start)]
		if isSecondary(before) {
			if compared == nil {
				compared = &c
			}
			continue
		}
		if agreedWith == nil && l.agreesUpTo(s, c.End) {
			agreedWith = &c // what follows may be about another place: "không có ý kiến về Điều 4, phản đối Điều 5"
			continue
		}
		return a.resolve(c, s.text), false
	}
	if agreedWith != nil {
		return a.resolve(*agreedWith, s.text), false
	}
	if node, where := a.headingIn(l, s); node != nil {
		return &reference{targets: []anchor.Match{{Node: node, Score: anchor.Near}}, where: where}, false
	}
	if compared != nil {
		return a.resolve(*compared, s.text), true
	}
	return nil, false
}

// wordsBefore counts the words that begin before a byte of the line.
func wordsBefore(words []anchor.Word, at int) int {
	return sort.Search(len(words), func(k int) bool { return words[k].Start >= at })
}

func (a *assembler) resolve(c anchor.Citation, text string) *reference {
	ref := &reference{where: strings.TrimSpace(text[c.Start:c.End]), page: c.Page, line: c.Line, fromBottom: c.FromBottom, whole: c.Whole}
	if c.Page == 0 && c.Line > 0 {
		if last := a.current(); last != nil {
			ref.page = last.page
		}
	}
	context := a.current().node()
	if context == nil {
		context = a.spoken
	}
	ref.targets = a.index.Resolve(c, context)
	if n := ref.node(); n != nil {
		a.spoken = n
	}
	return ref
}

// headingIn finds a heading of the draft at the front of a line, up to its
// first colon or comma, or in quotation marks.
func (a *assembler) headingIn(l *line, s *segment) (*outline.Node, string) {
	if s.from == 0 {
		head := strings.TrimSpace(s.text[min(l.labelEnd, len(s.text)):])
		if i := strings.IndexAny(head, ":,"); i > 0 {
			head = head[:i]
		}
		if n := a.index.Heading(head); n != nil {
			return n, head
		}
	}
	for _, q := range l.quotes {
		if q.Role == anchor.Mention && q.Start >= s.from && q.End <= s.to {
			if n := a.index.Heading(l.text[q.Start:q.End]); n != nil {
				return n, l.text[q.Start:q.End]
			}
		}
	}
	return nil, ""
}

// frame is one level of the letter's own lists. What its heading refers to
// holds for all below it; what a comment in it refers to holds until the next.
type frame struct {
	style labelStyle
	lead  *reference // from a heading or lead-in
	flow  *reference // from the comment before
}

// enter opens the frame of a line: a style already open ends what is under it.
func (a *assembler) enter(style labelStyle) {
	if style == noLabel {
		return
	}
	for k := 1; k < len(a.frames); k++ {
		if a.frames[k].style == style {
			a.frames = a.frames[:k]
			break
		}
	}
	parent := a.frames[len(a.frames)-1]
	next := frame{style: style, lead: parent.lead}
	if parent.flow != nil && (len(a.frames) > 1 || style >= dashLabel) {
		next.lead = parent.flow
	}
	a.frames = append(a.frames, next)
}

func (a *assembler) top() *frame { return &a.frames[len(a.frames)-1] }

// current is the reference in force.
func (a *assembler) current() *reference {
	if f := a.top(); f.flow != nil {
		return f.flow
	}
	return a.top().lead
}

// setLead takes the reference of a heading. An unlabelled heading ends lists of
// dashes before it.
func (a *assembler) setLead(l *line, ref *reference) {
	if l.style == noLabel {
		for len(a.frames) > 1 && a.top().style >= letterLabel {
			a.frames = a.frames[:len(a.frames)-1]
		}
	}
	a.top().lead, a.top().flow = ref, nil
}
