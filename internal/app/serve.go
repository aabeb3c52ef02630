package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"thao/internal/fault"
)

// Times the server allows.
const (
	headerTime = 10 * time.Second // to send the head of a request
	idleTime   = 2 * time.Minute  // between two requests of a connection
	drainTime  = 20 * time.Second // for requests under way once it is told to stop
)

// Serve answers until ctx ends, then stops: it lets requests under way finish,
// then jobs, then the writer. ready is told where it listens and, as long as
// there is no account, the link that makes the first administrator.
func (a *App) Serve(ctx context.Context, ready func(listens, firstLink string)) error {
	link, err := a.Accounts.FirstLink(ctx)
	if err != nil {
		return err
	}
	handler, err := a.handler()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", a.Config.Listen)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "field", "listen", "rule", "app.rule.taken")
	}
	if n, err := a.Mail.Resume(ctx); err != nil {
		a.Log.Error("mail: what waits could not be taken up", "error", err)
	} else if n > 0 {
		a.Log.Info("mail: taken up", "messages", n)
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn),
	}
	server.RegisterOnShutdown(a.Live.Close) // pages that listen would hold the stop up
	background, stopBackground := context.WithCancel(context.WithoutCancel(ctx))
	var working sync.WaitGroup
	working.Go(func() { a.Jobs.Run(background) })
	working.Go(func() { a.sweep(background) })
	working.Go(func() { a.Webhooks.Watch(background) })
	a.Log.Info("listening", "address", listener.Addr().String(), "url", a.Config.URL, "database", string(a.DB.Dialect))
	ready("http://"+listener.Addr().String(), link)

	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err = <-failed:
	case <-ctx.Done():
		a.Log.Info("stopping")
		err = drain(ctx, server)
	}
	stopBackground()
	working.Wait()
	a.Log.Info("stopped")
	return err
}

// halfWritten is how long a file that nobody writes to any more is taken for
// one that somebody may still be sending.
const halfWritten = 24 * time.Hour

// sweep takes away, hour by hour, sessions and links whose time is over, and
// what a server that was killed had not received whole.
func (a *App) sweep(ctx context.Context) {
	hourly := time.NewTicker(time.Hour)
	defer hourly.Stop()
	for {
		if err := errors.Join(a.Accounts.Sweep(ctx), a.Programs.Sweep(ctx), a.Blobs.Clean(a.Clock().Add(-halfWritten).Time())); err != nil && ctx.Err() == nil {
			a.Log.Error("sweep", "error", err)
		}
		select {
		case <-hourly.C:
		case <-ctx.Done():
			return
		}
	}
}

// drain lets requests under way finish; what does not is cut off.
func drain(ctx context.Context, server *http.Server) error {
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	err := server.Shutdown(patience)
	if errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return err
}
