package convert

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/outline"
)

// story is the part of a text a line stands in.
type story int

const (
	body    story = iota
	head          // above the text proper
	grounds       // the legal grounds and the enacting words
	closing       // signature and recipients
	titling       // the title of an annex
	note          // a note gathered at the end
)

// line is one paragraph of a text, or one table: the words of a node, or one of
// the two lines of a node that has a heading and a text.
type line struct {
	node  *outline.Node
	story story
	label string
	words string
	at    int  // byte of node.Content() that words begin at
	apart bool // the label stands on a line of its own, above the words
	title bool // words are a heading
	level int  // of a title, from 1; 0 for one that stands in a list
	table bool

	subject bool // of the head: stands under the line that names the kind of paper
}

// text is the line as typed: label, then words.
func (l *line) text() string {
	switch {
	case l.label == "" || l.words == "":
		return l.label + l.words
	case l.apart:
		return l.label + "\n" + l.words
	}
	return l.label + " " + l.words
}

// linesOf lists the lines of a tree in the order of the text.
func linesOf(tree *outline.Tree) []line {
	var w walk
	ended := false
	for _, n := range tree.Nodes {
		switch {
		case ended && n.Kind == outline.Paragraph:
			w.node(n, note, 1)
		default:
			w.node(n, body, 1)
		}
		ended = ended || n.Kind == outline.Signature || n.Kind == outline.Annex
	}
	return w.lines
}

type walk struct {
	lines []line
	named bool // the line that names the kind of paper has been met
}

// node adds the lines of a node and of those under it. level is that of a
// heading here.
func (w *walk) node(n *outline.Node, s story, level int) {
	switch n.Kind {
	case outline.Front:
		s = head
	case outline.Basis:
		s = grounds
	case outline.Signature:
		s = closing
	}
	if w.own(n, s, level) {
		level++
	}
	for _, c := range n.Children {
		if n.Kind != outline.Table || c.Kind != outline.Table { // those are drawn in its cells
			w.node(c, s, level)
		}
	}
}

// own adds the lines of a node's own words, and reports whether they begin
// with a heading that others stand under.
func (w *walk) own(n *outline.Node, s story, level int) bool {
	l := line{node: n, story: s, label: n.Label}
	if n.Kind == outline.Annex {
		l.story = titling
	}
	division := isDivision(n.Kind)
	ranked := division || n.Kind == outline.Article || n.Kind == outline.Heading
	switch {
	case n.Heading != "" || n.Label != "" && division:
		l.title, l.words, l.apart = true, n.Heading, division
		if ranked && s == body {
			l.level = level
		}
		w.titled(l)
	case n.Label != "" && n.Kind != outline.Table:
		l.words = n.Text
		l.apart = n.Kind == outline.Article && !closed(n.Label)
		w.lines = append(w.lines, l)
		return false
	}
	if n.Text != "" || n.Kind == outline.Table {
		t := line{node: n, story: s, words: n.Text, table: n.Kind == outline.Table}
		if s == head && !t.table {
			t.subject = w.named
			w.named = w.named || outline.OpensTitle(n.Text)
		}
		if n.Heading != "" {
			t.at = len(n.Heading) + 1
		}
		w.lines = append(w.lines, t)
	}
	return l.level > 0
}

// isDivision reports whether the label of a kind stands above its title.
func isDivision(k outline.Kind) bool {
	switch k {
	case outline.Part, outline.Chapter, outline.Section, outline.Subsection, outline.Annex:
		return true
	}
	return false
}

// closed reports whether a label ends in a sign, after which the words of the
// node may stand; one that does not is a line of its own.
func closed(label string) bool {
	r, _ := utf8.DecodeLastRuneInString(label)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// titled adds a title. That of an annex is divided into its name in capitals,
// what it is about, and "(Kèm theo …)", which says what it belongs to: an annex
// without a label is known by these standing alone.
func (w *walk) titled(l line) {
	if l.node.Kind != outline.Annex {
		w.lines = append(w.lines, l)
		return
	}
	l.level = 1
	words := l.words
	for from := 0; ; {
		to := len(words)
		if at := nextTitleLine(words[from:]); at > 0 {
			to = from + at
		}
		l.words, l.at = strings.TrimSuffix(words[from:to], " "), from
		w.lines = append(w.lines, l)
		if from = to; from == len(words) {
			return
		}
		l.label, l.level = "", 0
	}
}

// nextTitleLine is where the second line of an annex's title begins; 0 for
// nowhere.
func nextTitleLine(title string) int {
	end := len(title)
	for _, words := range [...]string{" (Kèm theo", " (kèm theo", " (Ban hành kèm theo", " (ban hành kèm theo"} {
		if i := strings.Index(title, words); i > 0 {
			end = min(end, i+1)
		}
	}
	if at := capitalsEnd(title[:end]); at > 0 {
		return at
	}
	if end == len(title) {
		return 0
	}
	return end
}

// capitalsEnd is where the words in capitals that a title begins with give way
// to others; 0 where there are not two of them, or no others.
func capitalsEnd(title string) int {
	at, words := 0, 0
	for word := range strings.SplitAfterSeq(title, " ") {
		if !bare(word) && !capitals(word) {
			if words < 2 || strings.ContainsRune(title[:at], '\n') {
				return 0
			}
			return at
		}
		if !bare(word) {
			words++
		}
		at += len(word)
	}
	return 0
}
