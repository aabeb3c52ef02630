package matrix

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/collation"
	"thao/internal/locale"
)

// answer is what the drafting body says to a group: first to the whole, then,
// on lines of their own, to the comments it answers otherwise.
func (b *builder) answer(group string) Cell {
	var whole, apart Cell
	for _, a := range b.answers[group] {
		if len(a.Comments) == 0 {
			whole = append(whole, Answered(b.profile.Lang, "", a)...)
			continue
		}
		lead := b.say("matrix.answer.apart", "bodies", strings.Join(b.bodiesOf(a.Comments), ", ")) + " "
		apart = append(apart, Answered(b.profile.Lang, lead, a)...)
	}
	return append(whole, apart...)
}

// bodiesOf are the bodies of comments, each once.
func (b *builder) bodiesOf(comments []string) []string {
	var names []string
	for _, id := range comments {
		if c := b.comments[id]; c != nil && !slices.Contains(names, b.body(c)) {
			names = append(names, b.body(c))
		}
	}
	return names
}

// Answered prints one answer: in bold whom it is to, which lead says, and the
// verdict, then the reason. A reason that says the verdict itself is printed as
// it is.
func Answered(lang locale.Lang, lead string, a collation.Answer) Cell {
	paragraphs := lines(a.Reason)
	own := strings.Join(paragraphs, "\n")
	verdict, said := VerdictOf(own)
	word := VerdictWord(lang, a.Verdict)
	switch {
	case own == "" && word == "":
		return nil
	case own == "":
		return Cell{{Lead: lead + word, Text: "."}}
	case word == "" || verdict == a.Verdict:
		first := paragraphs[0]
		said = min(said, len(first))
		paragraphs[0] = first[said:]
		lead += first[:said]
	default:
		lead += word
		paragraphs[0] = joint(paragraphs[0]) + paragraphs[0]
	}
	cell := Cell{{Lead: lead, Text: paragraphs[0]}}
	for _, p := range paragraphs[1:] {
		cell = append(cell, Line{Text: p})
	}
	return cell
}

// VerdictWord is the word printed for a verdict; "" where there is none.
func VerdictWord(lang locale.Lang, verdict string) string {
	if key := "matrix.verdict." + verdict; locale.Has(key) {
		return locale.T(lang, key)
	}
	return ""
}

// joint stands between a verdict and its reason: a reason that goes on with
// the sentence ("vì …") follows without a mark.
func joint(reason string) string {
	r, _ := utf8.DecodeRuneInString(reason)
	switch {
	case BeginsWithCause(reason):
		return " "
	case unicode.IsLower(r):
		return ", "
	}
	return ". "
}

// BeginsWithCause reports whether words go on with a sentence by naming a
// cause: "vì …", "because …".
func BeginsWithCause(words string) bool {
	for _, cause := range [...]string{"vì ", "do ", "bởi ", "because ", "since "} {
		if strings.HasPrefix(words, cause) {
			return true
		}
	}
	return false
}
