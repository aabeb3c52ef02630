package reader

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"thao/internal/fault"
)

// packed is a Word file with a body.
func packed(t testing.TB, body string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`},
		{"word/media/a.jpeg", strings.Repeat("ảnh", 1000)},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func paragraph(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

// words are so many bytes of text that do not compress like a bomb.
func words(bytes int) string {
	var b strings.Builder
	for n := 0; b.Len() < bytes; n++ {
		fmt.Fprintf(&b, "đoạn %d sửa %x; ", n, uint32(n)*2654435761)
	}
	return b.String()
}

// What is too long to be worked with is refused with its reason, whatever the
// format; two thousand pages are read.
func TestTooLong(t *testing.T) {
	page := words(3500)
	var short strings.Builder
	for n := range 2000 * 30 {
		short.WriteString(paragraph(fmt.Sprintf("đoạn %d: %x", n, uint64(n)*0x9E3779B97F4A7C15)))
	}
	for name, c := range map[string]struct {
		file string
		data []byte
		want fault.Code
	}{
		"a paragraph":      {"a.docx", packed(t, paragraph(words(2<<20))), fault.LongParagraph},
		"a text":           {"a.docx", packed(t, strings.Repeat(paragraph(words(100_000)), 200)), fault.LongText},
		"a line":           {"a.txt", []byte(words(2 << 20)), fault.LongParagraph},
		"lines":            {"a.txt", []byte(strings.Repeat(words(100_000)+"\n", 200)), fault.LongText},
		"a page":           {"a.html", []byte("<p>" + words(2<<20)), fault.LongParagraph},
		"a cell":           {"a.csv", []byte("a,b\n" + strings.ReplaceAll(words(2<<20), ";", "") + ",b\n"), fault.LongParagraph},
		"2,000 pages":      {"a.docx", packed(t, short.String()), ""},
		"2,000 full pages": {"a.docx", packed(t, strings.Repeat(paragraph(page), 2000)), ""},
	} {
		_, err := Open(t.Context(), c.file, c.data)
		if c.want == "" && err != nil || c.want != "" && (err == nil || fault.CodeOf(err) != c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// A small package that unpacks to much takes the room of what it unpacks to.
func TestWeight(t *testing.T) {
	text := packed(t, paragraph(words(15<<20)))
	if got := Weight(bytes.NewReader(text), int64(len(text))); got < 30<<20 {
		t.Errorf("%d bytes weigh %d", len(text), got)
	}
	for _, data := range []string{"%PDF-1.7 and so on", ""} {
		if got := Weight(strings.NewReader(data), int64(len(data))); got != int64(len(data)) {
			t.Errorf("%q weighs %d", data, got)
		}
	}
}
