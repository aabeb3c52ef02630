package draft

import (
	"slices"

	"thao/internal/fault"
)

// State of a version.
type State string

const (
	Proposed  State = "proposed"  // a file was sent; its tree waits to be confirmed
	Working   State = "working"   // it is written in
	Confirmed State = "confirmed" // numbered; it never changes again
	Dropped   State = "dropped"   // given up
)

// States lists every state.
func States() []State { return []State{Proposed, Working, Confirmed, Dropped} }

var next = map[State][]State{
	Proposed: {Confirmed, Dropped},
	Working:  {Confirmed, Dropped},
}

// To is nil where a version may go from s to t. WrongState else.
func (s State) To(t State) error {
	if !slices.Contains(next[s], t) {
		return fault.New(fault.WrongState, "state", string(s))
	}
	return nil
}

// be is nil in the state wanted. WrongState else.
func (s State) be(want State) error {
	if s != want {
		return fault.New(fault.WrongState, "state", string(s))
	}
	return nil
}
