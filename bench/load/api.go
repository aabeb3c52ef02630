package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"

	"thao/internal/id"
)

// call is a request of a program with a token.
func call(method, address, token string, body any) (*http.Request, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequest(method, address, bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	return req, nil
}

func (s *Site) api(base string, rest ...any) string {
	return base + "/api/dockets/" + string(s.Docket) + fmt.Sprint(rest...)
}

// PostComment is the request by which a program writes a comment of a body.
// Node is the n-th, from the beginning again where there are fewer.
func (s *Site) PostComment(base, token string, body, key id.ID, n int, text, reason string) (*http.Request, error) {
	return call(http.MethodPost, s.api(base, "/rounds/", string(s.Round), "/comments"), token, map[string]any{
		"id": key, "body": body, "state": "draft", "node": s.Nodes[n%len(s.Nodes)].ID, "start": -1, "end": -1, "kind": "other", "text": text, "reason": reason,
	})
}

// CommentForm is the form by which somebody writes a comment on a page, and
// where it is sent.
func (s *Site) CommentForm(body, key id.ID, n int, text string) (path string, form url.Values) {
	return "/dockets/" + string(s.Docket) + "/rounds/" + string(s.Round) + "/comments", url.Values{
		"id": {string(key)}, "body": {string(body)}, "state": {"draft"}, "node": {s.Nodes[n%len(s.Nodes)].ID}, "kind": {"other"}, "text": {text},
	}
}

// PutAnswer is the request by which a program drafts the answer to a group,
// which it has read at a revision.
func (s *Site) PutAnswer(base, token string, group id.ID, rev int64, reason string) (*http.Request, error) {
	req, err := call(http.MethodPut, s.api(base, "/groups/", string(group), "/answer"), token, map[string]any{"verdict": "partly", "reason": reason})
	if err == nil {
		req.Header.Set("If-Match", fmt.Sprintf(`"%d"`, rev))
	}
	return req, err
}

// PostFile is the request by which a program enters a file that came by mail.
func (s *Site) PostFile(base, token, name string, data []byte) (*http.Request, error) {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		return nil, err
	}
	if _, err := part.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	req, err := http.NewRequest(http.MethodPost, s.api(base, "/rounds/", string(s.Round), "/files"), &form)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return req, nil
}

// Paper asks for the round in a form, as a program of the team, and gives its
// size in bytes.
func (s *Site) Paper(ctx context.Context, base, form string) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.api(base, "/rounds/", s.Round, "/matrix?format=", form), nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+s.Team)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	n, err := io.Copy(io.Discard, resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = errors.New(resp.Status)
	}
	return n, err
}
