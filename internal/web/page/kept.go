package page

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"thao/internal/web/ui"
)

// keptMemory is how much of a form with files is held in memory to keep its
// fields; files themselves are not kept.
const keptMemory = 1 << 20

// Keep reads the form of a request that is refused, but for its passwords, so
// that it can be shown again. It may have been read before. The body must be
// bounded; where it was streamed through as files, only what was read of its
// fields is known.
func Keep(r *http.Request) (ui.KeptForm, error) {
	k := ui.KeptForm{Action: r.URL.RequestURI()}
	err := r.ParseMultipartForm(keptMemory)
	if err != nil && !errors.Is(err, http.ErrNotMultipart) && len(r.PostForm) == 0 {
		return k, err
	}
	if r.MultipartForm != nil {
		k.Multi = true
		for _, files := range r.MultipartForm.File {
			for _, f := range files {
				if f.Filename != "" {
					k.Files = append(k.Files, f.Filename)
				}
			}
		}
		_ = r.MultipartForm.RemoveAll() // temporary files; the system clears what is left
	}
	for name, values := range r.PostForm {
		if strings.Contains(name, "password") || name == "old" {
			k.Secret = true
			continue
		}
		for _, v := range values {
			k.Fields = append(k.Fields, ui.KeptField{Name: name, Value: v})
		}
	}
	Sorted(&k)
	return k, nil
}

// Sorted puts the fields of a kept form into the order of their names, in which
// it comes the same each time.
func Sorted(k *ui.KeptForm) {
	slices.SortStableFunc(k.Fields, func(a, b ui.KeptField) int { return strings.Compare(a.Name, b.Name) })
	slices.Sort(k.Files)
}
