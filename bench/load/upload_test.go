package load

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"thao/bench/gen"
)

// mostMemory is what the program may hold at most while large files come in.
const mostMemory = 500 << 20

// heavy is a Word file with text and pictures of so many bytes, as offices send
// them: scans pasted into a letter. It lies on the disk.
func heavy(t *testing.T, size int64) string {
	t.Helper()
	text, err := gen.NewDraftOf(1, 3).Docx(1, gen.Marks{})
	if err != nil {
		t.Fatal(err)
	}
	from, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(inMemory(t), fmt.Sprintf("nang-%d.docx", size)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for _, part := range from.File {
		if err := z.Copy(part); err != nil {
			t.Fatal(err)
		}
	}
	chance := rand.NewChaCha8([32]byte{byte(size)})
	for left, n := size, 0; left > 0; n++ {
		w, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("word/media/image%d.jpeg", n), Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		part := min(left, 16<<20)
		if _, err := io.CopyN(w, chance, part); err != nil {
			t.Fatal(err)
		}
		left -= part
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return f.Name()
}

// sending is a form with one file that is read from the disk as it is sent; tail
// makes each sent file another, since one that is there is not kept twice.
func sending(method, address, path, tail string, fields url.Values) (*http.Request, error) {
	body, w := io.Pipe()
	form := multipart.NewWriter(w)
	go func() {
		w.CloseWithError(func() error {
			for name, values := range fields {
				if err := form.WriteField(name, values[0]); err != nil {
					return err
				}
			}
			part, err := form.CreateFormFile("file", tail+filepath.Base(path))
			if err != nil {
				return err
			}
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			if _, err := io.Copy(part, f); err != nil {
				return err
			}
			return form.Close()
		}())
	}()
	req, err := http.NewRequest(method, address, body)
	if err == nil {
		req.Header.Set("Content-Type", form.FormDataContentType())
	}
	return req, err
}

// asTeam sends a file as a program of the secretary's.
func (h *harsh) asTeam(address, path, tail string) (*http.Request, error) {
	req, err := sending(http.MethodPost, address, path, tail, nil)
	if err == nil {
		req.Header.Set("Authorization", "Bearer "+h.site.Team)
	}
	return req, err
}

// sentAtOnce sends all at the same time and counts the answers by status.
func sentAtOnce(t *testing.T, make []func() (*http.Request, error)) map[int]int {
	t.Helper()
	var mu sync.Mutex
	var wg sync.WaitGroup
	out := map[int]int{}
	for _, one := range make {
		wg.Go(func() {
			req, err := one()
			if err != nil {
				t.Error(err)
				return
			}
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Error(err)
				return
			}
			defer resp.Body.Close()
			said, err := io.ReadAll(resp.Body)
			if err != nil {
				t.Error(err)
			}
			if resp.StatusCode/100 != 2 {
				t.Logf("%s: %d %.300s", req.URL.Path, resp.StatusCode, said)
			}
			mu.Lock()
			out[resp.StatusCode]++
			mu.Unlock()
		})
	}
	wg.Wait()
	return out
}

// Many large files come in at once, to be versions, replies and archives: each
// is taken, or refused with a reason, and the program's memory stays bounded.
func TestLargeUploadsAtOnce(t *testing.T) {
	h := newHarshIn(t, inMemory(t), "")
	s, err := Start(t.Context(), h.bin, h.dir, h.flags()...)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Kill()
	path := heavy(t, 60<<20)
	many := 3
	if deaths(t) > 10 {
		many = 8
	}
	peak := func(after string) {
		t.Helper()
		most, err := s.PeakMemory()
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("peak memory after %s: %d MiB", after, most>>20)
		if most > mostMemory {
			t.Errorf("after %s the program has held %d MiB, more than %d", after, most>>20, mostMemory>>20)
		}
	}
	var all []func() (*http.Request, error)
	for n := range many {
		all = append(all,
			func() (*http.Request, error) { return h.asTeam(h.site.api(s.URL, "/versions"), path, "") },
			func() (*http.Request, error) {
				return h.asTeam(h.site.api(s.URL, "/rounds/", string(h.site.Round), "/files"), path, fmt.Sprint(n))
			})
	}
	if got := sentAtOnce(t, all); got[http.StatusCreated]+got[http.StatusOK] != len(all) {
		t.Errorf("files of 60 MiB at once: %v", got)
	}
	peak("files of 60 MiB")

	large := heavy(t, 65<<20)
	all = all[:0]
	for range many {
		all = append(all, func() (*http.Request, error) { return h.asTeam(h.site.api(s.URL, "/versions"), large, "") })
	}
	if got := sentAtOnce(t, all); got[http.StatusRequestEntityTooLarge] != len(all) {
		t.Errorf("files past the bound: %v", got)
	}
	peak("files past the bound")

	archive := h.exported(t, s.URL)
	all = all[:0]
	for range many {
		all = append(all, func() (*http.Request, error) { return h.asTeam(s.URL+"/api/archives", archive, "") })
	}
	if got := sentAtOnce(t, all); got[http.StatusConflict] != len(all) { // the docket is here already
		t.Errorf("archives at once: %v", got)
	}
	peak("archives")
	if left, _ := filepath.Glob(filepath.Join(h.cfg.Data, "files", "tmp", "*")); len(left) > 0 {
		t.Errorf("temporary files are left: %v", left)
	}
}

// inMemory is a folder on a disk in memory where there is one: what is sent here
// is hundreds of megabytes, and what is tried is not the disk.
func inMemory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "thao-load-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// exported is the docket's archive, on the disk.
func (h *harsh) exported(t *testing.T, base string) string {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, h.site.api(base, "/archive"), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.site.Team)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	f, err := os.Create(filepath.Join(inMemory(t), "ho-so.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n, err := io.Copy(f, resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || n < 60<<20 {
		t.Fatalf("the archive: %d, %d bytes, %v", resp.StatusCode, n, err)
	}
	return f.Name()
}
