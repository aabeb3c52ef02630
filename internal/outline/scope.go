package outline

// scope is a stretch of units with an outline of its own: the text proper or
// one annex.
type scope struct {
	from, to  int
	annex     bool
	label     int    // bytes of the first unit that are the annex's label
	num       string // number of the annex as in an id; "" for none
	signature int    // index of the first unit of the signature block; to where there is none
}

// scopes divides a text at its annexes and finds each signature block.
func scopes(units []unit) []scope {
	list := []scope{{to: len(units), signature: len(units)}}
	begun, signed := false, false
	for i := 0; i < len(units); i++ {
		cur := &list[len(list)-1]
		u := &units[i]
		if begun || signed || i == 0 {
			if at, num, label, ok := annexAt(units, i, cur, signed); ok {
				cur.to = at
				cur.signature = min(cur.signature, at)
				list = append(list, scope{from: at, to: len(units), annex: true, label: label, num: num, signature: len(units)})
				signed = false
				i = max(i, at)
				continue
			}
		}
		if u.quoted || u.note || u.margin {
			continue
		}
		if !signed && begun && opensSignature(units, i, len(units)) && !textGoesOn(units, i) {
			cur.signature, signed = i, true
		}
		begun = begun || opensText(u) || i > 0 && u.isBasis()
	}
	return list
}

// opensText reports whether a unit carries a label that a text proper, not its
// head, begins with.
func opensText(u *unit) bool {
	for k := range u.marks[:u.nmarks] {
		m := &u.marks[k]
		if m.kind == Item {
			continue
		}
		if m.kind != "" && m.strong || m.kind == "" && m.num.first(m.class) {
			return true
		}
	}
	return false
}

// annexAt reports whether an annex shows itself at units[i], and where it
// begins: at its label, or at the title above "(Kèm theo …)".
func annexAt(units []unit, i int, cur *scope, signed bool) (at int, num string, label int, ok bool) {
	u := &units[i]
	if num, end := annexLabel(u); end > 0 {
		return i, num, end, true
	}
	if u.quoted || u.note || u.margin || u.tableEnd > 0 {
		return 0, "", 0, false
	}
	if signed && u.caps && beginsWith(u.text, attachments[:]) && i+2 < len(units) {
		return i, "", 0, true
	}
	if !enclosed(u.text) || cur.annex && i-cur.from <= 6 {
		return 0, "", 0, false
	}
	for j := i - 1; j > cur.from && i-j <= 5; j-- {
		if units[j].caps && beginsWith(units[j].text, attachments[:]) {
			return j, "", 0, true
		}
	}
	return 0, "", 0, false
}

// textGoesOn reports whether articles or chapters of the same text follow
// units[i], which therefore closes nothing.
func textGoesOn(units []unit, i int) bool {
	for j := i + 1; j < len(units) && j-i <= furthestQuote; j++ {
		u := &units[j]
		if _, end := annexLabel(u); end > 0 {
			return false
		}
		if u.caps && beginsWith(u.text, attachments[:]) {
			return false
		}
		if !u.quoted && u.nmarks > 0 && u.marks[0].kind != Item && u.marks[0].kind != "" && u.marks[0].strong {
			return !u.marks[0].num.first(u.marks[0].class)
		}
	}
	return false
}

// front divides the units above a text proper: [0, head) is its head, [head,
// body) its legal grounds; the text begins at body.
func front(units []unit) (head, body int) {
	first, division := firstLabel(units)
	basis, last := -1, -1
	for i := 0; i < first; i++ {
		if units[i].isPreamble() {
			first = i
			break
		}
		if units[i].isBasis() {
			if basis < 0 && beginsWith(units[i].unbulleted(), sureBasis[:]) {
				basis = i
			}
			if basis >= 0 {
				last = i
			}
		}
	}
	if basis >= 0 && basis <= 60 {
		return basis, enactingEnd(units, last+1, first)
	}
	if division && first <= 60 {
		return headBefore(units, first), headBefore(units, first)
	}
	n := 0
	for n < first && n < 60 && units[n].isFront() && !onlyHeading(units, n, first) {
		n++
	}
	return n, n
}

// firstLabel is the index of the first unit of the text proper by its label,
// and whether that is a part, a chapter or an article.
func firstLabel(units []unit) (int, bool) {
	for i := range units {
		u := &units[i]
		if u.quoted || u.tableEnd > 0 {
			continue
		}
		if _, end := annexLabel(u); end > 0 && i > 0 {
			return i, false
		}
		for k := range u.marks[:u.nmarks] {
			m := &u.marks[k]
			if m.kind == Item {
				continue
			}
			if m.kind != "" && m.strong {
				return i, true
			}
			if m.kind == "" && m.delim != 0 && m.num.first(m.class) && !u.isBasis() {
				return i, false
			}
		}
	}
	return len(units), false
}

// enactingEnd passes over the enacting words after the last ground: "Quốc hội
// ban hành Luật …", "QUYẾT NGHỊ:".
func enactingEnd(units []unit, at, first int) int {
	for at < first {
		u := &units[at]
		short := len(u.text) <= 400
		formula := u.caps || bareRule(u.text) || u.b.Center || beginsWith(u.text, enacting[:]) || containsFold(u.text, "ban hành")
		if !short || !formula {
			break
		}
		at++
	}
	return at
}

// headBefore is the end of the head of a text whose first division is at
// first: after the last line that only a head has.
func headBefore(units []unit, first int) int {
	n := 0
	for i := 0; i < first; i++ {
		u := &units[i]
		if u.isFront() && (u.caps || u.margin || u.tableEnd > 0 || u.b.Center || u.b.Level > 0 || n == i) {
			n = i + 1
		}
	}
	return n
}

// onlyHeading reports whether units[i] is a styled heading among others of its
// level, and so part of the text and not its title.
func onlyHeading(units []unit, i, first int) bool {
	u := &units[i]
	if u.b.Level == 0 || u.caps || u.b.Style == "Title" || beginsWith(u.text, frontMarks[:]) || beginsWith(u.text, instruments[:]) {
		return false
	}
	for j := range units {
		if j != i && units[j].b.Level == u.b.Level && !(j < first && units[j].caps) {
			return true
		}
	}
	return false
}
