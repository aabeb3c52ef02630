package api

import (
	"net/http"
	"strings"
	"testing"

	"thao/internal/db/dbtest"
	"thao/internal/id"
)

// Whatever an operation is asked of must be there. Each, for whoever may, with
// one of the records its path names replaced by one that is not: it is said to be
// missing, and never an empty list. Of a docket that is not there nobody is told
// more than of one they may not see.
func TestWhatIsNotThereIsMissing(t *testing.T) {
	o, who, in := peopled(t, dbtest.SQLite(t))
	n := map[string]int{}
	for path, item := range o.api.api.OpenAPI().Paths {
		for method, op := range each(item) {
			for _, named := range inPath.FindAllStringSubmatch(path, -1) {
				n[named[1]]++
				at := strings.ReplaceAll(path, named[0], string(id.New()))
				for key, v := range in {
					at = strings.ReplaceAll(at, "{"+key+"}", v)
				}
				at, body, media := o.filled(at, op)
				before := o.count(`SELECT COUNT(*) FROM ledger WHERE action <> 'access.refused'`)
				for sign, p := range who {
					if !strings.ContainsRune(rights[op.OperationID], sign) {
						continue
					}
					r := o.send(p, method, at, body, "Content-Type", media, "If-Match", `"1"`)
					hidden := r.Code == http.StatusForbidden && (named[1] == "docket" || named[1] == "body" || named[1] == "account" ||
						op.OperationID == "reply.own" && !strings.ContainsRune("HWU", sign)) // to others it is hidden until it is sent
					switch {
					case r.Code == http.StatusNotFound:
						r.problem()
					case hidden:
					case method == http.MethodGet, r.Code < 400 || r.Code >= 500:
						t.Errorf("%s as %c, of a %s that is not there: %d %.200s", op.OperationID, sign, named[1], r.Code, r.Body)
					}
				}
				if o.count(`SELECT COUNT(*) FROM ledger WHERE action <> 'access.refused'`) != before {
					t.Errorf("%s, of a %s that is not there, changed something", op.OperationID, named[1])
				}
			}
		}
	}
	for name, least := range map[string]int{"docket": 70, "round": 20, "version": 12, "group": 8, "reply": 6} {
		if n[name] < least {
			t.Errorf("only %d operations of a %s", n[name], name)
		}
	}
}
