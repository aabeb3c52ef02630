package akn_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thao/internal/akn"
	"thao/internal/corpus"
	"thao/internal/fault"
	"thao/internal/outline"
	"thao/internal/plain"
)

// act is an act as other programs write one: laid out for the eye, with
// elements, notes and lists that Write never writes.
const act = `<?xml version="1.0"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13">
 <act name="act">
  <meta><identification source="#x"><FRBRWork><FRBRthis value="/a"/><FRBRuri value="/a"/>
   <FRBRdate date="2011-05-06T10:00:00" name="x"/><FRBRauthor href="#ha"/><FRBRcountry value="za"/></FRBRWork>
   <FRBRExpression><FRBRthis value="/a"/><FRBRuri value="/a"/><FRBRdate date="2011-05-06" name="x"/><FRBRauthor href="#ha"/><FRBRlanguage language="eng"/></FRBRExpression>
   </identification>
   <references source="#x"><TLCOrganization eId="ha" href="/o" showAs="House of Assembly"/></references></meta>
  <preface><longTitle><p>To provide for <docTitle>fences</docTitle>.</p></longTitle></preface>
  <body>
   <part eId="part_1"><num>Part 1</num><heading>General</heading>
    <section eId="sec_1"><num>1.</num><heading>Fences
        and gates</heading>
     <intro><p>A person must</p></intro>
     <paragraph eId="sec_1__para_a"><num>(a)</num><content><p>build a fence;<authorialNote marker="1"><p>See the annex.</p></authorialNote></p><p>and keep it.</p></content></paragraph>
     <paragraph eId="sec_1__para_b"><content><blockList eId="l"><listIntroduction>paint:</listIntroduction><item eId="i1"><num>(i)</num><p>posts;</p></item><item><num>–</num><p>rails.</p></item></blockList></content></paragraph>
     <list><intro><p>Listed:</p></intro><point eId="pt"><num>(z)</num><content><p>last</p></content></point></list>
     <wrapUp><p>before winter.</p></wrapUp>
    </section>
    <hcontainer name="schedule-like"><heading>Odds</heading><content><ul><li>one</li><li><p>two</p></li></ul></content></hcontainer>
   </part>
  </body>
  <attachments><attachment eId="att_1"><heading>Annex</heading><doc name="annex"><meta/><mainBody><p>First.</p><table><tr><th><p>A</p></th><td>B</td></tr></table></mainBody></doc></attachment></attachments>
 </act>
</akomaNtoso>`

func TestReadsOthersFiles(t *testing.T) {
	doc, err := akn.Read([]byte(act))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	doc.Tree.Walk(func(n *outline.Node) {
		fmt.Fprintf(&got, "%s%s %s|%s|%s|%s\n", strings.Repeat(" ", len(n.Path())-1), n.Kind, n.ID, n.Label, n.Heading, strings.ReplaceAll(n.Text, "\t", "⇥"))
	})
	want := `front front_1|||
 paragraph front_1__paragraph_1|||To provide for fences.
part part_1|Part 1|General|
 section sec_1|1.|Fences and gates|A person must
  clause sec_1__para_a|(a)||build a fence;
   paragraph sec_1__para_a__paragraph_1|||See the annex.
   paragraph sec_1__para_a__paragraph_2|||and keep it.
  paragraph sec_1__para_b|||
   paragraph sec_1__para_b__paragraph_1|||paint:
   point i1|(i)||posts;
   item sec_1__para_b__item_3|–||rails.
  paragraph sec_1__paragraph_3|||Listed:
  point pt|(z)||last
  paragraph sec_1__paragraph_5|||before winter.
 heading part_1__heading_2||Odds|
  item part_1__heading_2__item_1|||one
  item part_1__heading_2__item_2|||two
annex att_1||Annex|First.
 table att_1__table_1|||A⇥B
`
	if got.String() != want {
		t.Errorf("read:\n%s\nwant:\n%s", got.String(), want)
	}
	if doc.Author != "House of Assembly" || doc.Date != "2011-05-06" || doc.Language != "en" || doc.Country != "za" {
		t.Errorf("metadata: %+v", doc)
	}
	back := roundTrip(t, doc)
	if d := sameMeta(doc, back); d != "" {
		t.Error(d)
	}
}

func TestHostileFilesAreRefused(t *testing.T) {
	head := `<akomaNtoso xmlns="` + akn.Namespace + `"><bill name="b"><body>`
	for name, c := range map[string]struct {
		data string
		code fault.Code
	}{
		"empty":         {"", fault.UnknownFormat},
		"other XML":     {"<html><body/></html>", fault.UnknownFormat},
		"no namespace":  {"<akomaNtoso><bill><body/></bill></akomaNtoso>", fault.UnknownFormat},
		"no body":       {`<akomaNtoso xmlns="` + akn.Namespace + `"><bill name="b"/></akomaNtoso>`, fault.UnknownFormat},
		"document type": {`<!DOCTYPE akomaNtoso [<!ENTITY a "b">]>` + head, fault.Doctype},
		"entity":        {head + "&a;", fault.Damaged},
		"cut short":     {head + "<article>", fault.Damaged},
		"deep":          {head + strings.Repeat("<part>", 300), fault.TooDeep},
		"deep, foreign": {head + strings.Repeat(`<x xmlns="urn:x">`, 300), fault.TooDeep},
		"too large":     {strings.Repeat(" ", 64<<20+1), fault.TooLarge},
		"too many":      {head + strings.Repeat("<p/>", 2<<20), fault.TooLarge},
		"not UTF-8":     {head + "<part><num>\xff</num></part>", fault.Damaged},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := akn.Read([]byte(c.data))
			if fault.CodeOf(err) != c.code || doc != nil {
				t.Fatal(err)
			}
			if _, ok := errors.AsType[*fault.Error](err); !ok {
				t.Fatalf("%T", err)
			}
		})
	}
}

func TestNamesOfElements(t *testing.T) {
	tree := &outline.Tree{Nodes: []*outline.Node{
		{ID: "front", Kind: outline.Front, Children: []*outline.Node{{ID: "front__paragraph_1", Kind: outline.Paragraph, Text: "LUẬT"}}},
		{ID: "chapter_1", Kind: outline.Chapter, Label: "Chương I", Children: []*outline.Node{
			{ID: "chapter_1__article_5a", Kind: outline.Article, Label: "Điều 5a.", Children: []*outline.Node{
				{ID: "chapter_1__article_5a__clause_2", Kind: outline.Clause, Label: "2.", Children: []*outline.Node{
					{ID: "chapter_1__article_5a__clause_2__point_đ", Kind: outline.Point, Label: "đ)", Text: "x"},
					{ID: "chapter_1__article_5a__clause_2__point_đ~2", Kind: outline.Point, Label: "đ)", Text: "y"},
				}}}}}},
		{ID: "heading_1.1", Kind: outline.Heading, Label: "1.1-", Level: 2, Text: "z"},
		{ID: "annex_1", Kind: outline.Annex, Label: "Phụ lục I", Children: []*outline.Node{{ID: "annex_1__signature", Kind: outline.Signature}}},
	}}
	out := string(write(t, &akn.Document{Tree: tree, WorkIDs: map[string]string{"chapter_1__article_5a": "chp_1__art_4"}}))
	for _, want := range []string{
		`<preface eId="preface" wId="preface" GUID="front">`,
		`<p eId="preface__p_1" `,
		`<chapter eId="chp_1" wId="chp_1" GUID="chapter_1">`,
		`<article eId="chp_1__art_5a" wId="chp_1__art_4" GUID="chapter_1__article_5a">`,
		`<point eId="chp_1__art_5a__cl_2__point_đ" `,
		`<point eId="chp_1__art_5a__cl_2__point_đ-2" `,
		`<hcontainer eId="hcontainer_1-1" wId="hcontainer_1-1" GUID="heading_1.1" class="level-2" name="heading">`,
		`<attachment eId="att_1" `,
		`<conclusions eId="att_1__conclusions" `,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(act))
	tree := anyTree()
	for seed := range 5 {
		var out bytes.Buffer
		if err := akn.Write(&out, &akn.Document{Tree: tree.Example(seed), Notes: []akn.Note{{ID: "c", Start: -1, End: -1, Text: "x"}}}); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := akn.Read(data)
		if err != nil {
			if _, ok := errors.AsType[*fault.Error](err); !ok {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		var out bytes.Buffer
		if err := akn.Write(&out, doc); err != nil {
			if fault.CodeOf(err) == fault.TooDeep {
				return // element for element there is room, node for node there may not be
			}
			t.Fatal(err)
		}
		back, err := akn.Read(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if d := sameTree(doc.Tree.Nodes, back.Tree.Nodes); d != "" {
			t.Fatal(d)
		}
	})
}

// BenchmarkWriteRead takes the longest law of the corpus both ways.
func BenchmarkWriteRead(b *testing.B) {
	data, err := os.ReadFile(filepath.Join(corpus.Path(b, "vi"), "luat-xu-ly-vi-pham-hanh-chinh-2012.txt"))
	if err != nil {
		b.Fatal(err)
	}
	blocks, err := plain.Text(data)
	if err != nil {
		b.Fatal(err)
	}
	tree := outline.Build(blocks)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := akn.Write(&out, &akn.Document{Tree: tree}); err != nil {
			b.Fatal(err)
		}
		if _, err := akn.Read(out.Bytes()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(count(tree)), "nodes")
}

func count(tree *outline.Tree) int {
	n := 0
	tree.Walk(func(*outline.Node) { n++ })
	return n
}
