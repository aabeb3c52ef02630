package account

import (
	"context"
	"maps"
	"slices"
	"strings"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/rule"
)

// NamedBodies is what the lines of a list were found to be.
type NamedBodies struct {
	Bodies  []id.ID
	Unknown []string // lines that name no open body
	Several []string // lines that name more than one
}

// mostNamed bounds the lines of a list.
const mostNamed = 200_000

// NamedBodies finds the open bodies that a list names, one a line: by name, by
// short name or by name and the name of the body above ("xã A, huyện B"), with
// or without diacritics.
func (s *Service) NamedBodies(ctx context.Context, who *access.Actor, list string) (NamedBodies, error) {
	var out NamedBodies
	if err := who.Check(access.BodyRead, installation()); err != nil {
		return out, err
	}
	lines := strings.Split(list, "\n")
	if len(lines) > mostNamed {
		return out, fault.New(fault.Invalid, "field", "list", "rule", "web.rule.many", "max", mostNamed)
	}
	wanted := make(map[string][]id.ID, len(lines))
	for _, line := range lines {
		wanted[rule.NameKey(line)] = nil
	}
	delete(wanted, "") // empty lines
	known, err := s.bodyNames(ctx, wanted)
	if err != nil {
		return out, err
	}
	seen := map[id.ID]bool{}
	for _, line := range lines {
		line = strings.Trim(strings.TrimSpace(line), `"`)
		if line == "" {
			continue
		}
		switch found := known[rule.NameKey(line)]; len(found) {
		case 0:
			out.Unknown = append(out.Unknown, line)
		case 1:
			if !seen[found[0]] {
				seen[found[0]] = true
				out.Bodies = append(out.Bodies, found[0])
			}
		default:
			out.Several = append(out.Several, line)
		}
	}
	return out, nil
}

// keysAtOnce is how many names one statement looks for.
const keysAtOnce = 400

// bodyNames finds the open bodies of each name wanted, by every name a list may
// call them: of the registry only what has one of the names is read.
func (s *Service) bodyNames(ctx context.Context, wanted map[string][]id.ID) (map[string][]id.ID, error) {
	names := map[string]bool{}
	for key := range wanted {
		for i, c := range key { // a comma may stand within a name, or before the body above
			if c == ',' {
				names[key[:i]] = true
			}
		}
		names[key] = true
	}
	seen := map[id.ID]bool{}
	for _, by := range []struct {
		column string
		keys   []string
	}{{"b.name_key", slices.Sorted(maps.Keys(names))}, {"b.short_key", slices.Sorted(maps.Keys(wanted))}} {
		for some := range slices.Chunk(by.keys, keysAtOnce) {
			if err := s.bodiesOf(ctx, by.column, some, seen, wanted); err != nil {
				return nil, err
			}
		}
	}
	return wanted, nil
}

// bodiesOf puts the bodies that have one of the keys in a column under the names
// wanted, each body once.
func (s *Service) bodiesOf(ctx context.Context, column string, keys []string, seen map[id.ID]bool, wanted map[string][]id.ID) error {
	w := &db.Where{}
	w.And(`b.state = 'active'`)
	db.AndIn(w, column, keys)
	type row struct {
		body               id.ID
		name, short, above string
	}
	rows, err := db.All(s.DB.Reader(ctx), func(r db.Row, v *row) error { return r.Scan(&v.body, &v.name, &v.short, &v.above) }, `
SELECT b.id, b.name_key, b.short_key, COALESCE(p.name_key, '') FROM body b LEFT JOIN body p ON p.id = b.parent_id
WHERE `+w.SQL()+` ORDER BY b.id`, w.Args...)
	for _, v := range rows {
		if seen[v.body] {
			continue
		}
		seen[v.body] = true
		for i, key := range []string{v.name, v.short, v.name + "," + v.above} {
			if found, asked := wanted[key]; asked && (i == 0 || key != v.name) {
				wanted[key] = append(found, v.body)
			}
		}
	}
	return db.Fault(err)
}
