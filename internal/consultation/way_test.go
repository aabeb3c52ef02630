package consultation

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
	"thao/internal/viet"
)

// nodeAt is a place comments stand at.
type nodeAt struct {
	id  string
	seq int64
}

// strewn puts comments of three bodies here and there, of every kind and state,
// by those who may write them and from files.
func (k *asking) strewn(dice *rand.Rand, round id.ID, nodes []nodeAt, many int) {
	k.t.Helper()
	bodies := []id.ID{k.bodies[bodyA], k.bodies[bodyB], k.unit}
	authors := []id.ID{"", k.head.Account, k.staff.Account, k.secretary.Account}
	states := []CommentState{Draft, Handed, Included, Sent, Sent, Sent, Withdrawn}
	k.must(k.DB.Write(k.t.Context(), func(tx *db.Tx) error {
		replies := map[id.ID]id.ID{}
		for _, body := range bodies {
			replies[body] = id.New()
			if err := k.file(tx, replies[body], round, body, Sealed); err != nil {
				return err
			}
		}
		// Files of several bodies: one that was read, and one that was dropped with what was in it.
		table, dropped := id.New(), id.New()
		for reply, state := range map[id.ID]ReplyState{table: Sealed, dropped: Dropped} {
			if err := k.file(tx, reply, round, "", state); err != nil {
				return err
			}
		}
		for n := range many {
			at := nodes[dice.IntN(len(nodes))]
			body := bodies[dice.IntN(len(bodies))]
			c := Comment{Docket: k.docket, ID: id.New(), Round: round, Reply: replies[body], Body: body, Account: authors[dice.IntN(len(authors))],
				State: states[dice.IntN(len(states))], Source: Web, NodeSeq: at.seq, Place: []string{Placed, Review}[dice.IntN(2)], Rev: 1,
				Words: Words{Node: at.id, Kind: CommentKinds()[dice.IntN(4)], Start: -1, End: -1}}
			if at.id == "" {
				c.Place = General
			}
			switch n % 9 {
			case 0:
				c.Reply, c.State = table, Sent
			case 1:
				c.Reply, c.State = dropped, Withdrawn
			}
			for range 1 + dice.IntN(3) {
				c.Text += scatteredWords[dice.IntN(len(scatteredWords))] + " "
			}
			if err := k.add(tx, c); err != nil {
				return err
			}
		}
		return nil
	}))
}

// file puts a reply that came by mail.
func (k *asking) file(tx *db.Tx, reply, round, body id.ID, state ReplyState) error {
	_, err := tx.Exec(`
INSERT INTO reply (docket_id, id, round_id, body_id, body_name, via, state, agrees, number, dated, words, file_id, problem, rule, receipt, hash, sealed, sealed_by, rev, created, created_by)
VALUES ($1, $2, $3, $4, '', 'mail', $6, $5, '', '', '', '', '', '', '', '', 1, '', 1, 1, '')`, k.docket, reply, round, body, false, state)
	return err
}

func (k *asking) wish(dice *rand.Rand, nodes []nodeAt) (f Filter) {
	often := func(list ...string) string { return append(list, "", "", "")[dice.IntN(len(list)+3)] }
	f.Body = id.ID(often(string(k.bodies[bodyA]), string(k.bodies[bodyB]), "nobody"))
	f.State = CommentState(often("draft", "included", "sent", "sent", "withdrawn"))
	f.Node = often(nodes[1].id, nodes[2].id, "nowhere")
	f.Place = often(Placed, Review, General)
	f.Kind = CommentKind(often("replace", "add", "delete", "other"))
	f.Mine = dice.IntN(5) == 0
	f.Words = often("bien che", "Biên", "t", "luan ch", "voi", "so can", "quyen ", "!", `"can bo"`)
	return f
}

// Whoever looks, and whatever they ask for together, lists those comments, and
// those alone, that one would find by looking at each: that may be seen, and are
// as asked for.
func TestCommentsAreListedAsAskedFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		lowered(t, 20, 3)
		dice := rand.New(rand.NewPCG(7, 9))
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		nodes := []nodeAt{{"", 0}}
		k.must(func() error {
			list, err := db.All(d.Reader(ctx), func(r db.Row, n *nodeAt) error { return r.Scan(&n.id, &n.seq) },
				`SELECT id, seq FROM node WHERE docket_id = $1 AND version_id = $2 ORDER BY seq LIMIT 5`, k.docket, k.version)
			nodes = append(nodes, list...)
			return err
		}())
		k.strewn(dice, r.ID, nodes, 400)
		both := k.account("Thư ký của hai bên", false) // of the team, and of a body
		k.exec(`INSERT INTO docket_role (docket_id, account_id, role) VALUES ($1, $2, 'drafter')`, k.docket, both)
		k.member(k.bodies[bodyB], both, access.Staff)
		k.reload()
		people := []*access.Actor{k.secretary, k.head, k.staff, k.below, k.other, k.load(both)}

		all, err := db.All(d.Reader(ctx), scanComment, `SELECT `+commentColumns+` FROM comment WHERE docket_id = $1 AND round_id = $2 ORDER BY node_seq, id`, k.docket, r.ID)
		k.must(err)
		some := 0
		for n := range 600 {
			who, f := people[n%len(people)], k.wish(dice, nodes)
			if n%3 == 0 {
				f.Reply = all[dice.IntN(len(all))].Reply
			}
			aheadComments = []int{3, 1000}[dice.IntN(2)]
			var want []id.ID
			for _, c := range all {
				if who.May(access.CommentRead, c.Resource()) && (f.State == "" || c.State == f.State) && f.holds(c, who.Account) && says(c.folded(), f.Words) {
					want = append(want, c.ID)
				}
			}
			some += min(len(want), 1)
			if got := k.listed(who, r.ID, f, 9); !slices.Equal(got, want) {
				t.Fatalf("%s, %+v: %d comments, not %d", who.Name, f, len(got), len(want))
			}
		}
		if some < 90 {
			t.Errorf("only %d lists have something", some)
		}
	})
}

// holds is what a filter asks of a comment, but for its state and its words.
func (f Filter) holds(c Comment, me id.ID) bool {
	return (f.Body == "" || c.Body == f.Body) && (f.Reply == "" || c.Reply == f.Reply) && (f.Node == "" || c.Node == f.Node) &&
		(f.Place == "" || c.Place == f.Place) && (f.Kind == "" || c.Kind == f.Kind) && (!f.Mine || c.Account == me)
}

// listed is a whole list, some comments at a time.
func (k *asking) listed(who *access.Actor, round id.ID, f Filter, limit int) (out []id.ID) {
	k.t.Helper()
	for at := (Cursor{}); ; {
		list, err := k.Comments(k.t.Context(), who, k.docket, round, f, at, limit)
		k.must(err)
		for _, c := range list {
			out = append(out, c.ID)
			at = c.Cursor()
		}
		if len(list) < limit {
			return out
		}
	}
}

// Each filter goes along the index that leads to the fewest, in the order of the
// draft or to so few that they are sorted.
func TestCommentsAreListedAlongTheirIndexes(t *testing.T) {
	d := dbtest.SQLite(t)
	q := d.Reader(t.Context())
	docket := id.New()
	team := &access.Actor{Account: id.New(), Dockets: map[id.ID][]access.Role{docket: {access.Secretary}}}
	body := func(serves ...id.ID) *access.Actor {
		return &access.Actor{Account: id.New(), Serves: serves, Asked: []id.ID{docket}}
	}
	elsewhere := body("a") // and on the team of another docket
	elsewhere.Dockets = map[id.ID][]access.Role{id.New(): {access.Secretary}}
	for _, c := range []struct {
		who   *access.Actor
		f     Filter
		index string
	}{
		{team, Filter{}, "comment_order"},
		{team, Filter{Words: "bien che"}, "comment_order"},
		{team, Filter{Kind: Delete}, "comment_kind"},
		{team, Filter{Place: Review, Words: "bien che"}, "comment_kind"},
		{team, Filter{Kind: Other, Place: General}, "comment_kind"},
		{team, Filter{Mine: true, Kind: Other, Place: Placed}, "comment_who"},
		{team, Filter{Body: "b", Kind: Other}, "comment_body"},
		{team, Filter{Node: "n", Body: "b", Kind: Other}, "comment_order"},
		{team, Filter{Reply: "r", Body: "b", Kind: Other}, "comment_reply"},
		{body("a"), Filter{}, "comment_body"},
		{body("a", "b"), Filter{Kind: Other, State: Sent}, "comment_body"},
		{body("a"), Filter{Mine: true}, "comment_who"},
		{elsewhere, Filter{}, "comment_body"},
	} {
		for _, w := range c.f.ways(c.who, docket, "r") {
			index := c.index
			if w.unsent {
				index = "comment_reply"
			}
			w.from(Cursor{7, "x"})
			if c.f.Words != "" {
				w.phrases(`folded`, viet.Fold(c.f.Words))
			}
			got := plan(t, q, `SELECT `+commentColumns+` FROM comment WHERE `+w.SQL()+` ORDER BY `+w.order()+` LIMIT 50`, w.Args...)
			if !strings.Contains(got, "INDEX "+index+" ") || strings.Contains(got, "TEMP B-TREE") != w.sorted || !w.sorted && strings.HasSuffix(got, index+" (docket_id=? AND round_id=?)") && index != "comment_order" {
				t.Errorf("%+v: %s, not %s", c.f, got, index)
			}
		}
		w := c.f.where(c.who, docket, "r", byKey)
		named(&w.Where, `id`, []id.ID{"c"})
		if got := plan(t, q, `SELECT `+commentColumns+` FROM comment WHERE `+w.SQL(), w.Args...); !strings.Contains(got, "(docket_id=? AND id=?)") {
			t.Errorf("%+v, named: %s", c.f, got)
		}
	}
}

// What is sent between the two questions of a list is in it, once.
func TestWhatIsSentMeanwhileIsListed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		var want []id.ID
		for range 4 {
			want = append(want, k.write(k.staff, r.ID, k.words("Đề nghị làm rõ.", Included)).ID)
		}
		asked := 0
		list, err := Filter{}.along(d.Reader(ctx), k.head, k.docket, r.ID, 10, func(way) {
			if asked++; asked == 2 {
				_, err := k.Seal(ctx, k.head, k.docket, r.ID, k.bodies[bodyA], 0)
				k.must(err)
			}
		})
		k.must(err)
		var got []id.ID
		for _, c := range list {
			got = append(got, c.ID)
		}
		if slices.Sort(got); asked != 2 || !slices.Equal(got, want) {
			t.Errorf("%d questions list %v, not %v", asked, got, want)
		}
	})
}
