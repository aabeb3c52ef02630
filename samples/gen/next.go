package main

import (
	"fmt"
	"strings"
)

// nextDraft is the version the drafters wrote after the comments.
func nextDraft() (*draft, error) {
	text := draftText
	for _, p := range rewritten {
		if n := strings.Count(text, p[0]); n != 1 {
			return nil, fmt.Errorf("%q stands %d times in the draft", p[0], n)
		}
		text = strings.Replace(text, p[0], p[1], 1)
	}
	return parseDraft(text)
}

// rewritten is how the second version differs from the first: what was
// promised in the answers, and what was not. One promise is missing on purpose
// (the figures for "chưa đạt chỉ tiêu đề ra"), one change answers no comment
// ("nhận xét sáu tháng một lần"), and of two accepted proposals for the same
// words only one could be done ("đến cấp xã").
var rewritten = [][2]string{
	// Part I
	{"bối cảnh mới của đất nước, sự phát triển", "bối cảnh mới của đất nước, tình hình khu vực và quốc tế, sự phát triển"},
	{"tập trung vào cán bộ lãnh đạo, quản lý và cán bộ cấp chiến lược.", "tập trung vào cán bộ lãnh đạo, quản lý và cán bộ cấp chiến lược thuộc diện Trung ương trực tiếp quản lý."},
	{"được xem xét ở những nội dung chung, các quy định riêng", "được xem xét ở những nội dung chung về tiêu chuẩn và đánh giá, các quy định riêng"},
	// Part II
	{"ngại khó, né tránh việc;", "ngại khó, ngại khổ, đùn đẩy, né tránh trách nhiệm;"},
	{"chưa gắn với sản phẩm cụ thể, còn nể nang, cào bằng; kết quả", "chưa gắn với sản phẩm cụ thể, kết quả"},
	{"chính sách đối với cán bộ luân chuyển chưa đủ khuyến khích.", "chính sách đối với cán bộ luân chuyển chưa đồng bộ, chưa kịp thời."},
	// Part III
	{"phân cấp, giao quyền hợp lý cho cấp dưới", "phân cấp, giao quyền tối đa cho cấp ủy cấp huyện, hợp lý cho cấp dưới"},
	{"năng lực nổi trội, làm việc", "năng lực đáp ứng vị trí việc làm, làm việc"},
	{"(a) Đến năm 2020: ban hành", "(a) Đến hết năm 2020: ban hành"},
	{"(b) Đến năm 2025: cơ bản", "(b) Đến năm 2025: phấn đấu cơ bản"},
	{"chính sách tiền lương, nhà ở và điều kiện làm việc, tạo động lực", "chính sách tiền lương, nhà ở, bảo hiểm và điều kiện làm việc, tạo động lực"},
	{"giám sát, phản biện và giới thiệu cán bộ.", "giám sát, phản biện và giới thiệu cán bộ thông qua Mặt trận Tổ quốc."},
	{"tăng thời lượng trao đổi tình huống.", "tăng thời lượng trao đổi tình huống; đổi mới cách kiểm tra, đánh giá kết quả học tập."},
	// A point put in because it was asked for; that after it becomes d).
	{"(c) Các cơ quan có thẩm quyền ban hành tiêu chuẩn chức danh thuộc phạm vi quản lý trước ngày 31 tháng 12 năm 2019.",
		"(c) Ba năm một lần, cơ quan tổ chức chủ trì rà soát, cập nhật khung năng lực.\n" +
			"(d) Các cơ quan có thẩm quyền ban hành tiêu chuẩn chức danh thuộc phạm vi quản lý trước ngày 30 tháng 6 năm 2020."},
	{"chức danh lãnh đạo cấp vụ, cấp sở, cấp phòng theo nguyên tắc", "chức danh lãnh đạo cấp vụ, cấp sở, cấp phòng và chức danh quản lý doanh nghiệp nhà nước theo nguyên tắc"},
	{"chương trình bồi dưỡng bắt buộc của chức danh đó.", "chương trình bồi dưỡng bắt buộc của chức danh đó do cơ quan có thẩm quyền ban hành."},
	{"thời gian luân chuyển ít nhất là ba năm.", "thời gian luân chuyển từ ba năm đến năm năm."},
	{"(c) Bảo đảm nhà ở công vụ và phụ cấp cho cán bộ luân chuyển theo quy định của cấp có thẩm quyền.\n",
		"(c) Bảo đảm nhà ở công vụ và phụ cấp cho cán bộ luân chuyển theo quy định của cấp có thẩm quyền.\n" +
			"(d) Có chính sách bố trí công tác phù hợp cho cán bộ sau khi hoàn thành nhiệm vụ luân chuyển.\n"},
	{"ít nhất 15% cán bộ dưới 45 tuổi trong quy hoạch.", "ít nhất 15% cán bộ dưới 45 tuổi trên tổng số người trong quy hoạch."},
	{"theo dõi, ghi nhận kết quả trong hồ sơ.", "theo dõi, nhận xét sáu tháng một lần, ghi nhận kết quả trong hồ sơ."},
	{"hoạch định chính sách, quản trị công và đối ngoại.", "hoạch định chính sách, quản trị công, chuyển đổi số và đối ngoại."},
	{"phải chịu trách nhiệm trực tiếp về nội dung", "phải chịu trách nhiệm trực tiếp và trách nhiệm liên đới của cấp phó phụ trách về nội dung"},
	// One point becomes two, and the three after them have other letters.
	{"(c) Cá nhân có ý kiến khác với tập thể được quyền bảo lưu và báo cáo lên cấp trên; không được gây khó khăn cho người bảo lưu ý kiến.\n" +
		"(d) Hằng năm, cấp ủy cấp trên kiểm tra công tác cán bộ của ít nhất 20% số tổ chức đảng trực thuộc.\n" +
		"(đ) Cán bộ đã chuyển công tác, nghỉ hưu mà phát hiện vi phạm trong công tác cán bộ vẫn bị xem xét, xử lý; kết quả được công khai.\n" +
		"(e) Người thân thích",
		"(c) Cá nhân có ý kiến khác với tập thể được quyền bảo lưu và báo cáo lên cấp trên trong thời hạn 15 ngày.\n" +
			"(d) Không được gây khó khăn cho người bảo lưu ý kiến.\n" +
			"(đ) Hằng năm, cấp ủy cấp trên kiểm tra công tác cán bộ của ít nhất 30% số tổ chức đảng trực thuộc.\n" +
			"(e) Cán bộ đã chuyển công tác, nghỉ hưu, thôi việc mà phát hiện vi phạm trong công tác cán bộ vẫn bị xem xét, xử lý; kết quả được công khai tại nơi công tác cũ và nơi công tác mới.\n" +
			"(g) Người thân thích"},
	{"người có tỷ lệ tín nhiệm thấp quá nửa được xem xét cho thôi chức vụ", "người có tỷ lệ tín nhiệm thấp trên 50% được cấp có thẩm quyền quản lý xem xét cho thôi chức vụ"},
	{"khi có rủi ro khách quan.", "khi có rủi ro do nguyên nhân khách quan."},
	{"trả lời trong thời hạn sớm nhất;", "trả lời trong thời hạn 30 ngày;"},
	{"Cải cách tiền lương theo vị trí việc làm và kết quả công việc;", "Cải cách tiền lương theo vị trí việc làm và kết quả công việc, thống nhất với lộ trình cải cách chính sách tiền lương chung;"},
	{"Kết quả giám sát là một căn cứ", "Kết quả giám sát được trả lời bằng văn bản và là một căn cứ"},
	{"riêng ở cấp xã, mỗi quý một lần.", "riêng ở cấp xã, sáu tháng một lần."},
	{"cho người dân trong thời hạn 45 ngày.", "cho người dân trong thời hạn 30 ngày."},
	// One paragraph moves to where it was asked to.
	{"(b) Không giữ một người làm công tác nhân sự ở cùng một vị trí quá hai nhiệm kỳ liên tiếp.\n",
		"(b) Không giữ một người làm công tác nhân sự ở cùng một vị trí quá hai nhiệm kỳ liên tiếp.\n" +
			"(c) Ứng dụng công nghệ thông tin trong lấy ý kiến, lấy phiếu, theo dõi việc thực hiện kết luận về công tác cán bộ.\n"},
	{"bảo đảm an toàn và bảo mật.\nỨng dụng công nghệ thông tin trong lấy ý kiến, lấy phiếu, theo dõi việc thực hiện kết luận về công tác cán bộ.\n",
		"bảo đảm an toàn và bảo mật.\n"},
	{"kết nối từ Trung ương đến cấp huyện, cập nhật", "kết nối từ Trung ương đến cấp xã, cập nhật"},
	// Parts IV and V
	{"nếu làm nóng vội dễ phát sinh tâm tư.", "nếu thiếu chuẩn bị dễ phát sinh tâm tư."},
	{"Kinh phí thực hiện được bố trí từ ngân sách nhà nước", "Kinh phí thực hiện được ước tính theo từng giai đoạn, bố trí từ ngân sách nhà nước"},
	{"### Cơ quan kiểm tra đưa việc thực hiện Đề án vào chương trình kiểm tra, giám sát hằng năm.",
		"### Cơ quan kiểm tra phối hợp với cơ quan nội chính đưa việc thực hiện Đề án vào chương trình kiểm tra, giám sát hằng năm; báo cáo kết quả trước ngày 31 tháng 12."},
	{"định kỳ ba năm sơ kết", "định kỳ hai năm sơ kết"},
}
