package consultation

import (
	"strings"
	"time"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/locale"
	"thao/internal/mail"
)

// Purpose of a letter to a body.
type Purpose string

const (
	Asking    Purpose = "ask"
	Extending Purpose = "extend"
	Reminding Purpose = "remind"
)

// Purposes lists them.
func Purposes() []Purpose { return []Purpose{Asking, Extending, Reminding} }

// addressee is whom a letter goes to, and in which language.
type addressee struct {
	email string
	lang  locale.Lang
}

// write puts letters to bodies into the outbox: to their own addresses and to
// their people.
func (s *Service) write(tx *db.Tx, r Round, list []Asked, purpose Purpose) error {
	if len(list) == 0 {
		return nil
	}
	issuer, err := db.Value[string](tx, `SELECT COALESCE(NULLIF(issuer, ''), title) FROM docket WHERE docket_id = $1`, r.Docket)
	if err != nil {
		return err
	}
	people, err := peopleOf(tx, list)
	if err != nil {
		return err
	}
	for _, a := range list {
		values := []any{
			"round", r.Title, "body", a.Name, "issuer", issuer, "deadline", hourOf(a.Until(r)),
			"letter", strings.TrimSpace(r.Letter), "link", s.Site + roundURL(r.Docket, r.ID),
		}
		for _, p := range people[a.Body] {
			_, err := s.Mail.Queue(tx, mail.Message{
				Docket: r.Docket, To: p.email, Purpose: "round." + string(purpose), About: r.ID,
				Subject: locale.T(p.lang, "mail.round."+string(purpose)+"-subject", values...),
				Words:   locale.T(p.lang, "mail.round."+string(purpose), values...),
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func roundURL(docket, round id.ID) string {
	return "/dockets/" + string(docket) + "/rounds/" + string(round)
}

// hourOf is a deadline as letters give it, in the time of Viet Nam.
func hourOf(at clock.Micros) string {
	return at.Time().In(vietnam).Format("15:04 02/01/2006")
}

var vietnam = time.FixedZone("ICT", 7*60*60)

// peopleOf lists the addresses letters to bodies go to, each once for a body.
func peopleOf(q db.Q, bodies []Asked) (map[id.ID][]addressee, error) {
	type member struct {
		body id.ID
		addressee
	}
	w, keys := &db.Where{}, make([]id.ID, len(bodies))
	for i, a := range bodies {
		keys[i] = a.Body
	}
	db.AndIn(w, `m.body_id`, keys)
	members, err := db.All(q, func(r db.Row, m *member) error { return r.Scan(&m.body, &m.email, &m.lang) }, `
SELECT m.body_id, a.email, a.lang FROM body_member m JOIN account a ON a.id = m.account_id
WHERE `+w.SQL()+` AND a.state = 'active' ORDER BY a.email`, w.Args...)
	if err != nil {
		return nil, err
	}
	out, seen := map[id.ID][]addressee{}, map[string]bool{}
	put := func(body id.ID, to addressee) {
		if key := string(body) + " " + to.email; to.email != "" && !seen[key] {
			seen[key] = true
			out[body] = append(out[body], to)
		}
	}
	for _, a := range bodies {
		put(a.Body, addressee{strings.ToLower(a.Email), locale.Vietnamese})
	}
	for _, m := range members {
		put(m.body, m.addressee)
	}
	return out, nil
}
