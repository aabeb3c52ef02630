package viet

import "strings"

// The syllables of Vietnamese: an onset, a rime, a tone. What is not in these
// tables is a foreign word, an abbreviation or a mistake.

// maxSyllable is the number of letters in the longest syllables, as "nghiêng".
const maxSyllable = 7

var onsets = []string{
	"b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
	"p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
}

// rimeList has, besides the rimes of the language, ăk: Đắk Lắk and Đắk Nông
// are provinces.
var rimeList = strings.Fields(`
	a ac ach ai am an ang anh ao ap at au ay
	ăc ăm ăn ăng ăp ăt ăk
	âc âm ân âng âp ât âu ây
	e ec em en eng eo ep et
	ê êch êm ên ênh êp êt êu
	i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
	o oc oi om on ong op ot ooc oong
	oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
	ô ôc ôi ôm ôn ông ôp ôt
	ơ ơi ơm ơn ơp ơt
	u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ
	uôc uôi uôm uôn uông uôt
	uy uya uych uyn uynh uyp uyt uyu uyên uyêt
	ư ưa ưc ưi ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
	y ych yn ynh yt yêm yên yêng yêt yêu`)

// rime is what is to be known of one rime.
type rime struct {
	mark    int  // which of its letters carries the tone mark
	stopped bool // ends in c, ch, k, p or t: only sắc and nặng are possible
}

var (
	onsetSet = map[string]bool{}
	rimes    = map[string]rime{}
)

func init() {
	for _, o := range onsets {
		onsetSet[plainString(o)] = true
	}
	for _, r := range rimeList {
		p := plainString(r)
		rimes[p] = rime{mark: markPosition(p), stopped: strings.HasSuffix(p, "ch") || strings.ContainsAny(p[len(p)-1:], "cptk")}
	}
}

func plainString(lower string) string {
	var b []byte
	for _, r := range lower {
		b = append(b, byte(plainOf(r)))
	}
	return string(b)
}

// markPosition is where the traditional spelling puts the tone mark of an open
// or closed rime: hòa, khỏe, thủy, but hoàn, khoẻn, thuỳnh. The reform of
// 1980 differs in just the three open rimes oa, oe and uy.
func markPosition(rime string) int {
	vowels := 0
	quality := -1
	for i := range len(rime) {
		l := plain(rime[i])
		if !l.isVowel() {
			break
		}
		vowels++
		if l.carriesQuality() {
			quality = i
		}
	}
	switch {
	case quality >= 0:
		return quality
	case vowels == 3, vowels == 2 && len(rime) > 2:
		return 1
	}
	return 0
}

// syllable is a run of letters taken apart. Tone and case are apart from the
// letters, so that tables need neither.
type syllable struct {
	letters [maxSyllable]byte
	glyphs  [maxSyllable]glyph
	n       int
	tone    tone
	toneAt  int // index of the letter that carries the mark; -1 for none
	toned   int // how many letters carry one; more than one is no syllable
}

// add appends a letter and reports whether the run can still be a syllable.
func (s *syllable) add(r rune) bool {
	g := glyphOf(r)
	if g.letter == 0 || s.n == maxSyllable {
		return false
	}
	s.letters[s.n], s.glyphs[s.n] = byte(g.letter), g
	if g.tone != level {
		s.tone, s.toneAt = g.tone, s.n
		s.toned++
	}
	s.n++
	return true
}

func newSyllable() syllable { return syllable{toneAt: -1} }

// split finds where the onset ends. "gi" is an onset before a vowel (giá,
// giường) and g with a rime in i else (gì, gìn); "qu" always is one.
func (s *syllable) split() (onset int, r rime, ok bool) {
	for onset = min(3, s.n-1); onset >= 0; onset-- {
		if onset > 0 && !onsetSet[string(s.letters[:onset])] {
			continue
		}
		if r, ok = rimes[string(s.letters[onset:s.n])]; ok && s.agrees(onset) {
			return onset, r, true
		}
	}
	return 0, rime{}, false
}

// agrees reports whether onset and rime can stand together.
func (s *syllable) agrees(onset int) bool {
	first := plain(s.letters[onset])
	front := first == 'e' || first == eCircumflex || first == 'i' || first == 'y'
	switch string(s.letters[:onset]) {
	case "":
		return true
	case "qu":
		return first != 'u' && first != 'o'
	case "gi":
		return first != 'i' && first != 'y'
	case "gh", "ngh":
		return first == 'e' || first == eCircumflex || first == 'i'
	case "k":
		return front
	case "g":
		return first == 'i' || !front
	case "c", "ng":
		return !front
	}
	return first != 'y' || s.n == onset+1
}

// ValidSyllable reports whether word, in either case and either way of placing
// the tone mark, can be a syllable of Vietnamese: "nghiêng", "QUÝ", "hoà";
// not "straße", "nghiễc" or "đt".
func ValidSyllable(word string) bool {
	s := newSyllable()
	for _, r := range word {
		if !s.add(r) {
			return false
		}
	}
	return s.valid()
}

func (s *syllable) valid() bool {
	if s.n == 0 || s.toned > 1 {
		return false
	}
	_, r, ok := s.split()
	return ok && (!r.stopped || s.tone == acute || s.tone == dot)
}
