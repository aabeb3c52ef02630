package api

import (
	"net/http"
	"testing"

	"thao/internal/access"
	"thao/internal/consultation"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/draft"
	"thao/internal/id"
	"thao/internal/ledger"
)

// same asks for what somebody may not see and for what is not there, and demands
// that nothing tells one from the other; the first is noted as refused.
func (o *office) same(who person, method string, path func(of string) string, hidden id.ID, body any) {
	o.t.Helper()
	ask := func(of string) (reply, Problem) {
		r := o.send(who, method, path(of), body, "If-Match", `"1"`)
		p := r.problem()
		p.Instance = ""
		return r, p
	}
	noted := o.refusals()
	there, a := ask(string(hidden))
	if n := o.refusals(); n != noted+1 {
		o.t.Errorf("%s: %d refusals noted", there.what, n-noted)
	}
	_, b := ask(string(id.New()))
	if there.Code != http.StatusNotFound || a.Detail != b.Detail || a.Code != b.Code || a.Status != b.Status || a.Values != nil || b.Values != nil || len(a.Errors) > 0 {
		o.t.Errorf("%s: %+v, what is not there: %+v", there.what, a, b)
	}
	if n := o.refusals(); n != noted+1 {
		o.t.Errorf("%s: what is not there is noted as refused", there.what)
	}
}

func (o *office) refusals() int64 {
	o.t.Helper()
	n, err := db.Value[int64](o.api.DB.Reader(o.t.Context()), `SELECT COUNT(*) FROM ledger WHERE action = 'access.refused'`)
	o.must(err)
	return n
}

// What somebody may not know of is to them as what is not there.
func TestWhatIsHiddenLooksAsIfItWereNotThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := opened(t, d)
		c := o.write()
		for _, who := range []person{o.secretary, o.stranger} {
			of := func(kind, rest string) func(string) string {
				return func(key string) string { return o.at(kind, key+rest) }
			}
			o.same(who, http.MethodGet, of("comments", ""), c.ID, nil)
			o.same(who, http.MethodPut, of("comments", ""), c.ID, o.comment("khác"))
			o.same(who, http.MethodPost, of("comments", "/move"), c.ID, CommentStep{consultation.Withdrawn})
			o.same(who, http.MethodPost, of("comments", "/copy"), c.ID, nil)
			o.same(who, http.MethodPost, of("comments", "/turns"), c.ID, Utterance{"Là gì?"})
			o.same(who, http.MethodPut, of("comments", "/place"), c.ID, consultation.Spot{General: true})
			for _, rest := range []string{"", "/file", "/proof", "/log", "/passages"} {
				o.same(who, http.MethodGet, of("replies", rest), c.Reply, nil)
			}
		}
	})
}

// A body that is asked does not learn that the next version is being written.
func TestAVersionBeingWrittenIsHidden(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := opened(t, d)
		var v draft.Version
		o.post(o.secretary, o.at("versions", string(o.version.ID), "working"), nil).is(201).into(&v)
		for _, rest := range []string{"", "/nodes", "/file", "/download?format=txt", "/find?words=c%C3%A1n"} {
			o.same(o.head, http.MethodGet, func(key string) string { return o.at("versions", key+rest) }, v.ID, nil)
		}
	})
}

// Whether a body is asked is not told to who does not write for it.
func TestWhoIsAskedIsNotTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := opened(t, d)
		for _, who := range []person{o.secretary, o.stranger} {
			var said []string
			for _, body := range []id.ID{o.body, o.unit, id.New()} {
				p := o.put(who, o.at("rounds", string(o.round.ID), "bodies", string(body), "reply"), GeneralOpinion{Words: "x"}, "If-Match", `"0"`).is(403).problem()
				said = append(said, p.Code+p.Detail)
			}
			if said[0] != said[1] || said[1] != said[2] {
				t.Errorf("%q", said)
			}
		}
		log, err := ledger.Newest(d.Reader(t.Context()), o.docket, 0, 3)
		o.must(err)
		if len(log) != 3 || log[0].Action != "access.refused" || log[0].Detail["action"] != string(access.ReplyWrite) {
			t.Errorf("%+v", log)
		}
	})
}
