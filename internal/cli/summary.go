package cli

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/collation"
	"thao/internal/locale"
)

// summary tells on the terminal what a collation found.
type summary struct {
	w    io.Writer
	c    *collation.Collation
	lang locale.Lang
}

func summarise(w io.Writer, c *collation.Collation, lang locale.Lang, dir string, kept []string) error {
	out := bufio.NewWriter(plainWriter{w})
	s := summary{out, c, lang}
	s.totals()
	s.replies()
	s.names("cli.sum-agreed", agreed(c))
	s.names("cli.sum-silent", c.Silent)
	s.problems()
	s.written(dir, kept)
	return out.Flush()
}

// plainWriter lets no control character through but the line end: names of
// files come from other people and must not steer the terminal.
type plainWriter struct{ w io.Writer }

func (p plainWriter) Write(b []byte) (int, error) {
	clean := bytes.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return '\uFFFD'
		}
		return r
	}, b)
	if _, err := p.w.Write(clean); err != nil {
		return 0, err
	}
	return len(b), nil
}

func (s summary) say(key string, args ...any) { fmt.Fprintln(s.w, locale.T(s.lang, key, args...)) }

func (s summary) totals() {
	c := s.c
	if c.Draft.Title != "" {
		s.say("cli.sum-draft", "title", c.Draft.Title, "file", c.Draft.File)
	} else {
		s.say("cli.sum-draft-file", "file", c.Draft.File)
	}
	s.say("cli.sum-files", "files", len(c.Replies), "read", len(c.Replies)-unreadable(c), "bodies", len(bodies(c)))
	s.say("cli.sum-comments", "comments", len(c.Comments), "groups", len(c.Groups))
	for _, source := range []collation.Source{collation.Margin, collation.Tracked, collation.Letter, collation.Table, collation.PDF} {
		n := count(c.Comments, func(c collation.Comment) bool { return c.Source == source })
		if n > 0 {
			s.line(locale.T(s.lang, "cli.source."+string(source)), n)
		}
	}
	for _, state := range []collation.State{collation.Placed, collation.Review, collation.General} {
		n := count(c.Comments, func(c collation.Comment) bool { return c.State == state })
		s.line(locale.T(s.lang, "cli.state."+string(state)), n)
	}
	formats := 0
	for _, r := range c.Replies {
		formats += r.Formats
	}
	if formats > 0 {
		s.say("cli.sum-formats", "n", formats)
	}
	s.say("cli.sum-passages", "n", len(c.Passages))
}

func (s summary) line(name string, n int) {
	fmt.Fprintf(s.w, "  %s%s %6s\n", name, pad(name, 42), locale.Int(s.lang, int64(n)))
}

func pad(s string, width int) string {
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

// replies lists the files, from whom each is and by which rule that is known.
func (s summary) replies() {
	fmt.Fprintln(s.w)
	s.say("cli.sum-replies")
	for _, r := range s.c.Replies {
		body := r.Body
		if r.Number != "" {
			body += " (" + r.Number + ")"
		}
		what := locale.T(s.lang, "cli.status."+string(r.Status))
		if r.Status == collation.HasComments {
			what = locale.T(s.lang, "cli.status.n", "n", r.Comments)
		}
		file := shorten(oneLine(r.File), 36)
		fmt.Fprintf(s.w, "  %s%s %s%s %s · %s\n", file, pad(file, 36), body, pad(body, 34), what,
			locale.T(s.lang, "cli.rule."+string(r.BodyRule)))
	}
}

func (s summary) names(key string, names []string) {
	if len(names) > 0 {
		fmt.Fprintln(s.w)
		s.say(key, "n", len(names), "names", strings.Join(names, ", "))
	}
}

func (s summary) problems() {
	if len(s.c.Problems) == 0 {
		return
	}
	fmt.Fprintln(s.w)
	s.say("cli.sum-problems", "n", len(s.c.Problems))
	for _, p := range s.c.Problems {
		fmt.Fprintf(s.w, "  %s: %s\n", oneLine(p.File), p.Message)
	}
}

func (s summary) written(dir string, kept []string) {
	fmt.Fprintln(s.w)
	s.say("cli.sum-written", "dir", dir)
	for _, name := range kept {
		s.say("cli.sum-kept", "name", name)
	}
}

func bodies(c *collation.Collation) map[string]bool {
	out := map[string]bool{}
	for _, r := range c.Replies {
		if r.Status != collation.Unreadable {
			out[r.Body] = true
		}
	}
	return out
}

// agreed lists the bodies whose every reply agrees, in the order of the files.
func agreed(c *collation.Collation) []string {
	other := map[string]bool{}
	for _, r := range c.Replies {
		if r.Status != collation.Agrees {
			other[r.Body] = true
		}
	}
	var out []string
	for _, r := range c.Replies {
		if r.Status == collation.Agrees && !other[r.Body] {
			other[r.Body] = true
			out = append(out, r.Body)
		}
	}
	return out
}

func count(comments []collation.Comment, is func(collation.Comment) bool) int {
	n := 0
	for _, c := range comments {
		if is(c) {
			n++
		}
	}
	return n
}
