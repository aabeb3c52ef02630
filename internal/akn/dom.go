package akn

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"thao/internal/fault"
)

// Bounds on what is read. The longest code of laws has some 200,000 elements.
const (
	maxBytes    = 64 << 20
	maxElements = 2 << 20
)

// part names the file in errors: it is one XML document and has no parts.
const part = "XML"

// element is an element of the file, or a run of text where name is "".
// Elements of other namespaces are left out.
type element struct {
	name  string
	attrs []xml.Attr
	kids  []*element
	text  string
}

// parse reads the file into its root element.
func parse(data []byte) (*element, error) {
	if len(data) > maxBytes {
		return nil, fault.New(fault.TooLarge, "max", maxBytes>>20)
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	top := &element{}
	open := []*element{top}
	foreign, count := 0, 0
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fault.Wrap(err, fault.Damaged, "part", part)
		}
		in := open[len(open)-1]
		switch t := token.(type) {
		case xml.Directive:
			return nil, fault.New(fault.Doctype, "part", part)
		case xml.StartElement:
			if count++; count > maxElements {
				return nil, fault.New(fault.TooLarge, "max", maxBytes>>20)
			}
			if len(open)+foreign > maxDepth {
				return nil, fault.New(fault.TooDeep, "part", part, "max", maxDepth)
			}
			if foreign > 0 || !isAKN(t.Name.Space) {
				foreign++
				continue
			}
			e := &element{name: t.Name.Local, attrs: t.Attr}
			in.kids = append(in.kids, e)
			open = append(open, e)
		case xml.EndElement:
			if foreign > 0 {
				foreign--
			} else {
				open = open[:len(open)-1]
			}
		case xml.CharData:
			if foreign == 0 && len(open) > 1 {
				in.kids = append(in.kids, &element{text: string(t)})
			}
		}
	}
	for _, k := range top.kids {
		if k.name == "akomaNtoso" {
			return k, nil
		}
	}
	return nil, fault.New(fault.UnknownFormat, "ext", ".xml")
}

// isAKN reports whether a namespace is one of Akoma Ntoso: that of the
// standard, or of one of the drafts before it.
func isAKN(space string) bool {
	return strings.HasPrefix(space, Namespace) || strings.HasPrefix(space, "http://www.akomantoso.org/")
}

func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	for i := range e.attrs {
		if e.attrs[i].Name.Local == name && e.attrs[i].Name.Space == "" {
			return e.attrs[i].Value
		}
	}
	return ""
}

// find is the first child with one of the names, or nil.
func (e *element) find(names ...string) *element {
	if e == nil {
		return nil
	}
	for _, k := range e.kids {
		for _, name := range names {
			if k.name == name {
				return k
			}
		}
	}
	return nil
}

// elements are the children that are elements.
func (e *element) elements() []*element {
	if e == nil {
		return nil
	}
	out := make([]*element, 0, len(e.kids))
	for _, k := range e.kids {
		if k.name != "" {
			out = append(out, k)
		}
	}
	return out
}

// classes are the words of the class attribute.
func (e *element) classes() []string { return strings.Fields(e.attr("class")) }
