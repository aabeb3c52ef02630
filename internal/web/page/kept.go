package page

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"thao/internal/rule"
	"thao/internal/web/ui"
)

// mostKept bounds the fields that are shown again, in bytes: as much as a form
// without files may hold.
const mostKept = 2 << 20

// Keep reads the form of a request that is refused, but for its passwords, so
// that it can be shown again. It may have been read before. The body must be
// bounded; where it was streamed through as files, only what was read of its
// fields is known. Files are named, not held; a form past mostKept is not kept
// at all, for half a form would be sent again as if it were whole.
func Keep(r *http.Request) (ui.KeptForm, error) {
	k := ui.KeptForm{Action: r.URL.RequestURI()}
	if err := read(r, &k); err != nil && len(r.PostForm) == 0 {
		return k, err
	}
	size := 0
	for name, values := range r.PostForm {
		if strings.Contains(name, "password") || name == "old" {
			k.Secret = true
			continue
		}
		for _, v := range values {
			if size += len(name) + len(v); size > mostKept {
				return ui.KeptForm{Action: k.Action}, rule.ErrMuch
			}
			k.Fields = append(k.Fields, ui.KeptField{Name: name, Value: v})
		}
	}
	Sorted(&k)
	return k, nil
}

// read reads a form unless that was done, and notes the names of its files.
func read(r *http.Request, k *ui.KeptForm) error {
	if r.MultipartForm != nil {
		k.Multi = true
		for _, files := range r.MultipartForm.File {
			for _, f := range files {
				if f.Filename != "" {
					k.Files = append(k.Files, f.Filename)
				}
			}
		}
		return nil
	}
	parts, err := r.MultipartReader()
	switch {
	case errors.Is(err, http.ErrNotMultipart):
		return r.ParseForm()
	case err != nil:
		return err
	}
	k.Multi = true
	return passThrough(r, parts, k)
}

// passThrough takes the fields out of a form with files; the files pass by.
func passThrough(r *http.Request, parts *multipart.Reader, k *ui.KeptForm) error {
	for fields := rule.NewFields(mostKept); ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			r.PostForm = fields.Values
			return nil
		}
		if err != nil {
			return err
		}
		switch file := part.FileName(); {
		case file != "":
			err = fields.Weigh(part.FormName(), file)
			k.Files = append(k.Files, file)
		case part.FormName() != "" && part.Header.Get("Content-Type") == "": // as browsers send a field
			err = fields.Take(part)
		default:
			err = fields.Weigh(part.FormName())
		}
		if err != nil {
			return err
		}
	}
}

// Sorted puts the fields of a kept form into the order of their names, in which
// it comes the same each time.
func Sorted(k *ui.KeptForm) {
	slices.SortStableFunc(k.Fields, func(a, b ui.KeptField) int { return strings.Compare(a.Name, b.Name) })
	slices.Sort(k.Files)
}
