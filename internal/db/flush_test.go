package db

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"thao/internal/fault"
)

// disk is a database whose flushes the test sees and may make fail.
type disk struct {
	*DB
	flush chan chan error // one that waits, to be told how it ends
	ran   chan int        // closures that ran
}

func openDisk(t *testing.T) *disk {
	t.Helper()
	d, err := Open(t.Context(), filepath.Join(t.TempDir(), "t.db"))
	if err != nil {
		t.Fatal(err)
	}
	on := &disk{d, make(chan chan error), make(chan int, 99)}
	err = d.Write(t.Context(), func(tx *Tx) error { _, err := tx.Exec(`CREATE TABLE t (x INTEGER)`); return err })
	if err != nil {
		t.Fatal(err)
	}
	d.writer.(*group).disk.sync = func(f *os.File) error {
		ends := make(chan error)
		on.flush <- ends
		return errors.Join(<-ends, datasync(f))
	}
	return on
}

func (d *disk) put(ctx context.Context, x int) <-chan error {
	out := make(chan error, 1)
	go func() {
		out <- d.Write(ctx, func(tx *Tx) error {
			_, err := tx.Exec(`INSERT INTO t VALUES ($1)`, x)
			d.ran <- x
			return err
		})
	}()
	return out
}

// A write is acknowledged when a flush that began after its commit has ended;
// what is written meanwhile runs meanwhile, and shares the next.
func TestAcknowledgedIsFlushed(t *testing.T) {
	d := openDisk(t)
	first := d.put(t.Context(), 1)
	one := <-d.flush
	second, third := d.put(t.Context(), 2), d.put(t.Context(), 3)
	for range 3 {
		<-d.ran
	}
	select {
	case err := <-first:
		t.Fatalf("acknowledged before it was flushed: %v", err)
	default:
	}
	one <- nil
	if err := <-first; err != nil {
		t.Fatal(err)
	}
	two := <-d.flush
	select {
	case err := <-second:
		t.Fatalf("acknowledged by a flush that began before it: %v", err)
	case err := <-third:
		t.Fatalf("acknowledged by a flush that began before it: %v", err)
	default:
	}
	two <- nil
	if err := errors.Join(<-second, <-third); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	close(d.flush)
}

// Whoever changes nothing has read what others wrote, and waits for their flush.
func TestNobodyIsToldWhatMayBeLost(t *testing.T) {
	d := openDisk(t)
	first := d.put(t.Context(), 1)
	one := <-d.flush
	read, settled := make(chan error, 1), make(chan error, 1)
	go func() {
		read <- d.Write(t.Context(), func(tx *Tx) error {
			_, err := Value[int](tx, `SELECT COUNT(*) FROM t`)
			d.ran <- 2
			return err
		})
	}()
	go func() { settled <- d.Settled(t.Context()) }()
	<-d.ran
	<-d.ran
	select {
	case <-read:
		t.Error("who read what is not flushed was told so")
	case <-settled:
		t.Error("it is called settled before it is flushed")
	default:
	}
	one <- nil
	if err := errors.Join(<-first, <-read, <-settled); err != nil {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// After a flush that failed nothing is acknowledged until the whole log was
// written and flushed once more, and then it goes on; what was to follow the
// commit has followed it.
func TestAFlushFails(t *testing.T) {
	for _, c := range []struct {
		fails error
		code  fault.Code
	}{{syscall.EIO, fault.Unavailable}, {syscall.ENOSPC, fault.Full}} {
		d := openDisk(t)
		ends := make(chan error, 9)
		go func() {
			for flush := range d.flush {
				flush <- <-ends
			}
		}()
		followed := 0
		ends <- c.fails
		err := d.Write(t.Context(), func(tx *Tx) error {
			tx.After(func() { followed++ })
			_, err := tx.Exec(`INSERT INTO t VALUES (1)`)
			return err
		})
		if fault.CodeOf(err) != c.code || followed != 1 {
			t.Errorf("%v gives %v, followed %d times", c.fails, err, followed)
		}
		ends <- c.fails // the log, written once more
		if err := <-d.put(t.Context(), 2); fault.CodeOf(err) != c.code {
			t.Errorf("while the log cannot be mended: %v", err)
		}
		before, err := os.ReadFile(d.Path() + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		ends <- nil
		ends <- nil
		if err := <-d.put(t.Context(), 3); err != nil {
			t.Errorf("it does not go on: %v", err)
		}
		if after, err := os.ReadFile(d.Path() + "-wal"); err != nil || !bytes.HasPrefix(after, before) {
			t.Errorf("the log is another: %v", err)
		}
		if n, err := Value[int](d.Reader(t.Context()), `SELECT COUNT(*) FROM t`); err != nil || n != 2 {
			t.Errorf("there are %d, %v", n, err)
		}
		// Somebody takes the log away.
		if err := os.Remove(d.Path() + "-wal"); err != nil {
			t.Fatal(err)
		}
		if err := <-d.put(t.Context(), 4); fault.CodeOf(err) != fault.Unavailable {
			t.Errorf("flushed without a name: %v", err)
		}
		_ = d.Close()
		close(d.flush)
	}
}
