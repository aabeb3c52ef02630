package anchor

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Proposal reads the change of words that a comment asks for: the draft's
// words and the words to stand there. before is "" where nothing of the draft
// is quoted (words to be added, or a passage to be rewritten), after is "" for
// words to be taken out. Where new words go beside quoted ones, before is the
// quoted ones and after both together. Of several changes in s it is the first.
func Proposal(s string) (before, after string, ok bool) {
	return ProposalIn(s, Quotes(s))
}

// ProposalIn is Proposal for a text whose quotations are known.
func ProposalIn(s string, quotes []Quoted) (before, after string, ok bool) {
	for i, q := range quotes {
		words := clean(s[q.Start:q.End])
		switch q.Role {
		case Delete:
			return words, "", true
		case Replace:
			if new, found := follow(quotes[i+1:], With); found && introducesNew(s, q) && introducesNew(s, new) {
				return rewritten(s, quotes[:i+1], clean(s[new.Start:new.End]))
			} else if found {
				return words, clean(s[new.Start:new.End]), true
			}
			if i > 0 && quotes[i-1].Role == With { // dùng "B" thay cho "A"
				return words, clean(s[quotes[i-1].Start:quotes[i-1].End]), true
			}
			if introducesNew(s, q) {
				return rewritten(s, quotes[:i], words)
			}
		case With:
			if old, found := follow(quotes[i+1:], Replace); found && i == 0 && len(quotes) == 2 {
				return clean(s[old.Start:old.End]), words, true
			}
			if introducesNew(s, q) {
				return rewritten(s, quotes[:i], words)
			}
			return "", words, true
		case Insert:
			return inserted(s, words, beside(quotes, i))
		}
	}
	return "", "", false
}

// introducesNew: "sửa lại như sau: “…”" gives the new words though no old ones
// were quoted.
func introducesNew(s string, q Quoted) bool {
	return strings.HasSuffix(strings.TrimRight(s[:q.Start], " \t\n\u00a0\"“«'‘„"), ":")
}

// rewritten gives a passage its new wording: the old one is quoted before it
// after a colon, if at all. A label typed in front of the new words that the old
// ones lack is no part of the change.
func rewritten(s string, earlier []Quoted, words string) (before, after string, ok bool) {
	if len(earlier) != 1 || earlier[0].Role != Mention && earlier[0].Role != Replace || !introducesNew(s, earlier[0]) {
		return "", words, true
	}
	before = clean(s[earlier[0].Start:earlier[0].End])
	if typedLabel.MatchString(before) {
		return before, words, true
	}
	return before, typedLabel.ReplaceAllString(words, ""), true
}

var typedLabel = regexp.MustCompile(`^(?:\d{1,3}(?:\.\d{1,3})*[.)]|\p{L}\))\s+`)

// follow returns the next quotation if it has the role.
func follow(quotes []Quoted, role Role) (Quoted, bool) {
	if len(quotes) == 0 || quotes[0].Role != role {
		return Quoted{}, false
	}
	return quotes[0], true
}

// beside returns the quotation that tells where quotation i goes: the next
// one, or the one before.
func beside(quotes []Quoted, i int) *Quoted {
	for _, k := range []int{i + 1, i - 1} {
		if k >= 0 && k < len(quotes) && (quotes[k].Role == After || quotes[k].Role == Before) {
			return &quotes[k]
		}
	}
	return nil
}

func inserted(s, words string, at *Quoted) (before, after string, ok bool) {
	if at == nil {
		return "", words, true
	}
	before = clean(s[at.Start:at.End])
	if at.Role == Before {
		return before, joined(words, before), true
	}
	return before, joined(before, words), true
}

func joined(a, b string) string {
	r, _ := utf8.DecodeRuneInString(b)
	if strings.ContainsRune(",;.:)", r) {
		return a + b
	}
	return a + " " + b
}

func clean(s string) string { return strings.TrimSpace(s) }
