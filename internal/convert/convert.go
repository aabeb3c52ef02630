// Package convert carries a draft from one format to another: it reads any
// file the program knows into a tree with the comments in its margin, and
// writes a tree as Akoma Ntoso, HTML, Markdown, Word, OpenDocument or plain
// text.
//
// All formats but Akoma Ntoso are made of one list of lines (line.go), with
// labels as the reader sees them typed before the words: so they cannot differ
// in what they say, and a program that reads one back finds the same tree. How
// a line looks on paper is decided once, for Word and OpenDocument (look.go).
package convert

import (
	"bufio"
	"context"
	"io"
	"slices"

	"thao/internal/akn"
	"thao/internal/fault"
	"thao/internal/locale"
)

// Format is a format that can be written.
type Format string

// The formats, by the endings of their files.
const (
	AKN      Format = "akn"
	HTML     Format = "html"
	Markdown Format = "md"
	Word     Format = "docx"
	Writer   Format = "odt"
	Text     Format = "txt"
)

// Formats lists them.
func Formats() []Format { return []Format{AKN, HTML, Markdown, Word, Writer, Text} }

// Options are how a document is to be written.
type Options struct {
	Profile string      // vn-state, vn-party, generic: the house style of Word and OpenDocument
	Lang    locale.Lang // of the few words the program adds, such as the heading of a list of comments
}

// Profiles lists the house styles, the usual one first.
func Profiles() []string {
	names := make([]string, len(houses))
	for i, h := range houses {
		names[i] = h.name
	}
	return names
}

// Write writes a document in a format. Equal documents make equal bytes. A
// profile or format that is not known is fault.Usage; other errors are those of
// w, of the context, and of akn.Write. HTML, Word and OpenDocument show the
// notes; Markdown and plain text have no place for them.
func Write(ctx context.Context, w io.Writer, doc *akn.Document, format Format, opt Options) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	at := slices.IndexFunc(houses, func(h house) bool { return h.name == opt.Profile })
	if at < 0 {
		return fault.New(fault.Usage, "reason", "--profile "+opt.Profile)
	}
	house := &houses[at]
	switch format {
	case AKN:
		return akn.Write(w, doc)
	case HTML:
		return writeHTML(w, doc, opt.Lang)
	case Word:
		return writeWord(w, doc, house)
	case Writer:
		return writeODT(w, doc, house)
	case Markdown, Text:
		out := bufio.NewWriterSize(w, 64<<10)
		if format == Markdown {
			writeMarkdown(out, doc)
		} else {
			writeText(out, doc)
		}
		return out.Flush()
	}
	return fault.New(fault.Usage, "reason", "--to "+string(format))
}
