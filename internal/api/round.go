package api

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/consultation"
	"thao/internal/id"
)

// RoundPath names a round.
type RoundPath struct {
	DocketPath
	Round id.ID `path:"round" doc:"Id of the round"`
}

// Bodies are bodies by id.
type Bodies struct {
	Bodies []id.ID `json:"bodies" required:"true"`
}

// Extension is a later hour.
type Extension struct {
	Body     id.ID        `json:"body,omitempty" doc:"Only this body"`
	Bodies   []id.ID      `json:"bodies,omitempty" doc:"Only these bodies; with no body named, all"`
	Deadline clock.Micros `json:"deadline" required:"true"`
}

// Chosen are some of a round's bodies.
type Chosen struct {
	Bodies []id.ID `json:"bodies,omitempty" doc:"Only these; all where none is named"`
}

func (e Extension) bodies() []id.ID {
	if e.Body != "" {
		return append([]id.ID{e.Body}, e.Bodies...)
	}
	return e.Bodies
}

// Count is a number of things.
type Count struct {
	Count int `json:"count"`
}

var roundExample = consultation.RoundForm{
	Version: "01jdexample0000000000version", Title: "Lấy ý kiến lần 1", Letter: "Kính đề nghị quý cơ quan góp ý.", Deadline: 1798761600000000,
	Questions: []consultation.Question{{Words: "Thời hạn nêu tại Điều 5 đã hợp lý chưa?"}}, Bodies: []id.ID{"01jdexample00000000000body"},
}

// RoundRead is a round by itself. It may ask tens of thousands of bodies: they
// are listed by its board.
type RoundRead struct {
	consultation.Round
	Asked []consultation.Asked `json:"asked" doc:"Of the bodies asked, those the account writes for"`
	All   int                  `json:"all" doc:"How many bodies are asked"`
	Board string               `json:"board" doc:"Where the team finds them, page by page, each with how it stands"`
}

// roundRead is a round of so many bodies, of which r has those of the reader or
// all.
func roundRead(who *access.Actor, r consultation.Round, all int) RoundRead {
	own := slices.DeleteFunc(slices.Clone(r.Asked), func(a consultation.Asked) bool { return !slices.Contains(who.Serves, a.Body) })
	return RoundRead{r, orNone(own), all, Prefix + "dockets/" + string(r.Docket) + "/rounds/" + string(r.ID) + "/board"}
}

// roundAt answers with a round that was read whole.
func roundAt(who *access.Actor, r consultation.Round, err error) (*One[RoundRead], error) {
	return at(roundRead(who, r, len(r.Asked)), r.Rev, err)
}

func (a *API) ofRounds() {
	put(a, op{id: "round.list", method: http.MethodGet, path: "dockets/{docket}/rounds", tag: "rounds", summary: "A docket's rounds", about: "The newest first."},
		func(ctx context.Context, who *access.Actor, in *struct{ DocketPath }) (*Listed[consultation.Round], error) {
			return all(a.Rounds.Rounds(ctx, who, in.Docket))
		})
	put(a, op{id: "round.prepare", method: http.MethodPost, path: "dockets/{docket}/rounds", tag: "rounds", summary: "Put down a round that nobody knows of yet", status: 201, example: roundExample},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Body consultation.RoundForm
		}) (*One[RoundRead], error) {
			r, err := a.Rounds.PrepareRound(ctx, who, in.Docket, in.Body)
			return made(roundRead(who, r, len(r.Asked)), r.Rev, err, "dockets", string(in.Docket), "rounds", string(r.ID))
		})
	put(a, op{id: "round.read", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}", tag: "rounds", summary: "One round, with its questions", about: "And how many bodies it asks; \"board\" is where the team finds them."},
		func(ctx context.Context, who *access.Actor, in *struct{ RoundPath }) (*One[RoundRead], error) {
			r, err := a.Rounds.RoundFor(ctx, who, in.Docket, in.Round)
			if err != nil {
				return nil, err
			}
			asked, err := a.Rounds.AskedPage(ctx, who, in.Docket, in.Round, "", 0, 1)
			return at(roundRead(who, r, int(asked.Total)), r.Rev, err)
		})
	put(a, op{id: "round.edit", method: http.MethodPut, path: "dockets/{docket}/rounds/{round}", tag: "rounds", summary: "Change a round that is being prepared", example: roundExample},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			IfMatch
			Body consultation.RoundForm
		}) (*One[RoundRead], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			in.Body.Rev = rev
			r, err := a.Rounds.EditRound(ctx, who, in.Docket, in.Round, in.Body)
			return roundAt(who, r, err)
		})
	put(a, op{id: "round.open", method: http.MethodPost, path: "dockets/{docket}/rounds/{round}/open", tag: "rounds", summary: "Ask the bodies of a prepared round", about: "Letters go out to each of them."},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			IfMatch
		}) (*One[RoundRead], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			r, err := a.Rounds.OpenRound(ctx, who, in.Docket, in.Round, rev)
			return roundAt(who, r, err)
		})
	a.ofOpenRounds()
	a.ofRoundEnds()
}

// Board is a page of how a round stands.
type Board struct {
	consultation.BoardPage
	Next string `json:"next,omitempty" doc:"The \"after\" of the next page of bodies; absent on the last"`
}

func (a *API) ofOpenRounds() {
	put(a, op{id: "round.ask", method: http.MethodPost, path: "dockets/{docket}/rounds/{round}/bodies", tag: "rounds", summary: "Ask more bodies in a round that is open", example: Bodies{[]id.ID{"01jdexample00000000000body"}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Body Bodies
		}) (*One[RoundRead], error) {
			r, _, err := a.Rounds.AskBodies(ctx, who, in.Docket, in.Round, in.Body.Bodies)
			return roundAt(who, r, err)
		})
	put(a, op{id: "round.extend", method: http.MethodPost, path: "dockets/{docket}/rounds/{round}/extend", tag: "rounds", summary: "Give some bodies, or all, until a later hour", about: "A round that had ended is open again.", example: Extension{Deadline: 1798761600000000}},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Body Extension
		}) (*One[RoundRead], error) {
			r, err := a.Rounds.ExtendRound(ctx, who, in.Docket, in.Round, in.Body.bodies(), in.Body.Deadline)
			return roundAt(who, r, err)
		})
	put(a, op{id: "round.remind", method: http.MethodPost, path: "dockets/{docket}/rounds/{round}/remind", tag: "rounds", summary: "Write to bodies that have sent nothing", about: "To those of the named that have not, or to all.", example: Chosen{Bodies: []id.ID{"01jdexample00000000000body"}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Seen
			Body *Chosen
		}) (*One[Count], error) {
			seen, err := in.rev()
			if err != nil {
				return nil, err
			}
			var only []id.ID
			if in.Body != nil {
				only = in.Body.Bodies
			}
			n, err := a.Rounds.Remind(ctx, who, in.Docket, in.Round, seen, only...)
			return one(Count{n}, err)
		})
	put(a, op{id: "round.board", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/board", tag: "rounds", summary: "How a round stands, body by body", about: "A page of its bodies, in the order they were asked, and the sums of all. \"asked\" names the first 200 of them, \"recent\" the files read last; replies from nobody who was asked are listed by replies?strange=true."},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Paging
			Words  string              `query:"words" doc:"Only bodies of this name, with or without diacritics"`
			Status consultation.Status `query:"status" enum:"overdue,silent,late,replied,agreed" doc:"Only those that stand so"`
		}) (*One[Board], error) {
			after, err := in.number("board")
			if err != nil {
				return nil, err
			}
			b, err := a.Rounds.BoardPage(ctx, who, in.Docket, in.Round, consultation.BoardFilter{
				Words: in.Words, Status: in.Status, InTurn: true, At: consultation.BoardCursor{Seq: after}, Limit: in.Limit,
			})
			if err != nil {
				return nil, err
			}
			out := Board{BoardPage: *b}
			if n := len(b.Bodies); n > 0 && b.From+n < b.Found {
				out.Next = cursor("board", strconv.FormatInt(b.Last.Seq, 10))
			}
			return at(out, b.Rev, nil)
		})
}

func (a *API) ofRoundEnds() {
	put(a, op{id: "round.end", method: http.MethodPost, path: "dockets/{docket}/rounds/{round}/end", tag: "rounds", summary: "End the asking", about: "What comes later is still taken until the round is closed, and is marked as late."},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Seen
		}) (*One[RoundRead], error) {
			seen, err := in.rev()
			if err != nil {
				return nil, err
			}
			r, err := a.Rounds.EndRound(ctx, who, in.Docket, in.Round, seen)
			return roundAt(who, r, err)
		})
	put(a, op{id: "round.missing", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/missing", tag: "rounds", summary: "What keeps a round from being closed"},
		func(ctx context.Context, who *access.Actor, in *struct{ RoundPath }) (*One[consultation.Missing], error) {
			return one(a.Rounds.Missing(ctx, who, in.Docket, in.Round))
		})
	put(a, op{id: "round.close", method: http.MethodPost, path: "dockets/{docket}/rounds/{round}/close", tag: "rounds", summary: "Close a round in which every comment has its answer", about: "What was decided cannot change any more."},
		func(ctx context.Context, who *access.Actor, in *struct{ RoundPath }) (*One[RoundRead], error) {
			r, err := a.Rounds.CloseRound(ctx, who, in.Docket, in.Round)
			return roundAt(who, r, err)
		})
}
