package consultation

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thao/internal/access"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/synthesis"
)

// ungrouped is a comment as far as grouping is concerned.
type ungrouped struct {
	id      id.ID
	group   id.ID // "" for none yet
	place   collation.State
	node    string
	seq     int64
	said    string // the place as the reply gave it
	start   int64
	source  collation.Source
	text    string
	demand  string
	before  string
	after   string
	quote   string
	founder int64 // order in its group
}

const ungroupedColumns = `id, COALESCE(group_id, ''), place, node_id, node_seq, said_where, quote_start, source, text, demand, words_before, words_after, quote, lead`

func scanUngrouped(r db.Row, u *ungrouped) error {
	return r.Scan(&u.id, &u.group, &u.place, &u.node, &u.seq, &u.said, &u.start, &u.source, &u.text, &u.demand, &u.before, &u.after, &u.quote, &u.founder)
}

// samePlace reports whether two comments may share a group: one state of
// placing, one node, and under review one place as given.
func (u *ungrouped) samePlace(v *ungrouped) bool {
	return u.place == v.place && u.node == v.node && (u.place != collation.Review || u.said == v.said)
}

// Comments taken up in one go, so that neither memory nor a transaction grows
// with the round.
const groupingStep = 2000

// GroupNew puts every comment that was sent and is in no group into one: that
// of comments at its place that say the same, else a new one. What people have
// grouped by hand stays as it is. It is run by a job after replies come in.
func (s *Service) GroupNew(ctx context.Context, docket, round id.ID) (grouped int, err error) {
	for {
		fresh, err := db.All(s.DB.Reader(ctx), scanUngrouped, `
SELECT `+ungroupedColumns+` FROM comment
WHERE docket_id = $1 AND round_id = $2 AND state = 'sent' AND group_id IS NULL
ORDER BY place, node_seq, node_id, said_where, quote_start, id LIMIT $3`, docket, round, groupingStep)
		if err != nil || len(fresh) == 0 {
			return grouped, err
		}
		for from := 0; from < len(fresh); {
			to := from + 1
			for to < len(fresh) && fresh[from].samePlace(&fresh[to]) {
				to++
			}
			if err := s.groupPlace(ctx, docket, round, fresh[from:to]); err != nil {
				return grouped, err
			}
			grouped += to - from
			from = to
		}
	}
}

// errMoved: others grouped at the same place meanwhile.
var errMoved = errors.New("groups at this place have changed")

// groupPlace groups new comments at one place among themselves and with those
// already there, again where others do so at the same time.
func (s *Service) groupPlace(ctx context.Context, docket, round id.ID, fresh []ungrouped) error {
	for {
		err := s.groupAlike(ctx, docket, round, fresh)
		if !errors.Is(err, errMoved) || ctx.Err() != nil {
			return err
		}
	}
}

// groupAlike finds what says the same outside of the transaction, which then
// makes sure that it found it among all that is there.
func (s *Service) groupAlike(ctx context.Context, docket, round id.ID, fresh []ungrouped) error {
	first := fresh[0]
	settled, err := db.All(s.DB.Reader(ctx), scanUngrouped, `
SELECT `+ungroupedColumns+` FROM comment
WHERE docket_id = $1 AND round_id = $2 AND node_id = $3 AND place = $4 AND state = 'sent' AND group_id IS NOT NULL
  AND ($4 <> 'review' OR said_where = $5)
ORDER BY group_id, lead LIMIT $6`, docket, round, first.node, first.place, first.said, 5*groupingStep)
	if err != nil {
		return err
	}
	all := append(settled, fresh...)
	items := make([]synthesis.Item, len(all))
	for i := range all {
		items[i] = all[i].item()
	}
	alike := synthesis.Groups(items)
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Lock("group " + string(round) + " " + first.node); err != nil {
			return err
		}
		now, err := db.Value[int64](tx, `
SELECT COUNT(*) FROM (SELECT 1 FROM comment
WHERE docket_id = $1 AND round_id = $2 AND node_id = $3 AND place = $4 AND state = 'sent' AND group_id IS NOT NULL
  AND ($4 <> 'review' OR said_where = $5) LIMIT $6) c`, docket, round, first.node, first.place, first.said, 5*groupingStep)
		if err != nil {
			return err
		}
		if now != int64(len(settled)) {
			return errMoved
		}
		for _, members := range alike {
			if err := s.joinGroup(tx, docket, round, all, members); err != nil {
				return err
			}
		}
		return nil
	})
}

// joinGroup puts the new ones among members into the group most of the others
// are in, or into a new group.
func (s *Service) joinGroup(tx *db.Tx, docket, round id.ID, all []ungrouped, members []int) error {
	count := map[id.ID]int{}
	var group id.ID
	var fresh []*ungrouped
	for _, m := range members {
		if g := all[m].group; g == "" {
			fresh = append(fresh, &all[m])
		} else if count[g]++; count[g] > count[group] || group == "" {
			group = g
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	slices.SortStableFunc(fresh, func(a, b *ungrouped) int { return b.clarity() - a.clarity() })
	if group == "" {
		made, err := s.addGroup(tx, fresh[0].newGroup(docket, round))
		if err != nil {
			return err
		}
		group = made.ID
	}
	var moved []id.ID
	for _, u := range fresh {
		still, err := db.Value[int64](tx, `SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND id = $2 AND group_id IS NULL AND state = 'sent'`, docket, u.id)
		if err != nil {
			return err
		}
		if still == 1 {
			moved = append(moved, u.id)
		}
	}
	if err := s.moveComments(tx, docket, moved, group); err != nil {
		return err
	}
	program := &access.Actor{}
	before, err := groupOf(tx, docket, group)
	if err != nil {
		return err
	}
	if before.Size > 0 && len(moved) > 0 {
		if err := s.reopen(tx, program, &before); err != nil {
			return err
		}
	}
	return s.resettle(tx, program, "group.find", &before)
}

func (u *ungrouped) newGroup(docket, round id.ID) Group {
	g := Group{Docket: docket, Round: round, NodeSeq: u.seq, Title: Title(u.text, u.before, u.after, u.quote)}
	switch u.place {
	case collation.Placed:
		g.Node = u.node
	case collation.Review:
		g.NodeSeq += reviewSeq
	}
	return g
}

// item is what the comment says, for comparing. It follows package collate: a
// letter's proposal is part of its words, a tracked insertion is told by where
// it stands, a bare mark by the words it marks.
func (u *ungrouped) item() synthesis.Item {
	it := synthesis.Item{Text: u.demand, Before: u.before, After: u.after}
	if it == (synthesis.Item{}) {
		it.Text = u.quote
	}
	if u.source != collation.Tracked && u.text != "" && u.source != web {
		it.Before, it.After = "", ""
	}
	if u.source == collation.Tracked && u.start >= 0 && u.before == "" {
		it.Before = insertionPoint(u.start)
	}
	return it
}

// clarity ranks the members of a group: who gives the words to stand, then who
// says most, is read first.
func (u *ungrouped) clarity() int {
	n := utf8.RuneCountInString(u.text)
	if u.before != "" || u.after != "" {
		n += 1 << 20
	}
	return n
}

// Title is a group's first name: the beginning of what its first comment says.
func Title(text, before, after, quote string) string {
	words := text
	for _, other := range []string{after, before, quote} {
		if strings.TrimSpace(words) == "" {
			words = other
		}
	}
	words = strings.Join(strings.Fields(words), " ")
	const most = 90
	if utf8.RuneCountInString(words) <= most {
		return words
	}
	cut := string([]rune(words)[:most])
	if at := strings.LastIndexByte(cut, ' '); at > most/2 {
		cut = cut[:at]
	}
	return cut + "…"
}

func titleOf(q db.Q, docket, comment id.ID) (string, error) {
	u, _, err := db.One(q, scanUngrouped, `SELECT `+ungroupedColumns+` FROM comment WHERE docket_id = $1 AND id = $2`, docket, comment)
	return Title(u.text, u.before, u.after, u.quote), err
}

// web is the source of comments written on the pages of the site.
const web collation.Source = "web"

// insertionPoint keeps insertions of the same words at different points of one
// node apart.
func insertionPoint(start int64) string { return "@" + strconv.FormatInt(start, 10) }
