package load

import (
	"strings"

	"thao/bench/gen"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/viet"
)

// atOnce is how many comments are put down in one transaction.
const atOnce = 5000

// said is one comment to be put down.
type said struct {
	id, reply, body id.ID
	bodyName        string
	node            Node
	place           string
	group           id.ID
	lead            int
	text, reason    string
}

// comments are received by mail, a reply a body, and grouped: those at one node
// in groups of Comments ÷ Groups.
func (f *filler) comments() error {
	if f.size.Comments == 0 {
		return nil
	}
	if err := f.replies(); err != nil {
		return err
	}
	opinions := gen.NewOpinions(1)
	perGroup := max(1, f.size.Comments/max(1, f.size.Groups))
	var batch []said
	var group id.ID
	for n := range f.size.Comments {
		if n%perGroup == 0 {
			group = id.New()
			f.site.Groups = append(f.site.Groups, group)
		}
		c := said{id: id.New(), group: group, lead: n % perGroup}
		c.place, c.node = f.spot(len(f.site.Groups) - 1)
		c.text, c.reason = opinions.Next()
		b := f.body[n%len(f.body)]
		c.reply, c.body, c.bodyName = replyOf(b.Body), b.Body, b.Name
		batch = append(batch, c)
		if len(batch) == atOnce || n == f.size.Comments-1 {
			if err := f.put(batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return nil
}

// spot is where the comments of a group stand: of a hundred groups five are
// about the draft as a whole, and three wait for somebody to place them.
func (f *filler) spot(group int) (string, Node) {
	switch {
	case group%100 < 5:
		return "general", Node{}
	case group%100 < 8:
		return "review", Node{}
	}
	return "placed", f.site.Nodes[(group*7)%len(f.site.Nodes)]
}

// replyOf is the id of a body's reply by mail: its own, with another first
// letter.
func replyOf(body id.ID) id.ID { return "1" + body[1:] }

func (f *filler) replies() error {
	return f.app.DB.Write(f.ctx, func(tx *db.Tx) error {
		now := clock.System()
		for _, b := range f.body {
			_, err := tx.Exec(`
INSERT INTO reply (docket_id, id, round_id, body_id, body_name, via, state, agrees, number, dated, words, file_id, problem, rule, receipt, hash,
 sealed, sealed_by, comments, rev, created, created_by)
VALUES ($1, $2, $3, $4, $5, 'mail', 'sealed', $6, '12/CV', '2026-05-04', '', '', '', '', '', '', $7, '', $8, 1, $7, $9)`,
				f.site.Docket, replyOf(b.Body), f.site.Round, b.Body, b.Name, false, now, f.size.Comments/len(f.body), f.site.Secretary.ID)
			if err != nil {
				return err
			}
			err = ledger.Append(tx, ledger.Entry{Docket: f.site.Docket, At: now, Account: f.site.Secretary.ID, Action: "reply.receive", Kind: "reply", Subject: replyOf(b.Body)})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (f *filler) put(batch []said) error {
	return f.app.DB.Write(f.ctx, func(tx *db.Tx) error {
		now := clock.System()
		for _, c := range batch {
			if c.lead == 0 {
				if err := f.putGroup(tx, c, now); err != nil {
					return err
				}
			}
			if err := f.putComment(tx, c, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (f *filler) putGroup(tx *db.Tx, c said, now clock.Micros) error {
	size := max(1, f.size.Comments/max(1, f.size.Groups))
	n, err := db.Value[int64](tx, `SELECT MAX(number) FROM comment_group WHERE docket_id = $1 AND round_id = $2`, f.site.Docket, f.site.Round)
	if err != nil {
		return err
	}
	n++
	states := []string{"open", "open", "drafted", "submitted", "confirmed"}
	state, verdict := states[n%5], ""
	seq := c.node.Seq
	if c.place == "review" {
		seq += 1 << 40
	}
	if state != "open" {
		verdict = []string{"accepted", "partly", "not", "noted"}[n%4]
	}
	_, err = tx.Exec(`
INSERT INTO comment_group (docket_id, id, round_id, number, node_id, node_seq, title, assigned, size, verdict, state, rev, created)
VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, $10, 1, $11)`,
		f.site.Docket, c.group, f.site.Round, n, c.node.ID, seq, firstWords(c.text), size, verdict, state, now)
	if err != nil || state == "open" {
		return err
	}
	confirmed, by := clock.Micros(0), id.ID("")
	if state == "confirmed" {
		confirmed, by = now, f.site.Reviewer.ID
	}
	_, err = tx.Exec(`
INSERT INTO answer (docket_id, id, group_id, comment_id, verdict, reason, wording, state, written_by, written, confirmer, confirmed_by, confirmed, rev)
VALUES ($1, $2, $3, '', $4, 'Để bảo đảm thống nhất với quy định hiện hành.', '', $5, $6, $7, '', $8, $9, 1)`,
		f.site.Docket, id.New(), c.group, verdict, state, f.site.Secretary.ID, now, by, confirmed)
	return err
}

func firstWords(s string) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(len(words), 14)], " ") + "…"
}

func (f *filler) putComment(tx *db.Tx, c said, now clock.Micros) error {
	quote, start, end := quoteOf(c.node.Content)
	path := ""
	if c.place == "placed" {
		path = c.node.ID
	}
	folded := " " + strings.Join(db.Tokens(viet.Fold(c.text+" "+c.reason+" "+quote+" "+c.bodyName)), " ") + " "
	_, err := tx.Exec(`
INSERT INTO comment (docket_id, id, round_id, reply_id, body_id, body_name, unit_id, account_id, author, state, minority,
 kind, text, words_before, words_after, reason, demand, source, said_where, dated, version_id, node_id, node_seq, path,
 quote, prefix, suffix, quote_start, quote_end, confidence, place, group_id, lead, folded, rev, created, updated)
VALUES ($1, $2, $3, $4, $5, $6, '', '', '', 'sent', $7, 'other', $8, '', '', $9, $8, 'letter', '', '', $10, $11, $12, $13,
 $14, '', '', $15, $16, 1, $17, $18, $19, $20, 1, $21, $21)`,
		f.site.Docket, c.id, f.site.Round, c.reply, c.body, c.bodyName, false, c.text, c.reason, f.site.Version, c.node.ID, c.node.Seq, path,
		quote, start, end, c.place, c.group, c.lead, folded, now)
	if err != nil {
		return err
	}
	return db.PutWords(tx, f.site.Docket, "comment", string(c.id), folded)
}

// quoteOf is what of a node a comment points at: its first words, in code
// points; the whole node where it is short.
func quoteOf(content string) (string, int, int) {
	runes := []rune(content)
	if len(runes) < 40 {
		return "", -1, -1
	}
	return string(runes[:36]), 0, 36
}
