package api

import (
	"strconv"
	"strings"

	"thao/internal/fault"
)

// IfMatch is the revision a change begins from.
type IfMatch struct {
	IfMatch string `header:"If-Match" doc:"The ETag of the record as it was read. A change of a record that somebody else changed meanwhile is refused with 412, and a change without it with 428." example:"\"3\""`
}

// Seen is the revision somebody had before them who lets a record stand as it
// is; it may be left out.
type Seen struct {
	IfMatch string `header:"If-Match" doc:"The ETag of the record as it was read; where it was changed meanwhile, 412. Without it, the record is taken as it is." example:"\"3\""`
}

// rev is the revision named, 0 where none is.
func (m Seen) rev() (int64, error) {
	if m.IfMatch == "" {
		return 0, nil
	}
	return IfMatch(m).rev()
}

// rev is the revision named. NoRevision where none is.
func (m IfMatch) rev() (int64, error) {
	if m.IfMatch == "" {
		return 0, fault.New(fault.NoRevision)
	}
	rev, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(m.IfMatch, "W/"), `"`), 10, 64)
	if err != nil || rev < 0 {
		return 0, fault.New(fault.Invalid, "field", "If-Match", "rule", "api.rule.etag")
	}
	return rev, nil
}

func etag(rev int64) string { return `"` + strconv.FormatInt(rev, 10) + `"` }

// One is the answer with one record.
type One[T any] struct {
	ETag     string `header:"ETag" doc:"Its revision, for If-Match"`
	Location string `header:"Location" doc:"Where it is read, where it is new"`
	Body     T
}

// apart asks the body.
func (o *One[T]) apart() *Made {
	if s, ok := any(o.Body).(secretive); ok {
		return s.apart()
	}
	return nil
}

// None is an answer without words.
type None struct{}

// one answers with a record that has no revision.
func one[T any](v T, err error) (*One[T], error) {
	if err != nil {
		return nil, err
	}
	return &One[T]{Body: v}, nil
}

// at answers with a record of a revision.
func at[T any](v T, rev int64, err error) (*One[T], error) {
	if err != nil {
		return nil, err
	}
	return &One[T]{ETag: etag(rev), Body: v}, nil
}

// made answers with a new record; where is its address, part by part.
func made[T any](v T, rev int64, err error, where ...string) (*One[T], error) {
	if err != nil {
		return nil, err
	}
	out := &One[T]{Location: Prefix + strings.Join(where, "/"), Body: v}
	if rev > 0 {
		out.ETag = etag(rev)
	}
	return out, nil
}

func none(err error) (*None, error) {
	if err != nil {
		return nil, err
	}
	return &None{}, nil
}
