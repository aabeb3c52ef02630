package akn_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/akn"
	"thao/internal/corpus"
	"thao/internal/fault"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
)

// sameTree reports the first place where two lists of nodes differ; "" for none.
func sameTree(a, b []*outline.Node) string {
	if len(a) != len(b) {
		return "count of nodes: " + strconv.Itoa(len(a)) + ", " + strconv.Itoa(len(b))
	}
	for i, n := range a {
		m := b[i]
		switch {
		case n.ID != m.ID:
			return "id " + n.ID + ": " + m.ID
		case n.Kind != m.Kind:
			return n.ID + ": kind " + string(n.Kind) + ", " + string(m.Kind)
		case n.Level != m.Level:
			return n.ID + ": level " + strconv.Itoa(n.Level) + ", " + strconv.Itoa(m.Level)
		case n.Label != m.Label:
			return n.ID + ": label " + strconv.Quote(n.Label) + ", " + strconv.Quote(m.Label)
		case n.Heading != m.Heading:
			return n.ID + ": heading " + strconv.Quote(n.Heading) + ", " + strconv.Quote(m.Heading)
		case n.Text != m.Text:
			return n.ID + ": text " + strconv.Quote(n.Text) + ", " + strconv.Quote(m.Text)
		}
		if d := sameTree(n.Children, m.Children); d != "" {
			return d
		}
	}
	return ""
}

func write(t interface{ Fatal(...any) }, doc *akn.Document) []byte {
	var out bytes.Buffer
	if err := akn.Write(&out, doc); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// roundTrip writes, reads and writes again: the trees and the bytes are equal.
func roundTrip(t interface{ Fatal(...any) }, doc *akn.Document) *akn.Document {
	first := write(t, doc)
	back, err := akn.Read(first)
	if err != nil {
		t.Fatal(err, "\n", string(first))
	}
	if d := sameTree(doc.Tree.Nodes, back.Tree.Nodes); d != "" {
		t.Fatal(d, "\n", string(first))
	}
	if second := write(t, back); !bytes.Equal(first, second) {
		t.Fatal("a second writing differs:\n", string(first), "\n", string(second))
	}
	return back
}

// anyText is text of any kind a file may hold, the characters that XML cannot
// and bytes that are no UTF-8 among it.
func anyText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(
			rapid.SampledFrom([]string{"", "Điều", "\n", "\t", "\r", "\r\n", " ", "  ", "\x00", "\x0b", "\ufffe", "\uffff", "\xff", "\ufffd",
				"<p>", "&amp;", "]]>", "\"", "'", "\u00a0", "\u2028", "căn cứ", "Theo đề nghị", "😀", "</p>", "\u0085"}),
			rapid.String(),
		), 0, 5).Draw(t, "parts")
		return strings.Join(parts, "")
	})
}

// anyTree is a tree of any kinds in any order.
func anyTree() *rapid.Generator[*outline.Tree] {
	return rapid.Custom(func(t *rapid.T) *outline.Tree {
		count := 0
		var grow func(depth int) []*outline.Node
		grow = func(depth int) []*outline.Node {
			nodes := []*outline.Node{}
			for range rapid.IntRange(0, 4-depth).Draw(t, "children") {
				count++
				n := &outline.Node{
					ID:   rapid.SampledFrom([]string{"article_", "clause_đ~", "heading_1.", "front", "", "x<&\"", "__"}).Draw(t, "id") + strconv.Itoa(count),
					Kind: rapid.SampledFrom(outline.Kinds()).Draw(t, "kind"),
				}
				if rapid.Bool().Draw(t, "labelled") {
					n.Label, n.Heading = anyText().Draw(t, "label"), anyText().Draw(t, "heading")
					n.Level = rapid.IntRange(0, 9).Draw(t, "level")
				}
				if rapid.Bool().Draw(t, "worded") {
					n.Text = anyText().Draw(t, "text")
				}
				n.Children = grow(depth + 1)
				nodes = append(nodes, n)
			}
			return nodes
		}
		return &outline.Tree{Nodes: grow(0)}
	})
}

func TestAnyTreeRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := &akn.Document{Tree: anyTree().Draw(t, "tree")}
		var ids []string
		doc.Tree.Walk(func(n *outline.Node) { ids = append(ids, n.ID) })
		if rapid.Bool().Draw(t, "described") {
			plain := rapid.StringMatching(`[A-Za-zĐđờ "&<\t\n\r]{0,20}`)
			doc.Title, doc.Name, doc.Author = plain.Draw(t, "title"), plain.Draw(t, "name"), plain.Draw(t, "author")
			doc.Country, doc.Language, doc.Version, doc.Date = "vn", "vi", rapid.IntRange(0, 40).Draw(t, "version"), "2018-03-07"
			if len(ids) > 0 {
				doc.WorkIDs = map[string]string{ids[0]: "art_77"}
			}
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "notes") {
			n := akn.Note{ID: "c-" + strconv.Itoa(i), Start: -1, End: -1, Text: anyText().Draw(t, "words"), Quote: anyText().Draw(t, "quote"),
				After: anyText().Draw(t, "after"), Author: anyText().Draw(t, "author"), Resolved: rapid.Bool().Draw(t, "resolved")}
			if len(ids) > 0 {
				n.Node = rapid.SampledFrom(ids).Draw(t, "place")
				n.Start, n.End = 3, 3+i
			}
			if i > 0 {
				n.Body = "Tỉnh ủy " + strconv.Itoa(i%2)
				n.Thread = []akn.Turn{{Author: "Thư ký", Text: anyText().Draw(t, "answer")}}
			}
			doc.Notes = append(doc.Notes, n)
		}
		back := roundTrip(t, doc)
		if d := sameMeta(doc, back); d != "" {
			t.Fatal(d)
		}
	})
}

func sameMeta(a, b *akn.Document) string {
	x, y := *a, *b
	x.Tree, y.Tree, x.Notes, y.Notes, x.WorkIDs, y.WorkIDs = nil, nil, nil, nil, nil, nil
	if x.Title != y.Title || x.Name != y.Name || x.Country != y.Country || x.Language != y.Language || x.Version != y.Version ||
		x.Date != y.Date || x.Author != y.Author {
		return "metadata differ"
	}
	if len(a.WorkIDs) != len(b.WorkIDs) || len(a.Notes) != len(b.Notes) {
		return "counts of notes or identifiers differ"
	}
	for k, v := range a.WorkIDs {
		if b.WorkIDs[k] != v {
			return "identifier of " + k
		}
	}
	for i := range a.Notes {
		n, m := a.Notes[i], b.Notes[i]
		turns := len(n.Thread) == len(m.Thread)
		for k := range n.Thread {
			turns = turns && n.Thread[k] == m.Thread[k]
		}
		if !turns || n.ID != m.ID || n.Node != m.Node || n.Start != m.Start || n.End != m.End || n.Quote != m.Quote || n.Text != m.Text ||
			n.Before != m.Before || n.After != m.After || n.Body != m.Body || n.Author != m.Author || n.Date != m.Date || n.Source != m.Source || n.Resolved != m.Resolved {
			return "note " + n.ID + " differs"
		}
	}
	return ""
}

func treeOf(t *testing.T, path string) *outline.Tree {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := reader.Read(t.Context(), path, data)
	if err != nil {
		t.Fatal(path, err)
	}
	return outline.Build(prose.Body(doc.Base))
}

// realTexts are the Vietnamese texts of the corpus and the sample draft.
func realTexts(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"*.txt", "*.md", "docx/*.docx"} {
		found, _ := filepath.Glob(filepath.Join(corpus.Path(t, "vi"), pattern))
		files = append(files, found...)
	}
	if len(files) < 15 {
		t.Fatalf("%d texts in the corpus", len(files))
	}
	return append(files, filepath.Join(corpus.Root(t), "samples/de-an/du-thao-1.docx"))
}

func TestRealTextsRoundTripAndAreValid(t *testing.T) {
	schema = filepath.Join(corpus.Path(t, "akn"), "akomantoso30.xsd")
	for _, file := range realTexts(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			doc := &akn.Document{Tree: treeOf(t, file), Title: "Dự thảo", Name: "du-thao", Country: "vn", Language: "vi", Version: 2, Date: "2018-03-07", Author: "Ban soạn thảo"}
			roundTrip(t, doc)
			validate(t, write(t, doc))
		})
	}
}

// validate asks xmllint whether a document follows the schema.
func validate(t interface {
	Helper()
	Fatal(...any)
	Skip(...any)
	TempDir() string
}, data []byte) {
	t.Helper()
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed: the schema is not checked")
	}
	file := filepath.Join(t.TempDir(), "draft.xml")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(lint, "--noout", "--schema", schema, file).CombinedOutput(); err != nil {
		t.Fatal(string(out[:min(len(out), 2000)]))
	}
}

var schema string

// Trees of every shape follow the schema, not only those that texts have. They
// are gathered in one call of xmllint, which takes long to read the schema.
func TestAnyTreeIsValid(t *testing.T) {
	schema = filepath.Join(corpus.Path(t, "akn"), "akomantoso30.xsd")
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed: the schema is not checked")
	}
	args := []string{"--noout", "--schema", schema}
	gen := anyTree()
	for seed := range 150 {
		tree := gen.Example(seed)
		var place string
		tree.Walk(func(n *outline.Node) { place = n.ID })
		doc := &akn.Document{Tree: tree, Notes: []akn.Note{
			{ID: "c-1", Node: place, Start: -1, End: -1, Text: "Đề nghị bỏ.", Body: "Tỉnh ủy A", Source: "letter"},
			{ID: "c-2", Start: -1, End: -1, Text: "Nhất trí\nvới dự thảo", Resolved: true, Thread: []akn.Turn{{Author: "Thư ký", Text: "Ghi nhận."}}},
		}}
		file := filepath.Join(t.TempDir(), strconv.Itoa(seed)+".xml")
		if err := os.WriteFile(file, write(t, doc), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command(lint, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, failures(string(out)))
	}
}

func failures(out string) string {
	var lines []string
	for line := range strings.SplitSeq(out, "\n") {
		if line != "" && !strings.HasSuffix(line, " validates") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines[:min(len(lines), 12)], "\n")
}

func TestWriteRefuses(t *testing.T) {
	node := func(id string) *outline.Node {
		return &outline.Node{ID: id, Kind: outline.Article, Children: []*outline.Node{}}
	}
	deep := node("n0")
	for i, n := 1, deep; i < 250; i++ {
		c := node("n" + strconv.Itoa(i))
		n.Children = append(n.Children, c)
		n = c
	}
	one := func() *outline.Tree { return &outline.Tree{Nodes: []*outline.Node{node("a")}} }
	for name, c := range map[string]struct {
		doc  *akn.Document
		code fault.Code
	}{
		"no id":          {&akn.Document{Tree: &outline.Tree{Nodes: []*outline.Node{node("")}}}, akn.BadID},
		"id twice":       {&akn.Document{Tree: &outline.Tree{Nodes: []*outline.Node{node("a"), node("a")}}}, akn.BadID},
		"blank in id":    {&akn.Document{Tree: &outline.Tree{Nodes: []*outline.Node{node("a b")}}}, akn.BadID},
		"control in id":  {&akn.Document{Tree: &outline.Tree{Nodes: []*outline.Node{node("a\x01")}}}, akn.BadID},
		"unknown kind":   {&akn.Document{Tree: &outline.Tree{Nodes: []*outline.Node{{ID: "a", Kind: "verse"}}}}, akn.BadID},
		"too deep":       {&akn.Document{Tree: &outline.Tree{Nodes: []*outline.Node{deep}}}, fault.TooDeep},
		"title":          {&akn.Document{Tree: one(), Title: "a\x00"}, akn.BadMeta},
		"date":           {&akn.Document{Tree: one(), Date: "2018-02-31"}, akn.BadMeta},
		"language":       {&akn.Document{Tree: one(), Language: "tiếng Việt"}, akn.BadMeta},
		"country":        {&akn.Document{Tree: one(), Country: "VNM"}, akn.BadMeta},
		"note nowhere":   {&akn.Document{Tree: one(), Notes: []akn.Note{{ID: "c", Node: "b"}}}, akn.BadID},
		"note's range":   {&akn.Document{Tree: one(), Notes: []akn.Note{{ID: "c", Start: 5, End: 2}}}, akn.BadMeta},
		"work id of one": {&akn.Document{Tree: one(), WorkIDs: map[string]string{"b": "art_1"}}, akn.BadID},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			err := akn.Write(&out, c.doc)
			if fault.CodeOf(err) != c.code || out.Len() > 0 {
				t.Fatalf("%v, %d bytes written", err, out.Len())
			}
		})
	}
}

func TestDeepestIsReadBack(t *testing.T) {
	leaf := &outline.Node{ID: "t", Kind: outline.Table, Text: "a\tb\nc", Children: []*outline.Node{}}
	for i := range 242 {
		leaf = &outline.Node{ID: "n" + strconv.Itoa(i), Kind: outline.Heading, Text: "x", Children: []*outline.Node{leaf}}
	}
	leaf = &outline.Node{ID: "annex_1", Kind: outline.Annex, Children: []*outline.Node{leaf}}
	roundTrip(t, &akn.Document{Tree: &outline.Tree{Nodes: []*outline.Node{leaf}}})
}

// The paragraphs of a cell are kept where the node knows them.
func TestParagraphsOfCells(t *testing.T) {
	n := &outline.Node{ID: "table_1", Kind: outline.Table, Text: "TỈNH ỦY A * Số 5\tĐẢNG\nx", Children: []*outline.Node{}}
	n.Sources = []outline.Source{{Block: 0, At: 0, Len: len("TỈNH ỦY A")}, {Block: 1, At: len("TỈNH ỦY A "), Len: 1},
		{Block: 2, At: len("TỈNH ỦY A * "), Len: len("Số 5")}, {Block: 3, At: len("TỈNH ỦY A * Số 5\t"), Len: len("ĐẢNG")}, {Block: 4, At: len(n.Text) - 1, Len: 1}}
	doc := &akn.Document{Tree: &outline.Tree{Nodes: []*outline.Node{n}}}
	back := roundTrip(t, doc)
	for _, rows := range [][][][]string{akn.Rows(n), akn.Rows(back.Tree.Nodes[0])} {
		if len(rows) != 2 || len(rows[0]) != 2 || strings.Join(rows[0][0], "|") != "TỈNH ỦY A|*|Số 5" || rows[0][1][0] != "ĐẢNG" || rows[1][0][0] != "x" {
			t.Fatalf("%q", rows)
		}
	}
}
