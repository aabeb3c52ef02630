package locale

// What is wrong with a field, said beside it. Every area uses these.
func init() {
	add(sentences{
		"web.rule.required": {"Xin điền ô này.", "Please fill this in."},
		"web.rule.text":     {"Ô này có ký tự không đọc được. Xin gõ lại.", "This holds characters that cannot be read. Please type it again."},
		"web.rule.long":     {"Dài quá {max} ký tự. Xin rút ngắn.", "Longer than {max} characters. Please shorten it."},
		"web.rule.email":    {"Địa chỉ thư điện tử chưa đúng. Ví dụ: vanthu@donvi.example", "This is not an e-mail address. Example: office@body.example"},
		"web.rule.choice":   {"Xin chọn một trong các mục đã nêu.", "Please choose one of what is offered."},
		"web.rule.many":     {"Đã có {max}, không thêm được nữa. Xin bỏ bớt trước.", "There are {max} already. Please remove some first."},
	})
}
