package consultation

import (
	"errors"
	"strings"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/ledger"
)

// confirmed is a group whose answer a second person has confirmed.
func (k *desk) confirmed(group id.ID) {
	k.t.Helper()
	ctx := k.t.Context()
	_, err := k.WriteAnswer(ctx, k.drafter, k.docket, group, AnswerForm{Verdict: Verdicts()[0], Reason: "Lý do"})
	k.must(err)
	k.must(k.SubmitAnswers(ctx, k.drafter, k.docket, group, ""))
	k.must(k.ConfirmAnswers(ctx, k.reviewer, k.docket, group))
}

// Who confirmed an answer did not confirm it for comments that come under it
// later, whatever brings them there.
func TestWhatComesUnderAnAnswerIsConfirmedAnew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.comment("point_c", limit)
		other := k.comment("point_c", power)
		k.find()
		gs := k.groups()
		for _, way := range [][2]id.ID{{gs[0].ID, gs[1].ID}, {gs[1].ID, gs[0].ID}} {
			k := newDesk(t, d)
			k.comment("point_c", limit)
			k.comment("point_c", power)
			k.find()
			own := k.groups()
			into, from := own[0].ID, own[1].ID
			if way[0] == gs[0].ID {
				k.confirmed(into)
			} else {
				k.confirmed(from)
			}
			k.must(k.MergeGroups(ctx, k.drafter, k.docket, into, []id.ID{into}))
			k.must(k.MergeGroups(ctx, k.drafter, k.docket, into, []id.ID{from}))
			if as := k.answers(into); len(as) != 1 || as[0].State != Drafted || as[0].ConfirmedBy != "" {
				t.Errorf("after merging: %+v", as)
			}
		}
		k.must(k.MergeGroups(ctx, k.drafter, k.docket, gs[0].ID, []id.ID{gs[1].ID}))
		exception, err := k.WriteAnswer(ctx, k.drafter, k.docket, gs[0].ID, AnswerForm{Comment: other, Verdict: Verdicts()[3]})
		k.must(err)
		k.confirmed(gs[0].ID)
		k.must(k.DropException(ctx, k.drafter, k.docket, gs[0].ID, other, exception.Rev+2))
		if as := k.answers(gs[0].ID); len(as) != 1 || as[0].State != Drafted {
			t.Errorf("after the exception was dropped: %+v", as)
		}
	})
}

// A comment that leaves its group leaves no answer behind that nobody sees and
// that keeps the round open.
func TestACommentThatLeavesTakesItsAnswerAway(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.Jobs = jobs.New(d, k.Clock, nil)
		k.comment("point_c", limit)
		moved := k.comment("point_c", limit+".")
		k.find()
		g := k.groups()[0]
		_, err := k.WriteAnswer(ctx, k.drafter, k.docket, g.ID, AnswerForm{Comment: moved, Verdict: Verdicts()[3], Reason: "Riêng"})
		k.must(err)
		_, err = k.Place(ctx, k.lead, k.docket, moved, 0, Spot{General: true})
		k.must(err)
		if as := k.answers(g.ID); len(as) != 0 {
			t.Errorf("left behind: %+v", as)
		}
		log, err := db.Values[string](d.Reader(ctx), `SELECT detail FROM ledger WHERE docket_id = $1 AND action = 'answer.drop'`, k.docket)
		k.must(err)
		if len(log) != 1 || !strings.Contains(log[0], "Riêng") {
			t.Errorf("the log: %v", log)
		}
	})
}

// The people of a unit add to the reply of the body above; they neither speak
// for it nor hand on what others write, and nobody takes what they still write.
func TestAUnitAndItsBodyKeepTheirOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		_, err := k.WordReply(ctx, k.below, k.docket, r.ID, k.bodies[bodyA], 0, "Nhất trí.", true)
		k.want(err, fault.Denied)
		theirs := k.write(k.staff, r.ID, k.words("của văn phòng", Draft))
		_, err = k.MoveComment(ctx, k.below, k.docket, theirs.ID, 0, Handed)
		k.want(err, fault.Denied)
		own := k.write(k.below, r.ID, k.words("ban còn đang viết", Draft))
		_, err = k.MoveComment(ctx, k.staff, k.docket, own.ID, 0, Handed)
		k.want(err, fault.Denied)
		_, err = k.MoveComment(ctx, k.staff, k.docket, own.ID, 0, Included)
		k.want(err, fault.WrongState)
		_, err = k.MoveComment(ctx, k.below, k.docket, own.ID, 0, Handed)
		k.must(err)
		_, err = k.MoveComment(ctx, k.staff, k.docket, own.ID, 0, Included)
		k.must(err)
		_, err = k.Missing(ctx, k.head, k.docket, r.ID) // how far the answering is, is the team's
		k.want(err, fault.Denied)
		_, err = k.Missing(ctx, k.secretary, k.docket, r.ID)
		k.must(err)
	})
}

// What a body's people say to one another under a comment is never sent: not to
// the team, and not into the papers.
func TestTheTalkOfABodyStaysItsOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		c := k.write(k.staff, r.ID, k.words("Đề nghị làm rõ.", Included))
		_, err := k.Discuss(ctx, k.below, k.docket, c.ID, "Nói thế này có phật lòng không?")
		k.must(err)
		_, err = k.Seal(ctx, k.head, k.docket, r.ID, k.bodies[bodyA], 0)
		k.must(err)
		theirs, err := k.ReadComment(ctx, k.secretary, k.docket, c.ID)
		k.must(err)
		own, err := k.ReadComment(ctx, k.staff, k.docket, c.ID)
		k.must(err)
		if len(theirs.Thread) != 0 || len(own.Thread) != 1 {
			t.Errorf("the team reads %v, the body %v", theirs.Thread, own.Thread)
		}
		all, err := k.Collation(ctx, k.secretary, k.docket, r.ID)
		k.must(err)
		for _, m := range all.Comments {
			if len(m.Thread) > 0 {
				t.Errorf("in the papers: %v", m.Thread)
			}
		}
		if len(all.Comments) != 1 {
			t.Errorf("%d comments", len(all.Comments))
		}
	})
}

// What stands beside the text says how its group stands.
func TestNotesKnowTheirGroups(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.comment("point_c", limit)
		k.comment("point_c", limit+".")
		k.comment("point_c", power)
		k.find()
		fresh := k.comment("point_c", "Đề nghị bỏ đoạn này")
		all, err := k.NotesBeside(t.Context(), k.lead, k.docket, k.round, Filter{}, 1, 10)
		k.must(err)
		notes := all.Notes
		for _, n := range notes {
			g, err := groupOf(d.Reader(t.Context()), k.docket, n.Group)
			if n.ID == fresh {
				g, err = Group{}, nil
			}
			k.must(err)
			if n.Number != g.Number || n.Size != g.Size || (n.GroupState == "") != (n.ID == fresh) {
				t.Errorf("%+v beside %+v", n, g)
			}
		}
		if len(notes) != 3 {
			t.Errorf("%d notes", len(notes))
		}
	})
}

// What cannot be kept is refused beside its field, by both engines.
func TestWordsOfTheDeskAreBounded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.comment("point_c", limit)
		k.find()
		g := k.groups()[0].ID
		for _, words := range []string{"a\x00b", "\xff", strings.Repeat("ế", longestComment+1)} {
			for name, err := range map[string]error{
				"reason": func() error {
					_, err := k.WriteAnswer(ctx, k.drafter, k.docket, g, AnswerForm{Reason: words})
					return err
				}(),
				"wording": func() error {
					_, err := k.WriteAnswer(ctx, k.drafter, k.docket, g, AnswerForm{Wording: words})
					return err
				}(),
				"words": func() error { _, err := k.AddPhrase(ctx, k.drafter, k.docket, words); return err }(),
				"title": k.RenameGroup(ctx, k.drafter, k.docket, g, nil, words),
			} {
				if fault.CodeOf(err) != fault.Invalid {
					t.Errorf("%s %.4q: %v", name, words, err)
				}
			}
		}
	})
}

// Who is asked to confirm must be somebody who may: else the answers would wait
// for ever.
func TestOnlyWhoMayConfirmIsAskedTo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.comment("point_c", limit)
		k.find()
		g := k.groups()[0].ID
		_, err := k.WriteAnswer(ctx, k.lead, k.docket, g, AnswerForm{Verdict: Verdicts()[0], Reason: "Lý do"})
		k.must(err)
		for name, c := range map[string]struct {
			whom id.ID
			rule string
		}{
			"a drafter": {k.drafter.Account, "web.rule.confirmer"},
			"nobody":    {id.New(), "web.rule.confirmer"},
			"writer":    {k.lead.Account, "web.rule.second-person"},
		} {
			err := k.SubmitAnswers(ctx, k.drafter, k.docket, g, c.whom)
			if f, ok := errors.AsType[*fault.Error](err); !ok || f.Code != fault.Invalid || f.Args["field"] != "confirmer" || f.Args["rule"] != c.rule {
				t.Errorf("%s: %v", name, err)
			}
		}
		k.exec(`UPDATE account SET state = 'disabled' WHERE id = $1`, k.reviewer.Account)
		if err := k.SubmitAnswers(ctx, k.drafter, k.docket, g, k.reviewer.Account); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("a disabled account: %v", err)
		}
		k.exec(`UPDATE account SET state = 'active' WHERE id = $1`, k.reviewer.Account)
		if as := k.answers(g); as[0].State != Drafted {
			t.Errorf("%+v", as[0])
		}
		k.must(k.SubmitAnswers(ctx, k.drafter, k.docket, g, k.reviewer.Account))
		k.must(k.ConfirmAnswers(ctx, k.reviewer, k.docket, g))
	})
}

// Phrases are what answers are made of: who put one down or took it away is in
// the log.
func TestPhrasesAreInTheLog(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		p, err := k.AddPhrase(ctx, k.drafter, k.docket, "Tiếp thu, chỉnh lý trong dự thảo.")
		k.must(err)
		if again, err := k.AddPhrase(ctx, k.lead, k.docket, p.Words+" "); err != nil || again != p { // it is there, and is not logged
			t.Errorf("added twice: %+v %v", again, err)
		}
		k.must(k.DropPhrase(ctx, k.lead, k.docket, p.ID))
		if err := k.DropPhrase(ctx, k.lead, k.docket, p.ID); fault.CodeOf(err) != fault.NotFound { // and is not logged
			t.Errorf("dropped twice: %v", err)
		}
		log, err := ledger.Newest(d.Reader(ctx), k.docket, 0, 10)
		k.must(err)
		if len(log) != 2 || log[1].Action != "phrase.add" || log[1].Account != k.drafter.Account || log[1].After != ledger.HashOf(p) || log[1].Detail["words"] != p.Words ||
			log[0].Action != "phrase.drop" || log[0].Before != ledger.HashOf(p) || log[0].Subject != p.ID {
			t.Errorf("%+v", log)
		}
		_, err = ledger.Verify(d.Reader(ctx), k.docket)
		k.must(err)
	})
}

// Who confirms has read the words: a page that was opened before they were
// taken back and written anew confirms nothing.
func TestNobodyConfirmsWordsTheyHaveNotRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.comment("point_c", limit)
		k.find()
		g := k.groups()[0]
		a, err := k.WriteAnswer(ctx, k.drafter, k.docket, g.ID, AnswerForm{Verdict: Verdicts()[0], Reason: "Tiếp thu."})
		k.must(err)
		k.must(k.SubmitAnswers(ctx, k.drafter, k.docket, g.ID, ""))
		read := k.groups()[0].Rev
		k.must(k.ReturnAnswers(ctx, k.drafter, k.docket, g.ID, 0))
		_, err = k.WriteAnswer(ctx, k.drafter, k.docket, g.ID, AnswerForm{Verdict: Verdicts()[2], Reason: "Giữ như dự thảo.", Rev: a.Rev + 2})
		k.must(err)
		k.must(k.SubmitAnswers(ctx, k.drafter, k.docket, g.ID, ""))
		if err := k.ConfirmAsSeen(ctx, k.reviewer, k.docket, g.ID, read); fault.CodeOf(err) != fault.Stale {
			t.Errorf("words nobody has read are confirmed: %v", err)
		}
		k.must(k.ConfirmAsSeen(ctx, k.reviewer, k.docket, g.ID, k.groups()[0].Rev))
	})
}

// Of notes too many to stand beside a page of the text it is said how many more
// there are, and at which place.
func TestNotesThatDoNotStandBesideTheTextAreCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.comment("point_c", limit)
		k.comment("point_c", limit+".")
		k.find()
		beside := func(f Filter) Beside {
			t.Helper()
			b, err := k.NotesBeside(ctx, k.lead, k.docket, k.round, f, 1, 10)
			k.must(err)
			return b
		}
		if b := beside(Filter{}); len(b.Notes) != 1 || len(b.More) != 0 {
			t.Errorf("%d notes, more %v", len(b.Notes), b.More)
		}
		for range mostBeside + 7 {
			k.comment("point_c", power)
		}
		of := id.New()
		k.exec(`UPDATE comment SET body_id = $2 WHERE docket_id = $1`, k.docket, of)
		for name, c := range map[string]struct {
			f    Filter
			want int64
		}{"all": {Filter{}, 8}, "of a body": {Filter{Body: of}, 9}} {
			if b := beside(c.f); len(b.Notes) != mostBeside || b.More["point_c"] != c.want || len(b.More) != 1 {
				t.Errorf("%s: %d notes, more %v", name, len(b.Notes), b.More)
			}
		}
	})
}
