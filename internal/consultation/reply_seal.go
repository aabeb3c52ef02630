package consultation

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

// SealedReply is all that a seal is set on: its hash is the reply's. Of a file
// that came by mail it is the file itself.
type SealedReply struct {
	Docket   id.ID           `json:"docket"`
	Round    id.ID           `json:"round"`
	Version  id.ID           `json:"version"`
	Reply    id.ID           `json:"reply"`
	Body     id.ID           `json:"body,omitempty"`
	BodyName string          `json:"bodyName,omitempty"`
	Via      string          `json:"via"`
	Agrees   bool            `json:"agrees,omitempty"`
	Words    string          `json:"words,omitempty"`
	File     string          `json:"file,omitempty"` // SHA-256
	FileName string          `json:"fileName,omitempty"`
	Sealed   clock.Micros    `json:"sealed"`
	By       string          `json:"by"`
	Comments []SealedComment `json:"comments,omitempty"` // in the order of the draft
}

// SealedComment is what of a comment is under the seal.
type SealedComment struct {
	ID       id.ID  `json:"id"`
	Author   string `json:"author"`
	Unit     id.ID  `json:"unit,omitempty"`
	Minority bool   `json:"minority,omitempty"`
	Words
}

// receiptOf is the code people read out: sixty bits of the hash of a reply's
// hash, in groups of four: "K7QD-2M4X-WT6R".
func receiptOf(reply id.ID, hash string) string {
	sum := sha256.Sum256([]byte(string(reply) + " " + hash))
	code := crockford.EncodeToString(sum[:8])[:12]
	return code[:4] + "-" + code[4:8] + "-" + code[8:]
}

var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// ParseReceipt reads a receipt as people type it.
func ParseReceipt(typed string) string {
	code := strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
	if len(code) != 12 {
		return ""
	}
	return code[:4] + "-" + code[4:8] + "-" + code[8:]
}

// sealedReply gathers what a seal is set on, from the rows.
func sealedReply(q db.Q, r Reply, state CommentState) (SealedReply, error) {
	version, err := db.Value[id.ID](q, `SELECT version_id FROM round WHERE docket_id = $1 AND id = $2`, r.Docket, r.Round)
	if err != nil {
		return SealedReply{}, err
	}
	out := SealedReply{Docket: r.Docket, Round: r.Round, Version: version, Reply: r.ID, Via: r.Via, Sealed: r.Sealed, By: r.SealedBy}
	if r.Via == ByMail {
		out.File, out.FileName = r.FileHash, r.FileName
		return out, nil
	}
	out.Body, out.BodyName, out.Agrees, out.Words = r.Body, r.BodyName, r.Agrees, r.Words
	comments, err := db.All(q, scanComment, `
SELECT `+commentColumns+` FROM comment WHERE docket_id = $1 AND reply_id = $2 AND state = $3 ORDER BY node_seq, id`, r.Docket, r.ID, state)
	for _, c := range comments {
		out.Comments = append(out.Comments, SealedComment{c.ID, c.Author, c.Unit, c.Minority, c.Words})
	}
	return out, err
}

// seal sets the hash and the receipt over what is in a reply.
func seal(q db.Q, r *Reply, state CommentState) error {
	what, err := sealedReply(q, *r, state)
	r.Hash = ledger.HashOf(what)
	r.Receipt = receiptOf(r.ID, r.Hash)
	return err
}

// Seal sends a body's reply: its comments are the team's to answer from now on,
// and nothing in it changes any more. Only the body's head seals.
func (s *Service) Seal(ctx context.Context, who *access.Actor, docket, round, body id.ID, rev int64) (Reply, error) {
	return s.SealAsSeen(ctx, who, docket, round, body, rev, "")
}

// SealAsSeen is Seal by somebody who had the reply before them when Included was
// seen. Stale where a comment came in, left or was changed since: nobody signs
// what they have not read. "" takes the comments as they are.
func (s *Service) SealAsSeen(ctx context.Context, who *access.Actor, docket, round, body id.ID, rev int64, seen string) (Reply, error) {
	return s.changeWebReply(ctx, who, access.ReplySeal, "reply.seal", docket, round, body, rev, func(tx *db.Tx, r *Reply) error {
		if err := r.State.To(Sealed); err != nil {
			return err
		}
		if seen != "" {
			now, err := included(tx, docket, r.ID)
			if err != nil {
				return err
			}
			if now != seen {
				return fault.New(fault.Stale)
			}
		}
		r.State, r.Sealed, r.SealedBy = Sealed, s.Clock(), who.Name
		n, err := db.Value[int64](tx, `SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND reply_id = $2 AND state = 'included'`, docket, r.ID)
		if err != nil {
			return err
		}
		if n == 0 && r.Words == "" && !r.Agrees {
			return invalid("words", "web.rule.something")
		}
		r.Comments, r.Agrees = n, r.Agrees && n == 0
		if err := seal(tx, r, Included); err != nil {
			return err
		}
		if err := send(tx, *r); err != nil {
			return err
		}
		s.stir(tx, docket, round)
		return s.grouping(tx, docket, round)
	})
}

// Included is a mark of the comments that a seal would be set on as they are
// now: it is another one once any of them is. "" where the body has no reply yet.
func (s *Service) Included(ctx context.Context, who *access.Actor, docket, round, body id.ID) (string, error) {
	r, begun, err := s.OwnReply(ctx, who, docket, round, body)
	if err != nil || !begun {
		return "", err
	}
	mark, err := included(s.DB.Reader(ctx), docket, r.ID)
	return mark, db.Fault(err)
}

func included(q db.Q, docket, reply id.ID) (string, error) {
	type seen struct {
		ID  id.ID
		Rev int64
	}
	list, err := db.All(q, func(r db.Row, c *seen) error { return r.Scan(&c.ID, &c.Rev) },
		`SELECT id, rev FROM comment WHERE docket_id = $1 AND reply_id = $2 AND state = 'included' ORDER BY id`, docket, reply)
	return ledger.HashOf(list), err
}

// Proof shows that a receipt stands for what is on record.
type Proof struct {
	Reply
	Hash  string           `json:"computed"` // over the rows as they are now
	Holds bool             `json:"holds"`
	Entry *ledger.Entry    `json:"entry"` // of the log; nil where it is not the reader's to see
	Units map[id.ID]string `json:"units"` // names
}

// Prove computes the hash of a sealed reply from the record as it is now, and
// compares it with the one that was sealed.
func (s *Service) Prove(ctx context.Context, who *access.Actor, docket, reply id.ID) (*Proof, error) {
	p := &Proof{}
	err := s.DB.View(ctx, func(q db.Reader) (err error) {
		if p.Reply, err = seen(who)(replyRow(q, docket, reply)); err != nil {
			return err
		}
		if p.Sealed == 0 {
			return wrongState(p.State)
		}
		what, err := sealedReply(q, p.Reply, Sent)
		if err != nil {
			return err
		}
		p.Hash = ledger.HashOf(what)
		p.Holds = p.Hash == p.Reply.Hash && receiptOf(p.Reply.ID, p.Hash) == p.Receipt
		entries, err := ledger.Of(q, docket, reply)
		for i := range entries {
			if entries[i].Action == "reply.seal" || entries[i].Action == "reply.receive" {
				p.Entry = &entries[i]
			}
		}
		return err
	})
	return p, err
}

// FindReceipt is the reply of a receipt in a docket.
func (s *Service) FindReceipt(ctx context.Context, who *access.Actor, docket id.ID, typed string) (Reply, error) {
	return seen(who)(one(db.One(s.DB.Reader(ctx), scanReply,
		replySelect+`WHERE r.docket_id = $1 AND r.receipt = $2 AND r.receipt <> ''`, docket, ParseReceipt(typed))))
}

// countText is a number for the log.
func countText(n int64) string { return strconv.FormatInt(n, 10) }
