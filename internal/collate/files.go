package collate

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"thao/internal/reader"
)

// listName is the file beside the replies that says which body sent what.
const listName = "bodies.csv"

// replyFiles lists the files under dir, in the order of their names, as paths
// relative to it with slashes. Hidden files and the lock files that office
// programs leave behind are no replies. A single file is a list of one.
func replyFiles(dir string) (root string, files []string, err error) {
	info, err := os.Stat(dir)
	if err != nil {
		return "", nil, reader.DiskFault(err)
	}
	if !info.IsDir() {
		return filepath.Dir(dir), []string{filepath.Base(dir)}, nil
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if path != dir && strings.HasPrefix(name, ".") {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if d.IsDir() || lockFile(name) {
			return nil
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if rel = filepath.ToSlash(rel); rel != listName {
			files = append(files, rel)
		}
		return nil
	})
	if err != nil {
		return "", nil, reader.DiskFault(err)
	}
	slices.Sort(files)
	return dir, files, nil
}

func lockFile(name string) bool {
	return strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.") ||
		name == "Thumbs.db" || name == "desktop.ini"
}
