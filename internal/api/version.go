package api

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"thao/internal/access"
	"thao/internal/compare"
	"thao/internal/convert"
	"thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/reader"
)

// VersionPath names a version.
type VersionPath struct {
	DocketPath
	Version id.ID `path:"version" doc:"Id of the version"`
}

// Reading is what was found while a file was read.
type Reading struct {
	Version  draft.Version `json:"version"`
	Again    bool          `json:"again" doc:"The same file was sent before with the same words and waits still: no second version was made"`
	Nodes    int           `json:"nodes"`
	Tracked  bool          `json:"tracked" doc:"It had tracked changes, which were taken as accepted"`
	Warnings []Warning     `json:"warnings" doc:"Parts passed over"`
}

// Warning is a part of a file that was passed over.
type Warning struct {
	Code string `json:"code"`
	Part string `json:"part"`
	Said string `json:"said" doc:"In the language asked for"`
}

func warningsOf(lang locale.Lang, found []reader.Warning) []Warning {
	out := make([]Warning, len(found))
	for i, w := range found {
		out[i] = Warning{w.Code, w.Part, locale.T(lang, "warning."+w.Code, "part", w.Part)}
	}
	return out
}

// Correction is one thing to be put right in the tree of a proposed version.
type Correction struct {
	Correction outline.Correction `json:"correction" required:"true" doc:"plain (this is no heading), raise, lower, merge, split, kind"`
	Node       string             `json:"node" required:"true" doc:"Id of the node"`
	At         int                `json:"at" doc:"Of a split: code points of the node's words"`
	Kind       outline.Kind       `json:"kind" doc:"Of a change of kind"`
}

// Corrected is a version after a correction.
type Corrected struct {
	Version draft.Version `json:"version"`
	Node    string        `json:"node" doc:"In which the changed words stand now"`
}

// Compared is two versions of one draft, node by node.
type Compared struct {
	Old   draft.Version `json:"old"`
	New   draft.Version `json:"new"`
	Pairs []Pair        `json:"pairs" doc:"In the order of the new text; deleted nodes where they stood"`
}

// Pair is a node of the old version and what it is in the new one.
type Pair struct {
	Change     compare.Change `json:"change" doc:"same, edited, moved, split, merged, renumbered, inserted, deleted"`
	Old        string         `json:"old,omitempty" doc:"Id in the old version; absent where it is new"`
	New        string         `json:"new,omitempty" doc:"Id in the new version; absent where it is gone"`
	OldPath    string         `json:"oldPath,omitempty"`
	NewPath    string         `json:"newPath,omitempty"`
	Moved      bool           `json:"moved"`
	Renumbered bool           `json:"renumbered"`
	Likeness   float64        `json:"likeness" doc:"Of the words, 0 to 1"`
	Words      []Edit         `json:"words,omitempty" doc:"Turns the old words into the new: same and delete spell the old, same and insert the new"`
}

// Edit is a stretch of words that stays, goes or comes.
type Edit struct {
	Op   string `json:"op" enum:"same,insert,delete"`
	Text string `json:"text"`
}

func comparedOf(c *draft.Comparison, lang locale.Lang) Compared {
	out := Compared{Old: c.Old.Version, New: c.New.Version, Pairs: make([]Pair, 0, len(c.Pairs))}
	for _, p := range c.Pairs {
		v := Pair{Change: p.Change, Moved: p.Moved, Renumbered: p.Renumbered, Likeness: p.Sim}
		if p.Old != nil {
			v.Old, v.OldPath = p.Old.ID, outline.PathString(p.Old, string(lang))
		}
		if p.New != nil {
			v.New, v.NewPath = p.New.ID, outline.PathString(p.New, string(lang))
		}
		if p.Reworded() {
			for _, e := range p.Words {
				v.Words = append(v.Words, Edit{opNames[e.Op], e.Text})
			}
		}
		out.Pairs = append(out.Pairs, v)
	}
	return out
}

var opNames = map[compare.Op]string{compare.Same: "same", compare.Insert: "insert", compare.Delete: "delete"}

// formOverhead is what a form adds to its files.
const formOverhead = 1 << 20

func (a *API) ofVersions() {
	put(a, op{id: "version.list", method: http.MethodGet, path: "dockets/{docket}/versions", tag: "versions", summary: "The versions of a docket's draft", about: "The newest first, without those given up."},
		func(ctx context.Context, who *access.Actor, in *struct{ DocketPath }) (*Listed[draft.Version], error) {
			return all(a.Drafts.Versions(ctx, who, in.Docket))
		})
	put(a, op{id: "version.propose", method: http.MethodPost, path: "dockets/{docket}/versions", tag: "versions", summary: "Send a file that is to become a version",
		about:  "Its tree is then to be looked at, put right and confirmed. Taken are " + strings.Join(draft.Accepted(), ", ") + " up to " + strconv.Itoa(draft.LargestFile) + " MiB. Fields come before the file. The same file from the same account, with the same note and base, makes no second version while the first waits to be confirmed.",
		status: 201, form: []field{{name: "note", about: "What is said of the version"}, {name: "base", about: "Id of the version it continues; empty for the newest"}, {name: "file", about: "The file", file: true}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Upload
		}) (*One[Reading], error) {
			if err := who.Check(access.VersionPropose, access.Resource{Kind: access.Version, Docket: in.Docket}); err != nil {
				return nil, err
			}
			var got draft.Reading
			err := in.parts(draft.LargestFile<<20+formOverhead, func(values url.Values, _, name string, data io.Reader) (err error) {
				if got.Version.ID != "" {
					return fault.New(fault.Invalid, "field", "file", "rule", "api.rule.one-file")
				}
				got, err = a.Drafts.Upload(ctx, who, in.Docket, draft.Upload{Name: name, Body: data, Note: values.Get("note"), Base: id.ID(values.Get("base"))})
				return err
			})
			v := got.Version
			return made(Reading{v, got.Again, got.Nodes, got.Tracked, warningsOf(callFrom(ctx).lang, got.Warnings)}, v.Rev, err, "dockets", string(v.Docket), "versions", string(v.ID))
		})
	put(a, op{id: "version.read", method: http.MethodGet, path: "dockets/{docket}/versions/{version}", tag: "versions", summary: "One version, without its text"},
		func(ctx context.Context, who *access.Actor, in *struct{ VersionPath }) (*One[draft.Version], error) {
			v, err := a.Drafts.Version(ctx, who, in.Docket, in.Version)
			return at(v, v.Rev, err)
		})
	put(a, op{id: "version.nodes", method: http.MethodGet, path: "dockets/{docket}/versions/{version}/nodes", tag: "versions", summary: "The text of a version, node by node", about: "In the order of the text, whole."},
		func(ctx context.Context, who *access.Actor, in *struct{ VersionPath }) (*One[draft.Text], error) {
			t, err := a.Drafts.Read(ctx, who, in.Docket, in.Version)
			if err != nil {
				return nil, err
			}
			return at(*t, t.Rev, nil)
		})
	put(a, op{id: "version.find", method: http.MethodGet, path: "dockets/{docket}/versions/{version}/find", tag: "versions", summary: "Find words in a version", about: "With or without diacritics, one place a node."},
		func(ctx context.Context, who *access.Actor, in *struct {
			VersionPath
			Words string `query:"words" required:"true" doc:"What is looked for"`
			Limit int    `query:"limit" default:"50" minimum:"1" maximum:"200" doc:"Most places"`
		}) (*Listed[draft.Hit], error) {
			return all(a.Drafts.Find(ctx, who, in.Docket, in.Version, in.Words, in.Limit))
		})
	a.ofVersionSteps()
	a.ofVersionFiles()
}

func (a *API) ofVersionSteps() {
	put(a, op{id: "version.correct", method: http.MethodPost, path: "dockets/{docket}/versions/{version}/corrections", tag: "versions", summary: "Put one thing right in the tree of a proposed version", example: Correction{Correction: outline.Raise, Node: "chapter_1__article_2"}},
		func(ctx context.Context, who *access.Actor, in *struct {
			VersionPath
			IfMatch
			Body Correction
		}) (*One[Corrected], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			v, node, err := a.Drafts.Correct(ctx, who, in.Docket, in.Version, rev, outline.Change{Correction: in.Body.Correction, Node: in.Body.Node, At: in.Body.At, Kind: in.Body.Kind})
			return at(Corrected{v, node}, v.Rev, err)
		})
	put(a, op{id: "version.confirm", method: http.MethodPost, path: "dockets/{docket}/versions/{version}/confirm", tag: "versions", summary: "Give a proposed or working version its number", about: "Its text never changes again."},
		func(ctx context.Context, who *access.Actor, in *struct {
			VersionPath
			IfMatch
		}) (*One[draft.Version], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			v, err := a.Drafts.Confirm(ctx, who, in.Docket, in.Version, rev)
			return at(v, v.Rev, err)
		})
	put(a, op{id: "version.drop", method: http.MethodDelete, path: "dockets/{docket}/versions/{version}", tag: "versions", summary: "Give up a proposed or working version"},
		func(ctx context.Context, who *access.Actor, in *struct {
			VersionPath
			IfMatch
		}) (*One[draft.Version], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			v, err := a.Drafts.Drop(ctx, who, in.Docket, in.Version, rev)
			return at(v, v.Rev, err)
		})
	put(a, op{id: "version.start", method: http.MethodPost, path: "dockets/{docket}/versions/{version}/working", tag: "versions", summary: "Make a working copy of a confirmed version", about: "Where there is one already, that is it.", status: 201},
		func(ctx context.Context, who *access.Actor, in *struct{ VersionPath }) (*One[draft.Version], error) {
			v, err := a.Drafts.StartWorking(ctx, who, in.Docket, in.Version)
			return made(v, v.Rev, err, "dockets", string(v.Docket), "versions", string(v.ID))
		})
}

func (a *API) ofVersionFiles() {
	put(a, op{id: "version.download", method: http.MethodGet, path: "dockets/{docket}/versions/{version}/download", tag: "versions", summary: "A version as a file", about: "Word and OpenDocument in the style of the docket's profile.", media: "application/octet-stream"},
		func(ctx context.Context, who *access.Actor, in *struct {
			VersionPath
			Format convert.Format `query:"format" enum:"docx,odt,html,md,txt,akn" default:"docx" doc:"Of the file"`
		}) (*Download, error) {
			var out bytes.Buffer
			err := a.Drafts.Download(ctx, who, in.Docket, in.Version, in.Format, callFrom(ctx).lang, &out)
			if err != nil {
				return nil, err
			}
			return file(string(in.Version)+"."+string(in.Format), mediaOf[in.Format], out.Bytes()), nil
		})
	put(a, op{id: "version.file", method: http.MethodGet, path: "dockets/{docket}/versions/{version}/file", tag: "versions", summary: "The file of a version as it was sent", media: "application/octet-stream"},
		func(ctx context.Context, who *access.Actor, in *struct{ VersionPath }) (*Download, error) {
			f, r, err := a.Drafts.Original(ctx, who, in.Docket, in.Version)
			if err != nil {
				return nil, err
			}
			return stream(f.Name, f.Media, func(w io.Writer) error {
				defer r.Close()
				_, err := io.Copy(w, r)
				return err
			}), nil
		})
	put(a, op{id: "version.compare", method: http.MethodGet, path: "dockets/{docket}/compare", tag: "versions", summary: "What became of each node from one version to another"},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Old id.ID `query:"old" required:"true" doc:"Id of the old version"`
			New id.ID `query:"new" required:"true" doc:"Id of the new version"`
		}) (*One[Compared], error) {
			c, err := a.Drafts.Compare(ctx, who, in.Docket, in.Old, in.New)
			if err != nil {
				return nil, err
			}
			return one(comparedOf(c, callFrom(ctx).lang), nil)
		})
	put(a, op{id: "version.redline", method: http.MethodGet, path: "dockets/{docket}/compare.docx", tag: "versions", summary: "What became of a version, as a Word file with tracked changes", media: mediaOf[convert.Word]},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Old id.ID `query:"old" required:"true" doc:"Id of the old version"`
			New id.ID `query:"new" required:"true" doc:"Id of the new version"`
		}) (*Download, error) {
			var out bytes.Buffer
			if err := a.Drafts.Redline(ctx, who, in.Docket, in.Old, in.New, who.Name, &out); err != nil {
				return nil, err
			}
			return file(string(in.New)+"-redline.docx", mediaOf[convert.Word], out.Bytes()), nil
		})
}

var mediaOf = map[convert.Format]string{
	convert.Word:     "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	convert.Writer:   "application/vnd.oasis.opendocument.text",
	convert.HTML:     "text/html; charset=utf-8",
	convert.Markdown: "text/markdown; charset=utf-8",
	convert.Text:     "text/plain; charset=utf-8",
	convert.AKN:      "application/akn+xml",
}
