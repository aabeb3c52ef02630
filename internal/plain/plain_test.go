package plain

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"thao/internal/fault"
	"thao/internal/prose"
)

// sketch writes blocks one a line: kind, level, list, label, look and text.
func sketch(blocks []prose.Block) string {
	var b strings.Builder
	for _, k := range blocks {
		if k.Cell != nil {
			fmt.Fprintf(&b, "[%d.%d r%d c%d %d×%d] ", k.Cell.Parent, k.Cell.Table, k.Cell.Row, k.Cell.Col, k.Cell.RowSpan, k.Cell.ColSpan)
		} else if k.Kind != prose.Paragraph {
			b.WriteString(string(k.Kind) + " ")
		}
		if k.Level > 0 {
			fmt.Fprintf(&b, "h%d ", k.Level)
		}
		if k.List > 0 {
			fmt.Fprintf(&b, "l%d ", k.List)
		}
		for _, look := range []struct {
			on   bool
			sign string
		}{{k.Bold, "B "}, {k.Italic, "I "}, {k.Center, "C "}} {
			if look.on {
				b.WriteString(look.sign)
			}
		}
		if k.Label != "" {
			b.WriteString("‹" + k.Label + "› ")
		}
		b.WriteString(strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(k.Text) + "\n")
	}
	return b.String()
}

func check(t *testing.T, blocks []prose.Block, err error, want string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	want = strings.ReplaceAll(strings.Trim(want, "\n\t"), "\n\t\t\t", "\n")
	if got := strings.TrimRight(sketch(blocks), "\n"); got != want {
		t.Errorf("got\n%s\n\nwant\n%s", got, want)
	}
}

func TestText(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a line a paragraph", "Điều 1. Tên\nMột câu dài.\n\n1. Khoản\n", `
			Điều 1. Tên
			Một câu dài.
			1. Khoản`},
		{"broken lines", "Luật này quy định về hoạt động\nđiện ảnh; quyền, nghĩa vụ của cơ\nquan, tổ chức quy định tại khoản\n2 Điều 5 và\nĐiều 6. Trường hợp khác thì theo\nluật khác.\n1. Khoản một rất dài cho nên phải\nxuống dòng.\n2. Khoản hai.\n", `
			Luật này quy định về hoạt động điện ảnh; quyền, nghĩa vụ của cơ quan, tổ chức quy định tại khoản 2 Điều 5 và Điều 6. Trường hợp khác thì theo luật khác.
			1. Khoản một rất dài cho nên phải xuống dòng.
			2. Khoản hai.`},
		{"first lines set in", "    Một đoạn văn được lùi vào đầu\ndòng và dài đến mức phải xuống\ndòng. Câu sau vẫn thuộc về đoạn\nnày chứ không phải đoạn khác.\n    Đoạn hai cũng vậy, nhưng ngắn\nhơn nhiều.\n", `
			Một đoạn văn được lùi vào đầu dòng và dài đến mức phải xuống dòng. Câu sau vẫn thuộc về đoạn này chứ không phải đoạn khác.
			Đoạn hai cũng vậy, nhưng ngắn hơn nhiều.`},
		{"line ends", "A\r\nB\rC\u2028D\fE", "A\nB\nC\nD\nE"},
		{"mark and blanks", "\ufeff  Một \u00a0\n \t \n", "Một"},
		{"composed", norm.NFD.String("Điều khoản"), "Điều khoản"},
		{"empty", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			blocks, err := Text([]byte(test.text))
			check(t, blocks, err, test.want)
		})
	}
}

func TestMarkdown(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"headings and looks", "# Một\n\nHai\n===\n\n**Đậm cả dòng**\n\n**Đậm** một phần\n\n*Nghiêng*\n", `
			h1 Một
			h1 Hai
			B Đậm cả dòng
			Đậm một phần
			I Nghiêng`},
		{"numbers as typed", "3. Ba\n7. Bảy\n7) Khác\n\n- Gạch\n  - Con\n\n    Đoạn của con\n* Sao\n", `
			l1 ‹3.› Ba
			l1 ‹7.› Bảy
			l1 ‹7)› Khác
			l1 ‹-› Gạch
			l2 ‹-› Con
			l2 Đoạn của con
			l1 ‹-› Sao`},
		{"escapes and references", "1\\. Một &amp; hai \\- R\\&D &#272;\n\n\\a\n", "1. Một & hai - R&D Đ\n\\a"},
		{"broken lines", "Một đoạn văn bị ngắt giữa\ncâu ở đây.\n\nDòng một  \ndòng hai\\\ndòng ba<br>dòng bốn\n", `
			Một đoạn văn bị ngắt giữa câu ở đây.
			Dòng một⏎dòng hai⏎dòng ba⏎dòng bốn`},
		{"a line a paragraph", "Căn cứ Luật Tổ chức Chính phủ;\nTheo đề nghị của Bộ trưởng;\nChính phủ ban hành Nghị định.\n", `
			Căn cứ Luật Tổ chức Chính phủ;
			Theo đề nghị của Bộ trưởng;
			Chính phủ ban hành Nghị định.`},
		{"metadata", "---\ntitle: Tên\ndate: 2030\n---\n\nMột\n\n---\n\nHai\n", `
			header title: Tên⏎date: 2030
			Một
			Hai`},
		{"table", "| A | **B** |\n|---|---|\n| 1<br>2 | `x` |\n", `
			[0.1 r0 c0 1×1] A
			[0.1 r0 c1 1×1] B B
			[0.1 r1 c0 1×1] 1⏎2
			[0.1 r1 c1 1×1] x`},
		{"HTML inside", "Một\n\n<div align=\"center\"><b>Hai</b></div>\n\n<table><tr><td>Ba</td></tr></table>\n", `
			Một
			B C Hai
			[0.1 r0 c0 1×1] Ba`},
		{"footnote", "Một[^1] câu.\n\n[^1]: Chú thích.\n", `
			Một câu.
			footnote Chú thích.`},
		{"links and code", "Xem [đây](http://a) và <http://b> ![ảnh](c)\n\n    mã thụt vào\n", `
			Xem đây và http://b ảnh
			mã thụt vào`},
	} {
		t.Run(test.name, func(t *testing.T) {
			blocks, err := Markdown([]byte(test.text))
			check(t, blocks, err, test.want)
		})
	}
}

func TestHTML(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"blocks and looks", `<html><head><title>x</title><style>p{}</style></head><body><h2>Một</h2><p align=center><b>Hai</b> <strong>ba</strong></p><p><i>Bốn</i></p><script>s()</script><div>Năm<p>Sáu</p>Bảy</div><p style="font-weight:700; text-align: center">Tám</p><p hidden>ẩn</p>`, `
			h2 Một
			B C Hai ba
			I Bốn
			Năm
			Sáu
			Bảy
			B C Tám`},
		{"white space and references", "<p>  Một\n  hai&nbsp;ba &amp; <span>bốn</span>\n<b> năm</b>&#7879;</p><pre>a\n b</pre>", "Một hai\u00a0ba & bốn nămệ\na⏎ b"},
		{"line breaks", "<p>Một<br>hai<br><br>Ba</p>", "Một⏎hai\nBa"},
		{"lists", `<ol start=3><li>Ba<li value=9>Chín<li><p>Mười</p><p>thêm</p></ol><ol type=a><li>A<ol type=i><li>I<li>II</ol></ol><ol type=I><li>X</ol><ul><li>Chấm</ul>`, `
			l1 ‹3.› Ba
			l1 ‹9.› Chín
			l1 ‹10.› Mười
			l1 thêm
			l1 ‹a.› A
			l2 ‹i.› I
			l2 ‹ii.› II
			l1 ‹I.› X
			l1 ‹•› Chấm`},
		{"tables", `<table><tr><th>A<td colspan=2>B<tr><td rowspan=2>C<td>D<td><table><tr><td>E</table><tr><td>F<td></table>`, `
			[0.1 r0 c0 1×1] B A
			[0.1 r0 c1 1×2] B
			[0.1 r1 c0 2×1] C
			[0.1 r1 c1 1×1] D
			[1.2 r0 c0 1×1] E
			[0.1 r2 c1 1×1] F
			[0.1 r2 c2 1×1] `},
		{"words outside elements", "Một <b>hai", "Một hai"},
	} {
		t.Run(test.name, func(t *testing.T) {
			blocks, err := HTML([]byte(test.text))
			check(t, blocks, err, test.want)
		})
	}
}

func TestBounds(t *testing.T) {
	deep := strings.Repeat("<div>", 400) + "x"
	for name, test := range map[string]struct {
		err  error
		want fault.Code
	}{
		"text":              {second(Text(make([]byte, maxBytes+1))), fault.TooLarge},
		"markdown":          {second(Markdown(make([]byte, maxBytes+1))), fault.TooLarge},
		"page":              {second(HTML(make([]byte, maxBytes+1))), fault.TooLarge},
		"deep page":         {second(HTML([]byte(deep))), fault.TooDeep},
		"very deep page":    {second(HTML([]byte(strings.Repeat("<table><tr><td>", 5000)))), fault.TooDeep},
		"deep quotation":    {second(Markdown([]byte(strings.Repeat(">", 100000) + " x"))), fault.TooDeep},
		"deep list":         {second(Markdown([]byte(strings.Repeat("- ", 5000) + "x"))), fault.TooDeep},
		"deep emphasis":     {second(Markdown([]byte(strings.Repeat("*a ", 5000) + strings.Repeat("a* ", 5000)))), fault.TooDeep},
		"deep page in text": {second(Markdown([]byte("<div>\n" + deep + "\n</div>"))), fault.TooDeep},
	} {
		if !errors.Is(test.err, fault.New(test.want)) {
			t.Errorf("%s: %v, want %s", name, test.err, test.want)
		}
	}
}

func TestTangledMarkdown(t *testing.T) {
	for _, source := range []string{strings.Repeat("![a](", 50000), strings.Repeat("> a\n", 50000)} {
		blocks, err := Markdown([]byte(source))
		if err != nil || len(blocks) == 0 {
			t.Errorf("%d blocks, %v", len(blocks), err)
		}
	}
}

func second(_ []prose.Block, err error) error { return err }

// checkBlocks holds what package prose promises of every block.
func checkBlocks(t *testing.T, blocks []prose.Block) {
	for i, b := range blocks {
		if strings.HasSuffix(b.Text, "\n") || strings.HasSuffix(b.Text, "\t") || strings.ContainsAny(b.Text, "\r\f\v\x00") {
			t.Fatalf("block %d: %q", i, b.Text)
		}
		if !norm.NFC.IsNormalString(b.Text) {
			t.Fatalf("block %d is not composed: %q", i, b.Text)
		}
		if (b.Kind == prose.Cell) != (b.Cell != nil) || b.Level < 0 || b.Level > 9 {
			t.Fatalf("block %d: %+v", i, b)
		}
	}
}

func fuzz(f *testing.F, read func([]byte) ([]prose.Block, error), seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		blocks, err := read(data)
		if err != nil {
			if fault.CodeOf(err) == fault.Internal {
				t.Fatal(err)
			}
			return
		}
		checkBlocks(t, blocks)
	})
}

func FuzzText(f *testing.F) {
	fuzz(f, Text, "Điều 1. Tên\n1. Khoản\n", "    lùi vào\ndòng sau\nnữa\n", "\xff\xfeA\x00", "a\r\n\fb")
}

func FuzzMarkdown(f *testing.F) {
	fuzz(f, Markdown, "# Một\n\n1. a\n2. b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "---\na: b\n---\n\\- **x** <br> [^1]\n\n[^1]: n\n", "> > - 1) a\n\n```\nx\n```\n<table><td>")
}

func FuzzHTML(f *testing.F) {
	fuzz(f, HTML, "<p>a<br><br>b<table><tr><td rowspan=2>c", "<ol type=i start=4><li>x<li value=2>y", "<pre>\n a</pre>&nbsp;&#0;<h9>")
}

func BenchmarkText(b *testing.B) {
	line := "Luật này quy định về hoạt động của cơ quan, tổ chức, cá nhân có liên quan.\n"
	data := []byte(strings.Repeat(line, 3000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Text(data); err != nil {
			b.Fatal(err)
		}
	}
}
