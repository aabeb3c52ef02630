package outline

import (
	"strings"

	"thao/internal/prose"
)

// frame is an open node: one that the next line may belong to.
type frame struct {
	node   *Node
	rank   int // of legal units rankPart … rankArticle; of others rankUpper, rankNumber, rankStyled
	class  class
	delim  byte
	num    number
	level  int  // outline level of a styled heading
	list   int  // depth in the word processor's list
	prelim bool // a preamble: closed by the first legal unit
}

// Ranks order what may contain what: a frame is closed by a unit of its own
// rank or a lower one.
const (
	rankStyled  = 5 // heading known by its look; closed by any Part, Chapter or Section
	rankPart    = 10
	rankChapter = 20
	rankSection = 30
	rankSub     = 40
	rankUpper   = 45 // I., A. outside an article: may contain articles
	rankArticle = 50
	rankNumber  = 60
)

var ranks = map[Kind]int{Part: rankPart, Chapter: rankChapter, Section: rankSection, Subsection: rankSub, Article: rankArticle}

// builder walks over the body of one scope and keeps the stack of open nodes.
type builder struct {
	blocks []prose.Block
	units  []unit
	end    int // of the body
	root   *Node
	stack  []frame

	last   map[Kind]number  // the number each legal kind has reached
	closed map[class]number // the number a closed list of headings had reached
	prev   *unit            // the unit before
	title  *Node            // node whose heading the next line may continue
	gap    bool             // an unlabelled paragraph stood since the last label
}

// unit places one unit of the body.
func (b *builder) unit(i int) {
	u := &b.units[i]
	title := b.title
	b.title = nil
	switch {
	case u.tableEnd > 0:
		adopt(b.holder(), tableNode(b.blocks, u.block, u.tableEnd))
	case u.note:
		addParagraph(b.holder(), u)
		b.title = title
		return
	case u.quoted || !b.label(i, u):
		b.plain(i, u, title)
	}
	b.prev = u
}

// holder is the node that unlabelled content belongs to now.
func (b *builder) holder() *Node {
	if len(b.stack) == 0 {
		return b.root
	}
	return b.stack[len(b.stack)-1].node
}

func (b *builder) before() string {
	if b.prev == nil || b.prev.tableEnd > 0 {
		return ""
	}
	return b.prev.text
}

// complete reports whether the line before ends a sentence or is a title, so
// that a label may come after it.
func (b *builder) complete() bool {
	if b.prev == nil || b.prev.tableEnd > 0 || finished(b.prev.text) {
		return true
	}
	words := b.prev.text
	if b.prev.nmarks > 0 {
		words = b.prev.rest(&b.prev.marks[0])
	}
	return words == "" || titleLike(words, 200)
}

// label places a unit by its label and reports whether it has one that
// stands: that a line begins with a number does not make it a label.
func (b *builder) label(i int, u *unit) bool {
	if u.nmarks == 0 {
		return false
	}
	if !u.computed && !u.styled() && dangling(b.before(), u.marks[0].kind == Article) {
		return false
	}
	marks := u.marks[:u.nmarks]
	if marks[0].kind == Item {
		b.item(u, &marks[0])
		return true
	}
	if marks[0].kind != "" {
		return b.legal(i, u, marks)
	}
	return b.numbered(i, u, marks)
}

// legal places a part, chapter, section or article.
func (b *builder) legal(i int, u *unit, marks []mark) bool {
	for pass := range 2 {
		for k := range marks {
			m := &marks[k]
			last, open := b.last[m.kind]
			fits := open && last.follows(m.class, m.num) || m.num.first(m.class)
			if open && m.kind == Article && m.num.first(m.class) {
				fits = b.restarts(i, m)
			}
			if pass == 0 && !fits {
				continue
			}
			reached := m.num
			if pass == 1 {
				if reached, fits = b.unmistakable(i, u, m, last); !fits {
					continue
				}
			}
			if !m.strong && !u.computed && !(u.styled() || m.kind == Article && fits && (finished(b.before()) || titleLike(u.rest(m), 120))) {
				continue
			}
			b.openLegal(u, m, reached)
			return true
		}
	}
	return false
}

// openLegal opens a legal unit; the count of its kind has then reached a
// number that is not its own where that is misprinted.
func (b *builder) openLegal(u *unit, m *mark, reached number) {
	rank := ranks[m.kind]
	cut := len(b.stack)
	for d := range b.stack {
		f := &b.stack[d]
		if f.rank >= rank || f.rank == rankStyled && (rank < rankArticle || f.prelim) {
			cut = d
			break
		}
	}
	b.close(cut)
	if b.last == nil {
		b.last = map[Kind]number{}
	}
	b.last[m.kind] = reached
	clear(b.closed)
	b.open(u, m, m.kind, frame{rank: rank, class: m.class, num: m.num})
}

// unmistakable reports whether a legal unit out of its sequence is one all
// the same: its form leaves no doubt, and the numbers around it leave it room.
// It returns the number the count has reached with it.
func (b *builder) unmistakable(i int, u *unit, m *mark, last number) (number, bool) {
	if u.computed {
		return m.num, true
	}
	if !m.strong {
		return m.num, false
	}
	if m.kind != Article {
		rest := u.rest(m)
		return m.num, rest == "" || u.styled() || u.b.Center || allCaps(rest)
	}
	if !b.complete() {
		return m.num, false
	}
	next, after := b.nextArticles(i)
	due := number{v: last.v + 1}
	switch {
	case m.num == last:
		return m.num, u.rest(m) != "" // typed twice
	case next.v == due.v:
		return m.num, false // a citation: the one that is due comes right after
	case next.v == due.v+1:
		return due, true // misprinted: the next one leaves exactly its place
	case m.num.v > last.v:
		skipped := m.num.v-last.v <= 5 && !(after.v == due.v && next.v > m.num.v)
		return m.num, skipped || next.v == m.num.v+1
	}
	return m.num, false
}

// restarts reports whether an article 1 in the middle of a text begins a new
// count and is not a citation: an article 2 comes next, or none.
func (b *builder) restarts(i int, m *mark) bool {
	if !m.strong || !b.complete() {
		return false
	}
	next, _ := b.nextArticles(i)
	return next.v == 2
}

// nextArticles are the numbers of the next two article labels after units[i];
// zero where there is none.
func (b *builder) nextArticles(i int) (first, second number) {
	for j := i + 1; j < b.end && j-i <= furthestQuote; j++ {
		u := &b.units[j]
		if u.quoted || u.nmarks == 0 || u.marks[0].kind != Article || !u.marks[0].strong {
			continue
		}
		if first.v == 0 {
			first = u.marks[0].num
			continue
		}
		return first, u.marks[0].num
	}
	return first, second
}

// item places a dash or bullet.
func (b *builder) item(u *unit, m *mark) {
	cut := len(b.stack)
	for d := len(b.stack) - 1; d >= 0 && b.stack[d].node.Kind == Item; d-- {
		if b.stack[d].delim == m.delim && b.stack[d].list == u.b.List || u.b.List > 0 && b.stack[d].list > u.b.List {
			cut = d
		}
	}
	b.close(cut)
	b.open(u, m, Item, frame{rank: rankNumber, class: bullet, delim: m.delim, list: u.b.List})
}

// open makes a node of u, fills it from the words after its label and puts it
// on the stack.
func (b *builder) open(u *unit, m *mark, kind Kind, f frame) {
	n := &Node{Kind: kind, Label: m.label, Children: []*Node{}}
	if kind != Item {
		n.ID = string(kind) + "_" + m.num.id(m.class)
	}
	if kind == Heading {
		n.Level = b.headingLevel()
	}
	adopt(b.holder(), n)
	f.node = n
	b.stack = append(b.stack, f)
	b.gap = false
	b.fill(n, u, m)
}

func (b *builder) headingLevel() int {
	level := 1
	for d := range b.stack {
		if b.stack[d].node.Kind == Heading {
			level++
		}
	}
	return level
}

// fill divides the words after a label between heading and text.
func (b *builder) fill(n *Node, u *unit, m *mark) {
	from := m.skip(u)
	if from >= len(u.text) {
		n.Sources = append(n.Sources, Source{Block: u.block, From: u.from})
		return
	}
	end := len(u.text)
	if nl := strings.IndexByte(u.text[from:], '\n'); nl >= 0 {
		end = from + nl
	}
	if !headed(n.Kind, u, u.text[from:end]) {
		setText(n, u, from, len(u.text))
		return
	}
	if end < len(u.text) && n.Kind != Clause && n.Kind != Article && n.Kind != Heading && allCaps(u.text[end:]) {
		end = len(u.text) // a title of several lines
	}
	setHeading(n, u, from, len(strings.TrimRight(u.text[:end], " \t")))
	if rest := strings.TrimLeft(u.text[end:], " \t\n"); rest != "" {
		setText(n, u, len(u.text)-len(rest), len(u.text))
		return
	}
	b.title = n
}

// headed reports whether the words after a label of a kind are a title.
func headed(kind Kind, u *unit, words string) bool {
	long := len(words) > 600
	switch kind {
	case Part, Chapter, Section, Subsection, Annex:
		return !long
	case Article, Heading:
		return !long && (u.styled() || allCaps(words)) || titleLike(words, 250)
	case Clause:
		return !long && u.styled() || titleLike(words, 120)
	}
	return !long && u.styled() && titleLike(words, 250)
}

// plain places a unit without a label.
func (b *builder) plain(i int, u *unit, title *Node) {
	if b.appended(u) {
		b.title = nil
		return
	}
	if title != nil && continuesTitle(title, b.prev, u) {
		setHeading(title, u, 0, len(u.text))
		b.title = title
		return
	}
	if b.completes(u) {
		return
	}
	if !u.quoted && b.unlabelledHeading(i, u) {
		return
	}
	b.leaveItems()
	n := b.holder()
	b.gap = true
	if n.Heading != "" && n.Text == "" && len(n.Children) == 0 {
		setText(n, u, 0, len(u.text))
		return
	}
	addParagraph(n, u)
}

// appended puts a line that only looked like a label back where it was broken
// off: at the end of the line of its block before it.
func (b *builder) appended(u *unit) bool {
	if !u.inner || b.prev == nil || b.prev.block != u.block {
		return false
	}
	n := b.holder()
	if k := len(n.Children); k > 0 && n.Children[k-1].Kind == Paragraph {
		n = n.Children[k-1]
	}
	if last := len(n.Sources) - 1; last < 0 || n.Sources[last].Block != u.block {
		return false
	}
	setText(n, u, 0, len(u.text))
	return true
}

// longestTitle bounds a title of several lines, in bytes: what runs longer is
// text in capitals.
const longestTitle = 1200

// continuesTitle reports whether u is a further line of the title before it.
func continuesTitle(n *Node, prev, u *unit) bool {
	if n.Text != "" || len(n.Children) > 0 || prev == nil || u.quoted || len(u.text) > 300 || len(n.Heading) > longestTitle {
		return false
	}
	switch n.Kind {
	case Part, Chapter, Section, Subsection, Heading:
	default:
		return false
	}
	if u.caps {
		return allCaps(n.Heading)
	}
	return n.Kind != Heading && u.b.Center && prev.b.Center && u.b.Bold == prev.b.Bold && !finished(n.Heading)
}

// completes gives a node that is only a label yet its title, or its text.
func (b *builder) completes(u *unit) bool {
	if len(b.stack) == 0 {
		return false
	}
	n := b.holder()
	if n.Label == "" || n.Heading != "" || n.Text != "" || len(n.Children) > 0 {
		return false
	}
	titled := false
	switch n.Kind {
	case Part, Chapter, Section, Subsection:
		titled = !u.quoted && (len(u.text) <= 300 || u.caps)
	case Article, Heading:
		titled = !u.quoted && (u.caps || u.styled() && len(u.text) <= 600 || titleLike(u.text, 160))
	}
	if titled {
		setHeading(n, u, 0, len(u.text))
		b.title = n
	} else {
		setText(n, u, 0, len(u.text))
		b.gap = true
	}
	return true
}

// leaveItems closes list items before a paragraph that does not belong to
// them: one after an item that ended its sentence.
func (b *builder) leaveItems() {
	if b.prev == nil || !finished(b.before()) || lastRune(b.before()) == ':' {
		return
	}
	cut := len(b.stack)
	for cut > 0 && b.stack[cut-1].node.Kind == Item {
		cut--
	}
	b.close(cut)
}

// close drops the frames from cut on and remembers how far headings counted.
func (b *builder) close(cut int) {
	for d := cut; d < len(b.stack); d++ {
		f := &b.stack[d]
		if f.node.Kind == Heading && f.class == arabic {
			if b.closed == nil {
				b.closed = map[class]number{}
			}
			b.closed[f.class] = f.num
		}
	}
	b.stack = b.stack[:cut]
}
