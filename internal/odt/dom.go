package odt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"thao/internal/fault"
)

// maxDepth bounds how deep elements nest.
const maxDepth = 256

// maxNodes bounds the elements and stretches of text of a part: each takes many
// times its bytes in memory.
const maxNodes = 1 << 20

// node is an element, or a run of text where name is "".
type node struct {
	name  string // with the prefix of prefixes: "text:p"
	attrs []attribute
	kids  []*node
	text  string
}

type attribute struct{ name, value string }

// prefixes give every namespace read here the prefix the standard uses,
// whatever a file calls it. Elements of other namespaces have none.
var prefixes = map[string]string{
	"urn:oasis:names:tc:opendocument:xmlns:office:1.0":                     "office:",
	"urn:oasis:names:tc:opendocument:xmlns:text:1.0":                       "text:",
	"urn:oasis:names:tc:opendocument:xmlns:table:1.0":                      "table:",
	"urn:oasis:names:tc:opendocument:xmlns:style:1.0":                      "style:",
	"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0":                    "draw:",
	"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0":          "fo:",
	"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0":             "svg:",
	"urn:oasis:names:tc:opendocument:xmlns:meta:1.0":                       "meta:",
	"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext:",
	"urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0":     "field:",
	"http://purl.org/dc/elements/1.1/":                                     "dc:",
	"http://www.w3.org/XML/1998/namespace":                                 "xml:",
	"xml":                                                                  "xml:",
}

// parse reads a part into a tree whose root is the document.
func parse(part string, data []byte) (*node, error) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	open := []*node{root}
	for nodes := 0; ; nodes++ {
		if nodes > 2*maxNodes { // ends count too
			return nil, fault.New(fault.TooLong, "max", maxNodes)
		}
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fault.Wrap(err, fault.Damaged, "part", part)
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.Directive:
			return nil, fault.New(fault.Doctype, "part", part)
		case xml.StartElement:
			if len(open) > maxDepth {
				return nil, fault.New(fault.TooDeep, "part", part, "max", maxDepth)
			}
			n := element(t)
			top.kids = append(top.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 1 {
				top.kids = append(top.kids, &node{text: string(t)})
			}
		}
	}
	if len(root.kids) == 0 {
		return nil, fault.New(fault.Damaged, "part", part)
	}
	return root.kids[0], nil
}

func element(t xml.StartElement) *node {
	n := &node{name: prefixes[t.Name.Space] + t.Name.Local}
	if len(t.Attr) > 0 {
		n.attrs = make([]attribute, 0, len(t.Attr))
	}
	for _, a := range t.Attr {
		if p, ok := prefixes[a.Name.Space]; ok {
			n.attrs = append(n.attrs, attribute{p + a.Name.Local, a.Value})
		}
	}
	return n
}

func (n *node) number(name string, otherwise int) int {
	v, err := strconv.Atoi(n.attr(name))
	if err != nil {
		return otherwise
	}
	return v
}

// attr is the value of an attribute, "" where it is missing. A nil node has none.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for i := range n.attrs {
		if n.attrs[i].name == name {
			return n.attrs[i].value
		}
	}
	return ""
}

// find is the first child with a name, or nil.
func (n *node) find(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}
