package consultation

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/viet"
)

// lowered lets words be rare that are in up to few comments, and dense that are
// in up to four times as many, and lists be looked through no further than a few
// steps before it is asked.
func lowered(t *testing.T, few, ahead int) {
	before := []int{rareWords, denseWords, aheadComments, aheadGroups}
	rareWords, denseWords, aheadComments, aheadGroups = few, 4*few, ahead, ahead
	t.Cleanup(func() { rareWords, denseWords, aheadComments, aheadGroups = before[0], before[1], before[2], before[3] })
}

// scatteredWords are those the comments of scattered are made of.
var scatteredWords = strings.Fields("biên chế trụ sở cán bộ luân chuyển tài sản thẩm quyền")

// scattered puts groups of one to four comments of a few words here and there,
// in every state, some with answers of their own.
func (k *desk) scattered(dice *rand.Rand, groups int) {
	k.t.Helper()
	pick := func(list ...string) string { return list[dice.IntN(len(list))] }
	k.must(k.DB.Write(k.t.Context(), func(tx *db.Tx) error {
		for n := range groups {
			seq := int64(dice.IntN(6))
			g := Group{Docket: k.docket, Round: k.round, NodeSeq: seq}
			if seq > 0 {
				g.Node = fmt.Sprint("point_", seq)
			}
			g, err := k.addGroup(tx, g)
			if err != nil {
				return err
			}
			for range 1 + dice.IntN(4) {
				c := Comment{Docket: k.docket, ID: id.New(), Round: k.round, Reply: k.reply, Body: id.ID(pick("b1", "b2")), State: Sent, Source: "letter",
					Words: Words{Node: g.Node, Kind: CommentKinds()[dice.IntN(4)]}, NodeSeq: seq, Place: pick(Placed, Review), Group: g.ID, Rev: 1}
				if seq == 0 {
					c.Place = General
				}
				for range 1 + dice.IntN(3) {
					c.Text += pick(scatteredWords...) + " "
				}
				if err := k.add(tx, c); err != nil {
					return err
				}
				if dice.IntN(6) > 0 {
					continue
				}
				_, err := tx.Exec(`
INSERT INTO answer (docket_id, id, group_id, comment_id, verdict, reason, wording, state, written_by, written, confirmer, confirmed_by, confirmed, rev)
VALUES ($1, $2, $3, $4, 'noted', '', '', 'drafted', '', 1, '', '', 0, 1)`, k.docket, id.New(), g.ID, c.ID)
				if err != nil {
					return err
				}
			}
			state := GroupStates()[n%4]
			verdict := ""
			if state != GroupOpen {
				verdict = pick(Verdicts()...)
			}
			_, err = tx.Exec(`UPDATE comment_group SET state = $3, verdict = $4, assigned = $5 WHERE docket_id = $1 AND id = $2`,
				k.docket, g.ID, state, verdict, pick("", "", string(k.drafter.Account), string(k.reviewer.Account)))
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// filter is one that somebody may think of.
func (k *desk) filter(dice *rand.Rand) (f DeskFilter) {
	pick := func(list ...string) string { return list[dice.IntN(len(list))] }
	f.State = pick("", "", "open", "drafted", "submitted", "confirmed", Unanswered)
	f.Verdict = pick(append(Verdicts(), "", "", "")...)
	f.Assigned = id.ID(pick("", "", string(Nobody), string(k.drafter.Account)))
	f.Node = pick("", "", "point_3", "nowhere")
	f.Differ = dice.IntN(4) == 0
	f.Words = pick("", "", "bien che", "Biên", "t", "luan ch", "voi", "so can", "quyen ", "!", `"can bo"`, `"bo can"`)
	return f
}

// The desk shows those groups, and those alone, that one would find by looking
// at each, whatever is asked together and whether its words are common or rare.
func TestTheDeskShowsWhatItIsAskedFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		lowered(t, 12, 3)
		dice := rand.New(rand.NewPCG(3, 5))
		k, ctx := newDesk(t, d), t.Context()
		k.scattered(dice, 150)
		all := k.groups()
		folded, differ := k.folded(), map[id.ID]bool{}
		for _, g := range all {
			differ[g.ID] = slices.ContainsFunc(k.answers(g.ID), func(a Answer) bool { return a.Comment != "" })
		}
		some := 0
		for range 300 {
			f := k.filter(dice)
			aheadGroups = []int{3, 1000}[dice.IntN(2)]
			var want []id.ID
			for _, g := range all {
				if f.holds(listedGroup{state: g.State, verdict: g.Verdict, node: g.Node, assigned: g.Assigned}) &&
					(!f.Differ || differ[g.ID]) && slices.ContainsFunc(folded[g.ID], func(c string) bool { return says(c, f.Words) }) {
					want = append(want, g.ID)
				}
			}
			some += min(len(want), 1)
			if got := k.paged(f, 7); !slices.Equal(got, want) {
				t.Fatalf("%+v: %d groups, not %d", f, len(got), len(want))
			}
			if len(want) == 0 {
				continue
			}
			at := dice.IntN(len(want))
			on := all[slices.IndexFunc(all, func(g Group) bool { return g.ID == want[at] })]
			before, after, err := k.Beside(ctx, k.lead, on, f)
			k.must(err)
			if (before == nil) != (at == 0) || (after == nil) != (at == len(want)-1) ||
				before != nil && before.ID != want[at-1] || after != nil && after.ID != want[at+1] {
				t.Fatalf("%+v: beside %d of %d are %v and %v", f, at, len(want), before, after)
			}
		}
		if some < 60 {
			t.Errorf("only %d filters found something", some)
		}
		_, err := k.Groups(ctx, &access.Actor{Account: id.New()}, k.docket, k.round, DeskFilter{Words: "bien che"}, DeskCursor{}, 10)
		if fault.CodeOf(err) != fault.Denied {
			t.Errorf("a stranger: %v", err)
		}
	})
}

// folded are the words of each group's comments.
func (k *desk) folded() map[id.ID][]string {
	k.t.Helper()
	out := map[id.ID][]string{}
	rows, err := db.All(k.DB.Reader(k.t.Context()), func(r db.Row, v *[2]string) error { return r.Scan(&v[0], &v[1]) },
		`SELECT group_id, folded FROM comment WHERE docket_id = $1`, k.docket)
	k.must(err)
	for _, v := range rows {
		out[id.ID(v[0])] = append(out[id.ID(v[0])], v[1])
	}
	return out
}

// says reports whether all words looked for are in a comment, the last one as
// the beginning of a word unless a space follows it; those in quotes one after
// the other.
func says(folded, looked string) bool {
	looked = viet.Fold(looked)
	words := db.Tokens(looked)
	if strings.HasPrefix(looked, `"`) {
		return strings.Contains(folded, " "+strings.Join(words, " ")+" ")
	}
	for i, word := range words {
		if i < len(words)-1 || strings.HasSuffix(looked, " ") {
			word += " "
		}
		if !strings.Contains(folded, " "+word) {
			return false
		}
	}
	return len(words) > 0 || strings.TrimSpace(looked) == ""
}

// paged is the whole of a filtered desk, some groups at a time.
func (k *desk) paged(f DeskFilter, limit int) (out []id.ID) {
	k.t.Helper()
	for at := (DeskCursor{-1, 0}); ; {
		list, err := k.Groups(k.t.Context(), k.lead, k.docket, k.round, f, at, limit)
		k.must(err)
		for _, g := range list {
			out = append(out, g.ID)
			at = g.After()
		}
		if len(list) < limit {
			return out
		}
	}
}

// plan is how SQLite goes about a question.
func plan(t *testing.T, q db.Q, query string, args ...any) string {
	t.Helper()
	type step struct {
		id, parent, unused int64
		detail             string
	}
	list, err := db.All(q, func(r db.Row, s *step) error { return r.Scan(&s.id, &s.parent, &s.unused, &s.detail) }, `EXPLAIN QUERY PLAN `+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range list {
		out = append(out, s.detail)
	}
	return strings.Join(out, "; ")
}

// Each filter of the desk goes along the index that leads to the fewest, in the
// order of the desk; and what is named is looked up by its key.
func TestTheDeskGoesAlongItsIndexes(t *testing.T) {
	d := dbtest.SQLite(t)
	q := d.Reader(t.Context())
	for _, c := range []struct {
		f     DeskFilter
		index string
	}{
		{DeskFilter{}, "comment_group_desk"},
		{DeskFilter{Words: "bien che"}, "comment_group_desk"},
		{DeskFilter{State: "drafted"}, "comment_group_state"},
		{DeskFilter{Verdict: "noted"}, "comment_group_verdict"},
		{DeskFilter{State: "drafted", Assigned: "x"}, "comment_group_assigned"},
		{DeskFilter{State: Unanswered, Verdict: "noted", Assigned: Nobody}, "comment_group_assigned"},
		{DeskFilter{State: "drafted", Verdict: "noted", Assigned: "x", Node: "point_c"}, "comment_group_node"},
	} {
		for _, forward := range []bool{true, false} {
			w := c.f.where("d", "r")
			w.from(DeskCursor{7, 7}, &DeskCursor{9, 9}, forward)
			got := plan(t, q, `SELECT `+groupColumns+` FROM comment_group g WHERE `+w.SQL()+deskOrder(forward)+` LIMIT 60`, w.Args...)
			if !strings.Contains(got, "INDEX "+c.index+" ") || strings.Contains(got, "TEMP B-TREE") {
				t.Errorf("%+v: %s", c.f, got)
			}
		}
	}
	for _, named := range []func(*db.Where) string{namedComments, namedGroups} {
		w := &db.Where{}
		if got := plan(t, q, named(w), w.Args...); !strings.Contains(got, "docket_id=? AND id=?") {
			t.Errorf("what is named: %s", got)
		}
	}
}

func namedComments(w *db.Where) string { return listedCommentsSQL(w, "d", []string{"c"}) }
func namedGroups(w *db.Where) string   { return listedGroupsSQL(w, "d", []id.ID{"g"}) }
