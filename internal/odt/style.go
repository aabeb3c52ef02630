package odt

// style is a paragraph or character style. Values left open are inherited.
type style struct {
	parent  string
	display string // as its author sees it
	list    string // list style of a paragraph style
	hasList bool   // list is set, if to nothing
	level   int    // default outline level; 0 for none
	bold    setOrOpen
	italic  setOrOpen
	center  setOrOpen
}

type setOrOpen int8

const (
	open setOrOpen = iota
	set
	unset
)

func whether(v bool) setOrOpen {
	if v {
		return set
	}
	return unset
}

// styleKey tells styles of one name apart by their family.
type styleKey struct{ family, name string }

// styles are those of a document, common and automatic.
type styles struct {
	byKey   map[styleKey]*style
	lists   map[string]*listStyle
	outline *listStyle
}

// add takes in the styles of content.xml or styles.xml.
func (s *styles) add(root *node) {
	if s.byKey == nil {
		s.byKey, s.lists = map[styleKey]*style{}, map[string]*listStyle{}
	}
	for _, group := range root.kids {
		switch group.name {
		case "office:styles", "office:automatic-styles":
		default:
			continue
		}
		for _, n := range group.kids {
			switch n.name {
			case "style:style":
				s.byKey[styleKey{n.attr("style:family"), n.attr("style:name")}] = readStyle(n)
			case "style:default-style":
				s.byKey[styleKey{n.attr("style:family"), ""}] = readStyle(n)
			case "text:list-style":
				s.lists[n.attr("style:name")] = readListStyle(n)
			case "text:outline-style":
				s.outline = readListStyle(n)
			}
		}
	}
}

func readStyle(n *node) *style {
	st := &style{parent: n.attr("style:parent-style-name"), display: n.attr("style:display-name"), level: n.number("style:default-outline-level", 0)}
	if st.display == "" {
		st.display = n.attr("style:name")
	}
	for _, a := range n.attrs {
		if a.name == "style:list-style-name" {
			st.list, st.hasList = a.value, true
		}
	}
	for _, a := range n.find("style:text-properties").attributes() {
		switch a.name {
		case "fo:font-weight":
			st.bold = whether(a.value == "bold" || len(a.value) == 3 && a.value >= "600")
		case "fo:font-style":
			st.italic = whether(a.value == "italic" || a.value == "oblique")
		}
	}
	for _, a := range n.find("style:paragraph-properties").attributes() {
		if a.name == "fo:text-align" {
			st.center = whether(a.value == "center")
		}
	}
	return st
}

func (n *node) attributes() []attribute {
	if n == nil {
		return nil
	}
	return n.attrs
}

// resolve folds a style with those it is based on.
func (s *styles) resolve(family, name string) style {
	var out style
	seen := 0
	for at := name; ; {
		st := s.byKey[styleKey{family, at}]
		if st == nil {
			break
		}
		out.inherit(st)
		if at == "" || seen > 64 {
			break
		}
		seen++
		at = st.parent
	}
	return out
}

func (st *style) inherit(from *style) {
	if st.display == "" || isAutomatic(st.display) && !isAutomatic(from.display) {
		st.display = from.display
	}
	if !st.hasList {
		st.list, st.hasList = from.list, from.hasList
	}
	if st.level == 0 {
		st.level = from.level
	}
	if st.bold == open {
		st.bold = from.bold
	}
	if st.italic == open {
		st.italic = from.italic
	}
	if st.center == open {
		st.center = from.center
	}
}

// isAutomatic reports whether a style's name is one that programs give the
// styles they make up while saving: "P1", "T23".
func isAutomatic(name string) bool {
	if len(name) < 2 || name[0] < 'A' || name[0] > 'Z' {
		return false
	}
	for i := 1; i < len(name); i++ {
		if name[i] < '0' || name[i] > '9' {
			return false
		}
	}
	return true
}
