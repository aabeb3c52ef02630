package sheet

import (
	"strconv"
	"unicode/utf8"

	"thao/internal/ooxml/xmlscan"
	"thao/internal/viet"
)

// styles is what the cell formats of a workbook mean for reading.
type styles []style // by index in cellXfs

type style struct {
	format   numberFormat
	encoding viet.Encoding // of the font
}

// numberFormat is a format by its built-in number, or by its code.
type numberFormat struct {
	id   int
	code string // "" for a built-in one
}

// at is the style of an index as cells have it; wrong ones mean the default.
func (s styles) at(index int) style {
	if index < 0 || index >= len(s) {
		return style{}
	}
	return s[index]
}

func (p *pack) readStyles(part string) (styles, error) {
	if part == "" {
		return nil, nil
	}
	var out styles
	var fonts []viet.Encoding
	codes := map[int]string{}
	err := p.scan(part, func(s *scanner) error {
		switch s.Name() {
		case xNumFmt:
			codes[s.number(attrNumFmtId)] = s.attr(attrFormatCode)
		case xFonts:
			return s.inside(func(kind xmlscan.Kind) error {
				switch {
				case kind == xmlscan.Start && s.Name() == xFont:
					fonts = append(fonts, viet.Unicode)
				case kind == xmlscan.Start && s.Name() == xName && len(fonts) > 0:
					fonts[len(fonts)-1] = viet.FontEncoding(s.attr(attrVal))
				}
				return nil
			})
		case xCellXfs:
			return s.inside(func(kind xmlscan.Kind) error {
				if kind == xmlscan.Start && s.Name() == xXf {
					out = append(out, style{formatOf(s.number(attrNumFmtId), codes), encodingAt(fonts, s.number(attrFontId))})
				}
				return nil
			})
		}
		return nil
	})
	return out, err
}

const (
	firstCustom = 164 // formats from this number on are the file's own
	longestCode = 255 // characters Excel allows in a format
)

// formatOf is the format of a number; the General one where it is not defined.
func formatOf(id int, codes map[int]string) numberFormat {
	code := codes[id]
	if id < 0 || id >= firstCustom && code == "" || utf8.RuneCountInString(code) > longestCode {
		return numberFormat{}
	}
	return numberFormat{id, code}
}

func encodingAt(fonts []viet.Encoding, index int) viet.Encoding {
	if index < 0 || index >= len(fonts) {
		return viet.Unicode
	}
	return fonts[index]
}

// number is the value of an integer attribute; 0 where it is none.
func (s *scanner) number(name xmlscan.Name) int {
	n, err := strconv.Atoi(s.attr(name))
	if err != nil {
		return 0
	}
	return n
}
