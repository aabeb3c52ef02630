package letter

import "strings"

// maxPhrase is how many words the longest phrase of these lists has.
const maxPhrase = 11

// formulas say that nothing is asked for. Those of "không có ý kiến" are made
// of parts.
var formulas = append(list("nhất trí", "thống nhất", "đồng ý", "tán thành", "đồng tình", "ủng hộ", "không bổ sung gì thêm", "ok", "oke",
	"agree with", "agrees with", "agree to", "agrees to", "agree", "agrees", "agreed", "no objection", "no objections", "support", "supports",
	"concur", "concurs", "in agreement with", "nothing to add", "endorse", "endorses", "no comment", "no comments", "no further comments",
	"no further comment", "no additional comments", "no other comments"), noOpinions()...)

// formulaHearts are in every formula: a quick look before the reading.
var formulaHearts = list("nhất trí", "thống nhất", "đồng ý", "tán thành", "đồng tình", "ủng hộ", "không có", "chưa có", "không còn", "không tham gia",
	"không góp ý", "không bổ sung", "ok", "oke", "agree", "agrees", "agreed", "no objection", "no objections", "support", "supports", "concur", "concurs",
	"agreement", "nothing to add", "endorse", "endorses", "no comment", "no comments", "no further", "no additional", "no other")

func noOpinions() phrases {
	objects := []string{"ý kiến", "góp ý", "ý kiến góp ý", "ý kiến tham gia", "ý kiến đóng góp", "ý kiến tham gia góp ý", "nội dung góp ý",
		"nội dung tham gia", "nội dung tham gia góp ý", "nội dung tham gia ý kiến", "nội dung góp ý kiến", "đề nghị", "kiến nghị", "đề xuất", "vướng mắc",
		"ý kiến đề xuất", "ý kiến chỉnh sửa", "ý kiến phản biện", "đề xuất kiến nghị"}
	var starts []string
	for _, o := range objects {
		starts = append(starts, "không có "+o, "chưa có "+o, "không còn "+o, "không có thêm "+o)
	}
	starts = append(starts, "không tham gia ý kiến", "không tham gia góp ý", "không góp ý")
	ends := []string{"", "gì", "khác", "gì khác", "thêm", "gì thêm", "bổ sung", "bổ sung thêm", "gì bổ sung", "bổ sung gì", "bổ sung gì thêm", "khác bổ sung", "nào", "nào khác", "khác thêm",
		"sửa đổi bổ sung", "chỉnh sửa bổ sung", "chỉnh sửa bổ sung thêm", "chỉnh sửa bổ sung gì thêm"}
	var out []string
	for _, s := range starts {
		for _, e := range ends {
			out = append(out, strings.TrimSpace(s+" "+e))
		}
	}
	return list(out...)
}

// ties join formulas to what is agreed with, and name it in general.
var ties = list("với", "về", "đối với", "như", "theo", "của", "tại", "trong", "và", "các", "những", "toàn bộ", "tất cả", "mọi", "toàn văn",
	"nội dung", "bố cục", "hình thức", "kết cấu", "cấu trúc", "thể thức", "phạm vi", "phạm vi điều chỉnh", "đối tượng áp dụng", "tên gọi",
	"sự cần thiết", "tính cần thiết", "sự cần thiết phải ban hành", "sự cần thiết phải xây dựng", "việc ban hành", "việc xây dựng", "ban hành",
	"xây dựng", "quan điểm", "mục tiêu", "mục đích", "yêu cầu", "nhiệm vụ", "giải pháp", "chủ trương", "định hướng", "tinh thần",
	"cơ sở pháp lý", "cơ sở chính trị", "cơ sở thực tiễn", "quy định", "điều khoản", "dự thảo", "bản dự thảo", "tờ trình", "báo cáo", "đề án",
	"luật", "bộ luật", "nghị định", "nghị quyết", "thông tư", "quyết định", "chỉ thị", "quy chế", "kế hoạch", "chương trình", "chiến lược",
	"hồ sơ", "văn bản", "công văn", "cơ quan", "cơ quan soạn thảo", "ban soạn thảo", "cơ quan chủ trì", "cơ quan chủ trì soạn thảo", "đơn vị soạn thảo",
	"đã nêu", "nêu", "nêu trên", "trên", "này", "đã được", "được nêu", "được quy định", "được trình bày", "được trình", "đã trình bày", "đề ra",
	"xin ý kiến", "lấy ý kiến", "gửi lấy ý kiến", "gửi xin ý kiến", "gửi kèm", "kèm theo", "đã gửi", "còn lại", "nội dung khác", "điều khác",
	"khoản khác", "quy định khác", "phần khác", "vấn đề khác", "nội dung còn lại", "cao", "hoàn toàn", "cơ bản", "về cơ bản", "đều", "cũng", "xin",
	"chúng tôi", "tôi", "cá nhân tôi", "cơ quan chúng tôi", "đơn vị chúng tôi", "đơn vị", "ngoài ra", "sau khi nghiên cứu", "qua nghiên cứu",
	"đã nghiên cứu", "nghiên cứu dự thảo", "có ý kiến như sau", "có ý kiến", "có ý kiến chung như sau", "xin có ý kiến như sau", "ý kiến như sau",
	"như sau", "thông qua", "ý kiến chung", "ý kiến", "nhìn chung", "quý", "bộ", "sở", "ủy ban", "tỉnh ủy", "tỉnh", "thành phố",
	"hai phần", "ba phần", "bốn phần", "năm phần", "sáu phần", "các phần", "các chương", "các mục", "các điều",
	"xin góp ý thêm như sau", "xin góp ý như sau", "góp ý thêm như sau", "có một số ý kiến như sau", "có một số góp ý như sau",
	"có một số ý kiến góp ý như sau", "xin tham gia một số ý kiến như sau", "tham gia một số ý kiến như sau", "xin tham gia ý kiến như sau",
	"the", "with", "we", "our", "this", "its", "all", "entire", "whole", "overall", "content", "contents", "text", "draft", "draft law",
	"draft decree", "in general", "in principle", "generally", "broadly", "fully", "and", "have", "has", "of", "on", "to", "as", "proposed", "is",
	"are", "provisions", "law", "decree", "structure", "on the draft", "i", "as drafted")

var (
	formulaSet = setOf(formulas)
	// courtesySet are the words of closing sentences: what the drafting office
	// is asked to do with the letter, and thanks.
	courtesySet = setOf(append(list("trên đây là", "trên đây", "một số", "góp ý", "tham gia", "đóng góp", "ý kiến góp ý", "ý kiến tham gia", "đề nghị",
		"kiến nghị", "kính đề nghị", "mong", "rất mong", "kính mong", "kính trình", "kính gửi", "kính chuyển", "kính báo cáo", "kính", "trân trọng",
		"xin trân trọng", "gửi", "để", "được", "tổng hợp", "xem xét", "báo cáo", "nghiên cứu", "tiếp thu", "hoàn thiện", "hoàn chỉnh", "chỉnh lý",
		"giải trình", "cho ý kiến", "chỉ đạo", "quyết định", "tham khảo", "trình", "cấp có thẩm quyền", "cơ quan có thẩm quyền", "theo quy định",
		"theo thẩm quyền", "biết", "trao đổi", "cảm ơn", "cám ơn", "chân thành", "chân thành cảm ơn", "xin cảm ơn", "sự quan tâm", "phối hợp",
		"sự phối hợp", "hợp tác", "sự hợp tác", "quan tâm", "quý cơ quan", "bổ sung hoàn thiện", "bổ sung hoàn chỉnh", "chỉnh sửa hoàn thiện",
		"chỉnh sửa bổ sung hoàn thiện", "chỉnh sửa hoàn chỉnh", "chỉnh sửa bổ sung hoàn chỉnh", "sửa đổi bổ sung hoàn thiện", "sửa đổi hoàn thiện",
		"trước khi trình", "trước khi ban hành", "ban tổ chức", "ban chỉ đạo", "ban biên tập", "tổ biên tập", "cùng", "làm cơ sở", "làm căn cứ",
		"thank you for", "thank you", "we thank", "you", "your", "for", "these", "comments", "our comments", "please", "consider", "consideration", "take into account",
		"take these comments into account", "opportunity", "opportunity to comment", "letter", "kind", "respectfully submits", "submits", "hope", "helpful",
		"useful", "be", "will", "in", "finalising", "finalizing", "revising", "account", "will be taken into account", "will be considered"), ties...))
	tieSet    = setOf(ties)
	bodyKinds = withSpaces(append(bodyWords[:len(bodyWords):len(bodyWords)], list("ủy ban nhân dân", "hội đồng nhân dân", "ban thường vụ",
		"ban chấp hành", "ủy ban mặt trận tổ quốc", "thường trực tỉnh ủy", "tỉnh")...))
	paperKinds = setOfWords("luật, bộ luật, nghị định, nghị quyết, thông tư, quyết định, chỉ thị, đề án, quy chế, kế hoạch, chương trình, " +
		"quy hoạch, pháp lệnh, kết luận, hướng dẫn, tờ trình, báo cáo, công văn, văn bản, chiến lược, dự án, quy định, thông báo, law, decree")
	// numbering stands before the number of a paper or a date.
	numbering = setOfWords("số, ngày, tháng, năm")
	// stops may turn a sentence: no name of a body or a paper goes over them,
	// but for the harmless pairs.
	stops = setOfWords("trừ, ngoại, nếu, với, riêng, chỉ, tuy, nhưng, song, lưu, băn, ngoài, không, chưa, chẳng, thì, là, khi, được, bị, phải, cần, nên, " +
		"đề, kiến, khuyến, xin, mong, bỏ, hủy, xóa, cắt, lược, giảm, tăng, nâng, hạ, lùi, kéo, rút, thêm, bớt, sửa, bổ, thay, đổi, giữ, tách, gộp, " +
		"chuyển, mở, thu, khó, gây, thiếu, thừa, trùng, sai, lỗi, quá, còn, cho, thấy, phản, phương, nhất, thống, đồng, tán, ủng, hãy, sẽ, vì, do, mà, " +
		"để, rằng, sớm, gửi, trong, có, góp, đưa, ghi, quy, dùng, thôi, hoãn, dừng, ngừng, chấm, tạm, áp, loại, xem, rà, làm, " +
		"but, except, if, unless, subject, provided, however, should, not, delete, remove, amend, change, please")
	harmless = setOfWords("đề án, đổi mới, quá trình, quy định, quy chế, quy hoạch, mở rộng, nhất là, thống kê, do bộ, do ban, trong tình, lưu trữ, " +
		"kiến trúc, áp dụng, phương hướng, đồng bào, có hiệu, chuyển đổi, thu nhập, thu hút, chấm dứt")
)

func setOf(p phrases) map[string]bool {
	set := make(map[string]bool, len(p))
	for _, s := range p {
		set[strings.Trim(s, " ")] = true
	}
	return set
}

func withSpaces(p phrases) map[string]bool {
	set := make(map[string]bool, len(p))
	for _, s := range p {
		set[s] = true
	}
	return set
}

func setOfWords(s string) map[string]bool { return setOf(strings.Split(s, ", ")) }
