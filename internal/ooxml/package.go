package ooxml

import (
	"context"
	"path"
	"strings"

	"thao/internal/archive"
	"thao/internal/fault"
	"thao/internal/ooxml/xmlscan"
)

// pack is the package: its parts and how they refer to one another.
type pack struct {
	archive  *archive.Archive
	types    map[string]string // content type by extension (".xml") or part name, folded
	warnings []Warning
	warned   map[Warning]bool
}

// relation is one relationship of a part.
type relation struct {
	id       string
	kind     string // last segment of the type's URI: "comments", "header"…
	target   string // part name, or the target as given where external
	external bool
}

// openPackage opens the archive and refuses what must not be read on.
func openPackage(data []byte) (*pack, error) {
	a, err := archive.Open(data)
	if err != nil {
		return nil, err
	}
	p := &pack{archive: a, types: map[string]string{}, warned: map[Warning]bool{}}
	if !a.Has("[Content_Types].xml") {
		return nil, fault.New(fault.UnknownFormat, "ext", "zip")
	}
	if err := p.readTypes(); err != nil {
		return nil, err
	}
	return p, p.refuseMacros()
}

func (p *pack) readTypes() error {
	return p.scan("[Content_Types].xml", func(s *xmlscan.Scanner) error {
		key, at := xmlscan.Unknown, ""
		switch s.Name() {
		case ctDefault:
			key, at = attrExtension, "."
		case ctOverride:
			key = attrPartName
		default:
			return nil
		}
		name := attribute(s, key)
		p.types[at+strings.ToLower(strings.TrimPrefix(name, "/"))] = attribute(s, attrContentType)
		return nil
	})
}

// refuseMacros looks at names and content types both: either can lie.
func (p *pack) refuseMacros() error {
	for _, kind := range p.types {
		kind = strings.ToLower(kind)
		if strings.Contains(kind, "macroenabled") || strings.Contains(kind, "vbaproject") {
			return fault.New(fault.Macro)
		}
	}
	for _, name := range p.archive.Names() {
		if strings.Contains(strings.ToLower(path.Base(name)), "vbaproject") {
			return fault.New(fault.Macro)
		}
	}
	return nil
}

// mainPart finds the document itself.
func (p *pack) mainPart() (string, error) {
	if _, err := p.relations(""); err != nil { // for its warnings
		return "", err
	}
	name, kind, err := p.archive.MainPart()
	if err != nil {
		return "", err
	}
	return name, checkWord(kind)
}

// checkWord refuses workbooks and slides, which are packages of the same kind.
func checkWord(kind string) error {
	switch {
	case strings.Contains(kind, "spreadsheetml"):
		return fault.New(fault.UnknownFormat, "ext", "xlsx")
	case strings.Contains(kind, "presentationml"):
		return fault.New(fault.UnknownFormat, "ext", "pptx")
	}
	return nil
}

// relations reads the relationships of a part, in file order; "" is the
// package itself. What must not be followed is turned into warnings.
func (p *pack) relations(part string) ([]relation, error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		name = "_rels/.rels"
	}
	if !p.archive.Has(name) {
		return nil, nil
	}
	var found []relation
	err := p.scan(name, func(s *xmlscan.Scanner) error {
		if s.Name() == relRelationship {
			found = append(found, p.relation(s, part))
		}
		return nil
	})
	for _, r := range found {
		p.warnOf(r)
	}
	return found, err
}

func (p *pack) relation(s *xmlscan.Scanner, source string) relation {
	r := relation{
		id:       attribute(s, attrId),
		kind:     path.Base(attribute(s, attrType)),
		target:   attribute(s, attrTarget),
		external: attribute(s, attrTargetMode) == "External",
	}
	if r.external {
		return r
	}
	if strings.HasPrefix(r.target, "/") {
		r.target = strings.TrimPrefix(path.Clean(r.target), "/")
	} else {
		r.target = path.Join(path.Dir(source), r.target)
	}
	return r
}

// warnOf names a relation that is not followed. Links a reader may click are
// not worth a word.
func (p *pack) warnOf(r relation) {
	switch {
	case r.kind == "aFChunk":
		p.warn(AltChunk, r.target)
	case r.kind == "oleObject", r.kind == "package":
		p.warn(EmbeddedObject, r.target)
	case r.external && r.kind != "hyperlink":
		p.warn(ExternalTarget, r.target)
	}
}

func (p *pack) warn(code fault.Code, part string) {
	w := Warning{code, part}
	if !p.warned[w] {
		p.warned[w] = true
		p.warnings = append(p.warnings, w)
	}
}

// scan calls fn for every element start of a small part.
func (p *pack) scan(part string, fn func(*xmlscan.Scanner) error) error {
	s, err := p.open(part)
	if err != nil {
		return err
	}
	for {
		kind, err := s.Next()
		if err != nil || kind == xmlscan.EOF {
			return err
		}
		if kind == xmlscan.Start {
			if err := fn(s); err != nil {
				return err
			}
		}
	}
}

func (p *pack) open(part string) (*xmlscan.Scanner, error) {
	data, err := p.archive.Read(part)
	if err != nil {
		return nil, err
	}
	return xmlscan.New(part, data, vocabulary)
}

// attribute is the value of an attribute, "" where it is not there.
func attribute(s *xmlscan.Scanner, name xmlscan.Name) string {
	value, _ := s.Attr(name)
	return string(value)
}

// interrupted turns the end of a context into a fault.
func interrupted(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fault.Wrap(err, fault.Timeout)
	}
	return nil
}
