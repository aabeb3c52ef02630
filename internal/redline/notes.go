package redline

import (
	"strconv"
	"strings"

	"github.com/beevik/etree"

	"thao/internal/compare"
	"thao/internal/viet"
)

// notebook is the footnotes or endnotes of one version.
type notebook struct {
	part  *part // nil where there are none
	byID  map[string]*etree.Element
	order []string // ids in the order of their first references
}

// notePart names the parts and elements of either kind.
func notePart(end bool) (kind, element string) {
	if end {
		return "endnotes", "endnote"
	}
	return "footnotes", "footnote"
}

func openNotes(p *pack, end bool) (*notebook, error) {
	kind, element := notePart(end)
	n := &notebook{byID: map[string]*etree.Element{}}
	opened, err := p.opened(p.main.name, kind)
	if err != nil || opened == nil {
		return n, err
	}
	n.part = opened
	for e := range elements(opened.root) {
		if kind := attr(e, "w", "type"); isW(e, element) && (kind == "" || kind == "normal") {
			if id := attr(e, "w", "id"); n.byID[id] == nil {
				n.byID[id] = e
			}
		}
	}
	seen := map[string]bool{}
	eachReference(p.main.root, element+"Reference", func(id string) {
		if !seen[id] && n.byID[id] != nil {
			seen[id] = true
			n.order = append(n.order, id)
		}
	})
	return n, nil
}

func eachReference(e *etree.Element, tag string, fn func(id string)) {
	for c := range elements(e) {
		if isW(c, tag) {
			fn(attr(c, "w", "id"))
			continue
		}
		eachReference(c, tag, fn)
	}
}

// notePair is a note that may have stayed: it has if its sign did.
type notePair struct {
	end      bool
	old, now string
	kept     bool
}

// pairNotes finds which notes of both versions are the same, and gives their
// signs a common key; every other note has one of its own.
func (d *differ) pairNotes(end bool) (oldKeys, nowKeys map[noteKey]string) {
	oldKeys, nowKeys = map[noteKey]string{}, map[noteKey]string{}
	old, now := d.oldNotes[end], d.nowNotes[end]
	kind, _ := notePart(end)
	for _, id := range old.order {
		oldKeys[noteKey{end, id}] = kind + " old " + id
	}
	for _, id := range now.order {
		nowKeys[noteKey{end, id}] = kind + " new " + id
	}
	for _, p := range compare.Blocks(old.keys(), now.keys()) {
		if p.Moved {
			continue
		}
		pair := &notePair{end: end, old: old.order[p.A], now: now.order[p.B]}
		key := kind + " both " + strconv.Itoa(p.A)
		oldKeys[noteKey{end, pair.old}], nowKeys[noteKey{end, pair.now}] = key, key
		d.notePairs[noteKey{end, pair.now}] = pair
	}
	return oldKeys, nowKeys
}

func (n *notebook) keys() []string {
	keys := make([]string, len(n.order))
	for i, id := range n.order {
		var b strings.Builder
		eachText(n.byID[id], func(s string) { b.WriteString(s) })
		keys[i] = strings.TrimSpace(viet.Fold(b.String()))
	}
	return keys
}

// keptNotes compares the texts of the notes whose signs stayed.
func (d *differ) keptNotes() error {
	for _, end := range []bool{false, true} {
		old, now := d.oldNotes[end], d.nowNotes[end]
		if old.part == nil || now.part == nil {
			continue
		}
		s := d.scope(old.part, now.part)
		for _, id := range now.order {
			pair := d.notePairs[noteKey{end, id}]
			if pair == nil || !pair.kept {
				continue
			}
			if err := s.container(old.byID[pair.old], now.byID[pair.now]); err != nil {
				return err
			}
			now.part.changed = true
		}
	}
	return nil
}

// carryNote copies the note a carried reference leads to. Its text is not
// marked: a note goes and comes back with its sign.
func (s *scope) carryNote(ref *etree.Element) error {
	end := ref.Tag == "endnoteReference"
	old, now := s.oldNotes[end], s.nowNotes[end]
	note := old.byID[attr(ref, "w", "id")]
	if note == nil {
		return nil
	}
	kind, _ := notePart(end)
	if now.part == nil {
		s.newNotes(kind, old, now)
	}
	id := 1
	for known := range now.byID {
		id = max(id, atoi(known)+1)
	}
	ref.CreateAttr("w:id", strconv.Itoa(id))
	copied := note.Copy()
	now.byID[strconv.Itoa(id)] = copied
	if err := s.differ.scope(old.part, now.part).carryOver(copied); err != nil {
		return err
	}
	copied.CreateAttr("w:id", strconv.Itoa(id))
	now.part.root.AddChild(copied)
	now.part.changed = true
	return nil
}

// newNotes makes a notes part with the separators of the old version.
func (s *scope) newNotes(kind string, old, now *notebook) {
	name := s.now.freeName("word/" + kind + ".xml")
	made := s.now.newPart(name, "application/vnd.openxmlformats-officedocument.wordprocessingml."+kind+"+xml",
		`<w:`+kind+` xmlns:w="`+s.now.main.namespace("w")+`"/>`)
	for e := range elements(old.part.root) {
		if t := attr(e, "w", "type"); t != "" && t != "normal" {
			separator := e.Copy()
			stripIdentity(separator)
			made.root.AddChild(separator)
		}
	}
	_, _ = s.now.addLink(s.now.main.name, link{kind: relationshipBase + kind, target: name})
	now.part = made
}
