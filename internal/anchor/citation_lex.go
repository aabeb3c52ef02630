package anchor

import (
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"thao/internal/viet"
)

// tokenKind says what a token is made of.
type tokenKind byte

const (
	wordToken  tokenKind = iota // letters
	digitToken                  // ASCII digits
	markToken                   // one character of any other sort
	breakToken                  // one or more line ends
)

// token is a piece of running text; white space makes none.
type token struct {
	start, end int // bytes
	kind       tokenKind
	spaced     bool   // white space stands before it
	word       string // of a word: lower case, NFC, tones placed one way; of a mark: itself
}

// lex cuts s into tokens.
func lex(s string) []token {
	tokens := make([]token, 0, len(s)/5+4)
	spaced := true
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n':
			if n := len(tokens); n == 0 || tokens[n-1].kind != breakToken {
				tokens = append(tokens, token{i, i + 1, breakToken, spaced, "\n"})
			}
			spaced = true
			i++
			continue
		case unicode.IsSpace(r) || invisible(r):
			spaced = spaced || unicode.IsSpace(r)
			i += size
			continue
		}
		end, kind := tokenEnd(s, i, r, size)
		t := token{start: i, end: end, kind: kind, spaced: spaced, word: s[i:end]}
		if kind == wordToken {
			t.word = canonical(s[i:end])
		}
		tokens = append(tokens, t)
		spaced = false
		i = end
	}
	return tokens
}

func tokenEnd(s string, i int, r rune, size int) (int, tokenKind) {
	switch {
	case '0' <= r && r <= '9':
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i++
		}
		return i, digitToken
	case unicode.IsLetter(r):
		for i < len(s) {
			r, size := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			i += size
		}
		return i, wordToken
	}
	return i + size, markToken
}

func invisible(r rune) bool { return r != ' ' && plain(r) == 0 }

// vocabulary remembers the canonical spelling of words met, since letters use
// the same few thousand over and over.
type vocabulary struct {
	words sync.Map // string → string
	size  atomic.Int32
}

// maxVocabulary bounds what is remembered. A full vocabulary is forgotten and
// begun anew: a hostile text must neither fill the memory nor take the place
// of the words that the texts after it are made of.
const maxVocabulary = 20_000

var spellings atomic.Pointer[vocabulary]

func init() { spellings.Store(new(vocabulary)) }

// learn keeps a spelling. Words of two readers may go to a vocabulary just
// forgotten; they are learned again when they are met again.
func learn(word, spelling string) {
	v := spellings.Load()
	if v.size.Add(1) > maxVocabulary {
		spellings.CompareAndSwap(v, new(vocabulary))
		v = spellings.Load()
		v.size.Add(1)
	}
	v.words.Store(strings.Clone(word), strings.Clone(spelling))
}

// canonical returns the one spelling under which a word is looked up.
func canonical(w string) string {
	if len(w) == 1 && 'a' <= w[0] && w[0] <= 'z' {
		return w
	}
	if c, ok := spellings.Load().words.Load(w); ok {
		return c.(string)
	}
	c := Canonical(w)
	if len(w) <= maxRemembered {
		learn(w, c)
	}
	return c
}

// maxRemembered is the length, in bytes, of the longest word remembered.
const maxRemembered = 32

// Canonical makes words comparable that differ in case, composition, place of
// the tone mark or Eth for Đ, and keeps every diacritic: "mục" is not "mức".
func Canonical(s string) string {
	return viet.Tone(strings.ToLower(viet.RepairEth(viet.NFC(s))))
}

// Word is a word or a run of digits in running text.
type Word struct {
	Start, End int    // bytes
	Text       string // as Canonical gives it
}

// Words returns the words of s in order, for matching phrases whatever their
// case and spelling of tones.
func Words(s string) []Word {
	tokens := lex(s)
	out := make([]Word, 0, len(tokens))
	for _, t := range tokens {
		if t.kind == wordToken || t.kind == digitToken {
			out = append(out, Word{t.start, t.end, t.word})
		}
	}
	return out
}
