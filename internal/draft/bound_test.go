package draft

import (
	"fmt"
	"strings"
	"testing"

	"thao/internal/fault"
)

// More paragraphs than a version may have are refused before anything is written.
func TestAVersionHasSoManyNodes(t *testing.T) {
	var b strings.Builder
	for n := range MostNodes + 100 {
		fmt.Fprintf(&b, "Điều %d. Một\n", n+1)
	}
	if _, _, _, err := readTree(t.Context(), "a.txt", []byte(b.String())); err == nil || fault.CodeOf(err) != fault.TooLong {
		t.Errorf("%d articles: %v", MostNodes+100, err)
	}
}
