package draft

import (
	"fmt"
	"strconv"
	"strings"

	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/viet"
)

// SearchKind is the kind the nodes of a docket's newest confirmed version are
// found as.
const SearchKind = "node"

// Of what is found, the newest entry is given first. Nodes are entered from the
// last to the first, so that they are found in the order of the text.
const lastSeq = 999_999

func entryOf(version id.ID, n Node) string {
	return fmt.Sprintf("%s.%06d", version, lastSeq-min(n.Seq, lastSeq))
}

// enter lets the nodes of a version be found, in place of those of the version
// before.
func enter(tx *db.Tx, docket, version id.ID, list []Node) error {
	old, err := db.Values[string](tx, `SELECT ref FROM search_entry WHERE docket_id = $1 AND kind = $2`, docket, SearchKind)
	if err != nil {
		return err
	}
	for _, ref := range old {
		if err := db.DeleteWords(tx, docket, SearchKind, ref); err != nil {
			return err
		}
	}
	for i := len(list) - 1; i >= 0; i-- {
		words := viet.Fold(list[i].Label + " " + list[i].Content())
		if len(db.Tokens(words)) == 0 {
			continue
		}
		if err := db.PutWords(tx, docket, SearchKind, entryOf(version, list[i]), words); err != nil {
			return err
		}
	}
	return nil
}

// EnteredNode is a node with its version.
type EnteredNode struct {
	Version id.ID
	Node
}

// Entered reads the nodes that entries stand for. All are of one version.
func Entered(q db.Q, docket id.ID, refs []string) (map[string]EnteredNode, error) {
	out := map[string]EnteredNode{}
	var version id.ID
	var seqs []int64
	for _, ref := range refs {
		first, rest, _ := strings.Cut(ref, ".")
		back, err := strconv.ParseInt(rest, 10, 64)
		if err != nil || version != "" && id.ID(first) != version {
			continue
		}
		version = id.ID(first)
		seqs = append(seqs, lastSeq-back)
	}
	if len(seqs) == 0 {
		return out, nil
	}
	w := &db.Where{}
	w.And(`docket_id = ?`, docket)
	w.And(`version_id = ?`, version)
	db.AndIn(w, `seq`, seqs)
	list, err := db.All(q, scanNode, `SELECT `+nodeColumns+` FROM node WHERE `+w.SQL(), w.Args...)
	for _, n := range list {
		out[entryOf(version, n)] = EnteredNode{version, n}
	}
	return out, err
}

// Around is where words stand in a text: all of them as they were typed, or
// else the first of them that is there; the beginning of the text where none is.
func Around(text, words string) Hit {
	for _, w := range append([]string{words}, strings.Fields(words)...) {
		if h, ok := find(text, strings.Trim(w, `"“”`)); ok {
			return h
		}
	}
	return Hit{After: head(text, 2*around)}
}
