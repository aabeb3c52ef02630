// Package consultation is the asking and what comes of it: rounds in which
// bodies are asked about one version of a draft, their replies, and the
// comments in them, each at its place in the draft.
//
// A round (round.go) asks bodies until a deadline. What a body sends is a reply
// (reply.go): drafted here by its people and sealed by its head
// (reply_seal.go), or read from a file that came by mail (receive.go,
// receive_read.go). A reply holds comments (comment.go), written here
// (comment_write.go) or read from the file; those whose place is unsure wait in
// the placing queue (place.go). What each of them may become is in state.go.
//
// Operations of Service:
//
//	PrepareRound, EditRound, OpenRound         a round, until bodies are asked
//	AskBodies, ExtendRound, Remind             while it is open
//	EndRound, CloseRound, Missing              and its end
//	NodeNamed, Places                          what a question is about
//	ReadRound, Rounds, Board                   rounds, and how each body stands
//	Awaiting                                   what waits for somebody
//	OfferReply, ReturnReply, WordReply, Seal   a body's own reply
//	ReadReply, Replies, Prove                  replies, and the proof of a receipt
//	Write, Edit, Discuss, Withdraw             a comment
//	Offer, TakeBack, Include, TakeOut          a unit's comment on its way into the reply
//	Receive, CorrectBody, Discard              what came by mail
//	Place, Queue                               comments whose place is unsure
//	ReadComment, Comments, Count               comments, filtered
//	GroupNew, MergeGroups, SplitGroup, MoveComments, RenameGroup, AssignGroups
//	Search                                     by words, all that somebody may see
//	Groups, Progress, Shares                   the desk
//	WriteAnswer, AnswerMany, DropException     answers
//	SubmitAnswers, ConfirmAnswers, ReturnAnswers
//	Phrases, AddPhrase, DropPhrase             words used again and again
package consultation

import (
	"thao/internal/access"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/docket"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/ledger"
	"thao/internal/mail"
	"thao/internal/rule"
	"thao/internal/trace"
)

// Service is the area's operations. Its methods may be called by several
// goroutines.
type Service struct {
	DB    *db.DB
	Clock clock.Clock
	Blobs *blob.Store
	Jobs  *jobs.Queue // Work names its handlers
	Mail  *mail.Outbox
	Site  string // where the site is, for links in letters: "https://thao.example"

	Dockets *docket.Service
	// Changed is told, after the fact, that a round does not stand as it stood:
	// a reply came, a file was read, an hour was moved. nil tells nobody.
	Changed func(docket, round id.ID)

	matrices matrixCache
	drafts   draftCache
	senders  senderCache
	texts    recent[textKey, *text]
	traces   recent[traceKey, *trace.Trace]

	progress    kept[Progress]
	shares      kept[[]Share]
	missing     kept[Missing]
	byNode      kept[map[string]int64]
	frames      kept[*frame]
	figures     kept[*Figures]
	parts       kept[[]Part]
	commentHits finds[listedComment] // by words
	groupHits   finds[listedGroup]   // by words
	differ      kept[[]listedGroup]
	loops       kept[*Loop] // by round and version
	pairs       recent[textPair, *trace.Pair]
}

// Bounds of what is written, in code points.
const (
	longestTitle   = 500
	longestLetter  = 20000
	longestComment = 50000
	longestName    = 300
)

func invalid(field, key string) error { return rule.Wrong(field, key) }

// entry is the log's line of a change to a record.
func (s *Service) entry(who *access.Actor, docket id.ID, action, kind string, subject id.ID, before, after any, detail ...string) ledger.Entry {
	e := ledger.Entry{
		Docket: docket, At: s.Clock(), Account: who.Account, Actor: who.Name, Action: action, Kind: kind, Subject: subject,
		Before: ledger.HashOf(before), After: ledger.HashOf(after), Detail: map[string]string{},
	}
	for i := 0; i+1 < len(detail); i += 2 {
		e.Detail[detail[i]] = detail[i+1]
	}
	return e
}

// stir tells of a change to a round once it is committed.
func (s *Service) stir(tx *db.Tx, docket, round id.ID) {
	if s.Changed != nil {
		tx.After(func() { s.Changed(docket, round) })
	}
}

// one turns the absence of a row into fault.NotFound.
func one[T any](v T, found bool, err error) (T, error) {
	if err == nil && !found {
		err = fault.New(fault.NotFound)
	}
	return v, db.Fault(err)
}

// changed turns an update that met no row of the expected revision into Stale.
func changed(n int64, err error) error {
	if err == nil && n == 0 {
		err = fault.New(fault.Stale)
	}
	return err
}
