package main

import (
	"time"
)

// copies are the replies written on a copy of the draft: margin comments,
// tracked changes, both, on the same text, on a retyped and on an older one.
func copies() []copyReply {
	return []copyReply{marginCopy(), trackedCopy(), mixedCopy(), retypedCopy(), olderCopy()}
}

// copyReply is one such file.
type copyReply struct {
	file, body string
	form       form
	when       time.Time
	older      bool // made from an earlier text of the draft
	marks      []mark
}

// marginCopy has comments only: a thread, a resolved one, one on the words
// before a footnote, one on a point without words.
func marginCopy() copyReply {
	chair := by("Ban Tổ chức Tỉnh ủy A", 3, 9)
	office := by("Văn phòng Tỉnh ủy A", 4, 14)
	return copyReply{file: "Tỉnh ủy A/De an - ban gop y cua Ban To chuc.docx", body: "Tỉnh ủy A", when: chair.Date,
		marks: []mark{
			on("1/I/1", "đội ngũ cán bộ phải được chuẩn bị trước một bước", chair,
				"Nên dẫn một ví dụ cụ thể về nơi đã chuẩn bị cán bộ sớm và có kết quả, để phần mở đầu bớt chung chung."),
			on("1/II/1", "cán bộ lãnh đạo, quản lý và cán bộ cấp chiến lược", chair,
				"Đề nghị nói rõ cán bộ cấp chiến lược gồm những chức danh nào; để ở chú thích chưa đủ.",
				answer(office, "Đồng ý. Nên đưa định nghĩa lên thân văn bản."),
				answer(chair, "Đã thống nhất với Văn phòng, đề nghị Tổ biên tập tiếp thu.")),
			on("2/I/2/b", "chuyên gia đầu ngành", chair, "Thống nhất với nhận định này; không cần sửa.").resolved(),
			on("3/IV/2/2.2/b", "hai năm liên tiếp không hoàn thành nhiệm vụ", chair,
				"Đề nghị cân nhắc: chỉ cần một năm không hoàn thành nhiệm vụ là chưa bố trí chức vụ cao hơn.").grouped("một năm"),
			on("3/IV/4/4.1/a", "15% cán bộ dưới 45 tuổi", chair,
				"Tỷ lệ này nên tính trên tổng số người trong quy hoạch, cần ghi rõ để các nơi làm thống nhất."),
			on("3/IV/6/6.1/b", "trong thời hạn sớm nhất", chair,
				"Cụm từ “trong thời hạn sớm nhất” không đo được. Đề nghị ấn định 30 ngày."),
			on("3/II/3", "ngày 31 tháng 12", office, "Đề nghị thống nhất mốc tính với báo cáo thống kê hiện hành (ngày 30 tháng 11)."),
			on("5/I/4", "", office, "Bổ sung cơ quan nội chính vào diện phối hợp kiểm tra việc thực hiện."),
			on("5/I/5", "định kỳ ba năm sơ kết", office, "Thời hạn ba năm là dài, đề nghị hai năm sơ kết một lần.").grouped("sơ kết"),
		}}
}

// trackedCopy has changes only: words put in, taken out, replaced, a new
// paragraph, a paragraph taken out, one moved, and two changes of look.
func trackedCopy() copyReply {
	s := by("Văn phòng Tỉnh ủy B", 5, 10)
	later := by("Văn phòng Tỉnh ủy B", 5, 15)
	return copyReply{file: "Tỉnh ủy B/du-thao-1 (Tinh uy B sua).docx", body: "Tỉnh ủy B", when: s.Date,
		marks: []mark{
			put("1/I/1/p1", "bối cảnh mới của đất nước", ", tình hình khu vực và quốc tế", s),
			swap("2/I/2/c", "ngại khó, né tránh việc", "ngại khó, ngại khổ, đùn đẩy, né tránh trách nhiệm", s),
			swap("2/II/2/a", "còn nể nang, cào bằng; ", "", s),
			swap("3/II/2/a", "Đến năm 2020", "Đến hết năm 2020", s),
			put("3/III/2/d", "Cải cách chính sách tiền lương, nhà ở", ", bảo hiểm", s),
			swap("3/IV/3/3.3/a", "ít nhất là ba năm", "từ ba năm đến năm năm", s),
			{addr: "3/IV/3/3.3/c", newPara: "Có chính sách bố trí công tác phù hợp cho cán bộ sau khi hoàn thành nhiệm vụ luân chuyển.", by: s},
			{addr: "2/III/1/3", drop: true, by: later},
			{addr: "3/IV/8/8.2/p1", moveTo: "3/IV/8/8.1/b", by: later},
			swap("3/IV/6/6.1/b", "trong thời hạn sớm nhất", "trong thời hạn 30 ngày", later),
			{addr: "1/I/1/p2", quote: "ngang tầm nhiệm vụ", bold: true, by: later, silent: true},
			{addr: "3/I/3", quote: "sự tín nhiệm của nhân dân", bold: true, by: later, silent: true},
		}}
}

// mixedCopy is one body's file with the comments and changes of two people,
// one of whom comments on the other's change.
func mixedCopy() copyReply {
	first := by("Ban Tổ chức Thành ủy K", 9, 8)
	second := by("Ban Nội chính Thành ủy K", 9, 16)
	return copyReply{file: "thanh-uy-k.docx", body: "Thành ủy K", when: second.Date,
		marks: []mark{
			swap("3/IV/5/5.1/d", "20%", "30%", first),
			on("3/IV/5/5.1/d", "ít nhất 20% số tổ chức đảng trực thuộc", second,
				"Đề nghị tăng tỷ lệ kiểm tra hằng năm từ 20% lên 30% số tổ chức đảng trực thuộc."),
			put("3/IV/5/5.1/đ", "nghỉ hưu", ", thôi việc", second).grouped("thôi việc"),
			on("3/IV/5/5.2/c", "các chức danh có liên quan", first,
				"Cần liệt kê rõ các chức danh có liên quan, tránh mỗi nơi hiểu một cách."),
			swap("3/IV/5/5.3/p1", "quá nửa", "trên 50%", second),
			on("3/IV/5/5.3/p1", "không chờ hết nhiệm kỳ", first, "Phải quy định ai có thẩm quyền quyết định cho thôi chức vụ trong trường hợp này."),
			on("4/II/1/b", "nóng vội", second, "Từ “nóng vội” mang tính khẩu ngữ, nên thay bằng “thiếu chuẩn bị”."),
			put("5/II/1/b", "ở những nơi có điều kiện", ", trước hết là ở các thành phố trực thuộc Trung ương", first),
		}}
}

// retypedCopy was typed anew: its labels are text, Word's styles are gone.
func retypedCopy() copyReply {
	s := by("Ban Tổ chức Tỉnh ủy D", 3, 11)
	return copyReply{file: "gop y de an - TUD.docx", body: "Tỉnh ủy D", form: byHand, when: s.Date,
		marks: []mark{
			on("3/IV/6/6.1/a", "Cấp có thẩm quyền quy định cơ chế bảo vệ cán bộ", s,
				"Nêu rõ “cấp có thẩm quyền” là cấp nào; quy định thời hạn ban hành cơ chế bảo vệ cán bộ."),
			swap("3/IV/6/6.1/a", "rủi ro khách quan", "rủi ro do nguyên nhân khách quan", s),
			put("3/IV/7/7.1/a", "ít nhất mỗi năm hai lần", " và khi có vụ việc phức tạp", s),
			on("3/IV/7/7.2/3", "45 ngày", s, "Đề nghị rút xuống 30 ngày cho thống nhất với thời hạn giải quyết khiếu nại lần đầu."),
			put("3/IV/5/5.1/đ", "nghỉ hưu", ", thôi việc", s).grouped("thôi việc"),
			on("3/II/2/b", "Đến năm 2025", s, "Mốc năm 2025 khó đạt đối với việc bố trí bí thư cấp ủy cấp tỉnh; đề nghị ghi là phấn đấu."),
		}}
}

// olderCopy was made from an earlier text: some paragraphs read differently, a
// point is missing so that those after it have other letters, and the end of
// the file is cut off.
func olderCopy() copyReply {
	s := by("Ban Tuyên giáo Tỉnh ủy E", 2, 9)
	return copyReply{file: "Tỉnh ủy E - góp ý trên bản cũ.docx", body: "Tỉnh ủy E", older: true, when: s.Date,
		marks: []mark{
			on("2/I/2/b", "khả năng làm việc trong môi trường quốc tế", s, "Đề nghị bổ sung số liệu về trình độ ngoại ngữ của cán bộ cấp tỉnh, cấp huyện."),
			on("3/III/2/c", "cấp tỉnh, cấp huyện không phải là người địa phương", s,
				"Đề nghị làm rõ tiêu chí thế nào là “người địa phương”: theo quê quán, nơi sinh hay quá trình công tác."),
			on("3/IV/2/2.2/c", "Thí điểm đánh giá chéo", s, "Đánh giá chéo dễ hình thức; nên chọn một số cơ quan làm thí điểm trước khi mở rộng."),
			swap("3/IV/3/3.1/b", "từ hai đến ba người", "từ hai đến bốn người", s),
		}}
}

// olderText is the draft as it stood before: what follows is how it differs.
func olderText(text string) (string, error) {
	return replaceEach(text, [][2]string{
		{"Mỗi khi nhiệm vụ chính trị chuyển giai đoạn, yêu cầu đối với người cán bộ cũng thay đổi theo; ", ""},
		{"(b) Năng lực của một bộ phận cán bộ chưa đều", "(b) Năng lực và phương pháp công tác của nhiều cán bộ chưa đều"},
		{"(a) Đổi mới đánh giá cán bộ theo hướng liên tục, nhiều chiều, bằng sản phẩm cụ thể, công khai kết quả và so sánh với người giữ chức danh tương đương.\n", ""},
		{"(b) Kiểm soát chặt chẽ quyền lực", "(a) Kiểm soát chặt chẽ quyền lực"},
		{"(c) Thực hiện nhất quán việc bố trí", "(b) Thực hiện nhất quán việc bố trí"},
		{"(d) Cải cách chính sách tiền lương", "(c) Cải cách chính sách tiền lương"},
		{"(đ) Hoàn thiện cơ chế phát huy vai trò", "(d) Hoàn thiện cơ chế phát huy vai trò"},
		{"#### Tiêu chuẩn chức danh\n", "#### Rà soát chức vụ\nCác cơ quan rà soát chức vụ hiện có, đề xuất bỏ những chức vụ trung gian.\n\n#### Tiêu chuẩn chức danh\n"},
		{"tổng kết thí điểm sau hai năm.", "sau một năm thì tổng kết."},
	}, "### Xây dựng đội ngũ cán bộ cấp chiến lược và người đứng đầu các cấp\n")
}
