package desk

import (
	"bytes"
	"strings"
	"testing"

	"thao/internal/reader"
	"thao/internal/web/webtest"
)

// The matrix comes down as a PDF from the button of the page, by LibreOffice
// where it is there.
func TestTheMatrixComesDownAsPDF(t *testing.T) {
	if !hasOffice() {
		t.Skip("no LibreOffice: the page offers no PDF")
	}
	o := newOffice(t)
	tab := o.tab(webtest.Start(t), secretary)
	tab.Open(o.href("matrix"))
	name, data := tab.Download(`a[href$="as=pdf"]`)
	if !strings.HasSuffix(name, ".pdf") || !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Fatalf("%s begins with %.8q", name, data)
	}
	doc, err := reader.Open(t.Context(), name, data)
	o.must(err)
	text := ""
	for _, b := range doc.Document.Base {
		text += b.Text + "\n"
	}
	for _, want := range []string{"Tỉnh ủy", "Đề án"} {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF does not hold %q", want)
		}
	}
}
