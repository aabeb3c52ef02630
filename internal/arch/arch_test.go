// Package arch holds the rules of the house as tests: who may import whom, and
// how long a file may be. docs/ARCHITECTURE.md draws what is enforced here.
package arch

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thao/internal/corpus"
)

// storeys lists the packages below internal/, lowest storey first. A package
// imports only from storeys below its own, and inside a storey only from
// packages named before it. A sub-folder belongs to the package it lies in.
var storeys = [][]string{
	{"fault", "locale", "corpus", "clock", "id", "db", "blob", "jobs", "mail"},                                                                                                     // foundations
	{"numeral", "viet", "prose", "archive", "ooxml", "sheet", "odt", "pdf", "plain", "reader"},                                                                                     // formats
	{"outline", "compare", "anchor", "synthesis", "collation", "letter", "tabular", "matrix", "akn", "convert", "export", "answers", "redline", "compareview", "trace", "collate"}, // kernel
	{"rule", "ledger", "access", "account", "docket", "draft", "consultation", "vault", "webhook"},                                                                                 // areas
	{"web", "api", "app", "demo", "cli", "story"},                                                                                                                                  // faces
}

// place is where a package stands: (storey, rank).
func place(t *testing.T, pkg string) (int, int) {
	t.Helper()
	top, _, _ := strings.Cut(pkg, "/")
	for s, names := range storeys {
		if r := slices.Index(names, top); r >= 0 {
			return s, r
		}
	}
	t.Errorf("package internal/%s is on no storey: put it into storeys and into docs/ARCHITECTURE.md", pkg)
	return -1, -1
}

func TestImportsGoDown(t *testing.T) {
	root := corpus.Root(t)
	eachGoFile(t, root, func(path string) {
		rel, _ := filepath.Rel(root, filepath.Dir(path))
		pkg, inside := strings.CutPrefix(filepath.ToSlash(rel), "internal/")
		if !inside || pkg == "arch" || strings.HasSuffix(path, "_test.go") {
			return
		}
		storey, rank := place(t, pkg)
		for _, imported := range imports(t, path) {
			name, ours := strings.CutPrefix(imported, "thao/internal/")
			if !ours {
				continue
			}
			if mine, theirs := top(pkg), top(name); mine == theirs {
				continue
			}
			s, r := place(t, name)
			if s > storey || s == storey && r > rank {
				t.Errorf("%s imports %s, which stands above it", filepath.ToSlash(path[len(root)+1:]), imported)
			}
		}
	})
}

func top(pkg string) string {
	name, _, _ := strings.Cut(pkg, "/")
	return name
}

// The kernel and the formats know no clock, no network and no database.
func TestKernelIsPure(t *testing.T) {
	forbidden := []string{"database/sql", "net/http", "net", "os/exec"}
	root := corpus.Root(t)
	eachGoFile(t, root, func(path string) {
		rel, _ := filepath.Rel(root, filepath.Dir(path))
		pkg, inside := strings.CutPrefix(filepath.ToSlash(rel), "internal/")
		if !inside || strings.HasSuffix(path, "_test.go") || pkg == "arch" {
			return
		}
		if s, _ := place(t, pkg); s != 1 && s != 2 {
			return
		}
		for _, imported := range imports(t, path) {
			if slices.Contains(forbidden, imported) {
				t.Errorf("%s imports %s", path, imported)
			}
		}
	})
}

// A file past this is two files.
const longest = 600

func TestFilesAreShort(t *testing.T) {
	eachGoFile(t, corpus.Root(t), func(path string) {
		if strings.HasSuffix(path, "_templ.go") {
			return // written by a machine, read by none
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(data, []byte("\n")); n > longest {
			t.Errorf("%s has %d lines (at most %d)", path, n, longest)
		}
	})
}

// Names that say nothing about what is inside.
func TestNoGrabBags(t *testing.T) {
	bad := []string{"util", "utils", "common", "helper", "helpers", "types", "models", "misc", "base"}
	eachGoFile(t, corpus.Root(t), func(path string) {
		for _, part := range strings.Split(filepath.ToSlash(path), "/") {
			if slices.Contains(bad, strings.TrimSuffix(part, ".go")) {
				t.Errorf("%s: %q says nothing", path, part)
			}
		}
	})
}

// Every package of ours is named in docs/ARCHITECTURE.md.
func TestArchitectureIsDrawn(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join(corpus.Root(t), "docs", "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, names := range storeys {
		for _, name := range names {
			if !bytes.Contains(doc, []byte("`"+name+"`")) {
				t.Errorf("docs/ARCHITECTURE.md does not speak of `%s`", name)
			}
		}
	}
}

func imports(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, spec := range file.Imports {
		if name, err := strconv.Unquote(spec.Path.Value); err == nil {
			out = append(out, name)
		}
	}
	return out
}

func eachGoFile(t *testing.T, root string, fn func(path string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "testdata"):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(path, ".go"):
			fn(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
