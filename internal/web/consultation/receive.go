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
	"slices"
	"strings"

	consult "thao/internal/consultation"
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
	refused            []string // sentences, the first mostRefused
	more               int      // refused beside those
	rest               string   // why what came after them was not taken
}

// Of one upload: how many refusals are told, and how much of a name.
const (
	mostRefused = 20
	longestName = 80
)

// receive takes files as they stream in: none is held in memory. A file that
// is refused does not keep the others from being taken; nor does one that did
// not come whole take back those that did.
func (h *Handlers) receive(w http.ResponseWriter, r *http.Request) error {
	a, err := place(r)
	if err != nil {
		return err
	}
	parts, err := page.PartsOf(r)
	if errors.Is(err, http.ErrNotMultipart) {
		err = fault.Wrap(err, fault.Invalid, "field", "file", "rule", "web.rule.required")
	}
	if err != nil {
		return err
	}
	var t taken
	if err := h.takeAll(r.Context(), a, parts, &t); err != nil && !t.ends(r.Context(), err) {
		return err
	}
	if t.read+t.again+t.lists+len(t.refused) == 0 {
		return fault.New(fault.Invalid, "field", "file", "rule", "web.rule.required")
	}
	return page.Done(w, r, a.href()+"#receive", ui.Said{Text: t.say(r.Context()), Bad: t.rest != "" || len(t.refused) > 0})
}

func (h *Handlers) takeAll(ctx context.Context, a at, parts *page.Parts, t *taken) error {
	for {
		part, err := parts.Next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil && fault.CodeOf(err) == fault.TooManyFiles:
			t.rest = ui.T(ctx, "web.round.taken-many", "max", page.MostParts)
			return nil
		case err != nil:
			return err
		}
		if name := sentName(part); name != "" {
			if err := h.take(ctx, a, name, parts.File(part), t); err != nil {
				return err
			}
		}
	}
}

// ends notes what ended an upload of which some files were taken; it is false
// where none was, or where it is for the page of the failure to say.
func (t *taken) ends(ctx context.Context, err error) bool {
	if t.read+t.again+t.lists == 0 {
		return false
	}
	switch fault.CodeOf(err) {
	case fault.UploadLarge:
		t.rest = ui.T(ctx, "web.round.taken-large", "max", mostUpload)
	case fault.BrokenOff, fault.BadForm, fault.Stalled:
		t.rest = ui.T(ctx, "web.round.taken-rest")
	case fault.Full, fault.Unavailable, fault.Busy:
		t.rest = ui.T(ctx, "web.round.taken-stop")
	case fault.Denied, fault.SignIn, fault.NotFound, fault.WrongState: // meanwhile
		t.rest = ui.T(ctx, "web.round.taken-why", "reason", locale.Fault(ui.Lang(ctx), err))
	}
	return t.rest != ""
}

func (h *Handlers) take(ctx context.Context, a at, name string, data io.Reader, t *taken) error {
	got, err := h.Consultation.Receive(ctx, a.who, a.docket, a.round, name, data)
	if err != nil {
		if _, whole := errors.AsType[*http.MaxBytesError](err); whole || slices.Contains(endsAll, fault.CodeOf(err)) {
			return err
		}
		if fault.CodeOf(err) == fault.UploadLarge { // one file is: the others are taken
			err = fault.Wrap(err, fault.TooLarge, "max", consult.LargestFile>>20)
		}
		if long := []rune(name); len(long) > longestName {
			name = string(long[:longestName]) + "…"
		}
		t.refuse(name + ": " + locale.Fault(ui.Lang(ctx), err))
		return nil
	}
	switch {
	case got.Again:
		t.again++
	case got.Reply.ID == "":
		t.lists++
	default:
		t.read++
	}
	return nil
}

// endsAll are faults that no other file of an upload would survive either.
var endsAll = []fault.Code{
	fault.Denied, fault.SignIn, fault.NotFound, fault.WrongState, fault.Full, fault.Unavailable, fault.Internal, fault.Stalled, fault.BrokenOff, fault.BadForm, fault.Busy,
}

func (t *taken) refuse(sentence string) {
	if len(t.refused) == mostRefused {
		t.more++
		return
	}
	t.refused = append(t.refused, sentence)
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

func (t *taken) say(ctx context.Context) string {
	said := []string{ui.T(ctx, "web.round.taken", "n", t.read)}
	if t.again > 0 {
		said = append(said, ui.T(ctx, "web.round.taken-again", "n", t.again))
	}
	if t.lists > 0 {
		said = append(said, ui.T(ctx, "web.round.taken-list"))
	}
	if t.rest != "" {
		said = append(said, t.rest)
	}
	if n := len(t.refused) + t.more; n > 1 { // the sentences may be cut short
		said = append(said, ui.T(ctx, "web.round.taken-refused", "n", n))
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
			_, err = h.Consultation.CorrectBody(r.Context(), a.who, a.docket, reply, number(f, "rev"), body)
		}
		return err
	})
}

func (h *Handlers) discard(w http.ResponseWriter, r *http.Request) error {
	return h.withReply(w, r, "web.round.discarded", func(a at, reply id.ID, f page.Form) error {
		return h.Consultation.Discard(r.Context(), a.who, a.docket, reply, number(f, "rev"))
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
	err = do(a, reply, f)
	if stale(err) {
		return changedSince(w, r, a.href()+"#receive")
	}
	if err != nil {
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
