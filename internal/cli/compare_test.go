package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"thao/internal/compare"
	"thao/internal/corpus"
	"thao/internal/ooxml"
)

const versionOne = "Điều 1. Phạm vi điều chỉnh\n" +
	"1. Quy định này áp dụng đối với cán bộ lãnh đạo, quản lý các cấp trong hệ thống chính trị.\n" +
	"2. Kết quả đánh giá được lưu vào hồ sơ cán bộ và là căn cứ để bổ nhiệm.\n" +
	"Điều 2. Hiệu lực thi hành\nQuy định này có hiệu lực kể từ ngày ký.\n"

var versionTwo = strings.Replace(versionOne, "quản lý các cấp", "quản lý cấp chiến lược", 1)

// compareIn runs the command in a folder with v1.txt and v2.txt.
func compareIn(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	t.Chdir(t.TempDir())
	write(t, "v1.txt", versionOne)
	write(t, "v2.txt", versionTwo)
	write(t, "other.txt", "Thực đơn trong tuần\nThứ hai có canh chua, thứ ba có cá kho, thứ tư có rau luộc.\n")
	return compareHere(args...)
}

func compareHere(args ...string) (code int, out, errOut string) {
	root := &cobra.Command{Use: "thao", SilenceErrors: true, SilenceUsage: true}
	root.PersistentFlags().String("lang", "", "")
	root.AddCommand(compareCmd())
	root.SetArgs(append([]string{"compare"}, args...))
	var o, e bytes.Buffer
	root.SetOut(&o)
	root.SetErr(&e)
	cmd, err := root.ExecuteContextC(context.Background())
	return exitCode(cmd, err, &e), o.String(), e.String()
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestCompareSummary(t *testing.T) {
	code, out, errOut := compareIn(t, "v1.txt", "v2.txt")
	if code != exitDone || errOut != "" {
		t.Fatalf("exit %d: %s", code, errOut)
	}
	for _, want := range []string{
		"v1.txt → v2.txt", "1  mục sửa", "3  mục giữ nguyên",
		"  Sửa         Điều 1 › khoản 1: …án bộ lãnh đạo, quản lý [-các cấp-]{+cấp chiến lược+} trong hệ thống",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	code, out, _ = compareHere("v1.txt", "v1.txt", "--lang", "en")
	if code != exitDone || !strings.Contains(out, "the same word for word") {
		t.Errorf("equal files: exit %d\n%s", code, out)
	}
}

func TestCompareJSON(t *testing.T) {
	_, out, _ := compareIn(t, "v1.txt", "v2.txt", "--json", "-")
	var raw struct {
		Nodes []map[string]any `json:"nodes"`
	}
	if err := json.Unmarshal([]byte(out), &raw); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	changes := map[any]int{}
	for _, n := range raw.Nodes {
		changes[n["change"]]++
		for _, w := range n["words"].([]any) {
			if op := w.(map[string]any)["op"].(string); !strings.Contains("=-+", op) || len(op) != 1 {
				t.Errorf("op %q", op)
			}
		}
		if n["old"] == "" || n["new"] == "" {
			t.Errorf("no id in %v", n)
		}
	}
	if changes["edited"] != 1 || changes["same"] != 3 || len(changes) != 2 {
		t.Errorf("changes: %v", changes)
	}
	var report compare.Report
	if err := json.Unmarshal([]byte(out), &report); err != nil || len(report.Nodes) != 4 {
		t.Errorf("%d nodes, %v", len(report.Nodes), err)
	}
}

// Everything asked for is written; a file in the way is kept.
func TestCompareWritesAndKeeps(t *testing.T) {
	code, out, errOut := compareIn(t, "v1.txt", "v2.txt", "--html", "a.html", "--json", "a.json")
	if code != exitDone || errOut != "" || !strings.Contains(out, "a.html") || strings.Contains(out, "[-") {
		t.Fatalf("exit %d: %s%s", code, out, errOut)
	}
	for _, name := range []string{"a.html", "a.json"} {
		if data, err := os.ReadFile(name); err != nil || len(data) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
		}
	}
	write(t, "a.html", "notes of mine")
	if code, out, _ = compareHere("v1.txt", "v2.txt", "--html", "a.html"); code != exitDone {
		t.Fatalf("exit %d", code)
	}
	kept, err := os.ReadFile("a.1.html")
	if err != nil || string(kept) != "notes of mine" || !strings.Contains(out, "a.1.html") {
		t.Errorf("kept %q, %v; said %s", kept, err, out)
	}
}

func TestCompareRefuses(t *testing.T) {
	for _, c := range []struct{ args, says string }{
		{"v1.txt", "compare lan-1.docx lan-2.docx"},
		{"v1.txt missing.txt", "missing.txt"},
		{"v1.txt v2.txt --html v1.txt", "v1.txt"},
		{"v1.txt v2.txt --html ./x --json x", "x"},
		{"v1.txt v2.txt --date 31/12/2018", "2018-04-10"},
	} {
		code, out, errOut := compareIn(t, strings.Fields(c.args)...)
		if code != exitUsage || out != "" || !strings.Contains(errOut, c.says) {
			t.Errorf("%s: exit %d, out %q, said %q", c.args, code, out, errOut)
		}
		if data, _ := os.ReadFile("v1.txt"); string(data) != versionOne {
			t.Errorf("%s: an input was overwritten", c.args)
		}
		if left, _ := filepath.Glob("*.docx"); len(left) > 0 {
			t.Errorf("%s left %v", c.args, left)
		}
	}
}

func TestCompareWarnsOfOtherTexts(t *testing.T) {
	code, out, errOut := compareIn(t, "v1.txt", "other.txt")
	if code != exitDone || !strings.Contains(errOut, "100%") || !strings.Contains(errOut, "Cảnh báo") || out == "" {
		t.Errorf("exit %d, said %q", code, errOut)
	}
}

// A file with tracked changes is read as accepted, and that is said.
func TestCompareTakesTrackedChangesAsAccepted(t *testing.T) {
	dir := filepath.Join(corpus.Root(t), "samples", "de-an")
	code, out, errOut := compareHere(filepath.Join(dir, "du-thao-1.docx"), filepath.Join(dir, "tra-loi", "thanh-uy-k.docx"), "--lang", "en")
	if code != exitDone || !strings.Contains(errOut, "tracked changes") || !strings.Contains(out, "{+") {
		t.Errorf("exit %d\n%s%s", code, out, errOut)
	}
}

// The redline accepted is the new text, rejected the old, with the author given.
func TestCompareWritesARedline(t *testing.T) {
	code, _, errOut := compareIn(t, "v1.txt", "v2.txt", "--out", "r.docx", "--author", "Tổ biên tập", "--date", "2018-04-10")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, errOut)
	}
	data, err := os.ReadFile("r.docx")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := ooxml.Read(context.Background(), data)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Changes) == 0 || doc.Changes[0].Author != "Tổ biên tập" || !strings.HasPrefix(doc.Changes[0].Date, "2018-04-10") {
		t.Errorf("changes %+v", doc.Changes)
	}
	for view, want := range map[ooxml.View]string{ooxml.Accepted: versionTwo, ooxml.Rejected: versionOne} {
		var got []string
		for _, b := range doc.Blocks(view) {
			got = append(got, strings.TrimSpace(b.Label+" "+b.Text))
		}
		if folded(strings.Join(got, " ")) != folded(want) {
			t.Errorf("view %v: %q, want %q", view, got, want)
		}
	}
}

func folded(s string) string { return strings.Join(strings.Fields(s), " ") }

// Files are not made of texts that are no versions of one draft, unless with
// --force; what was found is shown all the same.
func TestCompareHoldsBack(t *testing.T) {
	code, out, errOut := compareIn(t, "v1.txt", "other.txt", "--out", "a.docx", "--html", "a.html")
	if code != exitUsage || !strings.Contains(errOut, "100%") || !strings.Contains(errOut, "--force") || !strings.Contains(out, "Điều 1") {
		t.Errorf("exit %d, out %q, said %q", code, out, errOut)
	}
	if left, _ := filepath.Glob("a.*"); len(left) > 0 {
		t.Errorf("written: %v", left)
	}
	code, out, errOut = compareHere("v1.txt", "other.txt", "--out", "a.docx", "--html", "a.html", "--force")
	if code != exitDone || !strings.Contains(errOut, "100%") || strings.Contains(errOut, "--force") || !strings.Contains(out, "a.docx") {
		t.Errorf("forced: exit %d, out %q, said %q", code, out, errOut)
	}
	if left, _ := filepath.Glob("a.*"); len(left) != 2 {
		t.Errorf("forced: written %v", left)
	}
}
