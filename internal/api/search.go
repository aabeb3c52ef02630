package api

import (
	"context"
	"net/http"

	"thao/internal/access"
	"thao/internal/consultation"
	"thao/internal/id"
)

func (a *API) ofSearch() {
	put(a, op{id: "search", method: http.MethodGet, path: "search", tag: "search", summary: "Look for words in all the account may see",
		about: "With or without diacritics; all the words must be there, and the last may be the beginning of one. Dockets, nodes of the newest confirmed version of each, comments, and replies that were received: the newest first, nodes in the order of their text."},
		func(ctx context.Context, who *access.Actor, in *struct {
			Paging
			Words  string `query:"q" required:"true" maxLength:"200" doc:"What is looked for"`
			Kind   string `query:"kind" required:"true" enum:"docket,node,comment,reply" doc:"What to look for it in"`
			Docket id.ID  `query:"docket" doc:"Only in this docket"`
		}) (*Listed[consultation.Found], error) {
			at, err := in.after("search " + in.Kind)
			if err != nil {
				return nil, err
			}
			p, err := a.Rounds.Search(ctx, who, consultation.Search{Words: in.Words, Kind: in.Kind, Docket: in.Docket, After: at, Limit: in.Limit})
			if err != nil {
				return nil, err
			}
			next := ""
			if p.Next != "" {
				next = cursor("search."+in.Kind, p.Next)
			}
			return pageOf(ctx, p.Items, next), nil
		})
}
