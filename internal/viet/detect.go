package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What tells encodings apart is syllables: read in the right one, nearly every
// word with an accented letter is a syllable of Vietnamese; read in a wrong
// one, hardly any is.

const (
	// likelyShare is the share of accented words that must be syllables for a
	// text to count as Vietnamese. Real texts reach 0.95 and more; foreign
	// names, abbreviations and typing errors are the rest.
	likelyShare = 0.7
	// clearLead is by how much a legacy reading must beat text taken as it is.
	clearLead = 0.2
	// enoughWords is how many syllables it takes to call text that may as well
	// be Unicode legacy: one or two words can be syllables by accident.
	enoughWords = 3
	// sampleWords is after how many accented words the share is clear.
	sampleWords = 2000
)

// LooksLegacy tells whether s, legacy bytes shown as code points as Decode
// takes them, is TCVN3 or VNI; Unicode if it is neither, or if s is too short
// to tell. It serves text that does not say what font it was set in: plain text
// files, and the text layer of a PDF.
func LooksLegacy(s string) Encoding {
	if isUnicodeVietnamese(s) {
		return Unicode
	}
	sample := prefix(s, 256<<10)
	asIs := measure(NFC(sample)).share()
	best, bestShare := Unicode, max(likelyShare, asIs+clearLead)
	for _, enc := range []Encoding{TCVN3, VNI} {
		m := measure(enc.Decode(sample))
		if m.syllables >= enoughWords && m.share() >= bestShare {
			best, bestShare = enc, m.share()
		}
	}
	return best
}

// measured counts the words of a text that have an accented letter, and those
// of them that are syllables.
type measured struct{ syllables, words int }

func (m measured) share() float64 {
	if m.words == 0 {
		return 0
	}
	return float64(m.syllables) / float64(m.words)
}

func measure(s string) measured {
	var m measured
	for i := 0; i < len(s) && m.words < sampleWords; {
		end, accented := runEnd(s, i)
		if end == i {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		if accented {
			m.words++
			if ValidSyllable(s[i:end]) {
				m.syllables++
			}
		}
		i = end
	}
	return m
}

// runEnd is where the run of letters ends that starts at s[i:]. The signs of
// Latin-1 count as letters in it, for that is what letters of a wrongly decoded
// text turn into ("®iÒu"); the guillemets and the no-break space do not.
func runEnd(s string, i int) (end int, accented bool) {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		sign := r > 0xA0 && r < 0xC0 && r != '«' && r != '»'
		if !sign && !isLetter(r) && !isMark(r) && r != utf8.RuneError {
			break
		}
		accented = accented || r >= utf8.RuneSelf
		i += size
	}
	return i, accented
}

// prefix is at most the first n bytes of s, whole code points.
func prefix(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// capitals mends words of TCVN3 set in an H font, where the font is not known:
// "QUYếT ĐịNH" has its plain letters as capitals and becomes "QUYẾT ĐỊNH".
func capitals(s string) string {
	var b strings.Builder
	copied := 0
	for i := 0; i < len(s); {
		end, accented := runEnd(s, i)
		if end == i {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		if word := s[i:end]; accented && inCapitals(word) {
			b.WriteString(s[copied:i])
			b.WriteString(strings.ToUpper(word))
			copied = end
		}
		i = end
	}
	if copied == 0 {
		return s
	}
	b.WriteString(s[copied:])
	return b.String()
}

// inCapitals reports whether a word has two ASCII letters, all of them capitals,
// or a single one that does not stand first.
func inCapitals(word string) bool {
	capitals, last := 0, 0
	for i, r := range word {
		switch {
		case r < utf8.RuneSelf && unicode.IsLower(r):
			return false
		case r < utf8.RuneSelf:
			capitals++
			last = i
		}
	}
	return capitals > 0 && last > 0
}
