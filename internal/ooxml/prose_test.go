package ooxml

import (
	"reflect"
	"testing"

	"thao/internal/prose"
)

func span1to(block, from, to int) prose.Range {
	return prose.Range{From: prose.Point{Block: block, Offset: from}, To: prose.Point{Block: block, Offset: to}}
}

// TestEdits has one case for each way changes join or stay apart.
func TestEdits(t *testing.T) {
	e := func(author, before, after string, at prose.Range) prose.Edit {
		return prose.Edit{Author: author, Date: "2024-05-06T07:08:09Z", Before: before, After: after, At: at}
	}
	moved := func(x prose.Edit) prose.Edit { x.Moved = true; return x }
	insRow := `<w:ins` + by("A") + `/>`
	delRow := `<w:del` + by("A") + `/>`
	cases := []struct {
		name string
		doc  docx
		want []prose.Edit
	}{
		{"deletion then insertion", body(par(run("từ "), delBy("A", run("cũ")), insBy("A", run("mới")))),
			[]prose.Edit{e("A", "cũ", "mới", span1to(0, 5, 8))}},
		{"insertion then deletion", body(par(run("từ "), insBy("A", run("mới")), delBy("A", run("cũ")))),
			[]prose.Edit{e("A", "cũ", "mới", span1to(0, 5, 8))}},
		{"several at one place", body(par(delBy("A", run("a")), insBy("A", run("b")), delBy("A", run("c")), insBy("A", run("d")))),
			[]prose.Edit{e("A", "ac", "bd", span1to(0, 0, 2))}},
		{"a space between keeps them apart", body(par(delBy("A", run("a")), run(" "), insBy("A", run("b")))),
			[]prose.Edit{e("A", "a", "", span1to(0, 0, 1)), e("A", "", "b", span1to(0, 2, 2))}},
		{"two authors", body(par(delBy("A", run("a")), insBy("B", run("b")))),
			[]prose.Edit{e("A", "a", "", span1to(0, 0, 1)), e("B", "", "b", span1to(0, 1, 1))}},
		{"a paragraph put in", body(par(run("a")), styled(markIns("A"), insBy("A", run("b"))), par(run("c"))),
			[]prose.Edit{e("A", "", "b\n", span1to(1, 0, 0))}},
		{"paragraphs put in one after another", body(par(run("a")), styled(markIns("A"), insBy("A", run("b"))), styled(markIns("A"), insBy("A", run("c"))), par(run("d"))),
			[]prose.Edit{e("A", "", "b\nc\n", span1to(1, 0, 0))}},
		{"a paragraph typed after another", body(styled(markIns("A"), run("a")), par(insBy("A", run("b")))),
			[]prose.Edit{e("A", "", "\nb", span1to(0, 1, 1))}},
		{"a paragraph taken out", body(par(run("a")), styled(markDel("A"), delBy("A", run("b"))), par(run("c"))),
			[]prose.Edit{e("A", "b\n", "", prose.Range{From: prose.Point{Block: 1}, To: prose.Point{Block: 2}})}},
		{"paragraphs joined", body(styled(markDel("A"), run("a")), par(run("b"))),
			[]prose.Edit{e("A", "\n", "", prose.Range{From: prose.Point{Block: 0, Offset: 1}, To: prose.Point{Block: 1}})}},
		{"rows put in", body(table1(row1("", textCell("a")), row1(insRow, textCell("b"), textCell("c")), row1(insRow, textCell("d"))), par()),
			[]prose.Edit{e("A", "", "b\tc\nd", span1to(0, 1, 1))}},
		{"rows taken out", body(table1(row1(delRow, textCell("b"), textCell("c")), row1(delRow, textCell("d"))), par()),
			[]prose.Edit{e("A", "b\tc\nd", "", prose.Range{From: prose.Point{Block: 0}, To: prose.Point{Block: 2, Offset: 1}})}},
		{"a move", body(par(`<w:moveFrom`+by("A")+`>`+run("đi")+`</w:moveFrom>`, run(" ở "), `<w:moveTo`+by("A")+`>`+run("đi")+`</w:moveTo>`)),
			[]prose.Edit{moved(e("A", "đi", "", span1to(0, 0, 3))), moved(e("A", "", "đi", span1to(0, 8, 8)))}},
		{"deletion of another's insertion", body(par(run("a"), insBy("A", run("b"), delBy("B", run("c"))))),
			[]prose.Edit{e("B", "c", "", span1to(0, 1, 1)), e("A", "", "bc", span1to(0, 1, 1))}},
		{"deletion of one's own insertion is nothing", body(par(run("a"), insBy("A", delBy("A", run("c"))))), []prose.Edit{}},
		{"in a footnote put in", docx{
			body:      par(run("a"), insBy("A", `<w:r><w:footnoteReference w:id="2"/></w:r>`)),
			footnotes: `<w:footnote w:id="2">` + par(run("chú")) + `</w:footnote>`},
			[]prose.Edit{e("A", "", "chú", span1to(0, 1, 1))}},
		{"legacy text", body(par(run("a"), insBy("A", fontRun(".VnTime", "§iÒu")))),
			[]prose.Edit{e("A", "", "Điều", span1to(0, 1, 1))}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := c.doc.read(t)
			if got := d.Prose().Edits; !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
			checkSound(t, d)
		})
	}
}

// TestNotes: where comments lie in the text before the changes.
func TestNotes(t *testing.T) {
	d := docx{
		body: par(run("một "), start("0"), insBy("A", run("hai")), stop("0"), run(" ba")) +
			par(start("1"), run("bốn "), delBy("A", run("năm")), stop("1")) +
			styled(markIns("A"), start("2"), insBy("A", run("sáu")), stop("2")) +
			par(run("bảy"), refer("3")),
		comments: comment("4", "00000005", "không chỗ") + comment("3", "00000004", "d") + comment("2", "00000003", "c") +
			comment("1", "00000002", "b") + comment("0", "00000001", "a"),
	}.read(t)
	want := []struct {
		id, quote string
		at        prose.Range
		anchored  bool
	}{
		{"0", "hai", span1to(0, 6, 6), true},
		{"1", "bốn năm", span1to(1, 0, 10), true},
		{"2", "sáu", span1to(2, 0, 0), true},
		{"3", "", span1to(2, 5, 5), true},
		{"4", "", prose.Range{}, false},
	}
	notes := d.Prose().Notes
	if len(notes) != len(want) {
		t.Fatalf("notes %+v", notes)
	}
	for i, w := range want {
		if n := notes[i]; n.ID != w.id || n.Quote != w.quote || n.At != w.at || n.Anchored != w.anchored {
			t.Errorf("note %+v, want %+v", n, w)
		}
	}
}

// TestLooks: bold and italic through styles, toggled by 17.7.3; centred;
// levels; names of styles; fonts through the theme and defaults.
func TestLooks(t *testing.T) {
	styles := `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="N"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="O"><w:name w:val="Mục"/><w:basedOn w:val="H"/><w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>` +
		`<w:style w:type="character" w:styleId="C"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="X1"><w:basedOn w:val="X2"/></w:style><w:style w:type="paragraph" w:styleId="X2"><w:basedOn w:val="X1"/></w:style>`
	strong := `<w:r><w:rPr><w:rStyle w:val="C"/></w:rPr><w:t>mạnh</w:t></w:r>`
	boldItalic := `<w:r><w:rPr><w:b/><w:i w:val="on"/></w:rPr><w:t>x</w:t></w:r>`
	d := docx{
		styles: styles,
		theme:  `<a:themeElements><a:fontScheme><a:majorFont><a:latin typeface="Arial"/></a:majorFont><a:minorFont><a:latin typeface=".VnTime"/></a:minorFont></a:fontScheme></a:themeElements>`,
		body: styled(`<w:pStyle w:val="H"/>`, run("a")) + styled(`<w:pStyle w:val="H"/>`, strong) + styled(`<w:pStyle w:val="H"/>`, run("a"), strong) +
			par(strong) + par(boldItalic, run(" ")) + par(boldItalic, run("y")) + styled(`<w:pStyle w:val="O"/>`) +
			styled(`<w:outlineLvl w:val="0"/>`, run("®")) + styled(`<w:pStyle w:val="X1"/>`, run("x")) + styled(`<w:pStyle w:val="H"/><w:outlineLvl w:val="9"/><w:jc w:val="both"/>`),
	}.read(t)
	type seen struct {
		style, text          string
		level                int
		bold, italic, center bool
	}
	want := []seen{
		{"heading 2", "a", 2, true, false, true}, {"heading 2", "mạnh", 2, false, false, true}, {"heading 2", "amạnh", 2, false, false, true},
		{"Normal", "mạnh", 0, true, false, false}, {"Normal", "x ", 0, true, true, false}, {"Normal", "xy", 0, false, false, false},
		{"Mục", "", 5, false, false, true}, {"Normal", "đ", 1, false, false, false}, {"X1", "x", 0, false, false, false}, {"heading 2", "", 0, false, false, false},
	}
	var got []seen
	for _, b := range d.Blocks(All) {
		got = append(got, seen{b.Style, b.Text, b.Level, b.Bold, b.Italic, b.Center})
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
