// Package gen makes the files the benchmarks run on: a draft regulation of
// some 200 pages, with and without comments and tracked changes, and the
// replies of 63 bodies to it. Everything follows from a seed.
package gen

import (
	"fmt"
	"strconv"
)

// Level of a paragraph in the draft.
type Level int

// The levels, from the top.
const (
	Body Level = iota // title and preamble
	Chapter
	Section
	Article
	Clause
	Point
)

// Para is one paragraph of a draft.
type Para struct {
	Level Level
	Label string // as the reader sees it: "Điều 5.", "a)"
	Text  string
	Ref   string // as letters cite it: "điểm a khoản 2 Điều 5"; "" for the body and for headings
}

// Draft is a regulation as a flat list of paragraphs.
type Draft struct{ Paras []Para }

// articles makes about 200 pages of 14-point type.
const articles = 284

// NewDraft writes the draft of 200 pages.
func NewDraft(seed uint64) *Draft { return NewDraftOf(seed, 200) }

// NewDraftOf writes a draft of about so many pages.
func NewDraftOf(seed uint64, pages int) *Draft {
	p := newPen(seed, 1)
	d := &Draft{}
	d.add(Body, "", "NGHỊ ĐỊNH", "")
	d.add(Body, "", "Quy định về sắp xếp tổ chức bộ máy, quản lý biên chế và đánh giá cán bộ", "")
	for range 6 {
		d.add(Body, "", "Căn cứ Luật số "+strconv.Itoa(p.between(10, 99))+"/2025/QH15 ngày "+strconv.Itoa(p.between(10, 28))+" tháng 6 năm 2025;", "")
	}
	for n := range articles * pages / 200 {
		d.heads(p, n+1)
		d.article(p, n+1)
	}
	return d
}

func (d *Draft) add(level Level, label, text, ref string) {
	d.Paras = append(d.Paras, Para{level, label, text, ref})
}

// heads opens a chapter or section before article n where one is due.
func (d *Draft) heads(p pen, n int) {
	const inChapter, inSection = 24, 8
	if (n-1)%inChapter == 0 {
		d.add(Chapter, "Chương "+roman((n-1)/inChapter+1), p.pick(topics), "")
	}
	if (n-1)%inSection == 0 {
		d.add(Section, fmt.Sprintf("Mục %d", (n-1)%inChapter/inSection+1), p.pick(facets), "")
	}
}

func (d *Draft) article(p pen, n int) {
	ref := fmt.Sprintf("Điều %d", n)
	d.add(Article, ref+".", p.pick(topics)+" và "+p.pick(facets), ref)
	for c := range p.between(3, 5) {
		ref := fmt.Sprintf("khoản %d %s", c+1, ref)
		label := fmt.Sprintf("%d.", c+1)
		if p.IntN(3) > 0 {
			d.add(Clause, label, p.sentence()+". "+p.sentence()+".", ref)
			continue
		}
		d.add(Clause, label, p.sentence()+", gồm:", ref)
		for k := range p.between(2, 4) {
			letter := string("abcd"[k])
			d.add(Point, letter+")", p.phrase()+";", "điểm "+letter+" "+ref)
		}
	}
}

func roman(n int) string {
	out := ""
	for _, r := range []struct {
		value int
		sign  string
	}{{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.value {
			out += r.sign
			n -= r.value
		}
	}
	return out
}

// Older is the draft as it stood before: in one paragraph of forty a word
// differs, and one clause of a hundred is not there yet.
func (d *Draft) Older(seed uint64) *Draft {
	p := newPen(seed, 2)
	out := &Draft{}
	for _, para := range d.Paras {
		switch {
		case para.Level == Clause && p.IntN(100) == 0:
			continue
		case para.Level >= Clause && p.IntN(40) == 0:
			para.Text += " " + upperFirst(p.sentence()) + "."
		}
		out.Paras = append(out.Paras, para)
	}
	return out
}

// First is the first part of the draft, in parts of n.
func (d *Draft) First(part, of int) *Draft {
	return &Draft{Paras: d.Paras[:len(d.Paras)*part/of]}
}

// citable lists the paragraphs letters speak of.
func (d *Draft) citable() []Para {
	var out []Para
	for _, p := range d.Paras {
		if p.Level >= Clause {
			out = append(out, p)
		}
	}
	return out
}
