package blob

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"thao/internal/fault"
)

// Spooled is a file that has come in and lies under a temporary name. It can be
// read before it is decided whether to keep it.
type Spooled struct {
	*os.File // for reading
	Ref      Ref
	store    *Store
	kept     bool
}

// Spool writes what r gives, at most max bytes (0: no bound), under a temporary
// name. Errors are those of Put. Close must be called.
func (s *Store) Spool(ctx context.Context, r io.Reader, max int64) (*Spooled, error) {
	f, err := os.CreateTemp(filepath.Join(s.root, tmp), "put-")
	if err != nil {
		return nil, broken(err)
	}
	p := &Spooled{File: f, store: s}
	if p.Ref, err = fill(ctx, f, r, max); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// Keep gives the file its place in the store.
func (p *Spooled) Keep() (Ref, error) {
	if err := p.Sync(); err != nil {
		return Ref{}, broken(err)
	}
	if err := p.store.place(p.Name(), p.Ref.Hash); err != nil {
		return Ref{}, broken(err)
	}
	p.kept = true
	return p.Ref, nil
}

// Close lets go of the file, and takes it away unless it was kept.
func (p *Spooled) Close() error {
	err := p.File.Close()
	if !p.kept {
		err = errors.Join(err, os.Remove(p.Name()))
	}
	return err
}

// Room is Store.Room for what the file stands for.
func (p *Spooled) Room(ctx context.Context) (done func(), err error) {
	return p.store.Room(ctx, p.store.weight(p.File, p.Ref.Size))
}

func (s *Store) weight(r io.ReaderAt, size int64) int64 {
	if s.Weigh == nil {
		return size
	}
	return s.Weigh(r, size)
}

// Weight is what some files together stand for; one that is not there, nothing.
func (s *Store) Weight(hashes ...string) (sum int64) {
	for _, hash := range hashes {
		f, err := s.Open(hash)
		if err != nil {
			continue // whoever opens it will say so
		}
		if info, err := f.Stat(); err == nil {
			sum += s.weight(f, info.Size())
		}
		_ = f.Close() // it was only looked at
	}
	return sum
}

// Whole is all of the file. Its reader first makes Room for it.
func (p *Spooled) Whole() ([]byte, error) {
	data := make([]byte, p.Ref.Size)
	if _, err := p.ReadAt(data, 0); err != nil && err != io.EOF {
		return nil, broken(err)
	}
	return data, nil
}

// What files that are read whole may take up together: one of the largest with
// a few small ones, or a dozen small ones. A file of few bytes may unpack to
// many, so each counts as smallest at least.
const (
	memory   = 96 << 20
	smallest = 8 << 20
)

// Patience is how long a reader waits for its room.
const patience = 2 * time.Minute

// Room waits until so many bytes may be held in memory beside what others hold,
// and returns how to give them back. Nobody asks for more while holding some.
// fault.Busy after Patience.
func (s *Store) Room(ctx context.Context, bytes int64) (done func(), err error) {
	bytes = min(max(bytes, smallest), memory)
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := s.room.Acquire(wait, bytes); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fault.Wrap(err, fault.Busy)
	}
	return func() { s.room.Release(bytes) }, nil
}

// Hold gives a whole file, at most max bytes (0: no bound), when there is Room
// for it; done gives the room back.
func (s *Store) Hold(ctx context.Context, hash string, max int64) (data []byte, done func(), err error) {
	f, err := s.Open(hash)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	weight := int64(0)
	if err == nil {
		weight = s.weight(f, info.Size())
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, nil, broken(err)
	}
	if done, err = s.Room(ctx, weight); err != nil {
		return nil, nil, err
	}
	if data, err = s.Read(hash, max); err != nil {
		done()
		return nil, nil, err
	}
	return data, done, nil
}
