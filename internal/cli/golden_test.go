package cli

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thao/internal/corpus"
)

var update = flag.Bool("update", false, "write the golden files anew")

// What the commands print for the samples is on record: a change shows in the
// diff of testdata/golden and is read before it is committed.
func TestGolden(t *testing.T) {
	root := corpus.Root(t)
	t.Chdir(filepath.Join(root, "samples", "de-an"))
	for name, args := range map[string]string{
		"outline.txt":              "outline du-thao-1.docx",
		"outline-en.txt":           "outline du-thao-1-go-tay.docx --lang en",
		"outline.json":             "outline du-thao-1-go-tay.docx --json",
		"inspect-tracked.json":     "inspect tra-loi/thanh-uy-k.docx --json",
		"inspect-accepted.txt":     "inspect tra-loi/thanh-uy-k.docx --view accepted",
		"inspect-letter-tcvn3.txt": "inspect tra-loi/88-CV-TU.docx",
		"collation.json":           "collate du-thao-1.docx tra-loi --json",
	} {
		t.Run(name, func(t *testing.T) {
			var out, errOut bytes.Buffer
			if code := run(context.Background(), strings.Fields(args), nil, &out, &errOut); code != exitDone {
				t.Fatalf("thao %s: exit %d: %s", args, code, errOut.String())
			}
			file := filepath.Join(root, "testdata", "golden", name)
			if *update {
				if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(out.Bytes(), want) {
				t.Errorf("thao %s prints something else than %s; see the difference with go test ./internal/cli -run TestGolden -update and git diff", args, file)
			}
		})
	}
}
