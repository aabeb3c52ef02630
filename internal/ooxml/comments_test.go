package ooxml

import (
	"reflect"
	"testing"
)

func comment(id, paraID, text string) string {
	return `<w:comment w:id="` + id + `" w:author="Đơn vị A" w:initials="A" w:date="2024-05-06T07:08:09Z">` +
		`<w:p w14:paraId="` + paraID + `"><w:r><w:annotationRef/></w:r>` + run(text) + `</w:p></w:comment>`
}

func start(id string) string { return `<w:commentRangeStart w:id="` + id + `"/>` }
func stop(id string) string  { return `<w:commentRangeEnd w:id="` + id + `"/>` }
func refer(id string) string { return `<w:r><w:commentReference w:id="` + id + `"/></w:r>` }

// TestQuotes: where a comment's range lies, and what it says there.
func TestQuotes(t *testing.T) {
	cases := []struct {
		name, want string
		doc        docx
	}{
		{"in a paragraph", "hai", body(par(run("một "), start("0"), run("hai"), stop("0"), refer("0"), run(" ba")))},
		{"within a run's text", "b", body(par(run("a"), start("0"), run("b"), stop("0")))},
		{"across paragraphs", "một\nhai", body(par(start("0"), run("một")), par(run("hai"), stop("0"), refer("0")))},
		{"ends between paragraphs", "một\nhai", body(start("0"), par(run("một")), par(run("hai")), stop("0"), par(refer("0"), run("ba")))},
		{"ends that are not siblings", "mộthai", body(par(`<w:hyperlink>`, start("0"), run("một"), `</w:hyperlink>`, run("hai"), stop("0")))},
		{"on inserted text", "mới", body(par(run("a"), ins(start("0"), run("mới"), stop("0"))))},
		{"on deleted text", "cũ", body(par(run("a"), start("0"), del(run("cũ")), stop("0"), refer("0")))},
		{"across cells", "a\tb\nc", body(table1(row1("", cell1("", par(start("0"), run("a"))), textCell("b")), row1("", cell1("", par(run("c"), stop("0"))))), par())},
		{"only a reference", "", body(par(run("a"), refer("0"), run("b")))},
		{"a start without an end", "a", body(par(start("0"), run("a"), refer("0"), run("b")))},
		{"empty range", "", body(par(run("a"), start("0"), stop("0"), refer("0")))},
		{"inside out", "", body(par(stop("0"), run("a"), start("0")))},
		{"never referred to", "", body(par(run("a")))},
		{"text boxes between do not count", "a\nb", body(
			par(start("0"), run("a"), `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>`+par(run("hộp"))+`</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`),
			par(run("b"), stop("0")))},
		{"in a text box", "hộp", body(par(run("a"), `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>`+par(start("0"), run("hộp"), stop("0"))+`</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`))},
		{"in a footnote", "chú", docx{
			body:      par(run("a"), `<w:r><w:footnoteReference w:id="2"/></w:r>`),
			footnotes: `<w:footnote w:id="2">` + par(start("0"), run("chú"), stop("0")) + `</w:footnote>`}},
		{"in a footnote nothing refers to", "chú", docx{
			body: par(run("a")), footnotes: `<w:footnote w:id="2">` + par(start("0"), run("chú"), stop("0")) + `</w:footnote>`}},
		{"in a header", "đầu", docx{
			body:   par(run("a")) + `<w:sectPr><w:headerReference r:id="rIdheader"/></w:sectPr>`,
			header: par(start("0"), run("đầu"), stop("0"))}},
		{"composed across its end", "ho", body(par(start("0"), run("hoa"), stop("0"), run("\u0300")))},
		{"in legacy text", "Nam", body(par(fontRun("VNI-Times", "Vieät "), start("0"), fontRun("VNI-Times", "Nam"), stop("0")))},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.doc.comments = comment("0", "00000001", "ý kiến")
			d := c.doc.read(t)
			if len(d.Comments) != 1 {
				t.Fatalf("%d comments", len(d.Comments))
			}
			if got := d.Comments[0]; got.Quote != c.want || got.Text != "ý kiến" {
				t.Errorf("got quote %q, text %q; want quote %q", got.Quote, got.Text, c.want)
			}
			checkSound(t, d)
		})
	}
}

// TestThreads: replies by the last paragraph of a comment; a thread is done as
// a whole; dates in UTC where they are known.
func TestThreads(t *testing.T) {
	twoParagraphs := `<w:comment w:id="1" w:author="Đơn vị B" w:date="2024-05-06T07:00:00Z"><w:p w14:paraId="0000000A">` + run("trên") +
		`</w:p><w:p w14:paraId="0000000B">` + run("dưới") + `</w:p></w:comment>`
	d := docx{
		body:     par(start("1"), start("2"), start("3"), run("điều"), stop("1"), stop("2"), stop("3")) + par(start("4"), run("khoản"), stop("4")),
		comments: twoParagraphs + comment("2", "0000000C", "đáp") + comment("3", "0000000D", "đáp lại") + comment("4", "0000000E", "riêng"),
		extended: `<w15:commentEx w15:paraId="0000000B" w15:done="1"/><w15:commentEx w15:paraId="0000000C" w15:paraIdParent="0000000B" w15:done="0"/>` +
			`<w15:commentEx w15:paraId="0000000D" w15:paraIdParent="0000000B" w15:done="0"/><w15:commentEx w15:paraId="0000000E" w15:done="0"/>`,
		ids:        `<w16cid:commentId w16cid:paraId="0000000E" w16cid:durableId="77"/>`,
		extensible: `<w16cex:commentExtensible w16cex:durableId="77" w16cex:dateUtc="2024-05-06T00:08:09Z"/>`,
	}.read(t)
	want := []Comment{
		{ID: "1", Author: "Đơn vị B", Date: "2024-05-06T07:00:00Z", Resolved: true, Text: "trên\ndưới", Quote: "điều"},
		{ID: "2", Parent: "1", Author: "Đơn vị A", Initials: "A", Date: "2024-05-06T07:08:09Z", Resolved: true, Text: "đáp", Quote: "điều"},
		{ID: "3", Parent: "1", Author: "Đơn vị A", Initials: "A", Date: "2024-05-06T07:08:09Z", Resolved: true, Text: "đáp lại", Quote: "điều"},
		{ID: "4", Author: "Đơn vị A", Initials: "A", Date: "2024-05-06T00:08:09Z", Text: "riêng", Quote: "khoản"},
	}
	if !reflect.DeepEqual(d.Comments, want) {
		t.Errorf("got  %+v\nwant %+v", d.Comments, want)
	}
	notes := d.Prose().Notes
	if len(notes) != 2 || notes[0].ID != "1" || len(notes[0].Replies) != 2 || notes[1].ID != "4" {
		t.Errorf("notes %+v", notes)
	}
}

// TestThreadsInACircle: only a damaged file has them; reading ends all the same.
func TestThreadsInACircle(t *testing.T) {
	d := docx{
		body:     par(run("a")),
		comments: comment("1", "0000000A", "x") + comment("2", "0000000B", "y"),
		extended: `<w15:commentEx w15:paraId="0000000A" w15:paraIdParent="0000000B"/><w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A"/>`,
	}.read(t)
	roots := 0
	for _, c := range d.Comments {
		if c.Parent == "" {
			roots++
		}
	}
	if roots != 1 || len(d.Prose().Notes) != 1 {
		t.Errorf("comments %+v", d.Comments)
	}
}

// TestCommentsTwice: two comments of one id are two comments.
func TestCommentsTwice(t *testing.T) {
	d := docx{body: par(start("1"), run("a"), stop("1")), comments: comment("1", "0000000A", "x") + comment("1", "0000000B", "y")}.read(t)
	if len(d.Comments) != 2 || d.Comments[0].Quote != "a" || d.Comments[1].Text != "y" {
		t.Errorf("comments %+v", d.Comments)
	}
}

// TestChanges has every element of revision once.
func TestChanges(t *testing.T) {
	d := docx{
		body: par(insBy("A", run("thêm")), delBy("B", run("bớt")),
			`<w:moveFrom`+by("A")+`>`+run("đi")+`</w:moveFrom><w:moveTo`+by("A")+`>`+run("đến")+`</w:moveTo>`,
			`<w:r><w:rPr><w:b/><w:rPrChange`+by("A")+`><w:rPr/></w:rPrChange></w:rPr><w:t>đậm</w:t></w:r>`) +
			styled(markIns("A"), run("x")) + styled(markDel("A"), run("x")) +
			styled(`<w:jc w:val="center"/><w:pPrChange`+by("A")+`><w:pPr/></w:pPrChange>`, run("giữa")) +
			table1(row1(`<w:ins`+by("A")+`/>`, textCell("a"), textCell("b")),
				row1(`<w:del`+by("A")+`/><w:trPrChange`+by("A")+`><w:trPr/></w:trPrChange>`, textCell("c")),
				row1("", cell1(`<w:cellIns`+by("A")+`/>`, par(run("d"))), cell1(`<w:cellDel`+by("A")+`/>`, par(run("e")))),
				row1("", cell1(`<w:cellMerge`+by("A")+` w:vMerge="rest"/>`, par()), cell1(`<w:tcPrChange`+by("A")+`><w:tcPr/></w:tcPrChange>`, par()))) +
			par() + `<w:sectPr><w:sectPrChange` + by("A") + `><w:sectPr/></w:sectPrChange></w:sectPr>`,
		header: par(insBy("A", run("đầu trang"))),
	}.read(t)
	want := []Change{
		{Insert, "A", "", "thêm"}, {Delete, "B", "", "bớt"}, {MoveFrom, "A", "", "đi"}, {MoveTo, "A", "", "đến"}, {Format, "A", "", "đậm"},
		{ParagraphInsert, "A", "", ""}, {ParagraphDelete, "A", "", ""}, {Format, "A", "", "giữa"},
		{RowInsert, "A", "", "a\tb"}, {RowDelete, "A", "", "c"}, {Format, "A", "", ""},
		{CellInsert, "A", "", "d"}, {CellDelete, "A", "", "e"}, {Format, "A", "", ""}, {Format, "A", "", ""}, {Format, "A", "", ""},
		{Insert, "A", "", "đầu trang"},
	}
	for i := range want {
		want[i].Date = "2024-05-06T07:08:09Z"
	}
	if !reflect.DeepEqual(d.Changes, want) {
		t.Errorf("got  %+v\nwant %+v", d.Changes, want)
	}
}
