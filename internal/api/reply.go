package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"

	"thao/internal/access"
	"thao/internal/consultation"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/locale"
)

// ReplyPath names a reply.
type ReplyPath struct {
	DocketPath
	Reply id.ID `path:"reply" doc:"Id of the reply"`
}

// OwnPath names the reply a body writes here.
type OwnPath struct {
	RoundPath
	Key id.ID `path:"body" doc:"Id of the body"`
}

// OwnReply is the reply a body writes here.
type OwnReply struct {
	consultation.Reply
	Included string `json:"included" doc:"A mark of the comments that a seal would be set on: another one once any of them is"`
}

// GeneralOpinion is what a reply says besides its comments.
type GeneralOpinion struct {
	Words  string `json:"words"`
	Agrees bool   `json:"agrees" doc:"The body agrees and asks nothing"`
}

// FromBody says from which body a file came.
type FromBody struct {
	Body id.ID `json:"body" required:"true"`
}

// FileOutcome is what became of one file that was sent.
type FileOutcome struct {
	Name     string                 `json:"name"`
	Received *consultation.Received `json:"received,omitempty" doc:"It is kept and waits to be read"`
	Problem  *Problem               `json:"problem,omitempty" doc:"Why it was not taken; the other files were. Without a name: why nothing after the others was"`
}

// largestReceipt bounds all the files of one request.
const largestReceipt = 512 << 20

func replyAt(r consultation.Reply, err error) (*One[consultation.Reply], error) {
	return at(r, r.Rev, err)
}

func (a *API) ofReplies() {
	put(a, op{id: "reply.list", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/replies", tag: "replies", summary: "The replies received in a round", about: "In the order they came, with files that wait or could not be read."},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Paging
			Of      id.ID `query:"body" doc:"Only of this body"`
			Strange bool  `query:"strange" doc:"Only those from nobody who was asked, or nobody knows whom"`
		}) (*Listed[consultation.Reply], error) {
			after, err := in.after("replies")
			if err != nil {
				return nil, err
			}
			list, err := a.Rounds.Replies(ctx, who, in.Docket, in.Round, consultation.ReplyFilter{Body: in.Of, Strange: in.Strange}, id.ID(after), in.Limit+1)
			if err != nil {
				return nil, err
			}
			return page(ctx, in.Paging, "replies", list, func(r consultation.Reply) string { return string(r.ID) }), nil
		})
	put(a, op{id: "reply.receive", method: http.MethodPost, path: "dockets/{docket}/rounds/{round}/files", tag: "replies", summary: "Enter files that came by mail",
		about: "Many at once, each up to 64 MiB. Each is kept and read in the background; its name may have folders. A file bodies.csv says which body sent which. One that cannot be taken says why and does not keep the others back. The same file is not taken twice.",
		form:  []field{{name: "file", about: "The files", file: true, many: true}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Upload
		}) (*Listed[FileOutcome], error) {
			return all(a.receive(ctx, who, in.Docket, in.Round, &in.Upload))
		})
	put(a, op{id: "reply.read", method: http.MethodGet, path: "dockets/{docket}/replies/{reply}", tag: "replies", summary: "One reply"},
		func(ctx context.Context, who *access.Actor, in *struct{ ReplyPath }) (*One[consultation.Reply], error) {
			return replyAt(a.Rounds.ReadReply(ctx, who, in.Docket, in.Reply))
		})
	put(a, op{id: "reply.file", method: http.MethodGet, path: "dockets/{docket}/replies/{reply}/file", tag: "replies", summary: "The file of a reply as it came", about: "What came by mail. A file in which several bodies speak is the team's alone.", media: "application/octet-stream"},
		func(ctx context.Context, who *access.Actor, in *struct{ ReplyPath }) (*Download, error) {
			reply, r, err := a.Rounds.ReplyFile(ctx, who, in.Docket, in.Reply)
			if err != nil {
				return nil, err
			}
			return stream(path.Base(reply.FileName), "application/octet-stream", func(w io.Writer) error {
				defer r.Close()
				_, err := io.Copy(w, r)
				return err
			}), nil
		})
	put(a, op{id: "reply.prove", method: http.MethodGet, path: "dockets/{docket}/replies/{reply}/proof", tag: "replies", summary: "The proof of a receipt", about: "The hash of a sealed reply, computed from the record as it is now, beside the one that was sealed."},
		func(ctx context.Context, who *access.Actor, in *struct{ ReplyPath }) (*One[consultation.Proof], error) {
			p, err := a.Rounds.Prove(ctx, who, in.Docket, in.Reply)
			if err != nil {
				return nil, err
			}
			return one(*p, nil)
		})
	put(a, op{id: "reply.receipt", method: http.MethodGet, path: "dockets/{docket}/receipts/{receipt}", tag: "replies", summary: "The reply of a receipt"},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Receipt string `path:"receipt" doc:"As people type it" example:"K7QD-2M4X-WT6R"`
		}) (*One[consultation.Reply], error) {
			return replyAt(a.Rounds.FindReceipt(ctx, who, in.Docket, in.Receipt))
		})
	a.ofFiles()
	a.ofOwnReply()
}

// ofFiles are the steps of a file that came by mail.
func (a *API) ofFiles() {
	put(a, op{id: "reply.body", method: http.MethodPut, path: "dockets/{docket}/replies/{reply}/body", tag: "replies", summary: "Say from which of the bodies asked a file came", example: FromBody{"01jdexample00000000000body"}},
		func(ctx context.Context, who *access.Actor, in *struct {
			ReplyPath
			Seen
			Body FromBody
		}) (*One[consultation.Reply], error) {
			seen, err := in.rev()
			if err != nil {
				return nil, err
			}
			return replyAt(a.Rounds.CorrectBody(ctx, who, in.Docket, in.Reply, seen, in.Body.Body))
		})
	put(a, op{id: "reply.log", method: http.MethodGet, path: "dockets/{docket}/replies/{reply}/log", tag: "replies", summary: "How a body's own reply came about", about: "What its people did on it before it was sent, the newest first; for them alone. The docket's log has that it was sent."},
		func(ctx context.Context, who *access.Actor, in *struct {
			ReplyPath
			Paging
		}) (*Listed[ledger.Entry], error) {
			before, err := in.number("reply-log")
			if err != nil {
				return nil, err
			}
			entries, err := a.Rounds.ReplyLog(ctx, who, in.Docket, in.Reply, before, in.Limit+1)
			return entriesOf(ctx, in.Paging, "reply-log", entries, err)
		})
	put(a, op{id: "reply.answers", method: http.MethodGet, path: "dockets/{docket}/replies/{reply}/answers", tag: "replies", summary: "What was answered to a reply", about: "To each of its comments, in the order of the draft: once the round is closed. Before that, none."},
		func(ctx context.Context, who *access.Actor, in *struct{ ReplyPath }) (*Listed[consultation.Answered], error) {
			return all(a.Rounds.Answered(ctx, who, in.Docket, in.Reply))
		})
	put(a, op{id: "reply.again", method: http.MethodPost, path: "dockets/{docket}/replies/{reply}/again", tag: "replies", summary: "Read a file that could not be read once more", status: 204},
		func(ctx context.Context, who *access.Actor, in *struct{ ReplyPath }) (*None, error) {
			return none(a.Rounds.ReadAgain(ctx, who, in.Docket, in.Reply))
		})
	put(a, op{id: "reply.discard", method: http.MethodDelete, path: "dockets/{docket}/replies/{reply}", tag: "replies", summary: "Take a file out of the round", about: "It is no reply, or came by mistake. Its comments leave their groups; the file itself is kept.", status: 204},
		func(ctx context.Context, who *access.Actor, in *struct {
			ReplyPath
			Seen
		}) (*None, error) {
			seen, err := in.rev()
			if err != nil {
				return nil, err
			}
			return none(a.Rounds.Discard(ctx, who, in.Docket, in.Reply, seen))
		})
}

// ofOwnReply are the steps of the reply a body writes here.
func (a *API) ofOwnReply() {
	const own = "dockets/{docket}/rounds/{round}/bodies/{body}/reply"
	put(a, op{id: "reply.own", method: http.MethodGet, path: own, tag: "replies", summary: "The reply a body writes here", about: "Where it has none yet, its id is empty."},
		func(ctx context.Context, who *access.Actor, in *struct{ OwnPath }) (*One[OwnReply], error) {
			mark, err := a.Rounds.Included(ctx, who, in.Docket, in.Round, in.Key) // before what it stands for is read
			if err != nil {
				return nil, err
			}
			r, _, err := a.Rounds.OwnReply(ctx, who, in.Docket, in.Round, in.Key)
			return at(OwnReply{r, mark}, r.Rev, err)
		})
	put(a, op{id: "reply.word", method: http.MethodPut, path: own, tag: "replies", summary: "Write the general opinion of a body's own reply", about: "If-Match \"0\" begins it where there is none, and writes where nobody has written.", example: GeneralOpinion{Words: "Cơ bản nhất trí với dự thảo."}},
		func(ctx context.Context, who *access.Actor, in *struct {
			OwnPath
			IfMatch
			Body GeneralOpinion
		}) (*One[consultation.Reply], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			return replyAt(a.Rounds.WordReply(ctx, who, in.Docket, in.Round, in.Key, rev, in.Body.Words, in.Body.Agrees))
		})
	type step = func(ctx context.Context, who *access.Actor, docket, round, body id.ID, rev int64) (consultation.Reply, error)
	for _, s := range []struct {
		name, summary, about string
		do                   step
	}{
		{"offer", "Put a body's reply before its head", "", a.Rounds.OfferReply},
		{"return", "Give a reply back to be written on", "", a.Rounds.ReturnReply},
	} {
		put(a, op{id: "reply." + s.name, method: http.MethodPost, path: own + "/" + s.name, tag: "replies", summary: s.summary, about: strings.TrimSpace(s.about + ` If-Match "0" takes the reply as it is.`)},
			func(ctx context.Context, who *access.Actor, in *struct {
				OwnPath
				IfMatch
			}) (*One[consultation.Reply], error) {
				rev, err := in.rev()
				if err != nil {
					return nil, err
				}
				return replyAt(s.do(ctx, who, in.Docket, in.Round, in.Key, rev))
			})
	}
	put(a, op{id: "reply.seal", method: http.MethodPost, path: own + "/seal", tag: "replies", summary: "Send a body's reply", about: "Only its head seals. Nothing in it changes any more; the answer has the receipt. If-Match \"0\" takes the reply as it is."},
		func(ctx context.Context, who *access.Actor, in *struct {
			OwnPath
			IfMatch
			Included string `query:"included" doc:"The mark of the comments that were read; 412 where one came in, left or was changed since. Left out, they are taken as they are."`
		}) (*One[consultation.Reply], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			return replyAt(a.Rounds.SealAsSeen(ctx, who, in.Docket, in.Round, in.Key, rev, in.Included))
		})
}

// receive takes the files of a request one after the other. A file that cannot
// be taken is told of beside the others; what no other file would survive
// either ends the request, and is told of beside those that were taken.
func (a *API) receive(ctx context.Context, who *access.Actor, docket, round id.ID, up *Upload) ([]FileOutcome, error) {
	if err := who.Check(access.ReplyReceive, access.Resource{Kind: access.Reply, Docket: docket, State: string(consultation.Reading)}); err != nil {
		return nil, err
	}
	var out []FileOutcome
	err := up.parts(largestReceipt, func(_ url.Values, _, name string, data io.Reader) error {
		got, err := a.Rounds.Receive(ctx, who, docket, round, name, data)
		if err == nil {
			out = append(out, FileOutcome{Name: name, Received: &got})
			return nil
		}
		p := problemOf(callFrom(ctx), err)
		_, whole := errors.AsType[*http.MaxBytesError](err)
		own := p.Status == http.StatusUnprocessableEntity || p.Status == http.StatusRequestEntityTooLarge && len(out) > 0
		if whole || !own {
			return err
		}
		out = append(out, FileOutcome{Name: name, Problem: p})
		_, err = io.Copy(io.Discard, data)
		return err
	})
	if f, ours := errors.AsType[*fault.Error](err); !ours || f.Code == fault.Internal || len(out) == 0 {
		return out, err
	}
	c := callFrom(ctx)
	p := problemOf(c, err)
	p.Detail = locale.T(c.lang, "api.files.rest") // its own says that nothing was taken
	return append(out, FileOutcome{Problem: p}), nil
}
