package redline_test

import (
	"fmt"
	"path/filepath"
	"strings"

	"os"
	"testing"
	"thao/internal/corpus"
	"thao/internal/ooxml"
	"thao/internal/prose"
)

func TestDump(t *testing.T) {
	if os.Getenv("RL_OLD") == "" {
		t.Skip()
	}
	out := redlined(t, bytesOf(t, os.Getenv("RL_OLD")), bytesOf(t, os.Getenv("RL_NEW")))
	os.WriteFile(os.Getenv("RL_OUT"), out, 0o644)
}

func TestDumpAll(t *testing.T) {
	dir := os.Getenv("RL_DIR")
	if dir == "" {
		t.Skip()
	}
	root := corpus.Path(t, "docx")
	for i, p := range pairs(t, root) {
		old, now := bytesOf(t, filepath.Join(root, p[0])), bytesOf(t, filepath.Join(root, p[1]))
		os.WriteFile(fmt.Sprintf("%s/%02d-red.docx", dir, i), redlined(t, old, now), 0o644)
		os.WriteFile(fmt.Sprintf("%s/%02d-old.docx", dir, i), old, 0o644)
		os.WriteFile(fmt.Sprintf("%s/%02d-new.docx", dir, i), now, 0o644)
	}
	old, now := versions(t, 10)
	os.WriteFile(dir+"/99-red.docx", redlined(t, old, now), 0o644)
	os.WriteFile(dir+"/99-old.docx", old, 0o644)
	os.WriteFile(dir+"/99-new.docx", now, 0o644)
}

func TestCompareLO(t *testing.T) {
	dir := os.Getenv("RL_LO")
	if dir == "" {
		t.Skip()
	}
	files, _ := filepath.Glob(dir + "/*-red.docx")
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			side := func(kind string) []byte { return bytesOf(t, strings.Replace(f, "-red", kind, 1)) }
			o, n, r := read(t, side("-old")), read(t, side("-new")), read(t, bytesOf(t, f))
			if got, want := texts(r.Blocks(ooxml.Accepted)), texts(n.Blocks(ooxml.Accepted)); got != want {
				t.Errorf("accept %s", firstDifference(got, want))
			}
			if got, want := texts(r.Blocks(ooxml.Rejected)), texts(o.Blocks(ooxml.Accepted)); got != want {
				t.Errorf("reject %s", firstDifference(got, want))
			}
		})
	}
}

func texts(blocks []prose.Block) string {
	var b strings.Builder
	for _, x := range blocks {
		if x.Text != "" && x.Kind != prose.Header && x.Kind != prose.Footer {
			b.WriteString(string(x.Kind) + "|" + strings.Join(strings.Fields(x.Text), " ") + "\n")
		}
	}
	return b.String()
}
