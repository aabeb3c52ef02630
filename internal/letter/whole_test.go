package letter

import (
	"strings"
	"testing"

	"thao/internal/prose"
)

// A letter in the form of the State, its head in a table of two columns.
func stateBlocks() []prose.Block {
	left, right := &prose.CellPos{Table: 1, RowSpan: 1, ColSpan: 1}, &prose.CellPos{Table: 1, Col: 1, RowSpan: 1, ColSpan: 1}
	left2, right2 := &prose.CellPos{Table: 1, Row: 1, RowSpan: 1, ColSpan: 1}, &prose.CellPos{Table: 1, Row: 1, Col: 1, RowSpan: 1, ColSpan: 1}
	blocks := []prose.Block{
		{Kind: prose.Cell, Cell: left, Text: "UBND TỈNH B"},
		{Kind: prose.Cell, Cell: left, Text: "SỞ NỘI VỤ"},
		{Kind: prose.Cell, Cell: right, Text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{Kind: prose.Cell, Cell: right, Text: "Độc lập - Tự do - Hạnh phúc"},
		{Kind: prose.Cell, Cell: left2, Text: "Số: 1245/SNV-XDCQ"},
		{Kind: prose.Cell, Cell: left2, Text: "V/v góp ý dự thảo Luật"},
		{Kind: prose.Cell, Cell: left2, Text: "Lưu trữ (sửa đổi)"},
		{Kind: prose.Cell, Cell: right2, Text: "B, ngày 06 tháng 4 năm 2026"},
	}
	return append(blocks, blocksOf(`Kính gửi: Bộ Nội vụ
Phúc đáp Công văn số 890/BNV-PC ngày 20/3/2026 của Bộ Nội vụ về việc đề nghị góp ý dự thảo Luật, Sở Nội vụ có ý kiến như sau:
1. Cơ bản nhất trí với nội dung dự thảo.
2. Một số góp ý cụ thể như sau:
a) Tại khoản 1 Điều 2, đề nghị bổ sung "đơn vị sự nghiệp công lập".
b) Điều 4: đề nghị quy định rõ người đứng đầu.
- 2 -
Trên đây là ý kiến của Sở Nội vụ tỉnh B, kính gửi Bộ Nội vụ tổng hợp./.
Nơi nhận:
- Như trên;
- Lưu: VT, XDCQ.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
(Đã ký)
Trần Thị Ví Dụ`)...)
}

const partyLetter = `TỈNH ỦY A
*
Số 1031-CV/TU
V/v góp ý dự thảo Đề án	ĐẢNG CỘNG SẢN VIỆT NAM
A, ngày 06 tháng 4 năm 2018
Kính gửi:
- Ban Tổ chức Trung ương,
- Văn phòng Trung ương Đảng.
Thực hiện Công văn số 4012-CV/BTCTW, ngày 15/3/2018 của Ban Tổ chức Trung ương, Ban Thường vụ Tỉnh ủy A có ý kiến như sau:
I- Ý KIẾN CHUNG
Ban Thường vụ Tỉnh ủy thống nhất với bố cục và nội dung dự thảo Đề án.
II- Ý KIẾN CỤ THỂ
1- Về mục I, phần thứ hai
Đề nghị bổ sung quan điểm về chuyển đổi số.
2- Về sắp xếp tổ chức
- Tại điểm a: cần có lộ trình cho cấp tỉnh.
- Tại điểm b, đề nghị làm rõ tiêu chí. Vì các xã miền núi có đặc thù riêng.
Trân trọng.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ`

const agreeing = `VĂN PHÒNG CHÍNH PHỦ
Số: 77/VPCP-TH
Kính gửi: Bộ Nội vụ
Trả lời Công văn số 890/BNV-PC của Bộ Nội vụ về việc lấy ý kiến dự thảo Luật, Văn phòng Chính phủ nhất trí với nội dung dự thảo và không có ý kiến góp ý thêm.
Xin trân trọng cảm ơn./.
TL. BỘ TRƯỞNG, CHỦ NHIỆM
VỤ TRƯỞNG VỤ TỔNG HỢP`

const english = `MINISTRY OF PLANNING
Ref: 45/MP-ID
Date: 6 April 2026
Subject: Comments on the draft Law on Archives
Dear Sir or Madam,
Thank you for your letter of 20 March 2026 requesting comments on the draft.
The Ministry supports the draft in general. We have the following comments:
1. Article 2(2)(c): please define "cooperative".
2. Article 6. The date should be fixed because agencies must prepare.
3. Overall, the draft should be shorter.
Thank you for the opportunity to comment.
Yours sincerely,
Jane Example
Director, International Department`

const annexed = `SỞ TÀI CHÍNH
Số: 9/STC-NS
Kính gửi: Sở Nội vụ
Sở Tài chính gửi kèm bản góp ý. Đề nghị Sở Nội vụ nghiên cứu, tổng hợp.
GIÁM ĐỐC
PHỤ LỤC
GÓP Ý CỤ THỂ
1. Khoản 1 Điều 5: đề nghị ghi rõ ngân sách địa phương.`

func TestReadState(t *testing.T) {
	blocks := stateBlocks()
	l := Read(blocks, lawIndex)
	checkPartition(t, blocks, "", l.Pieces)
	checkHead(t, l, Letter{Issuer: "Sở Nội vụ tỉnh B", Number: "1245/SNV-XDCQ", Date: "2026-04-06", Place: "B",
		Subject: "góp ý dự thảo Luật Lưu trữ (sửa đổi)", Author: "Trần Thị Ví Dụ", Lang: "vi"})
	checkBody(t, l, "A [] 1. Cơ bản nhất", "C [Chương I/Điều 2/1] Tại khoản 1 Điều", "C [Chương II/Điều 4] Điều 4: đề nghị")
}

func TestReadParty(t *testing.T) {
	blocks := blocksOf(partyLetter)
	l := Read(blocks, draftIndex)
	checkPartition(t, blocks, "", l.Pieces)
	checkHead(t, l, Letter{Issuer: "Tỉnh ủy A", Number: "1031-CV/TU", Date: "2018-04-06", Place: "A",
		Subject: "góp ý dự thảo Đề án", Author: "PHÓ BÍ THƯ", Lang: "vi"})
	checkBody(t, l, "A [] Ban Thường vụ Tỉnh", "C~ [Phần thứ hai/I] Đề nghị bổ sung",
		"C [Phần thứ hai/II/2/a] Tại điểm a: cần", "C [Phần thứ hai/II/2/b] Tại điểm b, đề")
}

func TestReadAgreeing(t *testing.T) {
	l := Read(blocksOf(agreeing), lawIndex)
	checkHead(t, l, Letter{Issuer: "Văn phòng Chính phủ", Number: "77/VPCP-TH", Author: "VỤ TRƯỞNG VỤ TỔNG HỢP", Lang: "vi", Agrees: true})
	checkBody(t, l, "A [] Trả lời Công văn")
}

func TestReadEnglish(t *testing.T) {
	blocks := blocksOf(english)
	l := Read(blocks, lawIndex)
	checkPartition(t, blocks, "", l.Pieces)
	checkHead(t, l, Letter{Issuer: "Ministry of Planning", Number: "45/MP-ID", Date: "2026-04-06",
		Subject: "Comments on the draft Law on Archives", Author: "Jane Example", Lang: "en"})
	checkBody(t, l, "A [] The Ministry supports the", "C [Chương I/Điều 2/2/c] Article 2(2)(c): please define",
		"C [Chương II/Điều 6] Article 6. The date", "C [] Overall, the draft should")
}

func TestReadAnnexAfterSignature(t *testing.T) {
	l := Read(blocksOf(annexed), lawIndex)
	checkBody(t, l, "C [Chương II/Điều 5/1] Khoản 1 Điều 5:")
}

// A letter of which nothing is known but its words is all body.
func TestReadWithoutHead(t *testing.T) {
	l := Read(blocksOf("Đề nghị bỏ Điều 6.\nTrên đây là ý kiến góp ý của Hội Nông dân tỉnh B."), lawIndex)
	checkHead(t, l, Letter{Issuer: "Hội Nông dân tỉnh B", Lang: "vi"})
	checkBody(t, l, "C [Chương II/Điều 6] Đề nghị bỏ Điều")
}

func TestReadNothing(t *testing.T) {
	if l := Read(nil, nil); l.Agrees || len(l.Pieces) != 0 {
		t.Errorf("got %+v", l)
	}
}

func checkHead(t *testing.T, got *Letter, want Letter) {
	t.Helper()
	head := *got
	head.Pieces = nil
	if head.Issuer != want.Issuer || head.Number != want.Number || head.Date != want.Date || head.Place != want.Place ||
		head.Subject != want.Subject || head.Author != want.Author || head.Lang != want.Lang || head.Agrees != want.Agrees {
		t.Errorf("head\n got %+v\nwant %+v", head, want)
	}
}

func checkBody(t *testing.T, l *Letter, want ...string) {
	t.Helper()
	if got := body(l.Pieces); strings.Join(got, "\n") != strings.Join(want, "\n") {
		var all []string
		for _, p := range l.Pieces {
			all = append(all, shown(p))
		}
		t.Errorf("pieces\n%s\nwant\n%s", strings.Join(all, "\n"), strings.Join(want, "\n"))
	}
}
