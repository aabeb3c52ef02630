package ooxml

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"thao/internal/corpus"
	"thao/internal/fault"
	"thao/internal/prose"
)

// manifest reads the corpus's list of Word files, by column name.
func manifest(t testing.TB, corpus string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(corpus, "manifest.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		list = append(list, m)
	}
	return list
}

func readFile(t testing.TB, name string) (*Document, error) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return Read(t.Context(), data)
}

func mustRead(t testing.TB, name string) *Document {
	t.Helper()
	d, err := readFile(t, name)
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(name), err)
	}
	return d
}

// refused are the files of the corpus that must not be read, and why.
var refused = map[string]fault.Code{
	"docx/docx4j/Normal.dotm":                fault.Macro,
	"docx/poi/45690.docm":                    fault.Macro,
	"docx/poi/60158.docm":                    fault.Macro,
	"hostile/bug53475-password-is-pass.docx": fault.Encrypted,
	"hostile/truncated62886.docx":            fault.Damaged,
	"hostile/clusterfuzz-testcase-minimized-POIXWPFFuzzer-5313273089884160.docx": fault.Damaged,
}

// countColumns says which columns of the manifest count which kinds of change.
var countColumns = []struct {
	columns []string
	kinds   []ChangeKind
}{
	{[]string{"ins"}, []ChangeKind{Insert}},
	{[]string{"del"}, []ChangeKind{Delete}},
	{[]string{"move_from"}, []ChangeKind{MoveFrom}},
	{[]string{"move_to"}, []ChangeKind{MoveTo}},
	{[]string{"row_ins"}, []ChangeKind{RowInsert}},
	{[]string{"row_del"}, []ChangeKind{RowDelete}},
	{[]string{"cell_ins"}, []ChangeKind{CellInsert}},
	{[]string{"cell_del"}, []ChangeKind{CellDelete}},
	{[]string{"pmark_ins"}, []ChangeKind{ParagraphInsert}},
	{[]string{"pmark_del"}, []ChangeKind{ParagraphDelete}},
	{[]string{"rpr_change", "ppr_change", "other_change"}, []ChangeKind{Format}},
}

// TestCorpusCounts reads every Word file of the corpus and counts.
func TestCorpusCounts(t *testing.T) {
	corpusDir := corpus.Path(t)
	for _, m := range manifest(t, corpusDir) {
		t.Run(m["path"], func(t *testing.T) {
			d, err := readFile(t, filepath.Join(corpusDir, m["path"]))
			if want, ok := refused[m["path"]]; ok {
				if fault.CodeOf(err) != want {
					t.Errorf("refused with %v, want %s", err, want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if m["unreadable"] == "-" {
				checkCounts(t, m, d)
			}
			checkSound(t, d)
		})
	}
}

func checkCounts(t *testing.T, m map[string]string, d *Document) {
	t.Helper()
	found := map[ChangeKind]int{}
	for _, c := range d.Changes {
		found[c.Kind]++
	}
	for _, c := range countColumns {
		want, got := 0, 0
		for _, column := range c.columns {
			want += atoi(t, m[column])
		}
		for _, kind := range c.kinds {
			got += found[kind]
		}
		if got != want {
			t.Errorf("%s: read %d, the manifest counts %d", c.columns, got, want)
		}
	}
	replies, resolved := 0, 0
	for _, c := range d.Comments {
		if c.Parent != "" {
			replies++
		}
		if c.Resolved {
			resolved++
		}
	}
	for column, got := range map[string]int{"comment": len(d.Comments), "reply": replies} {
		if want := atoi(t, m[column]); got != want {
			t.Errorf("%s: read %d, the manifest counts %d", column, got, want)
		}
	}
	if marked := atoi(t, m["comment_resolved"]); (marked > 0) != (resolved > 0) {
		t.Errorf("resolved: read %d, the manifest counts %d entries", resolved, marked)
	}
}

func atoi(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// checkSound asks of any document what must always hold.
func checkSound(t testing.TB, d *Document) {
	t.Helper()
	for _, v := range []View{All, Accepted, Rejected} {
		for i, b := range d.Blocks(v) {
			if strings.HasSuffix(b.Text, "\n") {
				t.Errorf("view %d: block %d ends in a break", v, i)
			}
			if c := b.Cell; c != nil && (c.Table < 1 || c.Row < 0 || c.Col < 0 || c.RowSpan < 1 || c.ColSpan < 1) {
				t.Errorf("view %d: block %d has place %+v", v, i, *c)
			}
		}
	}
	p := d.Prose()
	inBase := func(what string, r prose.Range) {
		for _, at := range []prose.Point{r.From, r.To} {
			if at.Block < 0 || at.Block >= len(p.Base) || at.Offset < 0 || at.Offset > len(p.Base[at.Block].Text) {
				t.Errorf("%s at %+v is outside the text", what, at)
			}
		}
		if comparePoints(r.From, r.To) > 0 {
			t.Errorf("%s at %+v is inside out", what, r)
		}
	}
	for _, n := range p.Notes {
		if n.Anchored {
			inBase("note "+n.ID, n.At)
		}
	}
	for _, e := range p.Edits {
		inBase("edit by "+e.Author, e.At)
	}
}

// TestTriples checks views against files in which every change has been
// accepted or rejected already.
func TestTriples(t *testing.T) {
	corpusDir := corpus.Path(t)
	files, err := filepath.Glob(filepath.Join(corpusDir, "docx/docxodus/RP/*.docx"))
	if err != nil || len(files) == 0 {
		t.Fatal("no triples", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".docx")
		if strings.HasSuffix(name, "-Accepted") || strings.HasSuffix(name, "-Rejected") {
			continue
		}
		d := mustRead(t, file)
		for view, suffix := range map[View]string{Accepted: "-Accepted", Rejected: "-Rejected"} {
			t.Run(name+suffix, func(t *testing.T) {
				partner := mustRead(t, strings.TrimSuffix(file, ".docx")+suffix+".docx")
				got, want := plain(d.Blocks(view)), plain(partner.Blocks(All))
				if got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}

// plain is one line a block: its label and text.
func plain(blocks []prose.Block) string {
	var b strings.Builder
	for _, x := range blocks {
		b.WriteString(string(x.Kind) + "|" + x.Label + "|" + strconv.Quote(x.Text) + "\n")
	}
	return b.String()
}
