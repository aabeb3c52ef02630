// Package redline writes what became of a text as a Word document with tracked
// changes.
//
// The contract: accepting all changes gives the new version, rejecting all
// gives the old one, block by block, text, labels, and places in tables.
// Tracked changes that are in either version already count as accepted before
// the two are compared. What a tracked change cannot say is not said: changes
// of look, other than of a paragraph's style, list, outline level and
// alignment; headers and footers put in or taken out as a whole; the number
// format of notes. docs/redline.md lists the pairs of the corpus that deviate.
//
// # How a redline is made
//
// The new version's package is rewritten in place; what the old one had is
// copied into it. From the outside in:
//
//   - redline.go: both packages are opened (pack.go, links.go), their prefixes
//     made the usual ones (names.go), their own tracked changes accepted
//     (accept.go), their lists, styles and notes read (lists.go, styles.go,
//     notes.go); then body, margins (margins.go) and notes are compared.
//   - container.go: the blocks of two bodies, cells, notes or text boxes are
//     aligned (align.go). A block only one version has is put in (insert.go) or
//     taken out (old.go), two tables are compared row by row (table.go), and
//     paragraphs that go together are woven.
//   - weave.go: paragraphs are laid open as strings (inline.go; what is not
//     characters stands as a rune equal for equal things, print.go), compared
//     word by word (script.go), and rebuilt with w:ins and w:del. What leads to
//     a text of its own is looked after in owntext.go, a mark that stayed in
//     mark.go.
//   - carry.go: whatever is copied from the old version is made at home in the
//     new package: styles, lists, pictures, links, notes, fonts (fonts.go).
//
// tree.go has the small tools for XML trees that all of them use. plain.go
// makes a redline of texts that are not both Word files.
package redline

import (
	"context"
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/beevik/etree"

	"thao/internal/fault"
)

// Options say who made the changes and when. No date is written if it is zero.
type Options struct {
	Author string
	Date   time.Time
}

// Write compares two .docx files and writes a copy of the new one with tracked
// changes from the old one to it. Errors are those of ooxml.Read, and of w.
func Write(ctx context.Context, w io.Writer, oldDoc, newDoc []byte, opt Options) error {
	pair, err := Read(ctx, oldDoc, newDoc)
	if err != nil {
		return err
	}
	return pair.Write(ctx, w, opt)
}

// Pair is two .docx files that have been read.
type Pair struct{ old, now *pack }

// Read reads the two files, the first half of Write.
func Read(ctx context.Context, oldDoc, newDoc []byte) (*Pair, error) {
	old, now, err := openBoth(ctx, oldDoc, newDoc)
	if err != nil {
		return nil, err
	}
	return &Pair{old, now}, nil
}

// Write is the second half of the function Write. The pair is used up by it.
func (p *Pair) Write(ctx context.Context, w io.Writer, opt Options) error {
	d, err := newDiffer(ctx, p.old, p.now, opt)
	if err != nil {
		return err
	}
	if err := d.compare(); err != nil {
		if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
			return fault.Wrap(err, fault.Timeout)
		}
		return err
	}
	return p.now.write(w)
}

// openBoth reads the two at the same time.
func openBoth(ctx context.Context, oldDoc, newDoc []byte) (old, now *pack, err error) {
	var oldErr error
	done := make(chan struct{})
	go func() {
		defer close(done)
		old, oldErr = openAccepted(ctx, oldDoc)
	}()
	now, err = openAccepted(ctx, newDoc)
	<-done
	return old, now, errors.Join(oldErr, err)
}

// differ compares two packages.
type differ struct {
	ctx      context.Context
	opt      Options
	old, now *pack
	atoms    *atoms
	styles   *styleMap
	lists    *listMap
	listed   bool // either version has lists
	oddFonts bool // either version has fonts of legacy encodings

	oldNotes, nowNotes map[bool]*notebook // by whether they are endnotes
	oldKeys, nowKeys   map[noteKey]string // of their references
	notePairs          map[noteKey]*notePair

	oldMargins, nowMargins []marginRef
	marginPairs            map[*part]*part  // headers and footers compared: of the new version, of the old one
	marginLinks            map[*part]string // of the old version, by which relationship the new one refers to them
	sections               []*etree.Element // w:sectPr of the new version, before weaving

	carried   map[string]string // parts copied from old to now
	revisions int               // id given last
	drawings  int
	scopes    map[[2]*part]*scope
}

// scope is a pair of parts of which one is woven into the other.
type scope struct {
	*differ
	oldPart, nowPart *part
	o, n             *opener
	linked           map[string]string // relationships copied
	clash            []etree.Attr
	borrowed         bool
}

func (d *differ) scope(old, now *part) *scope {
	key := [2]*part{old, now}
	if s := d.scopes[key]; s != nil {
		return s
	}
	s := &scope{
		differ: d, oldPart: old, nowPart: now, linked: map[string]string{},
		o: &opener{atoms: d.atoms, from: old, pack: d.old, notes: d.oldKeys},
		n: &opener{atoms: d.atoms, from: now, pack: d.now, notes: d.nowKeys},
	}
	d.scopes[key] = s
	return s
}

// foreign are the namespaces to declare on each copy from the old part; the
// others have been made known to the new part.
func (s *scope) foreign() []etree.Attr {
	if !s.borrowed {
		s.borrowed = true
		s.clash = borrow(s.oldPart.root, s.nowPart.root)
	}
	return s.clash
}

// revision makes the element of a tracked change.
func (d *differ) revision(tag string) *etree.Element {
	d.revisions++
	e := makeW(tag, "id", strconv.Itoa(d.revisions), "author", d.opt.Author)
	if !d.opt.Date.IsZero() {
		e.CreateAttr("w:date", d.opt.Date.UTC().Format(time.RFC3339))
	}
	return e
}

func (d *differ) nextDrawing() int {
	d.drawings++
	return d.drawings
}

func itoa(n int) string { return strconv.Itoa(n) }

func newDiffer(ctx context.Context, old, now *pack, opt Options) (*differ, error) {
	d := &differ{
		ctx: ctx, opt: opt, old: old, now: now, atoms: newAtoms(),
		oldNotes: map[bool]*notebook{}, nowNotes: map[bool]*notebook{}, notePairs: map[noteKey]*notePair{},
		oldKeys: map[noteKey]string{}, nowKeys: map[noteKey]string{},
		carried: map[string]string{}, scopes: map[[2]*part]*scope{},
		marginPairs: map[*part]*part{}, marginLinks: map[*part]string{},
	}
	if err := d.readLists(); err != nil {
		return nil, err
	}
	if err := d.readNotes(); err != nil {
		return nil, err
	}
	if err := d.readMargins(); err != nil {
		return nil, err
	}
	for _, p := range now.parts {
		d.countIDs(p.root)
	}
	d.oddFonts = d.anyOddFonts()
	return d, nil
}

func (d *differ) readLists() error {
	var sheets [2]*sheet
	var all [2]*lists
	for i, p := range []*pack{d.old, d.now} {
		styles, err := p.opened(p.main.name, "styles")
		if err != nil {
			return err
		}
		sheets[i] = readSheet(styles)
		numbering, err := p.opened(p.main.name, "numbering")
		if err != nil {
			return err
		}
		all[i] = readLists(numbering, sheets[i])
	}
	d.styles = &styleMap{old: sheets[0], now: sheets[1], mapped: map[string]string{}, named: map[string]bool{}}
	d.lists = newListMap(all[0], all[1], d.now)
	d.listed = len(all[0].nums) > 0 || len(all[1].nums) > 0
	return nil
}

func (d *differ) readNotes() (err error) {
	for _, end := range []bool{false, true} {
		if d.oldNotes[end], err = openNotes(d.old, end); err != nil {
			return err
		}
		if d.nowNotes[end], err = openNotes(d.now, end); err != nil {
			return err
		}
		for _, n := range []*notebook{d.oldNotes[end], d.nowNotes[end]} {
			if n.part != nil {
				acceptAll(n.part)
			}
		}
		olds, nows := d.pairNotes(end)
		for k, v := range olds {
			d.oldKeys[k] = v
		}
		for k, v := range nows {
			d.nowKeys[k] = v
		}
	}
	return nil
}

// highest bounds the ids looked at: beyond it some programs write random ones.
const highest = 1 << 30

// countIDs finds the highest ids in use, to number on from, and the styles named.
func (d *differ) countIDs(e *etree.Element) {
	if isW(e, "pStyle") || isW(e, "rStyle") || isW(e, "tblStyle") {
		d.styles.named[attr(e, "w", "val")] = true
	}
	for _, a := range e.Attr {
		if a.Key != "id" || a.Space != "w" && e.Tag != "docPr" {
			continue
		}
		n, err := strconv.Atoi(a.Value)
		switch {
		case err != nil || n >= highest:
		case a.Space == "w":
			d.revisions = max(d.revisions, n)
		default:
			d.drawings = max(d.drawings, n)
		}
	}
	for c := range elements(e) {
		d.countIDs(c)
	}
}

func (d *differ) anyOddFonts() bool {
	for _, p := range []*pack{d.old, d.now} {
		for _, part := range p.parts {
			// Bullets are in such fonts everywhere, and are no text.
			if part.root.Tag != "numbering" && oddFonts(part.root) {
				return true
			}
		}
	}
	return false
}

// compare weaves the old version into the new one.
func (d *differ) compare() error {
	s := d.scope(d.old.main, d.now.main)
	old, now := child(d.old.main.root, "body"), child(d.now.main.root, "body")
	if old == nil || now == nil {
		return fault.New(fault.Damaged, "part", d.now.main.name)
	}
	was, is := s.o.blocksOf(old), s.n.blocksOf(now)
	s.voteLists(was, is)
	if err := s.blocks(now, was, is); err != nil {
		return err
	}
	if a, b := child(old, "sectPr"), child(now, "sectPr"); a != nil && b != nil {
		s.keepSection(a, b)
	}
	d.now.main.changed = true
	if err := d.margins(); err != nil {
		return err
	}
	return d.keptNotes()
}

// voteLists ties the lists of both versions by the paragraphs found once in
// each.
func (s *scope) voteLists(old, now []block) {
	if !s.listed {
		return
	}
	once := map[string]*num{}
	seen := map[string]int{}
	for _, b := range old {
		seen[b.key]++
		once[b.key], _ = s.lists.old.of(child(b.el, "pPr"))
	}
	votes := map[pairing]int{}
	for _, b := range now {
		was := once[b.key]
		if b.table || b.key == "" || was == nil || seen[b.key] != 1 {
			continue
		}
		if is, _ := s.lists.now.of(child(b.el, "pPr")); is != nil {
			votes[pairing{was, is}]++
		}
	}
	s.lists.vote(votes)
}
