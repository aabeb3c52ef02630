package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/fault"
	"thao/internal/locale"
)

// call is a request as its operation knows it.
type call struct {
	r       *http.Request
	who     *access.Actor
	token   account.Token
	lang    locale.Lang
	refused error // the rules refused it: for the log
	made    *Made // its answer holds a secret: what may be kept of it
}

type callKey struct{}

func withCall(ctx context.Context, c *call) context.Context {
	return account.WithActor(context.WithValue(ctx, callKey{}, c), c.who)
}

// callFrom is the call of a context; never nil.
func callFrom(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{lang: locale.Vietnamese, who: &access.Actor{}, r: &http.Request{Header: http.Header{}}}
}

// identify finds out whom the request acts for. Only a token counts: the cookie
// of a browser would let other sites act in a person's name.
func (a *API) identify(c *call) error {
	c.who = &access.Actor{}
	scheme, word, _ := strings.Cut(c.r.Header.Get("Authorization"), " ")
	if word = strings.TrimSpace(word); !strings.EqualFold(scheme, "Bearer") || word == "" {
		return fault.New(fault.NoToken)
	}
	who, token, err := a.Accounts.ByToken(c.r.Context(), word)
	if fault.CodeOf(err) == fault.SignIn {
		return fault.Wrap(err, fault.NoToken)
	}
	if err != nil {
		return err
	}
	c.who, c.token = who, token
	if lang, ok := locale.ParseLang(who.Lang); ok && c.r.Header.Get("Accept-Language") == "" {
		c.lang = lang
	}
	return nil
}

// scoped refuses a token that may not be used for an operation, before anything
// of the request is looked at.
func (a *API) scoped(ctx huma.Context, next func(huma.Context)) {
	c := callFrom(ctx.Context())
	scope := a.scopes[ctx.Operation().OperationID]
	if !c.token.Allows(scope) {
		writeProblem(a.api, ctx, problemOf(c, fault.New(fault.Scope, "scope", string(scope))))
		return
	}
	next(ctx)
}

// noteRefusal enters what the rules refused into the log.
func (a *API) noteRefusal(ctx context.Context, c *call) {
	if c.refused == nil {
		return
	}
	if err := a.Accounts.NoteRefusal(ctx, c.who, c.refused); err != nil {
		a.Log.ErrorContext(ctx, "a refusal could not be logged", "error", err.Error())
	}
}

// langOf is the language a program asks for: the first it names that there is.
func langOf(r *http.Request) locale.Lang {
	for tag := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ = strings.Cut(strings.TrimSpace(tag), ";")
		tag, _, _ = strings.Cut(tag, "-")
		if lang, ok := locale.ParseLang(strings.ToLower(tag)); ok {
			return lang
		}
	}
	return locale.Vietnamese
}
