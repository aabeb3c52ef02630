package consultation

import (
	"slices"
	"sync"
)

// recent keeps the values that were used last. They are shared by all who ask:
// nobody changes them. The zero recent is empty and ready.
type recent[K comparable, V any] struct {
	mu   sync.Mutex
	last []keyed[K, V] // the one used last comes last
}

type keyed[K comparable, V any] struct {
	key   K
	value V
}

func (r *recent[K, V]) get(key K) (v V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := r.find(key)
	if i < 0 {
		return v, false
	}
	used := r.last[i]
	r.last = append(slices.Delete(r.last, i, i+1), used)
	return used.value, true
}

// put keeps a value in place of what the key had, and at most most values in all.
func (r *recent[K, V]) put(key K, v V, most int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := r.find(key); i >= 0 {
		r.last = slices.Delete(r.last, i, i+1)
	} else if len(r.last) >= most {
		r.last = slices.Delete(r.last, 0, 1)
	}
	r.last = append(r.last, keyed[K, V]{key, v})
}

func (r *recent[K, V]) find(key K) int {
	return slices.IndexFunc(r.last, func(k keyed[K, V]) bool { return k.key == key })
}
