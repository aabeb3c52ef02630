package consultation

import (
	"context"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

// Spot is where somebody puts a comment: on a node, on the draft as a whole, or
// back into the queue.
type Spot struct {
	Node    string `json:"node"`
	General bool   `json:"general"`
	Review  bool   `json:"review"` // undo: it waits in the queue again
}

// Place puts a comment read from a file where it belongs. A comment written
// here stands where its body set it. It leaves its group, and is grouped anew
// at its place.
func (s *Service) Place(ctx context.Context, who *access.Actor, docket, comment id.ID, rev int64, spot Spot) (Comment, error) {
	return s.changeComment(ctx, who, access.CommentPlace, "comment.place", docket, comment, rev, func(tx *db.Tx, c *Comment) error {
		if c.State != Sent || c.Source == Web {
			return wrongState(c.State)
		}
		round, err := roundHeld(tx, docket, c.Round)
		if err != nil {
			return err
		}
		if err := round.State.Takes(); err != nil {
			return err
		}
		if err := holdDesk(tx, c.Round); err != nil {
			return err
		}
		if err := s.spot(tx, c, spot); err != nil {
			return err
		}
		group := c.Group
		c.Group, c.Lead = "", 0
		if group != "" {
			if err := s.leave(tx, who, *c, group); err != nil {
				return err
			}
		}
		s.stir(tx, docket, c.Round)
		return s.grouping(tx, docket, c.Round)
	})
}

// leave takes a comment out of its group before the comment itself is written.
func (s *Service) leave(tx *db.Tx, who *access.Actor, c Comment, group id.ID) error {
	if _, err := tx.Exec(`UPDATE comment SET group_id = NULL, lead = 0 WHERE docket_id = $1 AND id = $2`, c.Docket, c.ID); err != nil {
		return err
	}
	return s.left(tx, who, c.Docket, group, c.ID)
}

func (s *Service) spot(tx *db.Tx, c *Comment, spot Spot) error {
	t, err := s.confirmedText(tx, c.Docket, c.Version)
	if err != nil {
		return err
	}
	if spot.Review {
		return s.unplace(tx, t, c)
	}
	words := c.Words
	c.Node = spot.Node
	if spot.General {
		c.Node = ""
	} else if c.Node == "" {
		return invalid("node", "web.rule.required")
	}
	err = t.put(c)
	if err != nil && fault.CodeOf(err) == fault.Invalid && t.nodes[c.Node] != nil {
		c.Quote = "" // the words it quotes stand elsewhere: the whole node is meant
		err = t.put(c)
	}
	if c.Quote == "" {
		c.Quote = words.Quote // what the file showed is kept
	}
	return err
}

// unplace puts a comment back with its first candidate as the best guess.
func (s *Service) unplace(tx *db.Tx, t *text, c *Comment) error {
	candidates, err := candidatesOf(tx, c.Docket, c.ID, "candidate")
	if err != nil {
		return err
	}
	c.Place, c.Confidence = Review, 0
	c.Node, c.Path, c.NodeSeq, c.Start, c.End, c.Prefix, c.Suffix = "", "", 0, -1, -1, "", ""
	if len(candidates) > 0 && t.nodes[candidates[0].Node] != nil {
		c.Node, c.Path, c.Confidence = candidates[0].Node, candidates[0].Path, candidates[0].Score
		c.NodeSeq = t.seq[c.Node]
	}
	return nil
}

// Queue lists the comments whose place is unsure, with their candidates, in the
// order they came, after the one named ("" for the first).
func (s *Service) Queue(ctx context.Context, who *access.Actor, docket, round, after id.ID, limit int) ([]Comment, error) {
	if err := who.Check(access.CommentPlace, access.Resource{Kind: access.Comment, Docket: docket, State: string(Sent)}); err != nil {
		return nil, err
	}
	var out []Comment
	err := s.DB.View(ctx, func(q db.Reader) (err error) {
		if err := roundKnown(q, who, docket, round); err != nil {
			return err
		}
		out, err = db.All(q, scanComment, `
SELECT `+commentColumns+` FROM comment
WHERE docket_id = $1 AND round_id = $2 AND place = 'review' AND id > $3 AND state = 'sent' ORDER BY id LIMIT $4`, docket, round, after, limit)
		for i := range out {
			if err == nil {
				out[i].Candidates, err = candidatesOf(q, docket, out[i].ID, asCandidate)
			}
		}
		return err
	})
	return out, err
}

// QueueLength is how many comments wait for their place.
func (s *Service) QueueLength(ctx context.Context, who *access.Actor, docket, round id.ID) (int64, error) {
	if err := who.Check(access.CommentPlace, access.Resource{Kind: access.Comment, Docket: docket, State: string(Sent)}); err != nil {
		return 0, err
	}
	n, err := db.Value[int64](s.DB.Reader(ctx), `
SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND round_id = $2 AND place = 'review' AND state = 'sent'`, docket, round)
	return n, db.Fault(err)
}
