package answers

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/corpus"
	"thao/internal/matrix"
)

var sampleOnce struct {
	sync.Once
	c   *collation.Collation
	err error
}

// sample is the collation of the samples, without answers; each call gives a
// copy whose answers can be set.
func sample(t testing.TB) *collation.Collation {
	t.Helper()
	s := filepath.Join(corpus.Root(t), "samples", "de-an")
	sampleOnce.Do(func() {
		sampleOnce.c, sampleOnce.err = collate.Run(context.Background(), filepath.Join(s, "du-thao-1.docx"), filepath.Join(s, "tra-loi"), collate.Options{Profile: "vn-party"})
	})
	if sampleOnce.err != nil {
		t.Fatal(sampleOnce.err)
	}
	c := *sampleOnce.c
	return &c
}

func printed(t testing.TB, c *collation.Collation) *matrix.Matrix {
	t.Helper()
	p, ok := matrix.ProfileOf(c.Profile)
	if !ok {
		t.Fatalf("profile %q", c.Profile)
	}
	return matrix.New(c, p, matrix.Options{})
}

// matrixFile is the matrix of a collation as a file of a format.
func matrixFile(t testing.TB, c *collation.Collation, ext string) []byte {
	t.Helper()
	m := printed(t, c)
	write := m.WriteXLSX
	if ext == "docx" {
		write = m.WriteDOCX
	}
	var out bytes.Buffer
	if err := write(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// table is a file of either format as its rows, to be edited and written again.
type table struct {
	ext  string
	data []byte
	book *excelize.File // of a workbook
	rows []string       // of a document: the XML of each row of the matrix
	tail string         // of a document: what follows the table
	head string
}

var wordRow = regexp.MustCompile(`(?s)<w:tr[ >].*?</w:tr>`)

// open makes a written matrix ready for editing.
func open(t testing.TB, c *collation.Collation, ext string) *table {
	t.Helper()
	f := &table{ext: ext, data: matrixFile(t, c, ext)}
	if ext == "xlsx" {
		book, err := excelize.OpenReader(bytes.NewReader(f.data))
		if err != nil {
			t.Fatal(err)
		}
		f.book = book
		return f
	}
	doc := string(part(t, f.data, "word/document.xml"))
	first := strings.Index(doc, "<w:tbl>")
	from := first + strings.Index(doc[first+1:], "<w:tbl>") + 1 // the first is the letterhead
	to := from + strings.Index(doc[from:], "</w:tbl>")
	body := doc[from:to]
	at := wordRow.FindStringIndex(body)[0]
	f.head, f.tail = doc[:from]+body[:at], doc[to:]
	f.rows = wordRow.FindAllString(body, -1)
	return f
}

// file is the edited table as it is sent back.
func (f *table) file(t testing.TB, name string) *Filled {
	t.Helper()
	got, err := Read(t.Context(), name+"."+f.ext, f.bytes(t))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func (f *table) bytes(t testing.TB) []byte {
	t.Helper()
	if f.ext == "xlsx" {
		var out bytes.Buffer
		if err := f.book.Write(&out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	return withPart(t, f.data, "word/document.xml", f.head+strings.Join(f.rows, "")+f.tail)
}

func (f *table) sheet() string { return f.book.GetSheetList()[0] }

// at is where the row with an ordinal stands: a row of the sheet from 1, or an
// index of rows.
func (f *table) at(t testing.TB, ordinal int) int {
	t.Helper()
	want := fmt.Sprint(ordinal)
	if f.ext == "docx" {
		i := slices.IndexFunc(f.rows, func(row string) bool {
			return strings.Contains(row, `w:name="g_`) && strings.Contains(row, ">"+want+"</w:t>")
		})
		if i < 0 {
			t.Fatalf("no row %d", ordinal)
		}
		return i
	}
	rows, err := f.book.GetRows(f.sheet())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(rows, func(r []string) bool {
		return len(r) > 5 && r[0] == want && (ownID.MatchString(first(r[5])) || len(r) > 6 && ownID.MatchString(first(r[6])))
	})
	if i < 0 {
		t.Fatalf("no row %d", ordinal)
	}
	return i + 1
}

func first(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// Columns as they are written.
const (
	colOrdinal = iota
	colPlace
	colBodies
	colContent
	colAnswer
	colIDs
)

func (f *table) get(t testing.TB, ordinal, col int) string {
	t.Helper()
	at := f.at(t, ordinal)
	if f.ext == "xlsx" {
		text, err := f.book.GetCellValue(f.sheet(), name(t, col, at))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	var out []string
	for _, p := range regexp.MustCompile(`(?s)<w:p>.*?</w:p>|<w:p .*?</w:p>`).FindAllString(cellsOf(f.rows[at])[col], -1) {
		line := ""
		for _, m := range regexp.MustCompile(`<w:t[^>]*>([^<]*)</w:t>`).FindAllStringSubmatch(p, -1) {
			line += m[1]
		}
		out = append(out, unescaped.Replace(line))
	}
	return strings.Join(out, "\n")
}

// set writes a cell of the row with an ordinal.
func (f *table) set(t testing.TB, ordinal, col int, text string) {
	t.Helper()
	at := f.at(t, ordinal)
	if f.ext == "xlsx" {
		if err := f.book.SetCellStr(f.sheet(), name(t, col, at), text); err != nil {
			t.Fatal(err)
		}
		return
	}
	cells := cellsOf(f.rows[at])
	f.rows[at] = strings.Replace(f.rows[at], cells[col], "<w:tc>"+cellProperties(cells[col])+paragraphs(text)+"</w:tc>", 1)
}

func (f *table) answer(t testing.TB, ordinal int, text string) {
	t.Helper()
	f.set(t, ordinal, colAnswer, text)
}

func (f *table) remove(t testing.TB, ordinal int) {
	t.Helper()
	at := f.at(t, ordinal)
	if f.ext == "docx" {
		f.rows = slices.Delete(f.rows, at, at+1)
		return
	}
	if err := f.book.RemoveRow(f.sheet(), at); err != nil {
		t.Fatal(err)
	}
}

// insert puts a row of plain cells after the one with an ordinal. A person in
// Word or Excel copies no hidden id with it.
func (f *table) insert(t testing.TB, ordinal int, cells ...string) {
	t.Helper()
	at := f.at(t, ordinal)
	if f.ext == "docx" {
		row := "<w:tr>"
		for _, c := range cells {
			row += "<w:tc><w:tcPr/>" + paragraphs(c) + "</w:tc>"
		}
		f.rows = slices.Insert(f.rows, at+1, row+"</w:tr>")
		return
	}
	if err := f.book.InsertRows(f.sheet(), at+1, 1); err != nil {
		t.Fatal(err)
	}
	for i, c := range cells {
		if err := f.book.SetCellStr(f.sheet(), name(t, i, at+1), c); err != nil {
			t.Fatal(err)
		}
	}
}

func name(t testing.TB, col, row int) string {
	t.Helper()
	cell, err := excelize.CoordinatesToCellName(col+1, row)
	if err != nil {
		t.Fatal(err)
	}
	return cell
}

func cellsOf(row string) []string {
	return regexp.MustCompile(`(?s)<w:tc>.*?</w:tc>`).FindAllString(row, -1)
}

func cellProperties(cell string) string {
	return regexp.MustCompile(`(?s)<w:tcPr>.*?</w:tcPr>|<w:tcPr/>`).FindString(cell)
}

var (
	escaped   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	unescaped = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "&amp;", "&")
)

func paragraphs(text string) string {
	out := ""
	for line := range strings.SplitSeq(text, "\n") {
		out += `<w:p><w:r><w:t xml:space="preserve">` + escaped.Replace(line) + `</w:t></w:r></w:p>`
	}
	return out
}

func part(t testing.TB, data []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// withPart is a package with one part replaced.
func withPart(t testing.TB, data []byte, name, content string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		w, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		text := content
		if f.Name != name {
			text = string(part(t, data, f.Name))
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// planned is New, which must not refuse.
func planned(t testing.TB, c *collation.Collation, files ...*Filled) *Plan {
	t.Helper()
	p, err := New(c, files)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// kinds lists the kinds of changes, each as often as it is told.
func kinds(p *Plan) (out []Kind) {
	for _, c := range p.Changes {
		out = append(out, c.Kind)
	}
	return out
}

// brief is an answer in one word and its reason, with whom it is for.
func brief(d *model, a collation.Answer) string {
	text := a.Verdict + "|" + a.Reason
	if len(a.Comments) > 0 {
		var names []string
		for _, e := range d.rows {
			for _, s := range e.named {
				if slices.ContainsFunc(s.comments, func(id string) bool { return slices.Contains(a.Comments, id) }) && e.group == a.Group {
					names = append(names, s.name)
				}
			}
		}
		text += "|" + strings.Join(names, ",")
	}
	return text
}

// answersTo are the answers of a plan to the row with an ordinal.
func answersTo(c *collation.Collation, answers []collation.Answer, ordinal int) []string {
	d := newModel(c)
	var out []string
	for _, a := range answers {
		if i, known := d.byID[a.Group]; known && d.rows[i].ordinal == ordinal {
			out = append(out, brief(d, a))
		}
	}
	return out
}

// several is the ordinal of a row with at least n bodies, and their names.
func several(t testing.TB, c *collation.Collation, n int) (ordinal int, names []string) {
	t.Helper()
	for _, e := range newModel(c).rows {
		if len(e.named) >= n {
			for _, s := range e.named {
				names = append(names, s.name)
			}
			return e.ordinal, names
		}
	}
	t.Fatalf("no row of %d bodies in the samples", n)
	return 0, nil
}

func withoutBookmarks(xml string) string {
	return regexp.MustCompile(`<w:bookmark(Start|End)[^>]*/>`).ReplaceAllString(xml, "")
}
