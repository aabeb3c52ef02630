package letter

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/anchor"
)

// A sentence agrees only if it can be read to its end as agreement: formulas
// ("cơ bản nhất trí với", "không có ý kiến gì thêm"), names of bodies and of
// papers, an opening clause, at most one citation of the draft, and words that
// tie these together. Whatever else stands in it may be a condition, an
// exception or a demand, and no list of those is ever complete: then it is a
// comment.

// agrees reports that a sentence agrees and says nothing else.
func (s *segment) agrees() bool {
	if len(s.words) == 0 || len(s.words) > 120 || !formulaHearts.in(s.key) || refusals.in(s.key) {
		return false
	}
	c := newConcord(s, formulaSet, tieSet)
	return c.read() && c.reached[len(s.words)]&(agreed|agreedCited) != 0
}

// borderIn returns where, in bytes of the line, a sentence that begins by
// agreeing turns to a request; 0 for nowhere. A request that lives on the place
// named in the agreement ("Khoản 1: đồng ý nhưng cần …") is not cut from it.
func (l *line) borderIn(s segment) int {
	if !formulaHearts.in(s.key) {
		return 0
	}
	for i := 2; i < min(len(s.words), maxAgreeing); i++ {
		if !slices.ContainsFunc(borders, func(b []string) bool { return wordsAt(s.words, i, b) }) || !comments(keyOf(s.words[i:])) {
			continue
		}
		before, after := l.segment(s.from, s.words[i].Start), l.segment(s.words[i].Start, s.to)
		if before.agrees() && (!before.citesDraft() || after.citesDraft()) {
			return after.from
		}
	}
	return 0
}

// agreesUpTo reports that a sentence agrees up to a byte of its text.
func (l *line) agreesUpTo(s *segment, end int) bool {
	before := l.segment(s.from, s.from+end)
	return before.agrees()
}

// concord reads one sentence word by word.
type concord struct {
	s        *segment
	formulas map[string]bool
	ties     map[string]bool
	first    int // word after a list label
	capitals bool
	small    int                     // small syllables that may follow a capital in a name
	cites    map[int]anchor.Citation // by the word they begin at
	cited    []bool                  // the word lies in a citation
	quotes   map[int]int             // by first word: the word after
	reached  []state
}

// state says what was met on the way to a word, one bit for each combination
// that leads there.
type state byte

const (
	bare        state = 1 << iota // neither formula nor citation
	agreed                        // a formula
	citedOnly                     // a citation
	agreedCited                   // both
)

func (s state) withFormula() state {
	var out state
	if s&(bare|agreed) != 0 {
		out |= agreed
	}
	if s&(citedOnly|agreedCited) != 0 {
		out |= agreedCited
	}
	return out
}

// withCitation admits one citation only.
func (s state) withCitation() state {
	var out state
	if s&bare != 0 {
		out |= citedOnly
	}
	if s&agreed != 0 {
		out |= agreedCited
	}
	return out
}

func newConcord(s *segment, formulas, ties map[string]bool) *concord {
	a := &concord{s: s, formulas: formulas, ties: ties, capitals: isCapitals(s.text), small: 1, cites: map[int]anchor.Citation{}, quotes: map[int]int{},
		cited: make([]bool, len(s.words)), reached: make([]state, len(s.words)+1)}
	a.first = wordsBefore(s.words, s.from+labelLength(s.text))
	for _, c := range anchor.Citations(s.text) {
		from, to := wordsBefore(s.words, s.from+c.Start), wordsBefore(s.words, s.from+c.End)
		a.cites[from] = c
		for k := from; k < to && !c.Whole; k++ {
			a.cited[k] = true
		}
	}
	for _, q := range anchor.Quotes(s.text) {
		a.quotes[wordsBefore(s.words, s.from+q.Start)] = wordsBefore(s.words, s.from+q.End)
	}
	return a
}

// read reports that the sentence can be read to its end.
func (a *concord) read() bool {
	n := len(a.s.words)
	if a.first >= n || !a.plainMarks() {
		return false
	}
	a.reached[a.first] = bare
	a.opening()
	for i := a.first; i < n; i++ {
		if a.reached[i] != 0 {
			a.step(i)
		}
	}
	return a.reached[n] != 0
}

// step marks every word the reading may go on at from word i.
func (a *concord) step(i int) {
	now := a.reached[i]
	a.phrases(i, now)
	if c, ok := a.cites[i]; ok && !c.External {
		end := wordsBefore(a.s.words, a.s.from+c.End)
		if c.Whole {
			a.reached[end] |= now
		} else {
			a.reached[end] |= now.withCitation()
		}
	}
	if end, ok := a.quotes[i]; ok && end > i {
		a.reached[end] |= now
	}
	if a.capitals {
		return // capitals do not show where a name ends
	}
	a.body(i, now)
	a.paper(i, now)
}

// phrases takes formulas and tying words.
func (a *concord) phrases(i int, now state) {
	key := ""
	for k := i; k < len(a.s.words) && k < i+maxPhrase; k++ {
		if key += a.s.words[k].Text; a.formulas[key] {
			a.reached[k+1] |= now.withFormula()
		}
		if a.ties[key] {
			a.reached[k+1] |= now
		}
		key += " "
	}
}

// opening takes "Sau khi nghiên cứu dự thảo …," and "Phúc đáp Công văn số …,".
func (a *concord) opening() {
	words := a.s.words[a.first:]
	if !openings.begin(keyOf(words)) {
		return
	}
	for k := range words[1:] {
		at := a.first + k + 1
		if a.cited[at-1] && !a.cites[at-1].External {
			return
		}
		if !strings.Contains(a.gap(at), ",") {
			continue
		}
		key := strings.NewReplacer(" sau khi xem xét ", " ", " qua xem xét ", " ").Replace(keyOf(words[:k+1]))
		if asks(key) || judging.in(key) {
			return
		}
		a.reached[at] |= bare
	}
}

var judging = list("trừ", "nếu", "nhưng", "song", "thấy", "cho rằng", "băn khoăn", "phản đối", "bỏ", "hủy", "chưa", "không", "khó",
	"thừa", "trùng", "mâu thuẫn", "sai", "thiếu", "except", "unless", "if", "not", "but")

// maxName bounds a name in words.
const maxName = 40

// body takes the name of a body: its kind, and then capitals, each with one
// small syllable after it ("Nội vụ").
func (a *concord) body(i int, now state) {
	k := a.bodyKind(i)
	if k == 0 {
		return
	}
	a.reached[k] |= now
	small := a.small // the first word of the name itself is a capital
	for ; k < len(a.s.words) && k < i+maxName && !a.cited[k] && strings.Trim(a.gap(k), " \u00a0,-–&") == ""; k++ {
		word := a.s.words[k].Text
		switch {
		case a.upper(k):
			small = 0
		case stops[word]:
			return
		case strings.Contains(a.gap(k), ","):
			return
		case word == "và" || word == "of" || word == "and" || word == "the":
			if k+1 >= len(a.s.words) || !a.upper(k+1) && a.s.words[k+1].Text != "the" {
				return
			}
			continue
		case placeWords[word] || word == "thành":
		default:
			if small++; small > a.small {
				return
			}
		}
		a.reached[k+1] |= now
	}
}

// bodyKind returns the word after the kind of body that begins at word i, or
// after an acronym; 0 where none does.
func (a *concord) bodyKind(i int) int {
	if !a.upper(i) {
		return 0
	}
	end := 0
	key := " "
	for k := i; k < len(a.s.words) && k < i+4; k++ {
		if key += a.s.words[k].Text + " "; bodyKinds[key] {
			end = k + 1
		}
	}
	w := a.s.words[i]
	if end == 0 && w.End-w.Start > 1 && isCapitals(a.written(w)) && !stops[w.Text] {
		return i + 1
	}
	return end
}

// paper takes the name of a paper: "Luật Lưu trữ (sửa đổi)", "Công văn số
// 12/BNV-PC ngày 3/4/2022". It ends at a comma or at a word that may say what
// is to be done.
func (a *concord) paper(i int, now state) {
	k := a.paperKind(i)
	if k == 0 {
		return
	}
	for from := k; k < len(a.s.words) && k < i+maxName && !a.cited[k]; k++ {
		if next := a.amending(k, from); next > 0 {
			a.reached[next] |= now
			k = next - 1
			continue
		}
		if !a.inTitle(k, from) {
			return
		}
		a.reached[k+1] |= now
	}
}

func (a *concord) paperKind(i int) int {
	drafted := i > 0 && a.s.words[i-1].Text == "thảo"
	for n := 2; n > 0; n-- {
		if i+n <= len(a.s.words) && paperKinds[strings.Trim(keyOf(a.s.words[i:i+n]), " ")] && (a.upper(i) || drafted) {
			return i + n
		}
	}
	return 0
}

// amending takes "sửa đổi, bổ sung một số điều" after the kind of paper, and
// "(sửa đổi)".
func (a *concord) amending(k, from int) int {
	words := a.s.words
	if !wordsAt(words, k, []string{"sửa", "đổi"}) {
		return 0
	}
	if strings.Contains(a.gap(k), "(") && strings.HasPrefix(a.gap(k+2), ")") {
		return k + 2
	}
	switch {
	case k != from:
	case wordsAt(words, k+2, []string{"bổ", "sung", "một", "số", "điều"}):
		return k + 7
	case wordsAt(words, k+2, []string{"một", "số", "điều"}):
		return k + 5
	}
	return 0
}

func (a *concord) inTitle(k, from int) bool {
	gap, word := a.gap(k), a.s.words[k].Text
	if isASCIIDigit(word[0]) {
		return k > 0 && (numbering[a.s.words[k-1].Text] || strings.Trim(gap, "/-.") == "")
	}
	if strings.Trim(gap, " \u00a0/-–)") != "" || stops[word] && !a.upper(k) && !(k+1 < len(a.s.words) && harmless[word+" "+a.s.words[k+1].Text]) {
		return false
	}
	return word != "và" || k+1 < len(a.s.words) && (a.upper(k+1) || k-from >= 4)
}

// gap is what stands before word k, up to the word before it.
func (a *concord) gap(k int) string {
	from, to := 0, len(a.s.text)
	if k > 0 {
		from = a.s.words[k-1].End - a.s.from
	}
	if k < len(a.s.words) {
		to = a.s.words[k].Start - a.s.from
	}
	return a.s.text[from:to]
}

// plainMarks reports that nothing but ordinary punctuation stands between the
// words: a percentage or a question is no agreement.
func (a *concord) plainMarks() bool {
	for k := a.first; k <= len(a.s.words); k++ {
		for _, r := range a.gap(k) {
			if !unicode.IsSpace(r) && !strings.ContainsRune(".,;:()[]/-–—“”\"«»‘’'…!*_&", r) && unicode.IsPrint(r) {
				return false
			}
		}
	}
	return true
}

func (a *concord) written(w anchor.Word) string { return a.s.text[w.Start-a.s.from : w.End-a.s.from] }

func (a *concord) upper(k int) bool {
	r, _ := utf8.DecodeRuneInString(a.written(a.s.words[k]))
	return unicode.IsUpper(r)
}
