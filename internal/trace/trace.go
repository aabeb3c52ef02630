// Package trace closes the loop: for every comment of a collation its answer
// and the words that changed in the next version, and where promise and text
// do not agree.
package trace

import (
	"thao/internal/anchor"
	"thao/internal/collation"
	"thao/internal/compare"
	"thao/internal/matrix"
	"thao/internal/outline"
)

// Format is the version of trace.json this package writes.
const Format = 1

// Trace is the whole of trace.json. Lists are never null.
type Trace struct {
	Format   int            `json:"format"`
	Draft    string         `json:"draft"`    // file of the version that was commented on
	Next     string         `json:"next"`     // file of the next version
	Likeness float64        `json:"likeness"` // share of words the two versions have in common, 0–1
	States   map[string]int `json:"states"`   // how many comments were kept, moved, edited, review, orphan, general
	Comments []Entry        `json:"comments"` // as in the collation: in the order of the draft

	Unkept       []string   `json:"unkept"`       // comments accepted, wholly or partly, where nothing changed, or whose words were not taken
	Unasked      []Unasked  `json:"unasked"`      // changes with no comment behind them
	Uneven       [][]string `json:"uneven"`       // comments that say the same and were answered differently
	Contradicted [][]string `json:"contradicted"` // accepted proposals for the same words that differ
}

// Entry is one comment, what was promised and what happened.
type Entry struct {
	ID      string  `json:"id"`
	Body    string  `json:"body"`
	Text    string  `json:"text"`
	Before  string  `json:"before"`
	After   string  `json:"after"`
	Path    string  `json:"path"` // in the draft
	Verdict string  `json:"verdict"`
	Reason  string  `json:"reason"`
	State   string  `json:"state"` // anchor.Kept …, or "general" for comments on the whole draft
	NewNode string  `json:"newNode"`
	NewPath string  `json:"newPath"`
	Changed bool    `json:"changed"` // the text changed where the comment stands
	Words   []Word  `json:"words"`   // the words that changed there, with those between
	Wording string  `json:"wording"` // how what changed reads in the next version, a node a line; "" where it was taken out
	Taken   float64 `json:"taken"`   // of a Proposal: the share of its new words that was taken over, 0–1; -1 of others, and where it has none
}

// Word is one step from the old words to the new: Op is "=", "-" or "+".
type Word struct {
	Op   string `json:"op"`
	Text string `json:"text"`
}

// Unasked is a change that no comment lies behind.
type Unasked struct {
	Node   string         `json:"node"` // in the next version; in the draft where it was deleted
	Path   string         `json:"path"`
	Change compare.Change `json:"change"`
	Words  []Word         `json:"words"`
}

// General is the state of a comment on the draft as a whole.
const General = "general"

// New traces a collation into the next version of its draft. next is that
// version's tree, file its name; paths are written in lang, "vi" or "en".
func New(c *collation.Collation, next *outline.Tree, file, lang string) *Trace {
	t := Between(c.Tree(), next).tracer(c, lang)
	out := t.entries(file)
	out.Unasked = append(out.Unasked, t.unasked()...)
	out.Uneven = append(out.Uneven, t.uneven()...)
	out.Contradicted = append(out.Contradicted, t.contradicted()...)
	return out
}

// Pair is two versions of a draft, compared once for any number of comments.
// It is read-only.
type Pair struct {
	old, next *outline.Tree
	al        *compare.Alignment
	nodes     map[string]*outline.Node // of old, by id
}

// Between compares two versions.
func Between(old, next *outline.Tree) *Pair {
	p := &Pair{old: old, next: next, al: compare.Trees(old, next), nodes: map[string]*outline.Node{}}
	old.Walk(func(n *outline.Node) { p.nodes[n.ID] = n })
	return p
}

// Standings is New(…).Standings() for the comments of a collation whose draft
// is the first version: each stands where it stands whatever others say.
func (p *Pair) Standings(c *collation.Collation, file, lang string) *collation.Next {
	return p.tracer(c, lang).entries(file).Standings()
}

func (p *Pair) tracer(c *collation.Collation, lang string) *tracer {
	return &tracer{c: c, lang: lang, old: p.old, next: p.next, al: p.al, nodes: p.nodes, answers: c.AnswersByComment(),
		changes: map[*outline.Node][]change{}}
}

// entries says of each comment what became of it.
func (t *tracer) entries(file string) *Trace {
	out := &Trace{
		Format: Format, Draft: t.c.Draft.File, Next: file, Likeness: t.al.Likeness(), States: map[string]int{},
		Comments: []Entry{}, Unkept: []string{}, Unasked: []Unasked{}, Uneven: [][]string{}, Contradicted: [][]string{},
	}
	carried := anchor.Carry(t.al, t.old, t.next, t.marks())
	c := t.c
	for i := range c.Comments {
		e := t.entry(&c.Comments[i], carried[i])
		out.States[e.State]++
		out.Comments = append(out.Comments, e)
		if e.unkept() {
			out.Unkept = append(out.Unkept, e.ID)
		}
	}
	return out
}

type tracer struct {
	c       *collation.Collation
	lang    string
	old     *outline.Tree
	next    *outline.Tree
	al      *compare.Alignment
	nodes   map[string]*outline.Node // of the draft, by id
	answers map[string]collation.Answer
	changes map[*outline.Node][]change // see changesAt
}

// accepted: something was promised.
func accepted(verdict string) bool { return verdict == "accepted" || verdict == "partly" }

func (t *tracer) marks() []anchor.Mark {
	out := make([]anchor.Mark, len(t.c.Comments))
	for i, c := range t.c.Comments {
		out[i] = anchor.Mark{Node: t.nodes[c.Node], Start: -1, End: -1}
		if n := out[i].Node; n != nil && c.Start >= 0 && c.End >= c.Start { // else it came from elsewhere, and was altered
			out[i].Start, out[i].End = byteOffset(n.Content(), c.Start), byteOffset(n.Content(), c.End)
		}
	}
	return out
}

// byteOffset turns a count of code points into bytes.
func byteOffset(s string, points int) int {
	for i := range s {
		if points == 0 {
			return i
		}
		points--
	}
	return len(s)
}

// unkept: accepted, and nothing changed where the comment stands; or accepted
// as a whole, and of the words it would have instead of the draft's none came.
func (e *Entry) unkept() bool {
	if e.State == General || !accepted(e.Verdict) {
		return false
	}
	return !e.Changed || e.Verdict == matrix.Accepted && e.Before != "" && e.Taken == 0
}

// vouch places a proposal that was done word by word: its own words went out
// and its new ones came in at what its node became, so it stands there, though
// none of the words it was set on are left.
func (t *tracer) vouch(e *Entry, n *outline.Node, changes []change) {
	if e.State != anchor.Review || e.Taken < 1 {
		return
	}
	var at *outline.Node
	for _, c := range changes {
		if c.Old != n || c.New == nil {
			continue
		}
		if at != nil {
			return // split: either part may be meant
		}
		at = c.New
	}
	if at != nil {
		e.State, e.NewNode, e.NewPath = anchor.Edited, at.ID, outline.PathString(at, t.lang)
	}
}

func (t *tracer) entry(c *collation.Comment, at anchor.Carried) Entry {
	a := t.answers[c.ID]
	e := Entry{
		ID: c.ID, Body: c.Body, Text: c.Text, Before: c.Before, After: c.After, Path: c.Path,
		Verdict: a.Verdict, Reason: a.Reason, State: at.State, Words: []Word{}, Taken: -1,
	}
	if c.State == collation.General {
		e.State = General
		return e
	}
	if c.State == collation.Review { // its place was not sure in the draft, so it is not now
		e.State = anchor.Review
		return e
	}
	if at.Node != nil {
		e.NewNode, e.NewPath = at.Node.ID, outline.PathString(at.Node, t.lang)
	}
	if n := t.nodes[c.Node]; n != nil {
		changes := t.counted(c, n)
		e.Changed = len(changes) > 0
		e.Words = append(e.Words, wordsOf(changes)...)
		if c.Before != "" || c.After != "" {
			e.Taken = taken(c, n.Content(), changes)
		}
		t.vouch(&e, n, changes)
		e.Wording = wording(changes, e.NewNode)
	}
	return e
}
