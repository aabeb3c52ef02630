package sheet

import (
	"strconv"
	"strings"

	"thao/internal/ooxml/xmlscan"
	"thao/internal/viet"
)

// workbook is what all sheets of a file share while they are read.
type workbook struct {
	*pack
	strings []richText
	shared  map[sharedKey]string // strings already put together: many cells, one copy
	styles  styles
	numbers *formatter
	spare   int // cells the file may still have
}

// sharedKey is a shared string as cells in fonts of one encoding show it.
type sharedKey struct {
	index int
	base  viet.Encoding
}

// readSheet reads one worksheet part.
func (w *workbook) readSheet(name, part string) (Sheet, error) {
	g := &grid{sheet: name, spare: &w.spare}
	var merges []area
	row, col := -1, -1
	err := w.scan(part, func(s *scanner) (err error) {
		switch s.Name() {
		case xRow:
			row, err = s.rowAfter(row)
			col = -1
		case xC:
			if col, err = s.columnAfter(col); err == nil {
				err = w.readCell(s, g, row, col)
			}
		case xMergeCell:
			if a, ok := parseArea(s.attr(attrRef)); ok {
				merges = append(merges, a)
			}
		}
		return err
	})
	if err != nil {
		return Sheet{}, err
	}
	if err := g.merge(merges); err != nil {
		return Sheet{}, err
	}
	return Sheet{Name: name, Rows: g.rows}, nil
}

// rowAfter is the row of the row element just started: the one it names, else
// the next.
func (s *scanner) rowAfter(last int) (int, error) {
	value, ok := s.Attr(attrR)
	if !ok {
		return last + 1, nil
	}
	n, err := strconv.Atoi(string(value))
	if err != nil || n < 1 {
		return 0, s.damaged()
	}
	return n - 1, nil
}

// columnAfter is the column of the cell just started.
func (s *scanner) columnAfter(last int) (int, error) {
	value, ok := s.Attr(attrR)
	if !ok {
		return last + 1, nil
	}
	_, col, ok := parseRef(string(value))
	if !ok {
		return 0, s.damaged()
	}
	return col, nil
}

// readCell reads the cell just started to its end.
func (w *workbook) readCell(s *scanner, g *grid, row, col int) error {
	kind := s.attr(attrT)
	look := w.styles.at(s.number(attrS))
	var value, formula string
	var inline richText
	err := s.inside(func(event xmlscan.Kind) (err error) {
		if event != xmlscan.Start {
			return nil
		}
		switch s.Name() {
		case xV:
			value, err = s.content()
		case xF:
			formula, err = s.content()
		case xIs:
			inline, err = readRich(s)
		}
		return err
	})
	if err != nil || row < 0 {
		return err
	}
	text := w.shown(kind, value, inline, look)
	if text == "" && formula != "" {
		text = tidy("=" + formula) // never calculated: better the question than nothing
	}
	if text == "" {
		return nil
	}
	return g.put(row, col, text)
}

// shown is a cell's text by its type (18.18.11 ST_CellType).
func (w *workbook) shown(kind, value string, inline richText, look style) string {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(w.strings) {
			return ""
		}
		return w.sharedString(sharedKey{i, look.encoding})
	case "inlineStr":
		return inline.in(look.encoding)
	case "str":
		return tidy(look.encoding.Decode(unescape(value)))
	case "b":
		if strings.TrimSpace(value) == "1" {
			return "TRUE"
		}
		return "FALSE"
	case "e":
		return value
	case "d":
		return w.numbers.showDate(strings.TrimSpace(value), look.format)
	}
	if value == "" {
		return inline.in(look.encoding)
	}
	return tidy(w.numbers.show(value, look.format))
}

func (w *workbook) sharedString(key sharedKey) string {
	text, ok := w.shared[key]
	if !ok {
		text = w.strings[key.index].in(key.base)
		w.shared[key] = text
	}
	return text
}

func (p *pack) readStrings(part string) ([]richText, error) {
	if part == "" {
		return nil, nil
	}
	var all []richText
	err := p.scan(part, func(s *scanner) error {
		if s.Name() != xSi {
			return nil
		}
		text, err := readRich(s)
		all = append(all, text)
		return err
	})
	return all, err
}
