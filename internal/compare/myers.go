package compare

// myers finds a shortest edit script from a to b in linear space.
// Source: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations",
// Algorithmica 1 (1986), section 4b.
func myers(a, b []int) []Op {
	d := &differ{steps: make([]Op, 0, len(a)+len(b))}
	size := len(a) + len(b) + 3
	d.forward, d.backward = make([]int, 2*size+1), make([]int, 2*size+1)
	d.offset = size
	d.split(a, b)
	return d.steps
}

// sparse is myers where what only one of the two has is set aside first, which
// is in no shortest script kept anyway. Of scripts that are as short it may find
// another one; texts that have little in common it compares several times as
// fast.
func sparse(a, b []int, ids int) []Op {
	in := make([]byte, ids)
	for _, id := range a {
		in[id] |= 1
	}
	for _, id := range b {
		in[id] |= 2
	}
	both := func(list []int) []int {
		out := make([]int, 0, len(list))
		for _, id := range list {
			if in[id] == 3 {
				out = append(out, id)
			}
		}
		return out
	}
	steps := make([]Op, 0, len(a)+len(b))
	i, j := 0, 0
	aside := func() {
		for ; i < len(a) && in[a[i]] != 3; i++ {
			steps = append(steps, Delete)
		}
		for ; j < len(b) && in[b[j]] != 3; j++ {
			steps = append(steps, Insert)
		}
	}
	for _, op := range myers(both(a), both(b)) {
		aside()
		if op != Insert {
			i++
		}
		if op != Delete {
			j++
		}
		steps = append(steps, op)
	}
	aside()
	return steps
}

type differ struct {
	steps             []Op
	forward, backward []int // furthest x on diagonal k, at index k+offset
	offset            int
}

func (d *differ) emit(op Op, n int) {
	for range n {
		d.steps = append(d.steps, op)
	}
}

func (d *differ) split(a, b []int) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	d.emit(Same, head)
	a, b = a[head:len(a)-tail], b[head:len(b)-tail]
	switch {
	case len(a) == 0:
		d.emit(Insert, len(b))
	case len(b) == 0:
		d.emit(Delete, len(a))
	default:
		x, y := d.middle(a, b)
		d.split(a[:x], b[:y])
		d.split(a[x:], b[y:])
	}
	d.emit(Same, tail)
}

// effort bounds the search for a middle: past it the furthest point reached is
// taken, so that two long texts with nothing in common cost O(N·effort). The
// script is then still right, only perhaps not the shortest.
const effort = 2000

// middle finds a point on an optimal path, never a corner, for a and b that
// are both non-empty and differ in their first and last elements.
func (d *differ) middle(a, b []int) (int, int) {
	n, m := len(a), len(b)
	delta := n - m
	fwd, bwd, off := d.forward, d.backward, d.offset
	fwd[off+1], bwd[off+1] = 0, 0
	for e := 0; e <= (n+m+1)/2; e++ {
		for k := -e; k <= e; k += 2 {
			x := reach(fwd, off, k, e)
			y := x - k
			for x < n && y < m && x >= 0 && y >= 0 && a[x] == b[y] {
				x, y = x+1, y+1
			}
			fwd[off+k] = x
			if back := delta - k; delta%2 != 0 && -(e-1) <= back && back <= e-1 && x+bwd[off+back] >= n {
				return clampMiddle(x, y, n, m)
			}
		}
		for k := -e; k <= e; k += 2 {
			x := reach(bwd, off, k, e)
			y := x - k
			for x < n && y < m && x >= 0 && y >= 0 && a[n-1-x] == b[m-1-y] {
				x, y = x+1, y+1
			}
			bwd[off+k] = x
			if front := delta - k; delta%2 == 0 && -e <= front && front <= e && x+fwd[off+front] >= n {
				return clampMiddle(n-x, m-y, n, m)
			}
		}
		if e >= effort {
			return furthest(fwd, off, e, n, m)
		}
	}
	return n, 0 // not reached: the loop bound is the length of the trivial script
}

func reach(v []int, off, k, e int) int {
	if k == -e || (k != e && v[off+k-1] < v[off+k+1]) {
		return v[off+k+1]
	}
	return v[off+k-1] + 1
}

// clampMiddle keeps the point inside the rectangle and off its two corners, so
// that both halves are smaller than the whole.
func clampMiddle(x, y, n, m int) (int, int) {
	x, y = min(max(x, 0), n), min(max(y, 0), m)
	if (x == 0 && y == 0) || (x == n && y == m) {
		return n, 0
	}
	return x, y
}

func furthest(v []int, off, e, n, m int) (int, int) {
	best, bx, by := -1, n, 0
	for k := -e; k <= e; k += 2 {
		x := min(v[off+k], n)
		y := x - k
		if y < 0 || y > m {
			continue
		}
		if x+y > best {
			best, bx, by = x+y, x, y
		}
	}
	return clampMiddle(bx, by, n, m)
}
