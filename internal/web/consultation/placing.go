package consultation

import (
	"net/http"
	"strconv"
	"strings"

	consult "thao/internal/consultation"
	drafts "thao/internal/draft"
	"thao/internal/id"
	docketpages "thao/internal/web/docket"
	draftpages "thao/internal/web/draft"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// queue is the page of comments whose place is unsure: one at a time, its
// candidates a key each.
type queue struct {
	Round   consult.Round
	Comment consult.Comment // the zero Comment where nothing waits
	File    consult.Reply
	Left    int64
	Choices []choice
	Words   string // looked for in the draft
	Found   []choice
	Skip    string // address of the next
	Undo    id.ID  // placed just now
	UndoRev int64
	Draft   *drafts.Text
}

// choice is a place a comment may be given.
type choice struct {
	Node, Path, Text, Key string
}

func (h *Handlers) placing(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, err := place(r)
	if err != nil {
		return err
	}
	v := queue{Words: strings.TrimSpace(r.FormValue("q"))}
	if v.Round, err = h.Consultation.RoundFor(ctx, a.who, a.docket, a.round); err != nil {
		return err
	}
	after, _ := id.Parse(r.FormValue("after"))
	list, err := h.Consultation.Queue(ctx, a.who, a.docket, a.round, after, 1)
	if err != nil {
		return err
	}
	if v.Left, err = h.Consultation.QueueLength(ctx, a.who, a.docket, a.round); err != nil {
		return err
	}
	if v.Draft, err = h.Drafts.Read(ctx, a.who, a.docket, v.Round.Version); err != nil {
		return err
	}
	v.Undo, _ = id.Parse(r.FormValue("undo"))
	if len(list) > 0 {
		v.Comment = list[0]
		v.Skip = a.href("placing") + "?after=" + string(v.Comment.ID)
		v.choices()
		if v.File, err = h.Consultation.ReadReply(ctx, a.who, a.docket, v.Comment.Reply); err != nil {
			return err
		}
	}
	if v.Words != "" {
		hits, err := h.Drafts.Find(ctx, a.who, a.docket, v.Round.Version, v.Words, 20)
		if err != nil {
			return err
		}
		for _, hit := range hits {
			v.Found = append(v.Found, v.choice(hit.Node, "", ""))
		}
	}
	p, _, err := h.Frame.Page(r, ui.T(ctx, "web.placing.title"), Rounds)
	if err != nil {
		return err
	}
	p.Keys = []ui.Key{{Keys: []string{"1", "…", "9"}, Label: ui.T(ctx, "web.placing.key-choose")}, {Keys: []string{"g"}, Label: ui.T(ctx, "web.placing.key-general")},
		{Keys: []string{"s"}, Label: ui.T(ctx, "web.placing.key-skip")}, {Keys: []string{"z"}, Label: ui.T(ctx, "web.placing.key-undo")}}
	return page.Show(w, r, http.StatusOK, p, placingPage(v))
}

// choices are the candidates, the best first, nine at most: each has a key.
func (v *queue) choices() {
	for i, c := range v.Comment.Candidates[:min(9, len(v.Comment.Candidates))] {
		v.Choices = append(v.Choices, v.choice(c.Node, c.Path, strconv.Itoa(i+1)))
	}
}

// longestShown is how much of a node's words a choice shows, in code points.
const longestShown = 240

func (v *queue) choice(node, path, key string) choice {
	c := choice{Node: node, Path: path, Key: key}
	if n, ok := v.Draft.Find(node); ok {
		words := []rune(n.Content())
		c.Text = string(words[:min(len(words), longestShown)])
		if len(words) > longestShown {
			c.Text += "…"
		}
	}
	return c
}

func (v queue) href() string { return roundHref(v.Round, "placing") }

// read leads to a place in the draft.
func (v queue) read(node string) string { return draftpages.NodeHref(v.Draft.Version, node) }

func (h *Handlers) place(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	comment, err := docketpages.ID(r, "comment")
	if err != nil {
		return err
	}
	spot := consult.Spot{Node: f.Get("node"), General: f.Get("node") == "general", Review: f.Get("node") == "review"}
	if spot.General || spot.Review {
		spot.Node = ""
	}
	c, err := h.Consultation.Place(r.Context(), a.who, a.docket, comment, number(f, "rev"), spot)
	if stale(err) {
		return done(w, r, a.href("placing"), "web.placing.stale")
	}
	if err != nil {
		return err
	}
	switch {
	case spot.Review:
		return done(w, r, a.href("placing"), "web.placing.undone")
	case spot.General:
		return done(w, r, a.href("placing")+"?undo="+string(c.ID), "web.placing.is-general")
	}
	return done(w, r, a.href("placing")+"?undo="+string(c.ID), "web.placing.placed", "path", c.Path)
}
