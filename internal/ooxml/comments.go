package ooxml

import (
	"cmp"

	"thao/internal/ooxml/xmlscan"
)

// threading is what the parts beside the comments say of them, by the paraId
// of a comment's paragraph.
type threading struct {
	parent  map[string]string // paraId of the comment replied to
	done    map[string]bool
	durable map[string]string // durableId of the comment
	utc     map[string]string // by durableId
}

// listComments notes which comments there are, so that the places in the text
// that refer to them find them. Their own text is read last.
func (p *parser) listComments() error {
	return p.top(func(name xmlscan.Name) error {
		if name == wComment {
			if err := p.tick(); err != nil {
				return err
			}
			c := &commentStory{
				id: p.attr(wId), author: p.attr(wAuthor),
				initials: p.attr(wInitials), date: p.attr(wDate),
			}
			p.doc.comments = append(p.doc.comments, c)
			if p.commentAt[c.id] == nil {
				p.commentAt[c.id] = c
			}
		}
		return p.scan.Skip()
	})
}

// readComments reads the text of the comments, in the order they were listed.
func (p *parser) readComments() error {
	return p.top(func(name xmlscan.Name) (err error) {
		if name != wComment || p.commentsRead >= len(p.doc.comments) {
			return p.scan.Skip()
		}
		p.comment = p.doc.comments[p.commentsRead]
		p.commentsRead++
		p.comment.story, err = p.newStory()
		p.comment = nil
		return err
	})
}

func (p *parser) readThreads() error {
	p.doc.threading.parent = map[string]string{}
	p.doc.threading.done = map[string]bool{}
	return p.top(func(name xmlscan.Name) error {
		if name == w15CommentEx {
			id := p.attr(w15ParaId)
			p.doc.threading.parent[id] = p.attr(w15ParaIdParent)
			p.doc.threading.done[id] = truth(p.attr(w15Done), false)
		}
		return p.scan.Skip()
	})
}

func (p *parser) readDurable() error {
	p.doc.threading.durable = map[string]string{}
	return p.top(func(name xmlscan.Name) error {
		if name == cidCommentId {
			p.doc.threading.durable[p.attr(cidParaId)] = p.attr(cidDurableId)
		}
		return p.scan.Skip()
	})
}

func (p *parser) readUTC() error {
	p.doc.threading.utc = map[string]string{}
	return p.top(func(name xmlscan.Name) error {
		if name == cexCommentExtensible {
			p.doc.threading.utc[p.attr(cexDurableId)] = p.attr(cexDateUtc)
		}
		return p.scan.Skip()
	})
}

func (d *Document) makeComments() []Comment {
	out := make([]Comment, len(d.comments))
	byPara := map[string]int{}
	for i, c := range d.comments {
		for _, id := range c.paraIDs {
			if id != "" {
				byPara[id] = i
			}
		}
	}
	for i, c := range d.comments {
		out[i] = d.makeComment(c)
		if parent, ok := byPara[d.parentPara(c)]; ok && parent != i {
			out[i].Parent = d.comments[parent].id
		}
	}
	d.spreadResolved(out)
	return out
}

// parentPara is the paragraph of the comment replied to. The entry is keyed by
// the last paragraph of the reply ([MS-DOCX] 2.5.1.8); programs that key it by
// another are understood too.
func (d *Document) parentPara(c *commentStory) string {
	for i := len(c.paraIDs) - 1; i >= 0; i-- {
		if parent := d.threading.parent[c.paraIDs[i]]; parent != "" {
			return parent
		}
	}
	return ""
}

func (d *Document) makeComment(c *commentStory) Comment {
	out := Comment{ID: c.id, Author: c.author, Initials: c.initials, Date: c.date}
	for _, id := range c.paraIDs {
		out.Resolved = out.Resolved || d.threading.done[id]
		out.Date = cmp.Or(d.threading.utc[d.threading.durable[id]], out.Date)
	}
	if c.story != nil {
		r := d.all.stories[c.story]
		out.Text = d.all.joined(r.from, r.to)
	}
	if from, to, ok := d.rangeOf(c); ok && c.from != 0 {
		out.Quote = d.all.textBetween(d.all.points[from], d.all.points[to])
	}
	return out
}

// rangeOf gives the ends of the place a comment is set on. Without an end the
// range ends at the reference, without a start it is only a point.
func (d *Document) rangeOf(c *commentStory) (from, to markID, ok bool) {
	from, to = cmp.Or(c.from, c.ref, c.to), cmp.Or(c.to, c.ref, c.from)
	return from, to, from != 0
}

// spreadResolved makes a thread done as a whole.
func (d *Document) spreadResolved(comments []Comment) {
	d.roots = threadRoots(comments)
	done := map[int]bool{}
	for i, root := range d.roots {
		done[root] = done[root] || comments[i].Resolved
	}
	for i, root := range d.roots {
		comments[i].Resolved = done[root]
	}
}

// threadRoots gives for each comment the index of the first of its thread. It
// breaks circles of replies, which only a damaged file can have.
func threadRoots(comments []Comment) []int {
	index := make(map[string]int, len(comments))
	for i := len(comments) - 1; i >= 0; i-- {
		index[comments[i].ID] = i
	}
	const unknown, onPath = -1, -2
	roots := make([]int, len(comments))
	for i := range roots {
		roots[i] = unknown
	}
	for i := range comments {
		var path []int
		at := i
		for roots[at] == unknown && comments[at].Parent != "" {
			roots[at] = onPath
			path = append(path, at)
			at = index[comments[at].Parent]
		}
		switch {
		case roots[at] == onPath:
			comments[at].Parent = ""
			roots[at] = at
		case roots[at] == unknown:
			roots[at] = at
		}
		for _, p := range path {
			roots[p] = roots[at]
		}
	}
	return roots
}
