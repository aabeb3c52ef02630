package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// circle is what key-2.json holds: what the filled matrices say to the
// comments of key.json (by index), what the next version made of the nodes,
// and what does not agree. Places are as in key.json, new ones in the next
// version.
type circle struct {
	Format       int           `json:"format"`
	Answers      []keyAnswer   `json:"answers"` // in the order of key.json; a comment without one is not answered
	Nodes        []keyChange   `json:"nodes"`   // that are not the same in both versions
	Unkept       []int         `json:"unkept"`
	Unasked      [][][2]string `json:"unasked"`
	Uneven       [][]int       `json:"uneven"`
	Contradicted [][]int       `json:"contradicted"`
}

type keyAnswer struct {
	Comment int    `json:"comment"`
	Verdict string `json:"verdict"`
	Words   string `json:"words"` // as the official wrote them
}

type keyChange struct {
	Change string      `json:"change"`
	Old    [][2]string `json:"old"`
	New    [][2]string `json:"new"`
}

// known is a comment by its body and words, to be found in the key.
func known(body, says string) filledRow { return filledRow{body: body, says: says} }

// What does not agree in these samples, on purpose.
var (
	forgotten = []filledRow{
		known("Tỉnh ủy A", "bổ sung số liệu minh họa"),
		known("Bộ M", "cơ sở dữ liệu quốc gia về dân cư"), // of two that exclude each other
	}
	unasked      = []string{"3/IV/4/4.1/b"}
	unevenly     = [][]filledRow{{known("Tỉnh ủy A", "xử lý hài hòa"), known("Tỉnh ủy B", "xử lý hài hoà"), known("Đảng ủy Khối doanh nghiệp Đ", "xử lý hài hòa")}}
	contradicted = [][]filledRow{{known("Bộ M", "cơ sở dữ liệu quốc gia về dân cư"), known("Học viện V", "leaves out the commune level")}}
)

// moves are the nodes that stand elsewhere in the next version, were put in,
// or are not one node any more: change, place in the draft, place in the next.
var moves = [][3]string{
	{"renumbered", "3/IV/2/2.1/c", "3/IV/2/2.1/d"},
	{"inserted", "", "3/IV/2/2.1/c"},
	{"inserted", "", "3/IV/3/3.3/d"},
	{"split", "3/IV/5/5.1/c", "3/IV/5/5.1/c"},
	{"split", "3/IV/5/5.1/c", "3/IV/5/5.1/d"},
	{"renumbered", "3/IV/5/5.1/d", "3/IV/5/5.1/đ"},
	{"renumbered", "3/IV/5/5.1/đ", "3/IV/5/5.1/e"},
	{"renumbered", "3/IV/5/5.1/e", "3/IV/5/5.1/g"},
	{"moved", "3/IV/8/8.2/p1", "3/IV/8/8.1/c"},
	{"same", "3/IV/8/8.2/p2", "3/IV/8/8.2/p1"}, // no label: nothing a reader sees
}

// circle makes key-2.json.
func (m *maker) circle() {
	if m.err != nil {
		return
	}
	next, err := nextDraft()
	if err != nil {
		m.put(circleFile, nil, err)
		return
	}
	w := &circleWriter{key: m.key, next: next}
	out := circle{Format: 1, Answers: w.answers(), Nodes: w.nodes(), Unkept: w.indexes(forgotten)}
	for _, addr := range unasked {
		out.Unasked = append(out.Unasked, w.place(next, addr))
	}
	for _, rows := range unevenly {
		out.Uneven = append(out.Uneven, w.indexes(rows))
	}
	for _, rows := range contradicted {
		out.Contradicted = append(out.Contradicted, w.indexes(rows))
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(out); err != nil && w.err == nil {
		w.err = err
	}
	m.put(circleFile, b.Bytes(), w.err)
}

const circleFile = "key-2.json"

type circleWriter struct {
	key  *key
	next *draft
	err  error
}

func (w *circleWriter) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// index is the comment of the key that a row is known by, and all that share
// its row.
func (w *circleWriter) index(r filledRow) (int, []int) {
	found := -1
	for i, c := range w.key.Comments {
		if r.means(c.Body, c.Text, c.Before, c.After) {
			if found >= 0 && !slices.Contains(w.row(found), i) {
				w.fail(fmt.Errorf("%s says %q twice in the key", r.body, r.says))
			}
			if found < 0 {
				found = i
			}
		}
	}
	if found < 0 {
		w.fail(fmt.Errorf("%s does not say %q in the key", r.body, r.says))
		return 0, nil
	}
	return found, w.row(found)
}

func (w *circleWriter) row(i int) []int {
	for _, g := range w.key.Groups {
		if slices.Contains(g, i) {
			return g
		}
	}
	return []int{i}
}

func (w *circleWriter) indexes(rows []filledRow) []int {
	out := []int{}
	for _, r := range rows {
		i, _ := w.index(r)
		out = append(out, i)
	}
	slices.Sort(out)
	return out
}

// exceptionFor is how an official names the body that is answered otherwise.
const exceptionFor = "\nRiêng ý kiến của "

// answers spreads what stands in the filled rows over the comments.
func (w *circleWriter) answers() []keyAnswer {
	words := map[int]string{}
	for _, f := range fillings() {
		for _, r := range f.rows {
			_, row := w.index(r)
			whole, exception, excepted := strings.Cut(r.answer, exceptionFor)
			body, other, _ := strings.Cut(exception, ": ")
			for _, i := range row {
				words[i] = whole
				if excepted && w.key.Comments[i].Body == body {
					words[i] = other
				}
			}
		}
	}
	out := []keyAnswer{}
	for i := range w.key.Comments {
		if words[i] != "" {
			out = append(out, keyAnswer{i, verdictOf(words[i]), words[i]})
		}
	}
	return out
}

// verdictOf is what officials mean by the openings used in these samples.
func verdictOf(words string) string {
	for _, v := range [...][2]string{
		{"Tiếp thu một phần", "partly"}, {"Tiếp thu", "accepted"}, {"Không tiếp thu", "not"}, {"Giải trình", "not"},
		{"Xin giữ như dự thảo", "not"}, {"Ghi nhận", "noted"}, {"ghi nhận", "noted"},
	} {
		if strings.HasPrefix(words, v[0]) {
			return v[1]
		}
	}
	return ""
}

// nodes compares the two drafts address by address.
func (w *circleWriter) nodes() []keyChange {
	out := []keyChange{}
	became := map[string]string{} // of what is still one node
	taken := map[string]bool{}
	for _, m := range moves {
		taken[m[2]] = true
		switch m[0] {
		case "inserted":
			out = append(out, keyChange{"inserted", [][2]string{}, w.place(w.next, m[2])})
		case "split":
			out = append(out, keyChange{"split", w.place(w.key.draft, m[1]), w.place(w.next, m[2])})
			became[m[1]] = "-"
		default:
			became[m[1]] = m[2]
			change := m[0]
			if change != "moved" && w.text(w.key.draft, m[1]) != w.text(w.next, m[2]) {
				change = "edited"
			}
			if change != "same" {
				out = append(out, keyChange{change, w.place(w.key.draft, m[1]), w.place(w.next, m[2])})
			}
		}
	}
	for _, l := range w.key.draft.lines {
		if became[l.addr] != "" {
			continue
		}
		became[l.addr] = l.addr
		if taken[l.addr] {
			w.fail(fmt.Errorf("%s of the draft is not told what became of it", l.addr))
		}
		if w.text(w.key.draft, l.addr) != w.text(w.next, l.addr) {
			out = append(out, keyChange{"edited", w.place(w.key.draft, l.addr), w.place(w.next, l.addr)})
		}
	}
	return out
}

func (w *circleWriter) text(d *draft, addr string) string {
	var lines []string
	for _, l := range d.lines {
		if l.addr == addr {
			lines = append(lines, l.text)
		}
	}
	return strings.Join(lines, "\n")
}

func (w *circleWriter) place(d *draft, addr string) [][2]string {
	way, err := d.place(addr)
	if err != nil {
		w.fail(err)
	}
	return way
}
