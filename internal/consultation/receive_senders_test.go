package consultation

import (
	"fmt"
	"testing"

	"thao/internal/id"
)

// BenchmarkSenders: whose a file is, among the bodies of a nation, with names
// made ready for each file and with names made ready once.
func BenchmarkSenders(b *testing.B) {
	asked := make([]Asked, 20_000)
	for i := range asked {
		asked[i] = Asked{Body: id.New(), Name: fmt.Sprintf("Ủy ban nhân dân xã Số %d, huyện Thử nghiệm", i), Short: fmt.Sprintf("UBND-%d", i)}
	}
	b.Run("each", func(b *testing.B) {
		for b.Loop() {
			senderNames(asked).match("UBND xã số 19999")
		}
	})
	b.Run("once", func(b *testing.B) {
		names := senderNames(asked)
		for b.Loop() {
			names.match("UBND xã số 19999")
		}
	})
}
