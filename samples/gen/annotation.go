package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// annotation is a mark on a page, in PDF coordinates: points from the bottom
// left corner.
type annotation struct {
	page      int
	highlight bool
	boxes     []box // of the words, a line each
	author    string
	date      string // D:YYYYMMDDHHmmSSZ
	contents  string
}

type box struct{ left, bottom, right, top float64 }

// annotate places a note on bytes from–to of a paragraph. The marks lie on the
// first page of the words; the samples have none across a page's end.
func (p *pdfPaper) annotate(n pdfNote, paragraph, from, to int) annotation {
	a := annotation{highlight: n.highlight, author: n.author, contents: n.text,
		date: fmt.Sprintf("D:201804%02d0930%02dZ", n.day, from%60)}
	for _, l := range p.lines {
		begin, end := max(from, l.from), min(to, l.from+len(l.text))
		if l.paragraph != paragraph || begin >= end {
			continue
		}
		p.SetFont("Serif", l.style, pdfSize)
		x := l.x + p.GetStringWidth(l.text[:begin-l.from])
		a.page = l.page
		a.boxes = append(a.boxes, box{left: x, right: x + p.GetStringWidth(l.text[begin-l.from:end-l.from]),
			bottom: pdfHeight - l.y - 3.2, top: pdfHeight - l.y + 11})
	}
	return a
}

// dictionary is the annotation as an object (ISO 32000-1, 12.5.6.4 and .10).
func (a annotation) dictionary() string {
	all := a.boxes[0]
	var quads strings.Builder
	for _, b := range a.boxes {
		all = box{min(all.left, b.left), min(all.bottom, b.bottom), max(all.right, b.right), max(all.top, b.top)}
		// Top left, top right, bottom left, bottom right: not the order of the
		// standard but the one every viewer writes and reads.
		fmt.Fprintf(&quads, "%.2f %.2f %.2f %.2f %.2f %.2f %.2f %.2f ",
			b.left, b.top, b.right, b.top, b.left, b.bottom, b.right, b.bottom)
	}
	kind := fmt.Sprintf("/Subtype /Highlight /QuadPoints [%s] /C [1 0.92 0.23]", strings.TrimSpace(quads.String()))
	if !a.highlight { // a sticky note stands in the margin beside the words, 18 points square
		all = box{pdfLeft - 24, all.top - 18, pdfLeft - 6, all.top}
		kind = "/Subtype /Text /Name /Comment /C [1 0.82 0]"
	}
	return fmt.Sprintf("<</Type /Annot %s /Rect [%.2f %.2f %.2f %.2f] /F 4 /T %s /M (%s) /Contents %s>>",
		kind, all.left, all.bottom, all.right, all.top, utf16String(a.author), a.date, utf16String(a.contents))
}

// utf16String is a text string: UTF-16BE with its mark, in hexadecimal.
func utf16String(s string) string {
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return "<" + strings.ToUpper(hex.EncodeToString(b)) + ">"
}

var (
	trailerSize  = regexp.MustCompile(`/Size (\d+)`)
	trailerRoot  = regexp.MustCompile(`/Root (\d+ 0 R)`)
	trailerInfo  = regexp.MustCompile(`/Info (\d+ 0 R)`)
	trailerStart = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
)

// withAnnotations adds annotations as a viewer does on saving: by an
// incremental update (ISO 32000-1, 7.5.6) that leaves the first file as it is.
func withAnnotations(pdf []byte, marks []annotation) ([]byte, error) {
	trailer := pdf[bytes.LastIndex(pdf, []byte("trailer")):]
	find := func(re *regexp.Regexp) (string, error) {
		m := re.FindSubmatch(trailer)
		if m == nil {
			return "", fmt.Errorf("trailer has no %v", re)
		}
		return string(m[1]), nil
	}
	var values [4]string
	for i, re := range []*regexp.Regexp{trailerSize, trailerRoot, trailerInfo, trailerStart} {
		var err error
		if values[i], err = find(re); err != nil {
			return nil, err
		}
	}
	next, err := strconv.Atoi(values[0])
	if err != nil {
		return nil, err
	}
	u := &update{pdf: append(bytes.Clone(pdf), '\n')}
	refs := map[int][]string{}
	var pages []int
	for _, m := range marks {
		if refs[m.page] == nil {
			pages = append(pages, m.page)
		}
		refs[m.page] = append(refs[m.page], fmt.Sprintf("%d 0 R", next))
		u.object(next, m.dictionary())
		next++
	}
	for _, page := range pages {
		number := 1 + 2*page // fpdf numbers a page's object so
		old, err := objectText(pdf, number)
		if err != nil {
			return nil, err
		}
		u.object(number, strings.Replace(old, "<</Type /Page", "<</Type /Page\n/Annots ["+strings.Join(refs[page], " ")+"]", 1))
	}
	return u.finish(next, values[1], values[2], values[3]), nil
}

func objectText(pdf []byte, number int) (string, error) {
	head := fmt.Appendf(nil, "\n%d 0 obj\n", number)
	_, rest, ok := bytes.Cut(pdf, head)
	text, _, ended := bytes.Cut(rest, []byte("\nendobj"))
	if !ok || !ended || !bytes.HasPrefix(text, []byte("<</Type /Page\n")) {
		return "", fmt.Errorf("object %d is no page", number)
	}
	return string(text), nil
}

// update is what an incremental update appends.
type update struct {
	pdf     []byte
	numbers []int
	offsets []int
}

func (u *update) object(number int, text string) {
	u.numbers = append(u.numbers, number)
	u.offsets = append(u.offsets, len(u.pdf))
	u.pdf = fmt.Appendf(u.pdf, "%d 0 obj\n%s\nendobj\n", number, text)
}

func (u *update) finish(size int, root, info, previous string) []byte {
	start := len(u.pdf)
	u.pdf = append(u.pdf, "xref\n"...)
	for i, n := range u.numbers {
		u.pdf = fmt.Appendf(u.pdf, "%d 1\n%010d 00000 n \n", n, u.offsets[i])
	}
	return fmt.Appendf(u.pdf, "trailer\n<<\n/Size %d\n/Root %s\n/Info %s\n/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n",
		size, root, info, previous, start)
}
