package db

import (
	"context"
	"sync/atomic"
)

// along is a clause that goes with the first transaction written under a
// context.
type along struct {
	fn      func(*Tx) error
	written atomic.Bool
}

type alongKey struct{}

// Along returns a context under which fn runs in the same transaction as the
// first Write that succeeds, before that Write's own closure: both happen or
// neither does. It is how a request is noted as done in the very commit that
// does it.
func Along(ctx context.Context, fn func(*Tx) error) context.Context {
	return context.WithValue(ctx, alongKey{}, &along{fn: fn})
}

// with joins the clause of the context to a closure, and reports how to mark it
// as done.
func with(ctx context.Context, fn func(*Tx) error) (joined func(*Tx) error, done func()) {
	a, ok := ctx.Value(alongKey{}).(*along)
	if !ok || a.written.Load() {
		return fn, func() {}
	}
	return func(tx *Tx) error {
		if err := a.fn(tx); err != nil {
			return err
		}
		return fn(tx)
	}, func() { a.written.Store(true) }
}
