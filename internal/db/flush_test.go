package db

import (
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
	err = d.Write(t.Context(), func(tx *Tx) error {
		_, err := tx.Exec(`CREATE TABLE t (x INTEGER)`)
		return errors.Join(err, tx.QueryRow(`PRAGMA busy_timeout = 0`).Scan(new(int)))
	})
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

// After a flush that failed nothing is acknowledged until the log was brought
// into the database file, and then it goes on.
func TestAFlushFails(t *testing.T) {
	for _, c := range []struct {
		fails error
		code  fault.Code
	}{{syscall.EIO, fault.Unavailable}, {syscall.ENOSPC, fault.Full}} {
		d := openDisk(t)
		go func() {
			first := true
			for ends := range d.flush {
				if first {
					ends <- c.fails
				} else {
					ends <- nil
				}
				first = false
			}
		}()
		err := d.View(t.Context(), func(r Reader) error { // which keeps the log from being brought in
			if _, err := Value[int](r, `SELECT count(*) FROM t`); err != nil {
				return err
			}
			if err := <-d.put(t.Context(), 0); fault.CodeOf(err) != c.code {
				t.Errorf("%v gives %v", c.fails, err)
			}
			if err := <-d.put(t.Context(), 1); fault.CodeOf(err) != fault.Unavailable {
				t.Errorf("while the log cannot be brought in: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := <-d.put(t.Context(), 2); err != nil {
			t.Errorf("it does not go on: %v", err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		close(d.flush)
	}
}
