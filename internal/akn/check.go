package akn

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"thao/internal/fault"
	"thao/internal/outline"
)

// Codes of what cannot be written.
const (
	BadID   fault.Code = "akn-id"   // an id that is empty, doubled, or has white space; {id}
	BadMeta fault.Code = "akn-meta" // metadata that the format cannot hold; {field}
)

// deepest is how deep nodes may nest: around and inside them stand at most
// twelve elements, from the root down to a line break in a table cell.
const deepest = maxDepth - 12

var (
	languageTag = regexp.MustCompile(`^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$`)
	countryCode = regexp.MustCompile(`^[a-z]{2}$`)
)

// check refuses what could not be written, or not be read back equal.
func check(doc *Document) error {
	switch {
	case doc.Date != "" && (!isDate(doc.Date) || doc.Date == noDate):
		return fault.New(BadMeta, "field", "date")
	case doc.Language != "" && (!languageTag.MatchString(doc.Language) || ietfTag(doc.Language) != doc.Language):
		return fault.New(BadMeta, "field", "language")
	case doc.Country != "" && (!countryCode.MatchString(doc.Country) || doc.Country == noCountry):
		return fault.New(BadMeta, "field", "country")
	case doc.Version < 0:
		return fault.New(BadMeta, "field", "version")
	}
	for _, f := range [...]struct{ name, value string }{{"title", doc.Title}, {"name", doc.Name}, {"author", doc.Author}} {
		if !inAttribute(f.value) {
			return fault.New(BadMeta, "field", f.name)
		}
	}
	ids := map[string]bool{}
	if err := checkNodes(doc.Tree.Nodes, ids, 1); err != nil {
		return err
	}
	for node, first := range doc.WorkIDs {
		if !ids[node] || !isWord(first) {
			return fault.New(BadID, "id", first)
		}
	}
	return checkNotes(doc.Notes, ids)
}

func checkNodes(nodes []*outline.Node, ids map[string]bool, depth int) error {
	for _, n := range nodes {
		if depth > deepest {
			return fault.New(fault.TooDeep, "part", "Akoma Ntoso", "max", deepest)
		}
		if !isWord(n.ID) || ids[n.ID] {
			return fault.New(BadID, "id", n.ID)
		}
		if !slices.Contains(outline.Kinds(), n.Kind) {
			return fault.New(BadID, "id", string(n.Kind))
		}
		ids[n.ID] = true
		if err := checkNodes(n.Children, ids, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func checkNotes(notes []Note, nodes map[string]bool) error {
	ids := map[string]bool{}
	for i := range notes {
		n := &notes[i]
		if !isWord(n.ID) || ids[n.ID] || nodes[n.ID] || n.Node != "" && !nodes[n.Node] {
			return fault.New(BadID, "id", n.ID)
		}
		ids[n.ID] = true
		if !inAttribute(n.Body) {
			return fault.New(BadMeta, "field", "body")
		}
		if (n.Start < 0 || n.End < n.Start) && (n.Start != -1 || n.End != -1) {
			return fault.New(BadMeta, "field", "range")
		}
	}
	return nil
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// isWord reports whether an identifier attribute can hold s: the schema wants
// one letter at least and no white space.
func isWord(s string) bool {
	return s != "" && inAttribute(s) && !strings.ContainsFunc(s, unicode.IsSpace)
}
