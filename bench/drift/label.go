package drift

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"thao/internal/outline"
)

// label is a node's number, taken apart: "Điều ", 5, ".".
type label struct {
	before, after string
	form          form
	n             int // 0 where it cannot be counted
	step          int // from the one before it; less than 0 begins anew
}

type form byte

const (
	asItIs form = iota // in words, or a mark that counts nothing
	digits
	letters
	roman
)

var (
	digitLabel  = regexp.MustCompile(`^([^0-9]*)([0-9]{1,4})([^0-9]*)$`)
	romanLabel  = regexp.MustCompile(`^((?:\pL+ )?)([IVXLC]+)([.)]?)$`)
	letterLabel = regexp.MustCompile(`^()([a-zđ])([.)])$`)
)

// points are lettered in this order (Decree 30/2020, Annex I).
var points = strings.Split("a b c d đ e g h i k l m n o p q r s t u v x y", " ")

func parseLabel(n *outline.Node) label {
	if n.Kind == outline.Item {
		return label{before: n.Label}
	}
	for _, way := range []struct {
		re   *regexp.Regexp
		form form
		read func(string) int
	}{
		{letterLabel, letters, func(s string) int { return slices.Index(points, s) + 1 }},
		{digitLabel, digits, func(s string) int { v, _ := strconv.Atoi(s); return v }},
		{romanLabel, roman, romanValue},
	} {
		if m := way.re.FindStringSubmatch(n.Label); m != nil {
			if v := way.read(m[2]); v > 0 {
				return label{before: m[1], after: m[3], form: way.form, n: v}
			}
		}
	}
	return label{before: n.Label}
}

// String is the label as the reader sees it.
func (l label) String() string { return l.before + l.number() + l.after }

func (l label) number() string {
	switch {
	case l.form == digits:
		return strconv.Itoa(l.n)
	case l.form == roman:
		return romanText(l.n)
	case l.form == letters && l.n <= len(points):
		return points[l.n-1]
	case l.form == letters:
		return "y" + strconv.Itoa(l.n-len(points))
	}
	return ""
}

var romanSigns = []struct {
	sign  string
	value int
}{{"C", 100}, {"XC", 90}, {"L", 50}, {"XL", 40}, {"X", 10}, {"IX", 9}, {"V", 5}, {"IV", 4}, {"I", 1}}

func romanText(n int) string {
	var b strings.Builder
	for _, r := range romanSigns {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}

func romanValue(s string) int {
	n := 0
	for _, r := range romanSigns {
		for ; strings.HasPrefix(s, r.sign); s = s[len(r.sign):] {
			n += r.value
		}
	}
	return n
}

// number notes by how much each label goes on from the one before it, so that
// gaps and doubled numbers of the old text ("5", "5a") stay as they were.
func (e *editor) number() {
	e.count(func(l *lump, before int) int {
		l.label.step = l.label.n - before
		return l.label.n
	})
}

// renumber counts anew.
func (e *editor) renumber() {
	e.count(func(l *lump, before int) int {
		if l.label.step >= 0 {
			l.label.n = before + l.label.step
		}
		return l.label.n
	})
}

// count goes through all lists; next is given each member and the number
// before it. Articles are counted through a whole text, all else under its
// parent.
func (e *editor) count(next func(l *lump, before int) int) {
	type list struct {
		parent *lump
		kind   outline.Kind
		form   form
	}
	last := map[list]int{}
	e.top.walk(func(l *lump) {
		if l.label.form == asItIs {
			return
		}
		in := list{l.parent, l.kind, l.label.form}
		if l.kind == outline.Article {
			in.parent = nil
		}
		last[in] = next(l, last[in])
	})
}

// segment is the last part of the node's id, as package outline makes it: ""
// where nothing is counted and its place among its neighbours will tell.
func (l *lump) segment() string {
	was := segmentOf(l.node)
	switch {
	case l.node != nil && l.label.n == l.labelled && (l.label.String() != "" || !strings.Contains(was, "_")):
		return was
	case l.label.form != asItIs:
		return string(l.kind) + "_" + numeral(l.label) + strings.TrimRight(l.label.after, ".):/ ")
	}
	return ""
}

// segmentOf is the last part of a node's id, without what tells doubles apart.
func segmentOf(n *outline.Node) string {
	if n == nil {
		return ""
	}
	id := n.ID
	if i := strings.LastIndex(id, "__"); i >= 0 {
		id = id[i+len("__"):]
	}
	id, _, _ = strings.Cut(id, "~")
	return id
}

func numeral(l label) string {
	if l.form == letters {
		return l.number()
	}
	return strconv.Itoa(l.n)
}

// identify completes ids from the top down: nodes without a number are
// counted, doubles told apart.
func identify(nodes []*outline.Node) {
	seen, count := map[string]int{}, map[outline.Kind]int{}
	for _, n := range nodes {
		if n.ID == "" {
			count[n.Kind]++
			n.ID = string(n.Kind) + "_" + strconv.Itoa(count[n.Kind])
			if n.Kind == outline.Heading {
				n.ID = "heading_s" + strconv.Itoa(count[n.Kind])
			}
		}
		seen[n.ID]++
		if k := seen[n.ID]; k > 1 {
			n.ID += "~" + strconv.Itoa(k)
		}
		if n.Parent != nil {
			n.ID = n.Parent.ID + "__" + n.ID
		}
		identify(n.Children)
	}
}
