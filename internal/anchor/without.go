package anchor

import "strings"

// WithoutCitations drops from a text the citations that say where in the draft
// something is: two bodies that ask the same of one clause cite it in different
// words. Citations of other instruments stay.
func WithoutCitations(text string) string {
	var b strings.Builder
	at := 0
	for _, c := range Citations(text) {
		if c.External || c.Start < at {
			continue
		}
		b.WriteString(text[at:c.Start])
		at = c.End
	}
	b.WriteString(text[at:])
	return b.String()
}
