package redline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/beevik/etree"
)

// paragraph is a w:p laid open for comparing: its visible content as one
// string, in which whatever is not characters (a picture, a note's sign, a
// field) stands as one rune of a private plane, equal for equal things.
type paragraph struct {
	el    *etree.Element
	text  string
	items []item
}

type itemKind uint8

const (
	neutral itemKind = iota // no text and no run: a bookmark, an end of a comment
	run                     // a w:r, which may be divided
	atom                    // one or more elements that stay together: a field, a formula
	wrapper                 // holds inline content: a hyperlink, a content control
)

// item is a child of a paragraph, or of a wrapper in it.
type item struct {
	kind     itemKind
	el       *etree.Element   // the first of els
	els      []*etree.Element // of an atom
	from, to int              // in the paragraph's text
	pieces   []piece          // of a run
	kids     []item           // of a wrapper
}

// piece is a child of a run.
type piece struct {
	el       *etree.Element
	from, to int
	divides  bool // characters, at any of which the run may be divided
}

// opener lays paragraphs of one part open.
type opener struct {
	atoms *atoms
	from  *part
	pack  *pack
	notes map[noteKey]string // what a reference to a note is compared by
	b     strings.Builder
}

type noteKey struct {
	end bool
	id  string
}

func (o *opener) paragraph(p *etree.Element) paragraph {
	o.b.Reset()
	out := paragraph{el: p, items: o.inlines(p)}
	out.text = o.b.String()
	return out
}

// wrappers hold inline content as a paragraph does.
var wrappers = set("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir")

func (o *opener) inlines(e *etree.Element) []item {
	items := make([]item, 0, len(e.Child))
	ends := fieldEnds(e)
	for i := 0; i < len(e.Child); i++ {
		c, ok := e.Child[i].(*etree.Element)
		if !ok || isW(c, "pPr") {
			continue
		}
		if end, begins := ends[i]; begins {
			items = append(items, o.field(e.Child[i:end+1]))
			i = end
			continue
		}
		items = append(items, o.inline(c))
	}
	return items
}

func (o *opener) inline(c *etree.Element) item {
	it := item{el: c, from: o.b.Len()}
	switch {
	case isW(c, "r"):
		it.kind = run
		it.pieces = o.pieces(c)
	case isW(c, "fldSimple"):
		it.kind, it.els = atom, []*etree.Element{c}
		o.atom("field " + instruction(attr(c, "w", "instr")) + o.print(c))
	case c.Space == "m", isW(c, "subDoc"):
		it.kind, it.els = atom, []*etree.Element{c}
		o.atom(o.print(c))
	case c.Space == "w" && wrappers[c.Tag]:
		it.kind = wrapper
		it.kids = o.inlines(c)
	}
	it.to = o.b.Len()
	return it
}

// field makes one atom of a complex field that begins and ends here.
func (o *opener) field(tokens []etree.Token) item {
	it := item{kind: atom, from: o.b.Len()}
	var key strings.Builder
	for _, t := range tokens {
		if c, ok := t.(*etree.Element); ok {
			it.els = append(it.els, c)
			key.WriteString(o.print(c))
		}
	}
	it.el = it.els[0]
	o.atom("field " + instruction(key.String()))
	it.to = o.b.Len()
	return it
}

// bookmarkNumber is the number Word makes up for a bookmark of its own; it
// changes when the reference is made anew.
var bookmarkNumber = regexp.MustCompile(`_(Toc|Ref|Hlk)[0-9]+`)

func instruction(s string) string { return bookmarkNumber.ReplaceAllString(s, "_$1") }

// fieldEnds finds, for each child of e with which a complex field begins, the
// child with which it ends. Fields that end elsewhere are not listed: their
// pieces count as runs without text, and their result as ordinary text.
func fieldEnds(e *etree.Element) map[int]int {
	var ends map[int]int
	var open []int
	for i, t := range e.Child {
		c, ok := t.(*etree.Element)
		if !ok || !isW(c, "r") {
			continue
		}
		for k := range elements(c) {
			if !isW(k, "fldChar") {
				continue
			}
			switch attr(k, "w", "fldCharType") {
			case "begin":
				open = append(open, i)
			case "end":
				if n := len(open); n > 0 {
					if ends == nil {
						ends = map[int]int{}
					}
					ends[open[n-1]] = max(i, ends[open[n-1]])
					open = open[:n-1]
				}
			}
		}
	}
	return ends
}

// pieces reads the children of a run.
func (o *opener) pieces(r *etree.Element) []piece {
	pieces := make([]piece, 0, len(r.Child))
	for c := range elements(r) {
		if isW(c, "rPr") {
			continue
		}
		p := piece{el: c, from: o.b.Len()}
		p.divides = o.piece(c)
		p.to = o.b.Len()
		pieces = append(pieces, p)
	}
	return pieces
}

// piece writes one child of a run as it is compared, and says whether it is
// characters.
func (o *opener) piece(c *etree.Element) bool {
	if c.Space != "w" {
		o.atom(o.print(c))
		return false
	}
	switch c.Tag {
	case "t":
		o.characters(textOf(c))
		return true
	case "tab":
		o.b.WriteByte('\t')
	case "br", "cr":
		if kind := attr(c, "w", "type"); kind != "" && kind != "textWrapping" {
			o.atom("break " + kind)
			break
		}
		o.b.WriteByte('\n')
	case "footnoteReference", "endnoteReference":
		key := noteKey{c.Tag == "endnoteReference", attr(c, "w", "id")}
		o.atom("note " + o.notes[key] + attr(c, "w", "customMarkFollows"))
	case "instrText", "delInstrText", "fldChar", "delText", "lastRenderedPageBreak", "commentReference",
		"annotationRef", "separator", "continuationSeparator":
		// nothing a reader sees
	default:
		o.atom(o.print(c))
	}
	return false
}

// characters writes text. A character of the planes atoms are taken from is
// itself an atom, so that none is mistaken for another thing.
func (o *opener) characters(s string) {
	if !strings.ContainsFunc(s, private) {
		o.b.WriteString(s)
		return
	}
	for _, r := range s {
		if private(r) {
			r = o.atoms.rune("character " + string(r))
		}
		o.b.WriteRune(r)
	}
}

func (o *opener) atom(key string) { o.b.WriteRune(o.atoms.rune(key)) }

func private(r rune) bool { return r >= firstAtom }

// atoms gives equal things equal runes of the private planes 15 and 16.
type atoms struct {
	runes map[string]rune
	next  rune
}

const firstAtom = 0xF0000

func newAtoms() *atoms { return &atoms{runes: map[string]rune{}, next: firstAtom} }

func (a *atoms) rune(key string) rune {
	if r, ok := a.runes[key]; ok {
		return r
	}
	r := a.next
	// Past the last there is one rune for all that is left: such things then
	// count as equal, and the new version's stands.
	if a.next < utf8.MaxRune {
		a.next++
	}
	a.runes[key] = r
	return r
}
