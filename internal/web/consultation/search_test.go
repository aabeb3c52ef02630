package consultation

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"thao/internal/id"
	"thao/internal/web/webtest"

	consult "thao/internal/consultation"
)

// The box at the top finds, with or without diacritics, and leads to the place.
func TestTheSearchBoxLeadsToThePlace(t *testing.T) {
	h := build(t)
	r := h.commented("part_1__heading_1__heading_1", "Đề nghị <i>nêu rõ</i> số liệu của thời kỳ đã qua.")
	for _, q := range []string{"số liệu của thời kỳ", "so lieu cua thoi ky"} {
		page := h.get("Thư ký tổng hợp", "/search?q="+url.QueryEscape(q))
		for _, want := range []string{"Đề nghị &lt;i&gt;nêu rõ&lt;/i&gt; <mark class=\"on\">số liệu của thời kỳ</mark> đã qua.", roundHref(r, "desk") + "/", "Tỉnh ủy S"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page lacks %q", q, want)
			}
		}
	}
	page := h.get("Thư ký tổng hợp", "/search?kind=node&q=can+bo")
	place := regexp.MustCompile(`href="(/dockets/[^"]+/versions/[^"]+)"`).FindStringSubmatch(page)
	if place == nil {
		t.Fatal("no place of the draft is found")
	}
	path, node, _ := strings.Cut(strings.ReplaceAll(place[1], "&amp;", "&"), "#")
	if text := h.get("Thư ký tổng hợp", path); !strings.Contains(text, `id="`+node+`"`) {
		t.Errorf("%s does not lead to %s", path, node)
	}
	next := regexp.MustCompile(`href="(/search\?[^"]+)" rel="next"`).FindStringSubmatch(page)
	if next == nil {
		t.Fatal("the second page of many is not led to")
	}
	if second := h.get("Thư ký tổng hợp", strings.ReplaceAll(next[1], "&amp;", "&")); strings.Contains(second, place[1]) {
		t.Error("the second page begins as the first")
	}
	if page := h.get("Bí thư Tỉnh ủy S", "/search?q=khong+co+gi+nhu+the"); !strings.Contains(page, "Không tìm thấy") {
		t.Error("nothing is found, and it is not said")
	}
}

func TestTheSearchPageLooksRight(t *testing.T) {
	h := build(t)
	r := h.asked()
	head := h.load("Bí thư Tỉnh ủy S")
	_, err := h.consult.Write(t.Context(), head, h.docket, r.ID, consult.CommentForm{
		ID: id.New(), Body: head.Heads[0], State: consult.Draft, Words: consult.Words{Kind: consult.Other, Text: "Quy hoạch cán bộ cần gắn với đào tạo."},
	})
	h.must(err)
	tab := h.as(webtest.Start(t), "Bí thư Tỉnh ủy S")
	look(tab, "search", "/search?q=quy+hoach")
	if got := tab.Text("main"); !strings.Contains(got, "Quy hoạch cán bộ cần gắn") {
		t.Errorf("one's own draft is not found: %s", got)
	}
}
