package app

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// The disk goes away under the server and comes back: it says so, and goes on
// without being started again.
func TestFilesGoneAndBack(t *testing.T) {
	s := start(t, Config{})
	files := filepath.Join(s.app.Config.Data, "files")
	if err := os.Rename(files, files+".away"); err != nil {
		t.Fatal(err)
	}
	if status, _ := s.get(t, "/readyz"); status != http.StatusServiceUnavailable {
		t.Errorf("without its files: %d", status)
	}
	if status, _ := s.get(t, "/healthz"); status != http.StatusOK {
		t.Errorf("the process itself is well: %d", status)
	}
	if err := os.Rename(files+".away", files); err != nil {
		t.Fatal(err)
	}
	if status, _ := s.get(t, "/readyz"); status != http.StatusOK {
		t.Errorf("with its files again: %d", status)
	}
}
