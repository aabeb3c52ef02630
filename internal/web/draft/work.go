package draft

import (
	"context"
	"net/http"
	"net/url"

	"thao/internal/access"
	"thao/internal/compare"
	drafts "thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/outline"
	"thao/internal/web"
	dockets "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// startWorking opens the working copy of a version.
func (h *Handlers) startWorking(w http.ResponseWriter, r *http.Request) error {
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	v, err := h.Drafts.StartWorking(r.Context(), actor(r), docket, version)
	if err != nil {
		return err
	}
	return page.Redirect(w, r, href(v, "edit"))
}

// working is what the page of a working copy shows.
type working struct {
	Text       *drafts.Text
	Base       *drafts.Text
	At         string
	Contents   []*entry
	Page       int
	Pages      int
	Prev, Next string
	Nodes      []worked
	Changed    int // nodes written in, put in or taken out, in the whole text
	Clashes    []clashed
	MayConfirm bool
	Renumber   int // nodes whose number does not follow the one before any more
}

// worked is a node of a working copy beside what it was.
type worked struct {
	drafts.Node
	Words []compare.Edit // from the base; nil where nothing was changed
	New   bool
	Who   string
}

// clashed is a clash with who wrote it.
type clashed struct {
	drafts.Clash
	Place string
	Gone  bool
}

func (h *Handlers) working(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	at, err := h.where(r, ui.T(ctx, "web.draft.working"), dockets.Draft)
	if err != nil {
		return err
	}
	if err := at.who.Check(access.VersionEdit, access.Resource{Kind: access.Version, ID: at.version, Docket: at.docket.ID, State: string(drafts.Working)}); err != nil {
		return err
	}
	v := working{At: r.FormValue("at")}
	if v.Text, v.Base, err = h.workingTexts(ctx, at.who, at.docket.ID, at.version); err != nil {
		return err
	}
	if v.Text.State != drafts.Working {
		return page.Redirect(w, r, landing(v.Text.Version))
	}
	clashes, err := h.Drafts.Clashes(ctx, at.who, at.docket.ID, at.version)
	if err != nil {
		return err
	}
	for _, c := range clashes {
		_, there := v.Text.Find(c.Node)
		v.Clashes = append(v.Clashes, clashed{Clash: c, Place: place(ctx, v.Text, c.Node), Gone: !there})
	}
	v.MayConfirm = at.who.May(access.VersionConfirm, access.Resource{Kind: access.Version, Docket: at.docket.ID, State: string(drafts.Working)})
	numbers, err := h.Drafts.Renumbering(ctx, at.who, at.docket.ID, at.version)
	if err != nil {
		return err
	}
	v.Renumber = len(numbers.Labels)
	v.turn()
	p := at.page
	p.Keys = []ui.Key{{Keys: []string{"j", "k"}, Label: ui.T(ctx, "web.draft.key-row")}, {Keys: []string{"Enter"}, Label: ui.T(ctx, "web.draft.edit")}}
	return page.Show(w, r, http.StatusOK, p, workingPage(v))
}

func (h *Handlers) workingTexts(ctx context.Context, who *access.Actor, docket, version id.ID) (now, base *drafts.Text, err error) {
	if now, err = h.Drafts.Read(ctx, who, docket, version); err != nil {
		return nil, nil, err
	}
	if now.Base == "" {
		return now, &drafts.Text{}, nil
	}
	base, err = h.Drafts.Read(ctx, who, docket, now.Base)
	return now, base, err
}

func (v *working) turn() {
	nodes := v.Text.Nodes
	starts := sheets(nodes)
	n, from, to := sheetOf(starts, nodes, v.At)
	v.Page, v.Pages, v.Contents = n, len(starts), contents(nodes, starts, n)
	was := map[string]drafts.Node{}
	for _, b := range v.Base.Nodes {
		was[b.ID] = b
	}
	kept := 0
	for i, node := range nodes {
		old, known := was[node.Origin]
		if known {
			kept++
		}
		if !known || old.Words() != node.Words() {
			v.Changed++
		}
		if i >= from && i < to {
			v.Nodes = append(v.Nodes, beside(node, old, known))
		}
	}
	v.Changed += len(was) - kept
	if n > 0 {
		v.Prev = v.href(nodes[starts[n-1]].ID)
	}
	if n+1 < len(starts) {
		v.Next = v.href(nodes[to].ID)
	}
}

func (v *working) href(node string) string {
	return href(v.Text.Version, "edit") + "?at=" + url.QueryEscape(node) + "#" + url.PathEscape(node)
}

func beside(now, old drafts.Node, known bool) worked {
	w := worked{Node: now, New: !known}
	if !known || old.Words() != now.Words() {
		w.Words = compare.Words(spelled(old), spelled(now))
	}
	return w
}

// spelled is a node as it is read, label and all.
func spelled(n drafts.Node) string {
	if n.Label != "" && n.Content() != "" {
		return n.Label + " " + n.Content()
	}
	return n.Label + n.Content()
}

// editing is what the page of one node shows.
type editing struct {
	Text    *drafts.Text
	Node    drafts.Node
	Gone    bool // somebody has taken the node out
	Place   string
	Base    []compare.Edit // what was changed from the base so far
	Form    page.Form
	New     page.Form // of a node to be put in beside this one
	Clash   *drafts.Clash
	Between []compare.Edit // from the words that stand to those that clash
	Below   int            // nodes under it
	Stand   drafts.Stand   // what it stands between
}

func (h *Handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	return h.showEdit(w, r, http.StatusOK, empty(), empty())
}

func empty() page.Form { return page.Form{Values: url.Values{}, Errors: map[string]string{}} }

// showEdit is the page of one node: f is what was typed of it, in what was typed
// of a node to be put in beside it.
func (h *Handlers) showEdit(w http.ResponseWriter, r *http.Request, status int, f, in page.Form) error {
	ctx := r.Context()
	at, err := h.where(r, ui.T(ctx, "web.draft.edit"), dockets.Draft)
	if err != nil {
		return err
	}
	t, base, err := h.workingTexts(ctx, at.who, at.docket.ID, at.version)
	if err != nil {
		return err
	}
	if err := at.who.Check(access.VersionEdit, access.Resource{Kind: access.Version, ID: t.ID, Docket: t.Docket, State: string(t.State)}); err != nil {
		return err
	}
	if t.State != drafts.Working {
		if r.Method == http.MethodPost { // what was typed would be lost on the way
			return fault.New(fault.WrongState, "state", string(t.State))
		}
		return page.Redirect(w, r, landing(t.Version))
	}
	v := editing{Text: t, Form: f, New: in}
	v.Node, v.Gone = find(t, r.PathValue("node"))
	if key, ok := id.Parse(r.FormValue("clash")); ok {
		c, err := h.Drafts.Clash(ctx, at.who, t.Docket, t.ID, key)
		if err != nil {
			return err
		}
		if c.State == drafts.ClashOpen {
			v.Clash = &c
		}
	}
	if v.Gone && v.Clash == nil {
		return fault.New(fault.Gone)
	}
	v.complete(ctx, base)
	p := at.page
	p.Keys = []ui.Key{{Keys: []string{"Ctrl", "↵"}, Label: ui.T(ctx, "web.draft.save")}}
	return page.Show(w, r, status, p, editPage(v))
}

func find(t *drafts.Text, node string) (n drafts.Node, gone bool) {
	n, there := t.Find(node)
	n.ID = node
	return n, !there
}

func (v *editing) complete(ctx context.Context, base *drafts.Text) {
	v.Place, v.Stand = place(ctx, v.Text, v.Node.ID), v.Text.Stand(v.Node.ID)
	if old, known := base.Find(v.Node.Origin); known && old.Words() != v.Node.Words() {
		v.Base = compare.Words(spelled(old), spelled(v.Node))
	}
	if i := v.Text.Index(v.Node.ID); i >= 0 {
		for j := i + 1; j < len(v.Text.Nodes) && v.Text.Nodes[j].Depth > v.Node.Depth; j++ {
			v.Below++
		}
	}
	if v.Clash != nil {
		v.Between = compare.Words(spelled(v.Node), spelled(drafts.Node{Label: v.Clash.Label, Heading: v.Clash.Heading, Text: v.Clash.Text}))
	}
}

// edit writes a node, or takes it out.
func (h *Handlers) edit(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	ctx, node := r.Context(), r.PathValue("node")
	v := drafts.Version{ID: version, Docket: docket}
	if f.Get("do") == "delete" {
		if err := h.Drafts.DeleteNode(ctx, actor(r), docket, version, node, number(f, "rev")); err != nil {
			return err
		}
		return page.Done(w, r, href(v, "edit"), ui.Said{Text: ui.T(ctx, "web.draft.deleted")})
	}
	_, err = h.Drafts.EditNode(ctx, actor(r), docket, version, node, number(f, "rev"), wordsOf(f))
	if err == nil {
		return page.Done(w, r, href(v, "edit")+"?at="+url.QueryEscape(node)+"#"+url.PathEscape(node), ui.Said{Text: ui.T(ctx, "web.draft.saved"), Kept: "node-" + node})
	}
	return h.notWritten(w, r, f, v, node, err)
}

func wordsOf(f page.Form) drafts.Words {
	return drafts.Words{Label: f.Raw("label"), Heading: f.Raw("heading"), Text: f.Raw("text")}
}

// notWritten shows a form again with what is wrong, or both texts where two
// people wrote into one node.
func (h *Handlers) notWritten(w http.ResponseWriter, r *http.Request, f page.Form, v drafts.Version, node string, err error) error {
	e, ok := asFault(err)
	switch {
	case ok && e.Code == fault.Stale && e.Args["clash"] != nil:
		clash, _ := e.Args["clash"].(string)
		return page.Redirect(w, r, href(v, "edit", url.PathEscape(node))+"?clash="+clash)
	case ok && e.Code == fault.Invalid:
		field, _ := e.Args["field"].(string)
		f.Wrong(field, told(r, err))
		return h.showEdit(w, r, http.StatusUnprocessableEntity, f, empty())
	}
	return err
}

// move moves a node from where the page showed it, and comes back to where it
// stands.
func (h *Handlers) move(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	node := r.PathValue("node")
	back := href(drafts.Version{ID: version, Docket: docket}, "edit") + "?at=" + url.QueryEscape(node) + "#" + url.PathEscape(node)
	seen := &drafts.Stand{Parent: f.Get("parent"), Before: f.Get("before"), After: f.Get("after")}
	err = h.Drafts.MoveNode(r.Context(), actor(r), docket, version, node, seen, drafts.Way(f.Get("way")))
	switch e, _ := asFault(err); {
	case err == nil:
		return page.Redirect(w, r, back)
	case e != nil && e.Code == fault.Invalid:
		return page.Done(w, r, back, ui.Said{Text: told(r, err), Bad: true})
	case e != nil && e.Code == fault.Stale:
		return page.Done(w, r, back, ui.Said{Text: ui.T(r.Context(), "web.draft.stands-elsewhere"), Bad: true})
	}
	return err
}

// insert puts in a node and opens it to be written on.
func (h *Handlers) insert(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	v := drafts.Version{ID: version, Docket: docket}
	in := drafts.Insert{After: f.Get("after"), Kind: outline.Kind(f.Get("kind")), Words: wordsOf(f)}
	if f.Get("place") == "under" {
		in.After, in.Under = "", in.After
	}
	n, err := h.Drafts.InsertNode(r.Context(), actor(r), docket, version, in)
	if e, ok := asFault(err); ok && e.Code == fault.Invalid {
		field, _ := e.Args["field"].(string)
		if field == "under" {
			field = "place"
		}
		f.Wrong(field, told(r, err))
		r.SetPathValue("node", f.Get("after"))
		return h.showEdit(w, r, http.StatusUnprocessableEntity, empty(), f)
	}
	if err != nil {
		return err
	}
	return page.Done(w, r, href(v, "edit")+"?at="+url.QueryEscape(n.ID)+"#"+url.PathEscape(n.ID), ui.Said{Text: ui.T(r.Context(), "web.draft.inserted"), Kept: "insert"})
}

// settle ends a clash.
func (h *Handlers) settle(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	clash, err := dockets.ID(r, "clash")
	if err != nil {
		return err
	}
	var words *drafts.Words
	if f.Get("do") == "take" {
		w := wordsOf(f)
		words = &w
	}
	ctx, v := r.Context(), drafts.Version{ID: version, Docket: docket}
	err = h.Drafts.SettleClash(ctx, actor(r), docket, version, clash, number(f, "rev"), words)
	if e, ok := asFault(err); ok && (e.Code == fault.Stale || e.Code == fault.Invalid) {
		// Changed once more: the clash is still there, and is shown beside what stands now.
		field, _ := e.Args["field"].(string)
		f.Wrong(field, told(r, err))
		r.SetPathValue("node", f.Get("node"))
		r.Form.Set("clash", string(clash))
		return h.showEdit(w, r, web.Status(err), f, empty())
	}
	if err != nil {
		return err
	}
	return page.Done(w, r, href(v, "edit")+"?at="+url.QueryEscape(f.Get("node"))+"#"+url.PathEscape(f.Get("node")), ui.Said{Text: ui.T(ctx, "web.draft.settled"), Kept: "node-" + f.Get("node")})
}
