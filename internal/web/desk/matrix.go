package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"thao/internal/access"
	consult "thao/internal/consultation"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// printing is the matrix as it will be printed.
type printing struct {
	place
	Matrix   *consult.MatrixPage
	Prev     string
	Next     string
	Whole    string // shows all of it on one page
	Progress consult.Progress
	Loads    []consult.Load
	MayLoad  bool
	PDF      bool
	Error    string
}

func (h *Handlers) matrix(w http.ResponseWriter, r *http.Request) error {
	return h.showMatrix(w, r, http.StatusOK, "")
}

func (h *Handlers) showMatrix(w http.ResponseWriter, r *http.Request, status int, wrong string) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := printing{place: p, PDF: hasOffice(), Error: wrong, MayLoad: p.who.May(access.MatrixLoad, access.Resource{Kind: access.Round, ID: p.round, Docket: p.docket})}
	from, _ := id.Parse(r.FormValue("from"))
	if v.Matrix, err = h.Consultation.MatrixPage(ctx, p.who, p.docket, p.round, from, r.FormValue("all") != ""); err != nil {
		return err
	}
	v.turn()
	if v.Progress, err = h.Consultation.Progress(ctx, p.who, p.docket, p.round); err != nil {
		return err
	}
	if v.MayLoad {
		if v.Loads, err = h.Consultation.Loads(ctx, p.who, p.docket, p.round); err != nil {
			return err
		}
		v.Loads = slices.DeleteFunc(v.Loads, func(l consult.Load) bool { return l.State != consult.LoadOpen })
	}
	shown, _, err := h.Frame.Page(r, ui.T(ctx, "web.matrix.title"), Table)
	if err != nil {
		return err
	}
	return page.Show(w, r, status, shown, matrixPage(v))
}

// turn says where the table goes on and where it came from.
func (v *printing) turn() {
	at := func(g id.ID) string {
		if g == "" {
			return ""
		}
		return v.href("matrix") + "?from=" + string(g)
	}
	v.Prev, v.Next = at(v.Matrix.Prev), at(v.Matrix.Next)
	if v.Matrix.Printable {
		v.Whole = v.href("matrix") + "?all=1"
	}
}

// media are the kinds of the papers.
var media = map[string]string{
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"html": "text/html; charset=utf-8", "pdf": "application/pdf",
}

// download hands the matrix out. It is made whole first: a paper that fails in
// the middle is an error, not half a file.
func (h *Handlers) download(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	ctx, form := r.Context(), consult.Paper(r.FormValue("as"))
	ending, made := form.Ending(), form
	if form == "pdf" {
		made = consult.Word
	}
	var out bytes.Buffer
	if err := h.Consultation.WriteMatrix(ctx, p.who, p.docket, p.round, made, ui.Lang(ctx), &out); err != nil {
		return err
	}
	data := out.Bytes()
	if form == "pdf" {
		if data, err = toPDF(ctx, data); err != nil {
			return err
		}
	}
	name := ui.T(ctx, "web.matrix.file."+string(form)) + "." + ending
	w.Header().Set("Content-Type", media[ending])
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	w.Header().Set("Content-Length", fmt.Sprint(len(data)))
	_, _ = w.Write(data) // the reader has gone away: nothing is left to do
	return nil
}

const soffice = "soffice"

var hasOffice = sync.OnceValue(func() bool { _, err := exec.LookPath(soffice); return err == nil })

// onePDF: LibreOffice takes a core and a few hundred megabytes.
var onePDF = make(chan struct{}, 1)

// toPDF prints a Word file with LibreOffice.
func toPDF(ctx context.Context, word []byte) ([]byte, error) {
	if !hasOffice() {
		return nil, fault.New(fault.NotFound)
	}
	select {
	case onePDF <- struct{}{}:
		defer func() { <-onePDF }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	dir, err := os.MkdirTemp("", "thao-pdf-")
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable)
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "matrix.docx"), word, 0o600); err != nil {
		return nil, fault.Wrap(err, fault.Full)
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, filepath.Join(dir, "matrix.docx"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fault.Wrap(fmt.Errorf("soffice: %w: %s", err, out), fault.Internal, "reason", "soffice")
	}
	data, err := os.ReadFile(filepath.Join(dir, "matrix.pdf"))
	if err != nil {
		return nil, fault.Wrap(err, fault.Internal, "reason", "soffice")
	}
	return data, nil
}

// load takes a filled matrix and shows what it would change.
func (h *Handlers) load(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	file, err := sent(r)
	if err != nil {
		return err
	}
	if file == nil {
		return h.showMatrix(w, r, http.StatusUnprocessableEntity, ui.T(ctx, "web.rule.file"))
	}
	defer file.Close()
	l, err := h.Consultation.LoadMatrix(ctx, p.who, p.docket, p.round, file.name, file)
	switch code := fault.CodeOf(err); {
	case err == nil:
		return page.Redirect(w, r, p.href("matrix", "loads", string(l.ID)))
	case code == fault.Denied || code == fault.NotFound || code == fault.WrongState || code == fault.Internal || code == fault.Unavailable || code == fault.Full || code == fault.Stalled || code == fault.BrokenOff || code == fault.BadForm:
		return err
	}
	return h.showMatrix(w, r, http.StatusUnprocessableEntity, locale.Fault(ui.Lang(ctx), err))
}

// named is a file with its name.
type named struct {
	io.Reader
	io.Closer
	name string
}

// sent is the file of a form, as it streams in; nil where none was chosen.
func sent(r *http.Request) (*named, error) {
	parts, err := page.PartsOf(r)
	if errors.Is(err, http.ErrNotMultipart) {
		err = fault.Wrap(err, fault.Invalid, "field", "file", "rule", "web.rule.file")
	}
	if err != nil {
		return nil, err
	}
	for {
		part, err := parts.Next()
		switch {
		case err == io.EOF:
			return nil, nil
		case err != nil:
			return nil, err
		case part.FormName() == "file" && part.FileName() != "":
			return &named{parts.File(part), part, part.FileName()}, nil
		}
	}
}

// previewing is what a matrix that was sent back would change.
type previewing struct {
	place
	Load  consult.Load
	Stale bool
	May   bool
}

func (h *Handlers) preview(w http.ResponseWriter, r *http.Request) error {
	return h.showPreview(w, r, http.StatusOK, false)
}

func (h *Handlers) showPreview(w http.ResponseWriter, r *http.Request, status int, stale bool) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	key, err := docketpages.ID(r, "load")
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := previewing{place: p, Stale: stale}
	if v.Load, err = h.Consultation.ReadLoad(ctx, p.who, p.docket, key); err != nil {
		return err
	}
	if v.Load.Round != p.round {
		return fault.New(fault.NotFound)
	}
	v.May = mayWrite(p) && v.Load.State == consult.LoadOpen
	shown, _, err := h.Frame.Page(r, ui.T(ctx, "web.load.title", "file", v.Load.Name), Table)
	if err != nil {
		return err
	}
	return page.Show(w, r, status, shown, previewPage(v))
}

// settle applies a matrix that was sent back, or gives it up.
func (h *Handlers) settle(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	key, err := docketpages.ID(r, "load")
	if err != nil {
		return err
	}
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	if f.Get("do") == "drop" {
		if err := h.Consultation.DropLoad(ctx, p.who, p.docket, key); err != nil {
			return err
		}
		return page.Done(w, r, p.href("matrix"), ui.Said{Text: ui.T(ctx, "web.load.dropped")})
	}
	rev, _ := parse(f.Get("rev"))
	l, err := h.Consultation.ReadLoad(ctx, p.who, p.docket, key)
	if err != nil {
		return err
	}
	err = h.Consultation.ApplyLoad(ctx, p.who, p.docket, key, rev, f.Get("do") == "submit")
	if fault.CodeOf(err) == fault.Stale {
		return h.showPreview(w, r, http.StatusConflict, true)
	}
	if err != nil {
		return err
	}
	h.changed(p, "")
	return page.Done(w, r, p.href("matrix"), ui.Said{Text: ui.T(ctx, "web.load.applied", "n", ui.N(ctx, len(l.Plan.Changes)))})
}

// looping is the check against the next version.
type looping struct {
	place
	*consult.Loop
}

func (h *Handlers) loop(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	next, _ := id.Parse(r.FormValue("next"))
	v := looping{place: p}
	if v.Loop, err = h.Consultation.Loop(r.Context(), p.who, p.docket, p.round, next); err != nil {
		return err
	}
	shown, _, err := h.Frame.Page(r, ui.T(r.Context(), "web.loop.title"), Table)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, shown, loopPage(v))
}

func mayWrite(p place) bool {
	return p.who.May(access.AnswerWrite, access.Resource{Kind: access.Group, Docket: p.docket})
}

func mayAssign(p place) bool {
	return p.who.May(access.AnswerAssign, access.Resource{Kind: access.Docket, ID: p.docket, Docket: p.docket})
}
