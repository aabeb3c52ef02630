package anchor

import (
	"strconv"
	"strings"
	"unicode/utf8"

	numerals "thao/internal/numeral"
)

// style is how a number is written. Two numbers are equal by value; of several
// nodes that fit, those numbered in the style of the citation come first.
type style byte

const (
	arabic  style = iota + 1 // 3, 5a
	dotted                   // 1.1
	roman                    // III
	lower                    // a, đ
	upper                    // A
	spelled                  // ba, third
	ordinal                  // counted from the first: "gạch đầu dòng thứ hai", "last paragraph"
)

// numeral is one reading of a written number.
type numeral struct {
	value string // "3", "5a", "1.1", "đ"; "last" for the last one
	style style
}

// numberWords are the numbers up to twenty as words, cardinal and ordinal.
var numberWords = map[string]int{
	"nhất": 1, "một": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
	"bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
	"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}

// lastWords say that the last of a kind is meant.
var lastWords = map[string]bool{"cuối": true, "chót": true, "last": true, "final": true}

// ordinalWords are the English numbers that stand before what they number.
var ordinalWords = map[string]bool{
	"first": true, "second": true, "third": true, "fourth": true, "fifth": true, "sixth": true, "seventh": true,
	"eighth": true, "ninth": true, "tenth": true, "last": true, "final": true,
}

// spelledNumber reads number words from the front of words and says how many
// it took: "ba", "mười lăm", "hai mươi mốt".
func spelledNumber(words []string) (value, taken int) {
	if len(words) == 0 {
		return 0, 0
	}
	n, ok := numberWords[words[0]]
	switch {
	case !ok:
		return 0, 0
	case n == 10 && words[0] == "mười" && len(words) > 1:
		if unit, ok := unitAfterTen(words[1]); ok {
			return 10 + unit, 2
		}
	case n >= 2 && n <= 9 && len(words) > 1 && words[1] == "mươi":
		if len(words) > 2 {
			if unit, ok := unitAfterTen(words[2]); ok {
				return 10*n + unit, 3
			}
		}
		return 10 * n, 2
	}
	return n, 1
}

func unitAfterTen(w string) (int, bool) {
	switch w {
	case "mốt":
		return 1, true
	case "lăm", "nhăm":
		return 5, true
	}
	n, ok := numberWords[w]
	return n, ok && n < 10
}

// romanValue returns the value of a well-formed Roman number up to 399 in
// capitals, or 0: those in D and M are letters rather.
func romanValue(s string) int {
	if n, ok := numerals.ParseRoman(s); ok && n <= 399 {
		return n
	}
	return 0
}

// readings returns what a written number may mean: "i" is a letter or one,
// "V" five or a letter. It takes one number, without brackets or full stop.
func readings(written string) []numeral {
	if written == "" {
		return nil
	}
	if c := written[0]; '0' <= c && c <= '9' {
		return []numeral{arabicReading(written)}
	}
	var out []numeral
	if n := romanValue(written); n > 0 {
		out = append(out, numeral{strconv.Itoa(n), roman})
	} else if n := romanValue(strings.ToUpper(written)); n > 0 && len(written) > 1 {
		out = append(out, numeral{strconv.Itoa(n), roman})
	}
	if utf8.RuneCountInString(written) == 1 {
		low := strings.ToLower(written)
		letter := numeral{low, upper}
		if low == written {
			letter.style = lower
			if n := romanValue(strings.ToUpper(written)); n > 0 {
				return []numeral{letter, {strconv.Itoa(n), roman}}
			}
		}
		return append(out, letter)
	}
	if len(out) > 0 {
		return out
	}
	if n, taken := spelledNumber(strings.Fields(Canonical(written))); taken > 0 {
		return []numeral{{strconv.Itoa(n), spelled}}
	}
	return nil
}

// arabicReading drops leading zeros of every part: "01" is 1.
func arabicReading(written string) numeral {
	parts := strings.Split(strings.ToLower(written), ".")
	for i, p := range parts {
		if trimmed := strings.TrimLeft(p, "0"); trimmed != "" {
			parts[i] = trimmed
		} else if p != "" {
			parts[i] = "0"
		}
	}
	n := numeral{strings.Join(parts, "."), arabic}
	if len(parts) > 1 {
		n.style = dotted
	}
	return n
}
