//go:build unix

package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// privateTemp makes or finds a folder in the temporary one that belongs to
// this user and that nobody else may write to; "" if it cannot be had.
func privateTemp() string {
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("thao-%d", os.Getuid()))
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		return ""
	}
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || info.Mode().Perm()&0o022 != 0 {
		return ""
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !ok || int(stat.Uid) != os.Getuid() {
		return ""
	}
	return dir
}
