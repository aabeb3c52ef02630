package consultation

import (
	"encoding/json"
	"hash/fnv"
	"io"
	"strings"
	"sync"

	"thao/internal/collate"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/viet"
)

// names finds bodies that were asked by what they are called. Its names are
// folded once: that takes most of a tenth of a second for those of a nation.
type names struct {
	asked []Asked
	keys  []string // of their names, with a space on either side
	exact map[string]int
}

func senderNames(asked []Asked) *names {
	n := &names{asked: asked, keys: make([]string, len(asked)), exact: make(map[string]int, len(asked))}
	for i, a := range asked {
		own := nameKey(a.Name)
		n.keys[i] = " " + own + " "
		for _, key := range []string{own, nameKey(a.Short)} {
			if _, taken := n.exact[key]; key != "" && !taken {
				n.exact[key] = i
			}
		}
	}
	return n
}

// match finds which of the bodies asked a name means, without regard to marks,
// case and hyphens: by its name, its short name, or as the only one whose name
// holds it or is held by it.
func (n *names) match(name string) (Asked, bool) {
	key := nameKey(name)
	if key == "" {
		return Asked{}, false
	}
	if i, ok := n.exact[key]; ok {
		return n.asked[i], true
	}
	near, words := -1, " "+key+" "
	for i, own := range n.keys {
		if !within(own, words) && !within(words, own) {
			continue
		}
		if near >= 0 {
			return Asked{}, false
		}
		near = i
	}
	if near < 0 {
		return Asked{}, false
	}
	return n.asked[near], true
}

// within reports whether words stand in a name as whole words, and are more
// than one: "ban" is in every other name. Both have a space on either side.
func within(name, words string) bool {
	return strings.Contains(strings.TrimSpace(words), " ") && strings.Contains(name, words)
}

func nameKey(name string) string {
	return strings.Join(strings.FieldsFunc(viet.Fold(name), func(r rune) bool { return strings.ContainsRune(" -_,.()/", r) }), " ")
}

// senders is what is known of a round's files and bodies before one is read: the
// list that came with them, then the names of all who were asked.
type senders struct {
	*names
	list *collate.List

	listed string // the list that came, as the round keeps it

	round id.ID
	mark  uint64 // of what they were made from
}

// listedOf is the list of bodies that came with a round's files; "" for none.
func listedOf(q db.Q, docket, round id.ID) (string, error) {
	return db.Value[string](q, `SELECT listed FROM round WHERE docket_id = $1 AND id = $2`, docket, round)
}

// senderCache keeps those of the rounds last read for: files come in tens, and
// each is a job of its own.
type senderCache struct {
	mu   sync.Mutex
	last []*senders
}

const mostSenders = 4

// sendersOf makes the senders of a round ready, unless they are as they were.
func (s *Service) sendersOf(q db.Q, r Round) (*senders, error) {
	text, err := listedOf(q, r.Docket, r.ID)
	if err != nil {
		return nil, err
	}
	sum := fnv.New64a()
	_, _ = io.WriteString(sum, text) // a hash takes everything
	for _, a := range r.Asked {
		_, _ = io.WriteString(sum, "\x00"+string(a.Body)+"\x00"+a.Name+"\x00"+a.Short)
	}
	c := &s.senders
	c.mu.Lock()
	defer c.mu.Unlock() // who waits for the same names has nothing else to do
	for _, known := range c.last {
		if known.round == r.ID && known.mark == sum.Sum64() {
			return known, nil
		}
	}
	lines := []collate.Listed{}
	if text != "" {
		if err := json.Unmarshal([]byte(text), &lines); err != nil {
			return nil, err
		}
	}
	for _, a := range r.Asked {
		lines = append(lines, collate.Listed{Body: a.Name})
	}
	made := &senders{names: senderNames(r.Asked), list: collate.NewList(lines), listed: text, round: r.ID, mark: sum.Sum64()}
	c.last = append(c.last, made)
	if len(c.last) > mostSenders {
		c.last = c.last[1:]
	}
	return made, nil
}
