package account

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thao/internal/db"
	"thao/internal/id"
)

// Among tens of thousands of bodies, of which thousands have the same names, one
// is found by its name and that of the body above, the list goes on page by
// page, and a list of names is looked up.
func TestBodiesOfANation(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		const provinces, communes = 20, 500
		o.must(o.DB.Write(ctx, func(tx *db.Tx) error {
			for p := range provinces {
				above := Body{ID: id.New(), Name: fmt.Sprintf("Tỉnh ủy số %d", p), Short: fmt.Sprintf("TU%d", p), Kind: Outside, State: "active", Rev: 1}
				if err := insertBody(tx, above); err != nil {
					return err
				}
				for c := range communes {
					err := insertBody(tx, Body{ID: id.New(), Parent: above.ID, Name: fmt.Sprintf("Đảng ủy xã %d", c), Kind: Unit, State: "active", Rev: 1})
					if err != nil {
						return err
					}
				}
			}
			return nil
		}))
		found, err := o.FindBodies(ctx, admin, BodySearch{Words: "xa dang 499, tinh so 7"})
		o.must(err)
		if names(found) != "Đảng ủy xã 499" || found.Bodies[0].Above != "Tỉnh ủy số 7" || found.Total != 1 {
			t.Errorf("one of many: %+v", found)
		}
		search, pages, seen := &BodySearch{Words: "đảng ủy xã 1", Limit: 200}, 0, map[id.ID]bool{}
		total := int64(0)
		for search != nil {
			f, err := o.FindBodies(ctx, admin, *search)
			o.must(err)
			for _, b := range f.Bodies {
				seen[b.ID] = true
			}
			search, total, pages = f.Next, f.Total, pages+1
		}
		if want := int64(111+111) * provinces / 2; total != int64(len(seen)) || total < want {
			t.Errorf("%d pages hold %d bodies of %d", pages, len(seen), total)
		}
		list := strings.Join([]string{"TU3", "tinh uy so 4", "Đảng ủy xã 5, Tỉnh ủy số 9", "\"dang uy xa 5 ; tinh uy so 9\"", "Đảng ủy xã 6", "", "Không có thật"}, "\r\n")
		got, err := o.NamedBodies(ctx, admin, list)
		o.must(err)
		if len(got.Bodies) != 3 || !slices.Equal(got.Several, []string{"Đảng ủy xã 6"}) || !slices.Equal(got.Unknown, []string{"Không có thật"}) {
			t.Errorf("a list of names: %+v", got)
		}
	})
}

// Names of a list lead to their bodies by an index, whatever stands in them: a
// comma, a symbol, the body above; a name that was changed leads no more.
func TestAListOfNamesIsLookedUpByAnIndex(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		above, err := o.AddBody(ctx, admin, Body{Name: "Tỉnh ủy Đông Giang", Short: "TUĐG", Kind: Unit})
		o.must(err)
		culture, err := o.AddBody(ctx, admin, Body{Parent: above.ID, Name: "Sở Văn hóa, Thể thao và Du lịch", Short: "SVH", Kind: Unit})
		o.must(err)
		for list, want := range map[string]id.ID{
			"so van hoa, the thao va du lich":                     culture.ID,
			"Sở Văn hóa ;Thể thao và Du lịch, Tỉnh ủy Đông Giang": culture.ID,
			"svh": culture.ID, "tuđg": above.ID, "SVH, TUĐG": "", "Sở Văn hóa": "",
		} {
			got, err := o.NamedBodies(ctx, admin, list)
			o.must(err)
			if want == "" && len(got.Bodies) > 0 || want != "" && !slices.Equal(got.Bodies, []id.ID{want}) {
				t.Errorf("%s: %+v", list, got)
			}
		}
		culture.Name = "Sở Du lịch"
		o.must(o.RenameBody(ctx, admin, culture))
		if got, err := o.NamedBodies(ctx, admin, "Sở Du lịch\nSở Văn hóa, Thể thao và Du lịch"); err != nil || len(got.Bodies) != 1 || len(got.Unknown) != 1 {
			t.Errorf("renamed: %+v %v", got, err)
		}
		if o.DB.Dialect != db.SQLite {
			return
		}
		for column, index := range map[string]string{"name_key": "body_named", "short_key": "body_symbol"} {
			plan, err := db.All(o.DB.Reader(ctx), func(r db.Row, s *string) error { var a, b, c any; return r.Scan(&a, &b, &c, s) },
				`EXPLAIN QUERY PLAN SELECT b.id FROM body b LEFT JOIN body p ON p.id = b.parent_id WHERE b.state = 'active' AND b.`+column+` IN ($1, $2) ORDER BY b.id`, "a", "b")
			o.must(err)
			if !strings.Contains(strings.Join(plan, "\n"), "USING INDEX "+index) {
				t.Errorf("%s: %q", column, plan)
			}
		}
	})
}
