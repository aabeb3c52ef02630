package draft

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/outline"
)

// lines counts the docket's log.
func (o *office) lines() int {
	o.t.Helper()
	log, err := ledger.Newest(o.DB.Reader(o.t.Context()), o.docket, 0, 500)
	if err != nil {
		o.t.Fatal(err)
	}
	return len(log)
}

// The same file from the same person is one version while that is neither
// confirmed nor given up; whatever is another file, another person's, said with
// other words or continues another version is a second one.
func TestTheSameFileIsOneVersion(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		send := func(who *access.Actor, up Upload, text string) Reading {
			t.Helper()
			up.Body = strings.NewReader(text)
			r, err := o.Upload(t.Context(), who, o.docket, up)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		up := Upload{Name: "du-thao.txt", Note: "Tiếp thu đợt 1"}
		first := send(o.drafter, up, law)
		before := o.lines()
		again := send(o.drafter, up, law)
		if first.Again || !again.Again || again.Version != first.Version || again.Nodes != first.Nodes || o.lines() != before {
			t.Errorf("first %+v, again %+v, %d lines of the log, then %d", first, again, before, o.lines())
		}
		seen := []id.ID{first.Version.ID}
		another := func(what string, r Reading) Reading {
			t.Helper()
			if r.Again || slices.Contains(seen, r.Version.ID) {
				t.Errorf("%s: %+v", what, r)
			}
			seen = append(seen, r.Version.ID)
			return r
		}
		another("another person's", send(o.lead, up, law))
		another("another text", send(o.drafter, up, law+"c) C\n"))
		another("other words", send(o.drafter, Upload{Name: up.Name, Note: "Tiếp thu đợt 2"}, law))
		another("another name, which says how it is read", send(o.drafter, Upload{Name: "du-thao.md", Note: up.Note}, law))

		// What is put right in it meanwhile stays: it is that one still.
		raised := outline.Change{Correction: outline.Raise, Node: "article_1__clause_2"}
		if _, _, err := o.Correct(t.Context(), o.drafter, o.docket, first.Version.ID, first.Version.Rev, raised); err != nil {
			t.Fatal(err)
		}
		corrected := send(o.drafter, up, law)
		if !corrected.Again || corrected.Version.ID != first.Version.ID || corrected.Version.Rev != first.Version.Rev+1 {
			t.Errorf("%+v", corrected)
		}
		done, err := o.Confirm(t.Context(), o.lead, o.docket, first.Version.ID, corrected.Version.Rev)
		if err != nil {
			t.Fatal(err)
		}
		next := another("what continues a confirmed one", send(o.drafter, up, law))
		if next.Version.Base != done.ID {
			t.Errorf("%+v", next.Version)
		}
		if named := send(o.drafter, Upload{Name: up.Name, Note: up.Note, Base: done.ID}, law); !named.Again || named.Version.ID != next.Version.ID {
			t.Errorf("the same base, named: %+v", named)
		}
		if _, err := o.Drop(t.Context(), o.drafter, o.docket, next.Version.ID, next.Version.Rev); err != nil {
			t.Fatal(err)
		}
		another("after it was given up", send(o.drafter, up, law))
		if _, err := ledger.Verify(d.Reader(t.Context()), o.docket); err != nil {
			t.Error(err)
		}
	})
}

// Two clicks at once make one version, and both are led to it.
func TestTheSameFileAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		before := o.lines()
		got := make([]Reading, 6)
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() {
				var err error
				got[i], err = o.Upload(t.Context(), o.drafter, o.docket, Upload{Name: "du-thao.txt", Body: bytes.NewReader([]byte(law))})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		made := 0
		for _, r := range got {
			if !r.Again {
				made++
			}
			if r.Version.ID != got[0].Version.ID {
				t.Errorf("%s and %s", r.Version.ID, got[0].Version.ID)
			}
		}
		if all, err := o.Versions(t.Context(), o.lead, o.docket); err != nil || len(all) != 1 || made != 1 || o.lines() != before+1 {
			t.Errorf("%d versions, %d made, %d lines, %v", len(all), made, o.lines()-before, err)
		}
	})
}

// A node is moved from where it was seen to stand: a second click moves it no
// further, who looks again moves it again, and a page that was open before another
// moved it moves nothing.
func TestANodeIsMovedFromWhereItWasSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		first := o.confirmed(law + "c) C\nd) D\n")
		v, err := o.StartWorking(t.Context(), o.drafter, o.docket, first.ID)
		if err != nil {
			t.Fatal(err)
		}
		const node = "article_2__point_a"
		order := func() string {
			var out []string
			for _, n := range o.text(v.ID).Nodes {
				if n.Parent == "article_2" {
					out = append(out, n.Text)
				}
			}
			return strings.Join(out, "")
		}
		move := func(seen Stand, way Way) error {
			return o.MoveNode(t.Context(), o.drafter, o.docket, v.ID, node, &seen, way)
		}
		seen := o.text(v.ID).Stand(node)
		if seen != (Stand{Parent: "article_2", After: "article_2__point_b"}) {
			t.Fatalf("%+v", seen)
		}
		for range 2 { // two clicks
			if err := move(seen, Down); err != nil || order() != "BACD" {
				t.Fatalf("%s, %v", order(), err)
			}
		}
		rev, lines := o.text(v.ID).Rev, o.lines()
		if err := move(seen, Down); err != nil || o.text(v.ID).Rev != rev || o.lines() != lines {
			t.Errorf("a third click: %v", err)
		}
		now := o.text(v.ID).Stand(node)
		if err := move(now, Down); err != nil || order() != "BCAD" {
			t.Fatalf("after looking again: %s, %v", order(), err)
		}
		want(t, move(seen, Down), fault.Stale)
		want(t, move(seen, Outer), fault.Stale)
		want(t, move(Stand{}, Up), fault.Stale)
		if order() != "BCAD" {
			t.Errorf("moved by an old page: %s", order())
		}
		// Words written elsewhere move nothing, and are no reason to refuse.
		if _, err := o.EditNode(t.Context(), o.lead, o.docket, v.ID, "article_2__point_b", 0, Words{Label: "b)", Text: "Bê"}); err != nil {
			t.Fatal(err)
		}
		if err := move(o.text(v.ID).Stand(node), Up); err != nil || order() != "BêACD" {
			t.Errorf("%s, %v", order(), err)
		}
		if err := o.MoveNode(t.Context(), o.drafter, o.docket, v.ID, node, nil, Up); err != nil || order() != "ABêCD" {
			t.Errorf("from wherever it stands: %s, %v", order(), err)
		}
	})
}

// Whatever the text, sending a move once more changes nothing, and moving from
// where a node stands is moving it.
func TestAMoveSentTwiceIsOneMove(t *testing.T) {
	o := open(t, dbtest.SQLite(t))
	first := o.confirmed(law + "c) C\nĐiều 3. Ba\n1. Một.\n2. Hai.\n3. Ba.\n")
	v, err := o.StartWorking(t.Context(), o.drafter, o.docket, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		text := o.text(v.ID)
		n := rapid.SampledFrom(text.Nodes).Draw(rt, "node")
		way := rapid.SampledFrom([]Way{Up, Down, Outer, Inner}).Draw(rt, "way")
		seen := text.Stand(n.ID)
		send := func() error { return o.MoveNode(t.Context(), o.drafter, o.docket, v.ID, n.ID, &seen, way) }
		err := send()
		if err != nil && fault.CodeOf(err) != fault.Invalid {
			rt.Fatal(err)
		}
		after := sketch(o.text(v.ID).Nodes)
		if moved := after != sketch(text.Nodes); moved != (err == nil) {
			rt.Fatalf("%s %s: moved %v, %v", n.ID, way, moved, err)
		}
		if again := send(); fault.CodeOf(again) != fault.CodeOf(err) || sketch(o.text(v.ID).Nodes) != after {
			rt.Fatalf("%s %s once more: %v, first %v", n.ID, way, again, err)
		}
		whole(rt, o.text(v.ID).Nodes)
	})
}
