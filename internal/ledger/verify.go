package ledger

import (
	"fmt"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
)

// Broken tells where a log does not hold.
type Broken struct {
	Docket id.ID
	Reply  id.ID  // whose own log it is; "" for the docket's
	Seq    int64  // the first entry that does not follow from the one before it
	Reason string // for logs
}

func (b *Broken) Error() string {
	return fmt.Sprintf("the log of %s %s does not hold at entry %d: %s", b.Docket, b.Reply, b.Seq, b.Reason)
}

// walk is a docket's logs being read, one after the other, the docket's first.
type walk struct {
	docket id.ID
	last   Entry
	sealed map[id.ID]Entry // by reply: the entry that sealed its log
	read   int64
}

// Verify walks a docket's log and those of its replies from their beginnings.
// The error is *Broken where an entry was altered, removed or put in.
func Verify(q db.Q, docket id.ID) (entries int64, err error) {
	rows, err := q.Query(`SELECT `+columns+` FROM ledger WHERE docket_id = $1 ORDER BY reply_id, seq`, docket)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	w := &walk{docket: docket, sealed: map[id.ID]Entry{}}
	for rows.Next() {
		var e Entry
		if err := scan(rows, &e); err != nil {
			return w.read, err
		}
		if err := w.step(e); err != nil {
			return w.read, err
		}
	}
	if err := rows.Err(); err != nil {
		return w.read, err
	}
	if err := w.ends(); err != nil {
		return w.read, err
	}
	return w.read, w.absent(q)
}

func (w *walk) step(e Entry) error {
	if e.Reply != w.last.Reply {
		if err := w.ends(); err != nil {
			return err
		}
		w.last = Entry{Reply: e.Reply}
	}
	switch {
	case e.Seq != w.last.Seq+1:
		return &Broken{w.docket, e.Reply, w.last.Seq + 1, "it is missing"}
	case e.chain(w.last.Hash) != e.Hash:
		return &Broken{w.docket, e.Reply, e.Seq, "its hash does not follow"}
	}
	if e.Reply == "" && e.Detail[head] != "" {
		w.sealed[e.Subject] = e
	}
	w.last = e
	w.read++
	return nil
}

// ends compares the end of a reply's log with what was sealed.
func (w *walk) ends() error {
	reply := w.last.Reply
	if reply == "" {
		return nil
	}
	by, sent := w.sealed[reply]
	if sent && by.Detail[head] != w.last.Hash {
		return &Broken{w.docket, reply, w.last.Seq, "it is not the entry that was sealed"}
	}
	delete(w.sealed, reply)
	return nil
}

// absent finds logs of sent replies that are gone. Where the docket was brought
// in from an archive, those of replies sent before stayed where they were
// written.
func (w *walk) absent(q db.Q) error {
	if len(w.sealed) == 0 {
		return nil
	}
	brought, err := db.Value[clock.Micros](q, `SELECT MAX(at) FROM ledger WHERE docket_id = $1 AND subject = $2 AND reply_id = '' AND action = $3`, System, w.docket, Import)
	if err != nil {
		return err
	}
	for reply, by := range w.sealed {
		if by.At > brought {
			return &Broken{w.docket, reply, 1, "it is missing"}
		}
	}
	return nil
}

// Import is the action, in the log outside dockets, of the entry that says that
// a docket was brought in from its archive.
const Import = "docket.import"
