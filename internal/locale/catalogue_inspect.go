package locale

// What the commands that look inside one file say.
func init() {
	add(sentences{
		"cli.inspect.short": {
			"Xem nội dung đọc được từ một tệp Word: chữ, số mục, ghi chú, sửa đổi theo dõi",
			"Show what is read from a Word file: text, labels, comments, tracked changes",
		},
		"cli.outline.short": {
			"Xem cấu trúc của một văn bản: phần, chương, mục, điều, khoản, điểm",
			"Show the structure of a text: parts, chapters, sections, articles, clauses, points",
		},
		"inspect.blocks":   {"Nội dung", "Text"},
		"inspect.comments": {"Ghi chú", "Comments"},
		"inspect.changes":  {"Sửa đổi theo dõi", "Tracked changes"},
	})
}
