package consultation

import (
	"context"
	"encoding/json"
	"math"
	"slices"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/locale"
	"thao/internal/rule"
)

// How a reply came.
const (
	ByWeb   = "web"
	ByMail  = "mail"
	ByFloor = "floor" // spoken in a conference
)

// Vias lists how a reply may come.
func Vias() []string { return []string{ByWeb, ByMail, ByFloor} }

// Reply is what one body sent in one round. By web there is one for each body;
// by mail, one for each file.
type Reply struct {
	Docket    id.ID        `json:"docket"`
	ID        id.ID        `json:"id"`
	Round     id.ID        `json:"round"`
	Body      id.ID        `json:"body"` // "" where the sender is not known yet
	BodyName  string       `json:"bodyName"`
	Via       string       `json:"via"`
	State     ReplyState   `json:"state"`
	Agrees    bool         `json:"agrees"` // says that it agrees and asks nothing
	Number    string       `json:"number"` // of its letter
	Dated     string       `json:"date"`   // ISO date of its letter
	Words     string       `json:"words"`  // the general opinion, written on the page
	File      id.ID        `json:"file"`   // "" for none
	Problems  []Problem    `json:"problems"`
	Rule      string       `json:"rule"`    // how the body was found: a collation.Rule, ByHand, or ""
	Joint     bool         `json:"joint"`   // a table of several bodies, whose rows say which is whose; Body gathered it
	Receipt   string       `json:"receipt"` // "" until sealed
	Hash      string       `json:"hash"`    // of all that was sealed
	Sealed    clock.Micros `json:"sealed"`
	SealedBy  string       `json:"sealedBy"` // name
	Comments  int64        `json:"comments"` // sent in it
	Rev       int64        `json:"rev"`
	Created   clock.Micros `json:"created"`
	CreatedBy id.ID        `json:"createdBy"`

	FileName string `json:"fileName,omitempty"` // as it was sent
	FileHash string `json:"fileHash,omitempty"`
}

// ByHand is the rule where somebody chose the body.
const ByHand = "hand"

// Problem is something that could not be read; Say gives its sentence.
type Problem struct {
	Code string         `json:"code"`
	Key  string         `json:"key"`            // of the sentence in the catalogue
	Args map[string]any `json:"args,omitempty"` // its values: text and numbers
}

// Say is the problem's sentence.
func (p Problem) Say(lang locale.Lang) string {
	args := make([]any, 0, 2*len(p.Args))
	for name, v := range p.Args {
		args = append(args, name, v)
	}
	return locale.T(lang, p.Key, args...)
}

// Resource is the reply as the rules know it.
func (r Reply) Resource() access.Resource {
	return access.Resource{Kind: access.Reply, ID: r.ID, Docket: r.Docket, Body: r.Body, Author: r.CreatedBy, State: string(r.State)}
}

// webReply is the reply of a body that writes here, which begins with its first
// word. The round must take replies and have asked the body.
func (s *Service) webReply(tx *db.Tx, who *access.Actor, docket, round, body id.ID) (Reply, error) {
	if err := mayReply(who, docket, body); err != nil {
		return Reply{}, err
	}
	if err := tx.Lock(replyKey(round, body)); err != nil {
		return Reply{}, err
	}
	r, err := roundHeld(tx, docket, round)
	if err != nil {
		return Reply{}, err
	}
	return s.replyIn(tx, who, r, body)
}

// mayReply refuses who does not write for a body, before anything is said of
// the round and of whether it asks the body.
func mayReply(who *access.Actor, docket, body id.ID) error {
	return who.Check(access.ReplyWrite, access.Resource{Kind: access.Reply, Docket: docket, Body: body, State: string(Drafting)})
}

// replyIn is the reply a body writes in a round, for whoever mayReply.
func (s *Service) replyIn(tx *db.Tx, who *access.Actor, r Round, body id.ID) (Reply, error) {
	if err := r.State.Takes(); err != nil {
		return Reply{}, err
	}
	reply, err := webReplyHeld(tx, r.Docket, r.ID, body)
	if err == nil {
		return reply, nil
	}
	if fault.CodeOf(err) != fault.NotFound {
		return Reply{}, err
	}
	return s.beginWebReply(tx, who, r.Docket, r.ID, body)
}

// beginWebReply puts down the reply of a body that was asked, unless somebody
// does so at the same time.
func (s *Service) beginWebReply(tx *db.Tx, who *access.Actor, docket, round, body id.ID) (Reply, error) {
	name, err := db.Value[string](tx, `SELECT name FROM round_body WHERE docket_id = $1 AND round_id = $2 AND body_id = $3`, docket, round, body)
	if err != nil {
		return Reply{}, err
	}
	if name == "" {
		return Reply{}, fault.New(fault.NotFound)
	}
	begun := Reply{
		Docket: docket, ID: id.New(), Round: round, Body: body, BodyName: name, Via: ByWeb, State: Drafting,
		Problems: []Problem{}, Rev: 1, Created: s.Clock(), CreatedBy: who.Account,
	}
	if err := beginReply(tx, begun); err != nil {
		return Reply{}, err
	}
	return webReplyRow(tx, docket, round, body)
}

// WordReply writes the general opinion of a body's own reply, or that it agrees.
// With rev 0, of somebody who found none, it is Stale where there is one.
func (s *Service) WordReply(ctx context.Context, who *access.Actor, docket, round, body id.ID, rev int64, words string, agrees bool) (Reply, error) {
	if err := rule.Clean(rule.Text("words", &words, longestLetter)); err != nil {
		return Reply{}, err
	}
	return s.changeWebReply(ctx, who, access.ReplyWrite, "reply.word", docket, round, body, rev, func(tx *db.Tx, r *Reply) error {
		if err := ofBodyItself(who, body); err != nil {
			return err
		}
		if rev == 0 && (r.Words != "" || r.Agrees) && (r.Words != words || r.Agrees != agrees) {
			return fault.New(fault.Stale)
		}
		r.Words, r.Agrees = words, agrees
		return r.State.Writable()
	})
}

// OfferReply puts a body's reply before its head.
func (s *Service) OfferReply(ctx context.Context, who *access.Actor, docket, round, body id.ID, rev int64) (Reply, error) {
	return s.changeWebReply(ctx, who, access.ReplyWrite, "reply.offer", docket, round, body, rev, func(tx *db.Tx, r *Reply) error {
		if err := ofBodyItself(who, body); err != nil {
			return err
		}
		if err := r.State.To(Offered); err != nil {
			return err
		}
		r.State = Offered
		return nil
	})
}

// ReturnReply gives a reply back to be written on.
func (s *Service) ReturnReply(ctx context.Context, who *access.Actor, docket, round, body id.ID, rev int64) (Reply, error) {
	return s.changeWebReply(ctx, who, access.ReplyWrite, "reply.return", docket, round, body, rev, func(tx *db.Tx, r *Reply) error {
		if err := ofBodyItself(who, body); err != nil {
			return err
		}
		if err := r.State.To(Drafting); err != nil {
			return err
		}
		r.State = Drafting
		return nil
	})
}

// ofBodyItself refuses people of a unit below: they add to the reply, but do
// not decide what is in it.
func ofBodyItself(who *access.Actor, body id.ID) error {
	if !slices.Contains(who.Member, body) {
		return fault.New(fault.Denied, "action", "reply.offer", "kind", "Body", "id", string(body))
	}
	return nil
}

// changeWebReply reads a body's own reply, lets fn change it, and writes it
// with its entry. rev 0 takes the reply as it is.
func (s *Service) changeWebReply(ctx context.Context, who *access.Actor, action access.Action, what string, docket, round, body id.ID, rev int64, fn func(*db.Tx, *Reply) error) (Reply, error) {
	var after Reply
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := s.webReply(tx, who, docket, round, body)
		if err != nil {
			return err
		}
		if err := who.Check(action, before.Resource()); err != nil {
			return err
		}
		if rev != 0 && rev != before.Rev {
			return fault.New(fault.Stale)
		}
		after = before
		if err := fn(tx, &after); err != nil {
			return err
		}
		after.Rev++
		if err := updateReply(tx, after, before.Rev); err != nil {
			return err
		}
		e := s.entry(who, docket, what, "reply", after.ID, before, after, "body", after.BodyName)
		if after.State == Sealed {
			return ledger.Seal(tx, e)
		}
		e.Reply = after.ID
		return ledger.Append(tx, e)
	})
	return after, err
}

// ReplyLog lists up to limit entries of what a body's people did on its reply
// before it was sent, the newest first, older than the entry numbered before.
// It is for them alone, also afterwards: the team has what was sent.
func (s *Service) ReplyLog(ctx context.Context, who *access.Actor, docket, reply id.ID, before int64, limit int) ([]ledger.Entry, error) {
	r, err := replyRow(s.DB.Reader(ctx), docket, reply)
	if err != nil {
		return nil, err
	}
	if err := who.CheckSeen(access.ReplyRead, access.ReplyLog, r.Resource()); err != nil {
		return nil, err
	}
	return ledger.OfReply(s.DB.Reader(ctx), docket, reply, before, limit)
}

// ReadReply returns a reply: a body's own, or one that was received.
func (s *Service) ReadReply(ctx context.Context, who *access.Actor, docket, reply id.ID) (Reply, error) {
	return seen(who)(replyRow(s.DB.Reader(ctx), docket, reply))
}

// seen passes on a reply that was found to who may read it; to others there is
// none.
func seen(who *access.Actor) func(Reply, error) (Reply, error) {
	return func(r Reply, err error) (Reply, error) {
		if err == nil {
			err = who.CheckSeen(access.ReplyRead, access.ReplyRead, r.Resource())
		}
		if err != nil {
			return Reply{}, err
		}
		return r, nil
	}
}

// OwnReply returns the reply a body writes here; false where it has none yet.
// NotFound where there is no such round.
func (s *Service) OwnReply(ctx context.Context, who *access.Actor, docket, round, body id.ID) (Reply, bool, error) {
	q := s.DB.Reader(ctx)
	r, err := webReplyRow(q, docket, round, body)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return Reply{}, false, err
	}
	if err != nil || r.State.Writable() == nil {
		// One refusal for both: whether there is one already is the body's to know.
		refused := who.Check(access.ReplyRead, access.Resource{Kind: access.Reply, Docket: docket, Body: body, State: string(Drafting)})
		if refused != nil {
			return Reply{}, false, refused
		}
		if err != nil {
			return Reply{}, false, roundKnown(q, who, docket, round)
		}
	}
	return r, true, who.Check(access.ReplyRead, r.Resource())
}

// problemsOf keeps the problems of a file so that they can be said in any
// language.
func problemsOf(found []collation.Problem) []Problem {
	out := []Problem{}
	for _, p := range found {
		kept := Problem{Code: p.Code, Key: p.Key, Args: map[string]any{}}
		for name, v := range p.Args {
			if err, ok := v.(error); ok {
				v = err.Error()
			}
			kept.Args[name] = v
		}
		out = append(out, kept)
	}
	return out
}

// problemList is a list of problems as a column of JSON.
type problemList []Problem

func (l problemList) text() (string, error) {
	data, err := json.Marshal(l)
	return string(data), err
}

func (l *problemList) Scan(v any) error {
	var text []byte
	switch v := v.(type) {
	case string:
		text = []byte(v)
	case []byte:
		text = v
	}
	*l = problemList{}
	if len(text) == 0 {
		return nil
	}
	if err := json.Unmarshal(text, l); err != nil {
		return err
	}
	for _, p := range *l {
		for name, v := range p.Args { // JSON knows no whole numbers
			if f, ok := v.(float64); ok && f == math.Trunc(f) {
				p.Args[name] = int64(f)
			}
		}
	}
	return nil
}
