package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// readable makes the shortest script one that people read with ease, and still
// a script from the same old text to the same new one: changes with nothing
// but spaces between them are one change, and so are replacements around a
// word or two that say less than what changed on both sides.
func readable(edits []Edit) []Edit {
	return joinIslands(joinSpaces(edits))
}

// joinSpaces makes one replacement of each run of changes and spaces, and gives
// back the spaces that both its sides begin or end with.
func joinSpaces(edits []Edit) []Edit {
	out := make([]Edit, 0, len(edits))
	for k := 0; k < len(edits); {
		if edits[k].Op == Same {
			out = appendEdit(out, edits[k])
			k++
			continue
		}
		end := changeRun(edits, k)
		old, new := sides(edits[k:end])
		head, tail := sharedSpace(old, new)
		out = appendEdit(out, Edit{Same, old[:head]})
		out = appendEdit(out, Edit{Delete, old[head : len(old)-tail]})
		out = appendEdit(out, Edit{Insert, new[head : len(new)-tail]})
		out = appendEdit(out, Edit{Same, old[len(old)-tail:]})
		k = end
	}
	return out
}

// appendEdit leaves out what is empty and joins what is of one kind.
func appendEdit(edits []Edit, e Edit) []Edit {
	switch n := len(edits); {
	case e.Text == "":
	case n > 0 && edits[n-1].Op == e.Op:
		edits[n-1].Text += e.Text
	default:
		edits = append(edits, e)
	}
	return edits
}

// changeRun is the end of the run of changes that starts at k.
func changeRun(edits []Edit, k int) int {
	end := k + 1
	for i := end; i < len(edits); i++ {
		if edits[i].Op != Same {
			end = i + 1
		} else if !blank(edits[i].Text) {
			break
		}
	}
	return end
}

func sides(edits []Edit) (old, new string) {
	if len(edits) == 1 {
		if edits[0].Op == Delete {
			return edits[0].Text, ""
		}
		return "", edits[0].Text
	}
	var a, b strings.Builder
	for _, e := range edits {
		if e.Op != Insert {
			a.WriteString(e.Text)
		}
		if e.Op != Delete {
			b.WriteString(e.Text)
		}
	}
	return a.String(), b.String()
}

// sharedSpace counts the bytes of white space two texts both begin with, and
// those both end with; the two never overlap.
func sharedSpace(old, new string) (head, tail int) {
	for head < len(old) && head < len(new) {
		r, size := utf8.DecodeRuneInString(old[head:])
		if !unicode.IsSpace(r) || !strings.HasPrefix(new[head:], old[head:head+size]) {
			break
		}
		head += size
	}
	for tail < len(old)-head && tail < len(new)-head {
		r, size := utf8.DecodeLastRuneInString(old[:len(old)-tail])
		if !unicode.IsSpace(r) || !strings.HasSuffix(new[head:len(new)-tail], old[len(old)-tail-size:len(old)-tail]) {
			break
		}
		tail += size
	}
	return head, tail
}

// islandWords is the most that is drawn into the replacements around it.
const islandWords = 2

func joinIslands(edits []Edit) []Edit {
	out := make([]Edit, 0, len(edits))
	for k := 0; k < len(edits); k++ {
		n := len(out)
		if k+2 >= len(edits) || n < 2 || !isIsland(out[n-2:], edits[k], edits[k+1:k+3]) {
			out = append(out, edits[k])
			continue
		}
		out[n-2].Text += edits[k].Text + edits[k+1].Text
		out[n-1].Text += edits[k].Text + edits[k+2].Text
		k += 2
	}
	return out
}

func isIsland(before []Edit, e Edit, after []Edit) bool {
	return e.Op == Same && isReplacement(before) && isReplacement(after) &&
		wordCount(strings.TrimSpace(e.Text)) <= islandWords &&
		!strings.ContainsAny(e.Text, "0123456789\n\t") &&
		len(e.Text) < len(before[0].Text)+len(before[1].Text) && len(e.Text) < len(after[0].Text)+len(after[1].Text)
}

func isReplacement(edits []Edit) bool { return edits[0].Op == Delete && edits[1].Op == Insert }
