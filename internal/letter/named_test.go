package letter

import (
	"strings"
	"testing"

	"thao/internal/anchor"
	"thao/internal/outline"
	"thao/internal/prose"
)

func TestNamedBody(t *testing.T) {
	for line, want := range map[string]string{
		"Cơ quan góp ý: Sở Nội vụ tỉnh B":           "Sở Nội vụ tỉnh B",
		"Tên đơn vị: Huyện ủy C.":                   "Huyện ủy C",
		"Cơ quan, đơn vị góp ý: Ban Dân vận":        "Ban Dân vận",
		"**Đơn vị tham gia ý kiến:** Viện V":        "Viện V",
		"CƠ QUAN GÓP Ý: BỘ M":                       "BỘ M",
		"Organisation: Institute V":                 "Institute V",
		"Cơ quan góp ý: …":                          "",
		"Cơ quan góp ý:":                            "",
		"Cơ quan nhà nước: đề nghị bổ sung chế tài": "",
		"Đơn vị: đề nghị giải thích rõ":             "",
		"Cơ quan góp ý nhiều nội dung quan trọng":   "",
	} {
		if got := NamedBody(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func lettersOf(t *testing.T, lines ...string) *Letter {
	t.Helper()
	var text, blocks []prose.Block
	for l := range strings.SplitSeq(draft, "\n") {
		text = append(text, prose.Block{Kind: prose.Paragraph, Text: l})
	}
	for _, l := range lines {
		blocks = append(blocks, prose.Block{Kind: prose.Paragraph, Text: l})
	}
	return Read(blocks, anchor.NewIndex(outline.Build(text)))
}

// The line that names the body is part of the head, not a comment.
func TestBodyNamedAboveComments(t *testing.T) {
	l := lettersOf(t, "Cơ quan góp ý: Sở Nội vụ tỉnh B", "1. Tại mục 1 Phần thứ ba: đề nghị bổ sung trách nhiệm kiểm tra.")
	if l.Issuer != "Sở Nội vụ tỉnh B" {
		t.Errorf("issuer %q", l.Issuer)
	}
	comments := 0
	for _, p := range l.Pieces {
		if p.Kind == Comment {
			comments++
			if strings.Contains(p.Text, "Cơ quan góp ý") {
				t.Errorf("comment %q", p.Text)
			}
		}
	}
	if comments != 1 {
		t.Errorf("%d comments: %+v", comments, l.Pieces)
	}
}

// What follows the leave a mail takes is its signature and the mail it answers,
// unless it asks for something; nothing is lost.
func TestMailTail(t *testing.T) {
	opening := []string{"Kính gửi anh,", "Em gửi góp ý:", "1. Tại mục 1 Phần thứ ba: đề nghị bổ sung trách nhiệm kiểm tra.", "Trân trọng,"}
	for _, c := range []struct {
		name     string
		tail     []string
		comments int
	}{
		{"a signature", []string{"Phòng Tổ chức", "Điện thoại: 024 0000 0000"}, 1},
		{"the mail before", []string{"Phòng Tổ chức", "-----Original Message-----", "From: Vụ Pháp chế", "Đề nghị các đơn vị góp ý dự thảo trước ngày 10."}, 1},
		{"an afterthought", []string{"2. Tại mục 2 Phần thứ ba: đề nghị quy định thời hạn báo cáo."}, 2},
	} {
		lines := append(append([]string{}, opening...), c.tail...)
		l := lettersOf(t, lines...)
		comments, all := 0, ""
		for _, p := range l.Pieces {
			all += p.Text + "\n"
			if p.Kind == Comment {
				comments++
			}
		}
		if comments != c.comments {
			t.Errorf("%s: %d comments, want %d: %+v", c.name, comments, c.comments, l.Pieces)
		}
		for _, line := range lines {
			if !strings.Contains(all, strings.TrimLeft(line, "-0123456789. ")) {
				t.Errorf("%s: %q is lost", c.name, line)
			}
		}
	}
}
