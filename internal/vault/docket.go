package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"archive/zip"

	"thao/internal/account"
	"thao/internal/akn"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/convert"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/locale"
	"thao/internal/outline"
)

// docketFormat is the form of an archive of one docket.
const docketFormat = "thao-docket-1"

// carried is a table of which an archive holds the docket's rows.
type carried struct {
	table
	only     string   // a condition beside the docket's; "" for all rows
	accounts []string // columns that name an account
	bodies   []string // columns that name a body
	order    string   // "" for the key
}

// What a body has not sent is its own and stays where it is: comments and
// replies, what its people said to one another about them, and the logs of how
// a reply came about. Not even their number is told.
const (
	sentReply   = `(via <> 'web' OR state = 'sealed')`
	sentComment = `(state = 'sent' OR account_id = '' AND state <> 'reading')`
	ownLog      = `reply_id = ''` // not those of replies
	ofSent      = ` IN (SELECT id FROM comment WHERE docket_id = $1 AND ` + sentComment + `)`
)

// docketTables lists them, each after those it refers to. A test holds the
// list, with docketLeft, against the schema.
var docketTables = []carried{
	{table: table{name: "docket"}, accounts: []string{"created_by"}},
	{table: table{name: "docket_role"}, accounts: []string{"account_id"}},
	{table: table{name: "ledger"}, only: ownLog},
	{table: table{name: "file"}},
	{table: table{name: "version", later: []string{"base_id"}}, accounts: []string{"created_by"}},
	{table: table{name: "node"}, accounts: []string{"edited_by"}},
	{table: table{name: "node_clash"}, accounts: []string{"account_id"}},
	{table: table{name: "round"}, accounts: []string{"created_by"}},
	{table: table{name: "round_question"}},
	{table: table{name: "round_body"}, bodies: []string{"body_id"}},
	{table: table{name: "reply"}, only: sentReply, accounts: []string{"created_by"}, bodies: []string{"body_id"}},
	{table: table{name: "comment_group"}, accounts: []string{"assigned"}},
	{table: table{name: "comment"}, only: sentComment, accounts: []string{"account_id"}, bodies: []string{"body_id", "unit_id"}},
	{table: table{name: "comment_turn"}, only: `comment_id` + ofSent + ` AND comment_id IN (SELECT id FROM comment WHERE docket_id = $1 AND source <> 'web')`, accounts: []string{"account_id"}},
	{table: table{name: "comment_candidate"}, only: `comment_id` + ofSent},
	{table: table{name: "passage"}, only: `reply_id IN (SELECT id FROM reply WHERE docket_id = $1 AND ` + sentReply + `)`},
	{table: table{name: "answer"}, accounts: []string{"written_by", "confirmer", "confirmed_by"}},
	{table: table{name: "matrix_load"}, accounts: []string{"created_by"}},
	{table: table{name: "phrase"}, accounts: []string{"created_by"}},
	{table: table{name: "job"}, only: `kind LIKE 'consultation.%'`}, // the hours of its rounds
	{table: table{name: search}, only: `(kind <> 'comment' OR ref` + ofSent + `)`, order: "kind, ref"},
}

// docketLeft are of the moment or of the installation: who looked when, who
// sits where, letters, secrets of webhooks, keys of requests.
var docketLeft = []string{"docket_seen", "group_seat", "message", "webhook", "idempotency"}

// DocketManifest says what an archive of a docket holds.
type DocketManifest struct {
	Format   string                `json:"format"`
	Docket   id.ID                 `json:"docket"`
	Symbol   string                `json:"symbol"`
	Title    string                `json:"title"`
	Exported clock.Micros          `json:"exported"`
	Schema   int64                 `json:"schema"` // of the database it was taken from
	Log      string                `json:"log"`    // hash of the last entry of its log
	Parts    map[string]DocketPart `json:"parts"`  // by name
}

// DocketPart is a part of an archive. Hash is its SHA-256.
type DocketPart struct {
	Hash string `json:"hash"`
	Rows int    `json:"rows,omitempty"`
}

//go:embed docket_readme.md
var docketReadme []byte

// docketWriter writes the parts of an archive, one after the other.
type docketWriter struct {
	zip      *zip.Writer
	manifest DocketManifest
}

// part writes one part. Equal contents make equal bytes: parts have no date.
func (w *docketWriter) part(name string, packed bool, fn func(io.Writer) (rows int, err error)) error {
	head := &zip.FileHeader{Name: name, Method: zip.Store}
	if packed {
		head.Method = zip.Deflate
	}
	entry, err := w.zip.CreateHeader(head)
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := fn(io.MultiWriter(entry, sum))
	w.manifest.Parts[name] = DocketPart{hex.EncodeToString(sum.Sum(nil)), n}
	return err
}

// WriteDocket writes a docket as one archive while people work on: all of it
// that was sent, of one moment.
func WriteDocket(ctx context.Context, d *db.DB, files *blob.Store, now clock.Clock, docket id.ID, to io.Writer) (DocketManifest, error) {
	w := &docketWriter{zip: zip.NewWriter(to), manifest: DocketManifest{Format: docketFormat, Docket: docket, Exported: now(), Parts: map[string]DocketPart{}}}
	err := d.View(ctx, func(q db.Reader) error { return w.all(ctx, q, files) })
	if err == nil {
		err = w.zip.Close()
	}
	if err != nil {
		return w.manifest, broken(err)
	}
	return w.manifest, nil
}

func (w *docketWriter) all(ctx context.Context, q db.Reader, files *blob.Store) (err error) {
	m := &w.manifest
	if err := w.head(q); err != nil {
		return err
	}
	if err := w.part("README.md", true, func(to io.Writer) (int, error) { _, err := to.Write(docketReadme); return 0, err }); err != nil {
		return err
	}
	for _, t := range docketTables {
		if err := w.rows(q, t); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	if err := w.people(q); err != nil {
		return err
	}
	if err := w.texts(ctx, q); err != nil {
		return err
	}
	hashes, err := db.Values[string](q, `SELECT DISTINCT hash FROM file WHERE docket_id = $1 ORDER BY hash`, m.Docket)
	if err != nil {
		return err
	}
	for _, hash := range hashes {
		err := w.part("files/"+hash, false, func(to io.Writer) (int, error) {
			f, err := files.Open(hash)
			if err != nil {
				return 0, err
			}
			defer f.Close()
			_, err = io.Copy(to, f)
			return 0, err
		})
		if err != nil {
			return err
		}
	}
	entry, err := w.zip.Create("manifest.json")
	if err != nil {
		return err
	}
	lines := json.NewEncoder(entry)
	lines.SetIndent("", "  ")
	return lines.Encode(m)
}

// head fills in what the manifest says of the docket.
func (w *docketWriter) head(q db.Q) (err error) {
	m := &w.manifest
	_, found, err := db.One(q, func(r db.Row, _ *struct{}) error { return r.Scan(&m.Symbol, &m.Title) }, `SELECT symbol, title FROM docket WHERE docket_id = $1`, m.Docket)
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.NotFound)
	}
	if m.Schema, err = db.SchemaVersion(q); err != nil {
		return err
	}
	m.Log, err = ledger.Head(q, m.Docket)
	return err
}

// columnsOf lists a table's columns, and how its rows are ordered.
func columnsOf(q db.Q, t carried) (all []column, order string, err error) {
	if t.name == search {
		return []column{{name: "docket_id", kind: text}, {name: "kind", kind: text}, {name: "ref", kind: text}, {name: "plain", kind: text}}, t.order, nil
	}
	all, err = columns(q, t.name)
	var key []string
	for _, c := range all {
		if c.key {
			key = append(key, c.name)
		}
	}
	slices.Sort(key)
	return all, strings.Join(key, ", "), err
}

// rows writes a table twice: as lines of JSON to be read back, and as a table
// for people.
func (w *docketWriter) rows(q db.Q, t carried) error {
	all, order, err := columnsOf(q, t)
	if err != nil {
		return err
	}
	query := `SELECT ` + strings.Join(columnNames(all), ", ") + ` FROM ` + t.name + ` WHERE docket_id = $1`
	if t.only != "" {
		query += ` AND ` + t.only
	}
	query += ` ORDER BY ` + order
	err = w.part("records/"+t.name+".jsonl", true, func(to io.Writer) (int, error) {
		return eachRow(q, all, query, w.manifest.Docket, func(values []any) error { return writeObject(to, all, values) })
	})
	if err != nil || t.name == search {
		return err
	}
	return w.part("tables/"+t.name+".csv", true, func(to io.Writer) (int, error) {
		if _, err := io.WriteString(to, "\ufeff"); err != nil { // by which spreadsheets know UTF-8
			return 0, err
		}
		lines := csv.NewWriter(to)
		if err := lines.Write(columnNames(all)); err != nil {
			return 0, err
		}
		n, err := eachRow(q, all, query, w.manifest.Docket, func(values []any) error { return lines.Write(cells(values)) })
		lines.Flush()
		return n, err
	})
}

func eachRow(q db.Q, all []column, query string, docket id.ID, fn func(values []any) error) (n int, err error) {
	rows, err := q.Query(query, docket)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for ; rows.Next(); n++ {
		values := holders(all)
		if err := rows.Scan(values...); err != nil {
			return n, err
		}
		if err := fn(plain(values)); err != nil {
			return n, err
		}
	}
	return n, rows.Err()
}

// writeObject writes a row as an object on a line, its members in the order of
// the columns' names.
func writeObject(to io.Writer, all []column, values []any) error {
	row := map[string]any{}
	for i, c := range all {
		row[c.name] = values[i]
	}
	lines := json.NewEncoder(to)
	lines.SetEscapeHTML(false)
	return lines.Encode(row)
}

// cells are a row's values for a spreadsheet, which must take none of them for
// a formula.
func cells(values []any) []string {
	out := make([]string, len(values))
	for i, v := range values {
		if v == nil {
			continue
		}
		out[i] = fmt.Sprint(v)
		if s, ok := v.(string); ok && strings.IndexAny(s, "=+-@\t\r") == 0 {
			out[i] = "'" + s
		}
	}
	return out
}

// Person is an account that an archive speaks of.
type Person struct {
	ID    id.ID       `json:"id"`
	Email string      `json:"email"`
	Name  string      `json:"name"`
	Lang  locale.Lang `json:"lang"`
}

// Asked is a body that an archive speaks of.
type Asked struct {
	ID     id.ID            `json:"id"`
	Parent id.ID            `json:"parent"`
	Name   string           `json:"name"`
	Short  string           `json:"short"`
	Kind   account.BodyKind `json:"kind"`
	Email  string           `json:"email"`
}

// people writes the accounts and bodies that the rows name.
func (w *docketWriter) people(q db.Q) error {
	people, err := db.All(q, func(r db.Row, p *Person) error { return r.Scan(&p.ID, &p.Email, &p.Name, &p.Lang) },
		`SELECT id, email, name, lang FROM account WHERE id IN (`+namedIn(func(t carried) []string { return t.accounts })+
			` UNION SELECT account_id FROM ledger WHERE docket_id = $1 AND `+ownLog+`) ORDER BY id`, w.manifest.Docket)
	if err != nil {
		return err
	}
	bodies, err := db.All(q, func(r db.Row, b *Asked) error { return r.Scan(&b.ID, &b.Parent, &b.Name, &b.Short, &b.Kind, &b.Email) }, `
WITH RECURSIVE up (id) AS (
  SELECT id FROM body WHERE id IN (`+namedIn(func(t carried) []string { return t.bodies })+`)
  UNION
  SELECT b.parent_id FROM body b JOIN up ON up.id = b.id WHERE b.parent_id IS NOT NULL
)
SELECT b.id, COALESCE(b.parent_id, ''), b.name, b.short, b.kind, b.email FROM body b JOIN up ON up.id = b.id ORDER BY b.id`, w.manifest.Docket)
	if err != nil {
		return err
	}
	return firstOf(w.list("people/accounts.jsonl", people), w.list("people/bodies.jsonl", bodies))
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// namedIn selects all ids that columns of the docket's tables name.
func namedIn(of func(carried) []string) string {
	var parts []string
	for _, t := range docketTables {
		for _, c := range of(t) {
			part := `SELECT ` + c + ` FROM ` + t.name + ` WHERE docket_id = $1`
			if t.only != "" {
				part += ` AND ` + t.only
			}
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ` UNION `)
}

func (w *docketWriter) list(name string, list any) error {
	return w.part(name, true, func(to io.Writer) (int, error) {
		lines := json.NewEncoder(to)
		lines.SetEscapeHTML(false)
		n := 0
		switch list := list.(type) {
		case []Person:
			for _, p := range list {
				if err := lines.Encode(p); err != nil {
					return n, err
				}
				n++
			}
		case []Asked:
			for _, b := range list {
				if err := lines.Encode(b); err != nil {
					return n, err
				}
				n++
			}
		}
		return n, nil
	})
}

// texts writes each version as Akoma Ntoso, for whoever has no Thảo.
func (w *docketWriter) texts(ctx context.Context, q db.Q) error {
	type version struct {
		id        id.ID
		number    int64
		title     string
		confirmed clock.Micros
	}
	list, err := db.All(q, func(r db.Row, v *version) error { return r.Scan(&v.id, &v.number, &v.title, &v.confirmed) },
		`SELECT id, number, title, confirmed FROM version WHERE docket_id = $1 ORDER BY id`, w.manifest.Docket)
	if err != nil {
		return err
	}
	for _, v := range list {
		tree, err := treeOf(q, w.manifest.Docket, v.id)
		if err != nil {
			return err
		}
		doc := &akn.Document{Tree: tree, Title: v.title, Name: w.manifest.Symbol, Country: "vn", Language: "vi", Version: int(v.number)}
		if v.confirmed != 0 {
			doc.Date = v.confirmed.Time().Format("2006-01-02")
		}
		var out bytes.Buffer
		if err := convert.Write(ctx, &out, doc, convert.AKN, convert.Options{Profile: convert.Profiles()[0], Lang: locale.Vietnamese}); err != nil {
			return err
		}
		if err := w.part("texts/"+string(v.id)+".akn", true, func(to io.Writer) (int, error) { _, err := to.Write(out.Bytes()); return 0, err }); err != nil {
			return err
		}
	}
	return nil
}

func treeOf(q db.Q, docket, version id.ID) (*outline.Tree, error) {
	type row struct {
		outline.Node
		parent string
	}
	rows, err := db.All(q, func(r db.Row, v *row) error {
		return r.Scan(&v.ID, &v.parent, &v.Kind, &v.Level, &v.Label, &v.Heading, &v.Text)
	}, `SELECT id, parent, kind, level, label, heading, text FROM node WHERE docket_id = $1 AND version_id = $2 ORDER BY seq`, docket, version)
	tree, at := &outline.Tree{Nodes: []*outline.Node{}}, map[string]*outline.Node{}
	for i := range rows {
		n := &rows[i].Node
		n.Children = []*outline.Node{}
		at[n.ID] = n
		if n.Parent = at[rows[i].parent]; n.Parent != nil {
			n.Parent.Children = append(n.Parent.Children, n)
		} else {
			tree.Nodes = append(tree.Nodes, n)
		}
	}
	return tree, err
}
