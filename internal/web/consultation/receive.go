package consultation

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"

	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// taken is what became of the files of one upload.
type taken struct {
	read, again, lists int
	refused            []string // sentences
}

// receive takes files as they stream in: none is held in memory. A file that
// is refused does not keep the others from being taken.
func (h *Handlers) receive(w http.ResponseWriter, r *http.Request) error {
	a, err := place(r)
	if err != nil {
		return err
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "field", "file", "rule", "web.rule.required")
	}
	var t taken
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return uploadFault(err)
		}
		if name := sentName(part); name != "" {
			if err := h.take(r.Context(), a, name, part, &t); err != nil {
				return err
			}
		}
	}
	return page.Done(w, r, a.href()+"#receive", ui.Said{Text: t.say(r.Context())})
}

// uploadFault says of an upload that broke off why.
func uploadFault(err error) error {
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.Wrap(err, fault.UploadLarge, "max", large.Limit>>20)
	}
	if _, ours := errors.AsType[*fault.Error](err); ours {
		return err
	}
	return fault.Wrap(err, fault.Unreadable, "reason", err.Error())
}

func (h *Handlers) take(ctx context.Context, a at, name string, data io.Reader, t *taken) error {
	got, err := h.Consultation.Receive(ctx, a.who, a.docket, a.round, name, data)
	switch code := fault.CodeOf(err); {
	case err == nil && got.Again:
		t.again++
	case err == nil && got.Reply.ID == "":
		t.lists++
	case err == nil:
		t.read++
	case code == fault.Denied, code == fault.SignIn, code == fault.NotFound, code == fault.WrongState, code == fault.Full, code == fault.Unavailable, code == fault.Internal, code == fault.Stalled, code == fault.Busy:
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return uploadFault(err)
		}
		return err
	default:
		t.refused = append(t.refused, name+": "+locale.Fault(ui.Lang(ctx), err))
	}
	return nil
}

// sentName is the name of a part's file with its folders, as a browser sends a
// folder that was chosen; the folder itself is left out. "" for none.
func sentName(part *multipart.Part) string {
	if part.FileName() == "" {
		return ""
	}
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	name := strings.ReplaceAll(params["filename"], `\`, "/")
	if err != nil || name == "" {
		return part.FileName()
	}
	if _, rest, nested := strings.Cut(name, "/"); nested && part.FormName() == "folder" {
		return rest
	}
	return name
}

func (t taken) say(ctx context.Context) string {
	said := []string{ui.T(ctx, "web.round.taken", "n", t.read)}
	if t.again > 0 {
		said = append(said, ui.T(ctx, "web.round.taken-again", "n", t.again))
	}
	if t.lists > 0 {
		said = append(said, ui.T(ctx, "web.round.taken-list"))
	}
	return strings.Join(append(said, t.refused...), " ")
}

func (h *Handlers) correctBody(w http.ResponseWriter, r *http.Request) error {
	return h.withReply(w, r, "web.round.body-corrected", func(a at, reply id.ID, f page.Form) error {
		body, found, err := h.bodyTyped(r.Context(), a.who, a.docket, a.round, f.Get("body"))
		if err == nil && !found {
			err = fault.New(fault.Invalid, "field", "body", "rule", "web.rule.choice")
		}
		if err == nil {
			_, err = h.Consultation.CorrectBody(r.Context(), a.who, a.docket, reply, body)
		}
		return err
	})
}

func (h *Handlers) discard(w http.ResponseWriter, r *http.Request) error {
	return h.withReply(w, r, "web.round.discarded", func(a at, reply id.ID, _ page.Form) error {
		return h.Consultation.Discard(r.Context(), a.who, a.docket, reply)
	})
}

func (h *Handlers) again(w http.ResponseWriter, r *http.Request) error {
	return h.withReply(w, r, "web.round.read-again", func(a at, reply id.ID, _ page.Form) error {
		return h.Consultation.ReadAgain(r.Context(), a.who, a.docket, reply)
	})
}

// withReply does something with the reply of a request's path, and leads back
// to its round.
func (h *Handlers) withReply(w http.ResponseWriter, r *http.Request, said string, do func(at, id.ID, page.Form) error) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	reply, err := docketpages.ID(r, "reply")
	if err != nil {
		return err
	}
	if err := do(a, reply, f); err != nil {
		return err
	}
	return done(w, r, a.href()+"#receive", said)
}

// replyFile sends the file of a reply as it came.
func (h *Handlers) replyFile(w http.ResponseWriter, r *http.Request) error {
	a, err := place(r)
	if err != nil {
		return err
	}
	key, err := docketpages.ID(r, "reply")
	if err != nil {
		return err
	}
	reply, f, err := h.Consultation.ReplyFile(r.Context(), a.who, a.docket, key)
	if err != nil {
		return err
	}
	defer f.Close()
	head := w.Header()
	head.Set("Content-Type", "application/octet-stream")
	head.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(path.Base(reply.FileName)))
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Cache-Control", "private, no-store")
	_, _ = io.Copy(w, f) // the reader has gone away: nothing is left to do
	return nil
}
