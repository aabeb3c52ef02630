package collate

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"thao/internal/collation"
	"thao/internal/fault"
)

func listOf(t *testing.T, content string) (*List, error) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bodies.csv"), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return readBodies(dir)
}

func TestIdentify(t *testing.T) {
	list, err := listOf(t, "\ufefffile;body;number;date\nthu/a.docx;Tỉnh ủy A;12-CV/TU;06/4/2018\n;Hội Đ;;\n;Thành ủy K;;\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file, issuer, number, date string
		want                       identity
	}{
		{"thu/a.docx", "SỞ NỘI VỤ", "9/SNV", "2018-01-01", identity{"Tỉnh ủy A", "12-CV/TU", "2018-04-06", collation.ByList}},
		{"tinh-uy B/b.docx", "SỞ NỘI VỤ", "9/SNV", "", identity{"tinh uy B", "9/SNV", "", collation.ByFolder}},
		{"c.docx", "SỞ NỘI VỤ", "9/SNV", "2018-01-01", identity{"SỞ NỘI VỤ", "9/SNV", "2018-01-01", collation.ByIssuer}},
		{"Tinh_uy-D.docx", "", "", "", identity{"Tinh uy D", "", "", collation.ByFile}},
		{"thanh-uy-k.xlsx", "", "", "", identity{"Thành ủy K", "", "", collation.ByFile}},
	} {
		if got := identify(list, c.file, c.issuer, c.number, c.date); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.file, got, c.want)
		}
	}
	got := list.silent([]collation.Reply{{Body: "Tỉnh ủy A"}, {Body: "thành uỷ K"}})
	if !slices.Equal(got, []string{"Hội Đ"}) {
		t.Errorf("silent: %v", got)
	}
	if m := list.missing([]string{"b.docx"}); !slices.Equal(m, []string{"thu/a.docx"}) {
		t.Errorf("missing: %v", m)
	}
}

// A quotation mark that is never closed would swallow names: it is said, with
// its line. One inside a name is a part of it.
func TestBodiesWithAnOpenQuote(t *testing.T) {
	_, err := listOf(t, "file,body,number,date\na.docx,\"Tỉnh ủy A,12,\nb.docx,Tỉnh ủy B,13,\n")
	known, ok := errors.AsType[*fault.Error](err)
	if !ok || known.Code != codeQuote || known.Args["line"] != 2 {
		t.Errorf("err = %v", err)
	}
	list, err := listOf(t, "file,body\na.docx,\"Ban Chỉ đạo \"\"Đề án\"\"\"\nb.docx,Công ty \"X\"\n")
	if err != nil || list.byFile["a.docx"].Body != `Ban Chỉ đạo "Đề án"` || list.byFile["b.docx"].Body != `Công ty "X"` {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestBodiesWithoutBodies(t *testing.T) {
	if _, err := listOf(t, "a,b\n1,2\n"); !errors.Is(err, fault.New(codeBodies)) {
		t.Errorf("err = %v", err)
	}
	if list, err := listOf(t, ""); err != nil || len(list.silent(nil)) != 0 {
		t.Errorf("an empty list: %v %v", list, err)
	}
	if list, err := readBodies(t.TempDir()); list != nil || err != nil {
		t.Errorf("no list: %v %v", list, err)
	}
}

func TestReplyFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.docx", "A/x.pdf", ".hidden", ".git/y.txt", "~$b.docx", "bodies.csv", "A/.~lock.x.odt#", "skipped/matrix.xlsx", "A/bodies.csv"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	back, err := replyFiles(dir, []string{filepath.Join(dir, "skipped")})
	files := back.files
	if err != nil || !slices.Equal(files, []string{"A/x.pdf", "b.docx"}) {
		t.Errorf("files %v, err %v", files, err)
	}
	if back, err := replyFiles(filepath.Join(dir, "b.docx"), nil); err != nil || !back.single || !slices.Equal(back.files, []string{"b.docx"}) {
		t.Errorf("one file: %v, %v", back, err)
	}
	if _, err := replyFiles(filepath.Join(dir, "nowhere"), nil); !errors.Is(err, fault.New(fault.Missing)) {
		t.Errorf("no folder: %v", err)
	}
}
