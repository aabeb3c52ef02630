package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"thao/internal/collation"
	"thao/internal/ooxml"
	"thao/internal/outline"
)

// made is what the generator makes, once for all tests.
func made(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := once()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var once = sync.OnceValues(samples)

func TestCommittedSamplesAreWhatIsMade(t *testing.T) {
	files := made(t)
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("..", "de-an", filepath.FromSlash(name)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s is stale: run go run ./samples/gen", name)
		}
	}
	for _, root := range []string{"../de-an", "../hong"} {
		err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			name, err := filepath.Rel("../de-an", path)
			if _, ok := files[filepath.ToSlash(name)]; !ok {
				t.Errorf("nobody makes %s", path)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestTwoRunsMakeTheSameBytes(t *testing.T) {
	first := made(t)
	second, err := samples()
	if err != nil {
		t.Fatal(err)
	}
	for name := range first {
		if !bytes.Equal(first[name], second[name]) {
			t.Errorf("%s differs from run to run", name)
		}
	}
}

// readable are the Word files meant to be opened.
func readable(files map[string][]byte) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".docx") && !strings.HasPrefix(name, brokenFolder) {
			names = append(names, name)
		}
	}
	return names
}

func TestWordFilesAreWellFormedAndTheirIDsUnique(t *testing.T) {
	files := made(t)
	for _, name := range readable(files) {
		z, err := zip.NewReader(bytes.NewReader(files[name]), int64(len(files[name])))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			content, err := readEntry(f)
			if err != nil {
				t.Fatal(err)
			}
			checkIDs(t, name+"/"+f.Name, content)
		}
	}
}

func readEntry(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// checkIDs reads a part to its end and looks for two things of one id among
// those that must not share one. A range's two ends do, and so may a revision
// and a comment, which are numbered apart.
func checkIDs(t *testing.T, name string, content []byte) {
	t.Helper()
	numbered := map[string]string{"commentRangeStart": "range", "commentReference": "reference", "comment": "comment",
		"ins": "revision", "del": "revision", "moveFrom": "revision", "moveTo": "revision", "rPrChange": "revision",
		"pPrChange": "revision", "moveFromRangeStart": "revision", "moveToRangeStart": "revision", "bookmarkStart": "bookmark",
		"footnote": "footnote"}
	seen := map[string]bool{}
	dec := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		e, ok := token.(xml.StartElement)
		if !ok || numbered[e.Name.Local] == "" {
			continue
		}
		for _, a := range e.Attr {
			if a.Name.Local != "id" {
				continue
			}
			id := numbered[e.Name.Local] + " " + a.Value
			if seen[id] {
				t.Errorf("%s: two of %s", name, id)
			}
			seen[id] = true
		}
	}
}

func tree(t *testing.T, content []byte) *outline.Tree {
	t.Helper()
	d, err := ooxml.Read(context.Background(), content)
	if err != nil {
		t.Fatal(err)
	}
	return outline.Build(d.Blocks(ooxml.Rejected))
}

// nodes lists a tree, a line a node.
func nodes(tree *outline.Tree) []string {
	var lines []string
	tree.Walk(func(n *outline.Node) {
		lines = append(lines, n.ID+"\t"+n.Label+"\t"+n.Heading+"\t"+n.Text)
	})
	return lines
}

func TestBothFormsOfTheDraftAreOneTree(t *testing.T) {
	files := made(t)
	word, hand := nodes(tree(t, files["du-thao-1.docx"])), nodes(tree(t, files["du-thao-1-go-tay.docx"]))
	if len(word) < 120 {
		t.Errorf("only %d nodes", len(word))
	}
	for i := range min(len(word), len(hand)) {
		if word[i] != hand[i] {
			t.Fatalf("node %d is\n%s\nnumbered by Word and\n%s\ntyped by hand", i, word[i], hand[i])
		}
	}
	if len(word) != len(hand) {
		t.Errorf("%d nodes numbered by Word, %d typed by hand", len(word), len(hand))
	}
}

func readKey(t *testing.T, files map[string][]byte) key {
	t.Helper()
	var k key
	if err := json.Unmarshal(files["key.json"], &k); err != nil {
		t.Fatal(err)
	}
	return k
}

// follow goes down a tree by kinds and ordinals.
func follow(list []*outline.Node, way [][2]string) []*outline.Node {
	for i, step := range way {
		var next []*outline.Node
		for _, n := range list {
			if string(n.Kind) == step[0] && n.Ordinal() == step[1] {
				next = append(next, n)
			}
		}
		if i == len(way)-1 {
			return next
		}
		list = nil
		for _, n := range next {
			list = append(list, n.Children...)
		}
	}
	return nil
}

func TestPlacesOfTheKeyAreInTheDraft(t *testing.T) {
	files := made(t)
	draft := tree(t, files["du-thao-1.docx"])
	for i, c := range readKey(t, files).Comments {
		if c.State == collation.Placed && len(c.Place) == 0 {
			t.Errorf("comment %d of %s is placed nowhere", i, c.File)
		}
		for _, way := range append(c.Candidates, c.Place) {
			if len(way) == 0 {
				continue
			}
			found := follow(draft.Nodes, way)
			if len(found) != 1 {
				t.Errorf("comment %d of %s: %d nodes at %v", i, c.File, len(found), way)
			} else if len(c.Candidates) == 0 && !strings.Contains(found[0].Content(), c.Quote) {
				t.Errorf("comment %d of %s: %q does not stand at %s", i, c.File, c.Quote, c.Label)
			}
		}
		if c.Text == "" && c.Before == "" && c.After == "" {
			t.Errorf("comment %d of %s says nothing", i, c.File)
		}
	}
}

func TestKeyCoversTheFiles(t *testing.T) {
	files := made(t)
	k := readKey(t, files)
	said := map[string]bool{}
	bodies := map[string]bool{}
	for _, c := range k.Comments {
		said[c.File], bodies[c.Body] = true, true
	}
	silentFiles := 0
	for name := range files {
		reply, ok := strings.CutPrefix(name, folder)
		if ok && reply != "bodies.csv" && !said[reply] {
			silentFiles++
		}
	}
	if silentFiles != len(k.Agrees) {
		t.Errorf("%d files without a comment, %d bodies that agree", silentFiles, len(k.Agrees))
	}
	for _, b := range slices.Concat(k.Agrees, k.Silent) {
		if bodies[b] {
			t.Errorf("%s agrees or is silent, and comments", b)
		}
		bodies[b] = true
	}
	if got := slices.Sorted(maps.Keys(bodies)); !slices.Equal(got, slices.Sorted(slices.Values(k.Asked))) {
		t.Errorf("bodies of the key are %v, asked were %v", got, k.Asked)
	}
	for _, g := range k.Groups {
		for _, i := range g[1:] {
			if !slices.Equal(k.Comments[i].Place, k.Comments[g[0]].Place) {
				t.Errorf("comments %d and %d share a row but not a place", g[0], i)
			}
		}
	}
}

func TestBrokenFilesAreRefused(t *testing.T) {
	for name, content := range made(t) {
		if !strings.HasPrefix(name, brokenFolder) {
			continue
		}
		if _, err := ooxml.Read(context.Background(), content); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}
