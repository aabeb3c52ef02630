package pdf

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"thao/internal/prose"
)

const (
	clause = "1. Sắp xếp tổ chức bộ máy của hệ thống chính trị tinh gọn, hoạt động hiệu lực, hiệu quả, gắn với tinh giản biên chế và cơ cấu lại đội ngũ cán bộ, công chức, viên chức."
	second = "2. Các cơ quan, đơn vị có trách nhiệm báo cáo kết quả thực hiện trước ngày 15 tháng 12 hằng năm để cấp có thẩm quyền xem xét, quyết định."
)

func draft() *setter {
	s := newSetter()
	s.set(para{text: "Điều 5. Nhiệm vụ và giải pháp", style: "B"})
	s.set(para{text: clause, first: 36})
	s.set(para{text: second, first: 36, before: 6})
	return s
}

func mustRead(t testing.TB, data []byte) *Document {
	t.Helper()
	doc, err := Read(context.Background(), data)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Kinds) != len(doc.Notes) {
		t.Fatalf("%d kinds for %d notes", len(doc.Kinds), len(doc.Notes))
	}
	return doc
}

// covered is the text of Base a Note is anchored to.
func covered(doc *Document, n prose.Note) string {
	if !n.Anchored {
		return ""
	}
	return textOf(n.At, doc.Base)
}

func TestNotesOfEveryKind(t *testing.T) {
	s := draft()
	overLines := "gắn với tinh giản biên chế và cơ cấu lại đội ngũ cán bộ,"
	caretAt := s.find(t, "báo cáo kết quả")[2]
	sticky := s.find(t, "trước ngày")[0]
	tests := []struct {
		name, entries          string
		kind, text, quote, own string // own: the text of Base at its place
		author, date           string
	}{
		{"highlight with words, over two lines", "/Subtype /Highlight /Contents " + text16("Đề nghị làm rõ") + " /T " + text16("Sở A") + " /M (D:20240105103000+07'00') " + quads(s.find(t, overLines)),
			Highlight, "Đề nghị làm rõ", overLines, overLines, "Sở A", "2024-01-05T10:30:00+07:00"},
		{"highlight without words", "/Subtype /Highlight " + quads(s.find(t, "tinh gọn,")),
			Highlight, "", "tinh gọn,", "tinh gọn,", "", ""},
		{"strikeout", "/Subtype /StrikeOut /T (B) " + quads(s.find(t, "hằng năm")),
			StrikeOut, "", "hằng năm", "hằng năm", "B", ""},
		{"underline", "/Subtype /Underline /Contents (ok) " + quads(s.find(t, "cấp có thẩm quyền")),
			Underline, "ok", "cấp có thẩm quyền", "cấp có thẩm quyền", "", ""},
		{"squiggly", "/Subtype /Squiggly /Contents (?) " + quads(s.find(t, "xem xét,")),
			Squiggly, "?", "xem xét,", "xem xét,", "", ""},
		{"sticky note in the margin", "/Subtype /Text /Contents " + text16("Dòng một\rDòng hai") + " /M (D:20240203) " + rect(60, sticky.y0, 78, sticky.y1),
			Sticky, "Dòng một\nDòng hai", "", "có trách nhiệm báo cáo kết quả", "", "2024-02-03"},
		{"caret", "/Subtype /Caret /Contents " + text16("bằng văn bản") + rect(caretAt.x1-3, caretAt.y0+5, caretAt.x1+3, caretAt.y1+2),
			Caret, "bằng văn bản", "", "", "", ""},
		{"words typed on the page", "/Subtype /FreeText /DA (/Helv 10 Tf) /Contents " + text16("Thống nhất") + rect(300, s.y-2, 400, s.y+12),
			FreeText, "Thống nhất", "", "quyết định.", "", ""},
		{"rich text alone", `/Subtype /Text /RC (<body xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; two</p><p>three</p></body>) ` + rect(60, sticky.y0, 78, sticky.y1),
			Sticky, "One & two\nthree", "", "có trách nhiệm báo cáo kết quả", "", ""},
		{"drawing with words", "/Subtype /Square /Contents (here) " + rect(80, sticky.y0, 500, sticky.y1),
			Sticky, "here", "", "có trách nhiệm báo cáo kết quả", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := mustRead(t, annotate(t, s.bytes(t), annot{1, tt.entries}))
			if len(doc.Notes) != 1 {
				t.Fatalf("%d notes: %+v", len(doc.Notes), doc.Notes)
			}
			n := doc.Notes[0]
			if doc.Kinds[0] != tt.kind || n.Text != tt.text || n.Quote != tt.quote || n.Author != tt.author || n.Date != tt.date || n.Page != 1 {
				t.Errorf("got %s %+v", doc.Kinds[0], n)
			}
			if got := covered(doc, n); !n.Anchored || tt.quote != "" && got != tt.own || !strings.Contains(got, tt.own) {
				t.Errorf("placed on %q, want %q", got, tt.own)
			}
		})
	}
}

func TestCaretStandsBetweenLetters(t *testing.T) {
	s := draft()
	w := s.find(t, "báo cáo kết quả")[3]
	doc := mustRead(t, annotate(t, s.bytes(t), annot{1, "/Subtype /Caret /Contents (x) " + rect(w.x1-4, w.y0+4, w.x1+4, w.y1)}))
	at := doc.Notes[0].At
	if at.From != at.To {
		t.Fatalf("a caret is a point, got %+v", at)
	}
	if before := doc.Base[at.From.Block].Text[:at.From.Offset]; !strings.HasSuffix(before, "báo cáo kết quả") {
		t.Errorf("after %q", before)
	}
}

func TestWhatNobodyWroteIsNoNote(t *testing.T) {
	s := draft()
	at := rect(100, 100, 120, 120)
	doc := mustRead(t, annotate(t, s.bytes(t),
		annot{1, "/Subtype /Link /A <</S /URI /URI (http://a.b)>> " + at},
		annot{1, "/Subtype /Popup /Parent @2 /Contents (popup) " + at},
		annot{1, "/Subtype /Text /Contents (kept) /Popup @1 " + at},
		annot{1, "/Subtype /Text " + at},
		annot{1, "/Subtype /Ink /InkList [[1 1 2 2]] " + at},
		annot{1, "/Subtype /Widget /FT /Tx /T (f) /V (v) " + at},
	))
	if len(doc.Notes) != 1 || doc.Notes[0].Text != "kept" {
		t.Errorf("got %+v", doc.Notes)
	}
}

func TestThreads(t *testing.T) {
	s := draft()
	at := rect(60, 120, 78, 138)
	doc := mustRead(t, annotate(t, s.bytes(t),
		annot{1, "/Subtype /Text /NM (root) /T (A) /Contents (first) " + at},
		annot{1, "/Subtype /Text /T (B) /IRT @0 /Contents (answer) /M (D:20240101) " + at},
		annot{1, "/Subtype /Text /T (C) /IRT @1 /RT /R /Contents (answer to the answer) " + at},
		annot{1, "/Subtype /Text /T (C) /IRT @0 /StateModel (Review) /State (Completed) /Contents (Completed set by C) " + at},
		annot{1, "/Subtype /Text /T (C) /IRT @1 /StateModel (Marked) /State (Marked) /Contents (Marked set by C) " + at},
	))
	if len(doc.Notes) != 1 {
		t.Fatalf("%d notes", len(doc.Notes))
	}
	n := doc.Notes[0]
	if n.ID != "root" || n.Text != "first" || !n.Resolved || len(n.Replies) != 2 {
		t.Fatalf("got %+v", n)
	}
	if r := n.Replies[0]; r.Author != "B" || r.Text != "answer" || r.Date != "2024-01-01" {
		t.Errorf("got %+v", r)
	}
	if n.Replies[1].Text != "answer to the answer" {
		t.Errorf("got %+v", n.Replies[1])
	}
}

func TestAnswersInARingEnd(t *testing.T) {
	s := draft()
	at := rect(60, 120, 78, 138)
	doc := mustRead(t, annotate(t, s.bytes(t),
		annot{1, "/Subtype /Text /IRT @1 /Contents (a) " + at},
		annot{1, "/Subtype /Text /IRT @0 /Contents (b) " + at},
		annot{1, "/Subtype /Text /IRT @2 /Contents (c) " + at},
	))
	if len(doc.Notes) != 3 {
		t.Errorf("words were lost: %+v", doc.Notes)
	}
}

func TestCaretTiedToStrikeoutIsAReplacement(t *testing.T) {
	s := draft()
	w := s.find(t, "hằng năm")
	end := w[len(w)-1]
	doc := mustRead(t, annotate(t, s.bytes(t),
		annot{1, "/Subtype /Caret /Contents " + text16("mỗi năm") + rect(end.x1-2, end.y0+4, end.x1+4, end.y1)},
		annot{1, "/Subtype /StrikeOut /IRT @0 /RT /Group " + quads(w)},
	))
	if len(doc.Notes) != 1 || doc.Kinds[0] != Replace {
		t.Fatalf("got %v %+v", doc.Kinds, doc.Notes)
	}
	if n := doc.Notes[0]; n.Quote != "hằng năm" || n.Text != "mỗi năm" || covered(doc, n) != "hằng năm" {
		t.Errorf("got %+v on %q", n, covered(doc, n))
	}
}

func TestNotesComeInTheOrderOfTheirPlaces(t *testing.T) {
	s := draft()
	doc := mustRead(t, annotate(t, s.bytes(t),
		annot{1, "/Subtype /Highlight " + quads(s.find(t, "quyết định."))},
		annot{1, "/Subtype /Highlight " + quads(s.find(t, "Điều 5."))},
		annot{1, "/Subtype /Highlight " + quads(s.find(t, "hệ thống chính trị"))},
	))
	var got []string
	for _, n := range doc.Notes {
		got = append(got, n.Quote)
	}
	if strings.Join(got, "|") != "Điều 5.|hệ thống chính trị|quyết định." {
		t.Errorf("got %q", got)
	}
}

// TestFixturesAreValid has qpdf check what the other tests build on.
func TestFixturesAreValid(t *testing.T) {
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed: the fixtures' validity is not checked")
	}
	s := draft()
	file := filepath.Join(t.TempDir(), "a.pdf")
	data := annotate(t, s.bytes(t), annot{1, "/Subtype /Highlight " + quads(s.find(t, "tinh gọn,"))})
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), qpdf, "--check", file).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
