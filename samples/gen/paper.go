package main

import (
	"fmt"
	"strings"
	"time"

	"thao/internal/ooxml/compose"
)

// letterhead is the top of an official paper: two columns, the issuer on the
// left, the motto with place and date on the right.
type letterhead struct {
	state  bool   // a state body's (Decree 30/2020), else a party body's (Instruction 36)
	parent string // the body above, "" for none
	issuer string
	number string
	about  string // "V/v …" under the number of a state letter
	place  string
	date   time.Time
}

func (h letterhead) dateline() string {
	return fmt.Sprintf("%s, ngày %02d tháng %d năm %d", h.place, h.date.Day(), h.date.Month(), h.date.Year())
}

func cellPara(text string, look compose.Look) compose.Para {
	return compose.Para{Style: plainStyle, Text: text, Align: compose.Center, Look: look}
}

func (h letterhead) block() compose.Table {
	left, right := h.party()
	widths := []float64{80, 82}
	if h.state {
		left, right = h.decree()
		widths = []float64{62, 100}
	}
	return compose.Table{Widths: widths, Rows: compose.Rows(compose.Row{
		Cells: []compose.Cell{{Blocks: left}, {Blocks: right}}})}
}

func (h letterhead) party() (left, right []compose.Block) {
	bold := compose.Look{Bold: compose.On, Size: 14}
	if h.parent != "" {
		left = append(left, cellPara(h.parent, compose.Look{Size: 13}))
	}
	left = append(left,
		cellPara(h.issuer, bold),
		cellPara("*", compose.Look{Size: 14}),
		cellPara(h.number, compose.Look{Size: 14}))
	right = []compose.Block{
		cellPara("ĐẢNG CỘNG SẢN VIỆT NAM", compose.Look{Bold: compose.On, Size: 15, Underline: true}),
		compose.Para{Style: plainStyle, Text: h.dateline(), Align: compose.Center, Look: compose.Look{Italic: compose.On, Size: 14},
			Spacing: &compose.Spacing{Before: 6, Line: 1}},
	}
	return left, right
}

func (h letterhead) decree() (left, right []compose.Block) {
	if h.parent != "" {
		left = append(left, cellPara(h.parent, compose.Look{Size: 13}))
	}
	left = append(left,
		cellPara(h.issuer, compose.Look{Bold: compose.On, Size: 13}),
		rule(24),
		cellPara("Số: "+h.number, compose.Look{Size: 13}))
	if h.about != "" {
		left = append(left, cellPara(h.about, compose.Look{Size: 12}))
	}
	right = []compose.Block{
		cellPara("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", compose.Look{Bold: compose.On, Size: 12}),
		cellPara("Độc lập - Tự do - Hạnh phúc", compose.Look{Bold: compose.On, Size: 13}),
		rule(22),
		compose.Para{Style: plainStyle, Text: h.dateline(), Align: compose.Center, Look: compose.Look{Italic: compose.On, Size: 13.5},
			Spacing: &compose.Spacing{Before: 4, Line: 1}},
	}
	return left, right
}

// rule is a short line under a name: a low paragraph drawn in from both sides
// by in millimetres.
func rule(in float64) compose.Para {
	return compose.Para{Style: plainStyle, Look: compose.Look{Size: 2}, Rule: &compose.Rule{Above: true, Weight: 0.75},
		Indent: &compose.Indent{Left: in, Right: in}, Spacing: &compose.Spacing{Before: 2, Line: 1}}
}

// signature is the foot of a paper: who receives it, and who signs, without a
// name.
func signature(receivers []string, signer ...string) compose.Table {
	list := []compose.Block{compose.Para{Style: plainStyle, Text: "Nơi nhận:",
		Look: compose.Look{Bold: compose.On, Italic: compose.On, Size: 12}}}
	for _, r := range receivers {
		list = append(list, compose.Para{Style: plainStyle, Text: "- " + r, Look: compose.Look{Size: 11}})
	}
	var sign []compose.Block
	for _, s := range signer {
		sign = append(sign, cellPara(s, compose.Look{Bold: compose.On, Size: 14}))
	}
	sign = append(sign, compose.Para{Style: plainStyle, Spacing: &compose.Spacing{Before: 36, Line: 1}})
	return compose.Table{Widths: []float64{81, 81}, Rows: compose.Rows(compose.Row{CantSplit: true,
		Cells: []compose.Cell{{Blocks: list}, {Blocks: sign}}})}
}

const (
	schemeTitle = "Tập trung xây dựng đội ngũ cán bộ các cấp, nhất là cấp chiến lược, đủ phẩm chất, năng lực và uy tín, ngang tầm nhiệm vụ"
	draftTitle  = "Đề án " + schemeTitle
)

// edition is which version of the draft a copy is.
type edition struct {
	stamp string // "DỰ THẢO LẦN 1"
	date  time.Time
}

var (
	firstEdition = edition{"DỰ THẢO LẦN 1", time.Date(2018, 3, 7, 0, 0, 0, 0, time.UTC)}
	nextEdition  = edition{"DỰ THẢO LẦN 2", time.Date(2018, 5, 4, 0, 0, 0, 0, time.UTC)}
)

// draftHead is all that stands before Part I.
func draftHead(e edition) []compose.Block {
	head := letterhead{parent: "BAN CHỈ ĐẠO XÂY DỰNG ĐỀ ÁN", issuer: "TỔ BIÊN TẬP", number: "Số       -ĐA/BCĐ",
		place: "Hà Nội", date: e.date}
	return []compose.Block{
		head.block(),
		compose.Para{Style: plainStyle, Text: e.stamp, Look: compose.Look{Bold: compose.On, Size: 13},
			Spacing: &compose.Spacing{Before: 6, After: 18, Line: 1}, Indent: &compose.Indent{Left: 20}},
		compose.Para{Style: "Title", Text: "ĐỀ ÁN"},
		compose.Para{Style: "Title", Text: schemeTitle, Look: compose.Look{Size: 15}, Spacing: &compose.Spacing{Before: 4, Line: 1},
			Indent: &compose.Indent{Left: 8, Right: 8}},
		compose.Para{Style: "Title", Text: strings.Repeat("-", 5), Spacing: &compose.Spacing{After: 6, Line: 1}},
	}
}

func draftFoot() []compose.Block {
	return []compose.Block{
		compose.Para{Style: plainStyle, Spacing: &compose.Spacing{Before: 12, Line: 1}},
		signature([]string{"Các tỉnh ủy, thành ủy,", "Các ban cán sự đảng, đảng đoàn,", "Đảng ủy trực thuộc Trung ương,",
			"Thành viên Ban Chỉ đạo xây dựng Đề án,", "Lưu Tổ biên tập."},
			"T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN"),
	}
}
