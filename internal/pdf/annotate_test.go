package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// annot is one annotation to be written: its dictionary's entries but for
// /Type and /P, in PDF syntax.
type annot struct {
	page    int // from 1
	entries string
}

// annotate appends annotations to a PDF as an incremental update (ISO 32000-1,
// 7.5.6), as editors do. In entries, "@n" is a reference to annotation n.
func annotate(t testing.TB, file []byte, annots ...annot) []byte {
	t.Helper()
	size := number(t, file, `/Size (\d+)`)
	root := number(t, file, `/Root (\d+) 0 R`)
	previous := number(t, file, `startxref\s+(\d+)\s+%%EOF\s*$`)
	pages := regexp.MustCompile(`(?s)(\d+) 0 obj\s*<<(/Type /Page\s.*?)>>\s*endobj`).FindAllSubmatch(file, -1)

	out := bytes.NewBuffer(slices.Clone(file))
	offsets := map[int]int{}
	write := func(object int, body string) {
		offsets[object] = out.Len()
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", object, body)
	}
	onPage := map[int][]string{}
	for i, a := range annots {
		if a.page > len(pages) {
			t.Fatalf("the file has %d pages", len(pages))
		}
		entries := regexp.MustCompile(`@(\d+)`).ReplaceAllStringFunc(a.entries, func(ref string) string {
			n, _ := strconv.Atoi(ref[1:])
			return fmt.Sprintf("%d 0 R", size+n)
		})
		write(size+i, fmt.Sprintf("<</Type /Annot /P %s 0 R %s>>", pages[a.page-1][1], entries))
		onPage[a.page] = append(onPage[a.page], fmt.Sprintf("%d 0 R", size+i))
	}
	for n, refs := range onPage {
		object, _ := strconv.Atoi(string(pages[n-1][1]))
		write(object, fmt.Sprintf("<<%s\n/Annots [%s]>>", pages[n-1][2], strings.Join(refs, " ")))
	}
	start := out.Len()
	fmt.Fprint(out, "xref\n")
	for object, offset := range offsets {
		fmt.Fprintf(out, "%d 1\n%010d 00000 n \n", object, offset)
	}
	fmt.Fprintf(out, "trailer\n<</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n", size+len(annots), root, previous, start)
	return out.Bytes()
}

func number(t testing.TB, file []byte, pattern string) int {
	t.Helper()
	m := regexp.MustCompile(pattern).FindSubmatch(file)
	if m == nil {
		t.Fatalf("no %s in the file", pattern)
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

// text16 is a text string in UTF-16BE (ISO 32000-1, 7.9.2.2).
func text16(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String() + ">"
}

const sheetHeight = 841.89

// rect is an annotation's /Rect, given from the upper left.
func rect(x0, y0, x1, y1 float64) string {
	return fmt.Sprintf("/Rect [%.2f %.2f %.2f %.2f]", x0, sheetHeight-y1, x1, sheetHeight-y0)
}

// quads are the /QuadPoints and /Rect about words: one box for each line.
func quads(words []placed) string {
	var boxes []placed
	for _, w := range words {
		if n := len(boxes) - 1; n >= 0 && boxes[n].y0 == w.y0 {
			boxes[n].x1 = w.x1
			continue
		}
		boxes = append(boxes, w)
	}
	var b strings.Builder
	all := boxes[0]
	b.WriteString("/QuadPoints [")
	for _, q := range boxes {
		top, foot := sheetHeight-q.y0, sheetHeight-q.y1
		fmt.Fprintf(&b, "%.2f %.2f %.2f %.2f %.2f %.2f %.2f %.2f ", q.x0, top, q.x1, top, q.x0, foot, q.x1, foot)
		all.x0, all.x1 = min(all.x0, q.x0), max(all.x1, q.x1)
		all.y0, all.y1 = min(all.y0, q.y0), max(all.y1, q.y1)
	}
	return b.String() + "] " + rect(all.x0, all.y0, all.x1, all.y1)
}
