package export_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/corpus"
	"thao/internal/export"
	"thao/internal/locale"
	"thao/internal/ooxml"
)

// The exported file read back as a reply gives the same comments at the same
// places: nothing is lost on the way through the margin.
func TestWordCommentsReadBack(t *testing.T) {
	samples := filepath.Join(corpus.Root(t), "samples", "de-an")
	draft := filepath.Join(samples, "du-thao-1.docx")
	c := run(t, draft, filepath.Join(samples, "tra-loi"))
	var out bytes.Buffer
	if err := export.WordComments(t.Context(), &out, c, locale.Vietnamese); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "binh-luan.docx")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	doc, err := ooxml.Read(context.Background(), out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	turns := 0
	for _, m := range c.Comments {
		turns += 1 + len(m.Thread)
	}
	if len(doc.Comments) != turns {
		t.Errorf("%d comments and replies in the file, want %d", len(doc.Comments), turns)
	}
	back := run(t, draft, file)
	if len(back.Comments) != len(c.Comments) {
		t.Fatalf("%d comments read back, want %d", len(back.Comments), len(c.Comments))
	}
	said := map[string]bool{} // own words, not changes told in words
	for _, m := range c.Comments {
		said[m.Text] = true
	}
	read := map[string]collation.Comment{}
	for _, m := range back.Comments {
		read[m.Author+"\x00"+m.Text+"\x00"+m.Node] = m
	}
	for _, m := range c.Comments {
		if m.State != collation.Placed {
			continue
		}
		words := m.Text
		found := false
		for key, got := range read {
			body, text, _ := strings.Cut(key, "\x00")
			if body == m.Body && got.Node == m.Node && (words != "" && got.Text == words || words == "" && !said[text[:strings.IndexByte(text, 0)]] && strings.Contains(text, strings.TrimSpace(m.Before)) && strings.Contains(text, strings.TrimSpace(m.After))) {
				found = len(got.Thread) == len(m.Thread) && got.Resolved == m.Resolved
				if m.Start >= 0 && m.End > m.Start && !strings.Contains(got.Quote, "\n") && (got.Start != m.Start || got.End != m.End) {
					t.Errorf("%s: on %d–%d, want %d–%d (%q, %q)", m.Path, got.Start, got.End, m.Start, m.End, got.Quote, m.Quote)
				}
				break
			}
		}
		if !found {
			t.Errorf("%s at %s: not read back: %q %q→%q", m.Body, m.Path, m.Text, m.Before, m.After)
		}
	}
}

func run(t *testing.T, draft, replies string) *collation.Collation {
	t.Helper()
	c, err := collate.Run(context.Background(), draft, replies, collate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The answer to a comment is the last reply under it: its group's, or the one
// that names it.
func TestAnswersAreReplies(t *testing.T) {
	samples := filepath.Join(corpus.Root(t), "samples", "de-an")
	c := run(t, filepath.Join(samples, "du-thao-1.docx"), filepath.Join(samples, "tra-loi"))
	var group collation.Group
	for _, g := range c.Groups {
		if len(g.Comments) > 2 {
			group = g
		}
	}
	apart := group.Comments[1]
	c.Answers = []collation.Answer{
		{Group: group.ID, Comments: []string{}, Verdict: "accepted", Reason: "đã bổ sung."},
		{Group: group.ID, Comments: []string{apart}, Verdict: "not", Reason: "Giải trình: đã có quy định riêng."},
	}
	var out bytes.Buffer
	if err := export.WordComments(t.Context(), &out, c, locale.Vietnamese); err != nil {
		t.Fatal(err)
	}
	doc, err := ooxml.Read(t.Context(), out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]int{}
	for _, m := range doc.Comments {
		if m.Author == "Cơ quan chủ trì soạn thảo" {
			said[m.Text]++
		}
	}
	if len(said) != 2 || said["Tiếp thu, đã bổ sung."] != len(group.Comments)-1 || said["Giải trình: đã có quy định riêng."] != 1 {
		t.Errorf("answers in the margin: %v", said)
	}
}
