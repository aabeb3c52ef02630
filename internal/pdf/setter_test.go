package pdf

import (
	"bytes"
	"strings"
	"testing"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"github.com/go-pdf/fpdf"
)

// setter sets paragraphs on A4 pages the way a word processor does, and knows
// where each word has come to stand.
type setter struct {
	*fpdf.Fpdf
	left, right, top, bottom float64 // edges of the text, in points from the upper left
	leading                  float64 // in parts of the type size
	y                        float64 // baseline of the line last set
	words                    []placed
	onPage                   func(page int) // draws header and footer
	file                     []byte         // once written
}

// placed is a word on a page, in points from the upper left.
type placed struct {
	text           string
	page           int
	x0, x1, y0, y1 float64
}

// para is one paragraph to be set.
type para struct {
	text    string
	label   string // stands before the text, which hangs at hang
	size    float64
	style   string  // "", "B", "I"
	align   string  // "J" (also ""), "L", "C"
	first   float64 // indent of the first line
	hang    float64 // indent of all other lines, and of the text after a label
	before  float64 // space above
	newPage bool
}

func newSetter() *setter {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetCompression(false)
	f.AddUTF8FontFromBytes("serif", "", liberationserifregular.TTF)
	f.AddUTF8FontFromBytes("serif", "B", liberationserifbold.TTF)
	f.AddUTF8FontFromBytes("serif", "I", liberationserifitalic.TTF)
	f.SetAutoPageBreak(false, 0)
	return &setter{Fpdf: f, left: 85, right: 545, top: 70, bottom: 770, leading: 1.3}
}

func (s *setter) page() {
	s.AddPage()
	s.y = s.top
	if s.onPage != nil {
		s.onPage(s.PageNo())
	}
}

// set sets one paragraph, over page ends where it must.
func (s *setter) set(p para) {
	if p.size == 0 {
		p.size = 14
	}
	if s.PageNo() == 0 || p.newPage {
		s.page()
	}
	s.y += p.before
	s.SetFont("serif", p.style, p.size)
	words := strings.Fields(p.text)
	start := s.left + p.first
	if p.label != "" {
		s.feed(p.size)
		s.word(p.label, start, p.size)
		s.y -= p.size * s.leading
		start = s.left + p.hang
	}
	for len(words) > 0 {
		n := s.fit(words, s.right-start)
		s.feed(p.size)
		s.SetFont("serif", p.style, p.size) // a new page's header has another
		s.line(words[:n], start, p, n == len(words))
		words = words[n:]
		start = s.left + p.hang
	}
}

func (s *setter) feed(size float64) {
	if s.y += size * s.leading; s.y > s.bottom {
		s.page()
		s.y += size * s.leading
	}
}

func (s *setter) fit(words []string, room float64) int {
	n := 1
	for n < len(words) && s.GetStringWidth(strings.Join(words[:n+1], " ")) <= room {
		n++
	}
	return n
}

func (s *setter) line(words []string, x float64, p para, last bool) {
	width := s.GetStringWidth(strings.Join(words, " "))
	space := s.GetStringWidth(" ")
	switch {
	case p.align == "C":
		x = (s.left + s.right - width) / 2
	case (p.align == "" || p.align == "J") && !last && len(words) > 1:
		space += (s.right - x - width) / float64(len(words)-1)
	}
	for i, w := range words {
		s.word(w, x, p.size)
		x += s.GetStringWidth(w)
		if i+1 < len(words) {
			s.Text(x, s.y, " ")
			x += space
		}
	}
}

func (s *setter) word(w string, x, size float64) {
	s.Text(x, s.y, w)
	s.words = append(s.words, placed{w, s.PageNo(), x, x + s.GetStringWidth(w), s.y - 0.75*size, s.y + 0.22*size})
}

// find returns the words that make up phrase where it stands first.
func (s *setter) find(t testing.TB, phrase string) []placed {
	t.Helper()
	want := strings.Fields(phrase)
	for i := 0; i+len(want) <= len(s.words); i++ {
		n := 0
		for n < len(want) && s.words[i+n].text == want[n] {
			n++
		}
		if n == len(want) {
			return s.words[i : i+n]
		}
	}
	t.Fatalf("%q was not set", phrase)
	return nil
}

func (s *setter) bytes(t testing.TB) []byte {
	t.Helper()
	if s.file == nil {
		var b bytes.Buffer
		if err := s.Output(&b); err != nil {
			t.Fatal(err)
		}
		s.file = b.Bytes()
	}
	return s.file
}
