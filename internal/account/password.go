package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"thao/internal/fault"
	"thao/internal/rule"
)

// Argon is the cost of hashing a password.
type Argon struct {
	Memory  uint32 // KiB
	Passes  uint32
	Threads uint8
}

// Usual takes about 50 ms of one core of 2024 (BenchmarkHash) and is above
// what RFC 9106 and OWASP ask for at least: 19 MiB and two passes.
var Usual = Argon{Memory: 32 << 10, Passes: 2, Threads: 1}

// Hasher hashes and verifies passwords, a bounded number at a time, so that a
// storm of sign-ins takes a bounded amount of memory.
type Hasher struct {
	cost  Argon
	slots chan struct{}
	dummy string // what is verified where there is no account
	count atomic.Int64
}

// Longest a sign-in waits for its turn at the hasher.
const longestWait = 10 * time.Second

// NewHasher makes a Hasher that works on at most atOnce passwords together.
func NewHasher(cost Argon, atOnce int) *Hasher {
	h := &Hasher{cost: cost, slots: make(chan struct{}, max(atOnce, 1))}
	h.dummy = cost.hash(rand.Text())
	return h
}

// Hash is the PHC string of a password.
func (h *Hasher) Hash(ctx context.Context, password string) (phc string, err error) {
	err = h.turn(ctx, func() { phc = h.cost.hash(password) })
	return phc, err
}

// Verify reports whether the password is that of a PHC string. An empty or
// unreadable string is verified against a password nobody has, so that it takes
// as long. stale says that the hash was made at another cost.
func (h *Hasher) Verify(ctx context.Context, phc, password string) (ok, stale bool, err error) {
	p, known := parsePHC(phc)
	if !known {
		p, _ = parsePHC(h.dummy)
	}
	err = h.turn(ctx, func() {
		ok = subtle.ConstantTimeCompare(p.cost.key(password, p.salt, len(p.key)), p.key) == 1
	})
	return ok && known, p.cost != h.cost, err
}

// Count is how many passwords were worked on, for metrics.
func (h *Hasher) Count() int64 { return h.count.Load() }

// turn waits for a slot; too long a queue is a refusal, not a growing one.
func (h *Hasher) turn(ctx context.Context, work func()) error {
	wait := time.NewTimer(longestWait)
	defer wait.Stop()
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	case <-wait.C:
		return fault.New(fault.Throttled, "seconds", int(longestWait.Seconds()))
	}
	defer func() { <-h.slots }()
	h.count.Add(1)
	work()
	return nil
}

// key hashes a password as it is typed: two ways of typing ế are one password.
func (c Argon) key(password string, salt []byte, length int) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.Passes, c.Memory, c.Threads, uint32(length))
}

func (c Argon) hash(password string) string {
	salt := make([]byte, 16)
	rand.Read(salt) // never fails
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Passes, c.Threads,
		b64(salt), b64(c.key(password, salt, 32)))
}

type phc struct {
	cost      Argon
	salt, key []byte
}

// parsePHC reads "$argon2id$v=19$m=…,t=…,p=…$salt$key". Costs beyond what we
// would ever write are refused: a row must not be able to exhaust the machine.
func parsePHC(s string) (phc, bool) {
	var p phc
	var version int
	part := strings.Split(s, "$")
	if len(part) != 6 || part[1] != "argon2id" {
		return p, false
	}
	if _, err := fmt.Sscanf(part[2], "v=%d", &version); err != nil || version != argon2.Version {
		return p, false
	}
	if _, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &p.cost.Memory, &p.cost.Passes, &p.cost.Threads); err != nil {
		return p, false
	}
	if c := p.cost; c.Memory > 1<<20 || c.Passes < 1 || c.Passes > 16 || c.Threads < 1 {
		return p, false
	}
	var err1, err2 error
	p.salt, err1 = base64.RawStdEncoding.DecodeString(part[4])
	p.key, err2 = base64.RawStdEncoding.DecodeString(part[5])
	return p, err1 == nil && err2 == nil && len(p.key) >= 16 && len(p.salt) >= 8
}

// Bounds of a password, in characters.
const (
	ShortestPassword = 10
	longestPassword  = 200
)

// Words that stand in too many passwords.
var common = []string{"password", "matkhau", "qwerty", "1234567", "abcdef", "iloveyou", "admin123", "letmein", "thao123"}

// checkPassword says why a password cannot be taken: NIST SP 800-63B asks for
// length and against known words, not for kinds of characters.
func checkPassword(password, email string) error {
	wrong := func(rule string) error { return fault.New(fault.Invalid, "field", "password", "rule", rule) }
	n := utf8.RuneCountInString(password)
	low := strings.ToLower(password)
	local, _, _ := strings.Cut(email, "@")
	switch {
	case !rule.Storable(password):
		return wrong("web.rule.text")
	case n < ShortestPassword:
		return wrong("web.rule.password-short")
	case n > longestPassword:
		return wrong("web.rule.password-long")
	case len(local) >= 4 && strings.Contains(low, local), distinct(low) < 5:
		return wrong("web.rule.password-plain")
	}
	for _, word := range common {
		if strings.Contains(low, word) {
			return wrong("web.rule.password-plain")
		}
	}
	return nil
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}
