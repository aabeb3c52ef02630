package pdf

import (
	"math"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// glyph is one visible letter of a page.
type glyph struct {
	box
	base  float32 // the baseline's y
	size  float32 // of its font on the page, in points
	r     rune
	font  uint16  // index in pageText.fonts
	space bool    // white space stands before it
	void  float32 // where that white space begins
	line  int32   // index in page.lines; -1 for none
	at    uint32  // byte offset in that line's text
}

// font is what the look of a stretch of letters tells.
type font struct {
	name    string // without the prefix of a subset
	bold    bool
	italic  bool
	upright bool
}

// pageText is the letters of a page in the order the file draws them.
type pageText struct {
	glyphs []glyph
	fonts  []font
	notes  map[string]bool // marks of the footnotes that stand on the page
}

// softHyphen stands in PDFium's text for a hyphen at a line's end that it
// believes hyphenation put there.
const softHyphen = '\u0002'

// text reads the letters of a page.
func (f *file) text(ref requests.Page, v view) (*pageText, error) {
	r, err := f.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return nil, err
	}
	c, err := f.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: r.TextPage})
	if err != nil {
		return nil, err
	}
	g := gathering{file: f, ref: r.TextPage, view: v, known: map[font]uint16{}, metrics: map[setting]metric{}}
	if g.codes, err = f.codes(r.TextPage, c.Count); err != nil {
		return nil, err
	}
	g.out.glyphs = make([]glyph, 0, c.Count)
	for i := range c.Count {
		if err := g.add(i); err != nil {
			return nil, err
		}
	}
	_, err = f.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: r.TextPage})
	return &g.out, err
}

// codes asks for all letters of a page at once, and one by one where that
// leaves some out: those without a code in Unicode.
func (f *file) codes(text references.FPDF_TEXTPAGE, count int) ([]rune, error) {
	if r, err := f.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: text, Count: count}); err == nil {
		if codes := []rune(r.Text); len(codes) == count {
			return codes, nil
		}
	}
	codes := make([]rune, count)
	for i := range codes {
		r, err := f.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return nil, err
		}
		codes[i] = rune(uint32(r.Unicode))
	}
	return codes, nil
}

// gathering collects the letters of one page. Fonts are asked for where they
// may have changed and no oftener, sizes once for each font: a call into the
// sandbox costs more than all that is done here.
type gathering struct {
	*file
	ref   references.FPDF_TEXTPAGE
	view  view
	codes []rune
	out   pageText

	known   map[font]uint16
	metrics map[setting]metric
	font    uint16
	metric  metric

	space bool    // white space since the last letter,
	void  float32 // which begins here
}

// setting is a font in the size its letters' boxes show.
type setting struct {
	font   uint16
	height float32
}

// metric is what one look at a setting tells.
type metric struct {
	size float32 // of the font on the page, in points
	drop float32 // from the baseline to the foot of a letter's box, in parts of its height
}

func (g *gathering) add(i int) error {
	r := g.codes[i]
	switch {
	case r == 0xFFFE: // what older PDFiums write for it
		r = softHyphen
	case r == 0 || r == 0xFEFF || r == 0x200B || (unicode.IsControl(r) && r != softHyphen && !unicode.IsSpace(r)):
		return nil
	}
	b, err := g.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: g.ref, Index: i})
	if err != nil {
		return g.alive(err)
	}
	if at := g.view.box(b.Rect); !unicode.IsSpace(r) {
		return g.letter(i, glyph{box: at, r: r, space: g.space, void: g.void, line: -1})
	} else if !g.space {
		g.space, g.void = true, at.x0
	}
	return nil
}

// letter keeps a visible letter.
func (g *gathering) letter(i int, next glyph) error {
	if g.mayDiffer(&next) {
		if err := g.look(i, next.box); err != nil {
			return err
		}
	}
	next.font, next.size, next.base = g.font, g.metric.size, next.y1-g.metric.drop*next.h()
	g.out.glyphs = append(g.out.glyphs, next)
	g.space = false
	return nil
}

// mayDiffer says whether a letter may have another font than the one before.
func (g *gathering) mayDiffer(next *glyph) bool {
	n := len(g.out.glyphs)
	if n == 0 || next.space {
		return true
	}
	last := &g.out.glyphs[n-1]
	return last.y0 != next.y0 || last.y1 != next.y1
}

// look asks for the font of letter i, and for what is not known of it yet.
func (g *gathering) look(i int, b box) (err error) {
	if g.font, err = g.fontOf(i); err != nil {
		return err
	}
	at := setting{g.font, b.h()}
	if m, ok := g.metrics[at]; ok {
		g.metric = m
		return nil
	}
	g.metric = metric{size: g.sizeOf(i), drop: 0.2} // a usual one, where a broken font tells nothing
	if g.metric.size < 0.3*b.h() || g.metric.size > 3*b.h() {
		g.metric.size = 0.85 * b.h()
	}
	r, err := g.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: g.ref, Index: i})
	if err != nil {
		return g.alive(err)
	}
	if _, y := g.view.point(float32(r.X), float32(r.Y)); b.h() > 0 && y >= b.y0 && y <= b.y1 {
		g.metric.drop = (b.y1 - y) / b.h()
	}
	g.metrics[at] = g.metric
	return nil
}

// fontOf asks for the look of letter i.
func (g *gathering) fontOf(i int) (uint16, error) {
	f := font{upright: true}
	weight := 0
	if r, err := g.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: g.ref, Index: i}); err == nil {
		f.name = baseName(r.FontName)
		f.bold = r.Flags&forceBold != 0
		f.italic = r.Flags&italic != 0
	} else if err := g.alive(err); err != nil {
		return 0, err
	}
	if r, err := g.FPDFText_GetFontWeight(&requests.FPDFText_GetFontWeight{TextPage: g.ref, Index: i}); err == nil {
		weight = r.FontWeight
	}
	if r, err := g.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: g.ref, Index: i}); err == nil {
		f.upright = g.view.upright(r.CharAngle)
	}
	f.bold = f.bold || weight >= 600 || named(f.name, "bold", "black", "heavy")
	f.italic = f.italic || named(f.name, "italic", "oblique")
	n, ok := g.known[f]
	if !ok && len(g.out.fonts) < 1<<16-1 {
		n = uint16(len(g.out.fonts))
		g.known[f] = n
		g.out.fonts = append(g.out.fonts, f)
	}
	return n, nil
}

// sizeOf asks for the font's size as it comes out on the page, 0 where there is
// no answer.
func (g *gathering) sizeOf(i int) float32 {
	s, err := g.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: g.ref, Index: i})
	if err != nil {
		return 0
	}
	m, err := g.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: g.ref, Index: i})
	if err != nil {
		return float32(s.FontSize)
	}
	return float32(s.FontSize * math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D)))
}

// alive tells a call that had nothing to answer from an engine that is gone:
// it gives err back only where the next call fails too.
func (f *file) alive(err error) error {
	if _, gone := f.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc}); gone != nil {
		return err
	}
	return nil
}

// Font descriptor flags, ISO 32000-1, 9.8.2, table 123.
const (
	italic    = 1 << 6
	forceBold = 1 << 18
)

// baseName cuts the six capitals and the plus sign off a subset's name
// (ISO 32000-1, 9.6.4).
func baseName(name string) string {
	if len(name) > 7 && name[6] == '+' && strings.ToUpper(name[:6]) == name[:6] {
		return name[7:]
	}
	return name
}

func named(name string, words ...string) bool {
	name = strings.ToLower(name)
	for _, w := range words {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
