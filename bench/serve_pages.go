package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"slices"
	"time"

	"thao/bench/load"
)

// asked is one kind of page, and where to find its n-th.
type asked struct {
	name string
	path func(n int) string
}

func (s *serving) kinds() []asked {
	t := s.site
	docket := "/dockets/" + string(t.Docket)
	round := docket + "/rounds/" + string(t.Round)
	group := func(n int) string { return string(t.Groups[(n*7919)%len(t.Groups)]) }
	node := func(n int) string { return url.QueryEscape(t.Nodes[(n*97)%len(t.Nodes)].ID) }
	words := func(list ...string) func(int) string {
		return func(n int) string { return url.QueryEscape(list[n%len(list)]) }
	}
	marked := words("biên chế", "trụ sở, tài sản công", "sau 06 tháng", "luân chuyển cán bộ", "thẩm định")
	plain := words("bien che", "tru so tai san", "sau 06 thang", "luan chuyen can bo", "tham dinh")
	return []asked{
		{"what awaits me", func(int) string { return "/" }},
		{"dockets", func(int) string { return "/dockets" }},
		{"docket", func(int) string { return docket }},
		{"reading the draft", func(n int) string { return docket + "/versions/" + string(t.Version) + "?at=" + node(n) }},
		{"round", func(int) string { return round }},
		{"placing", func(int) string { return round + "/placing" }},
		{"desk", func(int) string { return round + "/desk" }},
		{"desk, one node", func(n int) string { return round + "/desk?node=" + node(n) }},
		{"desk, what is drafted", func(int) string { return round + "/desk?show=drafted" }},
		{"desk, searched with diacritics", func(n int) string { return round + "/desk?q=" + marked(n) }},
		{"desk, searched without", func(n int) string { return round + "/desk?q=" + plain(n) }},
		{"group", func(n int) string { return round + "/desk/" + group(n) }},
		{"matrix", func(int) string { return round + "/matrix" }},
		{"log", func(int) string { return docket + "/log" }},
	}
}

// pages asks for each kind of page one after the other, as one person does.
// Beside the time on the clock stands the processor time the server took, which
// other work on the machine hardly touches.
func (s *serving) pages(ctx context.Context) error {
	c, err := load.SignIn(ctx, s.server.URL, s.site.Secretary)
	if err != nil {
		return err
	}
	rows := [][]string{{s.engine, "p50", "p95", "p99", "processor", "size", ""}}
	for _, kind := range s.kinds() {
		row, err := s.page(ctx, c, kind)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	fmt.Println()
	table(rows)
	return nil
}

func (s *serving) page(ctx context.Context, c *load.Client, kind asked) ([]string, error) {
	var times load.Times
	size := 0
	for n := range 3 { // the first of a kind reads what is kept from then on
		status, body, err := c.Get(ctx, kind.path(1000+n))
		if err != nil {
			return nil, err
		}
		if status != 200 {
			if s.b.show {
				fmt.Fprintln(os.Stderr, body)
			}
			return []string{kind.name, "", "", "", "", "", fmt.Sprintf("answered with %d", status)}, nil
		}
	}
	before, err := s.server.Processor()
	if err != nil {
		return nil, err
	}
	for n := range s.b.asks {
		begin := time.Now()
		_, body, err := c.Get(ctx, kind.path(n))
		if err != nil {
			return nil, err
		}
		times = append(times, time.Since(begin))
		size += len(body)
	}
	slices.Sort(times)
	after, err := s.server.Processor()
	if err != nil {
		return nil, err
	}
	return []string{kind.name, ms(times.At(.5)), ms(times.At(.95)), ms(times.At(.99)), ms((after - before) / time.Duration(s.b.asks)),
		fmt.Sprintf("%d kB", size/s.b.asks>>10), ""}, nil
}
