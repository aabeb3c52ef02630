package letter

import (
	"strings"
	"testing"
)

// kindOf puts one paragraph into a letter, after other lines if any, and
// returns what it is: a comment as soon as one of its pieces is.
func kindOf(sentence string, before ...string) PieceKind {
	lines := append([]string{"SỞ VĂN HÓA TỈNH B", "Số: 100/SVH-NV", "Kính gửi: Bộ Văn hóa"}, before...)
	kind := PieceKind("")
	for _, p := range Read(blocksOf(strings.Join(append(lines, sentence), "\n")), lawIndex).Pieces {
		for _, span := range p.Spans {
			if span.Block == len(lines) && (kind == "" || p.Kind == Comment) {
				kind = p.Kind
			}
		}
	}
	return kind
}

// A sentence with anything in it beside the agreement is a comment.
func TestDemandIsNoAgreement(t *testing.T) {
	for _, sentence := range []string{
		"Nhất trí, với điều kiện Điều 26 được bỏ.",
		"Cơ bản nhất trí với dự thảo nếu được sửa khoản 2 Điều 8.",
		"Không có ý kiến gì nếu Điều 26 bị bỏ.",
		"Nhất trí với dự thảo ngoại trừ Điều 26.",
		"Nhất trí với dự thảo (trừ Điều 26).",
		"Nhất trí với Điều 25, Điều 26 thì không.",
		"Sở không có ý kiến về Điều 25, phản đối Điều 26.",
		"Cơ bản thống nhất, chỉ lưu ý Điều 26 trùng Luật Quảng cáo.",
		"Thống nhất với dự thảo; riêng Điều 26 còn chung chung.",
		"Cơ bản nhất trí với dự thảo, tuy còn một số lỗi chính tả.",
		"Nhất trí với dự thảo, có hai điểm băn khoăn là nguồn lực và thời hạn.",
		"Qua nghiên cứu, Sở nhất trí với dự thảo và thấy rằng quy định về quỹ chưa rõ.",
		"Nhất trí với dự thảo, và bỏ Điều 26.",
		"Nhất trí với dự thảo và hủy Điều 26.",
		"Nhất trí với dự thảo, giảm thời hạn còn 3 ngày.",
		"Nhất trí với dự thảo, tăng mức phạt.",
		"Nhất trí với dự thảo, phải có lộ trình.",
		"Nhất trí với dự thảo và khuyến nghị có lộ trình.",
		"Nhất trí với dự thảo, xin góp ý: có lộ trình.",
		"Nhất trí với dự thảo, thời gian hiệu lực là 01/7/2023.",
		"Nhất trí với toàn bộ dự thảo, trừ khoản 2 Điều 8.",
		"Tuy vậy, có ý kiến cho rằng Điều 19 khoản 3 là không khả thi; đa số thành viên đồng ý giữ.",
		"Nhất trí bỏ Điều 26.", "Nhất trí bổ sung Điều 26.", "Đồng ý thêm Điều 26.",
		"Đồng ý phương án 2 tại Điều 26.", "Nhất trí với phương án 1.",
		"Cơ quan chúng tôi đồng ý 80%.", "Khó nhất trí với quy định này tại Điều 26.",
		"Việc nhất trí với quy định này sẽ gây khó khăn cho doanh nghiệp.",
		"Hoàn toàn đồng ý với ý kiến của Bộ Tài chính về việc bỏ Điều 26.",
		"Tỉnh chúng tôi nhất trí cao việc giảm thời hạn tại Điều 28 xuống 3 ngày.",
		"Sở đồng ý với dự thảo trong khi đó hai phòng chuyên môn phản đối Điều 26.",
		"Nhất trí với dự thảo Luật và lùi hiệu lực.", "Sở nhất trí với Bộ Tài chính bỏ quỹ.",
		"Nhất trí với tờ trình nhưng không nhất trí với dự thảo.",
		"Không có ý kiến khác ngoài kiến nghị tăng ngân sách.",
		"We agree with the draft except Article 4.", "We agree with deleting Article 4.", "No objection if Article 4 is deleted.",
		"We fully support the draft subject to Article 4.",
	} {
		if got := kindOf(sentence); got != Comment {
			t.Errorf("%s for %q", got, sentence)
		}
	}
}

func TestAgreement(t *testing.T) {
	for _, sentence := range []string{
		"Sở X nhất trí với dự thảo.", "Cơ bản nhất trí với bố cục và nội dung dự thảo Luật.", "Không có ý kiến gì thêm.",
		"Sở Nội vụ tỉnh B nhất trí với toàn bộ nội dung dự thảo Đề án và không có ý kiến bổ sung.",
		"Hoàn toàn nhất trí với sự cần thiết ban hành.", "Đồng ý với Điều 4.", "Nhất trí.", "Thống nhất.", "NHẤT TRÍ VỚI DỰ THẢO",
		"Ban Thường vụ Tỉnh ủy An Giang thống nhất với bố cục và nội dung dự thảo Đề án.",
		"Sau khi nghiên cứu dự thảo Luật Điện ảnh (sửa đổi), Bộ Văn hóa, Thể thao và Du lịch nhất trí với nội dung dự thảo Luật.",
		"Thực hiện Công văn số 45/BNV-PC ngày 3/4/2022 của Bộ Nội vụ về việc đề nghị góp ý dự thảo Luật, UBND tỉnh K không có ý kiến.",
		"Nhất trí với dự thảo Nghị định sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP.",
		"Hội thống nhất cao với các nội dung còn lại.", "Các nội dung khác: nhất trí.", "Ngoài ra, nhất trí.",
		"Nhất trí với nội dung dự thảo “Đề án đổi mới” kèm theo Công văn số 12/CV-BTC ngày 3/4/2022.",
		"UBND tỉnh Đồng Nai nhất trí với dự thảo Luật Thuế thu nhập cá nhân.", "ok",
		"Cục Thống kê tỉnh B cơ bản thống nhất với dự thảo Nghị định quy định chi tiết một số điều của Luật Lưu trữ.",
		"Tỉnh ủy G nhất trí với kết cấu năm phần của dự thảo Đề án.",
		"Đảng đoàn Hội T cơ bản tán thành dự thảo Đề án và xin góp ý thêm như sau:",
		"The Ministry of Home Affairs fully supports the draft Law.", "We agree with the draft and have no further comments.",
		"The Department has no objection to Article 4.",
	} {
		if got := kindOf(sentence); got != Agreement {
			t.Errorf("%q for %q", got, sentence)
		}
	}
}

// What looks like a courtesy and asks for something is a comment.
func TestDemandIsNoCourtesy(t *testing.T) {
	for _, sentence := range []string{
		"Trên đây là ý kiến của Bộ Tài chính, đề nghị Quý Bộ nghiên cứu, tiếp thu; đồng thời đề nghị bổ sung báo cáo đánh giá tác động ngân sách./.",
		"Rất mong Ban soạn thảo xem xét lại toàn bộ cơ chế quỹ.",
		"Sau khi nghiên cứu dự thảo, chúng tôi thấy Điều 26 thừa.",
		"Trên đây là ý kiến của Sở: không lập quỹ.",
		"Trên đây là ý kiến của Sở, trong đó nội dung quan trọng nhất là không lập quỹ.",
		"Trên đây là một số ý kiến của Sở, ngoài ra Điều 26 nên bỏ.",
		"Kính gửi Quý Bộ ý kiến sau: bỏ Điều 26.",
		"Kính gửi bản góp ý: Điều 26 cần bỏ.",
		"Trân trọng cảm ơn và đề nghị sớm ban hành Nghị định hướng dẫn.",
		"Mong Bộ sớm trình Quốc hội và bỏ thủ tục thông báo.",
		"Xin trân trọng cảm ơn và đề nghị bỏ thủ tục thông báo.",
		"Kính mong quý Bộ quan tâm bố trí kinh phí cho miền núi.",
		"Căn cứ Luật Quảng cáo, Điều 26 là thừa.",
		"Rất mong nhận được phản hồi về lý do không tiếp thu ý kiến lần trước.",
		"Đề nghị Ban soạn thảo tiếp thu ý kiến lần trước của Sở về quỹ.",
		"Đề nghị Bộ xem xét, quyết định việc không lập quỹ.",
		"Đề nghị Bộ xem xét, tổng hợp, báo cáo Chính phủ bỏ quỹ.",
		"Sở Y gửi ý kiến để Bộ tổng hợp: không lập quỹ.",
		"Thank you for the draft; Article 4 should go.",
	} {
		if got := kindOf(sentence, "Điều 2: đề nghị bỏ."); got != Comment {
			t.Errorf("%s for %q", got, sentence)
		}
		if got := kindOf(sentence); got != Comment {
			t.Errorf("%s for %q alone", got, sentence)
		}
	}
}

func TestCourtesy(t *testing.T) {
	for _, sentence := range []string{
		"Trên đây là ý kiến của Sở Nội vụ tỉnh B, kính gửi Bộ Nội vụ tổng hợp./.",
		"Trên đây là ý kiến góp ý của Bộ Tài chính, đề nghị Quý Bộ nghiên cứu, tiếp thu.",
		"Đề nghị Ban soạn thảo xem xét, tổng hợp, báo cáo cấp có thẩm quyền.",
		"Bộ Công an trao đổi để Quý Bộ biết, tổng hợp./.",
		"Xin trân trọng cảm ơn!", "Trân trọng cảm ơn sự phối hợp của Quý cơ quan.",
		"UBND tỉnh kính đề nghị Bộ xem xét.",
		"Thank you for the opportunity to comment.",
	} {
		if got := kindOf(sentence, "Điều 2: đề nghị bỏ."); got != Courtesy {
			t.Errorf("%s for %q", got, sentence)
		}
	}
}

// Who takes leave speaks of no place named before.
func TestClosingInheritsNothing(t *testing.T) {
	l := Read(blocksOf("Kính gửi: Bộ Văn hóa\nĐiều 2: đề nghị bỏ.\nTrân trọng cảm ơn và đề nghị sớm ban hành Nghị định hướng dẫn."), lawIndex)
	checkBody(t, l, "C [Chương I/Điều 2] Điều 2: đề nghị", "C [] Trân trọng cảm ơn")
}

// What a letter is hung up in asks for nothing.
func TestFrameIsNoComment(t *testing.T) {
	tests := []struct {
		line   string
		before []string
	}{
		{"- Như trên;", nil}, {"Tôi là Lê Thị B, công dân.", nil}, {"Tôi đọc dự thảo và thấy:", nil},
		{"Hiệp hội Phát hành phim", []string{"Điều 2: đề nghị bỏ."}}, {"Hiệp hội Phát hành phim", nil},
		{"III. Kết luận", []string{"Điều 2: đề nghị bỏ."}},
	}
	for _, test := range tests {
		if got := kindOf(test.line, test.before...); got == Comment || got == Agreement {
			t.Errorf("%s for %q after %q", got, test.line, test.before)
		}
	}
	for _, line := range []string{"Tôi là công dân, tôi phản đối quỹ.", "Quỹ hỗ trợ", "Hội đồng thẩm định thừa"} {
		if got := kindOf(line, "Điều 2: đề nghị bỏ."); got != Comment {
			t.Errorf("%s for %q", got, line)
		}
	}
}

func TestIssuerAcronyms(t *testing.T) {
	for _, test := range [][2]string{
		{"TẬP ĐOÀN FPT", "Tập đoàn FPT"}, {"CÔNG TY TNHH MTV HÃNG PHIM BHD", "Công ty TNHH MTV Hãng phim BHD"},
		{"UBND TP. HỒ CHÍ MINH", "UBND TP. Hồ Chí Minh"}, {"HỘI ĐIỆN ẢNH X", "Hội Điện ảnh X"}, {"VCCI", "VCCI"},
		{"TỔNG CÔNG TY VTC", "Tổng công ty VTC"}, {"**SỞ NỘI VỤ TỈNH B**", "Sở Nội vụ tỉnh B"}, {"**SỞ** **NỘI VỤ**", "Sở Nội vụ"},
		{"SỞ VĂN HÓA, THỂ THAO TỈNH BẮC KẠN", "Sở Văn hóa, thể thao tỉnh Bắc Kạn"}, {"ĐÀI TRUYỀN HÌNH VIỆT NAM", "Đài Truyền hình Việt Nam"},
	} {
		l := Read(blocksOf(test[0]+"\nSố: 1/CV\nKính gửi: Bộ Văn hóa\nĐề nghị bỏ Điều 4."), lawIndex)
		if l.Issuer != test[1] {
			t.Errorf("%q for %q, want %q", l.Issuer, test[0], test[1])
		}
	}
}
