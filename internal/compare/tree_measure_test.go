package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thao/internal/outline"
)

// editor makes a new version of a tree by random edits and keeps the answer:
// from which old nodes each new node came.
type editor struct {
	rnd    *rand.Rand
	root   *outline.Node // holds the copy's top level
	origin map[*outline.Node][]*outline.Node
	moved  map[*outline.Node]bool
	made   map[string]int // edits by kind
	stock  []string       // sentences of another law, for what is put in
}

func newEditor(t *outline.Tree, stock *outline.Tree, seed uint64) *editor {
	e := &editor{
		rnd: rand.New(rand.NewPCG(seed, 7)), root: &outline.Node{},
		origin: map[*outline.Node][]*outline.Node{}, moved: map[*outline.Node]bool{}, made: map[string]int{},
	}
	stock.Walk(func(n *outline.Node) {
		if len(n.Children) == 0 && wordCount(n.Text) >= 12 {
			e.stock = append(e.stock, n.Text)
		}
	})
	for _, n := range t.Nodes {
		e.root.Children = append(e.root.Children, e.copy(n, e.root))
	}
	return e
}

func (e *editor) copy(n, parent *outline.Node) *outline.Node {
	c := *n
	c.Parent, c.Children = parent, []*outline.Node{}
	for _, child := range n.Children {
		c.Children = append(c.Children, e.copy(child, &c))
	}
	e.origin[&c] = []*outline.Node{n}
	return &c
}

func (e *editor) nodes(ok func(*outline.Node) bool) []*outline.Node {
	var out []*outline.Node
	(&outline.Tree{Nodes: e.root.Children}).Walk(func(n *outline.Node) {
		if ok(n) {
			out = append(out, n)
		}
	})
	return out
}

func numbered(n *outline.Node) bool {
	return (n.Kind == outline.Clause || n.Kind == outline.Point) && len(n.Children) == 0 && wordCount(n.Text) >= 12
}

// edit touches about share of the clauses and points.
func (e *editor) edit(share float64) {
	kinds := []func(*outline.Node) string{e.reword, e.insert, e.remove, e.move, e.split, e.merge}
	for range int(share * float64(len(e.nodes(numbered)))) {
		all := e.nodes(func(n *outline.Node) bool { return numbered(n) && e.pristine(n) })
		if len(all) == 0 {
			return
		}
		if kind := kinds[e.rnd.IntN(len(kinds))](all[e.rnd.IntN(len(all))]); kind != "" {
			e.made[kind]++
		}
	}
	e.relabel(e.root, "")
}

// editQuickly is edit in one pass, for long texts.
func (e *editor) editQuickly(share float64) {
	kinds := []func(*outline.Node) string{e.reword, e.insert, e.remove, e.split, e.merge}
	for _, n := range e.nodes(numbered) {
		if e.rnd.Float64() < share && e.stands(n) && e.pristine(n) {
			kinds[e.rnd.IntN(len(kinds))](n)
		}
	}
	all := e.nodes(numbered)
	for range len(all) / 100 {
		n, to := all[e.rnd.IntN(len(all))], all[e.rnd.IntN(len(all))]
		e.take(n)
		e.put(n, to.Parent, 0)
	}
	e.relabel(e.root, "")
}

// pristine nodes have been touched by no edit: what two edits made together
// has no one answer.
func (e *editor) pristine(n *outline.Node) bool {
	o := e.origin[n]
	return len(o) == 1 && o[0].Text == n.Text && !e.moved[n] && !slices.ContainsFunc(n.Parent.Children, func(s *outline.Node) bool {
		return s != n && len(e.origin[s]) == 1 && len(e.origin[n]) == 1 && e.origin[s][0] == e.origin[n][0]
	})
}

func (e *editor) reword(n *outline.Node) string {
	words := strings.Fields(n.Text)
	for range 1 + len(words)/8 {
		words[e.rnd.IntN(len(words))] = e.word()
	}
	n.Text = strings.Join(words, " ")
	return "reword"
}

func (e *editor) word() string {
	words := strings.Fields(e.stock[e.rnd.IntN(len(e.stock))])
	return words[e.rnd.IntN(len(words))]
}

func (e *editor) put(n *outline.Node, parent *outline.Node, at int) {
	n.Parent = parent
	parent.Children = slices.Insert(parent.Children, at, n)
}

func (e *editor) take(n *outline.Node) {
	p := n.Parent
	at := slices.Index(p.Children, n)
	p.Children = slices.Delete(p.Children, at, at+1)
}

func (e *editor) insert(n *outline.Node) string {
	if len(e.stock) == 0 {
		return ""
	}
	k := e.rnd.IntN(len(e.stock))
	fresh := &outline.Node{Kind: n.Kind, Label: n.Label, Text: e.stock[k], Children: []*outline.Node{}}
	e.stock = slices.Delete(e.stock, k, k+1) // each only once
	e.put(fresh, n.Parent, e.rnd.IntN(len(n.Parent.Children)+1))
	e.moved[fresh] = true // not to be touched again
	return "insert"
}

func (e *editor) remove(n *outline.Node) string { e.take(n); return "delete" }

func (e *editor) move(n *outline.Node) string {
	all := e.nodes(func(m *outline.Node) bool { return numbered(m) && m.Kind == n.Kind && m.Parent != n.Parent })
	if len(all) == 0 {
		return ""
	}
	e.take(n)
	to := all[e.rnd.IntN(len(all))]
	e.put(n, to.Parent, slices.Index(to.Parent.Children, to))
	e.moved[n] = true
	return "move"
}

func (e *editor) split(n *outline.Node) string {
	words := strings.Fields(n.Text)
	if len(words) < 24 {
		return ""
	}
	cut := len(words)/3 + e.rnd.IntN(len(words)/3)
	rest := &outline.Node{Kind: n.Kind, Label: n.Label, Text: strings.Join(words[cut:], " "), Children: []*outline.Node{}}
	n.Text = strings.Join(words[:cut], " ")
	e.origin[rest] = e.origin[n]
	e.put(rest, n.Parent, slices.Index(n.Parent.Children, n)+1)
	return "split"
}

func (e *editor) merge(n *outline.Node) string {
	at := slices.Index(n.Parent.Children, n)
	if at+1 >= len(n.Parent.Children) {
		return ""
	}
	next := n.Parent.Children[at+1]
	if !numbered(next) || !e.pristine(next) {
		return ""
	}
	n.Text += "; " + next.Text
	e.origin[n] = []*outline.Node{e.origin[n][0], e.origin[next][0]}
	e.take(next)
	return "merge"
}

// relabel counts clauses and points anew, as a drafter does.
func (e *editor) relabel(n *outline.Node, id string) {
	letters := strings.Fields("a b c d đ e g h i k l m n o p q r s t u v x y")
	count := map[outline.Kind]int{}
	for at, c := range n.Children {
		k := count[c.Kind]
		count[c.Kind]++
		segment := string(c.Kind) + "_" + strconv.Itoa(k+1)
		switch c.Kind {
		case outline.Clause:
			c.Label = strconv.Itoa(k+1) + "."
		case outline.Point:
			letter := letters[k%len(letters)]
			c.Label, segment = letter+")", string(c.Kind)+"_"+letter+strings.Repeat("~2", k/len(letters))
		default:
			if i := strings.LastIndex(c.ID, "__"); i >= 0 {
				segment = c.ID[i+2:]
			} else {
				segment = c.ID
			}
			if segment == "" {
				segment = strconv.Itoa(at)
			}
		}
		c.ID = segment
		if id != "" {
			c.ID = id + "__" + segment
		}
		e.relabel(c, c.ID)
	}
}

// score counts the old nodes whose new nodes were found exactly, and the moves
// that were called so.
type score struct{ right, wrong, movesSeen, moves, falseMoves int }

func (e *editor) score(a *Alignment, old *outline.Tree) (s score, first string) {
	want := map[*outline.Node]map[*outline.Node]bool{}
	for n, olds := range e.origin {
		if !e.stands(n) {
			continue
		}
		for _, o := range olds {
			if want[o] == nil {
				want[o] = map[*outline.Node]bool{}
			}
			want[o][n] = true
		}
	}
	old.Walk(func(o *outline.Node) {
		got := map[*outline.Node]bool{}
		moved, wanted := false, false
		for _, p := range a.From(o) {
			if p.New != nil {
				got[p.New] = true
			}
			moved = moved || p.Moved
		}
		for n := range want[o] {
			wanted = wanted || e.moved[n]
		}
		switch {
		case moved && wanted:
			s.movesSeen++
		case moved:
			s.falseMoves++
		}
		if wanted {
			s.moves++
		}
		if fmt.Sprint(len(got)) == fmt.Sprint(len(want[o])) && subset(got, want[o]) {
			s.right++
			return
		}
		s.wrong++
		if first == "" {
			first = fmt.Sprintf("%s %q: got %d, want %d", o.ID, o.Content(), len(got), len(want[o]))
		}
	})
	return s, first
}

func (e *editor) stands(n *outline.Node) bool {
	for ; n.Parent != nil; n = n.Parent {
		if !slices.Contains(n.Parent.Children, n) {
			return false
		}
	}
	return true
}

func subset(x, y map[*outline.Node]bool) bool {
	for n := range x {
		if !y[n] {
			return false
		}
	}
	return true
}

// Random edits of real laws with a known answer. The floors are what this
// method must not fall below; the figures are printed with -v.
func TestTreesFindWhatWasDone(t *testing.T) {
	laws := []string{"luat-dau-tu-cong-2019.txt", "luat-xu-ly-vi-pham-hanh-chinh-2012.txt", "luat-can-cuoc-2023.txt"}
	stock := "luat-to-chuc-quoc-hoi-2014.txt"
	for _, c := range []struct{ share, right, moves float64 }{
		{0.05, 0.998, 0.98}, {0.20, 0.995, 0.97}, {0.50, 0.98, 0.95},
	} {
		var sum score
		made := map[string]int{}
		for k, name := range laws {
			for seed := range uint64(3) {
				old := corpusTree(t, "vi", name)
				e := newEditor(old, corpusTree(t, "vi", stock), seed*10+uint64(k))
				e.edit(c.share)
				new := &outline.Tree{Nodes: e.root.Children}
				for _, n := range new.Nodes {
					n.Parent = nil
				}
				a := Trees(old, new)
				if err := whole(a, old, new); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				for _, n := range new.Nodes {
					n.Parent = e.root
				}
				s, first := e.score(a, old)
				if first != "" {
					t.Logf("%s: %s", name, first)
				}
				sum = score{sum.right + s.right, sum.wrong + s.wrong, sum.movesSeen + s.movesSeen, sum.moves + s.moves, sum.falseMoves + s.falseMoves}
				for kind, n := range e.made {
					made[kind] += n
				}
			}
		}
		right := float64(sum.right) / float64(sum.right+sum.wrong)
		moves := float64(sum.movesSeen) / float64(max(1, sum.moves))
		t.Logf("%.0f %% touched %v: %.2f %% of %d nodes right; %d of %d moves seen, %d false", 100*c.share, made, 100*right, sum.right+sum.wrong, sum.movesSeen, sum.moves, sum.falseMoves)
		if right < c.right || moves < c.moves {
			t.Errorf("%.0f %% touched: %.2f %% of nodes and %.2f %% of moves right, want %.1f and %.1f", 100*c.share, 100*right, 100*moves, 100*c.right, 100*c.moves)
		}
	}
}
