package main

import (
	"bytes"
	"strings"
	"time"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"github.com/go-pdf/fpdf"
)

// Measures of a PDF page, points from the top left corner.
const (
	pdfWidth, pdfHeight = 595.28, 841.89
	pdfLeft, pdfRight   = 85.0, 51.0
	pdfTop, pdfBottom   = 57.0, 57.0
	pdfSize             = 14.0
	pdfLeading          = 20.0
	pdfIndent           = 36.0
)

// pdfPaper lays out lines of text itself, so that the place of every word on
// the page is known.
type pdfPaper struct {
	*fpdf.Fpdf
	y     float64
	lines []pdfLine // all lines set so far
}

// pdfLine is one line on a page, and the stretch of its paragraph it shows.
type pdfLine struct {
	page      int
	x, y      float64 // of the baseline's start
	text      string
	style     string
	paragraph int // index of the paragraph among those set
	from      int // byte in the paragraph
}

func newPDF(title string, created time.Time) *pdfPaper {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(created)
	f.SetModificationDate(created)
	f.SetTitle(title, true)
	f.SetAutoPageBreak(false, 0)
	f.AddUTF8FontFromBytes("Serif", "", liberationserifregular.TTF)
	f.AddUTF8FontFromBytes("Serif", "B", liberationserifbold.TTF)
	f.AddUTF8FontFromBytes("Serif", "I", liberationserifitalic.TTF)
	p := &pdfPaper{Fpdf: f}
	p.newPage()
	return p
}

func (p *pdfPaper) newPage() {
	p.AddPage()
	p.y = pdfTop + pdfSize
	if p.PageNo() > 1 {
		number := itoa(p.PageNo())
		p.SetFont("Serif", "", 13)
		p.Text((pdfWidth-p.GetStringWidth(number))/2, 40, number)
	}
}

// paragraph sets a paragraph and returns its number among the lines.
func (p *pdfPaper) paragraph(text, style string, center bool) int {
	number := 0
	if n := len(p.lines); n > 0 {
		number = p.lines[n-1].paragraph + 1
	}
	p.SetFont("Serif", style, pdfSize)
	indent := pdfIndent
	if center {
		indent = 0
	}
	for from := 0; from < len(text); {
		to, next := p.breakLine(text, from, pdfWidth-pdfLeft-pdfRight-indent)
		if p.y > pdfHeight-pdfBottom {
			p.newPage()
			p.SetFont("Serif", style, pdfSize)
		}
		x := pdfLeft + indent
		if center {
			x = pdfLeft + (pdfWidth-pdfLeft-pdfRight-p.GetStringWidth(text[from:to]))/2
		}
		p.Text(x, p.y, text[from:to])
		p.lines = append(p.lines, pdfLine{p.PageNo(), x, p.y, text[from:to], style, number, from})
		p.y += pdfLeading
		from, indent = next, 0
	}
	p.y += 4
	return number
}

// breakLine says where the line from a byte ends and the next begins.
func (p *pdfPaper) breakLine(text string, from int, width float64) (to, next int) {
	to = from
	for at := from; at < len(text); {
		end := strings.IndexByte(text[at:], ' ')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		if to > from && p.GetStringWidth(text[from:end]) > width {
			return to, to + 1
		}
		to, at = end, end+1
	}
	return to, len(text)
}

// columns sets the lines of a letterhead or a signature beside each other.
func (p *pdfPaper) columns(left, right []string, leftBold, rightBold int) {
	start := p.y
	side := func(lines []string, bold int, middle float64) {
		p.y = start
		for i, text := range lines {
			style := ""
			if i < bold {
				style = "B"
			}
			p.SetFont("Serif", style, 13)
			p.Text(middle-p.GetStringWidth(text)/2, p.y, text)
			p.y += 18
		}
	}
	side(left, leftBold, pdfLeft+110)
	below := p.y
	side(right, rightBold, pdfLeft+345)
	p.y = max(below, p.y) + 18
}

func (p *pdfPaper) bytes() ([]byte, error) {
	var b bytes.Buffer
	err := p.Output(&b)
	return b.Bytes(), err
}

// pdf is the letter as it comes from a printer driver: words and no marks.
func (l letter) pdf() ([]byte, error) {
	p := newPDF(l.title, l.head.date)
	p.columns([]string{l.head.issuer, "*", l.head.number}, []string{"ĐẢNG CỘNG SẢN VIỆT NAM", l.head.dateline()}, 1, 1)
	p.paragraph(l.title, "B", true)
	for _, line := range l.lines {
		text := lineText(line)
		p.paragraph(text, "", isSalutation(text))
	}
	p.y += 12
	receivers := []string{"Nơi nhận:"}
	for _, r := range l.to {
		receivers = append(receivers, "- "+r)
	}
	p.columns(receivers, l.signer, 1, len(l.signer))
	return p.bytes()
}

// pdfCopy is Part III of the draft up to its tasks, with notes and highlights.
func pdfCopy(d *draft, notes []pdfNote) ([]byte, error) {
	p := newPDF(draftTitle+" (trích)", date(8))
	p.paragraph("TRÍCH DỰ THẢO LẦN 1", "B", true)
	at := map[int]int{} // paragraph number by line of the draft
	for i, l := range d.lines {
		if !strings.HasPrefix(l.addr+"/", "3/") {
			continue
		}
		if l.addr == "3/IV" {
			break
		}
		at[i] = p.draftLine(l)
	}
	var marks []annotation
	for _, n := range notes {
		i, err := d.find(n.addr, n.quote)
		if err != nil {
			return nil, err
		}
		label := len(labelBefore(d.lines[i]))
		from := label + strings.Index(d.lines[i].text, n.quote)
		marks = append(marks, p.annotate(n, at[i], from, from+len(n.quote)))
	}
	plain, err := p.bytes()
	if err != nil {
		return nil, err
	}
	return withAnnotations(plain, marks)
}

// labelBefore is what a typed label puts before a line's words.
func labelBefore(l line) string {
	if l.label == "" || l.depth == 0 {
		return ""
	}
	return l.label + " "
}

func (p *pdfPaper) draftLine(l line) int {
	if l.table {
		return p.targets()
	}
	style := ""
	if l.title {
		style = "B"
	}
	if l.depth == 0 && l.label != "" {
		p.paragraph(l.label, "B", true)
		return p.paragraph(l.text, "B", true)
	}
	return p.paragraph(labelBefore(l)+l.text, style, false)
}

// targets draws the table of targets and returns the number of its last row
// among the paragraphs.
func (p *pdfPaper) targets() int {
	edges := [...]float64{0, 26, 256, 306, 354, 402, pdfWidth - pdfLeft - pdfRight}
	const height = 19.0
	p.SetFont("Serif", "", 10)
	p.SetLineWidth(0.5)
	for _, row := range append([][]string{{"TT", "Chỉ tiêu", "Đơn vị", "2020", "2025", "2030"}}, targetRows...) {
		if p.y+height > pdfHeight-pdfBottom {
			p.newPage()
			p.SetFont("Serif", "", 10)
		}
		for i, text := range row {
			x, width := pdfLeft+edges[i], edges[i+1]-edges[i]
			p.Rect(x, p.y-pdfSize, width, height, "D")
			at := x + (width-p.GetStringWidth(text))/2
			if i == 1 {
				at = x + 4
			}
			p.Text(at, p.y-1, text)
		}
		p.y += height
	}
	p.y += 10
	number := p.lines[len(p.lines)-1].paragraph + 1
	p.lines = append(p.lines, pdfLine{page: p.PageNo(), paragraph: number})
	return number
}
