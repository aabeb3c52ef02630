package access

import (
	"sync"

	"thao/internal/id"
)

// decisions are what the rules have said of an actor. A rule sees nothing of a
// resource but what is in asked, so they say the same again.
type decisions struct {
	mu   sync.Mutex
	said map[asked]bool
}

// asked is an action, and all of a resource that a rule may look at but for
// Above. Its ID is not among it: no rule names single resources.
type asked struct {
	action       Action
	kind         Kind
	docket, body id.ID
	author       id.ID
	state        string
}

// mostDecided are kept of an actor, of whom there may be thousands; then all are
// forgotten.
const mostDecided = 16

func (d *decisions) of(q asked, decide func() bool) bool {
	d.mu.Lock()
	permitted, known := d.said[q]
	d.mu.Unlock()
	if known {
		return permitted
	}
	permitted = decide()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.said == nil || len(d.said) >= mostDecided {
		d.said = map[asked]bool{}
	}
	d.said[q] = permitted
	return permitted
}
