package anchor

import "thao/internal/outline"

// level is a word that names a level of a text's structure. Ranks order the
// levels from outside in; a chain of steps has rising ranks.
type level struct {
	words []string // canonical; commas between them are not looked at
	kind  outline.Kind
	rank  int
	bare  bool     // stands without a number: "phần mở đầu"
	spell bool     // number words count without "thứ": "phần ba"
	digit bool     // single letters are no numbers of it
	not   []string // words before it that make it another word: "quan điểm"
}

// Ranks of levels without a kind of their own.
const (
	rankPage  = -1
	rankWhole = -2
)

// lineKind and pageKind never reach a Step.
const (
	pageKind  outline.Kind = "page"
	lineKind  outline.Kind = "line"
	wholeKind outline.Kind = "whole"
)

// A "mục" may be a Mục of a chapter, or any numbered heading of a party or
// scheme text; so it has no kind.
const unknownKind outline.Kind = ""

var fractions = []string{"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười",
	"thành", "cổ", "học", "góp", "đa", "dự", "mỗi", "số", "tỷ", "tỉ"}

var levels = []level{
	{words: w("phụ", "lục"), kind: outline.Annex, rank: 1},
	{words: w("phụ", "lục", "kèm", "theo"), kind: outline.Annex, rank: 1, bare: true},
	{words: w("annex"), kind: outline.Annex, rank: 1},
	{words: w("appendix"), kind: outline.Annex, rank: 1},
	{words: w("schedule"), kind: outline.Annex, rank: 1},

	{words: w("phần", "mở", "đầu"), kind: outline.Front, rank: 5, bare: true},
	{words: w("lời", "mở", "đầu"), kind: outline.Front, rank: 5, bare: true},
	{words: w("phần", "đặt", "vấn", "đề"), kind: outline.Front, rank: 5, bare: true},
	{words: w("trích", "yếu"), kind: outline.Front, rank: 5, bare: true},
	{words: w("tên", "dự", "thảo"), kind: outline.Front, rank: 5, bare: true},
	{words: w("tên", "gọi", "dự", "thảo"), kind: outline.Front, rank: 5, bare: true},
	{words: w("tên", "đề", "án"), kind: outline.Front, rank: 5, bare: true},
	{words: w("preamble"), kind: outline.Front, rank: 5, bare: true},
	{words: w("phần", "căn", "cứ"), kind: outline.Basis, rank: 5, bare: true},
	{words: w("căn", "cứ", "pháp", "lý"), kind: outline.Basis, rank: 5, bare: true},
	{words: w("căn", "cứ", "ban", "hành"), kind: outline.Basis, rank: 5, bare: true},
	{words: w("legal", "basis"), kind: outline.Basis, rank: 5, bare: true},
	{words: w("phần", "nơi", "nhận"), kind: outline.Signature, rank: 5, bare: true},

	{words: w("phần"), kind: outline.Part, rank: 10, spell: true, not: fractions},
	{words: w("part"), kind: outline.Part, rank: 10, spell: true},
	{words: w("chương"), kind: outline.Chapter, rank: 20, spell: true, not: w("hiến", "huy")},
	{words: w("chapter"), kind: outline.Chapter, rank: 20, spell: true},
	{words: w("mục"), kind: unknownKind, rank: 30, not: w("danh", "hạng", "chuyên")},
	{words: w("section"), kind: unknownKind, rank: 30},
	{words: w("sec"), kind: unknownKind, rank: 30, digit: true},
	{words: w("heading"), kind: unknownKind, rank: 30},
	{words: w("tiểu", "mục"), kind: outline.Subsection, rank: 40},
	{words: w("subsection"), kind: outline.Subsection, rank: 40},

	{words: w("nhóm", "nhiệm", "vụ", "giải", "pháp"), kind: unknownKind, rank: 45, digit: true},
	{words: w("nhiệm", "vụ", "và", "giải", "pháp"), kind: unknownKind, rank: 45, digit: true},
	{words: w("nhiệm", "vụ", "giải", "pháp"), kind: unknownKind, rank: 45, digit: true},
	{words: w("nhóm", "nhiệm", "vụ"), kind: unknownKind, rank: 45, digit: true},
	{words: w("nhóm", "giải", "pháp"), kind: unknownKind, rank: 45, digit: true},
	{words: w("nhiệm", "vụ"), kind: unknownKind, rank: 45, digit: true},
	{words: w("giải", "pháp"), kind: unknownKind, rank: 45, digit: true},
	{words: w("mục", "tiêu"), kind: unknownKind, rank: 45, digit: true},
	{words: w("chỉ", "tiêu"), kind: unknownKind, rank: 45, digit: true},
	{words: w("quan", "điểm"), kind: unknownKind, rank: 45, digit: true},
	{words: w("task"), kind: unknownKind, rank: 45, digit: true},

	{words: w("điều"), kind: outline.Article, rank: 50, digit: true},
	{words: w("article"), kind: outline.Article, rank: 50, digit: true},
	{words: w("articles"), kind: outline.Article, rank: 50, digit: true},
	{words: w("art"), kind: outline.Article, rank: 50, digit: true},
	{words: w("khoản"), kind: outline.Clause, rank: 60, digit: true},
	{words: w("clause"), kind: outline.Clause, rank: 60, digit: true},
	{words: w("clauses"), kind: outline.Clause, rank: 60, digit: true},
	{words: w("paragraph"), kind: outline.Paragraph, rank: 65, digit: true},
	{words: w("paragraphs"), kind: outline.Paragraph, rank: 65, digit: true},
	{words: w("para"), kind: outline.Paragraph, rank: 65, digit: true},
	{words: w("điểm"), kind: outline.Point, rank: 70,
		not: w("quan", "thời", "địa", "trọng", "đặc", "ưu", "nhược", "yếu", "cao", "tâm", "số", "đạt", "chấm", "thí", "giao")},
	{words: w("point"), kind: outline.Point, rank: 70},
	{words: w("points"), kind: outline.Point, rank: 70},
	{words: w("subparagraph"), kind: outline.Point, rank: 70},
	{words: w("tiết"), kind: outline.Point, rank: 75, not: w("chi", "thời")},

	{words: w("gạch", "đầu", "dòng"), kind: outline.Item, rank: 80, spell: true, digit: true},
	{words: w("chấm", "đầu", "dòng"), kind: outline.Item, rank: 80, spell: true, digit: true},
	{words: w("dấu", "gạch", "ngang"), kind: outline.Item, rank: 80, spell: true, digit: true},
	{words: w("dấu", "gạch"), kind: outline.Item, rank: 80, spell: true, digit: true},
	{words: w("gạch"), kind: outline.Item, rank: 80, digit: true},
	{words: w("ý"), kind: outline.Item, rank: 80, digit: true, not: w("góp", "đồng")},
	{words: w("item"), kind: unknownKind, rank: 78},
	{words: w("bullet", "point"), kind: outline.Item, rank: 80, digit: true},
	{words: w("bullet"), kind: outline.Item, rank: 80, digit: true},
	{words: w("indent"), kind: outline.Item, rank: 80, digit: true},
	{words: w("bảng"), kind: outline.Table, rank: 82, digit: true},
	{words: w("biểu"), kind: outline.Table, rank: 82, digit: true, not: w("đại", "tiêu", "phát", "lộ")},
	{words: w("table"), kind: outline.Table, rank: 82, digit: true},
	{words: w("đoạn"), kind: outline.Paragraph, rank: 85, digit: true, not: w("giai", "công", "phân", "thủ", "lũng")},
	{words: w("đoạn", "văn"), kind: outline.Paragraph, rank: 85, digit: true},

	{words: w("trang"), kind: pageKind, rank: rankPage, digit: true, not: w("thời", "nghĩa")},
	{words: w("tr"), kind: pageKind, rank: rankPage, digit: true},
	{words: w("page"), kind: pageKind, rank: rankPage, digit: true},
	{words: w("pages"), kind: pageKind, rank: rankPage, digit: true},
	{words: w("p"), kind: pageKind, rank: rankPage, digit: true},
	{words: w("pp"), kind: pageKind, rank: rankPage, digit: true},
	{words: w("dòng"), kind: lineKind, rank: rankPage, digit: true, not: w("dẫn")},
	{words: w("line"), kind: lineKind, rank: rankPage, digit: true},
	{words: w("lines"), kind: lineKind, rank: rankPage, digit: true},

	{words: w("toàn", "bộ", "dự", "thảo"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("toàn", "bộ", "nội", "dung", "dự", "thảo"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("toàn", "bộ", "nội", "dung", "của", "dự", "thảo"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("toàn", "bộ", "văn", "bản"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("toàn", "bộ", "đề", "án"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("toàn", "văn", "dự", "thảo"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("toàn", "văn"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("toàn", "dự", "thảo"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("cả", "dự", "thảo"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("xuyên", "suốt", "dự", "thảo"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("whole", "draft"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("entire", "draft"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("whole", "document"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("entire", "document"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("throughout", "the", "draft"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("throughout", "the", "document"), kind: wholeKind, rank: rankWhole, bare: true},
	{words: w("throughout", "the", "text"), kind: wholeKind, rank: rankWhole, bare: true},
}

func w(words ...string) []string { return words }

// levelsByWord finds the levels that begin with a word, longest first.
var levelsByWord = func() map[string][]*level {
	m := map[string][]*level{}
	for i := range levels {
		l := &levels[i]
		list := append(m[l.words[0]], l)
		for k := len(list) - 1; k > 0 && len(list[k].words) > len(list[k-1].words); k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
		m[l.words[0]] = list
	}
	return m
}()

// countable levels may have an English ordinal before them: "second paragraph".
var countable = map[string]bool{"paragraph": true, "bullet": true, "indent": true, "task": true, "line": true,
	"annex": true, "table": true, "chapter": true, "section": true, "item": true, "subparagraph": true}

// measures after a number mean that it counts something: "phần 3 triệu đồng".
var measures = map[string]bool{"triệu": true, "tỷ": true, "tỉ": true, "nghìn": true, "ngàn": true, "đồng": true,
	"năm": true, "tháng": true, "ngày": true, "giờ": true, "người": true, "lần": true, "trăm": true, "%": true,
	"cấp": true, "tuổi": true, "nước": true, "bên": true, "million": true, "years": true, "percent": true}
