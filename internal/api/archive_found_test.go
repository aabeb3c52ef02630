package api

import (
	"net/url"
	"testing"

	"thao/internal/account"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/rule"
)

// Bodies and accounts that an archive brought in are found as those that were
// entered by hand are: by words without diacritics, and by the names of a list.
func TestWhatAnArchiveBringsIsFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		from := opened(t, dbtest.SQLite(t))
		good := from.get(from.admin, from.at("archive")).is(200).Body.Bytes()
		to := moved(t, from, d)
		to.upload(to.admin, "/api/archives", "a.zip", good).is(201)
		var bodies List[account.BodyRow]
		to.get(to.admin, "/api/bodies?closed=true&words="+url.QueryEscape("tinh uy a")).is(200).into(&bodies)
		if len(bodies.Items) == 0 || bodies.Items[0].ID != from.body {
			t.Errorf("bodies found: %+v", bodies.Items)
		}
		var people List[account.Account]
		to.get(to.admin, "/api/accounts?words="+url.QueryEscape("thu ky")).is(200).into(&people)
		if len(people.Items) != 1 || people.Items[0].ID != from.secretary.account {
			t.Errorf("accounts found: %+v", people.Items)
		}
		key, err := db.Value[string](to.api.DB.Reader(t.Context()), `SELECT name_key FROM body WHERE id = $1`, from.body)
		if to.must(err); key != rule.NameKey("Tỉnh ủy A") {
			t.Errorf("a list of names finds it by %q", key)
		}
	})
}
