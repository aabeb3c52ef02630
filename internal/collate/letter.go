package collate

import (
	"thao/internal/anchor"
	"thao/internal/collation"
	"thao/internal/letter"
	"thao/internal/outline"
	"thao/internal/prose"
)

// readLetter takes the head of a letter and the comments in its text.
func (r *reading) readLetter(blocks []prose.Block) {
	l := letter.Read(prose.Body(blocks), r.d.index)
	r.issuer, r.number, r.date = l.Issuer, l.Number, l.Date
	for _, b := range blocks {
		if b.Kind == prose.Header || b.Kind == prose.Footer {
			r.pass(collation.HeadLine, b.Text)
		}
	}
	r.takePieces(l.Pieces, collation.Letter)
}

// takePieces makes comments and passages of what a letter was cut into.
func (r *reading) takePieces(pieces []letter.Piece, source collation.Source) {
	for _, p := range pieces {
		switch p.Kind {
		case letter.Comment:
			r.piece(p, source)
		case letter.Agreement:
			r.agrees = true
			r.pass(collation.Agreement, p.Text)
		default:
			r.pass(collation.PassageKind(p.Kind), p.Text)
		}
	}
}

func (r *reading) piece(p letter.Piece, source collation.Source) {
	said, maybe := quoted(p.Text)
	if p.Quote != "" && len(said) == 0 {
		said = []string{p.Quote}
	}
	c := collation.Comment{
		Source: source, Author: "", Date: r.date,
		Text: p.Text, Before: p.Before, After: p.After, Where: p.Where,
	}
	at := r.find(clue{
		targets: p.Targets, quotes: said, mentions: maybe,
		cited: cites(p.Where), paged: p.Page > 0 || p.Line > 0,
	})
	r.mentioned(&c, &at)
	if at.node != nil && at.start >= 0 {
		c.Quote = at.node.Content()[at.start:at.end]
	}
	c.Demand = anchor.WithoutCitations(p.Text)
	r.take(finding{Comment: c}, at)
}

// mentioned takes back a proposal to put in words that stand at the place
// already: "bổ sung số liệu minh họa cho nhận định “…”" quotes the draft.
func (r *reading) mentioned(c *collation.Comment, at *position) {
	if c.Before != "" || at.node == nil || !at.sure || !longEnough(c.After) {
		return
	}
	hits := r.d.text.Find(anchor.Quote{Exact: c.After, Within: []*outline.Node{at.node}})
	if best, found := anchor.Decide(hits); found && best.Score == 1 && best.Node == at.node {
		c.After = ""
		if at.start < 0 {
			at.start, at.end = best.Start, best.End
		}
	}
}

// looseNote takes a margin comment set on something that is no copy of the
// draft: a remark in the body's own letter.
func (r *reading) looseNote(n prose.Note, i int) {
	if r.onlyAgrees(n, i) {
		r.agrees = true
		r.pass(collation.Agreement, n.Text)
		return
	}
	c := r.noteComment(n, i)
	r.add(c, r.byWords(n.Text+"\n"+n.Quote, ""))
}
