package compose

import "strconv"

// Num is a list: a run of counters, one a level.
type Num int

// Suffix is what stands between a label and its text.
type Suffix int8

// The suffixes; TabAfter is the zero value.
const (
	TabAfter Suffix = iota
	SpaceAfter
	NothingAfter
)

// ListLevel is how one level of a list counts and looks.
type ListLevel struct {
	Format  string // of ECMA-376 17.18.59: "decimal", "upperRoman", "lowerLetter", "bullet", "none"…
	Text    string // "%1" stands for the number of level 0, "%2" of level 1: "%1.%2-"
	Start   int    // first number, 1 if zero
	Legal   bool   // numbers of the levels above are shown in decimal
	Suffix  Suffix
	Indent  *Indent
	Look    Look   // of the label
	Style   string // the paragraph style that takes this level; it must name the list in turn
	Restart int    // the level, from 1, after which this one starts anew; 0: after any above; -1: never
}

type list struct{ levels []ListLevel }

type num struct {
	list    int
	restart bool
}

// List defines a list of up to nine levels.
func (d *Document) List(levels ...ListLevel) Num {
	if len(levels) == 0 || len(levels) > 9 {
		d.fail("a list has 1–9 levels, not %d", len(levels))
	}
	d.lists = append(d.lists, list{levels})
	d.nums = append(d.nums, num{list: len(d.lists) - 1})
	return Num(len(d.nums))
}

// Again is a list like n whose counters begin anew.
func (d *Document) Again(n Num) Num {
	if n < 1 || int(n) > len(d.nums) {
		d.fail("list %d is not there", n)
		return n
	}
	d.nums = append(d.nums, num{list: d.nums[n-1].list, restart: true})
	return Num(len(d.nums))
}

func (d *Document) checkNum(n Num, level int) {
	if n < 1 || int(n) > len(d.nums) {
		d.fail("list %d is not there", n)
		return
	}
	if levels := d.lists[d.nums[n-1].list].levels; level < 0 || level >= len(levels) {
		d.fail("list %d has no level %d", n, level)
	}
}

func (d *Document) numberingPart() *writer {
	w := d.part("numbering")
	for i, l := range d.lists {
		w.xml("<w:abstractNum")
		w.attrInt("w:abstractNumId", i)
		w.xml(">")
		w.val("multiLevelType", "multilevel")
		for level, def := range l.levels {
			def.write(w, level)
		}
		w.xml("</w:abstractNum>")
	}
	for i, n := range d.nums {
		w.xml("<w:num")
		w.attrInt("w:numId", i+1)
		w.xml(">")
		w.val("abstractNumId", strconv.Itoa(n.list))
		if n.restart {
			for level, def := range d.lists[n.list].levels {
				w.xml("<w:lvlOverride")
				w.attrInt("w:ilvl", level)
				w.xml(">")
				w.val("startOverride", strconv.Itoa(max(def.Start, 1)))
				w.xml("</w:lvlOverride>")
			}
		}
		w.xml("</w:num>")
	}
	w.xml("</w:numbering>")
	return w
}

// write appends the level in the order of CT_Lvl (17.9.6).
func (l ListLevel) write(w *writer, level int) {
	w.xml("<w:lvl")
	w.attrInt("w:ilvl", level)
	w.xml(">")
	w.val("start", strconv.Itoa(max(l.Start, 1)))
	w.val("numFmt", l.Format)
	switch {
	case l.Restart < 0:
		w.val("lvlRestart", "0")
	case l.Restart > 0:
		w.val("lvlRestart", strconv.Itoa(l.Restart))
	}
	if l.Style != "" {
		if id := w.styleID(l.Style, paragraphStyle); id != "" {
			w.val("pStyle", id)
		}
	}
	w.flag("isLgl", l.Legal)
	switch l.Suffix {
	case SpaceAfter:
		w.val("suff", "space")
	case NothingAfter:
		w.val("suff", "nothing")
	}
	w.val("lvlText", l.Text)
	w.val("lvlJc", "left")
	if l.Indent != nil {
		w.xml("<w:pPr>")
		l.Indent.write(w)
		w.xml("</w:pPr>")
	}
	w.xml("<w:rPr>")
	l.Look.write(w)
	w.xml("</w:rPr></w:lvl>")
}
