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

// addressee is whom a letter goes to, and in which language.
type addressee struct {
	email string
	lang  locale.Lang
}

// tell writes to a body: to its own address and to its people. Letters go into
// the outbox in the transaction of what they tell of.
func (s *Service) tell(tx *db.Tx, r Round, a Asked, purpose Purpose) error {
	to, err := peopleOf(tx, a)
	if err != nil {
		return err
	}
	issuer, err := db.Value[string](tx, `SELECT COALESCE(NULLIF(issuer, ''), title) FROM docket WHERE docket_id = $1`, r.Docket)
	if err != nil {
		return err
	}
	for _, p := range to {
		values := []any{
			"round", r.Title, "body", a.Name, "issuer", issuer, "deadline", hourOf(a.Until(r)),
			"letter", strings.TrimSpace(r.Letter), "link", s.Site + roundURL(r.Docket, r.ID),
		}
		_, err := s.Mail.Queue(tx, mail.Message{
			Docket: r.Docket, To: p.email, Purpose: "round." + string(purpose), About: r.ID,
			Subject: locale.T(p.lang, "mail.round."+string(purpose)+"-subject", values...),
			Words:   locale.T(p.lang, "mail.round."+string(purpose), values...),
		})
		if err != nil {
			return err
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

// peopleOf lists the addresses a letter to a body goes to, each once.
func peopleOf(q db.Q, a Asked) ([]addressee, error) {
	people, err := db.All(q, func(r db.Row, p *addressee) error { return r.Scan(&p.email, &p.lang) }, `
SELECT a.email, a.lang FROM body_member m JOIN account a ON a.id = m.account_id
WHERE m.body_id = $1 AND a.state = 'active' ORDER BY a.email`, a.Body)
	if err != nil {
		return nil, err
	}
	if a.Email != "" {
		people = append([]addressee{{strings.ToLower(a.Email), locale.Vietnamese}}, people...)
	}
	out, seen := []addressee{}, map[string]bool{"": true}
	for _, p := range people {
		if !seen[p.email] {
			seen[p.email] = true
			out = append(out, p)
		}
	}
	return out, nil
}
