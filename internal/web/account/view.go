package account

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"thao/internal/account"
	"thao/internal/fault"
	"thao/internal/ledger"
	"thao/internal/locale"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

type formFields = page.Form

// mostShown lines of a list are shown before it is entered.
const mostShown = 200

// shown are the lines of a list that are looked at: those with a problem first.
func shown(lines []account.BodyLine) []account.BodyLine {
	var bad, good []account.BodyLine
	for _, l := range lines {
		if l.Problem != nil {
			bad = append(bad, l)
		} else {
			good = append(good, l)
		}
	}
	all := append(bad, good...)
	return all[:min(len(all), mostShown)]
}

// problem says why a line is not entered.
func problem(ctx context.Context, err error) string {
	wrong, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return locale.Fault(ui.Lang(ctx), err)
	}
	rule, _ := wrong.Args["rule"].(string)
	var args []any
	for name, value := range wrong.Args {
		args = append(args, name, value)
	}
	return ui.T(ctx, rule, args...)
}

// about is a body in a few words: its symbol, its kind, its e-mail.
func about(ctx context.Context, b account.Body) string {
	var words []string
	for _, w := range []string{b.Short, ui.T(ctx, "web.account.kind."+string(b.Kind)), b.Email} {
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " · ")
}

func unitsTitle(ctx context.Context, v bodiesView) string {
	switch {
	case v.Search.Words != "":
		return ui.T(ctx, "web.account.bodies.found")
	case v.Body.ID == "":
		return ui.T(ctx, "web.account.bodies.top")
	}
	return ui.T(ctx, "web.account.bodies.units")
}

func addTitle(ctx context.Context, v bodiesView) string {
	if v.Body.ID == "" {
		return ui.T(ctx, "web.account.body-add")
	}
	return ui.T(ctx, "web.account.unit-add")
}

func clearBodies(v bodiesView) string {
	if v.Search.Words == "" && !v.Search.Closed {
		return ""
	}
	return bodyHref(v.Body.ID)
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

func orStaff(role string) string {
	if role == "" {
		return "staff"
	}
	return role
}

func plain(n int64) string { return strconv.FormatInt(n, 10) }

// At is when an entry was made, to the second.
func (s Sayer) At(e ledger.Entry) string {
	return e.At.Time().In(locale.Zone).Format("15:04:05 02/01/2006")
}
