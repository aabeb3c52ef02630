// Package account knows who signs in, and how: accounts and their passwords,
// sessions, links that invite or reset, tokens for programs. It also keeps the
// registry of bodies (body.go), because accounts belong to them: who heads a
// body and who is on its staff.
//
// A secret (password, link, token, session) is never stored: a password as its
// argon2id hash, the others as SHA-256. Signing in takes the same time and says
// the same words whether there is such an account or not.
//
// Operations of a Service:
//
//	SignIn, FirstLink, Invite, Waiting, Withdraw, Look, Accept, TakeUp, AskReset   signing in, and links
//	Me, ChangePassword, SetLang, AddToken, Tokens, DropToken   of one's own account
//	Actor, ByToken                                             who acts, loaded for a request
//	Find, Get, Places, AllTokens, ResetLink, Disable, Enable, SetAdministrator, Rename       accounts, by an administrator
//	AddBody, RenameBody, MoveBody, CloseBody, OpenBody, Body, FindBodies,
//	Members, SetMember, DropMember, ReadBodies, ImportBodies   bodies
//	Log, NoteRefusal                                           the log outside dockets
//
// Sessions (session.go) puts who is signed in into the context of a request;
// ActorFrom reads it.
package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/locale"
)

// State of an account.
type State string

const (
	Active   State = "active"
	Disabled State = "disabled"
)

// Account is a sign-in.
type Account struct {
	ID            id.ID        `json:"id"`
	Email         string       `json:"email"` // lower case
	Name          string       `json:"name"`
	Password      string       `json:"-"` // argon2id as a PHC string; "" until chosen
	Administrator bool         `json:"administrator"`
	Lang          locale.Lang  `json:"lang"`
	State         State        `json:"state"`
	Rev           int64        `json:"rev"` // raised by a change of password: older sessions end
	Created       clock.Micros `json:"created"`
}

// Letter is an e-mail to be sent, already in the words of its reader.
type Letter struct {
	To      string
	Subject string
	Words   string
	Purpose string // "join", "reset", "told"
	About   id.ID  // the account or body it speaks of
	Docket  id.ID  // "" for none
}

// Service is the area's operations.
type Service struct {
	DB     *db.DB
	Clock  clock.Clock
	Hasher *Hasher
	URL    string // where the site is reached: "https://thao.example"
	// Send puts a letter into the outbox, in the transaction of what it tells.
	// nil: no mail is sent, and links are handed over by whoever made them.
	Send func(tx *db.Tx, letter Letter) error

	bearers access.Known[bearer] // by the hash of their tokens
}

// Resource of the installation, which accounts and settings belong to.
func installation() access.Resource { return access.Resource{Kind: access.System, ID: "system"} }

// ofAccount is an account, which is its own author.
func ofAccount(key id.ID) access.Resource {
	return access.Resource{Kind: access.Account, ID: key, Author: key}
}

// own lets somebody signed in look after their own account.
func own(who *access.Actor) error {
	if who == nil {
		return fault.New(fault.SignIn)
	}
	return who.Check(access.AccountOwn, ofAccount(who.Account))
}

// secret makes what stands in a link or a token: 130 bits in 26 letters.
func secret() string { return strings.ToLower(rand.Text()) }

// hashOf is what of a secret is stored.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// entry begins a line of the log outside dockets.
func (s *Service) entry(who *access.Actor, action, kind string, subject id.ID) ledger.Entry {
	e := ledger.Entry{Docket: ledger.System, At: s.Clock(), Action: action, Kind: kind, Subject: subject}
	if who != nil {
		e.Account, e.Actor = who.Account, who.Name
	}
	return e
}

// changed appends a change of a record to the log outside dockets.
func (s *Service) changed(tx *db.Tx, e ledger.Entry, before, after any) error {
	e.Before, e.After = ledger.HashOf(before), ledger.HashOf(after)
	return ledger.Append(tx, e)
}

// Me is the account of who is signed in.
func (s *Service) Me(ctx context.Context, who *access.Actor) (Account, error) {
	if err := own(who); err != nil {
		return Account{}, err
	}
	return get(s.DB.Reader(ctx), who.Account)
}

// Actor loads what the rules ask of an account; nobody where it is disabled.
func (s *Service) Actor(ctx context.Context, account id.ID) (*access.Actor, error) {
	return access.Load(s.DB.Reader(ctx), account)
}

type actorKey struct{}

// ActorFrom is who is signed in, as the context of a request knows it; nobody
// (the zero Actor), never nil, where nobody is.
func ActorFrom(ctx context.Context) *access.Actor {
	if a, ok := ctx.Value(actorKey{}).(*access.Actor); ok && a != nil {
		return a
	}
	return &access.Actor{}
}

// WithActor puts who is signed in into a context.
func WithActor(ctx context.Context, who *access.Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, who)
}
