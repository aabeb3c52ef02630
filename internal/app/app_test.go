package app

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/web/assets"
)

// running is a server of the test's own.
type running struct {
	app  *App
	url  string
	link string
	log  *strings.Builder // whole once it is stopped
	stop func() error
}

func start(t *testing.T, cfg Config) *running {
	t.Helper()
	if err := assets.Built(); err != nil {
		t.Skipf("the site's assets are not built (make assets): %v", err)
	}
	if cfg.Data == "" {
		cfg.Data = t.TempDir()
	}
	cfg.Listen = "127.0.0.1:0"
	log := &strings.Builder{}
	a, err := Open(t.Context(), cfg, slog.New(slog.NewJSONHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	r, ready, ended := &running{app: a, log: log}, make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- a.Serve(ctx, func(address, link string) { r.url, r.link = address, link; close(ready) })
	}()
	select {
	case <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	r.stop = sync.OnceValue(func() error {
		cancel()
		err := <-ended
		a.Close()
		return err
	})
	t.Cleanup(func() { r.stop() })
	return r
}

func (r *running) get(t *testing.T, path string) (int, string) {
	t.Helper()
	resp, err := http.Get(r.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func TestServeOnBothEngines(t *testing.T) {
	for name, url := range map[string]string{"sqlite": "", "postgres": dbtest.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			s := start(t, Config{DB: url, Data: t.TempDir()})
			for _, path := range []string{"/healthz", "/readyz", "/metrics", "/sign-in"} {
				if status, body := s.get(t, path); status != http.StatusOK {
					t.Errorf("%s: %d %s", path, status, body)
				}
			}
			link := strings.TrimPrefix(s.link, s.app.Config.URL)
			if status, _ := s.get(t, link); status != http.StatusOK {
				t.Errorf("the first link gives %d", status)
			}
			if _, body := s.get(t, "/metrics"); !strings.Contains(body, `thao_http_request_seconds_count{method="GET",status="200"}`) {
				t.Errorf("metrics: %s", body)
			}
			if err := s.stop(); err != nil {
				t.Errorf("stopping: %v", err)
			}
			if secret := strings.TrimPrefix(link, "/join/"); strings.Contains(s.log.String(), secret) || !strings.Contains(s.log.String(), "/join/") {
				t.Errorf("the secret of the link is in the log, or the request is not: %s", s.log.String())
			}
			if _, err := http.Get(s.url + "/healthz"); err == nil {
				t.Error("it still answers")
			}
		})
	}
}

func TestRequestUnderWayIsFinished(t *testing.T) {
	began, finish := make(chan struct{}), make(chan struct{})
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(began)
		<-finish
		io.WriteString(w, "whole")
	})}
	l := listen(t)
	go server.Serve(l)
	got := make(chan string, 1)
	go func() {
		resp, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			got <- err.Error()
			return
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		got <- string(body)
	}()
	<-began
	time.AfterFunc(50*time.Millisecond, func() { close(finish) })
	if err := drain(t.Context(), server); err != nil {
		t.Error(err)
	}
	if body := <-got; body != "whole" {
		t.Errorf("got %q", body)
	}
}

func TestMetricsAreNotForOutsiders(t *testing.T) {
	s := start(t, Config{})
	for _, header := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip"} {
		req, _ := http.NewRequest(http.MethodGet, s.url+"/metrics", nil)
		req.Header.Set(header, "203.0.113.5")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusNotFound {
			t.Errorf("through a proxy (%s): %d", header, resp.StatusCode)
		}
	}
}

func TestConfigRefusals(t *testing.T) {
	for _, c := range []Config{{Listen: "8080"}, {URL: "thao.example"}, {SMTP: "mail.example"}, {SMTP: "smtp://mail.example"}} {
		if _, err := c.resolve(); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", c, err)
		}
	}
	c := Config{Listen: ":9000"}
	if _, err := c.resolve(); err != nil || c.URL != "http://localhost:9000" || c.Data != DefaultData {
		t.Errorf("%+v %v", c, err)
	}
	if _, err := OpenStore(t.Context(), Config{Data: t.TempDir() + "/none"}, false); fault.CodeOf(err) != fault.Missing {
		t.Errorf("a folder that is not there: %v", err)
	}
}
