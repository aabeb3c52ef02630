package plain

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"thao/internal/fault"
	"thao/internal/numeral"
	"thao/internal/prose"
	"thao/internal/viet"
)

// HTML reads the visible text of a page: headings, paragraphs, lists with the
// numbers a browser shows, tables with their spans. Nothing is fetched or run.
// It fails with fault.TooLarge over 64 MiB and fault.TooDeep over 256 levels
// of elements.
func HTML(data []byte) ([]prose.Block, error) {
	if err := checkSize(data); err != nil {
		return nil, err
	}
	source, _ := viet.DecodeText(data)
	blocks, _, err := parseHTML(source, 0)
	return blocks, err
}

// parseHTML reads source; tables before it are counted in tables.
func parseHTML(source string, tables int) ([]prose.Block, int, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return nil, tables, fault.Wrap(err, fault.TooDeep, "part", "", "max", maxDepth)
	}
	w := page{tables: tables}
	if err := w.walk(root, look{}, 0); err != nil {
		return nil, tables, err
	}
	w.flush(look{})
	return w.blocks, w.tables, nil
}

// look is what an element hands down to the words in it.
type look struct {
	level, list          int
	bold, italic, center bool
	pre                  bool
	cell                 *prose.CellPos
	items                *counter
}

// counter numbers the items of one list.
type counter struct {
	form string // the type attribute: 1 a A i I; "" for bullets
	next int
	step int
}

// page collects the blocks of one page.
type page struct {
	blocks []prose.Block
	tables int

	text    strings.Builder // of the open paragraph
	visible bool
	plainB  bool // has a visible character that is not bold
	plainI  bool
	label   string
}

func (p *page) walk(n *html.Node, lk look, depth int) error {
	if depth > maxDepth {
		return tooDeep()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			p.words(c.Data, lk)
		case html.ElementNode:
			if err := p.element(c, lk, depth); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *page) element(n *html.Node, lk look, depth int) error {
	if skipped(n) {
		return nil
	}
	inner := lk
	inner.apply(n)
	switch n.DataAtom {
	case atom.Br:
		p.lineBreak(lk)
		return nil
	case atom.Table:
		p.flush(lk)
		return p.table(n, inner, depth)
	case atom.Ol, atom.Ul, atom.Menu, atom.Dir:
		inner.list++
		inner.items = newCounter(n)
	case atom.Li:
		p.flush(lk)
		p.label = itemLabel(n, lk.items)
	}
	if !isBlock(n.DataAtom) {
		return p.walk(n, inner, depth+1)
	}
	p.flush(lk)
	err := p.walk(n, inner, depth+1)
	p.flush(inner)
	return err
}

// skipped reports whether an element shows no words.
func skipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Title, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Math, atom.Select, atom.Textarea, atom.Button:
		return true
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && strings.Contains(squeezed(a.Val), "display:none") {
			return true
		}
	}
	return false
}

func squeezed(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(s), ""))
}

func (lk *look) apply(n *html.Node) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		lk.level = int(n.Data[1] - '0')
	case atom.B, atom.Strong, atom.Th:
		lk.bold = true
	case atom.I, atom.Em:
		lk.italic = true
	case atom.Center:
		lk.center = true
	case atom.Pre:
		lk.pre = true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "align":
			lk.center = strings.EqualFold(strings.TrimSpace(a.Val), "center")
		case "style":
			lk.css(squeezed(a.Val))
		}
	}
}

func (lk *look) css(style string) {
	for rule := range strings.SplitSeq(style, ";") {
		name, value, _ := strings.Cut(rule, ":")
		switch name {
		case "text-align":
			lk.center = value == "center"
		case "font-weight":
			w, _ := strconv.Atoi(value)
			lk.bold = strings.HasPrefix(value, "bold") || w >= 600
		case "font-style":
			lk.italic = value == "italic" || value == "oblique"
		}
	}
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ol, atom.Ul, atom.Menu, atom.Dir, atom.Li, atom.Dl, atom.Dt, atom.Dd,
		atom.Blockquote, atom.Pre, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Aside, atom.Address, atom.Center,
		atom.Form, atom.Fieldset, atom.Figure, atom.Figcaption, atom.Hr, atom.Caption, atom.Body, atom.Td, atom.Th, atom.Tr, atom.Details, atom.Summary:
		return true
	}
	return false
}

func (p *page) words(s string, lk look) {
	if lk.pre {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	} else {
		s = collapse(s)
	}
	if s == "" {
		return
	}
	if strings.TrimFunc(s, unicode.IsSpace) == "" {
		if p.visible {
			p.text.WriteString(s)
		}
		return
	}
	p.text.WriteString(s)
	p.visible = true
	p.plainB = p.plainB || !lk.bold
	p.plainI = p.plainI || !lk.italic
}

// lineBreak breaks the line; two breaks running end the paragraph.
func (p *page) lineBreak(lk look) {
	if strings.HasSuffix(strings.TrimRight(p.text.String(), " \t"), "\n") {
		p.flush(lk)
		return
	}
	if p.visible {
		p.text.WriteByte('\n')
	}
}

// flush ends the open paragraph.
func (p *page) flush(lk look) {
	s := p.text.String()
	if !lk.pre {
		s = tidyLines(s)
	}
	s = clean(s)
	b := prose.Block{Kind: prose.Paragraph, Text: s, Label: p.label, Level: lk.level, List: lk.list, Center: lk.center, Cell: lk.cell,
		Bold: p.visible && !p.plainB, Italic: p.visible && !p.plainI}
	if lk.cell != nil {
		b.Kind = prose.Cell
	}
	if lk.level > 0 {
		b.Style = "heading " + strconv.Itoa(lk.level)
	}
	p.text.Reset()
	p.visible, p.plainB, p.plainI = false, false, false
	if s == "" {
		return // an item's number waits for its words
	}
	p.label = ""
	p.blocks = append(p.blocks, b)
}

// tidyLines takes the blanks off both ends of every line and makes runs of
// them one, where inline elements met.
func tidyLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.Trim(collapse(line), " ")
	}
	return strings.Join(lines, "\n")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func newCounter(n *html.Node) *counter {
	c := &counter{next: 1, step: 1}
	if n.DataAtom != atom.Ol {
		return c
	}
	c.form = "1"
	if t := strings.TrimSpace(attr(n, "type")); t == "a" || t == "A" || t == "i" || t == "I" {
		c.form = t
	}
	if v, err := strconv.Atoi(attr(n, "start")); err == nil && v > -1e6 && v < 1e6 {
		c.next = v
	}
	return c
}

// itemLabel is the number or sign a browser shows before an item.
func itemLabel(n *html.Node, c *counter) string {
	if c == nil || c.form == "" {
		return "•"
	}
	if v, err := strconv.Atoi(attr(n, "value")); err == nil && v > -1e6 && v < 1e6 {
		c.next = v
	}
	v := c.next
	c.next += c.step
	switch c.form {
	case "a":
		return alphaLabel(v, 'a')
	case "A":
		return alphaLabel(v, 'A')
	case "i":
		return strings.ToLower(numeral.Roman(v)) + "."
	case "I":
		return numeral.Roman(v) + "."
	}
	return strconv.Itoa(v) + "."
}

func alphaLabel(v int, first rune) string {
	if v < 1 {
		return strconv.Itoa(v) + "."
	}
	var s string
	for ; v > 0; v = (v - 1) / 26 {
		s = string(first+rune((v-1)%26)) + s
	}
	return s + "."
}
