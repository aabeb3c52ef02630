package matrix

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"thao/internal/collation"
	"thao/internal/locale"
)

var update = flag.Bool("update", false, "write the golden files anew")

// keep writes the sample's files to a folder, to be looked at.
var keep = flag.String("keep", "", "folder to write the sample's files to")

func TestSample(t *testing.T) {
	for _, name := range ProfileNames() {
		t.Run(name, func(t *testing.T) {
			m := New(sample(), profile(name), Options{})
			golden(t, filepath.Join("testdata", name+".txt"), plain(m))
			if *keep == "" {
				return
			}
			for _, f := range formats {
				if err := os.WriteFile(filepath.Join(*keep, name+"."+f.name), written(t, m, f.name), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is stale (-update writes it anew); now:\n%s", path, got)
	}
}

// plain is the whole matrix as text.
func plain(m *Matrix) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	for _, lines := range [][]Line{m.Head.Left, m.Head.Right, m.Title, m.Intro} {
		line("%s", strings.TrimSpace(Cell(lines).text()))
	}
	for _, c := range m.Columns {
		line("| %s (%.1f mm)", c.Title, c.Width)
	}
	for _, r := range m.Rows {
		if r.Kind == SectionRow {
			line("\n%s %s", strings.Repeat("#", r.Depth+1), r.Heading)
			continue
		}
		line("\n%d %s %v (%d)", r.Ordinal, r.Group, r.Comments, r.PlaceSpan)
		for _, c := range []Cell{r.Place, r.Bodies, r.Content, r.Answer} {
			line("| %s", strings.TrimSpace(c.text()))
		}
	}
	line("\n%s\n%s", strings.TrimSpace(Cell(m.Foot.Recipients).text()), strings.TrimSpace(Cell(m.Foot.Signature).text()))
	for _, a := range m.Annexes {
		line("\n%s", a.Title)
		for _, t := range a.Tables {
			line("\n%s %s", t.Caption, t.Note)
			for _, row := range t.Rows {
				texts := make([]string, len(row))
				for i, e := range row {
					texts[i] = e.In(m.Profile.Lang)
				}
				line("%s", strings.Join(texts, " | "))
			}
		}
	}
	return b.String()
}

func TestTheThreeFilesSayTheSame(t *testing.T) {
	for name, c := range map[string]*collation.Collation{"sample": sample(), "next": traced(), "long": long(), "many": many(300)} {
		for _, profileName := range ProfileNames() {
			t.Run(name+" "+profileName, func(t *testing.T) {
				if name != "sample" && profileName != "vn-state" {
					t.Skip("profiles differ in words only, which the sample shows")
				}
				sameEverywhere(t, New(c, profile(profileName), Options{}))
			})
		}
	}
}

func sameEverywhere(t *testing.T, m *Matrix) {
	t.Helper()
	want := modelRows(m)
	page := readHTML(t, written(t, m, "html"))
	document := readDOCX(t, written(t, m, "docx"))
	annex := wordsOf(t, written(t, m, "annex")) + " "
	apart := tidy(locale.T(m.Profile.Lang, "matrix.annex.with", "title", m.heading())) + " "
	if !strings.Contains(annex, apart) {
		t.Errorf("the annex does not say what it belongs to")
	}
	document.words = bag([]string{strings.Join(document.words, " "), strings.Replace(annex, apart, "", 1)})
	book := readXLSX(t, written(t, m, "xlsx"))
	for i := range document.rows {
		if i < len(want) && want[i].group != "" && document.rows[i].group == Bookmark(want[i].group) {
			document.rows[i].group = want[i].group
		}
	}
	for name, r := range map[string]reading{"html": page, "docx": document, "xlsx": book} {
		rows := r.rows
		if name == "xlsx" {
			rows = rows[:len(want)] // who receives and signs follows on the sheet
		}
		for i := range max(len(rows), len(want)) {
			if i >= len(rows) || i >= len(want) || rows[i] != want[i] {
				t.Fatalf("%s: row %d differs\n got %+v\nwant %+v", name, i, at(rows, i), at(want, i))
			}
		}
		if !slices.Equal(r.words, page.words) {
			t.Errorf("%s does not hold the words of the page: %v", name, difference(r.words, page.words))
		}
	}
}

func at(rows []readRow, i int) any {
	if i < len(rows) {
		return rows[i]
	}
	return "nothing"
}

// difference of two sorted lists of words: "+" too many, "-" missing.
func difference(got, want []string) []string {
	var out []string
	for len(got) > 0 || len(want) > 0 {
		switch {
		case len(want) == 0 || len(got) > 0 && got[0] < want[0]:
			out, got = append(out, "+"+got[0]), got[1:]
		case len(got) == 0 || want[0] < got[0]:
			out, want = append(out, "-"+want[0]), want[1:]
		default:
			got, want = got[1:], want[1:]
		}
	}
	return out
}

// traced is sample with answers and a next version of every kind of standing.
func traced() *collation.Collation {
	c := answered()
	c.Next = &collation.Next{File: "du-thao-2.docx"}
	for i, k := range c.Comments {
		s := collation.Standing{Comment: k.ID, State: collation.Placed, Place: collation.PlaceSure, Path: "Phần III › mục " + strconv.Itoa(i)}
		switch {
		case k.State == collation.General:
			s.State, s.Path = collation.General, ""
		case i%5 == 0:
			s.Place, s.Path = collation.PlaceReview, ""
		case i%5 == 1:
			s.Place, s.Path = collation.PlaceGone, ""
		case i%5 == 2:
			s.Changed, s.Wording = true, "… chịu trách nhiệm trực tiếp\nb) Khoản thêm mới."
		case i%5 == 3:
			s.Changed = true
		}
		c.Next.Comments = append(c.Next.Comments, s)
	}
	return c
}

// The column of the next version is there only where one is known, and says of
// every comment with a place where it stands.
func TestNextVersion(t *testing.T) {
	if m := New(answered(), profile("vn-state"), Options{}); len(m.Columns) != 5 {
		t.Errorf("%d columns without a next version", len(m.Columns))
	}
	m := New(traced(), profile("vn-state"), Options{})
	total := 0.0
	for _, c := range m.Columns {
		total += c.Width
	}
	if len(m.Columns) != 6 || total > m.Profile.Page.Measure()+0.01 {
		t.Errorf("%d columns, %.1f mm wide", len(m.Columns), total)
	}
	all := ""
	for _, r := range m.Rows {
		if general := r.Kind == CommentRow && r.Node == "" && len(r.Next) == 0; r.Kind == CommentRow && !general && len(r.Next) == 0 {
			t.Errorf("row %d says nothing of the next version", r.Ordinal)
		}
		all += r.Next.Words() + "\n"
	}
	for _, want := range []string{"Không thay đổi.", "Đã bỏ.", "cần xem lại", "Không còn trong bản tiếp theo.", "… chịu trách nhiệm trực tiếp\nb) Khoản thêm mới."} {
		if !strings.Contains(all, want) {
			t.Errorf("no row says %q:\n%s", want, all)
		}
	}
}

// long is a collation whose cells are too tall for one row of a sheet.
func long() *collation.Collation {
	c := sample()
	c.Comments[3].Text = strings.Repeat("Đề nghị nêu rõ thời hạn, trách nhiệm và nguồn lực thực hiện. ", 900)
	c.Comments[7].Text = strings.Repeat("Một đoạn ngắn.\n", 300)
	c.Passages = append(c.Passages, collation.Passage{Reply: "b.docx", Kind: collation.HeadLine, Text: strings.Repeat("Tiêu đề rất dài ", 3000)})
	g := &c.Groups[2]
	for i := range 200 {
		id := fmt.Sprintf("c-long-%03d", i)
		file := fmt.Sprintf("don-vi-%03d.docx", i)
		c.Replies = append(c.Replies, collation.Reply{File: file, Body: fmt.Sprintf("Cơ quan số %d", i), Number: "1-CV", Date: "2018-01-02", Status: collation.HasComments, BodyRule: collation.ByFile, Comments: 1})
		c.Comments = append(c.Comments, collation.Comment{ID: id, Reply: file, Body: fmt.Sprintf("Cơ quan số %d", i), Source: collation.Letter, State: collation.Placed, Node: g.Node, Text: c.Comments[2].Text})
		g.Comments = append(g.Comments, id)
	}
	return c
}

func TestEqualMatricesMakeEqualFiles(t *testing.T) {
	for _, f := range formats {
		a := written(t, New(sample(), profile("vn-state"), Options{}), f.name)
		b := written(t, New(sample(), profile("vn-state"), Options{}), f.name)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two writings differ", f.name)
		}
	}
}

func TestWritersStopWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := New(many(50), profile("vn-state"), Options{})
	for _, f := range formats {
		var out bytes.Buffer
		if err := f.write(m, ctx, &out); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v, want context.Canceled", f.name, err)
		}
		if out.Len() > 0 {
			t.Errorf("%s: %d bytes were written after the end", f.name, out.Len())
		}
	}
}

func TestWritersReportAFailingDisk(t *testing.T) {
	m := New(sample(), profile("vn-state"), Options{})
	for _, f := range formats {
		if err := f.write(m, t.Context(), brokenDisk{}); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: error %v, want the disk's", f.name, err)
		}
	}
}

type brokenDisk struct{}

func (brokenDisk) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestOptionsFillTheLetterhead(t *testing.T) {
	m := New(sample(), profile("vn-state"), Options{
		Parent: "BỘ X", Issuer: "VỤ Y", Number: "12", Place: "Hà Nội", Date: "2018-02-06",
		Basis: "Công văn số 96-CV/BCĐ, ngày 07/3/2018", Version: "dự thảo lần 2",
		Receivers: []string{"Bộ trưởng"}, Signer: []string{"VỤ TRƯỞNG"},
	})
	all := plain(m)
	for _, want := range []string{
		"BỘ X", "VỤ Y", "Số: 12/BC-…", "Hà Nội, ngày 06 tháng 02 năm 2018",
		"Căn cứ Công văn số 96-CV/BCĐ, ngày 07/3/2018", "(dự thảo lần 2)", "- Bộ trưởng.", "VỤ TRƯỞNG",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(all, "TÊN CƠ QUAN") {
		t.Error("a name given was left to be filled in")
	}
}

func TestAskedIsSaidOnlyWhereKnown(t *testing.T) {
	c := sample()
	c.Silent = nil
	for i := range c.Replies {
		c.Replies[i].BodyRule = collation.ByFile
	}
	all := plain(New(c, profile("vn-state"), Options{}))
	if strings.Contains(all, "được lấy ý kiến:") || strings.Contains(all, "Chưa trả lời") {
		t.Error("a number of bodies asked is given though no list was there")
	}
	if !strings.Contains(all, "Số cơ quan đã trả lời: 6") {
		t.Error("the number of replies is missing")
	}
}

func TestEmptyCollation(t *testing.T) {
	m := New(&collation.Collation{Draft: collation.Draft{File: "d.docx"}}, profile("generic"), Options{})
	sameEverywhere(t, m)
}

func TestWorkbookForm(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, New(sample(), profile("vn-state"), Options{}), "xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetList()[0]
	if visible, _ := f.GetSheetVisible(HiddenSheet); visible {
		t.Error("the sheet _thao can be seen")
	}
	if visible, _ := f.GetColVisible(sheet, "F"); visible {
		t.Error("the column of ids can be seen")
	}
	panes, err := f.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 7 {
		t.Errorf("panes %+v, %v; want the 7 rows down to the titles frozen", panes, err)
	}
	layout, err := f.GetPageLayout(sheet)
	if err != nil || *layout.Size != 9 || *layout.Orientation != "landscape" {
		t.Errorf("page layout %+v, %v; want A4 landscape", layout, err)
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Scope+" "+n.Name] = n.RefersTo
	}
	if got := names[sheet+" _xlnm.Print_Titles"]; got != "'Bảng tổng hợp'!$7:$7" {
		t.Errorf("print titles %q", got)
	}
	version, _ := f.GetCellValue(HiddenSheet, "B1")
	hash, _ := f.GetCellValue(HiddenSheet, "B3")
	if version != "1" || hash != DraftHash(scheme()) {
		t.Errorf("hidden sheet: format %q, draft %q", version, hash)
	}
}

func TestPageIsSelfContained(t *testing.T) {
	doc, err := html.Parse(bytes.NewReader(written(t, New(hostile(), profile("vn-state"), Options{}), "html")))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains([]string{"script", "link", "img", "iframe", "object", "base"}, n.Data) {
			t.Errorf("the page holds <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" {
				t.Errorf("<%s> has %s", n.Data, a.Key)
			}
			if a.Key == "id" && ids[a.Val] {
				t.Errorf("id %q is there twice", a.Val)
			}
			if a.Key == "id" {
				ids[a.Val] = true
			}
		}
	}
	for n := range doc.Descendants() {
		if href := attribute(n, "href"); n.Type == html.ElementNode && n.Data == "a" && !ids[strings.TrimPrefix(href, "#")] {
			t.Errorf("link to nothing: %q", href)
		}
	}
}

func TestBookmarkNames(t *testing.T) {
	name := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,39}$`)
	seen := map[string]string{}
	for _, id := range []string{"g-abc234", "g-", "", "g_abc234", "g-ABC", "G-abc234", strings.Repeat("g", 80), "g-đ", "1", "g-" + strings.Repeat("a", 36), "g-" + strings.Repeat("a", 37)} {
		got := Bookmark(id)
		if !name.MatchString(got) {
			t.Errorf("Bookmark(%q) = %q is no name Word takes", id, got)
		}
		if other, taken := seen[got]; taken {
			t.Errorf("%q and %q have one name", id, other)
		}
		seen[got] = id
	}
	for _, p := range ProfileNames() {
		if got := New(sample(), profile(p), Options{}).bookmark(); !name.MatchString(got) {
			t.Errorf("%q is no name Word takes", got)
		}
	}
}
