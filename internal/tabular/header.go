// Package tabular finds the comments in a table that people filled in: which
// row is the header, which column holds what, which rows are sections.
package tabular

import (
	"slices"
	"strings"
	"unicode"

	"thao/internal/viet"
)

// Role is what a column holds.
type Role string

const (
	Ordinal   Role = "ordinal"
	Place     Role = "place"     // article, clause, section
	Page      Role = "page"      //
	Line      Role = "line"      //
	Paragraph Role = "paragraph" // paragraph, figure or table within the place
	Quote     Role = "quote"     // the draft's own words
	Content   Role = "content"   // the comment
	Proposal  Role = "proposal"  // words to stand instead, or the change proposed
	Reason    Role = "reason"
	Body      Role = "body"
	Kind      Role = "kind"   // editorial, technical, general
	Answer    Role = "answer" // observations, response: the drafters' column
	Other     Role = "other"
)

// names are column names, folded, as they are met in Vietnamese tables, in
// English ones and in the ISO/IEC commenting template (ISO/IEC Directives,
// part 1, consolidated supplement, form for comments).
var names = map[Role][]string{
	Ordinal: {"stt", "tt", "so tt", "so thu tu", "no", "#", "nr", "item"},
	Place: {"dieu khoan", "dieu", "khoan", "dieu khoan diem", "nhom van de hoac dieu khoan", "vi tri", "muc", "phan muc",
		"phan", "noi dung muc", "dieu muc", "ten muc", "van de", "nhom van de", "dieu khoan gop y", "vi tri gop y",
		"muc dieu khoan", "clause", "subclause", "clause subclause", "section", "article", "provision", "location",
		"reference", "chapter", "part", "dieu khoan cua du thao", "phan muc cua du thao"},
	Page:      {"trang", "page", "so trang", "page no", "page number"},
	Line:      {"dong", "line", "line number", "so dong", "line no"},
	Paragraph: {"doan", "paragraph", "paragraph figure table", "paragraph figure", "figure table", "doan van"},
	Quote: {"noi dung du thao", "quy dinh tai du thao", "noi dung trong du thao", "du thao", "noi dung tai du thao",
		"original text", "draft text", "current text", "text of the draft", "existing text", "noi dung goc", "quy dinh cua du thao"},
	Content: {"noi dung gop y", "y kien gop y", "noi dung y kien", "y kien", "gop y", "noi dung y kien gop y", "y kien tham gia",
		"noi dung tham gia", "noi dung tham gia y kien", "comment", "comments", "comment justification for change",
		"noi dung", "remarks", "feedback", "noi dung kien nghi", "y kien de nghi"},
	Proposal: {"de xuat", "noi dung de xuat", "de nghi sua doi", "phuong an sua doi", "de xuat sua doi", "noi dung de nghi sua doi",
		"de nghi sua doi bo sung", "noi dung sua doi", "de nghi sua thanh", "sua thanh", "kien nghi", "de nghi", "noi dung de nghi",
		"proposed change", "proposed changes", "proposal", "suggested text", "proposed text", "suggestion", "phuong an de xuat",
		"noi dung de xuat sua doi", "noi dung de nghi sua doi bo sung"},
	Reason: {"ly do", "giai trinh ly do", "co so", "can cu", "rationale", "justification", "reason", "ly do gop y", "ly do de xuat",
		"can cu ly do", "co so de xuat", "thuyet minh"},
	Body: {"co quan gop y", "don vi gop y", "don vi", "co quan", "co quan don vi", "co quan don vi gop y", "chu the gop y", "mb nc", "mb",
		"organisation", "organization", "commenter", "commenting body", "member body", "nguoi gop y", "ho ten", "ho va ten", "nc",
		"to chuc ca nhan", "noi gop y", "co quan to chuc"},
	Kind: {"loai", "loai y kien", "type", "type of comment", "category", "loai gop y", "phan loai"},
	Answer: {"observations", "observations of the secretariat", "secretariat observations", "tiep thu", "tiep thu giai trinh",
		"noi dung tiep thu giai trinh", "giai trinh", "y kien tiep thu giai trinh", "ket qua tiep thu", "response", "disposition",
		"resolution", "y kien cua co quan soan thao", "tra loi"},
	Other: {"ghi chu", "note", "notes", "remark", "date", "ngay"},
}

var byName = func() map[string]Role {
	out := map[string]Role{}
	for role, list := range names {
		for _, n := range list {
			out[n] = role
		}
	}
	return out
}()

// longestFirst holds the names of two words or more, for headers that say more
// than a name: "Nội dung góp ý của đơn vị (nêu rõ lý do)".
var longestFirst = func() []string {
	var out []string
	for n := range byName {
		if strings.Contains(n, " ") {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return out
}()

// headerWords bounds how long a column's name may be.
const headerWords = 14

// roleOf reads a header cell.
func roleOf(text string) (Role, bool) {
	name := headerName(text)
	if name == "" {
		return "", false
	}
	if role, ok := byName[name]; ok {
		return role, true
	}
	words := strings.Fields(name)
	if len(words) > headerWords {
		return "", false
	}
	padded := " " + name + " "
	for _, fits := range []func(n string) bool{
		func(n string) bool { return strings.HasPrefix(padded, " "+n+" ") }, // "Vị trí trong dự thảo" is a place
		func(n string) bool { return strings.Contains(padded, " "+n+" ") },
	} {
		for _, n := range longestFirst {
			if fits(n) && 3*len(strings.Fields(n)) >= len(words) {
				return byName[n], true
			}
		}
	}
	return "", false
}

// headerName folds a header cell: no marks, no digits (footnote numbers), no
// text in parentheses, one space between words.
func headerName(text string) string {
	var b strings.Builder
	depth := 0
	for _, r := range viet.Fold(text) {
		switch {
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth = max(0, depth-1)
		case depth > 0 || unicode.IsDigit(r):
		case unicode.IsLetter(r) || r == '#':
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
