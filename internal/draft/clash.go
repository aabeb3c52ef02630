package draft

import (
	"context"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

// ClashState says what became of a clash.
type ClashState string

// States of a clash.
const (
	ClashOpen    ClashState = "open"
	ClashTaken   ClashState = "taken"   // its words were put in after all
	ClashDropped ClashState = "dropped" // the other words stand
)

// ClashStates lists every state.
func ClashStates() []ClashState { return []ClashState{ClashOpen, ClashTaken, ClashDropped} }

// Clash is what somebody wrote into a node that another had changed meanwhile.
type Clash struct {
	ID      id.ID  `json:"id"`
	Docket  id.ID  `json:"docket"`
	Version id.ID  `json:"version"`
	Node    string `json:"node"`
	Words
	BaseRev int64        `json:"baseRev"` // the revision of the node they began from
	Account id.ID        `json:"account"`
	Created clock.Micros `json:"created"`
	State   ClashState   `json:"state"`
}

const clashColumns = `docket_id, id, version_id, node_id, label, heading, text, base_rev, account_id, created, state`

func scanClash(r db.Row, c *Clash) error {
	return r.Scan(&c.Docket, &c.ID, &c.Version, &c.Node, &c.Label, &c.Heading, &c.Text, &c.BaseRev, &c.Account, &c.Created, &c.State)
}

func insertClash(tx *db.Tx, c Clash) error {
	_, err := tx.Exec(`INSERT INTO node_clash (`+clashColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		c.Docket, c.ID, c.Version, c.Node, c.Label, c.Heading, c.Text, c.BaseRev, c.Account, c.Created, c.State)
	return err
}

func readClash(q db.Q, docket, version, clash id.ID) (Clash, error) {
	c, found, err := db.One(q, scanClash, `
SELECT `+clashColumns+` FROM node_clash WHERE docket_id = $1 AND id = $2 AND version_id = $3`, docket, clash, version)
	if err == nil && !found {
		err = fault.New(fault.NotFound)
	}
	return c, err
}

// mostClashes bounds the list of a page.
const mostClashes = 200

// Clashes lists the open clashes of a working version, in the order they came.
// NotFound where there is no such version.
func (s *Service) Clashes(ctx context.Context, who *access.Actor, docket, version id.ID) ([]Clash, error) {
	if err := who.Check(access.VersionEdit, access.Resource{Kind: access.Version, ID: version, Docket: docket, State: string(Working)}); err != nil {
		return nil, err
	}
	q := s.DB.Reader(ctx)
	if _, err := readVersion(q, docket, version); err != nil {
		return nil, err
	}
	return db.All(q, scanClash, `
SELECT `+clashColumns+` FROM node_clash WHERE docket_id = $1 AND version_id = $2 AND state = 'open' ORDER BY id LIMIT $3`, docket, version, mostClashes)
}

// Clash returns one.
func (s *Service) Clash(ctx context.Context, who *access.Actor, docket, version, clash id.ID) (Clash, error) {
	if err := who.Check(access.VersionEdit, access.Resource{Kind: access.Version, ID: version, Docket: docket, State: string(Working)}); err != nil {
		return Clash{}, err
	}
	return readClash(s.DB.Reader(ctx), docket, version, clash)
}

// SettleClash ends a clash. With words, these are put into the node from its
// revision rev (Stale where it changed again, Gone where it is not there any
// more); without, the node stays as it is.
func (s *Service) SettleClash(ctx context.Context, who *access.Actor, docket, version, clash id.ID, rev int64, words *Words) error {
	if words != nil {
		w, err := words.clean()
		if err != nil {
			return err
		}
		words = &w
	}
	_, err := s.changeRow(ctx, who, access.VersionEdit, docket, version, Working, func(tx *db.Tx, v *Version) (*ledger.Entry, error) {
		c, err := readClash(tx, docket, version, clash)
		if err != nil || c.State != ClashOpen {
			return nil, err
		}
		before := c
		c.State = ClashDropped
		if words != nil {
			c.State = ClashTaken
			if err := s.write(tx, who, *v, c.Node, rev, *words); err != nil {
				return nil, err
			}
		}
		if _, err := tx.Exec(`UPDATE node_clash SET state = $4 WHERE docket_id = $1 AND id = $2 AND version_id = $3`, docket, clash, version, c.State); err != nil {
			return nil, err
		}
		e := s.entry(who, "node.settle", *v, before, c, "node", c.Node, "state", string(c.State))
		return &e, nil
	})
	return err
}

func (s *Service) write(tx *db.Tx, who *access.Actor, v Version, node string, rev int64, w Words) error {
	before, found, err := readNode(tx, v.Docket, v.ID, node)
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.Gone)
	case before.Words() == w:
		return nil
	case before.Rev != rev:
		return fault.New(fault.Stale)
	}
	after := before
	after.Label, after.Heading, after.Text = w.Label, w.Heading, w.Text
	after.Rev, after.Edited, after.EditedBy = before.Rev+1, s.Clock(), who.Account
	if err := updateNode(tx, v.Docket, v.ID, after, rev); err != nil {
		return err
	}
	return ledger.Append(tx, s.nodeEntry(who, "node.edit", v, &before, &after))
}
