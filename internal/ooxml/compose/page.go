package compose

// Page is the paper and margins of a section, millimetres.
type Page struct {
	Width, Height            float64 // as it lies: wider than high in landscape
	Top, Bottom, Left, Right float64
	Header, Footer           float64 // from the edge of the paper, 10 if zero
}

// A4 is upright A4 with the margins of Decree 30/2020, Annex I: 20 above and
// below, 30 left, 15 right.
func A4() Page {
	return Page{Width: 210, Height: 297, Top: 20, Bottom: 20, Left: 30, Right: 15}
}

// A4Landscape is A4 lying; the binding margin of 30 is then above.
func A4Landscape() Page {
	return Page{Width: 297, Height: 210, Top: 30, Bottom: 15, Left: 20, Right: 20}
}

// TextWidth is the room between the margins.
func (p Page) TextWidth() float64 { return p.Width - p.Left - p.Right }

// story is a header or footer.
type story struct {
	element string // "hdr" or "ftr"
	kind    string // "default" or "first"
	paras   []Para
}

// Header sets what stands on top of every page, Footer what stands below. Both
// must be set before the first call of Section.
func (d *Document) Header(paras ...Para) { d.story("hdr", "default", paras) }

// Footer sets what stands at the foot of every page.
func (d *Document) Footer(paras ...Para) { d.story("ftr", "default", paras) }

// FirstHeader gives the first page a header of its own, empty without paras.
func (d *Document) FirstHeader(paras ...Para) { d.story("hdr", "first", paras) }

// FirstFooter gives the first page a footer of its own, empty without paras.
func (d *Document) FirstFooter(paras ...Para) { d.story("ftr", "first", paras) }

// NumberPages puts the page number centred on top of every page but the first,
// as Decree 30/2020 has it.
func (d *Document) NumberPages() {
	d.Header(Para{Style: "header", Align: Center, Indent: &Indent{}, Spacing: &Spacing{},
		Runs: []Inline{Field{Code: "PAGE", Shown: "2"}}})
	d.FirstHeader(Para{Style: "header"})
}

func (d *Document) story(element, kind string, paras []Para) {
	if d.sections > 0 {
		d.fail("header or footer set after a section was closed")
	}
	if kind == "first" {
		d.titlePage = true
	}
	if len(paras) == 0 {
		paras = []Para{{}}
	}
	for i, s := range d.stories {
		if s.element == element && s.kind == kind {
			d.stories[i].paras = paras
			return
		}
	}
	d.stories = append(d.stories, story{element, kind, paras})
}

// Section ends the section so far; what follows begins a page of the kind
// given. Headers, footers and page numbers go on.
func (d *Document) Section(next Page) {
	w := &d.body
	w.xml(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>`)
	d.writeSection(w)
	w.xml("</w:pPr></w:p>")
	w.afterTable = false
	d.sections++
	d.page = next
}

// writeSection appends sectPr in the order of CT_SectPr (17.6.17). Only the
// first section names headers and footers; the others inherit them (17.10.5).
func (d *Document) writeSection(w *writer) {
	w.xml("<w:sectPr>")
	if d.sections == 0 {
		for _, element := range []string{"hdr", "ftr"} {
			for i, s := range d.stories {
				if s.element == element {
					s.reference(w, i)
				}
			}
		}
	}
	p := d.page
	w.val("type", "nextPage")
	w.xml("<w:pgSz")
	w.attrInt("w:w", twips(p.Width))
	w.attrInt("w:h", twips(p.Height))
	if p.Width > p.Height {
		w.attr("w:orient", "landscape")
	}
	w.xml("/><w:pgMar")
	w.attrInt("w:top", twips(p.Top))
	w.attrInt("w:right", twips(p.Right))
	w.attrInt("w:bottom", twips(p.Bottom))
	w.attrInt("w:left", twips(p.Left))
	w.attrInt("w:header", twips(orTen(p.Header)))
	w.attrInt("w:footer", twips(orTen(p.Footer)))
	w.attrInt("w:gutter", 0)
	w.xml(`/><w:cols w:space="708"/>`)
	w.flag("titlePg", d.titlePage && d.sections == 0)
	w.xml("</w:sectPr>")
}

func orTen(mm float64) float64 {
	if mm == 0 {
		return 10
	}
	return mm
}

func (s story) reference(w *writer, i int) {
	element := "headerReference"
	if s.element == "ftr" {
		element = "footerReference"
	}
	w.xml("<w:", element)
	w.attr("w:type", s.kind)
	w.attr("r:id", storyID(i))
	w.xml("/>")
}

func (d *Document) storyPart(s story) *writer {
	w := d.part(s.element)
	for _, p := range s.paras {
		p.block(w)
	}
	w.xml("</w:", s.element, ">")
	return w
}
