package redline_test

import "testing"

// TestFound has what tests on random markup once found to go wrong.
func TestFound(t *testing.T) {
	const markGone = `<w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>`
	const rowGone, cellGone = `<w:trPr><w:del w:id="1" w:author="x"/></w:trPr>`, `<w:tcPr><w:cellDel w:id="1" w:author="x"/></w:tcPr>`
	sign := func(id string) string { return `<w:footnoteReference w:id="` + id + `"/>` }
	rows := func(list string) string { return `<w:tbl><w:tblPr/><w:tblGrid/>` + list + `</w:tbl>` }
	for _, c := range []struct {
		name, old, now string
		notes          [2]string
	}{
		{name: "a deleted mark before a table of which no row is left",
			old: p(r("a")), now: p(markGone+r("một")) + rows(`<w:tr>`+rowGone+cell("x")+`</w:tr>`) + p(r("hai"))},
		{name: "an emptied paragraph before such a table",
			old: p(r("một")) + rows(`<w:tr>`+rowGone+cell("x")+`</w:tr>`) + p(""), now: p(markGone) + rows(`<w:tr>`+rowGone+cell("x")+`</w:tr>`) + p("")},
		{name: "a deleted cell with deleted marks in it",
			old: table(cell("một")+cell("hai"), cell("ba")+cell("bốn")), now: table(cell("một")+`<w:tc>`+cellGone+p(markGone+r("hai"))+p(markGone)+p("")+`</w:tc>`, cell("ba")+cell("bốn"))},
		{name: "a row of deleted cells only",
			old: table(cell("một"), cell("hai")), now: table(cell("một"), `<w:tc>`+cellGone+p(markGone)+p(r("x"))+`</w:tc>`, cell("hai"))},
		{name: "rows within a deletion",
			old: p(r("a")), now: p(markGone+r("một")) + rows(`<w:del w:id="1" w:author="x"><w:tr>`+cell("x")+`</w:tr></w:del>`) + p(r("hai"))},
		{name: "a merged cell that holds only a deleted row",
			old: rows(`<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>`+rows(`<w:tr>`+rowGone+cell("x")+`</w:tr>`)+p("")+`</w:tc>`+cell("một")+`</w:tr>`) + p(""), now: p("")},
		{name: "text whose mark is deleted at the end of a cell",
			old: table(`<w:tc>` + p(r("một")) + p(markGone+r("hai")) + `</w:tc>`), now: table(`<w:tc>` + p(r("một")) + p(markGone) + `</w:tc>`)},
		{name: "a note's sign in a field",
			old: p(r("x") + field("REF a", "y</w:t>"+sign("2")+"<w:t>z")), now: p(r("x") + field("REF a", "y</w:t>"+sign("2")+"<w:t>z")), notes: [2]string{"xem Luật số 1", "xem Luật số 2"}},
		{name: "a text box in a simple field",
			old: p(`<w:fldSimple w:instr="REF a">` + box("cũ") + `</w:fldSimple>`), now: p(`<w:fldSimple w:instr="REF a">` + box("mới") + `</w:fldSimple>`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			var parts [2]map[string]string
			for i, text := range c.notes {
				if text != "" {
					parts[i] = map[string]string{"footnotes": note(text)}
				}
			}
			old, now := built(t, c.old, parts[0]), built(t, c.now, parts[1])
			for _, pair := range [][2][]byte{{old, now}, {now, old}, {old, old}, {now, now}} {
				out := redlined(t, pair[0], pair[1])
				holds(t, pair[0], pair[1], out)
				sound(t, pair[1], out)
			}
		})
	}
}

// A cell must not end with a table, whatever of its end was taken out.
func TestCellEnds(t *testing.T) {
	inner := `<w:tbl><w:tblPr/><w:tblGrid/><w:tr>` + cell("x") + `</w:tr></w:tbl>`
	now := built(t, table(`<w:tc>`+inner+p(`<w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>`)+`</w:tc>`), nil)
	for _, old := range []string{p(r("a")), table(cell("một")), table(`<w:tc>` + inner + p(r("y")) + `</w:tc>`)} {
		sound(t, now, redlined(t, built(t, old, nil), now))
	}
}
