package archive

import (
	"archive/zip"
	"testing"

	"thao/internal/fault"
)

const (
	wordMain  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	excelMain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

func TestMainPart(t *testing.T) {
	types := func(inner string) entry {
		return entry{name: contentTypes, content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` + inner + `</Types>`}
	}
	relations := func(inner string) entry {
		return entry{name: packageRels, content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + inner + `</Relationships>`}
	}
	const (
		chart        = `<Default Extension="xlsx" ContentType="` + excelMain + `"/>`
		override     = `<Override PartName="/word/Document.xml" ContentType="` + wordMain + `"/>`
		byExtension  = `<Default Extension="XML" ContentType="` + wordMain + `"/>`
		transitional = `<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>`
		strict       = `<Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document.xml"/>`
		elsewhere    = `<Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" TargetMode="External" Target="word/document.xml"/>`
	)
	body := entry{name: "word/document.xml", content: "<x/>"}
	for name, c := range map[string]struct {
		entries    []entry
		part, kind string
		want       fault.Code
	}{
		"a text with a chart": {[]entry{types(chart + override), relations(transitional), body}, body.name, wordMain, ""},
		"strict":              {[]entry{types(override), relations(strict), body}, body.name, wordMain, ""},
		"type by extension":   {[]entry{types(byExtension), relations(strict), body}, body.name, wordMain, ""},
		"no type":             {[]entry{types(chart), relations(strict), body}, body.name, "", ""},
		"utf-16":              {[]entry{{name: contentTypes, content: utf16Text(`<?xml version="1.0" encoding="UTF-16"?><Types>` + override + `</Types>`)}, relations(strict), body}, body.name, wordMain, ""},
		"no relationships":    {[]entry{types(chart + override), body}, body.name, wordMain, ""},
		"external":            {[]entry{types(chart), relations(elsewhere), body}, "", "", fault.Damaged},
		"target missing":      {[]entry{types(chart), relations(strict)}, "", "", fault.Damaged},
		"not XML":             {[]entry{{name: contentTypes, content: "<Types"}, body}, "", "", fault.Damaged},
		"no types":            {[]entry{body}, "", "", fault.Damaged},
	} {
		for i := range c.entries {
			c.entries[i].method = zip.Deflate
		}
		a, err := Open(pack(t, c.entries...))
		if err != nil {
			t.Fatal(name, err)
		}
		part, kind, err := a.MainPart()
		if err == nil && c.want != "" || err != nil && fault.CodeOf(err) != c.want || part != c.part || kind != c.kind {
			t.Errorf("%s: %q %q %v, want %q %q %q", name, part, kind, err, c.part, c.kind, c.want)
		}
	}
}

// utf16Text is an ASCII text in little-endian UTF-16 with its mark.
func utf16Text(s string) string {
	out := []byte{0xFF, 0xFE}
	for _, c := range []byte(s) {
		out = append(out, c, 0)
	}
	return string(out)
}
