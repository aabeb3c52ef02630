package draft

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"thao/internal/access"
	"thao/internal/blob"
	drafts "thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/rule"
	"thao/internal/web"
	dockets "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// uploading is what the page of a new version shows.
type uploading struct {
	Docket string
	Accept string
	Form   page.Form
	File   string // what is wrong with the file
}

func (h *Handlers) uploadForm(w http.ResponseWriter, r *http.Request) error {
	return h.showUpload(w, r, http.StatusOK, page.Form{Errors: map[string]string{}}, nil)
}

func (h *Handlers) showUpload(w http.ResponseWriter, r *http.Request, status int, f page.Form, wrong error) error {
	at, err := h.where(r, ui.T(r.Context(), "web.draft.upload"), dockets.Draft)
	if err != nil {
		return err
	}
	if err := at.who.Check(access.VersionPropose, access.Resource{Kind: access.Version, Docket: at.docket.ID}); err != nil {
		return err
	}
	v := uploading{Docket: string(at.docket.ID), Accept: strings.Join(drafts.Accepted(), ","), Form: f, File: told(r, wrong)}
	return page.Show(w, r, status, at.page, uploadPage(v))
}

// mostFields bounds the fields that are no file, in bytes.
const mostFields = 128 << 10

// sent is the form of a new version as it came in: its fields, and the file,
// which waits on the disk.
type sent struct {
	page.Form
	name string
	file *blob.Spooled // nil where none was chosen
}

func (h *Handlers) upload(w http.ResponseWriter, r *http.Request) error {
	key, err := dockets.ID(r, "docket")
	if err != nil {
		return err
	}
	// Before anything is read: who may not propose must not fill the memory.
	if err := actor(r).Check(access.VersionPropose, access.Resource{Kind: access.Version, Docket: key}); err != nil {
		return err
	}
	in, err := h.takeIn(r, key)
	r.PostForm = in.Values // shown again where the request is refused
	if in.file != nil {
		defer in.file.Close()
	}
	var got drafts.Reading
	switch {
	case err != nil:
	case in.file == nil:
		err = fault.New(fault.Invalid, "field", "file", "rule", "web.draft.choose-file")
	default:
		got, err = h.Drafts.UploadFrom(r.Context(), actor(r), key, drafts.Upload{Name: in.name, Note: in.Get("note")}, in.file)
	}
	switch code := fault.CodeOf(err); {
	case err == nil:
		return page.Done(w, r, href(got.Version, "structure"), ui.Said{Text: said(r.Context(), got), Kept: "upload"})
	case slices.Contains(elsewhere, code):
		return err
	}
	if rest := in.Take(r.Context(), err); rest == nil && in.Errors["note"] != "" {
		return h.showUpload(w, r, web.Status(err), in.Form, nil)
	}
	return h.showUpload(w, r, web.Status(err), in.Form, err)
}

// elsewhere are faults that are not the file's: the form cannot be shown again,
// or would not help.
var elsewhere = []fault.Code{fault.Denied, fault.SignIn, fault.NotFound, fault.Unavailable, fault.Full, fault.Internal, fault.Stalled, fault.BrokenOff, fault.BadForm}

// takeIn reads the form of a new version as it streams in.
func (h *Handlers) takeIn(r *http.Request, key id.ID) (in sent, err error) {
	fields := rule.NewFields(mostFields)
	in.Form = page.Form{Values: fields.Values, Errors: map[string]string{}}
	parts, err := page.PartsOf(r)
	if errors.Is(err, http.ErrNotMultipart) {
		err = fault.Wrap(err, fault.Invalid, "field", "file", "rule", "web.draft.choose-file")
	}
	if err != nil {
		return in, err
	}
	for {
		part, err := parts.Next()
		if err == io.EOF {
			return in, nil
		}
		if err == nil {
			err = h.takePart(r, key, parts, part, fields, &in)
		}
		if err != nil {
			return in, broken(err)
		}
	}
}

func (h *Handlers) takePart(r *http.Request, key id.ID, parts *page.Parts, part *multipart.Part, fields *rule.Fields, in *sent) error {
	if part.FormName() == "file" && part.FileName() != "" && in.file == nil {
		var err error
		in.name = part.FileName()
		in.file, err = h.Drafts.PutDown(r.Context(), actor(r), key, parts.File(part))
		return err
	}
	err := parts.Field(fields, part)
	if errors.Is(err, rule.ErrMuch) {
		err = fault.New(fault.Invalid, "field", "note", "rule", "web.rule.long", "max", drafts.LongestNote)
	}
	return err
}

// broken says why a form could not be read to its end. What is around a file
// in a form counts as one MiB of its bound.
func broken(err error) error {
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.Wrap(err, fault.UploadLarge, "max", large.Limit>>20-1)
	}
	return page.Unfinished(err)
}

// said tells what was found in a file, or that it is there already.
func said(ctx context.Context, got drafts.Reading) string {
	if got.Again {
		return ui.T(ctx, "web.draft.uploaded-again")
	}
	parts := []string{ui.T(ctx, "web.draft.uploaded", "n", got.Nodes)}
	if got.Tracked {
		parts = append(parts, ui.T(ctx, "web.draft.tracked"))
	}
	for _, w := range got.Warnings {
		parts = append(parts, ui.T(ctx, "warning."+w.Code, "part", w.Part))
	}
	return strings.Join(parts, " ")
}
