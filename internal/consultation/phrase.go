package consultation

import (
	"context"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/rule"
)

// Phrase is a sentence kept for use in answers.
type Phrase struct {
	Docket    id.ID        `json:"docket"`
	ID        id.ID        `json:"id"`
	Words     string       `json:"words"`
	CreatedBy id.ID        `json:"createdBy"`
	Created   clock.Micros `json:"created"`
}

func scanPhrase(r db.Row, p *Phrase) error {
	return r.Scan(&p.Docket, &p.ID, &p.Words, &p.CreatedBy, &p.Created)
}

// mostPhrases a docket keeps: a list longer than that helps nobody.
const mostPhrases = 200

// Phrases lists the sentences a docket's team keeps for its answers.
func (s *Service) Phrases(ctx context.Context, who *access.Actor, docket id.ID) ([]Phrase, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return nil, err
	}
	return db.All(s.DB.Reader(ctx), scanPhrase, `
SELECT docket_id, id, words, created_by, created FROM phrase WHERE docket_id = $1 ORDER BY id LIMIT $2`, docket, mostPhrases)
}

// AddPhrase keeps a sentence. One that is kept already is that one.
func (s *Service) AddPhrase(ctx context.Context, who *access.Actor, docket id.ID, words string) (Phrase, error) {
	p := Phrase{Docket: docket, ID: id.New(), Words: words, CreatedBy: who.Account, Created: s.Clock()}
	if err := who.Check(access.AnswerWrite, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return p, err
	}
	if err := rule.Clean(rule.Text("words", &p.Words, longestComment).Required()); err != nil {
		return p, err
	}
	kept := p
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Lock("phrases " + string(docket)); err != nil {
			return err
		}
		same, found, err := db.One(tx, scanPhrase, `
SELECT docket_id, id, words, created_by, created FROM phrase WHERE docket_id = $1 AND words = $2 ORDER BY id LIMIT 1`, docket, p.Words)
		if kept = same; err != nil || found {
			return err
		}
		kept = p
		n, err := db.Value[int64](tx, `SELECT COUNT(*) FROM phrase WHERE docket_id = $1`, docket)
		if err == nil && n >= mostPhrases {
			err = fault.New(fault.Invalid, "field", "words", "rule", "web.rule.many", "max", mostPhrases)
		}
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO phrase (docket_id, id, words, created_by, created) VALUES ($1, $2, $3, $4, $5)`,
			p.Docket, p.ID, p.Words, p.CreatedBy, p.Created); err != nil {
			return err
		}
		return ledger.Append(tx, s.entry(who, docket, "phrase.add", "phrase", p.ID, nil, p, "words", shortened(p.Words)))
	})
	return kept, err
}

// DropPhrase forgets a sentence; answers written with it stay as they are.
func (s *Service) DropPhrase(ctx context.Context, who *access.Actor, docket, phrase id.ID) error {
	if err := who.Check(access.AnswerWrite, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		p, found, err := db.One(tx, scanPhrase, `
DELETE FROM phrase WHERE docket_id = $1 AND id = $2 RETURNING docket_id, id, words, created_by, created`, docket, phrase)
		if err != nil {
			return err
		}
		if !found {
			return fault.New(fault.NotFound)
		}
		return ledger.Append(tx, s.entry(who, docket, "phrase.drop", "phrase", p.ID, p, nil, "words", shortened(p.Words)))
	})
}

// shortened is the beginning of a sentence, for a line of the log.
func shortened(words string) string {
	const most = 120
	if r := []rune(words); len(r) > most {
		return string(r[:most]) + "…"
	}
	return words
}
