package account

import (
	"context"
	"strings"

	"thao/internal/access"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/viet"
)

// NamedBodies is what the lines of a list were found to be.
type NamedBodies struct {
	Bodies  []id.ID
	Unknown []string // lines that name no open body
	Several []string // lines that name more than one
}

// mostNamed bounds the bodies a list is looked up in, and its lines.
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
		wanted[nameKey(line)] = nil
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
		switch found := known[nameKey(line)]; len(found) {
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

// nameKey is a name as lists write it: any comma or semicolon between names.
func nameKey(line string) string {
	parts := strings.FieldsFunc(viet.Fold(line), func(r rune) bool { return r == ',' || r == ';' || r == '\t' })
	for i := range parts {
		parts[i] = strings.Join(strings.Fields(strings.Trim(parts[i], `" `)), " ")
	}
	return strings.Join(parts, ",")
}

// bodyNames finds the open bodies of each name wanted, by every name a list may
// call them. Of the registry, one row at a time is held.
func (s *Service) bodyNames(ctx context.Context, wanted map[string][]id.ID) (map[string][]id.ID, error) {
	if len(wanted) == 0 {
		return wanted, nil
	}
	rows, err := s.DB.Reader(ctx).Query(`
SELECT b.id, b.name, b.short, COALESCE(p.name, '') FROM body b LEFT JOIN body p ON p.id = b.parent_id
WHERE b.state = 'active' ORDER BY b.id LIMIT $1`, mostNamed)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var body id.ID
		var name, short, above string
		if err := rows.Scan(&body, &name, &short, &above); err != nil {
			return nil, err
		}
		keys := []string{nameKey(name), nameKey(short), nameKey(name + "," + above)}
		for i, key := range keys {
			if found, asked := wanted[key]; asked && (i == 0 || key != keys[0]) {
				wanted[key] = append(found, body)
			}
		}
	}
	return wanted, rows.Err()
}
