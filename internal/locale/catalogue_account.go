package locale

// Letters about accounts, and what is wrong with what was said of accounts and
// bodies.
func init() {
	add(sentences{
		"account.letter.join.subject": {"Thư mời tham gia hệ thống Thảo", "Invitation to Thảo"},
		"account.letter.join.words": {
			"{inviter} mời tham gia hệ thống lấy ý kiến Thảo.\n\nXin mở liên kết sau để đặt họ tên và mật khẩu:\n{link}\n\nLiên kết dùng được một lần, trong {days} ngày. Nếu thư này gửi nhầm người, xin bỏ qua.",
			"{inviter} invites you to Thảo, where drafts are consulted on.\n\nPlease open this link to give your name and choose a password:\n{link}\n\nThe link is good once, for {days} days. If this letter is not meant for you, please ignore it.",
		},
		"account.letter.told.subject": {"Tài khoản được thêm vào một nhóm làm việc trên Thảo", "You were added to a team on Thảo"},
		"account.letter.told.words": {
			"{inviter} đã thêm tài khoản này vào một hồ sơ hoặc một cơ quan trên hệ thống Thảo. Xin đăng nhập để xem:\n{link}",
			"{inviter} added you to a docket or a body on Thảo. Please sign in to see it:\n{link}",
		},
		"account.letter.reset.subject": {"Đặt lại mật khẩu Thảo", "A new password for Thảo"},
		"account.letter.reset.words": {
			"Kính gửi {name},\n\nCó yêu cầu đặt lại mật khẩu cho tài khoản này. Xin mở liên kết sau để đặt mật khẩu mới:\n{link}\n\nLiên kết dùng được một lần, trong {minutes} phút. Nếu không phải người nhận thư yêu cầu, xin bỏ qua thư này; mật khẩu cũ vẫn dùng được.",
			"Dear {name},\n\nsomebody asked for a new password for your account. Please open this link to choose one:\n{link}\n\nThe link is good once, for {minutes} minutes. If it was not you, please ignore this letter; your password remains.",
		},
	})
	add(sentences{
		"web.rule.sign-in":            {"Thư điện tử hoặc mật khẩu không đúng.", "The e-mail or the password is not right."},
		"web.rule.password-short":     {"Mật khẩu cần ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.", "A password needs at least 10 characters. A short sentence you remember is best."},
		"web.rule.password-long":      {"Mật khẩu dài quá 200 ký tự.", "A password has at most 200 characters."},
		"web.rule.password-plain":     {"Mật khẩu này dễ đoán. Xin chọn câu khác.", "This password is easily guessed. Please choose another."},
		"web.rule.password-old":       {"Mật khẩu hiện nay không đúng.", "This is not your present password."},
		"web.rule.link-other":         {"Liên kết này dành cho {email}. Xin đăng nhập bằng tài khoản đó.", "This link is for {email}. Please sign in with that account."},
		"web.rule.account-exists":     {"Đã có tài khoản với thư điện tử này.", "There is an account with this e-mail already."},
		"web.rule.last-administrator": {"Đây là người quản trị cuối cùng. Xin giao việc quản trị cho người khác trước.", "This is the last administrator. Please make somebody else administrator first."},
		"web.rule.body-closed":        {"Cơ quan cấp trên đã ngừng hoạt động. Xin chọn cơ quan khác.", "The body above is closed. Please choose another."},
		"web.rule.body-circle":        {"Một cơ quan không thể trực thuộc chính nó hoặc đơn vị của nó.", "A body cannot stand under itself or one of its own units."},
		"web.rule.body-deep":          {"Đã đến {max} cấp trực thuộc, không thêm cấp nữa.", "There are {max} levels already; no more can be added."},
		"web.rule.body-exists":        {"Ở cấp này đã có cơ quan cùng tên.", "There is a body of this name here already."},
		"web.rule.body-unknown":       {"Không thấy cơ quan cấp trên “{name}” trong danh sách này hay trong sổ.", "The body above, “{name}”, is neither in this list nor in the registry."},
		"web.rule.body-list":          {"Dòng {line} chưa đúng. Không có cơ quan nào được thêm.", "Line {line} is not right. No body was added."},
		"web.rule.body-list-long":     {"Danh sách dài quá {max} dòng. Xin chia nhỏ.", "The list has more than {max} lines. Please divide it."},
		"web.rule.body-list-head":     {"Dòng đầu của danh sách phải có cột “tên” (và có thể có “ký hiệu”, “trực thuộc”, “loại”, “thư điện tử”).", "The first line of the list must have a column “name” (and may have “symbol”, “under”, “kind”, “email”)."},
		"web.rule.body-units":         {"Còn {n} đơn vị trực thuộc đang hoạt động. Xin chuyển hoặc đóng các đơn vị đó trước.", "{n} units under it are still open. Please move or close them first."},
	})
}
