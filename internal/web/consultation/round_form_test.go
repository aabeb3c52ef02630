package consultation

import (
	"strings"
	"testing"

	"thao/internal/web/webtest"
)

// A question is put to a place of the draft by citing it; a place that is not
// there is said beside its field, and what was typed stays.
func TestAQuestionNamesItsPlace(t *testing.T) {
	h := build(t)
	tab := h.as(webtest.Start(t), "Thư ký tổng hợp")
	tab.Tolerate("422")
	form := "/dockets/" + string(h.docket) + "/rounds/new"
	tab.Open(form)
	tab.Fill("#title", "Lấy ý kiến dự thảo lần 1")
	tab.Fill("#question-0", "Tỷ lệ này có hợp lý không?")
	tab.Fill("#question-at-0", "mục IX Phần XX")
	tab.Follow("form.form button.primary")
	if got := tab.Text("form.form"); !strings.Contains(got, "Không tìm thấy mục này") {
		t.Errorf("what is wrong is not said: %s", got)
	}
	if got := tab.Value("#question-at-0"); got != "mục IX Phần XX" {
		t.Errorf("what was typed became %q", got)
	}
	if got := tab.Value("#question-1") + tab.Value("#question-at-1"); got != "" {
		t.Errorf("the second question is filled with the first: %q", got)
	}
	tab.Axe()
	tab.Shots("round-form-question", "vi")
	tab.Fill("#question-at-0", "mục I Phần III")
	tab.Follow("form.form button.primary")
	if got := tab.Attribute("section[aria-labelledby=questions] a", "href"); !strings.HasSuffix(got, "#part_3__heading_1") {
		t.Errorf("the question leads to %q", got)
	}
	tab.Open(tab.Path() + "/edit")
	if got := tab.Value("#question-at-0"); !strings.Contains(got, "Phần III") {
		t.Errorf("the form shows %q", got)
	}
}
