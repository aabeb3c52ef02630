package draft

import (
	"context"
	"errors"
	"mime/multipart"
	"net/http"
	"strings"

	"thao/internal/access"
	drafts "thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
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

// formMemory is how much of an upload is held in memory; the rest waits in a
// temporary file.
const formMemory = 8 << 20

func (h *Handlers) upload(w http.ResponseWriter, r *http.Request) error {
	key, err := dockets.ID(r, "docket")
	if err != nil {
		return err
	}
	if err := r.ParseMultipartForm(formMemory); err != nil {
		if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
			err = fault.Wrap(err, fault.UploadLarge, "max", large.Limit>>20-1)
		} else if !errors.Is(err, http.ErrNotMultipart) {
			err = fault.Wrap(err, fault.Damaged, "part", "multipart")
		}
		return h.showUpload(w, r, http.StatusUnprocessableEntity, page.Form{Errors: map[string]string{}}, err)
	}
	defer r.MultipartForm.RemoveAll()
	f := page.Form{Values: r.Form, Errors: map[string]string{}}
	file, head, err := r.FormFile("file")
	if err != nil {
		return h.showUpload(w, r, http.StatusUnprocessableEntity, f, fault.New(fault.Invalid, "field", "file", "rule", "web.draft.choose-file"))
	}
	defer file.Close()
	return h.take(w, r, f, key, file, head)
}

func (h *Handlers) take(w http.ResponseWriter, r *http.Request, f page.Form, key id.ID, file multipart.File, head *multipart.FileHeader) error {
	ctx := r.Context()
	got, err := h.Drafts.Upload(ctx, actor(r), key, drafts.Upload{Name: head.Filename, Body: file, Note: f.Get("note")})
	switch {
	case fault.CodeOf(err) == fault.Denied, fault.CodeOf(err) == fault.SignIn, fault.CodeOf(err) == fault.NotFound, fault.CodeOf(err) == fault.Unavailable, fault.CodeOf(err) == fault.Full:
		return err
	case err != nil:
		if _, ours := errors.AsType[*fault.Error](err); !ours {
			return err
		}
		return h.showUpload(w, r, http.StatusUnprocessableEntity, f, err)
	}
	return page.Done(w, r, href(got.Version, "structure"), ui.Said{Text: said(ctx, got), Kept: "upload"})
}

// said tells what was found in a file.
func said(ctx context.Context, got drafts.Reading) string {
	parts := []string{ui.T(ctx, "web.draft.uploaded", "n", got.Nodes)}
	if got.Tracked {
		parts = append(parts, ui.T(ctx, "web.draft.tracked"))
	}
	for _, w := range got.Warnings {
		parts = append(parts, ui.T(ctx, "warning."+w.Code, "part", w.Part))
	}
	return strings.Join(parts, " ")
}
