package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// formatter shows numbers as their formats say. The format language (18.8.31)
// is long; excelize knows it, and gets no more of the file than a number and
// a format: one cell of a workbook of its own for each format.
type formatter struct {
	book  *excelize.File
	cells map[numberFormat]string // the cell with that format
}

const scratchSheet = "Sheet1"

// shortDate is what the formats show that follow the reader's own settings.
const shortDate = "dd/mm/yyyy"

func newFormatter(date1904 bool) (*formatter, error) {
	book := excelize.NewFile(excelize.Options{ShortDatePattern: shortDate, LongDatePattern: shortDate})
	if date1904 {
		if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904}); err != nil {
			return nil, err
		}
	}
	return &formatter{book, map[numberFormat]string{}}, nil
}

// show gives the number raw, as the file writes it, in a format. What cannot
// be shown that way stays as it is written.
func (f *formatter) show(raw string, format numberFormat) (shown string) {
	raw = strings.TrimSpace(raw)
	if format.isGeneral() && isShort(raw) {
		return raw
	}
	if n, err := strconv.ParseFloat(raw, 64); err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return raw
	}
	defer func() {
		if recover() != nil { // a format beyond the library
			shown = raw
		}
	}()
	cell, err := f.cell(format)
	if err != nil || f.book.SetCellDefault(scratchSheet, cell, raw) != nil {
		return raw
	}
	shown, err = f.book.GetCellValue(scratchSheet, cell)
	if err != nil {
		return raw
	}
	return strings.TrimSpace(shown) // formats pad to align numbers below each other
}

// cell is the scratch cell with a format.
func (f *formatter) cell(format numberFormat) (string, error) {
	if cell, ok := f.cells[format]; ok {
		return cell, nil
	}
	cell, err := excelize.CoordinatesToCellName(len(f.cells)+1, 1)
	if err != nil {
		return "", err
	}
	look := &excelize.Style{NumFmt: format.id}
	if format.code != "" {
		look.CustomNumFmt = &format.code
	}
	id, err := f.book.NewStyle(look)
	if err != nil {
		return "", err
	}
	if err := f.book.SetCellStyle(scratchSheet, cell, cell, id); err != nil {
		return "", err
	}
	f.cells[format] = cell
	return cell, nil
}

func (f *formatter) close() { _ = f.book.Close() }

func (n numberFormat) isGeneral() bool {
	return n.code == "" && (n.id == 0 || n.id == 49) || n.code == "General" || n.code == "@"
}

// isShort reports whether a number is written with so few digits that the
// format General shows it just so (it rounds to eleven places at least).
func isShort(raw string) bool {
	whole, fraction, pointed := strings.Cut(strings.TrimPrefix(raw, "-"), ".")
	if len(whole)+len(fraction) > 11 || !isDigits(whole) || len(whole) > 1 && whole[0] == '0' {
		return false
	}
	return !pointed && raw != "-0" || isDigits(fraction) && fraction[len(fraction)-1] != '0'
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// showDate gives a cell of type d, which holds ISO 8601, in its format.
func (f *formatter) showDate(raw string, format numberFormat) string {
	for _, layout := range []string{"2006-01-02T15:04:05.999", "2006-01-02T15:04:05Z07:00", "2006-01-02"} {
		t, err := time.Parse(layout, raw)
		if err != nil {
			continue
		}
		if !format.isGeneral() {
			serial := t.Sub(epoch).Hours() / 24
			return f.show(strconv.FormatFloat(serial, 'f', -1, 64), format)
		}
		if t.Hour() == 0 && t.Minute() == 0 {
			return t.Format("02/01/2006")
		}
		return t.Format("02/01/2006 15:04")
	}
	return raw
}

// epoch is day 0 of the serial dates of the 1900 system, right from March 1900
// on; files with cells of type d do not use the other system.
var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
