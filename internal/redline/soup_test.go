package redline_test

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// soup draws markup of every sort this package treats, in every order: tracked
// changes that are there already, fields with and without their ends, content
// controls, hyperlinks, merged cells, section breaks.
type soup struct {
	t     *rapid.T
	noted *bool // the note has its sign: there is one for each
}

func (s soup) one(least, most int, what string) int {
	return rapid.IntRange(least, most).Draw(s.t, what)
}

func (s soup) times(least, most int, fn func() string) string {
	var b strings.Builder
	for range s.one(least, most, "times") {
		b.WriteString(fn())
	}
	return b.String()
}

func (s soup) blocks(depth int) string {
	out := s.times(0, 4, func() string {
		switch s.one(0, 9, "block") {
		case 0:
			if depth < 2 {
				return s.table(depth)
			}
		case 1:
			return `<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>` + s.paragraph(depth) + s.paragraph(depth) + `</w:sdtContent></w:sdt>`
		case 2:
			return `<w:bookmarkStart w:id="9" w:name="b"/>` + s.paragraph(depth) + `<w:bookmarkEnd w:id="9"/>`
		}
		return s.paragraph(depth)
	})
	return out + p(s.inline(0)) // a container ends with a paragraph, its mark untouched
}

func (s soup) paragraph(depth int) string {
	pPr := ""
	switch s.one(0, 9, "properties") {
	case 0:
		pPr = `<w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>`
	case 1:
		pPr = `<w:pPr><w:rPr><w:ins w:id="1" w:author="x"/></w:rPr></w:pPr>`
	case 2:
		pPr = `<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>`
	case 3:
		if depth == 0 {
			pPr = `<w:pPr><w:sectPr/></w:pPr>`
		}
	}
	return p(pPr + s.times(0, 4, func() string { return s.inline(0) }))
}

func (s soup) inline(depth int) string {
	if depth > 2 {
		return s.run()
	}
	inner := func() string { return s.times(0, 3, func() string { return s.inline(depth + 1) }) }
	switch s.one(0, 14, "inline") {
	case 0:
		return `<w:hyperlink w:anchor="x">` + inner() + `</w:hyperlink>`
	case 1:
		return `<w:sdt><w:sdtPr/><w:sdtContent>` + inner() + `</w:sdtContent></w:sdt>`
	case 2:
		return `<w:ins w:id="1" w:author="x">` + s.run() + s.run() + `</w:ins>`
	case 3:
		return `<w:del w:id="1" w:author="x"><w:r><w:delText>xoá </w:delText></w:r></w:del>`
	case 4:
		return field("PAGE", s.word())
	case 5:
		return `<w:fldSimple w:instr="DATE">` + s.run() + `</w:fldSimple>`
	case 6:
		return `<w:smartTag>` + inner() + `</w:smartTag>`
	case 7:
		return `<w:bookmarkStart w:id="` + strconv.Itoa(s.one(5, 8, "id")) + `" w:name="n"/><w:proofErr w:type="spellStart"/>`
	case 8:
		return `<m:oMath><m:r><m:t>` + s.word() + `</m:t></m:r></m:oMath>`
	}
	return s.run()
}

func (s soup) word() string {
	return rapid.SampledFrom([]string{"một ", "hai ", "ba", " bốn", "Điều", "khoản 2, ", "\U000F0001", ""}).Draw(s.t, "word")
}

func (s soup) run() string {
	switch s.one(0, 12, "run") {
	case 0:
		return `<w:r><w:tab/><w:t>` + s.word() + `</w:t><w:br/></w:r>`
	case 1:
		return `<w:r><w:t xml:space="preserve">` + s.word() + `</w:t><w:lastRenderedPageBreak/><w:t xml:space="preserve">` + s.word() + `</w:t></w:r>`
	case 2:
		return `<w:r><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`
	case 3:
		return box(s.word())
	case 4:
		return `<w:r><w:commentReference w:id="4"/></w:r>`
	case 5:
		return `<w:r><w:br w:type="page"/></w:r>`
	case 6:
		return `<w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>` + rapid.SampledFrom([]string{"§iÒu", "kho¶n"}).Draw(s.t, "word") + `</w:t></w:r>`
	case 7:
		if !*s.noted {
			*s.noted = true
			return r("x") + noteSign
		}
	}
	return r(s.word() + s.word())
}

func (s soup) table(depth int) string {
	row := func() string {
		rows := []string{"", "", "", `<w:trPr><w:ins w:id="1" w:author="x"/></w:trPr>`, `<w:trPr><w:del w:id="1" w:author="x"/></w:trPr>`}
		cells := []string{"", "", "", `<w:vMerge w:val="restart"/>`, `<w:vMerge/>`, `<w:gridSpan w:val="2"/>`,
			`<w:cellIns w:id="1" w:author="x"/>`, `<w:cellDel w:id="1" w:author="x"/>`}
		return `<w:tr>` + rapid.SampledFrom(rows).Draw(s.t, "row") + s.times(1, 3, func() string {
			return `<w:tc><w:tcPr>` + rapid.SampledFrom(cells).Draw(s.t, "cell") + `</w:tcPr>` + s.blocks(depth+1) + `</w:tc>`
		}) + `</w:tr>`
	}
	return `<w:tbl><w:tblPr/><w:tblGrid/>` + s.times(1, 3, row) + `</w:tbl>`
}

func (s soup) parts() map[string]string {
	return map[string]string{
		"numbering": numbering("decimal", rapid.SampledFrom([]string{"%1.", "Điều %1."}).Draw(s.t, "label")),
		"footnotes": note(s.word() + s.word() + "nguồn"),
	}
}

func TestSoup(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(what string) []byte {
			s := soup{rt, new(bool)}
			body := s.blocks(0)
			rt.Logf("%s: %s", what, body)
			return built(t, body, s.parts())
		}
		old, now := draw("old"), draw("new")
		out := redlined(rt, old, now)
		holds(rt, old, now, out)
		sound(rt, now, out)
	})
}

// TestSoupAccepted compares a text with itself: what is left is to accept the
// changes that are in it already.
func TestSoupAccepted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := soup{rt, new(bool)}
		body := s.blocks(0)
		rt.Logf("text: %s", body)
		data := built(t, body, s.parts())
		out := redlined(rt, data, data)
		holds(rt, data, data, out)
		sound(rt, data, out)
		if len(read(rt, out).Changes) > 0 {
			rt.Error("there are changes from a text to itself")
		}
	})
}
