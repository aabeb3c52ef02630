package api

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
)

// counted counts what is read.
type counted struct {
	io.Reader
	n int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += n
	return n, err
}

// Who may not enter bodies is refused before their list is read, and not told
// what is wrong with it.
func TestAListOfBodiesIsReadOnlyForWhoMayEnterThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := opened(t, d)
		list := "ten\n" + strings.Repeat("Sở Nội vụ\n", 200_000)
		send := func(who person, values map[string]string, list string) (reply, int) {
			body, media := formOf(t, values, map[string][]byte{"ds.csv": []byte(list)})
			from := &counted{Reader: bytes.NewReader(body)}
			r := httptest.NewRequest(http.MethodPost, "/api/bodies/import", from)
			r.Header.Set("Content-Type", media)
			r.Header.Set("Authorization", "Bearer "+who.token)
			w := httptest.NewRecorder()
			o.api.ServeHTTP(w, r)
			return reply{w, t, "POST /api/bodies/import"}, from.n
		}
		other := o.newBody("Tỉnh ủy B", "")
		for _, c := range []struct {
			who    person
			parent string
			most   int
		}{{o.stranger, "", 0}, {o.staff, string(o.body), 0}, {o.head, "", 64 << 10}, {o.head, string(other), 64 << 10}} {
			if r, n := send(c.who, map[string]string{"parent": c.parent}, list); r.Code != http.StatusForbidden || n > c.most {
				t.Errorf("%d after %d bytes: %s", r.Code, n, r.Body)
			}
			if r, _ := send(c.who, map[string]string{"parent": c.parent}, "không phải danh sách"); r.Code != http.StatusForbidden {
				t.Errorf("%d: %s", r.Code, r.Body)
			}
		}
		r, _ := send(o.head, map[string]string{"parent": string(o.body)}, "ten\nVăn phòng Tỉnh ủy A\n")
		var got BodyImport
		if r.is(http.StatusOK).into(&got); got.Entered != 1 {
			t.Errorf("%+v", got)
		}
	})
}
