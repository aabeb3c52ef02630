package plain

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// inline writes the words under n, with the emphasis they stand in.
func (m *markdown) inline(n ast.Node, in *inline, bold, italic, depth int) error {
	if depth > maxDepth {
		return tooDeep()
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b, i := bold, italic
		switch c := c.(type) {
		case *ast.Text:
			in.write(unescape(string(c.Segment.Value(m.source))), bold, italic)
			if c.HardLineBreak() || c.SoftLineBreak() {
				in.endLine(c.HardLineBreak())
			}
			continue
		case *ast.String:
			in.write(string(c.Value), bold, italic)
			continue
		case *ast.CodeSpan:
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					in.write(string(t.Segment.Value(m.source)), bold, italic)
				}
			}
			continue
		case *ast.AutoLink:
			in.write(string(c.Label(m.source)), bold, italic)
			continue
		case *ast.RawHTML:
			m.rawTag(c, in)
			continue
		case *ast.Emphasis:
			if c.Level == 2 {
				b++
			} else {
				i++
			}
		}
		if err := m.inline(c, in, b, i, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// rawTag breaks the line at <br>; other tags are not words.
func (m *markdown) rawTag(n *ast.RawHTML, in *inline) {
	var tag strings.Builder
	for i := range n.Segments.Len() {
		seg := n.Segments.At(i)
		tag.Write(seg.Value(m.source))
	}
	name := strings.Trim(strings.ToLower(tag.String()), "</> \t")
	if name == "br" {
		in.endLine(true)
	}
}

// punctuation is what a backslash may stand before (CommonMark 0.31, 2.4).
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// unescape resolves backslash escapes and character references.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return html.UnescapeString(s)
	}
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '\\')
		if i < 0 || i+1 == len(s) {
			b.WriteString(html.UnescapeString(s))
			break
		}
		b.WriteString(html.UnescapeString(s[:i]))
		if strings.IndexByte(punctuation, s[i+1]) < 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i+1])
		s = s[i+2:]
	}
	return b.String()
}
