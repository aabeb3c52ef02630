package outline

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// assignIDs turns the segments the nodes carry into their ids: the segments
// from the top joined by "__". Nodes without a number get their position
// among those of their kind, a segment met twice under one parent "~2".
func assignIDs(nodes []*Node) {
	seen := map[string]int{}
	count := map[Kind]int{}
	for _, n := range nodes {
		if n.ID == "" || n.ID == string(Annex) {
			count[n.Kind]++
			n.ID = string(n.Kind) + "_" + strconv.Itoa(count[n.Kind])
			if n.Kind == Heading {
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
		if len(n.Children) > 0 {
			assignIDs(n.Children)
		}
	}
}

// Ordinal is the number a node has within its kind, as its id gives it: "3",
// "đ", "1.1", "5a"; its position from 1 where it has no label. "" for the
// front, the basis and a signature.
func (n *Node) Ordinal() string {
	segment := n.ID
	if i := strings.LastIndex(segment, "__"); i >= 0 {
		segment = segment[i+2:]
	}
	_, ordinal, _ := strings.Cut(segment, "_")
	ordinal, _, _ = strings.Cut(ordinal, "~")
	if n.Kind == Heading && n.Label == "" {
		ordinal = strings.TrimPrefix(ordinal, "s")
	}
	return ordinal
}

// Path is the chain of nodes from the top down to n.
func (n *Node) Path() []*Node {
	depth := 0
	for p := n; p != nil; p = p.Parent {
		depth++
	}
	path := make([]*Node, depth)
	for p := n; p != nil; p = p.Parent {
		depth--
		path[depth] = p
	}
	return path
}

// PathString is n's path as officials cite it, in Vietnamese or, with lang
// "en", in English: "Phần III › mục 2 › điểm b", "Part III › section 2 ›
// point b". Parts and chapters are cited in Roman numerals unless the text
// itself counts them in digits.
func PathString(n *Node, lang string) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for i, p := range n.Path() {
		if i > 0 {
			b.WriteString(" › ")
		}
		b.WriteString(p.cite(lang == "en"))
	}
	return b.String()
}

// names are the words a kind is cited by, Vietnamese and English.
var names = map[Kind][2]string{
	Part: {"Phần", "Part"}, Chapter: {"Chương", "Chapter"}, Section: {"Mục", "Section"}, Subsection: {"Tiểu mục", "Subsection"},
	Article: {"Điều", "Article"}, Clause: {"khoản", "clause"}, Point: {"điểm", "point"}, Item: {"gạch đầu dòng", "item"},
	Heading: {"mục", "section"}, Paragraph: {"đoạn", "paragraph"}, Table: {"bảng", "table"}, Annex: {"Phụ lục", "Annex"},
	Front: {"phần đầu", "front matter"}, Basis: {"căn cứ ban hành", "legal basis"}, Signature: {"phần ký", "signature"},
}

func (n *Node) cite(english bool) string {
	name := names[n.Kind][0]
	if english {
		name = names[n.Kind][1]
	}
	switch n.Kind {
	case Front, Basis, Signature:
		return name
	case Paragraph:
		return name + " " + strconv.Itoa(n.paragraphNumber())
	case Heading:
		if n.Label == "" {
			return "“" + shortened(n.Heading) + "”"
		}
	case Annex:
		if n.Label == "" {
			return name + " “" + shortened(n.Heading) + "”"
		}
	}
	if number := n.citedNumber(); number != "" {
		return name + " " + number
	}
	return name
}

// paragraphNumber counts the text of a paragraph's parent as the first.
func (n *Node) paragraphNumber() int {
	k, _ := strconv.Atoi(n.Ordinal())
	if n.Parent != nil && n.Parent.Text != "" && n.Parent.Kind != Table {
		k++
	}
	return k
}

// citedNumber is the number in the digits the text counts in.
func (n *Node) citedNumber() string {
	ordinal := n.Ordinal()
	v, err := strconv.Atoi(ordinal)
	if err != nil {
		if n.Kind == Heading || n.Kind == Annex {
			return strings.ToUpper(ordinal)
		}
		return ordinal
	}
	switch n.Kind {
	case Annex:
		if !strings.ContainsAny(n.Label, "0123456789") && !romanLabel(n.Label) {
			return ""
		}
		fallthrough
	case Part, Chapter, Section, Subsection, Heading, Point, Clause:
		if strings.ContainsAny(n.Label, "0123456789") {
			return ordinal
		}
		if n.Kind == Point {
			return strings.ToLower(romanText(v))
		}
		return romanText(v)
	}
	return ordinal
}

func romanLabel(label string) bool {
	word, _ := cutLastWord(strings.TrimRight(label, ".:-– "))
	_, k := roman(word, true)
	return k > 0 && k == len(word)
}

// shortened keeps the first words of a heading that has no number to cite.
func shortened(s string) string {
	const most = 60
	s = squeeze(s)
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	s = string([]rune(s)[:most])
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return s + "…"
}

// Kinds lists every kind, in the order they contain one another in a text.
func Kinds() []Kind {
	return []Kind{Front, Basis, Part, Chapter, Section, Subsection, Article, Clause, Point, Item, Heading, Paragraph, Table, Signature, Annex}
}

// KindName is the word for a kind, in Vietnamese or, with lang "en", English.
// A Heading goes by "đề mục" here: among other kinds "mục" would be taken for
// a Section.
func KindName(k Kind, lang string) string {
	switch {
	case lang == "en" && k == Heading:
		return "heading"
	case lang == "en":
		return strings.ToLower(names[k][1])
	case k == Heading:
		return "đề mục"
	}
	return strings.ToLower(names[k][0])
}
