package main

import (
	"fmt"
	"strings"
)

// olderDraft is the draft as it stood before.
func olderDraft() (*draft, error) {
	text, err := olderText(draftText)
	if err != nil {
		return nil, err
	}
	return parseDraft(text)
}

// replaceEach makes replacements, each of which must fit exactly once, and
// cuts the text off before end.
func replaceEach(text string, pairs [][2]string, end string) (string, error) {
	for _, p := range pairs {
		if n := strings.Count(text, p[0]); n != 1 {
			return "", fmt.Errorf("%q stands %d times in the draft", p[0], n)
		}
		text = strings.Replace(text, p[0], p[1], 1)
	}
	text, _, cut := strings.Cut(text, end)
	if !cut {
		return "", fmt.Errorf("no %q in the draft", end)
	}
	return text, nil
}

// on is the copy the reply is written on.
func (r copyReply) on(d *draft) (*copyOf, error) {
	text := d
	if r.older {
		var err error
		if text, err = olderDraft(); err != nil {
			return nil, err
		}
	}
	marks, err := onText(r, text, d)
	return &copyOf{draft: text, form: r.form, title: draftTitle, when: r.when, marks: marks}, err
}

// onText gives the marks the addresses their words have in the text they are
// made on; the key keeps those of the draft.
func onText(r copyReply, text, draft *draft) ([]mark, error) {
	if text == draft {
		return r.marks, nil
	}
	out := make([]mark, len(r.marks))
	for i, m := range r.marks {
		found := 0
		for _, l := range text.lines {
			if strings.Contains(l.text, m.quote) {
				m.addr = l.addr
				found++
			}
		}
		if found != 1 {
			return nil, fmt.Errorf("%q stands in %d lines of the older text", m.quote, found)
		}
		out[i] = m
	}
	return out, nil
}
