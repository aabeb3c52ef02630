// Package anchor finds the place of a draft that words are about: by quotation
// (this file and quote.go) and by citation (citation.go, resolve.go). It never
// guesses in silence: a place is taken only above a floor and by a margin.
package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/outline"
	"thao/internal/viet"
)

// Text is a draft made ready for finding quotations in it. It is read-only
// after NewText and safe for concurrent use.
type Text struct {
	nodes  []*outline.Node
	starts []int              // where each node's folded content begins in all
	all    string             // folded contents, each followed by a separator
	origin []int32            // for each byte of all: byte offset in the node's Content
	grams  map[string][]int32 // pair of neighbouring words → nodes that have it
}

// separator ends each node's content in Text.all; folding never yields it.
const separator = '\x00'

// NewText prepares the tree's contents. Nodes without words are left out.
func NewText(t *outline.Tree) *Text {
	tx := &Text{grams: map[string][]int32{}}
	var all strings.Builder
	t.Walk(func(n *outline.Node) {
		content := n.Content()
		if content == "" {
			return
		}
		k := int32(len(tx.nodes))
		tx.nodes = append(tx.nodes, n)
		tx.starts = append(tx.starts, all.Len())
		folded, origin := fold(content)
		all.WriteString(folded)
		all.WriteByte(separator)
		tx.origin = append(append(tx.origin, origin...), int32(len(content)))
		words := splitWords(folded)
		for i := 0; i+1 < len(words); i++ {
			g := words[i].text + " " + words[i+1].text
			if last := tx.grams[g]; len(last) == 0 || last[len(last)-1] != k {
				tx.grams[g] = append(last, k)
			}
		}
	})
	tx.all = all.String()
	return tx
}

// fold makes s comparable: case, diacritics and tone placement folded, white
// space and line ends as one space, quotation marks and dashes as one kind,
// invisible characters dropped. origin[i] is the byte offset in s of the
// character that gave byte i of the result.
func fold(s string) (string, []int32) {
	var b strings.Builder
	b.Grow(len(s))
	origin := make([]int32, 0, len(s))
	space := true // drop leading space
	for i, r := range s {
		r = plain(r)
		switch {
		case r == 0:
			continue
		case r == ' ':
			if space {
				continue
			}
			space = true
		default:
			space = false
			r = viet.FoldRune(r)
		}
		n := b.Len()
		if unicode.Is(unicode.Mn, r) {
			continue // a mark NFC could not compose
		}
		b.WriteRune(r)
		for range b.Len() - n {
			origin = append(origin, int32(i))
		}
	}
	out := b.String()
	if strings.HasSuffix(out, " ") {
		out, origin = out[:len(out)-1], origin[:len(origin)-1]
	}
	return out, origin
}

// plain maps the many forms of one mark to one: spaces to ' ', what cannot be
// seen to 0.
func plain(r rune) rune {
	switch r {
	case '“', '”', '„', '«', '»', '‟', '″', '＂':
		return '"'
	case '‘', '’', '‚', '′', 'ʼ':
		return '\''
	case '–', '—', '‑', '‐', '−', '‒':
		return '-'
	case '…':
		return '.'
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\ufeff', '\u2060', separator:
		return 0
	}
	if r >= utf8.RuneSelf && unicode.IsSpace(r) || r < ' ' {
		return ' '
	}
	return r
}

type span struct {
	text       string
	start, end int // in the folded text
}

// splitWords cuts folded text into runs of letters and digits.
func splitWords(folded string) []span {
	var out []span
	start := -1
	for i, r := range folded {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			out = append(out, span{folded[start:i], start, i})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, span{folded[start:], start, len(folded)})
	}
	return out
}

// content is node k's folded content.
func (tx *Text) content(k int) string {
	end := len(tx.all)
	if k+1 < len(tx.starts) {
		end = tx.starts[k+1]
	}
	return tx.all[tx.starts[k] : end-1]
}

// unfold turns a stretch of all into byte offsets in the node's Content.
func (tx *Text) unfold(k, from, to int) (int, int) {
	start := int(tx.origin[from])
	content := tx.nodes[k].Content()
	end := int(tx.origin[to]) // the character after the stretch, or the end of content
	return start, start + len(strings.TrimRightFunc(content[start:end], unicode.IsSpace))
}
