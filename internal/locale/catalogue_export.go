package locale

// Comments written into the margin of a Word file, and the command that does it.
func init() {
	add(sentences{
		"cli.export.short": {
			"Xuất dự thảo ra Word với mọi ý kiến là ghi chú lề",
			"Write the draft as a Word file with every comment in its margin",
		},
		"cli.export-args": {
			"cần một tham số: thư mục kết quả của lệnh collate. Ví dụ: thao export out --as docx-comments",
			"one argument is needed: the folder that collate wrote, as in: thao export out --as docx-comments",
		},
		"cli.export-as":   {"--as phải là: docx-comments", "--as must be: docx-comments"},
		"cli.export-done": {"Đã ghi {file}: {n} ý kiến.", "Written {file}: {n} comments."},
		"export.answerer": {"Cơ quan chủ trì soạn thảo", "Drafting body"},
		"export.review":   {"(Chưa rõ vị trí)", "(Place unsure)"},
		"export.replace":  {"Sửa “{before}” thành “{after}”.", "Replace “{before}” with “{after}”."},
		"export.delete":   {"Bỏ “{before}”.", "Delete “{before}”."},
		"export.insert":   {"Bổ sung “{after}”.", "Insert “{after}”."},
		"export.mark":     {"(Đánh dấu, không có lời)", "(Marked, without words)"},
	})
}
