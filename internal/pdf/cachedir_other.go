//go:build !unix

package pdf

import (
	"os"
	"path/filepath"
)

// privateTemp is a folder in the temporary one, which is the user's own where
// there are no numbered users.
func privateTemp() string { return filepath.Join(os.TempDir(), "thao") }
