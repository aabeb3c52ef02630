package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thao/internal/akn"
	"thao/internal/corpus"
)

// runConvert runs the command with a root of its own.
func runConvert(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	root := rootCmd()
	if found, _, err := root.Find([]string{"convert"}); err != nil || found == root {
		root.AddCommand(convertCmd())
	}
	var stdout, stderr bytes.Buffer
	root.SetArgs(append([]string{"convert"}, args...))
	root.SetOut(&stdout)
	root.SetErr(&stderr)
	cmd, err := root.ExecuteContextC(context.Background())
	return exitCode(cmd, err, &stderr), stdout.String(), stderr.String()
}

func TestConvertAndBack(t *testing.T) {
	draft := filepath.Join(corpus.Root(t), "samples", "de-an", "du-thao-1.docx")
	dir := t.TempDir()
	file := filepath.Join(dir, "du-thao.akn")
	code, first, said := runConvert(t, draft, "--to", "akn")
	if code != exitDone || said != "" {
		t.Fatal(code, said)
	}
	if doc, err := akn.Read([]byte(first)); err != nil || doc.Title == "" || len(doc.Tree.Nodes) < 5 {
		t.Fatal(err, doc)
	}
	if code, out, said := runConvert(t, draft, "--out", file); code != exitDone || out != "" || said != "" {
		t.Fatal(code, out, said)
	}
	written, err := os.ReadFile(file)
	if err != nil || string(written) != first {
		t.Fatal(err, "the file is not what was printed")
	}
	// A file made of that is read to the same, and replaces an earlier one.
	word := filepath.Join(dir, "du-thao.docx")
	if err := os.WriteFile(word, []byte("older"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, said := runConvert(t, file, "-o", word, "--profile", "vn-party"); code != exitDone {
		t.Fatal(code, said)
	}
	code, again, said := runConvert(t, word, "--to", "akn")
	if code != exitDone {
		t.Fatal(code, said)
	}
	if got, want := strings.ReplaceAll(again, "du-thao-1", "du-thao"), strings.ReplaceAll(first, "du-thao-1", "du-thao"); got != want {
		t.Error("the draft changed on its way through Word")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Error(err, left)
	}
}

func TestConvertRefuses(t *testing.T) {
	draft := filepath.Join(corpus.Root(t), "samples", "de-an", "du-thao-1.docx")
	data, err := os.ReadFile(draft)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	mine := filepath.Join(dir, "mine.docx")
	hostile := filepath.Join(dir, "hostile.akn")
	for name, content := range map[string][]byte{mine: data, hostile: []byte(`<!DOCTYPE x [<!ENTITY y "z">]><akomaNtoso/>`)} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(mine, filepath.Join(dir, "link.docx")); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no format":      {[]string{mine}, exitUsage, "--to"},
		"unknown format": {[]string{mine, "--to", "rtf"}, exitUsage, "akn, html, md, docx, odt, txt"},
		"profile":        {[]string{mine, "--to", "md", "--profile", "eu"}, exitUsage, "vn-party"},
		"itself":         {[]string{mine, "--out", mine}, exitUsage, "mine.docx"},
		"itself, linked": {[]string{mine, "--out", filepath.Join(dir, "link.docx")}, exitUsage, "mine.docx"},
		"no such file":   {[]string{filepath.Join(dir, "none.docx"), "--to", "md", "--out", filepath.Join(dir, "x.md")}, exitUsage, "thao: "},
		"hostile":        {[]string{hostile, "--to", "md", "--out", filepath.Join(dir, "x.md")}, exitUsage, "DOCTYPE"},
		"no such folder": {[]string{mine, "--out", filepath.Join(dir, "none", "x.md")}, exitFailed, "x.md"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, said := runConvert(t, c.args...)
			if code != c.code || out != "" || !strings.Contains(said, c.says) {
				t.Errorf("exit %d, printed %q, said %q", code, out, said)
			}
		})
	}
	if now, err := os.ReadFile(mine); err != nil || !bytes.Equal(now, data) {
		t.Error("the input was changed", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 3 {
		t.Error(err, left)
	}
}
