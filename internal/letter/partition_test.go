package letter

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"thao/internal/anchor"
	"thao/internal/corpus"
	"thao/internal/outline"
	"thao/internal/prose"
)

type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// checkPartition holds for any text: each character that is not white space
// lies in exactly one span of one piece, and pieces are in order.
func checkPartition(t failer, blocks []prose.Block, text string, pieces []Piece) {
	t.Helper()
	if len(blocks) == 0 {
		blocks = []prose.Block{{Text: text}}
	}
	covered := make([][]int, len(blocks))
	for b := range blocks {
		covered[b] = make([]int, len(blocks[b].Text))
	}
	for k, p := range pieces {
		if len(p.Spans) == 0 {
			t.Fatalf("piece %d without spans: %+v", k, p)
		}
		for _, s := range p.Spans {
			if s.Block < 0 || s.Block >= len(blocks) || s.From < 0 || s.To <= s.From || s.To > len(blocks[s.Block].Text) {
				t.Fatalf("piece %d: span %+v outside its block", k, s)
			}
			for i := s.From; i < s.To; i++ {
				covered[s.Block][i]++
			}
		}
	}
	for b := range blocks {
		for i, r := range blocks[b].Text {
			if n := covered[b][i]; n > 1 || n == 0 && !unicode.IsSpace(r) {
				t.Fatalf("block %d, byte %d (%q) lies in %d pieces:\n%s", b, i, r, n, blocks[b].Text)
			}
		}
	}
}

var letterParts = []string{
	"SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/SNV-VP", "Kính gửi: Bộ A", "Kính gửi:", "- Ban B;", "Hà Nội, ngày 6 tháng 4 năm 2018",
	"Tại khoản 2 Điều 5, đề nghị bổ sung", "Về Điều 3:", "Đề nghị bỏ", "Lý do: đã có", "Cơ bản nhất trí với dự thảo", "tuy nhiên đề nghị sửa",
	"“mở", "đóng”", "\"", "(", ")", "1.", "a)", "-", "+", "I.", "Ý KIẾN CHUNG", "như sau:", ":", ";", ".", "…", "./.", "Trên đây là ý kiến của Sở A",
	"Nơi nhận:", "- Như trên;", "TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "PHỤ LỤC", "trang 5 dòng 2", "TP. Hồ Chí Minh", "\t", "\u00a0", "\u200b", "2.700",
}

func TestPartitionOfRandomLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.Custom(func(t *rapid.T) prose.Block {
			parts := rapid.SliceOfN(rapid.SampledFrom(letterParts), 0, 8).Draw(t, "parts")
			return prose.Block{
				Kind:  rapid.SampledFrom([]prose.Kind{prose.Paragraph, prose.Paragraph, prose.Cell, prose.Header, prose.Footnote}).Draw(t, "kind"),
				Label: rapid.SampledFrom([]string{"", "", "1.", "a)", "•", "Điều 5."}).Draw(t, "label"),
				Text:  strings.Join(parts, rapid.SampledFrom([]string{" ", " ", "", "\n"}).Draw(t, "join")),
			}
		})
		blocks := rapid.SliceOfN(line, 0, 25).Draw(t, "blocks")
		checkPartition(t, blocks, "", Read(blocks, lawIndex).Pieces)
	})
}

// A line that begins a signature and also looks like the head of the next
// letter once made the reader go round for ever.
func TestSignatureThatLooksLikeAHead(t *testing.T) {
	blocks := []prose.Block{
		{Kind: prose.Paragraph, Text: "Đề nghị bỏ khoản 2 Điều 5."},
		{Kind: prose.Paragraph, Text: "TM. BAN THƯỜNG VỤ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{Kind: prose.Paragraph, Text: "PHÓ BÍ THƯ"},
	}
	checkPartition(t, blocks, "", Read(blocks, lawIndex).Pieces)
}

func TestPartitionOfRealTexts(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(corpus.Path(t, "vi"), "*.*"))
	read := 0
	for _, file := range files {
		if filepath.Ext(file) == ".tsv" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		blocks := blocksOf(string(data))
		ix := anchor.NewIndex(outline.Build(blocks))
		checkPartition(t, blocks, "", Read(blocks, ix).Pieces)
		checkPartition(t, nil, string(data), Split(string(data), ix, nil))
		read++
	}
	if read == 0 {
		t.Error("no text in the corpus was read")
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"Tại Điều 5. Đề nghị bỏ.\nLý do: “a\nb”.", "1. a) - + (i) \x80\xff", "Nhất trí, tuy nhiên đề nghị: 1. A; 2. B.", "Article 5(2): delete."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkPartition(t, nil, s, Split(s, lawIndex, nil))
		blocks := blocksOf(s)
		checkPartition(t, blocks, "", Read(blocks, draftIndex).Pieces)
	})
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	text.WriteString("SỞ NỘI VỤ\nSố: 12/SNV-VP\nKính gửi: Bộ Nội vụ\n")
	for text.Len() < 100_000 {
		text.WriteString("1. Về Điều 5:\na) Tại khoản 2, đề nghị bổ sung cụm từ \"hợp pháp\" sau cụm từ \"Nguồn khác\" để phù hợp với Điều 6 Luật Ngân sách nhà nước.\n")
		text.WriteString("b) Quy định tại khoản 1 chưa rõ. Lý do: nhiều địa phương, nhất là TP. Hồ Chí Minh, hiểu khác nhau. Đề nghị giải thích.\n")
	}
	blocks := blocksOf(text.String())
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		Read(blocks, lawIndex)
	}
}

// What is looked at behind a mark does not grow with the line.
func TestClauseIsBounded(t *testing.T) {
	long := strings.Repeat("đề nghị sửa: 1. ", 4000)
	if n := len(firstClause(long)); n > maxClause || n < maxClause/2 {
		t.Errorf("%d bytes of a clause are looked at", n)
	}
	if got := firstClause("đề nghị sửa; bỏ"); got != "đề nghị sửa" {
		t.Errorf("got %q", got)
	}
	if got := firstClause(strings.Repeat("ệ", 4000)); len(got) > maxClause || !utf8.ValidString(got) {
		t.Errorf("cut within a character: %q", got[max(0, len(got)-3):])
	}
}

// The time a byte of a line takes is the same in a line ten times as long.
func BenchmarkLongLine(b *testing.B) {
	for name, unit := range map[string]string{"items": ": 1. đề nghị sửa", "stops": ".", "clauses": "; tại Điều 2 quy định", "brackets": ". (("} {
		for _, size := range []int{13_000, 130_000} {
			text := "Đề nghị bỏ" + strings.Repeat(unit, size/len(unit)) + " hết"
			b.Run(fmt.Sprintf("%s/%dkB", name, size/1000), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					Read(blocksOf(text), lawIndex)
				}
			})
		}
	}
}
