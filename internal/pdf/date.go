package pdf

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// pdfDate is a date as ISO 32000-1, 7.9.4 has it: D:YYYYMMDDHHmmSSOHH'mm',
// everything after the year optional.
var pdfDate = regexp.MustCompile(`^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?\s*(?:([+-])(\d{2})'?(\d{2})?'?|(Z))?`)

// isoDate turns a PDF date into ISO 8601: with time and zone as far as given.
// What is no date at all becomes "".
func isoDate(s string) string {
	m := pdfDate.FindStringSubmatch(s)
	if m == nil || m[2] == "" {
		return ""
	}
	day := m[1] + "-" + m[2] + "-" + or(m[3], "01")
	if m[4] == "" {
		return valid("2006-01-02", day)
	}
	at := day + "T" + m[4] + ":" + or(m[5], "00") + ":" + or(m[6], "00")
	switch {
	case m[10] == "Z":
		return valid("2006-01-02T15:04:05Z07:00", at+"Z")
	case m[7] != "":
		return valid("2006-01-02T15:04:05Z07:00", at+m[7]+m[8]+":"+or(m[9], "00"))
	}
	return valid("2006-01-02T15:04:05", at)
}

// officeDate is what LibreOffice adds to the author's name where it writes no
// date of its own: "Văn phòng A, 01/25/24, 10:30", day and month in the order
// of the country.
var officeDate = regexp.MustCompile(`^(.*), (\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})(?:,.{0,12})?$`)

// signature finds who wrote an annotation and when. A date that cannot be
// told for sure stays as it is written; year 0 is what programs write that
// have none.
func signature(title, modified, made string) (author, date string) {
	author = strings.TrimSpace(norm.NFC.String(title))
	for _, s := range []string{modified, made} {
		if s != "" && date == "" && !strings.HasPrefix(s, "D:0000") {
			date = or(isoDate(s), strings.TrimSpace(s))
		}
	}
	m := officeDate.FindStringSubmatch(author)
	if m == nil || date != "" {
		return author, date
	}
	return m[1], dayMonth(m[2], m[3], m[4])
}

// dayMonth reads two numbers as day and month where only one order is
// possible, and gives them as they are where both are.
func dayMonth(a, b, year string) string {
	if len(year) == 2 {
		year = "20" + year
	}
	one, _ := time.Parse("2006-1-2", year+"-"+a+"-"+b)
	other, _ := time.Parse("2006-1-2", year+"-"+b+"-"+a)
	switch {
	case one.Equal(other), other.IsZero() && !one.IsZero():
		return one.Format(time.DateOnly)
	case one.IsZero():
		return other.Format(time.DateOnly)
	}
	return a + "/" + b + "/" + year
}

func or(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

func valid(layout, s string) string {
	if _, err := time.Parse(layout, s); err != nil {
		return ""
	}
	return s
}
