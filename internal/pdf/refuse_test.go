package pdf

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-pdf/fpdf"

	"thao/internal/fault"
)

func simplePDF(t testing.TB) []byte {
	s := newSetter()
	s.set(para{text: long})
	return s.bytes(t)
}

func protected(t testing.TB, user string) []byte {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetProtection(fpdf.CnProtectPrint, user, "owner")
	f.AddPage()
	f.SetFont("Times", "", 14)
	f.Text(100, 100, "Readable text.")
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRefusals(t *testing.T) {
	blank := rawPDF("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>")
	good := simplePDF(t)
	tests := []struct {
		name string
		data []byte
		want fault.Code
	}{
		{"nothing", nil, fault.Empty},
		{"blank page", blank, fault.Empty},
		{"password", protected(t, "secret"), fault.Encrypted},
		{"no PDF", []byte("PK\x03\x04 something else"), fault.Damaged},
		{"head alone", []byte("%PDF-1.7\n"), fault.Damaged},
		{"cut to a tenth", good[:len(good)/10], fault.Damaged},
		{"no pages", rawPDF("<</Type /Catalog>>"), fault.Damaged},
		{"over the bound", make([]byte, maxBytes+1), fault.TooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Read(t.Context(), tt.data)
			if code := fault.CodeOf(err); doc != nil || err == nil || code != tt.want {
				t.Errorf("got %v, %v", doc, err)
			}
		})
	}
	if got := texts(mustRead(t, good)); !slices.Equal(got, []string{long}) {
		t.Errorf("after refusals a good file reads as %q", got)
	}
}

func TestAnOwnerPasswordAloneHindersNobody(t *testing.T) {
	expect(t, texts(mustRead(t, protected(t, ""))), []string{"Readable text."})
}

func TestScans(t *testing.T) {
	image := "<</Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1>>\nstream\n\x00\nendstream"
	scan := "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</XObject <</I 4 0 R>>>> /Contents 5 0 R>>"
	draw := "<</Length 26>>\nstream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream"
	doc := mustRead(t, rawPDF("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R 6 0 R] /Count 2>>", scan, image, draw, scan))
	if !doc.Scanned() || len(doc.Textless) != 2 || doc.Pages != 2 {
		t.Errorf("got %+v", doc)
	}
	if mustRead(t, simplePDF(t)).Scanned() {
		t.Error("a text counts as scanned")
	}
}

func TestADamagedPageLosesNoOther(t *testing.T) {
	data := rawPDF("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R 6 0 R] /Count 2>>",
		"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F1 5 0 R>>>> /Contents 4 0 R>>",
		"<</Length 44>>\nstream\nBT /F1 14 Tf 1 0 0 1 100 700 Tm (Text.) Tj ET\nendstream",
		"<</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>>",
		"(no page)")
	doc := mustRead(t, data)
	expect(t, texts(doc), []string{"Text."})
	if doc.Pages != 2 || !slices.Equal(doc.Unread, []int{2}) {
		t.Errorf("got %d pages, unread %v", doc.Pages, doc.Unread)
	}
}

func TestCancelling(t *testing.T) {
	s := newSetter()
	for range 60 {
		s.set(para{text: strings.Repeat(long+" ", 8), first: 36})
	}
	data := s.bytes(t)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(gone, data); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	soon, cancel := context.WithTimeout(t.Context(), 3*time.Millisecond)
	defer cancel()
	if _, err := Read(soon, data); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	mustRead(t, simplePDF(t)) // the engine that was stopped is replaced
}

func TestReadingSideBySide(t *testing.T) {
	data := simplePDF(t)
	errs := make(chan error)
	for range 8 {
		go func() {
			doc, err := Read(t.Context(), data)
			if err == nil && !slices.Equal(texts(doc), []string{long}) {
				err = errors.New("other text")
			}
			errs <- err
		}()
	}
	for range 8 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestCloseAndStartAnew(t *testing.T) {
	data := simplePDF(t)
	for range 2 {
		mustRead(t, data)
		if err := Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestISODate(t *testing.T) {
	for in, want := range map[string]string{
		"D:20240105103000+07'00'": "2024-01-05T10:30:00+07:00",
		"D:20240105103000+07'00":  "2024-01-05T10:30:00+07:00",
		"D:20240105103000-03'30'": "2024-01-05T10:30:00-03:30",
		"D:20240105103000Z":       "2024-01-05T10:30:00Z",
		"D:20240105103000Z00'00'": "2024-01-05T10:30:00Z",
		"D:202401051030":          "2024-01-05T10:30:00",
		"20240105":                "2024-01-05",
		"D:202413":                "",
		"D:20240230":              "",
		"D:2024":                  "",
		"Friday":                  "",
		"":                        "",
	} {
		if got := isoDate(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestSignature(t *testing.T) {
	for _, tt := range []struct{ title, modified, made, author, date string }{
		{"Sở A", "D:20240105103000Z", "D:2023", "Sở A", "2024-01-05T10:30:00Z"},
		{"Sở A", "", "D:20230101", "Sở A", "2023-01-01"},
		{"Sở A", "hôm qua", "", "Sở A", "hôm qua"},
		{"Sở A, 01/25/24", "", "", "Sở A", "2024-01-25"},
		{"Sở A, 01/25/24,", "D:00000000000000Z", "", "Sở A", "2024-01-25"},
		{"Sở A, 01/25/24, 10:30", "", "", "Sở A", "2024-01-25"},
		{"Sở A, 25.01.2024", "", "", "Sở A", "2024-01-25"},
		{"Sở A, 05/05/24", "", "", "Sở A", "2024-05-05"},
		{"Sở A, 01/05/24", "", "", "Sở A", "01/05/2024"},
		{"Sở A, 01/05/24", "D:20240501", "", "Sở A, 01/05/24", "2024-05-01"},
		{"Ban A, Ban B", "", "", "Ban A, Ban B", ""},
	} {
		if author, date := signature(tt.title, tt.modified, tt.made); author != tt.author || date != tt.date {
			t.Errorf("%q: got %q, %q", tt.title, author, date)
		}
	}
}

// FuzzRead feeds anything to the reader: what comes back is a document whose
// places are inside it, or an error of ours.
func FuzzRead(f *testing.F) {
	s := draft()
	plain := s.bytes(f)
	f.Add(annotate(f, plain,
		annot{1, "/Subtype /Highlight /Contents (x) " + quads(s.find(f, "tinh gọn,"))},
		annot{1, "/Subtype /Text /IRT @0 /Contents (y) /M (D:2024) " + rect(1, 2, 3, 4)},
		annot{1, "/Subtype /Caret /Contents (z) " + rect(100, 100, 103, 110)}))
	f.Add(plainPDF("BT /F1 14 Tf 1 0 0 1 100 700 Tm (C\351ng ho\265) Tj ET", "/Rotate 90", "/BaseFont /#2EVnTime /Encoding /WinAnsiEncoding"))
	f.Add(protected(f, "secret"))
	f.Add([]byte("%PDF-1.7\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(t.Context(), data)
		if err != nil {
			if _, ok := errors.AsType[*fault.Error](err); !ok || fault.CodeOf(err) == fault.Internal {
				t.Fatalf("got %v", err)
			}
			return
		}
		for _, n := range doc.Notes {
			if n.Anchored {
				_ = textOf(n.At, doc.Base) // panics outside the text
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := newSetter()
	for i := 0; s.PageNo() < 20; i++ {
		s.set(para{text: long + " " + long, first: 36})
	}
	data := s.bytes(b)
	mustRead(b, data)
	for b.Loop() {
		mustRead(b, data)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/20, "µs/page")
}
