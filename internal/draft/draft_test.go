package draft

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thao/internal/access"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/convert"
	"thao/internal/corpus"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/docket"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/reader"
)

// office is a service with a docket and people on it.
type office struct {
	*Service
	t             *testing.T
	docket        id.ID
	lead, drafter *access.Actor
	stranger      *access.Actor
}

func open(t *testing.T, d *db.DB) *office {
	t.Helper()
	blobs, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	now := clock.At(time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC))
	dockets := &docket.Service{DB: d, Clock: now.Now}
	o := &office{Service: &Service{DB: d, Clock: now.Now, Blobs: blobs, Dockets: dockets}, t: t}
	admin, drafter, stranger := o.account("Trưởng ban", true), o.account("Người soạn", false), o.account("Người ngoài", false)
	doc, err := dockets.Create(t.Context(), o.load(admin), docket.Fields{Title: "Đề án", Issuer: "Ban Chỉ đạo"})
	if err != nil {
		t.Fatal(err)
	}
	o.docket, o.lead = doc.ID, o.load(admin)
	if err := dockets.SetRoles(t.Context(), o.lead, doc.ID, drafter, []access.Role{access.Drafter}); err != nil {
		t.Fatal(err)
	}
	o.drafter, o.stranger = o.load(drafter), o.load(stranger)
	return o
}

func (o *office) account(name string, administrator bool) id.ID {
	o.t.Helper()
	key := id.New()
	err := o.DB.Write(o.t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`
INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created)
VALUES ($1, $2, $3, '', $4, 'vi', 'active', 1, 1)`, key, string(key)+"@thu.vn", name, administrator)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return key
}

func (o *office) load(account id.ID) *access.Actor {
	o.t.Helper()
	a, err := access.Load(o.DB.Reader(o.t.Context()), account)
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

func (o *office) upload(name string, data []byte) Reading {
	o.t.Helper()
	r, err := o.Upload(o.t.Context(), o.drafter, o.docket, Upload{Name: name, Body: bytes.NewReader(data)})
	if err != nil {
		o.t.Fatalf("%s: %v", name, err)
	}
	return r
}

func (o *office) confirmed(text string) Version {
	o.t.Helper()
	v := o.upload("du-thao.txt", []byte(text)).Version
	v, err := o.Confirm(o.t.Context(), o.lead, o.docket, v.ID, v.Rev)
	if err != nil {
		o.t.Fatal(err)
	}
	return v
}

func (o *office) text(v id.ID) *Text {
	o.t.Helper()
	t, err := o.Read(o.t.Context(), o.lead, o.docket, v)
	if err != nil {
		o.t.Fatal(err)
	}
	return t
}

func want(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if err == nil || fault.CodeOf(err) != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

// sketch draws nodes, a line each.
func sketch(list []Node) string {
	var b strings.Builder
	for _, n := range list {
		fmt.Fprintf(&b, "%s%s|%s|%s|%s\n", strings.Repeat("  ", int(n.Depth-1)), n.ID, n.Label, n.Heading, n.Text)
	}
	return b.String()
}

// whole is what must hold of every text.
func whole(t interface{ Fatalf(string, ...any) }, list []Node) {
	seen := map[string]int64{"": 0}
	for i, n := range list {
		depth, ok := seen[n.Parent]
		if !ok || n.Depth != depth+1 || n.Seq != int64(i+1) || seen[n.ID] != 0 || n.ID == "" {
			t.Fatalf("node %d does not stand right: %+v in\n%s", i, n, sketch(list))
		}
		seen[n.ID] = n.Depth
	}
	if got := sketch(nodesOf(treeOf(list))); got != sketch(list) {
		t.Fatalf("the tree of\n%s is\n%s", sketch(list), got)
	}
}

const law = `Điều 1. Phạm vi
1. Một.
2. Hai.
Điều 2. Đối tượng
a) A
b) B
`

func TestUploadReadConfirm(t *testing.T) {
	sample, err := os.ReadFile(filepath.Join(corpus.Root(t), "samples", "de-an", "du-thao-1.docx"))
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		_, err := o.Upload(t.Context(), o.stranger, o.docket, Upload{Name: "a.txt", Body: strings.NewReader(law)})
		want(t, err, fault.Denied)
		r := o.upload(`C:\thư mục\du-thao-1.docx`, sample)
		v := r.Version
		if v.State != Proposed || v.Number != 0 || r.Nodes < 20 || !strings.Contains(v.Title, "Đề án") && !strings.Contains(v.Title, "ĐỀ ÁN") {
			t.Errorf("%+v", r)
		}
		text := o.text(v.ID)
		whole(t, text.Nodes)
		doc, err := convert.Open(t.Context(), "du-thao-1.docx", sample)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := sketch(text.Nodes), sketch(nodesOf(doc.Tree)); got != want {
			t.Errorf("read\n%s\nwant\n%s", got, want)
		}
		_, err = o.Confirm(t.Context(), o.drafter, o.docket, v.ID, v.Rev)
		want(t, err, fault.Denied)
		_, err = o.Confirm(t.Context(), o.lead, o.docket, v.ID, v.Rev+1)
		want(t, err, fault.Stale)
		done, err := o.Confirm(t.Context(), o.lead, o.docket, v.ID, v.Rev)
		if err != nil || done.Number != 1 || done.State != Confirmed || done.Confirmed == 0 {
			t.Fatalf("%+v %v", done, err)
		}
		_, err = o.Confirm(t.Context(), o.lead, o.docket, v.ID, done.Rev)
		want(t, err, fault.WrongState)
		_, _, err = o.Correct(t.Context(), o.lead, o.docket, v.ID, done.Rev, outline.Change{Correction: outline.MakePlain, Node: text.Nodes[3].ID})
		want(t, err, fault.WrongState)
		f, file, err := o.Original(t.Context(), o.lead, o.docket, v.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		kept, _ := io.ReadAll(file)
		if f.Name != "du-thao-1.docx" || !bytes.Equal(kept, sample) {
			t.Errorf("%+v, %d bytes", f, len(kept))
		}
		_, err = o.Read(t.Context(), o.stranger, o.docket, v.ID)
		want(t, err, fault.Denied)
		_, err = o.Read(t.Context(), o.lead, o.docket, id.New())
		want(t, err, fault.NotFound)
	})
}

func TestUnreadableFilesChangeNothing(t *testing.T) {
	o := open(t, dbtest.SQLite(t))
	for name, c := range map[string]struct {
		data string
		code fault.Code
	}{
		"a.docx": {"PK\x03\x04 broken", fault.Damaged}, "a.xlsx": {"no", fault.NotZip}, "b.csv": {"a,b\n1,2\n", fault.NotAText},
		"a.exe": {"MZ", fault.UnknownFormat}, "a.txt": {"", fault.Empty}, "b.txt": {" \n\n \t", fault.Empty},
	} {
		_, err := o.Upload(t.Context(), o.lead, o.docket, Upload{Name: name, Body: strings.NewReader(c.data)})
		if fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	list, err := o.Versions(t.Context(), o.lead, o.docket)
	if err != nil || len(list) != 0 {
		t.Errorf("%v %v", list, err)
	}
	_, err = o.Upload(t.Context(), o.lead, o.docket, Upload{Name: "a.txt", Body: strings.NewReader(law), Base: id.New()})
	want(t, err, fault.Gone)
}

func TestVersionsAreNumberedInOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		var proposed []Version
		for i := range 6 {
			proposed = append(proposed, o.upload("a.txt", fmt.Appendf(nil, "%sLần %d.\n", law, i)).Version)
		}
		var wg sync.WaitGroup
		for _, v := range proposed {
			wg.Go(func() {
				if _, err := o.Confirm(t.Context(), o.lead, o.docket, v.ID, v.Rev); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		list, _ := o.Versions(t.Context(), o.lead, o.docket)
		var numbers []int64
		for _, v := range list {
			numbers = append(numbers, v.Number)
		}
		slices.Sort(numbers)
		if !slices.Equal(numbers, []int64{1, 2, 3, 4, 5, 6}) {
			t.Errorf("%v", numbers)
		}
	})
}

func TestCorrectAndOrigins(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		first := o.confirmed(law)
		v := o.upload("lan-2.txt", []byte(strings.ReplaceAll(law, "Điều 2. Đối tượng\n", "Điều 1a. Mới\nMột câu mới hẳn.\nĐiều 2. Đối tượng\n"))).Version
		if v.Base != first.ID {
			t.Errorf("base %q, want %q", v.Base, first.ID)
		}
		v2, node, err := o.Correct(t.Context(), o.drafter, o.docket, v.ID, v.Rev, outline.Change{Correction: outline.Raise, Node: "article_1__clause_2"})
		if err != nil || node != "clause_2" || v2.Rev != v.Rev+1 {
			t.Fatalf("%+v %q %v", v2, node, err)
		}
		_, _, err = o.Correct(t.Context(), o.drafter, o.docket, v.ID, v.Rev, outline.Change{Correction: outline.Lower, Node: "clause_2"})
		want(t, err, fault.Stale)
		_, _, err = o.Correct(t.Context(), o.drafter, o.docket, v.ID, v2.Rev, outline.Change{Correction: outline.Raise, Node: "clause_2"})
		want(t, err, fault.Invalid)
		_, _, err = o.Correct(t.Context(), o.drafter, o.docket, v.ID, v2.Rev, outline.Change{Correction: outline.Raise, Node: "clause_9"})
		want(t, err, fault.Gone)
		v2, _, err = o.Correct(t.Context(), o.drafter, o.docket, v.ID, v2.Rev, outline.Change{Correction: outline.Lower, Node: "clause_2"})
		if err != nil {
			t.Fatal(err)
		}
		done, err := o.Confirm(t.Context(), o.lead, o.docket, v.ID, v2.Rev)
		if err != nil || done.Number != 2 {
			t.Fatal(done, err)
		}
		text := o.text(v.ID)
		whole(t, text.Nodes)
		for node, origin := range map[string]string{"article_1__clause_2": "article_1__clause_2", "article_1a": "", "article_2__point_b": "article_2__point_b"} {
			if n, ok := text.Find(node); !ok || n.Origin != origin {
				t.Errorf("%s: %+v", node, n)
			}
		}
		if _, err := ledger.Verify(d.Reader(t.Context()), o.docket); err != nil {
			t.Error(err)
		}
	})
}

func TestWorkingCopy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		first := o.confirmed(law)
		_, err := o.StartWorking(t.Context(), o.stranger, o.docket, first.ID)
		want(t, err, fault.Denied)
		v, err := o.StartWorking(t.Context(), o.drafter, o.docket, first.ID)
		if err != nil || v.State != Working {
			t.Fatal(v, err)
		}
		if again, err := o.StartWorking(t.Context(), o.lead, o.docket, first.ID); err != nil || again.ID != v.ID {
			t.Errorf("a second working copy: %+v %v", again, err)
		}
		n, err := o.EditNode(t.Context(), o.drafter, o.docket, v.ID, "article_1__clause_2", 0, Words{Label: "2.", Text: "Hai, sửa lại."})
		if err != nil || n.Rev != 1 || n.EditedBy != o.drafter.Account {
			t.Fatal(n, err)
		}
		in, err := o.InsertNode(t.Context(), o.drafter, o.docket, v.ID, Insert{After: "article_1__clause_2", Kind: outline.Clause, Words: Words{Label: "3.", Text: "Ba."}})
		if err != nil {
			t.Fatal(err)
		}
		whole(t, o.text(v.ID).Nodes)
		if err := o.MoveNode(t.Context(), o.lead, o.docket, v.ID, "article_2__point_b", nil, Up); err != nil {
			t.Fatal(err)
		}
		if err := o.DeleteNode(t.Context(), o.lead, o.docket, v.ID, "article_1__clause_1", 0); err != nil {
			t.Fatal(err)
		}
		want(t, o.DeleteNode(t.Context(), o.lead, o.docket, v.ID, "article_1__clause_2", 0), fault.Stale)
		now, _ := o.Version(t.Context(), o.lead, o.docket, v.ID)
		done, err := o.Confirm(t.Context(), o.lead, o.docket, v.ID, now.Rev)
		if err != nil || done.Number != 2 {
			t.Fatal(done, err)
		}
		got := o.text(v.ID)
		whole(t, got.Nodes)
		const wanted = `article_1|Điều 1.|Phạm vi|
  article_1__clause_2|2.||Hai, sửa lại.
  article_1__clause_3|3.||Ba.
article_2|Điều 2.|Đối tượng|
  article_2__point_b|b)||B
  article_2__point_a|a)||A
`
		if sketch(got.Nodes) != wanted {
			t.Errorf("got\n%s\nwant\n%s", sketch(got.Nodes), wanted)
		}
		if n, _ := got.Find("article_1__clause_3"); n.Origin != "" || n.ID == in.ID {
			t.Errorf("%+v", n)
		}
		if n, _ := got.Find("article_2__point_b"); n.Origin != "article_2__point_b" {
			t.Errorf("%+v", n)
		}
		if old := o.text(first.ID); sketch(old.Nodes) == wanted || len(old.Nodes) != 6 {
			t.Errorf("the base has changed:\n%s", sketch(old.Nodes))
		}
		_, err = o.EditNode(t.Context(), o.lead, o.docket, v.ID, "article_1", 0, Words{Heading: "x"})
		want(t, err, fault.WrongState)
	})
}

func TestTwoPeopleInOneNodeLoseNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		v, err := o.StartWorking(t.Context(), o.lead, o.docket, o.confirmed(law).ID)
		if err != nil {
			t.Fatal(err)
		}
		const writers = 8
		var wg sync.WaitGroup
		var mu sync.Mutex
		written := 0
		for i := range writers {
			wg.Go(func() {
				_, err := o.EditNode(t.Context(), o.drafter, o.docket, v.ID, "article_1", 0, Words{Label: "Điều 1.", Heading: fmt.Sprintf("Người thứ %d viết", i)})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					written++
				} else if fault.CodeOf(err) != fault.Stale {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		clashes, err := o.Clashes(t.Context(), o.lead, o.docket, v.ID)
		if err != nil || written != 1 || len(clashes) != writers-1 {
			t.Fatalf("%d written, %d clashes, %v", written, len(clashes), err)
		}
		n, _ := o.text(v.ID).Find("article_1")
		seen := map[string]bool{n.Heading: true}
		for _, c := range clashes {
			seen[c.Heading] = true
		}
		if len(seen) != writers {
			t.Errorf("only %d of %d texts are there", len(seen), writers)
		}
		// The same words again are no clash.
		if _, err := o.EditNode(t.Context(), o.drafter, o.docket, v.ID, "article_1", 0, n.Words()); err != nil {
			t.Error(err)
		}
		c := clashes[0]
		want(t, o.SettleClash(t.Context(), o.lead, o.docket, v.ID, c.ID, 0, &c.Words), fault.Stale)
		if err := o.SettleClash(t.Context(), o.lead, o.docket, v.ID, c.ID, n.Rev, &c.Words); err != nil {
			t.Fatal(err)
		}
		if err := o.SettleClash(t.Context(), o.lead, o.docket, v.ID, clashes[1].ID, 0, nil); err != nil {
			t.Fatal(err)
		}
		if n, _ := o.text(v.ID).Find("article_1"); n.Heading != c.Heading {
			t.Errorf("%+v", n)
		}
		if left, _ := o.Clashes(t.Context(), o.lead, o.docket, v.ID); len(left) != writers-3 {
			t.Errorf("%d clashes left", len(left))
		}
		// Somebody writes into a node that was taken out meanwhile.
		if err := o.DeleteNode(t.Context(), o.lead, o.docket, v.ID, "article_2", 0); err != nil {
			t.Fatal(err)
		}
		_, err = o.EditNode(t.Context(), o.drafter, o.docket, v.ID, "article_2__point_a", 0, Words{Label: "a)", Text: "Không mất"})
		want(t, err, fault.Stale)
		left, _ := o.Clashes(t.Context(), o.lead, o.docket, v.ID)
		if last := left[len(left)-1]; last.Text != "Không mất" {
			t.Errorf("%+v", last)
		}
	})
}

func TestWorkingCopiesStayWhole(t *testing.T) {
	o := open(t, dbtest.SQLite(t))
	base := o.confirmed(law + "Điều 3. Hết\nMột câu.\nHai câu.\n- gạch\n- gạch nữa\n")
	rapid.Check(t, func(rt *rapid.T) {
		v, err := o.StartWorking(t.Context(), o.lead, o.docket, base.ID)
		if err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(1, 8).Draw(rt, "steps") {
			before := o.text(v.ID)
			if len(before.Nodes) == 0 {
				break
			}
			n := rapid.SampledFrom(before.Nodes).Draw(rt, "node")
			switch rapid.IntRange(0, 3).Draw(rt, "step") {
			case 0:
				_, err = o.InsertNode(t.Context(), o.lead, o.docket, v.ID, Insert{After: n.ID, Kind: outline.Paragraph, Words: Words{Text: "thêm"}})
			case 1:
				_, err = o.InsertNode(t.Context(), o.lead, o.docket, v.ID, Insert{Under: n.ID, Kind: outline.Heading, Words: Words{Heading: "thêm"}})
			case 2:
				err = o.MoveNode(t.Context(), o.lead, o.docket, v.ID, n.ID, nil, rapid.SampledFrom([]Way{Up, Down, Outer, Inner}).Draw(rt, "way"))
			case 3:
				err = o.DeleteNode(t.Context(), o.lead, o.docket, v.ID, n.ID, n.Rev)
			}
			after := o.text(v.ID)
			whole(rt, after.Nodes)
			if code := fault.CodeOf(err); err != nil && (code != fault.Invalid || sketch(after.Nodes) != sketch(before.Nodes)) {
				rt.Fatal(err)
			}
		}
		now := o.text(v.ID)
		if len(now.Nodes) == 0 {
			_, err := o.Confirm(t.Context(), o.lead, o.docket, v.ID, now.Rev)
			if fault.CodeOf(err) != fault.Empty {
				rt.Fatal(err)
			}
			_, err = o.Drop(t.Context(), o.lead, o.docket, v.ID, now.Rev)
			if err != nil {
				rt.Fatal(err)
			}
			return
		}
		if _, err := o.Confirm(t.Context(), o.lead, o.docket, v.ID, now.Rev); err != nil {
			rt.Fatal(err)
		}
		whole(rt, o.text(v.ID).Nodes)
	})
}

func TestStatesAreWalked(t *testing.T) {
	for _, from := range States() {
		for _, to := range States() {
			may := (from == Proposed || from == Working) && (to == Confirmed || to == Dropped)
			if err := from.To(to); may != (err == nil) {
				t.Errorf("%s → %s: %v", from, to, err)
			}
		}
	}
}

func TestCompareDownloadRedline(t *testing.T) {
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(corpus.Root(t), "samples", "de-an", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		a := o.upload("du-thao-1.docx", read("du-thao-1.docx")).Version
		a, err := o.Confirm(t.Context(), o.lead, o.docket, a.ID, a.Rev)
		if err != nil {
			t.Fatal(err)
		}
		b, err := o.StartWorking(t.Context(), o.lead, o.docket, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		edited := 0
		for _, n := range o.text(b.ID).Nodes {
			if n.Text != "" && n.Kind != outline.Table && edited < 3 && len(n.Text) > 100 {
				edited++
				w := n.Words()
				w.Text += " Thêm một câu ở cuối."
				if _, err := o.EditNode(t.Context(), o.lead, o.docket, b.ID, n.ID, 0, w); err != nil {
					t.Fatal(err)
				}
			}
		}
		c, err := o.Compare(t.Context(), o.lead, o.docket, a.ID, b.ID)
		if err != nil || c.Count()["edited"] != 3 || len(c.Count()) != 2 {
			t.Errorf("%v %v", c.Count(), err)
		}
		for _, f := range convert.Formats() {
			var out bytes.Buffer
			if err := o.Download(t.Context(), o.lead, o.docket, b.ID, f, locale.Vietnamese, &out); err != nil || out.Len() < 1000 {
				t.Errorf("%s: %d bytes, %v", f, out.Len(), err)
			}
		}
		var out bytes.Buffer
		if err := o.Redline(t.Context(), o.lead, o.docket, a.ID, b.ID, "Người soạn", &out); err != nil {
			t.Fatal(err)
		}
		file, err := reader.Open(t.Context(), "r.docx", out.Bytes())
		if err != nil || len(file.Document.Edits) != 3 || !strings.Contains(file.Document.Edits[0].After, "Thêm một câu") {
			t.Errorf("%+v %v", file.Document.Edits, err)
		}
	})
}

func TestFindWithoutDiacritics(t *testing.T) {
	o := open(t, dbtest.SQLite(t))
	v := o.confirmed("Điều 1. Người đứng đầu\nChịu trách\u00a0nhiệm  trực tiếp.\nĐiều 2. Hết\n")
	for words, want := range map[string]string{
		"nguoi dung dau": "article_1:Người đứng đầu", "TRÁCH NHIỆM trực": "article_1:trách\u00a0nhiệm  trực",
		"dieu 2": "article_2:Điều 2", "không có": "", " ": "",
	} {
		hits, err := o.Find(t.Context(), o.lead, o.docket, v.ID, words, 10)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, h := range hits {
			got += h.Node + ":" + h.Words
		}
		if got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

func TestTwoHundredPages(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(corpus.Path(t), "vi", "luat-xu-ly-vi-pham-hanh-chinh-2012.txt"))
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.Repeat(data, 3)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		r, err := o.Upload(ctx, o.lead, o.docket, Upload{Name: "luat.txt", Body: bytes.NewReader(data)})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d kB, %d nodes in %v", len(data)>>10, r.Nodes, time.Since(start))
		start = time.Now()
		text := o.text(r.Version.ID)
		t.Logf("read in %v", time.Since(start))
		whole(t, text.Nodes)
	})
}
