package outline

import (
	"strings"
	"unicode/utf8"
)

// basisWords open the legal grounds of an instrument.
var basisWords = [...]string{"căn cứ", "theo đề nghị", "xét đề nghị", "xét tờ trình", "trên cơ sở", "theo tờ trình", "thi hành", "thực hiện nghị quyết",
	"thực hiện kết luận", "thực hiện chỉ thị", "thực hiện luật", "sau khi thảo luận", "sau khi xem xét", "pursuant to", "having regard to"}

// surest of them: a text whose grounds are given at all has one.
var sureBasis = [...]string{"căn cứ", "theo đề nghị", "xét đề nghị", "xét tờ trình", "pursuant to", "having regard to"}

// enacting are the words between the grounds and the text proper.
var enacting = [...]string{"quyết nghị", "quyết định", "nghị quyết:", "ban hành", "ra sắc lệnh"}

// preambles are headings that belong to the text, not to its front.
var preambles = [...]string{"lời nói đầu", "lời mở đầu", "mở đầu", "đặt vấn đề", "phần mở đầu", "preamble", "introduction", "kết luận"}

// frontMarks are found only above the text proper.
var frontMarks = [...]string{"cộng hòa xã hội chủ nghĩa việt nam", "cộng hoà xã hội chủ nghĩa việt nam", "đảng cộng sản việt nam",
	"việt nam dân chủ cộng h", "độc lập - tự do", "độc lập – tự do", "luật số", "số:", "kính gửi", "v/v", "dự thảo", "kính trình"}

// instruments are the names of kinds of documents; one of them may stand as
// the title in a heading style.
var instruments = [...]string{"nghị quyết", "quyết định", "nghị định", "chỉ thị", "kết luận số", "thông tư", "luật", "bộ luật", "pháp lệnh", "hiến pháp",
	"quy chế", "điều lệ", "đề án", "kế hoạch", "chương trình", "báo cáo", "tờ trình", "hướng dẫn", "thông báo", "công văn", "quy định"}

// signers open a signature block beyond doubt.
var signers = [...]string{"nơi nhận", "nơi gửi", "tm.", "t/m", "kt.", "k/t", "tl.", "t/l", "tuq.", "thay mặt", "in witness whereof", "done at"}

// posts are offices a signature names; in capitals and near the end they open
// the block.
var posts = [...]string{"chủ tịch", "phó chủ tịch", "bộ trưởng", "thứ trưởng", "thủ tướng", "phó thủ tướng", "tổng bí thư", "bí thư", "phó bí thư",
	"giám đốc", "phó giám đốc", "chánh văn phòng", "trưởng ban", "phó trưởng ban", "trưởng phòng", "tổng giám đốc", "chánh án", "viện trưởng",
	"tổng thanh tra", "tổng kiểm toán", "cục trưởng", "tổng cục trưởng", "vụ trưởng", "hiệu trưởng", "thống đốc", "chủ nhiệm", "tổng thư ký", "ban thường vụ"}

// attachments are kinds of text that are issued as the annex of another.
var attachments = [...]string{"chương trình", "quy chế", "quy định", "điều lệ", "kế hoạch", "danh mục", "đề án", "nội quy", "chiến lược", "quy hoạch",
	"hướng dẫn", "biểu mẫu", "bảng", "mẫu", "danh sách", "quy tắc", "quy trình"}

func beginsWith(s string, list []string) bool {
	for _, w := range list {
		if k := foldPrefix(s, w); k > 0 && (!letterAt(s, k) || strings.HasSuffix(w, ".") || strings.HasSuffix(w, " h")) {
			return true
		}
	}
	return false
}

// unbulleted is the text of a unit without the sign it is listed by.
func (u *unit) unbulleted() string {
	if u.nmarks > 0 && u.marks[0].kind == Item {
		return u.rest(&u.marks[0])
	}
	return strings.TrimLeft(u.text, "(*[ ")
}

func (u *unit) isBasis() bool { return beginsWith(u.unbulleted(), basisWords[:]) }

func (u *unit) isPreamble() bool {
	s := strings.TrimRight(u.text, " .:")
	for _, w := range preambles {
		if foldPrefix(s, w) == len(s) {
			return true
		}
	}
	return false
}

// bareRule reports whether a unit is only a ruled line: "-----", "* * *".
func bareRule(s string) bool { return strings.Trim(s, "-–—_*=~ \u00a0\n") == "" }

// isFront reports whether a unit looks like part of a text's head rather than
// its first sentence.
func (u *unit) isFront() bool {
	first, _, _ := strings.Cut(u.text, "\n")
	if u.margin || allCaps(first) || bareRule(u.text) {
		return true
	}
	if u.tableEnd > 0 {
		return frontTable(u.text)
	}
	if u.b.Level > 0 {
		return true // a heading above the first label; others are sorted out by their level
	}
	if u.b.Style == "Title" || u.b.Style == "Subtitle" || u.b.Style == "title" {
		return true
	}
	if beginsWith(u.unbulleted(), frontMarks[:]) || dateLine(u.text) {
		return true
	}
	n := utf8.RuneCountInString(u.text)
	if u.b.Center || u.b.Bold || u.b.Italic {
		return n <= 600
	}
	return n <= 90 && !finished(u.text)
}

func frontTable(s string) bool {
	for _, w := range frontMarks[:6] {
		if containsFold(s, w) {
			return true
		}
	}
	return false
}

func containsFold(s, word string) bool {
	return strings.Contains(strings.ToLower(s), word)
}

// dateLine reports whether s is only a place and a date: "Hà Nội, ngày 28
// tháng 11 năm 2013".
func dateLine(s string) bool {
	if utf8.RuneCountInString(s) > 70 {
		return false
	}
	low := strings.ToLower(s)
	i := strings.Index(low, "ngày")
	j := strings.Index(low, "tháng")
	return i >= 0 && j > i && j-i < 20 && (i == 0 || strings.Contains(low[:i], ","))
}

// adopted reports whether s is the closing formula of a law: "Luật này đã
// được Quốc hội … thông qua ngày …".
func adopted(s string) bool {
	i := strings.Index(s, " này ")
	if i < 0 || i > 40 || !containsFold(s, "thông qua") {
		return false
	}
	after := s[i+len(" này "):]
	return foldPrefix(after, "đã được") > 0 || foldPrefix(after, "được quốc hội") > 0 || foldPrefix(after, "được hội đồng") > 0 || foldPrefix(after, "được đại hội") > 0
}

// opensSignature reports whether the signature block begins at units[i], given
// the end of the text it closes.
func opensSignature(units []unit, i, end int) bool {
	u := &units[i]
	if u.quoted || u.note || u.margin {
		return false
	}
	if u.tableEnd > 0 {
		return signatureTable(u.text)
	}
	s := u.unbulleted()
	if beginsWith(s, signers[:]) && (u.nmarks == 0 || u.marks[0].kind == Item) {
		k := foldPrefix(s, "nơi nhận")
		return k == 0 || strings.Trim(s[k:], " :*\n") == "" || strings.ContainsAny(s[k:], ":\n") && strings.IndexAny(s[k:], ":\n") < 3
	}
	if u.nmarks > 0 {
		return false
	}
	if adopted(s) || signedMark(s) {
		return true
	}
	if i+1 < end && signedMark(units[i+1].text) && titleLike(s, 40) {
		return true
	}
	return u.caps && beginsWith(s, posts[:]) && onlyShortLines(units[i:end])
}

func signedMark(s string) bool {
	s = strings.Trim(s, "()[] .")
	return strings.EqualFold(s, "đã ký") || strings.EqualFold(s, "ký tên, đóng dấu") || strings.EqualFold(s, "signed")
}

// signatureTable reports whether a table is the two columns a text is signed
// in. A column headed "Nơi nhận" in a register is none.
func signatureTable(s string) bool {
	for _, line := range strings.SplitN(s, "\n", 12) {
		k := foldPrefix(line, "nơi nhận")
		if k > 0 && strings.HasPrefix(strings.TrimLeft(line[k:], " \u00a0"), ":") {
			return true
		}
		if foldPrefix(line, "tm.") > 0 || foldPrefix(line, "kt.") > 0 || foldPrefix(line, "t/m") > 0 {
			return true
		}
	}
	return false
}

// onlyShortLines reports whether nothing but a few lines of an office, a rank
// and a name are left.
func onlyShortLines(units []unit) bool {
	if len(units) > 10 {
		return false
	}
	for i := range units {
		if units[i].tableEnd == 0 && utf8.RuneCountInString(units[i].text) > 80 {
			return false
		}
	}
	return true
}

// annexLabel reads "Phụ lục", "PHỤ LỤC I", "Annex A" when it stands as the
// heading of an annex; end is where the label ends in s, 0 for none.
func annexLabel(u *unit) (num string, end int) {
	s := u.text
	k := 0
	for _, w := range [...]string{"phụ lục", "phụ biểu", "annex", "appendix", "schedule"} {
		if k = foldPrefix(s, w); k > 0 {
			break
		}
	}
	if k == 0 || u.quoted || u.note || u.margin || u.tableEnd > 0 || letterAt(s, k) {
		return "", 0
	}
	line, _, _ := strings.Cut(s, "\n")
	end = k
	if at := k + leadingSpace(s[k:]); at > k && at < len(line) {
		if n, to := annexNumber(line, at); to > 0 {
			num, end = n, to
		}
	}
	rest := strings.TrimLeft(line[end:], " \t\u00a0")
	closed := strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–")
	if closed {
		end += len(line[end:]) - len(rest) + 1
		if strings.HasPrefix(rest, "–") {
			end += len("–") - 1
		}
		rest = strings.TrimLeft(line[end:], " \t\u00a0")
	}
	alone := rest == ""
	capsLabel := allCaps(s[:k])
	if alone || capsLabel && (closed || allCaps(rest) || strings.HasPrefix(rest, "(")) || u.styled() && !finished(rest) || u.b.Center {
		return num, end
	}
	return "", 0
}

// annexNumber reads the number of an annex at line[at:]; end is 0 for none.
func annexNumber(line string, at int) (num string, end int) {
	if v, n := digits(line[at:]); n > 0 {
		return number{v: v}.id(arabic), at + n
	}
	if v, n := roman(line[at:], true); n > 0 && !letterAt(line, at+n) {
		return number{v: v}.id(upperRoman), at + n
	}
	if line[at] >= 'A' && line[at] <= 'Z' && !letterAt(line, at+1) {
		return number{v: int(line[at])}.id(upperAlpha), at + 1
	}
	return "", 0
}

// enclosed reports whether s says which instrument a text is attached to:
// "(Kèm theo Nghị quyết số …)".
func enclosed(s string) bool {
	s = strings.TrimLeft(s, "(*[ ")
	return foldPrefix(s, "kèm theo") > 0 || foldPrefix(s, "ban hành kèm theo") > 0
}
