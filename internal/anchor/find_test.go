package anchor

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Looking where the rarest pair of words stands finds what reading the whole
// text from end to end finds.
func TestFindExactMissesNothing(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "ab", "b", "20%", "%", "c-d", "(a)", "điều", ",", "“b”", "a\u0323"})
	text := rapid.Map(rapid.SliceOfN(word, 1, 12), func(w []string) string { return strings.Join(w, " ") })
	rapid.Check(t, func(t *rapid.T) {
		tx := NewText(tree(rapid.SliceOfN(text, 1, 6).Draw(t, "contents")...))
		exact, _ := fold(text.Draw(t, "quotation"))
		if exact = trimMarks(exact); exact == "" {
			t.Skip()
		}
		var want []int
		for i := range tx.all {
			if strings.HasPrefix(tx.all[i:], exact) && tx.wholeWords(i, i+len(exact)) {
				want = append(want, i)
			}
		}
		got := tx.findExact(Quote{}, exact, nil, reach{})
		if len(got) != len(want) {
			t.Fatalf("%q found %d times in %q, it stands there %d times", exact, len(got), tx.all, len(want))
		}
		for i, at := range want {
			if k := strings.Count(tx.all[:at], string(separator)); got[i].Node != tx.nodes[k] {
				t.Fatalf("%q found in %v, it stands in %v", exact, got[i].Node.ID, tx.nodes[k].ID)
			}
		}
	})
}

// A bounded search gives the first nodes, and each of them as an unbounded one
// would.
func TestFindWithinReach(t *testing.T) {
	tx := NewText(tree("cấp ủy báo cáo", "cấp ủy báo cáo; cấp ủy báo cáo", "khác", "cấp ủy báo cáo", "cấp ủy báo cáo"))
	q := Quote{Exact: "cấp ủy báo cáo"}
	all, some := tx.Find(q), tx.find(q, reach{nodes: 3})
	if len(all) != 4 || len(some) != 3 || !slices.Equal(some, all[:3]) {
		t.Errorf("bounded %v, unbounded %v", some, all)
	}
	if some[1].Start != -1 {
		t.Errorf("twice in one node: %v", some[1])
	}
}

func TestMostIsTheHeadOfTheSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		votes := rapid.SliceOf(rapid.Int32Range(0, 7)).Draw(t, "votes")
		n := rapid.IntRange(1, 9).Draw(t, "n")
		var want []int
		for k, v := range votes {
			if v > 0 {
				want = append(want, k)
			}
		}
		slices.SortStableFunc(want, func(a, b int) int { return cmp.Compare(votes[b], votes[a]) })
		if want = want[:min(len(want), n)]; !slices.Equal(most(votes, 7, n), want) {
			t.Fatalf("%v, want %v", most(votes, 7, n), want)
		}
	})
}
