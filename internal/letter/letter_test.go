package letter

import (
	"fmt"
	"strings"
	"testing"

	"thao/internal/anchor"
	"thao/internal/outline"
	"thao/internal/prose"
)

// draft is the text the letters of these tests are about.
const draft = `Phần thứ nhất
SỰ CẦN THIẾT VÀ CĂN CỨ
I- CƠ SỞ CHÍNH TRỊ
Đảng đã có nhiều nghị quyết.
II- CƠ SỞ THỰC TIỄN
1- Kết quả đạt được
Kết quả là rõ.
2- Hạn chế, khuyết điểm
Hạn chế còn nhiều.
Phần thứ hai
NHIỆM VỤ, GIẢI PHÁP
I- QUAN ĐIỂM, MỤC TIÊU
1- Quan điểm chỉ đạo
Kiên trì lãnh đạo.
2- Mục tiêu tổng quát
Mục tiêu là tinh gọn.
II- NHIỆM VỤ CHỦ YẾU
1- Hoàn thiện thể chế
Rà soát toàn bộ.
2- Sắp xếp tổ chức
a) Cấp tỉnh
Sáp nhập các sở.
b) Cấp xã
Sáp nhập các phòng.
3- Kiểm tra, giám sát
Kiểm tra thường xuyên.
Phần thứ ba
TỔ CHỨC THỰC HIỆN
1- Các cấp ủy
Cấp ủy quán triệt.
2- Ban Tổ chức
Ban theo dõi, đôn đốc.`

const law = `Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về lưu trữ.
Điều 2. Đối tượng áp dụng
1. Cơ quan nhà nước.
2. Tổ chức khác:
a) Hội;
b) Doanh nghiệp;
c) Hợp tác xã.
3. Cá nhân.
Chương II
THẨM QUYỀN
Điều 3. Thẩm quyền chung
1. Ban hành kế hoạch.
2. Kiểm tra định kỳ.
Điều 4. Thẩm quyền riêng
Người đứng đầu quyết định.
Điều 5. Kinh phí
1. Ngân sách nhà nước.
2. Nguồn khác.
Điều 6. Hiệu lực thi hành
Luật này có hiệu lực từ ngày ký.
Điều 7. Chuyển tiếp
1. Hồ sơ cũ.
2. Hồ sơ mới.`

func blocksOf(text string) []prose.Block {
	var blocks []prose.Block
	for line := range strings.SplitSeq(text, "\n") {
		blocks = append(blocks, prose.Block{Kind: prose.Paragraph, Text: line})
	}
	return blocks
}

var (
	draftIndex = anchor.NewIndex(outline.Build(blocksOf(draft)))
	lawIndex   = anchor.NewIndex(outline.Build(blocksOf(law)))
)

func pathOf(n *outline.Node) string {
	var parts []string
	for ; n != nil; n = n.Parent {
		parts = append([]string{strings.Trim(n.Label, ".-)( ")}, parts...)
	}
	return strings.Join(parts, "/")
}

// shown writes a piece on one line: its sign (C comment, A agreement, K
// courtesy, H heading), its places (~ when carried on), and its first words.
func shown(p Piece) string {
	var places []string
	for _, m := range p.Targets {
		path := pathOf(m.Node)
		if m.Score < anchor.Floor {
			path += "?"
		}
		places = append(places, path)
	}
	sign := map[PieceKind]string{Comment: "C", Agreement: "A", Courtesy: "K", HeadLine: "H"}[p.Kind]
	if p.Inherited {
		sign += "~"
	}
	if p.Page > 0 {
		places = append(places, fmt.Sprintf("p%d l%d", p.Page, p.Line))
	}
	words := strings.Fields(p.Text)
	if len(words) > 4 {
		words = words[:4]
	}
	return fmt.Sprintf("%s [%s] %s", sign, strings.Join(places, ", "), strings.Join(words, " "))
}

// body shows a letter's pieces but for letterhead, courtesy and signature.
func body(pieces []Piece) []string {
	var out []string
	for _, p := range pieces {
		if p.Kind == Comment || p.Kind == Agreement {
			out = append(out, shown(p))
		}
	}
	return out
}

func TestSplit(t *testing.T) {
	tests := []struct {
		name string
		ix   *anchor.Index
		text string
		want []string
	}{
		{"one citation", lawIndex, `Tại khoản 2 Điều 5, đề nghị bổ sung cụm từ "hợp pháp" sau cụm từ "Nguồn khác".`,
			[]string{"C [Chương II/Điều 5/2] Tại khoản 2 Điều"}},
		{"two places in one paragraph", lawIndex, "Tại Điều 1, đề nghị làm rõ phạm vi. Điều 4 cần quy định rõ người đứng đầu.",
			[]string{"C [Chương I/Điều 1] Tại Điều 1, đề", "C [Chương II/Điều 4] Điều 4 cần quy"}},
		{"reason stays", lawIndex, "Đề nghị bỏ Điều 4. Lý do: nội dung đã có tại Điều 3.",
			[]string{"C [Chương II/Điều 4] Đề nghị bỏ Điều"}},
		{"reason in its own paragraph", lawIndex, "Đề nghị bỏ Điều 4.\nLý do: nội dung đã có tại Điều 3.\nĐiều 6: đề nghị lùi hiệu lực.",
			[]string{"C [Chương II/Điều 4] Đề nghị bỏ Điều", "C [Chương II/Điều 6] Điều 6: đề nghị"}},
		{"observation first", lawIndex, "Khoản 1 Điều 5 quy định về ngân sách nhà nước. Đề nghị ghi rõ cấp ngân sách.",
			[]string{"C [Chương II/Điều 5/1] Khoản 1 Điều 5"}},
		{"argument is no new comment", lawIndex, "Khoản 1 Điều 5 chưa rõ. Tuy nhiên, Điều 3 lại quy định cụ thể. Do đó đề nghị thống nhất.",
			[]string{"C [Chương II/Điều 5/1] Khoản 1 Điều 5"}},
		{"compared place is no target", lawIndex, "Đề nghị chỉnh sửa Điều 6 cho thống nhất với Điều 7.",
			[]string{"C [Chương II/Điều 6] Đề nghị chỉnh sửa"}},
		{"carried into the next paragraph", lawIndex, "Về Điều 2:\n- Đề nghị bổ sung tổ chức xã hội.\n- Khoản 3: làm rõ cá nhân nước ngoài.",
			[]string{"C~ [Chương I/Điều 2] Đề nghị bổ sung", "C [Chương I/Điều 2/3] Khoản 3: làm rõ"}},
		{"new item ends the carrying", lawIndex, "1. Tại Điều 5, đề nghị bổ sung nguồn vốn.\n2. Đề nghị rà soát lỗi chính tả toàn bộ dự thảo.",
			[]string{"C [Chương II/Điều 5] Tại Điều 5, đề", "C [] Đề nghị rà soát"}},
		{"short reference to the article spoken of", lawIndex, "1. Khoản 1 Điều 2: đề nghị làm rõ.\n2. Khoản 3: đề nghị bỏ.",
			[]string{"C [Chương I/Điều 2/1] Khoản 1 Điều 2:", "C [Chương I/Điều 2/3] Khoản 3: đề nghị"}},
		{"general heading ends the carrying", lawIndex, "I. Về Điều 3\n1. Đề nghị ghi rõ chủ thể ban hành.\nII. Ý kiến khác\n1. Đề nghị bổ sung báo cáo tác động.",
			[]string{"C~ [Chương II/Điều 3] Đề nghị ghi rõ", "C [] Đề nghị bổ sung"}},
		{"headings of the draft", draftIndex, "1. Về mục tiêu tổng quát:\nĐề nghị lượng hóa.\n2. Về kiểm tra, giám sát:\nĐề nghị nêu rõ chế độ báo cáo.",
			[]string{"C~ [Phần thứ hai/I/2] Đề nghị lượng hóa.", "C~ [Phần thứ hai/II/3] Đề nghị nêu rõ"}},
		{"party places", draftIndex, "Về mục II, phần thứ hai: đề nghị sắp xếp lại. Tại điểm b mục 2, đề nghị bổ sung đặc khu.",
			[]string{"C [Phần thứ hai/II] Về mục II, phần", "C [Phần thứ hai/II/2/b] Tại điểm b mục"}},
		{"pages", draftIndex, "Trang 12, dòng 5 từ trên xuống: sửa \"hàng năm\" thành \"hằng năm\".\nTrang 14: lỗi đánh máy.",
			[]string{"C [p12 l5] Trang 12, dòng 5", "C [p14 l0] Trang 14: lỗi đánh"}},
		{"mixed agreement", draftIndex, "Cơ bản nhất trí với dự thảo, tuy nhiên đề nghị bổ sung mục tiêu đến năm 2035.",
			[]string{"A [] Cơ bản nhất trí", "C [] tuy nhiên đề nghị"}},
		{"agreement alone", draftIndex, "Nhất trí hoàn toàn với dự thảo Đề án, không có ý kiến gì thêm.",
			[]string{"A [] Nhất trí hoàn toàn"}},
		{"agreement with one article", lawIndex, "Điều 5: Nhất trí.\nĐiều 6: chưa rõ thời điểm.",
			[]string{"A [Chương II/Điều 5] Điều 5: Nhất trí.", "C [Chương II/Điều 6] Điều 6: chưa rõ"}},
		{"refusal is a comment", lawIndex, "Chưa nhất trí với quy định tại Điều 4 vì trao quyền quá rộng.",
			[]string{"C [Chương II/Điều 4] Chưa nhất trí với"}},
		{"refusal after another request", lawIndex, "Ngoài ra, đề nghị rà soát lỗi chính tả. Không nhất trí với quy định tại khoản 1 Điều 5.",
			[]string{"C [] Ngoài ra, đề nghị", "C [Chương II/Điều 5/1] Không nhất trí với"}},
		{"stance at the front", lawIndex, "Đề nghị rà soát lỗi chính tả. Chưa thống nhất với nội dung khoản 1 Điều 5.",
			[]string{"C [] Đề nghị rà soát", "C [Chương II/Điều 5/1] Chưa thống nhất với"}},
		{"refusal in English", lawIndex, "Please correct the typos. We do not agree with the provisions of Article 4.",
			[]string{"C [] Please correct the typos.", "C [Chương II/Điều 4] We do not agree"}},
		{"uniform with another place", lawIndex, "Đề nghị sửa Điều 4. Nội dung này chưa thống nhất với quy định tại Điều 7. Cần sửa cho thống nhất với Điều 3.",
			[]string{"C [Chương II/Điều 4] Đề nghị sửa Điều"}},
		{"make uniform is a request", lawIndex, "Đề nghị thống nhất sử dụng thuật ngữ trong toàn văn dự thảo.",
			[]string{"C [] Đề nghị thống nhất"}},
		{"wording follows a lead-in", lawIndex, "Đề nghị sửa khoản 2 Điều 3 như sau:\n“2. Kiểm tra định kỳ:\na) Mỗi năm một lần;\nb) Khi cần thiết tại Điều 7.”\nĐề nghị bỏ Điều 6.",
			[]string{"C [Chương II/Điều 3/2] Đề nghị sửa khoản", "C [Chương II/Điều 6] Đề nghị bỏ Điều"}},
		{"list of wording", lawIndex, "Đề nghị bổ sung vào Điều 1 các nội dung sau:\n- hồ sơ điện tử;\n- hồ sơ giấy.\nĐiều 6: đề nghị giữ nguyên.",
			[]string{"C [Chương I/Điều 1] Đề nghị bổ sung", "C [Chương II/Điều 6] Điều 6: đề nghị"}},
		{"lead-in that asks, list of requests", lawIndex, "Đề nghị chỉnh sửa Điều 5 theo hướng:\n- Bổ sung nguồn xã hội hóa;\n- Bỏ khoản 2.",
			[]string{"C [Chương II/Điều 5] Đề nghị chỉnh sửa", "C [Chương II/Điều 5/2] Bỏ khoản 2."}},
		{"semicolons", lawIndex, "Tại Điều 1, đề nghị bỏ cụm từ \"lưu trữ\"; tại Điều 4, đề nghị thay \"quyết định\" bằng \"phê duyệt\".",
			[]string{"C [Chương I/Điều 1] Tại Điều 1, đề", "C [Chương II/Điều 4] tại Điều 4, đề"}},
		{"several places at once", lawIndex, "Tại Điều 1 và Điều 4, đề nghị dùng thống nhất một thuật ngữ.",
			[]string{"C [Chương I/Điều 1, Chương II/Điều 4] Tại Điều 1 và"}},
		{"missing clause", lawIndex, "Đề nghị bổ sung khoản 4 vào Điều 2 về tổ chức nước ngoài.",
			[]string{"C [Chương I/Điều 2?] Đề nghị bổ sung"}},
		{"other instruments", lawIndex, "Đề nghị rà soát theo khoản 2 Điều 5 Luật Ngân sách nhà nước và Điều 6 Nghị định số 30/2020/NĐ-CP.",
			[]string{"C [] Đề nghị rà soát"}},
		{"English", lawIndex, "Article 5(2): please clarify \"other sources\". Article 6 should allow more time because agencies need to prepare.\nOther comments:\nThe text is too long.",
			[]string{"C [Chương II/Điều 5/2] Article 5(2): please clarify", "C [Chương II/Điều 6] Article 6 should allow", "C [] The text is too"}},
		{"English agreement", lawIndex, "We agree with the draft and have no further comments.", []string{"A [] We agree with the"}},
		{"English mixed", lawIndex, "The Department supports the draft. However, Article 4 should name the authority.",
			[]string{"A [] The Department supports the", "C [Chương II/Điều 4] However, Article 4 should"}},
		{"abbreviations and figures", draftIndex, "Đề nghị TP. Hồ Chí Minh được thí điểm, đạt 89,85% với 2.700 người theo NĐ-CP, v.v. và các nơi khác.",
			[]string{"C [] Đề nghị TP. Hồ"}},
		{"quoted reference is wording", lawIndex, `Tại Điều 4, đề nghị bổ sung "theo quy định tại khoản 1 Điều 3".`,
			[]string{"C [Chương II/Điều 4] Tại Điều 4, đề"}},
		{"quoted heading", draftIndex, `Nội dung "Sắp xếp tổ chức" cần có lộ trình.`, []string{"C [Phần thứ hai/II/2] Nội dung \"Sắp xếp"}},
		{"lead-in without a place", lawIndex, "Sở Y tế đề nghị xem xét, bổ sung các nội dung sau:\n1. Điều 2: bổ sung bệnh viện.\n2. Điều 5: bổ sung quỹ.",
			[]string{"C [Chương I/Điều 2] Điều 2: bổ sung", "C [Chương II/Điều 5] Điều 5: bổ sung"}},
		{"numbered headings", lawIndex, "I. VỀ SỰ CẦN THIẾT\nNhất trí với sự cần thiết ban hành Luật.\nII. VỀ NỘI DUNG\n1. Về Điều 2\n1.1. Khoản 1: bổ sung cơ quan đảng.\n" +
			"1.2. Khoản 3: đề nghị bỏ.\n2. Về Điều 5\nĐề nghị bổ sung nguồn vay.\nĐề nghị làm rõ khoản 2.\n3. Về thể thức\nĐề nghị rà soát lỗi chính tả.",
			[]string{"A [] Nhất trí với sự", "C [Chương I/Điều 2/1] Khoản 1: bổ sung", "C [Chương I/Điều 2/3] Khoản 3: đề nghị",
				"C~ [Chương II/Điều 5] Đề nghị bổ sung", "C [Chương II/Điều 5/2] Đề nghị làm rõ", "C [] Đề nghị rà soát"}},
		{"headings with their labels", lawIndex, "Điều 2. Đối tượng áp dụng\nĐề nghị bổ sung nhóm mới.\nĐiều 5. Kinh phí\nĐề nghị bổ sung nguồn vay.",
			[]string{"C~ [Chương I/Điều 2] Đề nghị bổ sung", "C~ [Chương II/Điều 5] Đề nghị bổ sung"}},
		{"moved elsewhere", lawIndex, "Đề nghị chuyển khoản 2 Điều 5 sang Điều 7. Đề nghị gộp Điều 3 và Điều 4 thành một điều.",
			[]string{"C [Chương II/Điều 5/2] Đề nghị chuyển khoản", "C [Chương II/Điều 3, Chương II/Điều 4] Đề nghị gộp Điều"}},
		{"two places, one request", lawIndex, "Điểm c khoản 2 Điều 2 quy định hợp tác xã; khoản 3 quy định cá nhân. Hai nội dung này trùng nhau, đề nghị gộp.",
			[]string{"C [Chương I/Điều 2/2/c, Chương I/Điều 2/3] Điểm c khoản 2"}},
		{"agreement by articles", lawIndex, "Điều 1, Điều 4: nhất trí. Các điều khác: không có ý kiến.",
			[]string{"A [Chương I/Điều 1, Chương II/Điều 4] Điều 1, Điều 4:", "A [] Các điều khác: không"}},
		{"English chain", lawIndex, "We propose to delete Article 4. In Article 5, paragraph 1, replace \"budget\" with \"funds\". The reason is cost.",
			[]string{"C [Chương II/Điều 4] We propose to delete", "C [Chương II/Điều 5/1] In Article 5, paragraph"}},
		{"agreed with one place, against another", lawIndex, "Không có ý kiến về Điều 4, phản đối Điều 5.\nNhất trí với toàn bộ dự thảo, trừ khoản 1 Điều 3.",
			[]string{"C [Chương II/Điều 5] Không có ý kiến", "C [Chương II/Điều 3/1] Nhất trí với toàn"}},
		{"the demand keeps the place agreed with", lawIndex, "Điều 5.\nKhoản 1: Đồng ý nhưng cần bổ sung nguồn vay.",
			[]string{"C [Chương II/Điều 5/1] Khoản 1: Đồng ý"}},
		{"no opinion but this one", lawIndex, "Không có ý kiến gì thêm ngoài việc đề nghị bỏ Điều 4.",
			[]string{"C [Chương II/Điều 4] Không có ý kiến"}},
		{"a short verdict is no heading", lawIndex, "Điều 4 thừa\nĐiều 5: sai\nđ1: dài dòng\nđ2k3: nên ghi rõ\nĐiều 6. Hiệu lực\nĐề nghị lùi.",
			[]string{"C [Chương II/Điều 4] Điều 4 thừa", "C [Chương II/Điều 5] Điều 5: sai", "C [Chương I/Điều 1] đ1: dài dòng",
				"C [Chương I/Điều 2/3] đ2k3: nên ghi rõ", "C~ [Chương II/Điều 6] Đề nghị lùi."}},
		{"label then stop", lawIndex, "Điều 5. Đề nghị bổ sung nguồn vay.", []string{"C [Chương II/Điều 5] Điều 5. Đề nghị"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pieces := Split(test.text, test.ix, nil)
			got := body(pieces)
			if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
				var all []string
				for _, p := range pieces {
					all = append(all, shown(p))
				}
				t.Errorf("got\n%s\nwant\n%s", strings.Join(all, "\n"), strings.Join(test.want, "\n"))
			}
			checkPartition(t, nil, test.text, pieces)
		})
	}
}

func TestSplitContext(t *testing.T) {
	var article *outline.Node
	outline.Build(blocksOf(law)) // a second tree: nodes of another tree are no context
	tree := outline.Build(blocksOf(law))
	tree.Walk(func(n *outline.Node) {
		if n.Label == "Điều 5." {
			article = n
		}
	})
	ix := anchor.NewIndex(tree)
	got := body(Split("Đề nghị bổ sung nguồn vay.\nKhoản 2: đề nghị bỏ.", ix, article))
	want := []string{"C~ [Chương II/Điều 5] Đề nghị bổ sung", "C [Chương II/Điều 5/2] Khoản 2: đề nghị"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
}

func TestSplitProposal(t *testing.T) {
	p := Split(`1. Tại khoản 2 Điều 5, đề nghị thay cụm từ "Nguồn khác" bằng cụm từ "Nguồn hợp pháp khác".`, lawIndex, nil)
	if len(p) != 1 || p[0].Before != "Nguồn khác" || p[0].After != "Nguồn hợp pháp khác" || p[0].Quote != "Nguồn khác" ||
		p[0].Where != "khoản 2 Điều 5" || !strings.HasPrefix(p[0].Text, "Tại") {
		t.Errorf("got %+v", p)
	}
}

func TestSplitOldAndNewWording(t *testing.T) {
	p := Split("1. Tại khoản 2 Điều 3 của dự thảo quy định: \"Kiểm tra định kỳ.\"\nĐề nghị sửa lại như sau: \"2. Kiểm tra hằng năm.\"", lawIndex, nil)
	if len(p) != 1 || p[0].Before != "Kiểm tra định kỳ." || p[0].After != "Kiểm tra hằng năm." || p[0].Where != "khoản 2 Điều 3" {
		t.Errorf("got %+v", p)
	}
}
