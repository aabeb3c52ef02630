package compose

import "strconv"

// Footnote is a note at the foot of the page, set where it stands among the
// runs of a paragraph.
type Footnote struct{ Paras []Para }

func (f Footnote) inline(w *writer, _ *Para) {
	d := w.doc
	if w == &d.footnotes {
		d.fail("footnote in a footnote")
		return
	}
	d.notes++
	id := strconv.Itoa(d.notes)
	w.xml(`<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="`, id, `"/></w:r>`)

	d.footnotes.xml(`<w:footnote w:id="`, id, `">`)
	paras := f.Paras
	if len(paras) == 0 {
		paras = []Para{{}}
	}
	for i, p := range paras {
		if p.Style == "" {
			p.Style = "footnote text"
		}
		if i == 0 {
			p.Runs = append([]Inline{noteMark{}, Run{Text: " " + p.Text}}, p.Runs...)
			p.Text = ""
		}
		p.block(&d.footnotes)
	}
	d.footnotes.xml("</w:footnote>")
}

// noteMark is the number that stands before a footnote's own text.
type noteMark struct{}

func (noteMark) inline(w *writer, _ *Para) {
	w.xml(`<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>`)
}

// footnotesPart puts the two separators every footnotes part must have before
// the notes (17.11.1).
func (d *Document) footnotesPart() *writer {
	w := d.part("footnotes")
	w.xml(`<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>`)
	w.xml(`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`)
	_ = d.footnotes.unpack(w) // memory does not fail
	w.xml("</w:footnotes>")
	return w
}
