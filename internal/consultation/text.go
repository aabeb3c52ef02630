package consultation

import (
	"strings"
	"sync"
	"unicode/utf8"

	"thao/internal/anchor"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/viet"
)

// text is a version's words, made ready for placing comments on them. It is
// read-only.
type text struct {
	tree  *outline.Tree
	nodes map[string]*outline.Node
	seq   map[string]int64
	find  func() *anchor.Text // made when first needed
	lang  locale.Lang         // of paths
}

// textOf reads the text of a version.
func textOf(q db.Q, docket, version id.ID) (*text, error) {
	type row struct {
		outline.Node
		seq    int64
		parent string
	}
	rows, err := db.All(q, func(r db.Row, v *row) error {
		return r.Scan(&v.ID, &v.seq, &v.parent, &v.Kind, &v.Level, &v.Label, &v.Heading, &v.Text)
	}, `SELECT id, seq, parent, kind, level, label, heading, text FROM node WHERE docket_id = $1 AND version_id = $2 ORDER BY seq`, docket, version)
	if err != nil {
		return nil, err
	}
	profile, err := db.Value[string](q, `SELECT profile FROM docket WHERE docket_id = $1`, docket)
	if err != nil {
		return nil, err
	}
	t := &text{tree: &outline.Tree{Nodes: []*outline.Node{}}, nodes: map[string]*outline.Node{}, seq: map[string]int64{}, lang: locale.Vietnamese}
	if profile == "generic" {
		t.lang = locale.English
	}
	for i := range rows {
		n := &rows[i].Node
		n.Children = []*outline.Node{}
		t.nodes[n.ID], t.seq[n.ID] = n, rows[i].seq
		if n.Parent = t.nodes[rows[i].parent]; n.Parent != nil {
			n.Parent.Children = append(n.Parent.Children, n)
		} else {
			t.tree.Nodes = append(t.tree.Nodes, n)
		}
	}
	t.find = sync.OnceValue(func() *anchor.Text { return anchor.NewText(t.tree) })
	return t, nil
}

// path is a node's place as the reader sees it.
func (t *text) path(n *outline.Node) string { return outline.PathString(n, string(t.lang)) }

// put sets a comment on its node, and on the words it quotes there. The draft's
// own words decide: a quote that is not in the node is refused, and what stands
// around it is taken from the draft.
func (t *text) put(c *Comment) error {
	c.Confidence = 1
	if c.Node == "" {
		c.Place, c.Path, c.NodeSeq = General, "", 0
		c.Quote, c.Prefix, c.Suffix, c.Start, c.End = "", "", "", -1, -1
		return nil
	}
	n := t.nodes[c.Node]
	if n == nil {
		return invalid("node", "web.rule.node")
	}
	c.Place, c.Path, c.NodeSeq = Placed, t.path(n), t.seq[n.ID]
	if strings.TrimSpace(c.Quote) == "" {
		c.Quote, c.Prefix, c.Suffix, c.Start, c.End = "", "", "", -1, -1
		return nil
	}
	from, to, ok := t.stands(n, c.Words)
	if !ok {
		return invalid("quote", "web.rule.quote")
	}
	content := n.Content()
	c.Quote, c.Prefix, c.Suffix = content[from:to], lastRunes(content[:from], around), firstRunes(content[to:], around)
	c.Start = utf8.RuneCountInString(content[:from])
	c.End = c.Start + utf8.RuneCountInString(c.Quote)
	return nil
}

// around is how much of the draft is kept on each side of a quote, in code
// points: enough to tell two equal phrases of one clause apart.
const around = 32

// stands finds the bytes of a node's content that a quote is: where it says
// that it stands, else where the anchor finds it.
func (t *text) stands(n *outline.Node, w Words) (from, to int, ok bool) {
	content := n.Content()
	if from, to, ok = runeRange(content, w.Start, w.End); ok && sameQuote(content[from:to], w.Quote) {
		return from, to, true
	}
	hits := t.find().Find(anchor.Quote{Exact: w.Quote, Prefix: w.Prefix, Suffix: w.Suffix, Within: []*outline.Node{n}})
	for _, h := range hits {
		if h.Node == n && h.Start >= 0 && h.Score >= anchor.Floor {
			return h.Start, h.End, true
		}
	}
	return 0, 0, false
}

// sameQuote: browsers give white space and composed letters in their own way.
func sameQuote(a, b string) bool {
	squeeze := func(s string) string { return strings.Join(strings.Fields(viet.NFC(s)), " ") }
	return squeeze(a) == squeeze(b)
}

// runeRange turns offsets in code points into bytes.
func runeRange(s string, start, end int) (from, to int, ok bool) {
	if start < 0 || end <= start {
		return 0, 0, false
	}
	from, to = -1, -1
	n := 0
	for i := range s {
		if n == start {
			from = i
		}
		if n == end {
			to = i
			break
		}
		n++
	}
	if to < 0 && n == end {
		to = len(s)
	}
	return from, to, from >= 0 && to > from
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func lastRunes(s string, n int) string {
	for i := len(s); i > 0; n-- {
		if n == 0 {
			return s[i:]
		}
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s
}
