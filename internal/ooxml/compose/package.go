package compose

import (
	"archive/zip"
	"compress/flate"
	"io"
	"strconv"
	"time"
)

// Namespaces of the parts written here. Every part with w14, w15 or w16cid
// content must name them in mc:Ignorable, or older readers refuse it.
const (
	namespaceRoot = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"` +
		` xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"` +
		` xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid"` +
		` mc:Ignorable="w14 w15 w16cid"`

	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	mainType     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	officeRel    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	microsoftRel = "http://schemas.microsoft.com/office/2011/relationships/"
	word2016Rel  = "http://schemas.microsoft.com/office/2016/09/relationships/"
)

// packed is the modification time of every entry: the earliest a ZIP can say.
var packed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// packagePart is one entry under word/, with its type and the relationship
// that leads to it.
type packagePart struct {
	name, contentType string
	id, relationship  string
	xml               func() *writer
}

// part starts a part whose root is in the w namespace.
func (d *Document) part(root string) *writer { return d.foreignPart("w:" + root) }

func (d *Document) foreignPart(root string) *writer {
	w := &writer{doc: d}
	w.xml(declaration, "<", root, namespaceRoot, ">")
	return w
}

func storyID(i int) string { return "rIdStory" + strconv.Itoa(i+1) }

// parts lists what the package holds beside the document itself.
func (d *Document) parts() []packagePart {
	ps := []packagePart{
		{"styles.xml", mainType + "styles+xml", "rIdStyles", officeRel + "styles", d.stylesPart},
		{"settings.xml", mainType + "settings+xml", "rIdSettings", officeRel + "settings", d.settingsPart},
	}
	if len(d.lists) > 0 {
		ps = append(ps, packagePart{"numbering.xml", mainType + "numbering+xml", "rIdNumbering", officeRel + "numbering", d.numberingPart})
	}
	if d.notes > 0 {
		ps = append(ps, packagePart{"footnotes.xml", mainType + "footnotes+xml", "rIdFootnotes", officeRel + "footnotes", d.footnotesPart})
	}
	if len(d.comments) > 0 {
		ps = append(ps,
			packagePart{"comments.xml", mainType + "comments+xml", "rIdComments", officeRel + "comments", d.commentsPart},
			packagePart{"commentsExtended.xml", mainType + "commentsExtended+xml", "rIdCommentsExtended", microsoftRel + "commentsExtended", d.commentsExtendedPart},
			packagePart{"commentsIds.xml", mainType + "commentsIds+xml", "rIdCommentsIds", word2016Rel + "commentsIds", d.commentsIDsPart},
			packagePart{"people.xml", mainType + "people+xml", "rIdPeople", microsoftRel + "people", d.peoplePart})
	}
	for i, s := range d.stories {
		kind := "header"
		if s.element == "ftr" {
			kind = "footer"
		}
		ps = append(ps, packagePart{kind + strconv.Itoa(i+1) + ".xml", mainType + kind + "+xml",
			storyID(i), officeRel + kind, func() *writer { return d.storyPart(s) }})
	}
	return ps
}

func (d *Document) writePackage(w io.Writer) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.DefaultCompression)
	})
	parts := d.parts()
	entry := func(name string, parts ...*writer) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: packed})
		if err != nil {
			return err
		}
		for _, p := range parts {
			if err := p.unpack(f); err != nil {
				return err
			}
		}
		return nil
	}
	// [Content_Types].xml first: some readers sniff the kind of package by it.
	if err := entry("[Content_Types].xml", d.contentTypes(parts)); err != nil {
		return err
	}
	root := &writer{}
	root.xml(rootRelationships)
	if err := entry("_rels/.rels", root); err != nil {
		return err
	}
	if err := entry("docProps/core.xml", d.corePart()); err != nil {
		return err
	}
	if err := entry("word/_rels/document.xml.rels", d.relationships(parts)); err != nil {
		return err
	}
	head, tail := d.documentPart()
	if err := entry("word/document.xml", head, &d.body, tail); err != nil {
		return err
	}
	for _, p := range parts {
		if err := entry("word/"+p.name, p.xml()); err != nil {
			return err
		}
	}
	if d.err != nil { // a header or a style can still be wrong
		return d.err
	}
	return z.Close()
}

// documentPart returns what stands before and after the body in document.xml.
func (d *Document) documentPart() (head, tail *writer) {
	head = d.part("document")
	head.xml("<w:body>")
	tail = &writer{doc: d, afterTable: d.body.afterTable}
	tail.separateTables()
	d.writeSection(tail)
	tail.xml("</w:body></w:document>")
	return head, tail
}

const rootRelationships = declaration +
	`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + officeRel + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`</Relationships>`

func (d *Document) relationships(parts []packagePart) *writer {
	w := &writer{doc: d}
	w.xml(declaration, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, p := range parts {
		w.xml(`<Relationship Id="`, p.id, `" Type="`, p.relationship, `" Target="`, p.name, `"/>`)
	}
	w.xml("</Relationships>")
	return w
}

func (d *Document) contentTypes(parts []packagePart) *writer {
	w := &writer{doc: d}
	w.xml(declaration, `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`,
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
		`<Default Extension="xml" ContentType="application/xml"/>`,
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`,
		`<Override PartName="/word/document.xml" ContentType="`, mainType, `document.main+xml"/>`)
	for _, p := range parts {
		w.xml(`<Override PartName="/word/`, p.name, `" ContentType="`, p.contentType, `"/>`)
	}
	w.xml("</Types>")
	return w
}

// settingsPart asks for the layout of Word 2013 and later, in the order of
// CT_Settings (17.15.1.78).
func (d *Document) settingsPart() *writer {
	w := d.part("settings")
	w.xml(`<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>`)
	if d.notes > 0 {
		w.xml(`<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>`)
	}
	w.xml(`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>`,
		`<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>`)
	return w
}

func (d *Document) corePart() *writer {
	w := &writer{doc: d}
	w.xml(declaration, `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"`,
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"`,
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	text := func(element, value string) {
		if value != "" {
			w.xml("<", element, ">")
			w.escape(value)
			w.xml("</", element, ">")
		}
	}
	text("dc:title", d.props.Title)
	text("dc:subject", d.props.Subject)
	text("dc:creator", d.props.Creator)
	if !d.props.Created.IsZero() {
		when := stamp(d.props.Created)
		w.xml(`<dcterms:created xsi:type="dcterms:W3CDTF">`, when, `</dcterms:created>`,
			`<dcterms:modified xsi:type="dcterms:W3CDTF">`, when, `</dcterms:modified>`)
	}
	w.xml("</cp:coreProperties>")
	return w
}
