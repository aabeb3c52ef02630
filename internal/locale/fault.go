package locale

import (
	"errors"

	"thao/internal/fault"
)

// Fault says an error to a person: the sentence of the first fault.Error in
// its chain. Any other error is a defect of ours and is said as such, with its
// text for whoever mends it. A nil error says nothing.
func Fault(lang Lang, err error) string {
	if err == nil {
		return ""
	}
	known, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return T(lang, "fault."+string(fault.Internal), "reason", err.Error())
	}
	key := "fault." + string(known.Code)
	if !Has(key) {
		return T(lang, "fault."+string(fault.Internal), "reason", known.Error())
	}
	if state, ok := known.Args["state"].(string); ok && Has(key+"."+state) {
		key += "." + state
	}
	args := make([]any, 0, 2*len(known.Args))
	for name, v := range known.Args {
		args = append(args, name, v)
	}
	return T(lang, key, args...)
}
