package main

import (
	"context"
	"fmt"
	"time"
)

// papers has the whole round written in each of its forms: how long it takes,
// and the most memory the server holds meanwhile.
func (s *serving) papers(ctx context.Context) error {
	rows := [][]string{{s.engine + ", the round as", "seconds", "size", "most memory"}}
	for _, form := range []string{"docx", "xlsx", "html", "annex", "comments"} {
		if err := s.server.ForgetPeak(); err != nil {
			return err
		}
		begin := time.Now()
		size, err := s.site.Paper(ctx, s.server.URL, form)
		if err != nil {
			return fmt.Errorf("%s: %w", form, err)
		}
		took := time.Since(begin).Seconds()
		peak, err := s.server.PeakMemory()
		if err != nil {
			return err
		}
		rows = append(rows, []string{form, fmt.Sprintf("%.1f", took), fmt.Sprintf("%.1f MB", float64(size)/1e6), fmt.Sprintf("%d MB", peak>>20)})
	}
	fmt.Println()
	table(rows)
	return nil
}
