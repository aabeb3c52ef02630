package account

import (
	"slices"

	"thao/internal/access"
	"thao/internal/locale"
)

func validRole(role string) bool { return slices.Contains(access.Roles(), access.Role(role)) }

func validBodyRole(role string) bool {
	return role == string(access.Head) || role == string(access.Staff)
}

func parseLang(lang string) (locale.Lang, bool) {
	l := locale.Lang(lang)
	return l, slices.Contains(locale.Langs(), l)
}
