package api

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/fault"
	"thao/internal/id"
)

// BodyPath names a body.
type BodyPath struct {
	Key id.ID `path:"body" doc:"Id of the body"`
}

// BodyForm is what is said of a body.
type BodyForm struct {
	Name  string           `json:"name" required:"true"`
	Short string           `json:"short" doc:"Symbol used in numbers"`
	Kind  account.BodyKind `json:"kind" enum:"unit,outside" required:"true"`
	Email string           `json:"email" doc:"Where letters to it go"`
}

// NewBody is a body that is entered.
type NewBody struct {
	BodyForm
	Parent id.ID `json:"parent" doc:"The body it is a unit of; empty at the top"`
}

// BodyDetail is a body with those above it, the nearest first.
type BodyDetail struct {
	account.Body
	Above []account.Body `json:"above"`
}

// Under is where a body is put.
type Under struct {
	Parent id.ID `json:"parent" doc:"Empty for the top"`
}

// BodyRole is what an account is in a body.
type BodyRole struct {
	Role access.BodyRole `json:"role" enum:"head,staff" required:"true"`
}

// BodyLine is a line of a list of bodies, and what would become of it.
type BodyLine struct {
	Line    int          `json:"line"`
	Body    account.Body `json:"body"`
	Under   string       `json:"under"`
	Exists  bool         `json:"exists" doc:"It is there already and left as it is"`
	Problem *Problem     `json:"problem,omitempty" doc:"Why it cannot be entered"`
}

// BodyImport is what became of a list of bodies.
type BodyImport struct {
	Lines   []BodyLine `json:"lines" doc:"Of a preview"`
	Entered int        `json:"entered" doc:"Bodies that were entered"`
}

func (a *API) ofBodies() {
	put(a, op{id: "body.list", method: http.MethodGet, path: "bodies", tag: "bodies", summary: "Find bodies", about: "Those under one body, or by words, with or without diacritics."},
		func(ctx context.Context, who *access.Actor, in *struct {
			Paging
			Words  string `query:"words" doc:"Of the name or symbol"`
			Parent id.ID  `query:"parent" doc:"The body they are units of; empty for the top"`
			Closed bool   `query:"closed" doc:"Closed ones too"`
		}) (*Listed[account.BodyRow], error) {
			search := account.BodySearch{Words: in.Words, Parent: in.Parent, Closed: in.Closed, Limit: min(in.Limit, 100)}
			var err error
			if search.After, search.AfterID, err = in.named("bodies"); err != nil {
				return nil, err
			}
			found, err := a.Accounts.FindBodies(ctx, who, search)
			if err != nil {
				return nil, err
			}
			next := ""
			if n := found.Next; n != nil {
				next = nameCursor("bodies", n.After, n.AfterID)
			}
			return pageOf(ctx, found.Bodies, next), nil
		})
	put(a, op{id: "body.add", method: http.MethodPost, path: "bodies", tag: "bodies", summary: "Enter a body", scope: account.Manage, status: 201, example: NewBody{BodyForm{Name: "Sở Nội vụ", Short: "SNV", Kind: account.Unit}, ""}},
		func(ctx context.Context, who *access.Actor, in *struct{ Body NewBody }) (*One[account.Body], error) {
			f := in.Body
			b, err := a.Accounts.AddBody(ctx, who, account.Body{Parent: f.Parent, Name: f.Name, Short: f.Short, Kind: f.Kind, Email: f.Email})
			return made(b, b.Rev, err, "bodies", string(b.ID))
		})
	put(a, op{id: "body.read", method: http.MethodGet, path: "bodies/{body}", tag: "bodies", summary: "One body"},
		func(ctx context.Context, who *access.Actor, in *struct{ BodyPath }) (*One[BodyDetail], error) {
			b, above, err := a.Accounts.Body(ctx, who, in.Key)
			return at(BodyDetail{b, orNone(above)}, b.Rev, err)
		})
	put(a, op{id: "body.edit", method: http.MethodPut, path: "bodies/{body}", tag: "bodies", summary: "Change a body's name, symbol, kind and e-mail", about: "Rounds keep the name it had when it was asked.", scope: account.Manage, status: 204, example: BodyForm{Name: "Sở Nội vụ", Short: "SNV", Kind: account.Unit}},
		func(ctx context.Context, who *access.Actor, in *struct {
			BodyPath
			IfMatch
			Body BodyForm
		}) (*None, error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			f := in.Body
			return none(a.Accounts.RenameBody(ctx, who, account.Body{ID: in.Key, Rev: rev, Name: f.Name, Short: f.Short, Kind: f.Kind, Email: f.Email}))
		})
	put(a, op{id: "body.move", method: http.MethodPost, path: "bodies/{body}/move", tag: "bodies", summary: "Put a body, with its units, under another", scope: account.Manage, status: 204, example: Under{}},
		func(ctx context.Context, who *access.Actor, in *struct {
			BodyPath
			IfMatch
			Body Under
		}) (*None, error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			return none(a.Accounts.MoveBody(ctx, who, in.Key, in.Body.Parent, rev))
		})
	for name, change := range map[string]func(context.Context, *access.Actor, id.ID, int64) error{"close": a.Accounts.CloseBody, "open": a.Accounts.OpenBody} {
		summary := map[string]string{"close": "Let a body be asked no more", "open": "Let a closed body be asked again"}[name]
		put(a, op{id: "body." + name, method: http.MethodPost, path: "bodies/{body}/" + name, tag: "bodies", summary: summary, scope: account.Manage, status: 204},
			func(ctx context.Context, who *access.Actor, in *struct {
				BodyPath
				IfMatch
			}) (*None, error) {
				rev, err := in.rev()
				if err != nil {
					return nil, err
				}
				return none(change(ctx, who, in.Key, rev))
			})
	}
	a.ofMembers()
	put(a, op{id: "body.import", method: http.MethodPost, path: "bodies/import", tag: "bodies", summary: "Enter a list of bodies", about: "A CSV or Excel file, entered whole or not at all. With preview, nothing is entered and each line says what would become of it.", scope: account.Manage,
		form: []field{{name: "parent", about: "Id of the body they are entered under; empty for the top"}, {name: "preview", about: "true: only look"}, {name: "file", about: "The list", file: true}}},
		func(ctx context.Context, who *access.Actor, in *struct{ Upload }) (*One[BodyImport], error) {
			return one(a.importBodies(ctx, who, &in.Upload))
		})
}

func (a *API) ofMembers() {
	put(a, op{id: "body.members", method: http.MethodGet, path: "bodies/{body}/members", tag: "bodies", summary: "The people of a body", about: "Its heads first."},
		func(ctx context.Context, who *access.Actor, in *struct{ BodyPath }) (*Listed[account.Member], error) {
			return all(a.Accounts.Members(ctx, who, in.Key))
		})
	put(a, op{id: "body.member", method: http.MethodPut, path: "bodies/{body}/members/{account}", tag: "bodies", summary: "Make an account head or staff of a body", scope: account.Manage, status: 204, example: BodyRole{access.Staff}},
		func(ctx context.Context, who *access.Actor, in *struct {
			BodyPath
			AccountPath
			Body BodyRole
		}) (*None, error) {
			return none(a.Accounts.SetMember(ctx, who, in.Key, in.Account, "", in.Body.Role))
		})
	put(a, op{id: "body.member-drop", method: http.MethodDelete, path: "bodies/{body}/members/{account}", tag: "bodies", summary: "Take an account out of a body", scope: account.Manage, status: 204},
		func(ctx context.Context, who *access.Actor, in *struct {
			BodyPath
			AccountPath
		}) (*None, error) {
			return none(a.Accounts.DropMember(ctx, who, in.Key, in.Account))
		})
}

// largestList bounds a list of bodies.
const largestList = 8 << 20

func (a *API) importBodies(ctx context.Context, who *access.Actor, up *Upload) (BodyImport, error) {
	out := BodyImport{Lines: []BodyLine{}}
	if err := a.Accounts.MayEnterAny(who); err != nil {
		return out, err
	}
	err := up.parts(largestList+1<<20, func(values url.Values, _, _ string, data io.Reader) error {
		parent := id.ID(strings.TrimSpace(values.Get("parent")))
		if err := a.Accounts.MayEnter(ctx, who, parent); err != nil {
			return err
		}
		list, err := io.ReadAll(io.LimitReader(data, largestList+1))
		if err != nil {
			return err
		}
		if len(list) > largestList {
			return fault.New(fault.UploadLarge, "max", largestList>>20)
		}
		if values.Get("preview") != "true" {
			out.Entered, err = a.Accounts.ImportBodies(ctx, who, parent, list)
			return err
		}
		lines, err := a.Accounts.ReadBodies(ctx, who, parent, list)
		for _, l := range lines {
			line := BodyLine{Line: l.Line, Body: l.Body, Under: l.Under, Exists: l.Exists}
			if l.Problem != nil {
				line.Problem = problemOf(callFrom(ctx), l.Problem)
			}
			out.Lines = append(out.Lines, line)
		}
		return err
	})
	return out, err
}
