package ooxml

import (
	"context"

	"thao/internal/fault"
	"thao/internal/ooxml/xmlscan"
)

// Read reads a .docx or .dotx file. Errors are *fault.Error: those of
// archive.Open, Macro, Doctype, TooDeep, TablesTooDeep, Damaged with {part},
// UnknownFormat, and Timeout once ctx is done. Nothing outside the file is
// ever looked at.
func Read(ctx context.Context, data []byte) (*Document, error) {
	if err := interrupted(ctx); err != nil {
		return nil, err
	}
	pack, err := openPackage(data)
	if err != nil {
		return nil, err
	}
	p := newParser(ctx, pack)
	if err := p.readAll(); err != nil {
		return nil, err
	}
	p.doc.Warnings = pack.warnings
	if err := p.doc.finish(); err != nil {
		return nil, err
	}
	return p.doc, nil
}

func newParser(ctx context.Context, pack *pack) *parser {
	doc := &Document{model: model{
		looks:  make([]look, 1),
		fields: make([]field, 1),
		revs:   make([]revision, 1),
		marks:  make([]mark, 1),
		styles: stylesheet{
			byID: map[string]int32{}, paragraph: -1,
			defaultPara: unformatted, seen: map[lookKey]appearance{},
		},
		numbering: numbering{abstracts: map[string]*abstractNum{}, nums: map[int32]*num{}},
		footnotes: notes{byID: map[string]*story{}, at: map[string]markID{}},
		endnotes:  notes{byID: map[string]*story{}, at: map[string]markID{}},
	}}
	return &parser{
		ctx: ctx, doc: doc, pack: pack,
		fonts:       fontNames{classes: map[string]fontClass{}},
		lookIndexes: map[look]int32{{}: 0},
		commentAt:   map[string]*commentStory{},
	}
}

// readAll reads the parts in an order in which each finds what it needs:
// fonts, styles and numbering before text, the comments' names before the
// places that refer to them.
func (p *parser) readAll() error {
	main, err := p.pack.mainPart()
	if err != nil {
		return err
	}
	relations, err := p.pack.relations(main)
	if err != nil {
		return err
	}
	for _, step := range []struct {
		kind string
		read func() error
	}{
		{"theme", p.readTheme},
		{"styles", p.readStyles},
		{"settings", p.readSettings},
		{"numbering", p.readNumbering},
		{"comments", p.listComments},
	} {
		if err := p.each(relations, step.kind, step.read); err != nil {
			return err
		}
		if step.kind == "styles" {
			p.doc.styles.link()
		}
	}
	return p.readStories(main, relations)
}

func (p *parser) readStories(main string, relations []relation) error {
	if err := p.read(main, relations, p.readBody); err != nil {
		return err
	}
	for _, step := range []struct {
		kind string
		read func() error
	}{
		{"footnotes", func() error { return p.readNotes(&p.doc.footnotes) }},
		{"endnotes", func() error { return p.readNotes(&p.doc.endnotes) }},
		{"header", func() error { return p.readMargin(false) }},
		{"footer", func() error { return p.readMargin(true) }},
		{"comments", p.readComments},
		{"commentsExtended", p.readThreads},
		{"commentsIds", p.readDurable},
		{"commentsExtensible", p.readUTC},
	} {
		if err := p.each(relations, step.kind, step.read); err != nil {
			return err
		}
	}
	return nil
}

// each reads the parts of one kind, each once.
func (p *parser) each(relations []relation, kind string, read func() error) error {
	done := map[string]bool{}
	for _, r := range relations {
		if r.kind != kind || r.external || done[r.target] || !p.pack.archive.Has(r.target) {
			continue
		}
		done[r.target] = true
		err := p.read(r.target, nil, read)
		if err != nil && kind == "theme" && fault.CodeOf(err) == fault.Damaged {
			p.pack.warn(UnreadPart, r.target) // only colours and fonts are lost
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// read opens a part and reads it. Its relationships are read too, for the
// warnings in them and for altChunk, where they are not given.
func (p *parser) read(part string, relations []relation, read func() error) error {
	if err := interrupted(p.ctx); err != nil {
		return err
	}
	if relations == nil {
		var err error
		if relations, err = p.pack.relations(part); err != nil {
			return err
		}
	}
	p.targets = make(map[string]string, len(relations))
	for _, r := range relations {
		if !r.external {
			p.targets[r.id] = r.target
		}
	}
	scan, err := p.pack.open(part)
	if err != nil {
		return err
	}
	p.scan, p.part = scan, part
	p.flow = flow{}
	return read()
}

// top calls fn for each child of the part's root element.
func (p *parser) top(fn func(name xmlscan.Name) error) error {
	for {
		kind, err := p.scan.Next()
		if err != nil || kind == xmlscan.EOF {
			return err
		}
		if kind != xmlscan.Start {
			continue
		}
		if err := p.within(fn); err != nil {
			return err
		}
	}
}

func (p *parser) readBody() error {
	err := p.top(func(name xmlscan.Name) error {
		if name != wBody || p.doc.body != nil {
			return p.scan.Skip()
		}
		var err error
		p.doc.body, err = p.newStory()
		return err
	})
	if err == nil && p.doc.body == nil {
		return fault.New(fault.Damaged, "part", p.part)
	}
	return err
}

// readNotes reads footnotes or endnotes. Separators, which have a type, are
// lines and no text.
func (p *parser) readNotes(n *notes) error {
	return p.top(func(name xmlscan.Name) error {
		if name != wFootnote && name != wEndnote {
			return p.scan.Skip()
		}
		id, kind := p.attr(wId), p.attr(wType)
		s, err := p.newStory()
		if _, twice := n.byID[id]; !twice && (kind == "" || kind == "normal") {
			n.byID[id] = s
			n.order = append(n.order, id)
		}
		return err
	})
}

// readMargin reads a header or footer: the root is the story.
func (p *parser) readMargin(footer bool) error {
	for {
		kind, err := p.scan.Next()
		if err != nil || kind == xmlscan.EOF {
			return err
		}
		if kind != xmlscan.Start {
			continue
		}
		s, err := p.newStory()
		p.doc.margins = append(p.doc.margins, &margin{part: p.part, footer: footer, story: s})
		if err != nil {
			return err
		}
	}
}

func (p *parser) readSettings() error {
	return p.top(func(name xmlscan.Name) error {
		switch name {
		case wFootnotePr:
			return p.noteNumbers(&p.doc.footnotes)
		case wEndnotePr:
			return p.noteNumbers(&p.doc.endnotes)
		}
		return p.scan.Skip()
	})
}

// finish works out what is asked of every document: comments, changes, and
// the view they are quoted from.
func (d *Document) finish() error {
	d.numbering.resolve(&d.styles)
	d.all = d.render(All, d.marks)
	d.Comments = d.makeComments()
	d.Changes = d.makeChanges()
	if d.all.copied > maxQuoted {
		return fault.New(fault.TooLarge, "max", maxQuoted>>20)
	}
	return nil
}

func (d *Document) makeChanges() []Change {
	changes := make([]Change, 0, len(d.revs)-1)
	for _, r := range d.revs[1:] {
		c := Change{Kind: r.kind, Author: r.author, Date: r.date}
		if r.from != 0 && r.to != 0 {
			c.Text = d.all.textBetween(d.all.points[r.from], d.all.points[r.to])
		}
		changes = append(changes, c)
	}
	return changes
}
