package matrix

import (
	"strings"

	"thao/internal/viet"
)

// The verdicts of an answer. An answer whose words do not say which it is has
// none.
const (
	Accepted = "accepted" // tiếp thu
	Partly   = "partly"   // tiếp thu một phần
	Refused  = "not"      // không tiếp thu
	Noted    = "noted"    // ghi nhận
)

// explains is said of words that only announce reasons: a refusal, unless a
// verdict stands beside it.
const explains = "explains"

// phrases are the folded words by which an answer says its verdict, as they
// are met at the beginning of a clause.
var phrases = map[string][]string{
	Refused: {
		"khong tiep thu", "chua tiep thu", "khong the tiep thu", "chua the tiep thu", "khong chap nhan", "khong dong y",
		"khong nhat tri", "khong chap thuan", "khong co co so tiep thu", "chua co co so tiep thu", "khong co co so de tiep thu",
		"chua co co so de tiep thu", "giu nhu du thao", "giu nguyen nhu du thao", "giu nguyen du thao", "giu nguyen quy dinh",
		"giu nguyen noi dung", "giu quy dinh", "bao luu", "not accepted", "not accept", "not agreed", "rejected", "declined",
		"disagreed", "kept as drafted", "keep as drafted",
	},
	Partly: {
		"tiep thu mot phan", "tiep thu co chinh ly", "tiep thu co chon loc", "tiep thu chon loc", "tiep thu co dieu chinh",
		"tiep thu co sua doi", "co ban tiep thu", "tiep thu co ban", "tiep thu phan nao", "tiep thu mot so", "partly accepted",
		"partially accepted", "accepted in part", "accepted partly", "accepted with modifications", "accepted with modification",
		"accepted with changes",
	},
	Accepted: {"tiep thu", "nhat tri", "dong y", "chap nhan", "chap thuan", "accepted", "accept", "agreed"},
	Noted:    {"ghi nhan", "noted"},
	explains: {"giai trinh", "explanation"},
}

// labels are words that name the column and decide nothing, before their
// "như sau" or colon.
var labels = []string{"tiep thu giai trinh", "tiep thu va giai trinh", "noi dung tiep thu giai trinh", "y kien tiep thu giai trinh"}

// fillers are folded words that may stand before a verdict in its clause:
// courtesy, who speaks, and what joins sentences.
var fillers = wordSet(`xin da se cung van duoc phep tran trong cam on ban co quan to bien tap chu tri don vi bo soan thao
	chung toi de nghi kinh do vi vay the nen tuy nhien nhung song hoan toan nghiem tuc ve noi dung y kien nay tren gop
	we is are the this comment has been`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// phrase is the words of one of phrases.
type phrase struct {
	words   []string
	verdict string
}

// phrasesBy lists the phrases by their first word.
var phrasesBy = func() map[string][]phrase {
	by := map[string][]phrase{}
	add := func(list []string, verdict string) {
		for _, text := range list {
			words := strings.Fields(text)
			by[words[0]] = append(by[words[0]], phrase{words, verdict})
		}
	}
	for verdict, list := range phrases {
		add(list, verdict)
	}
	add(labels, "")
	return by
}()

// VerdictOf recognises the verdict in the words of an answer: what its clauses
// say at their beginning, "Tiếp thu một phần; …", "Vì vậy, xin giữ như dự
// thảo". Clauses that accept and clauses that refuse make it partly. lead is
// the bytes up to the end of the phrase where the text begins with one, else 0.
func VerdictOf(text string) (verdict string, lead int) {
	said := map[string]bool{}
	first := ""
	for _, c := range clauses(text) {
		v, end := c.verdict()
		if v == "" {
			continue
		}
		if c.start == 0 {
			lead = end
		}
		if first == "" && v != explains {
			first = v
		}
		said[v] = true
	}
	switch {
	case said[Partly], said[Accepted] && said[Refused]:
		return Partly, lead
	case first != "":
		return first, lead
	case said[explains]:
		return Refused, lead
	}
	return "", 0
}

// clause is words of an answer between two marks, folded.
type clause struct {
	start int  // its number
	comma bool // it follows a comma
	words []string
	ends  []int // of each word, in bytes of the answer
}

// clauses divides an answer at its punctuation. The label of the column before
// a colon is a clause as any other.
func clauses(text string) []clause {
	var out []clause
	at := 0
	open := false
	for _, s := range viet.Syllables(text) {
		if between := text[at:s.Start]; !open || strings.ContainsAny(between, ".;:,!?()\n–—“”\"") || strings.Contains(between, "- ") {
			out = append(out, clause{start: len(out), comma: strings.TrimSpace(between) == ","})
			open = true
		}
		c := &out[len(out)-1]
		c.words, c.ends = append(c.words, viet.Fold(text[s.Start:s.End])), append(c.ends, s.End)
		at = s.End
	}
	return joinLabels(out)
}

// joinLabels makes "tiếp thu, giải trình" one clause again where the one word
// only goes on with the other: a label, not a verdict.
func joinLabels(cs []clause) []clause {
	for i := 0; i+1 < len(cs); i++ {
		a, b := &cs[i], cs[i+1]
		if strings.HasSuffix(" "+strings.Join(a.words, " "), " tiep thu") && len(a.words) <= 5 && b.comma && announces(b.words) {
			a.words, a.ends = append(a.words, b.words...), append(a.ends, b.ends...)
			cs = append(cs[:i+1], cs[i+2:]...)
		}
	}
	return cs
}

// announces reports whether a clause is "giải trình" and no more than "như sau".
func announces(words []string) bool {
	switch strings.Join(words, " ") {
	case "giai trinh", "giai trinh nhu sau":
		return true
	}
	return false
}

// verdict is what the clause says first, and where that phrase ends.
func (c clause) verdict() (string, int) {
	for i, w := range c.words {
		if best, n := longest(phrasesBy[w], c.words[i:]); n > 0 {
			return best, c.ends[i+n-1]
		}
		if !fillers[w] {
			return "", 0
		}
	}
	return "", 0
}

func longest(list []phrase, words []string) (verdict string, n int) {
	for _, p := range list {
		if len(p.words) > n && len(words) >= len(p.words) && strings.Join(words[:len(p.words)], " ") == strings.Join(p.words, " ") {
			verdict, n = p.verdict, len(p.words)
		}
	}
	return verdict, n
}
