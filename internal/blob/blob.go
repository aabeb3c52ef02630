// Package blob keeps files by their content: a file is named by its SHA-256,
// lies in a folder, and is never seen half-written. Put returns once the bytes,
// the name and the folder that holds the name are on disk, so a row of the
// database may refer to the file from then on.
//
//	root/ab/ab34…   a file, sixty-four hexadecimal digits
//	root/tmp/…      one that is being written
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
	"syscall"

	"golang.org/x/sync/semaphore"

	"thao/internal/fault"
)

// Store is a folder of files. Its methods may be called by several goroutines,
// and by several processes that share the folder.
type Store struct {
	// Weigh is how many bytes a file stands for once it is read, for Hold and
	// Spooled.Room; nil where it is as many as it has.
	Weigh func(r io.ReaderAt, size int64) int64

	root string
	room *semaphore.Weighted // see Room
}

// Ref names a file that is kept.
type Ref struct {
	Hash string `json:"hash"` // SHA-256 in hexadecimal
	Size int64  `json:"size"`
}

// Open opens the store in a folder, which is made if it is not there. Errors
// are *fault.Error: Full, Unavailable.
func Open(root string) (*Store, error) {
	if err := os.MkdirAll(filepath.Join(root, tmp), 0o700); err != nil {
		return nil, broken(err)
	}
	s := &Store{root: root, room: semaphore.NewWeighted(memory)}
	if err := s.sync(root); err != nil {
		return nil, broken(err)
	}
	return s, nil
}

const tmp = "tmp"

// Root is the folder.
func (s *Store) Root() string { return s.root }

// Put keeps what r gives, at most max bytes (0: no bound). Where it fails,
// nothing stays. Errors are *fault.Error (UploadLarge, Full, Unavailable), or
// r's own error as it is.
func (s *Store) Put(ctx context.Context, r io.Reader, max int64) (Ref, error) {
	p, err := s.Spool(ctx, r, max)
	if err != nil {
		return Ref{}, err
	}
	defer p.Close()
	return p.Keep()
}

// fill copies r into f. An error of f is a fault of ours, one of r is r's.
func fill(ctx context.Context, f *os.File, r io.Reader, max int64) (Ref, error) {
	sum := sha256.New()
	to := io.MultiWriter(f, sum)
	buf := make([]byte, 128<<10)
	var ref Ref
	for {
		if err := ctx.Err(); err != nil {
			return Ref{}, err
		}
		n, err := r.Read(buf)
		ref.Size += int64(n)
		if max > 0 && ref.Size > max {
			return Ref{}, fault.New(fault.UploadLarge, "max", (max+1<<20-1)>>20)
		}
		if _, werr := to.Write(buf[:n]); werr != nil {
			return Ref{}, broken(werr)
		}
		if err == io.EOF {
			ref.Hash = hex.EncodeToString(sum.Sum(nil))
			return ref, nil
		}
		if err != nil {
			return Ref{}, err
		}
	}
}

// place gives a finished file its name. A file of that name holds the same
// bytes, or is damaged and is healed.
func (s *Store) place(from, hash string) error {
	to := s.path(hash)
	folder := filepath.Dir(to)
	switch err := os.Mkdir(folder, 0o700); {
	case err == nil:
		if err := s.sync(s.root); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrExist):
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return s.sync(folder)
}

// sync puts a folder's list of names on disk.
func (s *Store) sync(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func (s *Store) path(hash string) string { return filepath.Join(s.root, hash[:2], hash) }

// Valid reports whether a string can be the hash of a file.
func Valid(hash string) bool {
	if len(hash) != hex.EncodedLen(sha256.Size) {
		return false
	}
	return strings.Trim(hash, "0123456789abcdef") == ""
}

// Open opens a file for reading. A file that is not there is fault.NotFound.
func (s *Store) Open(hash string) (*os.File, error) {
	if !Valid(hash) {
		return nil, fault.New(fault.NotFound)
	}
	f, err := os.Open(s.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Wrap(err, fault.NotFound)
	}
	if err != nil {
		return nil, broken(err)
	}
	return f, nil
}

// Read gives a whole small file, at most max bytes (0: no bound); Hold is for
// those of people.
func (s *Store) Read(hash string, max int64) ([]byte, error) {
	f, err := s.Open(hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, broken(err)
	}
	if max > 0 && info.Size() > max {
		return nil, fault.New(fault.UploadLarge, "max", max>>20)
	}
	data := make([]byte, info.Size()) // a file never changes
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, broken(err)
	}
	return data, nil
}

// Ready reports whether a file could be kept now, by writing a small one.
func (s *Store) Ready() error {
	f, err := os.CreateTemp(filepath.Join(s.root, tmp), "ready-")
	if err != nil {
		return broken(err)
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString("thao")
	if err := errors.Join(err, f.Close()); err != nil {
		return broken(err)
	}
	return nil
}

// broken turns an error of the disk into a fault.
func broken(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.Wrap(err, fault.Full)
	}
	return fault.Wrap(err, fault.Unavailable)
}
