package odt

// lists remembers where every list of a document has got to.
type lists struct {
	byStyle map[string]*counters
	byID    map[string]*counters
	outline counters
}

// list is an open text:list with those around it.
type list struct {
	style *listStyle
	name  string
	count *counters
	level int
}

// item is the numbering of one paragraph. Its number is counted only when the
// paragraph turns out to stand in the base text.
type item struct {
	style  *listStyle
	count  *counters
	level  int
	start  int  // the number the item asks for; -1 for none
	listed bool // in a text:list, not a numbered heading
}

func (it *item) label() string {
	it.count.next(it.style, it.level, it.start)
	it.start = -1
	return it.count.label(it.style, it.level)
}

// openList enters a text:list (ODF 1.3, 5.3.1): one inside another counts with
// it a level deeper; one at the top starts afresh or goes on.
func (w *writer) openList(n *node, outer *list) *list {
	name := n.attr("text:style-name")
	if outer != nil {
		l := &list{style: outer.style, name: outer.name, count: outer.count, level: min(maxLevel, outer.level+1)}
		if st := w.styles.lists[name]; st != nil && name != outer.name {
			l.style, l.name, l.count = st, name, &counters{}
		}
		return l
	}
	if w.lists.byStyle == nil {
		w.lists.byStyle, w.lists.byID = map[string]*counters{}, map[string]*counters{}
	}
	l := &list{style: w.styles.lists[name], name: name, level: 1}
	if l.style == nil {
		l.style = &listStyle{}
	}
	switch {
	case w.lists.byID[n.attr("text:continue-list")] != nil:
		l.count = w.lists.byID[n.attr("text:continue-list")]
	case (n.attr("text:continue-numbering") == "true" || w.deleted != nil) && w.lists.byStyle[name] != nil:
		// What a deletion took out of a list counts with what is left of it.
		l.count = w.lists.byStyle[name]
	default:
		l.count = &counters{}
	}
	w.lists.byStyle[name] = l.count
	if id := n.attr("xml:id"); id != "" {
		w.lists.byID[id] = l.count
	}
	return l
}

// items calls fn for everything in the items of a text:list and the lists in
// them. Only the first paragraph of an item bears its number; an item that
// begins with a deeper list has none.
func (w *writer) items(n *node, outer *list, fn func(*node, *item)) {
	l := w.openList(n, outer)
	for _, k := range n.kids {
		if k.name != "text:list-item" && k.name != "text:list-header" {
			fn(k, nil)
			continue
		}
		numbered := k.name == "text:list-item"
		for _, b := range k.kids {
			switch {
			case b.name == "text:list":
				w.items(b, l, fn)
				numbered = false
			case numbered && (b.name == "text:p" || b.name == "text:h"):
				fn(b, &item{style: l.style, count: l.count, level: l.level, start: k.number("text:start-value", -1), listed: true})
				numbered = false
			default:
				fn(b, nil)
			}
		}
	}
}

// outlineItem is the number of a heading outside lists (ODF 1.3, 16.34).
func (w *writer) outlineItem(n *node, level int) *item {
	if n.name != "text:h" || w.styles.outline == nil || n.attr("text:is-list-header") == "true" {
		return nil
	}
	l := &w.styles.outline.levels[level]
	if l.format == "" && l.pattern == "" && l.bullet == "" {
		return nil
	}
	start := -1
	if n.attr("text:restart-numbering") == "true" {
		start = n.number("text:start-value", l.start)
	}
	return &item{style: w.styles.outline, count: &w.lists.outline, level: level, start: start}
}
