package locale

// What the areas docket and draft refuse, and how the log tells what they did.
func init() {
	add(sentences{
		"web.rule.one-lead": {"Hồ sơ phải có ít nhất một người chủ trì. Xin giao việc chủ trì cho người khác trước.", "A docket needs at least one lead. Please make somebody else lead first."},

		"web.draft.cannot.plain":  {"Mục này đã là đoạn văn.", "This is a paragraph already."},
		"web.draft.cannot.raise":  {"Mục này đã ở cấp ngoài cùng.", "This is at the outermost level already."},
		"web.draft.cannot.lower":  {"Phía trước không có mục nào để đưa mục này vào.", "Nothing before this can hold it."},
		"web.draft.cannot.merge":  {"Phía trước không có đoạn nào để nối vào.", "There is nothing before this to join it to."},
		"web.draft.cannot.split":  {"Không tách được ở chỗ này.", "It cannot be divided here."},
		"web.draft.cannot.kind":   {"Không đổi được sang loại này.", "It cannot be made of this kind."},
		"web.draft.holds-nothing": {"Đoạn văn và bảng không chứa mục khác.", "A paragraph or a table cannot hold others."},
		"web.draft.cannot-move":   {"Không có chỗ để chuyển theo hướng này.", "There is nowhere to go that way."},
	})
}
