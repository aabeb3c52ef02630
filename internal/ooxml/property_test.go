package ooxml

import (
	"sort"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"thao/internal/prose"
)

// token is a piece of text or, where text is "\n", the end of a paragraph.
type token struct {
	text     string
	ins, del string // authors; "" for none
}

// tracked writes tokens as paragraphs with revisions, each token in its own
// element. The last paragraph's mark is unchanged.
func tracked(tokens []token) string {
	var b, line strings.Builder
	for _, x := range tokens {
		if x.text != "\n" {
			piece := run(x.text)
			if x.del != "" {
				piece = delBy(x.del, piece)
			}
			if x.ins != "" {
				piece = insBy(x.ins, piece)
			}
			line.WriteString(piece)
			continue
		}
		marks := ""
		if x.ins != "" {
			marks += "<w:ins" + by(x.ins) + "/>"
		}
		if x.del != "" {
			marks += "<w:del" + by(x.del) + "/>"
		}
		b.WriteString(styled("<w:rPr>"+marks+"</w:rPr>", line.String()))
		line.Reset()
	}
	return b.String() + par(line.String())
}

// kept is the text of the tokens a view shows, a paragraph a line.
func kept(tokens []token, v View) string {
	var b strings.Builder
	for _, x := range tokens {
		if !(v == Accepted && x.del != "" || v == Rejected && x.ins != "") {
			b.WriteString(x.text)
		}
	}
	return b.String()
}

func drawTokens(t *rapid.T, texts []string, both bool) []token {
	author := rapid.SampledFrom([]string{"A", "B"})
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) token {
		x := token{text: rapid.SampledFrom(texts).Draw(t, "text")}
		last := 2
		if both {
			last = 3
		}
		switch rapid.IntRange(0, last).Draw(t, "state") {
		case 1:
			x.ins = author.Draw(t, "by")
		case 2:
			x.del = author.Draw(t, "by")
		case 3:
			x.ins, x.del = author.Draw(t, "in by"), author.Draw(t, "out by")
		}
		return x
	}), 0, 30).Draw(t, "tokens")
}

// TestViewsOfAnyText: rejected is the text before the changes, accepted the
// text after them, whatever was changed and wherever letters are put together
// from pieces.
func TestViewsOfAnyText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tokens := drawTokens(rt, []string{"một", " ", "hai ", "\n", "\n", "o", "\u0309", "\u0302", "điều", "Ð"}, true)
		d := body(tracked(tokens)).read(t)
		for _, v := range []View{All, Accepted, Rejected} {
			want := norm.NFC.String(strings.ReplaceAll(kept(tokens, v), "Ð", "Đ"))
			if got := strings.Join(texts(d, v), "\n"); got != want {
				rt.Fatalf("view %d: got %q, want %q", v, got, want)
			}
		}
		checkSound(rt2t{t, rt}, d)
	})
}

// rt2t lets checkSound fail the property and not the test around it.
type rt2t struct {
	testing.TB
	rt *rapid.T
}

func (r rt2t) Errorf(format string, args ...any) { r.rt.Errorf(format, args...) }
func (r rt2t) Helper()                           {}

// TestEditsMakeTheText: put into the base text, the edits give the accepted
// text; and what they take out is what stands there.
func TestEditsMakeTheText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tokens := drawTokens(rt, []string{"một", " ", "hai ", "\n", "ba", "điều"}, false)
		p := body(tracked(tokens)).read(t).Prose()
		base, at := joinedBase(p.Base)
		edits := p.Edits
		sort.SliceStable(edits, func(i, j int) bool { return at(edits[i].At.From) < at(edits[j].At.From) })
		var out strings.Builder
		done := 0
		for _, e := range edits {
			from, to := at(e.At.From), at(e.At.To)
			if base[from:to] != e.Before {
				rt.Fatalf("edit %+v takes out what is not there: %q", e, base[from:to])
			}
			out.WriteString(base[done:from] + e.After)
			done = to
		}
		out.WriteString(base[done:])
		if got, want := out.String(), kept(tokens, Accepted); got != want {
			rt.Fatalf("got %q, want %q from %+v", got, want, edits)
		}
		checkRuns(rt, tokens, edits)
	})
}

// joinedBase is the base as one string, and the place of a point in it.
func joinedBase(base []prose.Block) (string, func(prose.Point) int) {
	var b strings.Builder
	starts := make([]int, len(base))
	for i, block := range base {
		if i > 0 {
			b.WriteByte('\n')
		}
		starts[i] = b.Len()
		b.WriteString(block.Text)
	}
	return b.String(), func(p prose.Point) int { return starts[p.Block] + p.Offset }
}

// checkRuns: there is one edit for each run of changes by one author.
func checkRuns(rt *rapid.T, tokens []token, edits []prose.Edit) {
	want, before := 0, ""
	for _, x := range tokens {
		author := x.ins + x.del
		if author != before && author != "" {
			want++
		}
		before = author
	}
	if len(edits) != want {
		rt.Fatalf("%d edits for %d runs: %+v", len(edits), want, edits)
	}
}
