package load

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"thao/internal/app"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
	"thao/internal/web/assets"
)

// program builds thao once for all tests.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "thao-bin-")
	if err != nil {
		return "", err
	}
	return Build(context.Background(), filepath.Join("..", ".."), dir)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if bin, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(bin))
	}
	os.Exit(code)
}

// harsh is a server that is killed, those who work on it, and what it has
// acknowledged to them.
type harsh struct {
	t    *testing.T
	bin  string
	cfg  app.Config
	dir  string
	site *Site

	mu       sync.Mutex        // guards what was acknowledged
	comments map[id.ID]string  // text by id
	files    map[string]string // hash by name
	answers  map[id.ID]*answered
}

// answered is what is known of the answer to a group.
type answered struct {
	rev   int64 // acknowledged
	tried int   // the number of the last one sent, in its reason
	kept  int   // the number of the last one acknowledged
}

// small is enough for every kind of work there is.
var small = Size{Pages: 3, Bodies: 6, Staff: 1, Comments: 60, Groups: 20}

func newHarsh(t *testing.T, url string) *harsh {
	t.Helper()
	return newHarshIn(t, t.TempDir(), url)
}

// newHarshIn keeps the program's data in the folder "data" of dir.
func newHarshIn(t *testing.T, dir, url string) *harsh {
	t.Helper()
	if err := assets.Built(); err != nil {
		t.Skipf("the site's assets are not built (make assets): %v", err)
	}
	bin, err := program()
	if err != nil {
		t.Fatal(err)
	}
	h := &harsh{t: t, bin: bin, dir: dir, cfg: app.Config{Data: filepath.Join(dir, "data"), DB: url},
		comments: map[id.ID]string{}, files: map[string]string{}, answers: map[id.ID]*answered{}}
	h.open(func(a *app.App) {
		if h.site, err = Fill(t.Context(), a, small); err != nil {
			t.Fatal(err)
		}
	})
	return h
}

// open works on the data while the program is down.
func (h *harsh) open(do func(*app.App)) {
	h.t.Helper()
	a, err := app.Open(h.t.Context(), h.cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		h.t.Fatal(err)
	}
	defer a.Close()
	do(a)
}

func (h *harsh) flags() []string {
	if h.cfg.DB == "" {
		return []string{"--data", h.cfg.Data}
	}
	return []string{"--data", h.cfg.Data, "--db", h.cfg.DB}
}

// round starts the program, lets everybody work, and kills it in the middle.
func (h *harsh) round(alive time.Duration) {
	h.t.Helper()
	s, err := Start(h.t.Context(), h.bin, h.dir, h.flags()...)
	if err != nil {
		h.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(h.t.Context())
	var wg sync.WaitGroup
	for i := range h.site.Tokens {
		wg.Go(func() { h.write(ctx, s.URL, i) })
	}
	wg.Go(func() { h.send(ctx, s.URL) })
	wg.Go(func() { h.answer(ctx, s.URL) })
	time.Sleep(alive)
	s.Kill()
	stop()
	wg.Wait()
}

// ask sends a request; false when the program has died meanwhile. Any other
// answer than one of success is a fault of the program.
func (h *harsh) ask(req *http.Request, err error, into any) bool {
	if err != nil {
		h.t.Error(err)
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return false
	}
	if resp.StatusCode/100 != 2 {
		h.t.Errorf("%s %s: %d %.500s", req.Method, req.URL.Path, resp.StatusCode, body)
		return false
	}
	if err := json.Unmarshal(body, into); err != nil {
		h.t.Errorf("%s %s: %v: %.500s", req.Method, req.URL.Path, err, body)
		return false
	}
	return true
}

func (h *harsh) write(ctx context.Context, base string, who int) {
	for n := 0; ctx.Err() == nil; n++ {
		key, text := id.New(), fmt.Sprintf("Đề nghị làm rõ nội dung này, lần %d.", n)
		req, err := h.site.PostComment(base, h.site.Tokens[who], h.site.Staff[who].Body, key, n, text, "")
		var got struct{ ID id.ID }
		if !h.ask(req, err, &got) {
			return
		}
		h.mu.Lock()
		h.comments[key] = text
		h.mu.Unlock()
	}
}

func (h *harsh) send(ctx context.Context, base string) {
	for ctx.Err() == nil {
		name := string(id.New()) + ".txt"
		data := []byte("SỞ NỘI VỤ TỈNH SỐ 1\nSố: 12/SNV\n\n1. Đề nghị sửa khoản 1 Điều 2 cho rõ hơn.\n" + name + "\n")
		req, err := h.site.PostFile(base, h.site.Team, name, data)
		var got struct{ Items []struct{ Problem any } }
		if !h.ask(req, err, &got) {
			return
		}
		if len(got.Items) != 1 || got.Items[0].Problem != nil {
			h.t.Errorf("a file was not taken: %v", got)
			return
		}
		sum := sha256.Sum256(data)
		h.mu.Lock()
		h.files[name] = hex.EncodeToString(sum[:])
		h.mu.Unlock()
	}
}

func (h *harsh) answer(ctx context.Context, base string) {
	for n := 0; ctx.Err() == nil; n++ {
		if n%5 != 0 && n%5 != 4 {
			continue // it was answered by the filling
		}
		group := h.site.Groups[n%len(h.site.Groups)]
		h.mu.Lock()
		a := h.answers[group]
		if a == nil {
			a = &answered{}
			h.answers[group] = a
		}
		a.tried++
		h.mu.Unlock()
		req, err := h.site.PutAnswer(base, h.site.Team, group, a.rev, strconv.Itoa(a.tried))
		var got struct{ Rev int64 }
		if !h.ask(req, err, &got) {
			return
		}
		h.mu.Lock()
		a.rev, a.kept = got.Rev, a.tried
		h.mu.Unlock()
	}
}

// verify compares what was acknowledged with what is there, and learns which of
// the answers that were on their way have arrived.
func (h *harsh) verify() {
	h.t.Helper()
	h.open(func(a *app.App) {
		q := a.DB.Reader(h.t.Context())
		h.verifyComments(q)
		h.verifyFiles(q, a)
		for group, known := range h.answers {
			var rev int64
			var reason string
			err := q.QueryRow(`SELECT COALESCE(MAX(rev), 0), COALESCE(MAX(reason), '0') FROM answer WHERE docket_id = $1 AND group_id = $2 AND comment_id = ''`, h.site.Docket, group).Scan(&rev, &reason)
			if err != nil {
				h.t.Fatal(err)
			}
			if n, err := strconv.Atoi(reason); err != nil || n < known.kept || n > known.tried || rev < known.rev {
				h.t.Errorf("the answer to %s: revision %d says %q; acknowledged were revision %d and %d", group, rev, reason, known.rev, known.kept)
			}
			known.rev = rev
		}
	})
	out, err := exec.Command(h.bin, append([]string{"check"}, h.flags()...)...).CombinedOutput()
	if err != nil {
		h.t.Errorf("thao check: %v\n%s", err, out)
	}
}

func (h *harsh) verifyComments(q db.Q) {
	type row struct {
		id   id.ID
		text string
	}
	there, err := db.All(q, func(r db.Row, v *row) error { return r.Scan(&v.id, &v.text) },
		`SELECT id, text FROM comment WHERE docket_id = $1 AND source = 'web'`, h.site.Docket)
	if err != nil {
		h.t.Fatal(err)
	}
	texts := map[id.ID]string{}
	for _, c := range there {
		texts[c.id] = c.text
	}
	for key, text := range h.comments {
		if texts[key] != text {
			h.t.Errorf("comment %s is %q, acknowledged was %q", key, texts[key], text)
		}
	}
}

func (h *harsh) verifyFiles(q db.Q, a *app.App) {
	for name, hash := range h.files {
		n, err := db.Value[int64](q, `SELECT COUNT(*) FROM file WHERE docket_id = $1 AND name = $2 AND hash = $3`, h.site.Docket, name, hash)
		if err != nil {
			h.t.Fatal(err)
		}
		if n != 1 {
			h.t.Errorf("file %s: %d rows", name, n)
		}
		if _, err := a.Blobs.Read(hash, 1<<20); err != nil {
			h.t.Errorf("file %s: %v", name, err)
		}
	}
}

// deaths is how often the program is killed: THAO_FAULTS, else few.
func deaths(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("THAO_FAULTS")); err == nil {
		return n
	}
	if testing.Short() {
		return 2
	}
	return 6
}

// The program is killed again and again while many work on it: whatever it has
// acknowledged is there, and its data is whole.
func TestKilled(t *testing.T) {
	for name, url := range map[string]string{"sqlite": "", "postgres": dbtest.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			h := newHarsh(t, url)
			chance := rand.New(rand.NewPCG(1, 1))
			for range deaths(t) {
				h.round(50*time.Millisecond + time.Duration(chance.IntN(500))*time.Millisecond)
				h.verify()
				if t.Failed() {
					return
				}
			}
			if len(h.comments) == 0 || len(h.files) == 0 || len(h.answers) == 0 {
				t.Errorf("acknowledged: %d comments, %d files, %d answers: the program was killed before it did anything", len(h.comments), len(h.files), len(h.answers))
			}
			t.Logf("acknowledged and kept over %d deaths: %d comments, %d files, %d groups answered", deaths(t), len(h.comments), len(h.files), len(h.answers))
		})
	}
}
