package ooxml

import (
	"strconv"
	"strings"

	"thao/internal/numeral"
)

// formatNumber writes n in a number format of ECMA-376 part 1, 17.18.59.
// Formats of scripts this program's users do not meet are written as decimal.
func formatNumber(n int, format string) string {
	switch format {
	case "none", "bullet":
		return ""
	case "decimalZero":
		return padded(n, 2)
	case "upperRoman":
		return numeral.Roman(n)
	case "lowerRoman":
		return strings.ToLower(numeral.Roman(n))
	case "upperLetter":
		return letters(n, 'A')
	case "lowerLetter":
		return letters(n, 'a')
	case "ordinal":
		return strconv.Itoa(n) + ordinalSuffix(n)
	case "cardinalText":
		return capital(cardinal(n))
	case "ordinalText":
		return capital(ordinal(n))
	case "vietnameseCounting":
		return vietnameseCount(n)
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "hex":
		return strings.ToUpper(strconv.FormatInt(int64(n), 16))
	case "decimalEnclosedParen":
		return "(" + strconv.Itoa(n) + ")"
	case "decimalEnclosedFullstop":
		return strconv.Itoa(n) + "."
	case "decimalEnclosedCircle":
		return circled(n)
	case "decimalFullWidth", "decimalFullWidth2":
		return digits(n, '０')
	case "hindiNumbers", "hindiCounting":
		return digits(n, '०')
	case "thaiNumbers":
		return digits(n, '๐')
	case "russianLower":
		return alphabet(n, []rune("абвгдежзиклмнопрстуфхцчшщыэюя"))
	case "russianUpper":
		return alphabet(n, []rune("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"))
	case "chicago":
		return alphabet(n, []rune("*†‡§"))
	}
	return strconv.Itoa(n)
}

// customNumber follows w:numFmt/@w:format such as "001, 002, 003, ...": the
// first item shows the width.
func customNumber(n int, pattern string) string {
	first, _, _ := strings.Cut(pattern, ",")
	first = strings.TrimSpace(first)
	if width := len(first); width > 1 && width <= longestLabel && strings.Trim(first, "0123456789") == "" {
		return padded(n, width)
	}
	return strconv.Itoa(n)
}

func padded(n, width int) string {
	s := strconv.Itoa(n)
	if missing := width - len(s); missing > 0 && n >= 0 {
		return strings.Repeat("0", missing) + s
	}
	return s
}

func digits(n int, zero rune) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return zero + r - '0'
		}
		return r
	}, strconv.Itoa(n))
}

func circled(n int) string {
	switch {
	case n == 0:
		return "⓪"
	case n >= 1 && n <= 20:
		return string('①' + rune(n-1))
	}
	return strconv.Itoa(n)
}

// longestLabel bounds what a number may grow to by repeating signs.
const longestLabel = 32

// letters counts a … z, aa, bb … zz, aaa (17.18.59, lowerLetter).
func letters(n int, first rune) string {
	if n <= 0 || n > 26*longestLabel {
		return strconv.Itoa(n)
	}
	letter := first + rune((n-1)%26)
	return strings.Repeat(string(letter), (n-1)/26+1)
}

func alphabet(n int, signs []rune) string {
	if n <= 0 || n > len(signs)*longestLabel {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(signs[(n-1)%len(signs)]), (n-1)/len(signs)+1)
}

func ordinalSuffix(n int) string {
	if n%100 >= 11 && n%100 <= 13 {
		return "th"
	}
	switch n % 10 {
	case 1:
		return "st"
	case 2:
		return "nd"
	case 3:
		return "rd"
	}
	return "th"
}

var (
	englishOnes = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve " +
		"thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	englishTens    = strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	englishOrdinal = map[string]string{
		"one": "first", "two": "second", "three": "third", "five": "fifth",
		"eight": "eighth", "nine": "ninth", "twelve": "twelfth",
	}
)

func cardinal(n int) string {
	switch {
	case n < 0 || n > 999_999:
		return strconv.Itoa(n)
	case n < 20:
		return englishOnes[n]
	case n < 100:
		return joined(englishTens[n/10], n%10, "-")
	case n < 1000:
		return joined(englishOnes[n/100]+" hundred", n%100, " ")
	}
	return joined(cardinal(n/1000)+" thousand", n%1000, " ")
}

func joined(head string, rest int, by string) string {
	if rest == 0 {
		return head
	}
	return head + by + cardinal(rest)
}

func ordinal(n int) string {
	words := cardinal(n)
	cut := strings.LastIndexAny(words, " -") + 1
	last := words[cut:]
	switch {
	case last != "" && last[0] >= '0' && last[0] <= '9':
		return words + ordinalSuffix(n)
	case englishOrdinal[last] != "":
		return words[:cut] + englishOrdinal[last]
	case strings.HasSuffix(last, "y"):
		return words[:len(words)-1] + "ieth"
	}
	return words + "th"
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

var vietnameseOnes = strings.Fields("không một hai ba bốn năm sáu bảy tám chín")

// vietnameseCount is the format vietnameseCounting: một, hai, … mười lăm, hai
// mươi mốt.
func vietnameseCount(n int) string {
	if n < 0 || n > 99 {
		return strconv.Itoa(n)
	}
	if n < 10 {
		return vietnameseOnes[n]
	}
	tens, unit := "mười", vietnameseOnes[n%10]
	if n >= 20 {
		tens = vietnameseOnes[n/10] + " mươi"
		if n%10 == 1 {
			unit = "mốt"
		}
	}
	if n%10 == 5 {
		unit = "lăm"
	}
	if n%10 == 0 {
		return tens
	}
	return tens + " " + unit
}
