package redline_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// deviations are the pairs of the corpus on which a redline is not all it
// should be, and in what. They are the rows of the table in docs/redline.md:
// one that is new fails the tests, and so does one that is cured.
type deviations map[string][]string

// What a redline may fail in, as the table has it.
const (
	acceptedText  = "accepted text"
	rejectedText  = "rejected text"
	acceptedStyle = "accepted style"
	rejectedStyle = "rejected style"
	lastMark      = "last mark"
	packaging     = "package"
)

// exceptions reads the table.
func exceptions(t *testing.T) deviations {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "redline.md"))
	if err != nil {
		t.Fatal(err)
	}
	known := deviations{}
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !strings.Contains(cells[1], "→") {
			continue
		}
		what := strings.Split(cells[2], ",")
		for i := range what {
			what[i] = strings.TrimSpace(what[i])
		}
		slices.Sort(what)
		known[strings.Trim(cells[1], " `")] = what
	}
	if len(known) == 0 {
		t.Fatal("docs/redline.md has no table of exceptions")
	}
	return known
}

// check compares two files of the corpus. The redline must fail in what the
// table says, and in nothing else.
func (d deviations) check(t *testing.T, root, old, now string) {
	t.Helper()
	name := old + " → " + now
	t.Run(name, func(t *testing.T) {
		found, said := deviationsOf(t, bytesOf(t, filepath.Join(root, old)), bytesOf(t, filepath.Join(root, now)))
		if !slices.Equal(found, d[name]) {
			t.Errorf("deviates in %q, by docs/redline.md in %q: %s", found, d[name], strings.Join(said, "\n"))
		}
	})
}

func deviationsOf(t *testing.T, old, now []byte) (found, said []string) {
	t.Helper()
	out := redlined(t, old, now)
	kinds := map[string]bool{}
	contractOf := func(accepted, rejected string, texts listener) {
		for _, m := range texts.said {
			if strings.HasPrefix(m, "accepting") {
				kinds[accepted] = true
			} else {
				kinds[rejected] = true
			}
			said = append(said, m)
		}
	}
	text, style, markup := listener{tester: t}, listener{tester: t}, listener{tester: t}
	contract(&text, old, now, out, plain)
	contractOf(acceptedText, rejectedText, text)
	if len(text.said) == 0 {
		contract(&style, old, now, out, styled)
		contractOf(acceptedStyle, rejectedStyle, style)
	}
	sound(&markup, now, out)
	for _, m := range markup.said {
		if strings.Contains(m, "the last mark of a") {
			kinds[lastMark] = true
		} else {
			kinds[packaging] = true
		}
		said = append(said, m)
	}
	return slices.Sorted(maps.Keys(kinds)), said
}

// listener keeps what a check would have failed with.
type listener struct {
	tester
	said []string
}

func (l *listener) Errorf(format string, args ...any) {
	l.said = append(l.said, fmt.Sprintf(format, args...))
}

func (l *listener) Error(args ...any) { l.said = append(l.said, fmt.Sprint(args...)) }
