package main

// sheet is a reply as a table. A row with a section only is a heading row.
type sheet struct {
	file, body string
	title      []string // lines above the header row
	header     []string
	rows       []sheetRow
}

// sheetRow is a row's cells, and the opinion in it for the key.
type sheetRow struct {
	section string // a row across all columns
	cells   []string
	merged  bool // its first two cells are joined with those of the row above
	opinion opinion
}

func officialSheet() sheet {
	return sheet{file: "Ban Cán sự đảng Bộ C/Bảng góp ý dự thảo Đề án.xlsx", body: "Ban Cán sự đảng Bộ C",
		title:  []string{"BAN CÁN SỰ ĐẢNG BỘ C", "BẢNG TỔNG HỢP Ý KIẾN GÓP Ý DỰ THẢO ĐỀ ÁN", "(Kèm theo Công văn số 61-CV/BCSĐ, ngày 04/4/2018)"},
		header: []string{"STT", "Phần, mục, điểm", "Nội dung dự thảo", "Ý kiến góp ý", "Lý do"},
		rows: []sheetRow{
			{section: "PHẦN I. MỞ ĐẦU"},
			{cells: []string{"1", "Mục 1, mục II, Phần I", "doanh nghiệp nhà nước được xem xét ở những nội dung chung",
				"Đề nghị làm rõ các nội dung chung áp dụng đối với cán bộ trong doanh nghiệp nhà nước.", "Tránh trùng với quy định riêng về người quản lý doanh nghiệp."},
				opinion: opinion{addr: "1/II/1", quote: "doanh nghiệp nhà nước được xem xét ở những nội dung chung"}},
			{section: "PHẦN III. PHƯƠNG HƯỚNG, NHIỆM VỤ VÀ GIẢI PHÁP ĐẾN NĂM 2030"},
			{cells: []string{"2", "Điểm c mục 5.1", "Cá nhân có ý kiến khác với tập thể được quyền bảo lưu và báo cáo lên cấp trên",
				"Nêu rõ thời hạn báo cáo ý kiến bảo lưu, đề nghị 15 ngày.", "Có thời hạn mới thực hiện được."},
				opinion: opinion{addr: "3/IV/5/5.1/c", quote: "được quyền bảo lưu và báo cáo lên cấp trên"}},
			{cells: []string{"", "", "không được gây khó khăn cho người bảo lưu ý kiến",
				"Bổ sung chế tài đối với người gây khó khăn cho người bảo lưu ý kiến.", ""}, merged: true,
				opinion: opinion{addr: "3/IV/5/5.1/c", quote: "không được gây khó khăn cho người bảo lưu ý kiến"}},
			{cells: []string{"3", "Mục 6.2", "Cải cách tiền lương theo vị trí việc làm",
				"Đề nghị thống nhất nội dung cải cách tiền lương với Đề án cải cách chính sách tiền lương đang trình, tránh trùng lặp.", ""},
				opinion: opinion{addr: "3/IV/6/6.2", quote: "Cải cách tiền lương theo vị trí việc làm", group: "tiền lương"}},
			{section: "PHẦN IV. ĐÁNH GIÁ TÁC ĐỘNG"},
			{cells: []string{"4", "Mục 2, mục II, Phần IV", "Kinh phí thực hiện được bố trí từ ngân sách nhà nước",
				"Đề nghị bổ sung ước tính kinh phí theo từng giai đoạn và nguồn bảo đảm.", "Đề án lớn, cần chủ động nguồn."},
				opinion: opinion{addr: "4/II/2", quote: "Kinh phí thực hiện được bố trí từ ngân sách nhà nước", group: "kinh phí"}},
		}}
}

func enterpriseSheet() sheet {
	return sheet{file: "ĐUK - phiếu góp ý.docx", body: "Đảng ủy Khối doanh nghiệp Đ",
		header: []string{"TT", "Vị trí trong dự thảo", "Nội dung góp ý", "Đề xuất sửa"},
		rows: []sheetRow{
			{section: "A. Góp ý chung"},
			{cells: []string{"1", "Toàn văn", "Đề án nên có phụ lục giải thích từ ngữ.", ""},
				opinion: opinion{state: general}},
			{section: "B. Góp ý cụ thể"},
			{cells: []string{"2", "Điểm a mục 3.1, Phần III", "Thi tuyển chưa áp dụng cho doanh nghiệp nhà nước, nên nêu rõ phạm vi.",
				"thực hiện thi tuyển chức danh lãnh đạo cấp vụ, cấp sở, cấp phòng và chức danh quản lý doanh nghiệp nhà nước"},
				opinion: opinion{addr: "3/IV/3/3.1/a", quote: "thực hiện thi tuyển chức danh lãnh đạo cấp vụ, cấp sở, cấp phòng",
					after: "thực hiện thi tuyển chức danh lãnh đạo cấp vụ, cấp sở, cấp phòng và chức danh quản lý doanh nghiệp nhà nước"}},
			{cells: []string{"3", "Mục 4, mục I, Phần III", "Đề nghị làm rõ cách xử lý hài hòa giữa tiêu chuẩn và cơ cấu khi số lượng cấp ủy viên có hạn.", ""},
				opinion: opinion{addr: "3/I/4", group: "hài hòa"}},
			{cells: []string{"4", "Điểm b mục 2.2, Phần III", "Đề nghị giữ quy định hai năm liên tiếp; một năm không hoàn thành nhiệm vụ có thể do nguyên nhân khách quan.", ""},
				opinion: opinion{addr: "3/IV/2/2.2/b", quote: "hai năm liên tiếp"}},
			{cells: []string{"5", "Điểm đ mục 5.1, Phần III", "Công khai kết quả xử lý ở cả cơ quan nơi công tác cũ.", "kết quả được công khai tại nơi công tác cũ và nơi công tác mới"},
				opinion: opinion{addr: "3/IV/5/5.1/đ", quote: "kết quả được công khai",
					after: "kết quả được công khai tại nơi công tác cũ và nơi công tác mới"}},
		}}
}

func semicolonSheet() sheet {
	return sheet{file: "Tỉnh ủy G - ý kiến các đơn vị.csv", body: "Tỉnh ủy G",
		header: []string{"STT", "Đơn vị", "Điều, khoản, mục", "Nội dung góp ý", "Ghi chú"},
		rows: []sheetRow{
			{cells: []string{"1", "Ban Dân vận", "Điểm a mục 7.1, Phần III", "Đề nghị quy định đối thoại ở cấp xã 6 tháng một lần; mỗi quý một lần khó thực hiện ở xã miền núi.", ""},
				opinion: opinion{addr: "3/IV/7/7.1/a", quote: "mỗi quý một lần"}},
			{cells: []string{"2", "Ủy ban Kiểm tra", "Mục 4, mục I, Phần V", "Bổ sung trách nhiệm báo cáo kết quả kiểm tra việc thực hiện Đề án; thời hạn trước 31/12 hằng năm.", ""},
				opinion: opinion{addr: "5/I/4"}},
			{cells: []string{"3", "Huyện ủy G1", "Mục 1.2, Phần III", "Làm rõ “nội dung nêu gương” gồm những việc gì để dễ kiểm tra.", "ý kiến thiểu số"},
				opinion: opinion{addr: "3/IV/1/1.2", quote: "nội dung nêu gương"}},
			{cells: []string{"4", "Văn phòng Tỉnh ủy", "", "Đề nghị rà soát lỗi chính tả, cách viết hoa và viết tắt trong toàn văn bản cho thống nhất.", ""},
				opinion: opinion{state: general, group: "chính tả"}},
		}}
}

// standardSheet has the columns of the ISO commenting template.
func standardSheet() sheet {
	return sheet{file: "Comments_HVV_ISO-template.xlsx", body: "Học viện V",
		title:  []string{"Template for comments and secretariat observations", "Date: 2018-04-09    Document: Draft Scheme 1"},
		header: []string{"MB/NC", "Line number", "Clause/Subclause", "Paragraph/Figure/Table", "Type of comment", "Comments", "Proposed change", "Observations of the secretariat"},
		rows: []sheetRow{
			{cells: []string{"HVV", "", "III.II.3", "Table 1", "te", "Target 6 has no definition of working proficiency, so it cannot be measured.", "Define the level (e.g. level 4 of 6 of the national framework).", ""},
				opinion: opinion{addr: "3/II/3/t1", quote: "Cán bộ cấp chiến lược làm việc được bằng ngoại ngữ"}},
			{cells: []string{"HVV", "", "III.IV.2.1", "b)", "te", "A competency framework needs an owner and a review cycle.", "Add: “and review it every three years”.", ""},
				opinion: opinion{addr: "3/IV/2/2.1/b", after: "and review it every three years"}},
			{cells: []string{"HVV", "", "III.IV.8.2", "Paragraph 1", "ed", "“kết nối từ Trung ương đến cấp huyện” leaves out the commune level.", "kết nối từ Trung ương đến cấp xã", ""},
				opinion: opinion{addr: "3/IV/8/8.2", quote: "kết nối từ Trung ương đến cấp huyện",
					before: "kết nối từ Trung ương đến cấp huyện", after: "kết nối từ Trung ương đến cấp xã"}},
			{cells: []string{"HVV", "", "", "", "ge", "The document would profit from a list of abbreviations.", "Add a list of abbreviations before Part I.", ""},
				opinion: opinion{state: general}},
		}}
}

// pdfNote is a sticky note or a highlight in the PDF copy of the draft.
type pdfNote struct {
	addr, quote, text string
	author            string
	day               int
	highlight         bool
}

const (
	pdfCopyFile = "gop y ban PDF.pdf"
	pdfCopyBody = "Tỉnh ủy H"
)

func pdfNotes() []pdfNote {
	author := "Ban Tổ chức Tỉnh ủy H"
	return []pdfNote{
		{addr: "3/I/2", quote: "phân cấp, giao quyền hợp lý cho cấp dưới", highlight: true, author: author, day: 8,
			text: "Cần nói rõ phân cấp đến đâu; đề nghị bổ sung “phân cấp tối đa cho cấp ủy cấp huyện”."},
		{addr: "3/II/1", quote: "năng lực nổi trội", highlight: true, author: author, day: 8,
			text: "“Năng lực nổi trội” khó đo; đề nghị thay bằng “năng lực đáp ứng vị trí việc làm”."},
		{addr: "3/II/2/a", quote: "ở những nơi có điều kiện", highlight: true, author: author, day: 8,
			text: "Bỏ cụm từ này, vì nơi nào cũng có thể nói là chưa có điều kiện."},
		{addr: "3/III/1/b", quote: "Tập trung xây dựng đội ngũ", author: author, day: 8,
			text: "Đề nghị tách trọng tâm này thành hai: cấp chiến lược và người đứng đầu các cấp."},
		{addr: "3/III/2/đ", quote: "giám sát, phản biện và giới thiệu cán bộ", highlight: true, author: author, day: 8,
			text: "Nêu rõ nhân dân tham gia giới thiệu cán bộ bằng hình thức nào."},
	}
}
