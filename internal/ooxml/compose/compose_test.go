package compose_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thao/internal/ooxml/compose"
)

var (
	noon  = time.Date(2018, 4, 6, 12, 0, 0, 0, time.UTC)
	first = &compose.Stamp{Author: "Chuyên viên 1", Date: noon}
	other = &compose.Stamp{Author: "Chuyên viên 2", Date: noon.Add(time.Hour)}
)

// everything is a document that uses all the builder has.
func everything() *compose.Document {
	d := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 14})
	d.Properties(compose.Properties{Title: "Đề án <thử>", Creator: "Ban soạn thảo", Created: noon})
	d.NumberPages()
	d.Footer(compose.Para{Text: "Chân trang"})
	parts := d.List(
		compose.ListLevel{Format: "upperRoman", Text: "Phần %1", Suffix: compose.SpaceAfter, Style: "heading 1"},
		compose.ListLevel{Format: "decimal", Text: "%1.%2-", Legal: true, Indent: &compose.Indent{Left: 10, First: -10}},
		compose.ListLevel{Format: "lowerLetter", Text: "%3)", Restart: 1, Look: compose.Look{Italic: compose.On}},
	)
	d.Style(compose.Style{Name: "heading 1", Look: compose.Look{Bold: compose.On}, Outline: 1, KeepNext: true,
		List: &compose.ListItem{Num: parts}, Tabs: []compose.Tab{{At: 20, Align: compose.Right, Leader: "dot"}}})
	d.Add(headings(d, parts)...)
	d.Add(trackedParas()...)
	d.Add(commented(d)...)
	d.Add(tables()...)
	d.Section(compose.A4Landscape())
	d.Para(compose.Para{Text: "Phụ lục", Rule: &compose.Rule{Below: true, Gap: 1}})
	return d
}

func headings(d *compose.Document, n compose.Num) []compose.Block {
	again := d.Again(n)
	return []compose.Block{
		compose.Para{Style: "Title", Text: "ĐỀ ÁN", NewPage: true},
		compose.Para{Style: "heading 1", Text: "Mở đầu"},
		compose.Para{List: &compose.ListItem{Num: n, Level: 1}, Text: "Sự cần thiết", KeepLine: true, Align: compose.Justify,
			Spacing: &compose.Spacing{Before: 6, After: 6, Line: 1.15}, Indent: &compose.Indent{First: 12.7}},
		compose.Para{List: &compose.ListItem{Num: again, Level: 0}, Text: "Lại từ đầu"},
		compose.Para{Style: "heading 1", NoList: true, Text: "Không số", Outline: 2},
		compose.Para{Runs: []compose.Inline{
			compose.BookmarkStart{Name: "cho"},
			compose.Run{Text: "Cột\tvà dòng\nmới", Look: compose.Look{Font: "Arial", Size: 11, Bold: compose.On,
				Italic: compose.Off, Caps: compose.On, Strike: compose.On, Hidden: compose.On, Underline: true,
				Color: "FF0000", Highlight: "yellow", Spread: 1, Raise: compose.Superscript}},
			compose.Footnote{Paras: []compose.Para{{Text: "Chú thích."}}},
			compose.Control{Tag: "c-1", Title: "Mã", Runs: compose.Words("1")},
			compose.PageBreak{},
			compose.BookmarkEnd{Name: "cho"},
		}},
	}
}

func trackedParas() []compose.Block {
	move := &compose.Move{Stamp: *first, Name: "chuyen1"}
	return []compose.Block{
		compose.Para{Text: "Giữ ", InsertedBy: first, Runs: []compose.Inline{
			compose.Run{Text: "bỏ", DeletedBy: first},
			compose.Run{Text: "thêm", InsertedBy: first},
			compose.Run{Text: "thêm rồi bỏ", InsertedBy: first, DeletedBy: other},
			compose.Run{Text: "đậm", Look: compose.Look{Bold: compose.On}, Was: &compose.Look{}, WasBy: first},
		}},
		compose.Para{MovedFrom: move, Runs: []compose.Inline{compose.Run{Text: "Câu được chuyển.", MovedFrom: move}}},
		compose.Para{Text: "Ở giữa.", Was: &compose.Para{Align: compose.Left}, WasBy: other, Align: compose.Right},
		compose.Para{MovedTo: move, Runs: []compose.Inline{compose.Run{Text: "Câu được chuyển.", MovedTo: move}}},
		compose.Para{DeletedBy: other, Runs: []compose.Inline{compose.Run{Text: "Cả đoạn", DeletedBy: other}}},
	}
}

func commented(d *compose.Document) []compose.Block {
	thread := d.Comment(compose.Comment{Author: "Chuyên viên 1", Initials: "C1", Date: noon, Text: "Đoạn một\nđoạn hai",
		Resolved: true, Replies: []compose.Comment{{Author: "Chuyên viên 2", Initials: "C2", Date: noon, Text: "Đồng ý",
			Replies: []compose.Comment{{Author: "Chuyên viên 1", Initials: "C1", Date: noon, Text: "Cảm ơn"}}}}})
	point := d.Comment(compose.Comment{Author: "Chuyên viên 2", Initials: "C2", Date: noon, Text: "Ở đây"})
	return []compose.Block{
		compose.Para{Runs: []compose.Inline{compose.CommentStart{Thread: thread}, compose.Run{Text: "Từ đây"}}},
		compose.Para{Runs: []compose.Inline{compose.Run{Text: "đến đây"}, compose.CommentEnd{Thread: thread},
			compose.CommentAt{Thread: point}}},
	}
}

func tables() []compose.Block {
	inner := compose.Table{Widths: []float64{20}, Style: compose.GridTable,
		Rows: compose.Rows(compose.Row{Cells: []compose.Cell{{Text: "trong"}}})}
	return []compose.Block{
		compose.Table{Widths: []float64{10, 60, 60}, Style: compose.GridTable, Align: compose.Center, Padding: 1, Rows: compose.Rows(
			compose.Row{Header: true, CantSplit: true, Cells: []compose.Cell{{Text: "TT", Align: compose.Center, Shade: "EEEEEE",
				VAlign: compose.Middle}, {Text: "Nội dung", Span: 2}}},
			compose.Row{Height: 10, InsertedBy: first, Cells: []compose.Cell{{Text: "1", Merge: compose.MergeStart},
				{Blocks: []compose.Block{inner}}, {}}},
			compose.Row{DeletedBy: other, Cells: []compose.Cell{{Merge: compose.MergeDown}, {Text: "a",
				Borders: &compose.Borders{Bottom: 1}}, {Text: "b", VAlign: compose.Bottom}}},
		)},
		compose.BlockControl{Tag: "khoi", Blocks: []compose.Block{compose.Table{Widths: []float64{50}, Borders: compose.Grid,
			Rows: compose.Rows(compose.Row{Cells: []compose.Cell{{Text: "liền sau"}}})}}},
	}
}

func write(t interface {
	Helper()
	Fatal(...any)
}, d *compose.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := d.WriteTo(&b)
	if err != nil {
		t.Fatal(err)
	}
	if n != int64(b.Len()) {
		t.Fatal("WriteTo counts ", n, " bytes of ", b.Len())
	}
	return b.Bytes()
}

func unzip(t *testing.T, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = content
	}
	return parts
}

func TestPackageIsComplete(t *testing.T) {
	parts := unzip(t, write(t, everything()))
	types := string(parts["[Content_Types].xml"])
	rels := string(parts["word/_rels/document.xml.rels"])
	for name, content := range parts {
		if err := wellFormed(content); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if short, ok := strings.CutPrefix(name, "word/"); ok && !strings.HasSuffix(name, ".rels") {
			if !strings.Contains(types, `PartName="/`+name+`"`) {
				t.Errorf("%s has no content type", name)
			}
			if short != "document.xml" && !strings.Contains(rels, `Target="`+short+`"`) {
				t.Errorf("no relationship leads to %s", name)
			}
		}
	}
	for _, name := range []string{"numbering", "comments", "commentsExtended", "commentsIds", "people", "footnotes", "header1", "header2", "footer3"} {
		if parts["word/"+name+".xml"] == nil {
			t.Errorf("word/%s.xml is missing", name)
		}
	}
}

func wellFormed(content []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(content))
	for {
		if _, err := dec.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestEqualCallsMakeEqualBytes(t *testing.T) {
	if !bytes.Equal(write(t, everything()), write(t, everything())) {
		t.Error("two runs differ")
	}
}

// order lists the children of an element as the schema has them, as far as
// they are written here.
var order = map[string]string{
	"pPr":    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr sectPr pPrChange",
	"rPr":    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike vanish color spacing kern position sz szCs highlight u shd vertAlign lang rPrChange",
	"tblPr":  "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
	"trPr":   "cantSplit trHeight tblHeader ins del",
	"tcPr":   "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
	"sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg",
	"lvl":    "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
	"style":  "name basedOn next qFormat pPr rPr tblPr",
	"sdtPr":  "alias tag id",
	"tbl":    "bookmarkStart tblPr tblGrid tr",
	"tc":     "tcPr p tbl sdt",
}

func TestChildrenStandInSchemaOrder(t *testing.T) {
	seen := map[string]bool{}
	for name, content := range unzip(t, write(t, everything())) {
		walk(t, content, func(parent string, children []string) {
			wanted, known := order[parent]
			if !known || parent == "tc" {
				return
			}
			seen[parent] = true
			at := 0
			names := strings.Fields(wanted)
			for _, c := range children {
				i := slices.Index(names, c)
				if i < 0 {
					t.Errorf("%s: %s has unknown child %s", name, parent, c)
				} else if i < at {
					t.Errorf("%s: in %s, %s stands too late: %v", name, parent, c, children)
				}
				at = max(at, i)
			}
		})
	}
	for parent := range order {
		if !seen[parent] && parent != "tc" {
			t.Errorf("the document has no %s: the test proves nothing of it", parent)
		}
	}
}

// walk calls fn with every element's name and its children's.
func walk(t *testing.T, content []byte, fn func(parent string, children []string)) {
	t.Helper()
	type open struct {
		name     string
		children []string
	}
	stack := []open{{}}
	dec := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			top := &stack[len(stack)-1]
			top.children = append(top.children, e.Name.Local)
			stack = append(stack, open{name: e.Name.Local})
		case xml.EndElement:
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			fn(top.name, top.children)
		}
	}
}

func TestIDsAreUnique(t *testing.T) {
	document := unzip(t, write(t, everything()))["word/document.xml"]
	seen := map[string]string{}
	dec := xml.NewDecoder(bytes.NewReader(document))
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		e, ok := token.(xml.StartElement)
		if !ok || strings.HasSuffix(e.Name.Local, "End") || strings.HasPrefix(e.Name.Local, "comment") || e.Name.Local == "footnoteReference" {
			continue
		}
		for _, a := range e.Attr {
			if a.Name.Local != "id" || strings.Contains(a.Name.Space, "relationships") {
				continue
			}
			if by, dup := seen[a.Value]; dup {
				t.Errorf("%s and %s share id %s", by, e.Name.Local, a.Value)
			}
			seen[a.Value] = e.Name.Local
		}
	}
	if len(seen) < 15 {
		t.Errorf("only %d ids seen", len(seen))
	}
}

func TestEveryAnswerHasMarkersOfItsOwn(t *testing.T) {
	document := string(unzip(t, write(t, everything()))["word/document.xml"])
	for id := range 3 {
		for _, marker := range []string{"commentRangeStart", "commentRangeEnd", "commentReference"} {
			want := fmt.Sprintf(`<w:%s w:id="%d"/>`, marker, id)
			if strings.Count(document, want) != 1 {
				t.Errorf("%d times %s", strings.Count(document, want), want)
			}
		}
	}
}

func TestCellsAndDocumentEndInAParagraph(t *testing.T) {
	d := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 13})
	d.Add(tables()...)
	document := unzip(t, write(t, d))["word/document.xml"]
	walk(t, document, func(parent string, children []string) {
		last := len(children) - 1
		if parent == "tc" && children[last] != "p" {
			t.Errorf("a cell ends in %v", children)
		}
		if parent == "body" && (children[last] != "sectPr" || children[last-1] != "p") {
			t.Errorf("the body ends in %v", children[last-1:])
		}
		if i := slices.Index(children, "tbl"); i >= 0 && i+1 < len(children) && children[i+1] == "tbl" {
			t.Error("two tables without a paragraph between")
		}
	})
}

func TestMisuseIsAnError(t *testing.T) {
	for name, misuse := range map[string]func(d *compose.Document){
		"unknown style":     func(d *compose.Document) { d.Para(compose.Para{Style: "Lạ"}) },
		"unknown list":      func(d *compose.Document) { d.Para(compose.Para{List: &compose.ListItem{Num: 3}}) },
		"unplaced comment":  func(d *compose.Document) { d.Comment(compose.Comment{}) },
		"comment never had": func(d *compose.Document) { d.Para(compose.Para{Runs: []compose.Inline{compose.CommentAt{Thread: 9}}}) },
		"open bookmark": func(d *compose.Document) {
			d.Para(compose.Para{Runs: []compose.Inline{compose.BookmarkStart{Name: "a"}}})
		},
		"short row": func(d *compose.Document) {
			d.Add(compose.Table{Widths: []float64{10, 10}, Rows: compose.Rows(compose.Row{Cells: []compose.Cell{{}}})})
		},
		"long row": func(d *compose.Document) {
			d.Add(compose.Table{Widths: []float64{10}, Rows: compose.Rows(compose.Row{Cells: []compose.Cell{{}, {}}})})
		},
		"empty table":          func(d *compose.Document) { d.Add(compose.Table{Widths: []float64{10}}) },
		"late header":          func(d *compose.Document) { d.Section(compose.A4()); d.Header() },
		"unknown header style": func(d *compose.Document) { d.Header(compose.Para{Style: "Lạ"}) },
	} {
		d := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 13})
		misuse(d)
		if _, err := d.WriteTo(io.Discard); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Any text comes back as it was, but for what XML cannot carry.
func TestTextSurvives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[<>&"' \x00-\x1f\x{FFFE}đĐàộ]{0,40}`)).Draw(t, "text")
		d := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 13})
		d.Para(compose.Para{Text: text})
		var got strings.Builder
		b := write(t, d)
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		f, err := z.Open("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(f)
		for {
			token, err := dec.Token()
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			switch e := token.(type) {
			case xml.CharData:
				got.Write(e)
			case xml.StartElement:
				switch e.Name.Local {
				case "tab":
					got.WriteByte('\t')
				case "br":
					got.WriteByte('\n')
				}
			}
		}
		want := strings.Map(func(r rune) rune {
			if r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
				return -1
			}
			return r
		}, strings.ToValidUTF8(text, "\uFFFD"))
		if strings.TrimLeft(got.String(), "\n") != strings.TrimLeft(want, "\n") {
			t.Fatalf("%q became %q", text, got.String())
		}
	})
}

func BenchmarkMatrixOf5000Rows(b *testing.B) {
	text := strings.Repeat("Đề nghị bổ sung cụm từ “kịp thời” sau cụm từ “báo cáo”. ", 6)
	rows := func(n int) iter.Seq[compose.Row] {
		return func(yield func(compose.Row) bool) {
			for range n {
				if !yield(compose.Row{CantSplit: true, Cells: []compose.Cell{{Text: "1"}, {Text: "mục 1"}, {Text: "Tỉnh ủy A"}, {Text: text}, {}}}) {
					return
				}
			}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		d := compose.New(compose.A4Landscape(), compose.Font{Name: "Times New Roman", Size: 12})
		d.Add(compose.Table{Widths: []float64{10, 40, 40, 120, 47}, Style: compose.GridTable, Rows: rows(5000)})
		if _, err := d.WriteTo(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
