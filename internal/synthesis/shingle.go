package synthesis

import (
	"hash/fnv"
	"slices"
	"strings"
)

// particles are folded syllables that carry no demand: people add, drop and
// swap them without meaning anything else. Negations are never among them.
var particles = set(`va cua cac nhung la thi ma de cho ve trong tai o voi
	se da dang can nen phai duoc su viec them nua ro hon nhu theo do nay`)

// englishParticles serve texts without a single accented letter: folded
// Vietnamese syllables look like some of them ("tổ", "án").
var englishParticles = set(`the a an of to in and on be should it is that this
	please we suggest propose kindly would could with for by at`)

// openers are folded phrases that open a demand and say nothing more.
var openers = [][]string{
	{"de", "nghi"}, {"kien", "nghi"}, {"kinh", "de", "nghi"}, {"xin", "de", "nghi"},
	{"ban", "soan", "thao"}, {"to", "bien", "tap"}, {"co", "quan", "soan", "thao"}, {"ban", "chi", "dao"},
	{"xem", "xet"}, {"nghien", "cuu"}, {"can", "nhac"}, {"chung", "toi"},
}

// negations turn a sentence round: two comments that differ in one of them are
// never near-identical.
var negations = set(`khong chua chang dung bo xoa giu tru ngoai no not never without remove delete keep except`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// contentWords drops openers wherever they stand, and particles.
func contentWords(words []string, english bool) []string {
	out := make([]string, 0, len(words))
	particles := particles
	if english {
		particles = englishParticles
	}
	for i := 0; i < len(words); {
		if n := opener(words[i:]); n > 0 {
			i += n
			continue
		}
		if !particles[words[i]] {
			out = append(out, words[i])
		}
		i++
	}
	return out
}

func opener(words []string) int {
	for _, o := range openers {
		if len(words) >= len(o) && slices.Equal(words[:len(o)], o) {
			return len(o)
		}
	}
	return 0
}

// strictKey is the figures and negations of a text, in order.
func strictKey(words []string) string {
	var out []string
	for _, w := range words {
		if negations[w] || strings.ContainsAny(w, "0123456789") {
			out = append(out, w)
		}
	}
	return joinWords(out)
}

// shingles is the sorted set of hashes of neighbouring pairs; a text of one
// word has that word, a text of none has none.
func shingles(words []string) []uint64 {
	if len(words) == 1 {
		return []uint64{hash(words[0])}
	}
	var out []uint64
	for i := 0; i+1 < len(words); i++ {
		out = append(out, hash(words[i]+" "+words[i+1]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hash is FNV-1a of 64 bits: the same in every run, so that groups are.
func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// jaccard is |a∩b| / |a∪b| of two sorted sets; two empty sets are unlike.
func jaccard(a, b []uint64) float64 {
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			shared++
			i, j = i+1, j+1
		}
	}
	if union := len(a) + len(b) - shared; union > 0 {
		return float64(shared) / float64(union)
	}
	return 0
}

func joinWords(words []string) string { return strings.Join(words, " ") }
