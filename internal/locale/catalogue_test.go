package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thao/internal/corpus"
)

// mentions is what the source tree says of catalogue keys.
type mentions struct {
	keys     map[string]string // key given to T as a literal → where
	literals map[string]bool   // every string literal
	prefixes []string          // literals ending in "." or "-" to which something is added
}

func TestCatalogueIsWhole(t *testing.T) {
	values := regexp.MustCompile(`\{[a-z]+\}`)
	sorted := func(s string) []string {
		found := values.FindAllString(s, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	for key, s := range catalogue {
		if strings.TrimSpace(s.vi) == "" || strings.TrimSpace(s.en) == "" {
			t.Errorf("%s lacks a language", key)
		}
		if !slices.Equal(sorted(s.vi), sorted(s.en)) {
			t.Errorf("%s: the languages name different values: %v, %v", key, sorted(s.vi), sorted(s.en))
		}
	}
}

func TestEveryKeyUsedExistsAndEveryKeyIsUsed(t *testing.T) {
	found := readTree(t, corpus.Root(t))
	for key, where := range found.keys {
		if !Has(key) {
			t.Errorf("%s: key %q is not in the catalogue", where, key)
		}
	}
	for key := range catalogue {
		if !found.uses(key) {
			t.Errorf("nothing uses key %q", key)
		}
	}
}

func TestEveryFaultHasASentence(t *testing.T) {
	codes := faultCodes(t)
	if len(codes) == 0 {
		t.Fatal("no codes found in package fault")
	}
	for _, code := range codes {
		if !Has("fault." + code) {
			t.Errorf("fault code %q has no sentence", code)
		}
	}
}

func TestAKeyTwicePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	add(sentences{"fault.empty": {"a", "b"}})
}

func (m *mentions) uses(key string) bool {
	if m.literals[key] {
		return true
	}
	return slices.ContainsFunc(m.prefixes, func(p string) bool { return strings.HasPrefix(key, p) })
}

func readTree(t *testing.T, root string) *mentions {
	t.Helper()
	m := &mentions{keys: map[string]string{}, literals: map[string]bool{}}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		name := d.Name()
		if strings.HasSuffix(name, ".tmpl") || strings.HasSuffix(name, ".templ") {
			return m.seeTemplate(path)
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "catalogue_") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return nil // a file being written is its own package's failing build
		}
		ast.Inspect(file, func(n ast.Node) bool { m.see(n, path); return true })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// saidInTemplate is a key in a template: {{say "matrix.caption"}}, or in a view:
// { T(ctx, "web.close") }. A key that is put together ("web.state."+state) is
// found in the Go made from the view.
var saidInTemplate = regexp.MustCompile(`say "([^"]+)"|\bT\(ctx, "([^"]+)"[,)]`)

func (m *mentions) seeTemplate(path string) error {
	text, err := os.ReadFile(path)
	for _, found := range saidInTemplate.FindAllSubmatch(text, -1) {
		key := string(found[1]) + string(found[2])
		m.keys[key], m.literals[key] = path, true
	}
	return err
}

func (m *mentions) see(n ast.Node, path string) {
	switch n := n.(type) {
	case *ast.BasicLit:
		if s, ok := literal(n); ok {
			m.literals[s] = true
		}
	case *ast.BinaryExpr:
		if s, ok := literal(n.X); ok && n.Op == token.ADD && strings.Contains(s, ".") && strings.HasSuffix(strings.TrimRight(s, "-"), ".") {
			m.prefixes = append(m.prefixes, s)
		}
	case *ast.CallExpr:
		if len(n.Args) < 2 || !says(n.Fun) {
			return
		}
		if s, ok := literal(n.Args[1]); ok {
			m.keys[s] = path
		}
	}
}

// says reports whether a function says a sentence: locale.T, ui.T, or T inside
// package ui.
func says(fn ast.Expr) bool {
	switch fn := fn.(type) {
	case *ast.Ident:
		return fn.Name == "T"
	case *ast.SelectorExpr:
		pkg, ok := fn.X.(*ast.Ident)
		return ok && fn.Sel.Name == "T" && (pkg.Name == "locale" || pkg.Name == "ui")
	}
	return false
}

func literal(e ast.Node) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func faultCodes(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(corpus.Root(t), "internal/fault/fault.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Code" {
			for _, v := range spec.Values {
				if s, ok := literal(v); ok {
					codes = append(codes, s)
				}
			}
		}
		return true
	})
	return codes
}
