package collate

import (
	"sort"
	"strings"
	"unicode"

	"thao/internal/anchor"
	"thao/internal/collation"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/viet"
)

// Draft is the text that was sent out, made ready for placing comments on it.
// It is read-only: replies may be read against it side by side.
type Draft struct {
	file     string
	tree     *outline.Tree
	text     *anchor.Text
	index    *anchor.Index
	units    []unit
	keys     []string       // units' folded texts
	copies   map[string]int // how often each key occurs
	order    map[string]int
	problems []collation.Problem // parts of the draft that were passed over
	heads    map[string]bool     // header rows of its tables that look like tables of comments
}

// unit is one stretch of a node's Content that stood in one block of the
// input: what a paragraph is once its label is taken off.
type unit struct {
	node *outline.Node
	src  outline.Source
	text string // Content()[src.At:src.At+src.Len]
}

// NewDraft makes a draft of the blocks of its file.
func NewDraft(file string, blocks []prose.Block) *Draft {
	tree := outline.Build(blocks)
	return makeDraft(file, tree, unitsOf(tree), blocks)
}

// DraftOf makes a draft of a tree that was corrected or written by hand. blocks
// are those of the file it began as, nil where there is none: they tell where
// paragraphs end in what is still as it was.
func DraftOf(file string, tree *outline.Tree, blocks []prose.Block) *Draft {
	if blocks == nil {
		return makeDraft(file, tree, linesOf(tree, nil), cellBlocks(tree))
	}
	return makeDraft(file, tree, linesOf(tree, outline.Build(blocks)), blocks)
}

func makeDraft(file string, tree *outline.Tree, units []unit, blocks []prose.Block) *Draft {
	d := &Draft{
		file: file, tree: tree, text: anchor.NewText(tree), index: anchor.NewIndex(tree),
		units: units, order: map[string]int{}, copies: map[string]int{}, heads: map[string]bool{},
	}
	d.keys = keysOf(d.units)
	for _, key := range d.keys {
		d.copies[key]++
	}
	for _, t := range findTables(blocks) {
		d.heads[headKey(t)] = true
	}
	tree.Walk(func(n *outline.Node) { d.order[n.ID] = len(d.order) })
	return d
}

// Find is the node of an id, or nil.
func (d *Draft) Find(node string) *outline.Node { return d.tree.Find(node) }

func unitsOf(tree *outline.Tree) []unit {
	var units []unit
	tree.Walk(func(n *outline.Node) {
		content := n.Content()
		for _, s := range n.Sources {
			if s.Len > 0 {
				units = append(units, unit{n, s, content[s.At : s.At+s.Len]})
			}
		}
	})
	return units
}

func keysOf(units []unit) []string {
	keys := make([]string, len(units))
	for i, u := range units {
		keys[i] = unitKey(u.text)
	}
	return keys
}

// unitKey folds what is no difference between a paragraph and its copy: case,
// diacritics, tone placement, spaces and punctuation at the ends. A paragraph
// of marks alone is its own key.
func unitKey(s string) string {
	s = strings.Join(strings.Fields(viet.Fold(s)), " ")
	words := strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if words == "" {
		return s
	}
	return words
}

// lookup finds the units that stand in a block of the input.
type lookup struct {
	units   []unit
	byBlock map[int][]int // block → indexes of units, in order of Source.From
}

func newLookup(units []unit) *lookup {
	l := &lookup{units: units, byBlock: map[int][]int{}}
	for i, u := range units {
		l.byBlock[u.src.Block] = append(l.byBlock[u.src.Block], i)
	}
	for _, is := range l.byBlock {
		sort.Slice(is, func(a, b int) bool { return units[is[a]].src.From < units[is[b]].src.From })
	}
	return l
}

// at returns the unit that holds a point of the input, and the byte offset in
// the unit's text; a point in a label counts as the start of its unit. ok is
// false where the block has no words.
func (l *lookup) at(p prose.Point) (i, offset int, ok bool) {
	is := l.byBlock[p.Block]
	if len(is) == 0 {
		return 0, 0, false
	}
	i = is[0]
	for _, k := range is {
		if l.units[k].src.From <= p.Offset {
			i = k
		}
	}
	return i, min(max(p.Offset-l.units[i].src.From, 0), l.units[i].src.Len), true
}
