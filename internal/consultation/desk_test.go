package consultation

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/matrix"

	"pgregory.net/rapid"
)

// desk is a round with comments, as the desk finds it.
type desk struct {
	*Service
	t                       *testing.T
	docket, round, reply    id.ID
	lead, drafter, reviewer *access.Actor
}

func newDesk(t *testing.T, d *db.DB) *desk {
	now := clock.At(time.Date(2026, 4, 10, 2, 0, 0, 0, time.UTC))
	k := &desk{Service: &Service{DB: d, Clock: now.Now}, t: t, docket: id.New(), round: id.New(), reply: id.New()}
	actor := func(role access.Role) *access.Actor {
		return &access.Actor{Account: id.New(), Name: string(role), Dockets: map[id.ID][]access.Role{k.docket: {role}}}
	}
	k.lead, k.drafter, k.reviewer = actor(access.Lead), actor(access.Drafter), actor(access.Reviewer)
	version := id.New()
	k.exec(`INSERT INTO docket (docket_id, symbol, title, summary, profile, issuer, parent, place, basis, state, deadline, folded, rev, created, created_by)
VALUES ($1, '2026-001', 'Đề án', '', 'vn-party', '', '', '', '', 'answer', 0, '', 1, 1, '')`, k.docket)
	k.exec(`INSERT INTO version (docket_id, id, number, state, title, note, file_id, rev, created, created_by, confirmed)
VALUES ($1, $2, 1, 'confirmed', '', '', '', 1, 1, '', 1)`, k.docket, version)
	k.exec(`INSERT INTO round (docket_id, id, number, version_id, title, letter, state, deadline, opened, ended, closed, rev, created, created_by)
VALUES ($1, $2, 1, $3, '', '', 'ended', 0, 1, 1, 0, 1, 1, '')`, k.docket, k.round, version)
	k.exec(`INSERT INTO reply (docket_id, id, round_id, body_id, body_name, via, state, agrees, number, dated, words, file_id, problem, rule, receipt, hash, sealed, sealed_by, rev, created, created_by)
VALUES ($1, $2, $3, '', 'Tỉnh ủy A', 'mail', 'sealed', $4, '', '', '', '', '', '', '', '', 1, '', 1, 1, '')`, k.docket, k.reply, k.round, false)
	for role, a := range map[access.Role]*access.Actor{access.Lead: k.lead, access.Drafter: k.drafter, access.Reviewer: k.reviewer} {
		k.exec(`INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created) VALUES ($1, $2, $3, '', $4, 'vi', 'active', 1, 1)`,
			a.Account, string(a.Account)+"@thu.example", a.Name, false)
		k.exec(`INSERT INTO docket_role (docket_id, account_id, role) VALUES ($1, $2, $3)`, k.docket, a.Account, role)
	}
	return k
}

func (k *desk) exec(query string, args ...any) {
	k.t.Helper()
	if err := k.DB.Write(k.t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err }); err != nil {
		k.t.Fatal(err)
	}
}

// comment puts in a comment that was sent about a node.
func (k *desk) comment(node, text string) id.ID {
	k.t.Helper()
	c := Comment{Docket: k.docket, ID: id.New(), Round: k.round, Reply: k.reply, BodyName: "Tỉnh ủy A", State: Sent, Source: "letter",
		Words: Words{Node: node, Start: -1, End: -1, Kind: Other, Text: text}, Demand: text, NodeSeq: 7, Place: Placed, Rev: 1}
	k.must(k.DB.Write(k.t.Context(), func(tx *db.Tx) error { _, err := insertComment(tx, c); return err }))
	return c.ID
}

func (k *desk) find() {
	k.t.Helper()
	if _, err := k.GroupNew(k.t.Context(), k.docket, k.round); err != nil {
		k.t.Fatal(err)
	}
}

func (k *desk) groups() []Group {
	k.t.Helper()
	gs, err := k.Groups(k.t.Context(), k.lead, k.docket, k.round, DeskFilter{}, DeskCursor{-1, 0}, 1000)
	if err != nil {
		k.t.Fatal(err)
	}
	return gs
}

func (k *desk) answers(group id.ID) []Answer {
	k.t.Helper()
	as, err := answersOf(k.DB.Reader(k.t.Context()), k.docket, group)
	if err != nil {
		k.t.Fatal(err)
	}
	return as
}

func (k *desk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

const (
	limit = "Đề nghị bổ sung quy định thời hạn báo cáo là mười lăm ngày kể từ ngày có ý kiến khác nhau"
	power = "Đề nghị làm rõ cấp có thẩm quyền là cấp nào để các địa phương dễ thực hiện"
)

func TestGroupNewJoinsWhatSaysTheSame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.comment("point_c", limit)
		k.comment("point_c", power)
		k.comment("point_d", limit)
		k.find()
		k.comment("point_c", limit+".") // comes later
		k.find()
		gs := k.groups()
		if len(gs) != 3 {
			t.Fatalf("%d groups: %v", len(gs), gs)
		}
		sizes := map[string]int64{}
		for _, g := range gs {
			sizes[g.Node+g.Title] += g.Size
		}
		if n := sizes["point_c"+groupTitle(Comment{Words: Words{Text: limit}})]; n != 2 {
			t.Errorf("the group has %d comments: %v", n, sizes)
		}
	})
}

func TestAnswerNeedsTwoPersons(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.comment("point_c", limit)
		k.find()
		g := k.groups()[0]

		_, err := k.WriteAnswer(ctx, k.reviewer, k.docket, g.ID, AnswerForm{Verdict: matrix.Accepted})
		if fault.CodeOf(err) != fault.Denied {
			t.Errorf("a reviewer writes: %v", err)
		}
		a, err := k.WriteAnswer(ctx, k.lead, k.docket, g.ID, AnswerForm{Verdict: matrix.Refused})
		k.must(err)
		if err := k.SubmitAnswers(ctx, k.lead, k.docket, g.ID, ""); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("a refusal without a reason is handed on: %v", err)
		}
		_, err = k.WriteAnswer(ctx, k.drafter, k.docket, g.ID, AnswerForm{Verdict: matrix.Accepted, Rev: 0})
		if fault.CodeOf(err) != fault.Stale {
			t.Errorf("written over: %v", err)
		}
		_, err = k.WriteAnswer(ctx, k.lead, k.docket, g.ID, AnswerForm{Verdict: matrix.Refused, Reason: "Giữ như dự thảo.", Rev: a.Rev})
		k.must(err)
		if err := k.ConfirmAnswers(ctx, k.reviewer, k.docket, g.ID); fault.CodeOf(err) != fault.WrongState {
			t.Errorf("confirmed before it was handed on: %v", err)
		}
		k.must(k.SubmitAnswers(ctx, k.lead, k.docket, g.ID, ""))
		if err := k.ConfirmAnswers(ctx, k.lead, k.docket, g.ID); fault.CodeOf(err) != fault.Denied {
			t.Errorf("the writer confirms: %v", err)
		}
		k.must(k.ConfirmAnswers(ctx, k.reviewer, k.docket, g.ID))
		if g := k.groups()[0]; g.State != GroupConfirmed || g.Verdict != matrix.Refused {
			t.Errorf("%+v", g)
		}
		m, err := k.Missing(ctx, k.lead, k.docket, k.round)
		k.must(err)
		if !m.None() {
			t.Errorf("missing %+v", m)
		}
	})
}

func TestMergeKeepsBothAnswers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.comment("point_c", limit)
		other := k.comment("point_c", power)
		k.find()
		gs := k.groups()
		for i, g := range gs {
			_, err := k.WriteAnswer(ctx, k.drafter, k.docket, g.ID, AnswerForm{Verdict: Verdicts()[i], Reason: "Lý do"})
			k.must(err)
		}
		into, from := gs[0], gs[1]
		if into.Title != groupTitle(Comment{Words: Words{Text: limit}}) {
			into, from = from, into
		}
		k.must(k.MergeGroups(ctx, k.drafter, k.docket, into.ID, []id.ID{from.ID}))
		if gs := k.groups(); len(gs) != 1 || gs[0].Size != 2 {
			t.Fatalf("%+v", gs)
		}
		as := k.answers(into.ID)
		if len(as) != 2 || as[1].Comment != other {
			t.Fatalf("%+v", as)
		}
		made, err := k.SplitGroup(ctx, k.drafter, k.docket, into.ID, []id.ID{other})
		k.must(err)
		if as := k.answers(made.ID); len(as) != 2 {
			t.Errorf("the exception did not go along: %+v", as)
		}
	})
}

// Whatever people do on the desk in whatever order: every comment stays in one
// group, sizes and states are what comments and answers say, and the log holds.
func TestDeskProperty(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			k, ctx := newDesk(t, d), t.Context()
			n := rapid.IntRange(2, 6).Draw(rt, "comments")
			var comments []id.ID
			for i := range n {
				comments = append(comments, k.comment("point_c", []string{limit, power}[i%2]))
			}
			k.find()
			group := func() Group { return rapid.SampledFrom(k.groups()).Draw(rt, "group") }
			comment := func() id.ID { return rapid.SampledFrom(comments).Draw(rt, "comment") }
			someone := func() *access.Actor {
				return rapid.SampledFrom([]*access.Actor{k.lead, k.drafter, k.reviewer}).Draw(rt, "who")
			}
			rt.Repeat(map[string]func(*rapid.T){
				"write": func(*rapid.T) {
					g := group()
					form := AnswerForm{Verdict: rapid.SampledFrom(Verdicts()).Draw(rt, "verdict"), Reason: "Lý do"}
					as := k.answers(g.ID)
					if len(as) > 0 && rapid.Bool().Draw(rt, "again") {
						form.Comment, form.Rev = as[0].Comment, as[0].Rev
					}
					k.WriteAnswer(ctx, someone(), k.docket, g.ID, form)
				},
				"except": func(*rapid.T) {
					k.WriteAnswer(ctx, someone(), k.docket, group().ID, AnswerForm{Comment: comment(), Verdict: matrix.Noted})
				},
				"submit":  func(*rapid.T) { k.SubmitAnswers(ctx, someone(), k.docket, group().ID, "") },
				"confirm": func(*rapid.T) { k.ConfirmAnswers(ctx, someone(), k.docket, group().ID) },
				"return":  func(*rapid.T) { k.ReturnAnswers(ctx, someone(), k.docket, group().ID, 0) },
				"merge": func(*rapid.T) {
					k.MergeGroups(ctx, someone(), k.docket, group().ID, []id.ID{group().ID})
				},
				"split": func(*rapid.T) { k.SplitGroup(ctx, someone(), k.docket, group().ID, []id.ID{comment()}) },
				"move": func(*rapid.T) {
					k.MoveComments(ctx, someone(), k.docket, group().ID, group().ID, []id.ID{comment()})
				},
				"assign": func(*rapid.T) {
					k.AssignGroups(ctx, someone(), k.docket, []id.ID{group().ID}, nil, someone().Account)
				},
				"share": func(*rapid.T) { k.AssignEvenly(ctx, someone(), k.docket, k.round, []id.ID{someone().Account}) },
				"come": func(*rapid.T) {
					comments, n = append(comments, k.comment("point_c", rapid.SampledFrom([]string{limit, power}).Draw(rt, "text"))), n+1
					k.find()
				},
				"": func(rt *rapid.T) { k.holds(rt, n); k.countsHold(rt) },
			})
			if _, err := ledger.Verify(k.DB.Reader(ctx), k.docket); err != nil {
				rt.Error(err)
			}
		})
	})
}

// countsHold compares what pages keep of counts with counting anew.
func (k *desk) countsHold(rt *rapid.T) {
	ctx, q := k.t.Context(), k.DB.Reader(k.t.Context())
	same := func(name string, kept, counted any, errs ...error) {
		k.must(errors.Join(errs...))
		if !reflect.DeepEqual(kept, counted) {
			rt.Errorf("%s kept %+v, counted %+v", name, kept, counted)
		}
	}
	progress, err := k.Progress(ctx, k.lead, k.docket, k.round)
	counted, again := progressOf(q, k.docket, k.round)
	same("progress", progress, counted, err, again)
	shares, err := k.Shares(ctx, k.lead, k.docket, k.round)
	divided, again := sharesOf(q, k.docket, k.round)
	same("shares", shares, divided, err, again)
	missing, err := k.Missing(ctx, k.lead, k.docket, k.round)
	lacking, again := missingIn(q, k.docket, k.round)
	same("missing", missing, lacking, err, again)
	byNode, err := k.CountByNode(ctx, k.lead, k.docket, k.round)
	var total int64
	for _, g := range k.groups() {
		total += g.Size
	}
	same("comments by node", byNode, map[string]int64{"point_c": total}, err)
}

func (k *desk) holds(rt *rapid.T, comments int) {
	total := int64(0)
	for _, g := range k.groups() {
		members, err := membersOf(k.DB.Reader(k.t.Context()), k.docket, g.ID)
		k.must(err)
		answers := k.answers(g.ID)
		verdict, state := standing(members, answers)
		if g.Size != int64(len(members)) || g.Size == 0 || g.Verdict != verdict || g.State != state {
			rt.Errorf("group %+v, but %d comments, %s %s", g, len(members), verdict, state)
		}
		for _, a := range answers {
			if a.State == Confirmed && a.ConfirmedBy == a.WrittenBy {
				rt.Errorf("one person wrote and confirmed %+v", a)
			}
			if a.Comment != "" {
				k.must(inGroup(k.DB.Reader(k.t.Context()), k.docket, g.ID, a.Comment))
			}
		}
		total += g.Size
	}
	if total != int64(comments) {
		rt.Errorf("%d comments in groups, want %d", total, comments)
	}
}

// Whoever wrote in an earlier round has been quiet in this one all the same.
func TestAShareTellsOfItsOwnRound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.comment("point_c", limit)
		k.find()
		group := k.groups()[0]
		k.must(k.AssignGroups(t.Context(), k.lead, k.docket, []id.ID{group.ID}, nil, k.drafter.Account))
		earlier := id.New()
		k.exec(`INSERT INTO round (docket_id, id, number, version_id, title, letter, state, deadline, opened, ended, closed, rev, created, created_by)
SELECT docket_id, $2, 9, version_id, '', '', 'closed', 0, 1, 1, 1, 1, 1, '' FROM round WHERE docket_id = $1 AND id = $3`, k.docket, earlier, k.round)
		other := id.New()
		k.exec(`INSERT INTO comment_group (docket_id, id, round_id, number, node_id, node_seq, title, assigned, size, verdict, state, rev, created)
VALUES ($1, $2, $3, 1, '', 0, '', '', 0, '', 'confirmed', 1, 1)`, k.docket, other, earlier)
		k.exec(`INSERT INTO answer (docket_id, id, group_id, comment_id, verdict, reason, wording, state, written_by, written, confirmer, confirmed_by, confirmed, rev)
VALUES ($1, $2, $3, '', 'noted', '', '', 'confirmed', $4, 5, '', '', 6, 1)`, k.docket, id.New(), other, k.drafter.Account)
		shares := func() []Share {
			list, err := sharesOf(d.Reader(t.Context()), k.docket, k.round)
			k.must(err)
			return list
		}
		if got := shares(); len(got) != 1 || got[0].Written != 0 {
			t.Errorf("before a word is written here: %+v", got)
		}
		_, err := k.WriteAnswer(t.Context(), k.drafter, k.docket, group.ID, AnswerForm{Verdict: "accepted", Reason: "Tiếp thu."})
		k.must(err)
		if got := shares(); len(got) != 1 || got[0].Written != k.Clock() {
			t.Errorf("once something is: %+v", got)
		}
	})
}
