package account

import (
	"context"
	"errors"
	"slices"
	"strings"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/sheet"
	"thao/internal/viet"
)

// BodyLine is one line of a list of bodies, and what will become of it.
type BodyLine struct {
	Line    int    `json:"line"` // in the file, from 1
	Body    Body   `json:"body"`
	Under   string `json:"under"`   // as the file names the body above
	Exists  bool   `json:"exists"`  // there already: it is left as it is
	Problem error  `json:"problem"` // why it is not entered; nil for none
}

// Most lines of a list.
const mostBodies = 5000

// columns of a list by what their heads may be called, folded.
var bodyHeads = map[string][]string{
	"name":  {"name", "body", "ten", "ten co quan", "ten don vi", "co quan", "don vi", "co quan, don vi"},
	"short": {"short", "symbol", "ky hieu", "viet tat", "ten viet tat"},
	"under": {"under", "parent", "truc thuoc", "cap tren", "co quan cap tren", "co quan chu quan"},
	"kind":  {"kind", "loai"},
	"email": {"email", "e-mail", "mail", "thu dien tu", "hop thu"},
}

// MayEnter refuses who may not enter bodies under one; "" for the top. A face
// asks before it reads the list.
func (s *Service) MayEnter(ctx context.Context, who *access.Actor, parent id.ID) error {
	return s.checkBody(ctx, who, parent)
}

// MayEnterAny refuses who may enter bodies nowhere.
func (s *Service) MayEnterAny(who *access.Actor) error {
	return who.Check(access.BodyManage, access.Resource{Kind: access.Body, Above: who.Heads})
}

// ReadBodies says what a list (CSV, its first line the heads) would enter under
// parent, and changes nothing.
func (s *Service) ReadBodies(ctx context.Context, who *access.Actor, parent id.ID, data []byte) ([]BodyLine, error) {
	if err := s.checkBody(ctx, who, parent); err != nil {
		return nil, err
	}
	lines, err := parseBodies(data)
	if err != nil {
		return nil, err
	}
	return lines, planBodies(s.DB.Reader(ctx), parent, lines)
}

// ImportBodies enters a list under parent: all of it, or, where a line has a
// problem, nothing. It returns how many bodies were new.
func (s *Service) ImportBodies(ctx context.Context, who *access.Actor, parent id.ID, data []byte) (int, error) {
	if err := s.checkBody(ctx, who, parent); err != nil {
		return 0, err
	}
	n := 0
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		n = 0
		if err := tx.Lock("bodies"); err != nil {
			return err
		}
		lines, err := parseBodies(data)
		if err != nil {
			return err
		}
		if err := planBodies(tx, parent, lines); err != nil {
			return err
		}
		for _, l := range inOrder(lines) {
			if l.Problem != nil {
				return fault.New(fault.Invalid, "field", "list", "rule", "web.rule.body-list", "line", l.Line)
			}
			if l.Exists {
				continue
			}
			b := l.Body
			b.State, b.Rev, b.Created = bodyActive, 1, s.Clock()
			if err := s.addBody(tx, who, b); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

func parseBodies(data []byte) ([]BodyLine, error) {
	book, err := sheet.ReadCSV(data)
	if err != nil {
		return nil, err
	}
	rows := book.Sheets[0].Rows
	if len(rows) > mostBodies+1 {
		return nil, fault.New(fault.Invalid, "field", "list", "rule", "web.rule.body-list-long", "max", mostBodies)
	}
	head := bodyColumnsOf(rows[0])
	if _, ok := head["name"]; !ok {
		return nil, fault.New(fault.Invalid, "field", "list", "rule", "web.rule.body-list-head")
	}
	var out []BodyLine
	for i, row := range rows[1:] {
		cell := func(column string) string {
			if c, ok := head[column]; ok && c < len(row) {
				return strings.TrimSpace(row[c].Text)
			}
			return ""
		}
		if slices.IndexFunc(row, func(c sheet.Cell) bool { return strings.TrimSpace(c.Text) != "" }) < 0 {
			continue
		}
		l := BodyLine{Line: i + 2, Under: cell("under")}
		l.Body, l.Problem = Body{ID: id.New(), Name: cell("name"), Short: cell("short"), Kind: kindOf(cell("kind")), Email: cell("email")}.checked()
		out = append(out, l)
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Empty)
	}
	return out, nil
}

func bodyColumnsOf(row []sheet.Cell) map[string]int {
	out := map[string]int{}
	for i, cell := range row {
		word := strings.Join(strings.Fields(viet.Fold(cell.Text)), " ")
		for name, words := range bodyHeads {
			if _, taken := out[name]; !taken && slices.Contains(words, word) {
				out[name] = i
			}
		}
	}
	return out
}

func kindOf(word string) BodyKind {
	switch w := viet.Fold(word); {
	case w == "":
		return Unit
	case strings.HasPrefix(w, "ngoai"), w == string(Outside):
		return Outside
	case strings.HasPrefix(w, "trong"), w == "truc thuoc", w == string(Unit):
		return Unit
	}
	return BodyKind(word) // refused when it is checked
}

// planBodies finds the body above each line, by its name or symbol: among the
// lines of the list, else among the bodies that are there.
func planBodies(q db.Q, parent id.ID, lines []BodyLine) error {
	there, err := below(q, parent)
	if err != nil {
		return err
	}
	known := map[string]id.ID{}  // name or symbol, folded
	placed := map[string]id.ID{} // body above + name
	for _, b := range there {
		for _, word := range []string{b.Name, b.Short} {
			if word != "" && b.State == bodyActive {
				known[viet.Fold(word)] = b.ID
			}
		}
		if b.State == bodyActive {
			placed[string(b.Parent)+" "+b.Name] = b.ID
		}
	}
	byWord := map[string]*BodyLine{}
	for i := range lines {
		for _, word := range []string{lines[i].Body.Name, lines[i].Body.Short} {
			if word != "" && byWord[viet.Fold(word)] == nil {
				byWord[viet.Fold(word)] = &lines[i]
			}
		}
	}
	p := planner{parent, known, placed, byWord, map[int]bool{}, map[int]bool{}}
	for i := range lines {
		p.place(&lines[i])
	}
	return nil
}

type planner struct {
	parent id.ID
	known  map[string]id.ID
	placed map[string]id.ID
	byWord map[string]*BodyLine
	begun  map[int]bool
	done   map[int]bool
}

// place decides one line, after the line of the body above it.
func (p *planner) place(l *BodyLine) {
	if p.done[l.Line] {
		return
	}
	if p.begun[l.Line] {
		l.Problem = errors.Join(l.Problem, fault.New(fault.Invalid, "field", "under", "rule", "web.rule.body-circle"))
		return
	}
	p.begun[l.Line] = true
	defer func() { p.done[l.Line] = true }()
	above, ok := p.above(l)
	if !ok {
		l.Problem = errors.Join(l.Problem, fault.New(fault.Invalid, "field", "under", "rule", "web.rule.body-unknown", "name", l.Under))
	}
	if l.Problem != nil {
		return
	}
	l.Body.Parent = above
	key := string(above) + " " + l.Body.Name
	if there, taken := p.placed[key]; taken {
		l.Exists, l.Body.ID = true, there
		return
	}
	p.placed[key] = l.Body.ID
}

func (p *planner) above(l *BodyLine) (id.ID, bool) {
	if l.Under == "" {
		return p.parent, true
	}
	word := viet.Fold(l.Under)
	if over := p.byWord[word]; over != nil && over != l {
		p.place(over)
		return over.Body.ID, over.Problem == nil
	}
	key, ok := p.known[word]
	return key, ok
}

// inOrder puts each line after the one of the body above it.
func inOrder(lines []BodyLine) []BodyLine {
	mine := map[id.ID]int{}
	for i, l := range lines {
		mine[l.Body.ID] = i
	}
	var out []BodyLine
	done := map[int]bool{}
	var put func(i int)
	put = func(i int) {
		if done[i] {
			return
		}
		done[i] = true
		if over, ok := mine[lines[i].Body.Parent]; ok {
			put(over)
		}
		out = append(out, lines[i])
	}
	for i := range lines {
		put(i)
	}
	return out
}
