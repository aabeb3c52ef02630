package main

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"thao/internal/outline"
)

//go:embed du-thao.txt
var draftText string

// line is one paragraph of the draft with its place in the tree.
type line struct {
	addr  string // ordinals from the top, "3/IV/5/5.1/a"; several lines may be of one node
	kind  outline.Kind
	depth int    // 0 part, 1 "I-", 2 "1-", 3 "1.1-", 4 point, 5 item, 6 body text or table
	label string // "Phần I", "I-", "1-", "1.1-", "a)", "-", or ""
	text  string
	title bool // a heading, not a sentence

	note   string // footnote set after noteAt bytes of text
	noteAt int
	table  bool // the table of targets stands here

	byHand bool // its label is typed even where Word numbers the rest
}

// draft is the text all samples are made from.
type draft struct {
	lines []line
	kinds map[string]outline.Kind // of every address
}

var (
	pointMark = regexp.MustCompile(`^\((\p{L})\) `)
	noteMark  = regexp.MustCompile(`\^\[([^\]]*)\]`)
)

// parseDraft reads the notation of du-thao.txt: "#" to "####" are part, "I-",
// "1-" and "1.1-"; "(a)" is a point, "(*)" an item; "^[…]" a footnote; all
// else is a paragraph. Labels are counted here, but for the points'.
func parseDraft(text string) (*draft, error) {
	d := &draft{kinds: map[string]outline.Kind{}}
	c := counters{}
	for raw := range strings.Lines(text) {
		raw = strings.TrimSpace(raw)
		if raw == "" {
			continue
		}
		l := c.line(raw)
		if m := noteMark.FindStringSubmatchIndex(l.text); m != nil {
			l.note, l.noteAt = l.text[m[2]:m[3]], m[0]
			l.text = l.text[:m[0]] + l.text[m[1]:]
		}
		if known, ok := d.kinds[l.addr]; ok && known != l.kind {
			return nil, fmt.Errorf("two kinds at %s: %s and %s", l.addr, known, l.kind)
		}
		d.kinds[l.addr] = l.kind
		d.lines = append(d.lines, l)
	}
	d.typeLongLists()
	return d, nil
}

// counters is where the numbering stands while the draft is read.
type counters struct {
	n        [4]int // parts, "I-", "1-", "1.1-"
	heads    [4]string
	depth    int  // of the last heading
	hasText  bool // the last heading has its text already
	item     int
	passages int // paragraphs under the last heading beyond its text
	tables   int
}

func (c *counters) line(raw string) line {
	marks := len(raw) - len(strings.TrimLeft(raw, "#"))
	switch {
	case marks > 0:
		return c.heading(marks-1, strings.TrimSpace(raw[marks:]))
	case strings.HasPrefix(raw, "(*) "):
		c.item++
		return line{addr: c.addr() + "/" + strconv.Itoa(c.item), kind: outline.Item, depth: 5, label: "-", text: raw[4:]}
	case raw == "{table}":
		c.tables++
		return line{addr: c.addr() + "/t" + strconv.Itoa(c.tables), kind: outline.Table, depth: 6, table: true}
	}
	if m := pointMark.FindStringSubmatch(raw); m != nil {
		return line{addr: c.addr() + "/" + m[1], kind: outline.Point, depth: 4, label: m[1] + ")", text: raw[len(m[0]):]}
	}
	return c.passage(raw)
}

// passage is an unlabelled paragraph: the text of the heading above, if that
// has none yet, else a node of its own.
func (c *counters) passage(raw string) line {
	l := line{addr: c.addr(), kind: c.kind(), depth: 6, text: raw}
	if c.hasText {
		c.passages++
		l.addr, l.kind = c.addr()+"/p"+strconv.Itoa(c.passages), outline.Paragraph
	}
	c.hasText = true
	return l
}

func (c *counters) heading(depth int, text string) line {
	c.n[depth]++
	clear(c.n[depth+1:])
	c.depth, c.item, c.passages, c.tables = depth, 0, 0, 0
	var label string
	switch depth {
	case 0:
		c.heads[0], label = strconv.Itoa(c.n[0]), "Phần "+romans[c.n[0]]
	case 1:
		c.heads[1] = romans[c.n[1]]
		label = c.heads[1] + "-"
	case 2:
		c.heads[2] = strconv.Itoa(c.n[2])
		label = c.heads[2] + "-"
	case 3:
		c.heads[3] = fmt.Sprintf("%d.%d", c.n[2], c.n[3])
		label = c.heads[3] + "-"
	}
	sentence := strings.HasSuffix(text, ".")
	c.hasText = sentence
	return line{addr: c.addr(), kind: c.kind(), depth: depth, label: label, text: text, title: !sentence}
}

func (c *counters) addr() string { return strings.Join(c.heads[:c.depth+1], "/") }

func (c *counters) kind() outline.Kind {
	if c.depth == 0 {
		return outline.Part
	}
	return outline.Heading
}

var romans = [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}

// typeLongLists marks the lists that go beyond d: Word knows no đ, so their
// labels are typed in every form of the draft.
func (d *draft) typeLongLists() {
	for _, l := range d.lines {
		if l.kind != outline.Point || !strings.HasSuffix(l.addr, "/đ") {
			continue
		}
		list := strings.TrimSuffix(l.addr, "đ")
		for j := range d.lines {
			if d.lines[j].kind == outline.Point && strings.HasPrefix(d.lines[j].addr, list) {
				d.lines[j].byHand = true
			}
		}
	}
}

// find returns the line of a node that has the quote; with an empty quote the
// node's first line.
func (d *draft) find(addr, quote string) (int, error) {
	found := -1
	for i, l := range d.lines {
		if l.addr == addr && strings.Contains(l.text, quote) {
			if strings.Count(l.text, quote) > 1 && quote != "" {
				return 0, fmt.Errorf("%q stands twice at %s", quote, addr)
			}
			if found < 0 {
				found = i
			}
		}
	}
	if found < 0 {
		return 0, fmt.Errorf("nothing like %q at %s", quote, addr)
	}
	return found, nil
}

// place is the way to a node from the top: kind and ordinal of each step.
func (d *draft) place(addr string) ([][2]string, error) {
	steps := strings.Split(addr, "/")
	var way [][2]string
	for i, step := range steps {
		kind, ok := d.kinds[strings.Join(steps[:i+1], "/")]
		if !ok {
			return nil, fmt.Errorf("no node at %s", addr)
		}
		way = append(way, [2]string{string(kind), ordinal(kind, step)})
	}
	return way, nil
}

// ordinal is a step of an address as outline.Node.Ordinal has it: "I-" counts
// as 1.
func ordinal(kind outline.Kind, step string) string {
	switch kind {
	case outline.Paragraph:
		return strings.TrimPrefix(step, "p")
	case outline.Table:
		return strings.TrimPrefix(step, "t")
	case outline.Heading:
		if n := slices.Index(romans[:], step); n > 0 {
			return strconv.Itoa(n)
		}
	}
	return step
}

// label is the place as officials cite it: "Phần III › mục IV › mục 5 › điểm
// a". The text of a heading is its first paragraph, so those after it count
// from two.
func (d *draft) label(addr string) string {
	var labels []string
	steps := strings.Split(addr, "/")
	for i, step := range steps {
		switch d.kinds[strings.Join(steps[:i+1], "/")] {
		case outline.Part:
			n, _ := strconv.Atoi(step) // made by counters.heading
			labels = append(labels, "Phần "+romans[n])
		case outline.Heading:
			labels = append(labels, "mục "+step)
		case outline.Point:
			labels = append(labels, "điểm "+step)
		case outline.Item:
			labels = append(labels, "gạch đầu dòng "+step)
		case outline.Table:
			labels = append(labels, "bảng "+step[1:])
		case outline.Paragraph:
			n, _ := strconv.Atoi(step[1:])
			labels = append(labels, "đoạn "+strconv.Itoa(n+1))
		}
	}
	return strings.Join(labels, " › ")
}
