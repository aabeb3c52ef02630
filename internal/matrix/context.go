package matrix

import (
	"strings"

	"thao/internal/collation"
)

// nearby is how many words of the draft, on either side, show where a change
// belongs.
const nearby = 6

// spot is a comment's own stretch of the draft and the words of the same
// paragraph on either side, as they stand there; all are empty where the
// comment is about the whole node.
func (b *builder) spot(c *collation.Comment) (left, own, right string) {
	chain := b.places[c.Node].chain
	if c.Start < 0 || c.End < c.Start || len(chain) == 0 {
		return "", "", ""
	}
	content := []rune(chain[len(chain)-1].Content())
	if c.End > len(content) {
		return "", "", ""
	}
	return lastWords(string(content[:c.Start])), string(content[c.Start:c.End]), firstWords(string(content[c.End:]))
}

// lastWords is the end of the last line of s, from its sixth last word on.
func lastWords(s string) string {
	s = s[strings.LastIndexByte(s, '\n')+1:]
	at := len(strings.TrimRight(s, " "))
	for range nearby {
		space := strings.LastIndexByte(strings.TrimRight(s[:at], " "), ' ')
		if space < 0 {
			return s
		}
		at = space
	}
	return s[at+1:]
}

// firstWords is the beginning of the first line of s, to the end of its sixth
// word.
func firstWords(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	at := 0
	for range nearby {
		at += len(s[at:]) - len(strings.TrimLeft(s[at:], " "))
		space := strings.IndexByte(s[at:], ' ')
		if space < 0 {
			return s
		}
		at += space
	}
	return s[:at]
}

// fewWords is how many words a quotation has at most that may well occur more
// than once in its paragraph, and so is shown with those around it.
const fewWords = 3

// surroundings are the words a change replaces with those around them, for the
// reader to find them by; "" where they are enough to be found alone.
func (b *builder) surroundings(c *collation.Comment) string {
	words := oneLine(c.Before)
	if words == "" || len(strings.Fields(words)) > fewWords {
		return ""
	}
	left, own, right := b.spot(c)
	return oneLine(left + own + right)
}
