package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"thao/internal/collation"
)

// key is what key.json holds: where each comment of the samples belongs.
type key struct {
	Format   int          `json:"format"`
	Asked    []string     `json:"asked"`
	Silent   []string     `json:"silent"`
	Agrees   []string     `json:"agrees"`
	Comments []keyComment `json:"comments"`
	Groups   [][]int      `json:"groups"` // indexes of comments that must share a row

	draft  *draft
	groups map[string][]int
	order  []string
	err    error
}

// keyComment is one comment. Place is the way to its node from the top, as
// pairs of kind and ordinal; empty where general or where none fits.
type keyComment struct {
	File       string           `json:"file"` // relative to tra-loi
	Body       string           `json:"body"`
	Source     collation.Source `json:"source"`
	Text       string           `json:"text"`
	Before     string           `json:"before"`
	After      string           `json:"after"`
	Quote      string           `json:"quote"`
	Label      string           `json:"label"`
	Place      [][2]string      `json:"place"`
	Candidates [][][2]string    `json:"candidates,omitempty"`
	State      collation.State  `json:"state"`
	Resolved   bool             `json:"resolved,omitempty"`
	Replies    int              `json:"replies,omitempty"`
}

func (k *key) add(c keyComment, addr, state string, candidates []string, group string) {
	c.State = collation.State(cmp.Or(state, string(collation.Placed)))
	c.Place = [][2]string{}
	if addr != "" {
		c.Place, c.Label = k.way(addr), k.draft.label(addr)
	}
	for _, candidate := range candidates {
		c.Candidates = append(c.Candidates, k.way(candidate))
	}
	if group != "" {
		if k.groups[group] == nil {
			k.order = append(k.order, group)
		}
		k.groups[group] = append(k.groups[group], len(k.Comments))
	}
	k.Comments = append(k.Comments, c)
}

func (k *key) way(addr string) [][2]string {
	way, err := k.draft.place(addr)
	if err != nil && k.err == nil {
		k.err = err
	}
	return way
}

// quoted checks that a quote stands in its node.
func (k *key) quoted(addr, quote, file string) {
	if addr == "" || quote == "" || k.draft.kinds[addr] == "table" {
		return
	}
	if _, err := k.draft.find(addr, quote); err != nil && k.err == nil {
		k.err = fmt.Errorf("%s: %w", file, err)
	}
}

func (k *key) opinion(file, body string, source collation.Source, o opinion) {
	k.quoted(o.addr, o.quote, file)
	k.add(keyComment{File: file, Body: body, Source: source, Text: o.text, Before: o.before, After: o.after, Quote: o.quote},
		o.addr, o.state, o.candidates, o.group)
}

func (k *key) mark(file, body string, m mark) {
	if m.silent {
		return
	}
	c := keyComment{File: file, Body: body, Source: collation.Tracked}
	switch {
	case m.note != nil:
		c.Source, c.Text, c.Quote = collation.Margin, m.note.Text, m.quote
		c.Resolved, c.Replies = m.note.Resolved, len(m.note.Replies)
	case m.replace != nil:
		c.Before, c.After = m.quote, *m.replace
	case m.insert != "":
		c.After = m.insert
	case m.newPara != "":
		c.After = m.newPara
	case m.drop, m.moveTo != "":
		c.Before = k.words(m.addr)
	}
	k.add(c, m.addr, m.state, m.candidates, m.group)
	if m.moveTo != "" { // the words leave one place and arrive at another
		c.Before, c.After = "", k.words(m.addr)
		k.add(c, m.moveTo, m.state, m.candidates, m.group)
	}
}

func (k *key) words(addr string) string {
	i, err := k.draft.find(addr, "")
	if err != nil {
		if k.err == nil {
			k.err = err
		}
		return ""
	}
	return k.draft.lines[i].text
}

// bytes is key.json. Groups of one are left out: they bind nobody.
func (k *key) bytes() ([]byte, error) {
	k.Groups = [][]int{}
	for _, name := range k.order {
		if members := k.groups[name]; len(members) > 1 {
			k.Groups = append(k.Groups, members)
		}
	}
	slices.Sort(k.Agrees)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(k); err != nil {
		return nil, err
	}
	return b.Bytes(), k.err
}
