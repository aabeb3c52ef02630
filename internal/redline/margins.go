package redline

import (
	"github.com/beevik/etree"
)

// marginKey names the place of a header or footer: which section's, of which
// pages.
type marginKey struct {
	section   int
	tag, kind string
}

// finalSection is the number of the last section, whose properties stand at
// the end of the body.
const finalSection = -1

// margins compares headers and footers with those that stood in their places.
// One that is new is put in as a whole, one that is gone taken out as a whole;
// the references to them are no part of what is tracked.
func (d *differ) margins() error {
	done := map[*part]bool{}
	for _, m := range d.nowMargins {
		if done[m.part] {
			continue
		}
		done[m.part] = true
		m.part.changed = true
		if err := d.margin(m); err != nil {
			return err
		}
	}
	return d.goneMargins()
}

// goneMargins brings back, with all in them deleted, headers and footers of
// the old version in whose place the new one has none, where that changes no
// other page: a section without a header of its own shows that of the section
// before it.
func (d *differ) goneMargins() error {
	last := len(d.sections) - 1
	stands := map[marginKey]bool{}
	for _, m := range d.nowMargins {
		from := m.section
		if from == finalSection {
			from = last
		}
		for i := from; i <= last; i++ {
			stands[marginKey{i, m.tag, m.kind}] = true
		}
	}
	for i := len(d.oldMargins) - 1; i >= 0; i-- {
		m := d.oldMargins[i]
		if m.section == finalSection {
			m.section = last
		}
		if m.section < 0 || m.section > last || stands[m.marginKey] {
			continue
		}
		id, err := d.marginLink(m.part, m.tag)
		if err != nil {
			return err
		}
		ref := makeW(m.tag, "type", m.kind)
		ref.CreateAttr("r:id", id)
		d.sections[m.section].InsertChildAt(0, ref)
	}
	return nil
}

// marginLink is the relationship by which the new version refers to a header
// or footer of the old one: to the one compared with it, else to a copy with
// all in it deleted.
func (d *differ) marginLink(old *part, tag string) (id string, err error) {
	if id = d.marginLinks[old]; id != "" {
		return id, nil
	}
	if d.now.main.root.SelectAttr("xmlns:r") == nil {
		d.now.main.root.CreateAttr("xmlns:r", d.old.main.namespace("r"))
	}
	name := d.now.freeName(old.name)
	made := d.now.newPart(name, d.old.typeOf(old.name), "<"+old.root.FullTag()+` xmlns:w="`+d.now.main.namespace("w")+`"/>`)
	s := d.scope(old, made)
	for _, leaf := range leavesOf(old.root) {
		e, err := s.deletedBlock(leaf)
		if err != nil {
			return "", err
		}
		made.root.AddChild(e)
	}
	kind := "header"
	if tag == "footerReference" {
		kind = "footer"
	}
	id, err = d.now.addLink(d.now.main.name, link{kind: relationshipBase + kind, target: name})
	d.marginLinks[old] = id
	return id, err
}

// sectionsOf lists the sections of the text, in order.
func sectionsOf(e *etree.Element) []*etree.Element {
	var out []*etree.Element
	for c := range elements(e) {
		switch {
		case isW(c, "sectPr"):
			out = append(out, c)
		case isW(c, "r"):
		default:
			out = append(out, sectionsOf(c)...)
		}
	}
	return out
}

// readMargins opens the headers and footers of both versions, before anything
// is numbered or woven.
func (d *differ) readMargins() (err error) {
	if d.oldMargins, err = marginsOf(d.old); err != nil {
		return err
	}
	if d.nowMargins, err = marginsOf(d.now); err != nil {
		return err
	}
	d.sections = sectionsOf(d.now.main.root)
	for _, m := range d.nowMargins {
		for _, o := range d.oldMargins {
			if o.marginKey == m.marginKey {
				d.pairMargins(o, m)
			}
		}
	}
	for _, o := range d.oldMargins {
		if m := inForce(d.nowMargins, o.marginKey); m != nil {
			d.pairMargins(o, *m)
		}
	}
	for _, m := range d.nowMargins {
		if o := inForce(d.oldMargins, m.marginKey); o != nil {
			d.pairMargins(*o, m)
		}
	}
	return nil
}

// pairMargins has two headers compared, if neither is with another.
func (d *differ) pairMargins(old, now marginRef) {
	if d.marginLinks[old.part] == "" && d.marginPairs[now.part] == nil {
		d.marginLinks[old.part], d.marginPairs[now.part] = now.id, old.part
	}
}

// inForce is the header a section shows: its own, or that of the nearest
// section before it.
func inForce(list []marginRef, key marginKey) (found *marginRef) {
	for i := range list {
		m := &list[i]
		if m.tag == key.tag && m.kind == key.kind &&
			(key.section == finalSection || m.section != finalSection && m.section <= key.section) {
			found = m
		}
	}
	return found
}

type marginRef struct {
	marginKey
	id   string // of the relationship
	part *part
}

// marginsOf lists the headers and footers in the order the sections name them.
func marginsOf(p *pack) ([]marginRef, error) {
	l, err := p.linksOf(p.main.name)
	if err != nil {
		return nil, err
	}
	var out []marginRef
	section := 0
	add := func(ref *etree.Element) {
		r, ok := l.byID[attr(ref, "r", "id")]
		if !ok || r.external || !p.archive.Has(r.target) || err != nil {
			return
		}
		var opened *part
		if opened, err = p.open(p.spelled(r.target)); err == nil {
			acceptAll(opened)
			key := marginKey{section, ref.Tag, attr(ref, "w", "type")}
			out = append(out, marginRef{key, r.id, opened})
		}
	}
	var walk func(*etree.Element)
	walk = func(e *etree.Element) {
		for c := range elements(e) {
			switch {
			case isW(c, "headerReference"), isW(c, "footerReference"):
				add(c)
			case isW(c, "sectPr") && isW(e, "body"):
				section = finalSection
				walk(c)
			case isW(c, "sectPr"):
				walk(c)
				section++
			case isW(c, "r"):
			default:
				walk(c)
			}
		}
	}
	walk(p.main.root)
	return out, err
}

func (d *differ) margin(m marginRef) error {
	if old := d.marginPairs[m.part]; old != nil {
		return d.scope(old, m.part).container(old.root, m.part.root)
	}
	s := d.scope(m.part, m.part)
	for _, leaf := range leavesOf(m.part.root) {
		s.insertBlock(leaf)
	}
	return nil
}
