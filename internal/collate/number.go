package collate

import (
	"strconv"
	"strings"

	"thao/internal/numeral"
	"thao/internal/outline"
)

// byNumbers finds the node that a chain of bare numbers names from the top of
// the draft, "III.IV.8.2" or "2.1.b": each number is an ordinal among a node's
// children, and several together may be one ordinal ("8.2"). nil where the
// chain fits no node or more than one.
func (d *Draft) byNumbers(chain string) *outline.Node {
	parts := strings.FieldsFunc(chain, func(r rune) bool { return strings.ContainsRune(".,/-–>› ()", r) })
	if len(parts) == 0 || len(parts) > 8 {
		return nil
	}
	var found []*outline.Node
	descend(d.tree.Nodes, parts, &found)
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

func descend(nodes []*outline.Node, parts []string, found *[]*outline.Node) {
	for _, n := range nodes {
		if n.Label == "" {
			continue
		}
		for take := 1; take <= len(parts); take++ {
			if !sameOrdinal(n, strings.Join(parts[:take], ".")) {
				continue
			}
			if take == len(parts) {
				*found = append(*found, n)
			} else {
				descend(n.Children, parts[take:], found)
			}
		}
	}
}

// sameOrdinal compares a number with a node's, written arabic or roman.
func sameOrdinal(n *outline.Node, number string) bool {
	own := n.Ordinal()
	if own == "" {
		return false
	}
	if n, roman := numeral.ParseRoman(number); roman && own == strconv.Itoa(n) {
		return true
	}
	return strings.EqualFold(own, number)
}
