package main

import "time"

// letter is a reply in prose. Its lines that are opinions come to the key; the
// others are salutation, headings, agreement and closing.
type letter struct {
	file, body string
	head       letterhead
	title      string // "Góp ý …", on its own line under the head of a party letter
	lines      []any  // string or opinion
	to         []string
	signer     []string
	agrees     bool
}

// opinion is one comment in a letter or table.
type opinion struct {
	text       string // in the words of the body
	addr       string // "" where general or under review
	quote      string // words of the draft it cites
	state      string // "placed" if empty
	candidates []string
	group      string
	before     string
	after      string
}

func date(day int) time.Time { return time.Date(2018, 4, day, 0, 0, 0, 0, time.UTC) }

const (
	intro  = "Thực hiện Công văn số 96-CV/BCĐ, ngày 07/3/2018 của Ban Chỉ đạo xây dựng Đề án về việc lấy ý kiến góp ý dự thảo Đề án “" + schemeTitle + "”, "
	thanks = "Trên đây là ý kiến góp ý, kính gửi Ban Chỉ đạo xây dựng Đề án tổng hợp./."
)

// States of opinions that have no certain place.
const (
	review  = "review"
	general = "general"
)

func partyLetter() letter {
	return letter{file: "Tỉnh ủy A/1031-CV-TU.docx", body: "Tỉnh ủy A",
		head:  letterhead{issuer: "TỈNH ỦY A", number: "Số 1031-CV/TU", place: "Tỉnh lỵ A", date: date(6)},
		title: "Về việc góp ý dự thảo Đề án xây dựng đội ngũ cán bộ",
		lines: []any{
			"Kính gửi: Ban Chỉ đạo xây dựng Đề án,",
			intro + "Ban Thường vụ Tỉnh ủy A có ý kiến như sau:",
			"I- Ý kiến chung",
			"Ban Thường vụ Tỉnh ủy A cơ bản nhất trí với bố cục và nội dung của dự thảo Đề án.",
			opinion{state: general, text: "Đề nghị Tổ biên tập rà soát lỗi chính tả, cách viết hoa và viết tắt trong toàn văn bản cho thống nhất.", group: "chính tả"},
			"II- Ý kiến cụ thể",
			opinion{addr: "2/I/2/a", quote: "chưa đạt chỉ tiêu đề ra",
				text: "1- Tại điểm a, mục 2, mục I, Phần II: đề nghị bổ sung số liệu minh họa cho nhận định tỷ lệ cán bộ trẻ, cán bộ nữ “chưa đạt chỉ tiêu đề ra”."},
			opinion{addr: "3/IV/5/5.1/a", quote: "chịu trách nhiệm trực tiếp", group: "liên đới",
				text: "2- Tại điểm a, mục 5.1, Phần III: đề nghị bổ sung cụm từ “và trách nhiệm liên đới của cấp phó phụ trách” sau cụm từ “chịu trách nhiệm trực tiếp”."},
			opinion{addr: "3/I/4", quote: "Xử lý hài hòa", group: "hài hòa",
				text: "3- Tại mục 4, mục I, Phần III: đề nghị làm rõ cách xử lý hài hòa giữa tiêu chuẩn và cơ cấu khi số lượng cấp ủy viên có hạn."},
			opinion{addr: "3/IV/7", quote: "một căn cứ",
				text: "4- Tại đoạn mở đầu mục 7, mục IV, Phần III: đề nghị sửa “một căn cứ” thành “căn cứ quan trọng” để đánh giá cán bộ hằng năm."},
			opinion{state: review, candidates: []string{"3/II/2/b", "3/III/2/b"},
				text: "5- Tại điểm b, mục 2, Phần III: đề nghị quy định lộ trình từng năm và cơ quan chịu trách nhiệm theo dõi."},
			thanks,
		},
		to: []string{"Như trên,", "Ban Thường vụ Tỉnh ủy,", "Lưu Văn phòng Tỉnh ủy."}, signer: []string{"T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"}}
}

func stateLetter() letter {
	return letter{file: "2441-BM-TCCB.docx", body: "Bộ M",
		head: letterhead{state: true, issuer: "BỘ M", number: "2441/BM-TCCB", about: "V/v góp ý dự thảo Đề án xây dựng đội ngũ cán bộ",
			place: "Hà Nội", date: date(5)},
		lines: []any{
			"Kính gửi: Ban Chỉ đạo xây dựng Đề án",
			"Trả lời Công văn số 96-CV/BCĐ ngày 07/3/2018 của Ban Chỉ đạo về việc lấy ý kiến đối với dự thảo Đề án, Bộ M có ý kiến như sau:",
			"Bộ M thống nhất với sự cần thiết xây dựng Đề án. Tuy nhiên, đề nghị Ban Chỉ đạo xem xét một số nội dung sau:",
			"1. Về Phần II",
			opinion{addr: "2/II/1", quote: "thi tuyển chức danh lãnh đạo cấp phòng, cấp vụ",
				text: "Tại mục 1, mục II: đề nghị bổ sung số lượng chức danh đã thi tuyển và tỷ lệ người trúng tuyển là người ngoài cơ quan, làm căn cứ cho nhận định về kết quả bước đầu."},
			"2. Về Phần III",
			opinion{addr: "3/IV/2/2.1/c", quote: "trước ngày 31 tháng 12 năm 2019",
				text: "Tại điểm c mục 2.1: thời hạn “trước ngày 31 tháng 12 năm 2019” là gấp vì phải chờ quy định khung; đề nghị lùi đến ngày 30 tháng 6 năm 2020."},
			opinion{addr: "3/IV/6/6.2", quote: "Cải cách tiền lương theo vị trí việc làm", group: "tiền lương",
				text: "Tại mục 6.2: đề nghị thống nhất nội dung cải cách tiền lương với Đề án cải cách chính sách tiền lương đang trình, tránh trùng lặp."},
			opinion{addr: "3/IV/8/8.2", quote: "kết nối từ Trung ương đến cấp huyện",
				text: "Tại mục 8.2: sau cụm từ “kết nối từ Trung ương đến cấp huyện” đề nghị bổ sung “và với cơ sở dữ liệu quốc gia về dân cư”."},
			"3. Về Phần IV",
			opinion{addr: "4/II/2", quote: "Kinh phí thực hiện", group: "kinh phí",
				text: "Tại mục 2, mục II, Phần IV: đề nghị bổ sung ước tính kinh phí theo từng giai đoạn và nguồn bảo đảm."},
			"Bộ M kính gửi Ban Chỉ đạo xây dựng Đề án tổng hợp./.",
		},
		to: []string{"Như trên;", "Bộ trưởng (để báo cáo);", "Lưu: VT, TCCB."}, signer: []string{"KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"}}
}

// pointsLetter cites pages, lines and words, under letters.
func pointsLetter() letter {
	return letter{file: "214-CV-TU.docx", body: "Tỉnh ủy G",
		head:  letterhead{issuer: "TỈNH ỦY G", number: "Số 214-CV/TU", place: "Tỉnh lỵ G", date: date(9)},
		title: "Về việc tham gia ý kiến vào dự thảo Đề án",
		lines: []any{
			"Kính gửi: Ban Chỉ đạo xây dựng Đề án,",
			intro + "Tỉnh ủy G tham gia ý kiến như sau:",
			"1. Tỉnh ủy G nhất trí với kết cấu năm phần của dự thảo Đề án.",
			"2. Tỉnh ủy G đề nghị chỉnh sửa một số nội dung:",
			opinion{addr: "2/II/2/c", quote: "chưa đủ khuyến khích",
				text: "a) Trang 4, dòng 12 từ trên xuống: thay cụm từ “chưa đủ khuyến khích” bằng cụm từ “chưa đồng bộ, chưa kịp thời”."},
			opinion{addr: "3/IV/4/4.2/p1", quote: "từ 20% trở lên",
				text: "b) Mục 4.2, sau cụm từ “từ 20% trở lên” đề nghị bổ sung “và có trong thường trực cấp ủy”."},
			opinion{addr: "3/IV/5/5.1/a", quote: "chịu trách nhiệm trực tiếp", group: "liên đới",
				text: "c) Điểm a mục 5.1, Phần III: bổ sung cụm từ “và trách nhiệm liên đới của cấp phó phụ trách” sau cụm từ “chịu trách nhiệm trực tiếp”."},
			opinion{addr: "3/IV/5/5.3", text: "d) Mục 5.3: làm rõ quan hệ giữa lấy phiếu tín nhiệm và đánh giá hằng năm."},
			opinion{state: review,
				text: "đ) Điểm h mục 5.1, Phần III: đề nghị bỏ quy định về thời hạn bảo lưu ý kiến."},
			thanks,
		},
		to: []string{"Như trên,", "Lưu Văn phòng Tỉnh ủy."}, signer: []string{"T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"}}
}

func agreeLetter() letter {
	return letter{file: "88-CV-TU.docx", body: "Tỉnh ủy P", agrees: true,
		head:  letterhead{issuer: "TỈNH ỦY P", number: "Số 88-CV/TU", place: "Tỉnh lỵ P", date: date(4)},
		title: "Về việc góp ý dự thảo Đề án",
		lines: []any{
			"Kính gửi: Ban Chỉ đạo xây dựng Đề án,",
			intro + "sau khi nghiên cứu, Ban Thường vụ Tỉnh ủy P nhất trí với toàn bộ nội dung dự thảo Đề án và không có ý kiến bổ sung.",
			"Tỉnh ủy P kính gửi Ban Chỉ đạo xây dựng Đề án tổng hợp./.",
		},
		to: []string{"Như trên,", "Lưu Văn phòng Tỉnh ủy."}, signer: []string{"T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC"}}
}

// legacyLetter is typed in .VnTime and .VnTimeH, TCVN3 bytes under Latin names.
func legacyLetter() letter {
	return letter{file: "56-CV-HVV.docx", body: "Học viện V",
		head:  letterhead{issuer: "HỌC VIỆN V", number: "Số 56-CV/HVV", place: "Hà Nội", date: date(3)},
		title: "Về việc góp ý dự thảo Đề án",
		lines: []any{
			"Kính gửi: Ban Chỉ đạo xây dựng Đề án,",
			"Sau khi nghiên cứu dự thảo Đề án, Học viện V có một số ý kiến sau:",
			opinion{addr: "3/IV/3/3.2", quote: "chương trình bồi dưỡng bắt buộc",
				text: "1. Tại mục 3.2, Phần III: đề nghị nêu rõ cơ quan ban hành chương trình bồi dưỡng bắt buộc và giá trị sử dụng của chứng chỉ."},
			opinion{addr: "3/IV/1/1.1/b", quote: "giảm thời lượng thuyết trình",
				text: "2. Tại điểm b mục 1.1, Phần III: bổ sung yêu cầu đổi mới cách kiểm tra, đánh giá kết quả học tập lý luận chính trị."},
			opinion{addr: "3/IV/4/4.1/c", quote: "hoạch định chính sách, quản trị công và đối ngoại",
				text: "3. Tại điểm c mục 4.1, Phần III: đề nghị thêm nội dung “chuyển đổi số” vào chương trình các lớp bồi dưỡng riêng."},
			"Học viện V trân trọng gửi Ban Chỉ đạo tổng hợp./.",
		},
		to: []string{"Như trên,", "Lưu Văn phòng."}, signer: []string{"GIÁM ĐỐC"}}
}

func openDocumentLetter() letter {
	return letter{file: "31-CV-ĐĐ.odt", body: "Đảng đoàn Hội T",
		head:  letterhead{issuer: "ĐẢNG ĐOÀN HỘI T", number: "Số 31-CV/ĐĐ", place: "Hà Nội", date: date(2)},
		title: "Về việc góp ý dự thảo Đề án",
		lines: []any{
			"Kính gửi: Ban Chỉ đạo xây dựng Đề án,",
			"Đảng đoàn Hội T cơ bản tán thành dự thảo Đề án và xin góp ý thêm như sau:",
			opinion{addr: "3/IV/7", quote: "Mặt trận Tổ quốc, các tổ chức chính trị - xã hội",
				text: "1. Đoạn mở đầu mục 7, mục IV, Phần III: quy định rõ hơn vai trò giám sát của Mặt trận Tổ quốc và các tổ chức chính trị - xã hội; kết quả giám sát phải được trả lời bằng văn bản."},
			opinion{addr: "3/IV/5/5.1/a", quote: "chịu trách nhiệm trực tiếp", group: "liên đới",
				text: "2. Tại điểm a mục 5.1 Phần III, đề nghị bổ sung cụm từ “và trách nhiệm liên đới của cấp phó phụ trách” vào sau cụm từ “chịu trách nhiệm trực tiếp”."},
			opinion{addr: "3/III/2/đ", quote: "giới thiệu cán bộ",
				text: "3. Tại điểm đ mục 2, mục III, Phần III: bỏ cụm từ “và giới thiệu cán bộ” vì chưa có cơ chế thực hiện."},
			"Đảng đoàn Hội T kính gửi Ban Chỉ đạo xem xét.",
		},
		to: []string{"Như trên,", "Lưu Văn phòng."}, signer: []string{"T/M ĐẢNG ĐOÀN", "BÍ THƯ"}}
}

func plainLetter() letter {
	return letter{file: "Tỉnh ủy B/y kien bo sung.txt", body: "Tỉnh ủy B",
		head: letterhead{issuer: "TỈNH ỦY B", number: "Số 97-BC/TU", place: "Tỉnh lỵ B", date: date(7)},
		lines: []any{
			"Kính gửi: Ban Chỉ đạo xây dựng Đề án",
			"Ngoài các nội dung đã sửa trực tiếp trên bản dự thảo, Tỉnh uỷ B có thêm ý kiến sau:",
			opinion{addr: "3/IV/5/5.1/a", quote: "chịu trách nhiệm trực tiếp", group: "liên đới",
				text: "- Tại điểm a mục 5.1, Phần III: đề nghị bổ sung cụm từ “và trách nhiệm liên đới của cấp phó phụ trách” sau cụm từ “chịu trách nhiệm trực tiếp”."},
			opinion{addr: "3/I/4", quote: "Xử lý hài hòa", group: "hài hòa",
				text: "- Tại mục 4, mục I, Phần III: đề nghị làm rõ cách xử lý hài hoà giữa tiêu chuẩn và cơ cấu khi số lượng cấp uỷ viên có hạn."},
			opinion{state: general, group: "chính tả",
				text: "- Đề nghị rà soát lỗi chính tả, cách viết hoa và viết tắt trong toàn văn bản cho thống nhất."},
			"Xin trân trọng cảm ơn.",
		},
		signer: []string{"VĂN PHÒNG TỈNH ỦY B"}}
}

func markdownLetter() letter {
	return letter{file: "Ban Cán sự đảng Bộ C/gop-y-bo-sung.md", body: "Ban Cán sự đảng Bộ C",
		head:  letterhead{issuer: "BAN CÁN SỰ ĐẢNG BỘ C", number: "Số 64-CV/BCSĐ", place: "Hà Nội", date: date(10)},
		title: "Góp ý bổ sung đối với dự thảo Đề án",
		lines: []any{
			"Kính gửi: Ban Chỉ đạo xây dựng Đề án",
			"Ban Cán sự đảng Bộ C gửi bổ sung ý kiến của các vụ chuyên môn:",
			opinion{addr: "5/I/2", quote: "thể chế hóa",
				text: "1. Tại mục 2, mục I, Phần V: đề nghị ghi rõ danh mục luật, nghị định cần sửa đổi để thể chế hóa Đề án."},
			opinion{addr: "3/IV/8/8.1/b", quote: "quá hai nhiệm kỳ liên tiếp",
				text: "2. Tại điểm b mục 8.1, Phần III: quy định “quá hai nhiệm kỳ liên tiếp” nên áp dụng cho cả vị trí thẩm định."},
			opinion{state: general, text: "3. Về bố cục: các phần dài ngắn chênh lệch nhiều; đề nghị cân đối lại dung lượng cho hợp lý."},
			"Trân trọng cảm ơn.",
		},
		signer: []string{"T/M BAN CÁN SỰ ĐẢNG"}}
}

func pdfLetter() letter {
	return letter{file: "55-BC-TU.pdf", body: "Tỉnh ủy E",
		head:  letterhead{issuer: "TỈNH ỦY E", number: "Số 55-BC/TU", place: "Tỉnh lỵ E", date: date(3)},
		title: "Ý kiến góp ý dự thảo Đề án",
		lines: []any{
			"Kính gửi: Ban Chỉ đạo xây dựng Đề án,",
			"Ban Thường vụ Tỉnh ủy E cơ bản thống nhất với dự thảo. Ngoài ý kiến ghi trên bản dự thảo gửi kèm, Tỉnh ủy E góp ý như sau:",
			opinion{addr: "3/IV/5/5.1/a", quote: "chịu trách nhiệm trực tiếp", group: "liên đới",
				text: "1. Tại điểm a mục 5.1, Phần III: đề nghị bổ sung cụm từ “và trách nhiệm liên đới của cấp phó phụ trách” ngay sau cụm từ “chịu trách nhiệm trực tiếp”."},
			opinion{addr: "3/IV/5/5.1/d", quote: "ít nhất 20% số tổ chức đảng trực thuộc",
				text: "2. Tại điểm d mục 5.1, Phần III: tỷ lệ cứng khó thực hiện ở nơi có nhiều tổ chức đảng trực thuộc; đề nghị giao cấp ủy cấp tỉnh quy định."},
			opinion{addr: "5/I/5", quote: "định kỳ ba năm sơ kết", group: "sơ kết",
				text: "3. Tại mục 5, mục I, Phần V: thời hạn ba năm là dài, đề nghị hai năm sơ kết một lần."},
			"Tỉnh ủy E kính gửi Ban Chỉ đạo xây dựng Đề án tổng hợp./.",
		},
		to: []string{"Như trên,", "Lưu Văn phòng Tỉnh ủy."}, signer: []string{"T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"}}
}
