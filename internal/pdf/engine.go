package pdf

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// memoryPages bounds one engine's memory: 512 MiB in WebAssembly pages of
	// 64 KiB. A decompression bomb then fails to allocate and is refused.
	memoryPages = 512 << 20 / (64 << 10)

	// discardOver is the size of file in bytes after which an engine is not
	// kept: WebAssembly memory grows and never shrinks.
	discardOver = 8 << 20
)

// An engine is one PDFium in a WebAssembly sandbox that sees no files, no
// network and no environment. It serves one document at a time.
//
// Each engine has a runtime and a context of its own rather than a place in a
// shared pool: cancelling the context is then the one way that is safe from
// another goroutine to stop an engine in the middle of a call, and throwing
// it away afterwards concerns no other.
type engine struct {
	pdfium.Pdfium
	pool   pdfium.Pool
	cancel context.CancelFunc
}

// engines holds the idle engines of the process and the compiled code they
// share.
type engines struct {
	room chan struct{} // one token for each engine in use

	starting sync.Mutex // one start at a time: the first compiles, the others find its code

	mu    sync.Mutex // guards what follows
	idle  []*engine
	cache wazero.CompilationCache // nil until the first start
}

var shared = engines{room: make(chan struct{}, min(runtime.GOMAXPROCS(0), 4))}

// Close stops the engines that are not in use and gives back the compiled
// code. Call it when no Read is under way. A later Read starts anew.
func Close() error { return shared.close() }

func (es *engines) close() error {
	es.mu.Lock()
	defer es.mu.Unlock()
	var errs []error
	for _, e := range es.idle {
		errs = append(errs, e.stop())
	}
	es.idle = nil
	if es.cache != nil {
		errs = append(errs, es.cache.Close(context.Background()))
		es.cache = nil
	}
	return errors.Join(errs...)
}

// take returns an engine, waiting while all are busy. Give it back with put.
func (es *engines) take(ctx context.Context) (*engine, error) {
	select {
	case es.room <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if e := es.pop(); e != nil {
		return e, nil
	}
	e, err := es.start()
	if err != nil {
		<-es.room
	}
	return e, err
}

func (es *engines) pop() *engine {
	es.mu.Lock()
	defer es.mu.Unlock()
	n := len(es.idle)
	if n == 0 {
		return nil
	}
	e := es.idle[n-1]
	es.idle = es.idle[:n-1]
	return e
}

// put gives an engine back. One that failed in the middle of a call, or grew
// large, is thrown away: its memory is no longer to be trusted, or too much.
func (es *engines) put(e *engine, keep bool) {
	defer func() { <-es.room }()
	if !keep {
		_ = e.stop() // it is being thrown away because it failed
		return
	}
	es.mu.Lock()
	defer es.mu.Unlock()
	es.idle = append(es.idle, e)
}

// start makes an engine. The first of a process takes about 0.1 s when the
// machine code is in the disk cache and about 3 s and 300 MB when PDFium has
// to be compiled. Interpreting instead starts in 0.35 s and then needs thirty
// times as long for a page: it would win below some 15 pages, once, and never
// fill the cache.
func (es *engines) start() (*engine, error) {
	es.starting.Lock()
	defer es.starting.Unlock()
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCompilationCache(es.code()).
		WithMemoryLimitPages(memoryPages).
		WithCloseOnContextDone(true)
	ctx, cancel := context.WithCancel(context.Background())
	pool, err := webassembly.Init(webassembly.Config{
		Context:       ctx,
		MaxIdle:       1,
		MaxTotal:      1,
		FSConfig:      wazero.NewFSConfig(), // nothing mounted; the default is the whole disk
		RuntimeConfig: config,
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		ReuseWorkers:  true,
	})
	if err != nil {
		cancel()
		return nil, err
	}
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		cancel()
		return nil, errors.Join(err, pool.Close())
	}
	return &engine{Pdfium: instance, pool: pool, cancel: cancel}, nil
}

// code returns the cache of compiled code: on disk where a folder can be had,
// else in memory.
func (es *engines) code() wazero.CompilationCache {
	es.mu.Lock()
	defer es.mu.Unlock()
	if es.cache == nil {
		es.cache = openCache(cacheDirs())
	}
	return es.cache
}

func openCache(dirs []string) wazero.CompilationCache {
	for _, dir := range dirs {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			continue
		}
		if cache, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
			return cache
		}
	}
	return wazero.NewCompilationCache()
}

// cacheDirs lists where compiled code may lie, the best first. The folder in
// the shared temporary one carries the user's number in its name, and is
// taken only if it is the user's own: machine code is read from it.
func cacheDirs() []string {
	var dirs []string
	if dir, err := os.UserCacheDir(); err == nil {
		dirs = append(dirs, filepath.Join(dir, "thao", "wazero"))
	}
	if dir := privateTemp(); dir != "" {
		dirs = append(dirs, filepath.Join(dir, "wazero"))
	}
	return dirs
}

func (e *engine) stop() error {
	e.cancel()
	return e.pool.Close()
}
