package consultation

import (
	"slices"

	"thao/internal/fault"
)

// RoundState is where a round stands.
type RoundState string

const (
	Preparing RoundState = "preparing" // nobody is asked yet
	Open      RoundState = "open"      // bodies may reply
	Ended     RoundState = "ended"     // its time is over; late replies are still taken
	Closed    RoundState = "closed"    // every comment has its answer; nothing changes any more
)

// RoundStates lists every state.
func RoundStates() []RoundState { return []RoundState{Preparing, Open, Ended, Closed} }

var roundNext = map[RoundState][]RoundState{
	Preparing: {Open},
	Open:      {Ended},
	Ended:     {Open, Closed}, // open again when it is extended
}

// To is WrongState where a round cannot become next.
func (s RoundState) To(next RoundState) error { return to(roundNext, s, next) }

// Takes is WrongState where the round takes no reply.
func (s RoundState) Takes() error {
	if s == Open || s == Ended {
		return nil
	}
	return wrongState(s)
}

// ReplyState is where a reply stands.
type ReplyState string

const (
	Drafting   ReplyState = "drafting"   // the body's people write
	Offered    ReplyState = "offered"    // put before its head
	Reading    ReplyState = "reading"    // a file that waits to be read
	Sealed     ReplyState = "sealed"     // sent; nothing in it changes any more
	Unreadable ReplyState = "unreadable" // a file that could not be read
	Dropped    ReplyState = "withdrawn"  // a file that was no reply, or not this round's
)

// ReplyStates lists every state.
func ReplyStates() []ReplyState {
	return []ReplyState{Drafting, Offered, Reading, Sealed, Unreadable, Dropped}
}

var replyNext = map[ReplyState][]ReplyState{
	Drafting:   {Offered, Sealed},
	Offered:    {Drafting, Sealed},
	Reading:    {Sealed, Unreadable, Dropped},
	Unreadable: {Reading, Dropped},
	Sealed:     {Dropped}, // by mail only: see Discard
}

// To is WrongState where a reply cannot become next.
func (s ReplyState) To(next ReplyState) error { return to(replyNext, s, next) }

// Writable is WrongState where nothing in the reply may be changed.
func (s ReplyState) Writable() error {
	if s == Drafting || s == Offered {
		return nil
	}
	return wrongState(s)
}

// CommentState is where a comment stands.
type CommentState string

const (
	Draft     CommentState = "draft"     // being written; its unit's own
	Handed    CommentState = "offered"   // handed to the body for its reply
	Included  CommentState = "included"  // in the reply, which is not sealed yet
	Sent      CommentState = "sent"      // in a sealed reply
	BeingRead CommentState = "reading"   // of a file that is not put down whole yet: nobody sees it
	Withdrawn CommentState = "withdrawn" // taken back before it was sent, or dropped with its file
)

// CommentStates lists every state but BeingRead, which no archive has.
func CommentStates() []CommentState { return []CommentState{Draft, Handed, Included, Sent, Withdrawn} }

var commentNext = map[CommentState][]CommentState{
	Draft:     {Handed, Included, Withdrawn},
	Handed:    {Draft, Included, Withdrawn},
	Included:  {Draft, Handed, Sent, Withdrawn},
	Sent:      {Withdrawn}, // with its file only: see Discard
	Withdrawn: {Draft},
	BeingRead: {Sent}, // all of a file at once: see receive_store.go
}

// To is WrongState where a comment cannot become next.
func (s CommentState) To(next CommentState) error { return to(commentNext, s, next) }

// Writable is WrongState where the comment's words may not be changed.
func (s CommentState) Writable() error {
	if s == Draft || s == Handed || s == Included {
		return nil
	}
	return wrongState(s)
}

func to[S ~string](steps map[S][]S, from, next S) error {
	if slices.Contains(steps[from], next) {
		return nil
	}
	return wrongState(from)
}

func wrongState[S ~string](s S) error { return fault.New(fault.WrongState, "state", string(s)) }
