package redline

import (
	"strings"

	"github.com/beevik/etree"
)

// usual are the namespaces this package looks into, with the prefixes it knows
// them by: transitional first, then strict (ISO/IEC 29500-1 and -4).
var usual = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                       "w",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":    "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                "r",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":             "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                         "m",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":            "mc",
	"http://schemas.microsoft.com/office/word/2010/wordml":                   "w14",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing":    "wp14",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":             "wp",
	"http://schemas.openxmlformats.org/drawingml/2006/picture":               "pic",
	"urn:schemas-microsoft-com:vml":                                          "v",
	"urn:schemas-microsoft-com:office:office":                                "o",
}

// usePrefixes gives the usual namespaces their usual prefixes where a program
// chose others. Nearly all files have them already and are left as they are.
func usePrefixes(root *etree.Element) {
	if odd(root) {
		rename(root, map[string]string{})
	}
}

// odd says whether a usual namespace has another prefix anywhere.
func odd(e *etree.Element) bool {
	for _, a := range e.Attr {
		prefix, declares := declared(a)
		if !declares {
			continue
		}
		if want, known := usual[a.Value]; known && want != prefix {
			return true
		}
	}
	for c := range elements(e) {
		if odd(c) {
			return true
		}
	}
	return false
}

// declared is the prefix an attribute declares.
func declared(a etree.Attr) (prefix string, ok bool) {
	switch {
	case a.Space == "xmlns":
		return a.Key, true
	case a.Space == "" && a.Key == "xmlns":
		return "", true
	}
	return "", false
}

// rename walks the tree with the namespaces in force (prefix to URI).
func rename(e *etree.Element, scope map[string]string) {
	var inner map[string]string
	added := map[string]bool{}
	for _, a := range e.Attr {
		prefix, ok := declared(a)
		if !ok {
			continue
		}
		if inner == nil {
			inner = make(map[string]string, len(scope)+4)
			for k, v := range scope {
				inner[k] = v
			}
		}
		inner[prefix] = a.Value
		if want, known := usual[a.Value]; known && want != prefix {
			added[a.Value] = true
		}
	}
	if inner != nil {
		scope = inner
	}
	for uri := range added {
		if e.SelectAttr("xmlns:"+usual[uri]) == nil {
			e.CreateAttr("xmlns:"+usual[uri], uri)
		}
	}
	if want, known := usual[scope[e.Space]]; known {
		e.Space = want
	}
	for i, a := range e.Attr {
		if _, ok := declared(a); ok || a.Space == "" || a.Space == "xml" {
			continue
		}
		if want, known := usual[scope[a.Space]]; known {
			e.Attr[i].Space = want
		}
	}
	for c := range elements(e) {
		rename(c, scope)
	}
}

// borrow makes the prefixes of old's root usable under new's root, for what is
// copied from one to the other. A prefix that means something else there is
// returned, to be declared on each copy.
func borrow(from, to *etree.Element) (conflicts []etree.Attr) {
	for _, a := range from.Attr {
		prefix, ok := declared(a)
		if !ok || prefix == "" || usual[a.Value] != "" && usual[a.Value] != prefix {
			continue
		}
		has := to.SelectAttr("xmlns:" + prefix)
		switch {
		case has == nil:
			to.Attr = append(to.Attr, etree.Attr{Space: "xmlns", Key: prefix, Value: a.Value})
			if contains(attr(from, "mc", "Ignorable"), prefix) {
				ignore(to, prefix)
			}
		case has.Value != a.Value && usual[a.Value] != usual[has.Value]:
			conflicts = append(conflicts, a)
		}
	}
	return conflicts
}

func contains(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

// ignore adds a prefix to mc:Ignorable, which needs mc to be declared.
func ignore(root *etree.Element, prefix string) {
	if a := root.SelectAttr("mc:Ignorable"); a != nil {
		a.Value += " " + prefix
		return
	}
	if root.SelectAttr("xmlns:mc") == nil {
		root.CreateAttr("xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006")
	}
	root.CreateAttr("mc:Ignorable", prefix)
}
