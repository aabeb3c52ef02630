package letter

import (
	"strings"
	"unicode"

	"thao/internal/anchor"
)

// classify says what one sentence of the body is, apart from what surrounds
// it. Comment is the answer whenever nothing else is certain. started says that
// a comment came before, follows that one is being made in this paragraph,
// atEnd that the letter closes here.
func (s *segment) classify(started, follows, atEnd bool) PieceKind {
	switch {
	case len(s.words) == 0, isPageNumber(s), isRecipient(s), (atEnd || !started) && s.namesBodyOnly():
		return HeadLine
	case !started && introducesSelf(s):
		return Courtesy
	case s.agrees() && (!follows || agreesWithDraft(s)):
		return Agreement
	case isClosing(s.key) && !s.demands():
		return Courtesy
	case !started && (isOpening(s) && !s.judges() || isEnclosing(s.key) && !s.demands()):
		return Courtesy
	case atEnd && s.courteous():
		return Courtesy
	case isIntroduction(s), !started && isTitle(s):
		return HeadLine
	}
	return Comment
}

// isTitle: the line above a form or table, "Bảng góp ý của Sở Nội vụ".
func isTitle(s *segment) bool {
	return titles.begin(s.key) && len(s.words) <= 25 && !strings.ContainsAny(s.text, ".;:") && !asks(s.key)
}

var titles = list("bảng góp ý", "bảng tổng hợp", "bảng ý kiến", "phiếu góp ý", "phiếu lấy ý kiến", "phiếu xin ý kiến", "phiếu ý kiến",
	"biểu tổng hợp", "biểu góp ý", "tổng hợp ý kiến", "ý kiến góp ý của", "danh mục ý kiến", "comment form", "comments form", "table of comments",
	"template for comments", "comments of")

// isRecipient: a line of the list of recipients that lost its heading.
func isRecipient(s *segment) bool {
	key := keyOf(s.words[wordsBefore(s.words, s.from+labelLength(s.text)):])
	return key == " như trên " || key == " như kính gửi " || strings.HasPrefix(key, " lưu vt ") && len(s.words) <= 8
}

// namesBodyOnly: the sentence is the name of a body, as at the foot of a letter
// without signature.
func (s *segment) namesBodyOnly() bool {
	if len(s.words) < 2 || len(s.words) > 14 || labelLength(s.text) > 0 || strings.ContainsAny(s.text, ":;?!") || !bodyWords.begin(s.key) {
		return false
	}
	name := newConcord(s, nil, nil)
	name.small = 2 // "Phát hành phim"
	return name.read()
}

// introducesSelf: "Tôi là Lê Thị B, công dân.", "Tôi đọc dự thảo và thấy:".
func introducesSelf(s *segment) bool {
	if comments(s.key) || s.citesDraft() || len(s.words) > 30 || !strings.Contains(s.key, " tôi ") && !strings.HasPrefix(s.key, " em ") {
		return false
	}
	return selves.begin(s.key) && !judging.in(s.key) || endsInColon(s.text) && len(s.words) <= 15
}

var selves = list("tôi là", "tôi tên là", "tên tôi là", "chúng tôi là", "em là", "em tên là")

// isPageNumber: "- 2 -", "Trang 2/5", "Page 2 of 5".
func isPageNumber(s *segment) bool {
	if len(s.words) > 4 || len(s.text) > 24 {
		return false
	}
	for _, w := range s.words {
		switch w.Text {
		case "trang", "page", "of":
			continue
		}
		if !isASCIIDigit(w.Text[0]) {
			return false
		}
	}
	return true
}

// agreesWithDraft is asked inside a comment, where "được … đồng ý" may belong
// to what the comment describes.
func agreesWithDraft(s *segment) bool {
	return len(s.words) <= 30 && draftWords.in(s.key) && !conditions.in(s.key)
}

var (
	draftWords = list("dự thảo", "nội dung", "ý kiến", "đề án", "các quy định", "draft", "comments", "text")
	conditions = list("được", "phải", "nếu", "khi", "trường hợp", "if", "when", "unless")
)

func isClosing(key string) bool {
	if sending.in(key) && gathering.in(key) && !asks(key) && len(key) < 300 {
		return true
	}
	return closings.begin(key) && (!asks(key) || gathering.in(key)) || strings.HasSuffix(key, " trân trọng ") && !asks(key)
}

// isOpening: the sentence that names the request answered and leads in what
// follows.
func isOpening(s *segment) bool {
	if !openings.begin(s.key) || !openingMarks.in(s.key) {
		return false
	}
	return endsInColon(s.text) || introducers.in(s.key) && introduced.in(s.key) || !asks(s.key)
}

func isEnclosing(key string) bool {
	return enclosing.in(key) && !comments(key) && len(key) < 300
}

// isIntroduction: a sentence that only says comments follow, as "Sở Nội vụ có
// một số ý kiến như sau:" or "đề nghị xem xét một số nội dung sau:".
func isIntroduction(s *segment) bool {
	if !endsInColon(s.text) && !strings.HasSuffix(s.key, " như sau ") && !strings.HasSuffix(s.key, " sau đây ") &&
		!strings.HasSuffix(s.key, " as follows ") {
		return false
	}
	if !introducers.in(s.key) || !introduced.in(s.key) || hasQuoteMark(s.text) {
		return false
	}
	if !works.in(withoutStudy(s.key)) {
		return true
	}
	// What was done elsewhere ("Ngoài các nội dung đã sửa trên bản dự thảo, …")
	// is no request, as long as the last clause only introduces.
	last := s.text[strings.LastIndexByte(s.text, ',')+1:]
	key := keyOf(anchor.Words(last))
	return !asks(s.key) && introduced.in(key) && !works.in(withoutStudy(key)) && len(anchor.Citations(s.text)) == 0
}

// withoutStudy drops the words with which a lead-in politely asks for
// attention: they name no work on the text.
func withoutStudy(key string) string {
	for _, w := range []string{" nghiên cứu ", " bổ sung ý kiến ", " bổ sung một số ", " chỉnh sửa một số ", " sửa đổi một số ",
		" có thêm ", " góp ý thêm ", " ý kiến thêm "} {
		key = strings.ReplaceAll(key, w, "  ")
	}
	return key
}

func hasQuoteMark(s string) bool { return strings.ContainsAny(s, `"“”«»`) }

func endsInColon(s string) bool {
	return strings.HasSuffix(strings.TrimRightFunc(s, unicode.IsSpace), ":")
}

func isReason(key string) bool { return reasons.begin(key) }

func isOnward(key string) bool { return onward.begin(key) }

// isCapitals reports that a line is set in capitals.
func isCapitals(s string) bool {
	letters, capitals := 0, 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	return letters >= 2 && capitals*10 >= letters*9
}
