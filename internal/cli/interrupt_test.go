package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"thao/internal/collation"
	"thao/internal/corpus"
	"thao/internal/locale"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Stopped at any moment, a run leaves no file behind and says so.
func TestInterruptLeavesNothing(t *testing.T) {
	samples := filepath.Join(corpus.Root(t), "samples", "de-an")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := filepath.Join(t.TempDir(), "out")
	var out, errOut bytes.Buffer
	code := run(ctx, []string{"collate", filepath.Join(samples, "du-thao-1.docx"), filepath.Join(samples, "tra-loi"), "--out", dir}, nil, &out, &errOut)
	if code != exitInterrupted || errOut.Len() == 0 || out.Len() != 0 {
		t.Errorf("exit %d, said %q %q", code, out.String(), errOut.String())
	}
	if entries, err := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}

// A run stopped while it writes removes what it wrote and leaves what was there.
func TestInterruptWhileWriting(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "b.txt")
	if err := os.WriteFile(old, []byte("answers"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_, err := writeFiles(ctx, dir, []output{
		{"a.txt", func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }},
		{"b.txt", func(w io.Writer) error { cancel(); _, err := io.WriteString(w, "half"); return err }},
		{"c.txt", func(w io.Writer) error { t.Error("written after the end"); return nil }},
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("err = %v", err)
	}
	onlyLeft(t, dir, "b.txt", "answers")
}

// Where one of the files cannot be put in place, those before it are put back.
func TestOutputsAllOrNone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("answers"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "c.txt", "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	text := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	if _, err := writeFiles(context.Background(), dir, []output{{"a.txt", text("new")}, {"b.txt", text("new")}, {"c.txt", text("new")}}); err == nil {
		t.Fatal("no error")
	}
	if err := os.RemoveAll(filepath.Join(dir, "c.txt")); err != nil {
		t.Fatal(err)
	}
	onlyLeft(t, dir, "a.txt", "answers")
}

func TestNothingLeftOfANewFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	_, err := writeFiles(context.Background(), dir, []output{{"a", func(io.Writer) error { return errors.New("disk full") }}})
	if err == nil || exists(dir) {
		t.Errorf("err %v, folder there: %v", err, exists(dir))
	}
}

func TestSweepRemovesOnlyTheAbandoned(t *testing.T) {
	dir := t.TempDir()
	old, young := filepath.Join(dir, temporaryPrefix+"1-a"), filepath.Join(dir, temporaryPrefix+"2-a")
	for _, name := range []string{old, young} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	then := time.Now().Add(-2 * abandoned)
	if err := os.Chtimes(old, then, then); err != nil {
		t.Fatal(err)
	}
	sweep(dir)
	if exists(old) || !exists(young) {
		t.Errorf("old there: %v, young there: %v", exists(old), exists(young))
	}
}

func onlyLeft(t *testing.T, dir, name, content string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(filepath.Join(dir, name))
	if len(entries) != 1 || string(data) != content {
		t.Errorf("left: %v, %s holds %q", entries, name, data)
	}
}

func TestShorten(t *testing.T) {
	if got := shorten("Đảng ủy/góp ý.docx", 8); got != "… ý.docx" {
		t.Errorf("%q", got)
	}
}

// Names from outside cannot steer the terminal.
func TestSummaryIsPlain(t *testing.T) {
	var out bytes.Buffer
	c := &collation.Collation{Replies: []collation.Reply{{File: "\x1b[31mđỏ\nhai dòng.txt", Body: "\x07A", Status: collation.Agrees, BodyRule: collation.ByFile}}}
	if err := summarise(&out, c, locale.Vietnamese, "out", nil); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\x07") || strings.Contains(out.String(), "đỏ\nhai") {
		t.Errorf("%q", out.String())
	}
}
