package ooxml

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// docx describes a small Word file; empty parts are left out.
type docx struct {
	body       string // content of w:body
	styles     string // content of w:styles
	numbering  string // content of w:numbering
	comments   string // content of w:comments
	extended   string // content of w15:commentsEx
	ids        string // content of w16cid:commentsIds
	extensible string // content of w16cex:commentsExtensible
	footnotes  string // content of w:footnotes
	endnotes   string // content of w:endnotes
	settings   string // content of w:settings
	header     string // content of w:hdr, related as rIdheader
	footer     string // content of w:ftr, related as rIdfooter
	theme      string // content of a:theme
	relations  string // more relationships of the document
	prefix     string // in the place of "w"
	strict     bool   // namespaces of ISO 29500 strict
}

const (
	transitionalW = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictW       = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	relationsNS   = "http://schemas.openxmlformats.org/package/2006/relationships"
	officeNS      = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

func (d docx) parts() []struct{ name, kind, root, content string } {
	return []struct{ name, kind, root, content string }{
		{"styles", "styles", "w:styles", d.styles},
		{"numbering", "numbering", "w:numbering", d.numbering},
		{"comments", "comments", "w:comments", d.comments},
		{"commentsExtended", "commentsExtended", "w15:commentsEx", d.extended},
		{"commentsIds", "commentsIds", "w16cid:commentsIds", d.ids},
		{"commentsExtensible", "commentsExtensible", "w16cex:commentsExtensible", d.extensible},
		{"footnotes", "footnotes", "w:footnotes", d.footnotes},
		{"endnotes", "endnotes", "w:endnotes", d.endnotes},
		{"settings", "settings", "w:settings", d.settings},
		{"header", "header", "w:hdr", d.header},
		{"footer", "footer", "w:ftr", d.footer},
		{"theme", "theme", "a:theme", d.theme},
	}
}

// files gives the parts of the package, by name.
func (d docx) files() [][2]string {
	relations := d.relations
	files := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + relationsNS + `"><Relationship Id="r" Type="` + officeNS +
			`/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", d.part("w:document", "<w:body>"+d.body+"</w:body>")},
	}
	for _, p := range d.parts() {
		if p.content == "" {
			continue
		}
		files = append(files, [2]string{"word/" + p.name + ".xml", d.part(p.root, p.content)})
		relations += fmt.Sprintf(`<Relationship Id="rId%s" Type="%s/%s" Target="%s.xml"/>`, p.name, officeNS, p.kind, p.name)
	}
	return append(files, [2]string{"word/_rels/document.xml.rels",
		`<Relationships xmlns="` + relationsNS + `">` + relations + `</Relationships>`})
}

func (d docx) part(root, content string) string {
	w := transitionalW
	if d.strict {
		w = strictW
	}
	s := `<?xml version="1.0" encoding="UTF-8"?><` + root + ` xmlns:w="` + w + `"` +
		` xmlns:r="` + officeNS + `"` +
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
		` xmlns:v="urn:schemas-microsoft-com:vml"` +
		` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"` +
		` xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"` +
		` xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid"` +
		` xmlns:w16cex="http://schemas.microsoft.com/office/word/2018/wordml/cex">` +
		content + `</` + root + `>`
	if d.prefix != "" {
		s = strings.NewReplacer("<w:", "<"+d.prefix+":", "</w:", "</"+d.prefix+":", " w:", " "+d.prefix+":",
			"xmlns:w=", "xmlns:"+d.prefix+"=").Replace(s)
	}
	return s
}

// zipped packs files in their order.
func zipped(t testing.TB, files [][2]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (d docx) zip(t testing.TB) []byte { return zipped(t, d.files()) }

func (d docx) read(t testing.TB) *Document {
	t.Helper()
	doc, err := Read(t.Context(), d.zip(t))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// body makes a document of paragraphs and other blocks.
func body(blocks ...string) docx { return docx{body: strings.Join(blocks, "")} }

// Small pieces of WordprocessingML. Authors are roles.

func par(content ...string) string { return "<w:p>" + strings.Join(content, "") + "</w:p>" }

func styled(pPr string, content ...string) string {
	return "<w:p><w:pPr>" + pPr + "</w:pPr>" + strings.Join(content, "") + "</w:p>"
}

func run(text string) string {
	return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func fontRun(font, text string) string {
	return `<w:r><w:rPr><w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `"/></w:rPr><w:t xml:space="preserve">` +
		text + `</w:t></w:r>`
}

// by is the attributes of a revision by an author.
func by(author string) string {
	return ` w:id="1" w:author="` + author + `" w:date="2024-05-06T07:08:09Z"`
}

func insBy(author string, content ...string) string {
	return "<w:ins" + by(author) + ">" + strings.Join(content, "") + "</w:ins>"
}

func delBy(author string, content ...string) string {
	deleted := strings.NewReplacer("<w:t>", "<w:delText>", "<w:t ", "<w:delText ", "</w:t>", "</w:delText>").
		Replace(strings.Join(content, ""))
	return "<w:del" + by(author) + ">" + deleted + "</w:del>"
}

func ins(content ...string) string { return insBy("Thư ký", content...) }
func del(content ...string) string { return delBy("Thư ký", content...) }

// markIns and markDel are the w:pPr content of a paragraph whose mark is
// inserted or deleted.
func markIns(author string) string { return "<w:rPr><w:ins" + by(author) + "/></w:rPr>" }
func markDel(author string) string { return "<w:rPr><w:del" + by(author) + "/></w:rPr>" }

func table1(rows ...string) string {
	return "<w:tbl><w:tblPr/><w:tblGrid/>" + strings.Join(rows, "") + "</w:tbl>"
}

func row1(trPr string, cells ...string) string {
	return "<w:tr><w:trPr>" + trPr + "</w:trPr>" + strings.Join(cells, "") + "</w:tr>"
}

func cell1(tcPr string, blocks ...string) string {
	return "<w:tc><w:tcPr>" + tcPr + "</w:tcPr>" + strings.Join(blocks, "") + "</w:tc>"
}

func textCell(text string) string { return cell1("", par(run(text))) }

// texts lists the texts of a view.
func texts(d *Document, v View) []string {
	out := []string{}
	for _, b := range d.Blocks(v) {
		out = append(out, b.Text)
	}
	return out
}

func labels(d *Document, v View) []string {
	out := []string{}
	for _, b := range d.Blocks(v) {
		out = append(out, b.Label)
	}
	return out
}
