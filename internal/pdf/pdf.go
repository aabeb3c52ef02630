// Package pdf reads PDF files: the text of their pages as paragraphs, and what
// people wrote on them with sticky notes, highlights, strikeouts and the like.
//
// PDFium does the decoding, inside a WebAssembly sandbox; see engine. It gives
// letters with boxes. Everything above that is made here: lines from letters
// (line.go), their order (order.go), paragraphs (paragraph.go), and the words
// an annotation lies on (quote.go).
package pdf

import (
	"context"
	"errors"
	"fmt"

	pdfium_errors "github.com/klippa-app/go-pdfium/errors"

	"thao/internal/fault"
	"thao/internal/prose"
)

const (
	maxBytes = 64 << 20 // of a file
	maxPages = 5000
	maxMarks = 50_000 // annotations of one file, and the boxes they consist of
)

// Kinds of Notes.
const (
	Sticky    = "note"      // a note at a point, or a drawing that carries words
	Highlight = "highlight" //
	Underline = "underline" //
	StrikeOut = "strikeout" // a proposal to delete Quote
	Squiggly  = "squiggly"  //
	Caret     = "caret"     // a proposal to insert Text at At
	Replace   = "replace"   // a caret tied to a strikeout: a proposal to put Text in place of Quote
	FreeText  = "freetext"  // words typed on the page
)

// Document is a PDF as read.
//
// Base holds the paragraphs in reading order. Page numbers are left out; lines
// that repeat at the head or foot of pages come once each, at the end, as
// blocks of kind Header and Footer. A paragraph that runs over a page end is
// one block, with the page it starts on.
//
// Notes are in the order of their places. A highlight nobody wrote on is a
// Note with a Quote and no Text. A sticky note has no Quote: its At is the
// line it lies nearest to.
type Document struct {
	prose.Document
	Kinds    []string // of Notes, in parallel: "note", "highlight", … as above
	Pages    int
	Textless []int // pages, from 1, that show something but hold no text: scans
	Unread   []int // pages, from 1, that are damaged and could not be opened
}

// Scanned says that the file shows pages and none of them holds text.
func (d *Document) Scanned() bool { return len(d.Base) == 0 && len(d.Textless) > 0 }

// Read reads a PDF. Errors are a *fault.Error: Empty, TooLarge, Encrypted,
// Damaged, or Internal where PDFium could not be started; or ctx's own error.
// Reading stops at once when ctx ends, even inside a page.
//
// The first Read of a process starts PDFium; Close stops it.
func Read(ctx context.Context, data []byte) (*Document, error) {
	if len(data) == 0 {
		return nil, fault.New(fault.Empty)
	}
	if len(data) > maxBytes {
		return nil, fault.New(fault.TooLarge, "max", maxBytes>>20)
	}
	e, err := shared.take(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fault.Wrap(err, fault.Internal, "reason", "PDFium")
	}
	doc, err := e.read(ctx, data)
	shared.put(e, len(data) <= discardOver && sound(err))
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return doc, err
}

// sound says whether an engine can be used again after err.
func sound(err error) bool {
	return err == nil || errors.Is(err, errRefused)
}

// errRefused marks files PDFium or we turned down in good order, as opposed to
// those it broke on.
var errRefused = errors.New("refused")

// read runs one document through the engine. Whatever PDFium does inside the
// sandbox, a trap included, comes back as an error.
func (e *engine) read(ctx context.Context, data []byte) (doc *Document, err error) {
	stop := context.AfterFunc(ctx, e.cancel)
	defer stop()
	defer func() {
		if p := recover(); p != nil {
			doc, err = nil, fault.Wrap(fmt.Errorf("panic: %v", p), fault.Damaged, "part", "PDF")
		}
	}()
	f, err := e.open(data)
	if err != nil {
		return nil, refusal(err)
	}
	doc, err = f.read(ctx)
	if closing := f.close(); err == nil && closing != nil {
		err = fault.Wrap(closing, fault.Damaged, "part", "PDF")
	}
	if err != nil {
		return nil, err
	}
	return doc, nil
}

// refusal turns PDFium's reason for not opening a file into ours.
func refusal(err error) error {
	switch {
	case errors.Is(err, pdfium_errors.ErrPassword), errors.Is(err, pdfium_errors.ErrSecurity):
		return fault.Wrap(errors.Join(err, errRefused), fault.Encrypted)
	case errors.Is(err, pdfium_errors.ErrFormat), errors.Is(err, pdfium_errors.ErrFile),
		errors.Is(err, pdfium_errors.ErrUnknown), errors.Is(err, pdfium_errors.ErrPage):
		return fault.Wrap(errors.Join(err, errRefused), fault.Damaged, "part", "PDF")
	}
	return fault.Wrap(err, fault.Damaged, "part", "PDF")
}

// read reads all pages and puts the document together.
func (f *file) read(ctx context.Context) (*Document, error) {
	n, err := f.pageCount()
	if err != nil {
		return nil, fault.Wrap(err, fault.Damaged, "part", "PDF")
	}
	if n > maxPages {
		return nil, fault.Wrap(errRefused, fault.TooManyPages, "max", maxPages)
	}
	doc := &Document{Pages: n}
	pages := make([]*page, 0, n)
	for i := range n {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := f.page(i)
		if errors.Is(err, pdfium_errors.ErrPage) {
			doc.Unread = append(doc.Unread, i+1)
			continue
		}
		if err != nil {
			return nil, fault.Wrap(err, fault.Damaged, "part", fmt.Sprintf("page %d", i+1))
		}
		if len(p.lines) == 0 && p.shows {
			doc.Textless = append(doc.Textless, i+1)
		}
		pages = append(pages, p)
	}
	if len(pages) == 0 {
		return nil, fault.Wrap(errRefused, fault.Damaged, "part", "PDF")
	}
	doc.Base = paragraphs(pages)
	if doc.Notes, doc.Kinds, err = notes(ctx, pages, doc.Base); err != nil {
		return nil, err
	}
	if len(doc.Base) == 0 && len(doc.Notes) == 0 && len(doc.Textless) == 0 {
		return nil, fault.Wrap(errRefused, fault.Empty)
	}
	return doc, nil
}
