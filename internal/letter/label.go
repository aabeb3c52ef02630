package letter

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// labelStyle is how a line of a list is marked. Lines of one style in a letter
// are siblings; a style not met before opens a list within the list.
type labelStyle byte

const (
	noLabel labelStyle = iota
	romanLabel
	capitalLabel // A.
	numberLabel  // 1. 1/ 1)
	decimalLabel // 1.1. and deeper, told apart by depth
	decimalLabel3
	decimalLabel4
	letterLabel // a) a.
	bracketLabel
	dashLabel // -
	plusLabel // +
	dotLabel  // • *
)

// labelLength returns how many bytes of s are a list label typed by hand, with
// its mark: "1.", "1.2.", "a)", "(ii)", "III.", "-", "•". Zero for none.
func labelLength(s string) int {
	n, _ := typedLabel(s)
	return n
}

func typedLabel(s string) (int, labelStyle) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '-' || r == '–' || r == '—':
		return spacedMark(s, size, dashLabel)
	case r == '+':
		return spacedMark(s, size, plusLabel)
	case strings.ContainsRune("•*·▪◦●○", r):
		return size, dotLabel
	case r == '(':
		end := strings.IndexByte(s, ')')
		if end > 1 && end <= 6 && isNumberWord(s[1:end]) {
			return end + 1, bracketLabel
		}
		return 0, noLabel
	}
	return numberedLabel(s)
}

// spacedMark: a dash marks an item only before a space or a capital; "-5%"
// is a number.
func spacedMark(s string, size int, style labelStyle) (int, labelStyle) {
	r, _ := utf8.DecodeRuneInString(s[size:])
	if len(s) == size || unicode.IsDigit(r) {
		return 0, noLabel
	}
	return size, style
}

func numberedLabel(s string) (int, labelStyle) {
	i, dots := 0, 0
	for i < len(s) && i < 12 {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '.' && i+1 < len(s) && isASCIIDigit(s[i+1]) && i > 0 && isASCIIDigit(s[i-1]) {
			dots++
		} else if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		i += size
	}
	if i == 0 || !isNumberWord(s[:i]) {
		return 0, noLabel
	}
	marked := i < len(s) && strings.IndexByte(".)/-:", s[i]) >= 0
	end := i
	if marked {
		end++
		if end < len(s) && s[end] == '-' {
			end++
		}
	}
	r, _ := utf8.DecodeRuneInString(s[end:])
	spaced := end == len(s) || unicode.IsSpace(r)
	switch {
	case marked && (spaced || s[end-1] != '-' && s[end-1] != '/' && s[end-1] != ':' && unicode.IsUpper(r)):
	case !marked && dots > 0 && spaced: // "1.1 Về mục tiêu"
	default:
		return 0, noLabel
	}
	if s[end-1] == ':' && dots == 0 && !isASCIIDigit(s[0]) {
		return 0, noLabel
	}
	return end, numberStyle(s[:i], dots)
}

func numberStyle(number string, dots int) labelStyle {
	switch {
	case dots > 0:
		return min(decimalLabel+labelStyle(dots-1), decimalLabel4)
	case isASCIIDigit(number[0]):
		return numberLabel
	case isRoman(number):
		return romanLabel
	case strings.ToUpper(number) == number:
		return capitalLabel
	}
	return letterLabel
}

// isNumberWord: digits with decimal points, Roman digits, or one letter.
func isNumberWord(s string) bool {
	if isASCIIDigit(s[0]) {
		return len(s) <= 8 && strings.Trim(s, "0123456789.") == ""
	}
	if utf8.RuneCountInString(s) == 1 {
		r, _ := utf8.DecodeRuneInString(s)
		return unicode.IsLetter(r)
	}
	return isRoman(s) || isRoman(strings.ToUpper(s)) && len(s) <= 4
}

func isRoman(s string) bool { return s != "" && strings.Trim(s, "IVX") == "" }

func isASCIIDigit(c byte) bool { return '0' <= c && c <= '9' }

// labelOf finds the style of a block's computed label or of the one typed at
// the front of the line, and how many bytes of the line it takes.
func labelOf(computed, line string) (labelStyle, int) {
	n, style := typedLabel(line)
	if computed == "" {
		return style, n
	}
	_, given := typedLabel(strings.TrimSpace(computed) + " ")
	if given == noLabel {
		given = dotLabel
	}
	if style == dashLabel || style == plusLabel {
		return style, n
	}
	return given, n
}
