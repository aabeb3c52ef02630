package consultation

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestArrange(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		order := dice.Perm(n)
		list := make([]int, n)
		for i := range list {
			list[i] = i
		}
		want := slices.Clone(order)
		if arrange(list, order); !slices.Equal(list, want) {
			t.Fatalf("%v is not %v", list, want)
		}
	}
}
