// Package gallery is a page that shows every component of the look in all its
// states. Tests look at it in a real browser; `thao serve --gallery` shows it
// to whoever works on the look. What stands in it are examples, in both
// languages, and no sentence of the product.
package gallery

import (
	"context"
	"net/http"
	"time"

	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/web/live"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// Area serves the gallery.
type Area struct{ Hub *live.Hub }

// Register lists its routes.
func (a Area) Register(m page.Map) {
	m.Handle("GET /_gallery", show)
	m.Handle("GET /_gallery/forms", showForms)
	m.Handle("POST /_gallery/forms", showForms)
	m.Handle("GET /_gallery/bare", showBare)
	m.Handle("GET /_gallery/text", showText)
	m.Handle("GET /_gallery/count", showCount)
	m.Handle("POST /_gallery/stale", refuse)
	m.Handle("GET /_gallery/live", a.listen)
	m.Handle("GET /_gallery/fault/{code}", fail)
}

// at is the moment the gallery is seen: 09:12 on 10 April 2018.
var at = time.Date(2018, 4, 10, 2, 12, 0, 0, time.UTC)

// in is an example in the language of the page.
func in(ctx context.Context, vi, en string) string {
	if ui.Lang(ctx) == locale.English {
		return en
	}
	return vi
}

func show(w http.ResponseWriter, r *http.Request) error {
	return page.Show(w, r, http.StatusOK, framed(r, in(r.Context(), "Đợt 2: lấy ý kiến về dự thảo lần 2", "Round 2: comments on version 2")), round(r.FormValue("extend") != ""))
}

func showBare(w http.ResponseWriter, r *http.Request) error {
	return page.Show(w, r, http.StatusOK, page.New(r, in(r.Context(), "Không có gì", "Nothing")), bare())
}

func showForms(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if r.Method == http.MethodPost {
		if f.Get("name") == "" {
			f.Wrong("name", in(r.Context(), "Xin ghi tên cơ quan.", "Please give the body's name."))
		}
		if !f.OK() {
			status = http.StatusUnprocessableEntity
		}
	}
	return page.Show(w, r, status, framed(r, in(r.Context(), "Biểu mẫu và trạng thái", "Forms and states")), forms(f))
}

func showText(w http.ResponseWriter, r *http.Request) error {
	p := framed(r, in(r.Context(), "Đọc và góp ý", "Read and comment"))
	p.Scripts = []string{"reading.js"}
	return page.Show(w, r, http.StatusOK, p, text())
}

// showCount is a part of a page, asked for again when something has happened.
func showCount(w http.ResponseWriter, r *http.Request) error {
	return page.Part(w, r, http.StatusOK, counted(r.FormValue("n")))
}

// refuse fails as a page does that someone else has changed meanwhile.
func refuse(http.ResponseWriter, *http.Request) error { return fault.New(fault.Stale) }

// fail answers with the page of a fault.
func fail(_ http.ResponseWriter, r *http.Request) error {
	return fault.New(fault.Code(r.PathValue("code")), "max", 50, "seconds", 30)
}

func (a Area) listen(w http.ResponseWriter, r *http.Request) error {
	if a.Hub == nil {
		return fault.New(fault.NotFound)
	}
	return a.Hub.Serve(w, r, "gallery")
}

// framed is a page with every part of the shell.
func framed(r *http.Request, title string) ui.Page {
	ctx := r.Context()
	p := page.New(r, title)
	p.Account = &ui.Account{Name: in(ctx, "Thư ký tổng hợp", "Secretary"), Links: []ui.Link{{Label: in(ctx, "Tài khoản và ủy quyền", "Account and delegation"), Href: "/_gallery"}}}
	p.Nav = []ui.Link{
		{Label: in(ctx, "Việc của tôi", "My work"), Href: "/_gallery/bare", Count: "9", Key: "g v"},
		{Label: in(ctx, "Hồ sơ", "Dockets"), Href: "/_gallery", Current: true, Key: "g h"},
		{Label: in(ctx, "Hội nghị", "Conferences"), Href: "/_gallery/forms", Key: "g n"},
	}
	p.Docket = &ui.DocketBar{
		Name:   in(ctx, "Đề án tập trung xây dựng đội ngũ cán bộ các cấp, nhất là cấp chiến lược", "Scheme on building the body of officials at all levels, above all the strategic"),
		Number: "2018-014", Href: "/_gallery",
		Tabs: []ui.Link{
			{Label: in(ctx, "Tổng quan", "Overview"), Href: "/_gallery"},
			{Label: in(ctx, "Dự thảo lần 2", "Version 2"), Href: "/_gallery"},
			{Label: in(ctx, "Đợt lấy ý kiến", "Round"), Href: "/_gallery", Count: "54/63", Current: true},
			{Label: in(ctx, "Tiếp thu, giải trình", "Answers"), Href: "/_gallery", Count: "131/214"},
			{Label: in(ctx, "Bảng tổng hợp", "Matrix"), Href: "/_gallery"},
			{Label: in(ctx, "So sánh", "Compare"), Href: "/_gallery"},
			{Label: in(ctx, "Biểu mẫu", "Forms"), Href: "/_gallery/forms", Key: "g b"},
		},
	}
	p.Keys = []ui.Key{
		{Keys: []string{"j", "k"}, Label: in(ctx, "xuống, lên", "down, up")},
		{Keys: []string{"x"}, Label: in(ctx, "chọn dòng", "select row")},
		{Keys: []string{"g", "b"}, Label: in(ctx, "biểu mẫu", "forms")},
	}
	return p
}

// bodyRow is a row of the example table.
type bodyRow struct{ id, name, sub, state, word, received, number, comments, placing string }

func bodies(ctx context.Context) []bodyRow {
	return []bodyRow{
		{"n", in(ctx, "Thành ủy N", "City Committee N"), in(ctx, "đã mở dự thảo 02/04, có 6 ý kiến nháp", "opened the draft on 2 April, 6 comments begun"), "silent", "", "", "", "", ""},
		{"p", in(ctx, "Tỉnh ủy P", "Provincial Committee P"), in(ctx, "chưa mở dự thảo, nhắc 2 lần, gần nhất 05/04", "has not opened the draft, reminded twice, last on 5 April"), "silent", "", "", "", "", ""},
		{"g", in(ctx, "Tỉnh ủy G", "Provincial Committee G"), "", "late", in(ctx, "Muộn 3 ngày", "3 days late"), "09/04 14:10", "214-CV/TU", "17", "2"},
		{"a", in(ctx, "Tỉnh ủy A", "Provincial Committee A"), in(ctx, "tổng hợp từ 11 huyện ủy; 2 ý kiến thiểu số giữ riêng", "put together from 11 districts; 2 minority opinions kept"), "replied", "", "06/04 16:41", "1031-CV/TU", "34", "1"},
		{"b", in(ctx, "Tỉnh ủy B", "Provincial Committee B"), "", "replied", "", "05/04 10:05", "97-BC/TU", "22", "–"},
		{"r", in(ctx, "Đảng ủy Khối R", "Party Committee of Bloc R"), "", "agreed", "", "02/04 11:00", "19-CV/ĐUK", "0", "–"},
	}
}

func columns(ctx context.Context) []ui.Column {
	return []ui.Column{
		{Tick: true},
		{Label: in(ctx, "Cơ quan", "Body"), Href: "/_gallery?sort=name"},
		{Label: in(ctx, "Tình trạng", "State"), Href: "/_gallery?sort=-state", Sorted: "ascending"},
		{Label: in(ctx, "Ngày nhận", "Received"), Href: "/_gallery?sort=received"},
		{Label: in(ctx, "Văn bản", "Letter")},
		{Label: in(ctx, "Ý kiến", "Comments"), Num: true, Href: "/_gallery?sort=comments"},
		{Label: in(ctx, "Chờ xếp chỗ", "To be placed"), Num: true},
	}
}

func steps(ctx context.Context) []ui.Step {
	return []ui.Step{
		{Name: "draft", Facts: []string{in(ctx, "lần 2, 05/03/2018", "version 2, 5 March 2018"), in(ctx, "64 trang, 5 phần", "64 pages, 5 parts")}},
		{Name: "consult", Facts: []string{in(ctx, "63 cơ quan, 2 hội nghị", "63 bodies, 2 conferences"), in(ctx, "612 ý kiến", "612 comments")}},
		{Name: "answer", Facts: []string{in(ctx, "131/214 nhóm đã trả lời", "131 of 214 groups answered"), in(ctx, "hạn 17:00 20/04", "due 17:00 20 April")}},
		{Name: "submit", Facts: []string{in(ctx, "dự kiến 24/04", "planned for 24 April")}},
		{Name: "decide", Facts: []string{in(ctx, "dự kiến tháng 5", "planned for May")}},
		{Name: "deliver", Facts: []string{in(ctx, "8 nhiệm vụ, 2 trọng tâm", "8 tasks, 2 of them focal")}},
	}
}

func fileRows(ctx context.Context) []ui.FileRow {
	return []ui.FileRow{
		{Name: "Tinh uy G - gop y De an.docx", Href: "/_gallery", State: "done", Word: in(ctx, "17 ý kiến", "17 comments"), Text: in(ctx, "15 đã có chỗ, 2 chờ xếp chỗ. Mọi câu trong văn bản đã được tính.", "15 placed, 2 to be placed. Every sentence of the letter is accounted for.")},
		{Name: "phu luc 77-CV-TU thanh uy K (scan).pdf", State: "failed", Word: in(ctx, "Chưa đọc được", "Could not be read"), Text: in(ctx, "Tệp là ảnh chụp, không có chữ. Tệp đã được giữ, ghi nhận thời điểm nhận 09/04 10:12.", "The file is a scan without text. It was kept; received on 9 April 10:12.")},
		{Name: "Gop y Tinh uy H (ban cuoi) (2).doc", State: "review", View: kept(ctx)},
		{Name: "19-CV-DUK.pdf", State: "agreed", Text: in(ctx, "Không có ý kiến cụ thể.", "No particular comments.")},
		{Name: "Bo S_tong hop y kien.xlsx", State: "now", Word: in(ctx, "Đang đọc", "Being read"), Text: in(ctx, "bảng 4 cột, dòng 38 trên 120", "a table of 4 columns, row 38 of 120")},
		{Name: "Hoi Q.docx", State: "open", Word: in(ctx, "Chờ đến lượt", "Waiting")},
	}
}
