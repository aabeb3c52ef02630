package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"thao/internal/fault"
)

// Hashes calls fn for each file of the store, in the order of their names, and
// stops at fn's first error.
func (s *Store) Hashes(ctx context.Context, fn func(hash string) error) error {
	return filepath.WalkDir(s.root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && path != s.root: // taken away meanwhile
			return nil
		case err != nil:
			return broken(err)
		case ctx.Err() != nil:
			return ctx.Err()
		case d.IsDir() && d.Name() == tmp:
			return filepath.SkipDir
		case d.IsDir() || !Valid(d.Name()):
			return nil
		}
		return fn(d.Name())
	})
}

// Check reads a file and compares it with its name: fault.NotFound where it is
// not there, fault.Damaged where the bytes are others.
func (s *Store) Check(ctx context.Context, hash string) error {
	f, err := s.Open(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, &cancelled{ctx, f}); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return broken(err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return fault.New(fault.Damaged, "part", hash)
	}
	return nil
}

// cancelled is a reader that ends with a context.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// Verify reads every file and tells fn of each that is not what its name says.
func (s *Store) Verify(ctx context.Context, fn func(hash string, err error)) (files int, err error) {
	err = s.Hashes(ctx, func(hash string) error {
		files++
		if err := s.Check(ctx, hash); err != nil {
			if ctx.Err() != nil {
				return err
			}
			fn(hash, err)
		}
		return nil
	})
	return files, err
}

// Clean takes away what a process that was killed left half-written: what nobody
// has written to since an hour so long past that nobody can be writing it still.
func (s *Store) Clean(since time.Time) error {
	entries, err := os.ReadDir(filepath.Join(s.root, tmp))
	if err != nil {
		return broken(err)
	}
	for _, e := range entries {
		info, gone := e.Info()
		if gone != nil || !info.ModTime().Before(since) {
			continue // it has its place by now, or is being written
		}
		if strings.HasPrefix(e.Name(), "put-") || strings.HasPrefix(e.Name(), "ready-") {
			err = errors.Join(err, os.Remove(filepath.Join(s.root, tmp, e.Name())))
		}
	}
	if err != nil {
		return broken(err)
	}
	return nil
}
