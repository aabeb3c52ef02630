package anchor

import (
	"unicode"
	"unicode/utf8"
)

// instruments are the names of kinds of issued texts. A draft may be of any of
// them, so the name alone does not make a citation external; see external.
var instruments = [][]string{
	w("bộ", "luật"), w("luật"), w("nghị", "định"), w("thông", "tư", "liên", "tịch"), w("thông", "tư"),
	w("pháp", "lệnh"), w("hiến", "pháp"), w("điều", "lệ"), w("nghị", "quyết"), w("chỉ", "thị"),
	w("quy", "định"), w("quyết", "định"), w("hướng", "dẫn"), w("kết", "luận"), w("thông", "báo"), w("báo", "cáo"),
	w("kế", "hoạch"), w("chương", "trình"), w("công", "văn"), w("quy", "chế"), w("tờ", "trình"), w("thông", "tri"),
	w("directive"), w("regulation"), w("law"), w("decree"), w("act"), w("circular"), w("constitution"), w("treaty"),
	w("convention"), w("resolution"), w("decision"), w("ordinance"), w("charter"), w("code"), w("statute"),
}

var instrumentsByWord = func() map[string][][]string {
	m := map[string][][]string{}
	for _, words := range instruments {
		m[words[0]] = append(m[words[0]], words)
	}
	return m
}()

// alsoVerbs are instruments whose names, in small letters, are verbs too:
// "khoản 2 Điều 5 quy định về…".
var alsoVerbs = map[string]bool{"quy": true, "quyết": true, "hướng": true, "kết": true, "thông": true, "báo": true,
	"chỉ": true, "kế": true, "chương": true, "công": true, "tờ": true, "act": true}

// notNames are words that follow an instrument without naming one.
var notNames = map[string]bool{"này": true, "quy": true, "nêu": true, "đề": true, "cần": true, "nên": true, "là": true,
	"và": true, "thì": true, "như": true, "theo": true, "về": true, "đã": true, "có": true, "không": true, "chưa": true,
	"để": true, "với": true, "cho": true, "được": true, "sẽ": true, "trên": true, "tại": true, "dự": true, "bổ": true,
	"sửa": true, "do": true, "vì": true, "còn": true, "hiện": true, "is": true, "should": true, "to": true, "be": true,
	"and": true, "as": true, "which": true, "provides": true, "must": true, "are": true, "has": true}

// instrumentAt returns how many tokens name a kind of instrument at i, or 0.
func (c *citer) instrumentAt(i int) int {
	for _, words := range instrumentsByWord[c.at(i).word] {
		if next, ok := c.phrase(i, words); ok {
			return next - i
		}
	}
	return 0
}

// external reports whether the citation of tokens first to next is of another
// instrument than the draft.
func (c *citer) external(first, next int) bool {
	i, comma := next, false
	if c.at(i).word == "," {
		i, comma = i+1, true
	}
	for belongs[c.at(i).word] {
		i, comma = i+1, false
	}
	if n := c.instrumentAt(i); n > 0 {
		if comma && !c.leansOn(first) && !c.hasComma(first, next) {
			return false // "Tại Điều 5, Luật … quy định" begins a new clause
		}
		return c.named(i, i+n)
	}
	return c.at(first-1).word == "(" && c.symbolEndsAt(first-1)
}

var belongs = map[string]bool{"của": true, "trong": true, "tại": true, "thuộc": true, "of": true, "in": true, "the": true, "under": true}

// leansOn: words before a citation that call on it as a ground.
func (c *citer) leansOn(first int) bool {
	for k := first - 1; k >= first-3; k-- {
		switch c.at(k).word {
		case "theo", "với", "cứ", "định", "pursuant", "under":
			return true
		}
	}
	return false
}

func (c *citer) hasComma(first, next int) bool {
	for _, t := range c.tokens[first:next] {
		if t.word == "," {
			return true
		}
	}
	return false
}

// named reports whether the instrument of tokens i to next is a certain one: by
// number or by name.
func (c *citer) named(i, next int) bool {
	word, after := c.at(i).word, c.at(next)
	if word == "hiến" {
		return true
	}
	if c.at(i-1).word == "this" || c.at(i-1).word == "draft" {
		return false
	}
	switch {
	case after.kind == digitToken || after.word == "số" || after.word == "no":
		return true
	case after.kind != wordToken || notNames[after.word]:
		return false
	case c.capital(next):
		return true
	}
	return c.capital(i) || !alsoVerbs[word]
}

func (c *citer) capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(c.text[c.at(i).start:])
	return unicode.IsUpper(r)
}

// symbolEndsAt reports whether an instrument's symbol (30/2020/NĐ-CP) stands
// right before token i.
func (c *citer) symbolEndsAt(i int) bool {
	slash, dash := false, false
	for k := i - 1; k >= 0 && k > i-8; k-- {
		t := c.at(k)
		slash = slash || t.word == "/"
		dash = dash || t.word == "-"
		if t.spaced {
			return slash && dash && t.kind == digitToken
		}
	}
	return false
}
