package locale

// What the command line says: its help, its summary and its refusals; and the
// problems of a collation that are no faults of a file.
func init() {
	add(sentences{
		"cli.about": {
			"Thảo đưa một chính sách từ bản dự thảo đầu tiên đến kết quả thực hiện.",
			"Thảo carries a policy from its first draft to its measured result.",
		},
		"cli.collate": {
			"Tổng hợp văn bản góp ý thành bảng tổng hợp, tiếp thu, giải trình",
			"Collate replies to a draft into the comment matrix",
		},
		"cli.collate-long": {
			"Đọc bản dự thảo và mọi tệp góp ý trong thư mục (Word có ghi chú lề và sửa đổi theo dõi, công văn,\n" +
				"bảng Excel, PDF có ghi chú, văn bản thuần), tìm từng ý kiến, đặt đúng mục của dự thảo, gộp ý kiến\n" +
				"trùng nhau, rồi ghi matrix.xlsx, matrix.docx, annex-2.docx, matrix.html và collation.json.\n" +
				"Mã thoát: 0 xong; 2 không đọc được dự thảo hoặc lệnh sai; 3 xong nhưng có tệp góp ý không đọc được.",
			"Reads the draft and every reply in the folder (Word with margin comments and tracked changes, letters,\n" +
				"Excel tables, PDF notes, plain text), finds each comment, places it at its clause, groups those that\n" +
				"say the same, and writes matrix.xlsx, matrix.docx, annex-2.docx, matrix.html and collation.json.\n" +
				"Exit codes: 0 done; 2 the draft cannot be read or the command is wrong; 3 done, but some replies could not be read.",
		},
		"cli.collate-args": {
			"cần hai tham số: tệp dự thảo và thư mục văn bản góp ý. Ví dụ: thao collate du-thao.docx tra-loi",
			"two arguments are needed: the draft and the folder of replies, as in: thao collate draft.docx replies",
		},
		"cli.profile": {
			"--profile phải là một trong: {names}",
			"--profile must be one of: {names}",
		},
		"cli.flag-out": {
			"thư mục ghi kết quả (mặc định: out) / folder for the results (default: out)",
			"folder for the results (default: out)",
		},
		"cli.flag-parent": {
			"cơ quan chủ quản, ghi ở đầu bảng / the body above the issuer, for the head of the matrix",
			"the body above the issuer, for the head of the matrix",
		},
		"cli.flag-issuer": {
			"cơ quan chủ trì soạn thảo, ghi ở đầu bảng / the body that drafts, for the head of the matrix",
			"the body that drafts, for the head of the matrix",
		},
		"cli.flag-place": {
			"địa danh, ghi trước ngày tháng / the place of issue, before the date",
			"the place of issue, before the date",
		},
		"cli.flag-basis": {
			"công văn lấy ý kiến, ví dụ “Công văn số 96-CV/BCĐ, ngày 07/3/2018” / the letter that asked for comments",
			"the letter that asked for comments",
		},
		"cli.flag-json": {
			"in collation.json ra màn hình; không có --out thì không ghi tệp nào / print collation.json; without --out write no files",
			"print collation.json; without --out write no files",
		},
		"cli.interrupted": {
			"Đã dừng theo yêu cầu. Không ghi gì; các tệp cũ còn nguyên.",
			"Stopped as asked. Nothing was written; earlier files are untouched.",
		},
		"cli.unknown-command": {
			"không có lệnh {name}; các lệnh là: {names}",
			"there is no command {name}; the commands are: {names}",
		},
		"cli.bad-flag": {
			"tham số không dùng được ({what}); xem {command} --help",
			"a flag cannot be used ({what}); see {command} --help",
		},
		"cli.one-file": {
			"cần đúng một tệp: {use}",
			"exactly one file is needed: {use}",
		},
		"cli.failed": {
			"Không làm xong được: {reason}.",
			"This could not be finished: {reason}.",
		},
		"cli.draft-unreadable": {
			"Không tổng hợp được vì không đọc được bản dự thảo {file}. {why}",
			"Nothing was collated, because the draft {file} could not be read. {why}",
		},
		"cli.cannot-write": {
			"Không ghi được kết quả vào {dir}: {reason}. Các tệp cũ còn nguyên.",
			"The results could not be written to {dir}: {reason}. Earlier files are untouched.",
		},
		"cli.progress": {"Đang đọc {done}/{total}: {file}", "Reading {done}/{total}: {file}"},

		"cli.sum-draft":      {"Dự thảo: {title} ({file})", "Draft: {title} ({file})"},
		"cli.sum-draft-file": {"Dự thảo: {file}", "Draft: {file}"},
		"cli.sum-files": {
			"Tệp góp ý: {files}, đọc được {read}, của {bodies} cơ quan",
			"Replies: {files} files, {read} read, from {bodies} bodies",
		},
		"cli.sum-comments":   {"Ý kiến: {comments}, gộp thành {groups} nhóm", "Comments: {comments} in {groups} groups"},
		"cli.source.margin":  {"ghi chú lề", "margin comments"},
		"cli.source.tracked": {"sửa trực tiếp trên dự thảo", "edits made on the draft"},
		"cli.source.letter":  {"trong công văn", "in letters"},
		"cli.source.table":   {"trong bảng", "in tables"},
		"cli.source.pdf":     {"ghi chú trong PDF", "notes in PDF files"},
		"cli.state.placed":   {"đã rõ vị trí trong dự thảo", "placed in the draft"},
		"cli.state.review":   {"chưa rõ vị trí, cần người xem", "place unsure, for a person to look at"},
		"cli.state.general":  {"ý kiến chung về cả dự thảo", "general, on the draft as a whole"},
		"cli.sum-formats": {
			"Sửa đổi chỉ về hình thức trình bày: {n} (đã đếm, không liệt kê)",
			"Changes of formatting only: {n} (counted, not listed)",
		},
		"cli.sum-passages": {
			"Câu chữ không phải ý kiến (mở đầu, nhất trí, kết thúc, tiêu đề): {n}, ghi đủ trong bảng kèm theo",
			"Passages that are no comments (openings, agreement, closings, headings): {n}, all listed in the annex",
		},
		"cli.sum-replies":       {"Từng tệp (tệp, cơ quan, kết quả, căn cứ xác định cơ quan):", "File by file (file, body, result, how the body is known):"},
		"cli.status.n":          {"{n} ý kiến", "{n} comments"},
		"cli.status.agrees":     {"nhất trí", "agrees"},
		"cli.status.unreadable": {"không đọc được", "not readable"},
		"cli.rule.list":         {"theo bodies.csv", "by bodies.csv"},
		"cli.rule.folder":       {"theo thư mục", "by folder"},
		"cli.rule.issuer":       {"theo tên cơ quan trên văn bản", "by the letter's head"},
		"cli.rule.file":         {"theo tên tệp", "by file name"},
		"cli.sum-agreed":        {"Nhất trí, không có ý kiến khác ({n}): {names}", "Agree, without comments ({n}): {names}"},
		"cli.sum-silent":        {"Chưa trả lời ({n}): {names}", "No reply yet ({n}): {names}"},
		"cli.sum-problems":      {"Cần lưu ý ({n}):", "To be looked at ({n}):"},
		"cli.sum-written": {
			"Đã ghi: {dir}/matrix.docx, annex-2.docx, matrix.xlsx, matrix.html, collation.json",
			"Written: {dir}/matrix.docx, annex-2.docx, matrix.xlsx, matrix.html, collation.json",
		},
		"cli.sum-kept": {
			"Bản cũ khác nội dung được giữ lại: {name}",
			"An earlier file that differs was kept as {name}",
		},

		"warning.alt-chunk": {
			"Tệp kéo theo một văn bản khác ({part}); phần đó không được đọc.",
			"The file pulls in another document ({part}); that part was not read.",
		},
		"warning.embedded-object": {
			"Tệp có đối tượng hoặc tệp đính kèm ({part}); phần đó không được mở.",
			"The file has an object or a file attached inside ({part}); it was not opened.",
		},
		"warning.external-target": {
			"Tệp dẫn tới nội dung bên ngoài ({part}); nội dung đó không được tải về.",
			"The file points to something outside it ({part}); that was not fetched.",
		},
		"warning.unread-part": {
			"Phần {part} của tệp bị hỏng nên không đọc được; các phần khác đã đọc đủ.",
			"The part {part} of the file is damaged and was not read; the others were.",
		},
		"warning.pages-without-text": {
			"Trang {part} chỉ có hình, không có lớp chữ, nên không đọc được nội dung; các trang khác đã đọc đủ.",
			"Page {part} is only an image without a text layer and could not be read; the other pages were.",
		},
		"warning.pages-unread": {
			"Trang {part} bị hỏng nên không đọc được; các trang khác đã đọc đủ.",
			"Page {part} is damaged and could not be read; the other pages were.",
		},
		"problem.no-comments": {
			"Tệp đọc được nhưng không thấy ý kiến nào và cũng không nói là nhất trí. Xin xem lại.",
			"The file was read, but it holds no comment and does not say that it agrees. Please look at it.",
		},
		"problem.own-matrix": {
			"Đây là bảng tổng hợp do chương trình ghi ra, không phải văn bản góp ý; không lấy ý kiến từ tệp này.",
			"This is a matrix the program itself wrote, not a reply; no comments were taken from it.",
		},
		"problem.missing-file": {
			"bodies.csv ghi tệp này nhưng không có trong thư mục.",
			"bodies.csv names this file, but it is not in the folder.",
		},
		"fault.bodies-quote": {
			"Tệp bodies.csv có dấu ngoặc kép mở ra ở hàng {line} mà không đóng lại, nên không rõ tên cơ quan đến đâu. Xin thêm dấu ngoặc kép đóng rồi chạy lại; chưa ghi gì.",
			"In bodies.csv a quotation mark opened in line {line} is never closed, so where the name ends is not clear. Please close it and run again; nothing was written.",
		},
		"fault.bodies-list": {
			"bodies.csv không có cột “body” (cơ quan) nên không dùng được. Hàng đầu cần ghi: file,body,number,date.",
			"bodies.csv has no column “body” and cannot be used. Its first line should read: file,body,number,date.",
		},
	})
}
