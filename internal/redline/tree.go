package redline

import (
	"iter"
	"strings"

	"github.com/beevik/etree"
)

// Parts are brought to the usual prefixes when they are opened (see names.go),
// so that an element is told by prefix and tag.

func isW(e *etree.Element, tag string) bool { return e.Tag == tag && e.Space == "w" }

// elements yields the child elements of e.
func elements(e *etree.Element) iter.Seq[*etree.Element] {
	return func(yield func(*etree.Element) bool) {
		for _, t := range e.Child {
			if c, ok := t.(*etree.Element); ok && !yield(c) {
				return
			}
		}
	}
}

// child is the first child w:tag of e, nil where there is none.
func child(e *etree.Element, tag string) *etree.Element {
	if e == nil {
		return nil
	}
	for c := range elements(e) {
		if isW(c, tag) {
			return c
		}
	}
	return nil
}

// attr is the value of an attribute; "" where it is not there.
func attr(e *etree.Element, space, key string) string {
	if e == nil {
		return ""
	}
	for i := range e.Attr {
		if e.Attr[i].Key == key && e.Attr[i].Space == space {
			return e.Attr[i].Value
		}
	}
	return ""
}

// val is the w:val of e's child w:tag; ok says whether there is the child.
func val(e *etree.Element, tag string) (value string, ok bool) {
	c := child(e, tag)
	if c == nil {
		return "", false
	}
	return attr(c, "w", "val"), true
}

// makeW makes an element w:tag with attributes w:key="value", given in pairs.
func makeW(tag string, pairs ...string) *etree.Element {
	e := etree.NewElement("w:" + tag)
	for i := 0; i+1 < len(pairs); i += 2 {
		e.Attr = append(e.Attr, etree.Attr{Space: "w", Key: pairs[i], Value: pairs[i+1]})
	}
	return e
}

// shell is a copy of e without its children.
func shell(e *etree.Element) *etree.Element {
	s := etree.NewElement(e.FullTag())
	s.Attr = append([]etree.Attr(nil), e.Attr...)
	return s
}

// detach takes all children from e. They may then be put under another
// element without the cost of being removed one by one.
func detach(e *etree.Element) []etree.Token {
	kids := e.Child
	e.Child = nil
	return kids
}

// setChildren makes list the children of e. Tokens of the list that lie under
// another element must have been detached from it.
func setChildren(e *etree.Element, list []etree.Token) {
	for _, t := range list {
		if t.Parent() != e {
			e.AddChild(t)
		}
	}
	e.Child = list
	e.ReindexChildren()
}

// dropChildren removes the children for which drop is true.
func dropChildren(e *etree.Element, drop func(*etree.Element) bool) {
	kept, gone := make([]etree.Token, 0, len(e.Child)), false
	for _, t := range e.Child {
		if c, ok := t.(*etree.Element); ok && drop(c) {
			gone = true
			continue
		}
		kept = append(kept, t)
	}
	if gone {
		setChildren(e, kept)
	}
}

// place puts c into e before the first child whose tag stands in after; at the
// end where there is none. Children of property elements have an order.
func place(e, c *etree.Element, after ...string) {
	for i, t := range e.Child {
		k, ok := t.(*etree.Element)
		if !ok || k.Space != "w" {
			continue
		}
		for _, tag := range after {
			if k.Tag == tag {
				e.InsertChildAt(i, c)
				return
			}
		}
	}
	e.AddChild(c)
}

// first is the child w:tag of e, made as its first child where it is missing.
func first(e *etree.Element, tag string) *etree.Element {
	if c := child(e, tag); c != nil {
		return c
	}
	c := makeW(tag)
	e.InsertChildAt(0, c)
	return c
}

// stripIdentity removes from a copy what ties it to the place it came from:
// revision save ids and paragraph ids, of which a document must not have two.
func stripIdentity(e *etree.Element) {
	kept := e.Attr[:0]
	for _, a := range e.Attr {
		if !identity(a) {
			kept = append(kept, a)
		}
	}
	e.Attr = kept
	for c := range elements(e) {
		stripIdentity(c)
	}
}

func identity(a etree.Attr) bool {
	switch a.Space {
	case "w":
		return strings.HasPrefix(a.Key, "rsid")
	case "w14":
		return a.Key == "paraId" || a.Key == "textId"
	case "wp14":
		return a.Key == "anchorId" || a.Key == "editId"
	}
	return false
}

// textOf is the character data directly in e.
func textOf(e *etree.Element) string {
	if len(e.Child) == 1 {
		if c, ok := e.Child[0].(*etree.CharData); ok {
			return c.Data
		}
	}
	var b strings.Builder
	for _, t := range e.Child {
		if c, ok := t.(*etree.CharData); ok {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// orEmpty is e, or an element without children where there is none.
func orEmpty(e *etree.Element) *etree.Element {
	if e == nil {
		return &etree.Element{}
	}
	return e
}
