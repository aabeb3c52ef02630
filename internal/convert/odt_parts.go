package convert

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"thao/internal/akn"
)

const (
	odtType    = "application/vnd.oasis.opendocument.text"
	xmlHead    = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	namespaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
		` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
		` xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"` +
		` xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" office:version="1.3">` + "\n"
	odtManifest = xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="` + odtType + `"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
`
)

// odtEscape is text for content and attributes; what XML 1.0 forbids is left
// out, bytes that are no UTF-8 become U+FFFD.
func odtEscape(s string) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		instead, special := "", true
		switch {
		case r == '&':
			instead = "&amp;"
		case r == '<':
			instead = "&lt;"
		case r == '>':
			instead = "&gt;"
		case r == '"':
			instead = "&quot;"
		case r == utf8.RuneError && size == 1:
			instead = "\uFFFD"
		case r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF:
		default:
			special = false
		}
		if special {
			b.WriteString(s[from:i])
			b.WriteString(instead)
			from = i + size
		}
		i += size
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

func odtMeta(doc *akn.Document, h *house) string {
	return xmlHead + "<office:document-meta" + namespaces + "<office:meta><dc:title>" + odtEscape(doc.Title) + "</dc:title><dc:creator>" +
		odtEscape(doc.Author) + "</dc:creator><dc:language>" + h.language + "</dc:language></office:meta>\n</office:document-meta>\n"
}

// content is content.xml: the styles that came up, then the body.
func (t *odtText) content() string {
	var b strings.Builder
	b.WriteString(xmlHead + "<office:document-content" + namespaces + "<office:automatic-styles>\n")
	for i, k := range t.order {
		b.WriteString(automatic("P"+strconv.Itoa(i+1), k))
	}
	b.WriteString(`<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>` + "\n")
	b.WriteString(cellStyle("Plain", "none") + cellStyle("Ruled", "0.5pt solid #000000"))
	for i, widths := range t.tables {
		tableStyles(&b, "Table"+strconv.Itoa(i+1), widths)
	}
	b.WriteString("</office:automatic-styles>\n<office:body><office:text>\n")
	t.body.WriteTo(&b)
	b.WriteString("</office:text></office:body>\n</office:document-content>\n")
	return b.String()
}

// automatic is the style of a look.
func automatic(name string, k look) string {
	parent := "Standard"
	if k.level > 0 {
		parent = "Heading_20_" + strconv.Itoa(min(k.level, 10))
	}
	var b strings.Builder
	b.WriteString(`<style:style style:name="` + name + `" style:family="paragraph" style:parent-style-name="` + parent + `">`)
	b.WriteString(paragraphProperties(k) + textProperties(k) + "</style:style>\n")
	return b.String()
}

func paragraphProperties(k look) string {
	p := `<style:paragraph-properties fo:text-align="` + [...]string{"justify", "start", "center"}[k.align] + `"` +
		` fo:margin-left="` + mm(k.left) + `" fo:margin-right="0mm" fo:text-indent="` + mm(k.first) + `"` +
		` fo:margin-top="` + pt(k.before) + `" fo:margin-bottom="` + pt(k.after) + `"` +
		` fo:line-height="` + strconv.Itoa(int(k.line*100+0.5)) + `%" fo:orphans="2" fo:widows="2"`
	if k.keep {
		p += ` fo:keep-with-next="always"`
	}
	if k.newPage {
		p += ` fo:break-before="page"`
	}
	return p + "/>"
}

func textProperties(k look) string {
	p := `<style:text-properties fo:font-size="` + pt(k.size) + `" fo:font-weight="` + [...]string{"normal", "bold"}[number(k.bold)] +
		`" fo:font-style="` + [...]string{"normal", "italic"}[number(k.italic)] + `"`
	if k.underline {
		p += ` style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"`
	}
	return p + "/>"
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

func mm(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) + "mm" }
func pt(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) + "pt" }

func cellStyle(name, border string) string {
	return `<style:style style:name="` + name + `" style:family="table-cell"><style:table-cell-properties fo:padding="1mm" fo:border="` + border + `"/></style:style>` + "\n"
}

func tableStyles(b *strings.Builder, name string, widths odtColumns) {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	b.WriteString(`<style:style style:name="` + name + `" style:family="table"><style:table-properties style:width="` + mm(rounded(total)) + `" table:align="left"/></style:style>` + "\n")
	for i, w := range widths {
		b.WriteString(`<style:style style:name="` + name + "." + strconv.Itoa(i+1) + `" style:family="table-column"><style:table-column-properties style:column-width="` + mm(rounded(w)) + `"/></style:style>` + "\n")
	}
}

// rounded is a length in hundredths of a millimetre.
func rounded(v float64) float64 { return float64(int(v*100+0.5)) / 100 }

// odtStyles is styles.xml: the page, its number on top of every page but the
// first, and the styles that others are based on.
func odtStyles(h *house) string {
	language, country, _ := strings.Cut(h.language, "-")
	k := h.running()
	var b strings.Builder
	b.WriteString(xmlHead + "<office:document-styles" + namespaces)
	b.WriteString(`<office:font-face-decls><style:font-face style:name="` + h.font + `" svg:font-family="'` + h.font + `'" style:font-family-generic="roman"/></office:font-face-decls>` + "\n")
	b.WriteString(`<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="` + h.font +
		`" fo:font-size="` + pt(h.size) + `" fo:language="` + language + `" fo:country="` + country + `"/></style:default-style>` + "\n")
	b.WriteString(`<style:style style:name="Standard" style:family="paragraph">` + paragraphProperties(k) + "</style:style>\n")
	for level := 1; level <= 10; level++ {
		n := strconv.Itoa(level)
		b.WriteString(`<style:style style:name="Heading_20_` + n + `" style:display-name="Heading ` + n + `" style:family="paragraph" style:parent-style-name="Standard"` +
			` style:next-style-name="Standard" style:default-outline-level="` + n + `"><style:text-properties fo:font-weight="bold"/></style:style>` + "\n")
	}
	single := look{size: 10, line: 1}
	b.WriteString(`<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">` + paragraphProperties(single) + textProperties(single) + "</style:style>\n")
	centre := look{size: 13, line: 1, align: centred}
	b.WriteString(`<style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard">` + paragraphProperties(centre) + textProperties(centre) + "</style:style>\n")
	b.WriteString("</office:styles>\n<office:automatic-styles><style:page-layout style:name=\"Page\"><style:page-layout-properties fo:page-width=\"" + mm(pageWidth) +
		`" fo:page-height="` + mm(pageHeight) + `" style:print-orientation="portrait" fo:margin-top="10mm" fo:margin-bottom="` + mm(marginBottom) +
		`" fo:margin-left="` + mm(marginLeft) + `" fo:margin-right="` + mm(marginRight) + `"/>` +
		`<style:header-style><style:header-footer-properties fo:min-height="10mm" fo:margin-bottom="3mm"/></style:header-style></style:page-layout></office:automatic-styles>` + "\n")
	b.WriteString(`<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">` +
		`<style:header><text:p text:style-name="Header"><text:page-number text:select-page="current">1</text:page-number></text:p></style:header>` +
		`<style:header-first><text:p text:style-name="Header"/></style:header-first></style:master-page></office:master-styles>` + "\n</office:document-styles>\n")
	return b.String()
}
