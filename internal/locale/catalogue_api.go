package locale

// What the interface for programs says.
func init() {
	add(sentences{
		"fault.no-token": {
			"Yêu cầu không kèm mã truy cập còn hiệu lực. Xin gửi mã ở tiêu đề Authorization: Bearer; mã được tạo tại trang Mã truy cập của tôi.",
			"The request carries no token that is good. Please send one in the header Authorization: Bearer; tokens are made on the page My tokens.",
		},
		"fault.scope": {
			"Mã truy cập này không có phạm vi {scope} nên không làm được việc đó. Không có gì bị thay đổi.",
			"This token does not have the scope {scope}, which that takes. Nothing was changed.",
		},
		"fault.no-revision": {
			"Yêu cầu thay đổi phải nêu ở tiêu đề If-Match bản ghi đã đọc (ETag của nó). Không có gì bị thay đổi.",
			"A change must name in If-Match the record it was made from (its ETag). Nothing was changed.",
		},
		"fault.key-reused": {
			"Khóa Idempotency-Key này đã dùng cho một yêu cầu khác. Xin dùng khóa mới cho mỗi yêu cầu mới. Không có gì bị thay đổi.",
			"This Idempotency-Key was used for another request. Please use a new key for each new request. Nothing was changed.",
		},
		"fault.answer-lost": {
			"Yêu cầu này đã được thực hiện, nhưng câu trả lời không còn được giữ. Xin đọc lại dữ liệu để biết kết quả; nếu còn phần chưa làm, gửi phần đó với khóa mới.",
			"This request was carried out, but its answer was not kept. Please read the record to see what came of it; what is not done yet, send with a new key.",
		},
		"fault.told-once": {
			"Yêu cầu này đã được thực hiện từ trước, kết quả là {id}. Mã hoặc đường dẫn bí mật chỉ được báo một lần, không được giữ và không báo lại. Nếu không còn mã đó, xin bỏ kết quả ấy và tạo lại với khóa Idempotency-Key mới.",
			"This request was carried out before; what it made is {id}. Its secret or link was told once, is not kept and is not shown again. If it is lost, please drop what was made and make another with a new Idempotency-Key.",
		},
		"fault.not-archive": {
			"Tệp không phải là bản lưu hồ sơ của Thảo, hoặc đã bị sửa hay thiếu ({reason}). Không có gì được nạp.",
			"The file is no archive of a docket of Thảo, or was altered or is not whole ({reason}). Nothing was brought in.",
		},
		"web.log.docket.export": {"Xuất toàn bộ hồ sơ {symbol}: {title}", "Took out docket {symbol} whole: {title}"},
		"web.log.docket.import": {"Nạp hồ sơ {symbol}: {title}", "Brought in docket {symbol}: {title}"},
		"web.log.webhook.add":   {"Báo tin tự động tới {url}", "Webhook to {url} added"},
		"web.log.webhook.set":   {"Báo tin tự động tới {url}: {state}", "Webhook to {url}: {state}"},
		"web.log.webhook.drop":  {"Thôi báo tin tự động tới {url}", "Webhook to {url} dropped"},
		"webhook.rule.url":      {"phải là địa chỉ https đầy đủ, không kèm tên đăng nhập", "must be a full https address without a user name"},
		"webhook.rule.own":      {"không được là địa chỉ của chính máy chủ này", "must not be this server itself"},
		"webhook.rule.action":   {"phải là tên một việc như comment hoặc round.open", "must be the name of an action, such as comment or round.open"},
		"api.form":              {"Yêu cầu không đúng mẫu; các chỗ sai được nêu ở errors. Không có gì bị thay đổi.", "The request does not have the form that is asked for; errors says where. Nothing was changed."},
		"api.request":           {"Không đọc được yêu cầu. Không có gì bị thay đổi.", "The request could not be read. Nothing was changed."},
		"api.rule.after":        {"không phải là next của một trang thuộc danh sách này", "is not the next of a page of this list"},
		"api.rule.etag":         {"phải là ETag của bản ghi, ví dụ \"3\"", "must be the ETag of a record, such as \"3\""},
		"api.rule.key":          {"gồm 1 đến {max} ký tự ASCII, không có dấu cách", "takes 1 to {max} ASCII characters without spaces"},
		"api.rule.multipart":    {"phải là multipart/form-data", "must be multipart/form-data"},
		"api.rule.one-file":     {"chỉ nhận một tệp mỗi lần", "takes one file at a time"},
		"api.status.400":        {"Yêu cầu không đọc được", "The request cannot be read"},
		"api.status.401":        {"Cần mã truy cập", "A token is needed"},
		"api.status.403":        {"Không được phép", "Not allowed"},
		"api.status.404":        {"Không tìm thấy", "Not found"},
		"api.status.405":        {"Không làm được bằng cách này", "Not done this way"},
		"api.status.406":        {"Không có dạng được yêu cầu", "Not to be had in that form"},
		"api.status.408":        {"Gửi quá chậm", "Sent too slowly"},
		"api.status.409":        {"Không phù hợp với trạng thái hiện tại", "Does not go with how things stand"},
		"api.status.412":        {"Đã có thay đổi khác", "Changed meanwhile"},
		"api.status.413":        {"Gửi lên quá lớn", "Too much was sent"},
		"api.status.415":        {"Không nhận dạng dữ liệu này", "That form of data is not taken"},
		"api.status.422":        {"Chưa thực hiện được", "This could not be done"},
		"api.status.428":        {"Thiếu If-Match", "If-Match is missing"},
		"api.status.429":        {"Thử quá nhiều lần", "Too many tries"},
		"api.status.500":        {"Chương trình gặp lỗi", "The program has failed"},
		"api.status.503":        {"Hệ thống tạm thời chưa phục vụ được", "The system cannot answer just now"},
		"api.status.507":        {"Máy chủ hết chỗ lưu", "The server's disk is full"},
	})
}
