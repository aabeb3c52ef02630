package convert

import (
	"bytes"
	"context"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"thao/internal/akn"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
)

// Open reads a document from the bytes of a file of any readable kind; name is
// used for its ending, and without it as the document's name. A file with
// tracked changes is read as it stood before them. Comments in the margin
// become notes. Errors are those of akn.Read and reader.Read.
func Open(ctx context.Context, name string, data []byte) (*akn.Document, error) {
	base := path.Base(strings.ReplaceAll(name, "\\", "/"))
	if IsAKN(base, data) {
		return akn.Read(data)
	}
	file, err := reader.Read(ctx, name, data)
	if err != nil {
		return nil, err
	}
	doc := &akn.Document{Tree: outline.Build(prose.Body(file.Base)), Name: strings.TrimSuffix(base, path.Ext(base))}
	doc.Title = outline.Title(doc.Tree)
	if vietnamese(doc.Tree) {
		doc.Language, doc.Country = "vi", "vn"
	}
	doc.Notes = notesOf(doc.Tree, file.Notes)
	return doc, nil
}

// IsAKN reports whether a file is Akoma Ntoso, by its ending or its first bytes.
func IsAKN(name string, data []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".akn", ".xml":
		return true
	case "":
		return bytes.Contains(data[:min(len(data), 1024)], []byte("<akomaNtoso"))
	}
	return false
}

// vietnamese reports whether a text is, by the letters that no other language
// has: three in a thousand are enough.
func vietnamese(tree *outline.Tree) bool {
	own, all := 0, 0
	tree.Walk(func(n *outline.Node) {
		for _, r := range n.Content() {
			all++
			if r >= 'Ạ' && r <= 'ỹ' || r == 'ơ' || r == 'ư' || r == 'Ơ' || r == 'Ư' {
				own++
			}
		}
	})
	return own*1000 > all*3
}

// notesOf carries the notes of a file to the nodes their words went to.
func notesOf(tree *outline.Tree, notes []prose.Note) []akn.Note {
	if len(notes) == 0 {
		return nil
	}
	index := sourcesOf(tree)
	out := make([]akn.Note, len(notes))
	for i, n := range notes {
		out[i] = akn.Note{
			ID: "note-" + strconv.Itoa(i+1), Start: -1, End: -1, Source: "margin",
			Quote: n.Quote, Text: n.Text, Author: n.Author, Date: n.Date, Resolved: n.Resolved,
		}
		for _, t := range n.Replies {
			out[i].Thread = append(out[i].Thread, akn.Turn{Author: t.Author, Date: t.Date, Text: t.Text})
		}
		if n.Anchored {
			index.place(&out[i], n.At)
		}
	}
	return out
}

// sources are the nodes that have words of each block.
type sources map[int][]sourced

type sourced struct {
	node *outline.Node
	outline.Source
}

func sourcesOf(tree *outline.Tree) sources {
	index := sources{}
	tree.Walk(func(n *outline.Node) {
		for _, s := range n.Sources {
			index[s.Block] = append(index[s.Block], sourced{n, s})
		}
	})
	return index
}

// place gives a note the node its range begins in, and the stretch of it; one
// in a label is set on the whole node.
func (x sources) place(n *akn.Note, at prose.Range) {
	from, ok := x.at(at.From)
	if !ok {
		return
	}
	n.Node = from.node.ID
	content := from.node.Content()
	start := from.At + max(0, at.From.Offset-from.From)
	end := len(content)
	if to, ok := x.at(at.To); ok && to.node == from.node {
		end = to.At + max(0, at.To.Offset-to.From)
	}
	if at.From == at.To || end <= start || start > len(content) {
		return
	}
	n.Start = utf8.RuneCountInString(content[:start])
	n.Quote = content[start:min(end, len(content))]
	n.End = n.Start + utf8.RuneCountInString(n.Quote)
}

// at is the source a point stands in: the last of its block that begins at or
// before it, or the first. A point is brought inside it.
func (x sources) at(p prose.Point) (sourced, bool) {
	list := x[p.Block]
	if len(list) == 0 {
		return sourced{}, false
	}
	best := list[0]
	for _, s := range list[1:] {
		if s.From <= p.Offset && s.From > best.From {
			best = s
		}
	}
	return best, true
}
