package drift

import (
	"reflect"
	"testing"

	"thao/internal/corpus"
	"thao/internal/outline"
)

func texts(tb testing.TB) []Text {
	tb.Helper()
	all, err := Read(corpus.Path(tb, "vi"))
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

// With nothing touched the copy is the text itself, ids included.
func TestNothingTouched(t *testing.T) {
	for _, text := range texts(t) {
		d := Apply(text.Tree, nil, 0, 1)
		old, new := list(d.Old), list(d.New)
		if len(old) != len(new) {
			t.Fatalf("%s: %d nodes became %d", text.Name, len(old), len(new))
		}
		for i, o := range old {
			n := new[i]
			if o == n {
				t.Fatalf("%s: %s is not a copy", text.Name, o.ID)
			}
			if o.ID != n.ID || o.Kind != n.Kind || o.Level != n.Level || o.Label != n.Label || o.Heading != n.Heading || o.Text != n.Text {
				t.Errorf("%s: %s %q, %d bytes, became %s %q, %d bytes", text.Name, o.ID, o.Label, len(o.Content()), n.ID, n.Label, len(n.Content()))
			}
		}
	}
}

func list(t *outline.Tree) []*outline.Node {
	var out []*outline.Node
	t.Walk(func(n *outline.Node) { out = append(out, n) })
	return out
}

// The answer key is right: what it says was kept stands there, nothing stands
// in two places, and what no edit touched is wholly there.
func TestAnswerKey(t *testing.T) {
	all := texts(t)
	for _, text := range all[:8] {
		for _, share := range []float64{0.1, 0.4} {
			d := Apply(text.Tree, Donor(all, text.Name), share, 7)
			inNew := map[*outline.Node]bool{}
			for _, n := range list(d.New) {
				if inNew[n] {
					t.Fatalf("%s: %s is in the tree twice", text.Name, n.ID)
				}
				inNew[n] = true
			}
			taken := map[*outline.Node][]bool{}
			for old, fates := range d.fates {
				for _, f := range fates {
					if !inNew[f.node] {
						t.Fatalf("%s: words of %s are said to be outside the new text", text.Name, old.ID)
					}
					was, is := old.Content()[f.from:f.to], f.node.Content()[f.at:f.at+f.to-f.from]
					if was != is {
						t.Fatalf("%s: %q of %s is said to be %q", text.Name, was, old.ID, is)
					}
					claim(t, taken, f)
				}
			}
			for _, old := range list(d.Old) {
				if d.KindOf(old) != Untouched || count(old.Content()) == 0 {
					continue
				}
				if places, letters := d.Where(old, 0, len(old.Content())); len(places) != 1 || places[0].Letters != letters {
					t.Errorf("%s: untouched %s stands in %v", text.Name, old.ID, places)
				}
			}
		}
	}
}

func claim(t *testing.T, taken map[*outline.Node][]bool, f fate) {
	t.Helper()
	if taken[f.node] == nil {
		taken[f.node] = make([]bool, len(f.node.Content()))
	}
	for i := f.at; i < f.at+f.to-f.from; i++ {
		if taken[f.node][i] {
			t.Fatalf("two old stretches are said to stand at byte %d of %s", i, f.node.ID)
		}
		taken[f.node][i] = true
	}
}

func TestIDsAndParents(t *testing.T) {
	all := texts(t)
	d := Apply(all[0].Tree, Donor(all, all[0].Name), 0.4, 3)
	seen := map[string]bool{}
	for _, n := range list(d.New) {
		if seen[n.ID] {
			t.Errorf("two nodes are %s", n.ID)
		}
		seen[n.ID] = true
		for _, c := range n.Children {
			if c.Parent != n {
				t.Errorf("%s does not know its parent", c.ID)
			}
		}
	}
}

// Each kind of edit alone touches what was asked for, and only by its name.
func TestEachKind(t *testing.T) {
	all := texts(t)
	text := all[len(all)-6] // a long law, with look-alikes
	for _, kind := range Kinds() {
		d := Apply(text.Tree, Donor(all, text.Name), 0.05, 1, kind)
		if want := len(list(d.Old)) / 20; len(d.Touched) < want {
			t.Errorf("%s: %d nodes touched, at least %d asked for", kind, len(d.Touched), want)
		}
		for n, k := range d.Touched {
			if k != kind {
				t.Errorf("%s: %s at %s", kind, k, n.ID)
			}
		}
		old, new := list(d.Old), list(d.New)
		if kind == Renumber && len(old) != len(new) {
			t.Errorf("renumbering made %d nodes %d", len(old), len(new))
		}
		if reflect.DeepEqual(ids(old), ids(new)) && kind != Reword && kind != Swap {
			t.Errorf("%s left all ids as they were", kind)
		}
	}
}

func ids(nodes []*outline.Node) []string {
	var out []string
	for _, n := range nodes {
		out = append(out, n.ID)
	}
	return out
}

func TestSameSeedSameEdits(t *testing.T) {
	all := texts(t)
	a := Apply(all[0].Tree, Donor(all, all[0].Name), 0.3, 9)
	b := Apply(all[0].Tree, Donor(all, all[0].Name), 0.3, 9)
	x, y := list(a.New), list(b.New)
	if !reflect.DeepEqual(ids(x), ids(y)) {
		t.Fatal("one seed gave two trees")
	}
	for i := range x {
		if x[i].Content() != y[i].Content() {
			t.Fatalf("one seed gave %q and %q", x[i].Content(), y[i].Content())
		}
	}
}
