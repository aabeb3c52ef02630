package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"thao/bench/gen"
	"thao/bench/load"
	"thao/internal/id"
)

// posters is how many post at once.
const posters = 256

// posting lets programs write comments for people of all bodies.
func (s *serving) posting(ctx context.Context) (*posted, error) {
	before, err := s.server.Metric("go_goroutines")
	if err != nil {
		return nil, err
	}
	opinions := opinionsFor(posters)
	run, err := load.Posting{
		Clients: posters, Warm: s.b.post / 4, For: s.b.post, Status: http.StatusCreated, Processor: s.server.Processor,
		Key: func() string { return string(id.New()) },
		Request: func(c, n int) (*http.Request, error) {
			text, reason := opinions[c].Next()
			return s.site.PostComment(s.server.URL, s.site.Tokens[c], s.site.Staff[c].Body, load.NoKey, c*31+n, text, reason)
		},
	}.Run(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.settled(before); err != nil {
		return nil, err
	}
	peak, err := s.server.PeakMemory()
	return &posted{"thao, " + s.engine, run, peak}, err
}

// settled waits until the server is as idle as before, and tells when it keeps
// goroutines that nobody needs.
func (s *serving) settled(before float64) error {
	for range 50 {
		now, err := s.server.Metric("go_goroutines")
		if err != nil {
			return err
		}
		if now <= before+10 {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	now, err := s.server.Metric("go_goroutines")
	return errors.Join(err, fmt.Errorf("%v goroutines before, %v after", before, now))
}

// posted is what came of posting to a server.
type posted struct {
	name string
	load.Posted
	peak int64 // of memory, in bytes
}

// each is the time the processor takes for one.
func (p *posted) each() time.Duration { return p.Worked / time.Duration(max(1, len(p.Times))) }

func (p *posted) row() []string {
	failed := "0"
	if p.Failed > 0 {
		failed = fmt.Sprintf("%d: %.120s", p.Failed, p.Reason)
	}
	return []string{p.name, fmt.Sprintf("%.0f", p.Rate()), ms(p.Times.At(.5)), ms(p.Times.At(.99)), fmt.Sprintf("%.2f ms", float64(p.each().Microseconds())/1000), failed, fmt.Sprintf("%d MB", p.peak>>20)}
}

// against says how many times the peer this is: comments a second, of a machine
// that the clients share, and for the same time of the processor.
func (p *posted) against(peer *posted) string {
	return fmt.Sprintf("%s is %.1f times %s, %.1f times by processor time", p.name, p.Rate()/peer.Rate(), peer.name, float64(peer.each())/float64(max(1, p.each())))
}

func opinionsFor(n int) []*gen.Opinions {
	out := make([]*gen.Opinions, n)
	for i := range out {
		out[i] = gen.NewOpinions(uint64(1000 + i))
	}
	return out
}
