package letter

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/anchor"
	"thao/internal/viet"
)

// bodyWords begin the name of a body.
var bodyWords = list("sở", "ban", "ban cán sự đảng", "đảng đoàn", "ban chỉ đạo", "thường trực", "bộ", "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy", "đảng ủy", "đảng bộ", "ủy ban", "ubnd", "hđnd", "hội",
	"liên đoàn", "đoàn", "mặt trận", "văn phòng", "cục", "vụ", "tổng cục", "viện", "trường", "học viện", "trung tâm", "tòa án", "công an",
	"chi cục", "phòng", "ngân hàng", "tập đoàn", "tổng công ty", "công ty", "đài", "báo", "thông tấn", "kiểm toán", "thanh tra", "hội đồng",
	"đại học", "kho bạc", "tổng liên đoàn", "liên hiệp", "liên minh", "tổng hội", "hiệp hội", "bệnh viện", "tổng công đoàn", "quân khu", "bảo hiểm", "ubmttq", "xã", "phường", "huyện",
	"ministry", "department", "office", "committee", "board", "council", "agency", "institute", "association", "university", "bureau", "embassy",
	"party", "union", "federation", "authority")

// NamesBody reports whether a name begins as those of bodies do. Names of
// files and folders are often written without marks: "So Noi vu".
func NamesBody(name string) bool {
	if bodyWords.begin(canonicalKey(name)) {
		return true
	}
	folded := " " + strings.Join(strings.Fields(viet.Fold(name)), " ") + " "
	return folded == strings.ToLower(" "+strings.Join(strings.Fields(name), " ")+" ") &&
		slices.ContainsFunc(bodyWords, func(p string) bool { return strings.HasPrefix(folded, viet.Fold(p)) })
}

// issuer finds the body that writes. The letterhead names, in capitals, the
// body above it and then itself; the letter's own sentences show how its name
// is written in small letters.
func issuer(lines []line) string {
	if name := namedIn(lines); name != "" {
		return name
	}
	named := namesInHead(lines)
	said := saidAtEnd(lines)
	if len(named) == 0 {
		return said
	}
	own := named[len(named)-1]
	full := own + below(named)
	if said != "" && strings.HasPrefix(canonicalKey(said), strings.TrimRight(canonicalKey(own), " ")) {
		return said
	}
	if !isCapitals(full) {
		return full
	}
	if written := asWritten(lines, own); written != "" {
		if rest := below(named); rest != "" && !strings.Contains(canonicalKey(written), canonicalKey(rest)) {
			return written + smallCaps(rest)
		}
		return written
	}
	return smallCaps(own) + smallCaps(below(named))
}

func canonicalKey(s string) string { return keyOf(anchor.Words(s)) }

// namesInHead returns the names above the number, in order, each joined from
// the lines it takes.
func namesInHead(lines []line) []string {
	var names []string
	for i := range lines {
		l := &lines[i]
		if l.zone != inHead || isAddress(l.key) || len(names) > 0 && numberIn(l.text) != "" {
			break
		}
		cell, _, _ := strings.Cut(l.text, "\t")
		cell = strings.Trim(strings.ReplaceAll(cell, "**", ""), " *_-–\u00a0")
		key := canonicalKey(cell)
		if key == "" || isMotto(key) || numberIn(cell) != "" || isPlaceAndDate(l) || subjectOf(l) != "" || len(cell) > 160 {
			continue
		}
		switch {
		case bodyWords.begin(key) && (isCapitals(cell) || len(anchor.Words(cell)) <= 12):
			names = append(names, cell)
		case len(names) == 0 && isCapitals(cell) && len(strings.Fields(cell)) == 1 && len(cell) >= 3 && isAcronym(cell):
			names = append(names, cell) // VCCI
		case len(names) > 0 && isCapitals(cell) && isCapitals(names[len(names)-1]):
			names[len(names)-1] += " " + cell
		}
	}
	return names
}

// below says under which province, city or committee a body stands, where its
// own name does not tell: " TỈNH B" for a Sở under "UBND TỈNH B".
func below(names []string) string {
	if len(names) < 2 {
		return ""
	}
	own, above := canonicalKey(names[len(names)-1]), names[len(names)-2]
	key := canonicalKey(above)
	for _, word := range []string{" tỉnh ủy ", " thành ủy ", " huyện ủy "} {
		if strings.HasPrefix(key, word) && !strings.Contains(own, word) {
			return " " + above
		}
	}
	for _, word := range []string{"tỉnh", "thành phố", "huyện", "quận"} {
		words := anchor.Words(above)
		for i := range words {
			if wordsAt(words, i, strings.Fields(word)) && !strings.Contains(own, " "+word+" ") {
				return " " + above[words[i].Start:]
			}
		}
	}
	return ""
}

// asWritten finds the name in the letter's sentences, in small letters, with
// the words of place that follow it there.
func asWritten(lines []line, name string) string {
	want := anchor.Words(name)
	for i := range lines {
		l := &lines[i]
		if l.zone != inBody || !strings.Contains(l.key, canonicalKey(name)) {
			continue
		}
		for k := range l.words {
			if matches(l.words, k, want) {
				written := l.text[l.words[k].Start:l.words[k+len(want)-1].End]
				if r, _ := firstRune(written); !isCapitals(written) && unicode.IsUpper(r) {
					return written + placeAfter(l, k+len(want))
				}
			}
		}
	}
	return ""
}

func matches(words []anchor.Word, k int, want []anchor.Word) bool {
	if k+len(want) > len(words) {
		return false
	}
	for i := range want {
		if words[k+i].Text != want[i].Text {
			return false
		}
	}
	return true
}

// placeAfter returns " tỉnh B" where such words follow word k.
func placeAfter(l *line, k int) string {
	if k >= len(l.words) {
		return ""
	}
	switch l.words[k].Text {
	case "tỉnh", "huyện", "quận", "xã", "phường":
	case "thành":
		if k+1 >= len(l.words) || l.words[k+1].Text != "phố" {
			return ""
		}
		k++
	default:
		return ""
	}
	end := k
	for end+1 < len(l.words) {
		next := l.words[end+1]
		r, _ := firstRune(l.text[next.Start:])
		if !unicode.IsUpper(r) || strings.TrimSpace(l.text[l.words[end].End:next.Start]) != "" {
			break
		}
		end++
	}
	if end == k {
		return ""
	}
	start := l.words[k].Start
	if l.words[k].Text == "phố" {
		start = l.words[k-1].Start
	}
	return " " + l.text[start:l.words[end].End]
}

// saidAtEnd reads the name from "Trên đây là ý kiến góp ý của …".
func saidAtEnd(lines []line) string {
	for i := len(lines) - 1; i >= 0; i-- {
		l := &lines[i]
		if !strings.Contains(l.key, " trên đây là ") {
			continue
		}
		for k := 3; k < len(l.words); k++ {
			if l.words[k-1].Text == "của" && bodyWords.begin(keyOf(l.words[k:])) {
				return nameFrom(l, k)
			}
		}
	}
	return ""
}

// afterName are words that end a body's name in running text.
var afterName = []string{"về", "đối", "gửi", "vào", "đề", "kính", "xin", "trân", "để", "tham", "góp", "tại", "theo", "và"}

func nameFrom(l *line, k int) string {
	end := k
	for end+1 < len(l.words) {
		next := l.words[end+1]
		r, _ := firstRune(l.text[next.Start:])
		if strings.Trim(l.text[l.words[end].End:next.Start], " \u00a0") != "" || slices.Contains(afterName, next.Text) && unicode.IsLower(r) {
			break
		}
		end++
	}
	if end-k > 14 {
		return ""
	}
	return l.text[l.words[k].Start:l.words[end].End]
}

// placeWords stand before a name of place, each syllable of which keeps its
// capital.
var placeWords = map[string]bool{"tỉnh": true, "phố": true, "huyện": true, "quận": true, "xã": true, "phường": true, "ủy": true}

// smallCaps writes a name given in capitals as an official would: Tỉnh ủy An
// Giang, Sở Nội vụ tỉnh B.
func smallCaps(name string) string {
	if !isCapitals(name) {
		return name
	}
	if isEnglishName(name) {
		return titleCase(name)
	}
	fields := strings.Fields(name)
	head := headWords(canonicalKey(name))
	for head < len(fields)-1 && isAcronym(fields[head]) {
		head++ // Công ty TNHH MTV Hãng phim
	}
	inPlace := false
	for i, f := range fields {
		low := strings.ToLower(f)
		canonical := anchor.Canonical(f)
		place := placeWords[canonical] && !(canonical == "ủy" && i == 0)
		switch {
		case i == 0 && !(place && strings.HasPrefix(name, " ")), i == head && !place, inPlace && !place, alwaysCapital[canonical]:
			low = capitalised(low)
		}
		inPlace = (inPlace || place || canonical == "tp.") && !(canonical == "ủy" && i == 0)
		if isAcronym(f) && !(inPlace && hasVowel(f)) {
			low = f
		}
		fields[i] = low
	}
	out := strings.Join(fields, " ")
	if strings.HasPrefix(name, " ") {
		return " " + out
	}
	return out
}

func isEnglishName(name string) bool {
	return strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ &,.-'") == "" && englishWords.in(canonicalKey(name))
}

var englishWords = list("of", "the", "and", "for", "ministry", "department", "office", "committee", "board", "council", "agency", "institute",
	"association", "university", "bureau", "embassy",
	"party", "union", "federation", "authority")

func titleCase(name string) string {
	fields := strings.Fields(strings.ToLower(name))
	for i, f := range fields {
		switch f {
		case "of", "the", "and", "for", "on", "in":
			continue
		}
		fields[i] = capitalised(f)
	}
	return strings.Join(fields, " ")
}

// alwaysCapital: syllables capital in every name they occur in.
var alwaysCapital = map[string]bool{"việt": true, "nam": true, "trung": true}

// headWords is how many words the kind of body takes: the word after them
// begins the proper name.
func headWords(key string) int {
	best := 0
	for _, p := range bodyWords {
		if strings.HasPrefix(key, p) {
			best = max(best, len(strings.Fields(p)))
		}
	}
	return max(best, 1)
}

// isAcronym: a word in capitals that is no syllable, "UBND", "FPT", or one
// letter standing for a name. Words with tones or hats are none, however spelt.
func isAcronym(f string) bool {
	word := strings.TrimFunc(f, func(r rune) bool { return !unicode.IsLetter(r) })
	if utf8.RuneCountInString(word) == 1 {
		return true
	}
	if strings.Trim(strings.ToUpper(word), "ABCDEFGHIJKLMNOPQRSTUVWXYZĐ-") != "" {
		return false
	}
	for part := range strings.SplitSeq(word, "-") {
		if part != "" && !viet.ValidSyllable(strings.ToLower(part)) {
			return true
		}
	}
	return false
}

// hasVowel: names of places from other tongues, "Kon Tum", have one.
func hasVowel(f string) bool { return strings.ContainsAny(f, "AEIOUY") && len(f) > 2 }

func capitalised(s string) string {
	for i, r := range s {
		if i == 0 {
			return string(unicode.ToUpper(r)) + s[len(string(r)):]
		}
	}
	return s
}
