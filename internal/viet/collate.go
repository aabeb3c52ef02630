package viet

import (
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collator orders text as Vietnamese does: letters a ă â b c d đ e ê … y,
// within them tones a à ả ã á ạ, small before capital; runs of digits by their
// value, so that "Điều 2" stands before "Điều 10". Both ways of placing the
// tone mark sort alike. The order is that of CLDR: letters of the whole string
// first, tones of the whole string next.
//
// A Collator is safe for concurrent use.
type Collator struct {
	idle sync.Pool // of *collation: one serves a single goroutine at a time
}

type collation struct {
	order  *collate.Collator
	buffer collate.Buffer
}

// NewCollator returns a Collator. It is cheap; share one all the same.
func NewCollator() *Collator {
	return &Collator{idle: sync.Pool{New: func() any {
		return &collation{order: collate.New(language.Vietnamese, collate.Numeric)}
	}}}
}

// Compare is negative, zero or positive as a sorts before, with or after b.
func (c *Collator) Compare(a, b string) int {
	if a == b {
		return 0
	}
	with := c.idle.Get().(*collation)
	defer c.idle.Put(with)
	return with.order.CompareString(Tone(a), Tone(b))
}

// Key returns bytes that compare as Compare does. For sorting much, and for
// storing the order.
func (c *Collator) Key(s string) []byte {
	with := c.idle.Get().(*collation)
	defer c.idle.Put(with)
	return with.appendKey(nil, s)
}

// CompareNames compares names of people: by given name, the last word; then by
// the middle names; then by family name, the first word. Case does not count:
// lists often have names in capitals.
func (c *Collator) CompareNames(a, b string) int {
	one, two := nameParts(a), nameParts(b)
	for i := range one {
		if order := c.Compare(one[i], two[i]); order != 0 {
			return order
		}
	}
	return 0
}

// NameKey returns bytes that compare as CompareNames does.
func (c *Collator) NameKey(name string) []byte {
	with := c.idle.Get().(*collation)
	defer c.idle.Put(with)
	var key []byte
	for _, part := range nameParts(name) {
		key = with.appendKey(key, part)
		key = append(key, 0) // sorts before whatever a longer part goes on with
	}
	return key
}

func (with *collation) appendKey(key []byte, s string) []byte {
	with.buffer.Reset()
	return append(key, with.order.KeyFromString(&with.buffer, Tone(s))...)
}

// nameParts is given name, middle names and family name, in lower case.
func nameParts(name string) [3]string {
	words := strings.Fields(strings.ToLower(name))
	switch n := len(words); n {
	case 0:
		return [3]string{}
	case 1:
		return [3]string{words[0]}
	default:
		return [3]string{words[n-1], strings.Join(words[1:n-1], " "), words[0]}
	}
}
