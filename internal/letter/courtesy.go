package letter

import (
	"strings"
	"unicode"

	"thao/internal/anchor"
)

// Courtesies are read like agreements: the moment one seems to ask for
// something, it must be readable to its end as thanks and as the request to
// take the letter in, or it is a comment.

// demands reports that a sentence with the front of a courtesy may ask for
// something or judge the draft.
func (s *segment) demands() bool {
	if s.citesDraft() {
		return true
	}
	if s.afterColon() == "" && !asks(s.key) && !works.in(s.key) && !critiques.in(s.key) && !judging.in(s.key) {
		return false
	}
	return !s.courteous()
}

// courteous: "Đề nghị Ban soạn thảo tổng hợp, báo cáo cấp có thẩm quyền."
func (s *segment) courteous() bool {
	if len(s.words) == 0 || len(s.words) > 120 || s.citesDraft() || !gathering.in(s.key) && !closings.in(s.key) {
		return false
	}
	return newConcord(s, nil, courtesySet).read()
}

// judges reports that an opening says more than which request is answered.
func (s *segment) judges() bool {
	if s.citesDraft() || s.afterColon() != "" {
		return true
	}
	return judging.in(s.key) && !newConcord(s, formulaSet, tieSet).read()
}

// citesDraft reports that a sentence names a place of the draft.
func (s *segment) citesDraft() bool {
	for _, c := range anchor.Citations(s.text) {
		if !c.External && !c.Whole {
			return true
		}
	}
	return false
}

// afterColon returns what a sentence says behind a colon, but for the name of
// a body addressed.
func (s *segment) afterColon() string {
	_, rest, _ := strings.Cut(s.text, ":")
	key := keyOf(anchor.Words(rest))
	if key == "" || bodyWords.begin(key) || strings.HasPrefix(key, " quý ") {
		return ""
	}
	return strings.TrimFunc(rest, unicode.IsSpace)
}

// hopes begin a request that takes leave.
var hopes = list("mong", "rất mong", "kính mong", "kính đề nghị", "xin cảm ơn", "xin cám ơn")
