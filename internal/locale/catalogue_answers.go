package locale

// The words of answers in the matrix, and what the command says that reads
// them back.
func init() {
	add(sentences{
		"matrix.verdict.accepted": {"Tiếp thu", "Accepted"},
		"matrix.verdict.partly":   {"Tiếp thu một phần", "Partly accepted"},
		"matrix.verdict.not":      {"Không tiếp thu", "Not accepted"},
		"matrix.verdict.noted":    {"Ghi nhận", "Noted"},
		"matrix.answer.apart":     {"Riêng ý kiến của {bodies}:", "As to the comment of {bodies}:"},
		"cli.answers": {
			"Đọc bảng tổng hợp đã điền nội dung tiếp thu, giải trình",
			"Read matrices with the answers filled in",
		},
		"cli.answers-long": {
			"Đọc lại một hay nhiều bảng tổng hợp (Excel, Word, hoặc Word lưu thành .odt) mà các đơn vị đã điền nội dung tiếp thu, giải trình,\n" +
				"nhận ra từng hàng kể cả khi hàng bị đổi chỗ, tách, gộp, xóa, thêm hoặc sửa chữ; gộp phần trả lời của nhiều người;\n" +
				"in danh sách thay đổi rồi ghi lại collation.json và các bảng vào thư mục kết quả. Bản cũ được giữ với tên có số.\n" +
				"Trả lời mâu thuẫn nhau thì chỉ nêu ra, không ghi bên nào. --dry-run chỉ in danh sách.\n" +
				"Mã thoát: 0 xong; 2 không đọc được tệp, hoặc bảng thuộc đợt tổng hợp khác (không ghi gì);\n" +
				"3 xong nhưng có trả lời mâu thuẫn hoặc hàng có trả lời mà không nhận ra.",
			"Reads matrices (Excel, Word, or Word saved as .odt) in which the answers were filled in back into the collation. Rows are recognised\n" +
				"when they were moved, split, merged, deleted, added or edited; the copies of several people are merged. The list\n" +
				"of changes is printed, then collation.json and the matrices are written again; earlier files are kept under numbered\n" +
				"names. Answers that contradict each other are reported and not taken. --dry-run prints the list and writes nothing.\n" +
				"Exit codes: 0 done; 2 a file cannot be read or belongs to another collation (nothing is written); 3 done, but\n" +
				"some answers contradict each other or stand in rows that were not recognised.",
		},
		"cli.answers-args": {
			"cần thư mục kết quả của lệnh collate và ít nhất một bảng đã điền. Ví dụ: thao answers out bang-da-dien.xlsx",
			"the folder that collate wrote and at least one filled matrix are needed, as in: thao answers out filled.xlsx",
		},
		"cli.flag-dry-run": {
			"chỉ in danh sách thay đổi, không ghi gì / print the list of changes, write nothing",
			"print the list of changes, write nothing",
		},
		"cli.answers-nothing": {"Không có câu trả lời nào mới nên không ghi gì.", "No answer is new; nothing was written."},
		"cli.answers-dry":     {"Mới chỉ xem trước (--dry-run), chưa ghi gì.", "This was a preview (--dry-run); nothing was written."},
		"cli.answers-done":    {"Đã ghi collation.json và các bảng vào {dir}.", "Written collation.json and the matrices to {dir}."},
		"cli.answers-sum": {
			"Số hàng đã đọc: {rows}, nhận ra {known}. Câu trả lời mới hoặc thay đổi: {answers}. Chưa lấy được, cần xem lại: {lost}.",
			"Rows read: {rows}, recognised: {known}. Answers new or changed: {answers}. Not taken, to be looked at: {lost}.",
		},

		"answers.where":       {"{file}, hàng {row}", "{file}, row {row}"},
		"answers.where.sheet": {"{file}, trang tính “{sheet}”, hàng {row}", "{file}, sheet “{sheet}”, row {row}"},
		"answers.rows.apart":  {"{rows} (riêng {bodies})", "{rows} ({bodies} only)"},
		"answers.side":        {"    {from}: “{words}”", "    {from}: “{words}”"},
		"answers.side.stands": {"câu trả lời đang có", "the answer that stands"},
		"answers.side.none":   {"bỏ câu trả lời", "no answer"},

		"answers.change.given":        {"+ STT {rows}: {after}  [{where}]", "+ No. {rows}: {after}  [{where}]"},
		"answers.change.revised":      {"~ STT {rows}: “{before}” thành “{after}”  [{where}]", "~ No. {rows}: “{before}” becomes “{after}”  [{where}]"},
		"answers.change.withdrawn":    {"- STT {rows}: bỏ câu trả lời “{before}”  [{where}]", "- No. {rows}: the answer “{before}” is taken back  [{where}]"},
		"answers.change.conflict":     {"! STT {rows}: các câu trả lời mâu thuẫn nhau, không lấy câu nào:", "! No. {rows}: these answers contradict each other; none was taken:"},
		"answers.change.no-verdict":   {"? STT {rows}: không rõ tiếp thu hay không, giữ nguyên lời: {after}  [{where}]", "? No. {rows}: the words do not say whether it is accepted; taken as they are: {after}  [{where}]"},
		"answers.change.unknown-body": {"? STT {rows}: nêu riêng một cơ quan không có trong hàng, giữ nguyên lời: {after}  [{where}]", "? No. {rows}: an exception for a body that is not in the row; its words stay in the answer: {after}  [{where}]"},
		"answers.change.unknown":      {"! Hàng không có trong bảng gốc, chưa lấy: “{before}” – trả lời: “{after}”  [{where}]", "! A row that is none of the matrix, not taken: “{before}” – answer: “{after}”  [{where}]"},
		"answers.change.by-words":     {"* STT {rows}: mất mã ẩn, nhận ra theo lời văn  [{where}]", "* No. {rows}: its hidden id is gone; known by its words  [{where}]"},
		"answers.change.misplace":     {"* STT {rows}: mã ẩn lệch với lời văn, lấy theo lời văn  [{where}]", "* No. {rows}: hidden id and words disagree; taken by its words  [{where}]"},
		"answers.change.edited":       {"* STT {rows}: lời góp ý bị sửa thành “{after}”; bảng vẫn giữ lời gốc  [{where}]", "* No. {rows}: the comment was changed to “{after}”; the body's own words are kept  [{where}]"},
		"answers.change.split":        {"* STT {rows}: hàng bị tách thành nhiều hàng  [{where}]", "* No. {rows}: the row was split  [{where}]"},
		"answers.change.merged":       {"* STT {rows}: các hàng bị gộp thành một  [{where}]", "* No. {rows}: these rows were merged into one  [{where}]"},
		"answers.change.missing":      {"* {where}: không có các hàng STT {rows}; câu trả lời đang có của các hàng này giữ nguyên", "* {where}: rows {rows} are not in the file; their answers, if any, stay"},
		"answers.change.moved":        {"* {where}: các hàng STT {rows} đã đổi chỗ", "* {where}: rows {rows} stand in another order"},
		"answers.change.unmarked":     {"! {where}: mã ẩn đã mất, mọi hàng được nhận ra theo lời văn; xin xem kỹ danh sách này", "! {where}: the hidden ids are gone; every row is known by its words only, so please look through this list"},

		"fault.answers-foreign": {
			"{file} không phải là bảng của đợt tổng hợp này (dự thảo hoặc các hàng không khớp) nên không đọc. Xin kiểm tra lại thư mục kết quả và tệp.",
			"{file} is not a matrix of this collation (its draft or its rows do not fit); it was not read. Please check the folder and the file.",
		},
		"fault.answers-no-table": {
			"{file} không có bảng nào có cột tiếp thu, giải trình nên không đọc được câu trả lời.",
			"{file} has no table with a column of answers, so no answers could be read.",
		},
		"fault.answers-too-new": {
			"{file} do phiên bản mới hơn của chương trình tạo ra (dạng {found}; phiên bản này đọc được đến dạng {known}).",
			"{file} was made by a later version of the program (format {found}; this version reads up to {known}).",
		},
		"fault.answers-spreadsheet": {
			"Bảng tính OpenDocument (.ods) chưa đọc lại được. Xin mở tệp rồi lưu dưới dạng Excel (.xlsx).",
			"OpenDocument spreadsheets (.ods) cannot be read back. Please open the file and save it as Excel (.xlsx).",
		},
		"fault.answers-cannot-read": {"Không đọc được {file}. {why}", "{file} could not be read. {why}"},
	})
}
