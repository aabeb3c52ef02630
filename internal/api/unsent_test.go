package api

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"thao/internal/consultation"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/ledger"
	"thao/internal/vault"
)

// looks is what somebody can read of the office's docket, by operation; those
// that only names, or all.
func (o *office) looks(who person, in map[string]string, only func(operation string) bool) map[string]string {
	o.t.Helper()
	out := map[string]string{}
	for path, item := range o.api.api.OpenAPI().Paths {
		if item.Get == nil || only != nil && !only(item.Get.OperationID) {
			continue
		}
		for name, v := range in {
			path = strings.ReplaceAll(path, "{"+name+"}", v)
		}
		if strings.Contains(path, "{") || strings.HasSuffix(path, "/log") && !strings.Contains(path, "dockets") {
			continue
		}
		r := o.get(who, path)
		said := r.Body.String()
		if strings.HasSuffix(path, "/archive") && r.Code == http.StatusOK {
			parts := partsOf(o.t, r.Body.Bytes())
			said = ""
			for _, name := range slices.Sorted(maps.Keys(parts)) {
				said += name + "\n" + parts[name] + "\n"
			}
		}
		out[item.Get.OperationID] = http.StatusText(r.Code) + " " + r.Header().Get("ETag") + "\n" + said
	}
	return out
}

// write does all that people of a body may do before the reply is sent, and
// leaves one comment in it.
func (o *office) write() consultation.Comment {
	o.t.Helper()
	comments := o.at("rounds", string(o.round.ID), "comments")
	own := o.at("rounds", string(o.round.ID), "bodies", string(o.body), "reply")
	var c, dropped, copied consultation.Comment
	o.post(o.staff, comments, o.comment("Đề nghị làm rõ")).is(201).into(&c)
	edited := o.comment("Đề nghị làm rõ thời hạn")
	o.put(o.staff, o.at("comments", string(c.ID)), edited, "If-Match", etag(c.Rev)).is(200).into(&c)
	o.post(o.head, o.at("comments", string(c.ID), "turns"), Utterance{"Nên nêu căn cứ."}).is(201)
	o.send(o.staff, http.MethodPost, o.at("comments", string(c.ID), "move"), CommentStep{consultation.Included}, "If-Match", etag(c.Rev)).is(200).into(&c)
	o.post(o.staff, comments, o.comment("Thôi")).is(201).into(&dropped)
	o.send(o.staff, http.MethodPost, o.at("comments", string(dropped.ID), "move"), CommentStep{consultation.Withdrawn}, "If-Match", etag(dropped.Rev)).is(200)
	o.post(o.head, o.at("comments", string(c.ID), "copy"), nil).is(201).into(&copied)
	o.put(o.staff, own, GeneralOpinion{Words: "Cơ bản nhất trí."}, "If-Match", `"0"`).is(200)
	for _, step := range []string{"offer", "return", "offer"} {
		o.send(o.staff, http.MethodPost, own+"/"+step, nil, "If-Match", `"0"`).is(200)
	}
	// Who may not seal tries to: it is refused, and that is noted.
	o.send(o.staff, http.MethodPost, own+"/seal", nil, "If-Match", `"0"`).is(403)
	return c
}

// told reports what is not said as it was before.
func told(t *testing.T, before, after map[string]string) {
	t.Helper()
	for name, said := range before {
		a, b := strings.Split(said, "\n"), strings.Split(after[name], "\n")
		for i := range max(len(a), len(b)) {
			if i >= len(a) || i >= len(b) || a[i] != b[i] {
				t.Errorf("%s shows that a body writes:\n%.400q\n%.400q", name, a[min(i, len(a)):], b[min(i, len(b)):])
				break
			}
		}
	}
}

// What a body writes before its reply is sent is nowhere to be seen: not what,
// not that, not by whom.
func TestWhatABodyWritesIsItsOwnUntilSent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := opened(t, d)
		in := map[string]string{"docket": string(o.docket), "round": string(o.round.ID), "version": string(o.version.ID), "body": string(o.body)}
		// What is refused goes into the log: it is asked for at the beginning and
		// at the end.
		first := o.looks(o.secretary, in, nil)
		refused := func(name string) bool { return strings.HasPrefix(first[name], "Forbidden") }
		before := o.looks(o.secretary, in, func(name string) bool { return !refused(name) })
		if len(before) < 20 || !strings.Contains(before["docket.log"], "round.open") || !strings.Contains(before["archive.export"], "round.open") {
			t.Fatalf("%d looks: %v", len(before), slices.Sorted(maps.Keys(before)))
		}
		c := o.write()
		after := o.looks(o.secretary, in, func(name string) bool { return !refused(name) })
		told(t, before, after)
		maps.DeleteFunc(first, func(name, _ string) bool { return !refused(name) })
		told(t, first, o.looks(o.secretary, in, refused))
		var own List[ledger.Entry]
		o.get(o.staff, o.at("replies", string(c.Reply), "log")).is(200).into(&own)
		if len(own.Items) < 11 || own.Items[0].Action != "reply.offer" {
			t.Errorf("the body's own log: %+v", own.Items)
		}
		o.get(o.secretary, o.at("replies", string(c.Reply), "log")).is(404)
	})
}

// Sending the reply shows that it was sent and by whom; how it came about
// stays the body's own, and its log cannot be altered behind it.
func TestASentReplyHoldsItsLog(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := opened(t, d)
		c := o.write()
		own := o.at("rounds", string(o.round.ID), "bodies", string(o.body), "reply")
		o.send(o.head, http.MethodPost, own+"/seal", nil, "If-Match", `"0"`).is(200)
		var log List[ledger.Entry]
		o.get(o.secretary, o.at("log")).is(200).into(&log)
		if e := log.Items[0]; e.Action != "reply.seal" || e.Account != o.head.account || e.Detail["log"] == "" {
			t.Errorf("%+v", e)
		}
		for i, e := range log.Items {
			if strings.HasPrefix(e.Action, "comment.") || e.Seq != log.Items[0].Seq-int64(i) {
				t.Errorf("%+v", e)
			}
		}
		o.get(o.secretary, o.at("replies", string(c.Reply), "log")).is(403)
		o.get(o.head, o.at("replies", string(c.Reply), "log")).is(200)
		if r, err := vault.Check(t.Context(), d, o.api.Blobs); err != nil || len(r.Findings) > 0 {
			t.Fatalf("%v %+v", err, r)
		}
		archive := o.get(o.admin, o.at("archive")).is(200).Body.Bytes()
		to := moved(t, o, dbtest.SQLite(t))
		to.upload(to.admin, "/api/archives", "a.zip", archive).is(201)
		if r, err := vault.Check(t.Context(), to.api.DB, to.api.Blobs); err != nil || len(r.Findings) > 0 {
			t.Fatalf("brought in: %v %+v", err, r)
		}
		for name, query := range map[string]string{
			"altered": `UPDATE ledger SET actor = 'X' WHERE reply_id <> '' AND seq = 3`,
			"cut":     `DELETE FROM ledger WHERE reply_id <> '' AND seq > 5`,
			"gone":    `DELETE FROM ledger WHERE reply_id <> ''`,
		} {
			o.must(d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query); return err }))
			if r, err := vault.Check(t.Context(), d, o.api.Blobs); err != nil || len(r.Findings) != 1 || r.Findings[0].Key != "check.ledger" {
				t.Errorf("%s: %v %+v", name, err, r)
			}
		}
	})
}
