package consultation

import (
	"context"
	"slices"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/rule"
)

// CommentForm is a comment as it is written on the page. The page chooses the
// ID, so that a form sent twice is one comment.
type CommentForm struct {
	ID       id.ID        `json:"id"`
	Body     id.ID        `json:"body"`
	Rev      int64        `json:"rev"` // 0 where it is new
	State    CommentState `json:"state"`
	Minority bool         `json:"minority"`
	Words
}

func (f *CommentForm) clean() error {
	return rule.Clean(
		rule.Text("text", &f.Text, longestComment), rule.Text("before", &f.Before, longestComment),
		rule.Text("after", &f.After, longestComment), rule.Text("reason", &f.Reason, longestComment),
		rule.Text("quote", &f.Quote, longestComment), rule.Text("prefix", &f.Prefix, longestName),
		rule.Text("suffix", &f.Suffix, longestName), rule.Text("node", &f.Node, longestName),
	)
}

// whole refuses what cannot be sent yet: words are missing that the kind needs.
func (c Comment) whole() error {
	switch {
	case c.Kind == Replace && c.After == "", c.Kind == Add && c.After == "":
		return invalid("after", "web.rule.required")
	case c.Kind == Replace && c.Before == "", c.Kind == Delete && c.Before == "":
		return invalid("before", "web.rule.required")
	case c.Kind == Other && c.Text == "":
		return invalid("text", "web.rule.required")
	}
	return nil
}

// Write saves a comment of a body's own people, new or changed. A Draft may be
// unfinished and is saved as it is; one that is handed on must be whole.
func (s *Service) Write(ctx context.Context, who *access.Actor, docket, round id.ID, f CommentForm) (Comment, error) {
	if err := f.clean(); err != nil {
		return Comment{}, err
	}
	if _, ok := id.Parse(string(f.ID)); !ok {
		return Comment{}, invalid("id", "web.rule.required")
	}
	if err := mayReply(who, docket, f.Body); err != nil {
		return Comment{}, err
	}
	// What needs nothing of the database is done before this write's turn comes.
	refused := who.Check(access.CommentWrite, Comment{Docket: docket, ID: f.ID, Body: f.Body, Account: who.Account, State: Draft}.Resource())
	var after Comment
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Share(replyKey(round, f.Body)); err != nil {
			return err
		}
		r, err := roundHeld(tx, docket, round)
		if err != nil {
			return err
		}
		reply, err := s.replyIn(tx, who, r, f.Body)
		if err != nil {
			return err
		}
		if err := reply.State.Writable(); err != nil {
			return err
		}
		if f.Rev == 0 {
			var made bool
			if after, made, err = s.create(tx, who, r, reply, f, refused); err != nil || made {
				return err
			}
		}
		before, found, err := db.One(tx, scanComment, `SELECT `+commentColumns+` FROM comment WHERE docket_id = $1 AND id = $2`, docket, f.ID)
		if err != nil {
			return err
		}
		if !found {
			after, _, err = s.create(tx, who, r, reply, f, refused)
			return err
		}
		after, err = s.rewrite(tx, who, reply, before, f)
		return err
	})
	return after, err
}

// create puts a new comment down, unless its writer was refused; false where
// there is one of its id already.
func (s *Service) create(tx *db.Tx, who *access.Actor, round Round, reply Reply, f CommentForm, refused error) (Comment, bool, error) {
	unit, err := unitOf(tx, who, reply.Body)
	if err != nil {
		return Comment{}, false, err
	}
	c := Comment{
		Docket: reply.Docket, ID: f.ID, Round: reply.Round, Reply: reply.ID, Body: reply.Body, BodyName: reply.BodyName, Unit: unit,
		Account: who.Account, Author: who.Name, State: Draft, Source: Web, Version: round.Version, Rev: 1, Created: s.Clock(), Updated: s.Clock(),
	}
	if refused != nil {
		return c, false, refused
	}
	if err := s.word(tx, who, &c, f); err != nil {
		return c, false, err
	}
	made, err := insertComment(tx, c) // not to be found by words yet
	if err != nil || !made {
		return c, false, err
	}
	return c, true, ledger.Append(tx, s.commentEntry(who, "comment.write", nil, c))
}

// rewrite changes a comment. The same form sent again changes nothing.
func (s *Service) rewrite(tx *db.Tx, who *access.Actor, reply Reply, before Comment, f CommentForm) (Comment, error) {
	if before.Reply != reply.ID {
		return before, fault.New(fault.NotFound)
	}
	if err := MayWord(who, before); err != nil {
		return before, err
	}
	after := before
	if err := s.word(tx, who, &after, f); err != nil {
		return before, err
	}
	if after.same(before) {
		return before, nil
	}
	if f.Rev != before.Rev {
		return before, fault.New(fault.Stale, "rev", before.Rev)
	}
	after.Rev, after.Updated = before.Rev+1, s.Clock()
	if err := s.keep(tx, after, before.Rev); err != nil {
		return before, err
	}
	return after, ledger.Append(tx, s.commentEntry(who, "comment.edit", before, after))
}

func (c Comment) same(d Comment) bool {
	return c.Words == d.Words && c.Minority == d.Minority && c.State == d.State
}

// word takes a form into a comment: its place, its words, and how far it is.
func (s *Service) word(tx *db.Tx, who *access.Actor, c *Comment, f CommentForm) error {
	c.Words, c.Minority = f.Words, f.Minority
	if c.Kind == "" {
		c.Kind = kindOf(c.Before, c.After)
	}
	if c.Kind != Replace && c.Kind != Add && c.Kind != Delete && c.Kind != Other {
		return invalid("kind", "web.rule.choice")
	}
	c.Demand = c.Text
	draft, err := s.confirmedText(tx, c.Docket, c.Version)
	if err != nil {
		return err
	}
	if err := draft.put(c); err != nil {
		return err
	}
	if f.State == "" || f.State == c.State {
		if c.State == Draft {
			return nil
		}
		return c.whole()
	}
	return s.step(tx, who, c, f.State)
}

// step moves a comment to its next state and says who may.
func (s *Service) step(tx *db.Tx, who *access.Actor, c *Comment, next CommentState) error {
	if err := c.State.To(next); err != nil {
		return err
	}
	if next == Included || c.State == Included {
		if err := ofBodyItself(who, c.Body); err != nil {
			return err
		}
	}
	switch next {
	case Sent:
		return wrongState(c.State) // Seal alone sends
	case Handed, Included:
		if next == Included && c.Unit != "" && c.State == Draft {
			return wrongState(c.State) // the unit has not handed it over
		}
		if err := c.whole(); err != nil {
			return err
		}
	}
	c.State = next
	return nil
}

// MayWord refuses who may not change a comment's words: a unit's are its own,
// the body's are those of its people.
func MayWord(who *access.Actor, c Comment) error {
	if err := who.Check(access.CommentWrite, c.Resource()); err != nil {
		return err
	}
	if err := c.State.Writable(); err != nil {
		return err
	}
	if c.Account == who.Account {
		return nil
	}
	if c.Unit == "" {
		return ofBodyItself(who, c.Body)
	}
	return ofBodyItself(who, c.Unit)
}

// unitOf is the unit under a body that somebody writes for: "" where they are
// the body's own people.
func unitOf(q db.Q, who *access.Actor, body id.ID) (id.ID, error) {
	if slices.Contains(who.Member, body) {
		return "", nil
	}
	return db.Value[id.ID](q, `
WITH RECURSIVE up (unit, id) AS (
  SELECT body_id, body_id FROM body_member WHERE account_id = $1
  UNION
  SELECT up.unit, b.parent_id FROM body b JOIN up ON up.id = b.id WHERE b.parent_id IS NOT NULL
)
SELECT unit FROM up WHERE id = $2 ORDER BY unit LIMIT 1`, who.Account, body)
}

// MoveComment moves a comment on its way into the reply: Handed by a unit,
// Included by the body, back again, or Withdrawn.
func (s *Service) MoveComment(ctx context.Context, who *access.Actor, docket, comment id.ID, rev int64, next CommentState) (Comment, error) {
	action := access.CommentWrite
	if next == Withdrawn {
		action = access.CommentWithdraw
	}
	return s.changeComment(ctx, who, action, "comment."+string(next), docket, comment, rev, func(tx *db.Tx, c *Comment) error {
		if err := s.replyTakes(tx, *c); err != nil {
			return err
		}
		if next != Included { // of which step asks for the body's people
			if err := s.mayMove(tx, who, *c); err != nil {
				return err
			}
		}
		return s.step(tx, who, c, next)
	})
}

// mayMove: who may change its words may hand it on or take it back, and the
// body's people may take back what is in their reply.
func (s *Service) mayMove(tx *db.Tx, who *access.Actor, c Comment) error {
	if c.State == Included || c.Account == who.Account {
		return nil // step asks for the body's people
	}
	if c.Unit == "" {
		return ofBodyItself(who, c.Body)
	}
	return ofBodyItself(who, c.Unit)
}

// replyTakes refuses to touch a comment whose reply was sent.
func (s *Service) replyTakes(tx *db.Tx, c Comment) error {
	if err := tx.Share(replyKey(c.Round, c.Body)); err != nil {
		return err
	}
	reply, err := replyRow(tx, c.Docket, c.Reply)
	if err != nil {
		return err
	}
	if err := reply.State.Writable(); err != nil {
		return err
	}
	round, err := roundHeld(tx, c.Docket, c.Round)
	if err != nil {
		return err
	}
	return round.State.Takes()
}

// changeComment reads a comment, lets fn change it, and writes it with its
// entry. rev 0 takes the comment as it is.
func (s *Service) changeComment(ctx context.Context, who *access.Actor, action access.Action, what string, docket, comment id.ID, rev int64, fn func(*db.Tx, *Comment) error) (Comment, error) {
	var after Comment
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := commentRow(tx, docket, comment)
		if err != nil {
			return err
		}
		if err := who.CheckSeen(access.CommentRead, action, before.Resource()); err != nil {
			return err
		}
		if rev != 0 && rev != before.Rev {
			return fault.New(fault.Stale, "rev", before.Rev)
		}
		after = before
		if err := fn(tx, &after); err != nil {
			return err
		}
		after.Rev, after.Updated = before.Rev+1, s.Clock()
		if err := s.keep(tx, after, before.Rev); err != nil {
			return err
		}
		return ledger.Append(tx, s.commentEntry(who, what, before, after))
	})
	return after, err
}

// CopyComment makes the body's own draft of a unit's comment, to be changed;
// the unit's stays as it is.
func (s *Service) CopyComment(ctx context.Context, who *access.Actor, docket, comment id.ID) (Comment, error) {
	var c Comment
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		origin, err := commentRow(tx, docket, comment)
		if err != nil {
			return err
		}
		if err := who.CheckSeen(access.CommentRead, access.CommentRead, origin.Resource()); err != nil {
			return err
		}
		c = origin
		c.ID, c.Origin, c.Unit, c.Account, c.Author = id.New(), origin.ID, "", who.Account, who.Name
		c.State, c.Group, c.Lead, c.Rev, c.Created, c.Updated = Draft, "", 0, 1, s.Clock(), s.Clock()
		if err := who.Check(access.CommentWrite, c.Resource()); err != nil {
			return err
		}
		if err := s.replyTakes(tx, c); err != nil {
			return err
		}
		if err := ofBodyItself(who, c.Body); err != nil {
			return err
		}
		if err := s.add(tx, c); err != nil {
			return err
		}
		return ledger.Append(tx, s.commentEntry(who, "comment.copy", nil, c))
	})
	return c, err
}

// Discuss adds an utterance under a comment that was not sent yet.
func (s *Service) Discuss(ctx context.Context, who *access.Actor, docket, comment id.ID, words string) (Turn, error) {
	if err := rule.Clean(rule.Text("words", &words, longestComment).Required()); err != nil {
		return Turn{}, err
	}
	t := Turn{ID: id.New(), Account: who.Account, Author: who.Name, Words: words, Created: s.Clock()}
	t.At = t.Created.Time().Format("2006-01-02T15:04:05Z")
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		c, err := commentRow(tx, docket, comment)
		if err != nil {
			return err
		}
		if err := who.CheckSeen(access.CommentRead, access.CommentWrite, c.Resource()); err != nil {
			return err
		}
		if err := s.replyTakes(tx, c); err != nil {
			return err
		}
		if err := insertTurn(tx, c, t); err != nil {
			return err
		}
		e := s.commentEntry(who, "comment.discuss", nil, c)
		e.After = ledger.HashOf(t)
		return ledger.Append(tx, e)
	})
	return t, err
}

// commentEntry is the log's line of a change to a comment. Of one that was not
// sent it is in its reply's own log, which the team does not see.
func (s *Service) commentEntry(who *access.Actor, action string, before any, c Comment) ledger.Entry {
	e := s.entry(who, c.Docket, action, "comment", c.ID, before, c, "body", c.BodyName, "path", c.Path)
	if c.State != Sent {
		e.Reply = c.Reply
	}
	return e
}
