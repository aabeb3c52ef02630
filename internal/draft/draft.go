// Package draft is the text under consultation, version by version. A version
// begins as a file that was sent (proposed) or as a copy to be written in
// (working); once it is confirmed it has a number and never changes again.
//
// Operations of Service:
//
//	Upload                          a file → a proposed version
//	Correct                         its tree put right, one change at a time
//	Confirm, Drop                   it gets a number, or is given up
//	StartWorking                    a working copy of a confirmed version
//	EditNode, InsertNode,
//	DeleteNode, MoveNode            written in, node by node
//	Renumbering, Renumber           the numbers that no longer follow, put right
//	Clashes, SettleClash            what two people wrote into one node
//	Versions, Version, Read, Find   to read
//	Compare, Redline                two versions side by side; as a Word file
//	Original, Download              the file as it was sent; in any format
package draft

import (
	"context"

	"thao/internal/access"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/docket"
	"thao/internal/id"
	"thao/internal/ledger"
)

// Service is the area's operations. Its methods may be called by several
// goroutines.
type Service struct {
	DB      *db.DB
	Clock   clock.Clock
	Blobs   *blob.Store
	Dockets *docket.Service

	cache cache
}

// Version is one state of a draft.
type Version struct {
	ID        id.ID        `json:"id"`
	Docket    id.ID        `json:"docket"`
	Number    int64        `json:"number"` // 1, 2, …; 0 until confirmed
	State     State        `json:"state"`
	Base      id.ID        `json:"base"` // the version it continues; "" for none
	Title     string       `json:"title"`
	Note      string       `json:"note"` // what whoever sent it says of it
	File      id.ID        `json:"file"` // as it was sent; "" where it was written here
	Rev       int64        `json:"rev"`  // counts every change of it or its nodes
	Created   clock.Micros `json:"created"`
	CreatedBy id.ID        `json:"createdBy"`
	Confirmed clock.Micros `json:"confirmed"` // 0 until confirmed
}

// resource is the version as the rules know it.
func (v Version) resource() access.Resource {
	return access.Resource{Kind: access.Version, ID: v.ID, Docket: v.Docket, Author: v.CreatedBy, State: string(v.State)}
}

// entry is the log's line of a change to a version or one of its nodes.
func (s *Service) entry(who *access.Actor, action string, v Version, before, after any, detail ...string) ledger.Entry {
	e := ledger.Entry{
		Docket: v.Docket, At: s.Clock(), Account: who.Account, Actor: who.Name, Action: action, Kind: "version", Subject: v.ID,
		Before: ledger.HashOf(before), After: ledger.HashOf(after), Detail: map[string]string{"version": string(v.ID)},
	}
	for i := 0; i+1 < len(detail); i += 2 {
		e.Detail[detail[i]] = detail[i+1]
	}
	return e
}

// Version returns a version without its text. NotFound where there is none.
func (s *Service) Version(ctx context.Context, who *access.Actor, docket, version id.ID) (Version, error) {
	v, err := readVersion(s.DB.Reader(ctx), docket, version)
	if err != nil {
		return Version{}, mayNot(who, docket, err)
	}
	if err := who.CheckSeen(access.VersionRead, access.VersionRead, v.resource()); err != nil {
		return Version{}, mayNot(who, docket, err)
	}
	return v, nil
}

// mayNot says who may not know of a docket so, before it says that something
// in it is not there.
func mayNot(who *access.Actor, docket id.ID, err error) error {
	if refused := who.Check(access.VersionRead, access.Resource{Kind: access.Version, Docket: docket, State: string(Confirmed)}); refused != nil {
		return refused
	}
	return err
}

// Versions lists the versions of a docket that somebody may read, the newest
// first, without those given up.
func (s *Service) Versions(ctx context.Context, who *access.Actor, docket id.ID) ([]Version, error) {
	if err := mayNot(who, docket, nil); err != nil {
		return nil, err
	}
	all, err := versions(s.DB.Reader(ctx), docket)
	out := []Version{}
	for _, v := range all {
		if v.State != Dropped && who.May(access.VersionRead, v.resource()) {
			out = append(out, v)
		}
	}
	return out, err
}

// Read returns a version with its text.
func (s *Service) Read(ctx context.Context, who *access.Actor, docket, version id.ID) (*Text, error) {
	v, err := s.Version(ctx, who, docket, version)
	if err != nil {
		return nil, err
	}
	if t := s.cache.get(v); t != nil {
		return t, nil
	}
	var t *Text
	err = s.DB.View(ctx, func(q db.Reader) error {
		t, err = readText(q, docket, version)
		return err
	})
	if err == nil {
		s.cache.put(t)
	}
	return t, err
}
