package consultation

import (
	"context"
	"slices"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/id"
)

// Behind is what was said about one node of a version: what may stand behind a
// change there.
type Behind struct {
	Node     string        `json:"node"`
	Comments int64         `json:"comments"`
	Groups   int64         `json:"groups"`
	Verdict  string        `json:"verdict"` // of all the groups; "" where they have none, or not the same
	Leading  []BehindGroup `json:"leading"` // the largest groups, where they were asked for
}

// BehindGroup is a group with its first comment.
type BehindGroup struct {
	Round  id.ID  `json:"round"`
	Group  id.ID  `json:"group"`
	Number int64  `json:"number"`
	Size   int64  `json:"size"`
	Body   string `json:"body"` // of its first comment
	Text   string `json:"text"`
}

// mostLeading groups of a node are told.
const mostLeading = 3

// aboutVersion chooses the groups of the rounds that asked about a version.
const aboutVersion = `g.docket_id = $1 AND g.round_id IN (SELECT id FROM round WHERE docket_id = $1 AND version_id = $2 AND state <> 'preparing')
  AND g.node_id <> '' AND g.size > 0`

// Behind says for each node of a version how much was said about it, and of the
// nodes that lead then chooses, by whom. asked is false where no round asked
// about the version.
func (s *Service) Behind(ctx context.Context, who *access.Actor, docket, version id.ID, lead func(map[string]*Behind) []string) (behind map[string]*Behind, asked bool, err error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, Docket: docket}); err != nil {
		return nil, false, err
	}
	behind = map[string]*Behind{}
	err = s.DB.View(ctx, func(q db.Reader) error {
		rounds, err := db.Value[int64](q, `SELECT COUNT(*) FROM round WHERE docket_id = $1 AND version_id = $2 AND state <> 'preparing'`, docket, version)
		if asked = rounds > 0; err != nil || !asked {
			return err
		}
		if err := countBehind(q, docket, version, behind); err != nil {
			return err
		}
		for nodes := range slices.Chunk(lead(behind), atOnce) {
			if err := leadBehind(q, docket, version, nodes, behind); err != nil {
				return err
			}
		}
		return nil
	})
	return behind, asked, err
}

func countBehind(q db.Q, docket, version id.ID, behind map[string]*Behind) error {
	type row struct {
		Behind
		least, most string
	}
	list, err := db.All(q, func(r db.Row, v *row) error { return r.Scan(&v.Node, &v.Groups, &v.Comments, &v.least, &v.most) }, `
SELECT g.node_id, COUNT(*), CAST(SUM(g.size) AS BIGINT), MIN(g.verdict), MAX(g.verdict) FROM comment_group g
WHERE `+aboutVersion+` GROUP BY g.node_id`, docket, version)
	for _, v := range list {
		b := v.Behind
		if v.least == v.most {
			b.Verdict = v.most
		}
		b.Leading = []BehindGroup{}
		behind[b.Node] = &b
	}
	return err
}

func leadBehind(q db.Q, docket, version id.ID, nodes []string, behind map[string]*Behind) error {
	w := &db.Where{Args: []any{docket, version, mostLeading}}
	db.AndIn(w, `g.node_id`, nodes)
	type row struct {
		node string
		BehindGroup
	}
	list, err := db.All(q, func(r db.Row, v *row) error {
		return r.Scan(&v.node, &v.Round, &v.Group, &v.Number, &v.Size, &v.Body, &v.Text)
	}, `
SELECT g.node_id, g.round_id, g.id, g.number, g.size, c.body_name, c.text
FROM (SELECT g.docket_id, g.node_id, g.round_id, g.id, g.number, g.size,
        ROW_NUMBER() OVER (PARTITION BY g.node_id ORDER BY g.size DESC, g.number) AS rank
      FROM comment_group g WHERE `+aboutVersion+` AND `+w.SQL()+`) g
JOIN comment c ON c.docket_id = g.docket_id AND c.id = (
  SELECT m.id FROM comment m WHERE m.docket_id = g.docket_id AND m.group_id = g.id AND m.state = 'sent' ORDER BY m.lead, m.id LIMIT 1)
WHERE g.rank <= $3 ORDER BY g.node_id, g.rank`, w.Args...)
	for _, v := range list {
		if b := behind[v.node]; b != nil {
			b.Leading = append(b.Leading, v.BehindGroup)
		}
	}
	return err
}
