package odt

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"thao/internal/fault"
	"thao/internal/prose"
)

const namespaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
	`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ` +
	`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" ` +
	`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" ` +
	`xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"`

const commonStyles = `<office:styles>
	<style:style style:name="Standard" style:family="paragraph"/>
	<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1">
		<style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>
	<text:outline-style style:name="Outline">
		<text:outline-level-style text:level="1" style:num-format="I" loext:num-list-format="Chương %1%"/>
		<text:outline-level-style text:level="2" style:num-format="1" style:num-prefix="Điều " style:num-suffix="."/>
	</text:outline-style>
	<text:list-style style:name="L">
		<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
		<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
		<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="." text:display-levels="3" text:start-value="4"/>
	</text:list-style>
	<text:list-style style:name="D"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>
</office:styles>
<office:master-styles><style:master-page style:name="Standard"><style:header><text:p>Đầu trang</text:p></style:header><style:footer><text:p/></style:footer></style:master-page></office:master-styles>`

const ownStyles = `<office:automatic-styles>
	<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_1"/>
	<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold" fo:font-style="italic"/></style:style>
	<style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>
</office:automatic-styles>`

// pack makes a package of parts; names and contents take turns.
func pack(parts ...string) []byte {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i < len(parts); i += 2 {
		w, _ := z.Create(parts[i])
		_, _ = w.Write([]byte(parts[i+1]))
	}
	_ = z.Close()
	return buf.Bytes()
}

// text makes a package whose office:text is body.
func text(body string) []byte {
	return pack("mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<?xml version="1.0"?><office:document-content `+namespaces+`>`+ownStyles+`<office:body><office:text>`+body+`</office:text></office:body></office:document-content>`,
		"styles.xml", `<office:document-styles `+namespaces+`>`+commonStyles+`</office:document-styles>`)
}

func read(t *testing.T, body string) *prose.Document {
	t.Helper()
	doc, err := Read(context.Background(), text(body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// sketch writes blocks one a line; the page header that every test has is left out.
func sketch(blocks []prose.Block) string {
	var b strings.Builder
	for _, k := range blocks {
		if k.Kind == prose.Header || k.Kind == prose.Footer {
			continue
		}
		if k.Cell != nil {
			fmt.Fprintf(&b, "[%d.%d r%d c%d %d×%d] ", k.Cell.Parent, k.Cell.Table, k.Cell.Row, k.Cell.Col, k.Cell.RowSpan, k.Cell.ColSpan)
		}
		if k.Kind != prose.Paragraph && k.Kind != prose.Cell {
			b.WriteString(string(k.Kind) + " ")
		}
		if k.Level > 0 {
			fmt.Fprintf(&b, "h%d ", k.Level)
		}
		if k.Bold {
			b.WriteString("B ")
		}
		if k.Italic {
			b.WriteString("I ")
		}
		if k.Center {
			b.WriteString("C ")
		}
		if k.Label != "" {
			b.WriteString("‹" + k.Label + "› ")
		}
		b.WriteString(strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(k.Text) + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestBlocks(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"white space", "<text:p>  Một\n  <text:span>hai </text:span> ba<text:s text:c=\"2\"/>bốn<text:tab/>năm<text:line-break/>sáu </text:p>", "Một hai ba  bốn⇥năm⏎sáu"},
		{"looks", `<text:p text:style-name="P1">Một</text:p><text:p text:style-name="P1">Hai<text:span text:style-name="T2">ba</text:span></text:p><text:p><text:span text:style-name="T1">Bốn</text:span> </text:p>`, "h1 B C Một\nh1 C Haiba\nB I Bốn"},
		{"headings", `<text:h text:outline-level="1">Một</text:h><text:h text:outline-level="2">A</text:h><text:h text:outline-level="2">B</text:h><text:h text:outline-level="1">Hai</text:h><text:h text:outline-level="2" text:restart-numbering="true" text:start-value="7">C</text:h><text:h text:outline-level="2" text:is-list-header="true">D</text:h>`,
			"h1 ‹Chương I› Một\nh2 ‹Điều 1.› A\nh2 ‹Điều 2.› B\nh1 ‹Chương II› Hai\nh2 ‹Điều 7.› C\nh2 D"},
		{"lists", `<text:list xml:id="x" text:style-name="L"><text:list-item><text:p>Một</text:p><text:p>thêm</text:p><text:list><text:list-item><text:p>A</text:p><text:list><text:list-item><text:p>sâu</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>B</text:p></text:list-item></text:list></text:list-item>` +
			`<text:list-item><text:p>Hai</text:p><text:list><text:list-item><text:p>lại A</text:p></text:list-item></text:list></text:list-item><text:list-header><text:p>đầu</text:p></text:list-header></text:list><text:p>Giữa</text:p>` +
			`<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>Ba</text:p></text:list-item></text:list><text:list text:style-name="L"><text:list-item><text:p>Mới</text:p></text:list-item></text:list>` +
			`<text:list text:style-name="L" text:continue-list="x"><text:list-item><text:p>Bốn</text:p></text:list-item><text:list-item text:start-value="9"><text:p>Chín</text:p></text:list-item></text:list><text:list text:style-name="D"><text:list-item><text:p>Gạch</text:p></text:list-item></text:list>`,
			"‹1.› Một\nthêm\n‹a)› A\n‹1.a.4.› sâu\n‹b)› B\n‹2.› Hai\n‹a)› lại A\nđầu\nGiữa\n‹3.› Ba\n‹1.› Mới\n‹4.› Bốn\n‹9.› Chín\n‹-› Gạch"},
		{"tables", `<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>A</text:p></table:table-cell><table:covered-table-cell/><table:table-cell/></table:table-row></table:table-header-rows>` +
			`<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>B</text:p><text:p>b</text:p></table:table-cell><table:table-cell><table:table><table:table-row><table:table-cell><text:p>C</text:p></table:table-cell></table:table-row></table:table></table:table-cell></table:table-row></table:table><text:p>D</text:p>`,
			"[0.1 r0 c0 1×2] A\n[0.1 r0 c2 1×1] \n[0.1 r1 c0 2×1] B\n[0.1 r1 c0 2×1] b\n[1.2 r0 c0 1×1] C\nD"},
		{"notes and boxes", `<text:p>Một<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Chú</text:p></text:note-body></text:note> hai<draw:frame><draw:text-box><text:p>Hộp</text:p></draw:text-box></draw:frame></text:p><text:p>Ba<text:note text:note-class="endnote"><text:note-body><text:p>Cuối</text:p></text:note-body></text:note></text:p>`,
			"Một hai\nfootnote Chú\ntextbox Hộp\nBa\nendnote Cuối"},
		{"sections and fields", `<text:section><text:p>Trang <text:page-number>3</text:page-number><text:bookmark/> <text:a><text:span>đây</text:span></text:a><text:ruby><text:ruby-base>gốc</text:ruby-base><text:ruby-text>chú</text:ruby-text></text:ruby></text:p></text:section>`, "Trang 3 đâygốc"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := sketch(read(t, test.body).Base); got != test.want {
				t.Errorf("got\n%s\n\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	base := read(t, "<text:p>Một</text:p>").Base
	if len(base) != 3 || base[1].Kind != prose.Header || base[1].Text != "Đầu trang" || base[2].Kind != prose.Footer {
		t.Errorf("got %+v", base)
	}
}

// region is one tracked change by an author.
func region(id, kind, author, content string) string {
	return fmt.Sprintf(`<text:changed-region xml:id="%s" text:id="%s"><text:%s><office:change-info><dc:creator>%s</dc:creator><dc:date>2030-01-02T03:04:05</dc:date></office:change-info>%s</text:%s></text:changed-region>`, id, id, kind, author, content, kind)
}

func tracked(regions, body string) string {
	return `<text:tracked-changes>` + regions + `</text:tracked-changes>` + body
}

func TestChanges(t *testing.T) {
	point := func(block, offset int) prose.Point { return prose.Point{Block: block, Offset: offset} }
	edit := func(author, before, after string, from, to prose.Point) prose.Edit {
		return prose.Edit{Author: author, Date: "2030-01-02T03:04:05", Before: before, After: after, At: prose.Range{From: from, To: to}}
	}
	for _, test := range []struct {
		name, body, base string
		edits            []prose.Edit
		formats          int
	}{
		{"words put in", tracked(region("a", "insertion", "A", ""), `<text:p>Một <text:change-start text:change-id="a"/>hai <text:change-end text:change-id="a"/>ba</text:p>`),
			"Một ba", []prose.Edit{edit("A", "", "hai ", point(0, 6), point(0, 6))}, 0},
		{"words taken out", tracked(region("a", "deletion", "A", `<text:p>hai </text:p>`), `<text:p>Một <text:change text:change-id="a"/>ba</text:p>`),
			"Một hai ba", []prose.Edit{edit("A", "hai ", "", point(0, 6), point(0, 10))}, 0},
		{"words replaced", tracked(region("a", "deletion", "A", `<text:p>hai</text:p>`)+region("b", "insertion", "A", ""), `<text:p>Một <text:change text:change-id="a"/><text:change-start text:change-id="b"/>ba<text:change-end text:change-id="b"/></text:p>`),
			"Một hai", []prose.Edit{edit("A", "hai", "ba", point(0, 6), point(0, 9))}, 0},
		{"replaced, put in first", tracked(region("a", "deletion", "A", `<text:p>hai</text:p>`)+region("b", "insertion", "A", ""), `<text:p>Một <text:change-start text:change-id="b"/>ba<text:change-end text:change-id="b"/><text:change text:change-id="a"/></text:p>`),
			"Một hai", []prose.Edit{edit("A", "hai", "ba", point(0, 6), point(0, 9))}, 0},
		{"by two hands", tracked(region("a", "deletion", "A", `<text:p>hai</text:p>`)+region("b", "insertion", "B", ""), `<text:p>Một <text:change text:change-id="a"/><text:change-start text:change-id="b"/>ba<text:change-end text:change-id="b"/></text:p>`),
			"Một hai", []prose.Edit{edit("A", "hai", "", point(0, 6), point(0, 9)), edit("B", "", "ba", point(0, 9), point(0, 9))}, 0},
		{"paragraph put in", tracked(region("a", "insertion", "A", ""), `<text:p>Một</text:p><text:p><text:change-start text:change-id="a"/>Mới</text:p><text:p text:style-name="P1"><text:change-end text:change-id="a"/>Hai</text:p>`),
			"Một\nh1 B C Hai", []prose.Edit{edit("A", "", "Mới\n", point(1, 0), point(1, 0))}, 0},
		{"paragraph split", tracked(region("a", "insertion", "A", ""), `<text:p>Một<text:change-start text:change-id="a"/></text:p><text:p><text:change-end text:change-id="a"/><text:s/>hai</text:p>`),
			"Một hai", []prose.Edit{edit("A", "", "\n", point(0, 5), point(0, 5))}, 0},
		{"last paragraph put in", tracked(region("a", "insertion", "A", ""), `<text:p>Một<text:change-start text:change-id="a"/></text:p><text:p>Mới<text:change-end text:change-id="a"/></text:p>`),
			"Một", []prose.Edit{edit("A", "", "\nMới", point(0, 5), point(0, 5))}, 0},
		{"paragraph taken out", tracked(region("a", "deletion", "A", `<text:p text:style-name="P1">Bỏ</text:p><text:p/>`), `<text:p>Một</text:p><text:p><text:change text:change-id="a"/>Hai</text:p>`),
			"Một\nh1 B C Bỏ\nHai", []prose.Edit{edit("A", "Bỏ\n", "", point(1, 0), point(2, 0))}, 0},
		{"paragraphs joined", tracked(region("a", "deletion", "A", `<text:p/><text:p/>`), `<text:p>Một<text:change text:change-id="a"/>Hai</text:p>`),
			"Một\nHai", []prose.Edit{edit("A", "\n", "", point(0, 5), point(1, 0))}, 0},
		{"item taken out counts again", tracked(region("a", "deletion", "A", `<text:list text:style-name="L"><text:list-item><text:p>Hai</text:p></text:list-item></text:list><text:list text:style-name="L"><text:list-item><text:p/></text:list-item></text:list>`),
			`<text:list text:style-name="L"><text:list-item><text:p>Một</text:p></text:list-item><text:list-item><text:p><text:change text:change-id="a"/>Ba</text:p></text:list-item></text:list>`),
			"‹1.› Một\n‹2.› Hai\n‹3.› Ba", []prose.Edit{edit("A", "Hai\n", "", point(1, 0), point(2, 0))}, 0},
		{"item put in is not counted", tracked(region("a", "insertion", "A", ""),
			`<text:list text:style-name="L"><text:list-item><text:p>Một</text:p></text:list-item><text:list-item><text:p><text:change-start text:change-id="a"/>Mới</text:p></text:list-item><text:list-item><text:p><text:change-end text:change-id="a"/>Hai</text:p></text:list-item></text:list>`),
			"‹1.› Một\n‹2.› Hai", []prose.Edit{edit("A", "", "Mới\n", point(1, 0), point(1, 0))}, 0},
		{"put in by one, taken out by another", tracked(region("a", "insertion", "A", "")+region("b", "deletion", "B", `<text:p>hai</text:p>`), `<text:p>Một<text:change-start text:change-id="a"/> x<text:change text:change-id="b"/>y<text:change-end text:change-id="a"/></text:p>`),
			"Một", []prose.Edit{edit("A", "", " xy", point(0, 5), point(0, 5))}, 0},
		{"look only", tracked(region("a", "format-change", "A", ""), `<text:p>Một <text:change-start text:change-id="a"/>hai<text:change-end text:change-id="a"/></text:p>`), "Một hai", nil, 1},
		{"change unknown", `<text:p>Một<text:change text:change-id="z"/><text:change-start text:change-id="z"/> hai</text:p>`, "Một hai", nil, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := read(t, test.body)
			if got := sketch(doc.Base); got != test.base {
				t.Errorf("base\n%s\n\nwant\n%s", got, test.base)
			}
			if !reflect.DeepEqual(doc.Edits, test.edits) {
				t.Errorf("edits\n%+v\n\nwant\n%+v", doc.Edits, test.edits)
			}
			if doc.Formats != test.formats {
				t.Errorf("%d changes of look", doc.Formats)
			}
		})
	}
}

// Final is the text with every change accepted, and nil where there is none.
func TestFinal(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"words replaced", tracked(region("a", "deletion", "A", `<text:p>hai</text:p>`)+region("b", "insertion", "A", ""),
			`<text:p>Một <text:change text:change-id="a"/><text:change-start text:change-id="b"/>ba<text:change-end text:change-id="b"/></text:p>`), "Một ba"},
		{"paragraph put in", tracked(region("a", "insertion", "A", ""), `<text:p>Một</text:p><text:p><text:change-start text:change-id="a"/>Mới</text:p><text:p><text:change-end text:change-id="a"/>Hai</text:p>`), "Một\nMới\nHai"},
		{"item taken out", tracked(region("a", "deletion", "A", `<text:list text:style-name="L"><text:list-item><text:p>Bỏ</text:p></text:list-item><text:list-item><text:p/></text:list-item></text:list>`),
			`<text:list text:style-name="L"><text:list-item><text:p>Một</text:p></text:list-item><text:list-item><text:p><text:change text:change-id="a"/>Ba</text:p></text:list-item></text:list>`), "‹1.› Một\n‹2.› Ba"},
		{"put in by one, taken out by another", tracked(region("a", "insertion", "A", "")+region("b", "deletion", "B", `<text:p>hai</text:p>`),
			`<text:p>Một<text:change-start text:change-id="a"/> x<text:change text:change-id="b"/>y<text:change-end text:change-id="a"/></text:p>`), "Một xy"},
		{"no changes", `<text:p>Một</text:p>`, ""},
	} {
		if got := sketch(read(t, test.body).Final); got != test.want {
			t.Errorf("%s: got\n%s\n\nwant\n%s", test.name, got, test.want)
		}
	}
	if final := read(t, `<text:p>Một</text:p>`).Final; final != nil {
		t.Errorf("without changes: %v", final)
	}
}

func annotation(attrs, author, words string) string {
	return `<office:annotation ` + attrs + `><dc:creator>` + author + `</dc:creator><dc:date>2030-01-02T03:04:05</dc:date><meta:creator-initials>K</meta:creator-initials><text:p>` + words + `</text:p></office:annotation>`
}

func TestNotes(t *testing.T) {
	doc := read(t, tracked(region("a", "deletion", "A", `<text:p>hai </text:p>`)+region("b", "insertion", "A", ""),
		`<text:p>Một `+annotation(`office:name="n1" loext:resolved="true"`, "A", "Ý kiến</text:p><text:p>thứ hai")+`<text:change text:change-id="a"/>ba</text:p>`+
			`<text:p>bốn<text:change-start text:change-id="b"/> mới<text:change-end text:change-id="b"/><office:annotation-end office:name="n1"/> năm`+
			annotation("", "B", "Không có đoạn")+`</text:p>`+
			`<text:p>`+annotation(`office:name="n2" loext:parent-name="n1"`, "C", "Trả lời")+annotation(`office:name="n3" loext:parent-name="n2"`, "D", "Trả lời nữa")+`Hết</text:p>`))
	want := []prose.Note{
		{ID: "n1", Author: "A", Initials: "K", Date: "2030-01-02T03:04:05", Resolved: true, Text: "Ý kiến\nthứ hai", Quote: "hai ba\nbốn mới", Anchored: true,
			At:      prose.Range{From: prose.Point{Block: 0, Offset: len("Một ")}, To: prose.Point{Block: 1, Offset: len("bốn")}},
			Replies: []prose.Turn{{ID: "n2", Author: "C", Date: "2030-01-02T03:04:05", Text: "Trả lời"}, {ID: "n3", Author: "D", Date: "2030-01-02T03:04:05", Text: "Trả lời nữa"}}},
		{ID: "2", Author: "B", Initials: "K", Date: "2030-01-02T03:04:05", Text: "Không có đoạn", Anchored: true,
			At: prose.Range{From: prose.Point{Block: 1, Offset: len("bốn năm")}, To: prose.Point{Block: 1, Offset: len("bốn năm")}}},
	}
	if !reflect.DeepEqual(doc.Notes, want) {
		t.Errorf("got\n%+v\n\nwant\n%+v", doc.Notes, want)
	}
	if got := sketch(doc.Base); got != "Một hai ba\nbốn năm\nHết" {
		t.Errorf("base is\n%s", got)
	}
}

func TestHostile(t *testing.T) {
	content := func(s string) []byte { return pack("content.xml", s) }
	deepTables := strings.Repeat("<table:table><table:table-row><table:table-cell>", 40) + strings.Repeat("</table:table-cell></table:table-row></table:table>", 40)
	for name, test := range map[string]struct {
		data []byte
		want fault.Code
	}{
		"no zip":         {[]byte("xin chào"), fault.NotZip},
		"empty":          {nil, fault.Empty},
		"no text":        {content(`<office:document-content ` + namespaces + `><office:body/></office:document-content>`), fault.Damaged},
		"cut off":        {content(`<a><b>`), fault.Damaged},
		"no elements":    {content(` `), fault.Damaged},
		"doctype":        {content(`<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>`), fault.Doctype},
		"deep":           {text(strings.Repeat("<text:section>", 300) + strings.Repeat("</text:section>", 300)), fault.TooDeep},
		"deep tables":    {text(deepTables), fault.TablesTooDeep},
		"encrypted":      {pack("content.xml", "x", "META-INF/manifest.xml", `<m><manifest:encryption-data/></m>`), fault.Encrypted},
		"macro":          {pack("content.xml", "x", "Basic/Standard/Module1.xml", "<x/>"), fault.Macro},
		"bad styles":     {pack("content.xml", `<office:document-content `+namespaces+`><office:body><office:text/></office:body></office:document-content>`, "styles.xml", "<x"), fault.Damaged},
		"no content.xml": {pack("mimetype", "application/vnd.oasis.opendocument.text"), fault.Damaged},
	} {
		if _, err := Read(context.Background(), test.data); !errors.Is(err, fault.New(test.want)) {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, text("<text:p>Một</text:p>")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	for _, body := range []string{
		`<text:p>Một<text:s/></text:p><text:list text:style-name="L"><text:list-item><text:p>a</text:p></text:list-item></text:list>`,
		tracked(region("a", "deletion", "A", `<text:p>x</text:p><text:p/>`)+region("b", "insertion", "B", ""), `<text:p><text:change-start text:change-id="b"/>y</text:p><text:p><text:change text:change-id="a"/>z<text:change-end text:change-id="b"/></text:p>`),
		`<text:p>` + annotation(`office:name="n"`, "A", "x") + `a<office:annotation-end office:name="n"/></text:p><table:table><table:table-row><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		doc, err := Read(context.Background(), text(string(body)))
		if err != nil {
			if fault.CodeOf(err) == fault.Internal {
				t.Fatal(err)
			}
			return
		}
		inside := func(r prose.Range) {
			for _, p := range []prose.Point{r.From, r.To} {
				if p.Block < 0 || p.Block >= len(doc.Base) || p.Offset < 0 || p.Offset > len(doc.Base[p.Block].Text) {
					t.Fatalf("%+v is not in the base", r)
				}
			}
		}
		for _, e := range doc.Edits {
			inside(e.At)
		}
		for _, n := range doc.Notes {
			inside(n.At)
		}
	})
}
