package anchor

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Role is what a comment does with words it quotes.
type Role string

const (
	Mention Role = "mention" // quoted, nothing said to be done
	After   Role = "after"   // new words go after these: "sau cụm từ"
	Before  Role = "before"  // new words go before these
	Replace Role = "replace" // words to be replaced
	With    Role = "with"    // words to stand in their place
	Insert  Role = "insert"  // words to be added
	Delete  Role = "delete"  // words to be taken out
)

// Quoted is a stretch of text in quotation marks. Start and End are bytes,
// inside the marks.
type Quoted struct {
	Start, End int
	Role       Role
}

// Quotes finds the words in quotation marks, in order, and what is to be done
// with them. Of quotations within quotations the outermost counts; a mark
// without its partner is none.
func Quotes(s string) []Quoted {
	pairs := quotePairs(s)
	if len(pairs) == 0 {
		return nil
	}
	out := make([]Quoted, len(pairs))
	r := roleReader{text: s, tokens: lex(s)}
	for i, p := range pairs {
		out[i] = Quoted{p.start, p.end, r.role(p)}
	}
	settleRoles(out)
	return out
}

// quotePair is a quotation: its words, without the marks.
type quotePair struct{ start, end int }

type openMark struct {
	inside int // where its words begin
	shape  byte
}

// maxQuote bounds a quotation in bytes, maxDepth quotations within quotations;
// beyond them an opening mark is taken for a slip.
const (
	maxQuote = 8000
	maxDepth = 16
)

// quotePairs matches quotation marks. Straight ones open after a space and
// before a word; a straight one may close a curly one, as hurried typing has it.
func quotePairs(s string) []quotePair {
	var stack []openMark
	var pairs []quotePair
	previous := ' '
	for i, r := range s {
		shape, opens, closes := markShape(r)
		if shape != 0 {
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if r == '"' || r == '\'' || r == '’' {
				opens = r != '’' && !wordlike(previous) && !closing(previous) && next != utf8.RuneError && !unicode.IsSpace(next)
				closes = !unicode.IsSpace(previous) && !unicode.IsLetter(next) && !unicode.IsDigit(next)
			}
			for len(stack) > 0 && (i-stack[0].inside > maxQuote || len(stack) > maxDepth) {
				stack = stack[1:]
			}
			k := closable(stack, shape)
			switch {
			case closes && k >= 0:
				pairs = append(pairs, quotePair{stack[k].inside, i})
				stack = stack[:k]
			case opens:
				stack = append(stack, openMark{i + utf8.RuneLen(r), shape})
			}
		}
		previous = r
	}
	return outermost(pairs)
}

// markShape says which family a mark belongs to: double, angled or single.
func markShape(r rune) (shape byte, opens, closes bool) {
	switch r {
	case '"':
		return 'd', true, true
	case '“', '„':
		return 'd', true, false
	case '”':
		return 'd', false, true
	case '«':
		return 'a', true, false
	case '»':
		return 'a', false, true
	case '‘':
		return 's', true, false
	case '\'', '’':
		return 's', true, true
	}
	return 0, false, false
}

func closing(r rune) bool { return strings.ContainsRune(`”»’)`, r) }

func wordlike(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func closable(stack []openMark, shape byte) int {
	for k := len(stack) - 1; k >= 0; k-- {
		if stack[k].shape == shape {
			return k
		}
	}
	return -1
}

// outermost drops pairs within pairs and empty ones, and orders the rest.
func outermost(pairs []quotePair) []quotePair {
	slices.SortFunc(pairs, func(a, b quotePair) int { return a.start - b.start })
	out := pairs[:0]
	for _, p := range pairs {
		if p.end <= p.start || len(out) > 0 && p.start < out[len(out)-1].end {
			continue
		}
		out = append(out, p)
	}
	return out
}

// roleReader reads the words before each quotation. It must be asked for the
// quotations in order.
type roleReader struct {
	text    string
	tokens  []token
	next    int  // first token not yet read
	verb    Role // the verb in force since the sentence began
	last    Role // role of the quotation before
	changes bool // a verb of changing is in force: "bằng", "thành" give the new words
}

func (r *roleReader) role(p quotePair) Role {
	found := Role("")
	touched := false // a word was read since the quotation before
	for ; r.next < len(r.tokens) && r.tokens[r.next].start < p.start; r.next++ {
		t := r.tokens[r.next]
		if r.endsSentence(r.next) {
			r.verb, r.last, found, r.changes = "", "", "", false
		}
		if t.kind == wordToken || t.word == "→" {
			touched = touched || !linkWords[t.word]
			found = r.read(r.next, found)
		}
	}
	for r.next < len(r.tokens) && r.tokens[r.next].start < p.end {
		r.next++
	}
	r.last = r.settle(found, touched)
	return r.last
}

// linkWords between two quotations leave the second the role of the first.
var linkWords = map[string]bool{"và": true, "hoặc": true, "and": true, "or": true, "the": true, "cụm": true, "từ": true, "chữ": true,
	"các": true, "word": true, "words": true, "phrase": true}

// endsSentence: a full stop or line end before a capital, not after a colon.
func (r *roleReader) endsSentence(i int) bool {
	switch t := r.tokens[i]; t.word {
	case ".", "?", "!", ";":
		return i+1 >= len(r.tokens) || r.tokens[i+1].spaced
	case "\n":
		return i == 0 || r.tokens[i-1].word != ":"
	}
	return false
}

// read takes in one word and returns the role it gives the quotation ahead.
func (r *roleReader) read(i int, found Role) Role {
	word, next := r.tokens[i].word, r.word(i+1)
	if r.word(i-1) == "instead" && word == "of" {
		return Replace
	}
	switch word {
	case "sau", "after":
		if placeTail(next) && r.word(i-1) != "như" {
			return After
		}
		return found
	case "trước", "before":
		if placeTail(next) {
			return Before
		}
		return found
	case "bằng", "thành", "with", "by", "into", "→":
		if r.changes || r.last == Replace || r.last == Mention || r.last == Delete {
			return With
		}
		return found
	case "là", "to", "as":
		if r.last == Replace || r.changes && (r.word(i-1) == "lại" || word == "as") {
			return With
		}
		return found
	}
	verb, changes := verbRole(word, next)
	if verb == "" || verb == With && r.describes(i) {
		return found
	}
	r.verb, r.changes = verb, r.changes && verb != Delete || changes
	return verb
}

// describing words before "dùng", "viết" make them tell what the draft does, not
// what it should: "hai chỗ dùng “A”", "dự thảo viết “A”".
var describing = map[string]bool{"chỗ": true, "nơi": true, "lần": true, "thảo": true, "đang": true, "đã": true, "được": true, "có": true,
	"án": true, "khi": true, "vẫn": true, "draft": true, "text": true}

// describes reports that the verb at token i tells what stands in the draft,
// unless what should stand there follows: "dùng “B” thay cho “A”".
func (r *roleReader) describes(i int) bool {
	if !describing[r.word(i-1)] {
		return false
	}
	for k := i + 1; k < len(r.tokens) && k < i+60 && !r.endsSentence(k); k++ {
		if w := r.tokens[k].word; w == "thay" || w == "instead" {
			return false
		}
	}
	return true
}

func (r *roleReader) word(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].word
}

// placeTail rules out "sau khi", "sau đây", "trước hết".
func placeTail(next string) bool {
	switch next {
	case "khi", "đó", "này", "đây", ":", "hết", "mắt", "tiên", "năm", "ngày", "khoảng", "cùng", "that":
		return false
	}
	return true
}

func verbRole(word, next string) (role Role, changes bool) {
	switch word {
	case "thay":
		if next == "mặt" {
			return "", false
		}
		return Replace, true
	case "sửa", "đổi", "chỉnh", "replace", "change", "amend", "reword", "rephrase", "substitute":
		return Replace, true
	case "viết", "diễn", "trình", "read":
		return With, true
	case "bổ", "thêm", "chèn", "insert", "add":
		if word == "bổ" && next != "sung" {
			return "", false
		}
		return Insert, false
	case "bỏ", "xóa", "cắt", "lược", "delete", "remove", "strike", "omit":
		return Delete, false
	case "dùng", "use":
		return With, false
	}
	return "", false
}

// settle decides the role from what was read before a quotation and from the
// quotation before it.
func (r *roleReader) settle(found Role, touched bool) Role {
	switch {
	case found == Replace && r.last == Replace && !touched:
		return Replace
	case found != "":
		return found
	case r.last == After || r.last == Before:
		if r.verb != "" {
			return r.verb // bổ sung, sau "A", cụm từ "B"
		}
		return Insert
	case !touched && r.last != "":
		return r.last // "A" và "B"
	}
	return Mention
}

// settleRoles repairs what only the words behind tell: words mentioned and then
// given new ones are replaced, words deleted and given new ones too, and
// "sửa lại như sau" with nothing after it gives the new words.
func settleRoles(q []Quoted) {
	for i := range q {
		if q[i].Role != With || i == 0 {
			continue
		}
		if before := &q[i-1].Role; *before == Mention || *before == Delete {
			*before = Replace
		}
	}
}
