package load

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"
)

// Client is a browser somebody is signed in at.
type Client struct {
	Lang string // the language it was turned to; "" for the account's
	base string
	http *http.Client
}

// SignIn signs in as a person would.
func SignIn(ctx context.Context, base string, p Person) (*Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	c := &Client{base: base, http: &http.Client{Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	status, body, err := c.Form(ctx, "/sign-in", url.Values{"email": {p.Email}, "password": {Password}})
	if err != nil {
		return nil, err
	}
	if status != http.StatusSeeOther {
		return nil, fmt.Errorf("signing in as %s: %d %.300s", p.Email, status, body)
	}
	return c, nil
}

// Form sends a form and returns what was answered.
func (c *Client) Form(ctx context.Context, path string, v url.Values) (int, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, strings.NewReader(v.Encode()))
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(req)
}

// Get reads a page.
func (c *Client) Get(ctx context.Context, path string) (int, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return 0, "", err
	}
	return c.do(req)
}

// Ask reads an address as a program with a token.
func (c *Client) Ask(ctx context.Context, path, token string) (int, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	return c.do(req)
}

func (c *Client) do(req *http.Request) (int, string, error) {
	if c.Lang != "" {
		req.AddCookie(&http.Cookie{Name: "lang", Value: c.Lang})
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), err
}

// Times are those of one kind of request, the shortest first.
type Times []time.Duration

// At is the time that a part of the requests, from 0 to 1, did not exceed.
func (t Times) At(part float64) time.Duration {
	if len(t) == 0 {
		return 0
	}
	return t[min(len(t)-1, int(part*float64(len(t))))]
}
