package letter

import (
	"strings"

	"thao/internal/anchor"
)

// phrases is a list of wordings, each matched as whole words in a key.
type phrases []string

func list(s ...string) phrases {
	for i := range s {
		s[i] = " " + s[i] + " "
	}
	return s
}

func (p phrases) in(key string) bool {
	for _, phrase := range p {
		if strings.Contains(key, phrase) {
			return true
		}
	}
	return false
}

func (p phrases) begin(key string) bool {
	for _, phrase := range p {
		if strings.HasPrefix(key, phrase) {
			return true
		}
	}
	return false
}

// The wordings of letters. They are matched in canonical spelling (small
// letters, tone marks where tradition has them).
var (
	// requests ask for something to be done.
	requests = list("đề nghị", "kiến nghị", "đề xuất", "cần", "nên", "xem xét", "cân nhắc", "làm rõ", "rà soát", "quy định rõ",
		"mong", "propose", "proposes", "suggest", "suggests", "recommend", "recommends", "recommended", "request", "requests",
		"should", "please", "consider", "clarify", "ought", "must", "would like", "we urge", "needs to", "need to")

	// works name what is to be done to the text; with them alone a line is a
	// comment ("Điều 5: bỏ cụm từ…").
	works = list("bổ sung", "sửa", "sửa đổi", "chỉnh sửa", "bỏ", "thay", "điều chỉnh", "thêm", "gộp", "tách", "chuyển", "viết lại",
		"nghiên cứu", "thống nhất sử dụng", "diễn đạt", "giữ nguyên", "đưa", "ghi", "xóa", "lược bỏ", "cụ thể hóa", "quy định cụ thể",
		"delete", "replace", "add", "insert", "remove", "amend", "reword", "move", "merge", "split", "change", "define", "rephrase")

	// critiques find fault without asking.
	critiques = list("chưa", "còn thiếu", "thiếu", "không rõ", "không phù hợp", "không thống nhất", "trùng", "trùng lặp", "mâu thuẫn",
		"chồng chéo", "khó", "quá", "lỗi", "sai", "không khả thi", "bất cập", "băn khoăn", "không nhất trí", "không đồng ý",
		"không nên", "không cần", "unclear", "missing", "inconsistent", "contradicts", "duplicates", "too", "not clear", "ambiguous",
		"disagree", "does not", "is not", "are not", "concern", "concerned", "error", "typo", "lacks", "vague")

	// notRequests hold a word of requests and ask nothing of the draft.
	notRequests = list("theo đề nghị", "với đề nghị", "với đề xuất", "đề nghị góp ý", "đề nghị tham gia", "đề nghị cho ý kiến",
		"đề nghị có ý kiến", "đề nghị đóng góp", "đề nghị tham gia ý kiến", "sự cần thiết", "cần thiết phải ban hành", "cần thiết ban hành",
		"tính cần thiết", "mong muốn", "your request", "at the request", "request for comments", "requesting comments",
		"request for comment", "requested comments", "công văn đề nghị", "văn bản đề nghị", "các đề xuất", "những đề xuất",
		"the consultation request")

	refusals = list("không nhất trí", "chưa nhất trí", "không đồng ý", "chưa đồng ý", "chưa thống nhất", "không thống nhất",
		"không tán thành", "chưa tán thành", "đề nghị thống nhất", "cần thống nhất", "để thống nhất", "bảo đảm thống nhất",
		"đảm bảo thống nhất", "cho thống nhất", "nhằm thống nhất", "tính thống nhất", "do not agree", "does not agree", "not agree",
		"cannot agree", "disagree", "disagrees", "do not support", "does not support", "cannot support", "chưa ủng hộ", "không ủng hộ",
		"không hoàn toàn nhất trí", "không hoàn toàn đồng ý")

	// openings begin the sentence that says which request is answered.
	openings = list("phúc đáp", "trả lời", "thực hiện", "căn cứ", "sau khi nghiên cứu", "sau khi xem xét", "qua nghiên cứu", "nghiên cứu dự thảo",
		"nghiên cứu", "tiếp nhận", "nhận được", "ngày", "theo công văn", "theo đề nghị", "theo văn bản", "liên quan đến",
		"in response to", "further to", "with reference to", "reference is made", "having reviewed", "having studied",
		"thank you for", "we have received", "we refer to", "pursuant to", "we thank", "on behalf of")

	// openingMarks show that an opening speaks of the exchange of papers.
	openingMarks = list("công văn", "văn bản", "dự thảo", "tờ trình", "đề án", "ý kiến", "draft", "letter", "consultation", "comments", "your")

	closings = list("trên đây là", "trân trọng", "xin trân trọng", "xin chân thành", "xin cảm ơn", "xin cám ơn", "chân thành cảm ơn", "rất mong nhận được", "kính trình",
		"kính gửi", "kính chuyển", "yours sincerely", "yours faithfully", "best regards", "kind regards", "sincerely", "thank you for",
		"we thank", "dear", "we look forward", "should you have any questions", "we remain at your disposal", "we hope",
		"xin gửi", "trân trọng kính", "kính chào")

	// sending says to whom the letter goes, for what: "Bộ M kính gửi Ban Chỉ đạo
	// tổng hợp".
	sending = list("kính gửi", "kính trình", "kính chuyển", "trân trọng gửi", "xin gửi", "kính báo cáo", "respectfully submits")

	// enclosing says that the comments are in another paper.
	enclosing = list("gửi kèm", "kèm theo công văn này", "kèm theo văn bản này", "xin gửi kèm", "attached", "enclosed")

	// gathering is what the drafting office is asked at the end of a letter.
	gathering = list("tổng hợp", "xem xét", "báo cáo", "nghiên cứu", "tiếp thu", "hoàn thiện", "hoàn chỉnh", "consideration", "consider",
		"take into account", "take these comments")

	reasons = list("lý do", "lí do", "vì", "bởi", "bởi vì", "do", "nguyên nhân", "vì vậy", "do đó", "do vậy", "như vậy", "theo đó",
		"bởi lẽ", "cơ sở", "căn cứ", "cụ thể", "ví dụ", "because", "reason", "reasons", "rationale", "justification", "since",
		"this is because", "therefore", "thus", "hence", "for example", "for instance", "accordingly", "explanation", "the reason")

	// onward joins a sentence to the one before, whatever it cites.
	onward = list("tuy nhiên", "trong khi", "trong khi đó", "mặt khác", "nhưng", "song", "hơn nữa", "ngoài ra quy định", "đồng thời", "như thế",
		"however", "whereas", "while", "moreover", "but", "meanwhile", "likewise", "similarly", "at the same time", "nội dung này", "quy định này",
		"việc này", "điều này", "vấn đề này", "this", "these", "it")

	// general topics are about the draft as a whole.
	general = list("bố cục", "thể thức", "kỹ thuật trình bày", "kỹ thuật soạn thảo", "chính tả", "lỗi đánh máy", "toàn bộ dự thảo",
		"toàn văn", "về tổng thể", "nhìn chung", "về hình thức", "xuyên suốt", "ý kiến chung", "ý kiến khác", "góp ý khác", "góp ý chung",
		"những vấn đề chung", "nhận xét chung", "về sự cần thiết", "tên dự thảo", "tên gọi", "nội dung khác", "vấn đề khác",
		"general comment", "general comments", "other comments", "overall", "spelling", "typographical", "formatting", "structure of the draft",
		"whole draft", "entire draft", "layout")

	introducers = list("như sau", "sau đây", "cụ thể", "sau", "dưới đây", "following", "as follows", "below")

	introduced = list("ý kiến", "nội dung", "vấn đề", "góp ý", "tham gia", "điểm", "comments", "comment", "suggestions", "observations",
		"points", "remarks", "amendments", "changes", "recommendations")
)

// asks reports that words ask for something.
func asks(key string) bool {
	if !requests.in(key) {
		return false
	}
	for _, p := range notRequests {
		if strings.Contains(key, p) {
			key = strings.ReplaceAll(key, p, "  ")
		}
	}
	return requests.in(key)
}

// comments reports that words ask, tell what to change, or find fault.
func comments(key string) bool { return asks(key) || works.in(key) || critiques.in(key) }

func asksOrCites(s string) bool {
	return comments(keyOf(anchor.Words(s))) || len(anchor.Citations(s)) > 0
}

// startsOwnComment: "tại khoản 2 Điều 7, đề nghị…" after a semicolon.
func startsOwnComment(s string) bool {
	clause := firstClause(s)
	cites := anchor.Citations(clause)
	if len(cites) == 0 || cites[0].External || !comments(keyOf(anchor.Words(clause))) {
		return false
	}
	before := anchor.Words(clause[:cites[0].Start])
	return len(before) <= 6 && !isSecondary(before)
}

// borders are where an agreeing sentence turns to what it asks.
var borders = [][]string{{"tuy", "nhiên"}, {"tuy", "vậy"}, {"nhưng"}, {"song"}, {"đồng", "thời"}, {"ngoài", "ra"}, {"bên", "cạnh", "đó"},
	{"và", "đề", "nghị"}, {"và", "kiến", "nghị"}, {"đề", "nghị"}, {"xin", "đề", "nghị"}, {"however"}, {"but"}, {"subject", "to"},
	{"and", "propose"}, {"and", "suggest"}, {"and", "recommend"}, {"provided"}, {"except"}}

// maxAgreeing is how many words an agreement takes at most before it turns.
const maxAgreeing = 80

func wordsAt(words []anchor.Word, i int, want []string) bool {
	if i < 0 || i+len(want) > len(words) {
		return false
	}
	for k, w := range want {
		if words[i+k].Text != w {
			return false
		}
	}
	return true
}

// secondaryWords before a citation make it a thing compared with, not the
// place of the comment: "cho thống nhất với Điều 7".
var secondaryWords = map[string]bool{"với": true, "theo": true, "như": true, "tự": true, "định": true, "dẫn": true, "cứ": true,
	"with": true, "per": true, "like": true, "contradicts": true, "duplicates": true, "sang": true, "xuống": true}

func isSecondary(before []anchor.Word) bool {
	if takesStance(before) {
		return false
	}
	for k := len(before) - 1; k >= 0 && k >= len(before)-3; k-- {
		switch w := before[k].Text; {
		case w == "tại" || w == "ở" || w == "trong" || w == "nội" || w == "dung" || w == "in" || w == "the" || w == "của":
			continue
		case w == "định" && k == 1 && len(before) <= 4:
			return false // "Quy định tại khoản 2…" opens the sentence
		default:
			return secondaryWords[w]
		}
	}
	return false
}

// stances are the verbs of which what follows their "với" is the object: who
// does not agree with Điều 7 speaks of Điều 7.
var stances = [][]string{{"nhất", "trí"}, {"đồng", "ý"}, {"tán", "thành"}, {"đồng", "tình"}, {"agree"}, {"agrees"},
	{"disagree"}, {"disagrees"}}

// uniform is a stance at the front of a sentence only: "chưa thống nhất với
// Điều 7"; elsewhere it compares: "sửa cho thống nhất với Điều 7".
var uniform = []string{"thống", "nhất"}

// stanceObject are words between a stance and the place it is about, and
// stanceFront those before one at the front of a sentence.
var (
	stanceObject = wordSet("tại ở trong nội dung quy định các những của dự thảo phương án đề xuất in the of provisions provision proposal draft text")
	stanceFront  = wordSet("không chưa cơ bản hoàn toàn chúng tôi ngoài ra riêng cũng xin về")
)

// farObject is how many words may stand between a stance and its place.
const farObject = 8

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// takesStance reports whether the words before a citation end by agreeing or
// disagreeing with it.
func takesStance(before []anchor.Word) bool {
	k := len(before) - 1
	for k >= max(0, len(before)-farObject) && stanceObject[before[k].Text] {
		k--
	}
	if k < 1 || before[k].Text != "với" && before[k].Text != "with" {
		return false
	}
	for _, stance := range stances {
		if wordsAt(before[:k], k-len(stance), stance) {
			return true
		}
	}
	return wordsAt(before[:k], k-len(uniform), uniform) && opensSentence(before[:k-len(uniform)])
}

func opensSentence(before []anchor.Word) bool {
	for _, w := range before {
		if !stanceFront[w.Text] && len(w.Text) > 1 {
			return false
		}
	}
	return true
}
