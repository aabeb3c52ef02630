package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"thao/bench/gen"
	"thao/internal/ooxml"
)

// reading is one way of reading the file.
type reading struct {
	name  string
	time  time.Duration // median, the first run left out
	words []string      // of the text with all changes accepted; nil where the peer gives none
	note  string
}

// read compares readers on one draft of 200 pages with 300 comments and 600
// tracked changes.
func (b *bench) read(ctx context.Context) error {
	data, err := gen.NewDraft(b.seed).Docx(b.seed, gen.Marks{
		Authors: []string{"Sở Nội vụ", "Sở Tài chính", "Ban Tổ chức", "Văn phòng"}, Comments: 300, Changes: 600,
	})
	if err != nil {
		return err
	}
	file := filepath.Join(b.work, "draft.docx")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return err
	}
	ours, err := b.ours(ctx, data)
	if err != nil {
		return err
	}
	text, err := b.textOnly(ctx, data)
	if err != nil {
		return err
	}
	tokens, size, err := b.rawTokens(data)
	if err != nil {
		return err
	}
	fmt.Printf("Reading a draft of 200 pages (document.xml %d kB, 300 comments, 600 tracked changes), median of %d\n\n", size/1000, b.runs)
	rows := [][]string{{"reader", "time", "all ÷ it", "text ÷ it", "same words", ""}}
	for _, r := range append([]reading{ours, text, tokens}, append(b.mammoth(ctx, file), b.pandoc(ctx, file))...) {
		rows = append(rows, r.row(ours, text))
	}
	table(rows)
	fmt.Println()
	return nil
}

// row is r beside our two ways of reading.
func (r reading) row(ours, text reading) []string {
	if r.time == 0 {
		return []string{r.name, "-", "-", "-", "-", r.note}
	}
	same := "-"
	if r.words != nil {
		same = agreement(ours.words, r.words)
	}
	return []string{r.name, ms(r.time), ratio(float64(ours.time), float64(r.time)), ratio(float64(text.time), float64(r.time)), same, r.note}
}

// ours reads everything: text in all three views, comments and changes.
func (b *bench) ours(ctx context.Context, data []byte) (reading, error) {
	r := reading{name: "thao, all: three views, comments, changes"}
	var words []string
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	times, err := b.timed(func() error {
		doc, err := ooxml.Read(ctx, data)
		if err != nil {
			return err
		}
		doc.Blocks(ooxml.All)
		doc.Blocks(ooxml.Rejected)
		words = words[:0]
		for _, block := range doc.Blocks(ooxml.Accepted) {
			words = append(words, strings.Fields(block.Text)...)
		}
		r.note = fmt.Sprintf("%d comments, %d changes", len(doc.Comments), len(doc.Changes))
		return nil
	})
	runtime.ReadMemStats(&after)
	r.note += fmt.Sprintf(", %d MB allocated", (after.TotalAlloc-before.TotalAlloc)/uint64(b.runs+1)>>20)
	r.time, r.words = times, words
	return r, err
}

// textOnly reads the same and asks for the text with all changes accepted
// alone, which is what mammoth's raw text is.
func (b *bench) textOnly(ctx context.Context, data []byte) (reading, error) {
	r := reading{name: "thao, text: one view"}
	var err error
	r.time, err = b.timed(func() error {
		doc, err := ooxml.Read(ctx, data)
		if err == nil {
			doc.Blocks(ooxml.Accepted)
		}
		return err
	})
	return r, err
}

// rawTokens runs the standard library's tokeniser over the same XML and does
// nothing with it: less than any reader built on it can take.
func (b *bench) rawTokens(data []byte) (reading, int, error) {
	text, err := part(data, "word/document.xml")
	if err != nil {
		return reading{}, 0, err
	}
	r := reading{name: "encoding/xml RawToken over document.xml", note: "tokens alone, already unpacked"}
	r.time, err = b.timed(func() error {
		d := xml.NewDecoder(bytes.NewReader(text))
		for {
			if _, err := d.RawToken(); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
		}
	})
	return r, len(text), err
}

// timed is the median time of fn, after one run that does not count.
func (b *bench) timed(fn func() error) (time.Duration, error) {
	var times []time.Duration
	for i := range b.runs + 1 {
		began := time.Now()
		if err := fn(); err != nil {
			return 0, err
		}
		if i > 0 {
			times = append(times, time.Since(began))
		}
	}
	return median(times), nil
}

func part(data []byte, name string) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// agreement says whether two texts have the same words in the same order.
func agreement(ours, theirs []string) string {
	n := min(len(ours), len(theirs))
	for i := range n {
		if ours[i] != theirs[i] {
			return fmt.Sprintf("no: word %d is %q there, %q here", i+1, theirs[i], ours[i])
		}
	}
	if len(ours) != len(theirs) {
		return fmt.Sprintf("no: %d words there, %d here", len(theirs), len(ours))
	}
	return fmt.Sprintf("yes, %d", n)
}
