// Package reader opens a file of any kind the program knows: it looks at the
// bytes first and at the name second, and hands over to the format's package.
package reader

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strconv"
	"strings"

	"thao/internal/archive"
	"thao/internal/fault"
	"thao/internal/odt"
	"thao/internal/ooxml"
	"thao/internal/pdf"
	"thao/internal/plain"
	"thao/internal/prose"
	"thao/internal/sheet"
)

// Kind of file.
type Kind string

const (
	Word     Kind = "docx"
	Writer   Kind = "odt"
	PDF      Kind = "pdf"
	Excel    Kind = "xlsx"
	CSV      Kind = "csv"
	Text     Kind = "txt"
	Markdown Kind = "md"
	HTML     Kind = "html"
)

// File is a file that was read. Exactly one of Document and Book is set.
type File struct {
	Kind     Kind
	Document *prose.Document
	Book     *sheet.Book
	Marks    []string  // of a PDF: the kind of each note ("highlight", "strikeout" …)
	Warnings []Warning // parts passed over, in order
}

// Warning names a part of a file that was not read, and why.
type Warning struct {
	Code string
	Part string
}

// maxFile bounds a file as it lies on disk.
const maxFile = 256 << 20

// Open reads a file from its bytes; name is used for its ending only. Errors
// are *fault.Error. A defect in a reader is contained: it comes back as
// fault.Internal and never takes the program down.
func Open(ctx context.Context, name string, data []byte) (file *File, err error) {
	defer func() {
		if r := recover(); r != nil {
			file, err = nil, fault.New(fault.Internal, "reason", fmt.Sprint(r))
		}
	}()
	if len(data) == 0 {
		return nil, fault.New(fault.Empty)
	}
	if len(data) > maxFile {
		return nil, fault.New(fault.TooLarge, "max", maxFile>>20)
	}
	kind, err := detect(name, data)
	if err != nil {
		return nil, err
	}
	if file, err = open(ctx, kind, data); err != nil {
		return nil, err
	}
	if err := file.bound(); err != nil {
		return nil, err
	}
	return file, nil
}

// bound refuses what is too long to be worked with.
func (f *File) bound() error {
	if f.Document != nil {
		if err := prose.Bound(f.Document.Base); err != nil {
			return err
		}
		return prose.Bound(f.Document.Final)
	}
	return f.Book.Bound()
}

// Read is Open for texts: a table is refused as fault.NotAText.
func Read(ctx context.Context, name string, data []byte) (*prose.Document, error) {
	file, err := Open(ctx, name, data)
	if err != nil {
		return nil, err
	}
	if file.Document == nil {
		return nil, fault.New(fault.NotAText, "ext", unknownExt(name))
	}
	return file.Document, nil
}

func ext(name string) string { return strings.ToLower(path.Ext(strings.ReplaceAll(name, "\\", "/"))) }

var byExt = map[string]Kind{
	".docx": Word, ".docm": Word, ".dotx": Word, ".dotm": Word, ".odt": Writer, ".pdf": PDF,
	".xlsx": Excel, ".xlsm": Excel, ".csv": CSV, ".tsv": CSV,
	".txt": Text, ".text": Text, ".md": Markdown, ".markdown": Markdown, ".html": HTML, ".htm": HTML,
}

// detect tells the kind from the first bytes where they are a signature, from
// the ending else.
func detect(name string, data []byte) (Kind, error) {
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return PDF, nil
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return packageKind(name, data)
	}
	kind, ok := byExt[ext(name)]
	switch {
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) || kind == Word || kind == Writer || kind == Excel:
		// Not a ZIP: archive says why, an old .doc or an encrypted package included.
		if _, err := archive.Open(data); err != nil {
			return "", err
		}
		return "", fault.New(fault.NotZip)
	case kind == PDF:
		return "", fault.New(fault.Damaged, "part", "PDF")
	case !ok || bytes.HasPrefix(data, []byte(`{\rtf`)):
		return "", fault.New(fault.UnknownFormat, "ext", unknownExt(name))
	}
	return kind, nil
}

func unknownExt(name string) string {
	if e := ext(name); e != "" {
		return e
	}
	return path.Base(name)
}

// packageKind tells ZIP packages apart by what they say they are.
func packageKind(name string, data []byte) (Kind, error) {
	a, err := archive.Open(data)
	if err != nil {
		return "", err
	}
	if mime, err := a.Read("mimetype"); err == nil && bytes.HasPrefix(mime, []byte("application/vnd.oasis.opendocument.text")) {
		return Writer, nil
	}
	if _, main, err := a.MainPart(); err == nil {
		switch {
		case strings.Contains(main, "spreadsheetml") || strings.Contains(main, "ms-excel"):
			return Excel, nil
		case strings.Contains(main, "wordprocessingml") || strings.Contains(main, "ms-word"):
			return Word, nil
		}
	}
	if kind := byExt[ext(name)]; kind == Word || kind == Excel || kind == Writer {
		return kind, nil // its own reader says what is missing
	}
	return "", fault.New(fault.UnknownFormat, "ext", unknownExt(name))
}

func open(ctx context.Context, kind Kind, data []byte) (*File, error) {
	f := &File{Kind: kind}
	var err error
	switch kind {
	case Word:
		err = f.openWord(ctx, data)
	case Writer:
		f.Document, err = odt.Read(ctx, data)
	case PDF:
		err = f.openPDF(ctx, data)
	case Excel:
		f.Book, err = sheet.ReadXLSX(ctx, data)
	case CSV:
		f.Book, err = sheet.ReadCSV(data)
	default:
		var blocks []prose.Block
		blocks, err = readPlain(kind, data)
		f.Document = &prose.Document{Base: blocks}
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

func readPlain(kind Kind, data []byte) ([]prose.Block, error) {
	switch kind {
	case Markdown:
		return plain.Markdown(data)
	case HTML:
		return plain.HTML(data)
	}
	return plain.Text(data)
}

func (f *File) openWord(ctx context.Context, data []byte) error {
	doc, err := ooxml.Read(ctx, data)
	if err != nil {
		return err
	}
	text := doc.Prose()
	f.Document = &text
	for _, w := range doc.Warnings {
		f.Warnings = append(f.Warnings, Warning{Code: string(w.Code), Part: w.Part})
	}
	return nil
}

func (f *File) openPDF(ctx context.Context, data []byte) error {
	doc, err := pdf.Read(ctx, data)
	if err != nil {
		return err
	}
	f.Document, f.Marks = &doc.Document, doc.Kinds
	if doc.Scanned() {
		return fault.New(fault.Empty)
	}
	f.pages("pages-without-text", doc.Textless)
	f.pages("pages-unread", doc.Unread)
	return nil
}

func (f *File) pages(code string, pages []int) {
	if len(pages) == 0 {
		return
	}
	names := make([]string, len(pages))
	for i, p := range pages {
		names[i] = strconv.Itoa(p)
	}
	f.Warnings = append(f.Warnings, Warning{Code: code, Part: strings.Join(names, ", ")})
}

// Close lets go of what reading keeps between files: the PDF engine. Opening
// another file afterwards starts it again.
func Close() error { return pdf.Close() }
