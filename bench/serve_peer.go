package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"thao/bench/load"
)

// peers measures PocketBase: with the same work to do, and with the least it
// can be made to do.
func (b *bench) peers(ctx context.Context) ([]*posted, error) {
	dir := filepath.Join(b.root, "bench", "peers", "pocketbase")
	bin := filepath.Join(b.work, "peer-pocketbase")
	build := exec.CommandContext(ctx, "go", "build", "-o", bin, ".")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w: %s", err, out)
	}
	var out []*posted
	for _, kind := range []struct{ mode, name string }{{"same", "PocketBase, the same work"}, {"bare", "PocketBase, bare"}} {
		made, err := b.pocketbase(ctx, bin, kind.mode, kind.name)
		if err != nil {
			return out, err
		}
		out = append(out, made)
	}
	return out, nil
}

// peerClient is one who posts, as the peer's clients.json tells.
type peerClient struct{ Token, User, Body, Round string }

func (b *bench) pocketbase(ctx context.Context, bin, mode, name string) (*posted, error) {
	dir := filepath.Join(b.work, "pocketbase")
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
		return nil, err
	}
	address, err := free()
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	server, err := load.Run(ctx, b.work, "http://"+address, exec.Command(bin, data, address, mode, strconv.Itoa(posters), strconv.Itoa(b.comments)))
	if err != nil {
		return nil, err
	}
	defer server.Kill()
	clients := make([]peerClient, posters)
	if mode == "same" {
		text, err := os.ReadFile(filepath.Join(data, "clients.json"))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &clients); err != nil {
			return nil, err
		}
	}
	opinions := opinionsFor(posters)
	run, err := load.Posting{
		Clients: posters, Warm: b.post / 4, For: b.post, Status: http.StatusOK, Processor: server.Processor,
		Request: func(c, n int) (*http.Request, error) {
			text, reason := opinions[c].Next()
			body, err := json.Marshal(map[string]string{
				"docket": "01jdexample0000000000docket", "reply": fmt.Sprint("reply", c), "node": fmt.Sprint("article_", n%300), "kind": "other",
				"state": "draft", "text": text, "reason": reason, "author": clients[c].User, "body": clients[c].Body, "round": clients[c].Round,
			})
			if err != nil {
				return nil, err
			}
			req, err := http.NewRequest(http.MethodPost, server.URL+"/api/collections/comments/records", bytes.NewReader(body))
			if err == nil {
				req.Header.Set("Content-Type", "application/json")
				req.Header.Set("Authorization", clients[c].Token)
			}
			return req, err
		},
	}.Run(ctx)
	if err != nil {
		return nil, err
	}
	peak, err := server.PeakMemory()
	return &posted{name, run, peak}, err
}

// free is an address of this machine that nobody listens on.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
