package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// FormBody is the body of an operation that is called more than any other. The
// library reads each body twice, to hold it against its description before it is
// made a T. Of this one that is done only where making it a T fails, which
// strictly done refuses all that the description does, but null.
type FormBody[T any] struct {
	RawBody []byte `contentType:"application/json"`
}

// ownBody is a body whose description the library does not see.
type ownBody interface {
	schema(huma.Registry) *huma.Schema
}

func (f *FormBody[T]) schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[T](), true, "")
}

// read makes the body a T, or says what is wrong with it.
func (f *FormBody[T]) read(ctx context.Context, a *API) (T, error) {
	c := callFrom(ctx)
	var v T
	if !isJSON(c.r.Header.Get("Content-Type")) {
		return v, malformed(c, http.StatusUnsupportedMediaType)
	}
	if err := strictly(f.RawBody, &v); err == nil && !bytes.Contains(f.RawBody, []byte("null")) {
		return v, nil
	} else if p := f.misfit(c, a.api.OpenAPI().Components.Schemas, err); p != nil {
		return v, p
	}
	return v, nil
}

// isJSON is how the library takes what a body is said to be.
func isJSON(media string) bool {
	media, _, _ = strings.Cut(media, ";")
	return media == "" || media == "application/json" || media == "json" || strings.HasSuffix(media, "+json")
}

// strictly refuses what T has no field for, and what comes after it.
func strictly(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}

// misfit holds the body against its description, as the library would; nil
// where it fits and there was no error before.
func (f *FormBody[T]) misfit(c *call, r huma.Registry, before error) *Problem {
	var parsed any
	if err := json.Unmarshal(f.RawBody, &parsed); err != nil {
		return malformed(c, http.StatusBadRequest, &huma.ErrorDetail{Location: "body", Message: err.Error()})
	}
	found := &huma.ValidateResult{}
	at := huma.NewPathBuffer(nil, 0)
	at.Push("body")
	huma.Validate(r, f.schema(r), at, huma.ModeWriteToServer, parsed, found)
	if len(found.Errors) == 0 && before != nil {
		found.Errors = append(found.Errors, &huma.ErrorDetail{Location: "body", Message: before.Error()})
	}
	if len(found.Errors) == 0 {
		return nil
	}
	return malformed(c, http.StatusUnprocessableEntity, found.Errors...)
}
