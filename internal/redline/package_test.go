package redline_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"thao/internal/fault"
	"thao/internal/ooxml"
	"thao/internal/redline"
)

func picture(id string) string {
	return `<w:r><w:pict><v:shape><v:imagedata r:id="` + id + `"/></v:shape></w:pict></w:r>`
}

const listed = `<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>`

func numbering(format, text string) string {
	return `<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + text + `"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>`
}

func style(id, name, more string) string {
	return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/>` + more + `</w:style>`
}

func note(text string) string {
	return `<w:footnote w:id="2">` + p(r(text)) + `</w:footnote>`
}

const noteSign = `<w:r><w:footnoteReference w:id="2"/></w:r>`

// TestPackage compares versions that differ in more than the text: what the
// old one needs must be in the new package.
func TestPackage(t *testing.T) {
	for _, c := range []struct {
		name             string
		oldBody, nowBody string
		old, now         map[string]string
		want             map[string]string // something each part must hold
	}{
		{"a picture that was taken out",
			p(r("a ") + picture("rIdPng")), p(r("a")),
			map[string]string{"word/media/a.png": "old picture"}, nil,
			map[string]string{"word/media/a.png": "old picture", "word/_rels/document.xml.rels": `Target="/word/media/a.png"`}},
		{"another picture under the same name",
			p(picture("rIdPng")), p(picture("rIdPng")),
			map[string]string{"word/media/a.png": "old picture"}, map[string]string{"word/media/a.png": "new picture"},
			map[string]string{"word/media/a.png": "new picture", "word/media/a-old1.png": "old picture"}},
		{"the same picture under another id",
			p(r("a ") + picture("rIdPng")), p(r("b ") + picture("x")),
			map[string]string{"word/media/a.png": "a picture"},
			map[string]string{"word/media/a.png": "a picture", "links": `<Relationship Id="x" Type="` + relationships + `image" Target="media/a.png"/>`},
			nil},
		{"a list the new version has not",
			p(listed+r("một")) + p(listed+r("hai")) + p(r("x")), p(r("một")) + p(r("x")),
			map[string]string{"numbering": numbering("upperRoman", "Phần %1.")}, nil,
			map[string]string{"word/numbering.xml": "Phần %1.", "[Content_Types].xml": "/word/numbering.xml"}},
		{"a list of the same number and another form",
			p(listed+r("một")) + p(listed+r("hai")) + p(r("x")), p(listed+r("một")) + p(listed+r("ba")) + p(r("x")),
			map[string]string{"numbering": numbering("upperRoman", "%1.")}, map[string]string{"numbering": numbering("decimal", "%1)")},
			map[string]string{"word/numbering.xml": `w:numId="4"`, "word/document.xml": "w:pPrChange"}},
		{"a style the new version has not",
			p(`<w:pPr><w:pStyle w:val="dieu"/></w:pPr>`+r("một")) + p(r("x")), p(r("x")),
			map[string]string{"styles": style("dieu", "Điều", "")}, map[string]string{"styles": style("khac", "Khác", "")},
			map[string]string{"word/styles.xml": `w:styleId="dieu"`}},
		{"two styles of one id and different names",
			p(`<w:pPr><w:pStyle w:val="s"/></w:pPr>`+r("một")) + p(r("x")), p(r("x")),
			map[string]string{"styles": style("s", "Điều", "")}, map[string]string{"styles": style("s", "Khác", "")},
			map[string]string{"word/styles.xml": `w:styleId="sOld1"`, "word/document.xml": `<w:pStyle w:val="sOld1"/>`}},
		{"a style the new version names and has not",
			p(`<w:pPr><w:pStyle w:val="s"/></w:pPr>`+r("một")) + p(r("x")), p(r("x")) + p(`<w:pPr><w:pStyle w:val="s"/></w:pPr>`+r("x y")),
			map[string]string{"styles": style("s", "Điều", `<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`)}, map[string]string{"styles": style("khac", "Khác", "")},
			map[string]string{"word/styles.xml": `w:styleId="sOld1"`}},
		{"a note where the new version has none",
			p(r("một") + noteSign), p(r("một")),
			map[string]string{"footnotes": note("chú thích")}, nil,
			map[string]string{"word/footnotes.xml": "chú thích", "word/_rels/document.xml.rels": "footnotes"}},
		{"a note reworded",
			p(r("một") + noteSign), p(r("một") + noteSign),
			map[string]string{"footnotes": note("xem Luật số 1")}, map[string]string{"footnotes": note("xem Luật số 2")},
			map[string]string{"word/footnotes.xml": "w:delText"}},
		{"letters of a legacy font, the same bytes in another",
			p(`<w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>§iÒu</w:t></w:r>`), p(r("§iÒu")),
			nil, nil, map[string]string{"word/document.xml": "<w:delText>§iÒu"}},
		{"letters of a legacy font that a style names",
			p(r("§iÒu 1")) + p(r("x")), p(r("Điều 2")) + p(r("x")),
			map[string]string{"styles": `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault></w:docDefaults>`}, nil,
			map[string]string{"word/document.xml": `w:hAnsi=".vntime"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, now := built(t, c.oldBody, c.old), built(t, c.nowBody, c.now)
			out := redlined(t, old, now)
			holds(t, old, now, out)
			sound(t, now, out)
			all := entries(t, out)
			for part, want := range c.want {
				if !bytes.Contains(all[part], []byte(want)) {
					t.Errorf("%s has no %q:\n%s", part, want, all[part])
				}
			}
			if c.name == "the same picture under another id" && strings.Count(string(all["word/document.xml"]), "<w:pict>") != 1 {
				t.Error("the picture is there twice")
			}
		})
	}
}

// A part that holds no text of the document is the same to the byte, packed
// bytes included.
func TestUntouchedParts(t *testing.T) {
	odd := "<!-- giữ nguyên -->\r\n<a:theme xmlns:a='urn:x'   b = \"1\"></a:theme>"
	old, now := built(t, p(r("a")), nil), built(t, p(r("b")), map[string]string{"word/theme.png": odd})
	if got := entries(t, redlined(t, old, now))["word/theme.png"]; string(got) != odd {
		t.Errorf("got %q", got)
	}
}

func TestRefused(t *testing.T) {
	good := built(t, p(r("a")), nil)
	for _, c := range []struct {
		name string
		data []byte
		want fault.Code
	}{
		{"empty", nil, fault.Empty},
		{"not a package", []byte("chữ"), fault.NotZip},
		{"cut off", good[:len(good)/2], fault.Damaged},
		{"no Word file", built(t, `</w:body></w:document><x`, nil), fault.Damaged},
	} {
		for _, pair := range [][2][]byte{{c.data, good}, {good, c.data}} {
			var b bytes.Buffer
			err := redline.Write(t.Context(), &b, pair[0], pair[1], by)
			if _, ok := errors.AsType[*fault.Error](err); !ok || fault.CodeOf(err) != c.want {
				t.Errorf("%s: %v, want %s", c.name, err, c.want)
			}
			if b.Len() > 0 {
				t.Errorf("%s: something was written", c.name)
			}
		}
	}
}

// FuzzWrite compares whatever can be read: it must not crash, and what it
// writes must be readable.
func FuzzWrite(f *testing.F) {
	f.Add(p(r("một hai")), p(r("một ba")))
	f.Add(table(cell("a")+cell("b")), table(cell("a")))
	f.Add(p(r("x")+field("PAGE", "1")), p(`<w:hyperlink>`+r("x")+`</w:hyperlink>`))
	f.Add(p(`<w:ins w:id="1">`+r("a")+`</w:ins>`+box("b")), p(`<w:sdt><w:sdtContent>`+r("c")+`</w:sdtContent></w:sdt>`))
	f.Add(`<w:sdt><w:sdtContent>`+p(r("a"))+`</w:sdtContent></w:sdt>`, p(`<w:pPr><w:sectPr/></w:pPr>`+r("a"))+p(""))
	f.Fuzz(func(t *testing.T, a, b string) {
		var out bytes.Buffer
		err := redline.Write(t.Context(), &out, built(t, a, nil), built(t, b, nil), by)
		if _, ok := errors.AsType[*fault.Error](err); ok {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ooxml.Read(t.Context(), out.Bytes()); err != nil {
			t.Fatalf("the redline cannot be read: %v", err)
		}
	})
}
