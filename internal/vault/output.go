package vault

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"thao/internal/fault"
)

// output is a file that is written beside its place and is there only once it
// is whole. Where the system can, it has no name until then: a program that is
// killed leaves nothing.
type output struct {
	*os.File
	path  string
	named bool // it lies under a name of its own, beside path
}

// create begins a file that is not there yet: fault.Exists where it is.
func create(path string) (*output, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fault.New(fault.Exists, "path", path)
	}
	if f, err := nameless(filepath.Dir(path)); err == nil {
		return &output{f, path, false}, nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".thao-backup-")
	if errors.Is(err, os.ErrNotExist) {
		return nil, fault.Wrap(err, fault.Missing, "path", filepath.Dir(path))
	}
	if err != nil {
		return nil, unwritable(err, path)
	}
	return &output{f, path, true}, nil
}

// Write is the file's, whose errors are not those of the data.
func (o *output) Write(p []byte) (int, error) {
	n, err := o.File.Write(p)
	if err != nil {
		err = unwritable(err, o.path)
	}
	return n, err
}

// unwritable says what keeps a file from being written: Full, Unwritable.
func unwritable(err error, path string) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.Wrap(err, fault.Full)
	}
	reason := err.Error()
	if number, ok := errors.AsType[syscall.Errno](err); ok {
		reason = number.Error()
	}
	return fault.Wrap(err, fault.Unwritable, "path", path, "reason", reason)
}

// drop lets go of the file, and takes away what has no place.
func (o *output) drop() {
	_ = o.Close() // it was closed where it has its place
	if o.named {
		_ = os.Remove(o.Name())
	}
}

// place puts the file on disk and gives it its name.
func (o *output) place() error {
	if err := o.Sync(); err != nil {
		return unwritable(err, o.path)
	}
	if err := o.link(); err != nil {
		if errors.Is(err, os.ErrExist) {
			return fault.Wrap(err, fault.Exists, "path", o.path)
		}
		return unwritable(err, o.path)
	}
	folder, err := os.Open(filepath.Dir(o.path))
	if err != nil {
		return unwritable(err, o.path)
	}
	if err := errors.Join(folder.Sync(), folder.Close()); err != nil {
		return unwritable(err, o.path)
	}
	return nil
}

// link gives the file its name. A link, unlike a rename, never takes the place
// of a file that came meanwhile; a disk without links (a stick) has only that.
func (o *output) link() error {
	if !o.named {
		return name(o.File, o.path)
	}
	err := os.Link(o.Name(), o.path)
	if err == nil || errors.Is(err, os.ErrExist) {
		return err
	}
	if _, err := os.Lstat(o.path); err == nil {
		return os.ErrExist
	}
	return os.Rename(o.Name(), o.path)
}
