package redline

import (
	"github.com/beevik/etree"
)

// container compares the content of two containers (bodies, cells, notes, text
// boxes) and rewrites the new one.
func (s *scope) container(old, now *etree.Element) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	return s.blocks(now, s.o.blocksOf(old), s.n.blocksOf(now))
}

// blocks weaves old blocks into those of a container of the new version.
func (s *scope) blocks(into *etree.Element, old, now []block) error {
	f := &filler{scope: s, into: into, old: old, now: now, extra: map[*etree.Element]*beside{}}
	for _, g := range align(old, now) {
		if err := f.group(g); err != nil {
			return err
		}
	}
	f.settle()
	return nil
}

// filler puts what is deleted between the blocks of the new version. It only
// notes what goes where, and rebuilds each list of children once at the end.
type filler struct {
	*scope
	into     *etree.Element
	old, now []block
	last     *block        // of the new version, passed last
	waiting  []etree.Token // deleted blocks since
	extra    map[*etree.Element]*beside
}

// beside is what comes to stand before and after a block.
type beside struct{ before, after []etree.Token }

func (f *filler) beside(e *etree.Element) *beside {
	b := f.extra[e]
	if b == nil {
		b = &beside{}
		f.extra[e] = b
	}
	return b
}

func (f *filler) group(g group) error {
	switch {
	case g.now == g.nowEnd:
		return f.deleted(&f.old[g.old])
	case g.old == g.oldEnd:
		b := &f.now[g.now]
		f.pass(b)
		f.insertBlock(b.el)
		return nil
	case f.now[g.now].table:
		b := &f.now[g.now]
		f.pass(b)
		return f.table(f.old[g.old].el, b.el)
	}
	return f.paragraphs(g)
}

func (f *filler) deleted(b *block) error {
	e, err := f.deletedBlock(b.el)
	if err == nil {
		f.waiting = append(f.waiting, e)
	}
	return err
}

func (f *filler) paragraphs(g group) error {
	list := func(blocks []block) []paragraph {
		out := make([]paragraph, len(blocks))
		for i := range blocks {
			out[i] = blocks[i].para
		}
		return out
	}
	before, after, err := f.weave(list(f.old[g.old:g.oldEnd]), list(f.now[g.now:g.nowEnd]), g.nowEnd == len(f.now))
	if err != nil {
		return err
	}
	for i := range before {
		b := &f.now[g.now+i]
		f.pass(b)
		if len(before[i]) > 0 {
			side := f.beside(b.el)
			side.before = append(side.before, before[i]...)
		}
	}
	if after != nil {
		f.waiting = append(f.waiting, after)
	}
	return nil
}

// pass goes on to the next block of the new version. What waits to be put
// between it and the one before goes to whichever is in fewer content
// controls: a control may not allow more than it holds.
func (f *filler) pass(b *block) {
	if len(f.waiting) > 0 {
		if f.last != nil && f.last.depth < b.depth {
			side := f.beside(f.last.el)
			side.after = append(side.after, f.waiting...)
		} else {
			side := f.beside(b.el)
			side.before = append(side.before, f.waiting...)
		}
		f.waiting = nil
	}
	f.last = b
}

// settle rebuilds the lists of children.
func (f *filler) settle() {
	if len(f.waiting) > 0 && f.last != nil {
		side := f.beside(f.last.el)
		side.after = append(side.after, f.waiting...)
		f.waiting = nil
	}
	if len(f.extra) > 0 {
		f.rebuild(f.into)
	}
	for _, t := range f.waiting { // the new version's container is empty
		if e, ok := t.(*etree.Element); ok {
			place(f.into, e, "sectPr")
		}
	}
}

func (f *filler) rebuild(e *etree.Element) {
	list := make([]etree.Token, 0, len(e.Child)+len(f.extra))
	for _, t := range e.Child {
		c, ok := t.(*etree.Element)
		if ok && transparent(c) {
			f.rebuild(c)
		}
		side := f.extra[c]
		if !ok || side == nil {
			list = append(list, t)
			continue
		}
		list = append(list, side.before...)
		list = append(list, t)
		list = append(list, side.after...)
	}
	setChildren(e, list)
}
