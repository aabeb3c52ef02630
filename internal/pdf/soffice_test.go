package pdf

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"thao/internal/corpus"
)

// toPDF has LibreOffice make a PDF, comments as annotations.
func toPDF(t *testing.T, file string) []byte {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: no second opinion on its PDFs")
	}
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", `pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}`, "--outdir", dir, file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("LibreOffice does not run here: %v: %s", err, out)
	}
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)) + ".pdf"
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Skipf("LibreOffice made no PDF: %v", err)
	}
	return data
}

const flatText = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:body><office:text>
<text:p>Điều 1. Phạm vi điều chỉnh</text:p>
<text:p>1. Quy chế này quy định về <office:annotation office:name="a"><dc:creator>Văn phòng A</dc:creator><dc:date>2024-01-25T10:30:00</dc:date><text:p>Đề nghị bổ sung phạm vi.</text:p></office:annotation>công tác văn thư<office:annotation-end office:name="a"/> của cơ quan.</text:p>
</office:text></office:body></office:document>`

func TestNotesFromLibreOffice(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.fodt")
	if err := os.WriteFile(file, []byte(flatText), 0o600); err != nil {
		t.Fatal(err)
	}
	doc := mustRead(t, toPDF(t, file))
	expect(t, texts(doc), []string{"Điều 1. Phạm vi điều chỉnh", "1. Quy chế này quy định về công tác văn thư của cơ quan."})
	if len(doc.Notes) != 1 {
		t.Fatalf("got %+v", doc.Notes)
	}
	n := doc.Notes[0]
	if n.Text != "Đề nghị bổ sung phạm vi." || n.Author != "Văn phòng A" || !strings.HasPrefix(n.Date, "2024-01-25") || !strings.Contains(covered(doc, n), "công tác văn thư") {
		t.Errorf("got %s %+v (%+q) on %q", doc.Kinds[0], n, n.Author, covered(doc, n))
	}
}

// TestDecree30 reads a whole decree: its articles must each open a paragraph,
// in sequence, and nearly every paragraph of the original come out as one.
func TestDecree30(t *testing.T) {
	file := filepath.Join(corpus.Root(t), "..", "shared", "corpus", "vi", "docx", "nghi-dinh-30-2020.docx")
	if _, err := os.Stat(file); err != nil {
		t.Skip("the shared corpus is not here: the decree is not read")
	}
	if testing.Short() {
		t.Skip("short: LibreOffice takes some seconds")
	}
	doc := mustRead(t, toPDF(t, file))
	article := regexp.MustCompile(`^Điều (\d+)\. `)
	last, sure := 0, 0
	for _, text := range texts(doc) {
		if m := article.FindStringSubmatch(text); m != nil {
			n, _ := strconv.Atoi(m[1])
			if n != last+1 {
				t.Errorf("article %d follows %d", n, last)
			}
			last = n
		}
		if endsSentence(text) {
			sure++
		}
	}
	if last != 38 {
		t.Errorf("%d articles, the decree has 38", last)
	}
	const clause = "1. Hồ sơ, tài liệu nộp lưu vào Lưu trữ cơ quan phải đủ thành phần, đúng thời hạn và thực hiện theo trình tự, thủ tục quy định."
	if !strings.Contains("\n"+strings.Join(texts(doc), "\n")+"\n", "\n"+clause+"\n") {
		t.Errorf("no paragraph %q", clause)
	}
	if sure < 200 {
		t.Errorf("only %d paragraphs end as sentences do", sure)
	}
}
