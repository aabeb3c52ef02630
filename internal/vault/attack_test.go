package vault

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/locale"
)

// parts are a backup's, to be altered.
type parts map[string]string

func (o *office) parts(t *testing.T) parts {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.zip")
	if _, err := Backup(t.Context(), o.d, o.files, hour, path); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	out := parts{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(data)
	}
	return out
}

// manifest alters what the manifest says.
func (p parts) manifest(t *testing.T, fn func(*Manifest)) {
	t.Helper()
	var m Manifest
	if err := json.Unmarshal([]byte(p["manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	fn(&m)
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	p["manifest.json"] = string(data)
}

// table alters a table, and the manifest so that it agrees.
func (p parts) table(t *testing.T, name string, fn func(string) string) {
	t.Helper()
	words := fn(p[tablePart(name)])
	p[tablePart(name)] = words
	sum := sha256.Sum256([]byte(words))
	p.manifest(t, func(m *Manifest) {
		m.Tables[name] = Extent{strings.Count(words, "\n") - 1, hex.EncodeToString(sum[:])}
	})
}

func (p parts) write(t *testing.T, more ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "altered.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for name, words := range p {
		if err := put(z, &zip.FileHeader{Name: name, Method: zip.Deflate}, words); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range more {
		if err := put(z, &zip.FileHeader{Name: name}, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func put(z *zip.Writer, head *zip.FileHeader, words string) error {
	w, err := z.CreateHeader(head)
	if err == nil {
		_, err = io.WriteString(w, words)
	}
	return err
}

// Whoever makes a backup by hand, so that all its sums are right, gets nothing
// in that is none, and is told in a sentence.
func TestHostileBackups(t *testing.T) {
	a := newOffice(t, db.SQLite)
	a.fill(t)
	zeros := sha256.Sum256(nil)
	for name, c := range map[string]struct {
		alter func(t *testing.T, p parts)
		more  []string
	}{
		"a way out":                 {more: []string{"../../etc/passwd"}},
		"a way out of the files":    {more: []string{"files/../../etc/passwd"}},
		"a name from the root":      {more: []string{"/tmp/x"}},
		"what is unknown":           {more: []string{"README.txt"}},
		"a table that is unknown":   {more: []string{"tables/sqlite_master.jsonl"}},
		"a part twice":              {more: []string{"tables/account.jsonl"}},
		"a file of another name":    {alter: func(t *testing.T, p parts) { p["files/"+hex.EncodeToString(zeros[:])] = "x" }},
		"a file too many":           {alter: func(t *testing.T, p parts) { p["files/"+hex.EncodeToString(zeros[:])] = "" }},
		"a table named by nobody":   {alter: func(t *testing.T, p parts) { p.manifest(t, func(m *Manifest) { delete(m.Tables, "answer") }) }},
		"a table that is not there": {alter: func(t *testing.T, p parts) { delete(p, "tables/answer.jsonl") }},
		"a table of no backup": {alter: func(t *testing.T, p parts) {
			p.manifest(t, func(m *Manifest) { m.Tables["goose_db_version"] = Extent{} })
		}},
		"a wrong sum": {alter: func(t *testing.T, p parts) { p["tables/answer.jsonl"] += "\n" }},
		"a wrong number of rows": {alter: func(t *testing.T, p parts) {
			p.manifest(t, func(m *Manifest) { e := m.Tables["answer"]; e.Rows = 1 << 40; m.Tables["answer"] = e })
		}},
		"a row too short": {alter: func(t *testing.T, p parts) { p.table(t, "job", func(s string) string { return s + "[\"d1\"]\n" }) }},
		"no row":          {alter: func(t *testing.T, p parts) { p.table(t, "job", func(s string) string { return s + "{}\n" }) }},
		"columns that are a command": {alter: func(t *testing.T, p parts) {
			p.table(t, "job", func(s string) string {
				return strings.Replace(s, `"error"`, `"error) VALUES (1); DROP TABLE account; --"`, 1)
			})
		}},
		"a number that is none": {alter: func(t *testing.T, p parts) {
			p.table(t, "round", func(s string) string { return strings.Replace(s, ",1,", `,"x",`, 1) })
		}},
		"a row twice": {alter: func(t *testing.T, p parts) {
			p.table(t, "account", func(s string) string { return s + s[strings.Index(s, "\n")+1:] })
		}},
		"a row of no docket": {alter: func(t *testing.T, p parts) {
			p.table(t, "docket", func(s string) string { return s[:strings.Index(s, "\n")+1] })
		}},
		"a file's row without it": {alter: func(t *testing.T, p parts) {
			p.table(t, "file", func(s string) string { return strings.Replace(s, `"f1","`, `"f1","ab`, 1) })
		}},
		"a manifest of another kind": {alter: func(t *testing.T, p parts) { p["manifest.json"] = `{"format":"thao-docket-1"}` }},
	} {
		t.Run(name, func(t *testing.T) {
			for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
				p := a.parts(t)
				if c.alter != nil {
					c.alter(t, p)
				}
				b := newOffice(t, engine)
				_, err := Restore(t.Context(), b.d, b.files, p.write(t, c.more...))
				if fault.CodeOf(err) != fault.NotBackup {
					t.Errorf("%s: %v", engine, err)
				}
				if says := locale.Fault(locale.English, err); !strings.Contains(says, "no backup of Thảo") {
					t.Errorf("%s: %s", engine, says)
				}
				if err := empty(b.d.Reader(t.Context())); err != nil {
					t.Errorf("%s: something was written: %v", engine, err)
				}
				if engine == db.Postgres {
					continue
				}
				if _, err := Restore(t.Context(), b.d, b.files, a.parts(t).write(t)); err != nil {
					t.Errorf("a good one after that: %v", err)
				}
			}
		})
	}
}

// Every bit of a backup matters, or the restored is the same.
func TestFlippedBits(t *testing.T) {
	a := newOffice(t, db.SQLite)
	a.fill(t)
	path := a.parts(t).write(t)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := a.lines(t)
	for at := 0; at < len(good); at += len(good)/60 + 1 {
		bad := bytes.Clone(good)
		bad[at] ^= 1 << (at % 8)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		b := newOffice(t, db.SQLite)
		switch _, err := Restore(t.Context(), b.d, b.files, path); {
		case err != nil && fault.CodeOf(err) != fault.NotBackup && fault.CodeOf(err) != fault.NewerBackup:
			t.Errorf("byte %d: %v", at, err)
		case err != nil:
			if err := empty(b.d.Reader(t.Context())); err != nil {
				t.Errorf("byte %d: something was written: %v", at, err)
			}
		default:
			if !slices.Equal(b.lines(t), want) {
				t.Errorf("byte %d was altered, and what was restored is something else", at)
			}
		}
	}
}

// What the disk has lost keeps nothing else from being backed up, and is named.
func TestBackupOfWhatIsLost(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"gone":    os.Remove,
		"altered": func(path string) error { return os.WriteFile(path, []byte("x"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			a, b := newOffice(t, db.SQLite), newOffice(t, db.SQLite)
			a.fill(t)
			hash, err := db.Value[string](a.d.Reader(t.Context()), `SELECT hash FROM file`)
			if err != nil {
				t.Fatal(err)
			}
			if err := harm(filepath.Join(a.files.Root(), hash[:2], hash)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "copy.zip")
			made, err := Backup(t.Context(), a.d, a.files, hour, path)
			if err != nil || !slices.Equal(made.Lost, []string{hash}) || made.Files != 0 {
				t.Fatalf("%+v %v", made, err)
			}
			read, err := Restore(t.Context(), b.d, b.files, path)
			if err != nil || read.Rows() != made.Rows() || len(read.Lost) != 1 {
				t.Fatalf("%+v %v", read, err)
			}
			r, err := Check(t.Context(), b.d, b.files)
			if err != nil || len(r.Findings) != 1 || r.Findings[0].Key != "check.missing" {
				t.Errorf("%+v %v", r, err)
			}
		})
	}
}

// A file that was altered in a backup is refused, named as lost or not, where a
// row needs it.
func TestLostIsNoExcuse(t *testing.T) {
	a, b := newOffice(t, db.SQLite), newOffice(t, db.SQLite)
	a.fill(t)
	p := a.parts(t)
	for name := range p {
		if strings.HasPrefix(name, "files/") {
			delete(p, name)
		}
	}
	p.manifest(t, func(m *Manifest) { m.Files = 0 })
	if _, err := Restore(t.Context(), b.d, b.files, p.write(t)); fault.CodeOf(err) != fault.NotBackup {
		t.Errorf("a file is missing, and nobody says so: %v", err)
	}
}

// A restore that is stopped leaves no row, and can be done again; so it is with
// more rows than are written at once.
func TestRestoreStopped(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, b := newOffice(t, db.SQLite), &office{d, newOffice(t, db.SQLite).files}
		a.fill(t)
		err := a.d.Write(t.Context(), func(tx *db.Tx) error {
			for i := range 3*together + 17 {
				if err := db.PutWords(tx, "d1", "comment", fmt.Sprintf("n%05d", i), fmt.Sprintf("so %d", i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		path := a.parts(t).write(t)
		for n := range 40 {
			ctx := &ending{Context: t.Context(), left: 300 * n}
			if _, err := Restore(ctx, b.d, b.files, path); err == nil {
				break
			} else if !errors.Is(err, context.Canceled) {
				t.Fatalf("stopped: %v", err)
			}
			if err := empty(d.Reader(t.Context())); err != nil {
				t.Fatalf("something was written: %v", err)
			}
			if n == 39 {
				t.Fatal("it never came to its end")
			}
		}
		if x, y := a.lines(t), b.lines(t); !slices.Equal(x, y) {
			t.Errorf("%d lines before, %d after", len(x), len(y))
		}
		b.clean(t)
	})
}

// ending is a context that ends when it has been asked so often.
type ending struct {
	context.Context
	left int
}

func (e *ending) Err() error {
	if e.left--; e.left < 0 {
		return context.Canceled
	}
	return e.Context.Err()
}

// Where a backup cannot be written, nothing is left.
func TestBackupLeavesNothing(t *testing.T) {
	a := newOffice(t, db.SQLite)
	a.fill(t)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Backup(ctx, a.d, a.files, hour, filepath.Join(dir, "copy.zip")); err == nil {
		t.Error("it was made, though nobody waits for it")
	}
	o, err := create(filepath.Join(dir, "copy.zip"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(o.path, []byte("first"), 0o600); err != nil { // somebody was quicker
		t.Fatal(err)
	}
	if err := o.place(); fault.CodeOf(err) != fault.Exists {
		t.Errorf("over what came meanwhile: %v", err)
	}
	o.drop()
	if data, err := os.ReadFile(o.path); err != nil || string(data) != "first" {
		t.Errorf("%q %v", data, err)
	}
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != 1 {
		t.Errorf("left: %v %v", list, err)
	}
	if _, err := Backup(t.Context(), a.d, a.files, hour, filepath.Join(dir, "none", "copy.zip")); fault.CodeOf(err) != fault.Missing {
		t.Errorf("into a folder that is not there: %v", err)
	}
}
