package anchor

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestQuotes(t *testing.T) {
	tests := []struct{ text, want string }{
		{`bổ sung cụm từ "và người lao động" sau cụm từ "cán bộ, công chức"`, "insert:và người lao động|after:cán bộ, công chức"},
		{`sau cụm từ “cán bộ” bổ sung cụm từ “công chức”`, "after:cán bộ|insert:công chức"},
		{`bổ sung vào sau cụm từ "A" cụm từ "B"`, "after:A|insert:B"},
		{`thay cụm từ "phối hợp" bằng cụm từ "chủ trì"`, "replace:phối hợp|with:chủ trì"},
		{`sửa "A" thành "B"; bỏ từ "C"`, "replace:A|with:B|delete:C"},
		{`Cụm từ “hàng năm” đề nghị sửa thành “hằng năm”`, "replace:hàng năm|with:hằng năm"},
		{`đề nghị bỏ cụm từ “và cấp xã” và cụm từ “nếu có”`, "delete:và cấp xã|delete:nếu có"},
		{`bỏ từ "A", thay bằng "B"`, "replace:A|with:B"},
		{`trước cụm từ «B» thêm «A»`, "before:B|insert:A"},
		{`Đề nghị viết lại như sau: "Điều 5. Phạm vi"`, "with:Điều 5. Phạm vi"},
		{`nêu rõ khái niệm “điều phối” tại Điều 3`, "mention:điều phối"},
		{`“mở “đóng” chưa hết`, "mention:đóng"},
		{`từ “điều "tra" viên” nên giữ`, `mention:điều "tra" viên`},
		{`mở “rồi thôi`, ""},
		{`khép ” rồi thôi`, ""},
		{`gõ vội “phối hợp" rồi bỏ`, "mention:phối hợp"},
		{`replace "may" with "shall"`, "replace:may|with:shall"},
		{`Insert “in writing” after “request”.`, "insert:in writing|after:request"},
		{`use 'shall' instead of 'will'`, "with:shall|replace:will"},
		{`the body's view isn't 'clear' yet`, "mention:clear"},
		{`sau khi nghiên cứu “Đề án”`, "mention:Đề án"},
		{`thay cụm từ “tỉnh,” và “huyện,” bằng “xã”`, "replace:tỉnh,|replace:huyện,|with:xã"},
	}
	for _, test := range tests {
		var got []string
		for _, q := range Quotes(test.text) {
			got = append(got, string(q.Role)+":"+test.text[q.Start:q.End])
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("Quotes(%s)\n got %s\nwant %s", test.text, strings.Join(got, "|"), test.want)
		}
	}
}

func TestProposal(t *testing.T) {
	tests := []struct {
		text, before, after string
		ok                  bool
	}{
		{`thay cụm từ "phối hợp" bằng cụm từ "chủ trì"`, "phối hợp", "chủ trì", true},
		{`bổ sung cụm từ "và người lao động" sau cụm từ "cán bộ"`, "cán bộ", "cán bộ và người lao động", true},
		{`sau cụm từ "cán bộ" bổ sung cụm từ ", công chức"`, "cán bộ", "cán bộ, công chức", true},
		{`trước cụm từ "B" thêm "A"`, "B", "A B", true},
		{`bỏ cụm từ "nếu có"`, "nếu có", "", true},
		{`bổ sung cụm từ "hằng năm"`, "", "hằng năm", true},
		{`Điều 5 sửa lại như sau: "Điều 5. Phạm vi"`, "", "Điều 5. Phạm vi", true},
		{`sửa cụm từ "A" cho rõ`, "", "", false},
		{`nêu rõ khái niệm "điều phối"`, "", "", false},
		{`use "shall" instead of "will"`, "will", "shall", true},
		{`Replace "may" by "shall".`, "may", "shall", true},
		{`không có gì`, "", "", false},
		{`dự thảo có hai chỗ dùng "Bộ, cơ quan ngang Bộ", đề nghị thống nhất viết thường`, "", "", false},
		{`dự thảo viết "kì thị" là sai`, "", "", false},
		{`đề nghị dùng "chủ trì"`, "", "chủ trì", true},
		{`Khoản 1 quy định: "Phim phải có phép." Đề nghị sửa lại như sau: "1. Phim phải có giấy phép."`, "Phim phải có phép.", "Phim phải có giấy phép.", true},
		{"Khoản 1 quy định: \"Phim phải có phép.\"\nĐề nghị viết lại như sau: \"a) Phim phải có giấy phép.\"", "Phim phải có phép.", "Phim phải có giấy phép.", true},
	}
	for _, test := range tests {
		before, after, ok := Proposal(test.text)
		if before != test.before || after != test.after || ok != test.ok {
			t.Errorf("Proposal(%s) = %q, %q, %v; want %q, %q, %v", test.text, before, after, ok, test.before, test.after, test.ok)
		}
	}
}

func checkQuotes(t interface{ Fatalf(string, ...any) }, s string) {
	last := 0
	for _, q := range Quotes(s) {
		if q.Start < last || q.End <= q.Start || q.End > len(s) || q.Role == "" {
			t.Fatalf("%q: quotation %+v after %d", s, q, last)
		}
		last = q.End
	}
	if before, after, ok := Proposal(s); ok && before == "" && after == "" && !strings.ContainsAny(s, "\"“«‘'„") {
		t.Fatalf("%q: a proposal without words", s)
	}
}

func TestQuotesOfAnyMarks(t *testing.T) {
	pieces := []string{"“", "”", `"`, "'", "‘", "’", "«", "»", "„", "thay", "bằng", "sau cụm từ", "bổ sung", "bỏ", "chữ", " ", " ", "\n", ".", ":", "và"}
	rapid.Check(t, func(t *rapid.T) {
		checkQuotes(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), ""))
	})
}

func FuzzQuotes(f *testing.F) {
	for _, s := range []string{`thay "a" bằng “b"`, "“mở “đóng” »", "it's 'so' \xe2\x80", `sau "x" «y»`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkQuotes(t, s) })
}
