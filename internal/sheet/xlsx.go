package sheet

import (
	"context"

	"thao/internal/fault"
)

// ReadXLSX reads a workbook: the values shown on every sheet, hidden ones too,
// and what is written on cells. Formulas count with the result the file keeps.
// Sheets that are only a chart are left out.
//
// Errors are *fault.Error: what archive.Open refuses, Macro, UnknownFormat for
// packages that are no workbook, Doctype, TooDeep, Damaged, TableTooLarge,
// Empty; or that of the context.
func ReadXLSX(ctx context.Context, data []byte) (*Book, error) {
	p, err := openPackage(ctx, data)
	if err != nil {
		return nil, err
	}
	root, err := p.relations("")
	if err != nil {
		return nil, err
	}
	main := p.only(root, "officeDocument")
	if main == "" {
		return nil, fault.New(fault.Damaged, "part", "_rels/.rels")
	}
	tabs, date1904, err := p.readTabs(main)
	if err != nil {
		return nil, err
	}
	relations, err := p.relations(main)
	if err != nil {
		return nil, err
	}
	w, err := p.readShared(relations, date1904)
	if err != nil {
		return nil, err
	}
	defer w.numbers.close()
	book, err := w.readTabs(tabs, relations)
	if err == nil && !book.hasText() {
		err = fault.New(fault.Empty)
	}
	if err != nil {
		return nil, err
	}
	return book, nil
}

// tab is a sheet as the workbook lists it.
type tab struct{ name, relation string }

func (p *pack) readTabs(part string) (tabs []tab, date1904 bool, err error) {
	err = p.scan(part, func(s *scanner) error {
		switch s.Name() {
		case xWorkbookPr:
			date1904 = s.flag(attrDate1904)
		case xSheet:
			tabs = append(tabs, tab{tidy(s.attr(attrName)), s.attr(rId)})
		}
		return nil
	})
	return tabs, date1904, err
}

// readShared reads the parts that all sheets draw on.
func (p *pack) readShared(relations map[string]relation, date1904 bool) (*workbook, error) {
	w := &workbook{pack: p, shared: map[sharedKey]string{}, spare: MaxCells}
	var err error
	if w.strings, err = p.readStrings(p.only(relations, "sharedStrings")); err != nil {
		return nil, err
	}
	if w.styles, err = p.readStyles(p.only(relations, "styles")); err != nil {
		return nil, err
	}
	if w.numbers, err = newFormatter(date1904); err != nil {
		return nil, err
	}
	return w, nil
}

func (w *workbook) readTabs(tabs []tab, relations map[string]relation) (*Book, error) {
	people, err := w.readPeople(w.targets(relations, "person"))
	if err != nil {
		return nil, err
	}
	book := &Book{}
	for _, t := range tabs {
		to := relations[t.relation]
		switch to.kind {
		case "worksheet":
		case "chartsheet", "dialogsheet":
			continue
		case "xlMacrosheet", "xlIntlMacrosheet": // Excel 4.0 keeps macros in cells
			return nil, fault.New(fault.Macro)
		default:
			return nil, fault.New(fault.Damaged, "part", "workbook.xml")
		}
		sheet, err := w.readSheet(t.name, to.target)
		if err != nil {
			return nil, err
		}
		notes, err := w.readNotes(t.name, to.target, people)
		if err != nil {
			return nil, err
		}
		book.Sheets = append(book.Sheets, sheet)
		book.Notes = append(book.Notes, notes...)
	}
	return book, nil
}
