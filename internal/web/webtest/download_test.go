package webtest

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsTakenWhenItIsWhole(t *testing.T) {
	for name, whole := range map[string]bool{
		"bang.pdf": true, "bang.pdf.crdownload": false, ".org.chromium.Chromium.a1B2c3": false, ".com.google.Chrome.a1B2c3": false,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("%PDF-"), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := cameDown(dir) != ""; got != whole {
			t.Errorf("%s is taken: %t", name, got)
		}
	}
}
