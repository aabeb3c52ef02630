// Package archive opens ZIP packages (.docx, .xlsx, .odt) that may be hostile.
//
// Nothing in the archive is believed. Names are checked before the first part
// is read, declared sizes only serve to refuse early, and what a part really
// unpacks to is counted byte by byte. Parts are unpacked one at a time, on
// demand, into memory; nothing is ever written to disk.
package archive

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"strings"

	"thao/internal/fault"
)

// The bounds a package must keep. A text file needs none of these near.
const (
	MaxParts   = 4096
	MaxPart    = 64 << 20  // bytes of one part, unpacked
	MaxPackage = 256 << 20 // bytes of all parts together, unpacked
	MaxRatio   = 200       // unpacked : packed, of one part

	// ratioFloor exempts small parts from MaxRatio. A ratio is suspicious for
	// what it unpacks to, and MaxPackage bounds the sum of small parts as of
	// all others; while an honest table of some thousand empty rows, or a
	// blank bitmap of a seal, does compress by 300 : 1.
	ratioFloor = 1 << 20
)

// Archive is an opened package. It is not safe for concurrent use: reading
// counts against one common bound.
type Archive struct {
	size     int64
	names    []string
	parts    map[string]*part // by folded name
	unpacked int64            // bytes of all parts read so far, each counted once
}

type part struct {
	file    *zip.File
	counted bool // its bytes are in Archive.unpacked
}

// Open reads the directory of a ZIP package and checks it. Errors are
// *fault.Error: Empty, NotZip, Damaged, Encrypted, UnknownFormat (an OLE
// file that is not an encrypted package: {ext} is doc, xls, ppt or ole),
// TooManyParts, PartTooLarge, TooLarge, Ratio, DuplicateName, BadPath.
func Open(data []byte) (*Archive, error) {
	if err := checkSignature(data); err != nil {
		return nil, err
	}
	return open(bytes.NewReader(data), int64(len(data)))
}

// OpenAt is Open for a package that lies on a disk and is not held in memory. A
// legacy office file is NotZip.
func OpenAt(r io.ReaderAt, size int64) (*Archive, error) {
	head := make([]byte, 4)
	if n, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, fault.Wrap(err, fault.Unreadable, "reason", err.Error())
	} else if err := checkSignature(head[:n]); err != nil {
		return nil, err
	}
	return open(r, size)
}

func open(r io.ReaderAt, size int64) (*Archive, error) {
	directory, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fault.Wrap(err, fault.Damaged, "part", "ZIP")
	}
	if len(directory.File) > MaxParts {
		return nil, fault.New(fault.TooManyParts, "max", MaxParts)
	}
	a := &Archive{size: size, parts: make(map[string]*part, len(directory.File))}
	for _, f := range directory.File {
		if err := a.admit(f); err != nil {
			return nil, err
		}
	}
	if err := a.checkDeclared(); err != nil {
		return nil, err
	}
	return a, nil
}

// checkSignature tells ZIP from what is mistaken for it.
func checkSignature(data []byte) error {
	switch {
	case len(data) == 0:
		return fault.New(fault.Empty)
	case isCompound(data):
		return compoundFault(data)
	case !bytes.HasPrefix(data, []byte("PK\x03\x04")) && !bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return fault.New(fault.NotZip)
	}
	return nil
}

// admit checks one directory entry and files it under its folded name.
func (a *Archive) admit(f *zip.File) error {
	if !safeName(f.Name) {
		return fault.New(fault.BadPath, "part", printable(f.Name))
	}
	if strings.HasSuffix(f.Name, "/") {
		return nil // a folder: no part
	}
	if f.Flags&0x1 != 0 || f.Method == 99 { // 99: AES, as WinZip writes it
		return fault.New(fault.Encrypted, "part", printable(f.Name))
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return fault.Wrap(zip.ErrAlgorithm, fault.Damaged, "part", printable(f.Name))
	}
	key := fold(f.Name)
	if _, taken := a.parts[key]; taken {
		return fault.New(fault.DuplicateName, "part", printable(f.Name))
	}
	a.parts[key] = &part{file: f}
	a.names = append(a.names, f.Name)
	return nil
}

// checkDeclared refuses what the directory itself admits to, before anything
// is unpacked. Packed sizes that add up to more than the file mean entries
// that share bytes, the trick of the overlapping bombs.
func (a *Archive) checkDeclared() error {
	var packed, unpacked uint64
	for _, name := range a.names {
		f := a.parts[fold(name)].file
		if f.CompressedSize64 > uint64(a.size) {
			return fault.New(fault.Damaged, "part", printable(name))
		}
		if err := checkPart(name, f.UncompressedSize64, f.CompressedSize64); err != nil {
			return err
		}
		packed += f.CompressedSize64
		unpacked += f.UncompressedSize64
	}
	if unpacked > MaxPackage {
		return fault.New(fault.TooLarge, "max", MaxPackage>>20)
	}
	if packed > uint64(a.size) {
		return fault.New(fault.Damaged, "part", "ZIP")
	}
	return nil
}

func checkPart(name string, unpacked, packed uint64) error {
	if unpacked > MaxPart {
		return fault.New(fault.PartTooLarge, "part", printable(name), "max", MaxPart>>20)
	}
	if unpacked > ratioFloor && unpacked/MaxRatio > packed {
		return fault.New(fault.Ratio, "part", printable(name), "max", MaxRatio)
	}
	return nil
}

// Names lists the parts in the order of the directory, folders left out. The
// caller must not change the slice.
func (a *Archive) Names() []string { return a.names }

// Has says whether there is a part of that name. Part names do not
// distinguish case (ECMA-376 part 2, 6.2.2.3); a leading "/" is ignored.
func (a *Archive) Has(name string) bool {
	_, ok := a.parts[fold(name)]
	return ok
}

// Declared is what a part unpacks to by the directory; 0 where it is not there.
func (a *Archive) Declared(name string) int64 {
	p, ok := a.parts[fold(name)]
	if !ok {
		return 0
	}
	return int64(p.file.UncompressedSize64) // at most MaxPart: Open has checked
}

// Read unpacks one part. A part that is not there, or whose bytes do not
// match their checksum or length, is Damaged with {part}.
func (a *Archive) Read(name string) ([]byte, error) {
	p, ok := a.parts[fold(name)]
	if !ok {
		return nil, fault.New(fault.Damaged, "part", printable(name))
	}
	content, err := a.unpack(p.file)
	if err != nil {
		return nil, err
	}
	if !p.counted {
		p.counted = true
		a.unpacked += int64(len(content))
	}
	if a.unpacked > MaxPackage {
		return nil, fault.New(fault.TooLarge, "max", MaxPackage>>20)
	}
	return content, nil
}

// unpack inflates one part, stopping at the bounds whatever was declared. It
// reads the raw bytes itself so that the length counted is the real one, and
// not the one at which the library stops believing.
func (a *Archive) unpack(f *zip.File) ([]byte, error) {
	damaged := func(cause error) error {
		return fault.Wrap(cause, fault.Damaged, "part", printable(f.Name))
	}
	raw, err := f.OpenRaw()
	if err != nil {
		return nil, damaged(err)
	}
	limit := partLimit(f.CompressedSize64)
	content := bytes.NewBuffer(make([]byte, 0, min(f.UncompressedSize64, limit)+bytes.MinRead))
	if f.Method == zip.Deflate {
		inflater := flate.NewReader(raw)
		defer inflater.Close()
		raw = inflater
	}
	if _, err := content.ReadFrom(io.LimitReader(raw, int64(limit)+1)); err != nil {
		return nil, damaged(err)
	}
	size := uint64(content.Len())
	if err := checkPart(f.Name, size, f.CompressedSize64); err != nil {
		return nil, err
	}
	if size != f.UncompressedSize64 {
		return nil, damaged(io.ErrUnexpectedEOF)
	}
	if crc32.ChecksumIEEE(content.Bytes()) != f.CRC32 {
		return nil, damaged(zip.ErrChecksum)
	}
	return content.Bytes(), nil
}

// partLimit is how many bytes may be unpacked from so many packed ones.
func partLimit(packed uint64) uint64 {
	return min(MaxPart, max(ratioFloor, (packed+1)*MaxRatio))
}
