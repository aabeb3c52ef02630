package load

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Posting is many who post at once, each over a connection of its own.
type Posting struct {
	Clients int
	Warm    time.Duration // before counting begins
	For     time.Duration
	// Request makes what a client posts next: its number, and how many it has
	// posted before.
	Request func(client, n int) (*http.Request, error)
	// Key, where it is not nil, makes the key that takes the place of NoKey in a
	// request when it is posted: keys come in the order of time.
	Key    func() string
	Status int // that says it is done
	// Processor is the time the server has worked so far, on all processors.
	Processor func() (time.Duration, error)
}

// Posted is what came of it.
type Posted struct {
	Times   Times // of those acknowledged
	Elapsed time.Duration
	Worked  time.Duration // by the server, meanwhile: hardly touched by what else the machine does
	Failed  int
	Reason  string // of one that failed
}

// Rate is how many were acknowledged a second.
func (p Posted) Rate() float64 { return float64(len(p.Times)) / p.Elapsed.Seconds() }

// Run posts for as long as was asked. Server and clients share the machine: what
// is posted is made and written out ahead, so that clients take little of it.
func (p Posting) Run(ctx context.Context) (Posted, error) {
	ahead, err := p.ahead()
	if err != nil {
		return Posted{}, err
	}
	var mu sync.Mutex
	var out Posted
	var wg sync.WaitGroup
	begin := time.Now().Add(p.Warm)
	end := begin.Add(p.For)
	for c := range p.Clients {
		wg.Go(func() {
			var mine Times
			var on line
			defer on.close()
			for n := 0; time.Now().Before(end) && ctx.Err() == nil; n++ {
				at := time.Now()
				err := p.one(ctx, &on, ahead[c], c, n)
				if err != nil {
					mu.Lock()
					out.Failed++
					out.Reason = err.Error()
					mu.Unlock()
					continue
				}
				if done := time.Now(); done.After(begin) && done.Before(end) {
					mine = append(mine, done.Sub(at))
				}
			}
			mu.Lock()
			out.Times = append(out.Times, mine...)
			mu.Unlock()
		})
	}
	worked, err := p.worked(begin, end)
	wg.Wait()
	if err != nil {
		return out, err
	}
	out.Worked = worked
	slices.Sort(out.Times)
	out.Elapsed = p.For
	return out, ctx.Err()
}

// readyEach is how many requests of a client are made ahead for each second.
const readyEach = 25

// ahead are the first requests of each client.
func (p Posting) ahead() ([][]request, error) {
	out := make([][]request, p.Clients)
	for c := range out {
		for n := range int(readyEach * (p.Warm + p.For).Seconds()) {
			r, err := p.request(c, n)
			if err != nil {
				return nil, err
			}
			out[c] = append(out[c], r)
		}
	}
	return out, nil
}

// NoKey stands where a key is yet to come.
const NoKey = "00000000000000000000000000"

// request is one as it goes over the line.
type request struct {
	host string
	data []byte
	key  int // offset of NoKey in data; negative in a request without one
}

func (p Posting) request(c, n int) (request, error) {
	req, err := p.Request(c, n)
	if err != nil {
		return request{}, err
	}
	var b bytes.Buffer
	err = req.Write(&b)
	return request{req.URL.Host, b.Bytes(), bytes.Index(b.Bytes(), []byte(NoKey))}, err
}

// worked waits from begin to end.
func (p Posting) worked(begin, end time.Time) (time.Duration, error) {
	if p.Processor == nil {
		return 0, nil
	}
	time.Sleep(time.Until(begin))
	before, err := p.Processor()
	if err != nil {
		return 0, err
	}
	time.Sleep(time.Until(end))
	after, err := p.Processor()
	return after - before, err
}

func (p Posting) one(ctx context.Context, on *line, ahead []request, c, n int) error {
	var r request
	if n < len(ahead) {
		r = ahead[n]
	} else {
		var err error
		if r, err = p.request(c, n); err != nil {
			return err
		}
	}
	if p.Key != nil && r.key >= 0 {
		copy(r.data[r.key:], p.Key())
	}
	status, head, err := on.ask(ctx, r)
	if err != nil {
		on.close() // what comes next over it may belong to this request
		return err
	}
	if status != p.Status {
		return fmt.Errorf("%d: %s", status, head)
	}
	return nil
}

// line is one connection that is kept.
type line struct {
	conn net.Conn
	in   *bufio.Reader
}

func (l *line) close() {
	if l.conn != nil {
		l.conn.Close()
		l.conn = nil
	}
}

// ask sends a request and reads what is answered: the status and how the body
// begins.
func (l *line) ask(ctx context.Context, r request) (status int, head []byte, err error) {
	if l.conn == nil {
		if l.conn, err = (&net.Dialer{Timeout: 10 * time.Second}).DialContext(ctx, "tcp", r.host); err != nil {
			return 0, nil, err
		}
		l.in = bufio.NewReader(l.conn)
	}
	if err := l.conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return 0, nil, err
	}
	if _, err := l.conn.Write(r.data); err != nil {
		return 0, nil, err
	}
	status, length, err := l.headers()
	if err != nil {
		return 0, nil, err
	}
	if length >= 0 {
		head, err = l.body(length)
		return status, head, err
	}
	for { // in chunks
		size, err := l.in.ReadString('\n')
		if err != nil {
			return 0, nil, err
		}
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		if err != nil {
			return 0, nil, err
		}
		some, err := l.body(int(n) + len("\r\n"))
		if err != nil || n == 0 {
			return status, head, err
		}
		if head == nil {
			head = some
		}
	}
}

// body passes over what is answered, and keeps how it begins.
func (l *line) body(length int) (head []byte, err error) {
	if head, err = l.in.Peek(min(length, 500)); err != nil {
		return nil, err
	}
	head = slices.Clone(head)
	_, err = l.in.Discard(length)
	return head, err
}

// headers reads the status of an answer and how long its body is; -1 where it
// comes in chunks.
func (l *line) headers() (status, length int, err error) {
	length = -1
	for first := true; ; first = false {
		text, err := l.in.ReadSlice('\n')
		if err != nil {
			return 0, 0, err
		}
		text = bytes.TrimSpace(text)
		switch name, value, _ := bytes.Cut(text, []byte(": ")); {
		case first:
			if len(text) < 12 {
				return 0, 0, fmt.Errorf("%q is no status", text)
			}
			if status, err = strconv.Atoi(string(text[9:12])); err != nil {
				return 0, 0, err
			}
		case len(text) == 0:
			return status, length, nil
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.Atoi(string(value)); err != nil {
				return 0, 0, err
			}
		}
	}
}
