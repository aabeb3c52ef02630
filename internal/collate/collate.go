// Package collate is the main job: it reads a draft and the files that came
// back, finds every comment in them, places each at its clause, groups those
// that say the same, and accounts for every sentence that is no comment.
//
// The way of a file: replyFiles lists it, reader.Open reads it, reading decides
// what it is (a copy of the draft: overlay.go and markup.go; a table: table.go;
// a letter: letter.go), place.go decides where its comments belong, and
// assemble.go puts all replies together in the order of the draft.
package collate

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"thao/internal/collation"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
)

// Options of a run. The zero value is usable.
type Options struct {
	Profile  string                             // of the matrix: vn-state (default), vn-party, generic
	Lang     locale.Lang                        // of messages; default Vietnamese
	Timeout  time.Duration                      // for reading one file and finding its comments; default two minutes
	Skip     []string                           // files and folders that are no replies, such as the one for results
	Progress func(done, total int, file string) // called after each reply, never at the same time twice
}

func (o *Options) fill() {
	if o.Profile == "" {
		o.Profile = "vn-state"
	}
	if o.Lang == "" {
		o.Lang = locale.Vietnamese
	}
	if o.Timeout == 0 {
		o.Timeout = 2 * time.Minute
	}
	if o.Progress == nil {
		o.Progress = func(int, int, string) {}
	}
}

// DraftError is a failure to read the draft itself: nothing can be collated.
type DraftError struct {
	File string
	Err  error
}

func (e *DraftError) Error() string { return e.File + ": " + e.Err.Error() }
func (e *DraftError) Unwrap() error { return e.Err }

// Run collates the replies in a folder (or one file) against a draft. A reply
// that cannot be read is a Problem in the result; an error means that there is
// no result: *DraftError, a fault.Error about the folder or its bodies.csv, or
// the context's.
func Run(ctx context.Context, draftFile, replies string, opt Options) (*collation.Collation, error) {
	opt.fill()
	d, err := openDraft(ctx, draftFile, opt)
	if err != nil {
		return nil, err
	}
	found, err := replyFiles(replies, append([]string{draftFile}, opt.Skip...))
	if err != nil {
		return nil, err
	}
	list, err := readBodies(found.root)
	if err != nil {
		return nil, err
	}
	if found.single {
		list = list.only(found.files)
	}
	readings, err := readAll(ctx, d, list, found, opt)
	if err != nil {
		return nil, err
	}
	c := assemble(d, list, found.files, readings, opt)
	for _, f := range found.forbidden {
		c.Problems = append(c.Problems, collation.Problem{File: f, Code: string(fault.Forbidden), Message: locale.T(opt.Lang, "fault.forbidden", "path", f)})
	}
	return c, nil
}

func openDraft(ctx context.Context, name string, opt Options) (*Draft, error) {
	limited, cancel := context.WithTimeout(ctx, opt.Timeout)
	defer cancel()
	file, err := openFile(limited, name, opt.Timeout)
	if err != nil {
		return nil, draftError(ctx, name, err)
	}
	if file.Document == nil {
		return nil, draftError(ctx, name, fault.New(fault.NotAText, "ext", filepath.Ext(name)))
	}
	d := NewDraft(filepath.Base(name), prose.Body(file.Document.Base))
	for _, w := range file.Warnings {
		d.problems = append(d.problems, warning(d.file, w, opt.Lang))
	}
	if len(d.units) == 0 {
		return nil, draftError(ctx, name, fault.New(fault.Empty))
	}
	return d, nil
}

func draftError(ctx context.Context, name string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &DraftError{File: name, Err: err}
}

// openFile reads a file from disk within the time ctx leaves.
func openFile(ctx context.Context, name string, timeout time.Duration) (*reader.File, error) {
	data, err := reader.Load(name)
	if err != nil {
		return nil, err
	}
	file, err := reader.Open(ctx, name, data)
	if err != nil {
		return nil, overtime(ctx, err, timeout)
	}
	return file, nil
}

// overtime says of a failure that came when the time was over that it was over.
func overtime(ctx context.Context, err error, timeout time.Duration) error {
	if err != nil && ctx.Err() == context.DeadlineExceeded {
		return fault.Wrap(err, fault.Timeout, "seconds", int(timeout.Seconds()))
	}
	return err
}

// readAll reads the replies side by side, as many at a time as there are
// processors, and keeps their order. Memory is bounded by what is read at one
// time: a reading keeps words, not files.
func readAll(ctx context.Context, d *Draft, list *List, found replies, opt Options) ([]*reading, error) {
	files := found.files
	readings := make([]*reading, len(files))
	var progress sync.Mutex
	done := 0
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			readings[i] = readReply(ctx, d, list, found.root, file, opt)
			progress.Lock()
			defer progress.Unlock()
			done++
			opt.Progress(done, len(files), file)
			return ctx.Err()
		})
	}
	return readings, group.Wait()
}

// readReply reads one file; whatever goes wrong with it is in the reading.
func readReply(ctx context.Context, d *Draft, list *List, root, name string, opt Options) *reading {
	return guarded(ctx, d, list, name, opt, func(ctx context.Context) (*reader.File, error) {
		return openFile(ctx, filepath.Join(root, filepath.FromSlash(name)), opt.Timeout)
	})
}

// guarded finds the comments of the file that open gives within the time for
// one file, and contains defects of ours.
func guarded(ctx context.Context, d *Draft, list *List, name string, opt Options, open func(context.Context) (*reader.File, error)) (r *reading) {
	defer func() {
		if p := recover(); p != nil {
			r = failed(d, list, name, opt, fault.New(fault.Internal, "reason", fmt.Sprint(p)))
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, opt.Timeout)
	defer cancel()
	file, err := open(ctx)
	if err != nil {
		return failed(d, list, name, opt, err)
	}
	r = newReading(ctx, d, name, opt)
	r.read(file)
	if err := ctx.Err(); err != nil {
		return failed(d, list, name, opt, overtime(ctx, err, opt.Timeout))
	}
	r.list, r.reply = list, r.identity(list)
	return r
}

// Reading is what one file gave.
type Reading struct {
	Reply    collation.Reply
	Comments []collation.Comment
	Passages []collation.Passage
	Problems []collation.Problem
	Matrix   bool // it is a table this program wrote: no reply
	Joint    bool // a table of several bodies, whose rows say which is whose
}

// ReadReply reads one reply against a draft, as Run does each file of a folder.
// The name may have folders, with slashes; listed says which file came from
// whom, and whom else was asked: nil where nothing is known. A file that cannot
// be read is a Problem, and Reply.Status says so.
func ReadReply(ctx context.Context, d *Draft, listed *List, name string, data []byte, opt Options) Reading {
	opt.fill()
	r := guarded(ctx, d, listed, name, opt, func(ctx context.Context) (*reader.File, error) {
		file, err := reader.Open(ctx, name, data)
		return file, overtime(ctx, err, opt.Timeout)
	})
	return Reading{Reply: r.reply, Comments: r.comments(), Passages: r.passages, Problems: r.problems, Matrix: r.own, Joint: r.joint()}
}

// pathOf writes a node's place in the language of the matrix.
func pathOf(n *outline.Node, profile string) string {
	if profile == "generic" {
		return outline.PathString(n, string(locale.English))
	}
	return outline.PathString(n, string(locale.Vietnamese))
}
