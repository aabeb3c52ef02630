package matrix

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// saved opens a file in LibreOffice, saves it in its own format, and returns
// what was saved.
func saved(t *testing.T, data []byte, ext string) []byte {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not here: that ids outlive a save is not tested")
	}
	if testing.Short() {
		t.Skip("-short: LibreOffice takes seconds to start")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in."+ext)
	if err := os.WriteFile(in, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	cmd := exec.CommandContext(t.Context(), office, "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--convert-to", ext, "--outdir", out, in)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, msg)
	}
	back, err := os.ReadFile(filepath.Join(out, "in."+ext))
	if err != nil {
		t.Fatal(err)
	}
	return back
}

func TestWordIDsOutliveASave(t *testing.T) {
	m := New(sample(), profile("vn-state"), Options{})
	back := saved(t, written(t, m, "docx"), "docx")
	var doc element
	if err := xml.Unmarshal(zipPart(t, back, "word/document.xml"), &doc); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, b := range doc.find("bookmarkStart") {
		names[b.attr("name")] = true
	}
	if !names[m.bookmark()] {
		t.Errorf("the mark of the draft is lost: %v", names)
	}
	want := modelRows(m)
	for i, got := range readDOCX(t, back).rows {
		if want[i].group != "" && got.group != Bookmark(want[i].group) || got.content != want[i].content || got.ordinal != want[i].ordinal {
			t.Errorf("row %d: %+v, want %+v", i, got, want[i])
		}
	}
}

func TestWorkbookIDsOutliveASave(t *testing.T) {
	m := New(sample(), profile("vn-state"), Options{})
	back := saved(t, written(t, m, "xlsx"), "xlsx")
	want, got := modelRows(m), readXLSX(t, back).rows
	for i, w := range want {
		if got[i].group != w.group || got[i].content != w.content {
			t.Errorf("row %d: %+v, want %+v", i, got[i], w)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(back))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if hash, _ := f.GetCellValue(HiddenSheet, "B3"); hash != m.DraftHash {
		t.Errorf("draft %q in the hidden sheet", hash)
	}
	if visible, _ := f.GetSheetVisible(HiddenSheet); visible {
		t.Error("the hidden sheet can now be seen")
	}
	if visible, _ := f.GetColVisible(f.GetSheetName(0), "F"); visible {
		t.Error("the hidden column can now be seen")
	}
}
