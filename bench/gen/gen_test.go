package gen

import (
	"archive/zip"
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestDraftIsOfTheSizeAskedFor(t *testing.T) {
	d := NewDraft(1)
	data, err := d.Docx(1, Marks{Authors: []string{"Sở A", "Sở B", "Sở C"}, Comments: 300, Changes: 600})
	if err != nil {
		t.Fatal(err)
	}
	document := part(t, data, "word/document.xml")
	if n := len(document); n < 1_000_000 || n > 1_500_000 {
		t.Errorf("document.xml has %d bytes", n)
	}
	if n := len(regexp.MustCompile(`<w:comment `).FindAll(part(t, data, "word/comments.xml"), -1)); n < 300 || n > 400 {
		t.Errorf("%d comments and answers", n)
	}
	if n := len(regexp.MustCompile(`<w:(ins|del) `).FindAll(document, -1)); n < 600 || n > 1200 {
		t.Errorf("%d revisions", n)
	}
}

func part(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRepliesAreThoseOf63Bodies(t *testing.T) {
	d := NewDraft(1)
	files, made, err := Replies(d, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, f := range files {
		kinds[filepath.Ext(f.Name)]++
	}
	if len(files) != 63 || kinds[".docx"] != 52 || kinds[".xlsx"] != 6 || kinds[".csv"] != 2 || kinds[".txt"] != 1 || kinds[".md"] != 1 || kinds[".odt"] != 1 {
		t.Errorf("%d files: %v", len(files), kinds)
	}
	if made.Margin < 300 || made.Tracked < 200 || made.Letter < 250 || made.Table < 150 {
		t.Errorf("too little to do: %+v", made)
	}
	again, _, err := Replies(d, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	for i := range files {
		if strings.HasSuffix(files[i].Name, ".xlsx") {
			continue // the library that writes workbooks keeps no order of its parts
		}
		if !bytes.Equal(files[i].Data, again[i].Data) {
			t.Errorf("%s comes out differently the second time", files[i].Name)
		}
	}
}

// TestTextIsNeitherUniqueNorTheSame guards what makes aligning hard: clauses
// share their words, and few are equal.
func TestTextIsNeitherUniqueNorTheSame(t *testing.T) {
	d := NewDraft(1)
	seen, equal, clauses := map[string]int{}, 0, 0
	words := map[string]int{}
	for _, p := range d.Paras {
		if p.Level < Clause {
			continue
		}
		clauses++
		if seen[p.Text]++; seen[p.Text] > 1 {
			equal++
		}
		for _, w := range strings.Fields(p.Text) {
			words[w]++
		}
	}
	if clauses < 1200 || equal*20 > clauses || len(words) > 800 {
		t.Errorf("%d clauses, %d of them equal to another, %d different words", clauses, equal, len(words))
	}
}

// Most of the next version is the draft, some of it elsewhere, some reworded.
func TestNextVersion(t *testing.T) {
	d := NewDraft(1)
	next := d.Next(1)
	at := map[string]int{}
	for i, p := range d.Paras {
		at[p.Text] = i + 1
	}
	kept, back, last := 0, 0, 0
	for _, p := range next.Paras {
		if i := at[p.Text]; i > 0 && p.Level >= Clause {
			kept++
			if i < last {
				back++
			}
			last = i
		}
	}
	if share := float64(kept) / float64(len(d.Paras)); share < 0.5 || share > 0.8 {
		t.Errorf("%.2f of the paragraphs are clauses and points that are still there", share)
	}
	if back < 50 {
		t.Errorf("only %d times does one follow that stood before", back)
	}
}
