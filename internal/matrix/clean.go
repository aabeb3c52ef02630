package matrix

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes text fit to print in every format, losing nothing a reader would
// see: line ends become "\n"; a control character is shown by its picture
// (U+2400 block), a mark that turns the direction of writing by its code
// point, so that it can be seen and can turn nothing; of marks heaped on one
// letter, which would cover the lines around, those past mostMarks are counted;
// what no XML may hold and bytes that are no UTF-8 become U+FFFD. Space at the
// ends goes.
func clean(s string) string {
	s = strings.TrimSpace(s)
	at := firstUnfit(s)
	if at < 0 {
		return s
	}
	var out strings.Builder
	out.WriteString(s[:at])
	h := heap{marks: marksBefore(s[:at])}
	for i, r := range s[at:] {
		if h.takes(r, &out) {
			continue
		}
		switch {
		case r == '\r':
			if !strings.HasPrefix(s[at+i+1:], "\n") {
				out.WriteByte('\n')
			}
		case r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			out.WriteByte('\n')
		case !unfit(r):
			out.WriteRune(r)
		case r < 0x20:
			out.WriteRune(0x2400 + r)
		case r == 0x7f:
			out.WriteRune(0x2421)
		case r == 0xFFFE, r == 0xFFFF:
			out.WriteRune(utf8.RuneError)
		default:
			fmt.Fprintf(&out, "‹U+%04X›", r)
		}
	}
	h.show(&out)
	return strings.TrimSpace(out.String())
}

// mostMarks stand on one letter: more than any writing has.
const mostMarks = 8

// heap is what of the marks on a letter is too many.
type heap struct {
	marks int  // on this letter
	mark  rune // the one that is counted
	n     int
}

func isMark(r rune) bool { return r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me) }

func marksBefore(s string) (n int) {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !isMark(r) {
			break
		}
		s, n = s[:len(s)-size], n+1
	}
	return n
}

// takes counts a mark that is too many. What was counted is shown before whatever
// else comes.
func (h *heap) takes(r rune, out *strings.Builder) bool {
	if h.marks++; !isMark(r) {
		h.marks = 0
	}
	many := h.marks > mostMarks
	if !many || r != h.mark {
		h.show(out)
	}
	if many {
		h.mark, h.n = r, h.n+1
	}
	return many
}

func (h *heap) show(out *strings.Builder) {
	if h.n > 0 {
		fmt.Fprintf(out, "‹U+%04X × %d›", h.mark, h.n)
		h.n = 0
	}
}

// firstUnfit is the place of the first rune clean must change, or -1. Most
// texts have none, and are not copied.
func firstUnfit(s string) int {
	marks := 0
	for i, r := range s {
		if marks++; !isMark(r) {
			marks = 0
		}
		if unfit(r) || marks > mostMarks {
			return i
		}
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}

func unfit(r rune) bool {
	switch {
	case r == '\t', r == '\n':
		return false
	case r < 0x20, r >= 0x7f && r <= 0x9f:
		return true
	case r == 0x200e, r == 0x200f, r == 0x061c, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return r == 0x2028 || r == 0x2029 || r == 0xFFFE || r == 0xFFFF
}

// oneLine is clean text with every run of space made one.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// lines are the paragraphs of clean text, blank ones left out.
func lines(s string) []string {
	var out []string
	for l := range strings.SplitSeq(clean(s), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// excerpt shortens words quoted from the draft, which the reader has at hand,
// to about limit characters by leaving out their middle.
func excerpt(s string, limit int) string {
	s = oneLine(s)
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)
	head, tail := string(runes[:limit/2]), string(runes[len(runes)-limit/2:])
	if i := strings.LastIndexByte(head, ' '); i > 0 {
		head = head[:i]
	}
	if i := strings.IndexByte(tail, ' '); i >= 0 {
		tail = tail[i+1:]
	}
	return head + " … " + tail
}
