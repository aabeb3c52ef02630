package ooxml

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"thao/internal/archive"
)

// longDocument is a draft of some 200 pages with all that costs time: styles
// and numbering, runs split by spelling marks, comments, changes, tables.
func longDocument() docx {
	const words = "Cơ quan, đơn vị có trách nhiệm rà soát chức năng, nhiệm vụ, sắp xếp tổ chức bộ máy theo hướng tinh gọn, hiệu lực, hiệu quả; "
	var b, c strings.Builder
	rsid := ` w:rsidR="00A12345" w:rsidRDefault="00B12345"`
	for i := range 1600 {
		fmt.Fprintf(&b, `<w:p w14:paraId="%08X"%s><w:pPr><w:pStyle w:val="L%d"/><w:rPr><w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:pPr>`, i+1, rsid, i%4)
		if i%20 == 0 {
			fmt.Fprintf(&b, `<w:commentRangeStart w:id="%d"/>`, i/20)
			fmt.Fprintf(&c, `<w:comment w:id="%d" w:author="Đơn vị %d" w:date="2024-01-02T03:04:05Z"><w:p><w:r><w:t>Đề nghị làm rõ cụm từ này.</w:t></w:r></w:p></w:comment>`, i/20, i%13)
		}
		b.WriteString(`<w:r` + rsid + `><w:rPr><w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr><w:t xml:space="preserve">` + words + `</w:t></w:r><w:proofErr w:type="spellStart"/>`)
		b.WriteString(`<w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">theo quy định </w:t></w:r><w:proofErr w:type="spellEnd"/>`)
		if i%8 == 0 {
			b.WriteString(del(run("trước ngày 30 tháng 6 ")) + ins(run("trước ngày 31 tháng 12 ")))
		}
		if i%20 == 0 {
			fmt.Fprintf(&b, `<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>`, i/20, i/20)
		}
		b.WriteString(`<w:r><w:t>và báo cáo cấp có thẩm quyền.</w:t></w:r></w:p>`)
		if i%100 == 0 {
			b.WriteString(table1(row1("", textCell("STT"), textCell("Nội dung")), row1("", textCell("1"), textCell("Rà soát"))))
		}
	}
	d := docx{body: b.String(), comments: c.String()}
	for i := range 4 {
		d.styles += fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="L%d"><w:name w:val="List %d"/><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`, i, i, i)
		d.numbering += fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%%%d."/></w:lvl>`, i, i+1)
	}
	d.numbering = `<w:abstractNum w:abstractNumId="0">` + d.numbering + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	return d
}

// BenchmarkRead reads a document of 200 pages; BenchmarkRawToken takes the
// same main part through encoding/xml, and nothing more, for comparison.
func BenchmarkRead(b *testing.B) {
	data := longDocument().zip(b)
	b.SetBytes(int64(len(mainPart(b, data))))
	b.ReportAllocs()
	for b.Loop() {
		d, err := Read(b.Context(), data)
		if err != nil || len(d.Comments) != 80 {
			b.Fatal(len(d.Comments), err)
		}
	}
}

func BenchmarkProse(b *testing.B) {
	d := longDocument().read(b)
	b.ReportAllocs()
	for b.Loop() {
		if p := d.Prose(); len(p.Edits) != 200 {
			b.Fatal(len(p.Edits))
		}
	}
}

func BenchmarkRawToken(b *testing.B) {
	part := mainPart(b, longDocument().zip(b))
	b.SetBytes(int64(len(part)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(bytes.NewReader(part))
		for {
			if _, err := d.RawToken(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func mainPart(b *testing.B, data []byte) []byte {
	a, err := archive.Open(data)
	if err != nil {
		b.Fatal(err)
	}
	part, err := a.Read("word/document.xml")
	if err != nil {
		b.Fatal(err)
	}
	return part
}
