// Package id makes the keys of records: 128 bits, ordered by the time they were
// made, written in 26 characters of Crockford's base 32 in small letters. Keys
// that come in order are appended to an index; random ones tear it apart.
//
// The layout is that of the ULID: 48 bits of milliseconds, then 80 bits of
// which the first draw within a millisecond is random and each further one is
// the last plus a random step, so ids of one process never go backwards.
package id

import (
	"crypto/rand"
	"encoding/binary"
	"strings"
	"sync"
	"time"
)

// ID is a key. The empty ID is no record.
type ID string

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// Length of every ID.
const Length = 26

var source struct {
	sync.Mutex
	ms     uint64
	hi, lo uint64 // 16 and 64 bits
}

// New makes an ID of the present moment.
func New() ID {
	var b [10]byte
	rand.Read(b[:]) // never fails: crypto/rand ends the program if it cannot read
	hi, lo := uint64(binary.BigEndian.Uint16(b[:2])), binary.BigEndian.Uint64(b[2:])
	now := uint64(time.Now().UnixMilli())

	source.Lock()
	defer source.Unlock()
	if now > source.ms {
		// The top bit stays free, so that steps do not run over the 80 bits.
		source.ms, source.hi, source.lo = now, hi&0x7fff, lo
	} else {
		step := lo>>32 + 1
		source.lo += step
		if source.lo < step {
			source.hi++
		}
	}
	return encode(source.ms, source.hi, source.lo)
}

// encode writes 48+16 and 64 bits, five at a time, from the lowest up.
func encode(ms, hi, lo uint64) ID {
	high := ms<<16 | hi
	var out [Length]byte
	for i := Length - 1; i >= 0; i-- {
		out[i] = alphabet[lo&31]
		lo = lo>>5 | high<<59
		high >>= 5
	}
	return ID(out[:])
}

// Parse accepts an ID as a person or a program sends it; capitals are allowed.
func Parse(s string) (ID, bool) {
	s = strings.ToLower(s)
	if len(s) != Length || s[0] > '7' {
		return "", false
	}
	for i := range len(s) {
		if strings.IndexByte(alphabet, s[i]) < 0 {
			return "", false
		}
	}
	return ID(s), true
}

// Time is when the ID was made, to the millisecond; false if s is no ID.
func (i ID) Time() (time.Time, bool) {
	if _, ok := Parse(string(i)); !ok {
		return time.Time{}, false
	}
	var ms uint64
	for _, c := range []byte(i[:10]) {
		ms = ms<<5 | uint64(strings.IndexByte(alphabet, c))
	}
	return time.UnixMilli(int64(ms)).UTC(), true
}
