package redline

import (
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// print writes an element as it is compared: without what differs between two
// savings of one thing (ids, formatting of runs), with the content of pictures
// in the place of their relationship, and without the text in text boxes,
// which is compared by itself.
func (o *opener) print(e *etree.Element) string {
	var b strings.Builder
	o.printTo(&b, e)
	return b.String()
}

func (o *opener) printTo(b *strings.Builder, e *etree.Element) {
	if e.Space == "w" {
		switch e.Tag {
		case "rPr", "lastRenderedPageBreak", "proofErr", "bookmarkStart", "bookmarkEnd":
			return
		}
	}
	b.WriteString("<" + e.Tag)
	if e.Space == "w" && (e.Tag == "footnoteReference" || e.Tag == "endnoteReference") {
		b.WriteString(" " + o.notes[noteKey{e.Tag == "endnoteReference", attr(e, "w", "id")}] + ">")
		return
	}
	for _, a := range e.Attr {
		if _, declares := declared(a); declares || identity(a) || numbered(e, a) {
			continue
		}
		value := a.Value
		if a.Space == "r" {
			value = o.content(a.Value)
		}
		b.WriteString(" " + a.Key + "=" + strconv.Quote(value))
	}
	b.WriteByte('>')
	if isW(e, "txbxContent") {
		return
	}
	for _, t := range e.Child {
		switch t := t.(type) {
		case *etree.Element:
			o.printTo(b, t)
		case *etree.CharData:
			if !t.IsWhitespace() || isW(e, "t") {
				b.WriteString(t.Data)
			}
		}
	}
	b.WriteString("</>")
}

// numbered says whether an attribute is a number given to a drawing in passing.
func numbered(e *etree.Element, a etree.Attr) bool {
	if a.Space == "r" {
		return false
	}
	switch e.Tag {
	case "docPr", "cNvPr":
		return a.Key == "id" || a.Key == "name"
	case "fldChar":
		return a.Key == "dirty"
	}
	return e.Space == "v" && (a.Key == "id" || a.Key == "spid") || e.Space == "o" && (a.Key == "ShapeID" || a.Key == "ObjectID")
}

// content stands for what a relationship leads to: an address outside, or the
// sum of a part's bytes.
func (o *opener) content(id string) string {
	if o.from == nil {
		return id
	}
	l, err := o.pack.linksOf(o.from.name)
	if err != nil {
		return id
	}
	r, ok := l.byID[id]
	switch {
	case !ok:
		return id
	case r.external:
		return r.target
	}
	return o.pack.sum(r.target)
}

// sum stands for the bytes of a part; each is unpacked for it once.
func (p *pack) sum(name string) string {
	if known, ok := p.sums[name]; ok {
		return known
	}
	made := name
	if data, err := p.archive.Read(name); err == nil {
		h := fnv.New128a()
		h.Write(data)
		made = string(h.Sum(nil))
	}
	p.sums[name] = made
	return made
}
