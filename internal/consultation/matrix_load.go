package consultation

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"path"
	"slices"

	"thao/internal/access"
	"thao/internal/answers"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

// LoadState is what became of a matrix that was sent back.
type LoadState string

// The states: it waits for a yes or a no, and then has one.
const (
	LoadOpen    LoadState = "open"
	LoadApplied LoadState = "applied"
	LoadDropped LoadState = "dropped"
)

// LoadStates lists every state.
func LoadStates() []LoadState { return []LoadState{LoadOpen, LoadApplied, LoadDropped} }

var loadNext = map[LoadState][]LoadState{LoadOpen: {LoadApplied, LoadDropped}}

// To is WrongState where a load cannot become next.
func (s LoadState) To(next LoadState) error { return to(loadNext, s, next) }

// Load is a filled matrix that came back, and what it would change.
type Load struct {
	Docket    id.ID        `json:"docket"`
	ID        id.ID        `json:"id"`
	Round     id.ID        `json:"round"`
	File      id.ID        `json:"file"`
	Name      string       `json:"name"` // of the file
	State     LoadState    `json:"state"`
	Plan      LoadPlan     `json:"plan"`
	Rev       int64        `json:"rev"` // counts how often the desk was looked at for it
	Created   clock.Micros `json:"created"`
	CreatedBy id.ID        `json:"createdBy"`
	Settled   clock.Micros `json:"settled"`

	hash string
}

// LoadPlan is what a filled matrix would change, as it is shown before.
type LoadPlan struct {
	By      string       `json:"by"` // who saved the file last, as it says
	Rows    int          `json:"rows"`
	Known   int          `json:"known"` // of them, rows of the round's matrix
	Changes []LoadChange `json:"changes"`
	Told    []LoadNote   `json:"told"` // what else is not as the matrix was written
}

// LoadChange is one answer that would be written, or taken away.
type LoadChange struct {
	Group   id.ID       `json:"group"`
	Number  int64       `json:"number"` // of the group
	Title   string      `json:"title"`
	Comment id.ID       `json:"comment"` // "" for the whole group
	Body    string      `json:"body"`    // of Comment
	Before  *LoadAnswer `json:"before"`  // nil where there is none
	After   *LoadAnswer `json:"after"`   // nil where it would be taken away
	Rev     int64       `json:"rev"`     // of the answer that stood when it was shown; 0 for none
}

// LoadAnswer is an answer's words.
type LoadAnswer struct {
	Verdict string      `json:"verdict"`
	Reason  string      `json:"reason"`
	State   AnswerState `json:"state"`
	By      string      `json:"by"`
}

// LoadNote is what a person should look at: a contradiction, a row nobody knows.
type LoadNote struct {
	answers.Change
	Groups []LoadGroup `json:"groups"` // of Change.Rows
}

// LoadGroup is a group a note is about.
type LoadGroup struct {
	ID     id.ID `json:"id"`
	Number int64 `json:"number"`
}

// Lost reports whether answers in the file would not be taken.
func (p LoadPlan) Lost() bool {
	return slices.ContainsFunc(p.Told, func(n LoadNote) bool { return n.Change.Lost() })
}

// LargestMatrix bounds a filled matrix, in MiB.
const LargestMatrix = 64

// LoadMatrix reads a matrix that was filled in elsewhere and keeps what it would
// change; nothing is changed by that. The same file from the same person is kept
// once while it is neither applied nor given up: it is compared anew. Errors are
// those of answers.Read and answers.New, and UploadLarge.
func (s *Service) LoadMatrix(ctx context.Context, who *access.Actor, docket, round id.ID, name string, data io.Reader) (Load, error) {
	if err := who.Check(access.MatrixLoad, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return Load{}, err
	}
	name, err := fileName(name)
	if err != nil {
		return Load{}, err
	}
	ref, err := s.Blobs.Put(ctx, data, LargestMatrix<<20)
	if err != nil {
		return Load{}, err
	}
	l := Load{Docket: docket, ID: id.New(), Round: round, File: id.New(), Name: path.Base(name), State: LoadOpen, Rev: 1, Created: s.Clock(), CreatedBy: who.Account, hash: ref.Hash}
	if err := s.plan(ctx, who, &l); err != nil {
		return Load{}, err
	}
	kept := l
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		kept, err = s.keepLoad(tx, who, l, ref)
		return err
	})
	return kept, err
}

// keepLoad keeps a matrix that was sent, or finds it where the same was sent
// before.
func (s *Service) keepLoad(tx *db.Tx, who *access.Actor, l Load, ref blob.Ref) (Load, error) {
	if err := tx.Lock("loads " + string(l.Round)); err != nil { // it may be sent twice at once
		return l, err
	}
	before, found, err := db.One(tx, scanLoad, loadSelect+`
WHERE l.docket_id = $1 AND l.round_id = $2 AND l.state = 'open' AND l.created_by = $3 AND f.hash = $4 AND f.name = $5 ORDER BY l.id LIMIT 1`,
		l.Docket, l.Round, l.CreatedBy, ref.Hash, l.Name)
	if err != nil {
		return l, err
	}
	if found {
		if ledger.HashOf(before.Plan) == ledger.HashOf(l.Plan) {
			return before, nil
		}
		rev := before.Rev
		before.Plan, before.Rev = l.Plan, rev+1
		return before, changed(updateLoad(tx, before, rev))
	}
	if _, err := tx.Exec(`INSERT INTO file (docket_id, id, hash, size, name, media, created) VALUES ($1, $2, $3, $4, $5, '', $6)`,
		l.Docket, l.File, ref.Hash, ref.Size, l.Name, l.Created); err != nil {
		return l, err
	}
	if err := insertLoad(tx, l); err != nil {
		return l, err
	}
	return l, ledger.Append(tx, s.entry(who, l.Docket, "matrix.load", "matrix", l.ID, nil, l, "file", l.Name, "count", countText(int64(len(l.Plan.Changes)))))
}

// plan reads the file against the desk as it is now.
func (s *Service) plan(ctx context.Context, who *access.Actor, l *Load) error {
	data, done, err := s.Blobs.Hold(ctx, l.hash, LargestMatrix<<20)
	if err != nil {
		return err
	}
	filled, err := answers.Read(ctx, l.Name, data)
	done() // the collation may read the draft's file, which asks for room of its own
	if err != nil {
		return err
	}
	c, err := s.Collation(ctx, who, l.Docket, l.Round)
	if err != nil {
		return err
	}
	if c.Round.State == Closed {
		return wrongState(c.Round.State)
	}
	plan, err := answers.New(c.Collation, []*answers.Filled{filled})
	if err != nil {
		return err
	}
	l.Plan = c.planned(plan)
	l.Plan.By = filled.By
	return nil
}

// planned is a plan as the desk knows it: slot by slot, with the answers that
// stand and their revisions.
func (c *Collated) planned(plan *answers.Plan) LoadPlan {
	out := LoadPlan{Rows: plan.Rows, Known: plan.Known, Changes: []LoadChange{}, Told: []LoadNote{}}
	then := map[slot]collation.Answer{}
	for _, a := range plan.Answers {
		for _, key := range slotsOf(a) {
			then[key] = a
		}
	}
	comments := c.commentsByID()
	for _, g := range c.Groups {
		for _, key := range append([]string{""}, g.Comments...) {
			at := slot{id.ID(g.ID), id.ID(key)}
			if change, is := c.change(at, then); is {
				if m := comments[key]; m != nil {
					change.Body = m.Body
				}
				out.Changes = append(out.Changes, change)
			}
		}
	}
	ordinals := c.ordinals()
	for _, n := range plan.Changes {
		if n.Applied() {
			continue
		}
		note := LoadNote{Change: n, Groups: []LoadGroup{}}
		for _, row := range n.Rows {
			if g, known := c.groups[ordinals[row]]; known {
				note.Groups = append(note.Groups, LoadGroup{g.ID, g.Number})
			}
		}
		out.Told = append(out.Told, note)
	}
	return out
}

// ordinals says which group each row of the matrix is.
func (c *Collated) ordinals() map[int]id.ID {
	out := map[int]id.ID{}
	if m, err := c.matrix(); err == nil {
		for _, r := range m.Rows {
			out[r.Ordinal] = id.ID(r.Group)
		}
	}
	return out
}

func slotsOf(a collation.Answer) (out []slot) {
	if len(a.Comments) == 0 {
		return []slot{{id.ID(a.Group), ""}}
	}
	for _, m := range a.Comments {
		out = append(out, slot{id.ID(a.Group), id.ID(m)})
	}
	return out
}

func (c *Collated) change(at slot, then map[slot]collation.Answer) (LoadChange, bool) {
	now, stands := c.slots[at]
	says := stands && (now.Verdict != "" || now.Reason != "")
	will, answered := then[at]
	if answered == says && (!says || now.Verdict == will.Verdict && now.Reason == will.Reason) {
		return LoadChange{}, false
	}
	g := c.groups[at.group]
	out := LoadChange{Group: at.group, Number: g.Number, Title: g.Title, Comment: at.comment, Rev: now.Rev}
	if says {
		out.Before = &LoadAnswer{Verdict: now.Verdict, Reason: now.Reason, State: now.State}
	}
	if answered {
		out.After = &LoadAnswer{Verdict: will.Verdict, Reason: will.Reason, State: Drafted, By: will.By}
	}
	return out, true
}

// ReadLoad returns a matrix that was sent back.
func (s *Service) ReadLoad(ctx context.Context, who *access.Actor, docket, load id.ID) (Load, error) {
	if err := who.Check(access.MatrixLoad, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return Load{}, err
	}
	return loadRow(s.DB.Reader(ctx), docket, load)
}

// Loads lists the matrices that were sent back in a round, the newest first.
func (s *Service) Loads(ctx context.Context, who *access.Actor, docket, round id.ID) ([]Load, error) {
	if err := who.Check(access.MatrixLoad, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return nil, err
	}
	q := s.DB.Reader(ctx)
	if err := roundKnown(q, who, docket, round); err != nil {
		return nil, err
	}
	list, err := db.All(q, scanLoad, loadSelect+` WHERE l.docket_id = $1 AND l.round_id = $2 ORDER BY l.id DESC LIMIT 20`, docket, round)
	return list, db.Fault(err)
}

// DropLoad gives a matrix that was sent back up; nothing of it is taken.
func (s *Service) DropLoad(ctx context.Context, who *access.Actor, docket, load id.ID) error {
	return s.settleLoad(ctx, who, docket, load, LoadDropped, "matrix.drop", func(*db.Tx, Load) error { return nil })
}

// ApplyLoad writes the answers of a matrix that was sent back, as drafts of
// whoever says so; with submit, those that are complete are handed on. All or
// nothing: where one of the answers it was shown against has changed since,
// nothing is written, the file is compared with the desk anew, and the error is
// Stale.
func (s *Service) ApplyLoad(ctx context.Context, who *access.Actor, docket, load id.ID, rev int64, submit bool) error {
	if err := who.Check(access.AnswerWrite, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return err
	}
	err := s.settleLoad(ctx, who, docket, load, LoadApplied, "matrix.apply", func(tx *db.Tx, l Load) error {
		if l.Rev != rev {
			return fault.New(fault.Stale, "rev", l.Rev)
		}
		return s.apply(tx, who, l, submit)
	})
	switch fault.CodeOf(err) {
	case fault.Stale, fault.Gone, fault.NotFound:
		l, readErr := s.ReadLoad(ctx, who, docket, load)
		if readErr != nil || l.Rev != rev {
			return err
		}
		if again := s.planAgain(ctx, who, &l); again != nil {
			return again
		}
		return fault.Wrap(err, fault.Stale, "rev", l.Rev)
	}
	return err
}

func (s *Service) apply(tx *db.Tx, who *access.Actor, l Load, submit bool) error {
	var groups []id.ID
	for _, c := range l.Plan.Changes {
		if err := s.answerable(tx, l.Docket, c.Group); err != nil {
			return err
		}
		if err := s.applyChange(tx, who, l.Docket, c); err != nil {
			return err
		}
		if !slices.Contains(groups[max(0, len(groups)-1):], c.Group) {
			groups = append(groups, c.Group)
		}
	}
	for _, g := range groups {
		if submit {
			if err := s.submitComplete(tx, who, l.Docket, g); err != nil {
				return err
			}
		}
		if _, err := s.settle(tx, l.Docket, g); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) applyChange(tx *db.Tx, who *access.Actor, docket id.ID, c LoadChange) error {
	now, found, err := db.One(tx, scanAnswer, `SELECT `+answerColumns+` FROM answer a WHERE a.docket_id = $1 AND a.group_id = $2 AND a.comment_id = $3`,
		docket, c.Group, c.Comment)
	switch {
	case err != nil:
		return err
	case now.Rev != c.Rev:
		return fault.New(fault.Stale, "rev", now.Rev)
	case c.After == nil && found:
		return s.dropAnswer(tx, who, &now)
	case c.After == nil:
		return nil
	}
	_, err = s.writeAnswer(tx, who, docket, c.Group, AnswerForm{
		Comment: c.Comment, Verdict: c.After.Verdict, Reason: c.After.Reason, Wording: now.Wording, Rev: now.Rev})
	return err
}

// submitComplete hands on the answers of a group that lack nothing.
func (s *Service) submitComplete(tx *db.Tx, who *access.Actor, docket, group id.ID) error {
	list, err := answersOf(tx, docket, group)
	if err != nil {
		return err
	}
	for _, before := range list {
		if before.State != Drafted || before.complete() != nil || before.WrittenBy != who.Account {
			continue
		}
		a := before
		a.State, a.Confirmer = Submitted, ""
		a.Rev++
		if err := s.putAnswer(tx, who, "answer.submit", &before, &a); err != nil {
			return err
		}
	}
	return nil
}

// planAgain compares the file with the desk as it is now.
func (s *Service) planAgain(ctx context.Context, who *access.Actor, l *Load) error {
	before := *l
	if err := s.plan(ctx, who, l); err != nil {
		return err
	}
	l.Rev++
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		return changed(updateLoad(tx, *l, before.Rev))
	})
}

func (s *Service) settleLoad(ctx context.Context, who *access.Actor, docket, load id.ID, next LoadState, action string, do func(*db.Tx, Load) error) error {
	if err := who.Check(access.MatrixLoad, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := loadRow(tx, docket, load)
		if err != nil {
			return err
		}
		if err := before.State.To(next); err != nil {
			return err
		}
		if err := do(tx, before); err != nil {
			return err
		}
		after := before
		after.State, after.Settled, after.Rev = next, s.Clock(), before.Rev+1
		if err := changed(updateLoad(tx, after, before.Rev)); err != nil {
			return err
		}
		return ledger.Append(tx, s.entry(who, docket, action, "matrix", load, before, after, "file", before.Name, "count", countText(int64(len(before.Plan.Changes)))))
	})
}

const loadSelect = `SELECT l.docket_id, l.id, l.round_id, l.file_id, f.name, f.hash, l.state, l.plan, l.rev, l.created, l.created_by, l.settled
FROM matrix_load l JOIN file f ON f.docket_id = l.docket_id AND f.id = l.file_id`

func scanLoad(r db.Row, l *Load) error {
	var plan string
	if err := r.Scan(&l.Docket, &l.ID, &l.Round, &l.File, &l.Name, &l.hash, &l.State, &plan, &l.Rev, &l.Created, &l.CreatedBy, &l.Settled); err != nil {
		return err
	}
	return json.NewDecoder(bytes.NewReader([]byte(plan))).Decode(&l.Plan)
}

func loadRow(q db.Q, docket, load id.ID) (Load, error) {
	return one(db.One(q, scanLoad, loadSelect+` WHERE l.docket_id = $1 AND l.id = $2`, docket, load))
}

func insertLoad(tx *db.Tx, l Load) error {
	plan, err := json.Marshal(l.Plan)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`
INSERT INTO matrix_load (docket_id, id, round_id, file_id, state, plan, rev, created, created_by, settled) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		l.Docket, l.ID, l.Round, l.File, l.State, string(plan), l.Rev, l.Created, l.CreatedBy, l.Settled)
	return err
}

func updateLoad(tx *db.Tx, l Load, rev int64) (int64, error) {
	plan, err := json.Marshal(l.Plan)
	if err != nil {
		return 0, err
	}
	return tx.Exec(`UPDATE matrix_load SET state = $4, plan = $5, settled = $6, rev = $7 WHERE docket_id = $1 AND id = $2 AND rev = $3`,
		l.Docket, l.ID, rev, l.State, string(plan), l.Settled, l.Rev)
}
