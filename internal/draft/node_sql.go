package draft

import (
	"strconv"
	"strings"

	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

const nodeColumns = `id, seq, parent, depth, kind, level, label, heading, text, origin, rev, edited, edited_by`

func scanNode(r db.Row, n *Node) error {
	return r.Scan(&n.ID, &n.Seq, &n.Parent, &n.Depth, &n.Kind, &n.Level, &n.Label, &n.Heading, &n.Text, &n.Origin, &n.Rev, &n.Edited, &n.EditedBy)
}

func nodes(q db.Q, docket, version id.ID) ([]Node, error) {
	return db.All(q, scanNode, `SELECT `+nodeColumns+` FROM node WHERE docket_id = $1 AND version_id = $2 ORDER BY seq`, docket, version)
}

func readNode(q db.Q, docket, version id.ID, node string) (Node, bool, error) {
	return db.One(q, scanNode, `SELECT `+nodeColumns+` FROM node WHERE docket_id = $1 AND version_id = $2 AND id = $3`, docket, version, node)
}

func readText(q db.Q, docket, version id.ID) (*Text, error) {
	v, err := readVersion(q, docket, version)
	if err != nil {
		return nil, err
	}
	list, err := nodes(q, docket, version)
	return &Text{Version: v, Nodes: list}, err
}

// nodesAtOnce are the rows of one statement: enough that statements do not
// count, few enough for every engine's bound on values.
const nodesAtOnce = 60

const nodeWidth = 15

// insertStatement is the statement for a number of rows.
func insertStatement(rows int) string {
	var b strings.Builder
	b.WriteString(`INSERT INTO node (docket_id, version_id, ` + nodeColumns + `) VALUES `)
	for r := range rows {
		if r > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		for c := range nodeWidth {
			if c > 0 {
				b.WriteString(", ")
			}
			b.WriteString("$" + strconv.Itoa(r*nodeWidth+c+1))
		}
		b.WriteByte(')')
	}
	return b.String()
}

var insertMany, insertOne = insertStatement(nodesAtOnce), insertStatement(1)

func insertNodes(tx *db.Tx, docket, version id.ID, list []Node) error {
	for len(list) > 0 {
		rows, statement := 1, insertOne
		if len(list) >= nodesAtOnce {
			rows, statement = nodesAtOnce, insertMany
		}
		args := make([]any, 0, rows*nodeWidth)
		for _, n := range list[:rows] {
			args = append(args, docket, version, n.ID, n.Seq, n.Parent, n.Depth, n.Kind, n.Level, n.Label, n.Heading, n.Text, n.Origin, n.Rev, n.Edited, n.EditedBy)
		}
		if _, err := tx.Exec(statement, args...); err != nil {
			return err
		}
		list = list[rows:]
	}
	return nil
}

// replaceNodes writes all nodes of a version anew.
func replaceNodes(tx *db.Tx, docket, version id.ID, list []Node) error {
	if _, err := tx.Exec(`DELETE FROM node WHERE docket_id = $1 AND version_id = $2`, docket, version); err != nil {
		return err
	}
	return insertNodes(tx, docket, version, list)
}

// updateNode writes the words of a node. Stale where its revision is not rev.
func updateNode(tx *db.Tx, docket, version id.ID, n Node, rev int64) error {
	changed, err := tx.Exec(`
UPDATE node SET label = $5, heading = $6, text = $7, rev = $8, edited = $9, edited_by = $10
WHERE docket_id = $1 AND version_id = $2 AND id = $3 AND rev = $4`,
		docket, version, n.ID, rev, n.Label, n.Heading, n.Text, n.Rev, n.Edited, n.EditedBy)
	if err == nil && changed == 0 {
		err = fault.New(fault.Stale)
	}
	return err
}
