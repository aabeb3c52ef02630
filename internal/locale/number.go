package locale

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Int writes a whole number with its thousands apart: "2.700", "2,700".
func Int(lang Lang, n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	return sign + grouped(digits, thousands(lang))
}

// Decimal writes a number with at most the given places after the decimal
// mark, without trailing zeros: "89,85", "89.85". What is no number (NaN, an
// infinity) is a dash.
func Decimal(lang Lang, f float64, places int) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "–"
	}
	text := strconv.FormatFloat(f, 'f', places, 64)
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	fraction = strings.TrimRight(fraction, "0")
	if fraction == "" && strings.Trim(whole, "0") == "" {
		return "0" // no "-0"
	}
	out := sign + grouped(whole, thousands(lang))
	if fraction == "" {
		return out
	}
	return out + decimalMark(lang) + fraction
}

// Percent writes part of whole as a percentage with at most two places:
// "89,85%". A share of nothing is a dash, not a zero.
func Percent(lang Lang, part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return Decimal(lang, 100*float64(part)/float64(whole), 2) + "%"
}

// Date writes an ISO 8601 date or date-time as an official would: "06/4/2018"
// in Vietnamese, where Decree 30/2020/NĐ-CP, annex I, asks for a nought before
// days under 10 and before months 1 and 2 only; "6 April 2018" in English.
// What is no ISO date comes back as it is.
func Date(lang Lang, iso string) string {
	if len(iso) < len(time.DateOnly) {
		return iso
	}
	day, err := time.Parse(time.DateOnly, iso[:len(time.DateOnly)])
	if err != nil {
		return iso
	}
	if lang == English {
		return day.Format("2 January 2006")
	}
	if day.Month() < time.March {
		return day.Format("02/01/2006")
	}
	return day.Format("02/1/2006")
}

func thousands(lang Lang) string {
	if lang == English {
		return ","
	}
	return "."
}

func decimalMark(lang Lang) string {
	if lang == English {
		return "."
	}
	return ","
}

func grouped(digits, mark string) string {
	if len(digits) <= 3 {
		return digits
	}
	var out strings.Builder
	head := len(digits) % 3
	out.WriteString(digits[:head])
	for i := head; i < len(digits); i += 3 {
		if i > 0 {
			out.WriteString(mark)
		}
		out.WriteString(digits[i : i+3])
	}
	return out.String()
}
