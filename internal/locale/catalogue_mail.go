package locale

// What is wrong with an address or with the setting of a mail server.
func init() {
	add(sentences{
		"mail.rule.address": {
			"Địa chỉ thư điện tử không đúng. Ví dụ: van-thu@tinh-a.example.",
			"This is no e-mail address. An example: registry@province-a.example.",
		},
		"mail.rule.url": {
			"Máy chủ thư phải ghi dạng smtp://TÊN:MẬT-KHẨU@MÁY-CHỦ:587 hoặc smtps://…; thêm ?tls=none nếu máy chủ nội bộ không có TLS.",
			"The mail server is written as smtp://USER:PASSWORD@HOST:587 or smtps://…; add ?tls=none for a server within the house that has no TLS.",
		},
		"mail.rule.from": {
			"Có máy chủ thư thì phải có địa chỉ người gửi, ví dụ: Thảo <thao@tinh-a.example>.",
			"With a mail server a sender is needed, as in: Thảo <thao@province-a.example>.",
		},
	})
}
