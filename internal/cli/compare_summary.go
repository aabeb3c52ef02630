package cli

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"thao/internal/compare"
	"thao/internal/compareview"
	"thao/internal/locale"
)

// summariseComparison prints how many nodes changed and how; where no file was
// asked for also each change, words taken out in [-…-], put in in {+…+}.
func summariseComparison(w io.Writer, a *compare.Alignment, files [2]string, lang locale.Lang, list bool, written []string) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, locale.T(lang, "compare.sum-title", "old", filepath.Base(files[0]), "new", filepath.Base(files[1])))
	counts := a.Count()
	changed := false
	for _, c := range compare.Changes() {
		if counts[c] > 0 {
			fmt.Fprintf(out, "%8s  %s\n", locale.Int(lang, int64(counts[c])), locale.T(lang, "compare.count."+string(c)))
			changed = changed || c != compare.NodeSame
		}
	}
	if !changed {
		fmt.Fprintln(out, locale.T(lang, "compare.identical"))
	} else {
		fmt.Fprintln(out, locale.T(lang, "compare.kept", "share", compareview.Percent(lang, a.Likeness())))
	}
	if list && changed {
		fmt.Fprintln(out, "\n"+locale.T(lang, "compare.sum-list"))
		for _, p := range a.Pairs {
			if p.Change != compare.NodeSame {
				fmt.Fprintln(out, changeLine(p, lang))
			}
		}
	}
	for _, line := range written {
		fmt.Fprintln(out, line)
	}
	return out.Flush()
}

// changeLine is one change: what, where, and the words around it.
func changeLine(p compare.Pair, lang locale.Lang) string {
	line := fmt.Sprintf("  %-*s  %s", kindWidth(lang), compareview.Word(lang, p.Change), changedPlace(p, lang))
	if excerpt := changedWords(p.Words); excerpt != "" {
		line += ": " + excerpt
	}
	return line
}

// kindWidth is the longest word for a kind of change, in characters.
func kindWidth(lang locale.Lang) int {
	width := 0
	for _, c := range compare.Changes() {
		width = max(width, len([]rune(compareview.Word(lang, c))))
	}
	return width
}

func changedPlace(p compare.Pair, lang locale.Lang) string {
	old, new := compareview.Place(p.Old, string(lang)), compareview.Place(p.New, string(lang))
	switch {
	case p.Old == nil || old == new:
		return new
	case p.New == nil:
		return old
	}
	return locale.T(lang, "compare.from-to", "old", old, "new", new)
}

// Bounds of an excerpt, in characters.
const (
	mostExcerpt = 160
	mostContext = 24 // of kept words before and after a change
)

// changedWords is the changes of a node with a little of what stands around
// them, on one line; "" where only white space changed.
func changedWords(words []compare.Edit) string {
	var b strings.Builder
	changed := false
	for k, e := range words {
		text := strings.TrimSpace(e.Text)
		switch {
		case e.Op == compare.Same:
			b.WriteString(around(e.Text, k > 0, k < len(words)-1))
			continue
		case text == "":
			b.WriteByte(' ')
			continue
		}
		before, after, _ := strings.Cut(e.Text, text)
		mark := "{+" + text + "+}"
		if e.Op == compare.Delete {
			mark = "[-" + text + "-]"
		}
		b.WriteString(before + mark + after)
		changed = true
	}
	if !changed {
		return ""
	}
	r := []rune(strings.Join(strings.Fields(b.String()), " "))
	if len(r) > mostExcerpt {
		return strings.TrimRight(string(r[:mostExcerpt-1]), " ") + "…"
	}
	return string(r)
}

// around keeps of an unchanged stretch what stands next to changes: after the
// one before it, before the one after it.
func around(s string, after, before bool) string {
	r := []rune(s)
	switch {
	case after && before && len(r) > 2*mostContext:
		return string(r[:mostContext]) + "… …" + string(r[len(r)-mostContext:])
	case after && !before && len(r) > mostContext:
		return string(r[:mostContext]) + "…"
	case before && !after && len(r) > mostContext:
		return "…" + string(r[len(r)-mostContext:])
	}
	return s
}
