package ooxml

import (
	"reflect"
	"strings"
	"testing"

	"thao/internal/prose"
)

// TestViews has one case for each trap of tracked changes.
func TestViews(t *testing.T) {
	moveFrom := "<w:moveFrom" + by("A") + ">" + run("dời") + "</w:moveFrom>"
	moveTo := "<w:moveTo" + by("A") + ">" + run("dời") + "</w:moveTo>"
	field := func(instruction, result string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + instruction + `</w:instrText></w:r>` +
			`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run(result) + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	cases := []struct {
		name                    string
		doc                     docx
		all, accepted, rejected []string
	}{
		{"insertion and deletion", body(par(run("một "), del(run("hai")), ins(run("ba")))),
			[]string{"một haiba"}, []string{"một ba"}, []string{"một hai"}},
		{"deletion of another's insertion", body(par(run("a"), insBy("A", run("b"), delBy("B", run("c"))))),
			[]string{"abc"}, []string{"ab"}, []string{"a"}},
		{"deleted mark merges into the following", body(styled(`<w:jc w:val="center"/>`+markDel("A"), run("một ")), par(run("hai"))),
			[]string{"một ", "hai"}, []string{"một hai"}, []string{"một ", "hai"}},
		{"inserted mark merges when rejected", body(styled(markIns("A"), run("một ")), par(run("hai"))),
			[]string{"một ", "hai"}, []string{"một ", "hai"}, []string{"một hai"}},
		{"three marks deleted", body(styled(markDel("A"), run("a")), styled(markDel("A"), run("b")), styled(markDel("A"), run("c")), par(run("d"))),
			[]string{"a", "b", "c", "d"}, []string{"abcd"}, []string{"a", "b", "c", "d"}},
		{"whole paragraph inserted", body(par(run("a")), styled(markIns("A"), insBy("A", run("b"))), par(run("c"))),
			[]string{"a", "b", "c"}, []string{"a", "b", "c"}, []string{"a", "c"}},
		{"whole paragraph deleted at the end", body(par(run("a")), styled(markDel("A"), delBy("A", run("b")))),
			[]string{"a", "b"}, []string{"a"}, []string{"a", "b"}},
		{"deleted mark before a table", body(styled(markDel("A"), run("a")), table1(row1("", textCell("b"))), par()),
			[]string{"a", "b", ""}, []string{"a", "b", ""}, []string{"a", "b", ""}},
		{"emptied paragraph before a table", body(styled(markDel("A"), delBy("A", run("a"))), table1(row1("", textCell("b"))), par()),
			[]string{"a", "b", ""}, []string{"b", ""}, []string{"a", "b", ""}},
		{"a cell keeps a paragraph", body(table1(row1("", cell1("", styled(markIns("A"), insBy("A", run("x")))))), par()),
			[]string{"x", ""}, []string{"x", ""}, []string{"", ""}},
		{"rows", body(table1(row1("", textCell("a")), row1("<w:ins"+by("A")+"/>", textCell("b")), row1("<w:del"+by("A")+"/>", textCell("c"))), par()),
			[]string{"a", "b", "c", ""}, []string{"a", "b", ""}, []string{"a", "c", ""}},
		{"cells", body(table1(row1("", textCell("a"), cell1("<w:cellIns"+by("A")+"/>", par(run("b"))), cell1("<w:cellDel"+by("A")+"/>", par(run("c"))))), par()),
			[]string{"a", "b", "c", ""}, []string{"a", "b", ""}, []string{"a", "c", ""}},
		{"a merged cell in which all is deleted", body(table1(
			row1("", cell1(`<w:vMerge w:val="restart"/>`, par(run("a")))),
			row1("", cell1(`<w:vMerge/>`, table1(row1("<w:del"+by("A")+"/>", textCell("b"))), par()))), par()),
			[]string{"a", "b", "", ""}, []string{"a", ""}, []string{"a", "b", "", ""}},
		{"moves", body(par(moveFrom, run(" giữ "), moveTo)),
			[]string{"dời giữ dời"}, []string{" giữ dời"}, []string{"dời giữ "}},
		{"moved paragraphs", body(
			styled("<w:rPr><w:moveFrom"+by("A")+"/></w:rPr>", moveFrom), par(run("a")),
			styled("<w:rPr><w:moveTo"+by("A")+"/></w:rPr>", moveTo), par(run("b"))),
			[]string{"dời", "a", "dời", "b"}, []string{"a", "dời", "b"}, []string{"dời", "a", "b"}},
		{"field code in a deletion is no text", body(par(del(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText> REF x </w:delInstrText></w:r>`+
			`<w:r><w:fldChar w:fldCharType="separate"/></w:r>`, run("Điều 5"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`))),
			[]string{"Điều 5"}, []string{""}, []string{"Điều 5"}},
		{"inserted field", body(par(run("theo "), ins(field(" REF x ", "Điều 5")))),
			[]string{"theo Điều 5"}, []string{"theo Điều 5"}, []string{"theo "}},
		{"nested field in instructions", body(par(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>`,
			field(" MERGEFIELD y ", "ẩn"), `<w:r><w:fldChar w:fldCharType="separate"/></w:r>`, run("hiện"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`)),
			[]string{"hiện"}, []string{"hiện"}, []string{"hiện"}},
		{"field never ended hides nothing", body(par(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, run("còn")), par(run("nữa"))),
			[]string{"còn", "nữa"}, []string{"còn", "nữa"}, []string{"còn", "nữa"}},
		{"content control around paragraphs", body("<w:sdt><w:sdtPr/><w:sdtContent>"+styled(markDel("A"), run("a"))+"</w:sdtContent></w:sdt>", par(run("b"))),
			[]string{"a", "b"}, []string{"ab"}, []string{"a", "b"}},
		{"revisions in formulas", body(par(`<m:oMath><m:r><m:t>A=</m:t></m:r><m:r>` + del(`<m:t>2</m:t>`) + `</m:r><m:r><m:t>π</m:t></m:r></m:oMath>`)),
			[]string{"A=2π"}, []string{"A=π"}, []string{"A=2π"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := c.doc.read(t)
			for view, want := range map[View][]string{All: c.all, Accepted: c.accepted, Rejected: c.rejected} {
				if got := texts(d, view); !reflect.DeepEqual(got, want) {
					t.Errorf("view %d: got %q, want %q", view, got, want)
				}
			}
			checkSound(t, d)
		})
	}
}

// TestText has one case for each kind of character and container.
func TestText(t *testing.T) {
	cases := []struct{ name, content, want string }{
		{"breaks", run("a") + `<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:ptab/><w:t>e</w:t><w:br w:type="page"/></w:r>`, "a\tb\nc\nd\te"},
		{"hyphens", `<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>`, "a\u2011b\u00ADc"},
		{"symbols", `<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Không rõ" w:char="F021"/></w:r>`, "✓α→\uF021"},
		{"symbol out of range", `<w:r><w:sym w:font="Symbol" w:char="110000"/><w:sym w:font="Symbol" w:char="zz"/></w:r>`, ""},
		{"hyperlink", `<w:hyperlink r:id="x">` + run("liên kết") + `</w:hyperlink>`, "liên kết"},
		{"smart tag, custom XML, simple field", `<w:smartTag>` + run("a") + `</w:smartTag><w:customXml>` + run("b") + `</w:customXml><w:fldSimple w:instr="PAGE">` + run("3") + `</w:fldSimple>`, "ab3"},
		{"content control", `<w:sdt><w:sdtPr><w:alias w:val="ẩn"/></w:sdtPr><w:sdtContent>` + run("a") + `</w:sdtContent></w:sdt>`, "a"},
		{"ruby", `<w:r><w:ruby><w:rubyPr/><w:rt>` + run("hán") + `</w:rt><w:rubyBase>` + run("漢") + `</w:rubyBase></w:ruby></w:r>`, "(hán)漢"},
		{"decomposed across runs", run("hoa\u0300 bi") + run("\u0300nh"), "hoà bình"},
		{"Eth for Đ", run("Ðiều ð"), "Điều đ"},
		{"entities and CDATA", `<w:r><w:t>a &amp;&#x111;</w:t></w:r><w:r><w:t><![CDATA[<b>]]></w:t></w:r>`, "a &đ<b>"},
		{"comment and instruction inside text", `<w:r><w:t>a<!-- x --><?p x?>b</w:t></w:r>`, "ab"},
		{"TCVN3", fontRun(".VnTime", "§iÒu 1. Quy ®Þnh vÒ b¸o c¸o"), "Điều 1. Quy định về báo cáo"},
		{"TCVN3 capitals", fontRun(".VnTimeH", "ch\u00ADong tr×nh"), "CHƯONG TRÌNH"},
		{"TCVN3 ư is no soft hyphen", fontRun(".VnTime", "t\u00AD t\u00ADëng"), "tư tưởng"},
		{"VNI split over runs", fontRun("VNI-Times", "Vie") + fontRun("VNI-Times", "ät Na") + fontRun("VNI-Times", "m"), "Việt Nam"},
		{"legacy beside Unicode", fontRun("Times New Roman", "Điều ") + fontRun(".VnTime", "®Þnh") + fontRun("Arial", " là"), "Điều định là"},
		{"right to left", `<w:r><w:rPr><w:rtl/></w:rPr><w:t>سلام</w:t></w:r>`, "سلام"},
		{"one branch of an alternative", `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>mới</w:t></mc:Choice><mc:Fallback><w:t>cũ</w:t></mc:Fallback></mc:AlternateContent></w:r>`, "mới"},
		{"the other branch", `<w:r><mc:AlternateContent><mc:Choice Requires="v"><w:t>mới</w:t></mc:Choice><mc:Fallback><w:t>cũ</w:t></mc:Fallback></mc:AlternateContent></w:r>`, "cũ"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := texts(body(par(c.content)).read(t), All); len(got) != 1 || got[0] != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestForms reads one text under other prefixes, namespaces and encodings.
func TestForms(t *testing.T) {
	d := body(styled(`<w:jc w:val="center"/>`, `<w:r><w:rPr><w:b/></w:rPr><w:t>Điều 5</w:t></w:r>`))
	plainForm := d.read(t).Blocks(All)
	prefix, strict := d, d
	prefix.prefix = "ns0"
	strict.strict = true
	for name, form := range map[string]docx{"another prefix": prefix, "strict": strict} {
		if got := form.read(t).Blocks(All); !reflect.DeepEqual(got, plainForm) {
			t.Errorf("%s: got %+v, want %+v", name, got, plainForm)
		}
	}
	if b := plainForm[0]; !b.Bold || !b.Center || b.Text != "Điều 5" {
		t.Errorf("read %+v", b)
	}
}

// TestUTF16 reads parts written in UTF-16 and behind a byte order mark.
func TestUTF16(t *testing.T) {
	d := body(par(run("Điều 5")))
	for _, bom := range []string{"\xFF\xFE", "\xFE\xFF", "\xEF\xBB\xBF"} {
		files := d.files()
		for i, f := range files {
			if f[0] == "word/document.xml" {
				files[i][1] = encoded(f[1], bom)
			}
		}
		doc, err := Read(t.Context(), zipped(t, files))
		if err != nil {
			t.Fatalf("%x: %v", bom, err)
		}
		if got := texts(doc, All); got[0] != "Điều 5" {
			t.Errorf("%x: got %q", bom, got)
		}
	}
}

func encoded(s, bom string) string {
	if len(bom) == 3 {
		return bom + s
	}
	var b strings.Builder
	b.WriteString(bom)
	for _, r := range s {
		high, low := byte(r>>8), byte(r)
		if bom[0] == 0xFF {
			high, low = low, high
		}
		b.WriteByte(high)
		b.WriteByte(low)
	}
	return b.String()
}

// TestStories checks the order of stories, and that boxes follow their
// paragraph.
func TestStories(t *testing.T) {
	box := `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>` + par(run("hộp")) +
		`</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>` + par(run("hộp")) +
		`</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
	note := func(id, text string) string {
		return `<w:footnote w:id="` + id + `">` + par(`<w:r><w:footnoteRef/></w:r>`, run(text)) + `</w:footnote>`
	}
	d := docx{
		body: par(run("a"), box, run("b")) +
			par(run("c"), `<w:r><w:footnoteReference w:id="7"/></w:r>`, del(`<w:r><w:footnoteReference w:id="3"/></w:r>`), `<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="5"/></w:r>`) +
			`<w:sectPr><w:footerReference r:id="rIdfooter"/><w:headerReference r:id="rIdheader"/><w:headerReference w:type="first" r:id="rIdheader"/></w:sectPr>`,
		footnotes: `<w:footnote w:id="-1" w:type="separator">` + par() + `</w:footnote>` + note("2", "hai") + note("3", "ba") + note("7", "bảy") + note("9", "không ai nhắc"),
		endnotes:  strings.ReplaceAll(note("5", "cuối"), "footnote", "endnote"),
		header:    par(run("đầu trang")),
		footer:    par(run("chân trang")),
	}.read(t)
	type short struct {
		kind        prose.Kind
		label, text string
	}
	want := map[View][]short{
		All: {{prose.Paragraph, "", "ab"}, {prose.TextBox, "", "hộp"}, {prose.Paragraph, "", "c"},
			{prose.Footnote, "1", "bảy"}, {prose.Footnote, "2", "ba"}, {prose.Footnote, "3", "hai"}, {prose.Endnote, "i", "cuối"},
			{prose.Header, "", "đầu trang"}, {prose.Footer, "", "chân trang"}},
		Accepted: {{prose.Paragraph, "", "ab"}, {prose.TextBox, "", "hộp"}, {prose.Paragraph, "", "c"},
			{prose.Footnote, "1", "bảy"}, {prose.Footnote, "2", "hai"}, {prose.Endnote, "i", "cuối"},
			{prose.Header, "", "đầu trang"}, {prose.Footer, "", "chân trang"}},
	}
	for view, want := range want {
		var got []short
		for _, b := range d.Blocks(view) {
			got = append(got, short{b.Kind, b.Label, b.Text})
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("view %d: got %v, want %v", view, got, want)
		}
	}
}

// TestTables checks places in nested and merged tables.
func TestTables(t *testing.T) {
	inner := table1(row1("", textCell("x")))
	d := body(
		table1(
			row1("", cell1(`<w:gridSpan w:val="2"/>`, par(run("a"))), cell1(`<w:vMerge w:val="restart"/>`, par(run("b")))),
			row1(`<w:gridBefore w:val="1"/>`, cell1("", inner, par(run("c"))), cell1(`<w:vMerge/>`, par())),
		),
		table1(row1("", textCell("d"))),
	).read(t)
	type place struct {
		text string
		pos  prose.CellPos
	}
	var got []place
	for _, b := range d.Blocks(All) {
		got = append(got, place{b.Text, *b.Cell})
	}
	want := []place{
		{"a", prose.CellPos{Table: 1, Row: 0, Col: 0, RowSpan: 1, ColSpan: 2}},
		{"b", prose.CellPos{Table: 1, Row: 0, Col: 2, RowSpan: 2, ColSpan: 1}},
		{"x", prose.CellPos{Table: 2, Row: 0, Col: 0, RowSpan: 1, ColSpan: 1, Parent: 1}},
		{"c", prose.CellPos{Table: 1, Row: 1, Col: 1, RowSpan: 1, ColSpan: 1}},
		{"d", prose.CellPos{Table: 3, Row: 0, Col: 0, RowSpan: 1, ColSpan: 1}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}
