package akn

import (
	"strconv"
	"strings"
	"unicode"

	"thao/internal/outline"
)

// abbreviations of the naming convention (akn-nc 1.0, 5.4) for the elements
// used here; others go by their whole name.
var abbreviations = map[string]string{
	"alinea": "al", "article": "art", "attachment": "att", "chapter": "chp", "citation": "cit", "clause": "cl",
	"part": "part", "section": "sec", "subsection": "subsec",
}

// namer gives elements their eIds.
type namer struct {
	taken  map[string]bool
	byNode map[string]string // node id → eId
}

func newNamer() *namer {
	taken := map[string]bool{}
	for _, id := range [...]string{authorRef, programRef} {
		taken[id] = true
	}
	return &namer{taken: taken, byNode: map[string]string{}}
}

// name is the eId of a node: that of its parent, the element's abbreviation
// and the node's number, or its place among its likes where it has none.
func (m *namer) name(parent, element string, n *outline.Node) string {
	short := element
	if a := abbreviations[element]; a != "" {
		short = a
	}
	if parent != "" {
		short = parent + "__" + short
	}
	id := short
	switch number := plainNumber(n); {
	case number != "":
		id = m.free(short + "_" + number)
	case element == "preface" || element == "preamble" || element == "conclusions":
		id = m.free(short)
	default:
		id = m.free(short + "_1")
	}
	m.byNode[n.ID] = id
	return id
}

// free is the id itself, or the first of "id-2", "id-3" … that no element has.
func (m *namer) free(id string) string {
	got := id
	for k := 2; m.taken[got]; k++ {
		got = id + "-" + strconv.Itoa(k)
	}
	m.taken[got] = true
	return got
}

// plainNumber is a node's ordinal as it may stand in an eId: in small letters,
// parts of it divided by hyphens.
func plainNumber(n *outline.Node) string {
	number := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, n.Ordinal())
	return strings.Trim(number, "-")
}
