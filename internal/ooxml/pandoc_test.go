package ooxml

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"thao/internal/corpus"
)

// pandocFinding is a comment or change as pandoc reads it.
type pandocFinding struct{ class, id, author, text string }

// pandocFindings reads a file with pandoc and collects its comments and changes.
func pandocFindings(t *testing.T, file string) []pandocFinding {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "pandoc", "--from=docx", "--track-changes=all", "--to=json", file).Output()
	if err != nil {
		t.Skipf("pandoc cannot read it: %v", err)
	}
	var doc any
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	var found []pandocFinding
	collect(doc, &found)
	return found
}

// collect walks pandoc's tree for spans of the classes of tracked changes:
// {"t":"Span","c":[[id,[class],[[key,value]]],[inlines]]}.
func collect(node any, found *[]pandocFinding) {
	switch n := node.(type) {
	case []any:
		for _, x := range n {
			collect(x, found)
		}
	case map[string]any:
		if c, ok := n["c"].([]any); ok && n["t"] == "Span" {
			attr := c[0].([]any)
			for _, class := range attr[1].([]any) {
				f := pandocFinding{class: class.(string), text: pandocText(c[1])}
				for _, pair := range attr[2].([]any) {
					switch p := pair.([]any); p[0] {
					case "id":
						f.id = p[1].(string)
					case "author":
						f.author = p[1].(string)
					}
				}
				*found = append(*found, f)
			}
		}
		for _, x := range n {
			collect(x, found)
		}
	}
}

// pandocText is the words in a piece of pandoc's tree.
func pandocText(node any) string {
	switch n := node.(type) {
	case []any:
		var b strings.Builder
		for _, x := range n {
			b.WriteString(pandocText(x))
		}
		return b.String()
	case map[string]any:
		switch n["t"] {
		case "Str":
			return n["c"].(string)
		case "Math", "Note":
			return "" // formulas become TeX; notes are stories of their own
		}
		return pandocText(n["c"])
	}
	return ""
}

// lettersOf keeps what two readers cannot write differently: spaces, quotes and
// dashes are made equal or dropped.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// TestPandoc asks for a second opinion on every file with comments or changes:
// nothing pandoc finds may be missing here.
func TestPandoc(t *testing.T) {
	if testing.Short() {
		t.Skip("pandoc takes half a second a file")
	}
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skip("pandoc is not installed: no second opinion on comments and changes")
	}
	corpusDir := corpus.Path(t)
	for _, m := range manifest(t, corpusDir) {
		if !strings.Contains(m["why"], "comments") && !strings.Contains(m["why"], "tracked") && m["why"] != "rp-triple" {
			continue
		}
		t.Run(m["path"], func(t *testing.T) {
			file := filepath.Join(corpusDir, m["path"])
			d, err := readFile(t, file)
			if err != nil {
				t.Skip("refused here: ", err)
			}
			for _, f := range pandocFindings(t, file) {
				if !has(d, f) {
					t.Errorf("not read: %+v", f)
				}
			}
		})
	}
}

// has says whether a finding of pandoc's is in the document. Pandoc joins
// changes of one author that follow one another.
func has(d *Document, f pandocFinding) bool {
	kinds := map[string][]ChangeKind{
		"insertion": {Insert, MoveTo}, "deletion": {Delete, MoveFrom},
		"paragraph-insertion": {ParagraphInsert, MoveTo}, "paragraph-deletion": {ParagraphDelete, MoveFrom},
	}[f.class]
	if kinds == nil && f.class != "comment-start" {
		return true // not about changes
	}
	if kinds == nil {
		for _, c := range d.Comments {
			if c.ID == f.id && c.Author == f.author && lettersOf(c.Text) == lettersOf(f.text) {
				return true
			}
		}
		return false
	}
	var all strings.Builder
	found := false
	for _, c := range d.Changes {
		if slices.Contains(kinds, c.Kind) && c.Author == f.author {
			found = true
			all.WriteString(lettersOf(c.Text))
		}
	}
	return found && strings.Contains(all.String(), lettersOf(f.text))
}
