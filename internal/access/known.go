package access

import (
	"sync"
	"time"

	"thao/internal/db"
)

// Known keeps what was read about who may do what, such as actors, as long as
// nothing in the tables it comes from changes. Triggers of the database count
// the changes, whoever makes them, in access_revision: what is kept is given
// only where the count is still the same. It is read each time; on SQLite, where
// this process writes alone, once after each commit, and once a second in case
// that another one does after all. The zero Known is empty and ready.
type Known[V any] struct {
	mu         sync.Mutex
	read       reading
	revision   int64
	young, old map[string]V // what was not asked for during a whole generation goes
}

// mostKnown is the size of a generation.
const mostKnown = 4096

// Get returns what is known under a key, and reads it where nothing is. What
// read says is not to be kept (false) is not.
func (k *Known[V]) Get(q db.Q, key string, read func() (V, bool, error)) (V, error) {
	// The count before what it vouches for: a change between the two makes the
	// value newer than its count, and it is only read once too often.
	revision, err := k.changes(q)
	if err != nil {
		var none V
		return none, err
	}
	if v, ok := k.find(revision, key); ok {
		return v, nil
	}
	v, keep, err := read()
	if err == nil && keep {
		k.keep(revision, key, v)
	}
	return v, err
}

// reading is what the count was.
type reading struct {
	commits  uint64
	at       time.Time
	revision int64
}

const readAgain = time.Second

func (k *Known[V]) changes(q db.Q) (int64, error) {
	r, _ := q.(db.Reader)
	commits, alone := r.Commits() // before the count: what comes between the two makes it newer
	if alone {
		k.mu.Lock()
		last := k.read
		k.mu.Unlock()
		if last.commits == commits && time.Since(last.at) < readAgain {
			return last.revision, nil
		}
	}
	now := time.Now()
	revision, err := db.Value[int64](q, `SELECT changes FROM access_revision`)
	if err == nil && alone {
		k.mu.Lock()
		k.read = reading{commits, now, revision}
		k.mu.Unlock()
	}
	return revision, err
}

func (k *Known[V]) find(revision int64, key string) (V, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.revision != revision || k.young == nil {
		k.revision, k.young, k.old = revision, map[string]V{}, nil
	}
	v, ok := k.young[key]
	if !ok {
		if v, ok = k.old[key]; ok {
			k.put(key, v)
		}
	}
	return v, ok
}

func (k *Known[V]) keep(revision int64, key string, v V) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.revision == revision {
		k.put(key, v)
	}
}

func (k *Known[V]) put(key string, v V) {
	if len(k.young) >= mostKnown {
		k.young, k.old = make(map[string]V, mostKnown), k.young
	}
	k.young[key] = v
}
