package id

import (
	"slices"
	"sync"
	"testing"
	"time"
)

func TestNewIsOrderedAndUnique(t *testing.T) {
	const n = 20000
	ids := make([]ID, n)
	for i := range ids {
		ids[i] = New()
	}
	if !slices.IsSorted(ids) {
		t.Error("ids of one goroutine go backwards")
	}
	if len(slices.Compact(ids)) != n {
		t.Error("an id came twice")
	}
}

func TestNewAcrossGoroutines(t *testing.T) {
	var mu sync.Mutex
	seen := map[ID]bool{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 2000 {
				x := New()
				mu.Lock()
				if seen[x] {
					t.Errorf("%s came twice", x)
				}
				seen[x] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

func TestTimeAndParse(t *testing.T) {
	before := time.Now().Add(-time.Millisecond)
	x := New()
	when, ok := x.Time()
	if !ok || when.Before(before.Truncate(time.Millisecond)) || when.After(time.Now()) {
		t.Errorf("time of %s: %v %v", x, when, ok)
	}
	if got, ok := Parse(string(x)); !ok || got != x {
		t.Errorf("Parse(%s) = %s %v", x, got, ok)
	}
	for _, bad := range []string{"", "x", string(x) + "0", "8" + string(x[1:]), "u" + string(x[1:]), string(x[:25]) + "-"} {
		if _, ok := Parse(bad); ok {
			t.Errorf("Parse(%q) is accepted", bad)
		}
	}
}

func TestEncode(t *testing.T) {
	// Every bit set: 7 and then 25 times 31.
	if got := encode(1<<48-1, 1<<16-1, 1<<64-1); got != "7zzzzzzzzzzzzzzzzzzzzzzzzz" {
		t.Error(got)
	}
	if got := encode(0, 0, 33); got != "00000000000000000000000011" {
		t.Error(got)
	}
}
