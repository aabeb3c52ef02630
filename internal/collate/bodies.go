package collate

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"thao/internal/collation"
	"thao/internal/fault"
	"thao/internal/letter"
	"thao/internal/reader"
	"thao/internal/sheet"
	"thao/internal/viet"
)

// Listed is one line of bodies.csv: a body that was asked, and the file that
// came from it.
type Listed struct {
	File   string // relative to the folder of replies; "" where not told
	Body   string
	Number string
	Date   string
}

// List is bodies.csv: who was asked, and which file came from whom. It is made
// ready once and serves any number of files.
type List struct {
	lines  []Listed
	byFile map[string]Listed
	byName func() map[string]Listed // by bodyKey; made when it is first asked for
}

// NewList makes a list ready. nil, of which nothing is known, is no list.
func NewList(lines []Listed) *List {
	if lines == nil {
		return nil
	}
	list := &List{byFile: map[string]Listed{}}
	for _, line := range lines {
		line.File = fileKey(line.File)
		list.lines = append(list.lines, line)
		if line.File != "" {
			list.byFile[line.File] = line
		}
	}
	list.byName = sync.OnceValue(func() map[string]Listed {
		out := make(map[string]Listed, len(list.lines))
		for _, line := range list.lines {
			key := bodyKey(line.Body)
			if _, there := out[key]; !there {
				out[key] = line
			}
		}
		return out
	})
	return list
}

// readBodies reads bodies.csv beside the replies; without one the list is nil.
// Columns are found by their names: file, body, number, date, or in Vietnamese
// tệp, cơ quan, số, ngày.
func readBodies(root string) (*List, error) {
	name, ok := listIn(root)
	if !ok {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, reader.DiskFault(err)
	}
	lines, err := ReadList(data)
	if err != nil {
		return nil, err
	}
	return NewList(lines), nil
}

// ReadList reads the bytes of a bodies.csv. An empty one is an empty list.
func ReadList(data []byte) ([]Listed, error) {
	lines := []Listed{}
	book, err := sheet.ReadCSV(data)
	if errors.Is(err, fault.New(fault.Empty)) {
		return lines, nil
	}
	if err != nil {
		return nil, err
	}
	if len(book.Sheets) == 0 || len(book.Sheets[0].Rows) == 0 {
		return lines, nil
	}
	rows := book.Sheets[0].Rows
	column := bodyColumns(rows[0])
	if column["body"] < 0 {
		return nil, fault.New(codeBodies)
	}
	if at := openQuote(rows); at > 0 {
		return nil, fault.New(codeQuote, "line", at)
	}
	for _, row := range rows[1:] {
		get := func(name string) string {
			if c := column[name]; c >= 0 && c < len(row) {
				return strings.TrimSpace(row[c].Text)
			}
			return ""
		}
		line := Listed{get("file"), get("body"), get("number"), isoDate(get("date"))}
		if line.Body != "" {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// IsList reports whether a file of this name is a list of bodies, no reply.
func IsList(name string) bool { return strings.EqualFold(path.Base(name), listName) }

// listIn finds bodies.csv in a folder, whatever its capitals.
func listIn(root string) (string, bool) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return "", false
	}
	for _, e := range entries {
		if strings.EqualFold(e.Name(), listName) && !e.IsDir() {
			return filepath.Join(root, e.Name()), true
		}
	}
	return "", false
}

// codeQuote: a quotation mark in bodies.csv is never closed.
const codeQuote fault.Code = "bodies-quote"

// openQuote is the row, from 1, with a quoted field that never ends; 0 for none.
// Read leniently, what follows would be names with a quotation mark.
func openQuote(rows [][]sheet.Cell) int {
	for i, row := range rows {
		for _, c := range row {
			if text := strings.TrimSpace(c.Text); strings.HasPrefix(text, `"`) && !strings.HasSuffix(text[1:], `"`) {
				return i + 1
			}
		}
	}
	return 0
}

// codeBodies: bodies.csv has no column of bodies.
const codeBodies fault.Code = "bodies-list"

var bodyColumnNames = map[string][]string{
	"file":   {"file", "tep", "ten tep", "filename"},
	"body":   {"body", "co quan", "don vi", "co quan, don vi", "chu the", "chu the gop y", "ten co quan"},
	"number": {"number", "so", "so, ky hieu", "so ky hieu", "so van ban", "ref"},
	"date":   {"date", "ngay", "ngay van ban"},
}

func bodyColumns(header []sheet.Cell) map[string]int {
	out := map[string]int{}
	for name, forms := range bodyColumnNames {
		out[name] = -1
		for c, cell := range header {
			folded := strings.TrimSpace(viet.Fold(cell.Text))
			for _, f := range forms {
				if folded == f && out[name] < 0 {
					out[name] = c
				}
			}
		}
	}
	return out
}

// fileKey makes names comparable: slashes, normal form C, no "./".
func fileKey(name string) string {
	if name == "" {
		return ""
	}
	return path.Clean(viet.NFC(strings.ReplaceAll(name, "\\", "/")))
}

var (
	vietForm = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`)
)

// isoDate reads 2018-04-06 and 06/4/2018; anything else is kept as typed.
func isoDate(s string) string {
	if m := vietForm.FindStringSubmatch(s); m != nil {
		iso := m[3] + "-" + twoDigits(m[2]) + "-" + twoDigits(m[1])
		if _, err := time.Parse(time.DateOnly, iso); err == nil {
			return iso
		}
	}
	return s
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// identity is who sent a reply, and how that is known.
type identity struct {
	body, number, date string
	rule               collation.Rule
}

// identify applies the rules in their order: bodies.csv, the sub-folder, the
// letter's own head, the name of the file. Number and date of the letter's head
// fill what the list leaves open.
func identify(list *List, file, issuer, number, date string) identity {
	id := identity{number: number, date: date}
	if line, ok := list.find(file); ok {
		id.body, id.rule = line.Body, collation.ByList
		if line.Number != "" {
			id.number = line.Number
		}
		if line.Date != "" {
			id.date = line.Date
		}
		return id
	}
	switch folder, _, nested := strings.Cut(file, "/"); {
	case nested:
		id.body, id.rule = fileBody(folder), collation.ByFolder
	case issuer != "":
		id.body, id.rule = issuer, collation.ByIssuer
	default:
		id.body, id.rule = fileBody(strings.TrimSuffix(path.Base(file), path.Ext(file))), collation.ByFile
	}
	// A body named by folder, issuer or file name that the list knows in
	// another spelling is that body.
	if line, ok := list.named(id.body); ok {
		id.body = line.Body
	}
	return id
}

func (l *List) find(file string) (Listed, bool) {
	if l == nil {
		return Listed{}, false
	}
	line, ok := l.byFile[fileKey(file)]
	return line, ok
}

func (l *List) named(body string) (Listed, bool) {
	if l == nil {
		return Listed{}, false
	}
	line, ok := l.byName()[bodyKey(body)]
	return line, ok
}

// bodyKey is equal for spellings of one body: case, marks, spaces, hyphens.
func bodyKey(body string) string {
	return strings.Join(strings.FieldsFunc(viet.Fold(body), func(r rune) bool {
		return r == ' ' || r == '-' || r == '_' || r == ',' || r == '.'
	}), " ")
}

// fileBody is the body a file or folder name tells: "Tinh-uy_A",
// "Tỉnh ủy E - góp ý trên bản cũ", "gop y cua So Noi vu (lan 2)".
func fileBody(name string) string {
	name = viet.NFC(name)
	for _, sep := range []string{" - ", " – ", " — ", "(", "["} {
		if head, _, cut := strings.Cut(name, sep); cut && letter.NamesBody(spaced(head)) {
			name = head
		}
	}
	name = spaced(name)
	words := strings.Fields(name)
	for i := range words {
		if rest := strings.Join(words[i:], " "); letter.NamesBody(rest) {
			return rest
		}
	}
	return name
}

func spaced(name string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("_", " ", "-", " ").Replace(name)), " ")
}

// silent lists the bodies asked of whom nothing came, in the list's order.
func (l *List) silent(replies []collation.Reply) []string {
	out := []string{}
	if l == nil {
		return out
	}
	heard := map[string]bool{}
	for _, r := range replies {
		heard[bodyKey(r.Body)] = true
	}
	for _, line := range l.lines {
		if key := bodyKey(line.Body); !heard[key] {
			heard[key] = true
			out = append(out, line.Body)
		}
	}
	return out
}

// missing lists the files bodies.csv names that are not there.
func (l *List) missing(files []string) []string {
	if l == nil {
		return nil
	}
	have := map[string]bool{}
	for _, f := range files {
		have[fileKey(f)] = true
	}
	var out []string
	for _, line := range l.lines {
		if line.File != "" && !have[line.File] {
			out = append(out, line.File)
		}
	}
	return out
}

// only is the list for the files named alone: others are not waited for.
func (l *List) only(files []string) *List {
	if l == nil {
		return nil
	}
	lines := []Listed{}
	for _, f := range files {
		if line, ok := l.find(f); ok {
			lines = append(lines, line)
		}
	}
	return NewList(lines)
}
