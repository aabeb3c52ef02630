package cli

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wordFile writes a small Word file with a comment and changes.
func wordFile(t *testing.T) string {
	return wordFileOf(t, `<w:p><w:r><w:t>Thời hạn là </w:t></w:r><w:commentRangeStart w:id="0"/>`+
		`<w:del w:author="Đơn vị B"><w:r><w:delText>10</w:delText></w:r></w:del><w:ins w:author="Đơn vị B"><w:r><w:t>&lt;15&gt;</w:t></w:r></w:ins>`+
		`<w:commentRangeEnd w:id="0"/><w:r><w:t> ngày</w:t></w:r></w:p>`,
		`<w:comment w:id="0" w:author="Đơn vị A"><w:p><w:r><w:t>Quá ngắn</w:t></w:r></w:p></w:comment>`)
}

func wordFileOf(t *testing.T, body, comments string) string {
	t.Helper()
	const w = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="` + rel + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c" Type="` + rel + `comments" Target="comments.xml"/></Relationships>`},
		{"word/document.xml", `<w:document` + w + `><w:body>` + body + `</w:body></w:document>`},
		{"word/comments.xml", `<w:comments` + w + `>` + comments + `</w:comments>`},
	} {
		part, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(f[1]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "gop-y.docx")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func runInspect(t *testing.T, args ...string) (string, string, int) {
	t.Helper()
	var out, errOut bytes.Buffer
	code := run(t.Context(), append([]string{"inspect"}, args...), strings.NewReader(""), &out, &errOut)
	return out.String(), errOut.String(), code
}

func TestInspectJSON(t *testing.T) {
	file := wordFile(t)
	for view, text := range map[string]string{
		"all": "Thời hạn là 10<15> ngày", "accepted": "Thời hạn là <15> ngày", "rejected": "Thời hạn là 10 ngày",
	} {
		out, errOut, code := runInspect(t, file, "--json", "--view", view)
		if code != exitDone {
			t.Fatal(code, errOut)
		}
		var got inspection
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Blocks) != 1 || got.Blocks[0].Text != text {
			t.Errorf("%s: blocks %+v", view, got.Blocks)
		}
		if len(got.Changes) != 2 || len(got.Comments) != 1 || got.Comments[0].Quote != "10<15>" {
			t.Errorf("%s: %+v", view, got)
		}
	}
	out, _, _ := runInspect(t, file, "--json")
	if !strings.Contains(out, "<15>") || !strings.Contains(out, "\n  \"file\"") {
		t.Errorf("escaped or not indented:\n%s", out)
	}
}

func TestInspectForPeople(t *testing.T) {
	out, errOut, code := runInspect(t, wordFile(t), "--lang", "en")
	if code != exitDone {
		t.Fatal(code, errOut)
	}
	for _, want := range []string{"Thời hạn là 10<15> ngày", "Quá ngắn", "“10<15>”", "insert", "delete", "Đơn vị A"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}

func TestInspectRefusals(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.docx")
	if err := os.WriteFile(bad, []byte("không phải tệp Word"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{bad}, {bad + "x"}, {}, {wordFile(t), "--view", "some"}} {
		out, errOut, code := runInspect(t, args...)
		if code != exitUsage || out != "" || errOut == "" {
			t.Errorf("%v: code %d, out %q, err %q", args, code, out, errOut)
		}
	}
}

// TestInspectEmptyLists: lists in JSON are never null.
func TestInspectEmptyLists(t *testing.T) {
	out, errOut, code := runInspect(t, wordFileOf(t, "", ""), "--json")
	if code != exitDone {
		t.Fatal(code, errOut)
	}
	for _, list := range []string{`"blocks": []`, `"comments": []`, `"changes": []`} {
		if !strings.Contains(out, list) {
			t.Errorf("no %s in\n%s", list, out)
		}
	}
}
