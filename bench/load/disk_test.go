package load

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"thao/internal/app"
)

// smallDisk is a folder with a disk of its own. Where nobody may mount one,
// internal/db fills a database by its own bound instead.
func smallDisk(t *testing.T, dir, size string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no disk of the test's own can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Errorf("unmounting %s: %v", dir, err)
		}
	})
}

// fillUp takes all that is left of a folder's disk, and returns how to give it back.
func fillUp(t *testing.T, dir string) (free func()) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	for chunk := make([]byte, 64<<10); len(chunk) > 0; {
		if _, err := f.Write(chunk); errors.Is(err, syscall.ENOSPC) {
			chunk = chunk[:len(chunk)/2]
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return func() {
		t.Helper()
		if err := os.Remove(f.Name()); err != nil {
			t.Fatal(err)
		}
	}
}

// The disk under the running program is full: writing is refused with a clear
// page that keeps what was typed, reading goes on, nothing acknowledged is lost,
// and when there is room again it goes on without being started anew.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	smallDisk(t, filepath.Join(dir, "data"), "48m")
	h := newHarshIn(t, dir, "")
	s, err := Start(t.Context(), h.bin, h.dir, h.flags()...)
	if err != nil {
		t.Fatal(err)
	}
	stop := s.Kill
	defer func() { stop() }()
	people := h.browsers(t, s.URL)
	h.written(t, people)
	if code, body := h.file(t, s.URL, 1000); code != http.StatusCreated && code != http.StatusOK {
		t.Fatalf("a file on a disk with room: %d %s", code, body)
	}

	for range 2 {
		free := fillUp(t, h.cfg.Data)
		n := 0
		comes(t, "the database is full", func() bool {
			n++
			code, body := h.comment(t, s.URL, n, strings.Repeat("Nội dung dài. ", 300))
			if code == http.StatusInsufficientStorage && !strings.Contains(body, `"full"`) {
				t.Errorf("a program is told %s", body)
			}
			return code == http.StatusInsufficientStorage
		})
		if code, body := h.file(t, s.URL, 300_000); code != http.StatusInsufficientStorage || !strings.Contains(body, `"full"`) {
			t.Errorf("a file on a full disk: %d %s", code, body)
		}
		h.told(t, people, http.StatusInsufficientStorage, sentences{"vi": "Đĩa lưu trữ đã đầy", "en": "The disk is full"})
		for lang, c := range people {
			if code, page, err := c.Get(t.Context(), "/dockets/"+string(h.site.Docket)+"/rounds/"+string(h.site.Round)+"/reply"); err != nil || code != http.StatusOK {
				t.Errorf("reading in %s while the disk is full: %d %v %.1000s", lang, code, err, page)
			}
		}
		if code := status(t, s.URL+"/readyz"); code != http.StatusServiceUnavailable {
			t.Errorf("/readyz on a full disk: %d", code)
		}
		if code := status(t, s.URL+"/healthz"); code != http.StatusOK {
			t.Errorf("/healthz on a full disk: %d", code)
		}

		free()
		comes(t, "it writes again", func() bool { code, _ := h.comment(t, s.URL, n, ""); return code/100 == 2 })
		if code, body := h.file(t, s.URL, 300_000); code/100 != 2 {
			t.Errorf("a file when there is room again: %d %s", code, body)
		}
		if code := status(t, s.URL+"/readyz"); code != http.StatusOK {
			t.Errorf("/readyz when there is room again: %d", code)
		}
		h.written(t, people)
	}
	stop = func() {}
	if err := s.Stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	h.verify()
	h.open(func(a *app.App) {
		if left, _ := filepath.Glob(filepath.Join(a.Blobs.Root(), "tmp", "*")); len(left) > 0 {
			t.Errorf("half-written files are left: %v", left)
		}
	})
}
