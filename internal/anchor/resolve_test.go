package anchor

import (
	"fmt"
	"strings"
	"testing"

	"thao/internal/outline"
	"thao/internal/prose"
)

// legalDraft is a decree: chapters, a section, articles, clauses, points.
const legalDraft = `Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về công tác văn thư.
Điều 2. Đối tượng áp dụng
1. Cơ quan nhà nước.
2. Tổ chức khác:
a) Hội;
b) Doanh nghiệp;
c) Hợp tác xã.
3. Cá nhân.
Chương II
THẨM QUYỀN
Mục 1
THẨM QUYỀN CỦA ỦY BAN
Điều 3. Thẩm quyền chung
1. Ban hành kế hoạch.
2. Kiểm tra:
a) Định kỳ;
b) Đột xuất;
c) Theo đơn;
d) Theo chỉ đạo;
đ) Khác.
Điều 4. Thẩm quyền riêng
Người đứng đầu quyết định.
Mục 2
TỔ CHỨC THỰC HIỆN
Điều 5. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày ký.`

// partyDraft is a scheme: parts, Roman sections, Arabic ones, decimals, dashes.
const partyDraft = `Phần thứ nhất
SỰ CẦN THIẾT
I- CƠ SỞ CHÍNH TRỊ
1- Chủ trương của Đảng
Đảng đã có nhiều nghị quyết.
2- Chính sách của Nhà nước
Nhà nước đã thể chế hóa.
II- CƠ SỞ THỰC TIỄN
1- Kết quả đạt được
Kết quả là rõ.
2- Hạn chế, khuyết điểm
Hạn chế còn nhiều.
Phần thứ hai
NHIỆM VỤ, GIẢI PHÁP
I- QUAN ĐIỂM, MỤC TIÊU
1- Quan điểm chỉ đạo
- Quan điểm thứ nhất là lãnh đạo.
- Quan điểm thứ hai là kiên trì.
2- Mục tiêu tổng quát
Mục tiêu là tinh gọn.
II- NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU
1- Hoàn thiện thể chế
1.1- Rà soát văn bản
Rà soát toàn bộ.
1.2- Sửa đổi quy định
Sửa đổi trong năm.
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

func build(text string) *outline.Tree {
	var blocks []prose.Block
	for line := range strings.SplitSeq(text, "\n") {
		blocks = append(blocks, prose.Block{Kind: prose.Paragraph, Text: line})
	}
	return outline.Build(blocks)
}

// pathOf names a node by the labels above it.
func pathOf(n *outline.Node) string {
	var parts []string
	for ; n != nil; n = n.Parent {
		parts = append([]string{strings.Trim(n.Label, ".-)( ")}, parts...)
	}
	return strings.Join(parts, "/")
}

func find(t *testing.T, tree *outline.Tree, path string) *outline.Node {
	t.Helper()
	var found *outline.Node
	tree.Walk(func(n *outline.Node) {
		if pathOf(n) == path {
			found = n
		}
	})
	if found == nil {
		t.Fatalf("no node %q", path)
	}
	return found
}

func matchesShown(list []Match) string {
	var parts []string
	for _, m := range list {
		s := fmt.Sprintf("%s %.2f", pathOf(m.Node), m.Score)
		if m.Partial {
			s += " partial"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " | ")
}

func TestResolve(t *testing.T) {
	legal, party := build(legalDraft), build(partyDraft)
	tests := []struct {
		tree          *outline.Tree
		text, context string
		want          string
	}{
		{legal, "Điều 3", "", "Chương II/Mục 1/Điều 3 1.00"},
		{legal, "điểm đ khoản 2 Điều 3", "", "Chương II/Mục 1/Điều 3/2/đ 1.00"},
		{legal, "Điều 2 khoản 2 điểm a", "", "Chương I/Điều 2/2/a 1.00"},
		{legal, "điểm a, c khoản 2 Điều 2", "", "Chương I/Điều 2/2/a 1.00 | Chương I/Điều 2/2/c 1.00"},
		{legal, "Chương 2", "", "Chương II 1.00"},
		{legal, "Chương hai", "", "Chương II 1.00"},
		{legal, "Mục 2 Chương II", "", "Chương II/Mục 2 1.00"},
		{legal, "Điều 3 Chương II", "", "Chương II/Mục 1/Điều 3 1.00"},
		{legal, "khoản 2", "", "Chương I/Điều 2/2 0.27 | Chương II/Mục 1/Điều 3/2 0.27"},
		{legal, "khoản 2", "Chương I/Điều 2", "Chương I/Điều 2/2 0.95"},
		{legal, "khoản 3", "Chương I/Điều 2/2/a", "Chương I/Điều 2/3 0.95"},
		{legal, "điểm b", "Chương II/Mục 1/Điều 3/2", "Chương II/Mục 1/Điều 3/2/b 0.95"},
		{legal, "điểm b", "Chương II/Mục 1/Điều 3/2/a", "Chương II/Mục 1/Điều 3/2/b 0.95"},
		{legal, "điểm b khoản này", "Chương I/Điều 2/2/a", "Chương I/Điều 2/2/b 0.95"},
		{legal, "khoản 1 Điều này", "Chương I/Điều 2/3", "Chương I/Điều 2/1 1.00"},
		{legal, "khoản 9 Điều 3", "", "Chương II/Mục 1/Điều 3 0.40 partial"},
		{legal, "khoản 3", "Chương II/Mục 1/Điều 4", "Chương II/Mục 1/Điều 4 0.40 partial"},
		{legal, "điểm đ khoản 2", "", "Chương II/Mục 1/Điều 3/2/đ 0.80"},
		{legal, "Điều 99", "", ""},
		{legal, "khoản 2 Điều 99", "Chương I/Điều 2", ""},
		{legal, "Điều 3 Luật Đầu tư công", "", ""},
		{legal, "trang 3, dòng 5", "", ""},
		{legal, "Điều 3 và Điều 5", "", "Chương II/Mục 1/Điều 3 1.00 | Chương II/Mục 2/Điều 5 1.00"},

		{party, "Phần II", "", "Phần thứ hai 1.00"},
		{party, "mục II, phần thứ nhất", "", "Phần thứ nhất/II 1.00"},
		{party, "mục 2 phần III", "", "Phần thứ ba/2 1.00"},
		{party, "mục 2", "Phần thứ ba", "Phần thứ ba/2 0.95"},
		{party, "mục 2", "Phần thứ ba/1", "Phần thứ ba/2 0.95"},
		{party, "mục 2", "Phần thứ hai/II/1", "Phần thứ hai/II/2 0.95"},
		{party, "mục II", "Phần thứ hai/I/2", "Phần thứ hai/II 0.95"},
		{party, "mục 1.2", "", "Phần thứ hai/II/1/1.2 1.00"},
		{party, "tiểu mục 1.1 mục II", "", "Phần thứ hai/II/1/1.1 1.00"},
		{party, "điểm b mục 2 phần thứ hai", "", "Phần thứ hai/II/2/b 1.00"},
		{party, "mục II.3 phần II", "", "Phần thứ hai/II/3 1.00"},
		{party, "nhiệm vụ thứ 3", "", "Phần thứ hai/II/3 1.00"},
		{party, "gạch đầu dòng thứ hai mục 1 mục I phần II", "", "Phần thứ hai/I/1/ 1.00"},
		{party, "mục II", "", "Phần thứ nhất/II 0.27 | Phần thứ hai/II 0.27"},
	}
	for _, test := range tests {
		t.Run(test.text+" @"+test.context, func(t *testing.T) {
			var context *outline.Node
			if test.context != "" {
				context = find(t, test.tree, test.context)
			}
			cites := Citations(test.text)
			if len(cites) != 1 {
				t.Fatalf("%d citations", len(cites))
			}
			if got := matchesShown(NewIndex(test.tree).Resolve(cites[0], context)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// "Nhiệm vụ" and "giải pháp" are one list, by whichever name it goes; but of
// two lists each goes by its own.
func TestResolveOneList(t *testing.T) {
	list := func(label, heading string) string {
		return label + "- " + heading + "\n1- Hoàn thiện thể chế\nRà soát.\n2- Sắp xếp tổ chức\nSáp nhập.\n3- Kiểm tra, giám sát\nKiểm tra.\n"
	}
	goals := "I- MỤC TIÊU\n1- Mục tiêu chung\nTinh gọn.\n"
	for _, test := range []struct{ draft, text, want string }{
		{goals + list("II", "8 NHIỆM VỤ VÀ GIẢI PHÁP"), "giải pháp thứ ba", "II/3 1.00"},
		{goals + list("II", "8 NHIỆM VỤ VÀ GIẢI PHÁP"), "nhiệm vụ thứ ba", "II/3 1.00"},
		{goals + list("II", "NHIỆM VỤ TRỌNG TÂM"), "giải pháp thứ ba", "II/3 0.95"},
		{goals + list("II", "CÁC GIẢI PHÁP CHỦ YẾU"), "nhiệm vụ thứ ba", "II/3 0.95"},
		{goals + list("II", "NHIỆM VỤ") + list("III", "GIẢI PHÁP"), "giải pháp thứ ba", "III/3 1.00"},
		{goals + list("II", "NHIỆM VỤ") + list("III", "GIẢI PHÁP"), "nhiệm vụ thứ ba", "II/3 1.00"},
		{goals, "giải pháp thứ nhất", ""},
	} {
		cites := Citations(test.text)
		if len(cites) != 1 {
			t.Fatalf("%s: %d citations", test.text, len(cites))
		}
		if got := matchesShown(NewIndex(build(test.draft)).Resolve(cites[0], nil)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.text, got, test.want)
		}
	}
}

// A text of nothing but new words neither fills the memory nor keeps the words
// of the next text from being remembered.
func TestVocabularyForgets(t *testing.T) {
	for i := range 3 * maxVocabulary {
		canonical("x" + strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(i)))
	}
	if n := spellings.Load().size.Load(); n > maxVocabulary {
		t.Errorf("%d words are remembered", n)
	}
	Words("Nghị quyết")
	if _, ok := spellings.Load().words.Load("quyết"); !ok {
		t.Error("a word of the next text is not remembered")
	}
}

func TestResolveSecondItem(t *testing.T) {
	tree := build(partyDraft)
	m := NewIndex(tree).Resolve(Citations("gạch đầu dòng cuối mục 1 mục I phần II")[0], nil)
	if len(m) != 1 || !strings.Contains(m[0].Node.Content(), "kiên trì") {
		t.Errorf("got %s", matchesShown(m))
	}
}

func TestHeading(t *testing.T) {
	legal, party := build(legalDraft), build(partyDraft)
	tests := []struct {
		tree       *outline.Tree
		line, want string
	}{
		{legal, "Điều 5. Hiệu lực thi hành", "Chương II/Mục 2/Điều 5"},
		{legal, "Về Điều 3:", "Chương II/Mục 1/Điều 3"},
		{legal, "1. Về phạm vi điều chỉnh", "Chương I/Điều 1"},
		{legal, "2. Đối tượng áp dụng: đề nghị bổ sung hội", "Chương I/Điều 2"},
		{legal, "THẨM QUYỀN RIÊNG", "Chương II/Mục 1/Điều 4"},
		{legal, "Điều 99. Không có", ""},
		{legal, "Đề nghị bỏ Điều 5", ""},
		{legal, "1. Đề nghị rà soát", ""},
		{legal, "", ""},
		{party, "Phần thứ hai", "Phần thứ hai"},
		{party, "II- Cơ sở thực tiễn", "Phần thứ nhất/II"},
		{party, "Về mục tiêu tổng quát:", "Phần thứ hai/I/2"},
		{party, "1. Tổ chức thực hiện", "Phần thứ ba"},
		{party, "Rà soát văn bản", "Phần thứ hai/II/1/1.1"},
	}
	for _, test := range tests {
		n := NewIndex(test.tree).Heading(test.line)
		got := ""
		if n != nil {
			got = pathOf(n)
		}
		if got != test.want {
			t.Errorf("Heading(%q) = %q, want %q", test.line, got, test.want)
		}
	}
}

func BenchmarkCitations(b *testing.B) {
	text := strings.Repeat("Tại điểm a khoản 2 Điều 5, đề nghị bổ sung cụm từ \"và người lao động\" cho phù hợp với thực tế. ", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Citations(text)
	}
}
