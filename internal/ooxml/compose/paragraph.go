package compose

import "strconv"

// Align is how lines stand between the margins.
type Align int8

// The alignments; AsStyled leaves it to the style.
const (
	AsStyled Align = iota
	Left
	Center
	Right
	Justify
)

var alignNames = map[Align]string{Left: "left", Center: "center", Right: "right", Justify: "both"}

// Spacing is the room around a paragraph's lines.
type Spacing struct {
	Before, After float64 // points
	Line          float64 // multiple of a single line; 0 leaves it to the style
}

// Indent is a paragraph's distance from the margins, millimetres. A negative
// First makes a hanging first line.
type Indent struct{ First, Left, Right float64 }

// Tab is a tab stop.
type Tab struct {
	At     float64 // millimetres from the left margin
	Align  Align
	Leader string // "dot", "hyphen", "underscore" or ""
}

// Rule draws a line along an edge of a paragraph.
type Rule struct {
	Above, Below bool
	Weight       float64 // points, ½ if zero
	Gap          int     // points between text and line
}

// ListItem makes a paragraph an item of a list, at a level from 0.
type ListItem struct {
	Num   Num
	Level int
}

// Para is a paragraph.
type Para struct {
	Style string // a style's name; Normal if empty
	Look  Look   // of the mark and of all runs that do not say otherwise
	Text  string // short for Runs: []Inline{Run{Text: …}}; written first
	Runs  []Inline

	Align    Align
	Spacing  *Spacing // nil: as styled
	Indent   *Indent  // nil: as styled or as the list has it
	Tabs     []Tab
	Rule     *Rule
	List     *ListItem
	NoList   bool // switches off the numbering that comes with the style
	Outline  int  // outline level 1–9 set directly; 0 for as styled
	KeepNext bool
	KeepLine bool // never divided between two pages
	NewPage  bool // begins a page

	// Tracked changes of the paragraph's mark: the break after it was put in,
	// taken out, or moved with the text.
	InsertedBy *Stamp
	DeletedBy  *Stamp
	MovedFrom  *Move
	MovedTo    *Move
	// Was is the paragraph's formatting before a tracked change of look; its
	// text and marks are not looked at. WasBy says who changed it.
	Was   *Para
	WasBy *Stamp
}

func (p Para) block(w *writer) {
	w.afterTable = false
	w.xml("<w:p>")
	p.properties(w)
	if p.Text != "" {
		Run{Text: p.Text}.inline(w, &p)
	}
	for i, r := range p.Runs {
		p.moveStart(w, i)
		r.inline(w, &p)
		p.moveEnd(w, i)
	}
	w.xml("</w:p>")
	p.moveClose(w)
}

// properties appends pPr where there is anything to say.
func (p Para) properties(w *writer) {
	w.xml("<w:pPr>")
	start := w.Len()
	p.base(w)
	p.mark(w)
	if p.Was != nil {
		w.change("pPrChange", p.WasBy)
		w.xml("<w:pPr>")
		p.Was.base(w)
		w.xml("</w:pPr></w:pPrChange>")
	}
	if w.Len() == start {
		w.Truncate(start - len("<w:pPr>"))
		return
	}
	w.xml("</w:pPr>")
}

// base appends the children of CT_PPrBase (17.3.1.26) in order.
func (p Para) base(w *writer) {
	if id := w.styleID(p.Style, paragraphStyle); id != "" {
		w.val("pStyle", id)
	}
	w.flag("keepNext", p.KeepNext)
	w.flag("keepLines", p.KeepLine)
	w.flag("pageBreakBefore", p.NewPage)
	p.numbering(w)
	if p.Rule != nil {
		p.Rule.write(w)
	}
	writeTabs(w, p.Tabs)
	if p.Spacing != nil {
		p.Spacing.write(w)
	}
	if p.Indent != nil {
		p.Indent.write(w)
	}
	if name := alignNames[p.Align]; name != "" {
		w.val("jc", name)
	}
	if p.Outline > 0 {
		w.val("outlineLvl", strconv.Itoa(p.Outline-1))
	}
}

func (p Para) numbering(w *writer) {
	switch {
	case p.NoList:
		w.xml(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>`)
	case p.List != nil:
		w.doc.checkNum(p.List.Num, p.List.Level)
		w.xml("<w:numPr>")
		w.val("ilvl", strconv.Itoa(p.List.Level))
		w.val("numId", strconv.Itoa(int(p.List.Num)))
		w.xml("</w:numPr>")
	}
}

// mark appends the rPr of the paragraph's mark: revisions before the look
// (CT_ParaRPr, 17.3.1.29).
func (p Para) mark(w *writer) {
	w.xml("<w:rPr>")
	start := w.Len()
	if p.InsertedBy != nil {
		w.revision("ins", p.InsertedBy, "/>")
	}
	if p.DeletedBy != nil {
		w.revision("del", p.DeletedBy, "/>")
	}
	if p.MovedFrom != nil {
		w.revision("moveFrom", &p.MovedFrom.Stamp, "/>")
	}
	if p.MovedTo != nil {
		w.revision("moveTo", &p.MovedTo.Stamp, "/>")
	}
	p.Look.write(w)
	if w.Len() == start {
		w.Truncate(start - len("<w:rPr>"))
		return
	}
	w.xml("</w:rPr>")
}

func (w *writer) flag(name string, on bool) {
	if on {
		w.xml("<w:", name, "/>")
	}
}

func (s *Spacing) write(w *writer) {
	w.xml("<w:spacing")
	w.attrInt("w:before", points(s.Before))
	w.attrInt("w:after", points(s.After))
	if s.Line != 0 {
		w.attrInt("w:line", int(s.Line*240+0.5))
		w.attr("w:lineRule", "auto")
	}
	w.xml("/>")
}

func (in *Indent) write(w *writer) {
	w.xml("<w:ind")
	w.attrInt("w:left", twips(in.Left))
	w.attrInt("w:right", twips(in.Right))
	if in.First < 0 {
		w.attrInt("w:hanging", twips(-in.First))
	} else {
		w.attrInt("w:firstLine", twips(in.First))
	}
	w.xml("/>")
}

func (r *Rule) write(w *writer) {
	weight := r.Weight
	if weight == 0 {
		weight = 0.5
	}
	line := func(edge string) {
		w.xml("<w:", edge, ` w:val="single"`)
		w.attrInt("w:sz", int(weight*8+0.5))
		w.attrInt("w:space", r.Gap)
		w.xml(` w:color="auto"/>`)
	}
	w.xml("<w:pBdr>")
	if r.Above {
		line("top")
	}
	if r.Below {
		line("bottom")
	}
	w.xml("</w:pBdr>")
}

func writeTabs(w *writer, tabs []Tab) {
	if len(tabs) == 0 {
		return
	}
	w.xml("<w:tabs>")
	for _, t := range tabs {
		align := alignNames[t.Align]
		if align == "" || t.Align == Justify {
			align = "left"
		}
		w.xml("<w:tab")
		w.attr("w:val", align)
		if t.Leader != "" {
			w.attr("w:leader", t.Leader)
		}
		w.attrInt("w:pos", twips(t.At))
		w.xml("/>")
	}
	w.xml("</w:tabs>")
}
