package consultation

import (
	"context"
	"encoding/json"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"thao/internal/access"
	"thao/internal/blob"
	"thao/internal/collate"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/rule"
	"thao/internal/viet"
)

// LargestFile is how many bytes one file of a reply may have.
const LargestFile = 64 << 20

// Received is what became of one file that was sent.
type Received struct {
	Name  string `json:"name"`
	Reply Reply  `json:"reply"` // waits to be read, unless Again
	Again bool   `json:"again"` // the same file is in the round already: Reply is that one
	List  int    `json:"list"`  // it is a list of bodies with so many lines, no reply
}

// Receive keeps a file that came by mail and asks for it to be read. The name
// may have folders, with slashes. A file named bodies.csv says which body sent
// which file. A file that is in the round already is not taken twice.
func (s *Service) Receive(ctx context.Context, who *access.Actor, docket, round id.ID, name string, data io.Reader) (Received, error) {
	name, err := fileName(name)
	if err != nil {
		return Received{}, err
	}
	if err := who.Check(access.ReplyReceive, access.Resource{Kind: access.Reply, Docket: docket, State: string(Reading)}); err != nil {
		return Received{}, err
	}
	if err := s.takes(ctx, docket, round); err != nil {
		return Received{}, err
	}
	ref, err := s.Blobs.Put(ctx, data, LargestFile)
	if err != nil {
		return Received{}, err
	}
	if collate.IsList(name) {
		return s.receiveList(ctx, who, docket, round, name, ref)
	}
	return s.receiveFile(ctx, who, docket, round, name, ref)
}

func (s *Service) takes(ctx context.Context, docket, round id.ID) error {
	r, err := roundRow(s.DB.Reader(ctx), docket, round)
	if err != nil {
		return err
	}
	return r.State.Takes()
}

// fileName is a name as it is kept: no way out of its folder, in normal form.
func fileName(name string) (string, error) {
	if !rule.Storable(name) {
		return "", invalid("file", "web.rule.text")
	}
	name = strings.TrimPrefix(path.Clean("/"+viet.NFC(strings.ReplaceAll(name, `\`, "/"))), "/")
	if name == "" || utf8.RuneCountInString(name) > 1000 {
		return "", invalid("file", "web.rule.file-name")
	}
	return name, nil
}

func (s *Service) receiveFile(ctx context.Context, who *access.Actor, docket, round id.ID, name string, ref blob.Ref) (Received, error) {
	got := Received{Name: name}
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Lock(receiveKey(round)); err != nil {
			return err
		}
		r, err := roundHeld(tx, docket, round)
		if err != nil {
			return err
		}
		if err := r.State.Takes(); err != nil {
			return err
		}
		known, found, err := db.One(tx, scanReply, replySelect+`
WHERE r.docket_id = $1 AND r.round_id = $2 AND f.hash = $3 AND r.via = 'mail' AND r.state <> 'withdrawn'`, docket, round, ref.Hash)
		if got.Reply, got.Again = known, found; err != nil || found {
			return err
		}
		file, err := s.keepFile(tx, docket, name, ref)
		if err != nil {
			return err
		}
		got.Reply = Reply{
			Docket: docket, ID: id.New(), Round: round, BodyName: name, Via: ByMail, State: Reading, File: file, Problems: []Problem{},
			Rev: 1, Created: s.Clock(), CreatedBy: who.Account, FileName: name, FileHash: ref.Hash,
		}
		if err := insertReply(tx, got.Reply); err != nil {
			return err
		}
		if err := s.reading(tx, got.Reply); err != nil {
			return err
		}
		s.stir(tx, docket, round)
		return ledger.Append(tx, s.entry(who, docket, "reply.receive", "reply", got.Reply.ID, nil, got.Reply, "file", name))
	})
	return got, err
}

// receiveKey is held by who takes a file of a round or a list of bodies in, and
// shared by who files what was read.
func receiveKey(round id.ID) string { return "receive " + string(round) }

// keepFile puts down the use of a file: what has no row is in no backup.
func (s *Service) keepFile(tx *db.Tx, docket id.ID, name string, ref blob.Ref) (id.ID, error) {
	file := id.New()
	_, err := tx.Exec(`INSERT INTO file (docket_id, id, hash, size, name, media, created) VALUES ($1, $2, $3, $4, $5, '', $6)`,
		docket, file, ref.Hash, ref.Size, name, s.Clock())
	return file, err
}

// keepList puts down a list of bodies, the same one once.
func (s *Service) keepList(tx *db.Tx, docket id.ID, name string, ref blob.Ref) error {
	known, err := db.Value[int64](tx, `SELECT COUNT(*) FROM file WHERE docket_id = $1 AND hash = $2 AND name = $3`, docket, ref.Hash, name)
	if err == nil && known == 0 {
		_, err = s.keepFile(tx, docket, name, ref)
	}
	return err
}

// receiveList keeps a list of bodies with the round, for the files that come
// and for those that are there. The list it has, sent again, changes nothing.
func (s *Service) receiveList(ctx context.Context, who *access.Actor, docket, round id.ID, name string, ref blob.Ref) (Received, error) {
	data, done, err := s.Blobs.Hold(ctx, ref.Hash, LargestFile)
	if err != nil {
		return Received{}, err
	}
	lines, err := collate.ReadList(data)
	done()
	if err != nil {
		return Received{}, err
	}
	kept, err := json.Marshal(lines)
	if err != nil {
		return Received{}, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Lock(receiveKey(round)); err != nil {
			return err
		}
		r, err := roundHeld(tx, docket, round)
		if err != nil {
			return err
		}
		if err := r.State.Takes(); err != nil {
			return err
		}
		before, err := listedOf(tx, docket, round)
		if err != nil {
			return err
		}
		if err := s.keepList(tx, docket, name, ref); err != nil {
			return err
		}
		if given, err := s.applyList(tx, who, docket, round, lines); err != nil || given == 0 && before == string(kept) {
			return err
		}
		if _, err := tx.Exec(`UPDATE round SET listed = $3 WHERE docket_id = $1 AND id = $2`, docket, round, string(kept)); err != nil {
			return err
		}
		s.stir(tx, docket, round)
		return ledger.Append(tx, s.entry(who, docket, "round.list", "round", round, nil, lines, "count", countText(int64(len(lines)))))
	})
	return Received{Name: name, List: len(lines)}, err
}

// applyList gives the files that were read before the list came to the bodies
// it names, but for those somebody gave a body by hand and those that have theirs.
// It tells how many were given.
func (s *Service) applyList(tx *db.Tx, who *access.Actor, docket, round id.ID, lines []collate.Listed) (given int, err error) {
	asked, err := askedOf(tx, docket, round)
	if err != nil {
		return 0, err
	}
	replies, err := repliesOf(tx, docket, round)
	if err != nil {
		return 0, err
	}
	known := senderNames(asked)
	byFile := make(map[string]collate.Listed, len(lines))
	for _, line := range lines { // of several of one file the last, as where it is read after the list came
		byFile[line.File] = line
	}
	delete(byFile, "")
	for _, r := range replies {
		line, is := byFile[r.FileName]
		if !is || r.Via != ByMail || r.State == Reading || r.Rule == ByHand {
			continue
		}
		after := r
		after.Rule, after.BodyName, after.Body = "list", line.Body, ""
		if a, ok := known.match(line.Body); ok {
			after.Body, after.BodyName = a.Body, a.Name
		}
		if line.Number != "" {
			after.Number = line.Number
		}
		if line.Date != "" {
			after.Dated = line.Date
		}
		if after.sameBody(r) {
			continue
		}
		if err := s.giveBody(tx, who, r, after); err != nil {
			return given, err
		}
		given++
	}
	return given, nil
}

// sameBody reports whether two states of a reply say the same of whose it is.
func (r Reply) sameBody(o Reply) bool {
	return r.Body == o.Body && r.BodyName == o.BodyName && r.Rule == o.Rule && r.Number == o.Number && r.Dated == o.Dated
}

// CorrectBody says from which of the bodies asked a file came; where that was said
// by hand before, nothing is changed. Stale where the reply is not at the revision
// seen; 0 is any.
func (s *Service) CorrectBody(ctx context.Context, who *access.Actor, docket, reply id.ID, seen int64, body id.ID) (Reply, error) {
	var after Reply
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := s.mailReply(tx, who, docket, reply)
		if err != nil {
			return err
		}
		round, err := readRound(tx, docket, before.Round)
		if err != nil {
			return err
		}
		a, ok := round.AskedBody(body)
		if !ok {
			return invalid("body", "web.rule.choice")
		}
		after = before
		if before.Rule == ByHand && before.Body == a.Body && before.BodyName == a.Name {
			return nil
		}
		if err := before.asSeen(seen); err != nil {
			return err
		}
		after.Body, after.BodyName, after.Rule, after.Rev = a.Body, a.Name, ByHand, before.Rev+1
		return s.giveBody(tx, who, before, after)
	})
	return after, err
}

// asSeen is Stale where a reply is not at a revision; 0 is any.
func (r Reply) asSeen(rev int64) error {
	if rev != 0 && rev != r.Rev {
		return fault.New(fault.Stale)
	}
	return nil
}

// mailReply is a reply that came by mail, in a round that is not closed.
func (s *Service) mailReply(tx *db.Tx, who *access.Actor, docket, reply id.ID) (Reply, error) {
	if err := who.Check(access.ReplyReceive, access.Resource{Kind: access.Reply, ID: reply, Docket: docket}); err != nil {
		return Reply{}, err
	}
	r, err := replyRow(tx, docket, reply)
	if err != nil {
		return r, err
	}
	if r.Via != ByMail {
		return r, fault.New(fault.NotFound)
	}
	round, err := roundHeld(tx, docket, r.Round)
	if err != nil {
		return r, err
	}
	return r, round.State.Takes()
}

// giveBody writes a reply's body, and gives it the reply's comments. In a table
// of several bodies a row that says whose it is stays theirs: the body given is
// who gathered them. So it comes to the same whether a file is given its body
// before it is read or after.
func (s *Service) giveBody(tx *db.Tx, who *access.Actor, before, after Reply) error {
	if err := holdDesk(tx, before.Round); err != nil { // who groups them writes the same rows
		return err
	}
	after.Rev = before.Rev + 1
	if err := updateReply(tx, after, before.Rev); err != nil {
		return err
	}
	comments, err := commentsOf(tx, after.Docket, after.ID)
	if err != nil {
		return err
	}
	for _, c := range comments {
		if after.Joint && c.ownName(before) {
			continue
		}
		rev := c.Rev
		c.Body, c.BodyName = after.Body, after.BodyName
		c.Rev++
		if err := s.keep(tx, c, rev); err != nil {
			return err
		}
	}
	s.stir(tx, after.Docket, after.Round)
	return ledger.Append(tx, s.entry(who, after.Docket, "reply.body", "reply", after.ID, before, after, "file", after.FileName, "body", after.BodyName))
}

// Discard takes a file out of the round: it is no reply, or came by mistake.
// Its comments leave their groups; the file itself is kept. Stale where the reply
// is not at the revision seen: a file that could not be read may have been read
// since. 0 is any.
func (s *Service) Discard(ctx context.Context, who *access.Actor, docket, reply id.ID, seen int64) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := s.mailReply(tx, who, docket, reply)
		if err != nil {
			return err
		}
		if err := before.State.To(Dropped); err != nil {
			return err
		}
		if err := before.asSeen(seen); err != nil {
			return err
		}
		if err := holdDesk(tx, before.Round); err != nil {
			return err
		}
		after := before
		after.State, after.Comments, after.Rev = Dropped, 0, before.Rev+1
		if err := updateReply(tx, after, before.Rev); err != nil {
			return err
		}
		comments, err := commentsOf(tx, docket, reply)
		if err != nil {
			return err
		}
		for _, c := range comments {
			rev, group := c.Rev, c.Group
			c.State, c.Group, c.Lead, c.Rev = Withdrawn, "", 0, c.Rev+1
			if err := s.keep(tx, c, rev); err != nil {
				return err
			}
			if err := s.left(tx, who, docket, group, c.ID); err != nil {
				return err
			}
		}
		s.stir(tx, docket, after.Round)
		return ledger.Append(tx, s.entry(who, docket, "reply.discard", "reply", reply, before, after, "file", after.FileName))
	})
}

// left settles a group that a comment has left; "" for none. An answer of the
// comment's own goes: it would hold the group up where nobody sees it. Its words
// stay in the log.
func (s *Service) left(tx *db.Tx, who *access.Actor, docket, group, comment id.ID) error {
	if group == "" {
		return nil
	}
	g, err := groupOf(tx, docket, group)
	if err != nil {
		return err
	}
	answers, err := answersOf(tx, docket, group)
	if err != nil {
		return err
	}
	for _, a := range answers {
		if a.Comment == comment {
			if err := s.dropAnswer(tx, who, &a); err != nil {
				return err
			}
		}
	}
	return s.dropIfEmpty(tx, who, &g)
}

// ReadAgain lets a file that could not be read be read once more.
func (s *Service) ReadAgain(ctx context.Context, who *access.Actor, docket, reply id.ID) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := s.mailReply(tx, who, docket, reply)
		if err != nil {
			return err
		}
		if err := before.State.To(Reading); err != nil {
			return err
		}
		after := before
		after.State, after.Problems, after.Rev = Reading, []Problem{}, before.Rev+1
		if err := updateReply(tx, after, before.Rev); err != nil {
			return err
		}
		if err := s.reading(tx, after); err != nil {
			return err
		}
		s.stir(tx, docket, after.Round)
		return ledger.Append(tx, s.entry(who, docket, "reply.again", "reply", reply, before, after, "file", after.FileName))
	})
}
