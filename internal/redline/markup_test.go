package redline_test

import (
	"archive/zip"
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const roots = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
	` xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// built is a Word file of a body, and of further parts by name. A part
// "styles" is word/styles.xml, with its relationship; one with a "/" is as named.
func built(t testing.TB, body string, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name, content string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	types, rels := "", ""
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		switch {
		case strings.HasSuffix(name, ".png"):
			rels += `<Relationship Id="rIdPng" Type="` + relationships + `image" Target="` + strings.TrimPrefix(name, "word/") + `"/>`
			add(name, parts[name])
		case name == "links":
			rels += parts[name]
		default:
			types += `<Override PartName="/word/` + name + `.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.` + name + `+xml"/>`
			rels += `<Relationship Id="rId-` + name + `" Type="` + relationships + name + `" Target="` + name + `.xml"/>`
			add("word/"+name+".xml", `<w:`+name+roots+`>`+parts[name]+`</w:`+name+`>`)
		}
	}
	add("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>`+
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>`+types+`</Types>`)
	add("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
		`<Relationship Id="rId1" Type="`+relationships+`officeDocument" Target="word/document.xml"/></Relationships>`)
	add("word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+rels+`</Relationships>`)
	add("word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document`+roots+`><w:body>`+body+`<w:sectPr/></w:body></w:document>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func p(content string) string { return `<w:p>` + content + `</w:p>` }
func r(text string) string    { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }
func bold(text string) string {
	return `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func field(code, shown string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + code + `</w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + r(shown) + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

func cell(text string) string { return `<w:tc>` + p(r(text)) + `</w:tc>` }
func table(rows ...string) string {
	return `<w:tbl><w:tblPr/><w:tblGrid/><w:tr>` + strings.Join(rows, `</w:tr><w:tr>`) + `</w:tr></w:tbl><w:p/>`
}

func box(text string) string {
	return `<w:r><w:pict><v:shape id="s1"><v:textbox><w:txbxContent>` + p(r(text)) + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
}

// stamps are the id, author and date of a tracked change.
var stamps = regexp.MustCompile(` w:id="\d+" w:author="[^"]*" w:date="[^"]*"`)

// body is the text's markup, the stamps left out.
func body(t testing.TB, docx []byte) string {
	t.Helper()
	all := string(entries(t, docx)["word/document.xml"])
	_, all, _ = strings.Cut(all, "<w:body>")
	all, _, _ = strings.Cut(all, "<w:sectPr/></w:body>")
	return strings.ReplaceAll(stamps.ReplaceAllString(all, ""), ` xml:space="preserve"`, "")
}

func ins(runs string) string { return `<w:ins>` + runs + `</w:ins>` }
func del(runs string) string {
	return `<w:del>` + strings.NewReplacer("w:t>", "w:delText>", "w:instrText>", "w:delInstrText>", `w:t xml:space="preserve">`, "w:delText>").Replace(runs) + `</w:del>`
}

const markIns, markDel = `<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>`, `<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`

// TestMarkup says what is written, to the letter, for one change each.
func TestMarkup(t *testing.T) {
	const link = `<w:hyperlink w:anchor="x">`
	for _, c := range []struct{ name, old, now, want string }{
		{"nothing", p(r("Điều 1")), p(r("Điều 1")), p(r("Điều 1"))},
		{"a word, its run divided and its look kept",
			p(bold("trong 15 ngày")), p(bold("trong 20 ngày")),
			p(bold("trong ") + del(bold("15")) + ins(bold("20")) + bold(" ngày"))},
		{"never within a syllable",
			p(r("khoản")), p(r("khoảng")), p(del(r("khoản")) + ins(r("khoảng")))},
		{"a paragraph put in",
			p(r("một")) + p(r("ba")), p(r("một")) + p(r("hai")) + p(r("ba")),
			p(r("một")) + p(markIns+ins(r("hai"))) + p(r("ba"))},
		{"a paragraph taken out",
			p(r("một")) + p(r("hai")) + p(r("ba")), p(r("một")) + p(r("ba")),
			p(r("một")) + p(markDel+del(r("hai"))) + p(r("ba"))},
		{"a paragraph added at the end: the last mark stays the last",
			p(r("một")), p(r("một")) + p(r("hai")), p(markIns+r("một")) + p(ins(r("hai")))},
		{"the last paragraph taken out",
			p(r("một")) + p(r("hai")), p(r("một")), p(markDel+r("một")) + p(del(r("hai")))},
		{"a paragraph divided",
			p(r("một hai ba bốn năm sáu")) + p(r("x")), p(r("một hai ba")) + p(r("bốn năm sáu")) + p(r("x")),
			p(markIns+r("một hai ba")+del(r(" "))) + p(r("bốn năm sáu")) + p(r("x"))},
		{"two paragraphs joined",
			p(r("một hai ba")) + p(r("bốn năm sáu")) + p(r("x")), p(r("một hai ba bốn năm sáu")) + p(r("x")),
			p(markDel+r("một hai ba")) + p(ins(r(" "))+r("bốn năm sáu")) + p(r("x"))},
		{"within a hyperlink",
			p(link + r("xem đây") + `</w:hyperlink>`), p(link + r("xem kia") + `</w:hyperlink>`),
			p(link + r("xem ") + del(r("đây")) + ins(r("kia")) + `</w:hyperlink>`)},
		{"what is taken out before a hyperlink stays outside",
			p(r("hãy ") + link + r("xem") + `</w:hyperlink>`), p(link + r("xem") + `</w:hyperlink>`),
			p(del(r("hãy ")) + link + r("xem") + `</w:hyperlink>`)},
		{"a field is replaced as a whole",
			p(r("trang ") + field("PAGEREF a", "3")), p(r("trang ") + field("PAGEREF a", "4")),
			p(r("trang ") + del(field("PAGEREF a", "3")) + ins(field("PAGEREF a", "4")))},
		{"a simple field taken out becomes a long one",
			p(r("ngày ") + `<w:fldSimple w:instr="DATE">` + r("1/1") + `</w:fldSimple>`), p(r("ngày")),
			p(r("ngày") + del(r(" ")+field("DATE", "1/1")))},
		{"a field that ends in another paragraph is never divided",
			p(r("x")), p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`+r("mục")) + p(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`+r("x")),
			p(markIns+`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`+ins(r("mục"))) + p(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`+r("x"))},
		{"bookmarks of the new version stay, those of the old one go",
			p(`<w:bookmarkStart w:id="1" w:name="cu"/>` + r("a b") + `<w:bookmarkEnd w:id="1"/>`),
			p(`<w:bookmarkStart w:id="2" w:name="moi"/>` + r("a") + `<w:bookmarkEnd w:id="2"/>`),
			p(`<w:bookmarkStart w:id="2" w:name="moi"/>` + r("a") + `<w:bookmarkEnd w:id="2"/>` + del(r(" b")))},
		{"a content control stays around its words",
			p(`<w:sdt><w:sdtPr><w:tag w:val="t"/></w:sdtPr><w:sdtContent>` + r("số một") + `</w:sdtContent></w:sdt>`),
			p(`<w:sdt><w:sdtPr><w:tag w:val="t"/></w:sdtPr><w:sdtContent>` + r("số hai") + `</w:sdtContent></w:sdt>`),
			p(`<w:sdt><w:sdtPr><w:tag w:val="t"/></w:sdtPr><w:sdtContent>` + r("số ") + del(r("một")) + ins(r("hai")) + `</w:sdtContent></w:sdt>`)},
		{"changes that are there already count as accepted",
			p(r("a ") + `<w:ins w:id="1" w:author="x">` + r("b") + `</w:ins>`), p(r("a ") + `<w:del w:id="1" w:author="x"><w:r><w:delText>c</w:delText></w:r></w:del>` + r("d")),
			p(r("a ") + del(r("b")) + ins(r("d")))},
		{"a row put in",
			table(cell("một")+cell("1"), cell("ba")+cell("3")), table(cell("một")+cell("1"), cell("hai")+cell("2"), cell("ba")+cell("3")),
			table(cell("một")+cell("1"), `<w:trPr><w:ins/></w:trPr>`+`<w:tc>`+p(markIns+ins(r("hai")))+`</w:tc><w:tc>`+p(markIns+ins(r("2")))+`</w:tc>`, cell("ba")+cell("3"))},
		{"a column taken out",
			table(cell("một")+cell("1"), cell("hai")+cell("2")), table(cell("một"), cell("hai")),
			table(cell("một")+`<w:tc><w:tcPr><w:cellDel/></w:tcPr>`+p(markDel+del(r("1")))+`</w:tc>`,
				cell("hai")+`<w:tc><w:tcPr><w:cellDel/></w:tcPr>`+p(markDel+del(r("2")))+`</w:tc>`)},
		{"within a text box",
			p(r("x") + box("cũ lắm")), p(r("x") + box("cũ rồi")),
			p(r("x") + strings.Replace(box("@"), r("@"), r("cũ ")+del(r("lắm"))+ins(r("rồi")), 1))},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, now := built(t, c.old, nil), built(t, c.now, nil)
			out := redlined(t, old, now)
			holds(t, old, now, out)
			sound(t, now, out)
			if got, want := body(t, out), strings.ReplaceAll(c.want, ` xml:space="preserve"`, ""); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
