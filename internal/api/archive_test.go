package api

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thao/internal/consultation"
	"thao/internal/corpus"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/vault"
)

// worked is an opened office in which comments came by the page and by mail,
// were read and grouped, and one group was answered.
func worked(t *testing.T, d *db.DB) *office {
	o := opened(t, d)
	var c consultation.Comment
	o.post(o.staff, o.at("rounds", string(o.round.ID), "comments"), o.comment("Đề nghị làm rõ =1+1")).is(201).into(&c)
	o.send(o.staff, http.MethodPost, o.at("comments", string(c.ID), "move"), CommentStep{consultation.Included}, "If-Match", etag(c.Rev)).is(200)
	own := o.at("rounds", string(o.round.ID), "bodies", string(o.body), "reply")
	o.send(o.head, http.MethodPost, own+"/seal", nil, "If-Match", `"0"`).is(200)
	replies := filepath.Join(corpus.Root(t), "samples", "de-an", "tra-loi")
	files, err := os.ReadDir(replies)
	o.must(err)
	for _, f := range files[:min(3, len(files))] {
		if f.IsDir() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(replies, f.Name()))
		o.must(err)
		o.upload(o.secretary, o.at("rounds", string(o.round.ID), "files"), f.Name(), data).is(200)
	}
	o.work()
	var groups List[consultation.Group]
	o.get(o.secretary, o.at("rounds", string(o.round.ID), "groups")).is(200).into(&groups)
	if len(groups.Items) == 0 {
		t.Fatal("nothing was grouped")
	}
	g := groups.Items[0]
	o.put(o.secretary, o.at("groups", string(g.ID), "answer"), AnswerForm{Verdict: "noted", Reason: "Ghi nhận."}, "If-Match", `"0"`).is(200)
	return o
}

// work does what waits in the background.
func (o *office) work() {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), time.Minute)
	defer cancel()
	done := make(chan struct{})
	go func() { defer close(done); o.api.Jobs.Run(ctx) }()
	for {
		// Due, or under way: its lease ends a minute from now. What is to be tried
		// again later waits for the hour to be moved.
		n, err := db.Value[int64](o.api.DB.Reader(ctx), `SELECT COUNT(*) FROM job WHERE due <= $1 OR due = $2`, o.hour.Now(), o.hour.Now().Add(o.api.Jobs.Lease))
		if err != nil || n == 0 {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	cancel()
	<-done
}

// moved is another office with the same administrator.
func moved(t *testing.T, from *office, d *db.DB) *office {
	t.Helper()
	o := wired(t, d)
	o.must(d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created) VALUES ($1, $2, 'Quản trị', '', $3, 'vi', 'active', 1, 1)`,
			from.admin.account, string(from.admin.account)+"@thu.example", true)
		return err
	}))
	o.admin = person{from.admin.account, o.token(from.admin.account, "read", "write", "manage")}
	o.docket = from.docket
	return o
}

func partsOf(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(content)
	}
	return out
}

func TestADocketGoesElsewhereWithNothingLost(t *testing.T) {
	engines := map[string]func(testing.TB) *db.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres}
	for _, way := range [][2]string{{"sqlite", "postgres"}, {"postgres", "sqlite"}, {"sqlite", "sqlite"}} {
		t.Run(way[0]+" to "+way[1], func(t *testing.T) {
			from := worked(t, engines[way[0]](t))
			first := from.get(from.admin, from.at("archive")).is(200).Body.Bytes()
			to := moved(t, from, engines[way[1]](t))
			var got vault.Brought
			to.upload(to.admin, "/api/archives", "a.zip", first).is(201).into(&got)
			if got.Docket != from.docket || got.Rows < 100 || got.Files == 0 || len(got.Accounts) == 0 || !slices.Contains(got.Bodies, "Tỉnh ủy A") {
				t.Errorf("%+v", got)
			}
			if _, err := ledger.Verify(to.api.DB.Reader(t.Context()), to.docket); err != nil {
				t.Error(err)
			}
			second := to.get(to.admin, to.at("archive")).is(200).Body.Bytes()
			same(t, partsOf(t, first), partsOf(t, second))
			to.upload(to.admin, "/api/archives", "a.zip", first).is(409)
			sealed := to.replyOf(from.body)
			var proof struct{ Holds bool }
			to.get(to.admin, to.at("replies", string(sealed), "proof")).is(200).into(&proof)
			if !proof.Holds {
				t.Error("a receipt does not hold after the move")
			}
		})
	}
}

func (o *office) replyOf(body id.ID) id.ID {
	o.t.Helper()
	key, err := db.Value[id.ID](o.api.DB.Reader(o.t.Context()), `SELECT id FROM reply WHERE docket_id = $1 AND body_id = $2 AND via = 'web'`, o.docket, body)
	o.must(err)
	return key
}

// same compares two archives, all but the date and the schema's number.
func same(t *testing.T, a, b map[string]string) {
	t.Helper()
	for name, content := range a {
		if name == "manifest.json" {
			var x, y vault.DocketManifest
			if json.Unmarshal([]byte(content), &x) != nil || json.Unmarshal([]byte(b[name]), &y) != nil || x.Log != y.Log || len(x.Parts) != len(y.Parts) {
				t.Errorf("manifests: %s\n%s", content, b[name])
			}
			continue
		}
		if b[name] != content {
			t.Errorf("%s differs:\n%.600s\n%.600s", name, content, b[name])
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			t.Errorf("%s is new", name)
		}
	}
	if !strings.Contains(a["tables/comment.csv"], "Đề nghị làm rõ") || len(a) < 40 {
		t.Errorf("%d parts", len(a))
	}
}

// What a body has not sent stays with it.
func TestWhatWasNotSentStays(t *testing.T) {
	o := opened(t, dbtest.SQLite(t))
	o.post(o.staff, o.at("rounds", string(o.round.ID), "comments"), o.comment("chưa gửi, chỉ của chúng tôi")).is(201)
	for name, content := range partsOf(t, o.get(o.admin, o.at("archive")).is(200).Body.Bytes()) {
		if strings.Contains(content, "chưa gửi, chỉ của chúng tôi") || strings.Contains(content, "chua gui chi cua") {
			t.Errorf("%s tells what was not sent", name)
		}
	}
	o.get(o.staff, o.at("archive")).is(403)
}

func TestHostileArchives(t *testing.T) {
	from := worked(t, dbtest.SQLite(t))
	good := from.get(from.admin, from.at("archive")).is(200).Body.Bytes()
	to := moved(t, from, dbtest.SQLite(t))
	for name, bad := range map[string][]byte{
		"no zip":         []byte("PK, or so"),
		"cut off":        good[:len(good)/2],
		"another zip":    rezipped(t, good, func(parts map[string]string) { delete(parts, "manifest.json") }),
		"a part more":    rezipped(t, good, func(parts map[string]string) { parts["records/more.jsonl"] = "{}" }),
		"a part less":    rezipped(t, good, func(parts map[string]string) { delete(parts, "records/answer.jsonl") }),
		"an altered row": rezipped(t, good, func(parts map[string]string) { parts["records/ledger.jsonl"] += "{}\n" }),
		"a way out":      rezipped(t, good, func(parts map[string]string) { parts["../../etc/passwd"] = "x" }),
		"a bomb":         rezipped(t, good, func(parts map[string]string) { parts["files/0"] = strings.Repeat("\x00", 80<<20) }),
		"another docket": resealed(t, good, func(parts map[string]string) {
			parts["records/docket_role.jsonl"] = strings.Replace(parts["records/docket_role.jsonl"], string(from.docket), string(id.New()), 1)
		}),
		"a log that does not hold": resealed(t, good, func(parts map[string]string) {
			parts["records/ledger.jsonl"] = strings.Replace(parts["records/ledger.jsonl"], "docket.create", "docket.erased", 1)
		}),
		"a state that is none":          altered(t, good, "comment", `"state":"sent"`, `"state":"lost"`),
		"a round in no state":           altered(t, good, "round", `"state":"open"`, `"state":null`),
		"a group in no state":           altered(t, good, "comment_group", `"state":"drafted"`, `"state":"lost"`),
		"a node of no kind":             altered(t, good, "node", `"kind":"front"`, `"kind":"lost"`),
		"neither yes nor no":            altered(t, good, "comment", `"minority":0`, `"minority":7`),
		"an answer to no comment":       altered(t, good, "answer", `"comment_id":""`, `"comment_id":"khong-co"`),
		"a comment in no group":         altered(t, good, "comment", `"group_id":"0`, `"group_id":"x`),
		"a word where a number belongs": altered(t, good, "comment", `"minority":0`, `"minority":"0"`),
		"a column of its own": resealed(t, good, func(parts map[string]string) {
			parts["records/phrase.jsonl"] = `{"docket_id":"` + string(from.docket) + `","id) SELECT 1 --":"x"}` + "\n"
		}),
	} {
		t.Run(name, func(t *testing.T) {
			r := to.upload(to.admin, "/api/archives", "a.zip", bad)
			if r.Code != 422 {
				t.Errorf("%d %s", r.Code, r.Body)
			}
			if n := to.count(`SELECT COUNT(*) FROM docket`) + to.count(`SELECT COUNT(*) FROM ledger WHERE docket_id <> 'system'`) + to.count(`SELECT COUNT(*) FROM body`); n != 0 {
				t.Errorf("%d rows stayed", n)
			}
		})
	}
	to.upload(to.admin, "/api/archives", "a.zip", good).is(201)
}

// altered puts one value of a record in the place of another.
func altered(t *testing.T, data []byte, table, old, new string) []byte {
	t.Helper()
	return resealed(t, data, func(parts map[string]string) {
		name := "records/" + table + ".jsonl"
		if !strings.Contains(parts[name], old) {
			t.Fatalf("%s has no %s", name, old)
		}
		parts[name] = strings.Replace(parts[name], old, new, 1)
	})
}

func rezipped(t *testing.T, data []byte, change func(map[string]string)) []byte {
	t.Helper()
	parts := partsOf(t, data)
	change(parts)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// resealed alters parts and makes the manifest agree with them.
func resealed(t *testing.T, data []byte, change func(map[string]string)) []byte {
	t.Helper()
	return rezipped(t, data, func(parts map[string]string) {
		change(parts)
		var m vault.DocketManifest
		if err := json.Unmarshal([]byte(parts["manifest.json"]), &m); err != nil {
			t.Fatal(err)
		}
		for name, content := range parts {
			if name != "manifest.json" {
				m.Parts[name] = vault.DocketPart{Hash: vault.HashOf([]byte(content))}
			}
		}
		sealed, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		parts["manifest.json"] = string(sealed)
	})
}
