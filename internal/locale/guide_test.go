package locale

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	notQuoted = regexp.MustCompile("\\*\\*[^*\n]+\\*\\*|`[^`\n]*`")
	italic    = regexp.MustCompile(`\*([^*\n]+)\*`)
	filled    = regexp.MustCompile(`\{[a-z-]+\}`)
)

// quotes are the words of pages that a user guide quotes, in their order: what
// stands in italics, "A › B" being two.
func quotes(t *testing.T, lang Lang) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "guide", string(lang)+".md"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range italic.FindAllStringSubmatch(notQuoted.ReplaceAllString(string(text), ""), -1) {
		out = append(out, strings.Split(m[1], " › ")...)
	}
	return out
}

// saying lists the sentences of the site that read as quoted. For a value the
// guide has "…"; a value at the end, after a colon, it may leave out.
func saying(lang Lang, words string) []string {
	var keys []string
	for key, s := range catalogue {
		said := filled.ReplaceAllString(s.in(lang), "…")
		if strings.HasPrefix(key, "web.") && (said == words || strings.TrimSuffix(said, ": …") == words) {
			keys = append(keys, key)
		}
	}
	return keys
}

// What the user guide calls by name is called so on the pages, and both languages
// lead through the same buttons in the same order.
func TestTheGuideQuotesThePages(t *testing.T) {
	vi, en := quotes(t, Vietnamese), quotes(t, English)
	if len(vi) < 100 {
		t.Fatalf("the guide quotes %d words; are they no longer in italics?", len(vi))
	}
	for i := range min(len(vi), len(en)) {
		inVi, inEn := saying(Vietnamese, vi[i]), saying(English, en[i])
		switch {
		case len(inVi) == 0:
			t.Errorf("docs/guide/vi.md quotes “%s”, which no page says", vi[i])
		case len(inEn) == 0:
			t.Errorf("docs/guide/en.md quotes “%s”, which no page says", en[i])
		case !slices.ContainsFunc(inVi, func(key string) bool { return slices.Contains(inEn, key) }):
			t.Fatalf("quotation %d is “%s” in Vietnamese, and in English “%s”, which is something else", i+1, vi[i], en[i])
		}
	}
	if len(vi) != len(en) {
		t.Errorf("docs/guide/vi.md quotes %d words of pages, en.md %d", len(vi), len(en))
	}
}
