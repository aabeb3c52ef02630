package sheet

import (
	"context"
	"path"
	"strings"

	"thao/internal/archive"
	"thao/internal/fault"
	"thao/internal/ooxml/xmlscan"
)

// pack is the package a workbook is stored in.
type pack struct {
	ctx     context.Context
	archive *archive.Archive
}

// relation is one relationship of a part to another.
type relation struct {
	kind   string // last segment of the type's URI: "worksheet", "comments"…
	target string // part name
}

func openPackage(ctx context.Context, data []byte) (*pack, error) {
	a, err := archive.Open(data)
	if err != nil {
		return nil, err
	}
	if !a.Has(contentTypes) {
		return nil, fault.New(fault.UnknownFormat, "ext", "zip")
	}
	p := &pack{ctx, a}
	return p, p.checkKind()
}

const contentTypes = "[Content_Types].xml"

// checkKind refuses macros, by the names of parts and by their types, either
// of which may lie; and packages that are no workbook. A type by default, for
// an ending, is no part: some programs announce the macros' type in every file.
func (p *pack) checkKind() error {
	var all strings.Builder
	err := p.scan(contentTypes, func(s *scanner) error {
		if n := s.Name(); n == ctOverride {
			all.WriteString(strings.ToLower(s.attr(attrContentType)))
			all.WriteByte('\n')
		}
		return nil
	})
	if err != nil {
		return err
	}
	kinds := all.String()
	if strings.Contains(kinds, "sheet.binary.macroenabled.main") {
		return fault.New(fault.UnknownFormat, "ext", "xlsb")
	}
	if strings.Contains(kinds, "macroenabled") || strings.Contains(kinds, "vbaproject") {
		return fault.New(fault.Macro)
	}
	for _, name := range p.archive.Names() {
		if strings.HasPrefix(strings.ToLower(path.Base(name)), "vbaproject") {
			return fault.New(fault.Macro)
		}
	}
	_, main, err := p.archive.MainPart()
	switch {
	case err != nil:
		return err
	case strings.Contains(main, "spreadsheetml"):
		return nil
	case strings.Contains(main, "wordprocessingml"):
		return fault.New(fault.UnknownFormat, "ext", "docx")
	}
	return fault.New(fault.UnknownFormat, "ext", "zip")
}

// relations reads the relationships of a part within the package, by id; ""
// is the package itself.
func (p *pack) relations(part string) (map[string]relation, error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		name = "_rels/.rels"
	}
	found := map[string]relation{}
	if !p.archive.Has(name) {
		return found, nil
	}
	err := p.scan(name, func(s *scanner) error {
		if s.Name() != relRelationship || s.attr(attrTargetMode) == "External" {
			return nil
		}
		target := s.attr(attrTarget)
		if strings.HasPrefix(target, "/") {
			target = strings.TrimPrefix(path.Clean(target), "/")
		} else {
			target = path.Join(path.Dir(part), target)
		}
		found[s.attr(attrId)] = relation{path.Base(s.attr(attrType)), target}
		return nil
	})
	return found, err
}

// only returns the target of a kind of which a part has one, as a rule; the
// first by id where there are more, "" where there is none.
func (p *pack) only(relations map[string]relation, kind string) string {
	best := ""
	for id, r := range relations {
		if r.kind == kind && p.archive.Has(r.target) && (best == "" || id < best) {
			best = id
		}
	}
	return relations[best].target
}

// scanner is an xmlscan.Scanner with short ways to what a part of a workbook
// is read for.
type scanner struct {
	*xmlscan.Scanner
	ctx   context.Context
	part  string
	count int // events so far
}

// Next is that of xmlscan.Scanner, and ends with the context.
func (s *scanner) Next() (xmlscan.Kind, error) {
	if s.count++; s.count%4096 == 0 {
		if err := s.ctx.Err(); err != nil {
			return xmlscan.EOF, err
		}
	}
	return s.Scanner.Next()
}

// open prepares to read a part.
func (p *pack) open(part string) (*scanner, error) {
	data, err := p.archive.Read(part)
	if err != nil {
		return nil, err
	}
	s, err := xmlscan.New(part, data, vocabulary)
	if err != nil {
		return nil, err
	}
	return &scanner{Scanner: s, ctx: p.ctx, part: part}, nil
}

// scan calls fn at the start of every element of a part. fn may read on to the
// end of the element, no further.
func (p *pack) scan(part string, fn func(*scanner) error) error {
	s, err := p.open(part)
	if err != nil {
		return err
	}
	for {
		kind, err := s.Next()
		switch {
		case err != nil:
			return err
		case kind == xmlscan.EOF:
			return nil
		case kind != xmlscan.Start:
			continue
		}
		if err := fn(s); err != nil {
			return err
		}
	}
}

// attr is the value of an attribute; "" where it is missing.
func (s *scanner) attr(name xmlscan.Name) string {
	value, _ := s.Attr(name)
	return string(value)
}

// flag is the value of a boolean attribute.
func (s *scanner) flag(name xmlscan.Name) bool {
	value, _ := s.Attr(name)
	return string(value) == "1" || string(value) == "true"
}

// inside calls fn for every start and text within the element just started,
// and returns at its end.
func (s *scanner) inside(fn func(kind xmlscan.Kind) error) error {
	depth := s.Depth()
	for {
		kind, err := s.Next()
		if err != nil {
			return err
		}
		if kind == xmlscan.EOF || kind == xmlscan.End && s.Depth() < depth {
			return nil
		}
		if kind == xmlscan.End {
			continue
		}
		if err := fn(kind); err != nil {
			return err
		}
	}
}

// content is the text within the element just started.
func (s *scanner) content() (string, error) {
	var first string
	var more []byte
	err := s.inside(func(kind xmlscan.Kind) error {
		if kind != xmlscan.Text {
			return nil
		}
		text, err := s.Text()
		switch {
		case err != nil:
			return err
		case first == "" && more == nil:
			first = string(text)
		case more == nil:
			more = append([]byte(first), text...)
		default:
			more = append(more, text...)
		}
		return nil
	})
	if more != nil {
		first = string(more)
	}
	return first, err
}

func (s *scanner) damaged() error { return fault.New(fault.Damaged, "part", s.part) }
