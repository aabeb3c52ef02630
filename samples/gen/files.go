package main

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"thao/internal/collation"
)

var sent = time.Date(2018, 3, 7, 8, 0, 0, 0, time.UTC)

// folder of the replies, within that of the draft.
const folder = "tra-loi/"

// The draft, and its version after the comments.
const (
	draftFile = "du-thao-1.docx"
	nextFile  = "du-thao-2.docx"
)

// asked are the bodies the draft was sent to; the last two send nothing.
var asked = []string{"Tỉnh ủy A", "Tỉnh ủy B", "Tỉnh ủy D", "Tỉnh ủy E", "Tỉnh ủy G", "Tỉnh ủy H", "Tỉnh ủy P", "Thành ủy K",
	"Ban Cán sự đảng Bộ C", "Bộ M", "Đảng đoàn Hội T", "Đảng ủy Khối doanh nghiệp Đ", "Học viện V", "Tỉnh ủy S", "Đảng ủy Ngoài nước N"}

// bodiesList names the bodies of some files, and those that were asked and are
// silent. The bodies of the other files are to be found by their folder, by the
// head of the letter, or by the file's name.
const bodiesList = "file,body,number,date\n" +
	"thanh-uy-k.docx,Thành ủy K,77-CV/TU,2018-04-09\n" +
	"gop y de an - TUD.docx,Tỉnh ủy D,402-CV/TU,2018-04-03\n" +
	pdfCopyFile + "," + pdfCopyBody + ",118-CV/TU,2018-04-09\n" +
	"Comments_HVV_ISO-template.xlsx,Học viện V,56-CV/HVV,2018-04-03\n" +
	"ĐUK - phiếu góp ý.docx,Đảng ủy Khối doanh nghiệp Đ,145-CV/ĐUK,2018-04-06\n" +
	",Tỉnh ủy S,,\n" +
	",Đảng ủy Ngoài nước N,,\n"

// maker collects the files, and the key with them.
type maker struct {
	draft *draft
	files map[string][]byte
	key   *key
	err   error
}

// samples makes every file: its path from the folder of the draft, with
// slashes, and its bytes.
func samples() (map[string][]byte, error) {
	d, err := parseDraft(draftText)
	if err != nil {
		return nil, err
	}
	m := &maker{draft: d, files: map[string][]byte{}, key: &key{Format: 1, draft: d, groups: map[string][]int{},
		Asked: asked, Silent: asked[len(asked)-2:], Agrees: []string{}}}
	m.drafts()
	m.copies()
	m.letters()
	m.tables()
	m.pdfNotes()
	m.broken()
	m.files[folder+"bodies.csv"] = []byte(bodiesList)
	keyFile, err := m.key.bytes()
	m.put("key.json", keyFile, err)
	m.circle()
	m.filled()
	return m.files, m.err
}

func (m *maker) put(name string, content []byte, err error) {
	if err != nil && m.err == nil {
		m.err = fmt.Errorf("%s: %w", name, err)
	}
	m.files[name] = content
}

func (m *maker) drafts() {
	m.copy(draftFile, &copyOf{draft: m.draft, form: numbered, title: draftTitle, when: sent})
	m.copy("du-thao-1-go-tay.docx", &copyOf{draft: m.draft, form: byHand, title: draftTitle, when: sent})
	next, err := nextDraft()
	if err != nil {
		m.put(nextFile, nil, err)
		return
	}
	m.copy(nextFile, &copyOf{draft: next, form: numbered, title: draftTitle, when: nextEdition.date, edition: nextEdition})
}

func (m *maker) copy(name string, c *copyOf) {
	doc, err := c.render()
	if err != nil {
		m.put(name, nil, err)
		return
	}
	content, err := packed(doc)
	m.put(name, content, err)
}

func (m *maker) copies() {
	for _, r := range copies() {
		c, err := r.on(m.draft)
		if err != nil {
			m.put(folder+r.file, nil, err)
			continue
		}
		m.copy(folder+r.file, c)
		for _, mk := range r.marks {
			m.key.mark(r.file, r.body, mk)
		}
	}
}

func (m *maker) letters() {
	for _, l := range []letter{partyLetter(), stateLetter(), pointsLetter(), agreeLetter(), legacyLetter(), openDocumentLetter(),
		plainLetter(), markdownLetter(), pdfLetter()} {
		content, err := l.bytes()
		m.put(folder+l.file, content, err)
		if l.agrees {
			m.key.Agrees = append(m.key.Agrees, l.body)
		}
		for _, line := range l.lines {
			if o, ok := line.(opinion); ok {
				m.key.opinion(l.file, l.body, collation.Letter, o)
			}
		}
	}
}

// bytes is the letter in the form its file name asks for.
func (l letter) bytes() ([]byte, error) {
	switch {
	case strings.HasSuffix(l.file, ".odt"):
		return l.odt()
	case strings.HasSuffix(l.file, ".txt"):
		return l.txt(), nil
	case strings.HasSuffix(l.file, ".md"):
		return l.markdown(), nil
	case strings.HasSuffix(l.file, ".pdf"):
		return l.pdf()
	case l.body == "Học viện V":
		return l.docx(legacyDress)
	}
	return l.docx(plainDress)
}

func (m *maker) tables() {
	for _, s := range []sheet{officialSheet(), enterpriseSheet(), semicolonSheet(), standardSheet()} {
		content, err := s.bytes()
		m.put(folder+s.file, content, err)
		for _, r := range s.rows {
			if r.section == "" {
				m.key.opinion(s.file, s.body, collation.Table, s.worded(r))
			}
		}
	}
}

func (s sheet) bytes() ([]byte, error) {
	switch {
	case strings.HasSuffix(s.file, ".csv"):
		return s.csv(), nil
	case strings.HasSuffix(s.file, ".docx"):
		return s.docx(letterhead{issuer: "ĐẢNG ỦY KHỐI DOANH NGHIỆP Đ", number: "Số 145-CV/ĐUK",
			place: "Hà Nội", date: date(6)}, "Phiếu góp ý dự thảo Đề án")
	}
	return s.xlsx()
}

// worded is the row's opinion with its words.
func (s sheet) worded(r sheetRow) opinion {
	o := r.opinion
	for i, h := range s.header {
		switch h {
		case "Ý kiến góp ý", "Nội dung góp ý", "Comments":
			o.text = r.cells[i]
		}
	}
	return o
}

func (m *maker) pdfNotes() {
	content, err := pdfCopy(m.draft, pdfNotes())
	m.put(folder+pdfCopyFile, content, err)
	for _, n := range pdfNotes() {
		quote := n.quote
		if !n.highlight {
			quote = ""
		}
		m.key.opinion(pdfCopyFile, pdfCopyBody, collation.PDF, opinion{text: n.text, addr: n.addr, quote: quote})
	}
}

func packed(w io.WriterTo) ([]byte, error) {
	var b bytes.Buffer
	_, err := w.WriteTo(&b)
	return b.Bytes(), err
}

func itoa(n int) string { return strconv.Itoa(n) }
