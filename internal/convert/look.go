package convert

import (
	"strings"

	"thao/internal/akn"
	"thao/internal/outline"
	"thao/internal/viet"
)

// house is how the papers of one kind of organisation look.
type house struct {
	name     string
	language string
	font     string
	size     float64 // points, of running text
	title    float64 // points, of the name of the paper
	motto    float64 // points, of the line on top right
	left     float64 // share of the measure that the issuer's column has in a letterhead
	hanging  bool    // headings stand at the margin, the larger the higher; else they are set in as the text is
}

// houses are the styles by profile. vn-state follows Decree 30/2020/NĐ-CP,
// annex I: running text 13–14 points, its first line set in by 1 or 1.27 cm.
// vn-party follows Instruction 36-HD/VPTW: running text 14–15 points, the
// party's name 15, the kind of paper 15–16.
var houses = []house{
	{name: "vn-state", language: "vi-VN", font: "Times New Roman", size: 14, title: 14, motto: 12, left: 0.38},
	{name: "vn-party", language: "vi-VN", font: "Times New Roman", size: 14, title: 16, motto: 15, left: 0.5},
	{name: "generic", language: "en-GB", font: "Times New Roman", size: 12, title: 16, motto: 12, left: 0.5, hanging: true},
}

// The page of every house, millimetres: A4 with the margins both instruments
// allow.
const (
	pageWidth, pageHeight   = 210.0, 297.0
	marginTop, marginBottom = 20.0, 20.0
	marginLeft, marginRight = 30.0, 15.0
	measure                 = pageWidth - marginLeft - marginRight
	indent                  = 12.7
)

type alignment int8

const (
	justified alignment = iota
	flush
	centred
)

// look is how a paragraph looks. Lengths are millimetres, sizes and room above
// and below points.
type look struct {
	size                    float64
	bold, italic, underline bool
	labelBold               bool // only the label is
	align                   alignment
	first, left             float64
	before, after           float64
	line                    float64 // multiple of a single line
	level                   int     // of a heading
	keep, newPage           bool
}

// running is the look of running text.
func (h *house) running() look {
	return look{size: h.size, first: indent, after: 6, line: 1.15}
}

// of is the look of a line that is no table.
func (h *house) of(l *line) look {
	switch l.story {
	case head:
		return h.headLook(l)
	case grounds:
		return h.groundLook(l)
	case closing:
		return h.closingLook(l)
	case titling:
		return h.annexLook(l)
	}
	k := h.running()
	if l.title {
		return h.headingLook(l, k)
	}
	k.labelBold = l.node.Kind == outline.Article
	return k
}

func (h *house) headLook(l *line) look {
	k := look{size: h.size, align: centred, line: 1}
	switch {
	case dated(l.words):
		k.italic, k.before = true, 6
	case outline.OpensTitle(l.words):
		k.bold, k.size, k.before, k.keep = true, h.title, 18, true
	case l.subject && bare(l.words):
		k.after = 6
	case l.subject:
		k.bold, k.before, k.after = true, 4, 6
	case capitals(l.words):
		k.bold = true
	}
	return k
}

// dated reports whether a line is a place and a date.
func dated(s string) bool {
	folded := viet.Fold(s)
	return len(s) < 100 && strings.Contains(folded, "ngay ") && strings.Contains(folded, "thang ")
}

func (h *house) groundLook(l *line) look {
	k := h.running()
	if akn.IsGround(l.node) || !capitals(l.words) && strings.Contains(strings.ToLower(l.words), "ban hành") {
		k.italic = true
		return k
	}
	return look{size: h.size, align: centred, before: 6, after: 6, line: 1.15, bold: capitals(l.words), italic: !capitals(l.words)}
}

// closingLook sets recipients at the left margin and signatures on the right
// half of the page.
func (h *house) closingLook(l *line) look {
	switch {
	case recipients(l.words):
		return look{size: 12, bold: true, italic: true, align: flush, before: 12, line: 1}
	case l.node.Kind == outline.Item:
		return look{size: 11, align: flush, line: 1}
	}
	return look{size: h.size, align: centred, left: measure / 2, bold: capitals(l.words), line: 1, before: 2}
}

func recipients(s string) bool {
	folded := viet.Fold(s)
	return strings.HasPrefix(folded, "noi nhan") || strings.HasPrefix(folded, "noi gui")
}

func (h *house) annexLook(l *line) look {
	attached := l.level == 0 && strings.HasPrefix(l.words, "(")
	k := look{size: h.size, align: centred, line: 1.15, after: 6, bold: !attached, italic: attached, keep: true}
	k.newPage, k.level = l.level > 0, l.level
	return k
}

func (h *house) headingLook(l *line, k look) look {
	k.bold, k.keep, k.level = true, true, l.level
	n := l.node
	switch {
	case isDivision(n.Kind), n.Kind == outline.Heading && n.Label == "" && capitals(n.Heading):
		k.align, k.first, k.before = centred, 0, 12
	case n.Kind == outline.Heading && n.Level >= 3:
		k.italic = true
	}
	if h.hanging && l.level > 0 {
		k.align, k.first, k.before = flush, 0, 12
		k.size = max(h.size, h.size+4-float64(l.level))
	}
	return k
}

// cellLooks are those of the paragraphs of a cell.
func (h *house) cellLooks(s story, col int, paragraphs []string) []look {
	looks := make([]look, len(paragraphs))
	for i, words := range paragraphs {
		switch s {
		case head:
			looks[i] = h.letterhead(words, col)
		case closing:
			looks[i] = h.signatory(words, col)
		default:
			looks[i] = look{size: h.size - 2, align: flush, before: 2, after: 2, line: 1}
		}
	}
	switch {
	case s == head && col == 0:
		issuer(looks, paragraphs)
	case s == head:
		underline(looks, paragraphs)
	case s == closing:
		looks[0].before = 12
	}
	return looks
}

// issuer makes the last name on the left bold: the body that issues, below the
// one it belongs to.
func issuer(looks []look, paragraphs []string) {
	for i := len(paragraphs) - 1; i >= 0; i-- {
		if capitals(paragraphs[i]) && !strings.ContainsAny(paragraphs[i], "0123456789/") {
			looks[i].bold = true
			return
		}
	}
}

// underline draws the line under the motto, unless one is typed there already.
func underline(looks []look, paragraphs []string) {
	for i, words := range paragraphs {
		folded := viet.Fold(words)
		motto := strings.HasPrefix(folded, "dang cong san") || strings.HasPrefix(folded, "doc lap")
		typed := i+1 < len(paragraphs) && bare(paragraphs[i+1])
		looks[i].underline = motto && !typed
	}
}

func (h *house) letterhead(words string, col int) look {
	k := look{size: h.size - 1, align: centred, line: 1}
	folded := viet.Fold(words)
	switch {
	case dated(words):
		k.italic, k.size, k.before = true, h.size, 6
	case strings.HasPrefix(folded, "dang cong san"):
		k.bold, k.size = true, h.motto
	case strings.HasPrefix(folded, "cong hoa xa hoi"):
		k.bold, k.size = true, h.motto
	case strings.HasPrefix(folded, "doc lap"):
		k.bold = true
	case bare(words) && len(words) > 1:
		k.size = 8 // a rule drawn with signs
	case col > 0:
		k.bold = capitals(words)
	}
	return k
}

func (h *house) signatory(words string, col int) look {
	switch {
	case recipients(words):
		return look{size: 12, bold: true, italic: true, align: flush, line: 1}
	case col == 0:
		return look{size: 11, align: flush, line: 1}
	}
	return look{size: h.size, bold: capitals(words), align: centred, line: 1}
}

// columns are the widths of a table's columns. Those of a letterhead go by
// the house: the state's motto needs more room than the party's name.
func (h *house) columns(g *grid, s story) []float64 {
	switch {
	case s == head && g.cols == 2:
		return []float64{measure * h.left, measure * (1 - h.left)}
	case s == closing && g.cols == 2:
		return []float64{measure / 2, measure / 2}
	}
	return g.widths(measure)
}

// ruled reports whether the cells of a table have lines around them.
func ruled(s story) bool { return s != head && s != closing }
