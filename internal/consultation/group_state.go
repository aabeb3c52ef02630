package consultation

import (
	"database/sql/driver"
	"fmt"

	"thao/internal/fault"
)

// GroupState is how far the answering of a group is. The order is that of the
// work, so the least of several is how far they are together.
type GroupState int

const (
	GroupOpen      GroupState = iota // a comment in it has no answer
	GroupDrafted                     // each has one, not all handed on
	GroupSubmitted                   // all handed on to a second person
	GroupConfirmed
)

var groupStateNames = [...]string{"open", "drafted", "submitted", "confirmed"}

// GroupStates lists them in the order of the work.
func GroupStates() []GroupState {
	return []GroupState{GroupOpen, GroupDrafted, GroupSubmitted, GroupConfirmed}
}

func (g GroupState) String() string               { return groupStateNames[g] }
func (g GroupState) MarshalText() ([]byte, error) { return []byte(g.String()), nil }
func (g GroupState) Value() (driver.Value, error) { return g.String(), nil }

// ParseGroupState reads what String writes.
func ParseGroupState(name string) (GroupState, bool) {
	for i, n := range groupStateNames {
		if n == name {
			return GroupState(i), true
		}
	}
	return GroupOpen, false
}

func (g *GroupState) UnmarshalText(text []byte) error {
	state, ok := ParseGroupState(string(text))
	if !ok {
		return fmt.Errorf("%q is no state of a group", text)
	}
	*g = state
	return nil
}

func (g *GroupState) Scan(src any) error {
	name, ok := src.(string)
	if !ok {
		return fmt.Errorf("a state of a group is text, not %T", src)
	}
	return g.UnmarshalText([]byte(name))
}

// AnswerState is where an answer is between the one who writes it and the one
// who confirms it. docs/states.md draws it.
type AnswerState string

const (
	Drafted   AnswerState = "drafted"   // being written
	Submitted AnswerState = "submitted" // waits for a second person
	Confirmed AnswerState = "confirmed" // stands
)

// AnswerStates lists every state.
func AnswerStates() []AnswerState { return []AnswerState{Drafted, Submitted, Confirmed} }

// answerSteps are the steps an answer may take: handed on, taken back or sent
// back, confirmed, taken up again.
var answerSteps = map[AnswerState][]AnswerState{
	Drafted:   {Drafted, Submitted},
	Submitted: {Drafted, Confirmed},
	Confirmed: {Drafted},
}

// To is the one place that says which step an answer may take.
func (a AnswerState) To(next AnswerState) error {
	for _, s := range answerSteps[a] {
		if s == next {
			return nil
		}
	}
	return fault.New(fault.WrongState, "state", string(a), "next", string(next))
}

func groupStateOf(a AnswerState) GroupState {
	switch a {
	case Confirmed:
		return GroupConfirmed
	case Submitted:
		return GroupSubmitted
	}
	return GroupDrafted
}
