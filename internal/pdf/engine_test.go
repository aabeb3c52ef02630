package pdf

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestCompiledCodeIsKeptWhereItCanBe(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	good := filepath.Join(dir, "a", "b")
	cache := openCache([]string{filepath.Join(file, "under-a-file"), good})
	defer cache.Close(t.Context())
	if entries, err := os.ReadDir(good); err != nil || len(entries) == 0 {
		t.Errorf("the second folder was not taken: %v, %v", entries, err)
	}
	memory := openCache([]string{filepath.Join(file, "under-a-file")})
	if memory == nil {
		t.Fatal("no cache where no folder can be had")
	}
	memory.Close(t.Context())
}

func TestCacheOfTheUserComesFirst(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", "/somewhere")
	t.Setenv("HOME", "/home/somebody")
	dirs := cacheDirs()
	user, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	if dirs[0] != filepath.Join(user, "thao", "wazero") {
		t.Errorf("got %q", dirs)
	}
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("HOME", "")
	if _, err := os.UserCacheDir(); err != nil && slices.Contains(cacheDirs(), dirs[0]) {
		t.Error("a folder in no home")
	}
}

// TestAFolderOfSomebodyElseIsNotTrusted: machine code is read from it.
func TestAFolderOfSomebodyElseIsNotTrusted(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir := privateTemp()
	if dir == "" || filepath.Dir(dir) != os.TempDir() {
		t.Fatalf("got %q", dir)
	}
	if again := privateTemp(); again != dir {
		t.Errorf("got %q the second time", again)
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm()&0o022 == 0 {
		t.Skip("this system has no such permissions")
	}
	if got := privateTemp(); got != "" {
		t.Errorf("a folder anybody may write to is taken: %q", got)
	}
}
