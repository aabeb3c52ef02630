package letter

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/anchor"
)

// A form or a table is often headed by a line that says whose it is: "Cơ quan
// góp ý: Sở Nội vụ".
var namedBody = regexp.MustCompile(`(?i)^(?:tên )?(?:cơ quan|đơn vị|tổ chức)(?:,? ?(?:/|và )? ?(?:cơ quan|đơn vị|tổ chức|cá nhân))*` +
	`(?: (?:gửi )?(?:góp ý|tham gia góp ý|tham gia ý kiến|có ý kiến|gửi|trả lời|được lấy ý kiến))?\s*:\s*(\S.*)$|` +
	`^(?:commenting body|organi[sz]ation|body)\s*:\s*(\S.*)$`)

const longestName = 15 // words

// NamedBody is the body that a line names as the one that comments; "" where it
// does not.
func NamedBody(line string) string {
	found := namedBody.FindStringSubmatch(strings.Trim(strings.TrimSpace(line), "*_#|-–— "))
	if found == nil {
		return ""
	}
	name := strings.Trim(found[1]+found[2], " \t.;,*_|")
	first, _ := utf8.DecodeRuneInString(name)
	words := len(anchor.Words(name))
	if words == 0 || words > longestName || !NamesBody(name) && !unicode.IsUpper(first) || asks(canonicalKey(name)) {
		return ""
	}
	return name
}

// namedIn is the body that the first lines name.
func namedIn(lines []line) string {
	for i := 0; i < len(lines) && i < headReach; i++ {
		if lines[i].zone == inHead {
			if name := NamedBody(lines[i].text); name != "" {
				return name
			}
		}
	}
	return ""
}

// markNamed marks the line that names the body as one of the head.
func markNamed(lines []line) {
	for i := 0; i < len(lines) && i < headReach; i++ {
		if NamedBody(lines[i].text) != "" {
			lines[i].zone = inHead
			return
		}
	}
}

// leaves are the words with which a mail takes leave, alone on their line.
var leaves = map[string]bool{
	" trân trọng ": true, " xin trân trọng ": true, " trân trọng cảm ơn ": true, " xin trân trọng cảm ơn ": true, " xin cảm ơn ": true,
	" kính thư ": true, " kính ": true, " thân mến ": true, " thân ái ": true, " trân trọng kính chào ": true,
	" best regards ": true, " kind regards ": true, " regards ": true, " sincerely ": true, " yours sincerely ": true, " thanks and regards ": true,
}

// quotedMail begins the mail that a mail answers.
var quotedMail = regexp.MustCompile(`(?i)^(?:-{3,}|_{5,}|>+ |from:|từ:|người gửi:|sent:|vào .{4,60} đã viết:|on .{4,60} wrote:)`)

// markMail marks what follows the leave a mail takes: the name of who wrote it,
// numbers, and the mail it answers. Words that ask for something before that
// go on with the comments. It returns the last line of the tail, i where there
// is none.
func markMail(lines []line, i int) int {
	if !leaves[lines[i].key] {
		return i
	}
	quoted := false
	for k := i + 1; k < len(lines); k++ {
		l := &lines[k]
		quoted = quoted || quotedMail.MatchString(strings.TrimSpace(l.text))
		if !quoted && (asks(l.key) || comments(l.key) || len(l.words) > 14 || len(anchor.Citations(l.text)) > 0 || annexes.begin(l.key)) {
			return k - 1
		}
		l.zone = inTail
	}
	return len(lines) - 1
}
