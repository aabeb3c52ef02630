package locale

// What convert says, and the few words it adds to a page.
func init() {
	add(sentences{
		"cli.convert.short": {
			"Chuyển một văn bản sang định dạng khác: Akoma Ntoso, HTML, Markdown, Word, OpenDocument, văn bản thuần",
			"Convert a text to another format: Akoma Ntoso, HTML, Markdown, Word, OpenDocument, plain text",
		},
		"cli.convert-long": {
			"Đọc một văn bản (Word, OpenDocument, PDF, HTML, Markdown, văn bản thuần, Akoma Ntoso), nhận ra phần, chương,\n" +
				"điều, khoản, điểm, rồi ghi sang định dạng khác: akn kèm mã mục và ghi chú lề; docx, odt theo thể thức\n" +
				"của Nghị định 30/2020/NĐ-CP (vn-state) hoặc Hướng dẫn 36-HD/VPTW (vn-party).\n" +
				"Không có --out thì ghi ra đầu ra chuẩn. Không ghi đè tệp đang đọc.",
			"Reads a text (Word, OpenDocument, PDF, HTML, Markdown, plain text, Akoma Ntoso), finds its parts, chapters,\n" +
				"articles, clauses and points, and writes it in another format: akn with node ids and margin comments; docx and\n" +
				"odt in the form of Decree 30/2020/NĐ-CP (vn-state) or Instruction 36-HD/VPTW (vn-party).\n" +
				"Without --out it writes to standard output. The file that is read is never overwritten.",
		},
		"cli.convert.to": {
			"--to phải là một trong: {names}",
			"--to must be one of: {names}",
		},
		"cli.convert.flag-to": {
			"định dạng: {names} / format",
			"format: {names}",
		},
		"cli.convert.flag-out": {
			"tệp ghi kết quả (mặc định: đầu ra chuẩn) / file for the result (default: standard output)",
			"file for the result (default: standard output)",
		},
		"cli.convert.same-file": {
			"--out là chính tệp đang đọc ({file}); xin chọn tên khác",
			"--out is the file being read ({file}); please choose another name",
		},
		"cli.convert.terminal": {
			"không ghi tệp {format} ra màn hình; xin thêm --out TÊN-TỆP",
			"a {format} file is not written to the screen; please add --out FILE",
		},

		"convert.contents": {"Mục lục", "Contents"},
		"convert.table":    {"Bảng", "Table"},
		"convert.comment":  {"Ý kiến góp ý", "Comment"},

		"fault.akn-id": {
			"Văn bản có mã mục trống, trùng nhau hoặc không hợp lệ (“{id}”) nên không ghi được.",
			"The text has an identifier that is empty, doubled or malformed (“{id}”) and could not be written.",
		},
		"fault.akn-meta": {
			"Thông tin về văn bản ({field}) không hợp lệ nên không ghi được.",
			"What is known of the text ({field}) is malformed and could not be written.",
		},
	})
}
