package collate

import (
	"context"
	"strings"
	"testing"

	"thao/internal/collation"
	"thao/internal/outline"
	"thao/internal/prose"
)

func blocks(lines ...string) []prose.Block {
	out := make([]prose.Block, len(lines))
	for i, l := range lines {
		out[i] = prose.Block{Kind: prose.Paragraph, Text: l}
	}
	return out
}

var sampleDraft = []string{
	"Phần thứ nhất",
	"MỞ ĐẦU",
	"I- SỰ CẦN THIẾT",
	"1- Đội ngũ cán bộ là nhân tố quyết định sự thành bại của cách mạng.",
	"2- Công tác cán bộ còn nhiều hạn chế, nhất là khâu đánh giá.",
	"II- MỤC TIÊU",
	"1- Đến năm 2025, hoàn thành việc sắp xếp vị trí việc làm.",
	"a) Cấp tỉnh: hoàn thành trước quý III năm 2024.",
	"b) Cấp xã: hoàn thành trước quý IV năm 2025.",
	"2- Đến năm 2030, xây dựng đội ngũ cán bộ chuyên nghiệp, có chất lượng cao.",
}

func testDraft(t *testing.T) *Draft {
	t.Helper()
	return NewDraft("du-thao.docx", blocks(sampleDraft...))
}

func read(d *Draft) *reading {
	opt := Options{}
	opt.fill()
	return newReading(context.Background(), d, "tra-loi.docx", opt)
}

// find returns the range of words in blocks, and where they stand in the draft.
func rangeOf(t *testing.T, base []prose.Block, words string) prose.Range {
	t.Helper()
	for i, b := range base {
		if at := strings.Index(b.Text, words); at >= 0 {
			return prose.Range{From: prose.Point{Block: i, Offset: at}, To: prose.Point{Block: i, Offset: at + len(words)}}
		}
	}
	t.Fatalf("no %q", words)
	return prose.Range{}
}

func nodeWith(t *testing.T, d *Draft, words string) *outline.Node {
	t.Helper()
	var found *outline.Node
	d.tree.Walk(func(n *outline.Node) {
		if found == nil && strings.Contains(strings.ToLower(n.Content()), strings.ToLower(words)) {
			found = n
		}
	})
	if found == nil {
		t.Fatalf("the draft has no %q", words)
	}
	return found
}

// A note on words of a copy lands on the same words of the draft, however the
// copy was made.
func TestNotesOnCopies(t *testing.T) {
	d := testDraft(t)
	relabelled := append([]string{"Tên cơ quan: Tỉnh ủy A"}, sampleDraft...)
	for i, l := range relabelled {
		relabelled[i] = strings.NewReplacer("1- ", "3. ", "2- ", "4. ", "II- ", "V. ").Replace(l)
	}
	reworded := append([]string(nil), sampleDraft...)
	reworded[4] = "2- Công tác cán bộ còn nhiều hạn chế, yếu kém, nhất là khâu đánh giá, xếp loại."
	moved := append(append([]string(nil), sampleDraft[5:]...), sampleDraft[:5]...)
	for _, c := range []struct {
		name  string
		lines []string
		words string
		sure  bool
	}{
		{"same", sampleDraft, "nhân tố quyết định", true},
		{"renumbered, a line before", relabelled, "hoàn thành trước quý IV", true},
		{"retyped in capitals", []string{sampleDraft[0], sampleDraft[3], strings.ToUpper(sampleDraft[4])}, strings.ToUpper("khâu đánh giá"), true},
		{"reworded around", reworded, "khâu đánh giá", true},
		{"cut short", sampleDraft[:5], "còn nhiều hạn chế", true},
		{"moved", moved, "nhân tố quyết định", true},
		{"a paragraph of its own", append([]string{"Đoạn này do cơ quan viết thêm vào bản của mình."}, sampleDraft...), "viết thêm", false},
	} {
		base := blocks(c.lines...)
		o := lay(d, base)
		if !o.isCopy(true) {
			t.Errorf("%s: not taken for a copy (share %.2f, cover %.2f)", c.name, o.share, o.cover)
		}
		p := o.place(rangeOf(t, base, c.words), c.words)
		if p.sure != c.sure {
			t.Errorf("%s: sure = %v (confidence %.2f)", c.name, p.sure, p.confidence)
		}
		if !c.sure {
			continue
		}
		want := nodeWith(t, d, strings.ToLower(c.words))
		if p.node != want {
			t.Errorf("%s: at %s, want %s", c.name, p.node.ID, want.ID)
			continue
		}
		if got := p.node.Content()[p.start:p.end]; !strings.EqualFold(got, c.words) {
			t.Errorf("%s: on %q, want %q", c.name, got, c.words)
		}
	}
}

func TestLetterIsNoCopy(t *testing.T) {
	d := testDraft(t)
	o := lay(d, blocks(
		"TỈNH ỦY A", "Kính gửi: Ban Chỉ đạo",
		"Tại mục II.1, dự thảo viết “Đến năm 2025, hoàn thành việc sắp xếp vị trí việc làm”, đề nghị lùi đến năm 2026 vì nhiều địa phương chưa kịp chuẩn bị.",
		"Xin trân trọng cảm ơn."))
	if o.isCopy(false) {
		t.Errorf("a letter was taken for a copy: share %.2f, cover %.2f", o.share, o.cover)
	}
}

// A copy without a single tracked change says what it wants by being different.
func TestUntrackedCopy(t *testing.T) {
	d := testDraft(t)
	lines := append([]string(nil), sampleDraft...)
	lines[6] = "1- Đến năm 2026, hoàn thành việc sắp xếp vị trí việc làm."
	lines = append(lines, "3- Đến năm 2045, đội ngũ cán bộ ngang tầm khu vực và thế giới.")
	r := read(d)
	r.markup(lay(d, blocks(lines...)), &prose.Document{})
	if len(r.found) != 2 {
		t.Fatalf("%d comments: %+v", len(r.found), r.found)
	}
	first := r.found[0]
	if first.Before != "2025" || first.After != "2026" || first.State != collation.Placed {
		t.Errorf("edit: %+v", first)
	}
	if last := r.found[1]; !strings.Contains(last.After, "2045") || last.Before != "" {
		t.Errorf("added paragraph: %+v", last)
	}
}

// Beside real comments, what differs is listed and is no comment.
func TestOlderCopy(t *testing.T) {
	d := testDraft(t)
	lines := append([]string(nil), sampleDraft...)
	lines[4] = "2- Công tác cán bộ có mặt còn hạn chế, nhất là khâu đánh giá."
	base := blocks(lines...)
	r := read(d)
	r.markup(lay(d, base), &prose.Document{Notes: []prose.Note{{
		Text: "Cần nêu rõ hơn", Quote: "vị trí việc làm", Anchored: true, At: rangeOf(t, base, "vị trí việc làm"),
	}}})
	if len(r.found) != 1 || r.found[0].Source != collation.Margin {
		t.Errorf("comments: %+v", r.found)
	}
	if len(r.passages) != 1 || r.passages[0].Kind != collation.Untracked || !strings.Contains(r.passages[0].Text, "có mặt") {
		t.Errorf("passages: %+v", r.passages)
	}
}

func TestEdits(t *testing.T) {
	d := testDraft(t)
	base := blocks(sampleDraft...)
	r := read(d)
	insertion := rangeOf(t, base, " có chất lượng cao")
	insertion.To = insertion.From
	r.markup(lay(d, base), &prose.Document{Edits: []prose.Edit{
		{Author: "Một", Before: "nhiều hạn chế", After: "một số hạn chế", At: rangeOf(t, base, "nhiều hạn chế")},
		{Author: "Hai", After: " tận tụy,", At: insertion},
		{Author: "Hai", Before: " ", After: "  ", At: insertion},
		{Author: "Hai", After: "\n", At: insertion},
	}})
	if len(r.found) != 3 || len(r.passages) != 1 || r.passages[0].Kind != collation.Spacing {
		t.Fatalf("%d comments, passages %+v", len(r.found), r.passages)
	}
	if c := r.found[0]; c.Before != "nhiều hạn chế" || c.Quote != "nhiều hạn chế" || c.End-c.Start != len([]rune("nhiều hạn chế")) {
		t.Errorf("replacement: %+v", c)
	}
	if c := r.found[1]; c.Start != c.End || c.Start < 0 || c.After != " tận tụy," {
		t.Errorf("insertion: %+v", c)
	}
	if c := r.found[2]; c.After != "¶" {
		t.Errorf("split paragraph: %+v", c)
	}
}

func TestIdsAreStableAndDistinct(t *testing.T) {
	d := testDraft(t)
	ids := func(texts ...string) []string {
		r := read(d)
		for _, s := range texts {
			r.add(collation.Comment{Source: collation.Letter, Text: s}, position{general: true})
		}
		var out []string
		for _, c := range r.found {
			out = append(out, c.ID)
		}
		return out
	}
	a := ids("một", "hai", "hai")
	b := ids("mới", "một", "hai")
	if a[0] != b[1] || a[1] != b[2] {
		t.Error("an id changed because another comment came")
	}
	if a[1] == a[2] {
		t.Error("two comments share an id")
	}
}

// A margin note that only agrees is agreement, not a comment; one that agrees
// and asks, was answered, or strikes words out, is a comment.
func TestNotesThatOnlyAgree(t *testing.T) {
	d := testDraft(t)
	base := blocks(sampleDraft...)
	at := rangeOf(t, base, "vị trí việc làm")
	note := func(text string, replies ...prose.Turn) prose.Note {
		return prose.Note{Text: text, Quote: "vị trí việc làm", Anchored: true, At: at, Replies: replies}
	}
	r := read(d)
	r.markup(lay(d, base), &prose.Document{Notes: []prose.Note{
		note("Nhất trí"), note("Nhất trí."), note("Thống nhất với dự thảo"),
		note("Nhất trí, nhưng đề nghị nêu rõ hơn"), note("Nhất trí", prose.Turn{Text: "Vì sao?"}), note("Cần nêu rõ hơn"),
	}})
	if len(r.found) != 3 || len(r.passages) != 3 || !r.agrees {
		t.Errorf("%d comments, passages %+v", len(r.found), r.passages)
	}
}
