package consultation

import (
	"slices"
	"sync"

	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/trace"
)

// textCache keeps the texts last read: every comment is put on its node, and a
// draft of 2,000 nodes takes longer to read than all else a comment needs.
// Only confirmed versions are kept; nothing in them changes any more.
type textCache struct {
	mu   sync.Mutex
	last []keptText // the one used last comes last
}

type keptText struct {
	docket, version id.ID
	text            *text
}

const mostTexts = 16

// confirmedText is the text of a confirmed version; of any other it is read
// anew each time.
func (s *Service) confirmedText(q db.Q, docket, version id.ID) (*text, error) {
	if t := s.texts.get(docket, version); t != nil {
		return t, nil
	}
	// The state before the text: it may be confirmed, with other nodes, meanwhile.
	state, err := db.Value[string](q, `SELECT state FROM version WHERE docket_id = $1 AND id = $2`, docket, version)
	if err != nil {
		return nil, err
	}
	t, err := textOf(q, docket, version)
	if err == nil && state == "confirmed" {
		s.texts.put(docket, version, t)
	}
	return t, err
}

func (c *textCache) get(docket, version id.ID) *text {
	c.mu.Lock()
	defer c.mu.Unlock()
	i := c.find(docket, version)
	if i < 0 {
		return nil
	}
	kept := c.last[i]
	c.last = append(slices.Delete(c.last, i, i+1), kept)
	return kept.text
}

func (c *textCache) put(docket, version id.ID, t *text) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.find(docket, version) >= 0 {
		return
	}
	if len(c.last) == mostTexts {
		c.last = slices.Delete(c.last, 0, 1)
	}
	c.last = append(c.last, keptText{docket, version, t})
}

func (c *textCache) find(docket, version id.ID) int {
	return slices.IndexFunc(c.last, func(k keptText) bool { return k.docket == docket && k.version == version })
}

// pairCache keeps the last pairs of texts that were compared.
type pairCache struct {
	mu   sync.Mutex
	last []keptPair
}

type keptPair struct {
	old, next *text // of textCache: the same text is the same pointer
	pair      *trace.Pair
}

const mostPairs = 4

func (c *pairCache) get(old, next *text) *trace.Pair {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range c.last {
		if k.old == old && k.next == next {
			return k.pair
		}
	}
	return nil
}

func (c *pairCache) put(old, next *text, pair *trace.Pair) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.last) == mostPairs {
		c.last = slices.Delete(c.last, 0, 1)
	}
	c.last = append(c.last, keptPair{old, next, pair})
}
