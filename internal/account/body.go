package account

import (
	"context"
	"slices"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/rule"
)

// BodyKind tells whether a body belongs to the organisation.
type BodyKind string

const (
	Unit    BodyKind = "unit"
	Outside BodyKind = "outside"
)

// BodyKinds lists the kinds.
func BodyKinds() []BodyKind { return []BodyKind{Unit, Outside} }

// Body is who is consulted and replies. Its units add to its reply.
type Body struct {
	ID      id.ID        `json:"id"`
	Parent  id.ID        `json:"parent"` // the body it is a unit of; "" at the top
	Name    string       `json:"name"`
	Short   string       `json:"short"` // symbol used in numbers: "TU"
	Kind    BodyKind     `json:"kind"`
	Email   string       `json:"email"` // where letters to it go
	State   string       `json:"state"` // active, closed
	Rev     int64        `json:"rev"`
	Created clock.Micros `json:"created"`
}

// States of a body.
const (
	bodyActive = "active"
	bodyClosed = "closed"
)

func (b Body) folded() string { return rule.BodyFound(b.Name, b.Short) }

// checkBody: an administrator, or the head of the body or of one above it.
func (s *Service) checkBody(ctx context.Context, who *access.Actor, body id.ID) error {
	above, err := above(s.DB.Reader(ctx), body)
	if err != nil {
		return err
	}
	return who.Check(access.BodyManage, access.Resource{Kind: access.Body, ID: body, Body: body, Above: above})
}

// checked reads and checks what a person says of a body.
func (b Body) checked() (Body, error) {
	var err error
	if b.Name, err = text("name", b.Name, 300, true); err != nil {
		return b, err
	}
	if b.Short, err = text("short", b.Short, 40, false); err != nil {
		return b, err
	}
	if b.Email, err = address("email", b.Email, false); err != nil {
		return b, err
	}
	if !slices.Contains(BodyKinds(), b.Kind) {
		return b, fault.New(fault.Invalid, "field", "kind", "rule", "web.rule.choice")
	}
	return b, nil
}

// AddBody enters a body; Parent, Name, Short, Kind and Email are read.
func (s *Service) AddBody(ctx context.Context, who *access.Actor, b Body) (Body, error) {
	if err := s.checkBody(ctx, who, b.Parent); err != nil {
		return b, err
	}
	b, err := b.checked()
	if err != nil {
		return b, err
	}
	b.ID, b.State, b.Rev, b.Created = id.New(), bodyActive, 1, s.Clock()
	return b, s.DB.Write(ctx, func(tx *db.Tx) error { return s.addBody(tx, who, b) })
}

func (s *Service) addBody(tx *db.Tx, who *access.Actor, b Body) error {
	if err := s.placeBody(tx, b); err != nil {
		return err
	}
	if err := insertBody(tx, b); err != nil {
		return err
	}
	e := s.entry(who, "body.add", "body", b.ID)
	e.Detail = map[string]string{"name": b.Name}
	return s.changed(tx, e, nil, b)
}

// placeBody checks where a body would stand: under one that is there and open,
// beside none of the same name, not under itself.
func (s *Service) placeBody(tx *db.Tx, b Body) error {
	if err := tx.Lock("bodies"); err != nil {
		return err
	}
	if b.Parent != "" {
		parent, err := getBody(tx, b.Parent)
		if err != nil {
			return err
		}
		if parent.State != bodyActive {
			return fault.New(fault.Invalid, "field", "parent", "rule", "web.rule.body-closed")
		}
		over, err := above(tx, b.Parent)
		if err != nil {
			return err
		}
		if slices.Contains(over, b.ID) {
			return fault.New(fault.Invalid, "field", "parent", "rule", "web.rule.body-circle")
		}
		if len(over) >= deepest {
			return fault.New(fault.Invalid, "field", "parent", "rule", "web.rule.body-deep", "max", deepest)
		}
	}
	same, err := namesake(tx, b)
	if err == nil && same {
		err = fault.New(fault.Invalid, "field", "name", "rule", "web.rule.body-exists")
	}
	return err
}

// Levels of bodies under bodies.
const deepest = 12

// alterBody changes a body of the revision a person has seen.
func (s *Service) alterBody(ctx context.Context, who *access.Actor, body id.ID, rev int64, action string, alter func(*db.Tx, *Body) error) error {
	if err := s.checkBody(ctx, who, body); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := getBody(tx, body)
		if err != nil {
			return err
		}
		if before.Rev != rev {
			return fault.New(fault.Stale)
		}
		after := before
		if err := alter(tx, &after); err != nil || after == before {
			return err
		}
		after.Rev++
		if err := updateBody(tx, after); err != nil {
			return err
		}
		e := s.entry(who, action, "body", body)
		e.Detail = map[string]string{"name": after.Name}
		return s.changed(tx, e, before, after)
	})
}

// RenameBody changes the name, symbol, kind and e-mail of a body. Rounds keep
// the name it had when it was asked.
func (s *Service) RenameBody(ctx context.Context, who *access.Actor, in Body) error {
	in, err := in.checked()
	if err != nil {
		return err
	}
	return s.alterBody(ctx, who, in.ID, in.Rev, "body.rename", func(tx *db.Tx, b *Body) error {
		b.Name, b.Short, b.Kind, b.Email = in.Name, in.Short, in.Kind, in.Email
		if b.State == bodyClosed {
			return nil
		}
		return s.placeBody(tx, *b)
	})
}

// MoveBody puts a body, with all its units, under another; "" puts it at the
// top. It takes the right to manage both.
func (s *Service) MoveBody(ctx context.Context, who *access.Actor, body, parent id.ID, rev int64) error {
	if err := s.checkBody(ctx, who, parent); err != nil {
		return err
	}
	return s.alterBody(ctx, who, body, rev, "body.move", func(tx *db.Tx, b *Body) error {
		if b.Parent == parent {
			return nil
		}
		b.Parent = parent
		return s.placeBody(tx, *b)
	})
}

// CloseBody lets a body be asked no more. What it said stays. Its units must be
// closed or moved before.
func (s *Service) CloseBody(ctx context.Context, who *access.Actor, body id.ID, rev int64) error {
	return s.alterBody(ctx, who, body, rev, "body.close", func(tx *db.Tx, b *Body) error {
		n, err := db.Value[int64](tx, `SELECT COUNT(*) FROM body WHERE parent_id = $1 AND state = 'active'`, body)
		if err == nil && n > 0 {
			err = fault.New(fault.Invalid, "field", "", "rule", "web.rule.body-units", "n", n)
		}
		b.State = bodyClosed
		return err
	})
}

// OpenBody lets a closed body be asked again.
func (s *Service) OpenBody(ctx context.Context, who *access.Actor, body id.ID, rev int64) error {
	return s.alterBody(ctx, who, body, rev, "body.open", func(tx *db.Tx, b *Body) error {
		b.State = bodyActive
		return s.placeBody(tx, *b)
	})
}

// Member is an account's place in a body.
type Member struct {
	Account id.ID           `json:"account"`
	Name    string          `json:"name"`
	Email   string          `json:"email"`
	Role    access.BodyRole `json:"role"`
	State   State           `json:"state"`
}

// Members lists the people of a body, its heads first. NotFound where there is
// no such body.
func (s *Service) Members(ctx context.Context, who *access.Actor, body id.ID) ([]Member, error) {
	if err := s.checkBody(ctx, who, body); err != nil {
		return nil, err
	}
	q := s.DB.Reader(ctx)
	if _, err := getBody(q, body); err != nil {
		return nil, err
	}
	return members(q, body)
}

// SetMember makes an account head or staff of a body, in place of what it was seen
// to be there; "" where it was not seen. Stale where it is something else by now:
// who was taken out is not brought back by a page that was open before.
func (s *Service) SetMember(ctx context.Context, who *access.Actor, body, account id.ID, seen, role access.BodyRole) error {
	if !validBodyRole(string(role)) {
		return fault.New(fault.Invalid, "field", "role", "rule", "web.rule.choice")
	}
	if err := s.checkBody(ctx, who, body); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := lockMembers(tx, body); err != nil {
			return err
		}
		before, err := memberRole(tx, body, account)
		if err == nil && seen != "" && before != seen && before != role {
			err = fault.New(fault.Stale)
		}
		if err != nil {
			return err
		}
		return s.setMember(tx, who, body, account, role)
	})
}

func (s *Service) setMember(tx *db.Tx, who *access.Actor, body, account id.ID, role access.BodyRole) error {
	b, err := getBody(tx, body)
	if err != nil {
		return err
	}
	a, err := get(tx, account)
	if err != nil {
		return err
	}
	before, err := memberRole(tx, body, account)
	if err != nil || before == role {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO body_member (body_id, account_id, role) VALUES ($1, $2, $3)
ON CONFLICT (body_id, account_id) DO UPDATE SET role = excluded.role`, body, account, role); err != nil {
		return err
	}
	e := s.entry(who, "body.member", "body", body)
	e.Detail = map[string]string{"body": b.Name, "name": a.Name, "role": string(role)}
	return s.changed(tx, e, string(before), string(role))
}

// lockMembers lets one transaction at a time change who is in a body.
func lockMembers(tx *db.Tx, body id.ID) error { return tx.Lock("members of " + string(body)) }

// DropMember takes an account out of a body.
func (s *Service) DropMember(ctx context.Context, who *access.Actor, body, account id.ID) error {
	if err := s.checkBody(ctx, who, body); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := lockMembers(tx, body); err != nil {
			return err
		}
		b, err := getBody(tx, body)
		if err != nil {
			return err
		}
		a, err := get(tx, account)
		if err != nil {
			return err
		}
		before, err := memberRole(tx, body, account)
		if err != nil || before == "" {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM body_member WHERE body_id = $1 AND account_id = $2`, body, account); err != nil {
			return err
		}
		e := s.entry(who, "body.member-drop", "body", body)
		e.Detail = map[string]string{"body": b.Name, "name": a.Name}
		return s.changed(tx, e, string(before), nil)
	})
}
