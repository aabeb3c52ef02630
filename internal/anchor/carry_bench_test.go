package anchor_test

import (
	"testing"

	"thao/bench/drift"
	"thao/internal/anchor"
	"thao/internal/compare"
)

// BenchmarkCarry carries over 50,000 comments on a draft of 200 pages.
func BenchmarkCarry(b *testing.B) {
	tree := drift.Made(1)
	d := drift.Apply(tree, nil, 0.2, 1)
	marks := drift.Sample(tree, 33, 1)
	al := compare.Trees(d.Old, d.New)
	b.ReportAllocs()
	for b.Loop() {
		anchor.Carry(al, d.Old, d.New, marks)
	}
	b.ReportMetric(float64(len(marks)), "comments/op")
}
