package collate

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"thao/internal/anchor"
	"thao/internal/collation"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
)

// reading is what one file gave: comments with their places, passages that are
// no comments, problems. It belongs to one goroutine.
type reading struct {
	ctx   context.Context // ends when the time for one file is over
	d     *Draft
	file  string
	opt   Options
	list  *List
	reply collation.Reply

	issuer, number, date string // from a letter's head
	agrees               bool
	agreeing             []string // whom a table names beside a row that only agrees
	own                  bool     // the file is a matrix this program wrote
	formats              int
	notes                collation.Source // what a note in this file is: Margin or PDF
	marks                []string         // of a PDF: the kind of each note

	found    []finding
	passages []collation.Passage
	problems []collation.Problem
	ids      map[string]int
}

// finding is a comment with what grouping and naming need to know of it.
type finding struct {
	collation.Comment
	named string // a body, unit or person named beside it in a table; or ""
}

func newReading(ctx context.Context, d *Draft, file string, opt Options) *reading {
	return &reading{ctx: ctx, d: d, file: file, opt: opt, notes: collation.Margin, ids: map[string]int{}}
}

// failed is the reading of a file that could not be read.
func failed(d *Draft, list *List, file string, opt Options, err error) *reading {
	r := newReading(context.Background(), d, file, opt)
	r.fault(err)
	r.reply = r.identity(list)
	r.reply.Status = collation.Unreadable
	return r
}

// read decides what the file is and takes its comments.
func (r *reading) read(f *reader.File) {
	for _, w := range f.Warnings {
		r.problems = append(r.problems, warning(r.file, w, r.opt.Lang))
	}
	if f.Book != nil {
		r.readBook(f.Book)
	} else {
		r.readDocument(f)
	}
	if len(r.found) == 0 && !r.agrees && !r.own {
		r.problem("no-comments")
	}
}

func warning(file string, w reader.Warning, lang locale.Lang) collation.Problem {
	return said(lang, collation.Problem{File: file, Code: w.Code, Key: "warning." + w.Code, Args: map[string]any{"part": w.Part}})
}

func (r *reading) readDocument(f *reader.File) {
	doc := f.Document
	r.formats = doc.Formats
	if f.Kind == reader.PDF {
		r.notes, r.marks = collation.PDF, f.Marks
	}
	tables := r.commentTables(doc.Base)
	o := lay(r.d, withoutTables(prose.Body(doc.Base), tables))
	if o.isCopy(len(doc.Notes)+len(doc.Edits) > 0) {
		r.readTables(tables)
		r.markup(o, doc)
		r.margins(doc.Base)
		return
	}
	text := doc.Base
	if doc.Final != nil {
		text = doc.Final // what the body means to say, after its own corrections
		tables = r.commentTables(text)
		r.struckOut(doc.Edits)
	}
	r.readTables(tables)
	r.readLetter(withoutTables(text, tables))
	for i, n := range doc.Notes {
		r.looseNote(n, i)
	}
}

// add takes a comment to where p says.
func (r *reading) add(c collation.Comment, p position) {
	c.Demand = c.Text
	r.take(finding{Comment: c}, p)
}

// take files a finding. Only here is it decided that a comment is placed.
func (r *reading) take(f finding, p position) {
	c := &f.Comment
	c.Reply = r.file
	c.Date = realDate(c.Date)
	c.Confidence = round(p.confidence)
	c.Start, c.End = -1, -1
	if c.Thread == nil {
		c.Thread = []collation.Turn{}
	}
	if p.node != nil {
		c.Node, c.Path = p.node.ID, pathOf(p.node, r.opt.Profile)
		if p.start >= 0 && p.end >= p.start {
			content := p.node.Content()
			c.Start = utf8.RuneCountInString(content[:min(p.start, len(content))])
			words := content[min(p.start, len(content)):min(p.end, len(content))]
			c.End = c.Start + utf8.RuneCountInString(words)
			if words != "" && !strings.Contains(c.Quote, "\n") {
				c.Quote = words // what the draft says there; a quotation over paragraphs is kept whole
			}
		}
	}
	switch {
	case p.general:
		c.State = collation.General
	case p.sure && p.node != nil && p.confidence >= anchor.Floor:
		c.State = collation.Placed
	default:
		c.State = collation.Review
		c.Candidates = r.candidates(p)
	}
	for _, n := range p.also {
		c.Also = append(c.Also, collation.Candidate{Node: n.ID, Path: pathOf(n, r.opt.Profile), Score: c.Confidence})
	}
	c.ID = r.id(*c)
	r.found = append(r.found, f)
}

// realDate drops what some programs write where they know no date:
// "0-00-00T00:00:00Z".
func realDate(s string) string {
	if len(s) >= len(time.DateOnly) {
		if _, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)]); err != nil && strings.HasPrefix(s, "0") {
			return ""
		}
	}
	return s
}

// most is how many candidates a person is asked to choose from.
const most = 8

func (r *reading) candidates(p position) []collation.Candidate {
	hits := p.candidates
	if len(hits) == 0 && p.node != nil {
		hits = []anchor.Hit{{Node: p.node, Score: p.confidence}}
	}
	var out []collation.Candidate
	seen := map[*outline.Node]bool{}
	for _, h := range hits {
		if h.Node == nil || seen[h.Node] || len(out) == most {
			continue
		}
		seen[h.Node] = true
		out = append(out, collation.Candidate{Node: h.Node.ID, Path: pathOf(h.Node, r.opt.Profile), Score: round(h.Score)})
	}
	return out
}

// round keeps three decimals: more would be noise in a file that is compared.
func round(f float64) float64 { return float64(int(f*1000+0.5)) / 1000 }

// id is the same in every run over the same file, whatever other files there
// are: a hash of the reply's name and the comment's words, numbered in order
// where a reply says the same twice.
func (r *reading) id(c collation.Comment) string {
	key := strings.Join([]string{c.Reply, string(c.Source), c.Author, c.Text, c.Before, c.After, c.Quote, c.Where}, "\x00")
	r.ids[key]++
	if n := r.ids[key]; n > 1 {
		key += "\x00" + strconv.Itoa(n)
	}
	return "c-" + shortHash(key)
}

// shortHash is 60 bits of SHA-256 in lower-case base 32: among a million
// comments two share one with a chance of one in two million.
func shortHash(key string) string {
	sum := sha256.Sum256([]byte(key))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:8])[:12])
}

func (r *reading) pass(kind collation.PassageKind, text string) {
	if text = strings.TrimSpace(text); text != "" {
		r.passages = append(r.passages, collation.Passage{Reply: r.file, Kind: kind, Text: text})
	}
}

// problem notes what was not read; its sentence is problem.<code>.
func (r *reading) problem(code string) {
	r.problems = append(r.problems, said(r.opt.Lang, collation.Problem{File: r.file, Code: code, Key: "problem." + code}))
}

// fault notes why the file could not be read.
func (r *reading) fault(err error) {
	p := collation.Problem{File: r.file, Code: string(fault.CodeOf(err)), Message: locale.Fault(r.opt.Lang, err)}
	if known, ok := errors.AsType[*fault.Error](err); ok {
		p.Key, p.Args = "fault."+p.Code, known.Args
	}
	r.problems = append(r.problems, p)
}

// said fills in the sentence of a problem.
func said(lang locale.Lang, p collation.Problem) collation.Problem {
	var args []any
	for name, v := range p.Args {
		args = append(args, name, v)
	}
	p.Message = locale.T(lang, p.Key, args...)
	return p
}

// margins lists what a copy of the draft says in its headers and footers.
func (r *reading) margins(base []prose.Block) {
	seen := map[string]bool{}
	for _, b := range base {
		key := unitKey(b.Text)
		if (b.Kind == prose.Header || b.Kind == prose.Footer) && key != "" && !seen[key] {
			seen[key] = true
			r.pass(collation.HeadLine, b.Text)
		}
	}
}

func (r *reading) struckOut(edits []prose.Edit) {
	for _, e := range edits {
		r.pass(collation.Struck, e.Before)
	}
}

func (r *reading) identity(list *List) collation.Reply {
	id := identify(list, r.file, r.issuer, r.number, r.date)
	status := collation.HasComments
	if len(r.found) == 0 && r.agrees {
		status = collation.Agrees
	}
	return collation.Reply{
		File: r.file, Body: id.body, Number: id.number, Date: id.date, BodyRule: id.rule,
		Status: status, Comments: len(r.found), Formats: r.formats,
	}
}
