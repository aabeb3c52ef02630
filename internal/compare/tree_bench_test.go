package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"thao/internal/outline"
)

// pages makes a law of about n pages, ten clauses of forty words a page, in
// which words are as unevenly spread as in running text.
func pages(n int) *outline.Tree {
	rnd := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rnd, 1.2, 8, 4000)
	sentence := func() string {
		var b strings.Builder
		for w := range 40 {
			if w > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "t%d", zipf.Uint64())
		}
		return b.String()
	}
	t := &outline.Tree{}
	for a := range 2 * n {
		article := &outline.Node{
			ID: fmt.Sprintf("article_%d", a+1), Kind: outline.Article, Label: fmt.Sprintf("Điều %d.", a+1),
			Heading: sentence()[:40], Children: []*outline.Node{},
		}
		for c := range 5 {
			article.Children = append(article.Children, &outline.Node{
				ID: fmt.Sprintf("%s__clause_%d", article.ID, c+1), Kind: outline.Clause, Label: fmt.Sprintf("%d.", c+1),
				Text: sentence(), Parent: article, Children: []*outline.Node{},
			})
		}
		t.Nodes = append(t.Nodes, article)
	}
	return t
}

// How cost grows with length where a fifth of the clauses is touched: the
// column ns/page should stay about level from row to row.
func BenchmarkTrees(b *testing.B) {
	for _, n := range []int{20, 200, 2000} {
		old := pages(n)
		e := newEditor(old, old, 1)
		e.editQuickly(0.2)
		new := &outline.Tree{Nodes: e.root.Children}
		for _, node := range new.Nodes {
			node.Parent = nil
		}
		b.Run(fmt.Sprintf("%dpages", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Trees(old, new)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/page")
		})
	}
}

// Two texts with nothing in common cost no more than their length.
func BenchmarkTreesNothingInCommon(b *testing.B) {
	for _, n := range []int{20, 200, 2000} {
		old, new := pages(n), pages(n)
		new.Walk(func(node *outline.Node) {
			node.Text = strings.ReplaceAll(node.Text, "t", "x")
			node.Heading = strings.ReplaceAll(node.Heading, "t", "x")
		})
		b.Run(fmt.Sprintf("%dpages", n), func(b *testing.B) {
			for b.Loop() {
				Trees(old, new)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/page")
		})
	}
}
