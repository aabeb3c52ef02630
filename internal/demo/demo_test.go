package demo_test

import (
	"log/slog"
	"path/filepath"
	"slices"
	"testing"

	"thao/internal/app"
	"thao/internal/consultation"
	"thao/internal/db/dbtest"
	"thao/internal/demo"
	"thao/internal/docket"
	"thao/internal/ledger"
	"thao/internal/locale"
)

// The demonstration shows what it says it shows, on both engines.
func TestFill(t *testing.T) {
	for engine, url := range map[string]func(testing.TB) string{"sqlite": dbtest.SQLiteURL, "postgres": dbtest.PostgresURL} {
		t.Run(engine, func(t *testing.T) {
			var c demo.Clock
			a, err := app.OpenAt(t.Context(), app.Config{Data: filepath.Join(t.TempDir(), "data"), DB: url(t)}, slog.New(slog.DiscardHandler), c.Now)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			shown, err := demo.Fill(t.Context(), a, &c)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range shown {
				if _, err := a.Accounts.SignIn(t.Context(), d.Email, d.Password, "127.0.0.1"); err != nil {
					t.Errorf("%s: %v", d.Email, err)
				}
			}
			look(t, a, shown[0].Email)
		})
	}
}

func look(t *testing.T, a *app.App, secretary string) {
	signed, err := a.Accounts.SignIn(t.Context(), secretary, demo.Password, "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	who, err := a.Accounts.Actor(t.Context(), signed.ID)
	if err != nil {
		t.Fatal(err)
	}
	page, err := a.Dockets.List(t.Context(), who, docket.Query{})
	if err != nil || len(page.Dockets) != 1 {
		t.Fatalf("%d dockets, %v", len(page.Dockets), err)
	}
	key := page.Dockets[0].ID
	rounds, err := a.Rounds.Rounds(t.Context(), who, key)
	if err != nil || len(rounds) != 2 || rounds[0].State != consultation.Open || rounds[1].State != consultation.Closed {
		t.Fatalf("%+v, %v", rounds, err)
	}
	loop, err := a.Rounds.Loop(t.Context(), who, key, rounds[1].ID, "")
	if err != nil || loop.Open() == 0 {
		t.Errorf("the loop has nothing to show: %v", err)
	}
	board, err := a.Rounds.BoardPage(t.Context(), who, key, rounds[0].ID, consultation.BoardFilter{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	if board.Total == 0 || board.Count[consultation.Silent] == 0 || board.Count[consultation.Replied] == 0 || board.Unread > 0 {
		t.Errorf("the open round: %d comments, %v", board.Total, board.Count)
	}
	queue, err := a.Rounds.QueueLength(t.Context(), who, key, rounds[0].ID)
	if err != nil || queue == 0 {
		t.Errorf("%d comments wait for their place, %v", queue, err)
	}
	progress, err := a.Rounds.Progress(t.Context(), who, key, rounds[0].ID)
	if err != nil || progress.ByState["open"] == 0 || progress.ByState["submitted"] == 0 || progress.ByState["confirmed"] == 0 {
		t.Errorf("the desk: %+v, %v", progress, err)
	}
	waits(t, a)
	entries, err := a.Dockets.Log(t.Context(), who, key, 0, 5000)
	if err != nil || len(entries) < 100 {
		t.Errorf("%d lines in the log, %v", len(entries), err)
	}
	for _, e := range entries {
		if !locale.Has("web.log." + e.Action) {
			t.Errorf("the log has no words for %s", e.Action)
		}
	}
	if _, err := ledger.Verify(a.DB.Reader(t.Context()), key); err != nil {
		t.Error(err)
	}
}

// Each of the demonstration's people finds on their first page what waits for
// them, and nothing that waits for others.
func waits(t *testing.T, a *app.App) {
	t.Helper()
	for name, want := range map[string][]string{
		"thuky": {consultation.ToPlace, consultation.ToAnswer}, "bientap": {consultation.ToPlace, consultation.ToAnswer},
		"thamdinh": {consultation.ToConfirm}, "tinhuya": {consultation.ToSeal}, "chuyenviena": nil, "thanhuyk": nil, "theodoi": nil, "quantri": nil,
	} {
		signed, err := a.Accounts.SignIn(t.Context(), name+"@thao.example", demo.Password, "127.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
		who, err := a.Accounts.Actor(t.Context(), signed.ID)
		if err != nil {
			t.Fatal(err)
		}
		list, err := a.Rounds.Awaiting(t.Context(), who, 10)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range list {
			got = append(got, w.What)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v waits, want %v", name, got, want)
		}
	}
}
