// Package docket is everything about one policy as a whole: what it is called,
// who works on it in which role, by when, and where it stands on the line from
// draft to delivery. What is in it (versions, rounds, comments) belongs to the
// areas above.
//
// Operations of Service:
//
//	Create, Edit            what it is and the head of its papers
//	Read, List              one; those somebody may see
//	Team, SetRoles          who works on it
//	Move, Advance           where it stands: by hand, or by what happened
//	Look, Seen, Changes     what changed since somebody last looked
//	Log                     all that happened
package docket

import (
	"context"
	"slices"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/convert"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/rule"
	"thao/internal/viet"
)

// Service is the area's operations. Its methods may be called by several
// goroutines.
type Service struct {
	DB    *db.DB
	Clock clock.Clock
}

// Docket is one policy.
type Docket struct {
	ID        id.ID        `json:"id"`
	Symbol    string       `json:"symbol"` // what people call it by: "2026-014"
	Fields                 // what is filled in
	State     State        `json:"state"`
	Rev       int64        `json:"rev"`
	Created   clock.Micros `json:"created"`
	CreatedBy id.ID        `json:"createdBy"`
}

// Fields are what is filled in about a docket.
type Fields struct {
	Title    string       `json:"title"`
	Summary  string       `json:"summary"`
	Profile  string       `json:"profile"` // one of Profiles
	Issuer   string       `json:"issuer"`  // head of the paper: who writes it
	Parent   string       `json:"parent"`  // the organisation above
	Place    string       `json:"place"`
	Basis    string       `json:"basis"`
	Deadline clock.Micros `json:"deadline"` // of the docket as a whole; 0 for none
}

// Profiles lists the house styles a docket may follow, the usual one first.
func Profiles() []string { return convert.Profiles() }

// Bounds of what is filled in, in code points.
const (
	LongestTitle   = 500
	LongestSummary = 4000
	LongestHead    = 300
)

// clean checks fields and takes the spaces off. Errors are fault.Invalid.
func (f Fields) clean() (Fields, error) {
	if f.Profile == "" {
		f.Profile = Profiles()[0]
	}
	err := rule.Clean(
		rule.Line("title", &f.Title, LongestTitle).Required(), rule.Text("summary", &f.Summary, LongestSummary),
		rule.Text("issuer", &f.Issuer, LongestHead), rule.Text("parent", &f.Parent, LongestHead),
		rule.Text("place", &f.Place, LongestHead), rule.Text("basis", &f.Basis, LongestSummary),
	)
	if err != nil {
		return f, err
	}
	if !slices.Contains(Profiles(), f.Profile) {
		return f, rule.Wrong("profile", "web.rule.choice")
	}
	if f.Deadline < 0 {
		return f, rule.Wrong("deadline", "web.rule.date")
	}
	return f, nil
}

// folded is what a docket is found by.
func (d Docket) folded() string { return viet.Fold(d.Symbol + " " + d.Title + " " + d.Summary) }

// Resource is the docket as the rules know it.
func (d Docket) Resource() access.Resource { return resource(d.ID, d.State) }

func resource(docket id.ID, state State) access.Resource {
	return access.Resource{Kind: access.Docket, ID: docket, Docket: docket, State: string(state)}
}

// Create opens a docket. Who opens it leads it.
func (s *Service) Create(ctx context.Context, who *access.Actor, f Fields) (Docket, error) {
	if err := who.Check(access.DocketCreate, access.Resource{Kind: access.System}); err != nil {
		return Docket{}, err
	}
	f, err := f.clean()
	if err != nil {
		return Docket{}, err
	}
	d := Docket{ID: id.New(), Fields: f, State: Drafting, Rev: 1, Created: s.Clock(), CreatedBy: who.Account}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		symbol, err := nextSymbol(tx, d.Created)
		if err != nil {
			return err
		}
		d.Symbol = symbol
		if err := insert(tx, d); err != nil {
			return err
		}
		if err := insertRole(tx, d.ID, who.Account, access.Lead); err != nil {
			return err
		}
		return ledger.Append(tx, s.entry(who, "docket.create", d.ID, nil, d, "title", d.Title, "symbol", d.Symbol))
	})
	return d, err
}

// entry is the log's line of a change to a docket.
func (s *Service) entry(who *access.Actor, action string, docket id.ID, before, after any, detail ...string) ledger.Entry {
	e := ledger.Entry{
		Docket: docket, At: s.Clock(), Account: who.Account, Actor: who.Name, Action: action, Kind: "docket", Subject: docket,
		Before: ledger.HashOf(before), After: ledger.HashOf(after), Detail: map[string]string{},
	}
	for i := 0; i+1 < len(detail); i += 2 {
		e.Detail[detail[i]] = detail[i+1]
	}
	return e
}

// Edit changes what is filled in, from the docket's revision rev. Stale where
// somebody else changed it meanwhile.
func (s *Service) Edit(ctx context.Context, who *access.Actor, docket id.ID, rev int64, f Fields) (Docket, error) {
	f, err := f.clean()
	if err != nil {
		return Docket{}, err
	}
	return s.change(ctx, who, access.DocketEdit, docket, func(d *Docket) (string, error) {
		if d.Rev != rev {
			return "", fault.New(fault.Stale)
		}
		d.Fields = f
		return "docket.edit", nil
	})
}

// change reads a docket, lets fn change it and writes it with its entry. fn
// returns the action; "" where there is nothing to do.
func (s *Service) change(ctx context.Context, who *access.Actor, action access.Action, docket id.ID, fn func(*Docket) (string, error)) (Docket, error) {
	if err := who.Check(action, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return Docket{}, err
	}
	var after Docket
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := read(tx, docket)
		if err != nil {
			return err
		}
		after = before
		what, err := fn(&after)
		if err != nil || what == "" {
			return err
		}
		after.Rev++
		if err := update(tx, after, before.Rev); err != nil {
			return err
		}
		return ledger.Append(tx, s.entry(who, what, docket, before, after, "title", after.Title, "state", string(after.State)))
	})
	return after, err
}

// Read returns a docket. NotFound where there is none that somebody may see.
func (s *Service) Read(ctx context.Context, who *access.Actor, docket id.ID) (Docket, error) {
	if err := who.Check(access.DocketRead, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return Docket{}, err
	}
	return read(s.DB.Reader(ctx), docket)
}

// Log lists up to limit entries of a docket's log, the newest first, older than
// the entry numbered before (0 for the newest of all).
func (s *Service) Log(ctx context.Context, who *access.Actor, docket id.ID, before int64, limit int) ([]ledger.Entry, error) {
	if err := who.Check(access.DocketLog, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return nil, err
	}
	return ledger.Newest(s.DB.Reader(ctx), docket, before, limit)
}
