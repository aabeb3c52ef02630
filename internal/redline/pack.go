package redline

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/beevik/etree"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"thao/internal/archive"
	"thao/internal/fault"
	"thao/internal/ooxml"
	"thao/internal/ooxml/xmlscan"
)

// pack is a Word package whose parts are opened as trees when asked for. What
// is never opened, or opened and not marked changed, is written as it came.
type pack struct {
	archive *archive.Archive
	data    []byte
	main    *part
	parts   map[string]*part  // by name
	rels    map[string]*links // by the name of the part they belong to
	types   *part             // [Content_Types].xml
	added   []string          // names of parts the package did not have
	raw     map[string][]byte // content of those that are not trees
	sums    map[string]string // of parts that were compared by their bytes
}

// part is an XML part.
type part struct {
	name    string
	doc     *etree.Document
	root    *etree.Element
	changed bool
}

// openPack reads a package. What must be refused is refused by ooxml.Read,
// with its errors.
func openPack(ctx context.Context, data []byte) (*pack, error) {
	if _, err := ooxml.Read(ctx, data); err != nil {
		return nil, err
	}
	a, err := archive.Open(data)
	if err != nil {
		return nil, err
	}
	p := &pack{
		archive: a, data: data,
		parts: map[string]*part{}, rels: map[string]*links{}, raw: map[string][]byte{}, sums: map[string]string{},
	}
	if p.types, err = p.open("[Content_Types].xml"); err != nil {
		return nil, err
	}
	name, err := p.mainName()
	if err != nil {
		return nil, err
	}
	p.main, err = p.open(name)
	return p, err
}

// openAccepted opens a package with the tracked changes in its text accepted.
func openAccepted(ctx context.Context, data []byte) (*pack, error) {
	p, err := openPack(ctx, data)
	if err == nil {
		acceptAll(p.main)
	}
	return p, err
}

// mainName finds the document through the package's relationships, or by its
// content type where those are missing.
func (p *pack) mainName() (string, error) {
	l, err := p.linksOf("")
	if err != nil {
		return "", err
	}
	for _, r := range l.all() {
		if path.Base(r.kind) == "officeDocument" && !r.external && p.archive.Has(r.target) {
			return p.spelled(r.target), nil
		}
	}
	for _, name := range p.archive.Names() {
		if strings.HasSuffix(p.typeOf(name), "wordprocessingml.document.main+xml") {
			return name, nil
		}
	}
	return "", fault.New(fault.Damaged, "part", "_rels/.rels")
}

// spelled is a part's name as the package spells it: references may differ
// from it in case.
func (p *pack) spelled(name string) string {
	for _, n := range p.archive.Names() {
		if strings.EqualFold(n, name) {
			return n
		}
	}
	return name
}

// open parses a part, once.
func (p *pack) open(name string) (*part, error) {
	if opened := p.parts[name]; opened != nil {
		return opened, nil
	}
	data, err := p.archive.Read(name)
	if err != nil {
		return nil, err
	}
	made, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	p.parts[name] = made
	return made, nil
}

func parse(name string, data []byte) (*part, error) {
	data, err := utf8Text(data)
	if err != nil {
		return nil, fault.Wrap(err, fault.Damaged, "part", name)
	}
	doc := etree.NewDocument()
	doc.ReadSettings.MaxDepth = xmlscan.MaxDepth
	doc.WriteSettings.CanonicalText = true // or a carriage return is lost on the next reading
	doc.WriteSettings.CanonicalAttrVal = true
	if err := doc.ReadFromBytes(data); err != nil {
		return nil, fault.Wrap(err, fault.Damaged, "part", name)
	}
	root := doc.Root()
	if root == nil {
		return nil, fault.Wrap(errors.New("no element"), fault.Damaged, "part", name)
	}
	usePrefixes(root)
	return &part{name: name, doc: doc, root: root}, nil
}

// utf8Text converts a part in UTF-16, and drops a byte order mark and the name
// of an encoding that is no longer true.
func utf8Text(data []byte) ([]byte, error) {
	var order unicode.Endianness
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return data[3:], nil
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("<\x00")):
		order = unicode.LittleEndian
	case bytes.HasPrefix(data, []byte("\xFE\xFF")), bytes.HasPrefix(data, []byte("\x00<")):
		order = unicode.BigEndian
	default:
		return data, nil
	}
	out, _, err := transform.Bytes(unicode.UTF16(order, unicode.UseBOM).NewDecoder(), data)
	if err != nil {
		out, _, err = transform.Bytes(unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder(), data)
	}
	if end := bytes.Index(out, []byte("?>")); bytes.HasPrefix(out, []byte("<?xml")) && end > 0 {
		out = append([]byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`), out[end+2:]...)
	}
	return out, err
}

// newPart adds an XML part to the package.
func (p *pack) newPart(name, contentType, content string) *part {
	made, err := parse(name, []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+content))
	if err != nil {
		panic(err) // content is ours
	}
	made.changed = true
	p.parts[name] = made
	p.added = append(p.added, name)
	p.setType(name, contentType)
	return made
}

// addRaw adds a part that is taken over as it is, under a name not yet used.
func (p *pack) addRaw(like, contentType string, content []byte) string {
	name := p.freeName(like)
	p.raw[name] = content
	p.added = append(p.added, name)
	p.setType(name, contentType)
	return name
}

// freeName is like, or the name nearest to it that no part has.
func (p *pack) freeName(like string) string {
	ext := path.Ext(like)
	stem := strings.TrimSuffix(like, ext)
	for i := 0; ; i++ {
		name := like
		if i > 0 {
			name = stem + "-old" + strconv.Itoa(i) + ext
		}
		taken := p.archive.Has(name) || slices.ContainsFunc(p.added, func(n string) bool { return strings.EqualFold(n, name) })
		if !taken {
			return name
		}
	}
}

// write writes the package: entries in their order, those not changed with
// their packed bytes as they are, then the parts added.
func (p *pack) write(w io.Writer) error {
	old, err := zip.NewReader(bytes.NewReader(p.data), int64(len(p.data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return fault.Wrap(err, fault.Damaged, "part", "ZIP")
	}
	out := zip.NewWriter(w)
	for _, f := range old.File {
		if changed := p.parts[f.Name]; changed != nil && changed.changed {
			err = writeEntry(out, zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified}, changed.doc)
		} else {
			err = out.Copy(f)
		}
		if err != nil {
			return err
		}
	}
	for _, name := range p.added {
		head := zip.FileHeader{Name: name, Method: zip.Deflate}
		if made := p.parts[name]; made != nil {
			err = writeEntry(out, head, made.doc)
		} else {
			err = writeEntry(out, head, bytes.NewReader(p.raw[name]))
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

func writeEntry(out *zip.Writer, head zip.FileHeader, content io.WriterTo) error {
	w, err := out.CreateHeader(&head)
	if err != nil {
		return err
	}
	_, err = content.WriteTo(w)
	return err
}
