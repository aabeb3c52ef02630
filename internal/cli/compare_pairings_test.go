package cli

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"thao/internal/archive"
	"thao/internal/ooxml"
	"thao/internal/prose"
)

const pairedDraft = `# Quy định về tiêu chuẩn cán bộ

## Điều 1. Phạm vi điều chỉnh

1. Quy định này áp dụng đối với **cán bộ lãnh đạo**, quản lý các cấp.
2. Kết quả đánh giá được lưu vào hồ sơ cán bộ.

## Điều 2. Tiêu chuẩn

| Chức danh | Số năm |
| --- | --- |
| Vụ trưởng | 5 |
| Phó vụ trưởng | 3 |

Quy định này có hiệu lực kể từ ngày ký.
`

// TestComparePairings makes a redline of every pairing of kinds of files. What
// is left when all is accepted says what the new file says, and what is left
// when all is rejected what the old one does.
func TestComparePairings(t *testing.T) {
	t.Chdir(t.TempDir())
	kinds := []string{"docx", "odt", "md", "html", "txt"}
	next := strings.NewReplacer("quản lý các cấp", "quản lý cấp chiến lược", "| 5 |", "| 7 |",
		"2. Kết quả đánh giá được lưu vào hồ sơ cán bộ.", "2. Kết quả đánh giá là căn cứ bổ nhiệm.\n3. Không lưu hồ sơ trùng.").Replace(pairedDraft)
	for name, text := range map[string]string{"v1": pairedDraft, "v2": next} {
		write(t, name+".md", text)
		for _, kind := range kinds {
			if kind == "md" {
				continue
			}
			if code, _, said := runConvert(t, name+".md", "--to", kind, "--out", name+"."+kind); code != exitDone {
				t.Fatal(kind, code, said)
			}
		}
	}
	for _, a := range kinds {
		for _, b := range kinds {
			t.Run(a+" → "+b, func(t *testing.T) { pairing(t, "v1."+a, "v2."+b, a+"-"+b+".docx") })
		}
	}
}

func pairing(t *testing.T, old, now, redline string) {
	code, _, said := compareHere(old, now, "--out", redline, "--author", "Tổ biên tập", "--date", "2025-03-04")
	if code != exitDone || said != "" {
		t.Fatal(code, said)
	}
	data, err := os.ReadFile(redline)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := ooxml.Read(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file string
		view ooxml.View
	}{{now, ooxml.Accepted}, {old, ooxml.Rejected}} {
		v, err := readVersion(t.Context(), c.file)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := wordsOf(prose.Body(doc.Blocks(c.view))), wordsOf(v.blocks); len(want) < 8 || !slices.Equal(got, want) {
			t.Errorf("of %s the redline gives back\n%q\nnot\n%q", c.file, got, want)
		}
	}
	a, err := archive.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	text, err := a.Read("word/document.xml")
	if err != nil || !bytes.Contains(text, []byte(`w:author="Tổ biên tập" w:date="2025-03-04T00:00:00Z"`)) {
		t.Errorf("no author and date, %v", err)
	}
}

// wordsOf is what blocks say, labels with their texts, the empty ones left out.
func wordsOf(blocks []prose.Block) (lines []string) {
	for _, b := range blocks {
		if line := strings.Join(strings.Fields(b.Label+" "+b.Text), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
