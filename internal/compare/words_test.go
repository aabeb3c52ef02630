package compare

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func render(edits []Edit) string {
	var b strings.Builder
	for _, e := range edits {
		switch e.Op {
		case Same:
			b.WriteString(e.Text)
		default:
			b.WriteByte('[')
			b.WriteByte(byte(e.Op))
			b.WriteString(e.Text)
			b.WriteByte(']')
		}
	}
	return b.String()
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"trách nhiệm trực tiếp", "trách nhiệm liên đới", "trách nhiệm [-trực tiếp][+liên đới]"},
		{"hoà bình", "hòa bình", "[-hoà][+hòa] bình"},
		{"bỏ điểm c", "bỏ điểm c và điểm d", "bỏ điểm c[+ và điểm d]"},
		{"20% lên", "30% lên", "[-20][+30]% lên"},
		// A base letter and its combining tone are one token.
		{"ba\u0301n", "ban", "[-ba\u0301n][+ban]"},
	} {
		if got := render(Words(c.old, c.new)); got != c.want {
			t.Errorf("Words(%q, %q) = %s, want %s", c.old, c.new, got, c.want)
		}
	}
}

// The two sides of an edit script are the two texts, and words kept are never
// more than the shorter text holds.
func TestWordsRebuildBothSides(t *testing.T) {
	gen := rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "cán", "bộ", " ", " ", ",", "“", "ở", "\n", "o\u0323"}))
	rapid.Check(t, func(t *rapid.T) {
		old, new := strings.Join(gen.Draw(t, "old"), ""), strings.Join(gen.Draw(t, "new"), "")
		var a, b strings.Builder
		last := Op(0)
		for _, e := range Words(old, new) {
			if e.Text == "" {
				t.Fatal("empty edit")
			}
			if e.Op == last {
				t.Fatalf("two %c edits in a row", e.Op)
			}
			last = e.Op
			if e.Op != Insert {
				a.WriteString(e.Text)
			}
			if e.Op != Delete {
				b.WriteString(e.Text)
			}
		}
		if a.String() != old || b.String() != new {
			t.Fatalf("rebuilt %q %q from %q %q", a.String(), b.String(), old, new)
		}
	})
}

// myers gives a shortest script: as many Same steps as the longest common
// subsequence, found here by the textbook table.
func TestMyersIsShortest(t *testing.T) {
	gen := rapid.SliceOfN(rapid.IntRange(0, 4), 0, 24)
	rapid.Check(t, func(t *rapid.T) {
		a, b := gen.Draw(t, "a"), gen.Draw(t, "b")
		same := 0
		for _, op := range myers(a, b) {
			if op == Same {
				same++
			}
		}
		if want := lcs(a, b); same != want {
			t.Fatalf("kept %d, longest common subsequence is %d", same, want)
		}
	})
}

func lcs(a, b []int) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diag := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = diag + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diag = up
		}
	}
	return row[len(b)]
}

// Two long texts with nothing in common must not take quadratic time.
func BenchmarkWordsNothingInCommon(b *testing.B) {
	old, new := strings.Repeat("một hai ba ", 5000), strings.Repeat("bốn năm sáu ", 5000)
	for b.Loop() {
		Words(old, new)
	}
}
