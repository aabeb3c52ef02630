package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/matrix"
)

// filled makes the copies of the matrix that come back. The matrix is the one
// the program writes for these samples, so that its hidden ids are right: the
// files are collated, and the answers put in as a person would.
func (m *maker) filled() {
	if m.err != nil {
		return
	}
	c, err := m.collated()
	if err != nil {
		m.put("collating", nil, err)
		return
	}
	profile, _ := matrix.ProfileOf(c.Profile)
	paper := matrix.New(c, profile, matrix.Options{})
	for _, f := range fillings() {
		content, err := f.fill(c, paper)
		m.put(f.file, content, err)
	}
}

// collated is the collation of the samples made so far.
func (m *maker) collated() (*collation.Collation, error) {
	dir, err := os.MkdirTemp("", "thao-samples-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for name, content := range m.files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if name != draftFile && !strings.HasPrefix(name, folder) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return nil, err
		}
	}
	return collate.Run(context.Background(), filepath.Join(dir, draftFile), filepath.Join(dir, filepath.FromSlash(folder)), collate.Options{})
}

func (f filledBy) fill(c *collation.Collation, m *matrix.Matrix) ([]byte, error) {
	answers := map[string]string{}
	for _, r := range f.rows {
		group, err := r.group(c)
		if err != nil {
			return nil, err
		}
		if answers[group] != "" {
			return nil, fmt.Errorf("two answers to one row: %q", r.says)
		}
		answers[group] = r.answer
	}
	var b bytes.Buffer
	if strings.HasSuffix(f.file, ".docx") {
		if err := m.WriteDOCX(context.Background(), &b); err != nil {
			return nil, err
		}
		return f.inWord(b.Bytes(), m, answers)
	}
	if err := m.WriteXLSX(context.Background(), &b); err != nil {
		return nil, err
	}
	return f.inExcel(b.Bytes(), m, answers)
}

// group is the row's group: the one with the comment meant.
func (r filledRow) group(c *collation.Collation) (string, error) {
	group := ""
	for _, k := range c.Comments {
		if !r.means(k.Body, k.Text, k.Before, k.After) {
			continue
		}
		if group != "" && group != k.Group {
			return "", fmt.Errorf("%s says %q in two rows", r.body, r.says)
		}
		group = k.Group
	}
	if group == "" {
		return "", fmt.Errorf("%s says %q in no row", r.body, r.says)
	}
	return group, nil
}

// means reports whether a comment is the one the row is known by. "B:" and
// "A:" ask for the words before and after a change.
func (r filledRow) means(body, text, before, after string) bool {
	if body != r.body {
		return false
	}
	if words, ok := strings.CutPrefix(r.says, "B:"); ok {
		return text == "" && strings.HasPrefix(before, words)
	}
	if words, ok := strings.CutPrefix(r.says, "A:"); ok {
		return text == "" && before == "" && strings.HasPrefix(after, words)
	}
	if text != "" {
		return strings.Contains(text, r.says)
	}
	return strings.Contains(before, r.says) && after == "" || strings.Contains(after, r.says) && before != after
}

// inExcel writes the answers into the workbook's column of answers.
func (f filledBy) inExcel(data []byte, m *matrix.Matrix, answers map[string]string) ([]byte, error) {
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	defer book.Close()
	name := book.GetSheetName(0)
	rows, err := book.GetRows(name)
	if err != nil {
		return nil, err
	}
	hidden := len(m.Columns) // the column after the answers
	for i, r := range rows {
		if len(r) <= hidden || r[0] == "" {
			continue
		}
		group, _, _ := strings.Cut(r[hidden], " ")
		if answers[group] == "" {
			continue
		}
		at, err := excelize.CoordinatesToCellName(hidden, i+1)
		if err != nil {
			return nil, err
		}
		if err := book.SetCellStr(name, at, answers[group]); err != nil {
			return nil, err
		}
	}
	if err := book.SetDocProps(&excelize.DocProperties{Creator: "Thảo", LastModifiedBy: f.person}); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		return nil, err
	}
	return repacked(b.Bytes())
}

var (
	wordRow   = regexp.MustCompile(`(?s)<w:tr>.*?</w:tr>`)
	groupMark = regexp.MustCompile(`w:name="(g_[0-9a-z]+)"`)
	lastPara  = regexp.MustCompile(`(?s)<w:p><w:pPr><w:pStyle w:val="MatrixCell"/>(<w:keepNext/>)?</w:pPr></w:p></w:tc></w:tr>$`)
)

// inWord writes the answers into the document's last column. Who keeps to his
// own part takes the other rows out.
func (f filledBy) inWord(data []byte, m *matrix.Matrix, answers map[string]string) ([]byte, error) {
	group := map[string]string{}
	for _, r := range m.Rows {
		if r.Kind == matrix.CommentRow {
			group[matrix.Bookmark(r.Group)] = r.Group
		}
	}
	left := len(answers)
	edited := func(row string) string {
		mark := groupMark.FindStringSubmatch(row)
		if mark == nil || group[mark[1]] == "" {
			return row
		}
		words := answers[group[mark[1]]]
		if words == "" {
			if f.whole {
				return row
			}
			return ""
		}
		left--
		return lastPara.ReplaceAllString(row, typedIn(words)+"</w:tc></w:tr>")
	}
	return repackedWith(data, func(name, content string) string {
		switch name {
		case "word/document.xml":
			return wordRow.ReplaceAllStringFunc(content, edited)
		case "docProps/core.xml":
			return strings.Replace(content, "</cp:coreProperties>", "<cp:lastModifiedBy>"+escaped(f.person)+"</cp:lastModifiedBy></cp:coreProperties>", 1)
		}
		return content
	}, &left)
}

// typedIn is words as Word writes them into a cell, a paragraph a line.
func typedIn(words string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(words, "\n") {
		b.WriteString(`<w:p><w:pPr><w:pStyle w:val="MatrixCell"/></w:pPr><w:r><w:t xml:space="preserve">` + escaped(line) + `</w:t></w:r></w:p>`)
	}
	return strings.ReplaceAll(b.String(), "$", "$$")
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

// repackedWith is repacked with the parts edited. left must be 0 after that.
func repackedWith(data []byte, edit func(name, content string) string, left *int) ([]byte, error) {
	entries, err := entriesOf(data)
	if err != nil {
		return nil, err
	}
	for i, e := range entries {
		entries[i].content = []byte(edit(e.name, string(e.content)))
	}
	if *left != 0 {
		return nil, fmt.Errorf("%d answers were not put in", *left)
	}
	slices.SortStableFunc(entries, byName)
	return zipped(entries)
}
