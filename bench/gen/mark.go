package gen

import (
	"slices"
	"strings"
	"time"

	"thao/internal/ooxml/compose"
)

// Marks are what one or more people leave on a copy of the draft.
type Marks struct {
	Authors  []string
	Comments int
	Changes  int // tracked edits: deletions, insertions, replacements
}

// mark is one of them, on words of a paragraph.
type mark struct {
	from, to int // words, to exclusive
	comment  string
	reply    string // an answer in the thread; "" for none
	insert   string // of a change
	author   string
	at       time.Time
}

// start of all dates; nothing is taken from a clock.
var start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// plan spreads marks over paragraphs, none over another.
func (m Marks) plan(p pen, d *Draft) map[int][]mark {
	plan := map[int][]mark{}
	for i := range m.Comments + m.Changes {
		k := mark{author: p.pick(m.Authors), at: start.Add(time.Duration(i) * 7 * time.Minute)}
		if i < m.Comments {
			k.comment = p.opinion()
			if p.IntN(6) == 0 {
				k.reply = "Đồng ý, " + lowerFirst(p.opinion())
			}
		} else if p.IntN(4) > 0 {
			k.insert = p.pick(acts) + " " + p.pick(things)
		}
		n := m.place(p, d, plan, &k)
		plan[n] = append(plan[n], k)
	}
	for n := range plan {
		slices.SortFunc(plan[n], func(a, b mark) int { return a.from - b.from })
	}
	return plan
}

// place finds words for a mark that no other covers.
func (m Marks) place(p pen, d *Draft, plan map[int][]mark, k *mark) int {
	for {
		n := p.IntN(len(d.Paras))
		words := len(strings.Fields(d.Paras[n].Text))
		if d.Paras[n].Level < Clause || words < 8 {
			continue
		}
		k.from = p.IntN(words - 5)
		k.to = k.from + p.between(1, 5)
		if k.comment == "" && p.IntN(5) == 0 && k.insert != "" {
			k.to = k.from // an insertion that replaces nothing
		}
		free := true
		for _, other := range plan[n] {
			free = free && (k.to < other.from || other.to < k.from)
		}
		if free {
			return n
		}
	}
}

// opinion is what a body says about a place it has pointed to.
func (p pen) opinion() string {
	switch p.IntN(6) {
	case 0:
		return "Đề nghị làm rõ nội dung “" + p.pick(things) + "”, vì " + lowerFirst(p.sentence()) + "."
	case 1:
		return "Đề nghị bổ sung cụm từ “" + p.pick(manner) + "” cho phù hợp với thực tế."
	case 2:
		return "Đề nghị bỏ nội dung này do đã được quy định tại văn bản khác " + p.pick(aims) + "."
	case 3:
		return "Cân nhắc thời hạn: nên quy định " + p.pick(times) + " để địa phương có thể " + p.pick(acts) + " " + p.pick(things) + "."
	case 4:
		return "Thay “" + p.pick(acts) + "” bằng “" + p.pick(acts) + "”."
	}
	return upperFirst(p.sentence()) + "; đề nghị xem xét lại."
}

// runs writes a paragraph's words with the marks on them.
func runs(doc *compose.Document, text string, marks []mark) []compose.Inline {
	words := strings.Fields(text)
	var out []compose.Inline
	at := 0
	for _, k := range marks {
		out = append(out, plain(words[at:k.from], true)...)
		at = k.to
		if k.comment != "" {
			out = append(out, k.commented(doc, words)...)
			continue
		}
		by := &compose.Stamp{Author: k.author, Date: k.at}
		if k.to > k.from {
			out = append(out, compose.Run{Text: strings.Join(words[k.from:k.to], " "), DeletedBy: by})
		}
		if k.insert != "" {
			space := ""
			if k.to == k.from {
				space = " "
			}
			out = append(out, compose.Run{Text: k.insert + space, InsertedBy: by})
		}
		if k.to > k.from && k.to < len(words) {
			out = append(out, compose.Run{Text: " "})
		}
	}
	return append(out, plain(words[at:], false)...)
}

func (k mark) commented(doc *compose.Document, words []string) []compose.Inline {
	c := compose.Comment{Author: k.author, Date: k.at, Text: k.comment}
	if k.reply != "" {
		c.Replies = []compose.Comment{{Author: k.author, Date: k.at.Add(time.Hour), Text: k.reply}}
	}
	t := doc.Comment(c)
	out := []compose.Inline{compose.CommentStart{Thread: t}}
	out = append(out, plain(words[k.from:k.to], false)...)
	out = append(out, compose.CommentEnd{Thread: t})
	if k.to < len(words) {
		out = append(out, compose.Run{Text: " "})
	}
	return out
}

// plain is words without marks, with a space after them where more follow.
func plain(words []string, more bool) []compose.Inline {
	if len(words) == 0 {
		return nil
	}
	text := strings.Join(words, " ")
	if more {
		text += " "
	}
	return compose.Words(text)
}
