package vault

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/ledger"
)

var hour = clock.At(time.Date(2026, 4, 6, 8, 0, 0, 0, time.UTC)).Now

// office is a database with its files.
type office struct {
	d     *db.DB
	files *blob.Store
}

func newOffice(t *testing.T, engine db.Dialect) *office {
	t.Helper()
	open := dbtest.SQLite
	if engine == db.Postgres {
		open = dbtest.Postgres
	}
	files, err := blob.Open(filepath.Join(t.TempDir(), "files"))
	if err != nil {
		t.Fatal(err)
	}
	return &office{open(t), files}
}

// fill writes a row or more into every table.
func (o *office) fill(t *testing.T) {
	t.Helper()
	ref, err := o.files.Put(t.Context(), strings.NewReader("Công văn góp ý"), 0)
	if err != nil {
		t.Fatal(err)
	}
	err = o.d.Write(t.Context(), func(tx *db.Tx) error {
		w := writer{t, tx}
		w.row("account", "id", "a1", "email", "a@x.example", "name", "Thư ký “tổng hợp” <b>", "administrator", true)
		w.row("invitation", "hash", "h")
		w.row("api_token", "id", "t1", "account_id", "a1", "hash", "h")
		w.row("body", "id", "b2", "name", "Tỉnh ủy A")
		w.row("body", "id", "b1", "parent_id", "b2", "name", "Ban Tổ chức\nTỉnh ủy A") // its parent comes after it
		w.row("body_member", "body_id", "b1", "account_id", "a1")
		w.row("docket", "docket_id", "d1", "title", "Đề án")
		w.row("docket_role", "docket_id", "d1", "account_id", "a1")
		w.row("docket_seen", "docket_id", "d1", "account_id", "a1", "at", 5)
		w.row("file", "docket_id", "d1", "id", "f1", "hash", ref.Hash, "size", ref.Size)
		w.row("version", "docket_id", "d1", "id", "v2", "number", 1)
		w.row("version", "docket_id", "d1", "id", "v1", "base_id", "v2", "number", 2, "file_id", "f1")
		w.row("node", "docket_id", "d1", "version_id", "v1", "id", "n1", "seq", 1)
		w.row("node_clash", "docket_id", "d1", "version_id", "v1", "id", "c1", "node_id", "n1")
		w.row("round", "docket_id", "d1", "id", "r1", "version_id", "v1", "number", 1)
		w.row("round_question", "docket_id", "d1", "round_id", "r1", "id", "q1")
		w.row("round_body", "docket_id", "d1", "round_id", "r1", "body_id", "b1")
		w.row("reply", "docket_id", "d1", "id", "p1", "round_id", "r1", "body_id", "b1", "file_id", "f1", "agrees", true)
		w.row("comment_group", "docket_id", "d1", "id", "g1", "round_id", "r1", "number", int64(1)<<60+1)
		w.row("comment", "docket_id", "d1", "id", "m1", "round_id", "r1", "reply_id", "p1", "group_id", "g1",
			"confidence", 0.1+0.2, "version_id", "v1", "node_id", "n1", "text", "\u202eNhất trí\t&")
		w.row("comment", "docket_id", "d1", "id", "m2", "round_id", "r1", "reply_id", "p1", "confidence", 1.0)
		w.row("comment_turn", "docket_id", "d1", "comment_id", "m1", "id", "1")
		w.row("comment_candidate", "docket_id", "d1", "comment_id", "m1", "seq", 1, "score", 1e-9)
		w.row("passage", "docket_id", "d1", "reply_id", "p1", "seq", 1)
		w.row("answer", "docket_id", "d1", "id", "s1", "group_id", "g1")
		w.row("phrase", "docket_id", "d1", "id", "x1")
		w.row("job", "docket_id", "d1", "id", "j1", "args", `{"a":"<b>"}`)
		w.row("message", "docket_id", "d1", "id", "e1")
		w.row("webhook", "docket_id", "d1", "id", "w1")
		w.row("idempotency", "docket_id", "d1", "account_id", "a1", "token", "k")
		w.row("session", "token", "s", "data", []byte{0, 255})
		for range 3 {
			if err := ledger.Append(tx, ledger.Entry{Docket: "d1", Action: "x", Detail: map[string]string{"b": "ế", "a": "<"}}); err != nil {
				return err
			}
		}
		for _, ref := range []string{"m1", "m2"} {
			if err := db.PutWords(tx, "d1", "comment", ref, "nhat tri "+ref); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

type writer struct {
	t  *testing.T
	tx *db.Tx
}

// row writes a row: what is named, and nothing in all other columns.
func (w writer) row(table string, named ...any) {
	w.t.Helper()
	all, err := columns(w.tx, table)
	if err != nil {
		w.t.Fatal(err)
	}
	var cols, marks []string
	var values []any
	for _, c := range all {
		var v any
		switch c.kind {
		case text:
			v = ""
		case whole:
			v = 0
		case truth:
			v = false
		case decimal:
			v = 0.0
		}
		if c.name == "parent_id" || c.name == "base_id" || c.name == "group_id" && table == "comment" {
			v = nil
		}
		for i := 0; i < len(named); i += 2 {
			if named[i] == c.name {
				v = named[i+1]
			}
		}
		cols, values = append(cols, c.name), append(values, v)
		marks = append(marks, fmt.Sprintf("$%d", len(values)))
	}
	if _, err := w.tx.Exec(`INSERT INTO `+table+` (`+strings.Join(cols, ", ")+`) VALUES (`+strings.Join(marks, ", ")+`)`, values...); err != nil {
		w.t.Fatalf("%s: %v", table, err)
	}
}

// lines is all that a backup of the database holds, sorted.
func (o *office) lines(t *testing.T) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lines.zip")
	if _, err := Backup(t.Context(), o.d, o.files, hour, path); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out []string
	for _, f := range z.File {
		if f.Name == "manifest.json" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			out = append(out, f.Name+" "+line)
		}
	}
	slices.Sort(out)
	return out
}

func (o *office) clean(t *testing.T) Report {
	t.Helper()
	r, err := Check(t.Context(), o.d, o.files)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		t.Errorf("found %v", f)
	}
	return r
}

func TestEveryTableIsBackedUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		all, err := names(d.Reader(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		ours := slices.Clone(left)
		for _, x := range tables {
			ours = append(ours, x.name)
		}
		for _, name := range all {
			if !slices.Contains(ours, name) {
				t.Errorf("table %s is in no backup: put it into tables or into left", name)
			}
		}
		for _, x := range tables {
			if !slices.Contains(all, x.name) {
				t.Errorf("there is no table %s", x.name)
			}
		}
	})
}

func TestThereAndBackAcrossEngines(t *testing.T) {
	for _, from := range []db.Dialect{db.SQLite, db.Postgres} {
		for _, to := range []db.Dialect{db.SQLite, db.Postgres} {
			t.Run(string(from)+" to "+string(to), func(t *testing.T) {
				a, b := newOffice(t, from), newOffice(t, to)
				a.fill(t)
				a.clean(t)
				path := filepath.Join(t.TempDir(), "copy.zip")
				made, err := Backup(t.Context(), a.d, a.files, hour, path)
				if err != nil {
					t.Fatal(err)
				}
				read, err := Restore(t.Context(), b.d, b.files, path)
				if err != nil {
					t.Fatal(err)
				}
				if made.Rows() != read.Rows() || made.Rows() < len(tables) || read.Files != 1 {
					t.Errorf("%+v, then %+v", made, read)
				}
				if x, y := a.lines(t), b.lines(t); !slices.Equal(x, y) {
					t.Errorf("before %v\nafter  %v", x, y)
				}
				if r := b.clean(t); r.Files != 1 || r.Entries != 3 || r.Dockets != 1 {
					t.Errorf("%+v", r)
				}
				found, err := db.MatchWords(b.d.Reader(t.Context()), "d1", "comment", "nhat", "", 9)
				if err != nil || !slices.Equal(found, []string{"m2", "m1"}) {
					t.Errorf("found %v %v", found, err)
				}
				if _, err := Restore(t.Context(), b.d, b.files, path); fault.CodeOf(err) != fault.NotEmpty {
					t.Errorf("into what is not empty: %v", err)
				}
				if _, err := Backup(t.Context(), a.d, a.files, hour, path); fault.CodeOf(err) != fault.Exists {
					t.Errorf("over what is there: %v", err)
				}
			})
		}
	}
}

func TestBackupWhileWriting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := &office{d, newOffice(t, db.SQLite).files}
		a.fill(t)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			for ctx.Err() == nil {
				d.Write(t.Context(), func(tx *db.Tx) error {
					return ledger.Append(tx, ledger.Entry{Docket: "d1", Action: "x"})
				})
			}
		}()
		path := filepath.Join(t.TempDir(), "copy.zip")
		_, err := Backup(t.Context(), d, a.files, hour, path)
		stop()
		<-done
		if err != nil {
			t.Fatal(err)
		}
		b := newOffice(t, db.SQLite)
		if _, err := Restore(t.Context(), b.d, b.files, path); err != nil {
			t.Fatal(err)
		}
		b.clean(t)
	})
}

// What is not whole is refused, and nothing is written.
func TestDamagedBackups(t *testing.T) {
	a := newOffice(t, db.SQLite)
	a.fill(t)
	path := filepath.Join(t.TempDir(), "copy.zip")
	if _, err := Backup(t.Context(), a.d, a.files, hour, path); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	words := bytes.Index(good, []byte("Công văn góp ý")) // stored as it is
	flipped := bytes.Clone(good)
	flipped[words] ^= 1
	for name, data := range map[string][]byte{
		"cut": good[:len(good)/2], "empty": {}, "text": []byte("hello"), "a file altered": flipped,
		"a file missing": rezip(t, good, "files/", ""), "no manifest": rezip(t, good, "manifest.json", ""),
		"a table altered": rezip(t, good, "tables/docket.jsonl", "[\"docket_id\"]\n[\"d9\"]\n"),
	} {
		t.Run(name, func(t *testing.T) {
			bad := filepath.Join(t.TempDir(), "bad.zip")
			if err := os.WriteFile(bad, data, 0o600); err != nil {
				t.Fatal(err)
			}
			b := newOffice(t, db.SQLite)
			if _, err := Restore(t.Context(), b.d, b.files, bad); fault.CodeOf(err) != fault.NotBackup {
				t.Errorf("%v", err)
			}
			if err := empty(b.d.Reader(t.Context())); err != nil {
				t.Errorf("something was written: %v", err)
			}
		})
	}
	b := newOffice(t, db.SQLite)
	if _, err := Restore(t.Context(), b.d, b.files, filepath.Join(t.TempDir(), "none.zip")); fault.CodeOf(err) != fault.Missing {
		t.Errorf("%v", err)
	}
	newer := filepath.Join(t.TempDir(), "newer.zip")
	os.WriteFile(newer, rezip(t, good, "manifest.json", `{"format":1,"schema":99999}`), 0o600)
	if _, err := Restore(t.Context(), b.d, b.files, newer); fault.CodeOf(err) != fault.NewerBackup {
		t.Errorf("%v", err)
	}
}

// rezip writes an archive anew with the entries of a prefix replaced, or left
// out.
func rezip(t *testing.T, data []byte, prefix, content string) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, f := range from.File {
		if !strings.HasPrefix(f.Name, prefix) {
			if err := to.Copy(f); err != nil {
				t.Fatal(err)
			}
		} else if content != "" {
			w, err := to.Create(f.Name)
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(w, content)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestCheckFinds(t *testing.T) {
	hash := func(o *office, t *testing.T) string {
		h, err := db.Value[string](o.d.Reader(t.Context()), `SELECT hash FROM file`)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	sql := func(query string) func(*office, *testing.T) {
		return func(o *office, t *testing.T) {
			if err := o.d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query); return err }); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		harm func(*office, *testing.T)
		want []string
	}{
		"a file gone": {func(o *office, t *testing.T) { h := hash(o, t); os.Remove(filepath.Join(o.files.Root(), h[:2], h)) }, []string{"check.missing"}},
		"a file altered": {func(o *office, t *testing.T) {
			h := hash(o, t)
			os.WriteFile(filepath.Join(o.files.Root(), h[:2], h), []byte("x"), 0o600)
		}, []string{"check.damaged", "check.size"}},
		"a place gone":      {sql(`UPDATE comment SET node_id = 'n9' WHERE id = 'm1'`), []string{"check.reference"}},
		"a file row gone":   {sql(`DELETE FROM file`), []string{"check.reference", "check.reference"}},
		"an entry altered":  {sql(`UPDATE ledger SET actor = 'x' WHERE seq = 2`), []string{"check.ledger"}},
		"the whole log off": {sql(`DELETE FROM ledger`), []string{"check.ledger"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
				o := newOffice(t, engine)
				o.fill(t)
				c.harm(o, t)
				r, err := Check(t.Context(), o.d, o.files)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, f := range r.Findings {
					got = append(got, f.Key)
				}
				slices.Sort(got)
				if !slices.Equal(got, c.want) {
					t.Errorf("%s: found %v, want %v", engine, r.Findings, c.want)
				}
			}
		})
	}
}
