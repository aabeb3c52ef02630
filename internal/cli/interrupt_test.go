package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/corpus"
	"thao/internal/matrix"
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

// A context that ends while the outputs are written removes the temporary ones
// and leaves what was there.
func TestInterruptWhileWriting(t *testing.T) {
	samples := filepath.Join(corpus.Root(t), "samples", "de-an")
	dir := t.TempDir()
	old := filepath.Join(dir, "matrix.xlsx")
	if err := os.WriteFile(old, []byte("answers"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := collateSample(t, filepath.Join(samples, "du-thao-1.docx"), filepath.Join(samples, "tra-loi"))
	cancel()
	if _, err := writeOutputs(ctx, dir, c, matrix.Options{}); err == nil {
		t.Fatal("no error")
	}
	entries, _ := os.ReadDir(dir)
	data, _ := os.ReadFile(old)
	if len(entries) != 1 || string(data) != "answers" {
		t.Errorf("left: %v, %q", entries, data)
	}
}

func TestShorten(t *testing.T) {
	if got := shorten("Đảng ủy/góp ý.docx", 8); got != "…ý.docx" && len([]rune(got)) != 8 {
		t.Errorf("%q", got)
	}
}

func collateSample(t *testing.T, draft, replies string) *collation.Collation {
	t.Helper()
	c, err := collate.Run(context.Background(), draft, replies, collate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
