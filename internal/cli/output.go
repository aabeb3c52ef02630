package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

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

// writeOutputs writes the four files of a collation into dir: first all of them
// under temporary names, then, when each is whole and on disk, under their own.
// A file that is there already and says something else, such as a matrix with
// answers filled in, is kept under a numbered name; those names are returned.
func writeOutputs(ctx context.Context, dir string, c *collation.Collation, head matrix.Options) (kept []string, err error) {
	p, ok := matrix.ProfileOf(c.Profile)
	if !ok {
		return nil, fault.New(fault.Internal, "reason", "profile "+c.Profile)
	}
	m := matrix.New(c, p, head)
	outputs := []output{
		{"collation.json", func(w io.Writer) error { return writeJSON(w, c) }},
		{"matrix.xlsx", func(w io.Writer) error { return m.WriteXLSX(ctx, w) }},
		{"matrix.docx", func(w io.Writer) error { return m.WriteDOCX(ctx, w) }},
		{"matrix.html", func(w io.Writer) error { return m.WriteHTML(ctx, w) }},
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	temporary := map[string]string{}
	defer func() {
		for _, t := range temporary {
			os.Remove(t)
		}
	}()
	for _, o := range outputs {
		t, err := writeTemporary(dir, o)
		if t != "" {
			temporary[o.name] = t
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.name, err)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	for _, o := range outputs {
		old, err := install(dir, o.name, temporary[o.name])
		if err != nil {
			return kept, err
		}
		delete(temporary, o.name)
		if old != "" {
			kept = append(kept, old)
		}
	}
	return kept, nil
}

// writeOne writes one file as writeOutputs writes several.
func writeOne(name string, write func(io.Writer) error) (kept string, err error) {
	dir, base := filepath.Dir(name), filepath.Base(name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	t, err := writeTemporary(dir, output{base, write})
	if err == nil {
		if kept, err = install(dir, base, t); err == nil {
			return kept, nil
		}
	}
	if t != "" {
		os.Remove(t)
	}
	return "", err
}

func writeTemporary(dir string, o output) (name string, err error) {
	f, err := os.CreateTemp(dir, ".thao-*-"+o.name)
	if err != nil {
		return "", err
	}
	err = o.write(f)
	if e := f.Chmod(0o644); err == nil {
		err = e
	}
	if e := f.Sync(); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return f.Name(), err
}

// install gives a finished file its name. The file that had it is kept under a
// numbered name unless it says the same.
func install(dir, name, temporary string) (kept string, err error) {
	target := filepath.Join(dir, name)
	if same, err := sameContent(target, temporary); err != nil {
		return "", err
	} else if !same {
		if kept, err = setAside(dir, name); err != nil {
			return "", err
		}
	}
	return kept, os.Rename(temporary, target)
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
