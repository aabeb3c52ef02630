package compose_test

import (
	"bytes"
	"fmt"
	"testing"

	"thao/internal/ooxml/compose"
)

// What a document is too long to keep unpacked of stands where it was written,
// and is still there the second time it is asked for.
func TestALongDocumentIsWhole(t *testing.T) {
	const rows = 30_000
	d := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 14})
	d.Add(compose.Table{Widths: []float64{50, 50}, Rows: func(yield func(compose.Row) bool) {
		for n := range rows {
			if !yield(compose.Row{Cells: []compose.Cell{{Text: fmt.Sprint("dòng ", n)}, {Text: "ý kiến"}}}) {
				return
			}
		}
	}})
	for n := range rows {
		d.Para(compose.Para{Text: fmt.Sprint("đoạn ", n)})
	}
	once, again := write(t, d), write(t, d)
	if !bytes.Equal(once, again) {
		t.Error("written twice, it differs")
	}
	xml := unzip(t, once)["word/document.xml"]
	if err := wellFormed(xml); err != nil {
		t.Fatal(err)
	}
	at := 0
	for n := range 2 * rows {
		want := fmt.Sprintf(">dòng %d<", n)
		if n >= rows {
			want = fmt.Sprintf(">đoạn %d<", n-rows)
		}
		next := bytes.Index(xml[at:], []byte(want))
		if next < 0 {
			t.Fatalf("%s is missing, or stands before what was written before it", want)
		}
		at += next
	}
}
