//go:build !linux

package db

import "os"

func datasync(file *os.File) error { return file.Sync() }
