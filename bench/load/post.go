package load

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
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
	Status  int // that says it is done
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

// Run posts for as long as was asked.
func (p Posting) Run(ctx context.Context) (Posted, error) {
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
				err := p.one(ctx, &on, c, n)
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

func (p Posting) one(ctx context.Context, on *line, c, n int) error {
	req, err := p.Request(c, n)
	if err != nil {
		return err
	}
	status, head, err := on.ask(ctx, req)
	if err != nil {
		on.close() // what comes next over it may belong to this request
		return err
	}
	if status != p.Status {
		return fmt.Errorf("%d: %s", status, head)
	}
	return nil
}

// line is one connection that is kept. Server and clients share the machine: an
// http.Client, with two goroutines a connection, would take a third of it.
type line struct {
	conn net.Conn
	in   *bufio.Reader
	out  *bufio.Writer
}

func (l *line) close() {
	if l.conn != nil {
		l.conn.Close()
		l.conn = nil
	}
}

// ask sends a request and reads what is answered: the status and how the body
// begins.
func (l *line) ask(ctx context.Context, req *http.Request) (status int, head []byte, err error) {
	if l.conn == nil {
		if l.conn, err = (&net.Dialer{Timeout: 10 * time.Second}).DialContext(ctx, "tcp", req.URL.Host); err != nil {
			return 0, nil, err
		}
		l.in, l.out = bufio.NewReader(l.conn), bufio.NewWriter(l.conn)
	}
	if err := l.conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return 0, nil, err
	}
	if err := errors.Join(req.Write(l.out), l.out.Flush()); err != nil {
		return 0, nil, err
	}
	resp, err := http.ReadResponse(l.in, req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	head, err = io.ReadAll(io.LimitReader(resp.Body, 500))
	if err == nil {
		_, err = io.Copy(io.Discard, resp.Body)
	}
	if resp.Close {
		l.close()
	}
	return resp.StatusCode, head, err
}
