package account

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
)

// How long a session lives: a working day without being used, a week in all.
const (
	idle     = 12 * time.Hour
	lifetime = 7 * 24 * time.Hour
	renewed  = 10 * time.Minute // the store is written at most so often for being used
)

// What a session holds.
const (
	keyAccount = "account"
	keyRev     = "rev"
	keySeen    = "seen"
)

// Sessions is who is signed in at which browser. Wrap stands around every page.
type Sessions struct {
	db     *db.DB
	clock  clock.Clock
	scs    *scs.SessionManager
	actors access.Known[*access.Actor]
	// Fail answers a request whose session could not be read, because the
	// database does not answer.
	Fail func(w http.ResponseWriter, r *http.Request, err error)
}

// NewSessions makes the sessions of a database. secure: the site is reached
// only through https, so the cookie never travels otherwise.
func NewSessions(d *db.DB, now clock.Clock, secure bool) *Sessions {
	s := &Sessions{db: d, clock: now, scs: scs.New()}
	s.scs.Store = store{d, now}
	s.scs.Lifetime = lifetime
	s.scs.HashTokenInStore = true
	s.scs.Cookie.Name = "thao"
	s.scs.Cookie.Secure = secure
	s.scs.Cookie.Persist = false // closing the browser signs out: desks are shared
	s.scs.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) { s.failed(w, r, err) }
	return s
}

func (s *Sessions) failed(w http.ResponseWriter, r *http.Request, err error) {
	if s.Fail != nil {
		s.Fail(w, r, db.Fault(err))
		return
	}
	slog.ErrorContext(r.Context(), "session", "error", err.Error())
	http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
}

// Wrap reads who is signed in before next, once a request, and writes the
// session after it.
func (s *Sessions) Wrap(next http.Handler) http.Handler {
	return s.scs.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, err := s.actor(r.Context())
		if err != nil {
			s.failed(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(WithActor(r.Context(), who)))
	}))
}

// actor is whom the session of a request belongs to; nobody when it has ended:
// unused for too long, the password changed, the account disabled.
func (s *Sessions) actor(ctx context.Context) (*access.Actor, error) {
	key := id.ID(s.scs.GetString(ctx, keyAccount))
	if key == "" {
		return &access.Actor{}, nil
	}
	now, seen := s.clock(), clock.Micros(s.scs.GetInt64(ctx, keySeen))
	if seen.Add(idle) < now {
		return &access.Actor{}, s.End(ctx)
	}
	q := s.db.Reader(ctx)
	who, err := s.actors.Get(q, string(key), func() (*access.Actor, bool, error) {
		who, err := access.Load(q, key)
		return who, err == nil && who.Account != "", err
	})
	if err != nil {
		return nil, err
	}
	if who.Account == "" || who.Rev != s.scs.GetInt64(ctx, keyRev) {
		return &access.Actor{}, s.End(ctx)
	}
	if seen.Add(renewed) < now {
		s.scs.Put(ctx, keySeen, int64(now))
	}
	return who, nil
}

// Begin signs an account in: a new session with a new token, whatever the
// browser held before.
func (s *Sessions) Begin(ctx context.Context, a Account) error {
	if err := s.scs.Clear(ctx); err != nil {
		return err
	}
	if err := s.scs.RenewToken(ctx); err != nil {
		return db.Fault(err)
	}
	s.scs.Put(ctx, keyAccount, string(a.ID))
	s.scs.Put(ctx, keyRev, a.Rev)
	s.scs.Put(ctx, keySeen, int64(s.clock()))
	_, _, err := s.scs.Commit(context.WithValue(ctx, beginning{}, true))
	return db.Fault(err)
}

// beginning marks the context in which a session is stored for the first time.
type beginning struct{}

// End signs out.
func (s *Sessions) End(ctx context.Context) error { return db.Fault(s.scs.Destroy(ctx)) }

// store keeps sessions in our own database, written like everything else.
type store struct {
	db  *db.DB
	now clock.Clock
}

func (s store) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	return db.One(s.db.Reader(ctx), func(r db.Row, data *[]byte) error { return r.Scan(data) },
		`SELECT data FROM session WHERE token = $1 AND expiry > $2`, token, s.now())
}

// CommitCtx stores a new session only when Begin asks for it: a request that is
// answered while the same person signs out must not bring the session back.
func (s store) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if ctx.Value(beginning{}) == nil {
			_, err := tx.Exec(`UPDATE session SET data = $1, expiry = $2 WHERE token = $3`, data, clock.Of(expiry), token)
			return err
		}
		_, err := tx.Exec(`INSERT INTO session (token, data, expiry) VALUES ($1, $2, $3)
ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry`, token, data, clock.Of(expiry))
		return err
	})
}

func (s store) DeleteCtx(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM session WHERE token = $1`, token)
		return err
	})
}

// The methods without a context are asked for by the interface and never called.
func (s store) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

func (s store) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

func (s store) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// From is the address a request came from, as throttling counts it: of IPv6
// the network of one customer (/64), since one machine has all of it. behind:
// the server stands behind a proxy of its own, which names the sender last in
// X-Forwarded-For.
func From(r *http.Request, behind bool) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if last := lastForwarded(r); behind && last != "" {
		host = last
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		if network, err := ip.Prefix(64); err == nil {
			return network.String()
		}
	}
	return ip.String()
}

func lastForwarded(r *http.Request) string {
	all := r.Header.Values("X-Forwarded-For")
	if len(all) == 0 {
		return ""
	}
	list := all[len(all)-1]
	list = strings.TrimSpace(list[strings.LastIndexByte(list, ',')+1:])
	addr, err := netip.ParseAddr(list)
	if err != nil {
		return ""
	}
	return addr.String()
}
