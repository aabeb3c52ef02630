package db_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
)

// load writes from several goroutines until stopped, and remembers what was
// acknowledged and how the rest was refused.
type load struct {
	mu       sync.Mutex
	kept     []string
	refused  map[fault.Code]int
	stopping atomic.Bool
	wg       sync.WaitGroup
}

func newLoad(t *testing.T, d *db.DB, bytes int) *load {
	l := &load{refused: map[fault.Code]int{}}
	for g := range 8 {
		l.wg.Go(func() {
			for i := 0; !l.stopping.Load(); i++ {
				token := fmt.Sprint("g", g, "-", i)
				err := d.Write(t.Context(), func(tx *db.Tx) error {
					_, err := tx.Exec(insertSession, token, make([]byte, bytes), 0)
					return err
				})
				l.note(t, token, err)
			}
		})
	}
	return l
}

func (l *load) note(t *testing.T, token string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err == nil {
		l.kept = append(l.kept, token)
		return
	}
	code := fault.CodeOf(err)
	if code != fault.Full && code != fault.Unavailable && l.refused[code] == 0 {
		t.Errorf("a write was refused with %v", err)
	}
	l.refused[code]++
	time.Sleep(time.Millisecond) // a refusal comes at once; the others want the machine too
}

func (l *load) count(code fault.Code) (kept, refused int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.kept), l.refused[code]
}

func (l *load) stop() { l.stopping.Store(true); l.wg.Wait() }

// nothingLost compares what was acknowledged with what is there.
func (l *load) nothingLost(t *testing.T, d *db.DB) {
	t.Helper()
	there, err := db.Values[string](d.Reader(t.Context()), `SELECT token FROM session`)
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]bool{}
	for _, token := range there {
		has[token] = true
	}
	lost := 0
	for _, token := range l.kept {
		if !has[token] {
			lost++
		}
	}
	if lost > 0 || len(l.kept) == 0 {
		t.Errorf("%d of %d acknowledged writes are lost", lost, len(l.kept))
	}
}

// until waits for what must come.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 6000 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("never came: %s", what)
}

func TestFullDisk(t *testing.T) {
	d := dbtest.SQLite(t)
	limit := func(pages int) {
		t.Helper()
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(fmt.Sprint("PRAGMA max_page_count = ", pages))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	pages, err := db.Value[int](d.Reader(t.Context()), `PRAGMA page_count`)
	if err != nil {
		t.Fatal(err)
	}
	limit(pages + 100)
	l := newLoad(t, d, 2000)
	until(t, "the disk is full", func() bool { _, full := l.count(fault.Full); return full > 20 })
	before, _ := l.count(fault.Full)
	limit(1 << 30) // somebody made room
	until(t, "it goes on", func() bool { kept, _ := l.count(fault.Full); return kept > before+50 })
	l.stop()
	l.nothingLost(t, d)
}

func TestPostgresKilledAndBack(t *testing.T) {
	server := dbtest.NewServer(t)
	d, err := db.Open(t.Context(), server.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	l := newLoad(t, d, 10)
	for range 3 {
		start, _ := l.count(fault.Unavailable)
		until(t, "it writes", func() bool { kept, _ := l.count(fault.Unavailable); return kept > start+50 })
		_, refused := l.count(fault.Unavailable)
		server.Kill(t)
		until(t, "it is unavailable", func() bool { _, now := l.count(fault.Unavailable); return now > refused+20 })
		if err := d.Ping(t.Context()); fault.CodeOf(err) != fault.Unavailable {
			t.Errorf("ping: %v", err)
		}
		server.Start(t)
	}
	last, _ := l.count(fault.Unavailable)
	until(t, "it goes on", func() bool { kept, _ := l.count(fault.Unavailable); return kept > last+50 })
	l.stop()
	l.nothingLost(t, d)
}
