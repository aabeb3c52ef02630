package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thao/internal/collation"
	"thao/internal/corpus"
)

// collated is an output folder of the samples.
func collated(t *testing.T) string {
	t.Helper()
	samples, dir := filepath.Join(corpus.Root(t), "samples", "de-an"), filepath.Join(t.TempDir(), "out")
	var out, errOut bytes.Buffer
	if code := run(t.Context(), []string{"collate", filepath.Join(samples, "du-thao-1.docx"), filepath.Join(samples, "tra-loi"), "--out", dir}, nil, &out, &errOut); code != exitDone {
		t.Fatal(code, errOut.String())
	}
	return dir
}

// filled is a copy of the workbook in dir with answers in its first rows.
func filled(t *testing.T, dir, name string, answers ...string) string {
	t.Helper()
	book, err := excelize.OpenFile(filepath.Join(dir, "matrix.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet := book.GetSheetList()[0]
	rows, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		if len(r) > 5 && r[5] != "" && r[0] != "" && len(answers) > 0 {
			at, err := excelize.CoordinatesToCellName(5, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := book.SetCellStr(sheet, at, answers[0]); err != nil {
				t.Fatal(err)
			}
			answers = answers[1:]
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func runAnswers(t *testing.T, args ...string) (out, errOut string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), append([]string{"answers"}, args...), nil, &o, &e)
	return o.String(), e.String(), code
}

func TestAnswersAreReadBack(t *testing.T) {
	dir := collated(t)
	before, err := os.ReadFile(filepath.Join(dir, "collation.json"))
	if err != nil {
		t.Fatal(err)
	}
	file := filled(t, dir, "vu-1.xlsx", "Tiếp thu.", "Không tiếp thu vì đã có.")

	out, errOut, code := runAnswers(t, dir, file, "--dry-run")
	if code != exitDone || !strings.Contains(out, "Không tiếp thu vì đã có.") || !strings.Contains(out, "--dry-run") {
		t.Fatalf("exit %d: %s%s", code, out, errOut)
	}
	if now, _ := os.ReadFile(filepath.Join(dir, "collation.json")); !bytes.Equal(now, before) {
		t.Error("a dry run writes")
	}

	if out, errOut, code = runAnswers(t, dir, file); code != exitDone {
		t.Fatalf("exit %d: %s%s", code, out, errOut)
	}
	if kept, _ := os.ReadFile(filepath.Join(dir, "collation.1.json")); !bytes.Equal(kept, before) {
		t.Error("the collation before is not kept")
	}
	c, err := collation.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Answers) != 2 || c.Answers[1].Verdict != "not" || c.Answers[1].Reason != "vì đã có." || c.Answers[1].File != "vu-1.xlsx" {
		t.Errorf("%+v", c.Answers)
	}

	// The matrices are written with the answers in them, and say nothing new.
	for _, name := range []string{"matrix.xlsx", "matrix.docx"} {
		out, errOut, code = runAnswers(t, dir, filepath.Join(dir, name), "--lang", "en")
		if code != exitDone || !strings.Contains(out, "No answer is new") {
			t.Errorf("%s: exit %d: %s%s", name, code, out, errOut)
		}
	}
}

func TestContradictionsExitThree(t *testing.T) {
	dir := collated(t)
	a, b := filled(t, dir, "vu-1.xlsx", "Tiếp thu", "Ghi nhận"), filled(t, dir, "vu-2.xlsx", "Không tiếp thu")
	out, errOut, code := runAnswers(t, dir, a, b)
	if code != exitPartly || !strings.Contains(out, "mâu thuẫn") || !strings.Contains(out, "vu-2.xlsx") {
		t.Errorf("exit %d: %s%s", code, out, errOut)
	}
	c, err := collation.Load(dir)
	if err != nil || len(c.Answers) != 1 || c.Answers[0].Verdict != "noted" {
		t.Errorf("%+v, %v", c.Answers, err)
	}
}

func TestAnswersRefusals(t *testing.T) {
	dir := collated(t)
	other := filepath.Join(t.TempDir(), "other.docx")
	data, err := os.ReadFile(filepath.Join(corpus.Root(t), "samples", "de-an", "du-thao-1.docx"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, data, 0o600); err != nil {
		t.Fatal(err)
	}
	good := filled(t, dir, "vu-1.xlsx", "Tiếp thu")
	for want, args := range map[string][]string{
		"other.docx":   {dir, good, other},
		"nowhere.xlsx": {dir, filepath.Join(dir, "nowhere.xlsx")},
		"collate":      {dir},
		"Không có tệp": {t.TempDir(), good},
	} {
		out, errOut, code := runAnswers(t, args...)
		if code != exitUsage || out != "" || !strings.Contains(errOut, want) || strings.Contains(errOut, "fault.") {
			t.Errorf("%v: exit %d: %q %q", args, code, out, errOut)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "collation.1.json")); err == nil {
		t.Error("something was written")
	}
}
