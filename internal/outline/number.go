package outline

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"thao/internal/numeral"
)

// class is the way a number is written. Two labels can only follow one
// another within a class.
type class uint8

const (
	arabic     class = iota + 1 // 1, 2, 3
	dotted                      // 1.1, 1.1.1
	upperRoman                  // I, II
	lowerRoman                  // i, ii
	upperAlpha                  // A, B
	lowerAlpha                  // a, b, c, d, đ, e
	inWords                     // nhất, hai; One, Two
	bullet                      // -, +, •
)

// number is the value of a label. Letters keep their rune in v; a dotted
// number keeps its last component in v and the ones before it in prefix.
type number struct {
	v      int
	suffix string // "a" of "5a", "1" of "a1": a unit put in between later
	prefix string // "1.2" of "1.2.3"
}

func (n number) first(c class) bool {
	if n.suffix != "" {
		return false
	}
	switch c {
	case lowerAlpha:
		return n.v == 'a'
	case upperAlpha:
		return n.v == 'A'
	}
	return n.v == 1
}

// follows reports whether next comes right after n in a list of class c.
func (n number) follows(c class, next number) bool {
	if n.prefix != next.prefix {
		return false
	}
	if next.v == n.v {
		return suffixFollows(n.suffix, next.suffix)
	}
	if next.suffix != "" {
		return false
	}
	return n.distance(c, next) == 1
}

// distance counts the steps from n to next, in the alphabet that makes them
// fewest; 0 where they are equal or not to be compared, a negative number
// where next comes earlier.
func (n number) distance(c class, next number) int {
	if c != lowerAlpha && c != upperAlpha {
		return next.v - n.v
	}
	shift := 0
	if c == upperAlpha {
		shift = 'a' - 'A'
	}
	from, to := lowerLetter(n.v, shift), lowerLetter(next.v, shift)
	if from == to {
		return 0
	}
	best, known := 0, false
	for _, alphabet := range alphabets {
		i, j := strings.IndexRune(alphabet, from), strings.IndexRune(alphabet, to)
		if i < 0 || j < 0 {
			continue
		}
		d := utf8.RuneCountInString(alphabet[:j]) - utf8.RuneCountInString(alphabet[:i])
		if !known || d > 0 && (best <= 0 || d < best) {
			best, known = d, true
		}
	}
	return best
}

// alphabets are the orders points are lettered in: the one of Vietnamese law, the
// same without đ as older texts have it, and
// the English one.
var alphabets = [...]string{numeral.Points, "abcdeghiklmnopqrstuvxy", "abcdefghijklmnopqrstuvwxyz"}

func lowerLetter(v, shift int) rune {
	switch {
	case v == 'Đ' || v == 'đ':
		return 'đ'
	case v >= 'A' && v <= 'Z':
		return rune(v + shift)
	}
	return rune(v)
}

func suffixFollows(from, to string) bool {
	if to == "" {
		return false
	}
	if from == "" {
		return to == "a" || to == "1"
	}
	a, _ := utf8.DecodeRuneInString(from)
	b, _ := utf8.DecodeRuneInString(to)
	if a == 'd' && b == 'đ' || a == 'đ' && b == 'e' {
		return true
	}
	return b == a+1
}

// id is the number as it stands in a node's id: words and Roman numerals as
// digits, letters in lower case.
func (n number) id(c class) string {
	var s string
	switch c {
	case lowerAlpha, upperAlpha:
		s = string(lowerLetter(n.v, 'a'-'A'))
	case dotted:
		s = n.prefix + "." + strconv.Itoa(n.v)
	default:
		s = strconv.Itoa(n.v)
	}
	return s + n.suffix
}

// digits reads an Arabic number of at most four digits; n is how many bytes
// it took, 0 for none.
func digits(s string) (v, n int) {
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		if n == 4 {
			return 0, 0
		}
		v = v*10 + int(s[n]-'0')
		n++
	}
	return v, n
}

// greatestRoman bounds the numerals read and written: a capital D or M at the
// front of a line is a letter.
const greatestRoman = 399

// roman reads a well-formed Roman numeral of one case, up to greatestRoman.
func roman(s string, upper bool) (v, n int) {
	var buf [12]byte
	for n < len(s) && n < len(buf) {
		b := s[n]
		if !upper {
			if b < 'a' || b > 'z' {
				break
			}
			b -= 'a' - 'A'
		}
		if strings.IndexByte("IVXLC", b) < 0 {
			break
		}
		buf[n] = b
		n++
	}
	v, ok := numeral.ParseRoman(string(buf[:n]))
	if !ok || v > greatestRoman {
		return 0, 0
	}
	return v, n
}

// romanText writes 1–399 as an upper-case Roman numeral, others in digits.
func romanText(v int) string {
	if v > greatestRoman {
		return strconv.Itoa(v)
	}
	return numeral.Roman(v)
}

var vietnameseOnes = [...]string{"", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// numberWords are ordinals in words, longer ones before their beginnings.
var numberWords = func() []numberWord {
	var list []numberWord
	for i := 9; i >= 1; i-- {
		list = append(list, numberWord{"hai mươi " + vietnameseOnes[i], 20 + i}, numberWord{"mười " + vietnameseOnes[i], 10 + i})
	}
	list = append(list, numberWord{"hai mươi mốt", 21}, numberWord{"hai mươi lăm", 25}, numberWord{"hai mươi", 20},
		numberWord{"mười lăm", 15}, numberWord{"mười bẩy", 17}, numberWord{"mười", 10},
		numberWord{"nhất", 1}, numberWord{"nhì", 2}, numberWord{"tư", 4}, numberWord{"bẩy", 7})
	for i := 1; i <= 9; i++ {
		list = append(list, numberWord{vietnameseOnes[i], i})
	}
	for i, w := range []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"} {
		list = append(list, numberWord{w, i + 1})
	}
	return list
}()

type numberWord struct {
	text  string
	value int
}

// words reads an ordinal in words, with "thứ" before it or not.
func words(s string) (v, n int) {
	if k := foldPrefix(s, "thứ"); k > 0 {
		sp := leadingSpace(s[k:])
		if sp == 0 {
			return 0, 0
		}
		n = k + sp
	}
	for _, w := range numberWords {
		if k := foldPrefix(s[n:], w.text); k > 0 && !letterAt(s, n+k) {
			return w.value, n + k
		}
	}
	return 0, 0
}
