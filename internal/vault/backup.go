// Package vault copies everything into one file and back, and checks that all
// of it holds.
//
// A backup is a ZIP archive that anybody can open and either engine can take:
//
//	tables/comment.jsonl   first line the names of the columns, then a row a line
//	files/ab34…            the files those rows refer to, by their SHA-256
//	manifest.json          last: what the archive holds; without it, it is cut short
//
// The rows are one unchanging state of the database. A file is on disk before a
// row refers to it, so the files of that state are there too.
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
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
)

// Manifest says what a backup holds.
type Manifest struct {
	Format  int               `json:"format"`
	Schema  int64             `json:"schema"` // number of the last migration
	Created clock.Micros      `json:"created"`
	Tables  map[string]Extent `json:"tables"`
	Files   int               `json:"files"`
}

// Extent is a table's part of a backup.
type Extent struct {
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"` // of its lines
}

// Rows of all tables.
func (m Manifest) Rows() int {
	n := 0
	for _, e := range m.Tables {
		n += e.Rows
	}
	return n
}

const format = 1

// Backup writes everything into a file that is not there yet, and which is
// there only once it is whole. fault.Exists where there is one.
func Backup(ctx context.Context, d *db.DB, files *blob.Store, now clock.Clock, path string) (Manifest, error) {
	var m Manifest
	if _, err := os.Lstat(path); err == nil {
		return m, fault.New(fault.Exists, "path", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".thao-backup-")
	if err != nil {
		return m, broken(err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	m, err = write(ctx, d, files, now, f)
	if err != nil {
		return m, err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return m, broken(err)
	}
	// A link, unlike a rename, never takes the place of a file that came meanwhile.
	if err := os.Link(f.Name(), path); err != nil {
		if errors.Is(err, os.ErrExist) {
			return m, fault.Wrap(err, fault.Exists, "path", path)
		}
		return m, broken(err)
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return m, broken(err)
	}
	if err := errors.Join(folder.Sync(), folder.Close()); err != nil {
		return m, broken(err)
	}
	return m, nil
}

func write(ctx context.Context, d *db.DB, files *blob.Store, now clock.Clock, to io.Writer) (Manifest, error) {
	m := Manifest{Format: format, Created: now(), Tables: map[string]Extent{}}
	buffered := bufio.NewWriterSize(to, 1<<20)
	z := zip.NewWriter(buffered)
	err := d.View(ctx, func(q db.Reader) (err error) {
		if m.Schema, err = db.SchemaVersion(q); err != nil {
			return err
		}
		for _, t := range tables {
			if m.Tables[t.name], err = writeTable(q, z, t); err != nil {
				return fmt.Errorf("%s: %w", t.name, err)
			}
		}
		m.Files, err = writeFiles(ctx, q, z, files)
		return err
	})
	if err != nil {
		return m, broken(err)
	}
	w, err := z.Create("manifest.json")
	if err != nil {
		return m, broken(err)
	}
	if err := json.NewEncoder(w).Encode(m); err != nil {
		return m, broken(err)
	}
	if err := errors.Join(z.Close(), buffered.Flush()); err != nil {
		return m, broken(err)
	}
	return m, nil
}

func writeTable(q db.Q, z *zip.Writer, t table) (Extent, error) {
	all, err := columns(q, t.name)
	if err != nil {
		return Extent{}, err
	}
	order := ""
	if t.name == search {
		// The order of entering on SQLite is the order in which things are found.
		order = map[db.Dialect]string{db.SQLite: ` ORDER BY entry`, db.Postgres: ` ORDER BY docket_id, kind, ref`}[q.Engine()]
		all = []column{{name: "docket_id", kind: text}, {name: "kind", kind: text}, {name: "ref", kind: text}, {name: "plain", kind: text}}
	}
	entry, err := z.Create("tables/" + t.name + ".jsonl")
	if err != nil {
		return Extent{}, err
	}
	sum := sha256.New()
	lines := json.NewEncoder(io.MultiWriter(entry, sum))
	lines.SetEscapeHTML(false)
	if err := lines.Encode(columnNames(all)); err != nil {
		return Extent{}, err
	}
	rows, err := q.Query(`SELECT ` + strings.Join(columnNames(all), ", ") + ` FROM ` + t.name + order)
	if err != nil {
		return Extent{}, err
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		values := holders(all)
		if err := rows.Scan(values...); err != nil {
			return Extent{}, err
		}
		if err := lines.Encode(plain(values)); err != nil {
			return Extent{}, err
		}
	}
	return Extent{n, hex.EncodeToString(sum.Sum(nil))}, rows.Err()
}

func writeFiles(ctx context.Context, q db.Q, z *zip.Writer, files *blob.Store) (int, error) {
	hashes, err := db.Values[string](q, `SELECT DISTINCT hash FROM file ORDER BY hash`)
	if err != nil {
		return 0, err
	}
	for _, hash := range hashes {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if err := writeFile(z, files, hash); err != nil {
			return 0, err
		}
	}
	return len(hashes), nil
}

func writeFile(z *zip.Writer, files *blob.Store, hash string) error {
	f, err := files.Open(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	// Office files are compressed already.
	w, err := z.CreateHeader(&zip.FileHeader{Name: "files/" + hash, Method: zip.Store})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}

// broken turns an error of the disk into a fault.
func broken(err error) error {
	if _, ok := errors.AsType[*fault.Error](err); ok || errors.Is(err, context.Canceled) {
		return err
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.Wrap(err, fault.Full)
	}
	return fault.Wrap(err, fault.Unavailable)
}
