package locale

// The loop closed: what was promised, and what the next version says.
func init() {
	add(sentences{
		"cli.trace.short": {
			"Đối chiếu từng ý kiến, trả lời với bản dự thảo tiếp theo",
			"Trace every comment and its answer into the next version",
		},
		"cli.trace-args": {
			"cần hai tham số: thư mục kết quả của lệnh collate và bản dự thảo tiếp theo. Ví dụ: thao trace out du-thao-2.docx",
			"two arguments are needed: the folder that collate wrote and the next version, as in: thao trace out draft-2.docx",
		},
		"cli.trace-unlike": {
			"Chú ý: hai bản chỉ giống nhau {share}; xin kiểm tra đây có đúng là bản tiếp theo của {draft} không.",
			"Note: the two texts have only {share} in common; please check that this is the next version of {draft}.",
		},
		"cli.trace-done": {
			"Đã ghi {dir}/trace.html, trace.xlsx, trace.json; các bảng tổng hợp có thêm cột đối chiếu với bản tiếp theo.",
			"Written {dir}/trace.html, trace.xlsx, trace.json; the matrices have a column of the next version.",
		},
		"cli.trace-done-unlike": {
			"Đã ghi {dir}/trace.html, trace.xlsx, trace.json; các bảng tổng hợp giữ nguyên.",
			"Written {dir}/trace.html, trace.xlsx, trace.json; the matrices were left as they are.",
		},
		"trace.title":    {"Đối chiếu tiếp thu ý kiến với bản dự thảo tiếp theo", "What became of the comments in the next version"},
		"trace.contents": {"Các phần", "Contents"},
		"trace.all":      {"Tất cả ý kiến", "All comments"},
		"trace.none":     {"Không có.", "None."},
		"trace.sentence": {
			"{n} ý kiến: {kept} giữ nguyên vị trí, {moved} chuyển vị trí, {edited} ở chỗ đã sửa, {review} cần người xem, {orphan} không còn chỗ, {general} ý kiến chung.",
			"{n} comments: {kept} in place, {moved} moved, {edited} where the text was edited, {review} for a person to look at, {orphan} without a place now, {general} general.",
		},
		"trace.unanswered": {"Chưa trả lời", "Not answered yet"},
		"trace.unchanged":  {"Không thay đổi", "Unchanged"},

		"trace.head.comment": {"Ý kiến", "Comment"},
		"trace.head.where":   {"Vị trí", "Place"},
		"trace.head.body":    {"Cơ quan", "Body"},
		"trace.head.answer":  {"Trả lời", "Answer"},
		"trace.head.state":   {"Trong bản tiếp theo", "In the next version"},
		"trace.head.words":   {"Chữ đã đổi", "Words changed"},
		"trace.head.taken":   {"Phần chữ đề xuất đã lấy", "Share of proposed words taken"},
		"trace.head.change":  {"Thay đổi", "Change"},

		"trace.unkept.title":         {"Đã tiếp thu nhưng dự thảo chưa sửa theo", "Accepted, but not done"},
		"trace.unkept.explain":       {"Trả lời là tiếp thu toàn bộ hoặc một phần, nhưng mục ấy của dự thảo còn nguyên chữ; hoặc tiếp thu toàn bộ một đề xuất sửa mà không chữ nào của đề xuất được đưa vào.", "The answer accepts the comment, wholly or partly, yet the words at its place are as before; or it accepts a proposal as a whole, and none of its words came in."},
		"trace.unasked.title":        {"Dự thảo đổi mà không có ý kiến nào", "Changed, but nobody asked"},
		"trace.unasked.explain":      {"Chữ đã đổi hoặc đoạn đã chuyển ở mục không có ý kiến nào tại đó hoặc ở mục trên nó. Số, ngày, lần dự thảo ở đầu văn bản không tính.", "Words changed, or a passage was moved, where no comment stands, at the place or above it. Number, date and edition in the head of the paper do not count."},
		"trace.uneven.title":         {"Cùng một ý, trả lời khác nhau", "The same point, answered differently"},
		"trace.uneven.explain":       {"Các ý kiến nói như nhau nhưng kết quả tiếp thu khác nhau.", "Comments that say the same have different verdicts."},
		"trace.contradicted.title":   {"Các đề xuất đã tiếp thu nhưng trái nhau", "Accepted proposals that contradict each other"},
		"trace.contradicted.explain": {"Cùng một chỗ trong dự thảo, các đề xuất đã tiếp thu muốn chữ khác nhau.", "For the same words of the draft, accepted proposals want different ones."},

		"trace.sheet.all":          {"Từng ý kiến", "Comments"},
		"trace.sheet.unkept":       {"Tiếp thu, chưa sửa", "Accepted, unchanged"},
		"trace.sheet.unasked":      {"Sửa, không ai hỏi", "Changed, unasked"},
		"trace.sheet.uneven":       {"Trả lời khác nhau", "Answered differently"},
		"trace.sheet.contradicted": {"Trái nhau", "Contradicting"},

		"trace.state.kept":    {"Còn nguyên", "In place"},
		"trace.state.moved":   {"Đã chuyển", "Moved"},
		"trace.state.edited":  {"Đã sửa", "Edited"},
		"trace.state.review":  {"Cần người xem", "To be looked at"},
		"trace.state.orphan":  {"Không còn chỗ", "No place now"},
		"trace.state.general": {"Ý kiến chung", "General"},

		"trace.change.same":       {"không đổi", "same"},
		"trace.change.edited":     {"sửa chữ", "edited"},
		"trace.change.moved":      {"chuyển chỗ", "moved"},
		"trace.change.split":      {"tách", "split"},
		"trace.change.merged":     {"gộp", "merged"},
		"trace.change.renumbered": {"đổi số", "renumbered"},
		"trace.change.inserted":   {"thêm", "inserted"},
		"trace.change.deleted":    {"bỏ", "deleted"},
	})
}
