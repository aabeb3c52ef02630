package vault

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/sys/unix"
)

// nameless opens a new file in a folder that is in no list of names, open(2).
// Not every kind of disk has such.
func nameless(dir string) (*os.File, error) {
	fd, err := unix.Open(dir, unix.O_TMPFILE|unix.O_WRONLY|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: dir, Err: err}
	}
	f := os.NewFile(uintptr(fd), filepath.Join(dir, "backup"))
	if _, err := os.Lstat(own(f)); err != nil { // without /proc it could get no name
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// name gives such a file its name, unless there is one of it.
func name(f *os.File, path string) error {
	if err := unix.Linkat(unix.AT_FDCWD, own(f), unix.AT_FDCWD, path, unix.AT_SYMLINK_FOLLOW); err != nil {
		return &os.LinkError{Op: "link", Old: f.Name(), New: path, Err: err}
	}
	return nil
}

// own is a file as this process sees it, proc(5).
func own(f *os.File) string { return "/proc/self/fd/" + strconv.Itoa(int(f.Fd())) }
