package locale

// What a round adds to the overview of its docket, and to the page that
// compares two versions.
func init() {
	add(sentences{
		"web.round.due":              {"hết hạn góp ý đợt {n}", "round {n} ends"},
		"web.overview.comment":       {"Góp ý vào dự thảo", "Comment on the draft"},
		"web.overview.answer":        {"Tiếp tục trả lời: còn {n} nhóm", "Go on answering: {n} groups left"},
		"web.overview.step-asked":    {"{n} cơ quan", "{n} bodies"},
		"web.overview.step-comments": {"{n} ý kiến", "{n} comments"},
		"web.overview.step-answered": {"{n}/{all} nhóm đã trả lời", "{n}/{all} groups answered"},
		"web.overview.asked":         {"Cơ quan được hỏi", "Bodies asked"},
		"web.overview.heard":         {"Cơ quan đã góp ý", "Bodies that replied"},
		"web.overview.received":      {"Ý kiến nhận được", "Comments received"},
		"web.overview.groups":        {"Nhóm ý kiến", "Groups"},
		"web.overview.confirmed":     {"Đã trả lời, đã xác nhận", "Answered, confirmed"},
		"web.overview.submitted":     {"Đã trả lời, chờ xác nhận", "Answered, to be confirmed"},
		"web.overview.open":          {"Nhóm chưa trả lời", "Groups not answered"},
		"web.overview.parts":         {"Ý kiến theo phần của dự thảo", "Comments by part of the draft"},
		"web.overview.part":          {"Phần", "Part"},
		"web.overview.comments":      {"Ý kiến", "Comments"},
		"web.overview.answered":      {"Nhóm đã trả lời", "Answered"},
		"web.overview.progress":      {"Tiến độ", "Progress"},
		"web.overview.part-bar":      {"{n} trên {all} nhóm đã trả lời", "{n} of {all} groups answered"},

		"web.behind.n":      {"{n} ý kiến", "comments: {n}"},
		"web.behind.none":   {"không ai góp ý", "nobody asked"},
		"web.behind.nobody": {"Không ai góp ý", "Nobody asked for it"},
		"web.behind.first":  {"{n} ý kiến, nhóm {group}", "comments: {n}, group {group}"},
		"web.behind.group":  {"nhóm {group}", "group {group}"},
		"web.behind.more":   {"và {n} nhóm khác", "and {n} more groups"},
		"web.behind.title":  {"Ý kiến đứng sau thay đổi này", "Comments behind this change"},
		"web.behind.others": {"và {n} ý kiến tương tự", "and {n} like it"},
		"web.behind.key":    {"ý kiến đứng sau", "comments behind"},
	})
}
