package redline

import (
	"slices"
	"strings"

	"thao/internal/compare"
)

// step is a compare.Edit with its place in both texts.
type step struct {
	op             compare.Op
	old, now       int // where it begins
	oldEnd, nowEnd int
}

// prepare takes both versions as one text each, marks included, and finds what
// became of every character of the old one.
func (w *weaver) prepare() {
	oldText, marks := w.joined(w.old)
	for i := range w.old {
		base := 0
		if i > 0 {
			base = marks[i-1].to
		}
		w.stream = append(w.stream, leaves(w.old[i].items, base)...)
		if i < len(marks) {
			w.stream = append(w.stream, marks[i])
		}
	}
	nowText, _ := w.joined(w.now)
	w.script = w.compare(oldText, nowText)
}

// joined is the text of paragraphs with a rune for each mark but the last, and
// where those marks are.
func (w *weaver) joined(list []paragraph) (string, []leaf) {
	if len(list) == 1 {
		return list[0].text, nil
	}
	var b strings.Builder
	var marks []leaf
	for i, p := range list {
		b.WriteString(p.text)
		if i == len(list)-1 {
			break
		}
		key := "mark"
		if hasSection(p.el) {
			key = "section mark"
		}
		from := b.Len()
		b.WriteRune(w.atoms.rune(key))
		marks = append(marks, leaf{from: from, to: b.Len(), mark: i})
	}
	return b.String(), marks
}

func (w *weaver) compare(old, now string) []step {
	if old == now && w.sameFonts(true) {
		return []step{{compare.Same, 0, 0, len(old), len(now)}}
	}
	if !w.sameFonts(false) {
		return []step{{compare.Delete, 0, 0, len(old), 0}, {compare.Insert, len(old), 0, len(old), len(now)}}
	}
	edits := compare.Words(old, now)
	script := make([]step, 0, len(edits))
	i, j := 0, 0
	for _, e := range edits {
		st := step{op: e.Op, old: i, now: j}
		if e.Op != compare.Insert {
			i += len(e.Text)
		}
		if e.Op != compare.Delete {
			j += len(e.Text)
		}
		st.oldEnd, st.nowEnd = i, j
		script = append(script, st)
	}
	return script
}

// sameFonts says whether equal characters are equal letters in both versions:
// either both are of one font throughout, or, where the texts are equal,
// fonts change at the same places.
func (w *weaver) sameFonts(equalTexts bool) bool {
	if !w.oddFonts {
		return true
	}
	if equalTexts && len(w.old) == len(w.now) {
		return slices.EqualFunc(w.old, w.now, func(a, b paragraph) bool { return w.fontsOf(a, w.styles.old) == w.fontsOf(b, w.styles.now) })
	}
	font := ""
	for _, p := range w.old {
		f := w.fontsOf(p, w.styles.old)
		if font == "" {
			font = f
		}
		if f != font || strings.Contains(f, ";") {
			return f == ""
		}
	}
	for _, p := range w.now {
		if f := w.fontsOf(p, w.styles.now); f != "" && font != "" && f != font {
			return false
		}
	}
	return true
}

// fontsOf writes which fonts a paragraph's characters are in: one name, or
// several with the place where each begins.
func (w *weaver) fontsOf(p paragraph, s *sheet) string {
	style := s.of(child(p.el, "pPr"))
	var b strings.Builder
	last := ""
	for _, l := range leaves(p.items, 0) {
		if l.item.kind != run {
			continue
		}
		if f := s.fontIn(child(l.item.el, "rPr"), style); f != last {
			if last != "" {
				b.WriteString(";" + itoa(l.from) + " ")
			}
			b.WriteString(f)
			last = f
		}
	}
	return b.String()
}
