package locale

func init() {
	add(sentences{
		"cli.demo.short": {
			"Chạy máy chủ trình diễn với dữ liệu mẫu",
			"Run the server as a demonstration with sample data",
		},
		"cli.demo-long": {
			"Chạy máy chủ với dữ liệu mẫu: một đợt lấy ý kiến đã xong và một đợt đang mở, tài khoản của từng vai hiện ngay ở trang đăng nhập. Không có --data thì dữ liệu nằm trong thư mục tạm và mất khi dừng.",
			"Runs the server with sample data: a finished round and an open one; accounts for every role are shown on the sign-in page. Without --data the data lies in a temporary folder and is gone when the server stops.",
		},
		"cli.flag-demo-data": {
			"thư mục dữ liệu, còn lại sau khi dừng (không có: thư mục tạm)",
			"folder of the data, kept when the server stops (none: a temporary folder)",
		},
		"cli.demo-org":     {"Bản trình diễn", "Demonstration"},
		"cli.demo-filling": {"Đang chuẩn bị dữ liệu mẫu…", "Preparing the sample data…"},
		"cli.demo-ready": {
			"Bản trình diễn chạy tại {url}: mở địa chỉ này trong trình duyệt và chọn một vai. Dừng bằng Ctrl-C.",
			"The demonstration runs at {url}: open it in a browser and choose whom to be. Ctrl-C stops it.",
		},
		"app.rule.demo": {
			"thư mục này có dữ liệu không phải của bản trình diễn; xin chọn thư mục khác",
			"this folder holds data that is not a demonstration's; please choose another one",
		},

		"web.demo.thuky":       {"tải dự thảo lên, mở đợt lấy ý kiến, nhận văn bản, xếp chỗ, tiếp thu, giải trình", "uploads the draft, opens rounds, receives what comes in, places comments, answers"},
		"web.demo.chutri":      {"phụ trách hồ sơ, phân công, đóng đợt", "leads the docket, gives out work, closes rounds"},
		"web.demo.bientap":     {"viết tiếp thu, giải trình và sửa dự thảo", "writes answers and the next version"},
		"web.demo.thamdinh":    {"xác nhận phần tiếp thu, giải trình do người khác viết", "confirms answers that others wrote"},
		"web.demo.theodoi":     {"chỉ xem", "reads only"},
		"web.demo.tinhuya":     {"xem và ký văn bản góp ý của Tỉnh ủy A", "looks at the reply of Tỉnh ủy A and signs it"},
		"web.demo.chuyenviena": {"soạn văn bản góp ý của Tỉnh ủy A", "drafts the reply of Tỉnh ủy A"},
		"web.demo.bantochuca":  {"đơn vị trực thuộc, góp ý gửi Tỉnh ủy A tổng hợp", "a unit of Tỉnh ủy A, adds to its reply"},
		"web.demo.thanhuyk":    {"cơ quan đã gửi góp ý, có biên nhận", "a body that has sent its reply and holds a receipt"},
		"web.demo.quantri":     {"tài khoản, cơ quan, nhật ký hệ thống", "accounts, bodies, the log"},
	})
}
