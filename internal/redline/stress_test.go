package redline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thao/internal/corpus"
	"thao/internal/ooxml"
)

// openEnds are pairs of which the old version ends with a table. Nothing that
// is put in after it can share its last mark, for it has none.
var openEnds = map[string]bool{"contract.docx → equations.docx": true}

// TestStrangers compares each Word file with the next one: nothing in common.
func TestStrangers(t *testing.T) {
	root := corpus.Path(t, "docx")
	var files []string
	filepath.Walk(root, func(p string, i os.FileInfo, err error) error {
		if strings.HasSuffix(p, ".docx") {
			files = append(files, p)
		}
		return nil
	})
	for i := range files {
		old, now := bytesOf(t, files[i]), bytesOf(t, files[(i+1)%len(files)])
		if _, err := ooxml.Read(t.Context(), old); err != nil {
			continue
		}
		if _, err := ooxml.Read(t.Context(), now); err != nil {
			continue
		}
		name := filepath.Base(files[i]) + " → " + filepath.Base(files[(i+1)%len(files)])
		t.Run(name, func(t *testing.T) {
			out := redlined(t, old, now)
			holds(t, old, now, out)
			soundBut(t, now, out, openEnds[name])
		})
	}
}
