package answers

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/matrix"
	"thao/internal/viet"
)

// said is what one cell of answers says.
type said struct {
	verdict string
	reason  string
}

// equal reports whether two answers say the same; space does not count.
func (s said) equal(t said) bool {
	return s.verdict == t.verdict && slices.Equal(strings.Fields(s.reason), strings.Fields(t.reason))
}

// reply is a cell of answers taken apart: to all of a group, and to the
// comments of bodies that it names.
type reply struct {
	whole   *said
	apart   map[string]said // by comment
	unnamed []string        // exceptions for bodies that are not in the row: part of whole
}

// readReply takes a cell of answers apart. An exception begins a clause with a
// body of the row: "Riêng ý kiến của Tỉnh ủy K: không tiếp thu vì …".
func (d *model) readReply(text string, e *entry) reply {
	r := reply{apart: map[string]said{}}
	var whole strings.Builder
	at := 0
	for _, x := range exceptions(text, e.named) {
		whole.WriteString(text[at:x.from])
		for _, id := range x.comments {
			r.apart[id] = d.statement(text[x.words:x.to])
		}
		at = x.to
	}
	whole.WriteString(text[at:])
	rest := strings.TrimRight(strings.TrimSpace(whole.String()), ",;")
	if strings.TrimSpace(rest) != "" {
		s := d.statement(rest)
		r.whole = &s
		r.unnamed = unnamed(rest)
	}
	return r
}

// statement is the verdict of a text, and the text as the reason: without the
// verdict where that stands before it as the matrix prints it.
func (d *model) statement(text string) said {
	text = tidy(text)
	verdict, lead := matrix.VerdictOf(text)
	s := said{verdict, text}
	if lead == 0 || key(text[:lead]) != key(matrix.VerdictWord(d.lang, verdict)) {
		return s
	}
	rest := text[lead:]
	reason := strings.TrimLeft(rest, " .:;,–—-\n")
	if _, again := matrix.VerdictOf(reason); again > 0 {
		return s
	}
	separator := rest[:len(rest)-len(reason)]
	if reason == "" || strings.Trim(separator, " ") != "" || matrix.BeginsWithCause(reason) {
		s.reason = reason
	}
	return s
}

// tidy is a text without blank lines and space at the ends of its lines.
func tidy(text string) string {
	var lines []string
	for l := range strings.SplitSeq(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// exception is an answer to some bodies: text[from:to], of which the words
// after their names begin at words.
type exception struct {
	from, words, to int
	comments        []string
}

// exceptions finds those of a text in order. One that begins a line goes on
// over the lines that follow, one within a line to its end, each at most to
// the next.
func exceptions(text string, named []speaker) []exception {
	if len(named) == 0 {
		return nil
	}
	var out []exception
	t := tokenise(text)
	for i := 0; i < len(t.words); i++ {
		if !t.begins(i) {
			continue
		}
		next, comments := t.addressed(i, named)
		if next < 0 {
			continue
		}
		x := exception{from: t.spans[i].Start, words: t.after(next), to: len(text), comments: comments}
		if line := strings.IndexByte(text[x.words:], '\n'); line >= 0 && !t.beginsLine(i) {
			x.to = x.words + line
		}
		if n := len(out) - 1; n >= 0 && out[n].to > x.from {
			out[n].to = x.from
		}
		out = append(out, x)
		i = next - 1
	}
	return out
}

// tokens are the words of a text, folded.
type tokens struct {
	text  string
	words []string
	spans []viet.Span
}

func tokenise(text string) tokens {
	t := tokens{text: text, spans: viet.Syllables(text)}
	for _, s := range t.spans {
		t.words = append(t.words, viet.Fold(text[s.Start:s.End]))
	}
	return t
}

// between is what stands before word i and after the one before it.
func (t tokens) between(i int) string {
	from, to := 0, len(t.text)
	if i > 0 {
		from = t.spans[i-1].End
	}
	if i < len(t.spans) {
		to = t.spans[i].Start
	}
	return t.text[from:to]
}

func (t tokens) begins(i int) bool {
	return i == 0 || strings.ContainsAny(t.between(i), ".;,\n–—")
}

func (t tokens) beginsLine(i int) bool { return i == 0 || strings.Contains(t.between(i), "\n") }

// after is where the words begin that follow the names before word i.
func (t tokens) after(i int) int {
	from := len(t.text)
	if i > 0 {
		from = t.spans[i-1].End
	}
	rest := t.text[from:]
	rest = strings.TrimLeft(rest, " \t\n:,;–—-)")
	at := len(t.text) - len(rest)
	if strings.HasPrefix(viet.Fold(rest), "thi ") {
		_, size := utf8.DecodeRuneInString(rest[len("th"):])
		at += len("th") + size + 1
	}
	return at
}

// openings are the folded words that may stand before the names of the bodies
// an exception is for.
var openings = [][]string{
	{"rieng"}, {"doi", "voi"}, {"con"}, {"ve"}, {"y", "kien"}, {"gop", "y"}, {"kien", "nghi"}, {"de", "nghi"}, {"de", "xuat"}, {"noi", "dung"}, {"cua"},
	{"as", "to"}, {"except"}, {"for"}, {"the"}, {"comment"}, {"comments"}, {"of"}, {"from"}, {"by"},
}

// addressed reads from word i the opening and the names of an exception. next
// is the word after them, or -1: without an opening it is one only if a colon
// follows the names and a verdict that.
func (t tokens) addressed(i int, named []speaker) (next int, comments []string) {
	at := t.opening(i)
	opened := at > i
	for {
		n, found := longestName(t.words[at:], named)
		if n == 0 {
			break
		}
		comments = append(comments, found...)
		at += n
		if at < len(t.words) && (t.words[at] == "va" || t.words[at] == "and") {
			if n, _ := longestName(t.words[at+1:], named); n > 0 {
				at++
			}
		} else if at < len(t.words) && strings.TrimSpace(t.between(at)) != "," && strings.TrimSpace(t.between(at)) != ";" {
			break
		}
	}
	if comments == nil {
		return -1, nil
	}
	_, lead := matrix.VerdictOf(t.text[t.after(at):])
	if lead == 0 && t.namesMore(at) {
		return -1, nil
	}
	if opened && t.marked(i) {
		return at, comments
	}
	if lead == 0 || !opened && !(strings.HasPrefix(strings.TrimSpace(t.between(at)), ":") && t.beginsLine(i)) {
		return -1, nil
	}
	return at, comments
}

// namesMore reports whether the name before word i goes on with it: "Bộ Công"
// is not "Bộ Công Thương".
func (t tokens) namesMore(i int) bool {
	if i >= len(t.words) || strings.Trim(t.between(i), " ") != "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.text[t.spans[i].Start:])
	return unicode.IsUpper(r)
}

// marked reports whether an opening says itself that an exception follows.
func (t tokens) marked(i int) bool {
	return slices.Contains([]string{"rieng", "except"}, t.words[i]) || t.words[i] == "as" && i+1 < len(t.words) && t.words[i+1] == "to"
}

// opening skips the words that open an exception.
func (t tokens) opening(i int) int {
	for skipped := true; skipped; {
		skipped = false
		for _, o := range openings {
			if len(t.words)-i >= len(o) && slices.Equal(t.words[i:i+len(o)], o) {
				i += len(o)
				skipped = true
				break
			}
		}
	}
	return i
}

// longestName is the body whose name a text begins with, in words, and its
// comments.
func longestName(words []string, named []speaker) (n int, comments []string) {
	for _, s := range named {
		if len(s.words) > n && len(words) >= len(s.words) && slices.Equal(words[:len(s.words)], s.words) {
			n, comments = len(s.words), s.comments
		}
	}
	return n, comments
}

// unnamed are the sentences that open as an exception and name no body of the
// row.
func unnamed(text string) []string {
	var out []string
	t := tokenise(text)
	for i := range t.words {
		if !t.begins(i) || t.words[i] != "rieng" || t.opening(i) < i+3 {
			continue
		}
		sentence := t.text[t.spans[i].Start:]
		if end := strings.IndexAny(sentence, ".;\n"); end >= 0 {
			sentence = sentence[:end]
		}
		out = append(out, strings.TrimSpace(sentence))
	}
	return out
}
