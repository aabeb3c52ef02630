package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// The site's own refusals.
var (
	errNoPage = fault.New(fault.NotFound)
	errMethod = &refusal{status: http.StatusMethodNotAllowed, key: "web.fault.method"}
	errOrigin = &refusal{status: http.StatusForbidden, key: "web.fault.origin"}
)

// refusal is a fault of the request itself, below any area.
type refusal struct {
	status int
	key    string
}

func (e *refusal) Error() string { return e.key }

// statuses says which HTTP status a fault is. What is not here is a file or a
// form that cannot be taken as it is: 422.
var statuses = map[fault.Code]int{
	fault.NotFound:     http.StatusNotFound,
	fault.Missing:      http.StatusNotFound,
	fault.Denied:       http.StatusForbidden,
	fault.Forbidden:    http.StatusForbidden,
	fault.SignIn:       http.StatusUnauthorized,
	fault.Stale:        http.StatusConflict,
	fault.WrongState:   http.StatusConflict,
	fault.Exists:       http.StatusConflict,
	fault.Gone:         http.StatusConflict,
	fault.Throttled:    http.StatusTooManyRequests,
	fault.UploadLarge:  http.StatusRequestEntityTooLarge,
	fault.TooManyFiles: http.StatusRequestEntityTooLarge,
	fault.Unavailable:  http.StatusServiceUnavailable,
	fault.Busy:         http.StatusServiceUnavailable,
	fault.Stalled:      http.StatusRequestTimeout,
	fault.BrokenOff:    http.StatusBadRequest,
	fault.BadForm:      http.StatusBadRequest,
	fault.Full:         http.StatusInsufficientStorage,
	fault.Internal:     http.StatusInternalServerError,
	fault.NoToken:      http.StatusUnauthorized,
	fault.Scope:        http.StatusForbidden,
	fault.NoRevision:   http.StatusPreconditionRequired,
	fault.AnswerLost:   http.StatusConflict,
	fault.ToldOnce:     http.StatusConflict,
}

// Status is the HTTP status of an error.
func Status(err error) int {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r.status
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge
	}
	if _, ours := errors.AsType[*fault.Error](err); !ours && errors.Is(err, context.DeadlineExceeded) {
		return http.StatusServiceUnavailable
	}
	if status, ok := statuses[fault.CodeOf(err)]; ok {
		return status
	}
	return http.StatusUnprocessableEntity
}

// Sentence says an error to a person, or to the programmer of a program.
func Sentence(lang locale.Lang, err error) string { return sentence(lang, err, Status(err)) }

// sentence says an error to a person. What went wrong inside the program is for
// the log; the person gets the request's number to find it by.
func sentence(lang locale.Lang, err error, status int) string {
	if r, ok := errors.AsType[*refusal](err); ok {
		return locale.T(lang, r.key)
	}
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		err = fault.Wrap(err, fault.UploadLarge, "max", max(large.Limit>>20, 1))
	}
	switch {
	case status == http.StatusInternalServerError:
		return locale.T(lang, "web.fault.unexpected")
	case fault.CodeOf(err) == fault.Internal && status == http.StatusServiceUnavailable:
		return locale.Fault(lang, fault.New(fault.Unavailable))
	}
	return locale.Fault(lang, err)
}

// fail answers a request with the reason why it was not carried out: as a page,
// as a notice for htmx, or as a problem (RFC 9457) for programs.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // nobody reads the answer
	}
	// A body that stopped coming has ended the request's context, not the reader's wait.
	r = r.WithContext(context.WithoutCancel(r.Context()))
	if s.cfg.Failed != nil {
		s.cfg.Failed(r, err)
	}
	status := Status(err)
	id := w.Header().Get(idHeader)
	if status >= http.StatusInternalServerError {
		s.cfg.Log.ErrorContext(r.Context(), "request failed", "id", id, "path", logged(r.URL.Path), "error", err.Error())
	}
	set := ui.From(r.Context())
	failure := ui.Failure{Status: status, Text: sentence(set.Lang, err, status), ID: id, Safe: r.Method == http.MethodGet, Path: set.Path}
	retryAfter(w, err, status)
	w.Header().Set("Cache-Control", "no-store")
	if reachedBy(r) == nil { // what stands around the pages refused it
		r.Body = http.MaxBytesReader(w, r.Body, formBytes)
	}
	if s.keeps(r, status) && s.cfg.SignIn(w, r) == nil {
		return
	}
	s.keep(r, &failure, err)
	if failure.Kept == nil && fault.CodeOf(err) == fault.Stale { // a button alone: there are no words below
		failure.Text = locale.T(set.Lang, "web.fault.stale")
	}
	if err := s.say(w, r, failure); err != nil {
		s.cfg.Log.ErrorContext(r.Context(), "the page of a failure failed", "id", id, "error", err.Error())
		http.Error(w, failure.Text, status)
	}
}

// keeps reports whether the request is a form written by a person whose session
// has ended.
func (s *Site) keeps(r *http.Request, status int) bool {
	return status == http.StatusUnauthorized && s.cfg.SignIn != nil && r.Method == http.MethodPost &&
		!page.Wanted(r) && !strings.Contains(r.Header.Get("Accept"), "application/json")
}

// keep gives the page of a failure what was typed into the form that is
// refused. What another site sent is not shown again.
func (s *Site) keep(r *http.Request, f *ui.Failure, err error) {
	_, ours := errors.AsType[*refusal](err)
	if ours || r.Method != http.MethodPost || page.Wanted(r) {
		return
	}
	form := r
	if in := reachedBy(r); in != nil && r.PostForm == nil {
		form = in
	}
	kept, err := page.Keep(form)
	if err != nil || len(kept.Typed()) == 0 && len(kept.Files) == 0 {
		return
	}
	kept.Action = Local(kept.Action)
	f.Kept = &kept
	if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host {
		if back := Local(from.RequestURI()); back != kept.Action && back != "/" {
			f.Back = back
		}
	}
}

// Fail answers a request with an error, for what stands around the pages.
func (s *Site) Fail(w http.ResponseWriter, r *http.Request, err error) { s.fail(w, r, err) }

// say picks the form of the answer.
func (s *Site) say(w http.ResponseWriter, r *http.Request, f ui.Failure) error {
	switch {
	case strings.Contains(r.Header.Get("Accept"), "application/json"):
		return problem(w, r, f)
	case page.Wanted(r):
		w.Header().Set("HX-Retarget", "#notices")
		w.Header().Set("HX-Reswap", "innerHTML show:window:top")
		return page.Part(w, r, f.Status, ui.FailureNotice(f))
	case f.Status == http.StatusUnauthorized && f.Safe:
		return page.Redirect(w, r, "/sign-in?return="+url.QueryEscape(f.Path))
	}
	p := page.New(r, ui.T(r.Context(), "web.fault."+strconv.Itoa(f.Status)))
	return page.Show(w, r, f.Status, p, ui.FailurePage(f))
}

// retryAfter tells a program, and a browser, when to come back.
func retryAfter(w http.ResponseWriter, err error, status int) {
	switch status {
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "10")
	case http.StatusTooManyRequests:
		if f, ok := errors.AsType[*fault.Error](err); ok {
			if seconds, ok := f.Args["seconds"].(int); ok {
				w.Header().Set("Retry-After", strconv.Itoa(seconds))
			}
		}
	}
}

func problem(w http.ResponseWriter, r *http.Request, f ui.Failure) error {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(f.Status)
	_ = json.NewEncoder(w).Encode(map[string]any{ // fails only when the reader has gone away
		"title": ui.T(r.Context(), "web.fault."+strconv.Itoa(f.Status)), "status": f.Status, "detail": f.Text, "instance": f.ID,
	})
	return nil
}
