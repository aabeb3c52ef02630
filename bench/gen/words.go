package gen

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// pen writes sentences. The same seed writes the same.
type pen struct{ *rand.Rand }

func newPen(seed, stream uint64) pen { return pen{rand.New(rand.NewPCG(seed, stream))} }

func (p pen) pick(words []string) string { return words[p.IntN(len(words))] }

// between is a number from low to high, both possible.
func (p pen) between(low, high int) int { return low + p.IntN(high-low+1) }

// The lists multiply to some billions of sentences, and share their words as
// those of real regulations do: neighbours differ, and yet look alike.
var (
	actors = strings.Split("Bộ Nội vụ|Bộ Tài chính|Bộ Tư pháp|Ủy ban nhân dân cấp tỉnh|Ủy ban nhân dân cấp xã|Thủ trưởng cơ quan, đơn vị|Người đứng đầu tổ chức|Cơ quan chủ trì soạn thảo|Cơ quan thẩm định|Ban Tổ chức cấp ủy|Cấp ủy trực thuộc|Sở Nội vụ|Văn phòng cấp ủy|Đơn vị sự nghiệp công lập|Hội đồng thẩm định|Tổ giúp việc|Cơ quan kiểm tra|Đơn vị sử dụng biên chế|Cơ quan quản lý hồ sơ|Bộ phận một cửa", "|")
	duties = strings.Split("chủ trì, phối hợp với các cơ quan liên quan|có trách nhiệm|chịu trách nhiệm trước cấp có thẩm quyền về việc|thường xuyên|định kỳ hằng quý|trong phạm vi nhiệm vụ, quyền hạn của mình|theo phân cấp quản lý|kịp thời|căn cứ tình hình thực tế|theo đề nghị của đơn vị trực thuộc|sau khi có ý kiến bằng văn bản|khi có yêu cầu", "|")
	acts   = strings.Split("rà soát|xây dựng|tổng hợp|báo cáo|thẩm định|trình cấp có thẩm quyền phê duyệt|công bố công khai|cập nhật|kiểm tra|hướng dẫn|tổ chức thực hiện|đánh giá|sắp xếp lại|điều chỉnh|thống kê|lưu trữ|bàn giao|quyết định|theo dõi, đôn đốc|giải trình", "|")
	things = strings.Split("phương án sắp xếp tổ chức bộ máy|kế hoạch sử dụng biên chế|đề án vị trí việc làm|hồ sơ cán bộ, công chức|kết quả tinh giản biên chế|danh mục nhiệm vụ trọng tâm|quy chế làm việc|chức năng, nhiệm vụ của từng phòng|số lượng cấp phó|tiêu chuẩn chức danh lãnh đạo|dự toán kinh phí|kết quả đánh giá, xếp loại|báo cáo tự kiểm tra|ý kiến của tổ chức, cá nhân|dữ liệu về tổ chức bộ máy|thủ tục hành chính nội bộ|quy hoạch cán bộ|chế độ, chính sách đối với người lao động|trụ sở, tài sản công|cơ sở dữ liệu dùng chung|mô hình tổ chức thí điểm|quy trình luân chuyển|định mức biên chế|bản mô tả công việc", "|")
	manner = strings.Split("bảo đảm tinh gọn, hiệu lực, hiệu quả|gắn với cơ cấu lại đội ngũ|không làm gián đoạn công việc|đúng thẩm quyền, trình tự, thủ tục|phù hợp với điều kiện của địa phương|theo nguyên tắc một việc chỉ giao một cơ quan|công khai, minh bạch|bảo đảm quyền lợi của người lao động|có lộ trình cụ thể|tránh chồng chéo, bỏ sót|trên cơ sở số liệu đã được kiểm tra|kèm theo tài liệu chứng minh|đúng tiến độ đã đề ra|thống nhất trong toàn hệ thống", "|")
	times  = strings.Split("trước ngày 15 tháng 12 hằng năm|trong thời hạn 15 ngày làm việc|chậm nhất 30 ngày kể từ ngày nhận đủ hồ sơ|trong quý I của năm kế tiếp|hằng tháng|trước khi ban hành|đến hết năm 2030|trong giai đoạn 2026 - 2030|sau 06 tháng thực hiện|ngay khi phát sinh|định kỳ 05 năm một lần|trong thời gian 10 ngày", "|")
	aims   = strings.Split("để làm căn cứ giao biên chế|nhằm nâng cao chất lượng phục vụ|để tổng hợp, báo cáo Chính phủ|làm cơ sở bố trí kinh phí|để xem xét, quyết định|phục vụ công tác kiểm tra, giám sát|nhằm giảm đầu mối trung gian|để kịp thời tháo gỡ vướng mắc|làm căn cứ đánh giá người đứng đầu|theo quy định của pháp luật", "|")
	topics = strings.Split("Sắp xếp tổ chức|Quản lý biên chế|Vị trí việc làm|Đánh giá cán bộ|Tuyển dụng công chức|Phân cấp quản lý|Kiểm tra, giám sát|Chế độ báo cáo|Quản lý hồ sơ|Tinh giản biên chế|Luân chuyển cán bộ|Đào tạo, bồi dưỡng|Tài chính, tài sản|Công khai, minh bạch|Trách nhiệm thi hành|Chuyển đổi số|Khen thưởng, kỷ luật|Bảo vệ chính trị nội bộ", "|")
	facets = strings.Split("nguyên tắc chung|thẩm quyền quyết định|trình tự, thủ tục|thành phần hồ sơ|thời hạn giải quyết|trách nhiệm của các cơ quan|điều kiện áp dụng|xử lý chuyển tiếp|tiêu chí xác định|hình thức thực hiện|kinh phí bảo đảm|các trường hợp đặc biệt", "|")
)

// sentence is one sentence without its full stop.
func (p pen) sentence() string {
	s := p.pick(actors) + " " + p.pick(duties) + " " + p.pick(acts) + " " + p.pick(things)
	if p.IntN(2) == 0 {
		s += " và " + p.pick(acts) + " " + p.pick(things)
	}
	if p.IntN(3) > 0 {
		s += ", " + p.pick(manner)
	}
	if p.IntN(2) == 0 {
		s += " " + p.pick(times)
	}
	if p.IntN(3) == 0 {
		s += " " + p.pick(aims)
	}
	return s
}

// phrase is what a point says: no sentence, and no actor.
func (p pen) phrase() string {
	s := p.pick(acts) + " " + p.pick(things) + " " + p.pick(manner)
	if p.IntN(2) == 0 {
		s += " " + p.pick(times)
	}
	return upperFirst(s)
}

func upperFirst(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}

func lowerFirst(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToLower(s[:n]) + s[n:]
}
