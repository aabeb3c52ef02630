package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// file is one open document.
type file struct {
	*engine
	doc   references.FPDF_DOCUMENT
	marks int // annotations read so far
}

func (e *engine) open(data []byte) (*file, error) {
	r, err := e.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, err
	}
	return &file{engine: e, doc: r.Document}, nil
}

func (f *file) close() error {
	_, err := f.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: f.doc})
	return err
}

func (f *file) pageCount() (int, error) {
	r, err := f.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc})
	if err != nil {
		return 0, err
	}
	return r.PageCount, nil
}

// page is what is kept of one page.
type page struct {
	number        int // from 1
	width, height float32
	shows         bool // it has something to see
	lines         []*line
	flow          []*line // those of the running text, in the order they are read
	glyphs        []glyph // kept only where there are marks to be placed on them
	marks         []mark
}

// crowded is the number of lines on a page past which none is compared with
// all others: real pages have a few hundred at most.
const crowded = 4000

// box is a rectangle as the reader sees the page: from the upper left corner,
// y downwards, in points.
type box struct{ x0, y0, x1, y1 float32 }

func (b box) w() float32  { return b.x1 - b.x0 }
func (b box) h() float32  { return b.y1 - b.y0 }
func (b box) my() float32 { return (b.y0 + b.y1) / 2 }
func (b box) mx() float32 { return (b.x0 + b.x1) / 2 }

func (b box) union(c box) box {
	return box{min(b.x0, c.x0), min(b.y0, c.y0), max(b.x1, c.x1), max(b.y1, c.y1)}
}

// overX is the width two boxes share, negative where there is a gap.
func (b box) overX(c box) float32 { return min(b.x1, c.x1) - max(b.x0, c.x0) }

// overY is the height two boxes share.
func (b box) overY(c box) float32 { return min(b.y1, c.y1) - max(b.y0, c.y0) }

// A view turns PDF user space (y upwards, before the page's own rotation) into
// what the reader sees.
type view struct {
	turn  int // quarter turns clockwise
	sheet structs.FPDF_FS_RECTF
}

// box maps a rectangle given by any two opposite corners.
func (v view) box(r structs.FPDF_FS_RECTF) box {
	x0, y0 := v.point(r.Left, r.Bottom)
	x1, y1 := v.point(r.Right, r.Top)
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

func (v view) point(x, y float32) (float32, float32) {
	s := v.sheet
	switch v.turn {
	case 1:
		return y - s.Bottom, x - s.Left
	case 2:
		return s.Right - x, y - s.Bottom
	case 3:
		return s.Top - y, s.Right - x
	}
	return x - s.Left, s.Top - y
}

func (v view) size() (w, h float32) {
	w, h = v.sheet.Right-v.sheet.Left, v.sheet.Top-v.sheet.Bottom
	if v.turn%2 == 1 {
		w, h = h, w
	}
	return w, h
}

// upright says whether letters set at angle (radians, of user space) stand
// upright before the reader.
func (v view) upright(angle float32) bool {
	quarter := math.Pi / 2
	for _, turned := range []float64{float64(angle) + float64(v.turn)*quarter, float64(angle) - float64(v.turn)*quarter} {
		if math.Abs(math.Remainder(turned, 2*math.Pi)) < 0.1 {
			return true
		}
	}
	return false
}

// page reads page i, from 0.
func (f *file) page(i int) (*page, error) {
	r, err := f.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: f.doc, Index: i})
	if err != nil {
		return nil, err
	}
	ref := requests.Page{ByReference: &r.Page}
	p := &page{number: i + 1}
	v := f.view(ref)
	p.width, p.height = v.size()
	if p.marks, err = f.readMarks(ref, v); err != nil {
		return nil, err
	}
	text, err := f.text(ref, v)
	if err != nil {
		return nil, err
	}
	p.lines = lines(text)
	if len(p.marks) > 0 {
		p.glyphs = text.glyphs
	}
	p.shows = len(text.glyphs) > 0 || f.hasObjects(ref)
	_, err = f.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: r.Page})
	return p, err
}

// view finds the visible sheet and its rotation. A page without a usable box
// counts as A4: letters are placed relative to one another all the same.
func (f *file) view(ref requests.Page) view {
	v := view{sheet: structs.FPDF_FS_RECTF{Right: 595, Top: 842}}
	if b, err := f.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: ref}); err == nil {
		if b.Rect.Right > b.Rect.Left && b.Rect.Top > b.Rect.Bottom {
			v.sheet = b.Rect
		}
	}
	if r, err := f.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: ref}); err == nil {
		v.turn = int(r.PageRotation) & 3
	}
	return v
}

func (f *file) hasObjects(ref requests.Page) bool {
	r, err := f.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref})
	return err == nil && r.Count > 0
}
