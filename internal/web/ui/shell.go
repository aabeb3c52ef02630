package ui

import (
	"context"

	"thao/internal/locale"
)

// siteKeys are the keys every page answers to.
func siteKeys(ctx context.Context) []Key {
	keys := []Key{{Keys: []string{"?"}, Label: T(ctx, "web.keys-all")}}
	if From(ctx).Account != nil {
		keys = append([]Key{{Keys: []string{"/"}, Label: T(ctx, "web.find-all")}}, keys...)
	}
	return keys
}

// themes are the themes one may turn to from the present one.
func themes(now string) []string {
	switch now {
	case "dark":
		return []string{"light", "system"}
	case "light":
		return []string{"dark", "system"}
	}
	return []string{"light", "dark"}
}

// languageName is a language's name in itself.
func languageName(l locale.Lang) string {
	if l == locale.English {
		return "English"
	}
	return "Tiếng Việt"
}
