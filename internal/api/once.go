package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

// Headers of requests that may be sent twice.
const (
	keyHeader    = "Idempotency-Key"
	replayHeader = "Idempotency-Replayed"
)

const (
	longestKey    = 200
	keysGood      = 24 * time.Hour
	largestAnswer = 1 << 20 // kept; a larger one is not given a second time
	largestUpload = 512 << 20
)

// system is the docket_id of keys: a key may belong to a request of any docket.
const system = "system"

// noted is what is kept of a request that was carried out. Status is 0 from
// the commit of the change until its answer is kept.
type noted struct {
	request string
	status  int
	answer  string
}

// answered is an answer as it is kept. Of one that held a secret, Made is kept
// in place of the body.
type answered struct {
	Header map[string]string `json:"header"`
	Body   []byte            `json:"body,omitempty"`
	Made   *Made             `json:"made,omitempty"`
}

// Made is what a request made whose answer holds a secret.
type Made struct {
	What string `json:"what"` // token, webhook, invitation, reset
	ID   string `json:"id"`
}

// secretive is the body of an answer that may hold a secret: it is told to the
// request that made it and kept nowhere.
type secretive interface {
	// apart is what was made, without the secret; nil where there is none.
	apart() *Made
}

// toldOnce is what the description says of operations that answer with one.
const toldOnce = "Sent again with the same Idempotency-Key, the request is answered with 409 (told-once) and what it made, without the secret."

// errTaken ends the transaction of a request whose key another one has.
var errTaken = errors.New("the key was used")

// flights are the requests under way, by account and key: a second one with
// the same key waits for the first.
type flights struct {
	mu    sync.Mutex
	under map[string]chan struct{}
}

// begin waits for its turn. The turn ends with done.
func (f *flights) begin(ctx context.Context, key string) (done func(), err error) {
	for {
		f.mu.Lock()
		if f.under == nil {
			f.under = map[string]chan struct{}{}
		}
		before, busy := f.under[key]
		if !busy {
			mine := make(chan struct{})
			f.under[key] = mine
			f.mu.Unlock()
			return func() {
				f.mu.Lock()
				delete(f.under, key)
				f.mu.Unlock()
				close(mine)
			}, nil
		}
		f.mu.Unlock()
		select {
		case <-before:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// once carries a request out unless it was carried out before under the same
// key. The key is noted in the very commit of the change, so there is never one
// without the other; the answer is kept right after. Where the program ends
// between the two, the request is told that it was carried out.
func (a *API) once(w http.ResponseWriter, r *http.Request, c *call, key string) {
	if len(key) > longestKey || !printable(key) {
		a.fail(w, c, fault.New(fault.Invalid, "field", keyHeader, "rule", "api.rule.key", "max", longestKey))
		return
	}
	done, err := a.flying.begin(r.Context(), string(c.who.Account)+" "+key)
	if err != nil {
		return // nobody waits any more
	}
	defer done()
	request, body, err := fingerprint(r)
	if err != nil {
		a.fail(w, c, err)
		return
	}
	defer body.Close()
	r.Body = body
	before, found, err := a.notedAs(r.Context(), c.who.Account, key)
	switch {
	case err != nil:
		a.fail(w, c, err)
	case found:
		if err := a.DB.Settled(r.Context()); err != nil { // it may be there to be read and not be sure yet
			a.fail(w, c, err)
			return
		}
		a.replay(w, r, c, key, request, before)
	default:
		a.carryOut(w, r, c, key, request)
	}
}

func printable(key string) bool {
	return !strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' })
}

// carryOut runs the operation with the note of its key going along.
func (a *API) carryOut(w http.ResponseWriter, r *http.Request, c *call, key, request string) {
	var wrote, taken bool
	ctx := db.Along(r.Context(), func(tx *db.Tx) error {
		n, err := tx.Exec(`
INSERT INTO idempotency (docket_id, account_id, token, request, status, answer, created) VALUES ($1, $2, $3, $4, 0, '', $5)
ON CONFLICT (docket_id, account_id, token) DO NOTHING`, system, c.who.Account, key, request, a.Clock())
		wrote, taken = true, err == nil && n == 0
		if taken {
			return errTaken
		}
		return err
	})
	rec := &recorder{header: w.Header(), status: http.StatusOK}
	a.mux.ServeHTTP(rec, r.WithContext(ctx))
	if taken {
		before, found, err := a.notedAs(r.Context(), c.who.Account, key)
		if err != nil || !found {
			a.fail(w, c, errors.Join(err, fault.New(fault.Unavailable)))
			return
		}
		clearAnswer(w.Header())
		a.replay(w, r, c, key, request, before)
		return
	}
	if wrote {
		if err := a.keep(r.Context(), c, key, rec); err != nil {
			a.Log.ErrorContext(r.Context(), "an answer could not be kept", "error", err.Error())
		}
	}
	w.WriteHeader(rec.status)
	_, _ = w.Write(rec.body.Bytes())
}

// notedAs reads what is known of a key.
func (a *API) notedAs(ctx context.Context, account id.ID, key string) (noted, bool, error) {
	n, found, err := db.One(a.DB.Reader(ctx), func(r db.Row, n *noted) error { return r.Scan(&n.request, &n.status, &n.answer) },
		`SELECT request, status, answer FROM idempotency WHERE docket_id = $1 AND account_id = $2 AND token = $3`, system, account, key)
	return n, found, db.Fault(err)
}

// keep keeps an answer with its key. One that failed here is none to be told
// again: the change is there, and perhaps was not known to be on disk.
func (a *API) keep(ctx context.Context, c *call, key string, rec *recorder) error {
	if rec.body.Len() > largestAnswer || rec.status >= http.StatusInternalServerError {
		return nil // the program is told that the answer was not kept
	}
	kept := answered{Header: map[string]string{}, Made: c.made}
	if c.made == nil {
		kept.Body = rec.body.Bytes()
	}
	for _, name := range keptHeaders {
		if v := rec.header.Get(name); v != "" {
			kept.Header[name] = v
		}
	}
	data, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	// The one who asked may have gone away: the answer is kept all the same.
	return a.DB.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE idempotency SET status = $4, answer = $5 WHERE docket_id = $1 AND account_id = $2 AND token = $3`,
			system, c.who.Account, key, rec.status, string(data))
		return err
	})
}

var keptHeaders = []string{"Content-Type", "Content-Language", "ETag", "Location", "Link"}

func clearAnswer(h http.Header) {
	for _, name := range keptHeaders {
		h.Del(name)
	}
}

// replay gives the first answer once more.
func (a *API) replay(w http.ResponseWriter, r *http.Request, c *call, key, request string, before noted) {
	switch {
	case before.request != request:
		a.fail(w, c, fault.New(fault.KeyReused))
		return
	case before.status == 0:
		if before = a.awaitAnswer(r.Context(), c.who.Account, key); before.status == 0 {
			a.fail(w, c, fault.New(fault.AnswerLost))
			return
		}
	}
	var kept answered
	if err := json.Unmarshal([]byte(before.answer), &kept); err != nil {
		a.fail(w, c, fault.Wrap(err, fault.Internal))
		return
	}
	w.Header().Set(replayHeader, "true")
	for name, v := range kept.Header {
		w.Header().Set(name, v)
	}
	if kept.Made != nil {
		a.fail(w, c, fault.New(fault.ToldOnce, "what", kept.Made.What, "id", kept.Made.ID))
		return
	}
	w.WriteHeader(before.status)
	_, _ = w.Write(kept.Body)
}

// awaitAnswer gives another process, which may be about to keep the answer, a
// moment.
func (a *API) awaitAnswer(ctx context.Context, account id.ID, key string) noted {
	for _, pause := range []time.Duration{20, 80, 300, 600} {
		select {
		case <-ctx.Done():
			return noted{}
		case <-time.After(pause * time.Millisecond):
		}
		if n, found, err := a.notedAs(ctx, account, key); err == nil && found && n.status != 0 {
			return n
		}
	}
	return noted{}
}

// Sweep forgets keys that are older than a day.
func (a *API) Sweep(ctx context.Context) error {
	return a.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM idempotency WHERE created < $1`, a.Clock().Add(-keysGood))
		return err
	})
}

// recorder holds an answer back until it is kept.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }

// SetReadDeadline is asked for by the library; the body has been read.
func (r *recorder) SetReadDeadline(time.Time) error { return nil }

// fingerprint is the hash of a request, and its body to be read once more.
func fingerprint(r *http.Request) (string, io.ReadCloser, error) {
	sum := sha256.New()
	for _, part := range []string{r.Method, r.URL.RequestURI(), r.Header.Get("If-Match")} {
		_, _ = io.WriteString(sum, part+"\n") // a hash never fails
	}
	upload := strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/")
	body, err := spool(r.Body, sum, upload)
	return hex.EncodeToString(sum.Sum(nil)), body, err
}

// spool reads a body through, hashing it: JSON in memory, uploads by way of a
// temporary file.
func spool(from io.Reader, sum hash.Hash, upload bool) (io.ReadCloser, error) {
	if !upload {
		data, err := io.ReadAll(io.LimitReader(from, bodyBytes+1))
		if err != nil {
			return nil, err
		}
		_, _ = sum.Write(data)
		return io.NopCloser(bytes.NewReader(data)), nil
	}
	file, err := os.CreateTemp("", "thao-upload-*")
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable)
	}
	body := &spooled{file}
	n, err := io.Copy(io.MultiWriter(file, sum), io.LimitReader(from, largestUpload+1))
	if err == nil && n > largestUpload {
		err = fault.New(fault.UploadLarge, "max", largestUpload>>20)
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		body.Close()
		return nil, err
	}
	return body, nil
}

// spooled is a temporary file that goes away when it is closed.
type spooled struct{ *os.File }

func (s *spooled) Close() error {
	return errors.Join(s.File.Close(), os.Remove(s.Name()))
}
