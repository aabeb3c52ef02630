package db

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"sync/atomic"
)

// flusher puts on disk what the writer has committed, and only then tells those
// who wait. SQLite appends a commit to its write-ahead log and, with
// synchronous=NORMAL, does not wait for the disk; flushing the log makes every
// commit appended before it last. So one flush serves all commits since the one
// before, and the next transaction runs meanwhile. Batches are answered in the
// order of their commits: whoever is answered has read nothing that may be lost.
type flusher struct {
	log   string // the write-ahead log
	file  *os.File
	sync  func(*os.File) error
	queue chan []*pending
	idle  chan struct{} // holds one while nothing waits to be flushed
	done  chan struct{}
	lost  atomic.Bool // a flush failed, see mend
}

// newFlusher begins with what a program that was killed has left in the log: it
// can be read, and may not be on disk. The log is there: the writer has read.
func newFlusher(database string) (*flusher, error) {
	f := &flusher{log: database + "-wal", sync: datasync, queue: make(chan []*pending, 16), idle: make(chan struct{}, 1), done: make(chan struct{})}
	var err error
	// Once for all time: a file that is opened later may not hear of a failure.
	if f.file, err = os.OpenFile(f.log, os.O_RDWR, 0); err != nil {
		return nil, err
	}
	if err := f.sync(f.file); err != nil {
		f.file.Close()
		return nil, err
	}
	go f.run()
	return f, nil
}

// close waits for the last flush.
func (f *flusher) close() {
	close(f.queue)
	<-f.done
	f.file.Close()
}

// take hands a batch over, whether it changed anything, or failed, or not: the
// writer waits for idle until the flusher has had it.
func (f *flusher) take(batch []*pending) {
	select {
	case <-f.idle:
	default:
	}
	f.queue <- batch
}

func (f *flusher) run() {
	defer close(f.done)
	for {
		if len(f.queue) == 0 {
			f.rest()
		}
		batch, open := <-f.queue
		if !open {
			return
		}
		batches := [][]*pending{batch}
		for range len(f.queue) {
			batches = append(batches, <-f.queue)
		}
		f.settle(batches)
	}
}

func (f *flusher) rest() {
	select {
	case f.idle <- struct{}{}:
	default:
	}
}

// settle flushes what batches changed and tells those who wait. Where it fails,
// what they did is there to be read and may be lost yet: they are told that it
// is not sure, and what was to follow their commits follows all the same.
func (f *flusher) settle(batches [][]*pending) {
	var err error
	if f.lost.Load() {
		err = errLost
	} else if slices.ContainsFunc(batches, changed) {
		err = f.flush()
	}
	for _, batch := range batches {
		for _, p := range batch {
			if !p.failed() {
				p.tx.committed()
				p.err = err
			}
			close(p.done)
		}
	}
}

func changed(batch []*pending) bool { return slices.ContainsFunc(batch, (*pending).changed) }

var errLost = errors.New("a flush of the database's log failed")

func (f *flusher) flush() error {
	if err := f.still(); err != nil {
		return err
	}
	if err := f.sync(f.file); err != nil {
		f.lost.Store(true)
		return errors.Join(errLost, err)
	}
	return nil
}

// still refuses where somebody has taken the log away under the program:
// flushing a file without a name succeeds for ever.
func (f *flusher) still() error {
	have, err := f.file.Stat()
	if err != nil {
		return errors.Join(errLost, err)
	}
	named, err := os.Stat(f.log)
	if err != nil {
		return errors.Join(errLost, err)
	}
	if !os.SameFile(have, named) {
		return errLost
	}
	return nil
}

// mend makes a log sure of which a flush failed. The system may have given up
// its pages and says of the next flush that all is well; so they are written
// once more, which makes them pages to be flushed. It is the writer's to call,
// between transactions: nobody else writes to the log.
func (f *flusher) mend() error {
	if !f.lost.Load() {
		return nil
	}
	if err := f.still(); err != nil {
		return err
	}
	if err := rewrite(f.file); err != nil {
		return errors.Join(errLost, err)
	}
	if err := f.sync(f.file); err != nil {
		return errors.Join(errLost, err)
	}
	f.lost.Store(false)
	return nil
}

func rewrite(file *os.File) error {
	chunk := make([]byte, 1<<20)
	for at := int64(0); ; {
		n, err := file.ReadAt(chunk, at)
		if n > 0 {
			if _, err := file.WriteAt(chunk[:n], at); err != nil {
				return err
			}
			at += int64(n)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// Settled returns once everything that can be read now is on disk: before it is
// told to others as done. On PostgreSQL nothing else can be read.
func (d *DB) Settled(ctx context.Context) error {
	if d.Dialect == Postgres {
		return nil
	}
	return Fault(d.writer.write(ctx, func(*Tx) error { return nil }))
}
