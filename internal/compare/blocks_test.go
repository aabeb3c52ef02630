package compare

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestBlocks(t *testing.T) {
	draft := []string{
		"phan mo dau",
		"danh gia thuc trang doi ngu can bo cac cap",
		"chung", // twice: not an anchor
		"chuan hoa siet chat ky luat ky cuong trong cong tac can bo",
		"chung",
		"xay dung doi ngu can bo cap chien luoc co du nang luc",
		"to chuc thuc hien",
	}
	for _, c := range []struct {
		name  string
		reply []string
		want  string
	}{
		{"same", draft, "0=0 1=1 2=2 3=3 4=4 5=5 6=6"},
		{"truncated", draft[:4], "0=0 1=1 2=2 3=3"},
		{"reworded", []string{
			draft[0], "danh gia dung thuc trang cua doi ngu can bo cac cap", draft[2], draft[3],
		}, "0=0 1~1 2=2 3=3"},
		{"inserted", []string{draft[0], "mot doan hoan toan moi khong co o dau", draft[1], draft[2]}, "0=0 2=1 3=2"},
		{"moved", []string{draft[0], draft[5], draft[1], draft[2], draft[3], draft[4], draft[6]},
			"0=0 1>5 2=1 3=2 4=3 5=4 6=6"},
		{"nothing in common", []string{"khac han", "khong lien quan gi"}, ""},
		{"empty", []string{"", draft[0], ""}, "1=0"},
	} {
		var got []string
		for _, p := range Blocks(c.reply, draft) {
			sign := "="
			switch {
			case p.Moved:
				sign = ">"
			case p.Sim < 1:
				sign = "~"
			}
			got = append(got, fmt.Sprintf("%d%s%d", p.A, sign, p.B))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s, want %s", c.name, strings.Join(got, " "), c.want)
		}
	}
}

// However the blocks are chosen, nothing is paired twice, unmoved pairs keep
// their order, and a text is aligned with itself block by block.
func TestBlocksInvariants(t *testing.T) {
	block := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("can bo cap uy to chuc dang vien ky luat muc tieu")), 0, 9)
	text := rapid.SliceOfN(rapid.Map(block, func(w []string) string { return strings.Join(w, " ") }), 0, 30)
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		seenB := map[int]bool{}
		last := -1
		for _, p := range Blocks(a, b) {
			if seenB[p.B] || a[p.A] == "" {
				t.Fatalf("block %d paired twice or empty", p.B)
			}
			seenB[p.B] = true
			if p.Moved {
				continue
			}
			if p.B <= last {
				t.Fatalf("pairs cross at %v", p)
			}
			last = p.B
		}
		self := Blocks(a, a)
		for _, p := range self {
			if a[p.A] != a[p.B] || p.Sim != 1 {
				t.Fatalf("a text and itself: %v", p)
			}
		}
		if want := len(a) - count(a, ""); len(self) != want {
			t.Fatalf("aligned %d of %d blocks of a text with itself", len(self), want)
		}
	})
}

func count(v []string, x string) int {
	return len(v) - len(slices.DeleteFunc(slices.Clone(v), func(s string) bool { return s == x }))
}

func TestIncreasing(t *testing.T) {
	if got := increasing([]int{5, 1, 4, 2, 3, 9, 0}); !slices.Equal(got, []int{1, 3, 4, 5}) {
		t.Errorf("increasing = %v", got)
	}
}

// Cost must grow about linearly from 1,000 to 4,000 blocks where a tenth is
// reworded: compare the two rows.
func BenchmarkBlocks(b *testing.B) {
	for _, n := range []int{1000, 4000} {
		old := make([]string, n)
		for i := range old {
			old[i] = fmt.Sprintf("dieu %d quy dinh ve noi dung %d cua de an so %d", i, i*7, i*13)
		}
		new := slices.Clone(old)
		for i := 0; i < n; i += 10 {
			new[i] += " sua doi bo sung"
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Blocks(old, new)
			}
		})
	}
}
