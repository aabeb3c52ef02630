package gen

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
)

// File is a file to be written, its name relative to the folder.
type File struct {
	Name string
	Data []byte
}

// maker makes the replies one by one.
type maker struct {
	draft *Draft
	cites []Para
	seed  uint64
	files []File
	made  Made
}

// Made counts what the replies hold.
type Made struct {
	Margin  int // margin comments, with the answers under each
	Tracked int // tracked edits
	Letter  int // remarks in letters
	Table   int // remarks in tables
}

// Replies makes what 63 bodies send back: 30 copies of the draft with margin
// comments and tracked changes, 20 letters, 6 workbooks, 4 plain files, 2
// tables in Word and a letter in OpenDocument. With pdfs, three letters in
// PDF come on top.
func Replies(d *Draft, seed uint64, pdfs bool) ([]File, Made, error) {
	m := &maker{draft: d, cites: d.citable(), seed: seed}
	steps := []struct {
		count int
		make  func(p pen, n int) (name string, data []byte, err error)
	}{
		{30, m.copy}, {20, m.letterDocx}, {6, m.workbook}, {2, m.csv}, {1, m.text}, {1, m.markdown},
		{2, m.tableDocx}, {1, m.letterODT},
	}
	if pdfs {
		steps = append(steps, steps[1])
		steps[len(steps)-1].count, steps[len(steps)-1].make = 3, m.letterPDF
	}
	for _, s := range steps {
		for range s.count {
			n := len(m.files) + 1
			name, data, err := s.make(newPen(seed, uint64(100+n)), n)
			if err != nil {
				return nil, Made{}, fmt.Errorf("reply %d: %w", n, err)
			}
			m.files = append(m.files, File{fmt.Sprintf("%02d-%s", n, name), data})
		}
	}
	return m.files, m.made, nil
}

// copy is the draft sent back with marks: mostly whole and numbered, some
// with labels typed by hand, some cut off, some made from the older text.
func (m *maker) copy(p pen, n int) (string, []byte, error) {
	d, seed := m.draft, m.seed+uint64(n)
	marks := Marks{Authors: []string{body(n), "Phòng " + p.pick(topics)}, Comments: p.between(6, 25), Changes: p.between(4, 15)}
	m.made.Margin += marks.Comments
	m.made.Tracked += marks.Changes
	switch {
	case n%10 == 3:
		d = d.Older(m.seed)
	case n%10 == 6:
		d = d.First(2, 3)
	}
	if n%5 == 4 {
		data, err := d.Typed(seed, marks)
		return "ban-go-lai.docx", data, err
	}
	data, err := d.Docx(seed, marks)
	return "du-thao-gop-y.docx", data, err
}

// body is the name of the n-th body asked.
func body(n int) string {
	kinds := []string{"Sở Nội vụ tỉnh", "Ban Tổ chức Tỉnh ủy", "Ủy ban nhân dân tỉnh", "Văn phòng Tỉnh ủy"}
	return fmt.Sprintf("%s số %d", kinds[n%len(kinds)], n)
}

// remark is one opinion of a letter or table, with the place it is about.
type remark struct {
	place Para
	words string
}

// remarks picks places in the order of the draft and says something on each.
func (m *maker) remarks(p pen, count int) []remark {
	var out []remark
	at := 0
	for i := range count {
		at += 1 + p.IntN(max(1, (len(m.cites)-at)/(count-i)))
		if at >= len(m.cites) {
			break
		}
		out = append(out, remark{m.cites[at], p.opinion()})
	}
	return out
}

// Write puts files into a folder, which it empties first.
func Write(dir string, files []File) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var err error
	for _, f := range files {
		err = cmp.Or(err, os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644))
	}
	return err
}
