package compareview

import (
	"strings"

	"thao/internal/outline"
)

// Place is a node's path as short as it can be told from others: articles are
// counted through a law, so nothing above them is said.
func Place(n *outline.Node, lang string) string {
	path := outline.PathString(n, lang)
	if n == nil {
		return path
	}
	steps := n.Path()
	cut := 0
	for k, s := range steps {
		if s.Kind == outline.Article && s.Label != "" {
			cut = k
		}
	}
	parts := strings.Split(path, " › ")
	if len(parts) != len(steps) { // a heading that holds the sign itself
		return path
	}
	return strings.Join(parts[cut:], " › ")
}

// lastStep is the last part of a node's path: "khoản 2".
func lastStep(n *outline.Node, lang string) string {
	path := outline.PathString(n, lang)
	if i := strings.LastIndex(path, " › "); i >= 0 {
		return path[i+len(" › "):]
	}
	return path
}
