package synthesis

import (
	"strings"

	"thao/internal/compare"
	"thao/internal/viet"
)

// Variants tells how the members of a group differ in words from the first:
// the i-th string is "" where texts[i] says the same as texts[0] after folding
// of case, marks, tone placement and punctuation, else the words in which it
// differs, each stretch with a word or two around it: "… thêm rõ trách nhiệm …".
func Variants(texts []string) []string {
	out := make([]string, len(texts))
	if len(texts) == 0 {
		return out
	}
	first := foldKey(texts[0])
	for i, t := range texts {
		if i > 0 && foldKey(t) != first {
			out[i] = difference(texts[0], t)
		}
	}
	return out
}

// difference shows the stretches of text that base does not have, or the words
// around the place where words of base are missing.
func difference(base, text string) string {
	edits := compare.Words(base, text)
	var parts []string
	var spans []viet.Span // of text, read when first needed
	at := 0               // byte offset in text
	end := 0              // end of the last part shown
	for i, e := range edits {
		if e.Op == compare.Same {
			at += len(e.Text)
			continue
		}
		from, to := at, at
		if e.Op == compare.Insert {
			to += len(e.Text)
		}
		if says(e.Text) && (e.Op == compare.Insert || !replaced(edits, i)) {
			if spans == nil {
				spans = viet.Syllables(text)
			}
			from, to := widen(spans, from, to)
			if n := len(parts); n > 0 && from <= end {
				parts[n-1] = strings.TrimSpace(parts[n-1] + text[end:max(end, to)])
			} else {
				parts = append(parts, strings.TrimSpace(text[from:to]))
			}
			end = max(end, to)
		}
		at = to
	}
	if len(parts) == 0 {
		return ""
	}
	s := strings.Join(parts, " … ")
	if !strings.HasPrefix(text, parts[0]) {
		s = "… " + s
	}
	if !strings.HasSuffix(strings.TrimSpace(text), parts[len(parts)-1]) {
		s += " …"
	}
	return s
}

// replaced reports whether the deletion edits[i] gives way to other words, which
// then show the difference.
func replaced(edits []compare.Edit, i int) bool {
	return i+1 < len(edits) && edits[i+1].Op == compare.Insert && says(edits[i+1].Text)
}

// says reports whether a stretch has words.
func says(text string) bool {
	for i := range len(text) {
		if c := text[i]; 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' { // as most words do
			return true
		}
	}
	return foldKey(text) != ""
}

// around is how many words of context stand on either side of a difference.
const around = 2

func widen(spans []viet.Span, from, to int) (int, int) {
	first, last := 0, len(spans)-1
	for i, s := range spans {
		if s.End <= from {
			first = i + 1
		}
		if s.Start < to || s.End <= to {
			last = i
		}
	}
	first, last = max(0, first-around), min(len(spans)-1, last+around)
	if len(spans) == 0 {
		return from, to
	}
	return min(from, spans[min(first, len(spans)-1)].Start), max(to, spans[last].End)
}
