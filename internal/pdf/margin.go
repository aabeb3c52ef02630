package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"thao/internal/prose"
)

// zone is the share of a page's height at its head and foot in which headers,
// footers and page numbers stand.
const zone = 0.12

var pageNumber = regexp.MustCompile(`^[-–—\s(]*(?:(?i:trang|page)\s*)?(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s)]*$`)

// marginal is a line in a page's head or foot zone.
type marginal struct {
	page *page
	line *line
	zone string // "head", "foot", "turned"
}

// cutMargins takes page numbers and repeated headers and footers off the
// pages, and returns one block for each different header and footer.
func cutMargins(pages []*page) []prose.Block {
	found := marginals(pages)
	numbers := pageNumbers(found)
	repeated := repeatedLines(found, len(pages))
	var blocks []prose.Block
	told := map[string]bool{}
	drop := map[*line]bool{}
	for _, m := range found {
		switch {
		case numbers[m.line]:
			drop[m.line] = true
		case m.among(repeated):
			drop[m.line] = true
			if !m.among(told) {
				for _, key := range m.keys() {
					told[key] = true
				}
				blocks = append(blocks, m.block())
			}
		}
	}
	for _, p := range pages {
		p.flow = slices.DeleteFunc(slices.Clone(p.lines), func(l *line) bool { return drop[l] })
	}
	return blocks
}

func (m marginal) block() prose.Block {
	kind := prose.Header
	if m.zone == "foot" {
		kind = prose.Footer
	}
	return prose.Block{Kind: kind, Text: m.line.text, Page: m.page.number, Bold: m.line.bold == all, Italic: m.line.italic}
}

// marginals lists the lines in the zones, and those set aslant anywhere, as
// stamps and watermarks are.
func marginals(pages []*page) []marginal {
	var out []marginal
	for _, p := range pages {
		for _, l := range p.lines {
			switch {
			case l.turned:
				out = append(out, marginal{p, l, "turned"})
			case l.y1 < zone*p.height:
				out = append(out, marginal{p, l, "head"})
			case l.y0 > (1-zone)*p.height:
				out = append(out, marginal{p, l, "foot"})
			}
		}
	}
	return out
}

// keys are what a line is compared by: its text, and its text with one of its
// numbers told as the distance to the page's own, so that "Trang 3/9" on page
// 3 is "Trang 4/9" on page 4, and clause 3 is not clause 4.
func (m marginal) keys() []string {
	text := m.line.text
	keys := []string{m.zone + " " + text}
	for _, at := range digits.FindAllStringIndex(text, 5) {
		if n, err := strconv.Atoi(text[at[0]:at[1]]); err == nil {
			keys = append(keys, fmt.Sprintf("%s %s#%d#%s", m.zone, text[:at[0]], n-m.page.number, text[at[1]:]))
		}
	}
	return keys
}

var digits = regexp.MustCompile(`\d+`)

func (m marginal) among(repeated map[string]bool) bool {
	return slices.ContainsFunc(m.keys(), func(key string) bool { return repeated[key] })
}

// pageNumbers finds the lines that hold a number and nothing else, alone at
// the outer edge of their page, and run with the pages: the difference to the
// page's place is the same on two pages, or none at all.
func pageNumbers(found []marginal) map[*line]bool {
	byShift := map[int][]*line{}
	for _, m := range found {
		n := pageNumber.FindStringSubmatch(m.line.text)
		if n == nil || m.line.turned || len(m.page.lines) > crowded || !outermost(m) {
			continue
		}
		if value, err := strconv.Atoi(n[1]); err == nil {
			byShift[value-m.page.number] = append(byShift[value-m.page.number], m.line)
		}
	}
	out := map[*line]bool{}
	for shift, ls := range byShift {
		if shift != 0 && len(ls) < 2 {
			continue
		}
		for _, l := range ls {
			out[l] = true
		}
	}
	return out
}

// outermost says whether no other line stands beside m or between it and the
// edge of the page.
func outermost(m marginal) bool {
	for _, l := range m.page.lines {
		switch {
		case l == m.line || l.turned:
		case l.overY(m.line.box) > 0:
			return false
		case m.zone == "head" && l.y1 < m.line.y0,
			m.zone == "foot" && l.y0 > m.line.y1:
			return false
		}
	}
	return true
}

// repeatedLines finds the keys that stand at one height on at least two pages
// and on a third of all (left and right pages may differ, and a part of a
// file may have its own).
func repeatedLines(found []marginal, pages int) map[string]bool {
	type place struct {
		key string
		y   int // in steps of 8 points
	}
	on := map[place]map[int]bool{}
	count := func(at place, page int) {
		if on[at] == nil {
			on[at] = map[int]bool{}
		}
		on[at][page] = true
	}
	for _, m := range found {
		y := int(m.line.y1) / 8
		for _, key := range m.keys() {
			count(place{key, y}, m.page.number)
			count(place{key, y + 1}, m.page.number) // so that a step's edge divides none
		}
	}
	out := map[string]bool{}
	for at, seen := range on {
		if len(seen) >= 2 && len(seen)*3 >= pages {
			out[at.key] = true
		}
	}
	return out
}
