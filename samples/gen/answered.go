package main

// filledRow is what an official wrote into one row of the matrix: that which
// holds the comment of a body that says so.
type filledRow struct {
	body, says string
	answer     string
}

// filledBy is one person's copy of the matrix.
type filledBy struct {
	file   string // .xlsx or .docx
	person string
	rows   []filledRow
	whole  bool // rows without an answer stay in the copy
}

// fillings are the copies that come back. They share one row, on which they
// agree.
func fillings() []filledBy {
	return []filledBy{
		{file: "bang-da-dien.xlsx", person: "Tổ biên tập - Nhóm nội dung Phần III, IV, V", rows: mainAnswers(), whole: true},
		{file: "bang-da-dien-2.docx", person: "Tổ biên tập - Nhóm nội dung Phần I, II", rows: firstAnswers()},
	}
}

const spelling = "Tiếp thu. Tổ biên tập đã rà soát toàn văn."

// firstAnswers are those to general comments and to Parts I and II.
func firstAnswers() []filledRow {
	return []filledRow{
		{"Ban Cán sự đảng Bộ C", "các phần dài ngắn chênh lệch", "Giải trình: Phần III là trọng tâm của Đề án nên dài hơn các phần khác. Xin giữ như dự thảo."},
		{"Học viện V", "list of abbreviations", "Ghi nhận; danh mục chữ viết tắt sẽ kèm theo bản trình."},
		{"Tỉnh ủy G", "rà soát lỗi chính tả", spelling},
		{"Đảng ủy Khối doanh nghiệp Đ", "phụ lục giải thích từ ngữ", "Không tiếp thu, vì các từ ngữ cần hiểu thống nhất đã được giải thích tại chú thích."},
		{"Tỉnh ủy A", "dẫn một ví dụ cụ thể", "Xin giữ như dự thảo để phần mở đầu ngắn gọn."},
		{"Tỉnh ủy B", ", tình hình khu vực và quốc tế", "Tiếp thu"},
		{"Tỉnh ủy A", "cán bộ cấp chiến lược gồm những chức danh nào", "Tiếp thu một phần: nêu diện cán bộ ngay trong thân văn bản, không liệt kê từng chức danh."},
		{"Ban Cán sự đảng Bộ C", "các nội dung chung áp dụng đối với cán bộ trong doanh nghiệp nhà nước", "Tiếp thu, đã ghi rõ là nội dung về tiêu chuẩn và đánh giá."},
		{"Tỉnh ủy A", "bổ sung số liệu minh họa", "Tiếp thu, bổ sung số liệu minh họa vào bản tiếp theo."}, // and forgotten
		{"Tỉnh ủy A", "Thống nhất với nhận định này", "Ghi nhận."},
		{"Tỉnh ủy E", "trình độ ngoại ngữ", "Giải trình: số liệu về ngoại ngữ có trong báo cáo tổng kết kèm theo Đề án."},
		{"Tỉnh ủy B", "đùn đẩy, né tránh trách nhiệm", "Tiếp thu"},
		{"Bộ M", "số lượng chức danh đã thi tuyển", "Giải trình: số liệu thi tuyển có trong báo cáo tổng kết kèm theo Đề án."},
		{"Tỉnh ủy B", "còn nể nang, cào bằng", "Tiếp thu"},
		{"Tỉnh ủy G", "chưa đồng bộ, chưa kịp thời", "Tiếp thu."},
		{"Tỉnh ủy B", "chưa tạo được động lực", "Không tiếp thu vì đây là nguyên nhân đã được tổng kết từ thực tế."},
	}
}

// mainAnswers are those to Parts III, IV and V, and to comments whose place is
// unsure.
func mainAnswers() []filledRow {
	return append([]filledRow{
		{"Tỉnh ủy G", "rà soát lỗi chính tả", spelling},
		{"Tỉnh ủy H", "phân cấp đến đâu", "Tiếp thu, bổ sung mức phân cấp."},
		{"Tỉnh ủy A", "xử lý hài hòa giữa tiêu chuẩn và cơ cấu",
			"Giải trình: việc bố trí cơ cấu cấp ủy đã có hướng dẫn riêng. Xin giữ như dự thảo.\n" +
				"Riêng ý kiến của Đảng ủy Khối doanh nghiệp Đ: ghi nhận, sẽ nêu trong văn bản hướng dẫn đối với khối doanh nghiệp."},
		{"Tỉnh ủy H", "Năng lực nổi trội", "Tiếp thu"},
		{"Tỉnh ủy B", "Đến hết năm 2020", "Tiếp thu"},
		{"Tỉnh ủy H", "nơi nào cũng có thể nói là chưa có điều kiện", "Không tiếp thu. Mức độ sẵn sàng của các địa phương còn khác nhau."},
		{"Tỉnh ủy D", "Mốc năm 2025 khó đạt", "Tiếp thu"},
		{"Tỉnh ủy A", "thống nhất mốc tính", "Xin giữ như dự thảo cho phù hợp với năm ngân sách."},
		{"Học viện V", "working proficiency", "Ghi nhận; mức độ sẽ quy định trong văn bản hướng dẫn."},
		{"Tỉnh ủy H", "tách trọng tâm này thành hai", "Giải trình: hai nội dung gắn với nhau nên để chung một trọng tâm."},
		{"Tỉnh ủy E", "thế nào là “người địa phương”", "Giải trình: tiêu chí thực hiện theo quy định về luân chuyển cán bộ."},
		{"Tỉnh ủy B", ", bảo hiểm", "Tiếp thu"},
		{"Tỉnh ủy H", "giới thiệu cán bộ bằng hình thức nào", "Tiếp thu một phần: ghi rõ thông qua Mặt trận Tổ quốc; hình thức cụ thể do Mặt trận hướng dẫn."},
		{"Đảng đoàn Hội T", "vì chưa có cơ chế thực hiện", "Không tiếp thu, vì cơ chế đã có trong quy định về giám sát, phản biện."},
		{"Học viện V", "đổi mới cách kiểm tra, đánh giá kết quả học tập", "Tiếp thu"},
		{"Tỉnh ủy G", "nội dung nêu gương", "Giải trình: nội dung nêu gương thực hiện theo quy định riêng."},
		{"Học viện V", "competency framework", "Tiếp thu, bổ sung một điểm về rà soát ba năm một lần."},
		{"Bộ M", "trước ngày 31 tháng 12 năm 2019", "Tiếp thu"},
		{"Đảng ủy Khối doanh nghiệp Đ", "giữ quy định hai năm liên tiếp", "Ghi nhận; dự thảo giữ quy định này."},
		{"Tỉnh ủy A", "chỉ cần một năm", "Không tiếp thu vì một năm không hoàn thành nhiệm vụ có thể do nguyên nhân khách quan."},
		{"Tỉnh ủy E", "Đánh giá chéo dễ hình thức", "Giải trình: dự thảo đã quy định làm thí điểm, tổng kết rồi mới mở rộng."},
		{"Đảng ủy Khối doanh nghiệp Đ", "Thi tuyển chưa áp dụng", "Tiếp thu"},
		{"Tỉnh ủy E", "từ hai đến bốn người", "Không tiếp thu, giữ hai đến ba người để bảo đảm chất lượng quy hoạch."},
		{"Học viện V", "giá trị sử dụng của chứng chỉ", "Tiếp thu một phần: ghi rõ cơ quan ban hành; giá trị của chứng chỉ do quy chế đào tạo quy định."},
		{"Tỉnh ủy B", "từ ba năm đến năm năm", "Tiếp thu"},
		{"Tỉnh ủy B", "sau khi hoàn thành nhiệm vụ luân chuyển", "Tiếp thu"},
		{"Tỉnh ủy A", "tính trên tổng số người trong quy hoạch", "Tiếp thu"},
		{"Học viện V", "chuyển đổi số", "Tiếp thu"},
		{"Tỉnh ủy G", "và có trong thường trực cấp ủy", "Không tiếp thu. Cơ cấu thường trực cấp ủy do đại hội quyết định."},
	}, laterAnswers()...)
}

func laterAnswers() []filledRow {
	return []filledRow{
		{"Tỉnh ủy A", "trách nhiệm liên đới của cấp phó phụ trách", "Tiếp thu"},
		{"Ban Cán sự đảng Bộ C", "đề nghị 15 ngày", "Tiếp thu, quy định thời hạn 15 ngày."},
		{"Ban Cán sự đảng Bộ C", "Bổ sung chế tài", "Tiếp thu một phần: tách thành một điểm riêng; chế tài thực hiện theo quy định về xử lý kỷ luật."},
		{"Tỉnh ủy E", "tỷ lệ cứng khó thực hiện", "Không tiếp thu, vì cần có mức tối thiểu thống nhất trong toàn Đảng."},
		{"Thành ủy K", "từ 20% lên 30%", "Tiếp thu"},
		{"Thành ủy K", "B:20%", "Tiếp thu"},
		{"Đảng ủy Khối doanh nghiệp Đ", "nơi công tác cũ", "Tiếp thu"},
		{"Tỉnh ủy D", ", thôi việc", "Tiếp thu"},
		{"Thành ủy K", "liệt kê rõ các chức danh có liên quan", "Giải trình: danh mục chức danh có liên quan do văn bản hướng dẫn quy định."},
		{"Tỉnh ủy G", "quan hệ giữa lấy phiếu tín nhiệm và đánh giá", "Ghi nhận, sẽ nêu trong văn bản hướng dẫn."},
		{"Thành ủy K", "trên 50%", "Tiếp thu"},
		{"Thành ủy K", "ai có thẩm quyền quyết định", "Tiếp thu"},
		{"Tỉnh ủy D", "là cấp nào", "Giải trình: thẩm quyền theo quy định về phân cấp quản lý cán bộ."},
		{"Tỉnh ủy D", "rủi ro do nguyên nhân khách quan", "Tiếp thu"},
		{"Tỉnh ủy A", "ấn định 30 ngày", "Tiếp thu"},
		{"Tỉnh ủy B", "trong thời hạn 30 ngày", "Tiếp thu"},
		{"Bộ M", "cải cách chính sách tiền lương đang trình", "Tiếp thu một phần: bổ sung nguyên tắc thống nhất với lộ trình cải cách tiền lương."},
		{"Đảng đoàn Hội T", "trả lời bằng văn bản", "Tiếp thu một phần: bổ sung việc trả lời bằng văn bản; vai trò của Mặt trận đã có trong quy định khác."},
		{"Tỉnh ủy A", "căn cứ quan trọng", "Không tiếp thu. Giám sát của nhân dân là một trong nhiều căn cứ."},
		{"Tỉnh ủy G", "đối thoại ở cấp xã 6 tháng một lần", "Tiếp thu"},
		{"Tỉnh ủy D", "khi có vụ việc phức tạp", "Không tiếp thu, vì đối thoại đột xuất đã có trong quy chế tiếp công dân."},
		{"Tỉnh ủy D", "rút xuống 30 ngày", "Tiếp thu"},
		{"Ban Cán sự đảng Bộ C", "quá hai nhiệm kỳ liên tiếp", "Giải trình: vị trí thẩm định thuộc công tác nhân sự nên đã nằm trong quy định này."},
		{"Tỉnh ủy B", "A:Ứng dụng công nghệ thông tin", "Tiếp thu"},
		{"Bộ M", "cơ sở dữ liệu quốc gia về dân cư", "Tiếp thu"},
		{"Học viện V", "leaves out the commune level", "Tiếp thu"}, // and cannot be done with the one before
		{"Tỉnh ủy B", "B:Ứng dụng công nghệ thông tin", "Tiếp thu"},
		{"Thành ủy K", "thay bằng “thiếu chuẩn bị”", "Tiếp thu"},
		{"Bộ M", "ước tính kinh phí theo từng giai đoạn", "Tiếp thu một phần: ghi nguyên tắc; số kinh phí cụ thể ở kế hoạch thực hiện."},
		{"Ban Cán sự đảng Bộ C", "danh mục luật, nghị định", "Giải trình: danh mục ban hành kèm kế hoạch thực hiện Đề án."},
		{"Tỉnh ủy G", "báo cáo kết quả kiểm tra việc thực hiện", "Tiếp thu"},
		{"Tỉnh ủy A", "cơ quan nội chính", "Tiếp thu"},
		{"Tỉnh ủy A", "hai năm sơ kết một lần", "Tiếp thu"},
		{"Thành ủy K", "trước hết là ở các thành phố trực thuộc Trung ương", "Không tiếp thu để không giới hạn nơi thí điểm."},
		{"Tỉnh ủy A", "lộ trình từng năm", "Giải trình: lộ trình từng năm quy định trong kế hoạch thực hiện."},
		{"Tỉnh ủy G", "Điểm h mục 5.1", "Ghi nhận; mục 5.1 của dự thảo không có điểm h."},
	}
}
