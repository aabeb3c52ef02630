package reader

import (
	"io"
	"strings"

	"thao/internal/archive"
)

// Weight is how many bytes a file stands for while it is read: a small package
// may unpack to much, and each byte of it becomes several once it is paragraphs
// and cells. What the package says of itself is enough: what it says wrongly,
// its reader refuses before it is held.
func Weight(r io.ReaderAt, size int64) int64 {
	const held = 3 // for each byte that is parsed, beside what any file takes
	head := make([]byte, 4)
	if n, _ := r.ReadAt(head, 0); n == len(head) && string(head) == "%PDF" {
		return size // its engine holds a page at a time
	}
	pack, err := archive.OpenAt(r, size)
	if err != nil {
		return held * size
	}
	var parsed int64
	for _, name := range pack.Names() {
		if strings.HasSuffix(strings.ToLower(name), ".xml") {
			parsed += pack.Declared(name)
		}
	}
	return max(size, held*parsed)
}
