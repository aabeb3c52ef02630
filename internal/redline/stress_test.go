package redline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thao/internal/corpus"
	"thao/internal/ooxml"
)

// TestStrangers compares each Word file with the next one: nothing in common.
func TestStrangers(t *testing.T) {
	root := corpus.Path(t, "docx")
	known := exceptions(t)
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
		known.check(t, root, from(root, files[i]), from(root, files[(i+1)%len(files)]))
	}
}

func from(root, file string) string {
	rel, _ := filepath.Rel(root, file)
	return filepath.ToSlash(rel)
}
