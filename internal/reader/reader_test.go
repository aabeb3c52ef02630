package reader

import (
	"archive/zip"
	"bytes"
	"context"
	"testing"
)

const (
	wordTypes   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	excelTypes  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	officeRel   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageRel  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	wordContent = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
)

func zipped(t *testing.T, parts ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// word is a .docx; more are content types beside its own.
func word(t *testing.T, more, body string) []byte {
	return zipped(t,
		[2]string{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` + more +
			`<Override PartName="/word/document.xml" ContentType="` + wordTypes + `document.main+xml"/></Types>`},
		[2]string{"_rels/.rels", packageRel + `<Relationship Id="r" Type="` + officeRel + `/officeDocument" Target="word/document.xml"/></Relationships>`},
		[2]string{"word/document.xml", wordContent + body + `</w:body></w:document>`})
}

// Word keeps the workbook behind a chart inside the text's package.
func TestWordWithChart(t *testing.T) {
	data := word(t, `<Default Extension="xlsx" ContentType="`+excelTypes+`sheet"/>`, `<w:p><w:r><w:t>Kính gửi</w:t></w:r></w:p>`)
	for _, name := range []string{"a.docx", "a.zip", "a.xlsx"} {
		f, err := Open(context.Background(), name, data)
		if err != nil || f.Kind != Word || f.Document.Base[0].Text != "Kính gửi" {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

// A text with tracked changes is read both ways, whoever wrote it.
func TestFinal(t *testing.T) {
	changed := word(t, "", `<w:p><w:r><w:t xml:space="preserve">Đề nghị </w:t></w:r><w:ins w:id="1" w:author="A"><w:r><w:t>bỏ</w:t></w:r></w:ins></w:p>`)
	odt := zipped(t, [2]string{"mimetype", "application/vnd.oasis.opendocument.text"}, [2]string{"content.xml",
		`<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>` +
			`<text:tracked-changes><text:changed-region text:id="a"><text:insertion/></text:changed-region></text:tracked-changes>` +
			`<text:p>Đề nghị <text:change-start text:change-id="a"/>bỏ<text:change-end text:change-id="a"/></text:p></office:text></office:body></office:document-content>`})
	for name, data := range map[string][]byte{"a.docx": changed, "a.odt": odt} {
		f, err := Open(context.Background(), name, data)
		if err != nil {
			t.Fatal(name, err)
		}
		if d := f.Document; d.Base[0].Text != "Đề nghị" && d.Base[0].Text != "Đề nghị " || len(d.Final) != 1 || d.Final[0].Text != "Đề nghị bỏ" {
			t.Errorf("%s: %+v", name, d)
		}
	}
}
