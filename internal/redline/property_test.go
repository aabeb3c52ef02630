package redline_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/ooxml/compose"
)

// text is a document as the property test edits it.
type text []unit

// unit is a paragraph, or a table where rows is set.
type unit struct {
	words string
	list  int // 0 for none, else one of the lists
	level int
	style string
	note  string // of a footnote at the end; "" for none
	rows  [][]text
}

var vocabulary = strings.Fields("Điều khoản điểm cơ quan, tổ chức; cá nhân Bộ Nội vụ chịu trách nhiệm thi hành " +
	"Nghị quyết này trong thời hạn 15 ngày kể từ ngày nhận được hồ sơ hợp lệ. thẩm quyền")

func words(t *rapid.T, least, most int) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), least, most).Draw(t, "words"), " ")
}

func drawUnit(t *rapid.T, depth int) unit {
	if depth < 2 && rapid.IntRange(0, 6).Draw(t, "table") == 0 {
		return drawTable(t, depth)
	}
	u := unit{words: words(t, 0, 14)}
	u.list = rapid.IntRange(0, 4).Draw(t, "list")
	u.level = rapid.IntRange(0, 1).Draw(t, "level")
	u.style = rapid.SampledFrom([]string{"", "", "heading 1"}).Draw(t, "style")
	if depth == 0 && rapid.IntRange(0, 4).Draw(t, "noted") == 0 {
		u.note = words(t, 1, 6)
	}
	return u
}

func drawTable(t *rapid.T, depth int) unit {
	columns := rapid.IntRange(1, 3).Draw(t, "columns")
	u := unit{}
	for range rapid.IntRange(1, 3).Draw(t, "rows") {
		u.rows = append(u.rows, drawRow(t, columns, depth))
	}
	return u
}

func drawRow(t *rapid.T, columns, depth int) []text {
	row := make([]text, columns)
	for i := range row {
		row[i] = drawText(t, 1, 2, depth+1)
	}
	return row
}

func drawText(t *rapid.T, least, most, depth int) text {
	var out text
	for range rapid.IntRange(least, most).Draw(t, "units") {
		out = append(out, drawUnit(t, depth))
	}
	return out
}

// edit makes the next version of a text.
func edit(t *rapid.T, was text) text {
	now := slices.Clone(was)
	for range rapid.IntRange(0, 5).Draw(t, "edits") {
		if len(now) == 0 {
			break
		}
		i := rapid.IntRange(0, len(now)-1).Draw(t, "at")
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			now = slices.Insert(now, i, drawUnit(t, 0))
		case 1:
			now = slices.Delete(now, i, i+1)
		case 2:
			now = append(now, drawUnit(t, 0))
		case 3:
			now = divide(t, now, i)
		case 4:
			now = join(now, i)
		case 5:
			now[i].list, now[i].level = rapid.IntRange(0, 4).Draw(t, "list"), rapid.IntRange(0, 1).Draw(t, "level")
		case 6:
			now[i].note = words(t, 0, 4)
		case 7:
			j := rapid.IntRange(0, len(now)-1).Draw(t, "to")
			now[i], now[j] = now[j], now[i]
		default:
			now[i] = reword(t, now[i])
		}
	}
	return now
}

func divide(t *rapid.T, now text, i int) text {
	list := strings.Fields(now[i].words)
	if now[i].rows != nil || len(list) < 2 {
		return now
	}
	at := rapid.IntRange(1, len(list)-1).Draw(t, "cut")
	head, tail := now[i], now[i]
	head.words, tail.words, head.note = strings.Join(list[:at], " "), strings.Join(list[at:], " "), ""
	return slices.Replace(now, i, i+1, head, tail)
}

func join(now text, i int) text {
	if i+1 >= len(now) || now[i].rows != nil || now[i+1].rows != nil {
		return now
	}
	one := now[i+1]
	one.words = now[i].words + " " + one.words
	return slices.Replace(now, i, i+2, one)
}

// reword changes a word, or a row, column or cell.
func reword(t *rapid.T, u unit) unit {
	if u.rows == nil {
		list := append(strings.Fields(u.words), "")
		at := rapid.IntRange(0, len(list)-1).Draw(t, "word")
		list[at] = words(t, 0, 3)
		u.words = strings.Join(list, " ")
		return u
	}
	rows := make([][]text, len(u.rows))
	for i := range rows {
		rows[i] = slices.Clone(u.rows[i])
	}
	i := rapid.IntRange(0, len(rows)-1).Draw(t, "row")
	switch rapid.IntRange(0, 4).Draw(t, "change") {
	case 0:
		rows = slices.Insert(rows, i, drawRow(t, len(rows[0]), 1))
	case 1:
		if len(rows) > 1 {
			rows = slices.Delete(rows, i, i+1)
		}
	case 2:
		at := rapid.IntRange(0, len(rows[0])).Draw(t, "column")
		for k := range rows {
			rows[k] = slices.Insert(rows[k], at, drawText(t, 1, 1, 2))
		}
	case 3:
		if n := len(rows[0]); n > 1 {
			at := rapid.IntRange(0, n-1).Draw(t, "column")
			for k := range rows {
				rows[k] = slices.Delete(rows[k], at, at+1)
			}
		}
	default:
		j := rapid.IntRange(0, len(rows[i])-1).Draw(t, "cell")
		rows[i][j] = edit(t, rows[i][j])
		for k := range rows[i][j] { // notes are for the body only, tables not deeper than two
			rows[i][j][k].note = ""
		}
	}
	u.rows = rows
	return u
}

// docx writes a text as a Word file, its second list first where swapped.
func docx(t testing.TB, all text, swapped bool) []byte {
	t.Helper()
	d := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 14})
	levels := [2][]compose.ListLevel{
		{{Format: "decimal", Text: "Điều %1."}, {Format: "decimal", Text: "%1.%2."}},
		{{Format: "upperRoman", Text: "%1."}, {Format: "lowerLetter", Text: "%2)"}},
	}
	// The third is like the first and counts by itself, the fourth starts the
	// first anew.
	var lists numbers
	if swapped {
		lists[3], lists[2] = d.List(levels[0]...), d.List(levels[1]...)
		lists[1] = d.List(levels[0]...)
	} else {
		lists[1], lists[2] = d.List(levels[0]...), d.List(levels[1]...)
		lists[3] = d.List(levels[0]...)
	}
	lists[4] = d.Again(lists[1])
	d.Add(units(all, lists)...)
	if len(all) == 0 || all[len(all)-1].rows != nil {
		d.Para(compose.Para{})
	}
	var b bytes.Buffer
	if _, err := d.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// numbers are the lists of a document, from 1.
type numbers [5]compose.Num

func units(all text, lists numbers) []compose.Block {
	var out []compose.Block
	for _, u := range all {
		if u.rows != nil {
			out = append(out, tableOf(u, lists))
			continue
		}
		p := compose.Para{Text: u.words, Style: u.style}
		if u.list > 0 {
			p.List = &compose.ListItem{Num: lists[u.list], Level: u.level}
		}
		if u.note != "" {
			p.Runs = []compose.Inline{compose.Footnote{Paras: []compose.Para{{Text: u.note}}}, compose.Run{Text: " hết"}}
		}
		out = append(out, p)
	}
	return out
}

func tableOf(u unit, lists numbers) compose.Table {
	var rows []compose.Row
	for _, r := range u.rows {
		var row compose.Row
		for _, c := range r {
			row.Cells = append(row.Cells, compose.Cell{Blocks: units(c, lists)})
		}
		rows = append(rows, row)
	}
	return compose.Table{Widths: make([]float64, len(u.rows[0])), Rows: compose.Rows(rows...), Borders: compose.Grid}
}

func TestRandomEdits(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		was := drawText(rt, 0, 8, 0)
		now := edit(rt, was)
		old, new := docx(t, was, false), docx(t, now, rapid.Bool().Draw(rt, "swapped"))
		out := redlined(rt, old, new)
		holds(rt, old, new, out)
		sound(rt, new, out)
	})
}

func TestRandomStrangers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		old := docx(t, drawText(rt, 0, 5, 0), false)
		new := docx(t, drawText(rt, 0, 5, 0), rapid.Bool().Draw(rt, "swapped"))
		out := redlined(rt, old, new)
		holds(rt, old, new, out)
		sound(rt, new, out)
	})
}
