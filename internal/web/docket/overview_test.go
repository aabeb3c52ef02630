package docket

import (
	"fmt"
	"testing"

	"thao/internal/clock"
	"thao/internal/ledger"
)

// Forty answers of one morning fill one line; what differs in who, what or when
// keeps its own, and the newest stands first.
func TestWhatHappenedOverAndOverIsToldOnce(t *testing.T) {
	const day = clock.Micros(24 * 3600 * 1e6)
	var entries []ledger.Entry
	for i := range 40 {
		entries = append(entries, ledger.Entry{Seq: int64(100 - i), Action: "answer.write", Actor: "Chuyên viên", At: 10*day - clock.Micros(i)})
	}
	entries = append(entries,
		ledger.Entry{Seq: 50, Action: "answer.write", Actor: "Thư ký", At: 10*day - 50},
		ledger.Entry{Seq: 49, Action: "answer.confirm", Actor: "Chuyên viên", At: 10*day - 60},
		ledger.Entry{Seq: 48, Action: "answer.write", Actor: "Chuyên viên", At: 8 * day},
	)
	var got []string
	for _, n := range join(t.Context(), entries) {
		got = append(got, fmt.Sprintf("%d×%d", n.Seq, n.N))
	}
	if want := "[100×40 50×1 49×1 48×1]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
	var many []ledger.Entry
	for i := range 3 * mostNews {
		many = append(many, ledger.Entry{Seq: int64(i), Actor: fmt.Sprint(i)})
	}
	if got := join(t.Context(), many); len(got) != mostNews {
		t.Errorf("%d lines", len(got))
	}
}
