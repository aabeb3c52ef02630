package letter

import (
	"strings"

	"thao/internal/anchor"
)

// headReach is how many lines from the front an address is looked for.
const headReach = 60

// markZones finds letterhead and signature. A text without them is all body.
func markZones(lines []line) {
	end := headEnd(lines)
	for i := range lines[:end] {
		lines[i].zone = inHead
	}
	markNamed(lines)
	for i := end; i < len(lines); i++ {
		if last := markMail(lines, i); last > i {
			markClosing(lines[:i+1])
			i = last
			continue
		}
		if beginsTail(lines, i) {
			markClosing(lines[:i])
			i = markTail(lines, i)
		}
	}
	markClosing(lines)
}

// markClosing marks the end of a letter's body: the lines from "Trên đây là…"
// or, without it, the last line.
func markClosing(lines []line) {
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-6; i-- {
		l := &lines[i]
		if l.zone != inBody {
			return
		}
		if l.running || len(l.words) == 0 {
			continue
		}
		if i > 0 && lines[i-1].zone == inHead && len(l.segments) == 1 {
			return // all the letter says
		}
		l.closing = true
		if !isClosing(l.key) {
			return
		}
	}
}

// headEnd returns the first line after the letterhead: after the address
// ("Kính gửi: …") and the recipients listed under it; or, where there is no
// address, after the lines at the front that look like a letterhead.
func headEnd(lines []line) int {
	for i := 0; i < len(lines) && i < headReach; i++ {
		if isAddress(lines[i].key) {
			return addressEnd(lines, i)
		}
		if beginsTail(lines, i) && !isMotto(lines[i].key) && i > 0 && strings.HasPrefix(lines[i].key, " nơi nhận ") {
			break
		}
	}
	end := 0
	for i := 0; i < len(lines) && i < 25; i++ {
		if len(lines[i].words) == 0 || isHeadLine(&lines[i]) {
			if isLetterheadProof(&lines[i]) || end > 0 {
				end = i + 1
			}
			continue
		}
		if end > 0 || i > 5 {
			break
		}
	}
	return end
}

func isAddress(key string) bool {
	return addresses.begin(key)
}

var addresses = list("kính gửi", "kính thưa", "dear", "to the attention of", "attention")

// addressEnd goes on over recipients in a list under "Kính gửi:".
func addressEnd(lines []line, i int) int {
	end := i + 1
	if !endsInColon(lines[i].text) && !strings.HasSuffix(lines[i].text, ";") {
		return end
	}
	for end < len(lines) && end < i+15 {
		l := &lines[end]
		named := l.style >= dashLabel || strings.HasSuffix(l.text, ";") || end == i+1
		if !named || len(l.words) > 25 || asks(l.key) || openings.begin(l.key) || len(anchor.Citations(l.text)) > 0 {
			break
		}
		end++
	}
	return end
}

var mottos = list("cộng hòa xã hội chủ nghĩa việt nam", "độc lập tự do hạnh phúc", "đảng cộng sản việt nam")

func isMotto(key string) bool { return mottos.in(key) }

// isHeadLine: what may stand in a letterhead.
func isHeadLine(l *line) bool {
	switch {
	case isMotto(l.key), numberIn(l.text) != "", isPlaceAndDate(l), subjectOf(l) != "":
		return true
	}
	return isCapitals(l.text) && len(l.words) <= 30 && !comments(l.key) || strings.Trim(l.text, "*-_ –—.") == ""
}

// isLetterheadProof: lines that ordinary text does not have.
func isLetterheadProof(l *line) bool {
	return isMotto(l.key) || numberIn(l.text) != "" || subjectOf(l) != "" || isPlaceAndDate(l)
}

// beginsTail: the first line of a signature or of the list of recipients.
func beginsTail(lines []line, i int) bool {
	l := &lines[i]
	switch {
	case len(l.words) == 0 || len(l.words) > 14:
		return false
	case recipients.begin(l.key), signatures.begin(l.key) && len(l.words) <= 6:
		return true
	case signsFor(l.text):
		return true
	case isCapitals(l.text) && offices.in(l.key) && len(l.words) <= 10:
		return isSignatureBlock(lines, i)
	case isCapitals(l.text) && bodyWords.begin(l.key) && i > 0 && i+3 >= len(lines):
		return isSignatureBlock(lines, i) && !endsInColon(lines[i-1].text) // the body signs by its name alone
	}
	return false
}

var (
	recipients = list("nơi nhận")
	signatures = list("đã ký", "yours sincerely", "yours faithfully", "sincerely", "signed", "kind regards", "best regards", "ký tên")
	offices    = list("giám đốc", "phó giám đốc", "bí thư", "phó bí thư", "chủ tịch", "phó chủ tịch", "bộ trưởng", "thứ trưởng", "trưởng ban",
		"phó trưởng ban", "chánh văn phòng", "phó chánh văn phòng", "cục trưởng", "vụ trưởng", "viện trưởng", "hiệu trưởng", "tổng giám đốc",
		"thủ trưởng", "chánh án", "trưởng phòng", "tổng thư ký", "tổng biên tập", "chánh thanh tra", "director", "minister", "secretary",
		"chairman", "chairperson", "head", "president", "thường trực")
)

// signsFor: "TM. BAN THƯỜNG VỤ", "T/M", "KT. GIÁM ĐỐC".
func signsFor(s string) bool {
	for _, sign := range []string{"TM.", "T/M", "KT.", "K/T", "TL.", "T/L", "TUQ.", "TM ", "KT ", "Q. GIÁM ĐỐC"} {
		if strings.HasPrefix(s, sign) {
			return true
		}
	}
	return false
}

// isSignatureBlock: an office in capitals signs only near the end, or where a
// short line, the name, follows and no comment does.
func isSignatureBlock(lines []line, i int) bool {
	long := 0
	for k := i + 1; k < len(lines) && k < i+6; k++ {
		if len(lines[k].words) > 14 {
			long++
		}
	}
	return long == 0
}

// markTail marks the signature beginning at line i and returns its last line.
// Comments may follow in an annex: then the body goes on.
func markTail(lines []line, i int) int {
	listed := false
	for first := i; i < len(lines); i++ {
		l := &lines[i]
		switch {
		case recipients.begin(l.key):
			listed = true
		case i == first: // it begins the tail, whatever else it says
		case annexes.begin(l.key), len(l.words) > 18 && comments(l.key), isMotto(l.key):
			return i - 1
		case len(anchor.Citations(l.text)) > 0 && comments(l.key) && !listed:
			return i - 1
		case len(l.words) > 25:
			return i - 1
		}
		l.zone = inTail
	}
	return i
}

var annexes = list("phụ lục", "góp ý", "ý kiến góp ý", "bản góp ý", "bảng góp ý", "nội dung góp ý", "annex", "appendix", "tổng hợp ý kiến",
	"bảng tổng hợp")
