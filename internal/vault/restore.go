package vault

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"thao/internal/blob"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

// Restore brings a backup into an empty database, whose tables it makes, and a
// store of files. The whole archive is checked before the first row is written,
// and the rows are written in one transaction. Errors are *fault.Error:
// NotBackup, NewerBackup, NotEmpty, Full, Unavailable.
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
	if err := a.check(ctx); err != nil {
		return Manifest{}, err
	}
	if err := d.MigrateTo(ctx, a.manifest.Schema); err != nil {
		return Manifest{}, err
	}
	if err := empty(d.Reader(ctx)); err != nil {
		return Manifest{}, err
	}
	if err := a.files(ctx, files); err != nil {
		return Manifest{}, err
	}
	// The end of the request must not leave it open whether all was written.
	err = d.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		if err := empty(tx); err != nil {
			return err
		}
		for _, t := range tables {
			if err := a.rows(tx, t); err != nil {
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
	z, err := zip.OpenReader(path)
	if err != nil {
		if errors.Is(err, zip.ErrFormat) {
			return nil, notBackup(err)
		}
		return nil, fault.Wrap(err, fault.Missing, "path", path)
	}
	a := &archive{ReadCloser: z, byName: map[string]*zip.File{}}
	for _, f := range z.File {
		a.byName[f.Name] = f
	}
	err = a.read("manifest.json", func(r io.Reader) error {
		return json.NewDecoder(io.LimitReader(r, 1<<20)).Decode(&a.manifest)
	})
	if err == nil && a.manifest.Format < 1 {
		err = notBackup(errors.New("manifest.json"))
	}
	if err != nil {
		z.Close()
		return nil, err
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
		if _, ours := errors.AsType[*fault.Error](err); ours {
			return err
		}
		return notBackup(fmt.Errorf("%s: %w", name, err))
	}
	return nil
}

// check reads the whole archive: every table against the manifest, every file
// against its name, every row's reference to a file.
func (a *archive) check(ctx context.Context) error {
	for _, t := range tables {
		extent, ok := a.manifest.Tables[t.name]
		if !ok {
			continue // of a table that came later
		}
		sum := sha256.New()
		err := a.read("tables/"+t.name+".jsonl", func(r io.Reader) error { _, err := io.Copy(sum, r); return err })
		if err != nil {
			return err
		}
		if hex.EncodeToString(sum.Sum(nil)) != extent.SHA256 {
			return notBackup(errors.New("tables/" + t.name + ".jsonl"))
		}
	}
	found := 0
	for name := range a.byName {
		hash, ok := strings.CutPrefix(name, "files/")
		if !ok {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		sum := sha256.New()
		if err := a.read(name, func(r io.Reader) error { _, err := io.Copy(sum, r); return err }); err != nil {
			return err
		}
		if hex.EncodeToString(sum.Sum(nil)) != hash {
			return notBackup(errors.New(name))
		}
		found++
	}
	if found != a.manifest.Files {
		return notBackup(fmt.Errorf("%d of %d files", found, a.manifest.Files))
	}
	return nil
}

// files puts the files into the store. They harm nobody where a later step
// fails: nothing refers to them.
func (a *archive) files(ctx context.Context, to *blob.Store) error {
	for name := range a.byName {
		if !strings.HasPrefix(name, "files/") {
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
func (a *archive) rows(tx *db.Tx, t table) error {
	if _, ok := a.manifest.Tables[t.name]; !ok {
		return nil
	}
	into, err := newInserter(tx, t)
	if err != nil {
		return err
	}
	for _, pass := range []func(names []string, values []json.RawMessage) error{into.insert, into.refer} {
		err := a.read("tables/"+t.name+".jsonl", func(r io.Reader) error { return eachLine(r, pass) })
		if err != nil || len(t.later) == 0 {
			return err
		}
	}
	return nil
}

// eachLine calls fn for each row with the names of its columns.
func eachLine(r io.Reader, fn func(names []string, values []json.RawMessage) error) error {
	lines := json.NewDecoder(bufio.NewReaderSize(r, 1<<20))
	var names []string
	if err := lines.Decode(&names); err != nil {
		return err
	}
	for {
		var values []json.RawMessage
		if err := lines.Decode(&values); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if len(values) != len(names) {
			return errors.New("a row does not have the columns of its table")
		}
		if err := fn(names, values); err != nil {
			return db.Fault(err)
		}
	}
}

// inserter writes rows of one table.
type inserter struct {
	tx     *db.Tx
	table  table
	byName map[string]column
}

func newInserter(tx *db.Tx, t table) (*inserter, error) {
	all, err := columns(tx, t.name)
	if err != nil {
		return nil, err
	}
	in := &inserter{tx, t, map[string]column{}}
	for _, c := range all {
		in.byName[c.name] = c
	}
	return in, nil
}

func (in *inserter) values(names []string, raw []json.RawMessage) ([]any, error) {
	out := make([]any, len(names))
	for i, name := range names {
		c, ok := in.byName[name]
		if !ok {
			return nil, fmt.Errorf("no column %s", name)
		}
		v, err := value(c, raw[i])
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func (in *inserter) insert(names []string, raw []json.RawMessage) error {
	values, err := in.values(names, raw)
	if err != nil {
		return err
	}
	if in.table.name == search {
		return in.words(names, values)
	}
	marks := make([]string, len(names))
	for i, name := range names {
		marks[i] = fmt.Sprintf("$%d", i+1)
		if in.table.isLater(name) {
			values[i] = nil
		}
	}
	_, err = in.tx.Exec(`INSERT INTO `+in.table.name+` (`+strings.Join(names, ", ")+`) VALUES (`+strings.Join(marks, ", ")+`)`, values...)
	return err
}

// words enters what is searched, so that the engine's own index is made.
func (in *inserter) words(names []string, values []any) error {
	at := map[string]string{}
	for i, name := range names {
		at[name], _ = values[i].(string)
	}
	return db.PutWords(in.tx, id.ID(at["docket_id"]), at["kind"], at["ref"], at["plain"])
}

// refer fills in the columns that refer to the table itself.
func (in *inserter) refer(names []string, raw []json.RawMessage) error {
	values, err := in.values(names, raw)
	if err != nil {
		return err
	}
	var set, where []string
	var args []any
	some := false
	for i, name := range names {
		term := fmt.Sprintf("%s = $%d", name, len(args)+1)
		switch {
		case in.table.isLater(name):
			set, args = append(set, term), append(args, values[i])
			some = some || values[i] != nil
		case in.byName[name].key:
			where, args = append(where, term), append(args, values[i])
		}
	}
	if !some {
		return nil
	}
	_, err = in.tx.Exec(`UPDATE `+in.table.name+` SET `+strings.Join(set, ", ")+` WHERE `+strings.Join(where, " AND "), args...)
	return err
}
