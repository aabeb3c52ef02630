package matrix

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"
)

// readRow is a row of the table as one of the files has it.
type readRow struct {
	group                                    string // "" for a section row
	ordinal, place, bodies, content, heading string
}

// reading is what a reader finds in one of the files.
type reading struct {
	rows  []readRow
	words []string // all that can be read, sorted; of the workbook without the register
}

func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

func bag(texts []string) []string {
	all := strings.Fields(strings.Join(texts, " "))
	slices.Sort(all)
	return all
}

func written(t testing.TB, m *Matrix, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, f := range formats {
		if f.name == format {
			if err := f.write(m, t.Context(), &b); err != nil {
				t.Fatal(err)
			}
		}
	}
	if b.Len() == 0 {
		t.Fatalf("nothing written as %s", format)
	}
	return b.Bytes()
}

func readXLSX(t testing.TB, data []byte) reading {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r reading
	var all []string
	hidden := 5 // the column of ids, after those with a title
	sheets := f.GetSheetList()
	for i, sheet := range sheets[:3] {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if i == 0 && len(row) > 0 && (row[0] == "STT" || row[0] == "No.") {
				hidden = len(row)
			}
			cells := make([]string, 6)
			for k, c := range row {
				if k < 4 {
					cells[k] = Unguard(c)
				}
				if k == hidden {
					cells[5] = c
				}
				if i > 0 || k < hidden {
					all = append(all, printed(Unguard(c), i > 0))
				}
			}
			if i == 0 {
				r.addXLSX(cells)
			}
		}
	}
	r.words = bag(all)
	return r
}

// printed is a number as the annexes print it.
func printed(cell string, number bool) string {
	if n, err := strconv.Atoi(cell); err == nil && number {
		return count(n).In("vi")
	}
	return cell
}

// addXLSX takes a row of the sheet: a row that goes on has the group of the
// one before and no ordinal.
func (r *reading) addXLSX(cells []string) {
	group, _, _ := strings.Cut(cells[5], " ")
	switch last := len(r.rows) - 1; {
	case group == "" && len(r.rows) == 0 && cells[0] != "STT" && cells[0] != "No.":
		return // the letterhead
	case group == "":
		r.rows = append(r.rows, readRow{heading: tidy(cells[0])})
	case last >= 0 && r.rows[last].group == group:
		r.rows[last].place = tidy(r.rows[last].place + " " + cells[1])
		r.rows[last].bodies = tidy(r.rows[last].bodies + " " + cells[2])
		r.rows[last].content = tidy(r.rows[last].content + " " + cells[3])
	default:
		r.rows = append(r.rows, readRow{group: group, ordinal: cells[0], place: tidy(cells[1]), bodies: tidy(cells[2]), content: tidy(cells[3])})
	}
}

func readHTML(t testing.TB, data []byte) reading {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var r reading
	var words strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && slices.Contains([]string{"head", "nav", "caption"}, n.Data) {
			return
		}
		if n.Type == html.TextNode {
			words.WriteString(n.Data)
		} else if n.Data != "b" && n.Data != "i" {
			words.WriteByte(' ')
		}
		if n.Data == "tr" && attribute(n, "class") != "signing" && within(n, "table", "matrix") {
			r.addHTML(n)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	r.words = bag([]string{words.String()})
	return r
}

func within(n *html.Node, element, class string) bool {
	for ; n != nil; n = n.Parent {
		if n.Data == element {
			return attribute(n, "class") == class
		}
	}
	return false
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func (r *reading) addHTML(tr *html.Node) {
	var cells []string
	place := false
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			cells = append(cells, textOf(c))
			place = place || c.Data == "th"
		}
	}
	group := attribute(tr, "data-id")
	switch {
	case group == "":
		r.rows = append(r.rows, readRow{heading: cells[0]})
	case place:
		r.rows = append(r.rows, readRow{group: group, ordinal: cells[0], place: cells[1], bodies: cells[2], content: cells[3]})
	default:
		r.rows = append(r.rows, readRow{group: group, ordinal: cells[0], bodies: cells[1], content: cells[2]})
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
		if d.Data == "p" {
			b.WriteByte(' ')
		}
	}
	return tidy(b.String())
}

// element is a piece of WordprocessingML.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) find(name string) []element {
	var out []element
	for _, c := range e.Children {
		if c.XMLName.Local == name {
			out = append(out, c)
			continue
		}
		out = append(out, c.find(name)...)
	}
	return out
}

func (e element) words() string {
	var b strings.Builder
	for _, p := range e.find("p") {
		p.run(&b)
		b.WriteByte(' ')
	}
	return tidy(b.String())
}

// run appends the text of a paragraph, its line breaks and tabs as space.
func (e element) run(b *strings.Builder) {
	for _, c := range e.Children {
		switch c.XMLName.Local {
		case "t":
			b.WriteString(c.Text)
		case "br", "tab":
			b.WriteByte(' ')
		default:
			c.run(b)
		}
	}
}

// readDOCX reads the table; groups are known by the names of their bookmarks.
func readDOCX(t testing.TB, data []byte) reading {
	t.Helper()
	var doc element
	if err := xml.Unmarshal(zipPart(t, data, "word/document.xml"), &doc); err != nil {
		t.Fatal(err)
	}
	r := reading{words: bag([]string{doc.words()})}
	tables := doc.find("tbl")
	for _, tr := range tables[1].find("tr") { // the first is the letterhead
		cells := tr.find("tc")
		if len(cells) == 2 {
			continue // who receives the paper, and who signs
		}
		if len(cells) == 1 {
			r.rows = append(r.rows, readRow{heading: cells[0].words()})
			continue
		}
		marks := slices.DeleteFunc(cells[0].find("bookmarkStart"), func(e element) bool { return IsAnswerMark(e.attr("name")) })
		if len(marks) == 0 {
			r.rows = append(r.rows, readRow{heading: cells[0].words()})
			continue
		}
		r.rows = append(r.rows, readRow{group: marks[0].attr("name"), ordinal: cells[0].words(),
			place: cells[1].words(), bodies: cells[2].words(), content: cells[3].words()})
	}
	return r
}

func zipPart(t testing.TB, data []byte, name string) []byte {
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
	part, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return part
}

// modelRows is what every file must show.
func modelRows(m *Matrix) []readRow {
	rows := []readRow{{heading: m.Columns[0].Title}}
	for _, r := range m.Rows {
		if r.Kind == SectionRow {
			rows = append(rows, readRow{heading: tidy(r.Heading)})
			continue
		}
		rows = append(rows, readRow{group: r.Group, ordinal: strconv.Itoa(r.Ordinal),
			place: tidy(r.Place.text()), bodies: tidy(r.Bodies.text()), content: tidy(r.Content.text())})
	}
	return rows
}

func (c Cell) text() string {
	var b strings.Builder
	for _, l := range c {
		b.WriteString(l.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// wordsOf is all that a Word file says.
func wordsOf(t testing.TB, data []byte) string {
	t.Helper()
	var doc element
	if err := xml.Unmarshal(zipPart(t, data, "word/document.xml"), &doc); err != nil {
		t.Fatal(err)
	}
	return doc.words()
}
