package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	arch "thao/internal/archive"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/rule"
)

// LargestDocket bounds an archive of a docket, packed and unpacked, in bytes.
const LargestDocket = arch.MaxPackage

// LargestPart bounds a part of it, which is read whole, in bytes.
const LargestPart = arch.MaxPart

// Brought is what came of bringing a docket in.
type Brought struct {
	Docket   id.ID    `json:"docket"`
	Symbol   string   `json:"symbol"`
	Title    string   `json:"title"`
	Rows     int      `json:"rows"`
	Files    int      `json:"files"`
	Accounts []string `json:"accounts"` // e-mails of accounts put in as disabled, to keep what they did under their names
	Bodies   []string `json:"bodies"`   // names of bodies put in as closed
}

// Bringer is who brings a docket in.
type Bringer struct {
	Account id.ID
	Name    string
	Clock   clock.Clock
}

// bringing is an archive of a docket being read.
type bringing struct {
	archive  *arch.Archive
	manifest DocketManifest
	people   []Person
	bodies   []Asked
	accounts map[id.ID]id.ID // as the archive has them → as they are here
	out      Brought
	by       Bringer
	holds    rule.Tables
	sizes    map[string]int64 // of its files, by hash
}

// ReadDocket brings a docket in from its archive, with the ids it has there.
// Everything is checked before the first row is written, and the rows are
// written in one transaction. Accounts are those of the same id or e-mail;
// others are put in disabled, and bodies that are not here, closed. The log
// must hold. The archive stays where it lies; one part of it at a time is in
// memory. Errors are *fault.Error: NotArchive, ArchiveWord, Exists, and those of
// package archive.
func ReadDocket(ctx context.Context, d *db.DB, files *blob.Store, by Bringer, from io.ReaderAt, size int64) (Brought, error) {
	b := &bringing{by: by, holds: holds(), sizes: map[string]int64{}}
	if err := b.open(from, size); err != nil {
		return Brought{}, err
	}
	newest, err := db.NewestSchema(d.Dialect)
	if err != nil {
		return Brought{}, err
	}
	if b.manifest.Schema > newest {
		return Brought{}, fault.New(fault.NewerBackup)
	}
	if err := b.check(); err != nil {
		return Brought{}, err
	}
	if err := b.keepFiles(ctx, files); err != nil {
		return Brought{}, err
	}
	err = d.WriteLong(context.WithoutCancel(ctx), b.enter)
	return b.out, err
}

func notArchive(format string, args ...any) error {
	return fault.New(fault.NotArchive, "reason", fmt.Sprintf(format, args...))
}

func (b *bringing) open(from io.ReaderAt, size int64) (err error) {
	if b.archive, err = arch.OpenAt(from, size); err != nil {
		return err
	}
	if !b.archive.Has("manifest.json") {
		return notArchive("manifest.json")
	}
	text, err := b.archive.Read("manifest.json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &b.manifest); err != nil || b.manifest.Format != docketFormat {
		return notArchive("manifest.json")
	}
	if _, ok := id.Parse(string(b.manifest.Docket)); !ok {
		return notArchive("manifest.json: docket")
	}
	return nil
}

// HashOf is the SHA-256 of a part, in hexadecimal.
func HashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// check compares every part with the manifest.
func (b *bringing) check() error {
	for _, name := range b.archive.Names() {
		if name == "manifest.json" {
			continue
		}
		part, ok := b.manifest.Parts[name]
		if !ok {
			return notArchive("%s", name)
		}
		data, err := b.archive.Read(name)
		if err != nil {
			return err
		}
		if HashOf(data) != part.Hash {
			return notArchive("%s", name)
		}
	}
	for name := range b.manifest.Parts {
		if !b.archive.Has(name) {
			return notArchive("%s", name)
		}
	}
	if err := b.peopleAreKnown(); err != nil {
		return err
	}
	return firstOf(lines(b, accountsPart, &b.people), lines(b, bodiesPart, &b.bodies))
}

// lines reads a part that has one object a line.
func lines[T any](b *bringing, name string, into *[]T) error {
	data, err := b.archive.Read(name)
	if err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	for {
		var v T
		if err := dec.Decode(&v); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return notArchive("%s", name)
		}
		*into = append(*into, v)
	}
}

// keepFiles puts the files into the store, where nothing refers to them yet.
func (b *bringing) keepFiles(ctx context.Context, files *blob.Store) error {
	for _, name := range b.archive.Names() {
		hash, ok := strings.CutPrefix(name, "files/")
		if !ok {
			continue
		}
		data, err := b.archive.Read(name)
		if err != nil {
			return err
		}
		if HashOf(data) != hash {
			return notArchive("%s", name)
		}
		if _, err := files.Put(ctx, bytes.NewReader(data), 0); err != nil {
			return err
		}
		b.sizes[hash] = int64(len(data))
		b.out.Files++
	}
	return nil
}

func (b *bringing) enter(tx *db.Tx) error {
	m := b.manifest
	tx.Forget()
	b.out = Brought{Docket: m.Docket, Symbol: m.Symbol, Title: m.Title, Files: b.out.Files, Accounts: []string{}, Bodies: []string{}}
	n, err := db.Value[int64](tx, `SELECT COUNT(*) FROM docket WHERE docket_id = $1`, m.Docket)
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.New(fault.Exists)
	}
	if err := b.enterAccounts(tx); err != nil {
		return err
	}
	if err := b.enterBodies(tx); err != nil {
		return err
	}
	for _, t := range docketTables {
		if err := b.rows(tx, t); err != nil {
			return err
		}
	}
	if err := b.filesAreThere(tx); err != nil {
		return err
	}
	if err := b.refersToWhatIsThere(tx); err != nil {
		return err
	}
	if err := b.lead(tx); err != nil {
		return err
	}
	err = ledger.Append(tx, ledger.Entry{
		At: b.by.Clock(), Account: b.by.Account, Actor: b.by.Name, Action: ledger.Import, Kind: "docket", Subject: m.Docket,
		Detail: map[string]string{"symbol": m.Symbol, "title": m.Title}, After: m.Log,
	})
	if err != nil {
		return err
	}
	if _, err := ledger.Verify(tx, m.Docket); err != nil {
		return fault.Wrap(err, fault.NotArchive, "reason", "records/ledger.jsonl")
	}
	if last, err := ledger.Head(tx, m.Docket); err != nil || last != m.Log {
		return firstOf(err, notArchive("records/ledger.jsonl"))
	}
	return nil
}

// enterAccounts finds each account of the archive here, or puts it in disabled.
func (b *bringing) enterAccounts(tx *db.Tx) error {
	b.accounts = map[id.ID]id.ID{}
	for _, p := range b.people {
		if _, ok := id.Parse(string(p.ID)); !ok || p.Email == "" {
			return notArchive(accountsPart)
		}
		here, err := db.Value[id.ID](tx, `SELECT id FROM account WHERE id = $1 OR email = $2 ORDER BY CASE WHEN email = $2 THEN 0 ELSE 1 END LIMIT 1`, p.ID, p.Email)
		if err != nil {
			return err
		}
		if here == "" {
			here = p.ID
			if _, err := tx.Exec(`
INSERT INTO account (id, email, name, folded, password, administrator, lang, state, rev, created) VALUES ($1, $2, $3, $4, '', $5, $6, 'disabled', 1, $7)`,
				p.ID, p.Email, p.Name, rule.AccountFound(p.Name, p.Email), false, p.Lang, b.by.Clock()); err != nil {
				return err
			}
			b.out.Accounts = append(b.out.Accounts, p.Email)
		}
		b.accounts[p.ID] = here
	}
	return nil
}

// enterBodies puts in what is not here, closed. A body of the same name but
// another id is another record: receipts stand on the ids.
func (b *bringing) enterBodies(tx *db.Tx) error {
	for _, a := range b.bodies {
		if _, ok := id.Parse(string(a.ID)); !ok || a.Name == "" {
			return notArchive(bodiesPart)
		}
		n, err := tx.Exec(`
INSERT INTO body (id, parent_id, name, short, kind, email, folded, name_key, short_key, state, rev, created)
VALUES ($1, NULL, $2, $3, $4, $5, $6, $7, $8, 'closed', 1, $9)
ON CONFLICT (id) DO NOTHING`, a.ID, a.Name, a.Short, a.Kind, a.Email,
			rule.BodyFound(a.Name, a.Short), rule.NameKey(a.Name), rule.NameKey(a.Short), b.by.Clock())
		if err != nil {
			return err
		}
		if n > 0 {
			b.out.Bodies = append(b.out.Bodies, a.Name)
		}
	}
	for _, a := range b.bodies {
		if a.Parent == "" {
			continue
		}
		if _, err := tx.Exec(`
UPDATE body SET parent_id = $2 WHERE id = $1 AND parent_id IS NULL AND state = 'closed' AND created = $3 AND EXISTS (SELECT 1 FROM body p WHERE p.id = $2)`,
			a.ID, a.Parent, b.by.Clock()); err != nil {
			return err
		}
	}
	return nil
}

// rows writes a table's rows, then what refers to the table itself.
func (b *bringing) rows(tx *db.Tx, t carried) error {
	into, err := newInserter(tx, t.table)
	if err != nil {
		return err
	}
	var all []map[string]json.RawMessage
	name := partOf(t.name)
	if err := lines(b, name, &all); err != nil {
		return err
	}
	b.out.Rows += len(all)
	passes := []func([]string, []json.RawMessage) error{into.insert}
	if len(t.later) > 0 {
		passes = append(passes, into.refer)
	}
	for _, pass := range passes {
		for i, row := range all {
			names, values, err := b.row(t, i+1, row)
			if err != nil {
				return err
			}
			if err := pass(names, values); err != nil {
				return wrong(err, name)
			}
		}
		if err := into.flush(); err != nil {
			return wrong(err, name)
		}
	}
	return nil
}

// row is a row as it is entered here: of this docket and no other, of values
// that may stand there, its accounts those that are here. n is its line.
func (b *bringing) row(t carried, n int, row map[string]json.RawMessage) (names []string, values []json.RawMessage, err error) {
	var docket id.ID
	if err := json.Unmarshal(row["docket_id"], &docket); err != nil || docket != b.manifest.Docket {
		return nil, nil, notArchive("%s: docket_id", partOf(t.name))
	}
	for _, name := range slices.Sorted(maps.Keys(row)) { // one statement for all rows
		v := row[name]
		if err := b.may(t.name, n, name, v); err != nil {
			return nil, nil, err
		}
		for _, c := range t.accounts {
			var key id.ID
			if name != c || json.Unmarshal(v, &key) != nil {
				continue
			}
			if here, ok := b.accounts[key]; ok {
				if v, err = json.Marshal(here); err != nil {
					return nil, nil, err
				}
			}
		}
		names, values = append(names, name), append(values, v)
	}
	return names, values, nil
}

// wrong says that a row cannot be entered; what the database cannot do now
// stays as it is.
func wrong(err error, name string) error {
	err = db.Fault(err)
	switch fault.CodeOf(err) {
	case fault.Full, fault.Unavailable, fault.NotArchive:
		return err
	}
	return fault.Wrap(err, fault.NotArchive, "reason", name)
}

// lead gives the docket to whoever brought it in, where none of its leads can
// sign in here.
func (b *bringing) lead(tx *db.Tx) error {
	n, err := db.Value[int64](tx, `
SELECT COUNT(*) FROM docket_role r JOIN account a ON a.id = r.account_id
WHERE r.docket_id = $1 AND r.role = 'lead' AND a.state = 'active'`, b.manifest.Docket)
	if err != nil || n > 0 {
		return err
	}
	_, err = tx.Exec(`INSERT INTO docket_role (docket_id, account_id, role) VALUES ($1, $2, 'lead') ON CONFLICT DO NOTHING`, b.manifest.Docket, b.by.Account)
	return err
}
