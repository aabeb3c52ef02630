package db

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"sync/atomic"

	"modernc.org/sqlite"
)

// group writes to SQLite: one goroutine owns the one writing connection, takes
// whatever closures wait, runs them one after the other in one transaction,
// commits all of them, and leaves them to the flusher.
//
// A closure that fails takes nothing with it. Where it changed nothing, the
// others go on; else the transaction is rolled back and its closures run once
// more, each below a savepoint, which ordinary commits are spared.
type group struct {
	on    *lite
	disk  *flusher
	aside *checkpointer
	queue chan *pending
	done  chan struct{}

	commits atomic.Uint64 // of changes

	mu     sync.RWMutex // guards closed against sends on queue
	closed bool
}

// pending is a closure that waits for its commit.
type pending struct {
	ctx   context.Context // of the one who waits; its end does not stop a closure that runs
	fn    func(*Tx) error
	tx    *Tx
	err   error
	panic any
	done  chan struct{}
}

func (p *pending) failed() bool { return p.err != nil || p.panic != nil }

// changed reports whether there is something of it to be flushed.
func (p *pending) changed() bool { return !p.failed() && p.tx.touched }

var (
	errClosed = errors.New("the database is closed")
	errAgain  = errors.New("a closure failed after it had changed something")
	errPanic  = errors.New("a closure panicked") // whose caller gets the panic itself
)

// Closures of one commit. The more they are the more of the pages they touch are
// the same; but all wait for the slowest.
const largestBatch = 256

func newGroup(on *lite, disk *flusher, aside *checkpointer) *group {
	g := &group{on: on, disk: disk, aside: aside, queue: make(chan *pending, largestBatch), done: make(chan struct{})}
	go g.run()
	return g
}

func (g *group) write(ctx context.Context, fn func(*Tx) error) error {
	p := &pending{ctx: ctx, fn: fn, done: make(chan struct{})}
	if err := g.send(ctx, p); err != nil {
		return err
	}
	select {
	case <-p.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	if p.panic != nil {
		panic(p.panic)
	}
	return p.err
}

func (g *group) send(ctx context.Context, p *pending) error {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if g.closed {
		return errClosed
	}
	select {
	case g.queue <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *group) close() error {
	g.mu.Lock()
	if !g.closed {
		g.closed = true
		close(g.queue)
	}
	g.mu.Unlock()
	<-g.done
	return g.on.close()
}

func (g *group) run() {
	defer close(g.done)
	defer g.disk.close()
	defer g.aside.close()
	for p := range g.queue {
		g.commit(g.waiting(p))
	}
}

// waiting are the closures of one commit: the first, whatever waits, and while
// the flusher is at work whatever comes. A commit could not be acknowledged
// earlier, and the fewer they are the less is written.
func (g *group) waiting(first *pending) iter.Seq[*pending] {
	return func(yield func(*pending) bool) {
		for p, n := first, 1; p != nil && yield(p) && n < largestBatch; n++ {
			p = g.next()
		}
	}
}

// next is nil where it is time to commit.
func (g *group) next() *pending {
	select {
	case p := <-g.queue: // nil where it is closed
		return p
	default:
	}
	select {
	case p := <-g.queue:
		return p
	case <-g.disk.idle:
		return nil
	}
}

// commit runs closures in one transaction. Where the transaction as a whole is
// lost, each closure gets a transaction of its own: the innocent succeed.
func (g *group) commit(closures iter.Seq[*pending]) {
	batch, err := g.transaction(closures, g.plain)
	if err == errAgain && len(batch) > 1 {
		_, err = g.transaction(slices.Values(batch), g.below)
	}
	if err != nil && len(batch) > 1 {
		for _, p := range batch {
			g.commit(slices.Values([]*pending{p}))
		}
		return
	}
	for _, p := range batch {
		if err != nil && !p.failed() {
			p.err = err // the transaction's
		}
	}
	if changed(batch) {
		g.commits.Add(1)
		g.aside.committed(len(batch))
	}
	g.disk.take(batch)
}

// transaction runs closures and commits them. It gives those it has taken: where
// it fails, there may be more to come.
func (g *group) transaction(closures iter.Seq[*pending], one func(*pending, *memo) error) (batch []*pending, err error) {
	kept, err := g.begin()
	for p := range closures {
		batch = append(batch, p)
		if err == nil {
			err = one(p, kept)
		}
		if err != nil {
			break
		}
	}
	if err == nil {
		err = g.on.commit()
	}
	if err != nil {
		g.on.kept.clear()
		g.on.rollback()
	}
	return batch, err
}

func (g *group) begin() (*memo, error) {
	if err := g.disk.mend(); err != nil {
		return nil, err
	}
	if err := g.on.begin(); err != nil {
		return nil, err
	}
	return g.on.memo(), nil
}

// plain runs a closure without a savepoint. After one that failed the others go
// on only where it had changed nothing and it was not SQLite that failed, which
// may have ended the transaction (a full disk, even under a SELECT).
func (g *group) plain(p *pending, kept *memo) error {
	g.try(p, kept)
	_, engine := errors.AsType[*sqlite.Error](p.err)
	if p.failed() && (p.tx.touched || engine || p.panic != nil) {
		return errAgain
	}
	return nil
}

// below runs a closure below a savepoint. Its own failure goes to p.err; an
// error returned is of the whole transaction, which some failures of SQLite
// (a full disk) end by themselves.
func (g *group) below(p *pending, kept *memo) error {
	if _, err := g.on.exec(`SAVEPOINT one`); err != nil {
		return err
	}
	g.try(p, kept)
	if p.failed() {
		kept.clear()
		if _, err := g.on.exec(`ROLLBACK TO SAVEPOINT one`); err != nil {
			return err
		}
	}
	_, err := g.on.exec(`RELEASE SAVEPOINT one`)
	return err
}

// try runs a closure, unless nobody waits for it any more.
func (g *group) try(p *pending, kept *memo) {
	p.tx, p.panic = &Tx{on: g.on, dialect: SQLite, memo: kept}, nil
	if p.err = p.ctx.Err(); p.err != nil {
		return
	}
	defer p.caught()
	p.err = p.fn(p.tx)
}

func (p *pending) caught() {
	if r := recover(); r != nil {
		p.err, p.panic = errPanic, fmt.Sprint("in a write: ", r)
	}
}

// memo is what closures leave to those after them.
type memo struct{ values map[string]any }

// mostKept values are kept; then all are forgotten.
const mostKept = 2000

func (m *memo) clear() { clear(m.values) }

// Keep leaves a value that was read or written to what follows in the same
// transaction and, on SQLite, to later ones. It is forgotten when
// anything is rolled back or another connection has written. Who keeps a value
// of rows sees to it that whatever changes them keeps the new one, or nil.
func (t *Tx) Keep(key string, value any) {
	if t.memo.values == nil || len(t.memo.values) >= mostKept {
		t.memo.values = map[string]any{}
	}
	t.memo.values[key] = value
}

// Kept is what was left under a key; nil for nothing.
func (t *Tx) Kept(key string) any { return t.memo.values[key] }

// Forget forgets all that was kept: for those who write rows of others.
func (t *Tx) Forget() { t.memo.clear() }
