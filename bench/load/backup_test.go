package load

import (
	"context"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"thao/internal/app"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
)

// writers is how many write comments while a backup is made.
const writers = 64

// busy lets everybody work until it is stopped, and waits until they have done
// something.
func (h *harsh) busy(s *Server) (stop func()) {
	h.t.Helper()
	ctx, end := context.WithCancel(h.t.Context())
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() { h.write(ctx, s.URL, i%len(h.site.Tokens)) })
	}
	wg.Go(func() { h.send(ctx, s.URL) })
	wg.Go(func() { h.answer(ctx, s.URL) })
	stop = sync.OnceFunc(func() { end(); wg.Wait() })
	comes(h.t, "all kinds of work", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return len(h.comments) > writers && len(h.files) > 1 && len(h.answers) > 1
	})
	return stop
}

// known is what was acknowledged so far, about data that is kept elsewhere.
func (h *harsh) known(cfg app.Config) *harsh {
	h.mu.Lock()
	defer h.mu.Unlock()
	k := &harsh{t: h.t, bin: h.bin, dir: h.dir, cfg: cfg, site: h.site,
		comments: maps.Clone(h.comments), files: maps.Clone(h.files), answers: map[id.ID]*answered{}}
	for group, a := range h.answers {
		known := *a
		k.answers[group] = &known
	}
	return k
}

// thao runs the program on data and gives what it says.
func (h *harsh) thao(command string, args ...string) (string, error) {
	out, err := exec.Command(h.bin, append(append([]string{command}, args...), h.flags()...)...).CombinedOutput()
	return string(out), err
}

// logged looks for the entry of every comment that was written while the
// program ran: neither is ever without the other.
func (h *harsh) logged(written map[id.ID]string) {
	h.t.Helper()
	h.open(func(a *app.App) {
		there, err := db.Values[id.ID](a.DB.Reader(h.t.Context()), `
SELECT c.id FROM comment c WHERE c.docket_id = $1 AND c.source = 'web' AND NOT EXISTS (
  SELECT 1 FROM ledger l WHERE l.docket_id = c.docket_id AND l.reply_id = c.reply_id AND l.subject = c.id)`, h.site.Docket)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, key := range there {
			if _, ours := written[key]; ours {
				h.t.Errorf("comment %s is in the backup, its entry in the log is not", key)
			}
		}
	})
}

// A backup that is made while many work holds all that was acknowledged before
// it began, is of one moment, and is restored on either engine.
func TestBackupWhileManyWork(t *testing.T) {
	for name, url := range map[string]string{"sqlite": "", "postgres": dbtest.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			h := newHarsh(t, url)
			s, err := Start(t.Context(), h.bin, h.dir, h.flags()...)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Kill()
			stop := h.busy(s)
			defer stop()
			for range max(1, deaths(t)/3) {
				dir := t.TempDir()
				to := map[string]app.Config{
					"sqlite":   {Data: filepath.Join(dir, "sqlite")},
					"postgres": {Data: filepath.Join(dir, "postgres"), DB: dbtest.PostgresURL(t)},
				}
				before := map[string]*harsh{}
				for engine, cfg := range to {
					before[engine] = h.known(cfg)
				}
				file := filepath.Join(dir, "copy.zip")
				if out, err := h.thao("backup", file); err != nil {
					t.Fatalf("%v: %s", err, out)
				}
				after := h.known(h.cfg)
				if len(after.comments) == len(before[name].comments) {
					t.Error("nobody wrote while the backup was made")
				}
				for engine, r := range before {
					if out, err := r.thao("restore", file); err != nil {
						t.Fatalf("into %s: %v: %s", engine, err, out)
					}
					for group, a := range r.answers { // others were on their way
						a.tried = after.answers[group].tried
					}
					r.verify()
					r.logged(after.comments)
				}
			}
			if out, err := h.thao("restore", filepath.Join(t.TempDir(), "none.zip")); err == nil || !strings.Contains(out, "none.zip") {
				t.Errorf("restoring what is not there: %v %s", err, out)
			}
			stop()
			h.verify() // the program's own data is as it should be
		})
	}
}

// A backup that is killed in the middle leaves no half file, wherever that was,
// nor does a restore leave half a database: it can be done again.
func TestBackupKilled(t *testing.T) {
	h := newHarsh(t, "")
	s, err := Start(t.Context(), h.bin, h.dir, h.flags()...)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Kill()
	stop := h.busy(s)
	defer stop()
	chance := rand.New(rand.NewPCG(1, 1))
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.zip")
	if out, err := h.thao("backup", whole); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for range deaths(t) {
		to := t.TempDir()
		file := filepath.Join(to, "copy.zip")
		h.killed(chance, "backup", file)
		for _, e := range entries(t, to) {
			switch {
			case e == "copy.zip": // it was quicker
				r := h.known(app.Config{Data: filepath.Join(t.TempDir(), "data")})
				if out, err := r.thao("restore", file); err != nil {
					t.Errorf("a backup that was killed is there, and %v: %s", err, out)
				}
			case !strings.HasPrefix(e, ".thao-backup-"): // where the disk knows no file without a name
				t.Errorf("left behind: %s", e)
			}
		}
		r := h.known(app.Config{Data: filepath.Join(t.TempDir(), "data")})
		r.killed(chance, "restore", whole)
		if out, err := r.thao("restore", whole); err != nil && !strings.Contains(out, "account") { // it was quicker
			t.Errorf("restored once more: %v: %s", err, out)
		}
		if out, err := r.thao("check"); err != nil {
			t.Errorf("restored after it was killed: %v: %s", err, out)
		}
	}
	stop()
	h.verify()
}

// killed runs the program on data and kills it within the time it takes.
func (h *harsh) killed(chance *rand.Rand, command, file string) {
	h.t.Helper()
	cmd := exec.Command(h.bin, append([]string{command, file}, h.flags()...)...)
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	time.Sleep(time.Duration(20+chance.IntN(300)) * time.Millisecond)
	_ = cmd.Process.Kill() // it may have ended by itself
	_ = cmd.Wait()
}

func entries(t *testing.T, dir string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

// Where the disk of a backup is full, it says so and leaves nothing there; those
// who work do not hear of it.
func TestBackupOnAFullDisk(t *testing.T) {
	to := filepath.Join(t.TempDir(), "stick")
	smallDisk(t, to, "64k")
	h := newHarsh(t, "")
	s, err := Start(t.Context(), h.bin, h.dir, h.flags()...)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Kill()
	stop := h.busy(s)
	defer stop()
	out, err := h.thao("backup", filepath.Join(to, "copy.zip"))
	if err == nil || !strings.Contains(out, "Đĩa lưu trữ đã đầy") {
		t.Errorf("on a full disk: %v %s", err, out)
	}
	if left := entries(t, to); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if code := status(t, s.URL+"/readyz"); code != http.StatusOK {
		t.Errorf("/readyz meanwhile: %d", code)
	}
	stop()
	h.verify()
}

// Nothing is restored over what is there, whether a server runs on it or not.
func TestRestoreOverAServer(t *testing.T) {
	h := newHarsh(t, "")
	file := filepath.Join(t.TempDir(), "copy.zip")
	if out, err := h.thao("backup", file); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	fresh := &harsh{t: t, bin: h.bin, dir: h.dir, cfg: app.Config{Data: filepath.Join(t.TempDir(), "fresh")}}
	for name, k := range map[string]*harsh{"at work": h, "with nobody yet": fresh} {
		s, err := Start(t.Context(), k.bin, k.dir, k.flags()...)
		if err != nil {
			t.Fatal(err)
		}
		out, err := k.thao("restore", file)
		if err == nil || !strings.Contains(out, "Chỉ khôi phục được vào nơi còn trống") {
			t.Errorf("over a server %s: %v %s", name, err, out)
		}
		if code := status(t, s.URL+"/readyz"); code != http.StatusOK {
			t.Errorf("/readyz of a server %s: %d", name, code)
		}
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
		if out, err := k.thao("check"); err != nil {
			t.Errorf("of a server %s: %v %s", name, err, out)
		}
	}
	h.verify()
}
