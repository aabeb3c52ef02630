package page

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"thao/internal/web/ui"
)

// mostKept bounds the fields that are shown again, in bytes: as much as a form
// without files may hold.
const mostKept = 2 << 20

// errMuch: more was typed than is shown again.
var errMuch = errors.New("page: the form is too large to be kept")

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
				return ui.KeptForm{Action: k.Action}, errMuch
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
	const weight = 64 // of a part without words: it takes its room too
	fields := url.Values{}
	for size := 0; ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			r.PostForm = fields
			return nil
		}
		if err != nil {
			return err
		}
		name, file := part.FormName(), part.FileName()
		size += len(name) + len(file) + weight
		var value []byte
		if file == "" {
			value, err = io.ReadAll(io.LimitReader(part, int64(max(mostKept-size, 0)+1)))
			size += len(value)
		}
		switch {
		case err != nil:
			return err
		case size > mostKept:
			return errMuch
		case file != "":
			k.Files = append(k.Files, file)
		case name != "" && part.Header.Get("Content-Type") == "": // as browsers send a field
			fields.Add(name, string(value))
		}
	}
}

// Sorted puts the fields of a kept form into the order of their names, in which
// it comes the same each time.
func Sorted(k *ui.KeptForm) {
	slices.SortStableFunc(k.Fields, func(a, b ui.KeptField) int { return strings.Compare(a.Name, b.Name) })
	slices.Sort(k.Files)
}
