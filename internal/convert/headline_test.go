package convert

import (
	"slices"
	"strings"
	"testing"
)

func TestHeadLines(t *testing.T) {
	for words, want := range map[string][]string{
		"BAN CHỈ ĐẠO XÂY DỰNG ĐỀ ÁN TỔ BIÊN TẬP * Số       -ĐA/BCĐ":                          {"BAN CHỈ ĐẠO XÂY DỰNG ĐỀ ÁN TỔ BIÊN TẬP", "*", "Số       -ĐA/BCĐ"},
		"ĐẢNG CỘNG SẢN VIỆT NAM Hà Nội, ngày 07 tháng 3 năm 2018":                            {"ĐẢNG CỘNG SẢN VIỆT NAM", "Hà Nội, ngày 07 tháng 3 năm 2018"},
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Tỉnh lỵ A, ngày 1/2": {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Tỉnh lỵ A, ngày 1/2"},
		"BỘ M Số: 12/BM V/v góp ý": {"BỘ M", "Số: 12/BM", "V/v góp ý"},
		"TỔ BIÊN TẬP":              {"TỔ BIÊN TẬP"},
		"":                         {""},
	} {
		got := headLines(words)
		if words != strings.Join(got, " ") {
			t.Errorf("%q: words are lost: %q", words, got)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}
