package archive

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"thao/internal/fault"
)

const (
	contentTypes = "[Content_Types].xml"
	packageRels  = "_rels/.rels"
)

// MainPart names the part an Office package is opened by, and its content
// type: what the package is. The other types in it say nothing, for a text
// with a chart holds a workbook and a workbook may hold a text. contentType
// is "" where none is declared; a package without a main part is Damaged.
func (a *Archive) MainPart() (name, contentType string, err error) {
	types, err := a.partTypes()
	if err != nil {
		return "", "", err
	}
	if name, err = a.officeDocument(); err != nil {
		return "", "", err
	}
	if name != "" {
		return name, types.of(name), nil
	}
	for _, name := range a.names { // no relationship leads there: some part says so itself
		if kind := types.of(name); strings.HasSuffix(kind, ".main+xml") {
			return name, kind, nil
		}
	}
	return "", "", fault.New(fault.Damaged, "part", packageRels)
}

// officeDocument is the target of the package's relationship to its document,
// transitional or strict: the URIs end alike. "" where there is none.
func (a *Archive) officeDocument() (string, error) {
	found := ""
	if !a.Has(packageRels) {
		return "", nil
	}
	err := a.eachElement(packageRels, func(e xml.StartElement) {
		if found != "" || e.Name.Local != "Relationship" || attribute(e, "TargetMode") == "External" ||
			path.Base(attribute(e, "Type")) != "officeDocument" {
			return
		}
		if target := strings.TrimPrefix(path.Clean("/"+attribute(e, "Target")), "/"); a.Has(target) {
			found = target
		}
	})
	return found, err
}

// partTypes are content types by part name, or by extension with its dot.
type partTypes map[string]string

func (t partTypes) of(part string) string {
	key := fold(part)
	return cmp.Or(t[key], t[path.Ext(key)])
}

func (a *Archive) partTypes() (partTypes, error) {
	types := partTypes{}
	err := a.eachElement(contentTypes, func(e xml.StartElement) {
		switch e.Name.Local {
		case "Default":
			types["."+fold(attribute(e, "Extension"))] = attribute(e, "ContentType")
		case "Override":
			types[fold(attribute(e, "PartName"))] = attribute(e, "ContentType")
		}
	})
	return types, err
}

// eachElement calls fn for every element of a small XML part.
func (a *Archive) eachElement(part string, fn func(xml.StartElement)) error {
	data, err := a.Read(part)
	if err != nil {
		return err
	}
	text := transform.NewReader(bytes.NewReader(data), unicode.BOMOverride(unicode.UTF8.NewDecoder()))
	decoder := xml.NewDecoder(text)
	// Whatever the declaration says, the text is UTF-8 by now.
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	for {
		token, err := decoder.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fault.Wrap(err, fault.Damaged, "part", part)
		}
		if e, ok := token.(xml.StartElement); ok {
			fn(e)
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
