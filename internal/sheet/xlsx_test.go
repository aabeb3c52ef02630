package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"thao/internal/fault"
	"thao/internal/viet"
)

const xmlns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// parts is the least a workbook with one sheet consists of; sheet is what
// stands inside the worksheet element.
func parts(sheet string) map[string]string {
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	return map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels":     rels + `<Relationship Id="rId1" Type="` + kind + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook ` + xmlns + `><workbookPr/><sheets><sheet name="Góp ý" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": rels + `<Relationship Id="rId1" Type="` + kind + `worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + kind + `sharedStrings" Target="/xl/sharedStrings.xml"/>` +
			`<Relationship Id="rId3" Type="` + kind + `styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": `<worksheet ` + xmlns + `>` + sheet + `</worksheet>`,
	}
}

// zipped packs parts, in the order of their names.
func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, data []byte) *Book {
	t.Helper()
	book, err := ReadXLSX(context.Background(), data)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// written is a workbook as excelize writes it.
func written(t testing.TB, fill func(*excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := fill(f); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadsWhatIsShown(t *testing.T) {
	data := written(t, func(f *excelize.File) error {
		date, percent := "dd/mm/yyyy", "0.00%"
		day, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &date})
		builtin, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		share, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &percent})
		thousands, _ := f.NewStyle(&excelize.Style{NumFmt: 3})
		values := map[string]any{
			"A1": "STT", "B1": "Nội dung", "A2": 1, "B2": "Điều 1\nkhoản 2", "A3": 2.5, "B3": true, "A4": 43196, "B4": 43196,
			"A5": 0.8985, "B5": 2700, "D6": "xa", "A7": 0.1 + 0.2, "B7": "  giữ khoảng trắng ",
		}
		for cell, v := range values {
			if err := f.SetCellValue("Sheet1", cell, v); err != nil {
				return err
			}
		}
		return errors.Join(
			f.SetCellStyle("Sheet1", "A4", "A4", day), f.SetCellStyle("Sheet1", "B4", "B4", builtin),
			f.SetCellStyle("Sheet1", "A5", "A5", share), f.SetCellStyle("Sheet1", "B5", "B5", thousands),
			f.SetCellRichText("Sheet1", "C1", []excelize.RichTextRun{{Text: "Góp "}, {Text: "ý", Font: &excelize.Font{Bold: true}}}),
			f.SetCellFormula("Sheet1", "C2", "A2+1"),
		)
	})
	want := [][]string{
		{"STT", "Nội dung", "Góp ý"},
		{"1", "Điều 1\nkhoản 2", "=A2+1"},
		{"2.5", "TRUE"},
		{"06/04/2018", "06/04/2018"},
		{"89.85%", "2,700"},
		{"", "", "", "xa"},
		{"0.3", "  giữ khoảng trắng "},
	}
	book := read(t, data)
	if got := texts(book.Sheets[0]); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	checkBook(t, book)
}

// A second opinion: what excelize, reading all of a workbook, says it shows.
func TestAgreesWithExcelize(t *testing.T) {
	formats := []int{0, 1, 2, 3, 4, 9, 10, 11, 14, 20, 22, 37}
	rapid.Check(t, func(t *rapid.T) {
		f := excelize.NewFile(excelize.Options{ShortDatePattern: shortDate, LongDatePattern: shortDate})
		defer f.Close()
		for range rapid.IntRange(1, 12).Draw(t, "cells") {
			cell, _ := excelize.CoordinatesToCellName(rapid.IntRange(1, 6).Draw(t, "col"), rapid.IntRange(1, 8).Draw(t, "row"))
			value := rapid.OneOf(
				rapid.StringMatching(`[a-zđ0-9]( ?[a-zăđệ0-9_,.]){0,8}`).AsAny(), rapid.IntRange(-5, 60000).AsAny(),
				rapid.Float64Range(-1000, 60000).AsAny(), rapid.Bool().AsAny()).Draw(t, "value")
			look, _ := f.NewStyle(&excelize.Style{NumFmt: rapid.SampledFrom(formats).Draw(t, "format")})
			if err := errors.Join(f.SetCellValue("Sheet1", cell, value), f.SetCellStyle("Sheet1", cell, cell, look)); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		book, err := ReadXLSX(context.Background(), b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		want, err := f.GetRows("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range want {
			for c, text := range row {
				if got := book.Sheets[0].Rows[r][c].Text; got != strings.TrimSpace(text) {
					t.Fatalf("row %d, column %d: %q, excelize shows %q", r, c, got, text)
				}
			}
		}
	})
}

func TestSheetsInOrderHiddenToo(t *testing.T) {
	data := written(t, func(f *excelize.File) error {
		_, err1 := f.NewSheet("Phụ lục")
		_, err2 := f.NewSheet("Ẩn")
		return errors.Join(err1, err2, f.SetCellValue("Phụ lục", "B3", "x"), f.SetCellValue("Ẩn", "A1", "y"),
			f.SetSheetVisible("Ẩn", false, true))
	})
	book := read(t, data)
	var names []string
	for _, s := range book.Sheets {
		names = append(names, s.Name)
	}
	if !slices.Equal(names, []string{"Sheet1", "Phụ lục", "Ẩn"}) {
		t.Fatalf("sheets %q", names)
	}
	if got := texts(book.Sheets[1]); !reflect.DeepEqual(got, [][]string{nil, nil, {"", "x"}}) {
		t.Errorf("rows %q", got)
	}
	if got := texts(book.Sheets[2]); !reflect.DeepEqual(got, [][]string{{"y"}}) {
		t.Errorf("hidden sheet %q", got)
	}
}

func TestMergedCells(t *testing.T) {
	data := written(t, func(f *excelize.File) error {
		return errors.Join(
			f.SetCellValue("Sheet1", "A1", "Tiêu đề"), f.MergeCell("Sheet1", "A1", "C1"),
			f.SetCellValue("Sheet1", "A2", "Điều 1"), f.MergeCell("Sheet1", "A2", "A4"),
			f.SetCellValue("Sheet1", "B2", "một"), f.SetCellValue("Sheet1", "B4", "hai"),
			f.SetCellValue("Sheet1", "E4", "cột"),
		)
	})
	rows := read(t, data).Sheets[0].Rows
	want := [][]Cell{
		{{"Tiêu đề", 1, 3, false}, {"Tiêu đề", 1, 1, true}, {"Tiêu đề", 1, 1, true}},
		{{"Điều 1", 3, 1, false}, {"một", 1, 1, false}},
		{{"Điều 1", 1, 1, true}},
		{{"Điều 1", 1, 1, true}, {"hai", 1, 1, false}, {"", 1, 1, false}, {"", 1, 1, false}, {"cột", 1, 1, false}},
	}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("got %+v\nwant %+v", rows, want)
	}
}

func TestLegacyFonts(t *testing.T) {
	data := written(t, func(f *excelize.File) error {
		tcvn3, _ := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: ".VnTime"}})
		caps, _ := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: ".VnTimeH"}})
		vni, _ := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "VNI-Times"}})
		return errors.Join(
			f.SetSheetRow("Sheet1", "A1", &[]any{"§Ò nghÞ", "§Ò nghÞ", "Ñeà nghò", "§Ò nghÞ", "Đề nghị", "ng\u00adêi"}),
			f.SetCellStyle("Sheet1", "A1", "A1", tcvn3), f.SetCellStyle("Sheet1", "B1", "B1", caps),
			f.SetCellStyle("Sheet1", "C1", "C1", vni), f.SetCellStyle("Sheet1", "E1", "F1", tcvn3),
			f.SetCellRichText("Sheet1", "A2", []excelize.RichTextRun{
				{Text: "§Ò nghÞ ", Font: &excelize.Font{Family: ".VnTime"}},
				{Text: "söûa ", Font: &excelize.Font{Family: "VNI-Times"}},
				{Text: "đổi", Font: &excelize.Font{Family: "Times New Roman"}},
			}),
			f.SetCellStyle("Sheet1", "A2", "A2", tcvn3),
		)
	})
	want := [][]string{{"Đề nghị", "ĐỀ NGHỊ", "Đề nghị", "§Ò nghÞ", "Đề nghị", "người"}, {"Đề nghị sửa đổi"}}
	if got := texts(read(t, data).Sheets[0]); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestNotes(t *testing.T) {
	data := written(t, func(f *excelize.File) error {
		return errors.Join(
			f.SetCellValue("Sheet1", "A1", "x"),
			f.AddComment("Sheet1", excelize.Comment{Cell: "C4", Author: "Thư ký", Paragraph: []excelize.RichTextRun{
				{Text: "Thư ký:\n", Font: &excelize.Font{Bold: true}}, {Text: "xem lại"}}}),
			f.AddComment("Sheet1", excelize.Comment{Cell: "B2", Author: "Sở A", Paragraph: []excelize.RichTextRun{{Text: "bỏ câu này"}}}),
		)
	})
	want := []Note{
		{Sheet: "Sheet1", Row: 1, Col: 1, Author: "Sở A", Text: "bỏ câu này"},
		{Sheet: "Sheet1", Row: 3, Col: 2, Author: "Thư ký", Text: "xem lại"},
	}
	if got := read(t, data).Notes; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestThreadedComments(t *testing.T) {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	const microsoft = "http://schemas.microsoft.com/office/2017/10/relationships/"
	const threaded = `xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"`
	files := parts(`<sheetData><row><c t="inlineStr"><is><t>x</t></is></c></row></sheetData>`)
	files["xl/_rels/workbook.xml.rels"] = strings.Replace(files["xl/_rels/workbook.xml.rels"], "</Relationships>",
		`<Relationship Id="rId9" Type="`+microsoft+`person" Target="persons/person.xml"/></Relationships>`, 1)
	files["xl/persons/person.xml"] = `<personList ` + threaded + `><person displayName="Sở A" id="{P1}"/><person displayName="Thư ký" id="{P2}"/></personList>`
	files["xl/worksheets/_rels/sheet1.xml.rels"] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + office + `comments" Target="../comments1.xml"/>` +
		`<Relationship Id="rId2" Type="` + microsoft + `threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>`
	files["xl/threadedComments/threadedComment1.xml"] = `<ThreadedComments ` + threaded + `>` +
		`<threadedComment ref="B5" dT="2018-04-07T08:00:00.00" personId="{P1}" id="{T2}"><text>sau</text></threadedComment>` +
		`<threadedComment ref="A1" dT="2018-04-06T08:00:00.00" personId="{P1}" id="{T1}" done="1"><text>đề nghị &lt;bỏ&gt;</text></threadedComment>` +
		`<threadedComment ref="B5" personId="{P2}" id="{R2}" parentId="{T2}"><text>đã sửa</text></threadedComment>` +
		`<threadedComment ref="A1" personId="{P2}" id="{R1}" parentId="{T1}"><text>tiếp thu</text></threadedComment>` +
		`<threadedComment ref="C9" personId="{P9}" id="{R3}" parentId="{lost}"><text>lạc</text></threadedComment></ThreadedComments>`
	files["xl/comments1.xml"] = `<comments ` + xmlns + `><authors><author>tc={t1}</author><author>tc={other}</author></authors><commentList>` +
		`<comment ref="A1" authorId="0"><text><t>[Threaded comment] đề nghị</t></text></comment>` +
		`<comment ref="D1" authorId="1"><text><t>luồng mất</t></text></comment></commentList></comments>`
	want := []Note{
		{Sheet: "Góp ý", Author: "Sở A", Date: "2018-04-06T08:00:00.00", Text: "đề nghị <bỏ>", Resolved: true},
		{Sheet: "Góp ý", Author: "Thư ký", Text: "tiếp thu", Reply: true, Resolved: true},
		{Sheet: "Góp ý", Col: 3, Text: "luồng mất"},
		{Sheet: "Góp ý", Row: 4, Col: 1, Author: "Sở A", Date: "2018-04-07T08:00:00.00", Text: "sau"},
		{Sheet: "Góp ý", Row: 4, Col: 1, Author: "Thư ký", Text: "đã sửa", Reply: true},
		{Sheet: "Góp ý", Row: 8, Col: 2, Text: "lạc"},
	}
	got := read(t, zipped(t, files)).Notes
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

// What other programs than Excel write, or old ones.
func TestUnusualSheets(t *testing.T) {
	for _, c := range []struct {
		name, sheet, strings, styles string
		want                         [][]string
	}{
		{name: "no references", sheet: `<sheetData><row><c t="str"><v>a</v></c><c><v>1</v></c></row><row r="3"><c/><c t="str"><v>b</v></c></row></sheetData>`,
			want: [][]string{{"a", "1"}, nil, {"", "b"}}},
		{name: "prefixed names", sheet: `<x:sheetData xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:row><x:c t="str"><x:v>a</x:v></x:c></x:row></x:sheetData>`,
			want: [][]string{{"a"}}},
		{name: "strict", sheet: `<s:sheetData xmlns:s="http://purl.oclc.org/ooxml/spreadsheetml/main"><s:row><s:c t="d"><s:v>2018-04-06</s:v></s:c></s:row></s:sheetData>`,
			want: [][]string{{"06/04/2018"}}},
		{name: "types", sheet: `<sheetData><row><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="n"><v>1.50</v></c><c t="s"><v>7</v></c><c><v>chữ</v></c><c t="d"><v>2018-04-06T09:30:00</v></c></row></sheetData>`,
			want: [][]string{{"FALSE", "#N/A", "1.5", "", "chữ", "06/04/2018 09:30"}}},
		{name: "escapes and breaks", sheet: `<sheetData><row><c t="str"><v>a_x000D__x000A_b_x005F_x_xD83D__xDE00_</v></c><c t="inlineStr"><is><t>c&#13;</t></is></c></row></sheetData>`,
			want: [][]string{{"a\nb_x😀", "c"}}},
		{name: "phonetic hints", sheet: `<sheetData><row><c t="s"><v>0</v></c></row></sheetData>`,
			strings: `<si><r><t>a</t></r><rPh sb="0" eb="1"><t>A</t></rPh><r><t>b</t></r><phoneticPr/></si>`, want: [][]string{{"ab"}}},
		{name: "decomposed", sheet: `<sheetData><row><c t="str"><v>o&#x302;&#x323;i</v></c></row></sheetData>`, want: [][]string{{"ội"}}},
		{name: "styled emptiness", sheet: `<sheetData><row r="1"><c r="A1" t="str"><v>a</v></c><c r="XFD1" s="3"/></row><row r="1048576"><c r="A1048576" s="1"/></row></sheetData>`,
			want: [][]string{{"a"}}},
		{name: "whole columns merged", sheet: `<sheetData><row><c t="str"><v>a</v></c></row><row><c r="B2" t="str"><v>b</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="C1:XFD2"/></mergeCells>`,
			want: [][]string{{"a"}, {"a", "b"}}},
		{name: "merged over words", sheet: `<sheetData><row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A1:B1"/></mergeCells>`,
			want: [][]string{{"a", "b", "a"}}},
		{name: "formats not defined", sheet: `<sheetData><row><c s="0"><v>5</v></c><c s="1"><v>5</v></c><c s="2"><v>5</v></c></row></sheetData>`,
			styles: `<numFmts><numFmt numFmtId="165" formatCode="` + strings.Repeat("0", 300) + `"/></numFmts><cellXfs><xf numFmtId="-1"/><xf numFmtId="200"/><xf numFmtId="165"/></cellXfs>`,
			want:   [][]string{{"5", "5", "5"}}},
		{name: "date in a format", sheet: `<sheetData><row><c t="d" s="1"><v>2018-04-06</v></c><c s="1"><v>43196</v></c><c s="9"><v>43196</v></c></row></sheetData>`,
			styles: `<numFmts><numFmt numFmtId="164" formatCode="[$-42A]d\-m\-yyyy;@"/></numFmts><fonts><font/></fonts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>`,
			want:   [][]string{{"6-4-2018", "6-4-2018", "43196"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := parts(c.sheet)
			files["xl/sharedStrings.xml"] = `<sst ` + xmlns + `>` + c.strings + `</sst>`
			files["xl/styles.xml"] = `<styleSheet ` + xmlns + `>` + c.styles + `</styleSheet>`
			book := read(t, zipped(t, files))
			if got := texts(book.Sheets[0]); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
			checkBook(t, book)
		})
	}
}

func TestDates1904(t *testing.T) {
	files := parts(`<sheetData><row><c s="1"><v>41734</v></c></row></sheetData>`)
	files["xl/workbook.xml"] = strings.Replace(files["xl/workbook.xml"], "<workbookPr/>", `<workbookPr date1904="1"/>`, 1)
	files["xl/styles.xml"] = `<styleSheet ` + xmlns + `><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>`
	if got := texts(read(t, zipped(t, files)).Sheets[0]); got[0][0] != "06/04/2018" {
		t.Errorf("got %q", got)
	}
}

func TestReadXLSXRefuses(t *testing.T) {
	good := `<sheetData><row><c t="str"><v>a</v></c></row></sheetData>`
	with := func(change func(map[string]string)) []byte {
		files := parts(good)
		change(files)
		return zipped(t, files)
	}
	wide := `<sheetData><row r="1"><c r="IW1" t="str"><v>a</v></c></row></sheetData>`
	long := fmt.Sprintf(`<sheetData><row r="%d"><c t="str"><v>a</v></c></row></sheetData>`, MaxRows+1)
	overlapping := good[:len(good)-len("</sheetData>")] + `<row r="60000"><c t="str"><v>z</v></c></row></sheetData><mergeCells>` +
		strings.Repeat(`<mergeCell ref="A1:IV60000"/>`, 3) + `</mergeCells>`
	for name, c := range map[string]struct {
		data []byte
		want fault.Code
	}{
		"nothing":      {nil, fault.Empty},
		"not a zip":    {[]byte("STT,Nội dung"), fault.NotZip},
		"plain zip":    {zipped(t, map[string]string{"a": "b"}), fault.UnknownFormat},
		"encrypted":    {encrypted(t), fault.Encrypted},
		"no text":      {with(func(f map[string]string) { f["xl/worksheets/sheet1.xml"] = `<worksheet ` + xmlns + `/>` }), fault.Empty},
		"macro part":   {with(func(f map[string]string) { f["xl/vbaProject.bin"] = "x" }), fault.Macro},
		"macro hidden": {with(func(f map[string]string) { f["xl/VBAPROJECT1.BIN"] = "x" }), fault.Macro},
		"macro type": {with(func(f map[string]string) {
			f["[Content_Types].xml"] = strings.Replace(f["[Content_Types].xml"], "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main", 1)
		}), fault.Macro},
		"macro sheet": {with(func(f map[string]string) {
			f["xl/_rels/workbook.xml.rels"] = strings.Replace(f["xl/_rels/workbook.xml.rels"], "/worksheet\"", "/xlMacrosheet\"", 1)
		}), fault.Macro},
		"binary": {with(func(f map[string]string) {
			f["[Content_Types].xml"] = strings.Replace(f["[Content_Types].xml"], "openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "ms-excel.sheet.binary.macroEnabled.main", 1)
		}), fault.UnknownFormat},
		"doctype": {with(func(f map[string]string) { f["xl/worksheets/sheet1.xml"] = `<!DOCTYPE x><worksheet/>` }), fault.Doctype},
		"deep": {with(func(f map[string]string) {
			f["xl/worksheets/sheet1.xml"] = strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300)
		}), fault.TooDeep},
		"cut off": {with(func(f map[string]string) {
			f["xl/worksheets/sheet1.xml"] = f["xl/worksheets/sheet1.xml"][:len(f["xl/worksheets/sheet1.xml"])-20]
		}), fault.Damaged},
		"sheet missing":    {with(func(f map[string]string) { delete(f, "xl/worksheets/sheet1.xml") }), fault.Damaged},
		"relation missing": {with(func(f map[string]string) { delete(f, "xl/_rels/workbook.xml.rels") }), fault.Damaged},
		"row 0":            {zipped(t, parts(`<sheetData><row r="0"><c t="str"><v>a</v></c></row></sheetData>`)), fault.Damaged},
		"bad reference":    {zipped(t, parts(`<sheetData><row r="1"><c r="1A" t="str"><v>a</v></c></row></sheetData>`)), fault.Damaged},
		"too wide":         {zipped(t, parts(wide)), fault.TableTooLarge},
		"too long":         {zipped(t, parts(long)), fault.TableTooLarge},
		"merged over all":  {zipped(t, parts(overlapping)), fault.Damaged},
	} {
		book, err := ReadXLSX(context.Background(), c.data)
		if fault.CodeOf(err) != c.want || book != nil {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func encrypted(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var b bytes.Buffer
	if err := f.Write(&b, excelize.Options{Password: "mật khẩu"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadXLSXEndsWithContext(t *testing.T) {
	rows := strings.Repeat(`<row><c t="str"><v>a</v></c></row>`, 5000)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadXLSX(ctx, zipped(t, parts("<sheetData>"+rows+"</sheetData>"))); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestParseRef(t *testing.T) {
	for ref, want := range map[string][2]int{"A1": {0, 0}, "$B$7": {6, 1}, "AA10": {9, 26}, "xfd1048576": {1048575, 16383}} {
		if row, col, ok := parseRef(ref); !ok || row != want[0] || col != want[1] {
			t.Errorf("%s: %d, %d, %v", ref, row, col, ok)
		}
	}
	for _, ref := range []string{"", "A", "1", "A0", "A-1", "ABCDE1", "A1B"} {
		if row, col, ok := parseRef(ref); ok {
			t.Errorf("%s: %d, %d", ref, row, col)
		}
	}
}

// FuzzReadXLSX changes the parts inside a package; the package itself is
// archive's to fuzz.
func FuzzReadXLSX(f *testing.F) {
	f.Add(`<sheetData><row r="1"><c r="A1" s="1"><v>43196</v></c><c t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
		`<si><r><rPr><rFont val=".VnTime"/></rPr><t>§Ò</t></r></si>`, `<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>`)
	f.Add(`<sheetData><row><c t="d"><v>2018-04-06</v></c><c t="e"/><c><f>A1</f></c></row></sheetData>`, `<si><t>_x000D_</t></si>`, `<fonts><font><name val="VNI-Times"/></font></fonts>`)
	f.Fuzz(func(t *testing.T, sheet, strings, styles string) {
		files := parts(sheet)
		files["xl/sharedStrings.xml"] = `<sst ` + xmlns + `>` + strings + `</sst>`
		files["xl/styles.xml"] = `<styleSheet ` + xmlns + `>` + styles + `</styleSheet>`
		book, err := ReadXLSX(context.Background(), zipped(t, files))
		if err != nil {
			if code := fault.CodeOf(err); code == fault.Internal {
				t.Fatal(err)
			}
			return
		}
		checkBook(t, book)
	})
}

func TestShortNumbersNeedNoFormatter(t *testing.T) {
	f, err := newFormatter(false)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	for raw, want := range map[string]string{
		"0": "0", "12": "12", "-3.25": "-3.25", "0.5": "0.5", "007": "7", "1.50": "1.5", "1E+2": "100", "0.30000000000000004": "0.3", "-0.10000000000000001": "-0.1", "x": "x", "": "", "NaN": "NaN",
	} {
		if got := f.show(raw, numberFormat{}); got != want {
			t.Errorf("%q shows as %q, want %q", raw, got, want)
		}
	}
}

func BenchmarkReadXLSX(b *testing.B) {
	data := written(b, func(f *excelize.File) error {
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			return err
		}
		for i := range 20_000 {
			row := []any{i, "Điều 5", "khoản 2", "Đề nghị sửa đổi, bổ sung", "thay “cơ quan” bằng “đơn vị”", 43196.5, "Sở A", viet.VNI}
			if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
				return err
			}
		}
		return w.Flush()
	})
	b.ReportAllocs()
	for b.Loop() {
		read(b, data)
	}
}

// A workbook that a program saved again is no workbook with macros, though its
// list of types speaks of them for an ending that no part has.
func TestSavedAgainIsNoMacro(t *testing.T) {
	data := written(t, func(f *excelize.File) error { return f.SetCellStr("Sheet1", "A1", "Đề nghị bỏ") })
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var again bytes.Buffer
	if err := f.Write(&again); err != nil {
		t.Fatal(err)
	}
	if book, err := ReadXLSX(context.Background(), again.Bytes()); err != nil || len(book.Sheets) != 1 {
		t.Errorf("%v", err)
	}
}
