package app

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"thao/internal/api"
)

// handler is everything the server answers: the machine's questions here, all
// else the site.
func (a *App) handler() (http.Handler, error) {
	site, err := a.site()
	if err != nil {
		return nil, err
	}
	registry, watch := a.metrics()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, nil) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { answer(w, a.Ready(r.Context())) })
	mux.Handle("GET /metrics", nearby(promhttp.HandlerFor(registry, promhttp.HandlerOpts{})))
	programs := watch(a.Programs)
	mux.Handle(api.Prefix, programs)
	mux.Handle(api.Description, programs)
	mux.Handle("/", watch(site))
	return paced(cmp.Or(a.Config.Stall, stallTime), mux), nil
}

// Ready reports whether the server can do its work now: the database answers
// and a file can be written.
func (a *App) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return errors.Join(a.DB.Ping(ctx), a.Blobs.Ready())
}

func answer(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte("unavailable\n"))
		return
	}
	_, _ = w.Write([]byte("ok\n"))
}

// nearby answers only callers of this machine or the house's own network that
// did not come through a proxy: figures tell outsiders too much.
func nearby(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := net.SplitHostPort(r.RemoteAddr)
		ip := net.ParseIP(host)
		forwarded := r.Header.Get("Forwarded") + r.Header.Get("X-Forwarded-For") + r.Header.Get("X-Real-Ip")
		if forwarded != "" || ip == nil || !ip.IsLoopback() && !ip.IsPrivate() {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// metrics is what is counted, and what stands around the site to count it.
func (a *App) metrics() (*prometheus.Registry, func(http.Handler) http.Handler) {
	r := prometheus.NewRegistry()
	took := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "thao_http_request_seconds", Help: "Time to answer a request.",
		Buckets: []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
	}, []string{"method", "status"})
	busy := prometheus.NewGauge(prometheus.GaugeOpts{Name: "thao_http_requests_under_way", Help: "Requests being answered."})
	r.MustRegister(took, busy, waiting{a}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			busy.Inc()
			defer busy.Dec()
			seen := &status{ResponseWriter: w, code: http.StatusOK}
			begin := time.Now()
			next.ServeHTTP(seen, req)
			took.WithLabelValues(method(req.Method), strconv.Itoa(seen.code)).Observe(time.Since(begin).Seconds())
		})
	}
}

// method bounds a label that the caller chooses.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodPost, http.MethodHead, http.MethodPut, http.MethodPatch, http.MethodDelete:
		return m
	}
	return "other"
}

// status remembers what was answered.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	if code >= http.StatusOK {
		s.code = code
	}
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap lets http.ResponseController through.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// waiting counts jobs in the table each time it is asked.
type waiting struct{ app *App }

var (
	jobsOpen = prometheus.NewDesc("thao_jobs_open", "Jobs that wait or run.", nil, nil)
	jobsDead = prometheus.NewDesc("thao_jobs_dead", "Jobs that were given up and wait for somebody.", nil, nil)
)

func (waiting) Describe(out chan<- *prometheus.Desc) { out <- jobsOpen; out <- jobsDead }

func (w waiting) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	open, dead, err := w.app.Jobs.Counts(w.app.DB.Reader(ctx))
	if err != nil {
		return // the database does not answer: the other figures still stand
	}
	out <- prometheus.MustNewConstMetric(jobsOpen, prometheus.GaugeValue, float64(open))
	out <- prometheus.MustNewConstMetric(jobsDead, prometheus.GaugeValue, float64(dead))
}
