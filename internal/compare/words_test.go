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

// Words joins what it finds word by word, by the rules its comment gives.
func TestWordsJoinsSteps(t *testing.T) {
	gen := rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "cán", "bộ", " ", " ", " ", "\n", ",", "“", "o\u0323"}))
	rapid.Check(t, func(t *rapid.T) {
		old, new := strings.Join(gen.Draw(t, "old"), ""), strings.Join(gen.Draw(t, "new"), "")
		if got, want := render(Words(old, new)), render(stepwise(old, new)); got != want {
			t.Fatalf("%q → %q: %s, want %s", old, new, got, want)
		}
	})
}

// stepwise does what Words does with texts that it puts together step by step.
func stepwise(old, new string) (out []Edit) {
	a, b := tokenise(old), tokenise(new)
	ids := map[string]int{}
	x, y := number(old, a, ids), number(new, b, ids)
	steps := sparse(x, y, len(ids))
	var del, ins string
	flush := func() {
		for _, e := range []Edit{{Delete, del}, {Insert, ins}} {
			if e.Text != "" {
				out = append(out, e)
			}
		}
		del, ins = "", ""
	}
	i, j := 0, 0
	for n, op := range steps {
		switch op {
		case Delete:
			del += old[a[i].start:a[i].end]
			i++
			continue
		case Insert:
			ins += new[b[j].start:b[j].end]
			j++
			continue
		}
		kept := old[a[i].start:a[i].end]
		i, j = i+1, j+1
		run, _, _ := strings.Cut(string(opBytes(steps[n+1:])), string(rune(Same)))
		both := strings.ContainsRune(run, rune(Delete)) && strings.ContainsRune(run, rune(Insert))
		if del != "" && ins != "" && strings.TrimSpace(kept) == "" && both {
			del, ins = del+kept, ins+kept
			continue
		}
		flush()
		if n := len(out); n > 0 && out[n-1].Op == Same {
			out[n-1].Text += kept
		} else {
			out = append(out, Edit{Same, kept})
		}
	}
	flush()
	return out
}

func opBytes(steps []Op) []byte {
	out := make([]byte, len(steps))
	for i, op := range steps {
		out[i] = byte(op)
	}
	return out
}

// The runes that a table holds are of the class that Unicode gives them.
func TestClassesOfRunes(t *testing.T) {
	for r := rune(-1); r < 0x3000; r++ {
		if classOf(r) != classFor(r) {
			t.Errorf("%U: %d", r, classOf(r))
		}
	}
}

// myers gives a shortest script: as many Same steps as the longest common
// subsequence, found here by the textbook table; and so does sparse.
func TestMyersIsShortest(t *testing.T) {
	gen := rapid.SliceOfN(rapid.IntRange(0, 9), 0, 24)
	rapid.Check(t, func(t *rapid.T) {
		a, b := gen.Draw(t, "a"), gen.Draw(t, "b")
		want := lcs(a, b)
		for name, steps := range map[string][]Op{"myers": myers(a, b), "sparse": sparse(a, b, 10)} {
			if same := kept(t, a, b, steps); same != want {
				t.Fatalf("%s kept %d, longest common subsequence is %d", name, same, want)
			}
		}
	})
}

// kept counts the Same steps of a script from a to b.
func kept(t *rapid.T, a, b []int, steps []Op) (same int) {
	i, j := 0, 0
	for _, op := range steps {
		if op == Same {
			if a[i] != b[j] {
				t.Fatalf("%d kept as %d", a[i], b[j])
			}
			same++
		}
		if op != Insert {
			i++
		}
		if op != Delete {
			j++
		}
	}
	if i != len(a) || j != len(b) {
		t.Fatalf("a script of %d and %d for %d and %d", i, j, len(a), len(b))
	}
	return same
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

// Two comments at one place that say different things.
func BenchmarkWordsOfComments(b *testing.B) {
	old := strings.Repeat("Đề nghị quy định rõ trách nhiệm của người đứng đầu trong việc quản lý, sử dụng biên chế. ", 3)
	new := strings.Repeat("Kiến nghị bổ sung cơ chế kiểm tra của cơ quan cấp trên đối với người đứng đầu, nhất là ở cơ sở. ", 3)
	b.ReportAllocs()
	for b.Loop() {
		Words(old, new)
	}
}
