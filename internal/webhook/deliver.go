package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/ledger"
)

const kind = "webhook.deliver"

// args name the webhook of a job.
type args struct {
	Webhook id.ID `json:"webhook"`
}

// Attempts before a job is given up: with the pauses between them about ten
// hours. The job can be asked for again then, and goes on where it stopped.
const attempts = 20

// Headers of a message. The signature is "t=SECONDS,v1=HEX": HMAC-SHA256 with
// the webhook's secret over SECONDS, a full stop and the body.
const (
	SignatureHeader = "Thao-Signature"
	DeliveryHeader  = "Thao-Delivery" // the same where a message is sent again
)

// Event is what is told: an entry of the log.
type Event struct {
	ID      string            `json:"id"` // the same where it is told again
	Docket  id.ID             `json:"docket"`
	Seq     int64             `json:"seq"`
	At      clock.Micros      `json:"at"`
	Account id.ID             `json:"account"`
	Actor   string            `json:"actor"`
	Action  string            `json:"action"`
	Kind    string            `json:"kind"`
	Subject id.ID             `json:"subject"`
	Detail  map[string]string `json:"detail"`
}

// Work says who tells; before the queue runs.
func (s *Service) Work(q *jobs.Queue) {
	s.client = s.reach()
	q.Handle(kind, s.deliver, attempts)
}

// Entries read at a time.
const stretch = 100

// deliver tells a webhook all that happened since it was last told, in order.
func (s *Service) deliver(ctx context.Context, j *jobs.Job) error {
	var a args
	if err := j.Decode(&a); err != nil {
		return jobs.Permanent(err)
	}
	for ctx.Err() == nil {
		w, found, err := db.One(s.DB.Reader(ctx), scan, `SELECT `+columns+` FROM webhook WHERE docket_id = $1 AND id = $2`, j.Docket, a.Webhook)
		if err != nil || !found || w.State != Active {
			return err
		}
		entries, err := ledger.After(s.DB.Reader(ctx), w.Docket, w.Seq, stretch)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			return s.DB.Write(ctx, func(tx *db.Tx) error {
				if _, err := tx.Exec(`UPDATE webhook SET queued = seq WHERE docket_id = $1 AND id = $2`, w.Docket, w.ID); err != nil {
					return err
				}
				return j.Finish(tx)
			})
		}
		if err := s.DB.Settled(ctx); err != nil { // nobody hears of what may be lost yet
			return err
		}
		for _, e := range entries {
			if err := s.tell(ctx, w, e); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// tell sends one entry where the webhook asks for it, and notes that it did.
func (s *Service) tell(ctx context.Context, w Webhook, e ledger.Entry) error {
	if w.asksFor(e.Action) {
		gone, err := s.send(ctx, w, e)
		if err != nil {
			return err
		}
		if gone {
			return s.DB.Write(ctx, func(tx *db.Tx) error {
				_, err := tx.Exec(`UPDATE webhook SET state = 'off', queued = seq WHERE docket_id = $1 AND id = $2`, w.Docket, w.ID)
				return err
			})
		}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE webhook SET seq = $3 WHERE docket_id = $1 AND id = $2 AND seq < $3`, w.Docket, w.ID, e.Seq)
		return err
	})
}

func (w Webhook) asksFor(action string) bool {
	if len(w.Actions) == 0 {
		return true
	}
	noun, _, _ := strings.Cut(action, ".")
	for _, a := range w.Actions {
		if a == action || a == noun {
			return true
		}
	}
	return false
}

// longestAnswer is how much of an answer is read before the connection is used
// for the next message.
const longestAnswer = 64 << 10

// send posts one message. gone: the other end says that it wants no more.
func (s *Service) send(ctx context.Context, w Webhook, e ledger.Entry) (gone bool, err error) {
	event := Event{
		ID: string(e.Docket) + "." + strconv.FormatInt(e.Seq, 10), Docket: e.Docket, Seq: e.Seq, At: e.At, Account: e.Account, Actor: e.Actor,
		Action: e.Action, Kind: e.Kind, Subject: e.Subject, Detail: e.Detail,
	}
	body, err := json.Marshal(event)
	if err != nil {
		return false, jobs.Permanent(err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(body))
	if err != nil {
		return false, jobs.Permanent(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Thao-Webhook/1")
	r.Header.Set(DeliveryHeader, event.ID)
	r.Header.Set(SignatureHeader, Sign(w.Secret, s.Clock(), body))
	answer, err := s.client.Do(r)
	if err != nil {
		return false, err
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, longestAnswer)) // only the status counts
	switch {
	case answer.StatusCode == http.StatusGone:
		return true, nil
	case answer.StatusCode < 200 || answer.StatusCode > 299:
		return false, fmt.Errorf("the other end answered %d", answer.StatusCode)
	}
	return false, nil
}

// Sign makes the signature of a message.
func Sign(secret string, at clock.Micros, body []byte) string {
	seconds := strconv.FormatInt(at.Time().Unix(), 10)
	return "t=" + seconds + ",v1=" + hex.EncodeToString(mac(secret, seconds, body))
}

func mac(secret, seconds string, body []byte) []byte {
	sum := hmac.New(sha256.New, []byte(secret))
	_, _ = io.WriteString(sum, seconds+".") // a hash never fails
	_, _ = sum.Write(body)
	return sum.Sum(nil)
}

var errForged = errors.New("the signature does not hold")

// Verify checks a message as the other end does; a message older than five
// minutes may have been sent by somebody who overheard it.
func Verify(secret, signature string, now clock.Micros, body []byte) error {
	var seconds, sum string
	for part := range strings.SplitSeq(signature, ",") {
		name, v, _ := strings.Cut(part, "=")
		switch name {
		case "t":
			seconds = v
		case "v1":
			sum = v
		}
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	given, err2 := hex.DecodeString(sum)
	if err != nil || err2 != nil || !hmac.Equal(given, mac(secret, seconds, body)) {
		return errForged
	}
	if age := now.Time().Unix() - n; age > 300 || age < -300 {
		return errForged
	}
	return nil
}
