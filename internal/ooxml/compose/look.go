package compose

import "strconv"

// Toggle is a property of text that may be on, off, or left to what stands
// above it: the run's paragraph, then its style.
type Toggle int8

// The states of a Toggle; Inherit is the zero value.
const (
	Inherit Toggle = iota
	On
	Off
)

// Raise lifts text above the line or lowers it.
type Raise int8

// The positions of text to the line.
const (
	Level Raise = iota
	Superscript
	Subscript
)

// Look is how text looks. Its zero value changes nothing.
type Look struct {
	Font      string
	Size      float64 // points
	Bold      Toggle
	Italic    Toggle
	Caps      Toggle // shown as capitals, the text itself as typed
	Strike    Toggle
	Hidden    Toggle // there, but neither shown nor printed
	Underline bool
	Color     string  // RRGGBB
	Highlight string  // a colour's name of ECMA-376 17.18.40: "yellow"
	Spread    float64 // points put between letters
	Raise     Raise
}

// over gives the look of text with look l inside something with look base.
func (l Look) over(base Look) Look {
	pick := func(t, b Toggle) Toggle {
		if t == Inherit {
			return b
		}
		return t
	}
	if l.Font == "" {
		l.Font = base.Font
	}
	if l.Size == 0 {
		l.Size = base.Size
	}
	if l.Color == "" {
		l.Color = base.Color
	}
	if l.Highlight == "" {
		l.Highlight = base.Highlight
	}
	if l.Spread == 0 {
		l.Spread = base.Spread
	}
	if l.Raise == Level {
		l.Raise = base.Raise
	}
	l.Bold, l.Italic = pick(l.Bold, base.Bold), pick(l.Italic, base.Italic)
	l.Caps, l.Strike = pick(l.Caps, base.Caps), pick(l.Strike, base.Strike)
	l.Hidden = pick(l.Hidden, base.Hidden)
	l.Underline = l.Underline || base.Underline
	return l
}

// write appends the children of rPr in the order of CT_RPr (17.3.2.28).
func (l Look) write(w *writer) {
	if l.Font != "" {
		w.xml("<w:rFonts")
		for _, slot := range [...]string{"w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"} {
			w.attr(slot, l.Font)
		}
		w.xml("/>")
	}
	w.toggle("b", l.Bold)
	w.toggle("bCs", l.Bold)
	w.toggle("i", l.Italic)
	w.toggle("iCs", l.Italic)
	w.toggle("caps", l.Caps)
	w.toggle("strike", l.Strike)
	w.toggle("vanish", l.Hidden)
	if l.Color != "" {
		w.val("color", l.Color)
	}
	if l.Spread != 0 {
		w.val("spacing", strconv.Itoa(points(l.Spread)))
	}
	if l.Size != 0 {
		w.val("sz", strconv.Itoa(halves(l.Size)))
		w.val("szCs", strconv.Itoa(halves(l.Size)))
	}
	if l.Highlight != "" {
		w.val("highlight", l.Highlight)
	}
	if l.Underline {
		w.val("u", "single")
	}
	switch l.Raise {
	case Superscript:
		w.val("vertAlign", "superscript")
	case Subscript:
		w.val("vertAlign", "subscript")
	}
}
