package db

import (
	"errors"
	"os"
	"sync/atomic"
)

// flusher puts on disk what the writer has committed, and only then tells those
// who wait. SQLite appends a commit to its write-ahead log and, with
// synchronous=NORMAL, does not wait for the disk; flushing the log makes every
// commit appended before it last. So one flush serves all commits since the one
// before, and the next transaction runs meanwhile.
type flusher struct {
	log   string // the write-ahead log
	file  *os.File
	sync  func(*os.File) error
	queue chan []*pending
	idle  chan struct{} // holds one while there is nothing to flush
	done  chan struct{}
	// lost says that a flush failed. A later one that succeeds proves nothing of
	// the same pages, so nothing is acknowledged until the writer has brought
	// the log into the database file.
	lost atomic.Bool
}

func newFlusher(database string) *flusher {
	f := &flusher{log: database + "-wal", sync: datasync, queue: make(chan []*pending, 16), idle: make(chan struct{}, 1), done: make(chan struct{})}
	go f.run()
	return f
}

// close waits for the last flush.
func (f *flusher) close() {
	close(f.queue)
	<-f.done
	if f.file != nil {
		f.file.Close()
	}
}

func (f *flusher) run() {
	defer close(f.done)
	f.rest()
	for batch := range f.queue {
		batches := [][]*pending{batch}
		for range len(f.queue) {
			batches = append(batches, <-f.queue)
		}
		err := f.flush()
		f.rest()
		for _, batch := range batches {
			answer(batch, err)
		}
	}
}

// rest says that what is committed next can be flushed at once.
func (f *flusher) rest() {
	select {
	case f.idle <- struct{}{}:
	default:
	}
}

var errLost = errors.New("a flush of the database's log failed")

func (f *flusher) flush() (err error) {
	if f.lost.Load() {
		return errLost
	}
	// Once for all time: a file that is opened later may not hear of a failure.
	if f.file == nil {
		if f.file, err = os.OpenFile(f.log, os.O_RDWR, 0); err != nil {
			return err
		}
	}
	if err := f.sync(f.file); err != nil {
		f.lost.Store(true)
		return errors.Join(errLost, err)
	}
	return nil
}

// answer tells those of a batch how it ended; with err, none of it is sure.
func answer(batch []*pending, err error) {
	for _, p := range batch {
		if !p.failed() {
			p.err = err
		}
		if !p.failed() {
			p.tx.committed()
		}
		close(p.done)
	}
}
