package letter

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"thao/internal/anchor"
)

// readHead takes number, date, place, subject and issuer from the letterhead.
// A letter without one may still name its issuer at the end.
func (l *Letter) readHead(lines []line) {
	for i := range lines {
		ln := &lines[i]
		if ln.zone != inHead {
			break
		}
		if l.Number == "" {
			l.Number = numberIn(ln.text)
		}
		if l.Date == "" {
			l.Date, l.Place = placeAndDate(ln)
		}
		if l.Subject == "" {
			l.Subject = subjectFrom(lines, i)
		}
	}
	l.Issuer = issuer(lines)
}

// A symbol is digits, then letters parted by hyphens and slashes:
// 1031-CV/TU, 12/SNV-XDCQ, 30/2020/NĐ-CP.
var (
	numbered   = regexp.MustCompile(`(?i)(?:^|\s|\t)(?:số|so|no\.?|our ref\.?|ref\.?|reference)\s*[:.]?\s*(\d+\s?[a-zđ]?\s?[-–/]\s?[\p{L}\d]+(?:\s?[-–/&]\s?[\p{L}\d.]+)*)`)
	spaceInNum = regexp.MustCompile(`\s+`)
)

// numberIn reads a letter's own number from a line that begins with "Số"; the
// numbers of other letters stand inside sentences.
func numberIn(text string) string {
	if len(text) > 160 {
		return ""
	}
	for cell := range strings.SplitSeq(text, "\t") {
		cell = strings.TrimSpace(cell)
		if m := numbered.FindStringSubmatchIndex(cell); m != nil && strings.TrimSpace(cell[:m[0]]) == "" {
			return strings.TrimRight(spaceInNum.ReplaceAllString(cell[m[2]:m[3]], ""), ".")
		}
	}
	return ""
}

var months = map[string]int{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12}

var (
	shortDate = regexp.MustCompile(`(?:^|[^\d/])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:$|[^\d/])`)
	isoDate   = regexp.MustCompile(`(\d{4})-(\d{2})-(\d{2})`)
)

// isPlaceAndDate: "Hà Nội, ngày 06 tháng 4 năm 2018", and the form left blank.
func isPlaceAndDate(l *line) bool {
	if len(l.words) > 25 {
		return false
	}
	if date, _ := placeAndDate(l); date != "" && len(l.words) <= 10 {
		return true
	}
	return strings.Contains(l.key, " ngày ") && strings.Contains(l.key, " tháng ") && strings.Contains(l.key, " năm ") && len(l.words) <= 14
}

// placeAndDate reads the date of a line of a letterhead, and the place before
// its comma.
func placeAndDate(l *line) (date, place string) {
	if len(l.words) > 25 {
		return "", ""
	}
	if date, at := wordDate(l.words); date != "" {
		place = l.text[:at]
		if i := strings.LastIndexByte(place, '\t'); i >= 0 {
			place = place[i+1:]
		}
		return date, placeName(place)
	}
	if m := shortDate.FindStringSubmatchIndex(l.text); m != nil {
		return dateOf(l.text[m[6]:m[7]], l.text[m[4]:m[5]], l.text[m[2]:m[3]]), placeName(l.text[:m[2]])
	}
	if m := isoDate.FindStringSubmatch(l.text); m != nil {
		return dateOf(m[1], m[2], m[3]), ""
	}
	return "", ""
}

// placeName cleans what stands before a date; labels such as "Date:" are none.
func placeName(s string) string {
	s = strings.Trim(s, " ,.;:*\t\u00a0")
	if words := anchor.Words(s); len(words) == 0 || len(words) > 5 || words[len(words)-1].Text == "date" || words[len(words)-1].Text == "ngày" {
		return ""
	}
	return s
}

// wordDate reads "ngày 6 tháng 4 năm 2018", "6 April 2018", "April 6, 2018"
// and says at which byte it begins.
func wordDate(words []anchor.Word) (string, int) {
	for i, w := range words {
		at := func(k int) string {
			if i+k < len(words) {
				return words[i+k].Text
			}
			return ""
		}
		switch {
		case w.Text == "ngày" && at(2) == "tháng" && at(4) == "năm":
			return dateOf(at(5), at(3), at(1)), w.Start
		case months[at(1)] > 0 && len(at(2)) == 4:
			if d := dateOf(at(2), strconv.Itoa(months[at(1)]), w.Text); d != "" {
				return d, w.Start
			}
		case months[w.Text] > 0 && len(at(2)) == 4:
			if d := dateOf(at(2), strconv.Itoa(months[w.Text]), at(1)); d != "" {
				return d, w.Start
			}
		}
	}
	return "", 0
}

// dateOf makes an ISO date of numbers as written, or "" where they are none.
func dateOf(year, month, day string) string {
	y, errY := strconv.Atoi(year)
	m, errM := strconv.Atoi(month)
	d, errD := strconv.Atoi(day)
	if errY != nil || errM != nil || errD != nil || y < 1900 || y > 2199 || m < 1 || m > 12 || d < 1 || d > 31 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

var subjectMarks = []string{"V/v", "V/V", "v/v", "Về việc", "VỀ VIỆC", "Subject:", "SUBJECT:", "Re:", "RE:"}

// subjectOf returns what stands after "V/v" on a line.
func subjectOf(l *line) string {
	text := strings.TrimLeft(l.text, "*( \t")
	for _, mark := range subjectMarks {
		if rest, ok := strings.CutPrefix(text, mark); ok {
			return strings.Trim(rest, " :\t*)")
		}
	}
	return ""
}

// subjectFrom reads a subject that runs on over the next lines of its cell: it
// goes on while lines begin small.
func subjectFrom(lines []line, i int) string {
	subject := subjectOf(&lines[i])
	if subject == "" {
		return ""
	}
	for k := i + 1; k < len(lines) && k < i+5 && lines[k].zone == inHead; k++ {
		l := &lines[k]
		first, _ := firstRune(l.text)
		sameCell := l.cell != nil && lines[i].cell != nil && *l.cell == *lines[i].cell
		if len(l.words) == 0 || isAddress(l.key) || isPlaceAndDate(l) || isMotto(l.key) || numberIn(l.text) != "" ||
			!sameCell && !unicode.IsLower(first) {
			break
		}
		subject += " " + l.text
	}
	subject, _, _ = strings.Cut(subject, "\t")
	return strings.TrimSpace(subject)
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// readTail takes the signer from the signature block: the last line that looks
// like a name, else the office that signs.
func (l *Letter) readTail(lines []line) {
	office, listed := "", false
	for i := range lines {
		ln := &lines[i]
		if ln.zone != inTail {
			listed = false
			continue
		}
		for cell := range strings.SplitSeq(ln.text, "\t") {
			cell = strings.TrimSpace(cell)
			key := keyOf(anchor.Words(cell))
			switch {
			case recipients.begin(key):
				listed = true
			case signsFor(cell) || isCapitals(cell) && offices.in(key):
				office, listed = cell, false
			case office != "" && isName(cell) && !listed, office == "" && l.Lang == "en" && isName(cell) && !signatures.begin(key):
				l.Author = cell
			}
		}
		if l.Date == "" && isPlaceAndDate(ln) {
			l.Date, l.Place = placeAndDate(ln)
		}
	}
	if l.Author == "" {
		l.Author = office
	}
}

// isName: two to six words, each with a capital, and nothing else.
func isName(s string) bool {
	fields := strings.Fields(s)
	if len(fields) < 2 || len(fields) > 6 || isCapitals(s) && len(fields) < 3 {
		return false
	}
	for _, f := range fields {
		r, _ := firstRune(f)
		if !unicode.IsUpper(r) || strings.ContainsAny(f, "0123456789:;,/()") {
			return false
		}
	}
	return !offices.in(keyOf(anchor.Words(s)))
}
