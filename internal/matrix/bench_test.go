package matrix

import (
	"context"
	"io"
	"testing"
)

// BenchmarkWrite lays out and writes 5,000 rows in each format.
func BenchmarkWrite(b *testing.B) {
	c := many(5000)
	m := New(c, profile("vn-state"), Options{})
	for _, format := range formats {
		b.Run(format.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := format.write(m, context.Background(), io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("model", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			New(c, profile("vn-state"), Options{})
		}
	})
}

var formats = []struct {
	name  string
	write func(*Matrix, context.Context, io.Writer) error
}{
	{"xlsx", (*Matrix).WriteXLSX},
	{"docx", (*Matrix).WriteDOCX},
	{"annex", (*Matrix).WriteAnnexDOCX},
	{"html", (*Matrix).WriteHTML},
}
