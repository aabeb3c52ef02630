package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"thao/internal/fault"
)

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "files"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// names lists every regular file of the store.
func names(t *testing.T, s *Store) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(s.root, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPutAndRead(t *testing.T) {
	s := open(t)
	for _, words := range []string{"", "ý kiến", strings.Repeat("Điều 5. ", 100_000)} {
		ref, err := s.Put(t.Context(), iotest.HalfReader(strings.NewReader(words)), 0)
		sum := sha256.Sum256([]byte(words))
		if err != nil || ref != (Ref{hex.EncodeToString(sum[:]), int64(len(words))}) {
			t.Fatalf("%v %v", ref, err)
		}
		again, err := s.Put(t.Context(), iotest.DataErrReader(strings.NewReader(words)), int64(len(words)))
		if err != nil || again != ref {
			t.Errorf("the second time: %v %v", again, err)
		}
		data, err := s.Read(ref.Hash, 0)
		if err != nil || string(data) != words {
			t.Errorf("read %d bytes, %v", len(data), err)
		}
	}
	if n := len(names(t, s)); n != 3 {
		t.Errorf("%d files, want 3", n)
	}
}

func TestWhatFailsLeavesNothing(t *testing.T) {
	s := open(t)
	_, err := s.Put(t.Context(), strings.NewReader("123456"), 5)
	if fault.CodeOf(err) != fault.UploadLarge {
		t.Errorf("six bytes into five: %v", err)
	}
	gone := errors.New("the sender went away")
	if _, err = s.Put(t.Context(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(gone)), 0); !errors.Is(err, gone) || fault.CodeOf(err) != fault.Internal {
		t.Errorf("a reader that breaks: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = s.Put(ctx, strings.NewReader("x"), 0); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if left := names(t, s); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func TestManyAtOnce(t *testing.T) {
	s := open(t)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			if _, err := s.Put(t.Context(), bytes.NewReader([]byte{byte(i % 5)}), 0); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	n, err := s.Verify(t.Context(), func(hash string, err error) { t.Errorf("%s: %v", hash, err) })
	if n != 5 || err != nil {
		t.Errorf("%d files, %v", n, err)
	}
}

func TestVerifyFindsDamageAndPutHealsIt(t *testing.T) {
	s := open(t)
	ref, err := s.Put(t.Context(), strings.NewReader("as it was"), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.path(ref.Hash), []byte("as it is!"), 0o600); err != nil {
		t.Fatal(err)
	}
	found := map[string]fault.Code{}
	verify := func() {
		clear(found)
		if _, err := s.Verify(t.Context(), func(hash string, err error) { found[hash] = fault.CodeOf(err) }); err != nil {
			t.Fatal(err)
		}
	}
	if verify(); len(found) != 1 || found[ref.Hash] != fault.Damaged {
		t.Errorf("found %v", found)
	}
	if _, err := s.Put(t.Context(), strings.NewReader("as it was"), 0); err != nil {
		t.Fatal(err)
	}
	if verify(); len(found) != 0 {
		t.Errorf("found %v after it was healed", found)
	}
}

func TestNoWayOutOfTheFolder(t *testing.T) {
	s := open(t)
	for _, bad := range []string{"", "a", "../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("../", 21) + "a", strings.Repeat("a", 64)} {
		if _, err := s.Open(bad); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("Open(%q): %v", bad, err)
		}
	}
}

func TestCleanTakesOnlyTheHalfWritten(t *testing.T) {
	s := open(t)
	ref, err := s.Put(t.Context(), strings.NewReader("kept"), 0)
	if err != nil {
		t.Fatal(err)
	}
	hour := time.Date(2026, 4, 6, 8, 0, 0, 0, time.UTC)
	half := map[string]time.Time{"put-old": hour.Add(-time.Hour), "put-new": hour.Add(time.Hour)}
	for name, at := range half {
		path := filepath.Join(s.root, tmp, name)
		if err := errors.Join(os.WriteFile(path, []byte("ha"), 0o600), os.Chtimes(path, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Clean(hour); err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, path := range names(t, s) {
		left = append(left, filepath.Base(path))
	}
	slices.Sort(left)
	if want := []string{ref.Hash, "put-new"}; !slices.Equal(left, want) {
		t.Errorf("left %v, want %v", left, want)
	}
}

func TestFolderGoneAndBack(t *testing.T) {
	s := open(t)
	away := s.root + ".away"
	if err := os.Rename(s.root, away); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), strings.NewReader("x"), 0); fault.CodeOf(err) != fault.Unavailable {
		t.Errorf("Put: %v", err)
	}
	if err := s.Ready(); fault.CodeOf(err) != fault.Unavailable {
		t.Errorf("Ready: %v", err)
	}
	if err := os.Rename(away, s.root); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), strings.NewReader("x"), 0); err != nil {
		t.Error(err)
	}
}
