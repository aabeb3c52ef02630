package anchor

import (
	"strings"

	"thao/internal/outline"
)

// Citation is a reference in running text to a place, or to several places
// named in one breath ("điểm a, b và c khoản 1 Điều 4").
type Citation struct {
	Start, End int      // bytes of the text
	Steps      []Step   // the first place, outermost step first; empty where only a page, a line or the whole is named
	More       [][]Step // the other places
	Page, Line int      // from 1; 0 where not named
	FromBottom bool     // Line counts from the foot of the page
	Whole      bool     // the draft as a whole: "toàn bộ dự thảo"
	External   bool     // a place in another instrument: "Điều 6 Nghị định 30/2020/NĐ-CP"
}

// Places returns the steps of every place named.
func (c Citation) Places() [][]Step {
	if len(c.Steps) == 0 {
		return nil
	}
	return append([][]Step{c.Steps}, c.More...)
}

// Step is one level of a reference.
type Step struct {
	// Kind is "" where the word does not tell it: "mục 2" may be a section
	// or any numbered heading, the 2 of "1.a" or "II.2" whatever it numbers.
	Kind    outline.Kind
	Word    string // the level's word, canonical: "mục", "nhiệm vụ"; "" for a number alone
	Number  string // "3", "đ", "1.1"; "last"; "" for a level without number or This
	Written string // the number as it stands in the text: "III", "thứ ba"
	This    bool   // "Điều này": the one spoken of

	readings []numeral
	rank     int
}

// Citations finds the references in s, in order; they do not overlap.
// References to other instruments are returned too, marked External.
func Citations(s string) []Citation {
	c := citer{text: s, tokens: lex(s)}
	var out []Citation
	for i := 0; i < len(c.tokens); {
		if m, next, ok := c.mention(i); ok {
			var cited Citation
			cited, i = c.group(m, next)
			out = append(out, cited)
			continue
		}
		i++
	}
	return out
}

// citer reads citations from the tokens of one text.
type citer struct {
	text   string
	tokens []token
}

// mention is one level with its number or numbers: "khoản 1, 2 và 4".
type mention struct {
	level *level
	alts  [][]Step // each number; of several steps for "5(2)(a)" or "II.2"
	rank  int
	first int  // token
	low   bool // of a line: counted from the foot
}

func (m mention) inner() int { return m.alts[0][len(m.alts[0])-1].rank }

func (c *citer) at(i int) token {
	if i < 0 || i >= len(c.tokens) {
		return token{kind: breakToken}
	}
	return c.tokens[i]
}

// written is the text of tokens from to to.
func (c *citer) written(from, to int) string {
	if from < 0 || from >= to || to > len(c.tokens) {
		return ""
	}
	return c.text[c.tokens[from].start:c.tokens[to-1].end]
}

// mention reads a level and its numbers at token i and returns the token after.
func (c *citer) mention(i int) (mention, int, bool) {
	if c.at(i).kind != wordToken && c.at(i).word != "§" {
		return mention{}, i, false
	}
	if m, next, ok := c.ordinalFirst(i); ok {
		return m, next, true
	}
	if m, next, ok := c.compact(i); ok {
		return m, next, true
	}
	for _, l := range c.levelsAt(i) {
		next, ok := c.phrase(i, l.words)
		if !ok || l.bare && c.bareIsOther(i, next) {
			continue
		}
		if l.bare {
			step := Step{Kind: l.kind, Word: strings.Join(l.words, " "), rank: l.rank}
			return mention{level: l, alts: [][]Step{{step}}, rank: l.rank, first: i}, next, true
		}
		if m, next, ok := c.numbered(i, next, l); ok {
			return m, next, true
		}
	}
	return mention{}, i, false
}

var paragraphSign = []*level{{words: w("§"), kind: unknownKind, rank: 30, digit: true}}

func (c *citer) levelsAt(i int) []*level {
	if c.at(i).word == "§" {
		return paragraphSign
	}
	return levelsByWord[c.at(i).word]
}

// phrase matches words from token i, over single commas.
func (c *citer) phrase(i int, words []string) (int, bool) {
	for k, word := range words {
		if k > 0 && c.at(i).word == "," && c.at(i).kind == markToken {
			i++
		}
		if c.at(i).word != word || c.at(i).kind == breakToken {
			return i, false
		}
		i++
	}
	return i, true
}

// bareIsOther guards levels without a number: what numbers follow belong to
// another reading ("phụ lục kèm theo Nghị định 30").
func (c *citer) bareIsOther(i, next int) bool {
	return c.at(i).word == "phụ" && c.instrumentAt(next) > 0
}

// ordinalFirst reads "second paragraph", "last bullet".
func (c *citer) ordinalFirst(i int) (mention, int, bool) {
	word := c.at(i).word
	if !ordinalWords[word] || !countable[c.at(i+1).word] {
		return mention{}, i, false
	}
	l := levelsByWord[c.at(i+1).word]
	step := c.step(l[len(l)-1], nil, i, i+1)
	step.Number, step.readings = ordinalNumber(word)
	return mention{level: l[len(l)-1], alts: [][]Step{{step}}, rank: step.rank, first: i}, i + 2, true
}

func ordinalNumber(word string) (string, []numeral) {
	n := numeral{"last", ordinal}
	if !lastWords[word] {
		n.value = readings(word)[0].value
	}
	return n.value, []numeral{n}
}

// group reads on from a first mention over all that belongs to one citation.
func (c *citer) group(first mention, next int) (Citation, int) {
	g := grouping{mentions: []mention{first}, joins: []join{together}}
	for {
		j, k := c.joinAt(next)
		m, after, ok := c.mention(k)
		if !ok || !g.admits(m, j, first) {
			break
		}
		g.mentions, g.joins, next = append(g.mentions, m), append(g.joins, j), after
	}
	next = c.closeBrackets(first.first, next)
	cited := g.citation()
	cited.Start, cited.End = c.tokens[first.first].start, c.tokens[next-1].end
	if len(cited.Steps) > 0 {
		cited.External = c.external(first.first, next)
	}
	return cited, next
}

// closeBrackets takes in a ")" whose "(" lies within the citation.
func (c *citer) closeBrackets(first, next int) int {
	depth := 0
	for _, t := range c.tokens[first:next] {
		switch t.word {
		case "(":
			depth++
		case ")":
			depth--
		}
	}
	if depth > 0 && c.at(next).word == ")" {
		return next + 1
	}
	return next
}

// join says how a mention is tied to the one before.
type join byte

const (
	together join = iota // nothing, a comma, "của", "of"
	also                 // "và", "or"
	through              // "đến", "to"
)

var joinWords = map[string]join{
	"của": together, "tại": together, "thuộc": together, "trong": together, "ở": together, "nằm": together,
	"vào": together, "of": together, "in": together, "under": together, "the": together, "on": together,
	"và": also, "hoặc": also, "hay": also, "cùng": also, "and": also, "or": also, "đến": through, "tới": through,
	"to": through, "through": through,
}

// joinAt reads what may stand between two mentions from token i and returns
// the token the next mention would begin at.
func (c *citer) joinAt(i int) (join, int) {
	j := together
	marks := 0
	for range 5 {
		t := c.at(i)
		switch {
		case t.kind == markToken && marks == 0 && strings.Contains(",(&/", t.word):
			marks++
			if t.word == "&" {
				j = also
			}
		case t.kind == markToken && marks == 0 && isDash(t.word):
			marks++
		case t.kind == wordToken:
			w, ok := joinWords[t.word]
			if !ok {
				return j, i
			}
			j = max(j, w)
		default:
			return j, i
		}
		i++
	}
	return j, i
}

func isDash(s string) bool { return s == "-" || s == "–" || s == "—" }

// step makes the step of a level whose number stands in tokens from–to.
func (c *citer) step(l *level, number []numeral, from, to int) Step {
	s := Step{Kind: l.kind, Word: strings.Join(l.words, " "), Written: c.written(from, to), rank: l.rank, readings: number}
	if len(number) > 0 {
		s.Number = number[0].value
	}
	return s
}
