package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"html"
	"io"
	"strings"
	"time"

	"thao/internal/ooxml/compose"
)

// lineText is the words of a letter's line, whichever it is.
func lineText(line any) string {
	if o, ok := line.(opinion); ok {
		return o.text
	}
	return line.(string)
}

func isSalutation(text string) bool { return strings.HasPrefix(text, "Kính gửi") }

// isHeading tells a line that only introduces what follows.
func isHeading(text string) bool {
	return len(text) < 60 && !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, ",") && !strings.HasSuffix(text, ":") &&
		!isSalutation(text)
}

// blocks is the letter as a Word document has it.
func (l letter) blocks() []compose.Block {
	out := []compose.Block{l.head.block()}
	if l.title != "" {
		out = append(out, compose.Para{Style: plainStyle, Text: l.title, Align: compose.Center,
			Look: compose.Look{Bold: compose.On}, Spacing: &compose.Spacing{Before: 18, After: 12, Line: 1}})
	} else {
		out = append(out, compose.Para{Style: plainStyle})
	}
	for _, line := range l.lines {
		text := lineText(line)
		p := compose.Para{Text: text}
		switch {
		case isSalutation(text):
			p.Align, p.Indent, p.Spacing = compose.Center, noIndent, &compose.Spacing{Before: 6, After: 12, Line: 1.2}
		case isHeading(text):
			p.Look, p.KeepNext = compose.Look{Bold: compose.On}, true
		}
		out = append(out, p)
	}
	return append(out, compose.Para{Style: plainStyle, Spacing: &compose.Spacing{Before: 12, Line: 1}}, signature(l.to, l.signer...))
}

func (l letter) docx(dress func(compose.Block) (compose.Block, error)) ([]byte, error) {
	d := newPaper(l.title, l.head.date, 14)
	for _, b := range l.blocks() {
		b, err := dress(b)
		if err != nil {
			return nil, err
		}
		d.Add(b)
	}
	return packed(d)
}

func plainDress(b compose.Block) (compose.Block, error) { return b, nil }

// headLines is a letterhead in plain text.
func (l letter) headLines() []string {
	var out []string
	for _, s := range []string{l.head.parent, l.head.issuer, l.head.number, l.head.dateline(), l.title} {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// txt is the letter as typed in an editor of plain text: wrapped at 80
// columns, lines ended as on Windows.
func (l letter) txt() []byte {
	paras := l.headLines()
	for _, line := range l.lines {
		paras = append(paras, lineText(line))
	}
	paras = append(paras, l.signer...)
	var b strings.Builder
	for i, p := range paras {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(wrap(p, 80))
	}
	return []byte(strings.ReplaceAll(b.String()+"\n", "\n", "\r\n"))
}

func wrap(text string, width int) string {
	var b strings.Builder
	column := 0
	for word := range strings.FieldsSeq(text) {
		n := len([]rune(word))
		switch {
		case column == 0:
		case column+1+n > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}

// markdown is the letter as notes are kept by those who write Markdown.
func (l letter) markdown() []byte {
	var b strings.Builder
	b.WriteString("**" + l.head.issuer + "**  \n" + l.head.number + "  \n*" + l.head.dateline() + "*\n\n# " + l.title + "\n")
	for _, line := range l.lines {
		b.WriteString("\n" + lineText(line) + "\n")
	}
	for _, s := range l.signer {
		b.WriteString("\n**" + s + "**\n")
	}
	return []byte(b.String())
}

const (
	odtDeclaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	odtSpaces      = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"` +
		` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
		` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
		` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
		` xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
		` xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"`
	odtManifest = odtDeclaration + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">` +
		`<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="application/vnd.oasis.opendocument.text"/>` +
		`<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>` +
		`<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>`
	odtStyles = odtDeclaration + `<office:document-styles` + odtSpaces + `><office:font-face-decls>` +
		`<style:font-face style:name="TNR" svg:font-family="'Times New Roman'"/></office:font-face-decls><office:styles>` +
		`<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="1.27cm" fo:margin-top="0.1cm" fo:margin-bottom="0.1cm" fo:line-height="120%"/>` +
		`<style:text-properties style:font-name="TNR" fo:font-size="14pt" fo:language="vi" fo:country="VN"/></style:style>` +
		`<style:style style:name="Mid" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="center" fo:text-indent="0cm" fo:margin-top="0cm" fo:margin-bottom="0cm" fo:line-height="100%"/></style:style>` +
		`<style:style style:name="MidBold" style:family="paragraph" style:parent-style-name="Mid"><style:text-properties fo:font-weight="bold"/></style:style>` +
		`<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Mid"><style:paragraph-properties fo:margin-top="0.6cm" fo:margin-bottom="0.5cm"/><style:text-properties fo:font-weight="bold"/></style:style>` +
		`<style:style style:name="MidItalic" style:family="paragraph" style:parent-style-name="Mid"><style:text-properties fo:font-style="italic"/></style:style>` +
		`<style:style style:name="List" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-indent="0cm" fo:margin-top="0cm" fo:margin-bottom="0cm" fo:line-height="100%"/><style:text-properties fo:font-size="11pt"/></style:style>` +
		`</office:styles>` +
		`<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="3cm" fo:margin-right="1.8cm"/></style:page-layout></office:automatic-styles>` +
		`<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles></office:document-styles>`
	odtAutomatic = `<office:automatic-styles>` +
		`<style:style style:name="Two" style:family="table"><style:table-properties style:width="16.2cm"/></style:style>` +
		`<style:style style:name="Half" style:family="table-column"><style:table-column-properties style:column-width="8.1cm"/></style:style>` +
		`</office:automatic-styles>`
)

// odt is the letter as an OpenDocument text.
func (l letter) odt() ([]byte, error) {
	var b strings.Builder
	p := func(style, text string) string {
		return `<text:p text:style-name="` + style + `">` + html.EscapeString(text) + `</text:p>`
	}
	two := func(name, left, right string) {
		cell := `<table:table-cell office:value-type="string">`
		b.WriteString(`<table:table table:name="` + name + `" table:style-name="Two"><table:table-column table:style-name="Half" table:number-columns-repeated="2"/><table:table-row>` +
			cell + left + `</table:table-cell>` + cell + right + `</table:table-cell></table:table-row></table:table>`)
	}
	b.WriteString(odtDeclaration + `<office:document-content` + odtSpaces + `>` + odtAutomatic + `<office:body><office:text>`)
	two("Đầu", p("MidBold", l.head.issuer)+p("Mid", "*")+p("Mid", l.head.number),
		p("MidBold", "ĐẢNG CỘNG SẢN VIỆT NAM")+p("MidItalic", l.head.dateline()))
	b.WriteString(p("Title", l.title))
	for _, line := range l.lines {
		style := "Standard"
		if isSalutation(lineText(line)) {
			style = "Mid"
		}
		b.WriteString(p(style, lineText(line)))
	}
	receivers := p("MidItalic", "Nơi nhận:")
	for _, r := range l.to {
		receivers += p("List", "- "+r)
	}
	signers := ""
	for _, s := range l.signer {
		signers += p("MidBold", s)
	}
	two("Chân", receivers, signers)
	b.WriteString(`</office:text></office:body></office:document-content>`)
	return zipped([]entry{
		{"mimetype", []byte("application/vnd.oasis.opendocument.text"), true}, // first and not compressed (ODF 1.2 part 3, 3.3)
		{"META-INF/manifest.xml", []byte(odtManifest), false},
		{"styles.xml", []byte(odtStyles), false},
		{"content.xml", []byte(b.String()), false},
	})
}

// entry is a file in a ZIP package.
type entry struct {
	name    string
	content []byte
	stored  bool
}

// zipped packs entries in their order, without a clock.
func zipped(entries []entry) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.DefaultCompression) })
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		if e.stored {
			h.Method = zip.Store
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(e.content); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}
