package draft

import (
	"context"
	"io"
	"mime"
	"path"
	"strings"

	"thao/internal/access"
	"thao/internal/blob"
	"thao/internal/convert"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
	"thao/internal/rule"
	"thao/internal/viet"
)

// LargestFile bounds the file of a version, in MiB.
const LargestFile = 64

// MostNodes bounds the parts, articles and paragraphs of a version: more than
// twice those of two thousand pages. Each is a row, and all are written in one
// transaction, while everybody else waits.
const MostNodes = 100_000

// Upload is a file that is to become a version.
type Upload struct {
	Name string // of the file
	Body io.Reader
	Note string
	Base id.ID // the version it continues; "" for the newest there is
}

// Reading is what was found while a file was read.
type Reading struct {
	Version  Version
	Again    bool // the same was sent before, and waits still: Version is what became of it then
	Nodes    int
	Tracked  bool             // it had tracked changes, which were taken as accepted
	Warnings []reader.Warning // parts passed over
}

// LongestNote bounds what is said of a version, in code points.
const LongestNote = 1000

// Upload reads a file into a proposed version. Its tree is then to be looked at
// and confirmed. The same file from the same person, with the same note and as
// what continues the same version, makes no second one while the first is neither
// confirmed nor given up. Errors are those of reader.Open, UploadLarge and Busy; a
// file without any words is Empty.
func (s *Service) Upload(ctx context.Context, who *access.Actor, docket id.ID, up Upload) (Reading, error) {
	if err := up.check(); err != nil {
		return Reading{}, err
	}
	file, err := s.PutDown(ctx, who, docket, up.Body)
	if err != nil {
		return Reading{}, err
	}
	defer file.Close()
	return s.UploadFrom(ctx, who, docket, up, file)
}

// PutDown takes a file that is to become a version as it comes in, and holds
// none of it in memory. It must be closed.
func (s *Service) PutDown(ctx context.Context, who *access.Actor, docket id.ID, body io.Reader) (*blob.Spooled, error) {
	if err := who.Check(access.VersionPropose, access.Resource{Kind: access.Version, Docket: docket}); err != nil {
		return nil, err
	}
	return s.Blobs.Spool(ctx, body, LargestFile<<20)
}

// UploadFrom is Upload of a file that was put down.
func (s *Service) UploadFrom(ctx context.Context, who *access.Actor, docket id.ID, up Upload, file *blob.Spooled) (Reading, error) {
	if err := who.Check(access.VersionPropose, access.Resource{Kind: access.Version, Docket: docket}); err != nil {
		return Reading{}, err
	}
	if err := up.check(); err != nil {
		return Reading{}, err
	}
	tree, title, r, err := s.readSpooled(ctx, up.Name, file)
	if err != nil {
		return Reading{}, err
	}
	ref, err := file.Keep()
	if err != nil {
		return Reading{}, err
	}
	f := File{ID: id.New(), Hash: ref.Hash, Size: ref.Size, Name: baseName(up.Name), Media: mediaOf(up.Name)}
	v := Version{
		ID: id.New(), Docket: docket, State: Proposed, Base: up.Base, Title: title, Note: up.Note, File: f.ID, Rev: 1, Created: s.Clock(), CreatedBy: who.Account,
	}
	list := nodesOf(tree)
	r.Nodes = len(list)
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		r.Version, r.Again, err = s.propose(tx, who, v, f, list)
		return err
	})
	return r, err
}

func (up *Upload) check() error { return rule.Clean(rule.Text("note", &up.Note, LongestNote)) }

// readSpooled reads a file when there is room for it in memory.
func (s *Service) readSpooled(ctx context.Context, name string, file *blob.Spooled) (tree *outline.Tree, title string, r Reading, err error) {
	done, err := file.Room(ctx)
	if err != nil {
		return nil, "", r, err
	}
	defer done()
	data, err := file.Whole()
	if err != nil {
		return nil, "", r, err
	}
	return readTree(ctx, name, data)
}

// propose puts down a version that came as a file, unless the same was sent
// before: again, and the version is that one.
func (s *Service) propose(tx *db.Tx, who *access.Actor, v Version, f File, list []Node) (at Version, again bool, err error) {
	if err := tx.Lock("versions of " + string(v.Docket)); err != nil { // it may be sent twice at once
		return v, false, err
	}
	if v.Base, err = baseOf(tx, v); err != nil {
		return v, false, err
	}
	if at, again, err = sentBefore(tx, v, f); err != nil || again {
		return at, again, err
	}
	if err := insertFile(tx, v, f); err != nil {
		return v, false, err
	}
	if err := insertVersion(tx, v); err != nil {
		return v, false, err
	}
	if err := insertNodes(tx, v.Docket, v.ID, list); err != nil {
		return v, false, err
	}
	return v, false, ledger.Append(tx, s.entry(who, "version.propose", v, nil, &Text{Version: v, Nodes: list}, "file", f.Name, "hash", f.Hash))
}

// baseOf is the version that a new one continues: the one it names, which must be
// confirmed, else the newest there is; "" for none.
func baseOf(q db.Q, v Version) (id.ID, error) {
	if v.Base == "" {
		last, _, err := latest(q, v.Docket)
		return last.ID, err
	}
	base, err := readVersion(q, v.Docket, v.Base)
	if err != nil {
		return "", fault.Wrap(err, fault.Gone)
	}
	return base.ID, base.State.be(Confirmed)
}

// readTree reads a file as it stands when its tracked changes are accepted.
func readTree(ctx context.Context, name string, data []byte) (tree *outline.Tree, title string, r Reading, err error) {
	if convert.IsAKN(name, data) {
		doc, err := convert.Open(ctx, name, data)
		if err != nil {
			return nil, "", r, err
		}
		tree, title = doc.Tree, doc.Title
	} else {
		file, err := reader.Open(ctx, name, data)
		if err != nil {
			return nil, "", r, err
		}
		if file.Document == nil {
			return nil, "", r, fault.New(fault.NotAText, "ext", strings.ToLower(path.Ext(name)))
		}
		blocks := file.Document.Base
		if r.Tracked = file.Document.Final != nil; r.Tracked {
			blocks = file.Document.Final
		}
		r.Warnings = file.Warnings
		tree = outline.Build(prose.Body(blocks))
		title = outline.Title(tree)
	}
	clean(tree)
	if len(tree.Nodes) == 0 {
		return nil, "", r, fault.New(fault.Empty)
	}
	n := 0
	if tree.Walk(func(*outline.Node) { n++ }); n > MostNodes {
		return nil, "", r, fault.New(fault.TooLong, "max", MostNodes)
	}
	if title == "" {
		title = strings.TrimSuffix(baseName(name), path.Ext(name))
	}
	return tree, shortened(title), r, nil
}

// clean takes out of a text what no database of text can hold.
func clean(tree *outline.Tree) {
	mend := func(s string) string { return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "") }
	tree.Walk(func(n *outline.Node) { n.Label, n.Heading, n.Text = mend(n.Label), mend(n.Heading), mend(n.Text) })
}

const longestTitle = 500

func shortened(s string) string {
	if r := []rune(s); len(r) > longestTitle {
		return string(r[:longestTitle-1]) + "…"
	}
	return s
}

// baseName is a file's name without folders and without what no name holds.
func baseName(name string) string {
	name = strings.ToValidUTF8(path.Base(strings.ReplaceAll(name, "\\", "/")), "\ufffd")
	return viet.NFC(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name))
}

// media are the types of the files a version may come in.
var media = map[string]string{
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".odt":  "application/vnd.oasis.opendocument.text",
	".pdf":  "application/pdf",
	".md":   "text/markdown",
	".txt":  "text/plain",
	".html": "text/html",
	".htm":  "text/html",
	".akn":  "application/akn+xml",
	".xml":  "application/akn+xml",
}

func mediaOf(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if m, ok := media[ext]; ok {
		return m
	}
	if m := mime.TypeByExtension(ext); m != "" {
		return m
	}
	return "application/octet-stream"
}

// Accepted lists the endings of files a version may come in.
func Accepted() []string {
	return []string{".docx", ".odt", ".pdf", ".md", ".txt", ".html", ".htm", ".akn", ".xml"}
}
