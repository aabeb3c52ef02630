package matrix

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"thao/internal/collation"
)

func TestVerdictOf(t *testing.T) {
	tests := []struct{ text, verdict, lead string }{
		{"Tiếp thu", Accepted, "Tiếp thu"},
		{"Tiếp thu, đã bổ sung tại khoản 2.", Accepted, "Tiếp thu"},
		{"XIN TIẾP THU ý kiến của Tỉnh ủy K", Accepted, "XIN TIẾP THU"},
		{"Ban soạn thảo nghiêm túc tiếp thu", Accepted, "Ban soạn thảo nghiêm túc tiếp thu"},
		{"Về nội dung này, ban soạn thảo xin tiếp thu.", Accepted, ""},
		{"Tiếp thu một phần: bỏ ý thứ hai", Partly, "Tiếp thu một phần"},
		{"Tiếp thu có chỉnh lý", Partly, "Tiếp thu có chỉnh lý"},
		{"Cơ bản tiếp thu", Partly, "Cơ bản tiếp thu"},
		{"Tiếp thu ý a; không tiếp thu ý b", Partly, "Tiếp thu"},
		{"Không tiếp thu vì trùng", Refused, "Không tiếp thu"},
		{"Khong tiep thu", Refused, "Khong tiep thu"},
		{"Chưa tiếp thu. Sẽ nghiên cứu thêm", Refused, "Chưa tiếp thu"},
		{"Giải trình: nội dung này đã có", Refused, "Giải trình"},
		{"Giải trình: tiếp thu một phần", Partly, "Giải trình"},
		{"Tiếp thu. Giải trình thêm: đã rõ", Accepted, "Tiếp thu"},
		{"Tiếp thu, giải trình như sau: không tiếp thu", Refused, ""},
		{"Tiếp thu, giải trình: ghi nhận", Noted, ""},
		{"Xin giữ như dự thảo", Refused, "Xin giữ như dự thảo"},
		{"Đã quy định tại Điều 4, đề nghị giữ như dự thảo", Refused, ""},
		{"Vì vậy, xin giữ nguyên như dự thảo.", Refused, ""},
		{"Bảo lưu ý kiến", Refused, "Bảo lưu"},
		{"Ghi nhận", Noted, "Ghi nhận"},
		{"Accepted.", Accepted, "Accepted"},
		{"Partly accepted; see Article 4", Partly, "Partly accepted"},
		{"Not accepted because it is there already", Refused, "Not accepted"},
		{"Noted", Noted, "Noted"},
		{"Đã sửa tại khoản 2.", "", ""},
		{"Đề nghị cơ quan góp ý cho biết có tiếp thu hay không", "", ""},
		{"Việc tiếp thu ý kiến nhân dân đã có tại Điều 4", "", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		verdict, lead := VerdictOf(tt.text)
		if verdict != tt.verdict || tt.text[:lead] != tt.lead {
			t.Errorf("VerdictOf(%q) = %q, %q; want %q, %q", tt.text, verdict, tt.text[:lead], tt.verdict, tt.lead)
		}
	}
}

// answered is sample with answers of every shape.
func answered() *collation.Collation {
	c := sample()
	group := func(i int) string { return c.Groups[i].ID }
	c.Answers = []collation.Answer{
		{Group: group(0), Verdict: Accepted},
		{Group: group(1), Verdict: Refused, Reason: "=1+1 vì đã có"},
		{Group: group(2), Verdict: Accepted, Reason: "Đã sửa điểm a.\nXem khoản 2."},
		{Group: group(2), Comments: []string{"c-04"}, Verdict: Refused, Reason: "vì trùng Điều 5"},
		{Group: group(3), Verdict: "", Reason: "Đã chuyển Vụ B."},
		{Group: group(4), Verdict: Partly, Reason: strings.Repeat("Một câu trả lời rất dài nói đi nói lại. ", 120)},
		{Group: "g-gone", Verdict: Accepted},
	}
	return c
}

func TestAnswersArePrinted(t *testing.T) {
	m := New(answered(), profile("vn-state"), Options{})
	var got []string
	for _, r := range m.Rows {
		if r.Kind == CommentRow && len(r.Answer) > 0 {
			got = append(got, r.Answer.Words())
		}
	}
	want := []string{"Tiếp thu.", "Không tiếp thu. =1+1 vì đã có",
		"Tiếp thu. Đã sửa điểm a.\nXem khoản 2.\nRiêng ý kiến của Tỉnh ủy B: Không tiếp thu vì trùng Điều 5", "Đã chuyển Vụ B."}
	if !slices.Equal(got[:4], want) {
		t.Errorf("%q, want %q", got[:4], want)
	}
	for i, r := range m.Rows {
		if r.Kind == CommentRow && len(r.Answer) > 0 && r.Answer[0].Lead == "" && !strings.HasPrefix(r.Answer.Words(), "Đã chuyển") {
			t.Errorf("row %d: the verdict does not lead: %+v", i, r.Answer[0])
		}
	}
}

// The three files say the same answers, and carry the mark of each.
func TestAnswersInEveryFile(t *testing.T) {
	m := New(answered(), profile("vn-state"), Options{})
	want := map[string]string{}
	for _, r := range m.Rows {
		if r.Kind == CommentRow {
			want[r.Group] = tidy(r.Answer.Words())
		}
	}
	workbook, marks := answersInXLSX(t, written(t, m, "xlsx"))
	document, names := answersInDOCX(t, written(t, m, "docx"), m)
	page := answersInHTML(t, written(t, m, "html"))
	for group, text := range want {
		for format, got := range map[string]map[string]string{"xlsx": workbook, "docx": document, "html": page} {
			if tidy(got[group]) != text {
				t.Errorf("%s: %s: %q, want %q", format, group, got[group], text)
			}
		}
		mark := AnswerMark(group, text)
		if text != "" && (marks[group] != mark || !names[mark]) || text == "" && marks[group] != "" {
			t.Errorf("%s: mark %q, %t, want %q", group, marks[group], names[mark], mark)
		}
	}
}

func answersInXLSX(t *testing.T, data []byte) (answers, marks map[string]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetList()[0])
	if err != nil {
		t.Fatal(err)
	}
	answers, marks = map[string]string{}, map[string]string{}
	for _, r := range rows {
		if len(r) < 6 || r[5] == "" {
			continue
		}
		fields := strings.Fields(r[5])
		answers[fields[0]] += Unguard(r[4]) + " "
		if last := fields[len(fields)-1]; IsAnswerMark(last) {
			marks[fields[0]] = last
		}
	}
	return answers, marks
}

func answersInDOCX(t *testing.T, data []byte, m *Matrix) (answers map[string]string, names map[string]bool) {
	t.Helper()
	var doc element
	if err := xml.Unmarshal(zipPart(t, data, "word/document.xml"), &doc); err != nil {
		t.Fatal(err)
	}
	answers, names = map[string]string{}, map[string]bool{}
	for _, tr := range doc.find("tbl")[1].find("tr") {
		cells := tr.find("tc")
		for _, mark := range cells[0].find("bookmarkStart") {
			names[mark.attr("name")] = true
			for _, r := range m.Rows {
				if r.Kind == CommentRow && Bookmark(r.Group) == mark.attr("name") {
					answers[r.Group] = cells[4].words()
				}
			}
		}
	}
	return answers, names
}

func answersInHTML(t *testing.T, data []byte) map[string]string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string]string{}
	for n := range doc.Descendants() {
		if group := attribute(n, "data-id"); group != "" {
			answers[group] = textOf(n.LastChild)
		}
	}
	return answers
}
