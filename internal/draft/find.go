package draft

import (
	"context"
	"strings"
	"unicode/utf8"

	"thao/internal/access"
	"thao/internal/id"
	"thao/internal/viet"
)

// Hit is a place in a text where words were found.
type Hit struct {
	Node   string `json:"node"`
	Before string `json:"before"` // some words of the text around them
	Words  string `json:"words"`  // as they stand in the text
	After  string `json:"after"`
}

// Find looks for words in a version, with or without diacritics, large or
// small; at most limit hits, in the order of the text, one a node.
func (s *Service) Find(ctx context.Context, who *access.Actor, docket, version id.ID, words string, limit int) ([]Hit, error) {
	t, err := s.Read(ctx, who, docket, version)
	if err != nil {
		return nil, err
	}
	out := []Hit{}
	for i := range t.Nodes {
		if len(out) == limit {
			break
		}
		n := &t.Nodes[i]
		if h, ok := find(strings.TrimSpace(n.Label+" "+n.Content()), words); ok {
			h.Node = n.ID
			out = append(out, h)
		}
	}
	return out, nil
}

// Match is where words stand in a text: bytes from and to, -1 for nowhere.
// White space in either counts as one blank.
func Match(text, words string) (from, to int) {
	folded, at := folding(text)
	want, _ := folding(strings.TrimSpace(words))
	if want == "" {
		return -1, -1
	}
	i := strings.Index(folded, want)
	if i < 0 {
		return -1, -1
	}
	return at[i], at[i+len(want)]
}

// folding is a text as it is searched, and for each of its bytes (and its end)
// the byte of the text it comes from.
func folding(s string) (string, []int) {
	var b strings.Builder
	at := make([]int, 0, len(s)+1)
	blank := false
	for i, r := range s {
		if r == ' ' || r == '\n' || r == '\t' || r == '\u00a0' {
			if !blank {
				b.WriteByte(' ')
				at = append(at, i)
			}
			blank = true
			continue
		}
		blank = false
		n := b.Len()
		b.WriteString(viet.Fold(string(r)))
		for range b.Len() - n {
			at = append(at, i)
		}
	}
	return b.String(), append(at, len(s))
}

// around is how many code points of a text are shown on each side of a hit.
const around = 60

func find(text, words string) (Hit, bool) {
	from, to := Match(text, words)
	if from < 0 {
		return Hit{}, false
	}
	return Hit{Before: tail(text[:from], around), Words: text[from:to], After: head(text[to:], around)}, true
}

func head(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)[:n]
	return cutAtSpace(string(r), true) + "…"
}

func tail(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return "…" + cutAtSpace(string(r[len(r)-n:]), false)
}

// cutAtSpace takes a word cut in two away from the end or the beginning.
func cutAtSpace(s string, end bool) string {
	if end {
		if i := strings.LastIndexByte(s, ' '); i > 0 {
			return s[:i]
		}
		return s
	}
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[i:]
	}
	return s
}
