package letter

import (
	"strings"

	"thao/internal/anchor"
	"thao/internal/outline"
	"thao/internal/prose"
)

// assembler goes through a letter's sentences in order and puts each into a
// piece.
type assembler struct {
	blocks []prose.Block
	lines  []line
	index  *anchor.Index

	pieces   []Piece
	open     int  // piece that sentences may still join, or -1
	openLine int  // line its last sentence stands on
	asked    bool // the open piece asks for something already
	started  bool // a comment was met
	frames   []frame
	spoken   *outline.Node // the place of the draft spoken of last
	absorbs  labelStyle    // items of this style, and below, are wording of the open piece
	pending  []Span        // a lead-in that asks: goes with the first item's piece
}

func assemble(blocks []prose.Block, lines []line, ix *anchor.Index, context *outline.Node) []Piece {
	a := &assembler{blocks: blocks, lines: lines, index: ix, open: -1, frames: make([]frame, 1, 8), spoken: context}
	if ix == nil {
		a.index = anchor.NewIndex(nil)
	}
	if context != nil {
		a.frames[0].lead = &reference{targets: []anchor.Match{{Node: context, Score: 1}}}
	}
	for i := range lines {
		a.line(i)
	}
	a.flushPending()
	for i := range a.pieces {
		a.finish(&a.pieces[i])
	}
	return a.pieces
}

// line takes in one line of the letter.
func (a *assembler) line(i int) {
	l := &a.lines[i]
	switch {
	case l.zone != inBody:
		a.outside(i)
	case l.running:
		a.passage(l, 0, len(l.text), HeadLine, nil)
	case a.open >= 0 && a.continues(i):
		a.join(l, 0, len(l.text))
		a.openLine = i
	default:
		a.absorbs = noLabel
		a.enter(l.style)
		a.body(i)
	}
}

// outside takes in lines of letterhead and signature, joining neighbours.
func (a *assembler) outside(i int) {
	l := &a.lines[i]
	a.flushPending()
	a.open = -1
	kind := HeadLine
	if isAddress(l.key) || l.zone == inTail && isClosing(l.key) {
		kind = Courtesy
	}
	if n := len(a.pieces); n > 0 && i > 0 && a.lines[i-1].zone == l.zone && a.pieces[n-1].Kind == kind {
		a.pieces[n-1].Spans = append(a.pieces[n-1].Spans, l.span(0, len(l.text)))
		return
	}
	a.pieces = append(a.pieces, Piece{Kind: kind, Spans: []Span{l.span(0, len(l.text))}})
}

func (l *line) span(from, to int) Span { return Span{l.block, l.from + from, l.from + to} }

// continues reports whether line i belongs to the open piece: wording in
// quotation marks or in a list the piece led in, or a reason.
func (a *assembler) continues(i int) bool {
	l, before := &a.lines[i], &a.lines[a.openLine]
	if l.quoted {
		return true
	}
	if a.absorbs != noLabel && l.style >= a.absorbs {
		return true
	}
	if startsWithQuote(l.text) && endsInColon(before.text) {
		return true
	}
	if l.style != noLabel && l.style < dashLabel && l.style == before.style {
		return false
	}
	return givesReason(keyOf(l.words[labelWords(l):]))
}

func startsWithQuote(s string) bool { return strings.IndexAny(s, "“\"«") == 0 }

// labelWords is how many of the line's words are its label.
func labelWords(l *line) int { return wordsBefore(l.words, l.labelEnd) }

var reasonLines = list("lý do", "lí do", "vì", "bởi", "bởi vì", "nguyên nhân", "vì vậy", "do đó", "do vậy", "ví dụ", "because", "reason",
	"reasons", "rationale", "justification", "this is because", "therefore", "for example", "the reason")

func givesReason(key string) bool { return reasonLines.begin(key) }

// body sorts the sentences of a line that begins something.
func (a *assembler) body(i int) {
	l := &a.lines[i]
	if a.quotesOld(i) {
		return
	}
	if a.isHeading(i) {
		ref := a.headingReference(l)
		a.setLead(l, ref)
		a.passage(l, 0, len(l.text), HeadLine, ref)
		return
	}
	if a.leadsIn(i) {
		return
	}
	a.openLine = -1
	for k := range l.segments {
		s := l.segments[k]
		if border := l.borderIn(s); border > 0 {
			a.sentence(i, l.segment(s.from, border))
			s = l.segment(border, s.to)
		}
		a.sentence(i, s)
	}
}

// sentence puts one sentence of line i into a piece.
func (a *assembler) sentence(i int, s segment) {
	l := &a.lines[i]
	follows := a.open >= 0 && a.openLine == i
	kind := s.classify(a.started, follows, l.closing)
	if kind == HeadLine && follows && len(s.words) == 0 {
		kind = Comment // a stray mark goes with its sentence
	}
	ref, second := a.referenceIn(l, &s)
	switch kind {
	case Comment:
		a.comment(i, s, ref, second)
	case Agreement:
		a.passage(l, s.from, s.to, Agreement, a.orCarried(ref, &s))
	case HeadLine:
		if ref != nil && !second {
			a.top().lead, a.top().flow = ref, nil
		}
		a.passage(l, s.from, s.to, HeadLine, ref)
	default:
		a.passage(l, s.from, s.to, kind, nil)
	}
}

// passage adds a piece that is no comment.
func (a *assembler) passage(l *line, from, to int, kind PieceKind, ref *reference) {
	p := Piece{Kind: kind, Spans: []Span{l.span(from, to)}}
	p.refer(ref)
	a.pieces = append(a.pieces, p)
	if !l.running {
		a.flushPendingUnless(kind == HeadLine)
		a.open = -1
	}
}

// comment adds a sentence to the open comment or begins a new one.
func (a *assembler) comment(i int, s segment, ref *reference, second bool) {
	l := &a.lines[i]
	a.started = true
	if a.open >= 0 && a.openLine == i && a.goesOn(&s, ref, second) {
		a.join(l, s.from, s.to)
		a.asked = a.asked || comments(s.key)
		return
	}
	own := ref
	if second && a.current() != nil {
		own = nil
	}
	ledIn := len(a.pending) > 0
	p := Piece{Kind: Comment, Spans: append(a.takePending(), l.span(s.from, s.to))}
	if own == nil && ledIn {
		p.refer(a.top().lead) // the lead-in, with its reference, is part of the piece
	} else if own == nil {
		carried := a.carry(&s)
		if l.closing && (closings.begin(s.key) || hopes.begin(s.key)) {
			carried = nil // the letter takes its leave: that is about no place before it
		}
		p.refer(carried)
		p.Inherited = carried != nil
	} else {
		p.refer(own)
		a.top().flow = own
	}
	a.pieces = append(a.pieces, p)
	a.open, a.openLine, a.asked = len(a.pieces)-1, i, comments(s.key)
}

// goesOn decides whether a sentence of the same paragraph belongs to the open
// comment. It begins a new one only where it names another place, is no
// argument, and the comment before is complete.
func (a *assembler) goesOn(s *segment, ref *reference, second bool) bool {
	if ref == nil || second || isReason(s.key) || isOnward(s.key) {
		return true
	}
	p := &a.pieces[a.open]
	if ref.same(a.current()) && len(p.Targets) > 0 {
		return true
	}
	if a.asked {
		return false
	}
	if len(p.Targets) == 0 && p.Page == 0 || p.Inherited {
		p.Targets, p.Inherited = nil, false
		p.refer(ref)
	} else {
		for _, t := range ref.targets {
			t.Place += len(p.Targets)
			p.Targets = append(p.Targets, t)
		}
	}
	a.top().flow = ref
	return true
}

// carry is the reference a sentence without one inherits.
func (a *assembler) carry(s *segment) *reference {
	f := a.top()
	if f.flow != nil {
		if f.flow.whole || general.in(s.key) {
			return nil
		}
		return f.flow.carried(fromFlow)
	}
	if f.lead == nil || f.lead.whole {
		return nil
	}
	return f.lead.carried(fromHeading)
}

func (a *assembler) orCarried(ref *reference, s *segment) *reference {
	if ref != nil || a.top().lead == nil || len(s.words) > 25 {
		return ref
	}
	return a.top().lead.carried(fromHeading)
}

func (a *assembler) join(l *line, from, to int) {
	p := &a.pieces[a.open]
	p.Spans = append(p.Spans, l.span(from, to))
}

func (p *Piece) refer(ref *reference) {
	if ref == nil {
		return
	}
	p.Targets, p.Where = ref.targets, ref.where
	p.Page, p.Line, p.FromBottom = ref.page, ref.line, ref.fromBottom
}

func (a *assembler) takePending() []Span {
	spans := a.pending
	a.pending = nil
	return spans
}

// flushPending makes a comment of a lead-in that nothing followed.
func (a *assembler) flushPending() {
	if len(a.pending) == 0 {
		return
	}
	p := Piece{Kind: Comment, Spans: a.takePending()}
	p.refer(a.top().lead)
	a.pieces = append(a.pieces, p)
}

func (a *assembler) flushPendingUnless(keep bool) {
	if !keep && len(a.pending) > 0 {
		last := a.pieces[len(a.pieces)-1]
		a.pieces = a.pieces[:len(a.pieces)-1]
		a.flushPending()
		a.pieces = append(a.pieces, last)
	}
}

// finish joins neighbouring spans, makes the text, and reads quotations.
func (a *assembler) finish(p *Piece) {
	p.Spans = a.merged(p.Spans)
	var parts []string
	for _, s := range p.Spans {
		parts = append(parts, a.blocks[s.Block].Text[s.From:s.To])
	}
	p.Text = strings.Join(parts, "\n")
	if p.Kind != Comment {
		return
	}
	p.Text = strings.TrimSpace(p.Text[labelLength(p.Text):])
	quotes := anchor.Quotes(p.Text)
	for _, q := range quotes {
		switch q.Role {
		case anchor.With, anchor.Insert:
			continue
		}
		p.Quote = strings.TrimSpace(p.Text[q.Start:q.End])
		break
	}
	if before, after, ok := anchor.ProposalIn(p.Text, quotes); ok {
		p.Before, p.After = before, after
	}
}

// merged joins spans of one block with nothing but white space between them.
func (a *assembler) merged(spans []Span) []Span {
	out := spans[:0:0]
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].Block == s.Block && out[n-1].To <= s.From &&
			strings.TrimSpace(a.blocks[s.Block].Text[out[n-1].To:s.From]) == "" {
			out[n-1].To = s.To
			continue
		}
		out = append(out, s)
	}
	return out
}
