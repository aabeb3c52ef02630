package sheet

import (
	"cmp"
	"slices"
	"strings"

	"thao/internal/ooxml/xmlscan"
	"thao/internal/viet"
)

// readNotes reads what is written on the cells of one sheet: threaded comments
// and notes. Of a thread Excel also keeps a note, for programs that know no
// threads; its author is "tc=" and the thread's id, and it is left out where
// the thread itself is there.
func (w *workbook) readNotes(sheet, part string, people map[string]string) ([]Note, error) {
	relations, err := w.relations(part)
	if err != nil {
		return nil, err
	}
	var notes []Note
	threads := map[string]bool{}
	for _, target := range w.targets(relations, "threadedComment") {
		found, err := w.readThreads(sheet, target, people, threads)
		if err != nil {
			return nil, err
		}
		notes = append(notes, found...)
	}
	for _, target := range w.targets(relations, "comments") {
		found, err := w.readPlainNotes(sheet, target, threads)
		if err != nil {
			return nil, err
		}
		notes = append(notes, found...)
	}
	slices.SortStableFunc(notes, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
	})
	return notes, nil
}

// targets lists the parts a part refers to as a kind, by name.
func (p *pack) targets(relations map[string]relation, kind string) []string {
	var out []string
	for _, r := range relations {
		if r.kind == kind && p.archive.Has(r.target) {
			out = append(out, r.target)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (w *workbook) readPlainNotes(sheet, part string, threads map[string]bool) ([]Note, error) {
	var notes []Note
	var authors []string
	err := w.scan(part, func(s *scanner) error {
		switch s.Name() {
		case xAuthor:
			name, err := s.content()
			authors = append(authors, tidy(unescape(name)))
			return err
		case xComment:
			note := Note{Sheet: sheet}
			note.Row, note.Col, _ = parseRef(s.attr(attrRef))
			if i := s.number(attrAuthorId); i >= 0 && i < len(authors) {
				note.Author = authors[i]
			}
			text, err := readRich(s)
			if err != nil {
				return err
			}
			if id, ok := strings.CutPrefix(note.Author, "tc="); ok {
				if threads[strings.ToLower(id)] {
					return nil
				}
				note.Author = ""
			}
			note.Text = strings.TrimSpace(withoutSignature(text.in(viet.Unicode), note.Author))
			if note.Text != "" {
				notes = append(notes, note)
			}
		}
		return nil
	})
	return notes, err
}

// withoutSignature takes off the line with the author's name that Excel puts
// at the head of a note.
func withoutSignature(text, author string) string {
	if rest, ok := strings.CutPrefix(text, author+":\n"); ok && author != "" {
		return rest
	}
	return text
}

// readThreads reads threaded comments ([MS-XLSX] 2.1.20) and enters the ids of
// those that begin a thread. Replies follow what they answer.
func (w *workbook) readThreads(sheet, part string, people map[string]string, threads map[string]bool) ([]Note, error) {
	var notes []Note
	var ids, parents []string
	err := w.scan(part, func(s *scanner) error {
		if s.Name() != tThreadedComment {
			return nil
		}
		id, parent := strings.ToLower(s.attr(attrIdSmall)), strings.ToLower(s.attr(attrParentId))
		note := Note{
			Sheet: sheet, Author: people[strings.ToLower(s.attr(attrPersonId))], Date: s.attr(attrDT),
			Reply: parent != "", Resolved: s.flag(attrDone),
		}
		note.Row, note.Col, _ = parseRef(s.attr(attrRef))
		err := s.inside(func(kind xmlscan.Kind) (err error) {
			if kind == xmlscan.Start && s.Name() == tText {
				note.Text, err = s.content()
				note.Text = tidy(unescape(note.Text))
			}
			return err
		})
		if parent == "" {
			threads[id] = true
		}
		notes, ids, parents = append(notes, note), append(ids, id), append(parents, parent)
		return err
	})
	return inThreads(notes, ids, parents), err
}

// inThreads puts replies behind the comment they answer, in the order of the
// file; one whose comment is missing stands alone.
func inThreads(notes []Note, ids, parents []string) []Note {
	replies := map[string][]Note{}
	known := map[string]bool{}
	for i, id := range ids {
		known[id] = known[id] || parents[i] == ""
	}
	for i, n := range notes {
		if known[parents[i]] && n.Reply {
			replies[parents[i]] = append(replies[parents[i]], n)
		}
	}
	var out []Note
	for i, n := range notes {
		if n.Reply && known[parents[i]] {
			continue
		}
		n.Reply = false
		out = append(out, n)
		for _, r := range replies[ids[i]] {
			r.Resolved = n.Resolved
			out = append(out, r)
		}
		delete(replies, ids[i])
	}
	return out
}

// readPeople gives the names of those who write threaded comments, by id.
func (p *pack) readPeople(parts []string) (map[string]string, error) {
	people := map[string]string{}
	for _, part := range parts {
		err := p.scan(part, func(s *scanner) error {
			if s.Name() == tPerson {
				people[strings.ToLower(s.attr(attrIdSmall))] = tidy(s.attr(attrDisplayName))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return people, nil
}
