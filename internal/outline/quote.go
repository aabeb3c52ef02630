package outline

import "strings"

// furthestQuote bounds the search for the end of quoted text, in units: a
// whole chapter put into another law is shorter.
const furthestQuote = 2000

// markQuoted finds the text of other instruments that an amending one puts in
// quotation marks, and marks its units: what looks like a label there numbers
// the other instrument. A quotation that never closes is none.
func markQuoted(units []unit) {
	balance := make([]int, len(units))
	lastClose := -1
	for i := range units {
		balance[i] = quoteBalance(units[i].text)
		if balance[i] < 0 || closesQuotation(units[i].text) {
			lastClose = i
		}
	}
	for i := 0; i < lastClose; i++ {
		u := &units[i]
		if u.tableEnd > 0 || balance[i] <= 0 || !opensQuotation(u.text) {
			continue
		}
		end := quotationEnd(units, balance, i)
		if end < 0 {
			continue
		}
		first := i + 1
		if startsQuoted(u.text) {
			first = i
		}
		for ; first <= end; first++ {
			units[first].quoted = true
		}
		i = end
	}
}

// quotationEnd is the unit in which the quotation opened in units[i] closes:
// where marks balance, else the first that ends in a closing mark; -1 for none.
func quotationEnd(units []unit, balance []int, i int) int {
	open, fallback := balance[i], -1
	for j := i + 1; j < len(units) && j-i <= furthestQuote; j++ {
		open += balance[j]
		if open <= 0 {
			return j
		}
		if fallback < 0 && closesQuotation(units[j].text) {
			fallback = j
		}
	}
	return fallback
}

// quoteBalance counts quotation marks opened less those closed. Straight
// marks open and close in turn.
func quoteBalance(s string) int {
	if strings.IndexByte(s, '"') < 0 && !strings.ContainsAny(s, "“”„«»") {
		return 0
	}
	n, straight := 0, false
	for _, r := range s {
		switch r {
		case '“', '„', '«':
			n++
		case '”', '»':
			n--
		case '"':
			straight = !straight
		}
	}
	if straight {
		if startsQuoted(s) || strings.HasSuffix(strings.TrimRight(s, " "), ": \"") {
			return n + 1
		}
		return n - 1
	}
	return n
}

func startsQuoted(s string) bool {
	s = strings.TrimLeft(s, " \t\u00a0")
	return strings.HasPrefix(s, "“") || strings.HasPrefix(s, "\"") || strings.HasPrefix(s, "„") || strings.HasPrefix(s, "«")
}

// opensQuotation reports whether s brings in a quoted passage: it begins with
// the mark, or the mark stands after a colon or before a label.
func opensQuotation(s string) bool {
	if startsQuoted(s) {
		return true
	}
	i := strings.LastIndex(s, "“")
	if i < 0 {
		return false
	}
	before := strings.TrimRight(s[:i], " \u00a0\n")
	if strings.HasSuffix(before, ":") {
		return true
	}
	_, n := readMarks(strings.TrimLeft(s[i+len("“"):], " "))
	return n > 0
}

func closesQuotation(s string) bool {
	s = strings.TrimRight(s, " .;,/")
	return strings.HasSuffix(s, "”") || strings.HasSuffix(s, "\"") || strings.HasSuffix(s, "»")
}
