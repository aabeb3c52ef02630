package vault

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"thao/internal/blob"
	"thao/internal/db"
	"thao/internal/fault"
)

// Restore brings a backup into an empty database, whose tables it makes, and a
// store of files. The whole archive is checked before the first row is written,
// and the rows are written in one transaction: where it fails, or is stopped in
// the middle, there are no rows, and it can be done again. Errors are
// *fault.Error: NotBackup, NewerBackup, NotEmpty, Full, Unavailable.
func Restore(ctx context.Context, d *db.DB, files *blob.Store, path string) (Manifest, error) {
	a, err := openArchive(path)
	if err != nil {
		return Manifest{}, err
	}
	defer a.Close()
	newest, err := db.NewestSchema(d.Dialect)
	if err != nil {
		return Manifest{}, err
	}
	if a.manifest.Format > format || a.manifest.Schema > newest {
		return Manifest{}, fault.New(fault.NewerBackup)
	}
	if err := empty(d.Reader(ctx)); err != nil { // before anything is altered
		return Manifest{}, err
	}
	if err := a.check(ctx); err != nil {
		return Manifest{}, err
	}
	if err := d.MigrateTo(ctx, a.manifest.Schema); err != nil {
		return Manifest{}, err
	}
	if err := a.files(ctx, files); err != nil {
		return Manifest{}, err
	}
	// Without the context, whose end would leave it open whether all was written:
	// it is asked for between rows.
	err = d.WriteLong(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		if err := empty(tx); err != nil { // somebody may have begun to use it
			return err
		}
		for _, t := range tables {
			if err := a.rows(ctx, tx, t); err != nil {
				return fmt.Errorf("%s: %w", t.name, err)
			}
		}
		return nil
	})
	if err != nil {
		return Manifest{}, err
	}
	return a.manifest, d.Migrate(ctx)
}

// empty refuses a database that holds anything.
func empty(q db.Q) error {
	all, err := names(q)
	if err != nil {
		return db.Fault(err)
	}
	for _, name := range all {
		some, err := db.Value[int64](q, `SELECT 1 FROM `+name+` LIMIT 1`)
		if err != nil {
			return db.Fault(err)
		}
		if some > 0 && !slices.Contains(left, name) {
			return fault.New(fault.NotEmpty, "table", name)
		}
	}
	return nil
}

// archive is a backup opened for reading.
type archive struct {
	*zip.ReadCloser
	manifest Manifest
	byName   map[string]*zip.File
}

func openArchive(path string) (*archive, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fault.Wrap(err, fault.Missing, "path", path)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, notBackup(err)
	}
	a := &archive{ReadCloser: z, byName: map[string]*zip.File{}}
	for _, f := range z.File {
		if _, twice := a.byName[f.Name]; twice {
			err = errors.Join(err, notBackup(errors.New(f.Name)))
		}
		a.byName[f.Name] = f
	}
	if err == nil {
		err = a.read("manifest.json", func(r io.Reader) error {
			return json.NewDecoder(io.LimitReader(r, longestLine)).Decode(&a.manifest)
		})
	}
	if err == nil && a.manifest.Format < 1 {
		err = notBackup(errors.New("manifest.json"))
	}
	if err != nil {
		return nil, errors.Join(err, z.Close())
	}
	return a, nil
}

func notBackup(err error) error {
	return fault.Wrap(err, fault.NotBackup, "reason", err.Error())
}

func (a *archive) read(name string, fn func(io.Reader) error) error {
	f, ok := a.byName[name]
	if !ok {
		return notBackup(errors.New(name))
	}
	r, err := f.Open()
	if err != nil {
		return notBackup(fmt.Errorf("%s: %w", name, err))
	}
	defer r.Close()
	if err := fn(r); err != nil {
		if _, ours := errors.AsType[*fault.Error](err); ours || errors.Is(err, context.Canceled) {
			return err
		}
		return notBackup(fmt.Errorf("%s: %w", name, err))
	}
	return nil
}

// check reads the whole archive: that it holds nothing but what the manifest
// says, every table against the manifest, every file against its name, every
// row's file.
func (a *archive) check(ctx context.Context) error {
	if err := a.known(); err != nil {
		return err
	}
	for name, extent := range a.manifest.Tables {
		sum, rows, err := a.sum(ctx, tablePart(name))
		if err != nil {
			return err
		}
		if sum != extent.SHA256 || rows != extent.Rows+1 {
			return notBackup(errors.New(tablePart(name)))
		}
	}
	found := 0
	for name := range a.byName {
		hash, is := a.whole(name)
		if !is {
			continue
		}
		sum, _, err := a.sum(ctx, name)
		if err != nil {
			return err
		}
		if sum != hash {
			return notBackup(errors.New(name))
		}
		found++
	}
	if found != a.manifest.Files {
		return notBackup(fmt.Errorf("%d of %d files", found, a.manifest.Files))
	}
	return a.used()
}

func tablePart(name string) string { return "tables/" + name + ".jsonl" }

// whole gives the hash of a part that is a file of people, as it was kept.
func (a *archive) whole(part string) (hash string, is bool) {
	hash, is = strings.CutPrefix(part, "files/")
	return hash, is && !slices.Contains(a.manifest.Lost, hash)
}

// known refuses parts that no backup has.
func (a *archive) known() error {
	for name := range a.manifest.Tables {
		if !slices.ContainsFunc(tables, func(t table) bool { return t.name == name }) {
			return notBackup(errors.New(tablePart(name)))
		}
	}
	for name := range a.byName {
		hash, file := strings.CutPrefix(name, "files/")
		_, row := a.manifest.Tables[strings.TrimSuffix(strings.TrimPrefix(name, "tables/"), ".jsonl")]
		if name != "manifest.json" && !(file && blob.Valid(hash)) && !(row && strings.HasPrefix(name, "tables/")) {
			return notBackup(errors.New(name))
		}
	}
	return nil
}

// sum is the SHA-256 of a part, with how many lines it has.
func (a *archive) sum(ctx context.Context, name string) (sum string, lines int, err error) {
	if err := ctx.Err(); err != nil {
		return "", 0, err
	}
	hash, count := sha256.New(), &lineCount{}
	err = a.read(name, func(r io.Reader) error { _, err := io.Copy(io.MultiWriter(hash, count), r); return err })
	return hex.EncodeToString(hash.Sum(nil)), count.n, err
}

type lineCount struct{ n int }

func (c *lineCount) Write(p []byte) (int, error) {
	c.n += bytes.Count(p, []byte{'\n'})
	return len(p), nil
}

// used refuses an archive in which a row refers to a file that it neither has
// nor names as lost.
func (a *archive) used() error {
	if _, ok := a.manifest.Tables["file"]; !ok {
		return nil
	}
	return a.read(tablePart("file"), func(r io.Reader) error {
		return eachLine(r, func(names []string, values []json.RawMessage) error {
			var hash string
			at := slices.Index(names, "hash")
			if at < 0 || json.Unmarshal(values[at], &hash) != nil {
				return errors.New("hash")
			}
			if _, there := a.byName["files/"+hash]; !there && !slices.Contains(a.manifest.Lost, hash) {
				return errors.New("files/" + hash)
			}
			return nil
		})
	})
}

// files puts the files into the store. They harm nobody where a later step
// fails: nothing refers to them.
func (a *archive) files(ctx context.Context, to *blob.Store) error {
	for name := range a.byName {
		if _, is := a.whole(name); !is {
			continue
		}
		err := a.read(name, func(r io.Reader) error { _, err := to.Put(ctx, r, 0); return err })
		if err != nil {
			return err
		}
	}
	return nil
}

// rows writes a table's rows, then what refers to the table itself.
func (a *archive) rows(ctx context.Context, tx *db.Tx, t table) error {
	if _, ok := a.manifest.Tables[t.name]; !ok {
		return nil // of a table that came later
	}
	into, err := newInserter(tx, t)
	if err != nil {
		return err
	}
	for _, pass := range []func(names []string, values []json.RawMessage) error{into.insert, into.refer} {
		err := a.read(tablePart(t.name), func(r io.Reader) error {
			err := eachLine(r, func(names []string, values []json.RawMessage) error {
				if err := ctx.Err(); err != nil {
					return err
				}
				return pass(names, values)
			})
			if err == nil {
				err = into.flush()
			}
			return theirs(err)
		})
		if err != nil || len(t.later) == 0 {
			return err
		}
	}
	return nil
}

// theirs leaves an error to be the archive's own fault, a row that no such
// database takes, unless it is the database that cannot take any now.
func theirs(err error) error {
	known := db.Fault(err)
	switch fault.CodeOf(known) {
	case fault.Exists, fault.Gone:
		return errors.New(known.Error())
	}
	return known
}

// longestLine of a table, in bytes: a matrix that was sent back is a row, with
// all its changes.
const longestLine = 256 << 20

// eachLine calls fn for each row with the names of its columns.
func eachLine(r io.Reader, fn func(names []string, values []json.RawMessage) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 1<<20), longestLine)
	var names []string
	for lines.Scan() {
		var values []json.RawMessage
		if names == nil {
			if err := json.Unmarshal(lines.Bytes(), &names); err != nil {
				return err
			}
			continue
		}
		if err := json.Unmarshal(lines.Bytes(), &values); err != nil {
			return err
		}
		if len(values) != len(names) {
			return errors.New("a row does not have the columns of its table")
		}
		if err := fn(names, values); err != nil {
			return err
		}
	}
	return lines.Err()
}
