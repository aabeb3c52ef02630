package api

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"thao/internal/fault"
	"thao/internal/rule"
	webpage "thao/internal/web/page"
)

// Upload is a request whose body is a form with files. It is read part by
// part: nothing is held in memory but what an area asks for.
type Upload struct {
	// open gives the request: a field of its type would be taken for a body.
	open func() (*http.Request, http.ResponseWriter)
}

// Resolve takes hold of the request.
func (u *Upload) Resolve(ctx huma.Context) []error {
	u.open = func() (*http.Request, http.ResponseWriter) { return humago.Unwrap(ctx) }
	return nil
}

// mostFields bounds the fields of a form that are no file, in bytes.
const mostFields = 128 << 10

// parts calls file for each file of a form, with the fields that came before
// it. most bounds the bytes of the whole.
func (u *Upload) parts(most int64, file func(values url.Values, field, name string, data io.Reader) error) error {
	r, w := u.open()
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "multipart/form-data" {
		return fault.New(fault.Invalid, "field", "Content-Type", "rule", "api.rule.multipart")
	}
	r.Body = http.MaxBytesReader(w, r.Body, most)
	form, err := webpage.PartsOf(r)
	if err != nil {
		return err
	}
	fields, files := rule.NewFields(mostFields), 0
	for {
		part, err := form.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if fileName(part) == "" {
			if err := readField(form, fields, part); err != nil {
				return err
			}
			continue
		}
		files++
		if err := file(fields.Values, part.FormName(), fileName(part), form.File(part)); err != nil {
			return err
		}
	}
	if files == 0 {
		return fault.New(fault.Invalid, "field", "file", "rule", "web.rule.required")
	}
	return nil
}

// fileName is the name of a file as it was sent, with its folders.
func fileName(part *multipart.Part) string {
	_, values, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return part.FileName()
	}
	return values["filename"]
}

func readField(form *webpage.Parts, fields *rule.Fields, part *multipart.Part) error {
	err := form.Field(fields, part)
	if errors.Is(err, rule.ErrMuch) {
		name := part.FormName()
		return fault.New(fault.Invalid, "field", strings.ToValidUTF8(name[:min(len(name), 100)], ""), "rule", "web.rule.long", "max", mostFields)
	}
	return err
}

// Download is an answer that is a file. Its headers are set before its first
// byte; where writing it fails then, the connection is broken off.
type Download struct {
	Body func(huma.Context)
}

// file answers with bytes that are there.
func file(name, media string, data []byte) *Download {
	return &Download{Body: func(ctx huma.Context) {
		attach(ctx, name, media)
		ctx.SetHeader("Content-Length", strconv.Itoa(len(data)))
		ctx.SetStatus(http.StatusOK)
		_, _ = ctx.BodyWriter().Write(data) // the reader has gone away: nothing is left to do
	}}
}

// stream answers with a file as it is written.
func stream(name, media string, write func(w io.Writer) error) *Download {
	return &Download{Body: func(ctx huma.Context) {
		attach(ctx, name, media)
		ctx.SetStatus(http.StatusOK)
		if err := write(ctx.BodyWriter()); err != nil {
			panic(http.ErrAbortHandler) // the program must see that the file is not whole
		}
	}}
}

func attach(ctx huma.Context, name, media string) {
	ctx.SetHeader("Content-Type", media)
	ctx.SetHeader("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
}
