package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"thao/internal/collation"
	"thao/internal/fault"
	"thao/internal/matrix"
)

// writeJSON writes a value as every --json output is written: indented by two
// spaces, text as it is.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// output is one file to be written.
type output struct {
	name  string
	write func(io.Writer) error
}

// writeOutputs writes the files of a collation into dir, all or none. A
// file that is there already and says something else, such as a matrix with
// answers filled in, is kept under a numbered name; those names are returned.
func writeOutputs(ctx context.Context, dir string, c *collation.Collation, head matrix.Options) (kept []string, err error) {
	outputs, err := matrixOutputs(ctx, c, head)
	if err != nil {
		return nil, err
	}
	return writeFiles(ctx, dir, outputs)
}

// matrixOutputs are the files of a collation.
func matrixOutputs(ctx context.Context, c *collation.Collation, head matrix.Options) ([]output, error) {
	p, ok := matrix.ProfileOf(c.Profile)
	if !ok {
		return nil, fault.New(fault.Internal, "reason", "profile "+c.Profile)
	}
	c.Head = head.Head(c.Head) // later commands print the same head
	m := matrix.New(c, p, head)
	return []output{
		{collation.FileName, func(w io.Writer) error { return writeJSON(w, c) }},
		{"matrix.xlsx", func(w io.Writer) error { return m.WriteXLSX(ctx, w) }},
		{"matrix.docx", func(w io.Writer) error { return m.WriteDOCX(ctx, w) }},
		{"annex-2.docx", func(w io.Writer) error { return m.WriteAnnexDOCX(ctx, w) }},
		{"matrix.html", func(w io.Writer) error { return m.WriteHTML(ctx, w) }},
	}, nil
}

// writeFiles writes every output under a temporary name first. When all are
// whole and on disk, the files that are in the way are set aside, and each
// output takes its name. What fails on the way is undone.
func writeFiles(ctx context.Context, dir string, outputs []output) (kept []string, err error) {
	made := !exists(dir)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	sweep(dir)
	var undo []func()
	defer func() {
		if err == nil {
			return
		}
		for _, f := range slices.Backward(undo) {
			f()
		}
		if made {
			os.Remove(dir) // only where it is empty
		}
	}()
	temporary := make([]string, len(outputs))
	for i, o := range outputs {
		t, err := writeTemporary(dir, o)
		if t != "" {
			undo = append(undo, func() { os.Remove(t) })
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.name, err)
		}
		temporary[i] = t
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	for i, o := range outputs {
		old, restore, err := install(dir, o.name, temporary[i])
		if err != nil {
			return nil, err
		}
		undo = append(undo, restore)
		if old != "" {
			kept = append(kept, old)
		}
	}
	return kept, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// temporaryPrefix begins the names of files that are being written.
const temporaryPrefix = ".thao-"

// abandoned is the age from which a temporary file belongs to a run that was
// killed.
const abandoned = time.Hour

// sweep removes what killed runs left behind.
func sweep(dir string) {
	names, _ := filepath.Glob(filepath.Join(dir, temporaryPrefix+"*"))
	for _, name := range names {
		if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > abandoned {
			os.Remove(name)
		}
	}
}

// writeOne writes one file as writeFiles writes several.
func writeOne(ctx context.Context, name string, write func(io.Writer) error) (kept string, err error) {
	names, err := writeFiles(ctx, filepath.Dir(name), []output{{filepath.Base(name), write}})
	if len(names) > 0 {
		kept = names[0]
	}
	return kept, err
}

// writeTemporary writes an output beside its place, with the permissions a new
// file gets there.
func writeTemporary(dir string, o output) (name string, err error) {
	f, err := createTemporary(dir, o.name)
	if err != nil {
		return "", err
	}
	err = o.write(f)
	if e := f.Sync(); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return f.Name(), err
}

func createTemporary(dir, base string) (*os.File, error) {
	for {
		name := filepath.Join(dir, fmt.Sprintf("%s%08x-%s", temporaryPrefix, rand.Uint32(), base))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !os.IsExist(err) {
			return f, err
		}
	}
}

// install gives a finished file its name. The file that had it is kept under a
// numbered name unless it says the same. restore puts back what was there.
func install(dir, name, temporary string) (kept string, restore func(), err error) {
	target := filepath.Join(dir, name)
	there := exists(target)
	same, err := sameContent(target, temporary)
	if err != nil {
		return "", nil, err
	}
	if !same {
		if kept, err = setAside(dir, name); err != nil {
			return "", nil, err
		}
	}
	if err := os.Rename(temporary, target); err != nil {
		if kept != "" {
			os.Rename(filepath.Join(dir, kept), target)
		}
		return "", nil, err
	}
	return kept, func() {
		switch {
		case kept != "":
			os.Rename(filepath.Join(dir, kept), target)
		case !there:
			os.Remove(target)
		}
	}, nil
}

// sameContent reports whether there is nothing to lose: the target does not
// exist or holds the same bytes.
func sameContent(target, fresh string) (bool, error) {
	old, err := os.ReadFile(target)
	if os.IsNotExist(err) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	now, err := os.ReadFile(fresh)
	return bytes.Equal(old, now), err
}

func setAside(dir, name string) (string, error) {
	ext := filepath.Ext(name)
	for n := 1; ; n++ {
		kept := fmt.Sprintf("%s.%d%s", strings.TrimSuffix(name, ext), n, ext)
		// Link does not overwrite: two runs at once cannot take one number.
		err := os.Link(filepath.Join(dir, name), filepath.Join(dir, kept))
		if os.IsExist(err) {
			continue
		}
		if err != nil { // a file system without links
			if _, statErr := os.Lstat(filepath.Join(dir, kept)); statErr == nil {
				continue
			}
			err = os.Rename(filepath.Join(dir, name), filepath.Join(dir, kept))
		}
		return kept, err
	}
}
