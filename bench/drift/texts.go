package drift

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"thao/bench/gen"
	"thao/internal/outline"
	"thao/internal/plain"
	"thao/internal/prose"
)

// Text is a real text to be edited.
type Text struct {
	Name string
	Tree *outline.Tree
}

// Read reads the plain texts and Markdown files of a folder, in the order of
// their names.
func Read(dir string) ([]Text, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []Text
	for _, entry := range entries {
		read := map[string]func([]byte) ([]prose.Block, error){".txt": plain.Text, ".md": plain.Markdown}[filepath.Ext(entry.Name())]
		if read == nil || entry.IsDir() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return nil, err
		}
		blocks, err := read(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name(), err)
		}
		out = append(out, Text{entry.Name(), outline.Build(blocks)})
	}
	return out, nil
}

// Donor is the texts of clauses and points of all texts but the one named:
// what drafters of that one might put in.
func Donor(texts []Text, but string) []string {
	var out []string
	for _, t := range texts {
		if t.Name == but {
			continue
		}
		t.Tree.Walk(func(n *outline.Node) {
			if len(n.Children) == 0 && len(strings.Fields(n.Text)) >= 4 && n.Kind != outline.Table {
				out = append(out, n.Text)
			}
		})
	}
	return out
}

// Made is the draft of 200 pages that package gen writes.
func Made(seed uint64) *outline.Tree {
	var blocks []prose.Block
	for _, p := range gen.NewDraft(seed).Paras {
		text := p.Text
		if p.Label != "" {
			text = p.Label + " " + text
		}
		blocks = append(blocks, prose.Block{Kind: prose.Paragraph, Text: text})
	}
	return outline.Build(blocks)
}
