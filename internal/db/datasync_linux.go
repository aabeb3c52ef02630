package db

import (
	"errors"
	"os"
	"syscall"
)

// datasync flushes a file's content and what is needed to read it again, not
// the time of its change: half the work where the file did not grow.
func datasync(file *os.File) error {
	for {
		err := syscall.Fdatasync(int(file.Fd()))
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
