package letter

import (
	"slices"
	"strings"

	"thao/internal/anchor"
	"thao/internal/viet"
)

// isHeading reports that line i only says what the lines after it are about.
func (a *assembler) isHeading(i int) bool {
	l := &a.lines[i]
	if bareTitles[strings.Trim(keyOf(l.words[labelWords(l):]), " ")] && !strings.ContainsAny(l.text, "?!;") {
		return true
	}
	if len(l.words) == 0 || len(l.words) > 40 || asks(l.key) || l.hasRequestQuote() || l.agrees() || isClosing(l.key) {
		return false
	}
	next := a.nextInBody(i)
	switch {
	case repeats(a.index, l.text):
		return next > 0
	case endsInColon(l.text):
		return !works.in(l.key) && (len(l.segments) == 1 || len(l.words) <= 12)
	case next < 0 || endsSentence(l.text) || comments(l.key):
		return false
	case isCapitals(l.text):
		return true
	case a.lines[next].style == l.style && l.style != noLabel:
		return false // one of a list of short items, each a comment
	case onlyCitation(l.text), len(l.segments) == 1 && a.namesHeading(l.text):
		return true
	}
	return len(l.words) <= 20 && (general.in(l.key) || topicStarts.begin(keyOf(l.words[labelWords(l):])))
}

// agrees reports that a sentence of the line agrees, or the whole line.
func (l *line) agrees() bool {
	whole := l.segment(0, len(l.text))
	return whole.agrees() || slices.ContainsFunc(l.segments, func(s segment) bool { return s.agrees() })
}

// bareTitles head the parts of a letter, whatever follows.
var bareTitles = setOfWords("kết luận, mở đầu, kiến nghị, đề xuất, kiến nghị đề xuất, đề xuất kiến nghị, ý kiến chung, ý kiến cụ thể, ý kiến khác, " +
	"nội dung góp ý, góp ý chung, góp ý cụ thể, nhận xét chung, đánh giá chung, conclusion, conclusions, introduction, general comments, specific comments")

var topicStarts = list("về", "đối với", "ý kiến", "góp ý", "phần", "nội dung", "một số", "những", "các ý kiến", "on", "regarding", "comments on",
	"specific comments", "general comments")

func (l *line) hasRequestQuote() bool {
	for _, q := range l.quotes {
		if q.Role != anchor.Mention {
			return true
		}
	}
	return false
}

func endsSentence(s string) bool {
	return strings.HasSuffix(s, ".") && !onlyCitation(s) || strings.HasSuffix(s, ";") || strings.HasSuffix(s, "?")
}

// nextInBody is the next line of the body after i, or -1.
func (a *assembler) nextInBody(i int) int {
	for k := i + 1; k < len(a.lines); k++ {
		switch {
		case a.lines[k].running:
			continue
		case a.lines[k].zone != inBody || isClosing(a.lines[k].key):
			return -1
		}
		return k
	}
	return -1
}

// repeats reports that a line is, label apart, a whole heading of the draft,
// whatever words it holds: "Điều 5. Bổ sung biên chế".
func repeats(ix *anchor.Index, text string) bool {
	n := ix.Heading(text)
	if n == nil || n.Heading == "" {
		return false
	}
	want, got := letters(n.Heading), letters(text)
	return strings.HasSuffix(got, want) && len(got)-len(want) <= 24
}

// namesHeading reports that a line gives a heading of the draft. Behind a
// citation most of the words must be of that heading: "Điều 26 thừa" is none.
func (a *assembler) namesHeading(text string) bool {
	n := a.index.Heading(text)
	if n == nil {
		return false
	}
	cites := anchor.Citations(text)
	if len(cites) == 0 || len(anchor.Words(text[labelLength(text):max(cites[0].Start, labelLength(text))])) > 3 {
		return true
	}
	rest, heading := strings.Fields(letters(text[cites[0].End:])), letters(n.Heading)
	known := 0
	for _, word := range rest {
		if strings.Contains(heading, " "+word+" ") {
			known++
		}
	}
	return known*2 > len(rest)
}

func letters(s string) string {
	return keyOf(anchor.Words(viet.Fold(s)))
}

// onlyCitation: "Về Điều 5", "Tại khoản 2 Điều 7:", "Điều 9."
func onlyCitation(text string) bool {
	cites := anchor.Citations(text)
	if len(cites) != 1 || cites[0].External {
		return false
	}
	before := anchor.Words(text[labelLength(text):max(cites[0].Start, labelLength(text))])
	return len(before) <= 3 && len(anchor.Words(text[cites[0].End:])) == 0
}

// headingReference is what a heading of the letter refers to; nil for one such
// as "Ý kiến chung", which ends what was carried on.
func (a *assembler) headingReference(l *line) *reference {
	s := l.segment(0, len(l.text))
	if ref, _ := a.referenceIn(l, &s); ref != nil {
		return ref
	}
	if n := a.index.Heading(l.text); n != nil {
		a.spoken = n
		where := strings.TrimRight(strings.TrimSpace(l.text[l.labelEnd:]), " :.")
		return &reference{targets: []anchor.Match{{Node: n, Score: anchor.Near}}, where: where}
	}
	if general.in(l.key) || l.style == noLabel || len(a.frames) < 2 {
		return nil
	}
	return a.frames[len(a.frames)-2].lead
}

// leadsIn handles a line that asks for something itself and ends in a colon.
// Where the items after it are comments of their own, it lends them its
// reference and goes with the first of them; else they are its own wording.
func (a *assembler) leadsIn(i int) bool {
	l := &a.lines[i]
	last := l.segments[len(l.segments)-1]
	if !endsInColon(l.text) || last.classify(a.started, false, false) != Comment || !comments(last.key) {
		return false
	}
	next := a.nextInBody(i)
	if next < 0 || a.lines[next].style == noLabel || a.lines[next].style == l.style {
		return false
	}
	if len(l.segments) > 1 || !a.itemsComment(next) {
		a.openLine = -1
		for _, s := range l.segments {
			a.sentence(i, s)
		}
		if a.open >= 0 && !a.itemsComment(next) {
			a.absorbs = a.lines[next].style
		}
		if ref := a.top().flow; ref != nil {
			a.top().lead = ref
		}
		return true
	}
	ref, second := a.referenceIn(l, &last)
	if ref != nil && !second {
		a.top().lead, a.top().flow = ref, nil
	} else if introducers.in(last.key) && introduced.in(last.key) && !hasQuoteMark(l.text) {
		a.passage(l, 0, len(l.text), HeadLine, nil) // "đề nghị bổ sung các nội dung sau:" says nothing of its own
		return true
	}
	a.flushPending()
	a.pending, a.open = []Span{l.span(0, len(l.text))}, -1
	return true
}

// quotesOld takes a line that only quotes what the draft says now, at a place it
// names, before a line that gives the new wording: it goes with that line.
func (a *assembler) quotesOld(i int) bool {
	l := &a.lines[i]
	next := a.nextInBody(i)
	if next < 0 || len(l.quotes) != 1 || l.quotes[0].Role != anchor.Mention || a.lines[next].style != noLabel {
		return false
	}
	q := l.quotes[0]
	said := l.text[:q.Start]
	if len(anchor.Words(l.text[q.End:])) > 0 || !strings.HasSuffix(strings.TrimRight(said, " \u00a0\"“«"), ":") || asks(keyOf(anchor.Words(said))) {
		return false
	}
	whole, then := l.segment(0, len(l.text)), &a.lines[next].segments[0]
	ref, second := a.referenceIn(l, &whole)
	if own, _ := a.referenceIn(&a.lines[next], then); ref == nil || second || own != nil || !rewrites.in(then.key) {
		return false
	}
	a.flushPending()
	a.top().lead, a.top().flow = ref, nil
	a.pending, a.open = []Span{l.span(0, len(l.text))}, -1
	return true
}

var rewrites = list("sửa", "sửa đổi", "sửa lại", "viết lại", "chỉnh sửa", "chỉnh lý", "thay", "diễn đạt lại", "điều chỉnh", "replace", "amend", "reword", "rephrase")

// itemsComment reports whether the list beginning at line i is one of comments
// rather than of wording to be put into the draft.
func (a *assembler) itemsComment(i int) bool {
	style := a.lines[i].style
	for k := i; k < len(a.lines) && k < i+30; k++ {
		l := &a.lines[k]
		if l.zone != inBody || l.style != style {
			break
		}
		if itemAsks(l) {
			return true
		}
	}
	return false
}

var itemRequests = list("đề nghị", "kiến nghị", "đề xuất", "propose", "suggest", "recommend", "should")

func itemAsks(l *line) bool {
	if l.quoted || startsWithQuote(l.text) {
		return false
	}
	key := keyOf(l.words[labelWords(l):])
	if itemRequests.in(key) || works.begin(key) || requests.begin(key) || l.hasRequestQuote() {
		return true
	}
	cites := anchor.Citations(l.text)
	return len(cites) > 0 && !cites[0].External && wordsBefore(l.words, cites[0].Start)-labelWords(l) <= 2 && comments(key)
}
