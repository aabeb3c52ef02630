package answers

import (
	"path"
	"strings"

	"thao/internal/archive"
	"thao/internal/ooxml/xmlscan"
)

// The names of a package's relationships and of its core properties (ECMA-376
// part 2, 8.3 and annex D).
const (
	_ xmlscan.Name = iota
	relRelationship
	attrType
	attrTarget
	attrTargetMode
	cpLastModifiedBy
)

const (
	spaceRel = xmlscan.FirstOf + iota
	spaceCore
)

var properties = xmlscan.NewVocabulary(map[string]xmlscan.Space{
	"http://schemas.openxmlformats.org/package/2006/relationships":            spaceRel,
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": spaceCore,
}, []xmlscan.Entry{
	{Name: relRelationship, Space: spaceRel, Local: "Relationship"},
	{Name: attrType, Space: xmlscan.None, Local: "Type"}, {Name: attrTarget, Space: xmlscan.None, Local: "Target"},
	{Name: attrTargetMode, Space: xmlscan.None, Local: "TargetMode"},
	{Name: cpLastModifiedBy, Space: spaceCore, Local: "lastModifiedBy"},
})

// lastSaver is who saved a file last, as its properties have it; "" where they
// are not there or cannot be read, for a file is as good without them.
func lastSaver(a *archive.Archive) string {
	part := ""
	walk(a, "_rels/.rels", func(s *xmlscan.Scanner, kind xmlscan.Kind) {
		if name, found := coreProperties(s, kind); found && a.Has(name) && part == "" {
			part = name
		}
	})
	var name strings.Builder
	inside := false
	walk(a, part, func(s *xmlscan.Scanner, kind xmlscan.Kind) {
		switch {
		case kind == xmlscan.Text && inside:
			if text, err := s.Text(); err == nil {
				name.Write(text)
			}
		case s.Name() == cpLastModifiedBy:
			inside = kind == xmlscan.Start
		}
	})
	return strings.Join(strings.Fields(name.String()), " ")
}

// coreProperties is the target of a relationship to the core properties.
func coreProperties(s *xmlscan.Scanner, kind xmlscan.Kind) (part string, ok bool) {
	if kind != xmlscan.Start || s.Name() != relRelationship {
		return "", false
	}
	of, _ := s.Attr(attrType)
	if path.Base(string(of)) != "core-properties" {
		return "", false
	}
	mode, _ := s.Attr(attrTargetMode)
	if string(mode) == "External" {
		return "", false
	}
	target, _ := s.Attr(attrTarget)
	return strings.TrimPrefix(path.Clean("/"+string(target)), "/"), true
}

// walk calls fn for all of a small part, as far as it can be read.
func walk(a *archive.Archive, part string, fn func(*xmlscan.Scanner, xmlscan.Kind)) {
	if !a.Has(part) {
		return
	}
	data, err := a.Read(part)
	if err != nil {
		return
	}
	s, err := xmlscan.New(part, data, properties)
	if err != nil {
		return
	}
	for {
		kind, err := s.Next()
		if err != nil || kind == xmlscan.EOF {
			return
		}
		fn(s, kind)
	}
}
