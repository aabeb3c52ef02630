package anchor

import "unicode/utf8"

// Hurried mails cite in compact form: "đ3k2", "K.1 Đ.32", "Đ8.2". A single
// letter with a number on it is a place only where that is unmistakable: in a
// chain of such, or at the front of a line or clause. "K3" in running text may
// be anything.

// compactLevels are the levels a single letter may stand for.
var compactLevels = map[string]string{"đ": "điều", "k": "khoản"}

// compact reads one step of a compact citation at token i.
func (c *citer) compact(i int) (mention, int, bool) {
	at, ok := c.compactShape(i)
	if !ok || !c.chained(i, at) && !c.startsClause(i) {
		return mention{}, i, false
	}
	return c.numbered(i, at, levelsByWord[compactLevels[c.at(i).word]][0])
}

// compactShape: a letter, a full stop if any, and digits close behind. It
// returns the token of the digits.
func (c *citer) compactShape(i int) (at int, ok bool) {
	if compactLevels[c.at(i).word] == "" || c.at(i).kind != wordToken {
		return i, false
	}
	at = i + 1
	if c.at(at).word == "." && !c.at(at).spaced {
		at++
	}
	t := c.at(at)
	return at, t.kind == digitToken && !t.spaced && len(t.word) <= 3
}

// chained reports that another compact step stands close before the step at
// token i, or close behind its number at token at.
func (c *citer) chained(i, at int) bool {
	for k := at + 1; k < at+6; k++ {
		if _, ok := c.compactShape(k); ok {
			return c.at(k).word != c.at(i).word
		}
		if !c.inCompact(k) {
			break
		}
	}
	for k := i - 1; k >= 0 && k > i-6; k-- {
		if next, ok := c.compactShape(k); ok && next < i {
			return c.at(k).word != c.at(i).word && (c.at(k).spaced || k == 0 || c.at(k-1).kind != digitToken)
		}
		if !c.inCompact(k) {
			break
		}
	}
	return false
}

// inCompact: what may stand between the letters of a chain.
func (c *citer) inCompact(i int) bool {
	t := c.at(i)
	return t.kind == digitToken || t.kind == markToken && (t.word == "." || t.word == ",")
}

// startsClause reports that token i begins a line or follows the mark of a
// clause or list.
func (c *citer) startsClause(i int) bool {
	t := c.at(i - 1)
	switch {
	case i == 0, t.kind == breakToken:
		return true
	case t.kind != markToken || !c.at(i).spaced:
		return false
	}
	switch t.word {
	case ":", ";", ".", ")", "-", "–", "+", "•", "*", "/":
		return true
	}
	return false
}

// splitArticle reads the decimals after an article as its clause: "Điều 8.2".
func splitArticle(steps []Step) []Step {
	first := steps[0]
	if len(first.readings) == 0 || first.readings[0].style != dotted {
		return steps
	}
	whole, part, ok := cutOne(first.Number)
	if !ok {
		return steps
	}
	first.Number, first.Written, first.readings = whole, whole, []numeral{{whole, arabic}}
	out := []Step{first, hangingStep(first, []numeral{{part, arabic}}, part)}
	for _, s := range steps[1:] {
		out = append(out, hangingStep(out[len(out)-1], s.readings, s.Written))
	}
	return out
}

// cutOne parts "8.2" at its only full stop.
func cutOne(s string) (whole, part string, ok bool) {
	for i, r := range s {
		if r == '.' {
			whole, part = s[:i], s[i+utf8.RuneLen(r):]
			for _, d := range part {
				ok = d >= '0' && d <= '9'
				if !ok {
					return "", "", false
				}
			}
			return whole, part, ok && whole != ""
		}
	}
	return "", "", false
}
