package matrix

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// parcel packs a workbook. It mends two ways of the library: rows keep the
// heights they were given and yet grow when a person writes an answer in them,
// and the parts stand in one order, so that equal matrices make equal files.
type parcel struct {
	w     io.Writer
	parts []*part
}

type part struct {
	name string
	bytes.Buffer
}

func newParcel(w io.Writer) excelize.ZipWriter { return &parcel{w: w} }

// Create takes a part; it is written when the parcel is closed.
func (p *parcel) Create(name string) (io.Writer, error) {
	part := &part{name: name}
	p.parts = append(p.parts, part)
	return part, nil
}

// AddFS takes all files of a file system.
func (p *parcel) AddFS(fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		p.parts = append(p.parts, &part{name: name, Buffer: *bytes.NewBuffer(content)})
		return nil
	})
}

// Close writes the archive, the list of content types first as packages have it.
func (p *parcel) Close() error {
	slices.SortFunc(p.parts, func(x, y *part) int { return strings.Compare(x.name, y.name) })
	z := zip.NewWriter(p.w)
	for _, part := range p.parts {
		w, err := z.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := w.Write(part.content()); err != nil {
			return err
		}
	}
	return z.Close()
}

// fixedHeight says in a sheet that a person chose the height of a row; such a
// row never grows. The library says it of every row that has a height. Text
// cannot hold these bytes: in it, quotation marks are written as references.
var fixedHeight = []byte(` customHeight="1"`)

func (p *part) content() []byte {
	if strings.HasPrefix(p.name, "xl/worksheets/") {
		return bytes.ReplaceAll(p.Bytes(), fixedHeight, nil)
	}
	return p.Bytes()
}
