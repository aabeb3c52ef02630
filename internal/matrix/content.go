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
	for _, l := range lines(b.about(members[0], statements[0])) {
		cell = append(cell, Line{Text: l})
	}
	for i, c := range members {
		statements[i] = withoutPlace(statements[i], c)
	}
	cell = append(cell, b.differences(members, statements)...)
	cell = append(cell, b.also(members)...)
	cell = append(cell, b.threads(members)...)
	return append(cell, b.resolved(members)...)
}

// withoutPlace takes the place from before a statement that begins with it,
// "Tại khoản 2 Điều 5: …": where two say the same, that one of them repeats
// the place is no difference.
func withoutPlace(statement string, c *collation.Comment) string {
	where := oneLine(c.Where)
	at := strings.Index(statement, where)
	if where == "" || at < 0 || at > len("Tại đoạn mở đầu ") {
		return statement
	}
	rest := strings.TrimSpace(statement[at+len(where):])
	if rest == "" || rest[0] != ':' && rest[0] != ',' {
		return statement
	}
	return strings.TrimSpace(rest[1:])
}

// statement is one comment in words: what it says, and the change it proposes
// where it does not say so itself.
func (b *builder) statement(c *collation.Comment) string {
	text, change := clean(c.Text), b.proposal(c)
	switch {
	case change == "":
		return text
	case text == "":
		return change
	}
	paragraphs, after := lines(text), oneLine(c.After)
	if i := slices.IndexFunc(paragraphs, func(l string) bool { return oneLine(l) == after }); i >= 0 {
		paragraphs[i] = change // the cell of a table for new wording: bare words, not a sentence
		return strings.Join(paragraphs, "\n")
	}
	if saysItself(text, c) {
		return text
	}
	return text + "\n" + change
}

// saysItself reports whether a comment's own words name both ends of the
// change it proposes. Of "after X insert Y" the ends are X and X Y: it is
// enough that it names what is put in.
func saysItself(text string, c *collation.Comment) bool {
	text = oneLine(text)
	before, after := oneLine(c.Before), oneLine(c.After)
	added := strings.TrimPrefix(after, before)
	if added == after {
		added = strings.TrimSuffix(after, before)
	}
	return text != "" && strings.Contains(text, before) && strings.Contains(text, strings.TrimSpace(added))
}

// proposal is a change of words in the form a drafter reads it. Words put in
// alone are shown with those they follow.
func (b *builder) proposal(c *collation.Comment) string {
	before, after := clean(c.Before), clean(c.After)
	switch {
	case before == "" && after == "":
		return ""
	case before == "":
		return b.insertion(c, after)
	case c.Moved && after == "":
		return b.say("matrix.proposal.move-from", "before", before)
	case after == "":
		return b.say("matrix.proposal.delete", "before", before)
	}
	return b.say("matrix.proposal.replace", "before", before, "after", after)
}

// insertion is words put in, with those of the draft they follow.
func (b *builder) insertion(c *collation.Comment, words string) string {
	left, _, right := b.spot(c)
	key, spot := "matrix.proposal.insert-after", oneLine(left)
	if spot == "" {
		key, spot = "matrix.proposal.insert-before", oneLine(right)
	}
	switch {
	case c.Moved:
		key = "matrix.proposal.move-to"
	case spot == "" && c.Source == collation.Table:
		key = "matrix.proposal.wording"
	case spot == "":
		key = "matrix.proposal.insert"
	}
	return b.say(key, "spot", spot, "after", words)
}

// about puts before a statement the words of the draft it is about, where the
// statement does not hold them itself.
func (b *builder) about(c *collation.Comment, statement string) string {
	quote := oneLine(c.Quote)
	if quote == oneLine(c.Before) {
		quote = ""
		if clean(c.Text) == "" {
			quote = b.surroundings(c)
		}
	}
	if quote == "" || strings.Contains(oneLine(statement), quote) {
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

// also names the further places comments are about.
func (b *builder) also(members []*collation.Comment) Cell {
	var paths []string
	for _, c := range members {
		for _, place := range c.Also {
			if p := oneLine(place.Path); p != "" && !slices.Contains(paths, p) {
				paths = append(paths, p)
			}
		}
	}
	if paths == nil {
		return nil
	}
	return Cell{{Text: b.say("matrix.also", "places", strings.Join(paths, "; ")), Italic: true}}
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
