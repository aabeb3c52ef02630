// Package corpus tells tests where the repository and the real files beside it
// lie. Only tests import it.
package corpus

import (
	"os"
	"path/filepath"
	"testing"
)

// Root is the repository's folder: the one that holds go.mod.
func Root(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			tb.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// Path is a file or folder of the corpus of real files, ../shared/corpus beside
// the repository. Where it is not there the test is skipped and says so.
func Path(tb testing.TB, elem ...string) string {
	tb.Helper()
	path := filepath.Join(append([]string{Root(tb), "..", "shared", "corpus"}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("the corpus of real files is not here: %s", path)
	}
	return path
}
