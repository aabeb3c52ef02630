package outline

import (
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/corpus"
)

func ids(t *Tree) string {
	var b strings.Builder
	t.Walk(func(n *Node) { b.WriteString(n.ID + "\n") })
	return b.String()
}

func TestIdentifyKeepsTheIDsOfBuild(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := Build(randomBlocks.Draw(t, "blocks"))
		want := ids(tree)
		tree.Identify()
		if got := ids(tree); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

func TestIdentifyKeepsTheIDsOfTheCorpus(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(corpus.Path(t), "vi", "*.*"))
	for _, path := range paths {
		if ext := filepath.Ext(path); ext == ".tsv" || ext == ".docx" {
			continue
		}
		tree := Build(readPlain(t, path))
		want := ids(tree)
		tree.Identify()
		if ids(tree) != want {
			t.Errorf("%s: ids are others", filepath.Base(path))
		}
	}
}

// read is all words of a tree in reading order, without spaces.
func read(t *Tree) string {
	var b strings.Builder
	t.Walk(func(n *Node) { b.WriteString(strings.Join(strings.Fields(n.Label+" "+n.Heading+" "+n.Text), "")) })
	return b.String()
}

func TestCorrectionsLoseNoWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := Build(randomBlocks.Draw(t, "blocks"))
		want := read(tree)
		for range rapid.IntRange(1, 12).Draw(t, "corrections") {
			var nodes []*Node
			tree.Walk(func(n *Node) { nodes = append(nodes, n) })
			if len(nodes) == 0 {
				return
			}
			n := rapid.SampledFrom(nodes).Draw(t, "node")
			c := Change{Correction: rapid.SampledFrom(Corrections()).Draw(t, "correction"), Node: n.ID, Kind: rapid.SampledFrom(Kinds()).Draw(t, "kind")}
			if cuts := n.Cuts(); len(cuts) > 0 {
				c.At = rapid.SampledFrom(cuts).Draw(t, "at")
			}
			before := sketch(tree)
			now := tree.Correct(c)
			if got := read(tree); got != want {
				t.Fatalf("%+v: read\n%s\nwant\n%s\nbefore\n%s\nafter\n%s", c, got, want, before, sketch(tree))
			}
			if now == nil && sketch(tree) != before {
				t.Fatalf("%+v was refused and changed the tree", c)
			}
			checkShape(t, tree)
		}
	})
}

func checkShape(t *rapid.T, tree *Tree) {
	seen := map[string]bool{}
	tree.Walk(func(n *Node) {
		if n.ID == "" || seen[n.ID] || n.Children == nil {
			t.Fatalf("%q is no unique id, or has nil children, in\n%s", n.ID, ids(tree))
		}
		seen[n.ID] = true
		for _, c := range n.Children {
			if c.Parent != n || !strings.HasPrefix(c.ID, n.ID+"__") {
				t.Fatalf("%s is not under %s", c.ID, n.ID)
			}
		}
	})
}

func TestCorrections(t *testing.T) {
	text := `
		Điều 1. Phạm vi
		1. Một.
		2. Hai. Ba.
		LỜI NÓI
		Đoạn.
		Điều 2. Đối tượng
		a) A
		b) B`
	for _, test := range []struct {
		name   string
		change Change
		want   string
	}{
		{"raise", Change{Correction: Raise, Node: "article_1__clause_2"}, `
			article Điều 1. = Phạm vi
			  clause 1. : Một.
			clause 2. : Hai. Ba.
			  paragraph : LỜI NÓI
			  paragraph : Đoạn.
			article Điều 2. = Đối tượng
			  point a) : A
			  point b) : B`},
		{"lower", Change{Correction: Lower, Node: "article_2__point_b"}, `
			article Điều 1. = Phạm vi
			  clause 1. : Một.
			  clause 2. : Hai. Ba.
			    paragraph : LỜI NÓI
			    paragraph : Đoạn.
			article Điều 2. = Đối tượng
			  point a) : A
			    point b) : B`},
		{"split", Change{Correction: Split, Node: "article_1__clause_2", At: 5}, `
			article Điều 1. = Phạm vi
			  clause 1. : Một.
			  clause 2. : Hai.
			    paragraph : Ba.
			    paragraph : LỜI NÓI
			    paragraph : Đoạn.
			article Điều 2. = Đối tượng
			  point a) : A
			  point b) : B`},
		{"merge", Change{Correction: Merge, Node: "article_1__clause_2__paragraph_2"}, `
			article Điều 1. = Phạm vi
			  clause 1. : Một.
			  clause 2. : Hai. Ba.
			    paragraph : LỜI NÓI Đoạn.
			article Điều 2. = Đối tượng
			  point a) : A
			  point b) : B`},
		{"plain", Change{Correction: MakePlain, Node: "article_2"}, `
			article Điều 1. = Phạm vi
			  clause 1. : Một.
			  clause 2. : Hai. Ba.
			    paragraph : LỜI NÓI
			    paragraph : Đoạn.
			  paragraph : Điều 2. Đối tượng
			  point a) : A
			  point b) : B`},
		{"kind", Change{Correction: Retype, Node: "article_1__clause_2__paragraph_1", Kind: Heading}, `
			article Điều 1. = Phạm vi
			  clause 1. : Một.
			  clause 2. : Hai. Ba.
			    heading = LỜI NÓI
			      paragraph : Đoạn.
			article Điều 2. = Đối tượng
			  point a) : A
			  point b) : B`},
	} {
		t.Run(test.name, func(t *testing.T) {
			tree := Build(paragraphs(text))
			if tree.Correct(test.change) == nil {
				t.Fatal("refused in\n" + sketch(tree))
			}
			want := strings.TrimSpace(strings.ReplaceAll(test.want, "\t", ""))
			if got := strings.TrimSpace(sketch(tree)); got != want {
				t.Errorf("got\n%s\n\nwant\n%s", got, want)
			}
		})
	}
}
