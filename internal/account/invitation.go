package account

import (
	"context"
	"slices"
	"strings"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/locale"
)

// Purpose of a link.
type Purpose string

const (
	First Purpose = "first" // makes the first administrator
	Join  Purpose = "join"  // makes an account
	Reset Purpose = "reset" // sets a new password
)

// How long links are good.
const (
	firstGood = 24 * time.Hour
	joinGood  = 14 * 24 * time.Hour
	resetGood = time.Hour
	resetOnce = 10 * time.Second // asked again within that, it is the same click
)

// Invitation is a link that was sent to somebody, good once.
type Invitation struct {
	Hash    string       `json:"-"` // SHA-256 of the secret in the link
	Purpose Purpose      `json:"purpose"`
	Email   string       `json:"email"` // "" for the first administrator, who says it
	Account id.ID        `json:"account"`
	Docket  id.ID        `json:"docket"` // whose team is joined, in Role
	Body    id.ID        `json:"body"`   // which is joined, as Role
	Role    string       `json:"role"`   // access.Role or access.BodyRole; "" for none
	By      id.ID        `json:"by"`
	Created clock.Micros `json:"created"`
	Expires clock.Micros `json:"expires"`
	Used    clock.Micros `json:"used"`
	Known   bool         `json:"-"` // of Look: its e-mail has an account, which takes it up
}

// Invited is what became of inviting somebody.
type Invited struct {
	Link    string // to hand over where no mail is sent; "" where Account is there already
	Sent    bool   // the link was sent by e-mail
	Account id.ID  // somebody who has an account joined at once
}

// HandOver is the link where it has to be handed over by hand; "" where it was
// sent, and so is for the reader of the letter alone.
func (i Invited) HandOver() string {
	if i.Sent {
		return ""
	}
	return i.Link
}

// FirstLink is the link that makes the first administrator; "" once there is an
// account. Each call makes the links before it worthless.
func (s *Service) FirstLink(ctx context.Context) (string, error) {
	word, made := secret(), false
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		made = false
		if err := tx.Lock("account first"); err != nil {
			return err
		}
		n, err := db.Value[int64](tx, `SELECT COUNT(*) FROM account`)
		if err != nil || n > 0 {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM invitation WHERE purpose = 'first'`); err != nil {
			return err
		}
		made = true
		return invite(tx, Invitation{Hash: hashOf(word), Purpose: First, Created: s.Clock(), Expires: s.Clock().Add(firstGood)})
	})
	if err != nil || !made {
		return "", err
	}
	return s.link(word), nil
}

func (s *Service) link(word string) string { return s.URL + "/join/" + word }

// Invite lets somebody join: the installation (Docket and Body empty), a
// docket's team or a body. Only Email, Docket, Body and Role are read. Who has
// an account already joins at once.
func (s *Service) Invite(ctx context.Context, who *access.Actor, in Invitation, lang locale.Lang) (Invited, error) {
	if err := s.checkInvite(ctx, who, in); err != nil {
		return Invited{}, err
	}
	email, err := address("email", in.Email, true)
	if err != nil {
		return Invited{}, err
	}
	word := secret()
	in.Hash, in.Purpose, in.Email, in.By = hashOf(word), Join, email, who.Account
	in.Created, in.Expires, in.Used, in.Account = s.Clock(), s.Clock().Add(joinGood), 0, ""
	var out Invited
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		out = Invited{}
		a, found, err := byEmail(tx, email)
		if err != nil {
			return err
		}
		if found {
			out.Account = a.ID
			return s.joinAtOnce(tx, who, a, in)
		}
		out.Link, out.Sent = s.link(word), s.Send != nil
		if err := invite(tx, in); err != nil {
			return err
		}
		e := s.entry(who, "account.invite", "invitation", "")
		e.Docket, e.Detail = in.Docket, map[string]string{"email": email}
		if err := s.changed(tx, e, nil, in); err != nil {
			return err
		}
		return s.send(tx, email, "join", lang, in.Docket, "inviter", who.Name, "link", out.Link, "days", int(joinGood.Hours()/24))
	})
	return out, err
}

// checkInvite: who looks after accounts, a docket's team, a body.
func (s *Service) checkInvite(ctx context.Context, who *access.Actor, in Invitation) error {
	switch {
	case in.Docket != "" && in.Body == "":
		if !validRole(in.Role) {
			return fault.New(fault.Invalid, "field", "role", "rule", "web.rule.choice")
		}
		return who.Check(access.DocketTeam, access.Resource{Kind: access.Docket, ID: in.Docket, Docket: in.Docket})
	case in.Body != "" && in.Docket == "":
		if !validBodyRole(in.Role) {
			return fault.New(fault.Invalid, "field", "role", "rule", "web.rule.choice")
		}
		return s.checkBody(ctx, who, in.Body)
	case in.Docket == "" && in.Body == "" && in.Role == "":
		return who.Check(access.AccountManage, installation())
	}
	return fault.New(fault.Invalid, "field", "role", "rule", "web.rule.choice")
}

func (s *Service) joinAtOnce(tx *db.Tx, who *access.Actor, a Account, in Invitation) error {
	if a.State != Active || in.Docket == "" && in.Body == "" {
		return fault.New(fault.Invalid, "field", "email", "rule", "web.rule.account-exists")
	}
	if err := s.join(tx, who, a, in); err != nil {
		return err
	}
	return s.send(tx, a.Email, "told", a.Lang, in.Docket, "inviter", who.Name, "link", s.URL)
}

// Waiting lists the links by which somebody may still join, the newest first,
// for whoever looks after accounts.
func (s *Service) Waiting(ctx context.Context, who *access.Actor) ([]Invitation, error) {
	if err := who.Check(access.AccountManage, installation()); err != nil {
		return nil, err
	}
	return db.All(s.DB.Reader(ctx), scanInvitation, `SELECT `+invitationColumns+` FROM invitation
WHERE purpose = 'join' AND used = 0 AND expires > $1 ORDER BY created DESC, hash LIMIT $2`, s.Clock(), MostRows)
}

// Withdraw makes the links sent to somebody worthless before they are used.
func (s *Service) Withdraw(ctx context.Context, who *access.Actor, email string) error {
	if err := who.Check(access.AccountManage, installation()); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`DELETE FROM invitation WHERE email = $1 AND purpose = 'join' AND used = 0`, email)
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound)
		}
		if err != nil {
			return err
		}
		e := s.entry(who, "account.withdraw", "invitation", "")
		e.Detail = map[string]string{"email": email}
		return ledger.Append(tx, e)
	})
}

// Look says what a link is for, before it is used. NotFound where it is not
// known, was used, or its time is over: one answer for the three.
func (s *Service) Look(ctx context.Context, word string) (Invitation, error) {
	q := s.DB.Reader(ctx)
	in, err := look(q, word, s.Clock())
	if err == nil && in.Purpose == Join {
		_, in.Known, err = byEmail(q, in.Email)
	}
	return in, err
}

// TakeUp uses a link that lets somebody join who has an account by now: the
// bearer is signed in with the link's e-mail. Where no mail is sent, leads do
// not know of one another's links, and only the first of them makes the account.
func (s *Service) TakeUp(ctx context.Context, who *access.Actor, word string) (Invitation, error) {
	me, err := s.Me(ctx, who)
	if err != nil {
		return Invitation{}, err
	}
	in, err := s.Look(ctx, word)
	switch {
	case err != nil:
		return Invitation{}, err
	case in.Purpose != Join:
		return Invitation{}, fault.New(fault.NotFound)
	case in.Email != me.Email:
		return in, fault.New(fault.Invalid, "field", "email", "rule", "web.rule.link-other", "email", in.Email)
	}
	return in, s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := s.use(tx, word); err != nil {
			return err
		}
		return s.join(tx, who, me, in)
	})
}

// Accept uses a link: makes the account, or sets its password. email is read
// only for the first administrator. All fields are checked before anything is
// written; the link stays good when they do not pass. Exists where the e-mail
// has an account: its holder signs in and takes the link up (TakeUp).
func (s *Service) Accept(ctx context.Context, word, email, name, password string, lang locale.Lang) (Account, error) {
	in, err := s.Look(ctx, word)
	if err != nil {
		return Account{}, err
	}
	a := Account{ID: id.New(), Email: in.Email, Lang: lang, State: Active, Rev: 1, Created: s.Clock()}
	switch in.Purpose {
	case First:
		a.Administrator = true
		if a.Email, err = address("email", email, true); err != nil {
			return Account{}, err
		}
	case Reset:
		if a, err = get(s.DB.Reader(ctx), in.Account); err != nil {
			return Account{}, err
		}
	}
	if in.Purpose != Reset {
		if a.Name, err = text("name", name, 200, true); err != nil {
			return Account{}, err
		}
	}
	if err := checkPassword(password, a.Email); err != nil {
		return Account{}, err
	}
	hash, err := s.Hasher.Hash(ctx, password)
	if err != nil {
		return Account{}, err
	}
	var made Account
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := s.use(tx, word); err != nil {
			return err
		}
		made, err = s.accepted(tx, in, a, hash)
		return err
	})
	return made, err
}

// use marks a link as used; NotFound where somebody was faster.
func (s *Service) use(tx *db.Tx, word string) error {
	n, err := tx.Exec(`UPDATE invitation SET used = $1 WHERE hash = $2 AND used = 0 AND expires > $1`, s.Clock(), hashOf(word))
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound)
	}
	return err
}

func (s *Service) accepted(tx *db.Tx, in Invitation, a Account, hash string) (Account, error) {
	self := &access.Actor{Account: a.ID, Name: a.Name}
	if in.Purpose == Reset {
		if a.State != Active {
			return a, fault.New(fault.NotFound)
		}
		after, err := s.setPassword(tx, self, a, hash)
		if err != nil {
			return a, err
		}
		return after, succeed(tx, a.Email, "")
	}
	if in.Purpose == First {
		n, err := db.Value[int64](tx, `SELECT COUNT(*) FROM account`)
		if err == nil && n > 0 {
			err = fault.New(fault.NotFound)
		}
		if err != nil {
			return a, err
		}
	}
	if _, known, err := byEmail(tx, a.Email); err != nil || known {
		if err == nil {
			err = fault.New(fault.Exists)
		}
		return a, err
	}
	a.Password = hash
	if err := insert(tx, a); err != nil {
		return a, err
	}
	if err := s.changed(tx, s.entry(self, "account.join", "account", a.ID), nil, a); err != nil {
		return a, err
	}
	// Other links that wait for the same person are used with this one.
	waiting, err := waitingFor(tx, a.Email, s.Clock())
	if err != nil {
		return a, err
	}
	sure, err := s.proves(tx, in)
	if err != nil {
		return a, err
	}
	for _, other := range append(waiting, in) {
		if !sure && other.By != in.By {
			continue
		}
		if err := s.join(tx, self, a, other); err != nil {
			return a, err
		}
		if _, err := tx.Exec(`UPDATE invitation SET used = $1 WHERE hash = $2`, s.Clock(), other.Hash); err != nil {
			return a, err
		}
	}
	return a, nil
}

// proves reports whether a link shows that its bearer is whom its e-mail names:
// it came by mail, or from who looks after accounts. One that a lead or a head
// hands over by hand opens only what they may open themselves.
func (s *Service) proves(q db.Q, in Invitation) (bool, error) {
	if s.Send != nil {
		return true, nil
	}
	return db.Value[bool](q, `SELECT administrator FROM account WHERE id = $1`, in.By)
}

// join gives an account the role an invitation promises.
func (s *Service) join(tx *db.Tx, who *access.Actor, a Account, in Invitation) error {
	switch {
	case in.Docket != "":
		n, err := tx.Exec(`INSERT INTO docket_role (docket_id, account_id, role) VALUES ($1, $2, $3)
ON CONFLICT (docket_id, account_id, role) DO NOTHING`, in.Docket, a.ID, in.Role)
		if err != nil || n == 0 {
			return err
		}
		roles, err := rolesSaid(tx, in.Docket, a.ID)
		if err != nil {
			return err
		}
		e := s.entry(who, "docket.team", "account", a.ID)
		e.Docket, e.Detail = in.Docket, map[string]string{"name": a.Name, "roles": roles}
		return ledger.Append(tx, e)
	case in.Body != "":
		return s.setMember(tx, who, in.Body, a.ID, access.BodyRole(in.Role))
	}
	return nil
}

// rolesSaid is what an account is on a docket, as the log of the docket says it
// everywhere: all its roles, the widest first.
func rolesSaid(q db.Q, docket, account id.ID) (string, error) {
	has, err := db.Values[access.Role](q, `SELECT role FROM docket_role WHERE docket_id = $1 AND account_id = $2`, docket, account)
	var said []string
	for _, r := range access.Roles() {
		if slices.Contains(has, r) {
			said = append(said, string(r))
		}
	}
	return strings.Join(said, " "), err
}

// AskReset sends a link that sets a new password, where there is such an
// account. It answers the same, and as fast, where there is none. Two clicks send
// one link.
func (s *Service) AskReset(ctx context.Context, email, from string) error {
	email, err := address("email", email, true)
	if err != nil {
		return err
	}
	if err := s.begin(ctx, "reset "+email, from); err != nil {
		return err
	}
	word := secret()
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Lock("reset " + email); err != nil {
			return err
		}
		a, found, err := byEmail(tx, email)
		if err != nil || !found || a.State != Active || s.Send == nil {
			return err
		}
		sent, err := db.Value[int64](tx, `SELECT COUNT(*) FROM invitation WHERE email = $1 AND purpose = 'reset' AND invited_by = '' AND used = 0 AND created > $2`,
			a.Email, s.Clock().Add(-resetOnce))
		if err != nil || sent > 0 {
			return err
		}
		return s.sendReset(tx, &access.Actor{}, a, word)
	})
}

// ResetLink makes a link that sets a new password of an account, for an
// administrator to hand over.
func (s *Service) ResetLink(ctx context.Context, who *access.Actor, account id.ID) (Invited, error) {
	if err := who.Check(access.AccountManage, ofAccount(account)); err != nil {
		return Invited{}, err
	}
	word := secret()
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		a, err := get(tx, account)
		if err == nil && a.State != Active {
			err = fault.New(fault.WrongState, "state", string(a.State))
		}
		if err != nil {
			return err
		}
		return s.sendReset(tx, who, a, word)
	})
	return Invited{Link: s.link(word), Sent: s.Send != nil, Account: account}, err
}

func (s *Service) sendReset(tx *db.Tx, who *access.Actor, a Account, word string) error {
	in := Invitation{Hash: hashOf(word), Purpose: Reset, Email: a.Email, Account: a.ID, By: who.Account,
		Created: s.Clock(), Expires: s.Clock().Add(resetGood)}
	if err := invite(tx, in); err != nil {
		return err
	}
	e := s.entry(who, "account.reset", "account", a.ID)
	e.Detail = map[string]string{"name": a.Name}
	if err := s.changed(tx, e, nil, in); err != nil {
		return err
	}
	return s.send(tx, a.Email, "reset", a.Lang, "", "name", a.Name, "link", s.link(word), "minutes", int(resetGood.Minutes()))
}

// send puts a letter of the catalogue into the outbox.
func (s *Service) send(tx *db.Tx, to, purpose string, lang locale.Lang, docket id.ID, args ...any) error {
	if s.Send == nil {
		return nil
	}
	return s.Send(tx, Letter{
		To: to, Purpose: purpose, Docket: docket,
		Subject: locale.T(lang, "account.letter."+purpose+".subject", args...),
		Words:   locale.T(lang, "account.letter."+purpose+".words", args...),
	})
}
