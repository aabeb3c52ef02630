package account

import (
	"context"
	"fmt"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

// NoteRefusal enters a refusal into the log of its docket, or of the system.
// Faces call it once with every error they answer with; what is no refusal of
// somebody signed in is passed over. One that was hidden from them is entered as
// what it was.
func (s *Service) NoteRefusal(ctx context.Context, who *access.Actor, err error) error {
	f := fault.Find(err, fault.Denied)
	if f == nil || who == nil || who.Account == "" {
		return nil
	}
	arg := func(name string) string {
		if v, ok := f.Args[name]; ok {
			return fmt.Sprint(v)
		}
		return ""
	}
	e := s.entry(who, "access.refused", arg("kind"), id.ID(arg("id")))
	if !ofOwnReply(who, arg("kind")) {
		e.Docket = id.ID(arg("docket"))
	}
	e.Detail = map[string]string{"action": arg("action")}
	return s.DB.Write(ctx, func(tx *db.Tx) error { return ledger.Append(tx, e) })
}

// ofOwnReply: a refusal of people of a body about a reply or a comment would
// tell the docket's team that the body is writing. It is told to who looks
// after accounts, who must see what is tried; it names neither place nor words.
func ofOwnReply(who *access.Actor, kind string) bool {
	return len(who.Serves) > 0 && (kind == string(access.Reply) || kind == string(access.Comment))
}

// Log lists the log outside dockets, the newest first, older than the entry
// numbered before (0 for the newest of all).
func (s *Service) Log(ctx context.Context, who *access.Actor, before int64, limit int) ([]ledger.Entry, error) {
	if err := who.Check(access.SystemRead, installation()); err != nil {
		return nil, err
	}
	return ledger.Newest(s.DB.Reader(ctx), ledger.System, before, limit)
}
