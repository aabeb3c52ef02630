package redline_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/beevik/etree"
	"pgregory.net/rapid"
)

// edited makes the next version of a body of soup: elements are taken out,
// doubled, opened, exchanged with a neighbour, or say something else.
func (s soup) edited(body string) string {
	for range s.one(1, 4, "edits") {
		doc := etree.NewDocument()
		if err := doc.ReadFromString("<body>" + body + "</body>"); err != nil {
			s.t.Fatal(err)
		}
		all := slices.DeleteFunc(doc.Root().FindElements(".//*"), func(e *etree.Element) bool { return !editable[e.Tag] || len(e.FindElements("./fldChar")) > 0 })
		if len(all) == 0 {
			break
		}
		s.change(all[s.one(0, len(all)-1, "at")])
		if !wellMade(doc.Root()) {
			continue
		}
		next, err := doc.WriteToString()
		if err != nil {
			s.t.Fatal(err)
		}
		body = strings.TrimSuffix(strings.TrimPrefix(next, "<body>"), "</body>")
	}
	return body
}

var editable = map[string]bool{"p": true, "r": true, "t": true, "tbl": true, "tr": true, "tc": true, "hyperlink": true, "ins": true,
	"smartTag": true, "fldSimple": true, "del": true, "oMath": true, "pPr": true}

func (s soup) change(e *etree.Element) {
	in, at := e.Parent(), e.Index()
	if e.Tag == "t" {
		e.SetText(s.word())
		return
	}
	switch s.one(0, 3, "change") {
	case 0:
		in.RemoveChildAt(at)
	case 1:
		if len(e.FindElements(".//footnoteReference")) == 0 && e.Tag != "pPr" {
			in.InsertChildAt(at, e.Copy())
		}
	case 2:
		if e.Tag == "hyperlink" || e.Tag == "smartTag" || e.Tag == "ins" && e.Parent().Tag != "rPr" && e.Parent().Tag != "trPr" {
			in.RemoveChildAt(at)
			for i, c := range slices.Clone(e.Child) {
				in.InsertChildAt(at+i, c)
			}
		}
	case 3:
		if at+1 < len(in.Child) && e.Tag != "pPr" {
			in.InsertChildAt(at+2, in.RemoveChildAt(at))
		}
	}
}

// wellMade says whether rows, cells and texts end as they must.
func wellMade(e *etree.Element) bool {
	kids := e.ChildElements()
	if last := map[string]string{"body": "p", "tc": "p", "txbxContent": "p", "tr": "tc", "tbl": "tr"}[e.Tag]; last != "" {
		if len(kids) == 0 || kids[len(kids)-1].Tag != last || kids[len(kids)-1].FindElement("./pPr/rPr") != nil {
			return false
		}
	}
	if e.Tag == "body" && kids[len(kids)-1].FindElement("./pPr/sectPr") != nil {
		return false
	}
	return !slices.ContainsFunc(kids, func(c *etree.Element) bool {
		first := map[string]bool{"pPr": true, "tcPr": true, "trPr": true, "tblPr": true, "sdtPr": true}[c.Tag]
		return first && c.Index() != 0 || !wellMade(c)
	})
}

func TestSoupEdited(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := soup{rt, new(bool)}
		was, parts := s.blocks(0), s.parts()
		is := s.edited(was)
		rt.Logf("old: %s\nnew: %s", was, is)
		old, now := built(t, was, parts), built(t, is, parts)
		out := redlined(rt, old, now)
		holds(rt, old, now, out)
		sound(rt, now, out)
	})
}
