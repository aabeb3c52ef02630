package collate_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/corpus"
	"thao/internal/outline"
	"thao/internal/viet"
)

// answerKey is samples/de-an/key.json.
type answerKey struct {
	Asked, Silent, Agrees []string
	Comments              []keyComment
	Groups                [][]int
}

type keyComment struct {
	File, Body, Source, Text, Before, After, Quote, Label, State string
	Place                                                        [][2]string
	Candidates                                                   [][][2]string
	Replies                                                      int
	Resolved                                                     bool
}

func loadKey(t *testing.T) answerKey {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus.Root(t), "samples", "de-an", "key.json"))
	if err != nil {
		t.Fatal(err)
	}
	var key answerKey
	if err := json.Unmarshal(data, &key); err != nil {
		t.Fatal(err)
	}
	return key
}

func collateSamples(t *testing.T, draft string) *collation.Collation {
	t.Helper()
	dir := filepath.Join(corpus.Root(t), "samples", "de-an")
	c, err := collate.Run(context.Background(), filepath.Join(dir, draft), filepath.Join(dir, "tra-loi"), collate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func folded(s string) string { return strings.Join(strings.Fields(viet.Fold(viet.Tone(s))), " ") }

// says reports whether a comment is the one the key means: the same change, or
// the key's words within its own.
func (k keyComment) says(c collation.Comment) bool {
	if c.Reply != k.File || string(c.Source) != k.Source {
		return false
	}
	if k.Text == "" {
		return folded(c.Before) == folded(k.Before) && folded(c.After) == folded(k.After)
	}
	return strings.Contains(folded(c.Text), folded(typedLabel.ReplaceAllString(k.Text, "")))
}

// typedLabel is the number before a comment in a list: no part of its words.
var typedLabel = regexp.MustCompile(`^([0-9]+|[a-zđ])?[-.)] `)

func nodeAt(nodes []*outline.Node, place [][2]string) *outline.Node {
	var at *outline.Node
	for _, step := range place {
		i := slices.IndexFunc(nodes, func(n *outline.Node) bool {
			return string(n.Kind) == step[0] && n.Ordinal() == step[1]
		})
		if i < 0 {
			return nil
		}
		at = nodes[i]
		nodes = at.Children
	}
	return at
}

// On the samples every comment of the key is found once and stands at its
// node, nothing else is taken for a comment, and what belongs in one row is in
// one row. Both forms of the draft must give that.
func TestSamples(t *testing.T) {
	key := loadKey(t)
	for _, draft := range []string{"du-thao-1.docx", "du-thao-1-go-tay.docx"} {
		t.Run(draft, func(t *testing.T) {
			c := collateSamples(t, draft)
			found := matchKey(t, key, c)
			checkGroups(t, key, c, found)
			checkBodies(t, key, c)
		})
	}
}

// matchKey finds the comment of each key entry and checks it; it returns them
// by index, -1 for none.
func matchKey(t *testing.T, key answerKey, c *collation.Collation) []int {
	taken := map[int]bool{}
	found := make([]int, len(key.Comments))
	for i, k := range key.Comments {
		found[i] = slices.IndexFunc(c.Comments, func(x collation.Comment) bool { return k.says(x) })
		for j, x := range c.Comments {
			if k.says(x) && !taken[j] && (found[i] < 0 || taken[found[i]] || len(x.Text) < len(c.Comments[found[i]].Text)) {
				found[i] = j
			}
		}
		if found[i] < 0 {
			t.Errorf("key %d, %s (%s): not found: %s %s→%s", i, k.File, k.Label, k.Text, k.Before, k.After)
			continue
		}
		if taken[found[i]] {
			t.Errorf("key %d, %s: shares a comment with another key entry: %s", i, k.File, c.Comments[found[i]].Text)
		}
		taken[found[i]] = true
		k.check(t, i, c, c.Comments[found[i]])
	}
	for j, x := range c.Comments {
		if !taken[j] {
			t.Errorf("%s: no comment of the key: %s %q %q→%q (%s)", x.Reply, x.Source, x.Text, x.Before, x.After, x.Path)
		}
	}
	return found
}

func (k keyComment) check(t *testing.T, i int, c *collation.Collation, got collation.Comment) {
	t.Helper()
	if string(got.State) != k.State {
		t.Errorf("key %d, %s: state %s, want %s (%s; %s; confidence %.2f, where %q): %s", i, k.File, got.State, k.State, got.Path, k.Label, got.Confidence, got.Where, got.Text)
	}
	if k.State == "placed" {
		if want := nodeAt(c.Draft.Nodes, k.Place); want == nil || got.Node != want.ID {
			t.Errorf("key %d, %s: at %s, want %s: %s %s→%s", i, k.File, got.Path, k.Label, got.Text, got.Before, got.After)
		}
	}
	if got.Body != k.Body {
		t.Errorf("key %d, %s: body %q, want %q", i, k.File, got.Body, k.Body)
	}
	if k.Source == "margin" && folded(got.Quote) != folded(k.Quote) {
		t.Errorf("key %d, %s: quote %q, want %q", i, k.File, got.Quote, k.Quote)
	}
	if len(got.Thread) != k.Replies || got.Resolved != k.Resolved {
		t.Errorf("key %d, %s: %d replies, resolved %v", i, k.File, len(got.Thread), got.Resolved)
	}
	if k.Text != "" && (k.Before != "" || k.After != "") && (folded(got.Before) != folded(k.Before) || folded(got.After) != folded(k.After)) {
		t.Errorf("key %d, %s: proposal %q→%q, want %q→%q", i, k.File, got.Before, got.After, k.Before, k.After)
	}
}

func checkGroups(t *testing.T, key answerKey, c *collation.Collation, found []int) {
	t.Helper()
	rows := map[int]int{} // key index → row of the key
	for g, members := range key.Groups {
		for _, m := range members {
			rows[m] = g + 1
		}
	}
	for a := range found {
		for b := range a {
			if found[a] < 0 || found[b] < 0 {
				continue
			}
			same := c.Comments[found[a]].Group == c.Comments[found[b]].Group
			want := rows[a] != 0 && rows[a] == rows[b]
			if same != want {
				t.Errorf("key %d and %d in one row: %v, want %v\n  %s\n  %s", b, a, same, want, c.Comments[found[b]].Text, c.Comments[found[a]].Text)
			}
		}
	}
}

func checkBodies(t *testing.T, key answerKey, c *collation.Collation) {
	t.Helper()
	var agrees []string
	for _, r := range c.Replies {
		if r.Status == collation.Agrees {
			agrees = append(agrees, r.Body)
		}
		if !slices.Contains(key.Asked, r.Body) {
			t.Errorf("%s: body %q is none of those asked", r.File, r.Body)
		}
	}
	if !slices.Equal(agrees, key.Agrees) || !slices.Equal(c.Silent, key.Silent) {
		t.Errorf("agrees %v, silent %v; want %v, %v", agrees, c.Silent, key.Agrees, key.Silent)
	}
	for _, p := range c.Problems {
		t.Errorf("problem: %+v", p)
	}
}

// Words that a letter quotes from the draft, though it asks for something to be
// put in, are no words to be put in.
func TestQuotedWordsAreNotPutIn(t *testing.T) {
	for _, c := range collateSamples(t, "du-thao-1.docx").Comments {
		if strings.Contains(c.Text, "bổ sung số liệu minh họa cho nhận định") {
			if c.After != "" || c.Quote != "chưa đạt chỉ tiêu đề ra" {
				t.Errorf("%q→%q on %q", c.Before, c.After, c.Quote)
			}
			return
		}
	}
	t.Error("the comment is not found")
}
