package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thao/internal/collation"
	"thao/internal/corpus"
	"thao/internal/trace"
	"thao/internal/viet"
)

// circleKey is samples/de-an/key-2.json, with the comments of key.json that it
// counts.
type circleKey struct {
	Answers []struct {
		Comment        int
		Verdict, Words string
	}
	Nodes []struct {
		Change   string
		Old, New [][2]string
	}
	Unkept               []int
	Unasked              [][][2]string
	Uneven, Contradicted [][]int

	comments []struct{ File, Source, Text, Before, After string }
}

func readJSON(t *testing.T, file string, v any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatal(file, err)
	}
}

func loadCircle(t *testing.T, samples string) circleKey {
	t.Helper()
	var k circleKey
	readJSON(t, filepath.Join(samples, "key-2.json"), &k)
	first := struct {
		Comments []struct{ File, Source, Text, Before, After string }
	}{}
	readJSON(t, filepath.Join(samples, "key.json"), &first)
	k.comments = first.Comments
	return k
}

// ids finds the comment of each entry of key.json.
func (k circleKey) ids(t *testing.T, c *collation.Collation) []string {
	t.Helper()
	plain := func(s string) string { return strings.Join(strings.Fields(viet.Fold(viet.Tone(s))), " ") }
	taken := map[string]bool{}
	out := make([]string, len(k.comments))
	for i, want := range k.comments {
		_, text, labelled := strings.Cut(want.Text, " ")
		if !labelled || len(want.Text)-len(text) > 4 { // "1- Tại …": the label is no part of it
			text = want.Text
		}
		for _, m := range c.Comments {
			fits := m.Reply == want.File && string(m.Source) == want.Source && !taken[m.ID]
			if want.Text == "" {
				fits = fits && plain(m.Before) == plain(want.Before) && plain(m.After) == plain(want.After)
			}
			if fits && strings.Contains(plain(m.Text), plain(text)) {
				out[i] = m.ID
				break
			}
		}
		if out[i] == "" {
			t.Fatalf("comment %d of the key is not found: %+v", i, want)
		}
		taken[out[i]] = true
	}
	return out
}

func pick(ids []string, indexes []int) []string {
	var out []string
	for _, i := range indexes {
		out = append(out, ids[i])
	}
	slices.Sort(out)
	return out
}

func sortedGroups(groups [][]string) []string {
	var out []string
	for _, g := range groups {
		g = slices.Sorted(slices.Values(g))
		out = append(out, strings.Join(g, " "))
	}
	slices.Sort(out)
	return out
}

// must runs a command that has to succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	if code := run(t.Context(), args, nil, &out, &errOut); code != exitDone {
		t.Fatalf("thao %v: exit %d: %s%s", args, code, out.String(), errOut.String())
	}
	return out.String()
}

// The whole circle on the samples: collate, read the filled matrices back,
// compare the versions, trace every comment. What comes out is what the key
// says, no more and no less.
func TestCircle(t *testing.T) {
	samples, dir := filepath.Join(corpus.Root(t), "samples", "de-an"), filepath.Join(t.TempDir(), "out")
	first, next := filepath.Join(samples, "du-thao-1.docx"), filepath.Join(samples, "du-thao-2.docx")
	changes := filepath.Join(t.TempDir(), "changes.json")
	must(t, "collate", first, filepath.Join(samples, "tra-loi"), "--out", dir)
	must(t, "answers", dir, filepath.Join(samples, "bang-da-dien.xlsx"), filepath.Join(samples, "bang-da-dien-2.docx"))
	must(t, "compare", first, next, "--out", filepath.Join(dir, "so-sanh.docx"), "--json", changes)
	must(t, "trace", dir, next)

	key := loadCircle(t, samples)
	c, err := collation.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var tr trace.Trace
	readJSON(t, filepath.Join(dir, "trace.json"), &tr)
	ids := key.ids(t, c)
	checkAnswers(t, key, ids, &tr)
	checkNodes(t, key, changes)
	checkLists(t, key, ids, &tr)
}

func checkAnswers(t *testing.T, key circleKey, ids []string, tr *trace.Trace) {
	t.Helper()
	entry := map[string]trace.Entry{}
	states := 0
	for _, e := range tr.Comments {
		entry[e.ID] = e
	}
	for _, n := range tr.States {
		states += n
	}
	if states != len(ids) || len(tr.Comments) != len(ids) {
		t.Errorf("%d comments in %d states, want %d", len(tr.Comments), states, len(ids))
	}
	if len(key.Answers) != len(ids) {
		t.Errorf("the key answers %d of %d comments", len(key.Answers), len(ids))
	}
	for _, a := range key.Answers {
		if got := entry[ids[a.Comment]]; got.Verdict != a.Verdict {
			t.Errorf("comment %d, %q: verdict %q, want %q", a.Comment, a.Words, got.Verdict, a.Verdict)
		}
	}
}

func checkNodes(t *testing.T, key circleKey, file string) {
	t.Helper()
	var got struct {
		Nodes []struct{ Old, New, Change string }
	}
	readJSON(t, file, &got)
	want := map[string]bool{}
	for _, n := range key.Nodes {
		want[fmt.Sprintf("%s %s → %s", n.Change, idOf(n.Old), idOf(n.New))] = true
	}
	for _, n := range got.Nodes {
		line := fmt.Sprintf("%s %s → %s", n.Change, n.Old, n.New)
		if n.Change != "same" && !strings.HasPrefix(n.Old, "front") && !want[line] {
			t.Errorf("not in the key: %s", line)
		}
		delete(want, line)
	}
	for line := range want {
		t.Errorf("not found: %s", line)
	}
}

// idOf is the id of a node: the way to it, ids of headings being their numbers.
func idOf(place [][2]string) string {
	var steps []string
	for _, step := range place {
		steps = append(steps, step[0]+"_"+step[1])
	}
	return strings.Join(steps, "__")
}

func checkLists(t *testing.T, key circleKey, ids []string, tr *trace.Trace) {
	t.Helper()
	if got, want := slices.Sorted(slices.Values(tr.Unkept)), pick(ids, key.Unkept); !slices.Equal(got, want) {
		t.Errorf("accepted but not done: %v, want %v", got, want)
	}
	var unasked, wantUnasked []string
	for _, u := range tr.Unasked {
		unasked = append(unasked, u.Node)
	}
	for _, place := range key.Unasked {
		wantUnasked = append(wantUnasked, idOf(place))
	}
	if !slices.Equal(unasked, wantUnasked) {
		t.Errorf("changed without a comment: %v, want %v", unasked, wantUnasked)
	}
	for _, list := range []struct {
		name string
		got  [][]string
		want [][]int
	}{{"uneven", tr.Uneven, key.Uneven}, {"contradicted", tr.Contradicted, key.Contradicted}} {
		var want [][]string
		for _, g := range list.want {
			want = append(want, pick(ids, g))
		}
		if got := sortedGroups(list.got); !slices.Equal(got, sortedGroups(want)) {
			t.Errorf("%s: %v, want %v", list.name, got, sortedGroups(want))
		}
	}
}
