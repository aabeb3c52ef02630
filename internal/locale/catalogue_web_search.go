package locale

// What the page of what was found says.
func init() {
	add(sentences{
		"web.search.title":            {"Tìm kiếm", "Search"},
		"web.search.for":              {"Tìm “{words}”", "Search for “{words}”"},
		"web.search.hint":             {"Ô tìm ở đầu trang nhận chữ có dấu hoặc không dấu; “cụm từ” trong ngoặc kép tìm đúng thứ tự.", "The box at the top takes words with or without diacritics; \"words in quotes\" must follow one another."},
		"web.search.kinds":            {"Loại kết quả", "Kinds of results"},
		"web.search.all":              {"Tất cả", "All"},
		"web.search.kind.docket":      {"Hồ sơ", "Dockets"},
		"web.search.kind.node":        {"Dự thảo", "Drafts"},
		"web.search.kind.comment":     {"Ý kiến", "Comments"},
		"web.search.kind.reply":       {"Văn bản góp ý", "Replies"},
		"web.search.untitled.docket":  {"Hồ sơ", "Docket"},
		"web.search.untitled.node":    {"Đoạn trong dự thảo", "A passage of the draft"},
		"web.search.untitled.comment": {"Ý kiến", "Comment"},
		"web.search.untitled.reply":   {"Văn bản góp ý", "Reply"},
		"web.search.none":             {"Không tìm thấy", "Nothing found"},
		"web.search.none-text":        {"Chỉ tìm trong những hồ sơ, văn bản và ý kiến mà tài khoản này được xem. Có thể bớt từ, hoặc viết không dấu.", "Only what this account may see is searched. Try fewer words, or write them without diacritics."},
		"web.search.more":             {"Xem tất cả", "See all"},
		"web.search.more-of":          {"Xem tiếp: {kind}", "More: {kind}"},
	})
}
