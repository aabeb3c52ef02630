package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"thao/internal/prose"
	"thao/internal/viet"
)

// texts are the paragraphs of a document without headers, footers and notes.
func texts(doc *Document) []string {
	var out []string
	for _, b := range doc.Base {
		if b.Kind == prose.Paragraph {
			out = append(out, b.Text)
		}
	}
	return out
}

func expect(t testing.TB, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	for i := range max(len(got), len(want)) {
		a, b := "(none)", "(none)"
		if i < len(got) {
			a = got[i]
		}
		if i < len(want) {
			b = want[i]
		}
		if a != b {
			t.Fatalf("paragraph %d of %d, %d wanted:\n got %q\nwant %q", i+1, len(got), len(want), a, b)
		}
	}
}

const long = "Tiếp tục đổi mới, sắp xếp tổ chức bộ máy của hệ thống chính trị theo hướng tinh gọn, hoạt động hiệu lực, hiệu quả; phân định rõ chức năng, nhiệm vụ của từng cơ quan, đơn vị, không để chồng chéo hoặc bỏ sót việc."

func TestParagraphs(t *testing.T) {
	tests := []struct {
		name  string
		paras []para
		want  []string // nil: the texts, after their labels
	}{
		{"first lines indented", []para{{text: long, first: 36}, {text: long, first: 36}, {text: "Ngắn.", first: 36}}, nil},
		{"space between, no indent", []para{{text: long, before: 8}, {text: long, before: 8}}, nil},
		{"ragged right", []para{{text: long, first: 36, align: "L"}, {text: long, first: 36, align: "L"}}, nil},
		{"clauses flush left", []para{{text: "1. " + long}, {text: "2. " + long}, {text: "a) " + long}, {text: "đ) " + long}}, nil},
		{"labels hanging", []para{{label: "a)", text: long, first: 18, hang: 40}, {label: "b)", text: long, first: 18, hang: 40}, {label: "-", text: "Ngắn;", first: 18, hang: 40}, {label: "-", text: long, first: 18, hang: 40}}, nil},
		{"heading and its text", []para{{text: "Điều 12. Trách nhiệm thi hành", style: "B"}, {text: long}}, nil},
		{"centred titles", []para{{text: "NGHỊ QUYẾT", style: "B", align: "C"}, {text: "Về sắp xếp tổ chức bộ máy", style: "B", align: "C"}, {text: "Chương I", align: "C", style: "B", before: 6}, {text: "NHỮNG QUY ĐỊNH CHUNG VỀ TỔ CHỨC BỘ MÁY VÀ QUẢN LÝ BIÊN CHẾ CỦA HỆ THỐNG", align: "C", style: "B"}, {text: long, first: 36}}, nil},
		{"a mention of an article at a line's start is no label", []para{{text: "Việc này được thực hiện theo các nguyên tắc và yêu cầu được quy định tại các điều, khoản và điểm sau đây: Điều 5 và Điều 6 của Nghị định này, trừ các trường hợp khác được quy định rõ.", align: "L"}}, nil},
		{"over a page's end", []para{{text: strings.Repeat(long+" ", 12), first: 36}, {text: "Cuối cùng.", first: 36}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSetter()
			var want []string
			for i, p := range tt.paras {
				if i == 0 && tt.name == "over a page's end" {
					s.page()
					s.y = s.bottom - 60
				}
				s.set(p)
				want = append(want, strings.TrimSpace(p.label+" "+strings.TrimSpace(p.text)))
			}
			expect(t, texts(mustRead(t, s.bytes(t))), want)
		})
	}
}

func TestLooks(t *testing.T) {
	s := newSetter()
	s.set(para{text: "QUYẾT ĐỊNH", style: "B", align: "C"})
	s.set(para{text: "Về việc ban hành quy chế", style: "I", align: "C"})
	s.set(para{text: long, first: 36})
	doc := mustRead(t, s.bytes(t))
	for i, want := range []prose.Block{
		{Kind: prose.Paragraph, Text: "QUYẾT ĐỊNH", Bold: true, Center: true, Page: 1},
		{Kind: prose.Paragraph, Text: "Về việc ban hành quy chế", Italic: true, Center: true, Page: 1},
		{Kind: prose.Paragraph, Text: long, Page: 1},
	} {
		if doc.Base[i] != want {
			t.Errorf("got %+v, want %+v", doc.Base[i], want)
		}
	}
}

func TestHeadersFootersAndPageNumbers(t *testing.T) {
	s := newSetter()
	s.onPage = func(page int) {
		s.SetFont("serif", "", 10)
		s.Text(90, 40, "Dự thảo lần 3")
		if page > 1 {
			s.Text(310, 30, fmt.Sprint(page))
		}
		s.Text(90, 815, fmt.Sprintf("Ban Tổ chức - trang %d/4", page))
	}
	var want []string
	for i := range 24 {
		p := para{text: fmt.Sprintf("%d. %s %s", i+1, long, long), first: 36}
		s.set(p)
		want = append(want, p.text)
	}
	doc := mustRead(t, s.bytes(t))
	if doc.Pages < 4 {
		t.Fatalf("%d pages do not test this", doc.Pages)
	}
	expect(t, texts(doc), want)
	var rest []string
	for _, b := range doc.Base[len(want):] {
		rest = append(rest, string(b.Kind)+": "+b.Text)
	}
	if len(rest) == 0 || rest[0] != "header: Dự thảo lần 3" || !strings.HasPrefix(rest[1], "footer: Ban Tổ chức - trang 1") {
		t.Errorf("got %q", rest)
	}
	if last := doc.Base[len(want)-1]; last.Page < 4 {
		t.Errorf("the last paragraph is on page %d", last.Page)
	}
}

func TestANumberInTheTextIsNoPageNumber(t *testing.T) {
	s := newSetter()
	s.page()
	s.y = 780
	s.bottom = 830
	s.set(para{text: "2018"})
	expect(t, texts(mustRead(t, s.bytes(t))), []string{"2018"})
}

func TestTwoColumnsSideBySide(t *testing.T) {
	s := newSetter()
	s.page()
	s.SetFont("serif", "B", 13)
	s.Text(90, 100, "TỈNH ỦY A")
	s.Text(330, 100, "ĐẢNG CỘNG SẢN VIỆT NAM")
	s.SetFont("serif", "", 13)
	s.Text(90, 116, "Số 12-CV/TU")
	s.Text(330, 116, "A, ngày 5 tháng 3 năm 2018")
	s.y = 150
	s.set(para{text: long, first: 36})
	got := texts(mustRead(t, s.bytes(t)))
	slices.Sort(got[:4])
	expect(t, got, []string{"A, ngày 5 tháng 3 năm 2018", "Số 12-CV/TU", "TỈNH ỦY A", "ĐẢNG CỘNG SẢN VIỆT NAM", long})
}

func TestLinesDrawnFromBelowAreReadFromAbove(t *testing.T) {
	s := newSetter()
	s.page()
	for i, y := range []float64{300, 200, 100} {
		s.y = y
		s.set(para{text: fmt.Sprintf("%d. Khoản này.", 3-i)})
	}
	expect(t, texts(mustRead(t, s.bytes(t))), []string{"1. Khoản này.", "2. Khoản này.", "3. Khoản này."})
}

func TestFootnotes(t *testing.T) {
	s := newSetter()
	s.page()
	put := func(x, y, size float64, text string) float64 {
		s.SetFont("serif", "", size)
		s.Text(x, y, text)
		return x + s.GetStringWidth(text)
	}
	x := put(s.left, 100, 14, "Mỗi phòng không quá 20 m")
	x = put(x, 95, 8, "2")
	x = put(x, 100, 14, " theo quy định")
	x = put(x, 95, 8, "1")
	put(x, 100, 14, " của Chính phủ")
	put(s.left, 118, 14, "và hướng dẫn của các bộ, ngành.")
	x = put(s.left, 740, 6.5, "1")
	put(x, 744, 10, " Nghị định số 152 của Chính phủ.")
	doc := mustRead(t, s.bytes(t))
	var note prose.Block
	for _, b := range doc.Base {
		if b.Kind == prose.Footnote {
			note = b
		}
	}
	if note.Label != "1" || note.Text != "Nghị định số 152 của Chính phủ." {
		t.Errorf("got %+v", doc.Base)
	}
	if body := texts(doc)[0]; body != "Mỗi phòng không quá 20 m2 theo quy định của Chính phủ và hướng dẫn của các bộ, ngành." {
		t.Errorf("got %q", body)
	}
}

func TestHyphenation(t *testing.T) {
	tests := []struct{ upper, lower, want string }{
		{"The sections that follow describe the parts of the develop-", "ment plan that are listed below.", "The sections that follow describe the parts of the development plan that are listed below."},
		{"Các cơ quan có trách nhiệm xây dựng kế hoạch phát triển kinh tế-", "xã hội và giảm nghèo bền vững.", "Các cơ quan có trách nhiệm xây dựng kế hoạch phát triển kinh tế-xã hội và giảm nghèo bền vững."},
	}
	for _, tt := range tests {
		s := newSetter()
		s.page()
		s.SetFont("serif", "", 14)
		s.right = s.left + s.GetStringWidth(tt.upper)
		s.Text(s.left, 100, tt.upper)
		s.Text(s.left, 118, tt.lower)
		got := texts(mustRead(t, s.bytes(t)))
		if strings.Join(got, " ") != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// TestLettersOfAnotherFontDrawnLater is what programs do whose font lacks a
// letter.
func TestLettersOfAnotherFontDrawnLater(t *testing.T) {
	s := newSetter()
	s.page()
	s.SetFont("serif", "", 14)
	x := s.left
	type gap struct {
		x float64
		r string
	}
	var gaps []gap
	for _, r := range "Tổ chức bộ máy" {
		letter := string(r)
		if strings.Contains("ổứộ", letter) {
			gaps = append(gaps, gap{x, letter})
		} else {
			s.Text(x, 100, letter)
		}
		x += s.GetStringWidth(letter)
	}
	s.SetFont("serif", "I", 14)
	for _, g := range gaps {
		s.Text(g.x, 100, g.r)
	}
	expect(t, texts(mustRead(t, s.bytes(t))), []string{"Tổ chức bộ máy"})
}

func TestTurnedPages(t *testing.T) {
	for _, turn := range []int{0, 90, 180, 270} {
		t.Run(fmt.Sprint(turn), func(t *testing.T) {
			content := "BT /F1 14 Tf 1 0 0 1 100 700 Tm (1. Upper line.) Tj 1 0 0 1 100 680 Tm (2. Lower line.) Tj ET"
			switch turn {
			case 90:
				content = strings.ReplaceAll(strings.ReplaceAll(content, "1 0 0 1 100 700", "0 1 -1 0 200 100"), "1 0 0 1 100 680", "0 1 -1 0 220 100")
			case 180:
				content = strings.ReplaceAll(strings.ReplaceAll(content, "1 0 0 1 100 700", "-1 0 0 -1 400 100"), "1 0 0 1 100 680", "-1 0 0 -1 400 120")
			case 270:
				content = strings.ReplaceAll(strings.ReplaceAll(content, "1 0 0 1 100 700", "0 -1 1 0 400 700"), "1 0 0 1 100 680", "0 -1 1 0 380 700")
			}
			data := plainPDF(content, fmt.Sprintf("/Rotate %d", turn), "/BaseFont /Times-Roman /Encoding /WinAnsiEncoding")
			expect(t, texts(mustRead(t, data)), []string{"1. Upper line.", "2. Lower line."})
		})
	}
}

// TestFontsFromBeforeUnicode reads text whose letters are those of TCVN3 and
// VNI, and finds the words under a highlight all the same.
func TestFontsFromBeforeUnicode(t *testing.T) {
	const text = "Cộng hoà xã hội"
	for name, enc := range map[string]viet.Encoding{"#2EVnTime": viet.TCVN3, "ABCDEF+#2EVnArial": viet.TCVN3, "VNI-Times": viet.VNI} {
		t.Run(name, func(t *testing.T) {
			raw, err := enc.Encode(text)
			if err != nil {
				t.Fatal(err)
			}
			var bytes strings.Builder
			for _, r := range raw {
				code, ok := charmap.Windows1252.EncodeRune(r)
				if !ok {
					t.Fatalf("%q has no code", r)
				}
				fmt.Fprintf(&bytes, "%02X", code)
			}
			content := "BT /F1 14 Tf 1 0 0 1 100 700 Tm <" + bytes.String() + "> Tj ET"
			whole := "/Annots [<</Type /Annot /Subtype /Highlight /Rect [90 690 400 715] /QuadPoints [90 715 400 715 90 690 400 690]>>]"
			data := plainPDF(content, whole, "/BaseFont /"+name+" /Encoding /WinAnsiEncoding")
			doc := mustRead(t, data)
			expect(t, texts(doc), []string{text})
			if doc.Notes[0].Quote != text {
				t.Errorf("got %q", doc.Notes[0].Quote)
			}
		})
	}
}

var vocabulary = strings.Fields("tổ chức bộ máy hệ thống chính trị tinh gọn hoạt động hiệu lực quả biên chế cán công viên đội ngũ cơ quan đơn vị sự nghiệp nhiệm vụ giải pháp thực hiện báo cáo kết Điều khoản quy định pháp luật 2018, đến năm; (sau) “gọi” là.")

// TestSetAndReadIsTheIdentity sets any text and reads it back.
func TestSetAndReadIsTheIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSetter()
		s.leading = rapid.SampledFrom([]float64{1.15, 1.3, 1.5}).Draw(t, "leading")
		size := rapid.SampledFrom([]float64{12, 13, 14}).Draw(t, "size")
		align := rapid.SampledFrom([]string{"J", "L"}).Draw(t, "align")
		look := rapid.SampledFrom([]para{{first: 36}, {before: 9}, {first: 28, before: 6}}).Draw(t, "look")
		if numbered := rapid.Bool().Draw(t, "page numbers"); numbered {
			s.onPage = func(page int) {
				s.SetFont("serif", "", 12)
				s.Text(310, 40, fmt.Sprint(page))
			}
		}
		var want []string
		for i := range rapid.IntRange(1, 25).Draw(t, "paragraphs") {
			words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 70).Draw(t, "words")
			p := look
			p.text = fmt.Sprintf("%d. %s.", i+1, strings.Join(words, " "))
			p.size, p.align = size, align
			s.set(p)
			want = append(want, p.text)
		}
		var b strings.Builder
		if err := s.Output(&b); err != nil {
			t.Fatal(err)
		}
		doc, err := Read(t.Context(), []byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		got := texts(doc)
		if !slices.Equal(got, want) {
			for i := range got {
				if i >= len(want) || got[i] != want[i] {
					t.Fatalf("paragraph %d of %d, %d wanted:\n got %q\nwant %q", i+1, len(got), len(want), got[i], want[min(i, len(want)-1)])
				}
			}
			t.Fatalf("%d paragraphs, %d wanted", len(got), len(want))
		}
	})
}
