package locale

// Why a file could not be read, or a command not be carried out. A sentence
// speaks of one file only, says what was wrong with it and, where a person can
// mend it, how; whoever prints it says what became of the other files.
func init() {
	add(sentences{
		"fault.unreadable": {
			"Không mở được tệp: {reason}. Xin kiểm tra đường dẫn và quyền đọc.",
			"The file could not be opened: {reason}. Please check its path and your permission to read it.",
		},
		"fault.missing": {
			"Không có tệp hoặc thư mục {path}. Xin kiểm tra đường dẫn.",
			"There is no file or folder {path}. Please check the path.",
		},
		"fault.forbidden": {
			"Không có quyền đọc {path}.",
			"There is no permission to read {path}.",
		},
		"fault.not-a-file": {
			"{path} là thư mục hoặc thiết bị, không phải tệp.",
			"{path} is a folder or a device, not a file.",
		},
		"fault.empty": {
			"Tệp không có nội dung chữ nào để đọc. Nếu là bản quét, xin gửi bản có lớp chữ.",
			"The file holds no text to read. If it is a scan, please send a copy with a text layer.",
		},
		"fault.unknown-format": {
			"Chưa đọc được loại tệp {ext}. Xin gửi bản Word (.docx), Excel (.xlsx), PDF, OpenDocument (.odt) hoặc văn bản thuần.",
			"Files of the kind {ext} cannot be read. Please send Word (.docx), Excel (.xlsx), PDF, OpenDocument (.odt) or plain text.",
		},
		"fault.not-a-text": {
			"Tệp {ext} là bảng, không có cấu trúc của một văn bản. Xin dùng tệp Word, OpenDocument, PDF hoặc văn bản thuần.",
			"A file of the kind {ext} is a table and has no structure of a text. Please use Word, OpenDocument, PDF or plain text.",
		},
		"fault.not-zip": {
			"Tệp không phải là tệp Word, Excel hoặc OpenDocument. Xin mở bằng phần mềm soạn thảo rồi lưu lại đúng định dạng.",
			"The file is no Word, Excel or OpenDocument file. Please open it in an office program and save it again in one of these formats.",
		},
		"fault.damaged": {
			"Tệp bị hỏng hoặc bị cắt cụt tại phần {part} nên không đọc được. Xin gửi lại bản đầy đủ.",
			"The file is damaged or cut short at {part} and could not be read. Please send a complete copy.",
		},
		"fault.wrong-format": {
			"collation.json thuộc phiên bản {found}, chương trình này chỉ đọc phiên bản {known}. Xin dùng chương trình mới hơn.",
			"collation.json is of format {found}; this program reads format {known}. Please use a newer program.",
		},
		"fault.encrypted": {
			"Tệp được đặt mật khẩu nên không đọc được. Xin bỏ mật khẩu rồi gửi lại.",
			"The file is protected by a password and could not be read. Please remove the password and send it again.",
		},
		"fault.macro": {
			"Tệp có chứa macro nên không được mở, vì lý do an toàn. Xin lưu thành .docx hoặc .xlsx không có macro.",
			"The file contains macros and was not opened, for safety. Please save it as .docx or .xlsx without macros.",
		},
		"fault.doctype": {
			"Phần {part} của tệp có khai báo kiểu tài liệu (DOCTYPE) không được phép nên tệp không được đọc, vì lý do an toàn.",
			"The part {part} of the file has a document type declaration, which is not allowed; the file was not read, for safety.",
		},
		"fault.too-many-parts": {
			"Tệp gồm quá nhiều phần (tối đa {max}) nên không được đọc, vì lý do an toàn.",
			"The file is made of too many parts (at most {max}) and was not read, for safety.",
		},
		"fault.part-too-large": {
			"Phần {part} của tệp quá lớn (tối đa {max} MiB) nên tệp không được đọc.",
			"The part {part} of the file is too large (at most {max} MiB); the file was not read.",
		},
		"fault.too-large": {
			"Tệp quá lớn (tối đa {max} MiB) nên không được đọc.",
			"The file is too large (at most {max} MiB) and was not read.",
		},
		"fault.too-long": {
			"Tệp có quá nhiều đoạn, ô hoặc sửa đổi (tối đa {max}) nên không được đọc.",
			"The file has too many paragraphs, cells or changes (at most {max}) and was not read.",
		},
		"fault.long-text": {
			"Văn bản trong tệp dài quá {max} MiB chữ (hàng nghìn trang) nên không được đọc. Xin chia thành nhiều tệp.",
			"The text in the file is longer than {max} MiB, thousands of pages, and was not read. Please divide it into several files.",
		},
		"fault.long-paragraph": {
			"Trong tệp có một đoạn dài quá {max} MiB chữ (hàng trăm trang không xuống dòng) nên tệp không được đọc.",
			"A paragraph in the file is longer than {max} MiB, hundreds of pages without a break; the file was not read.",
		},
		"fault.table-too-large": {
			"Bảng {sheet} quá lớn (tối đa {rows} hàng, {columns} cột) nên không được đọc.",
			"The table {sheet} is too large (at most {rows} rows, {columns} columns) and was not read.",
		},
		"fault.too-many-pages": {
			"Tệp có quá nhiều trang (tối đa {max}) nên không được đọc.",
			"The file has too many pages (at most {max}) and was not read.",
		},
		"fault.ratio": {
			"Phần {part} của tệp được nén bất thường (quá {max} lần) nên tệp không được đọc, vì lý do an toàn.",
			"The part {part} of the file is compressed abnormally (over {max} times); the file was not read, for safety.",
		},
		"fault.duplicate-name": {
			"Tệp có hai phần trùng tên ({part}) nên không rõ phần nào là thật; tệp không được đọc.",
			"The file has two parts of one name ({part}), and which is the true one cannot be known; the file was not read.",
		},
		"fault.bad-path": {
			"Tệp có phần mang đường dẫn không hợp lệ ({part}) nên không được đọc, vì lý do an toàn.",
			"The file has a part with an unlawful path ({part}) and was not read, for safety.",
		},
		"fault.too-deep": {
			"Phần {part} của tệp lồng nhau quá sâu (tối đa {max} cấp) nên tệp không được đọc.",
			"The part {part} of the file is nested too deep (at most {max} levels); the file was not read.",
		},
		"fault.tables-too-deep": {
			"Bảng trong tệp lồng nhau quá sâu nên tệp không được đọc.",
			"Tables in the file are nested too deep; the file was not read.",
		},
		"fault.timeout": {
			"Đọc tệp quá {seconds} giây nên đã dừng. Phần đã đọc của tệp này không được dùng.",
			"Reading the file took longer than {seconds} seconds and was stopped. Nothing of this file was used.",
		},
		"fault.internal": {
			"Chương trình gặp lỗi khi xử lý: {reason}. Xin báo cho người quản trị kèm câu này.",
			"The program met a defect of its own: {reason}. Please report it to your administrator with this sentence.",
		},
		"fault.usage": {
			"Lệnh chưa đúng: {reason}. Gõ thêm --help để xem cách dùng.",
			"The command is not right: {reason}. Add --help to see how it is used.",
		},
		"fault.not-found": {
			"Không có trang hoặc nội dung này, hoặc không được phép xem.",
			"There is no such page or record, or none that you may see.",
		},
		"fault.denied": {
			"Tài khoản này không có quyền làm việc đó. Không có gì thay đổi.",
			"You are not allowed to do this. Nothing was changed.",
		},
		"fault.sign-in": {
			"Xin đăng nhập để tiếp tục.",
			"Please sign in to go on.",
		},
		"fault.invalid": {
			"Có ô chưa điền đúng. Những gì đã viết vẫn còn nguyên.",
			"A field is not filled in as it must be. What you wrote has been kept.",
		},
		"fault.stale": {
			"Nội dung này vừa được người khác sửa. Bản của người đó không bị ghi đè; bản vừa viết vẫn còn nguyên bên dưới.",
			"Somebody else has just changed this. Theirs was not overwritten, and yours is kept below.",
		},
		"fault.wrong-state": {
			"Không làm được việc này ở trạng thái hiện nay. Không có gì thay đổi.",
			"This cannot be done in its present state. Nothing was changed.",
		},
		"fault.wrong-state.sealed": {
			"Văn bản góp ý đã gửi nên không sửa được nữa. Không có gì thay đổi.",
			"The reply has been sent and cannot be changed any more. Nothing was changed.",
		},
		"fault.wrong-state.closed": {
			"Nội dung này đã đóng nên không thay đổi được nữa. Không có gì thay đổi.",
			"This is closed and cannot be changed any more. Nothing was changed.",
		},
		"fault.wrong-state.ended": {
			"Đợt lấy ý kiến đã kết thúc nên không làm được việc này. Không có gì thay đổi.",
			"The round has ended, so this cannot be done. Nothing was changed.",
		},
		"fault.wrong-state.confirmed": {
			"Nội dung này đã được xác nhận nên không làm được việc này. Không có gì thay đổi.",
			"This has been confirmed, so it cannot be done. Nothing was changed.",
		},
		"fault.exists": {
			"Đã có nội dung như vậy rồi. Không có gì được ghi hai lần.",
			"There is one already. Nothing was written twice.",
		},
		"fault.gone": {
			"Nội dung được dẫn tới không còn nữa. Không có gì thay đổi.",
			"What this refers to is no longer there. Nothing was changed.",
		},
		"fault.throttled": {
			"Đã thử quá nhiều lần. Xin thử lại sau {seconds} giây.",
			"Too many tries. Please try again in {seconds} seconds.",
		},
		"fault.upload-large": {
			"Gửi quá nhiều trong một lần (tối đa {max} MiB). Không có tệp nào được nhận; xin chia nhỏ.",
			"That is too much to send at once (at most {max} MiB). No file was taken; please send less at a time.",
		},
		"fault.busy": {
			"Máy chủ đang đọc nhiều tệp lớn cùng lúc. Không có gì thay đổi; xin gửi lại sau ít phút.",
			"The server is reading many large files just now. Nothing was changed; please send it again in a few minutes.",
		},
		"fault.stalled": {
			"Nội dung đang gửi bị ngừng giữa chừng quá {seconds} giây. Không có gì được nhận; xin gửi lại khi đường truyền ổn định.",
			"What was being sent stopped coming for {seconds} seconds. Nothing was taken; please send it again over a steadier line.",
		},
		"fault.too-many-files": {
			"Mỗi lần gửi có tối đa {max} phần, tính cả tệp và trường của biểu mẫu; xin gửi phần còn lại ở lần sau.",
			"At most {max} parts, the files and the fields of the form together, are taken at once; please send the rest in a further upload.",
		},
		"fault.broken-off": {
			"Nội dung gửi lên bị đứt giữa chừng. Tệp chưa gửi trọn không được giữ; xin gửi lại.",
			"What was being sent broke off before its end. A file that had not come whole was not kept; please send it again.",
		},
		"fault.bad-form": {
			"Biểu mẫu gửi lên không đúng quy cách multipart/form-data nên không đọc được đến cuối. Tệp chưa đọc trọn không được giữ; xin gửi lại bằng biểu mẫu đúng quy cách.",
			"What was sent is no well-formed multipart/form-data and cannot be read to its end. A file that was not read whole was not kept; please send a well-formed form.",
		},
		"fault.unavailable": {
			"Cơ sở dữ liệu hiện không trả lời. Không có gì thay đổi; xin thử lại sau ít phút.",
			"The database does not answer at present. Nothing was changed; please try again in a few minutes.",
		},
		"fault.full": {
			"Đĩa lưu trữ đã đầy. Không có gì thay đổi; xin báo người quản trị.",
			"The disk is full. Nothing was changed; please tell the administrator.",
		},
	})
}
