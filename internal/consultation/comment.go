package consultation

import (
	"strings"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/viet"
)

// CommentKind is what a comment asks for.
type CommentKind string

const (
	Replace CommentKind = "replace" // other words instead of these
	Add     CommentKind = "add"     // words that are not there yet
	Delete  CommentKind = "delete"  // these words to go
	Other   CommentKind = "other"
)

// CommentKinds lists the kinds in the order a form offers them.
func CommentKinds() []CommentKind { return []CommentKind{Replace, Add, Delete, Other} }

// How a comment's place stands, as collation.State.
const (
	Placed  = string(collation.Placed)
	Review  = string(collation.Review)
	General = string(collation.General)
)

// Places lists them.
func Places() []string { return []string{Placed, Review, General} }

// Web is the source of a comment written on the page; other sources are those
// of files.
const Web = string(collation.Web)

// Comment is one atomic opinion of one body.
type Comment struct {
	Docket   id.ID        `json:"docket"`
	ID       id.ID        `json:"id"`
	Round    id.ID        `json:"round"`
	Reply    id.ID        `json:"reply"`
	Body     id.ID        `json:"body"` // "" while it is not known which of the bodies asked it is
	BodyName string       `json:"bodyName"`
	Unit     id.ID        `json:"unit"`    // the unit under the body that wrote it; "" for the body
	Account  id.ID        `json:"account"` // who wrote it here; "" where it was read from a file
	Author   string       `json:"author"`  // the person's name as given
	State    CommentState `json:"state"`
	Minority bool         `json:"minority"` // not the body's own view: kept beside it
	Origin   id.ID        `json:"origin"`   // comment of a unit that this was made from

	Words
	Demand   string `json:"-"`        // see collation.Comment
	Moved    bool   `json:"moved"`    // of a Proposal: words carried to or from another place
	Resolved bool   `json:"resolved"` // marked as done where it was read from
	Source   string `json:"source"`   // Web or a collation.Source
	Where    string `json:"where"`    // the place as a file gave it
	Dated    string `json:"date"`     // as a file gave it

	Version    id.ID        `json:"version"`
	NodeSeq    int64        `json:"nodeSeq"` // order of the draft; 0 for general
	Path       string       `json:"path"`
	Confidence float64      `json:"confidence"`
	Place      string       `json:"place"` // Placed, Review, General
	Group      id.ID        `json:"group"` // "" while it is in none
	Lead       int64        `json:"lead"`  // order in its group
	Rev        int64        `json:"rev"`
	Created    clock.Micros `json:"created"`
	Updated    clock.Micros `json:"updated"`

	Thread     []Turn      `json:"thread,omitempty"` // where the comment is read alone
	Candidates []Candidate `json:"candidates,omitempty"`
	Also       []Candidate `json:"also,omitempty"` // further places it names besides Node
}

// Words are what a person writes into a comment, and where.
type Words struct {
	Node   string      `json:"node"` // "" for the draft as a whole
	Quote  string      `json:"quote"`
	Prefix string      `json:"prefix"` // of the draft just before the quote
	Suffix string      `json:"suffix"`
	Start  int         `json:"start"` // of Quote in the node's content, in code points; -1 for the whole node
	End    int         `json:"end"`
	Kind   CommentKind `json:"kind"`
	Text   string      `json:"text"`
	Before string      `json:"before"` // of a Proposal
	After  string      `json:"after"`
	Reason string      `json:"reason"`
}

// Turn is one later utterance under a comment.
type Turn struct {
	ID      id.ID        `json:"id"`
	Account id.ID        `json:"account"`
	Author  string       `json:"author"`
	Words   string       `json:"words"`
	At      string       `json:"at"` // as a file gives it, or ISO
	Created clock.Micros `json:"created"`
}

// Candidate is a place a comment under review may belong to.
type Candidate struct {
	Node  string  `json:"node"`
	Path  string  `json:"path"`
	Score float64 `json:"score"`
}

// Resource is the comment as the rules know it.
func (c Comment) Resource() access.Resource {
	return access.Resource{Kind: access.Comment, ID: c.ID, Docket: c.Docket, Body: c.Body, Author: c.Account, State: string(c.State)}
}

// folded is what a comment is found by: its words without diacritics, small,
// one space before and after each.
func (c Comment) folded() string {
	words := strings.Join([]string{c.Text, c.Before, c.After, c.Reason, c.Quote, c.BodyName, c.Author}, " ")
	tokens := db.Tokens(viet.Fold(words))
	return " " + strings.Join(tokens[:min(len(tokens), db.MostTokens)], " ") + " "
}

// kept is folded, of what was sent: only that is looked for by more than the few
// who write it.
func (c Comment) kept() string {
	if c.State != Sent && c.State != BeingRead {
		return ""
	}
	return c.folded()
}

// kindOf is the kind a proposal's words show.
func kindOf(before, after string) CommentKind {
	switch {
	case before != "" && after != "":
		return Replace
	case after != "":
		return Add
	case before != "":
		return Delete
	}
	return Other
}

// Collated is the comment as the kernel knows it, for grouping and printing.
func (c Comment) Collated(file string) collation.Comment {
	out := collation.Comment{
		ID: string(c.ID), Reply: file, Body: c.BodyName, Author: c.Author, Date: c.Dated, Source: collation.Source(c.Source),
		Thread: []collation.Turn{}, Resolved: c.Resolved, Text: c.Text, Before: c.Before, After: c.After, Moved: c.Moved,
		Node: c.Node, Path: c.Path, Quote: c.Quote, Start: c.Start, End: c.End, Confidence: c.Confidence,
		State: collation.State(c.Place), Group: string(c.Group), Demand: c.Demand, Where: c.Where,
	}
	for _, t := range c.Thread {
		out.Thread = append(out.Thread, collation.Turn{Author: t.Author, Date: t.At, Text: t.Words})
	}
	for _, k := range c.Candidates {
		out.Candidates = append(out.Candidates, collation.Candidate(k))
	}
	for _, k := range c.Also {
		out.Also = append(out.Also, collation.Candidate(k))
	}
	return out
}
