package story

import (
	"encoding/base64"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thao/internal/db/dbtest"
	"thao/internal/web/webtest"
)

var look = flag.Bool("look", true, "look at every page on the way")

// The whole story on SQLite, where each page is looked at, and on PostgreSQL.
func TestStory(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		s := raise(t, dbtest.SQLiteURL(t))
		s.look = *look
		s.play()
	})
	t.Run("postgres", func(t *testing.T) { raise(t, dbtest.PostgresURL(t)).play() })
}

const (
	secretary = "thuky@coquan.example"
	reviewer  = "duyet@coquan.example"
	staffA    = "chuyenvien@tua.example"
	headA     = "lanhdao@tua.example"
	headK     = "lanhdao@tuk.example"
)

func (s *stage) play() {
	admin := s.begin()
	writer := s.person(s.invited(secretary), "", "Thư ký tổng hợp")
	second := s.person(s.invited(reviewer), "", "Người duyệt tiếp thu")
	s.version(writer, "du-thao-1.docx", "1")
	s.ask(writer)
	s.replyOfA()
	head := s.replyOfK()
	s.mail(writer)
	s.placing(writer)
	s.answering(writer, second)
	s.matrix(writer)
	s.confirming(writer, second)
	s.version(writer, "du-thao-2.docx", "2")
	s.closing(writer)
	s.answered(head)
	s.afterwards(admin, writer)
}

// begin: the first administrator comes by the one-time link, enters the bodies
// and their people, opens a docket and calls its team.
func (s *stage) begin() *webtest.Tab {
	s.t.Helper()
	first := joining.FindStringSubmatch(s.first)[1]
	admin := s.person(first, "quantri@coquan.example", "Quản trị hệ thống")
	again := s.browser.Tab(s.t, s.url)
	again.Tolerate("status of 4")
	again.Open(first) // good once
	if again.Count("#password") != 0 {
		s.t.Error("the first administrator's link is good twice")
	}
	again.Open("/sign-in")
	s.seen(again, "sign-in")
	admin.Open("/admin/bodies/import")
	admin.Upload("#list", s.write("co-quan.csv", bodies))
	admin.Follow("form.narrow .btn")
	admin.Follow(".btn.primary")
	admin.WaitText("#notices", "Đã ghi")
	s.seen(admin, "bodies")
	s.joins(admin, "Tỉnh ủy A", staffA, "staff")
	s.joins(admin, "Tỉnh ủy A", headA, "head")
	s.joins(admin, "Thành ủy K", headK, "head")
	admin.Open("/dockets/new")
	admin.Fill("#title", "Đề án tập trung xây dựng đội ngũ cán bộ các cấp, nhất là cấp chiến lược")
	admin.Fill("#issuer", "Ban Chỉ đạo xây dựng Đề án")
	admin.Follow("form.form .btn.primary")
	s.docket = admin.Path()
	for email, role := range map[string]string{secretary: "secretary", reviewer: "reviewer"} {
		admin.Open(s.docket + "/team")
		admin.Fill("#email", email)
		admin.Click("input[name=role][value=" + role + "]")
		admin.Follow("form:has(#email) .btn")
	}
	admin.Open(s.docket + "/team")
	s.seen(admin, "team")
	return admin
}

const bodies = "Tên;Ký hiệu;Trực thuộc\nTỉnh ủy A;TU;\nTỉnh ủy B;TU;\nTỉnh ủy D;TU;\nTỉnh ủy E;TU;\nThành ủy K;TU;\nHọc viện V;HVV;\nĐảng đoàn Hội T;ĐĐ;\nĐảng ủy Ngoài nước N;ĐUNN;\n"

// joins invites somebody as one of a body's people.
func (s *stage) joins(admin *webtest.Tab, body, email, role string) {
	s.t.Helper()
	admin.Open("/admin/bodies?q=" + body)
	admin.Follow("tbody th a")
	admin.Fill("#member-email", email)
	admin.Click("input[name=role][value=" + role + "]")
	admin.Follow("form:has(#member-email) .btn")
}

// version uploads a file and confirms the tree that was read.
func (s *stage) version(writer *webtest.Tab, file, number string) {
	s.t.Helper()
	writer.Open(s.docket + "/versions/new")
	if number == "1" {
		s.seen(writer, "upload")
	}
	writer.Upload("#file", s.sample(file))
	writer.Follow("form.form .btn.primary")
	if number == "1" {
		s.seen(writer, "structure")
	}
	writer.Follow("form[action$='/confirm'] .btn")
	writer.Wait(".node")
	if number == "2" {
		s.seen(writer, "version-2")
	}
}

// ask prepares and opens a round; every body hears of it by mail.
func (s *stage) ask(writer *webtest.Tab) {
	s.t.Helper()
	writer.Open(s.docket + "/rounds/new")
	writer.Fill("#title", "Lấy ý kiến lần 1 về dự thảo Đề án")
	writer.Eval(`document.getElementById("deadline").value = "2099-12-31T17:00"`)
	writer.Fill("#letter", "Đề nghị nghiên cứu, góp ý vào dự thảo.")
	writer.Eval(`document.querySelectorAll("input[name=body]").forEach(b => b.checked = true)`)
	s.seen(writer, "round-form")
	writer.Open(s.docket + "/rounds/new")
	writer.Fill("#title", "Lấy ý kiến lần 1 về dự thảo Đề án")
	writer.Eval(`document.getElementById("deadline").value = "2099-12-31T17:00"`)
	writer.Fill("#letter", "Đề nghị nghiên cứu, góp ý vào dự thảo.")
	writer.Eval(`document.querySelectorAll("input[name=body]").forEach(b => b.checked = true)`)
	writer.Follow("form.form .btn.primary")
	s.round = writer.Path()
	writer.Follow("form[action$='/open'] .btn")
}

// asked waits for the letter of a round to somebody who has joined by then.
func (s *stage) replyOfA() {
	s.t.Helper()
	staff := s.person(s.invited(staffA), "", "Chuyên viên Tỉnh ủy A")
	head := s.person(s.invited(headA), "", "Lãnh đạo Tỉnh ủy A")
	staff.Open("/")
	s.seen(staff, "work-body")
	staff.Open(s.round)
	s.seen(staff, "round-body")
	read := s.reading(staff)
	staff.Follow(".node .act")
	staff.Fill("#compose-text", "Đề nghị làm rõ trách nhiệm của người đứng đầu.")
	s.seen(staff, "compose")
	staff.Open(read)
	staff.Follow(".node .act")
	staff.Fill("#compose-text", "Đề nghị làm rõ trách nhiệm của người đứng đầu.")
	staff.Follow("form.compose .btn.primary")
	staff.Open(s.round + "/reply")
	staff.Fill("#words", "Tỉnh ủy A cơ bản nhất trí với dự thảo Đề án.")
	staff.Follow("form[action$='/reply'] .btn")
	s.seen(staff, "reply-drafting")
	staff.Follow("form[action$='/offer'] .btn")
	head.Open(s.round + "/reply")
	s.seen(head, "reply-head")
	s.seal(head)
	s.seen(head, "receipt")
}

// reading opens the version that is asked about, from the page of the round.
func (s *stage) reading(tab *webtest.Tab) string {
	s.t.Helper()
	tab.Open(s.round + "/reply")
	tab.Follow("main .page-head a.btn")
	return tab.Path()
}

func (s *stage) seal(head *webtest.Tab) {
	s.t.Helper()
	head.Click("button[commandfor=seal]")
	head.Follow("dialog form[action$='/seal'] .btn.primary")
	if !strings.Contains(head.Path(), "/replies/") {
		s.t.Fatalf("sealing leads to %s", head.Path())
	}
}

// replyOfK is written and sealed without a mouse.
func (s *stage) replyOfK() *webtest.Tab {
	s.t.Helper()
	head := s.person(s.invited(headK), "", "Lãnh đạo Thành ủy K")
	s.reading(head)
	head.PressInto("j j Enter") // the third paragraph's button
	head.Wait("form.compose #compose-text:focus")
	head.Type("Đề nghị bổ sung thời hạn hoàn thành.")
	head.PressInto("Ctrl+Enter")
	head.Open(s.round + "/reply")
	for !head.EvalBool(`document.activeElement?.matches("button[commandfor=seal]")`) {
		head.Press("Tab")
	}
	head.Press("Enter")
	head.Wait("dialog[open] form[action$='/seal']")
	for !head.EvalBool(`document.activeElement?.matches("form[action$='/seal'] .btn.primary")`) {
		head.Press("Tab")
	}
	head.PressInto("Enter")
	if !strings.Contains(head.Path(), "/replies/") {
		s.t.Fatalf("sealing leads to %s", head.Path())
	}
	return head
}

// mail: five files that came by mail are uploaded at once, and read.
func (s *stage) mail(writer *webtest.Tab) {
	s.t.Helper()
	writer.Open(s.round)
	var files []string
	for _, name := range []string{"214-CV-TU.docx", "88-CV-TU.docx", "gop y de an - TUD.docx", "31-CV-ĐĐ.odt", "Tỉnh ủy E - góp ý trên bản cũ.docx"} {
		files = append(files, s.sample("tra-loi/"+name))
	}
	writer.Upload("#file", files...)
	writer.Follow("form[action$='/receive'] .btn")
	s.until("the files are read", func() bool {
		writer.Open(s.round)
		return writer.Count("#files progress") == 0
	})
	s.seen(writer, "round")
}

// placing settles the whole queue, a key each.
func (s *stage) placing(writer *webtest.Tab) {
	s.t.Helper()
	writer.Open(s.round + "/placing")
	s.seen(writer, "placing")
	n := 0
	for ; writer.Count("form.placing") > 0; n++ {
		if n > 100 {
			s.t.Fatal("the queue never ends")
		}
		key := "g"
		if writer.Count("form.placing [data-key='1']") > 0 {
			key = "1"
		}
		writer.PressInto(key)
	}
	if n == 0 {
		s.t.Error("nothing was to be placed")
	}
}

// answering: a group is answered on the desk and handed on; its writer may not
// confirm it; a second person does.
func (s *stage) answering(writer, second *webtest.Tab) {
	s.t.Helper()
	s.until("groups are on the desk", func() bool {
		writer.Open(s.round + "/desk")
		return writer.Count("#answer") > 0
	})
	if writer.EvalBool(`document.querySelector(".clause .sheet > span:last-child").getBoundingClientRect().width < 200`) {
		s.t.Error("the draft's words on the desk are squeezed into a column of labels")
	}
	s.seen(writer, "desk")
	writer.Press("2 t")
	writer.Type("Tiếp thu một phần: đã bổ sung trách nhiệm, giữ thời hạn như dự thảo.")
	writer.PressInto("Ctrl+Enter")
	second.Open(s.round + "/desk?show=confirm")
	s.seen(second, "desk-second")
	second.Open("/")
	s.seen(second, "work")
}

// matrix: it comes down as Excel, is filled in, and goes up again with a
// preview before anything changes.
func (s *stage) matrix(writer *webtest.Tab) {
	s.t.Helper()
	writer.Open(s.round + "/matrix")
	s.seen(writer, "matrix")
	data := s.download(writer, s.round+"/matrix/download?as=xlsx")
	path := filepath.Join(s.t.TempDir(), "bang-tong-hop.xlsx")
	s.must(os.WriteFile(path, data, 0o600))
	s.fill(path)
	writer.Open(s.round + "/matrix")
	writer.Click("button[commandfor=load]")
	writer.Upload("dialog #file", path)
	writer.Follow("dialog form .btn.primary")
	s.seen(writer, "matrix-load")
	writer.Follow("form[action*='/matrix/loads/'] button[value=submit]")
}

// download asks the server for a file as the page's link would.
func (s *stage) download(tab *webtest.Tab, path string) []byte {
	s.t.Helper()
	tab.Eval(`fetch("` + path + `").then(r => r.arrayBuffer()).then(b => {
		let text = ""; for (const c of new Uint8Array(b)) text += String.fromCharCode(c);
		document.body.dataset.file = btoa(text); })`)
	tab.Wait("body[data-file]")
	data, err := base64.StdEncoding.DecodeString(tab.Attribute("body", "data-file"))
	s.must(err)
	return data
}

// fill writes an answer into every row that has none, as an office does.
func (s *stage) fill(path string) {
	s.t.Helper()
	book, err := excelize.OpenFile(path)
	s.must(err)
	defer book.Close()
	sheet := book.GetSheetList()[0]
	rows, err := book.GetRows(sheet)
	s.must(err)
	filled := 0
	for i, r := range rows {
		if len(r) < 6 || r[5] == "" || r[0] == "" || r[4] != "" {
			continue
		}
		cell, _ := excelize.CoordinatesToCellName(5, i+1)
		s.must(book.SetCellStr(sheet, cell, "Tiếp thu, đã chỉnh lý trong dự thảo."))
		filled++
	}
	if filled == 0 {
		s.t.Fatal("the matrix has no row to fill in")
	}
	s.must(book.Save())
}

// confirming: what is left is answered at once, and a second person confirms
// group by group with one key.
func (s *stage) confirming(writer, second *webtest.Tab) {
	s.t.Helper()
	for n := 0; ; n++ {
		second.Open(s.round + "/desk?show=confirm")
		if second.Count("button[value=confirm]") == 0 {
			if n == 0 {
				s.t.Fatal("nothing to confirm")
			}
			break
		}
		second.Follow("button[value=confirm]")
	}
	writer.Open(s.round + "/desk")
	s.seen(writer, "desk-done")
}

// closing: the loop is checked against the next version, the round is ended and
// closed.
func (s *stage) closing(writer *webtest.Tab) {
	s.t.Helper()
	writer.Open(s.round + "/loop")
	s.seen(writer, "loop")
	writer.Open(s.round)
	writer.Follow("form[action$='/end'] .btn")
	s.seen(writer, "round-ended")
	if writer.Count("form[action$='/close']") == 0 {
		s.t.Fatalf("the round cannot be closed: %s", writer.Text("#missing"))
	}
	writer.Follow("form[action$='/close'] .btn")
	writer.WaitText("main", "Đã đóng")
	s.seen(writer, "round-closed")
}

// answered: a body reads what was answered to its comment.
func (s *stage) answered(head *webtest.Tab) {
	s.t.Helper()
	head.Open(s.round + "/reply")
	if said := head.Text("section[aria-labelledby=included] .note"); !strings.Contains(said, "Trả lời lúc") {
		s.t.Errorf("the body reads %q", said)
	}
	s.seen(head, "reply-answered")
}

// afterwards: every other page, now that something stands on it.
func (s *stage) afterwards(admin, writer *webtest.Tab) {
	s.t.Helper()
	for name, path := range map[string]string{"dockets": "/dockets", "docket": s.docket, "docket-log": s.docket + "/log"} {
		writer.Open(path)
		s.seen(writer, name)
	}
	for name, path := range map[string]string{"accounts": "/admin/accounts", "log": "/admin/log", "me": "/me"} {
		admin.Open(path)
		s.seen(admin, name)
	}
}
