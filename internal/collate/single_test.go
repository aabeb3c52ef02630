package collate_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/corpus"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
)

// Replies read one by one, each from its bytes, give what the folder gives; so
// they do where the draft is known only by its tree.
func TestRepliesOneByOne(t *testing.T) {
	for _, name := range []string{"du-thao-1.docx", "du-thao-1-go-tay.docx"} {
		want := collateSamples(t, name)
		file := readSample(t, name)
		blocks := prose.Body(file.Document.Base)
		t.Run(name, func(t *testing.T) {
			sameCollation(t, want, oneByOne(t, collate.NewDraft(name, blocks), want.Replies))
		})
		t.Run(name+" by its tree", func(t *testing.T) {
			tree := bare(outline.Build(blocks))
			sameCollation(t, want, oneByOne(t, collate.DraftOf(name, tree, blocks), want.Replies))
		})
		t.Run(name+" by its tree alone", func(t *testing.T) {
			got := oneByOne(t, collate.DraftOf(name, bare(outline.Build(blocks)), nil), want.Replies)
			got.Passages = want.Passages // cells of several paragraphs are not told apart
			sameCollation(t, want, got)
		})
	}
}

func readSample(t *testing.T, name string) *reader.File {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus.Root(t), "samples", "de-an", name))
	if err != nil {
		t.Fatal(err)
	}
	file, err := reader.Open(context.Background(), name, data)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// bare forgets where the words of a tree come from.
func bare(tree *outline.Tree) *outline.Tree {
	tree.Walk(func(n *outline.Node) { n.Sources = nil })
	return tree
}

func oneByOne(t *testing.T, d *collate.Draft, replies []collation.Reply) *collation.Collation {
	t.Helper()
	dir := filepath.Join(corpus.Root(t), "samples", "de-an", "tra-loi")
	list, err := os.ReadFile(filepath.Join(dir, "bodies.csv"))
	if err != nil {
		t.Fatal(err)
	}
	listed, err := collate.ReadList(list)
	if err != nil {
		t.Fatal(err)
	}
	c, ready := &collation.Collation{}, collate.NewList(listed)
	for _, reply := range replies {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(reply.File)))
		if err != nil {
			t.Fatal(err)
		}
		r := collate.ReadReply(context.Background(), d, ready, reply.File, data, collate.Options{})
		c.Replies = append(c.Replies, r.Reply)
		c.Comments = append(c.Comments, r.Comments...)
		c.Passages = append(c.Passages, r.Passages...)
		c.Problems = append(c.Problems, r.Problems...)
	}
	c.Groups = d.Arrange(c.Comments)
	return c
}

func sameCollation(t *testing.T, want, got *collation.Collation) {
	t.Helper()
	if !reflect.DeepEqual(got.Replies, want.Replies) {
		t.Errorf("replies\n%+v\nwant\n%+v", got.Replies, want.Replies)
	}
	if len(got.Comments) != len(want.Comments) {
		t.Fatalf("%d comments, want %d", len(got.Comments), len(want.Comments))
	}
	for i, c := range want.Comments {
		if !reflect.DeepEqual(got.Comments[i], c) {
			t.Errorf("comment %d\n%+v\nwant\n%+v", i, got.Comments[i], c)
		}
	}
	if !reflect.DeepEqual(got.Groups, want.Groups) {
		t.Errorf("groups\n%+v\nwant\n%+v", got.Groups, want.Groups)
	}
	if !reflect.DeepEqual(got.Passages, want.Passages) {
		t.Errorf("passages differ: %d, want %d", len(got.Passages), len(want.Passages))
	}
}
