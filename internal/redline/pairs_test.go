package redline_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thao/internal/corpus"
	"thao/internal/ooxml"
	"thao/internal/prose"
	"thao/internal/redline"
)

var by = redline.Options{Author: "Ban soạn thảo", Date: time.Date(2025, 3, 4, 5, 6, 7, 0, time.UTC)}

// tester is testing.TB so far as both *testing.T and *rapid.T have it.
type tester interface {
	Helper()
	Context() context.Context
	Errorf(string, ...any)
	Error(...any)
	Fatal(...any)
}

func redlined(t tester, old, now []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := redline.Write(t.Context(), &b, old, now, by); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t tester, data []byte) *ooxml.Document {
	t.Helper()
	d, err := ooxml.Read(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// plain is one line a block: kind, label, text and place in a table. Empty
// headers and footers do not count: one put in leaves an empty one behind when
// it is rejected.
func plain(blocks []prose.Block) string {
	return lines(blocks, func(x *prose.Block) string { return fmt.Sprintf("%s|%s|%q", x.Kind, x.Label, x.Text) })
}

// styled is plain with the style, level and alignment of each paragraph.
func styled(blocks []prose.Block) string {
	return lines(blocks, func(x *prose.Block) string {
		return fmt.Sprintf("%s|%s|%q|%s|%d|%v", x.Kind, x.Label, x.Text, x.Style, x.Level, x.Center)
	})
}

func lines(blocks []prose.Block, line func(*prose.Block) string) string {
	var b strings.Builder
	for i := range blocks {
		x := &blocks[i]
		if x.Text == "" && (x.Kind == prose.Header || x.Kind == prose.Footer) {
			continue
		}
		b.WriteString(line(x))
		if x.Cell != nil {
			fmt.Fprintf(&b, "|%+v", *x.Cell)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// firstDifference shows the first line in which two texts differ.
func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return fmt.Sprintf("line %d:\n got  %s\n want %s", i+1, x, y)
		}
	}
	return "none"
}

// holds checks the contract, style, level and alignment included.
func holds(t tester, old, now, out []byte) { t.Helper(); contract(t, old, now, out, styled) }

// contract compares what is left when all is accepted with the new version,
// and what is left when all is rejected with the old one.
func contract(t tester, old, now, out []byte, print func([]prose.Block) string) {
	t.Helper()
	o, n, r := read(t, old), read(t, now), read(t, out)
	if got, want := print(r.Blocks(ooxml.Accepted)), print(n.Blocks(ooxml.Accepted)); got != want {
		t.Errorf("accepting all does not give the new version: %s", firstDifference(got, want))
	}
	if got, want := print(r.Blocks(ooxml.Rejected)), print(o.Blocks(ooxml.Accepted)); got != want {
		t.Errorf("rejecting all does not give the old version: %s", firstDifference(got, want))
	}
}

func bytesOf(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestCorpus compares all versions of a document that the corpus has, both
// ways, and each of its files with the next one: nothing in common.
func TestCorpus(t *testing.T) {
	root := corpus.Path(t, "docx")
	known := exceptions(t)
	list := strangers(t, root)
	for _, p := range pairs(t, root) {
		list = append(list, p, [2]string{p[1], p[0]})
	}
	for name := range known {
		if !slices.ContainsFunc(list, func(p [2]string) bool { return p[0]+" → "+p[1] == name }) {
			t.Errorf("docs/redline.md names %s, which is not compared", name)
		}
	}
	for _, p := range list {
		known.check(t, root, p[0], p[1])
	}
}

// strangers lists each Word file that can be read with the next one.
func strangers(t testing.TB, root string) (list [][2]string) {
	t.Helper()
	var files []string
	err := filepath.WalkDir(root, func(file string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".docx" {
			return err
		}
		if _, unread := ooxml.Read(t.Context(), bytesOf(t, file)); unread == nil {
			files = append(files, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files {
		list = append(list, [2]string{within(root, file), within(root, files[(i+1)%len(files)])})
	}
	return list
}

func within(root, file string) string {
	rel, _ := filepath.Rel(root, file)
	return filepath.ToSlash(rel)
}

// pairs lists the versions of one document, by the endings of their names.
func pairs(t testing.TB, root string) [][2]string {
	t.Helper()
	list := [][2]string{{"docx-cli/contract.docx", "docx-cli/contract-redlined.docx"}}
	for _, ends := range [][2]string{
		{".docx", "-Mod.docx"}, {"-Before.docx", "-After.docx"}, {"-Rejected.docx", "-Accepted.docx"},
		{"-Rejected.docx", ".docx"}, {".docx", "-Accepted.docx"}, {".docx", "-COMPARE-CA001-Plain-Mod.docx"},
	} {
		for _, dir := range []string{"docxodus", "docxodus/RP"} {
			files, _ := filepath.Glob(filepath.Join(root, dir, "*"+ends[1]))
			for _, f := range files {
				was := strings.TrimSuffix(f, ends[1]) + ends[0]
				if _, err := os.Stat(was); err == nil {
					list = append(list, [2]string{within(root, was), within(root, f)})
				}
			}
		}
	}
	if len(list) < 80 {
		t.Fatalf("only %d pairs", len(list))
	}
	return list
}
