package consultation

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/docket"
	"thao/internal/fault"
	"thao/internal/id"
)

// letters lists what was written about a round, as purpose and recipient.
func (k *asking) letters(round id.ID, purpose Purpose) []string {
	k.t.Helper()
	out, err := db.Values[string](k.DB.Reader(k.t.Context()), `SELECT recipient FROM message WHERE docket_id = $1 AND about = $2 AND purpose = $3 ORDER BY recipient`,
		k.docket, round, "round."+string(purpose))
	k.must(err)
	return out
}

func TestARoundFromItsPreparationToItsEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		ctx := t.Context()
		_, err := k.PrepareRound(ctx, k.head, k.docket, k.form())
		k.want(err, fault.Denied)
		empty := k.form()
		empty.Title = " "
		_, err = k.PrepareRound(ctx, k.secretary, k.docket, empty)
		k.want(err, fault.Invalid)

		r, err := k.PrepareRound(ctx, k.secretary, k.docket, k.form())
		k.must(err)
		if r.Number != 1 || len(r.Questions) != 1 || len(r.Asked) != len(k.bodies) {
			t.Fatalf("%+v", r)
		}
		k.reload()
		_, err = k.ReadRound(ctx, k.head, k.docket, r.ID)
		k.want(err, fault.Denied)

		f := k.form()
		f.Rev, f.Bodies = r.Rev, []id.ID{k.bodies[bodyA]}
		edited, err := k.EditRound(ctx, k.secretary, k.docket, r.ID, f)
		k.must(err)
		_, err = k.EditRound(ctx, k.secretary, k.docket, r.ID, f) // an older page
		k.want(err, fault.Stale)
		r, err = k.OpenRound(ctx, k.secretary, k.docket, r.ID, edited.Rev)
		k.must(err)
		if got := k.letters(r.ID, Asking); len(got) != 2 { // head and staff of A
			t.Errorf("asked: %v", got)
		}
		_, err = k.OpenRound(ctx, k.secretary, k.docket, r.ID, 0)
		k.want(err, fault.WrongState)
		if state, err := db.Value[string](d.Reader(ctx), `SELECT state FROM docket WHERE docket_id = $1`, k.docket); err != nil || state != string(docket.Consulting) {
			t.Errorf("the docket is in %q: %v", state, err)
		}
		k.reload()
		seen, err := k.ReadRound(ctx, k.head, k.docket, r.ID)
		k.must(err)
		if seen.State != Open || len(seen.Asked) != 1 {
			t.Errorf("%+v", seen)
		}
		_, _, err = k.AskBodies(ctx, k.secretary, k.docket, r.ID, []id.ID{k.bodies[bodyB], k.bodies[bodyA]})
		k.must(err)
		if got := k.letters(r.ID, Asking); len(got) != 3 {
			t.Errorf("asked later: %v", got)
		}
		k.sound()
	})
}

func TestTimeIsExtendedAndRunsOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		ctx := t.Context()
		day := 24 * time.Hour
		_, err := k.ExtendRound(ctx, k.secretary, k.docket, r.ID, []id.ID{k.bodies[bodyA]}, r.Deadline)
		k.want(err, fault.Invalid)
		_, err = k.ExtendRound(ctx, k.secretary, k.docket, r.ID, []id.ID{k.bodies[bodyA]}, r.Deadline.Add(2*day))
		k.must(err)
		if got := k.letters(r.ID, Extending); len(got) != 2 {
			t.Errorf("told: %v", got)
		}
		k.hour.Advance(12 * day) // three days before, and one, came and went by
		k.work()
		if b := k.board(r.ID); b.State != Open || b.Bodies[0].Reminded == 0 || b.Count[Silent] != len(k.bodies) {
			t.Errorf("%s, %+v", b.State, b.Count)
		}
		reminded := len(k.letters(r.ID, Reminding))
		if reminded == 0 {
			t.Error("nobody was reminded")
		}
		k.hour.Advance(3 * day) // past the round's deadline, not past A's
		k.work()
		if b := k.board(r.ID); b.State != Open || b.Count[Overdue] != len(k.bodies)-1 || b.Count[Silent] != 1 {
			t.Errorf("%s, %+v", b.State, b.Count)
		}
		k.hour.Advance(2 * day)
		k.work()
		b := k.board(r.ID)
		if b.State != Ended || b.Count[Overdue] != len(k.bodies) {
			t.Errorf("%s, %+v", b.State, b.Count)
		}
		n, err := k.Remind(ctx, k.secretary, k.docket, r.ID, 0)
		k.must(err)
		if n != len(k.bodies) {
			t.Errorf("%d reminded", n)
		}
		again, err := k.ExtendRound(ctx, k.secretary, k.docket, r.ID, nil, k.hour.Now().Add(7*day))
		k.must(err)
		if again.State != Open || again.Asked[0].Until(again) != again.Deadline {
			t.Errorf("%+v", again)
		}
		k.hour.Advance(8 * day)
		k.work()
		if b := k.board(r.ID); b.State != Ended {
			t.Errorf("it does not end by its new deadline: %s", b.State)
		}
		k.sound()
	})
}

// Some bodies can be reminded and given more time, in one act.
func TestSomeBodiesAreRemindedAndGivenMoreTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		ctx, later := t.Context(), r.Deadline.Add(48*time.Hour)
		some := []id.ID{k.bodies[bodyA], k.bodies[bodyB]}
		told := 0
		k.Changed = func(docket, round id.ID) {
			if docket != k.docket || round != r.ID {
				t.Errorf("told of %s in %s", round, docket)
			}
			told++
		}
		n, err := k.Remind(ctx, k.secretary, k.docket, r.ID, 0, some...)
		k.must(err)
		if letters := k.letters(r.ID, Reminding); n != 2 || len(letters) == 0 {
			t.Errorf("%d reminded: %v", n, letters)
		}
		for _, a := range k.board(r.ID).Asked {
			if (a.Reminded != 0) != slices.Contains(some, a.Body) {
				t.Errorf("%s: reminded at %d", a.Name, a.Reminded)
			}
		}
		after, err := k.ExtendRound(ctx, k.secretary, k.docket, r.ID, some, later)
		k.must(err)
		for _, a := range after.Asked {
			if (a.Until(after) == later) != slices.Contains(some, a.Body) {
				t.Errorf("%s: until %d", a.Name, a.Until(after))
			}
		}
		if told != 2 {
			t.Errorf("two changes, %d told", told)
		}
		_, err = k.Remind(ctx, k.secretary, k.docket, r.ID, 0, k.bodies[bodyA], id.New())
		k.want(err, fault.NotFound)
		_, err = k.ExtendRound(ctx, k.secretary, k.docket, r.ID, append(some, id.New()), later.Add(time.Hour))
		k.want(err, fault.NotFound)
		if told != 2 {
			t.Error("what was refused is told as a change")
		}
		k.sound()
	})
}

// Whatever is tried in whatever order, a state is left only for one that may
// follow it, and what is refused changes nothing.
func TestRoundsAreWalkedAtRandom(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		ctx := t.Context()
		rapid.Check(t, func(rt *rapid.T) {
			r, err := k.PrepareRound(ctx, k.secretary, k.docket, k.form())
			k.must(err)
			steps := map[string]func() error{
				"edit": func() error {
					f := k.form()
					f.Rev = 1
					_, err := k.EditRound(ctx, k.secretary, k.docket, r.ID, f)
					return err
				},
				"open":  func() error { _, err := k.OpenRound(ctx, k.secretary, k.docket, r.ID, 0); return err },
				"end":   func() error { _, err := k.EndRound(ctx, k.secretary, k.docket, r.ID, 0); return err },
				"close": func() error { _, err := k.CloseRound(ctx, k.secretary, k.docket, r.ID); return err },
				"extend": func() error {
					_, err := k.ExtendRound(ctx, k.secretary, k.docket, r.ID, nil, k.hour.Now().Add(30*24*time.Hour))
					return err
				},
				"remind": func() error { _, err := k.Remind(ctx, k.secretary, k.docket, r.ID, 0); return err },
			}
			names := []string{"close", "edit", "end", "extend", "open", "remind"}
			for range rapid.IntRange(1, 8).Draw(rt, "steps") {
				before, err := roundRow(d.Reader(ctx), k.docket, r.ID)
				k.must(err)
				name := rapid.SampledFrom(names).Draw(rt, "step")
				err = steps[name]()
				after, rerr := roundRow(d.Reader(ctx), k.docket, r.ID)
				k.must(rerr)
				moved := after.State != before.State
				switch {
				case err != nil && (moved || after.Rev != before.Rev):
					rt.Fatalf("%s was refused (%v) and changed %+v into %+v", name, err, before, after)
				case moved && before.State.To(after.State) != nil:
					rt.Fatalf("%s led from %s to %s", name, before.State, after.State)
				case err == nil && name == "open" && before.State != Preparing, err == nil && name == "remind" && before.State.Takes() != nil:
					rt.Fatalf("%s went through in %s", name, before.State)
				}
			}
		})
		k.sound()
	})
}

// What is drawn in docs/states.md is what state.go allows.
func TestStatesAreDrawn(t *testing.T) {
	drawn := statesDrawn(t)
	for _, steps := range []struct {
		title string
		next  map[string][]string
	}{
		{"## Round", texts(roundNext)}, {"## Reply", texts(replyNext)}, {"## Comment", texts(commentNext)},
		{"## Answer", texts(answerSteps)}, {"## Matrix that was sent back", texts(loadNext)},
	} {
		_, rest, found := strings.Cut(drawn, steps.title+"\n")
		section, _, _ := strings.Cut(rest, "\n## ")
		var want, got []string
		for from, list := range steps.next {
			for _, to := range list {
				want = append(want, from+" --> "+to)
			}
		}
		for _, line := range strings.Split(section, "\n") {
			step, _, _ := strings.Cut(strings.TrimSpace(line), ":")
			if step = strings.TrimSpace(step); strings.Contains(step, " --> ") && !strings.Contains(step, "[*]") {
				got = append(got, step)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !found || !slices.Equal(got, want) {
			t.Errorf("%s: drawn %v, allowed %v", steps.title, got, want)
		}
	}
}

func texts[S ~string](next map[S][]S) map[string][]string {
	out := map[string][]string{}
	for from, list := range next {
		for _, to := range list {
			out[string(from)] = append(out[string(from)], string(to))
		}
	}
	return out
}
