package collate

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"thao/internal/collation"
	"thao/internal/reader"
)

// listName is the file beside the replies that says which body sent what.
const listName = "bodies.csv"

// replies are the files that came back.
type replies struct {
	root      string
	files     []string // relative to root, with slashes, sorted
	single    bool     // one file was named, not a folder
	forbidden []string // folders that may not be looked into
}

// replyFiles lists the files under dir. Hidden files, the lock files that office
// programs leave behind, lists of bodies and what is to be skipped are no
// replies. A single file is a list of one.
func replyFiles(dir string, skip []string) (replies, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return replies{}, reader.DiskFault(err)
	}
	if !info.IsDir() {
		return replies{root: filepath.Dir(dir), files: []string{filepath.Base(dir)}, single: true}, nil
	}
	skipped := statAll(skip)
	out := replies{root: dir}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		switch {
		case err != nil && path != dir && os.IsPermission(err):
			out.forbidden = append(out.forbidden, rel)
			return fs.SkipDir
		case err != nil || relErr != nil:
			return errors.Join(err, relErr)
		case path != dir && (strings.HasPrefix(d.Name(), ".") || skipped.has(path) || d.IsDir() && ourOutput(path)):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir() && !lockFile(d.Name()) && !strings.EqualFold(d.Name(), listName):
			out.files = append(out.files, rel)
		}
		return nil
	})
	if err != nil {
		return replies{}, reader.DiskFault(err)
	}
	slices.Sort(out.files)
	return out, nil
}

// ourOutput: a folder with a collation in it holds results, not replies.
func ourOutput(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, collation.FileName))
	return err == nil
}

// known are files and folders told apart by what they are, not by their names.
type known []os.FileInfo

func statAll(paths []string) known {
	var out known
	for _, p := range paths {
		if info, err := os.Stat(p); err == nil {
			out = append(out, info)
		}
	}
	return out
}

func (k known) has(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(k, func(other os.FileInfo) bool { return os.SameFile(info, other) })
}

func lockFile(name string) bool {
	return strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.") ||
		name == "Thumbs.db" || name == "desktop.ini"
}
