package archive

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"

	"thao/internal/fault"
)

var compoundSignature = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// isCompound recognises an OLE compound file ([MS-CFB] 2.2): a legacy office
// file, or the envelope around an encrypted package.
func isCompound(data []byte) bool { return bytes.HasPrefix(data, compoundSignature) }

// compoundFault says what the compound file is by the streams in it.
func compoundFault(data []byte) error {
	ext := "ole"
	for name := range streamNames(data) {
		switch name {
		case "EncryptedPackage": // [MS-OFFCRYPTO] 2.3.4.4
			return fault.New(fault.Encrypted)
		case "WordDocument":
			ext = "doc"
		case "Workbook", "Book":
			ext = "xls"
		case "PowerPoint Document":
			ext = "ppt"
		}
	}
	return fault.New(fault.UnknownFormat, "ext", ext)
}

// streamNames yields the names in the directory. Directory entries are 128
// bytes long and sectors a multiple of that ([MS-CFB] 2.6), so looking at
// every multiple of 128 finds them all without trusting the sector chains of
// a file that may be damaged.
func streamNames(data []byte) func(yield func(string) bool) {
	const entry, lengthAt, kindAt = 128, 64, 66
	return func(yield func(string) bool) {
		for at := 512; at+entry <= len(data); at += entry {
			length := int(binary.LittleEndian.Uint16(data[at+lengthAt:])) // bytes, with the closing NUL
			kind := data[at+kindAt]                                       // 1 storage, 2 stream, 5 root
			if length < 4 || length > 64 || length%2 != 0 || kind != 2 {
				continue
			}
			units := make([]uint16, length/2-1)
			for i := range units {
				units[i] = binary.LittleEndian.Uint16(data[at+2*i:])
			}
			if !yield(string(utf16.Decode(units))) {
				return
			}
		}
	}
}
