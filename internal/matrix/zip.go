package matrix

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// parcel packs a workbook. It mends two ways of the library: rows keep the
// heights they were given and yet grow when a person writes an answer in them,
// and the parts stand in one order, so that equal matrices make equal files.
// A part is packed as it is written: unpacked, the sheets of a large matrix are
// twenty times as long.
type parcel struct {
	w     io.Writer
	parts []*part // the last one may still be written
}

type part struct {
	zip.FileHeader
	packed  bytes.Buffer
	deflate *flate.Writer
	crc     hash.Hash32
	sheet   bool
	held    []byte // of a sheet: an end that fixedHeight may begin with
}

func newParcel(w io.Writer) excelize.ZipWriter { return &parcel{w: w} }

// As archive/zip packs, and the version of the format that knows it (APPNOTE 4.4.3.2).
const (
	flateLevel = 5
	deflated   = 20
)

// Create takes a part; it ends where the next begins, and is written when the
// parcel is closed.
func (p *parcel) Create(name string) (io.Writer, error) {
	if err := p.end(); err != nil {
		return nil, err
	}
	part := &part{
		FileHeader: zip.FileHeader{Name: name, Method: zip.Deflate, CreatorVersion: deflated, ReaderVersion: deflated},
		crc:        crc32.NewIEEE(), sheet: strings.HasPrefix(name, "xl/worksheets/"),
	}
	var err error
	part.deflate, err = flate.NewWriter(&part.packed, flateLevel)
	p.parts = append(p.parts, part)
	return part, err
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
		w, err := p.Create(name)
		if err != nil {
			return err
		}
		_, err = w.Write(content)
		return err
	})
}

func (p *parcel) end() error {
	if len(p.parts) == 0 {
		return nil
	}
	return p.parts[len(p.parts)-1].end()
}

// Close writes the archive, the list of content types first as packages have it.
func (p *parcel) Close() error {
	if err := p.end(); err != nil {
		return err
	}
	slices.SortFunc(p.parts, func(x, y *part) int { return strings.Compare(x.Name, y.Name) })
	z := zip.NewWriter(p.w)
	for _, part := range p.parts {
		w, err := z.CreateRaw(&part.FileHeader)
		if err != nil {
			return err
		}
		if _, err := part.packed.WriteTo(w); err != nil {
			return err
		}
	}
	return z.Close()
}

// fixedHeight says in a sheet that a person chose the height of a row; such a
// row never grows. The library says it of every row that has a height. Text
// cannot hold these bytes: in it, quotation marks are written as references.
var fixedHeight = []byte(` customHeight="1"`)

func (p *part) Write(b []byte) (int, error) {
	if !p.sheet {
		return len(b), p.pack(b)
	}
	all := bytes.ReplaceAll(append(p.held, b...), fixedHeight, nil)
	keep := begun(all, fixedHeight)
	p.held = bytes.Clone(all[len(all)-keep:])
	return len(b), p.pack(all[:len(all)-keep])
}

// begun is how much of the end of b the whole of what is looked for may begin with.
func begun(b, looked []byte) int {
	for n := min(len(b), len(looked)-1); n > 0; n-- {
		if bytes.HasSuffix(b, looked[:n]) {
			return n
		}
	}
	return 0
}

func (p *part) pack(b []byte) error {
	p.UncompressedSize64 += uint64(len(b))
	p.crc.Write(b)
	_, err := p.deflate.Write(b)
	return err
}

func (p *part) end() error {
	if p.deflate == nil {
		return nil
	}
	err := p.pack(p.held)
	if err == nil {
		err = p.deflate.Close()
	}
	p.held, p.deflate = nil, nil
	p.CRC32, p.CompressedSize64 = p.crc.Sum32(), uint64(p.packed.Len())
	return err
}
