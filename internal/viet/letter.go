package viet

import "unicode"

// tone is one of the six tones, in the order dictionaries sort them.
type tone uint8

const (
	level tone = iota // ngang: no mark
	grave             // huyền
	hook              // hỏi
	tilde             // ngã
	acute             // sắc
	dot               // nặng
	tones
)

// vowelRows is the twelve vowels in alphabetical order, each with its tones.
var vowelRows = [...][tones]rune{
	{'a', 'à', 'ả', 'ã', 'á', 'ạ'},
	{'ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'},
	{'â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'},
	{'e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'},
	{'ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'},
	{'i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'},
	{'o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'},
	{'ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'},
	{'ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'},
	{'u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'},
	{'ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'},
	{'y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'},
}

// plain is a letter without tone and case, in one byte: ASCII letters stand
// for themselves, the seven others for a digit. Syllables in this form are
// short byte strings that tables can be looked up with, without allocating.
type plain byte

const (
	aBreve      plain = '0' + iota // ă
	aCircumflex                    // â
	dStroke                        // đ
	eCircumflex                    // ê
	oCircumflex                    // ô
	oHorn                          // ơ
	uHorn                          // ư
)

// glyph is one letter taken apart. The zero value is no letter of Vietnamese
// (nor f, j, w or z).
type glyph struct {
	letter plain
	tone   tone
	upper  bool
}

func (l plain) isVowel() bool {
	switch l {
	case 'a', aBreve, aCircumflex, 'e', eCircumflex, 'i', 'o', oCircumflex, oHorn, 'u', uHorn, 'y':
		return true
	}
	return false
}

// carriesQuality reports whether the vowel has a mark of its own besides the
// tone; such a vowel attracts the tone mark.
func (l plain) carriesQuality() bool { return l >= aBreve && l <= uHorn && l != dStroke }

// The letters lie in ASCII to Latin Extended-B, and in the block Latin
// Extended Additional; each stretch has a table.
const (
	extraFirst = 0x1EA0
	extraLast  = 0x1EF9
)

var (
	glyphsLow   [0x1B1]glyph
	glyphsExtra [extraLast - extraFirst + 1]glyph
	vowelOf     = map[plain]*[tones]rune{}
)

func init() {
	for i := range vowelRows {
		row := &vowelRows[i]
		letter := plainOf(row[level])
		vowelOf[letter] = row
		for t, r := range row {
			setGlyph(r, glyph{letter, tone(t), false})
			setGlyph(unicode.ToUpper(r), glyph{letter, tone(t), true})
		}
	}
	for _, r := range "bcdđghklmnpqrstvx" {
		letter := plainOf(r)
		setGlyph(r, glyph{letter, level, false})
		setGlyph(unicode.ToUpper(r), glyph{letter, level, true})
	}
}

func plainOf(lower rune) plain {
	switch lower {
	case 'ă':
		return aBreve
	case 'â':
		return aCircumflex
	case 'đ':
		return dStroke
	case 'ê':
		return eCircumflex
	case 'ô':
		return oCircumflex
	case 'ơ':
		return oHorn
	case 'ư':
		return uHorn
	}
	return plain(lower)
}

func setGlyph(r rune, g glyph) {
	if r >= extraFirst {
		glyphsExtra[r-extraFirst] = g
	} else {
		glyphsLow[r] = g
	}
}

// glyphOf takes a letter apart; letter 0 means r is no letter of Vietnamese.
func glyphOf(r rune) glyph {
	switch {
	case r >= 0 && int(r) < len(glyphsLow):
		return glyphsLow[r]
	case r >= extraFirst && r <= extraLast:
		return glyphsExtra[r-extraFirst]
	}
	return glyph{}
}

// withTone returns the vowel g carrying tone t instead of its own, as a rune.
func (g glyph) withTone(t tone) rune {
	r := vowelOf[g.letter][t]
	if g.upper {
		return unicode.ToUpper(r)
	}
	return r
}

// rune puts the letter together again.
func (g glyph) rune() rune {
	if g.letter.isVowel() {
		return g.withTone(g.tone)
	}
	r := rune(g.letter)
	if g.letter == dStroke {
		r = 'đ'
	}
	if g.upper {
		return unicode.ToUpper(r)
	}
	return r
}
