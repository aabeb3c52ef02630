package matrix

import (
	"slices"
	"strings"

	"thao/internal/collation"
	"thao/internal/locale"
	"thao/internal/synthesis"
)

// longestQuote is how many characters of the draft's own words are quoted.
const longestQuote = 240

// content is what a row's comments ask: the clearest one's words, then in what
// each of the others differs, then what was said under margin comments.
func (b *builder) content(members []*collation.Comment) Cell {
	statements := make([]string, len(members))
	for i, c := range members {
		statements[i] = b.statement(c)
	}
	var cell Cell
	for _, l := range lines(statements[0]) {
		cell = append(cell, Line{Text: l})
	}
	cell = append(cell, b.differences(members, statements)...)
	cell = append(cell, b.threads(members)...)
	return append(cell, b.resolved(members)...)
}

// statement is one comment in words: what it says, the change it proposes
// where it does not say so itself, and the words of the draft it is about.
func (b *builder) statement(c *collation.Comment) string {
	text, change := clean(c.Text), b.proposal(c)
	switch {
	case change == "" || saysItself(text, c):
		return b.about(c, text)
	case text == "":
		return b.about(c, change)
	}
	return b.about(c, text) + "\n" + change
}

// saysItself reports whether a comment's own words name both ends of the
// change it proposes.
func saysItself(text string, c *collation.Comment) bool {
	folded := oneLine(text)
	return text != "" && strings.Contains(folded, oneLine(c.Before)) && strings.Contains(folded, oneLine(c.After))
}

// proposal is a change of words in the form a drafter reads it.
func (b *builder) proposal(c *collation.Comment) string {
	before, after := clean(c.Before), clean(c.After)
	switch {
	case c.Moved && after == "" && before != "":
		return b.say("matrix.proposal.move-from", "before", before)
	case c.Moved && before == "" && after != "":
		return b.say("matrix.proposal.move-to", "after", after)
	case before != "" && after != "":
		return b.say("matrix.proposal.replace", "before", before, "after", after)
	case after != "":
		return b.say("matrix.proposal.insert", "after", after)
	case before != "":
		return b.say("matrix.proposal.delete", "before", before)
	}
	return ""
}

// about puts the quoted words of the draft before a statement that does not
// hold them.
func (b *builder) about(c *collation.Comment, statement string) string {
	quote := oneLine(c.Quote)
	if quote == "" || quote == oneLine(c.Before) || strings.Contains(oneLine(statement), quote) {
		return statement
	}
	at := b.say("matrix.about", "quote", excerpt(quote, longestQuote))
	if strings.Contains(statement, "\n") {
		return at + "\n" + statement
	}
	return at + " " + statement
}

// differences are the words in which members differ from the first, with all
// the bodies that use them.
func (b *builder) differences(members []*collation.Comment, statements []string) Cell {
	variants := synthesis.Variants(statements)
	var order []string
	by := map[string][]string{}
	for i, v := range variants {
		v = oneLine(v)
		if v == "" {
			continue
		}
		if by[v] == nil {
			order = append(order, v)
		}
		if name := b.body(members[i]); !slices.Contains(by[v], name) {
			by[v] = append(by[v], name)
		}
	}
	var cell Cell
	for _, v := range order {
		cell = append(cell, Line{Text: b.say("matrix.difference", "bodies", strings.Join(by[v], ", "), "words", v)})
	}
	return cell
}

// threads are the utterances under margin comments, each thread under a line
// that says so, and whose it is where the row has several bodies.
func (b *builder) threads(members []*collation.Comment) Cell {
	var cell Cell
	for _, c := range members {
		if len(c.Thread) == 0 {
			continue
		}
		title := b.say("matrix.thread")
		if len(members) > 1 {
			title = b.say("matrix.thread.of", "body", b.body(c))
		}
		cell = append(cell, Line{Text: title, Italic: true})
		for _, t := range c.Thread {
			cell = append(cell, b.turn(t)...)
		}
	}
	return cell
}

func (b *builder) turn(t collation.Turn) Cell {
	who := oneLine(t.Author)
	if date := locale.Date(b.profile.Lang, oneLine(t.Date)); date != "" {
		who = strings.TrimSpace(who + " (" + date + ")")
	}
	text := lines(t.Text)
	if len(text) == 0 {
		text = []string{""}
	}
	text[0] = "– " + joined(": ", who, text[0])
	cell := make(Cell, len(text))
	for i, l := range text {
		cell[i] = Line{Text: l}
	}
	return cell
}

func (b *builder) resolved(members []*collation.Comment) Cell {
	var names []string
	for _, c := range members {
		if name := b.body(c); c.Resolved && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if names == nil {
		return nil
	}
	return Cell{{Text: b.say("matrix.resolved", "bodies", strings.Join(names, ", ")), Italic: true}}
}
