package outline_test

import (
	"strings"
	"testing"

	"thao/internal/outline"
	"thao/internal/prose"
)

func TestTitle(t *testing.T) {
	for front, want := range map[string]string{
		"DỰ THẢO LẦN 1\nĐỀ ÁN\nXây dựng đội ngũ cán bộ\n-----":                          "Đề án Xây dựng đội ngũ cán bộ",
		"CHÍNH PHỦ\nNGHỊ ĐỊNH\nQuy định về quản lý chợ\n(Dự thảo)":                      "Nghị định Quy định về quản lý chợ",
		"KẾ HOẠCH TRIỂN KHAI ĐỀ ÁN NĂM 2026":                                            "KẾ HOẠCH TRIỂN KHAI ĐỀ ÁN NĂM 2026",
		"Báo cáo với Bộ trưởng về dự thảo\nLUẬT\nLưu trữ":                               "Luật Lưu trữ",
		"Nghị quyết về xây dựng đội ngũ cán bộ":                                         "Nghị quyết về xây dựng đội ngũ cán bộ",
		"Nghị quyết\nvề đội ngũ cán bộ\nHà Nội, ngày 01 tháng 02 năm 2027\nSố 12-NQ/TW": "Nghị quyết về đội ngũ cán bộ",
		"Một văn bản không có tên":                                                      "",
	} {
		var blocks []prose.Block
		for line := range strings.SplitSeq(front+"\nĐiều 1. Phạm vi\nQuy định này có phạm vi toàn quốc.", "\n") {
			blocks = append(blocks, prose.Block{Kind: prose.Paragraph, Text: line})
		}
		if got := outline.Title(outline.Build(blocks)); got != want {
			t.Errorf("%q: %q, want %q", front, got, want)
		}
	}
}
