package locale

// What the area consultation refuses, and the letters it writes.
func init() {
	add(sentences{
		"fault.round-not-answered": {
			"Chưa đóng được đợt lấy ý kiến: còn {count} việc chưa xong.",
			"The round cannot be closed yet: {count} things are still to be done.",
		},

		"web.rule.date":      {"Xin ghi ngày và giờ.", "Please give a day and an hour."},
		"web.rule.future":    {"Thời hạn phải ở sau thời điểm này.", "The deadline must lie ahead."},
		"web.rule.later":     {"Thời hạn mới phải muộn hơn thời hạn đang có.", "The new deadline must be later than the present one."},
		"web.rule.confirmed": {"Bản dự thảo này chưa được xác nhận nên chưa gửi lấy ý kiến được.", "This version is not confirmed yet, so nobody can be asked about it."},
		"web.rule.something": {"Xin ghi ý kiến chung, đưa vào ít nhất một ý kiến, hoặc đánh dấu nhất trí.", "Please write a general opinion, include a comment, or mark agreement."},
		"web.rule.place":     {"Không tìm thấy mục này trong dự thảo, hoặc có nhiều mục cùng tên. Xin ghi rõ hơn, hoặc chọn trong danh sách.", "There is no such place in the draft, or more than one. Please be more exact, or choose it from the list."},
		"web.rule.node":      {"Bản dự thảo này không có mục đó.", "This version has no such place."},
		"web.rule.quote":     {"Mục này của dự thảo không có đoạn chữ được trích. Xin chọn lại đoạn chữ.", "The words quoted are not in this part of the draft. Please select them again."},
		"web.rule.file-name": {"Tên tệp không dùng được.", "This file name cannot be used."},

		"mail.round.ask-subject": {"Lấy ý kiến: {round}", "Your comments are asked for: {round}"},
		"mail.round.ask": {
			"Kính gửi: {body}\n\n{issuer} đề nghị cho ý kiến về: {round}.\n\n{letter}\n\nThời hạn: {deadline}.\nXem dự thảo và góp ý tại: {link}",
			"To: {body}\n\n{issuer} asks for your comments on: {round}.\n\n{letter}\n\nUntil: {deadline}.\nThe draft, and where to comment: {link}",
		},
		"mail.round.extend-subject": {"Gia hạn lấy ý kiến: {round}", "More time to comment: {round}"},
		"mail.round.extend": {
			"Kính gửi: {body}\n\nThời hạn cho ý kiến về “{round}” được gia hạn đến {deadline}.\nXem dự thảo và góp ý tại: {link}",
			"To: {body}\n\nThe time to comment on “{round}” has been extended until {deadline}.\nThe draft, and where to comment: {link}",
		},
		"mail.round.remind-subject": {"Nhắc cho ý kiến: {round}", "A reminder to comment: {round}"},
		"mail.round.remind": {
			"Kính gửi: {body}\n\n{issuer} chưa nhận được ý kiến của quý cơ quan về “{round}”. Thời hạn: {deadline}.\nXem dự thảo và góp ý tại: {link}",
			"To: {body}\n\n{issuer} has not yet received your comments on “{round}”. Until: {deadline}.\nThe draft, and where to comment: {link}",
		},
	})
}
