package redline_test

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// sound checks what every redline must be beside the contract: a package whose
// untouched parts are what they were, and markup Word opens without repair.
func sound(t tester, now, out []byte) {
	t.Helper()
	before, after := entries(t, now), entries(t, out)
	for name := range before {
		if after[name] == nil {
			t.Errorf("%s is gone", name)
		}
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") && !bytes.Equal(before[name], after[name]) {
			t.Errorf("%s is not what it was", name)
		}
	}
	s := &soundness{tb: t, ids: map[string]bool{}}
	for name, data := range after {
		if bytes.Equal(before[name], data) && !s.text(name) {
			continue
		}
		if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
			s.part(name, before[name], data, after)
		}
	}
}

func entries(t tester, data []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range r.File {
		if out[f.Name] != nil {
			t.Errorf("%s is there twice", f.Name)
		}
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(rc); err != nil {
			t.Fatal(err)
		}
		rc.Close()
	}
	return out
}

type soundness struct {
	tb  tester
	ids map[string]bool // of tracked changes
}

// text says whether a part holds text that is redlined.
func (s *soundness) text(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, "document") || strings.HasPrefix(base, "footnotes") || strings.HasPrefix(base, "endnotes") ||
		strings.HasPrefix(base, "header") || strings.HasPrefix(base, "footer")
}

func (s *soundness) part(name string, before, data []byte, all map[string][]byte) {
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))); err != nil {
		s.tb.Errorf("%s: %v", name, err)
		return
	}
	if old := etree.NewDocument(); before != nil && old.ReadFromBytes(bytes.TrimPrefix(before, []byte("\xEF\xBB\xBF"))) == nil && old.Root() != nil {
		s.namespaces(name, old.Root(), doc.Root())
	}
	if s.text(name) {
		s.element(name, doc.Root(), nil)
		s.links(name, doc.Root(), all)
	}
}

func (s *soundness) namespaces(name string, old, now *etree.Element) {
	for _, a := range old.Attr {
		has := now.SelectAttr(a.FullKey())
		if has == nil || !strings.HasPrefix(has.Value, a.Value) {
			s.tb.Errorf("%s: %s of the root is lost", name, a.FullKey())
		}
	}
}

// element checks what stands where. above are the names of the elements
// around, within the nearest text box.
func (s *soundness) element(part string, e *etree.Element, above []string) {
	tag := e.FullTag()
	in := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(above, n) })
	}
	switch tag {
	case "w:txbxContent":
		above = nil
	case "w:t", "w:instrText":
		if in("w:del") {
			s.tb.Errorf("%s: %s in a deletion", part, tag)
		}
	case "w:delText", "w:delInstrText":
		if !in("w:del") {
			s.tb.Errorf("%s: %s outside a deletion", part, tag)
		}
	case "w:hyperlink", "w:fldSimple", "w:p":
		if in("w:ins", "w:del") {
			s.tb.Errorf("%s: %s in a tracked change", part, tag)
		}
	case "w:ins", "w:del", "w:pPrChange", "w:tcPrChange", "w:sectPrChange", "w:cellIns", "w:cellDel":
		id := e.SelectAttrValue("w:id", "")
		if id == "" || s.ids[id] {
			s.tb.Errorf("%s: %s has the id %q of another", part, tag, id)
		}
		s.ids[id] = true
		if e.SelectAttrValue("w:author", "") != by.Author {
			s.tb.Errorf("%s: %s by %q", part, tag, e.SelectAttrValue("w:author", ""))
		}
		if in("w:ins", "w:del") && (tag == "w:ins" || tag == "w:del") {
			s.tb.Errorf("%s: %s in a tracked change", part, tag)
		}
	}
	if tag == "w:body" || tag == "w:footnote" || tag == "w:endnote" || tag == "w:tc" && !in("tracked row") && !tracked(e, "w:tcPr", "w:cellIns", "w:cellDel") {
		s.lastMark(part, e)
	}
	s.order(part, e)
	if tag == "w:tr" && tracked(e, "w:trPr", "w:ins", "w:del") {
		tag = "tracked row"
	}
	inner := append(slices.Clone(above), tag)
	for _, c := range e.ChildElements() {
		s.element(part, c, inner)
	}
}

// tracked says whether the properties of an element hold one of some elements.
func tracked(e *etree.Element, properties string, names ...string) bool {
	pr := e.SelectElement(properties)
	return pr != nil && slices.ContainsFunc(names, func(n string) bool { return pr.SelectElement(n) != nil })
}

// lastMark checks that the mark that ends a text or cell is not tracked: Word
// cannot take it out.
func (s *soundness) lastMark(part string, e *etree.Element) {
	blocks := slices.DeleteFunc(e.ChildElements(), func(c *etree.Element) bool { return c.Tag != "p" && c.Tag != "tbl" && c.Tag != "sdt" })
	if len(blocks) > 0 && blocks[len(blocks)-1].Tag == "tbl" && e.Tag == "tc" {
		s.tb.Errorf("%s: a cell ends with a table", part)
	}
	if len(blocks) == 0 || blocks[len(blocks)-1].Tag != "p" {
		return
	}
	if pPr := blocks[len(blocks)-1].SelectElement("w:pPr"); pPr != nil && tracked(pPr, "w:rPr", "w:ins", "w:del") {
		s.tb.Errorf("%s: the last mark of a %s is tracked", part, e.FullTag())
	}
}

// lasts are elements that end their parent, in this order.
var lasts = map[string][]string{
	"w:pPr":    {"w:rPr", "w:sectPr", "w:pPrChange"},
	"w:trPr":   {"w:ins", "w:del", "w:trPrChange"},
	"w:tcPr":   {"w:cellIns", "w:cellDel", "w:cellMerge", "w:tcPrChange"},
	"w:sectPr": {"w:sectPrChange"},
}

// firsts are elements that begin their parent.
var firsts = map[string][]string{
	"w:p": {"w:pPr"}, "w:r": {"w:rPr"}, "w:tc": {"w:tcPr"}, "w:tr": {"w:tblPrEx", "w:trPr"}, "w:pPr": {"w:pStyle"},
	"w:sectPr": {"w:headerReference", "w:footerReference"},
}

func (s *soundness) order(part string, e *etree.Element) {
	kids := e.ChildElements()
	rank := 0
	for _, c := range kids {
		r := slices.Index(lasts[e.FullTag()], c.FullTag()) + 1
		if r < rank {
			s.tb.Errorf("%s: %s after the end of %s", part, c.FullTag(), e.FullTag())
		}
		rank = max(rank, r)
	}
	begun := false
	for _, c := range kids {
		first := slices.Contains(firsts[e.FullTag()], c.FullTag())
		if first && begun {
			s.tb.Errorf("%s: %s not at the beginning of %s", part, c.FullTag(), e.FullTag())
		}
		begun = begun || !first
	}
	if e.FullTag() == "w:rPr" && len(kids) > 1 {
		for i, c := range kids[1:] {
			if (c.Tag == "ins" || c.Tag == "del") && kids[i].Tag != "ins" && kids[i].Tag != "del" {
				s.tb.Errorf("%s: a mark's revision after its look", part)
			}
		}
	}
}

// links checks that every relationship a part names is there, and leads to a
// part that is.
func (s *soundness) links(part string, root *etree.Element, all map[string][]byte) {
	known := map[string]string{}
	rels := etree.NewDocument()
	if data := all[path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")]; data != nil {
		if err := rels.ReadFromBytes(data); err != nil {
			s.tb.Errorf("%s: %v", part, err)
			return
		}
		for _, r := range rels.Root().ChildElements() {
			target := r.SelectAttrValue("Target", "")
			if r.SelectAttrValue("TargetMode", "") != "External" && strings.HasPrefix(target, "/") && all[strings.TrimPrefix(target, "/")] == nil {
				s.tb.Errorf("%s: %s leads to %s, which is not there", part, r.SelectAttrValue("Id", ""), target)
			}
			known[r.SelectAttrValue("Id", "")] = target
		}
	}
	for _, e := range root.FindElements("//*") {
		for _, a := range e.Attr {
			if _, ok := known[a.Value]; a.Space == "r" && strings.HasPrefix(a.Value, "rIdOld") && !ok {
				s.tb.Errorf("%s: no relationship %s", part, a.Value)
			}
		}
	}
}
