package consultation

import (
	"strings"
	"testing"

	consult "thao/internal/consultation"
	"thao/internal/id"
)

// The words of a unit are its own: its body reads them, takes them in and out, or
// makes its own of them, and is offered no form that would be refused.
func TestTheCommentOfAUnitIsNotTheBodysToChange(t *testing.T) {
	h := build(t)
	r := h.asked()
	head := h.load("Bí thư Tỉnh ủy S")
	unit := id.New()
	h.exec(`INSERT INTO body (id, parent_id, name, short, kind, email, folded, state, rev, created) VALUES ($1, $2, 'Ban Tổ chức', '', 'unit', '', 'ban to chuc', 'active', 1, 1)`, unit, head.Heads[0])
	h.exec(`INSERT INTO body_member (body_id, account_id, role) VALUES ($1, $2, 'staff')`, unit, h.person("Cán bộ Ban Tổ chức", false))
	c, err := h.consult.Write(t.Context(), h.load("Cán bộ Ban Tổ chức"), h.docket, r.ID, consult.CommentForm{
		ID: id.New(), Body: head.Heads[0], State: consult.Handed, Words: consult.Words{Kind: consult.Other, Text: "Đề nghị nêu rõ số liệu.", Node: "part_1__heading_1__heading_1"},
	})
	h.must(err)
	at := docketOf(r) + "/rounds/" + string(r.ID)
	for _, into := range []consult.CommentState{consult.Included, consult.Handed} {
		c, err = h.consult.MoveComment(t.Context(), head, h.docket, c.ID, c.Rev, into)
		h.must(err)
		page := h.get("Bí thư Tỉnh ủy S", at+"/comments/"+string(c.ID))
		if strings.Contains(page, `class="compose"`) || !strings.Contains(page, "Đề nghị nêu rõ số liệu.") || !strings.Contains(page, `id="discuss"`) {
			t.Errorf("%s: the body is offered a form, cannot read the words or cannot answer them", into)
		}
		reply := h.get("Bí thư Tỉnh ủy S", at+"/reply")
		if in := into == consult.Included; strings.Contains(reply, "Đưa ra khỏi văn bản") != in || strings.Contains(reply, "Đưa vào văn bản") == in || strings.Contains(reply, "Gửi lên cơ quan") {
			t.Errorf("%s: the steps are not called what they do", into)
		}
	}
	if page := h.get("Cán bộ Ban Tổ chức", at+"/comments/"+string(c.ID)); strings.Contains(page, `class="compose"`) != (c.State.Writable() == nil) {
		t.Error("the unit is offered a form when it may not write, or none when it may")
	}
}
