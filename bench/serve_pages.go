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

// asked is one kind of page, and where to find its n-th. Programs ask with a
// token.
type asked struct {
	name  string
	path  func(n int) string
	token string
}

func (s *serving) kinds() []asked {
	t := s.site
	docket := "/dockets/" + string(t.Docket)
	round := docket + "/rounds/" + string(t.Round)
	group := func(n int) string { return string(t.Groups[(n*7919)%len(t.Groups)]) }
	node := func(n int) string { return url.QueryEscape(t.Nodes[(n*97)%len(t.Nodes)].ID) }
	pages := []asked{
		{name: "what awaits me", path: func(int) string { return "/" }},
		{name: "dockets", path: func(int) string { return "/dockets" }},
		{name: "docket", path: func(int) string { return docket }},
		{name: "reading the draft", path: func(n int) string { return docket + "/versions/" + string(t.Version) + "?at=" + node(n) }},
		{name: "round", path: func(int) string { return round }},
		{name: "placing", path: func(int) string { return round + "/placing" }},
		{name: "desk", path: func(int) string { return round + "/desk" }},
		{name: "desk, one node", path: func(n int) string { return round + "/desk?node=" + node(n) }},
		{name: "desk, what differs", path: func(int) string { return round + "/desk?show=differ" }},
		{name: "desk, one member's handed on", path: func(int) string { return round + "/desk?show=confirm&whose=" + string(t.Reviewer.ID) }},
		{name: "desk, what nobody said", path: func(n int) string { return round + "/desk?q=" + unsaid(n) }},
		{name: "desk, what is drafted", path: func(int) string { return round + "/desk?show=drafted" }},
		{name: "desk, searched with diacritics", path: func(n int) string { return round + "/desk?q=" + marked(n) }},
		{name: "desk, searched without", path: func(n int) string { return round + "/desk?q=" + plain(n) }},
		{name: "group", path: func(n int) string { return round + "/desk/" + group(n) }},
		{name: "matrix", path: func(int) string { return round + "/matrix" }},
		{name: "matrix, further on", path: func(n int) string { return round + "/matrix?from=" + group(n) }},
		{name: "search, with diacritics", path: func(n int) string { return "/search?q=" + marked(n) }},
		{name: "search, without", path: func(n int) string { return "/search?q=" + plain(n) }},
		{name: "search, one letter", path: func(n int) string { return "/search?kind=comment&q=" + letter(n) }},
		{name: "search, comments", path: func(n int) string { return "/search?kind=comment&q=" + plain(n) }},
		{name: "log", path: func(int) string { return docket + "/log" }},
	}
	return append(pages, s.lists()...)
}

// lists are what programs ask for: the team's, of all comments of the round, and
// somebody's of a body.
func (s *serving) lists() (out []asked) {
	t := s.site
	comments := "/api/dockets/" + string(t.Docket) + "/rounds/" + string(t.Round) + "/comments"
	staff := func(n int) load.Person { return t.Staff[(n*31)%len(t.Staff)] }
	for _, l := range []struct {
		name   string
		filter func(n int) string
	}{
		{"comments", func(int) string { return "" }},
		{"comments, one body", func(n int) string { return "body=" + string(staff(n).Body) }},
		{"comments, sent", func(int) string { return "state=sent" }},
		{"comments, withdrawn", func(int) string { return "state=withdrawn" }},
		{"comments, one node", func(n int) string { return "node=" + url.QueryEscape(t.Nodes[(n*97)%len(t.Nodes)].ID) }},
		{"comments, placed", func(int) string { return "place=placed" }},
		{"comments, place unsure", func(int) string { return "place=review" }},
		{"comments, on the whole", func(int) string { return "place=general" }},
		{"comments, one's own", func(int) string { return "mine=true" }},
		{"comments, of a kind and place that are rare", func(int) string { return "kind=add&place=review" }},
		{"comments, of a kind that is rare", func(int) string { return "kind=delete" }},
		{"comments, words with diacritics", func(n int) string { return "words=" + marked(n) }},
		{"comments, words without", func(n int) string { return "words=" + plain(n) }},
		{"comments, one letter", func(n int) string { return "words=" + letter(n) }},
		{"comments, words nobody said", func(n int) string { return "words=" + unsaid(n) }},
		{"comments, words and one body", func(n int) string { return "words=" + plain(n) + "&body=" + string(staff(n).Body) }},
	} {
		out = append(out, asked{"program: " + l.name, func(n int) string { return comments + "?" + l.filter(n) }, t.Team})
	}
	return append(out,
		asked{"program: comments of its own body", func(int) string { return comments }, t.Tokens[0]},
		asked{"program: comments of its own body, words", func(n int) string { return comments + "?words=" + plain(n) }, t.Tokens[0]},
	)
}

// turns gives one of several searches.
func turns(list ...string) func(int) string {
	return func(n int) string { return url.QueryEscape(list[n%len(list)]) }
}

var (
	marked = turns("biên chế", "trụ sở, tài sản công", "sau 06 tháng", "luân chuyển cán bộ", "thẩm định")
	letter = turns("t", "d", "b", "q", "x")
	unsaid = turns("con voi", "xe lua", "tau thuy", "may bay", "xe dap")
	plain  = turns("bien che", "tru so tai san", "sau 06 thang", "luan chuyen can bo", "tham dinh")
)

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
	get := c.Get
	if kind.token != "" {
		get = func(ctx context.Context, path string) (int, string, error) { return c.Ask(ctx, path, kind.token) }
	}
	for n := range 3 { // the first of a kind reads what is kept from then on
		status, body, err := get(ctx, kind.path(1000+n))
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
		_, body, err := get(ctx, kind.path(n))
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
