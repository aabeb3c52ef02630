package gen

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/go-fonts/liberation/liberationserifregular"
	"github.com/go-pdf/fpdf"

	"thao/internal/ooxml/compose"
)

// letter is an official letter as lines, one a paragraph.
func (m *maker) letter(p pen, n int) []string {
	out := []string{
		strings.ToUpper(body(n)),
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
		"Độc lập - Tự do - Hạnh phúc",
		fmt.Sprintf("Số: %d/SNV-TCBC", 100+n),
		fmt.Sprintf("Tỉnh %d, ngày %d tháng 3 năm 2026", n, p.between(2, 28)),
		"V/v góp ý dự thảo Nghị định",
		"Kính gửi: Bộ Nội vụ",
		"Phúc đáp Công văn của Bộ Nội vụ về việc lấy ý kiến đối với dự thảo Nghị định, sau khi nghiên cứu, " + body(n) + " có ý kiến như sau:",
	}
	if n%9 == 0 {
		return append(out, "Thống nhất với nội dung dự thảo Nghị định, không có ý kiến góp ý thêm.", "Trân trọng./.")
	}
	out = append(out, "1. Cơ bản nhất trí với bố cục và nội dung của dự thảo.", "2. Một số ý kiến cụ thể:")
	for _, r := range m.remarks(p, p.between(8, 24)) {
		out = append(out, r.line(p))
		m.made.Letter++
	}
	return append(out, "Trên đây là ý kiến góp ý, kính gửi Bộ Nội vụ tổng hợp./.", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC")
}

// line is a remark as letters word it.
func (r remark) line(p pen) string {
	words := strings.Fields(r.place.Text)
	from := p.IntN(max(1, len(words)-5))
	quote := strings.Trim(strings.Join(words[from:min(len(words), from+5)], " "), ".,;")
	switch p.IntN(4) {
	case 0:
		return "- Tại " + r.place.Ref + ", đề nghị bổ sung cụm từ “" + p.pick(manner) + "” sau cụm từ “" + quote + "”."
	case 1:
		return "- " + upperFirst(r.place.Ref) + ": " + r.words
	case 2:
		return "- Đề nghị sửa nội dung “" + quote + "” tại " + r.place.Ref + " thành “" + p.pick(acts) + " " + p.pick(things) + "” " + p.pick(aims) + "."
	}
	return "- Về " + r.place.Ref + " (" + quote + "…): " + lowerFirst(r.words)
}

func (m *maker) letterDocx(p pen, n int) (string, []byte, error) {
	doc := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 14})
	for _, line := range m.letter(p, n) {
		doc.Para(compose.Para{Text: line})
	}
	data, err := written(doc)
	return "cong-van.docx", data, err
}

func (m *maker) text(p pen, n int) (string, []byte, error) {
	return "y-kien.txt", []byte(strings.Join(m.letter(p, n), "\r\n")), nil
}

func (m *maker) markdown(p pen, n int) (string, []byte, error) {
	return "y-kien.md", []byte("# Góp ý\n\n" + strings.Join(m.letter(p, n), "\n\n") + "\n"), nil
}

// letterODT is a letter in OpenDocument text, of the least parts that make one.
func (m *maker) letterODT(p pen, n int) (string, []byte, error) {
	var content bytes.Buffer
	content.WriteString(xml.Header + `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:text>`)
	for _, line := range m.letter(p, n) {
		content.WriteString("<text:p>")
		if err := xml.EscapeText(&content, []byte(line)); err != nil {
			return "", nil, err
		}
		content.WriteString("</text:p>")
	}
	content.WriteString("</office:text></office:body></office:document-content>")
	const kind = "application/vnd.oasis.opendocument.text"
	manifest := xml.Header + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="` + kind + `"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range []struct {
		name, text string
		method     uint16
	}{{"mimetype", kind, zip.Store}, {"content.xml", content.String(), zip.Deflate}, {"META-INF/manifest.xml", manifest, zip.Deflate}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: part.method})
		if err != nil {
			return "", nil, err
		}
		if _, err := w.Write([]byte(part.text)); err != nil {
			return "", nil, err
		}
	}
	err := z.Close()
	return "cong-van.odt", b.Bytes(), err
}

func (m *maker) letterPDF(p pen, n int) (string, []byte, error) {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCreationDate(start)
	f.SetModificationDate(start)
	f.AddUTF8FontFromBytes("serif", "", liberationserifregular.TTF)
	f.AddPage()
	f.SetFont("serif", "", 13)
	for _, line := range m.letter(p, n) {
		f.MultiCell(0, 7, line, "", "J", false)
		f.Ln(2)
	}
	var b bytes.Buffer
	err := f.Output(&b)
	return "cong-van.pdf", b.Bytes(), err
}
