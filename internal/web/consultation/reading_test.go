package consultation

import (
	"strings"
	"testing"

	consult "thao/internal/consultation"
	"thao/internal/web/webtest"
)

// paragraph marks the first long paragraph of a reading page, and gives some
// words in the middle of it with the node it is of.
func paragraph(tab *webtest.Tab) (node, words string) {
	tab.Eval(`[...document.querySelectorAll("[data-node] [data-content]")].find((p) => p.firstChild?.nodeType === 3 && p.firstChild.data.length > 120).id = "here"`)
	node = tab.EvalText(`document.getElementById("here").closest("[data-node]").dataset.node`)
	words = tab.EvalText(`document.getElementById("here").firstChild.data.split(" ").slice(4, 10).join(" ")`)
	return node, words
}

// written is the one comment of the body in the round.
func (h *house) written(r consult.Round) consult.Comment {
	h.t.Helper()
	list, err := h.consult.Comments(h.t.Context(), h.load("Bí thư Tỉnh ủy S"), h.docket, r.ID, consult.Filter{}, consult.Cursor{}, 10)
	h.must(err)
	if len(list) != 1 {
		h.t.Fatalf("%d comments were written", len(list))
	}
	return list[0]
}

// Words chosen with the mouse are what the comment is about.
func TestAPassageIsChosenByTheMouse(t *testing.T) {
	h := build(t)
	r := h.asked()
	tab := h.as(webtest.Start(t), "Bí thư Tỉnh ủy S")
	tab.Open("/dockets/" + string(h.docket) + "/versions/" + string(h.version))
	node, words := paragraph(tab)
	tab.Drag("#here", words)
	tab.WaitText("form.compose blockquote", words)
	tab.Wait("#compose-text:focus")
	tab.Shot("reading-passage", "vi", 1440)
	tab.Fill("#compose-text", "Đề nghị làm rõ đoạn được chọn.")
	tab.Follow("form.compose button.primary")
	c := h.written(r)
	if c.Node != node || c.Quote != words || c.Place != consult.Placed || c.Start < 0 || c.Text != "Đề nghị làm rõ đoạn được chọn." {
		t.Errorf("chosen %q in %s, written %+v", words, node, c)
	}
}

// The key of a paragraph opens the form with the cursor in it: writing and
// Ctrl+Enter are all that is left.
func TestAParagraphIsCommentedByKeysAlone(t *testing.T) {
	h := build(t)
	r := h.asked()
	tab := h.as(webtest.Start(t), "Bí thư Tỉnh ủy S")
	tab.Open("/dockets/" + string(h.docket) + "/versions/" + string(h.version))
	tab.PressInto("j j j Enter")
	tab.Wait("#compose-text:focus")
	tab.Type("Đề nghị bổ sung số liệu.")
	tab.PressInto("Ctrl+Enter")
	if c := h.written(r); c.Node == "" || c.Text != "Đề nghị bổ sung số liệu." || c.State != consult.Included {
		t.Errorf("%+v", c)
	}
}

// With no scripts the button on each paragraph does the same, for the whole of
// it; what is wrong is said beside the field, and nothing typed is lost.
func TestAParagraphIsCommentedWithoutScripts(t *testing.T) {
	h := build(t)
	r := h.asked()
	tab := h.as(webtest.Start(t), "Bí thư Tỉnh ủy S")
	tab.Tolerate("422")
	read := "/dockets/" + string(h.docket) + "/versions/" + string(h.version)
	tab.Open(read)
	node, _ := paragraph(tab)
	tab.Scripts(false)
	tab.Open(read)
	tab.Follow(`[data-node="` + node + `"] .act`)
	if got := tab.Value("form.compose [name=node]"); got != node {
		t.Fatalf("the button on %s leads to a form about %q", node, got)
	}
	tab.Follow("form.compose button.primary") // with nothing in it
	if tab.Count("form.compose .error") == 0 && tab.Count("form.compose :invalid") == 0 {
		t.Error("an empty comment is taken")
	}
	tab.Fill("#compose-text", "Đề nghị bổ sung số liệu.")
	tab.Follow("form.compose button.primary")
	c := h.written(r)
	if c.Node != node || c.Quote != "" || c.Text != "Đề nghị bổ sung số liệu." {
		t.Errorf("%+v", c)
	}
	if !strings.Contains(tab.Text("main"), "Đề nghị bổ sung số liệu.") {
		t.Error("the comment does not stand beside the text")
	}
}
