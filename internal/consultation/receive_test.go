package consultation

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
)

// replyFiles lists the samples' replies, bodies.csv among them.
func replyFiles(t testing.TB) []string {
	t.Helper()
	var out []string
	root := filepath.Join(samples(t), "tra-loi")
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rel, _ := filepath.Rel(root, path)
			out = append(out, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (k *asking) receive(round id.ID, name string, data []byte) Received {
	k.t.Helper()
	got, err := k.Receive(k.t.Context(), k.secretary, k.docket, round, name, bytes.NewReader(data))
	k.must(err)
	return got
}

func (k *asking) sample(name string) []byte {
	k.t.Helper()
	data, err := os.ReadFile(filepath.Join(samples(k.t), "tra-loi", filepath.FromSlash(name)))
	k.must(err)
	return data
}

// What the server finds in the files that came by mail is what the command
// line finds: the same comments, at the same places, in the same groups.
func TestReceivedIsWhatTheCommandLineFinds(t *testing.T) {
	dir := samples(t)
	want, err := collate.Run(context.Background(), filepath.Join(dir, "du-thao-1.docx"), filepath.Join(dir, "tra-loi"), collate.Options{Profile: "vn-party"})
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		for _, name := range replyFiles(t) {
			k.receive(r.ID, name, k.sample(name))
		}
		k.work()
		k.sameReplies(r.ID, want)
		k.sameComments(r.ID, want)
		k.sameGroups(r.ID, want)
		k.samePassages(r.ID, want)
		k.sound()
	})
}

func (k *asking) sameReplies(round id.ID, want *collation.Collation) {
	k.t.Helper()
	b := k.board(round)
	if len(b.Strange)+len(b.Broken)+len(b.Waiting) > 0 {
		k.t.Errorf("strange %+v, broken %+v, waiting %+v", b.Strange, b.Broken, b.Waiting)
	}
	var silent []string
	byFile := map[string]Reply{}
	for _, s := range b.Bodies {
		if s.Status == Silent {
			silent = append(silent, s.Name)
		}
		for _, r := range s.Replies {
			byFile[r.FileName] = r
		}
	}
	slices.Sort(silent)
	wanted := slices.Sorted(slices.Values(want.Silent))
	if !slices.Equal(silent, wanted) {
		k.t.Errorf("silent: %v, want %v", silent, wanted)
	}
	for _, w := range want.Replies {
		got := byFile[w.File]
		if got.BodyName != w.Body || got.Number != w.Number || got.Dated != w.Date || got.Comments != int64(w.Comments) ||
			got.Agrees != (w.Status == collation.Agrees) || got.State != Sealed || got.Receipt == "" {
			k.t.Errorf("%s: got %+v, want %+v", w.File, got, w)
		}
	}
}

// received lists a round's comments as the kernel knows them, with the ids the
// command line gives them.
func (k *asking) received(round id.ID) []collation.Comment {
	k.t.Helper()
	files := map[id.ID]string{}
	for _, s := range k.board(round).Bodies {
		for _, r := range s.Replies {
			files[r.ID] = r.FileName
		}
	}
	list, err := k.Comments(k.t.Context(), k.secretary, k.docket, round, Filter{}, Cursor{}, 10000)
	k.must(err)
	var out []collation.Comment
	for _, c := range list {
		c, err := k.ReadComment(k.t.Context(), k.secretary, k.docket, c.ID)
		k.must(err)
		out = append(out, c.Collated(files[c.Reply]))
	}
	return out
}

// told is a comment without what only one of the two sides has.
func told(c collation.Comment) collation.Comment {
	c.ID, c.Group = "", ""
	return c
}

func (k *asking) sameComments(round id.ID, want *collation.Collation) {
	k.t.Helper()
	got := k.received(round)
	if len(got) != len(want.Comments) {
		k.t.Fatalf("%d comments, want %d", len(got), len(want.Comments))
	}
	for _, w := range want.Comments {
		if !slices.ContainsFunc(got, func(c collation.Comment) bool { return reflect.DeepEqual(told(c), told(w)) }) {
			k.t.Errorf("not there: %+v", w)
		}
	}
}

// groupKeys writes each group as the sorted words of its members.
func groupKeys(comments []collation.Comment) []string {
	members := map[string][]string{}
	for _, c := range comments {
		members[c.Group] = append(members[c.Group], strings.Join([]string{c.Reply, c.Text, c.Before, c.After, c.Quote, c.Where, c.Node}, "|"))
	}
	var out []string
	for _, m := range members {
		slices.Sort(m)
		out = append(out, strings.Join(m, "\n"))
	}
	slices.Sort(out)
	return out
}

func (k *asking) sameGroups(round id.ID, want *collation.Collation) {
	k.t.Helper()
	got, wanted := groupKeys(k.received(round)), groupKeys(want.Comments)
	if !slices.Equal(got, wanted) {
		k.t.Errorf("%d groups, want %d", len(got), len(wanted))
		for _, g := range got {
			if !slices.Contains(wanted, g) {
				k.t.Errorf("a group of its own:\n%s", g)
			}
		}
	}
}

func (k *asking) samePassages(round id.ID, want *collation.Collation) {
	k.t.Helper()
	got, err := db.Values[string](k.DB.Reader(k.t.Context()), `
SELECT f.name || '|' || p.kind || '|' || p.words FROM passage p
JOIN reply r ON r.docket_id = p.docket_id AND r.id = p.reply_id JOIN file f ON f.docket_id = r.docket_id AND f.id = r.file_id
WHERE p.docket_id = $1 AND r.round_id = $2`, k.docket, round)
	k.must(err)
	var wanted []string
	for _, p := range want.Passages {
		wanted = append(wanted, p.Reply+"|"+string(p.Kind)+"|"+p.Text)
	}
	slices.Sort(got)
	slices.Sort(wanted)
	if !slices.Equal(got, wanted) {
		k.t.Errorf("%d passages, want %d", len(got), len(wanted))
	}
}

func TestTheSameFileIsTakenOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		data := k.sample("ĐUK - phiếu góp ý.docx")
		first := k.receive(r.ID, "ĐUK - phiếu góp ý.docx", data)
		again := k.receive(r.ID, "khac/ten khac.docx", data)
		if first.Again || !again.Again || again.Reply.ID != first.Reply.ID {
			t.Errorf("first %+v, again %+v", first, again)
		}
		k.work()
		if b := k.board(r.ID); b.Total == 0 {
			t.Error("nothing was read")
		}
		k.must(k.Discard(t.Context(), k.secretary, k.docket, first.Reply.ID, 0))
		if b := k.board(r.ID); b.Total != 0 || len(b.Strange) != 0 {
			t.Errorf("after it was discarded: %+v", b)
		}
		left, err := k.Comments(t.Context(), k.secretary, k.docket, r.ID, Filter{}, Cursor{}, 10)
		if groups, gerr := k.groupsFrom(t.Context(), k.docket, r.ID, DeskFilter{}, DeskCursor{-1, 0}, true, 10); len(left) > 0 || len(groups) > 0 || err != nil || gerr != nil {
			t.Errorf("comments %v %v, groups %v %v", left, err, groups, gerr)
		}
		if once := k.receive(r.ID, "ĐUK - phiếu góp ý.docx", data); once.Again {
			t.Error("a discarded file cannot be sent again")
		}
		k.work()
		k.sound()
	})
}

// A file that cannot be read is kept with its sentence, in both languages; the
// round cannot be closed over it.
func TestUnreadableFilesAreKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		k.receive(r.ID, "hỏng.docx", []byte("PK\x03\x04 no document"))
		k.receive(r.ID, "trống.txt", nil)
		k.work()
		b := k.board(r.ID)
		if len(b.Broken) != 2 {
			t.Fatalf("%+v", b)
		}
		for _, broken := range b.Broken {
			vi, en := broken.Problems[0].Say(locale.Vietnamese), broken.Problems[0].Say(locale.English)
			if vi == "" || vi == en || strings.Contains(vi, "{") || strings.HasPrefix(vi, "fault.") {
				t.Errorf("%s: %q %q", broken.FileName, vi, en)
			}
			if data, err := k.Blobs.Read(broken.FileHash, 0); err != nil || broken.FileName == "hỏng.docx" && len(data) == 0 {
				t.Errorf("the file is gone: %v", err)
			}
		}
		_, err := k.EndRound(t.Context(), k.secretary, k.docket, r.ID, 0)
		k.must(err)
		_, err = k.CloseRound(t.Context(), k.secretary, k.docket, r.ID)
		k.want(err, NotYet)
		for _, broken := range b.Broken {
			k.must(k.Discard(t.Context(), k.secretary, k.docket, broken.ID, 0))
		}
		_, err = k.CloseRound(t.Context(), k.secretary, k.docket, r.ID)
		k.must(err)
		_, err = k.Receive(t.Context(), k.secretary, k.docket, r.ID, "muộn.txt", strings.NewReader("Điều 1"))
		k.want(err, fault.WrongState)
	})
}

// A list that comes after the files gives them to their bodies all the same;
// what somebody chose by hand stays.
func TestTheListMayComeLast(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		pdf := k.receive(r.ID, "gop y ban PDF.pdf", k.sample("gop y ban PDF.pdf")).Reply
		csv := k.receive(r.ID, "thanh-uy-k.docx", k.sample("thanh-uy-k.docx")).Reply
		k.work()
		if b := k.board(r.ID); len(b.Strange) == 0 || b.Strange[0].ID != pdf.ID {
			t.Fatalf("strange: %+v", b.Strange)
		}
		_, err := k.CorrectBody(t.Context(), k.secretary, k.docket, csv.ID, 0, k.bodies[bodyB])
		k.must(err)
		for range 2 {
			k.receive(r.ID, "bodies.csv", k.sample("bodies.csv"))
		}
		k.work()
		// The list is a file like any other, and so in every backup.
		files, err := db.Values[string](d.Reader(t.Context()), `SELECT hash FROM file WHERE docket_id = $1 AND name = 'bodies.csv'`, k.docket)
		k.must(err)
		if sum := sha256.Sum256(k.sample("bodies.csv")); len(files) != 1 || files[0] != hex.EncodeToString(sum[:]) {
			t.Errorf("files of the list: %v", files)
		}
		b := k.board(r.ID)
		if len(b.Strange) > 0 {
			t.Errorf("strange still: %+v", b.Strange)
		}
		chosen, err := k.ReadReply(t.Context(), k.secretary, k.docket, csv.ID)
		k.must(err)
		if chosen.Body != k.bodies[bodyB] || chosen.Rule != ByHand {
			t.Errorf("chosen by hand: %+v", chosen)
		}
		list, err := k.Comments(t.Context(), k.secretary, k.docket, r.ID, Filter{Body: k.bodies[bodyB]}, Cursor{}, 100)
		k.must(err)
		if int64(len(list)) != chosen.Comments || len(list) == 0 {
			t.Errorf("%d comments of the body, %d in its reply", len(list), chosen.Comments)
		}
		proof, err := k.Prove(t.Context(), k.secretary, k.docket, csv.ID)
		k.must(err)
		if !proof.Holds {
			t.Error("the proof does not hold after the body was corrected")
		}
		_, err = k.CorrectBody(t.Context(), k.head, k.docket, csv.ID, 0, k.bodies[bodyA])
		k.want(err, fault.Denied)
		k.sound()
	})
}

func TestMatchBody(t *testing.T) {
	asked := []Asked{{Body: "a", Name: "Tỉnh ủy An Lạc", Short: "AL"}, {Body: "b", Name: "Ban Tổ chức Tỉnh ủy An Lạc"}, {Body: "c", Name: "Bộ Nội vụ"}}
	for name, want := range map[string]id.ID{
		"TINH UY AN LAC": "a", "tỉnh-ủy_an lạc": "a", "al": "a", "Bo Noi vu": "c", "Bộ Nội vụ (lần 2)": "c",
		"Nội vụ": "c", "Ban": "", "": "", "Sở Tư pháp": "", "An Lạc": "", "Ban Tổ chức": "b",
	} {
		if got, _ := senderNames(asked).match(name); got.Body != want {
			t.Errorf("%q: %q, want %q", name, got.Body, want)
		}
	}
}
