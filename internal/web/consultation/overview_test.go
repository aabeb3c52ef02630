package consultation

import (
	"html"
	"io"
	"net/http"
	"strings"
	"testing"

	consult "thao/internal/consultation"
	"thao/internal/id"
)

// get is a page as somebody reads it.
func (h *house) get(name, path string) string {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.base+path, nil)
	h.must(err)
	req.AddCookie(&http.Cookie{Name: "who", Value: string(h.people[name])})
	resp, err := http.DefaultClient.Do(req)
	h.must(err)
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	h.must(err)
	if resp.StatusCode != http.StatusOK {
		h.t.Fatalf("%s: %s\n%s", path, resp.Status, data)
	}
	return string(data)
}

// commented is a round in which one body has sent one comment on a node.
func (h *house) commented(node, text string) consult.Round {
	h.t.Helper()
	r := h.asked()
	head := h.load("Bí thư Tỉnh ủy S")
	c, err := h.consult.Write(h.t.Context(), head, h.docket, r.ID, consult.CommentForm{
		ID: id.New(), Body: head.Heads[0], State: consult.Included, Words: consult.Words{Kind: consult.Other, Text: text, Node: node},
	})
	h.must(err)
	_, err = h.consult.Seal(h.t.Context(), head, h.docket, r.ID, head.Heads[0], 0)
	h.must(err)
	_, err = h.consult.GroupNew(h.t.Context(), c.Docket, r.ID)
	h.must(err)
	return r
}

// The overview of a docket tells how far its round is; to a body, until when it
// is asked.
func TestTheOverviewTellsOfTheRound(t *testing.T) {
	h := build(t)
	r := h.commented("part_1__heading_1__heading_1", "Đề nghị nêu rõ số liệu của thời kỳ đã qua.")
	page := h.get("Thư ký tổng hợp", docketOf(r))
	for _, want := range []string{"Ý kiến theo phần của dự thảo", "Phần I MỞ ĐẦU", "Tiếp tục trả lời: còn 1 nhóm", "0/1 nhóm đã trả lời", "15 cơ quan", "hết hạn góp ý đợt 1"} {
		if !strings.Contains(page, want) {
			t.Errorf("the overview does not say %q", want)
		}
	}
	if page := h.get("Bí thư Tỉnh ủy S", docketOf(r)); strings.Contains(page, "Ý kiến theo phần") || !strings.Contains(page, "hết hạn góp ý đợt 1") {
		t.Error("a body sees the team's figures, or not its deadline")
	}
}

// The page that compares two versions leads from a change to the comments
// behind it, and says where nobody asked for one.
func TestACommentStandsBehindAChange(t *testing.T) {
	h := build(t)
	r := h.commented("part_1__heading_1__heading_1", "Đề nghị nêu rõ tình hình khu vực <b>và quốc tế</b>.")
	h.draft("du-thao-2.docx")
	page := h.get("Thư ký tổng hợp", docketOf(r)+"/compare")
	for _, want := range []string{"1 ý kiến, nhóm 1", "Ý kiến đứng sau thay đổi này", "khu vực &lt;b&gt;và quốc tế", "Không ai góp ý", roundHref(r, "desk") + "/"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if head, _, _ := strings.Cut(page[strings.Index(page, "DỰ THẢO LẦN"):], "</article>"); strings.Contains(head, "Không ai góp ý") {
		t.Error("the number of the version is told as a change nobody asked for")
	}
	if page := h.get("Bí thư Tỉnh ủy S", docketOf(r)+"/compare"); strings.Contains(page, "Không ai góp ý") || strings.Contains(page, "nhóm 1") {
		t.Error("a body is told what stands behind the changes")
	}
}

func docketOf(r consult.Round) string { return "/dockets/" + string(r.Docket) }

// Beside a page of the text stand so many notes; of further ones it is said how
// many there are, with the way to all of them.
func TestMoreNotesThanStandBesideTheText(t *testing.T) {
	h := build(t)
	r := h.asked()
	head, node := h.load("Bí thư Tỉnh ủy S"), "part_1__heading_1__heading_1"
	for range 205 {
		_, err := h.consult.Write(t.Context(), head, h.docket, r.ID, consult.CommentForm{
			ID: id.New(), Body: head.Heads[0], State: consult.Draft, Words: consult.Words{Kind: consult.Other, Text: "Đề nghị nêu rõ.", Node: node},
		})
		h.must(err)
	}
	page := h.get("Bí thư Tỉnh ủy S", docketOf(r)+"/versions/"+string(h.version)+"?at="+node)
	list := roundHref(r, "comments") + "?node=" + node + "&place=placed"
	for _, want := range []string{"200 trong 205 ý kiến trên trang này", "Còn 5 nữa ở mục này", html.EscapeString(list)} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	seen, pages := 0, 0
	for path := list; path != ""; pages++ {
		page := h.get("Bí thư Tỉnh ủy S", path)
		seen += strings.Count(page, `<li data-row`)
		_, next, found := strings.Cut(page, `rel="next"`)
		path = ""
		if head, _, _ := strings.Cut(page, `rel="next"`); found && next != "" {
			path = html.UnescapeString(strings.TrimSuffix(head[strings.LastIndex(head, `href="`)+6:], `" `))
		}
	}
	if seen != 205 || pages != 3 {
		t.Errorf("%d comments on %d pages", seen, pages)
	}
	if page := h.get("Thư ký tổng hợp", list); strings.Contains(page, "Đề nghị nêu rõ.") {
		t.Error("the team reads what was not sent")
	}
}
