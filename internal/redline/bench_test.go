package redline_test

import (
	"bytes"
	"io"
	"testing"

	"thao/bench/gen"
	"thao/internal/redline"
)

// versions are two versions of a draft regulation, parts of ten of 200 pages.
func versions(tb testing.TB, parts int) (old, now []byte) {
	tb.Helper()
	draft := gen.NewDraft(7)
	if parts < 10 {
		draft = draft.First(parts, 10)
	}
	now, err := draft.Docx(7, gen.Marks{})
	if err != nil {
		tb.Fatal(err)
	}
	if old, err = draft.Older(7).Docx(7, gen.Marks{}); err != nil {
		tb.Fatal(err)
	}
	return old, now
}

// BenchmarkWrite measures reading both versions, comparing and writing.
func BenchmarkWrite(b *testing.B) {
	for _, size := range []struct {
		name  string
		parts int
	}{{"20 pages", 1}, {"200 pages", 10}} {
		b.Run(size.name, func(b *testing.B) {
			old, now := versions(b, size.parts)
			b.ReportAllocs()
			for b.Loop() {
				if err := redline.Write(b.Context(), io.Discard, old, now, by); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestGeneratedDraft(t *testing.T) {
	old, now := versions(t, 10)
	out := redlined(t, old, now)
	holds(t, old, now, out)
	sound(t, now, out)
	if bytes.Equal(out, now) {
		t.Error("nothing was marked")
	}
}
