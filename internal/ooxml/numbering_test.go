package ooxml

import (
	"reflect"
	"strconv"
	"strings"
	"testing"

	"thao/internal/corpus"
)

// lvl is a w:lvl; more goes after the usual.
func lvl(i int, format, text string, more ...string) string {
	return `<w:lvl w:ilvl="` + strconv.Itoa(i) + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + text + `"/>` +
		strings.Join(more, "") + `</w:lvl>`
}

func abstract(id string, content ...string) string {
	return `<w:abstractNum w:abstractNumId="` + id + `">` + strings.Join(content, "") + `</w:abstractNum>`
}

func list(id, abstractID string, overrides ...string) string {
	return `<w:num w:numId="` + id + `"><w:abstractNumId w:val="` + abstractID + `"/>` + strings.Join(overrides, "") + `</w:num>`
}

func numPr(id, level string) string {
	return `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr>`
}

// at is a paragraph at a level of list 1.
func at(level string) string { return styled(numPr("1", level)) }

// three levels: Điều 1., 1., a)
var threeLevels = abstract("0", lvl(0, "decimal", "Điều %1."), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)")) + list("1", "0")

func TestNumbering(t *testing.T) {
	legal := abstract("0", lvl(0, "upperRoman", "%1"), lvl(1, "decimal", "%1.%2", "<w:isLgl/>"))
	styles := `<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="N"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>`
	st := func(id, more string) string { return styled(`<w:pStyle w:val="` + id + `"/>` + more) }
	cases := []struct {
		name      string
		numbering string
		styles    string
		body      []string
		want      []string
	}{
		{"levels restart", threeLevels, "", []string{at("0"), at("1"), at("2"), at("2"), at("1"), at("2"), at("0"), at("1")},
			[]string{"Điều 1.", "1.", "a)", "b)", "2.", "a)", "Điều 2.", "1."}},
		{"lists of one definition count together", threeLevels + list("2", "0"), "",
			[]string{at("0"), styled(numPr("2", "0")), at("0")}, []string{"Điều 1.", "Điều 2.", "Điều 3."}},
		{"startOverride on first use", threeLevels + list("2", "0", `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>`), "",
			[]string{at("0"), at("0"), styled(numPr("2", "0")), styled(numPr("2", "0")), at("0")},
			[]string{"Điều 1.", "Điều 2.", "Điều 1.", "Điều 2.", "Điều 3."}},
		{"level redefined by a list", threeLevels + list("2", "0", `<w:lvlOverride w:ilvl="0">`+lvl(0, "upperRoman", "Phần %1")+`</w:lvlOverride>`), "",
			[]string{at("0"), styled(numPr("2", "0"))}, []string{"Điều 1.", "Phần II"}},
		{"lvlRestart 0 never restarts", abstract("0", lvl(0, "decimal", "%1"), lvl(1, "decimal", "%2", `<w:lvlRestart w:val="0"/>`)) + list("1", "0"), "",
			[]string{at("0"), at("1"), at("0"), at("1")}, []string{"1", "1", "2", "2"}},
		{"lvlRestart 1 restarts after the first level only",
			abstract("0", lvl(0, "decimal", "%1"), lvl(1, "decimal", "%2"), lvl(2, "decimal", "%3", `<w:lvlRestart w:val="1"/>`)) + list("1", "0"), "",
			[]string{at("0"), at("1"), at("2"), at("1"), at("2"), at("0"), at("2")}, []string{"1", "1", "1", "2", "2", "2", "1"}},
		{"isLgl", legal + list("1", "0"), "", []string{at("0"), at("1"), at("0"), at("1")}, []string{"I", "1.1", "II", "2.1"}},
		{"number and level folded apart along styles", threeLevels, styles,
			[]string{st("H1", ""), st("H2", ""), st("H2", ""), st("H1", "")}, []string{"Điều 1.", "1.", "2.", "Điều 2."}},
		{"numId 0 turns off", threeLevels, styles, []string{st("H1", ""), st("H1", `<w:numPr><w:numId w:val="0"/></w:numPr>`), st("H1", "")},
			[]string{"Điều 1.", "", "Điều 2."}},
		{"pStyle binds a level", abstract("0", lvl(0, "decimal", "%1."), lvl(1, "lowerLetter", "%2)", `<w:pStyle w:val="P"/>`)) + list("1", "0"),
			`<w:style w:type="paragraph" w:styleId="P"><w:name w:val="Point"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`,
			[]string{at("0"), st("P", ""), st("P", "")}, []string{"1.", "a)", "b)"}},
		{"numStyleLink", abstract("0", `<w:numStyleLink w:val="S"/>`) + abstract("1", `<w:styleLink w:val="S"/>`, lvl(0, "decimal", "Mục %1")) + list("1", "0") + list("2", "1"),
			`<w:style w:type="numbering" w:styleId="S"><w:name w:val="S"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`,
			[]string{at("0"), styled(numPr("2", "0"))}, []string{"Mục 1", "Mục 2"}},
		{"style links in a circle", abstract("0", `<w:numStyleLink w:val="S"/>`) + list("1", "0"),
			`<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`,
			[]string{at("0")}, []string{""}},
		{"bullets", abstract("0", lvl(0, "bullet", "\uF0B7", `<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>`), lvl(1, "bullet", "-"),
			lvl(2, "bullet", "\uF0FC", `<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>`)) + list("1", "0"), "",
			[]string{at("0"), at("1"), at("2")}, []string{"•", "-", "✓"}},
		{"none", abstract("0", lvl(0, "none", "")) + list("1", "0"), "", []string{at("0")}, []string{""}},
		{"label in a legacy font", abstract("0", lvl(0, "decimal", "§iÒu %1.", `<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>`)) + list("1", "0"), "",
			[]string{at("0")}, []string{"Điều 1."}},
		{"custom format", abstract("0", `<w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/><w:lvlText w:val="%1"/></w:lvl>`) + list("1", "0"), "",
			[]string{at("0"), at("0")}, []string{"009", "010"}},
		{"levels jumped over have begun", threeLevels, "", []string{at("2"), at("1"), at("0")}, []string{"a)", "2.", "Điều 2."}},
		{"unknown list", threeLevels, "", []string{styled(numPr("99", "0"))}, []string{""}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := docx{body: strings.Join(c.body, ""), numbering: c.numbering, styles: c.styles}.read(t)
			if got := labels(d, All); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestNumberingInViews: what a view does not show takes no number in it.
func TestNumberingInViews(t *testing.T) {
	n := numPr("1", "0")
	d := docx{numbering: threeLevels, body: strings.Join([]string{
		styled(n, run("a")),
		styled(n+markDel("A"), delBy("A", run("b"))),
		styled(n+markIns("A"), insBy("A", run("c"))),
		styled(n, run("d")),
		styled(n+`<w:pPrChange`+by("A")+`><w:pPr/></w:pPrChange>`, run("e")),
		styled(`<w:pPrChange`+by("A")+`><w:pPr>`+n+`</w:pPr></w:pPrChange>`, run("f")),
		styled(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins`+by("A")+`/></w:numPr>`, run("g")),
		styled(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:numberingChange w:id="1" w:author="A" w:original="%1:7:0:."/></w:numPr>`, run("h")),
	}, "")}.read(t)
	want := map[View][]string{
		All:      {"Điều 1.", "Điều 2.", "Điều 3.", "Điều 4.", "Điều 5.", "", "Điều 6.", "Điều 7."},
		Accepted: {"Điều 1.", "Điều 2.", "Điều 3.", "Điều 4.", "", "Điều 5.", "Điều 6."},
		Rejected: {"Điều 1.", "Điều 2.", "Điều 3.", "", "Điều 4.", "", "7."},
	}
	for view, want := range want {
		if got := labels(d, view); !reflect.DeepEqual(got, want) {
			t.Errorf("view %d: got %q, want %q", view, got, want)
		}
	}
}

func TestNumberFormats(t *testing.T) {
	for _, c := range []struct {
		n      int
		format string
		want   string
	}{
		{4, "decimal", "4"}, {4, "decimalZero", "04"}, {14, "decimalZero", "14"},
		{1994, "upperRoman", "MCMXCIV"}, {9, "lowerRoman", "ix"}, {0, "upperRoman", "0"},
		{26, "upperLetter", "Z"}, {27, "lowerLetter", "aa"}, {54, "lowerLetter", "bbb"},
		{11, "ordinal", "11th"}, {22, "ordinal", "22nd"}, {103, "ordinal", "103rd"},
		{21, "cardinalText", "Twenty-one"}, {1200, "cardinalText", "One thousand two hundred"},
		{12, "ordinalText", "Twelfth"}, {30, "ordinalText", "Thirtieth"}, {101, "ordinalText", "One hundred first"},
		{15, "vietnameseCounting", "mười lăm"}, {21, "vietnameseCounting", "hai mươi mốt"}, {40, "vietnameseCounting", "bốn mươi"},
		{3, "none", ""}, {20, "decimalEnclosedCircle", "⑳"}, {5, "what is this", "5"},
		{1 << 30, "lowerLetter", "1073741824"}, {1 << 30, "upperRoman", "1073741824"},
	} {
		if got := formatNumber(c.n, c.format); got != c.want {
			t.Errorf("%d as %s: got %q, want %q", c.n, c.format, got, c.want)
		}
	}
}

// TestCorpusLabels: in these files each numbered paragraph's text is its own
// number, and the level's text ends in a stroke.
func TestCorpusLabels(t *testing.T) {
	corpusDir := corpus.Path(t)
	for file, format := range map[string]string{
		"LIR001-en-US-ordinal.docx":     "ordinal",
		"LIR002-en-US-ordinalText.docx": "ordinalText",
		"LIR016-en-US-decimal.docx":     "decimal",
	} {
		numbered := 0
		for _, b := range mustRead(t, corpusDir+"/docx/docxodus/"+file).Blocks(All) {
			n, err := strconv.Atoi(b.Text)
			if err != nil {
				continue
			}
			numbered++
			if want := formatNumber(n, format) + "|"; b.Label != want {
				t.Errorf("%s: got %q, want %q", file, b.Label, want)
			}
		}
		if numbered != 3500 {
			t.Errorf("%s: %d numbered paragraphs, want 3500", file, numbered)
		}
	}
}
