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
// row refers to it and is never taken away, so the files of that state are there
// too, also when the rows have been written and the database was let go of.
package vault

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	Lost    []string          `json:"lost,omitempty"` // hashes of files that the store did not have as they were
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
// there only once it is whole. fault.Exists where there is one. What the disk
// has lost of the files of people keeps nothing else from being backed up: see
// Manifest.Lost.
func Backup(ctx context.Context, d *db.DB, files *blob.Store, now clock.Clock, path string) (Manifest, error) {
	f, err := create(path)
	if err != nil {
		return Manifest{}, err
	}
	defer f.drop()
	m, err := write(ctx, d, files, now, f)
	if err != nil {
		return m, err
	}
	return m, f.place()
}

func write(ctx context.Context, d *db.DB, files *blob.Store, now clock.Clock, to io.Writer) (Manifest, error) {
	m := Manifest{Format: format, Created: now(), Tables: map[string]Extent{}}
	buffered := bufio.NewWriterSize(to, 1<<20)
	z := zip.NewWriter(buffered)
	z.RegisterCompressor(zip.Deflate, quickly)
	var hashes []string
	err := d.View(ctx, func(q db.Reader) (err error) {
		if m.Schema, err = db.SchemaVersion(q); err != nil {
			return err
		}
		for _, t := range tables {
			if m.Tables[t.name], err = writeTable(q, z, t); err != nil {
				return fmt.Errorf("%s: %w", t.name, err)
			}
		}
		hashes, err = db.Values[string](q, `SELECT DISTINCT hash FROM file ORDER BY hash`)
		return err
	})
	// Outside of the view: as long as it stands, SQLite's log cannot begin anew.
	for _, hash := range hashes {
		if err == nil {
			err = m.file(ctx, z, files, hash)
		}
	}
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

// quickly compresses a table: the sooner the rows are written, the less SQLite's
// log grows meanwhile.
func quickly(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestSpeed) }

func writeTable(q db.Q, z *zip.Writer, t table) (Extent, error) {
	all, err := columns(q, t.name)
	if err != nil {
		return Extent{}, err
	}
	order := ""
	if t.name == search {
		// The order of entering on SQLite is the order in which things are found.
		order = map[db.Dialect]string{db.SQLite: ` ORDER BY entry`, db.Postgres: ` ORDER BY docket_id, kind, ref`}[q.Engine()]
		all = searched
	}
	entry, err := z.Create(tablePart(t.name))
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

// file copies a file of people, and notes it as lost where it cannot be read or
// has other bytes than its name says.
func (m *Manifest) file(ctx context.Context, z *zip.Writer, files *blob.Store, hash string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f, err := files.Open(hash)
	if fault.CodeOf(err) == fault.NotFound {
		m.Lost = append(m.Lost, hash)
		return nil
	}
	if err != nil {
		return err // it may be there
	}
	defer f.Close()
	// Office files are compressed already.
	w, err := z.CreateHeader(&zip.FileHeader{Name: "files/" + hash, Method: zip.Store})
	if err != nil {
		return err
	}
	sum, from := sha256.New(), &source{from: f}
	if _, err := io.Copy(io.MultiWriter(w, sum), from); err != nil && from.err == nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		m.Lost = append(m.Lost, hash)
		return nil
	}
	m.Files++
	return nil
}

// source remembers that it was the reading that failed.
type source struct {
	from io.Reader
	err  error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
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
