package ui

import (
	"bytes"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/a-h/templ/generator"
	"github.com/a-h/templ/parser/v2"

	"thao/internal/corpus"
)

// The Go code of every view of the site is what templ makes of it today.
func TestViewsAreGenerated(t *testing.T) {
	root := filepath.Join(corpus.Root(t), "internal", "web")
	views := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "node_modules":
			return filepath.SkipDir
		case strings.HasSuffix(path, ".templ"):
			views++
			checkView(t, root, path)
		case strings.HasSuffix(path, "_templ.go"):
			if _, err := os.Stat(strings.TrimSuffix(path, "_templ.go") + ".templ"); err != nil {
				t.Errorf("%s has no view any more: remove it", path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if views == 0 {
		t.Error("no views found")
	}
}

func checkView(t *testing.T, root, path string) {
	t.Helper()
	file, err := parser.Parse(path)
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	rel, _ := filepath.Rel(root, path)
	var made bytes.Buffer
	if _, err := generator.Generate(file, &made, generator.WithVersion(templ.Version()), generator.WithFileName(filepath.ToSlash(rel))); err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	want, err := format.Source(made.Bytes())
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	got, err := os.ReadFile(strings.TrimSuffix(path, ".templ") + "_templ.go")
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s: its Go code is stale: run `make generate`", rel)
	}
}
