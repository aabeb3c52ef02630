package collate

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thao/internal/collation"
	"thao/internal/corpus"
	"thao/internal/fault"
	"thao/internal/prose"
	"thao/internal/reader"
	"thao/internal/viet"
)

// Every word of every reply is in a comment, in a passage with its reason, or
// is the draft's own word on a copy of the draft. Real Word files of all kinds,
// read as replies to the sample draft, must be accounted for as well.
func TestEveryWordIsAccountedFor(t *testing.T) {
	root := corpus.Root(t)
	d, err := openDraft(context.Background(), filepath.Join(root, "samples", "de-an", "du-thao-1.docx"), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	t.Run("samples", func(t *testing.T) { accountFolder(t, d, filepath.Join(root, "samples", "de-an", "tra-loi")) })
	t.Run("corpus docx", func(t *testing.T) { accountFolder(t, d, corpus.Path(t, "docx")) })
	t.Run("corpus texts", func(t *testing.T) { accountFolder(t, d, corpus.Path(t, "vi")) })
}

func testOptions() Options {
	opt := Options{}
	opt.fill()
	return opt
}

func accountFolder(t *testing.T, d *Draft, dir string) {
	n := 0
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == listName {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := reader.Open(context.Background(), path, data)
		if _, known := errors.AsType[*fault.Error](err); known {
			return nil
		}
		if err != nil {
			return err
		}
		n++
		account(t, d, filepath.Base(path), file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		t.Fatal("no file was read")
	}
}

func account(t *testing.T, d *Draft, name string, file *reader.File) {
	t.Helper()
	r := newReading(context.Background(), d, name, testOptions())
	r.read(file)
	have := map[string]int{}
	for _, c := range r.found {
		tally(have, +1, c.Text, c.Before, c.After, c.Where, c.Author, c.Quote)
		for _, turn := range c.Thread {
			tally(have, +1, turn.Text)
		}
	}
	for _, p := range r.passages {
		tally(have, +1, p.Text)
	}
	want := map[string]int{}
	words(want, file)
	if file.Document != nil {
		if o := lay(d, prose.Body(file.Document.Base)); o.isCopy(len(file.Document.Notes)+len(file.Document.Edits) > 0) {
			for _, u := range d.units {
				tally(have, +1, u.text, u.node.Label)
			}
		}
	}
	var lost []string
	for w := range want {
		if have[w] == 0 {
			lost = append(lost, w)
		}
	}
	if len(lost) > 0 {
		t.Errorf("%s: %d of %d words are nowhere: %.200q", name, len(lost), len(want), lost)
	}
}

func words(into map[string]int, file *reader.File) {
	if file.Book != nil {
		for _, s := range file.Book.Sheets {
			for _, row := range s.Rows {
				for _, c := range row {
					tally(into, 1, c.Text)
				}
			}
		}
		for _, n := range file.Book.Notes {
			tally(into, 1, n.Text)
		}
		return
	}
	text := file.Document.Base
	if file.Document.Final != nil {
		text = file.Document.Final // a word half struck out is another word
	}
	for _, b := range text {
		tally(into, 1, b.Text)
	}
	for _, n := range file.Document.Notes {
		tally(into, 1, n.Text)
		for _, turn := range n.Replies {
			tally(into, 1, turn.Text)
		}
	}
	for _, e := range file.Document.Edits {
		tally(into, 1, e.Before)
	}
}

// tally counts words of two letters or more: single letters, figures and
// roman numerals are list labels that a comment leaves out.
func tally(into map[string]int, n int, texts ...string) {
	for _, s := range texts {
		s = viet.Fold(s)
		for _, span := range viet.Syllables(s) {
			if w := s[span.Start:span.End]; len(w) > 2 && strings.ContainsFunc(w, func(r rune) bool { return r > '9' }) && strings.Trim(w, "ivx") != "" {
				into[w] += n
			}
		}
	}
}

// Every note and every edit of a copy is a comment, or for white space a passage.
func TestEveryMarkIsAccountedFor(t *testing.T) {
	root := corpus.Root(t)
	dir := filepath.Join(root, "samples", "de-an", "tra-loi")
	d, err := openDraft(context.Background(), filepath.Join(root, "samples", "de-an", "du-thao-1.docx"), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	marks := 0
	back, err := replyFiles(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range back.files {
		f, err := openFile(context.Background(), filepath.Join(dir, name), testOptions().Timeout)
		if err != nil {
			t.Fatal(err)
		}
		if f.Document == nil || len(f.Document.Notes)+len(f.Document.Edits) == 0 {
			continue
		}
		r := newReading(context.Background(), d, name, testOptions())
		r.read(f)
		spacing := 0
		for _, p := range r.passages {
			if p.Kind == collation.Spacing {
				spacing++
			}
		}
		want := len(f.Document.Notes) + len(f.Document.Edits)
		marks += want
		if got := len(r.found) + spacing; got != want {
			t.Errorf("%s: %d notes and edits, %d comments and %d passages of spacing", name, want, len(r.found), spacing)
		}
	}
	if marks < 30 {
		t.Errorf("only %d marks in the samples", marks)
	}
}
