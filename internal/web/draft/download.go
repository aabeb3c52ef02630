package draft

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"thao/internal/convert"
	drafts "thao/internal/draft"
	"thao/internal/fault"
	dockets "thao/internal/web/docket"
	"thao/internal/web/ui"
)

// downloads are the forms a version may be taken home in.
func downloads(ctx context.Context, v drafts.Version) []ui.Link {
	var out []ui.Link
	for _, f := range []convert.Format{convert.Word, convert.Writer, convert.HTML, convert.Markdown, convert.Text, convert.AKN} {
		out = append(out, ui.Link{Label: ui.T(ctx, "web.draft.format."+string(f)), Href: href(v, "download") + "?format=" + string(f)})
	}
	if v.File != "" {
		out = append(out, ui.Link{Label: ui.T(ctx, "web.draft.original"), Href: href(v, "file")})
	}
	return out
}

var mediaOf = map[convert.Format]string{
	convert.Word: wordMedia, convert.Writer: "application/vnd.oasis.opendocument.text", convert.HTML: "text/html; charset=utf-8",
	convert.Markdown: "text/markdown; charset=utf-8", convert.Text: "text/plain; charset=utf-8", convert.AKN: "application/akn+xml",
}

func (h *Handlers) download(w http.ResponseWriter, r *http.Request) error {
	ctx, who := r.Context(), actor(r)
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	format := convert.Format(r.FormValue("format"))
	if !slices.Contains(convert.Formats(), format) {
		return fault.New(fault.NotFound)
	}
	v, err := h.Drafts.Version(ctx, who, docket, version)
	if err != nil {
		return err
	}
	d, err := h.Frame.Dockets.Read(ctx, who, docket)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := h.Drafts.Download(ctx, who, docket, version, format, ui.Lang(ctx), &out); err != nil {
		return err
	}
	send(w, d.Symbol+"-"+strconv.FormatInt(v.Number, 10)+"."+string(format), mediaOf[format], out.Bytes())
	return nil
}

// send answers with a file to be kept. What a person sent in is never shown as
// a page of the site.
func send(w http.ResponseWriter, name, media string, data []byte) {
	attached(w, name, media)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // the reader has gone away: nothing is left to do
}

func attached(w http.ResponseWriter, name, media string) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
	h.Set("X-Content-Type-Options", "nosniff")
}

func (h *Handlers) original(w http.ResponseWriter, r *http.Request) error {
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	f, file, err := h.Drafts.Original(r.Context(), actor(r), docket, version)
	if err != nil {
		return err
	}
	defer file.Close()
	attached(w, f.Name, f.Media)
	w.Header().Set("Content-Length", strconv.FormatInt(f.Size, 10))
	_, _ = io.Copy(w, file)
	return nil
}

func redlineHref(old, new drafts.Version) string {
	return dockets.Href(new.Docket, "compare.docx") + "?old=" + string(old.ID) + "&new=" + string(new.ID)
}

func rowID(row compared) templ.Attributes {
	if row.ID == "" {
		return nil
	}
	return templ.Attributes{"id": row.ID, "tabindex": "-1"}
}
