package plain

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"thao/internal/fault"
	"thao/internal/prose"
	"thao/internal/viet"
)

// Markdown reads CommonMark with tables, struck-out words and footnotes.
// Numbers of list items are those typed, not those a browser would count. A
// metadata block at the top becomes a block of kind Header. A source that only
// a machine would write is read as plain text. It fails with
// fault.TooLarge over 64 MiB, fault.TooLong over maxItems lines and fault.TooDeep
// over 256 levels of nesting.
func Markdown(data []byte) ([]prose.Block, error) {
	if err := checkSize(data); err != nil {
		return nil, err
	}
	decoded, _ := viet.DecodeText(data)
	source := lineEnds.Replace(strings.TrimPrefix(decoded, "\ufeff"))
	if err := checkQuoteDepth(source); err != nil {
		return nil, err
	}
	if tangled(source) {
		return Text([]byte(source))
	}
	var m markdown
	source = m.frontMatter(source)
	m.source = []byte(source)
	m.width = wrapWidth(strings.Split(source, "\n"))
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote)).Parser()
	if err := m.children(parser.Parse(text.NewReader(m.source)), place{}, 0); err != nil {
		return nil, err
	}
	return m.blocks, nil
}

// checkQuoteDepth refuses lines that open more containers than a person
// writes, before the parser builds a tree of them.
func checkQuoteDepth(source string) error {
	for rest := source; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		open := 0
		for i := 0; i < len(line); i++ {
			if c := line[i]; c == '>' || c == '-' && i+1 < len(line) && line[i+1] == ' ' || c == '*' || c == '+' {
				open++
			} else if c != ' ' && c != '\t' {
				break
			}
		}
		if open > maxDepth && strings.Trim(line, "-*_ \t") != "" {
			return tooDeep()
		}
	}
	return nil
}

// The parser's time grows with the square of the brackets in one paragraph,
// and of the lines of one quotation. No person comes near these.
const (
	mostBrackets = 4000
	mostQuoted   = 8000
)

// tangled reports whether a stretch of source without an empty line would take
// the parser longer than the text is worth.
func tangled(source string) bool {
	brackets, quoted := 0, 0
	for line := range strings.SplitSeq(source, "\n") {
		line = strings.TrimLeft(line, " \t")
		if line == "" {
			brackets, quoted = 0, 0
			continue
		}
		if line[0] == '>' {
			quoted++
		}
		brackets += strings.Count(line, "[")
		if brackets > mostBrackets || quoted > mostQuoted {
			return true
		}
	}
	return false
}

func tooDeep() error { return fault.New(fault.TooDeep, "part", "", "max", maxDepth) }

// markdown collects the blocks of one text.
type markdown struct {
	source []byte
	width  int // the lines of the source are broken at; 0 where they are not
	blocks []prose.Block
	tables int
}

// place is where in the text a node stands.
type place struct {
	kind  prose.Kind
	list  int
	label *string // number of the list item; taken by its first block
}

// frontMatter takes a metadata block between two lines "---" off the top.
func (m *markdown) frontMatter(source string) string {
	const fence = "---\n"
	if !strings.HasPrefix(source, fence) {
		return source
	}
	body, rest, found := strings.Cut(source[len(fence):], "\n---")
	if line, after, _ := strings.Cut(rest, "\n"); found && strings.TrimSpace(line) == "" && !strings.Contains(body, "\n\n") {
		if t := clean(body); t != "" {
			m.blocks = append(m.blocks, prose.Block{Kind: prose.Header, Text: t})
		}
		return after
	}
	return source
}

func (m *markdown) children(n ast.Node, at place, depth int) error {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if err := m.block(c, at, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (m *markdown) block(n ast.Node, at place, depth int) error {
	if depth > maxDepth {
		return tooDeep()
	}
	switch n := n.(type) {
	case *ast.Heading:
		return m.paragraph(n, at, n.Level)
	case *ast.Paragraph, *ast.TextBlock:
		return m.paragraph(n, at, 0)
	case *ast.List:
		return m.list(n, at, depth)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		m.code(n, at)
	case *ast.HTMLBlock:
		return m.html(n)
	case *east.Table:
		return m.table(n)
	case *east.Footnote:
		at.kind = prose.Footnote
		return m.children(n, at, depth)
	case *ast.ThematicBreak:
	default:
		return m.children(n, at, depth)
	}
	return nil
}

// list gives every item the number or sign it was typed with.
func (m *markdown) list(n *ast.List, at place, depth int) error {
	at.list++
	count := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		label := "-"
		if n.IsOrdered() {
			label = m.typedNumber(item, count) + string(n.Marker)
			count++
		}
		at.label = &label
		if err := m.children(item, at, depth); err != nil {
			return err
		}
	}
	return nil
}

// typedNumber finds the number before an item's first line in the source. The
// parser keeps only the number of the first item.
func (m *markdown) typedNumber(item ast.Node, count int) string {
	first := item.FirstChild()
	for first != nil && first.Type() == ast.TypeBlock && first.Lines().Len() == 0 && first.FirstChild() != nil && first.FirstChild().Type() == ast.TypeBlock {
		first = first.FirstChild()
	}
	if first != nil && first.Lines().Len() > 0 {
		end := first.Lines().At(0).Start
		start := bytes.LastIndexByte(m.source[:end], '\n') + 1
		prefix := strings.TrimRight(string(m.source[start:end]), " \t.)#")
		number := prefix[len(strings.TrimRight(prefix, "0123456789")):]
		if number != "" && item.FirstChild() == first {
			return number
		}
	}
	return strconv.Itoa(count)
}

// paragraph adds a paragraph or heading. Its source lines are joined as those
// of plain text are: where the text is not broken at a width, a line that
// ends its sentence ends its paragraph too.
func (m *markdown) paragraph(n ast.Node, at place, level int) error {
	var in inline
	if err := m.inline(n, &in, 0, 0, 0); err != nil {
		return err
	}
	in.endLine(false)
	lay := layout{width: m.width}
	if lay.width == 0 {
		lay.width = min(in.longest(), 120)
	}
	var b prose.Block
	open := false
	flush := func() {
		if open {
			m.add(b, at, level)
		}
		open = false
	}
	for i, line := range in.lines {
		if open && !line.broken && level == 0 && !m.joins(lay, in.lines[i-1].text, line.text) {
			flush()
		}
		if !open {
			b, open = prose.Block{Bold: true, Italic: true}, true
		} else if line.broken {
			b.Text += "\n"
		} else {
			b.Text += " "
		}
		b.Text += line.text
		b.Bold = b.Bold && (line.bold || line.empty())
		b.Italic = b.Italic && (line.italic || line.empty())
	}
	flush()
	return nil
}

// joins reports whether a source line carries on the one before it. In a text
// that is not broken at a width a line ends its paragraph with its sentence.
func (m *markdown) joins(lay layout, last, line string) bool {
	if m.width == 0 && endsSentence(last) && !startsSmall(line) {
		return false
	}
	return lay.joins(last, line)
}

// add appends a block of text at a place, with the item's number if it is the
// first there.
func (m *markdown) add(b prose.Block, at place, level int) {
	b.Text = clean(b.Text)
	if b.Kind == "" {
		b.Kind = at.kind
	}
	if b.Kind == "" {
		b.Kind = prose.Paragraph
	}
	b.Level = level
	if level > 0 {
		b.Style = "heading " + strconv.Itoa(level)
	}
	b.List = at.list
	if at.label != nil {
		b.Label, *at.label = *at.label, ""
	}
	if b.Text == "" && b.Label == "" && b.Cell == nil {
		return
	}
	b.Bold = b.Bold && b.Text != ""
	b.Italic = b.Italic && b.Text != ""
	m.blocks = append(m.blocks, b)
}

// code adds indented or fenced lines; indented ones are mostly words that
// someone moved in.
func (m *markdown) code(n ast.Node, at place) {
	var b strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		b.Write(seg.Value(m.source))
	}
	m.add(prose.Block{Text: b.String()}, at, 0)
}

func (m *markdown) html(n *ast.HTMLBlock) error {
	var b bytes.Buffer
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		b.Write(seg.Value(m.source))
	}
	if n.HasClosure() {
		b.Write(n.ClosureLine.Value(m.source))
	}
	blocks, tables, err := parseHTML(b.String(), m.tables)
	m.blocks, m.tables = append(m.blocks, blocks...), tables
	return err
}

func (m *markdown) table(n *east.Table) error {
	m.tables++
	row := 0
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		col := 0
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			var in inline
			if err := m.inline(c, &in, 0, 0, 0); err != nil {
				return err
			}
			in.endLine(false)
			b := prose.Block{Kind: prose.Cell, Text: in.joined(), Bold: in.allBold(), Cell: &prose.CellPos{Table: m.tables, Row: row, Col: col, RowSpan: 1, ColSpan: 1}}
			m.add(b, place{}, 0)
			col++
		}
		row++
	}
	return nil
}

// inline collects the words of one block, line by line.
type inline struct {
	lines   []inlineLine
	cur     strings.Builder
	visible bool // cur has a visible character
	plainB  bool // … one that is not bold
	plainI  bool // … one that is not italic
	broken  bool // cur stands after a hard break
}

type inlineLine struct {
	text         string
	bold, italic bool
	broken       bool // begins after a hard line break
}

func (l inlineLine) empty() bool { return strings.TrimSpace(l.text) == "" }

func (in *inline) write(s string, bold, italic int) {
	in.cur.WriteString(s)
	if strings.TrimFunc(s, unicode.IsSpace) == "" {
		return
	}
	in.visible = true
	in.plainB = in.plainB || bold == 0
	in.plainI = in.plainI || italic == 0
}

func (in *inline) endLine(hard bool) {
	in.lines = append(in.lines, inlineLine{
		text: strings.TrimSpace(in.cur.String()), broken: in.broken,
		bold: in.visible && !in.plainB, italic: in.visible && !in.plainI,
	})
	in.cur.Reset()
	in.visible, in.plainB, in.plainI, in.broken = false, false, false, hard
}

func (in *inline) longest() int {
	n := 0
	for _, l := range in.lines {
		n = max(n, utf8.RuneCountInString(l.text))
	}
	return n
}

func (in *inline) joined() string {
	var b strings.Builder
	for i, l := range in.lines {
		switch {
		case i == 0:
		case l.broken:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(l.text)
	}
	return b.String()
}

func (in *inline) allBold() bool {
	any := false
	for _, l := range in.lines {
		if !l.empty() && !l.bold {
			return false
		}
		any = any || l.bold
	}
	return any
}
