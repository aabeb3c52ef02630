package redline

import (
	"path"
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// links are the relationships of a part.
type links struct {
	part *part
	byID map[string]link
	last int // number of the id given last
}

type link struct {
	id, kind string // kind is the type's URI
	target   string // part name, or the target as written where external
	external bool
}

func relsName(of string) string {
	if of == "" {
		return "_rels/.rels"
	}
	return path.Join(path.Dir(of), "_rels", path.Base(of)+".rels")
}

// linksOf reads the relationships of a part; "" is the package itself. A part
// without any gets an empty list.
func (p *pack) linksOf(of string) (*links, error) {
	if l := p.rels[of]; l != nil {
		return l, nil
	}
	l := &links{byID: map[string]link{}}
	name := relsName(of)
	if p.archive.Has(name) {
		opened, err := p.open(p.spelled(name))
		if err != nil {
			return nil, err
		}
		l.part = opened
		for e := range elements(opened.root) {
			if r := readLink(e, of); e.Tag == "Relationship" {
				l.byID[r.id] = r
			}
		}
	}
	p.rels[of] = l
	return l, nil
}

func readLink(e *etree.Element, of string) link {
	r := link{
		id: attr(e, "", "Id"), kind: attr(e, "", "Type"), target: attr(e, "", "Target"),
		external: attr(e, "", "TargetMode") == "External",
	}
	if !r.external {
		r.target = resolve(of, r.target)
	}
	return r
}

// resolve makes a part name of a target written in the part of.
func resolve(of, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join(path.Dir(of), target)
}

// all lists the relationships in the order of the part.
func (l *links) all() []link {
	if l.part == nil {
		return nil
	}
	var out []link
	for e := range elements(l.part.root) {
		if r, ok := l.byID[attr(e, "", "Id")]; ok {
			out = append(out, r)
		}
	}
	return out
}

// targetOf is the part a part refers to by a kind of relationship, named by
// the last segment of its URI; "" where there is none.
func (p *pack) targetOf(of, kind string) (string, error) {
	l, err := p.linksOf(of)
	if err != nil {
		return "", err
	}
	for _, r := range l.all() {
		if path.Base(r.kind) == kind && !r.external && p.archive.Has(r.target) {
			return p.spelled(r.target), nil
		}
	}
	return "", nil
}

// opened is the part a kind of relationship leads to; nil where there is none.
func (p *pack) opened(of, kind string) (*part, error) {
	name, err := p.targetOf(of, kind)
	if err != nil || name == "" {
		return nil, err
	}
	return p.open(name)
}

const (
	relationshipsType  = "application/vnd.openxmlformats-package.relationships+xml"
	emptyRelationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`
)

// addLink adds a relationship to a part and returns its id.
func (p *pack) addLink(of string, r link) (string, error) {
	l, err := p.linksOf(of)
	if err != nil {
		return "", err
	}
	if l.part == nil {
		l.part = p.newPart(relsName(of), relationshipsType, emptyRelationships)
	}
	for {
		l.last++
		r.id = "rIdOld" + strconv.Itoa(l.last)
		if _, taken := l.byID[r.id]; !taken {
			break
		}
	}
	l.byID[r.id] = r
	e := l.part.root.CreateElement(prefixed(l.part.root, "Relationship"))
	e.CreateAttr("Id", r.id)
	e.CreateAttr("Type", r.kind)
	if r.external {
		e.CreateAttr("Target", r.target)
		e.CreateAttr("TargetMode", "External")
	} else {
		e.CreateAttr("Target", "/"+r.target)
	}
	l.part.changed = true
	return r.id, nil
}

// prefixed names an element as root names itself.
func prefixed(root *etree.Element, tag string) string {
	if root.Space == "" {
		return tag
	}
	return root.Space + ":" + tag
}

// typeOf is the content type of a part.
func (p *pack) typeOf(name string) string {
	byExtension := ""
	for e := range elements(p.types.root) {
		switch e.Tag {
		case "Override":
			if strings.EqualFold(strings.TrimPrefix(attr(e, "", "PartName"), "/"), name) {
				return attr(e, "", "ContentType")
			}
		case "Default":
			if strings.EqualFold("."+attr(e, "", "Extension"), path.Ext(name)) {
				byExtension = attr(e, "", "ContentType")
			}
		}
	}
	return byExtension
}

// setType says what a new part is, where its extension does not say it.
func (p *pack) setType(name, contentType string) {
	if contentType == "" || p.typeOf(name) == contentType {
		return
	}
	e := p.types.root.CreateElement(prefixed(p.types.root, "Override"))
	e.CreateAttr("PartName", "/"+name)
	e.CreateAttr("ContentType", contentType)
	p.types.changed = true
}
