package collate

import (
	"maps"
	"slices"
	"strings"

	"thao/internal/anchor"
	"thao/internal/collation"
	"thao/internal/compare"
	"thao/internal/letter"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/tabular"
	"thao/internal/viet"
)

// commentTables finds the tables of comments among the blocks of a text, by
// their numbers. A table that the draft has too is none: it was sent out.
func (r *reading) commentTables(blocks []prose.Block) map[int]tabular.Table {
	tables := findTables(blocks)
	for n, t := range tables {
		if r.d.heads[headKey(t)] {
			delete(tables, n)
		}
	}
	return tables
}

func findTables(blocks []prose.Block) map[int]tabular.Table {
	byTable := map[int][]prose.Block{}
	for _, b := range blocks {
		if b.Cell != nil {
			byTable[b.Cell.Table] = append(byTable[b.Cell.Table], b)
		}
	}
	tables := map[int]tabular.Table{}
	for n, cells := range byTable {
		if t, ok := tabular.Find(tabular.Grid(cells, n)); ok {
			tables[n] = t
		}
	}
	return tables
}

func headKey(t tabular.Table) string { return unitKey(strings.Join(t.Header, " ")) }

// withoutTables empties the blocks of tables; all blocks keep their places.
func withoutTables(blocks []prose.Block, tables map[int]tabular.Table) []prose.Block {
	if len(tables) == 0 {
		return blocks
	}
	out := slices.Clone(blocks)
	for i, b := range out {
		if b.Cell == nil {
			continue
		}
		if _, ok := tables[b.Cell.Table]; ok {
			out[i].Text, out[i].Label = "", ""
		}
	}
	return out
}

// readTables takes the comments of tables, in the order of the text.
func (r *reading) readTables(tables map[int]tabular.Table) {
	for _, n := range slices.Sorted(maps.Keys(tables)) {
		r.readTable(tables[n])
	}
}

func (r *reading) readTable(t tabular.Table) {
	for _, s := range t.Before {
		if name := letter.NamedBody(s); name != "" && r.issuer == "" {
			r.issuer = name
		}
		r.pass(collation.HeadLine, s)
	}
	r.pass(collation.HeadLine, strings.Join(t.Header, " | "))
	var section []anchor.Match
	for _, row := range t.Rows {
		switch {
		case r.ctx.Err() != nil:
			return
		case row.Label:
			r.pass(collation.Label, allCells(row))
		case row.Section != "" && letter.Asks(row.Section):
			r.takePieces(letter.Split(row.Section, r.d.index, sure(section)), collation.Table)
		case row.Section != "":
			section = r.sectionMatches(row.Section)
			r.pass(collation.HeadLine, allCells(row))
		default:
			r.readRow(row, section)
		}
	}
}

// sectionMatches is what the rows under a section row are about; a row that
// names no place of the draft leaves it open.
func (r *reading) sectionMatches(text string) []anchor.Match {
	if n := r.d.index.Heading(text); n != nil {
		return []anchor.Match{{Node: n, Score: anchor.Sure}}
	}
	return r.resolve(text, nil)
}

// sure is the node matches lead to without doubt, or nil.
func sure(matches []anchor.Match) *outline.Node {
	first, _ := places(matches)
	if best, ok := anchor.Decide(hitsOf(first)); ok {
		return best.Node
	}
	return nil
}

// readRow makes one comment of a row: its words are all its cells, in the order
// comment, proposal, reason, then what stands in columns we do not know.
func (r *reading) readRow(row tabular.Row, section []anchor.Match) {
	f := row.Fields
	content, proposal := f[tabular.Content], f[tabular.Proposal]
	switch {
	case content == "" && proposal == "" && f[tabular.Reason] == "" && len(row.Extra) == 0:
		r.pass(collation.Label, allCells(row))
		return
	case proposal == "" && f[tabular.Reason] == "" && len(row.Extra) == 0 && r.agreement(content):
		r.agrees = true
		r.agreeing = append(r.agreeing, f[tabular.Body])
		r.pass(collation.Agreement, allCells(row))
		return
	}
	c := collation.Comment{Source: collation.Table, Author: f[tabular.Body], Text: rowText(row), Where: rowPlace(row)}
	p := r.placeRow(row, section)
	c.Before, c.After = rowProposal(f, p)
	c.Quote = f[tabular.Quote]
	if p.node != nil && p.start >= 0 {
		c.Quote = p.node.Content()[p.start:p.end]
	}
	c.Demand = anchor.WithoutCitations(content + " " + proposal)
	r.take(finding{Comment: c, named: f[tabular.Body]}, p)
}

func rowText(row tabular.Row) string {
	var parts []string
	for _, role := range []tabular.Role{tabular.Content, tabular.Proposal, tabular.Reason} {
		s := row.Fields[role]
		if name := row.NameOf(s); s != "" && role == tabular.Reason && name != "" {
			s = name + ": " + s
		}
		if s != "" {
			parts = append(parts, s)
		}
	}
	for _, x := range row.Extra {
		if x.Name != "" {
			parts = append(parts, x.Name+": "+x.Text)
		} else {
			parts = append(parts, x.Text)
		}
	}
	if s := row.Fields[tabular.Answer]; s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, "\n")
}

// rowPlace is the place as the row gives it, and after it the kind of comment
// where the table has a column for that.
func rowPlace(row tabular.Row) string {
	var parts []string
	for _, role := range []tabular.Role{tabular.Place, tabular.Paragraph, tabular.Page, tabular.Line, tabular.Kind} {
		s := row.Fields[role]
		if s != "" && (role == tabular.Page || role == tabular.Line) {
			s = string(role) + " " + s
		}
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

func allCells(row tabular.Row) string {
	var parts []string
	for _, c := range row.Cells {
		parts = append(parts, c.Text)
	}
	return strings.Join(parts, " | ")
}

// rowProposal is what the row would have the draft say: the change its words
// describe, or the draft's words in one column and the new ones in another, or
// new words that plainly are the place's own, changed.
func rowProposal(f map[tabular.Role]string, p position) (before, after string) {
	for _, s := range []string{f[tabular.Proposal], f[tabular.Content]} {
		if before, after, ok := anchor.Proposal(s); ok {
			return before, after
		}
	}
	proposal := f[tabular.Proposal]
	switch {
	case proposal == "" || p.node == nil:
		return "", ""
	case f[tabular.Quote] != "":
		return f[tabular.Quote], proposal
	case !fromDraft(proposal, p.node.Content()):
		return "", "" // it says what to do, not what to write
	case p.start >= 0 && fromDraft(proposal, p.node.Content()[p.start:p.end]):
		return p.node.Content()[p.start:p.end], proposal
	}
	return "", proposal
}

// fromDraft reports whether a text is words of a stretch of the draft, changed:
// it begins with four of them in a row, or most of it is theirs in their order.
func fromDraft(text, draft string) bool {
	words := viet.Syllables(text)
	if len(words) >= opening && strings.Contains(unitKey(draft), unitKey(text[:words[opening-1].End])) {
		return true
	}
	kept := 0
	for _, k := range compare.Kept(text, draft, viet.Fold) {
		kept += len(viet.Syllables(text[k.A0:k.A1]))
	}
	return len(words) > opening && 2*kept > len(words)
}

const opening = 4 // syllables

// placeRow: the place column counts most; where it is empty the section row
// above; the comment's own citations and quotations make it exact.
func (r *reading) placeRow(row tabular.Row, section []anchor.Match) position {
	f := row.Fields
	words := strings.Join([]string{f[tabular.Content], f[tabular.Proposal]}, "\n")
	k := clue{paged: f[tabular.Page] != "" || f[tabular.Line] != ""}
	k.quotes, k.mentions = quoted(words)
	if q := f[tabular.Quote]; q != "" {
		k.quotes = append([]string{q}, k.quotes...)
	}
	place, paragraph := f[tabular.Place], f[tabular.Paragraph]
	if place != "" || paragraph != "" {
		k.cited = true
		k.targets = r.resolvePlace(place, paragraph, sure(section))
	}
	nowhere := strings.EqualFold(strings.TrimSpace(f[tabular.Kind]), "ge") && !k.cited && !k.paged // ISO: general comment
	switch {
	case len(k.targets) > 0:
	case nowhere || general(place):
		return position{start: -1, end: -1, general: true, confidence: 1}
	case cites(words):
		k.cited = true
		k.targets = r.resolve(words, sure(section))
	case len(section) > 0 && place == "":
		k.targets, k.carried = section, true
	}
	return r.find(k)
}

// resolvePlace reads a place column and the finer one beside it: a citation, a
// heading of the draft, or bare numbers as the ISO form has them ("III.3.2").
func (r *reading) resolvePlace(place, paragraph string, section *outline.Node) []anchor.Match {
	wide := r.resolveWide(place, section)
	if paragraph == "" {
		return wide
	}
	context := sure(wide)
	if context == nil && len(wide) > 0 {
		return wide
	}
	for _, text := range []string{paragraph, "điểm " + paragraph} {
		fine := r.resolve(text, context)
		if len(fine) > 0 && (context == nil || under(fine[0].Node, context)) {
			return fine
		}
	}
	return wide
}

func (r *reading) resolveWide(place string, section *outline.Node) []anchor.Match {
	if place == "" {
		return nil
	}
	if ms := r.resolve(place, section); len(ms) > 0 {
		return ms
	}
	if n := r.d.index.Heading(place); n != nil {
		return []anchor.Match{{Node: n, Score: anchor.Sure}}
	}
	if n := r.d.byNumbers(place); n != nil {
		return []anchor.Match{{Node: n, Score: anchor.Sure}}
	}
	return r.resolve("mục "+strings.TrimSpace(place), section)
}

// generalWords are what a place column says of the draft as a whole, folded.
var generalWords = []string{"chung", "y kien chung", "gop y chung", "toan bo", "toan bo du thao", "ca du thao", "general",
	"whole document", "all", "n/a", "-"}

func general(place string) bool {
	return slices.Contains(generalWords, unitKey(place)) ||
		slices.ContainsFunc(anchor.Citations(place), func(c anchor.Citation) bool { return c.Whole })
}

// agreement reports whether a cell only says that its body agrees.
func (r *reading) agreement(text string) bool {
	pieces := letter.Split(text, r.d.index, nil)
	for _, p := range pieces {
		if p.Kind == letter.Comment {
			return false
		}
	}
	return slices.ContainsFunc(pieces, func(p letter.Piece) bool { return p.Kind == letter.Agreement })
}
