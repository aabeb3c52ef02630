package reader

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"thao/internal/fault"
)

// Load reads a file from disk for Open. Errors are *fault.Error.
func Load(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, DiskFault(err)
	}
	switch {
	case !info.Mode().IsRegular():
		return nil, fault.New(fault.NotAFile, "path", filepath.ToSlash(name))
	case info.Size() > maxFile:
		return nil, fault.New(fault.TooLarge, "max", maxFile>>20)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, DiskFault(err)
	}
	return data, nil
}

// DiskFault says in the program's words what the operating system said.
func DiskFault(err error) *fault.Error {
	reason, path := err.Error(), ""
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		reason, path = pe.Err.Error(), filepath.ToSlash(pe.Path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.Wrap(err, fault.Missing, "path", path)
	case errors.Is(err, fs.ErrPermission):
		return fault.Wrap(err, fault.Forbidden, "path", path)
	}
	return fault.Wrap(err, fault.Unreadable, "reason", reason)
}
