package archive

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"thao/internal/fault"
)

type entry struct {
	name, content string
	method        uint16
	flags         uint16
}

func pack(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range entries {
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: e.method, Flags: e.flags})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, e.content)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// deflated is content as a ZIP file holds it.
func deflated(t testing.TB, content []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(content)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// declaring packs copies of one deflated part whose headers declare a size,
// true or not.
func declaring(t testing.TB, content []byte, size uint64, copies int) []byte {
	t.Helper()
	packed := deflated(t, content)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := range copies {
		w, err := z.CreateRaw(&zip.FileHeader{
			Name: fmt.Sprint(i), Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(content),
			CompressedSize64: uint64(len(packed)), UncompressedSize64: size,
		})
		if err != nil {
			t.Fatal(err)
		}
		w.Write(packed)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func lying(t testing.TB, content string, size uint64) []byte {
	return declaring(t, []byte(content), size, 1)
}

// compound is an OLE file with one directory sector naming streams.
func compound(names ...string) []byte {
	data := make([]byte, 512)
	copy(data, compoundSignature)
	for _, name := range names {
		e := make([]byte, 128)
		units := utf16.Encode([]rune(name))
		for i, u := range units {
			binary.LittleEndian.PutUint16(e[2*i:], u)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(units)+2))
		e[66] = 2
		data = append(data, e...)
	}
	return data
}

// all opens and reads everything; the first fault is returned.
func all(data []byte) error {
	a, err := Open(data)
	if err != nil {
		return err
	}
	for _, name := range a.Names() {
		if _, err := a.Read(name); err != nil {
			return err
		}
	}
	return nil
}

func TestRead(t *testing.T) {
	a, err := Open(pack(t, entry{name: "word/"}, entry{"word/document.xml", "nội dung", zip.Deflate, 0}, entry{"b", "x", zip.Store, 0}))
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(a.Names()); got != "[word/document.xml b]" {
		t.Errorf("names %s", got)
	}
	for _, name := range []string{"word/document.xml", "/word/document.xml", "WORD/Document.XML"} {
		if got, err := a.Read(name); err != nil || string(got) != "nội dung" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if a.Has("word/") || a.Has("c") || !a.Has("B") {
		t.Error("Has is wrong")
	}
	if _, err := a.Read("c"); fault.CodeOf(err) != fault.Damaged {
		t.Errorf("a part that is not there: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	many := make([]entry, MaxParts+1)
	for i := range many {
		many[i].name = fmt.Sprint(i)
	}
	zeros := strings.Repeat("\x00", 8<<20)
	good := pack(t, entry{"a", strings.Repeat("abc", 1000), zip.Deflate, 0})
	flipped := bytes.Clone(good)
	flipped[45] ^= 0xFF
	for name, c := range map[string]struct {
		data []byte
		want fault.Code
	}{
		"nothing":             {nil, fault.Empty},
		"text":                {[]byte("chỉ là chữ"), fault.NotZip},
		"PDF":                 {[]byte("%PDF-1.7"), fault.NotZip},
		"truncated":           {good[:len(good)/2], fault.Damaged},
		"bit flipped":         {flipped, fault.Damaged},
		"encrypted package":   {compound("EncryptionInfo", "EncryptedPackage"), fault.Encrypted},
		"legacy document":     {compound("WordDocument"), fault.UnknownFormat},
		"too many parts":      {pack(t, many...), fault.TooManyParts},
		"same name":           {pack(t, entry{name: "a"}, entry{name: "a"}), fault.DuplicateName},
		"same name, case":     {pack(t, entry{name: "a/B"}, entry{name: "A/b"}), fault.DuplicateName},
		"climbing":            {pack(t, entry{name: "../a"}), fault.BadPath},
		"climbing within":     {pack(t, entry{name: "a/../b"}), fault.BadPath},
		"absolute":            {pack(t, entry{name: "/a"}), fault.BadPath},
		"drive":               {pack(t, entry{name: "C:a"}), fault.BadPath},
		"backslash":           {pack(t, entry{name: `a\b`}), fault.BadPath},
		"control character":   {pack(t, entry{name: "a\nb"}), fault.BadPath},
		"folder climbing":     {pack(t, entry{name: "../"}), fault.BadPath},
		"encrypted part":      {pack(t, entry{name: "a", flags: 1}), fault.Encrypted},
		"ratio":               {pack(t, entry{"a", zeros, zip.Deflate, 0}), fault.Ratio},
		"ratio hidden":        {lying(t, zeros, 100), fault.Ratio},
		"size too small":      {lying(t, "abcdef", 3), fault.Damaged},
		"size too large":      {lying(t, "abcdef", 60), fault.Damaged},
		"part declared huge":  {lying(t, "abcdef", MaxPart+1), fault.PartTooLarge},
		"unknown compression": {unknownMethod(t), fault.Damaged},
	} {
		if err := all(c.data); fault.CodeOf(err) != c.want || err == nil {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}

func unknownMethod(t testing.TB) []byte {
	data := pack(t, entry{"a", "x", zip.Store, 0})
	at := bytes.Index(data, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint16(data[at+10:], 12) // bzip2
	return data
}

// TestPackageBound: parts each within the bounds, together over them.
func TestPackageBound(t *testing.T) {
	noise := make([]byte, 4<<20)
	state := uint32(1)
	for i := range noise {
		if i%8 == 0 { // compresses well, but under the ratio
			state = state*1664525 + 1013904223
		}
		noise[i] = byte(state >> 24)
	}
	copies := MaxPackage/len(noise) + 1
	honest := declaring(t, noise, uint64(len(noise)), copies)
	if _, err := Open(honest); !errors.Is(err, fault.New(fault.TooLarge)) {
		t.Errorf("honest sizes: got %v", err)
	}
}

// TestReadTwice: a part counts once against the bound of the package.
func TestReadTwice(t *testing.T) {
	a, err := Open(pack(t, entry{"a", "abc", zip.Store, 0}))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := a.Read("a"); err != nil || a.unpacked != 3 {
			t.Fatal(a.unpacked, err)
		}
	}
}

// TestOverlap: two directory entries over the same bytes.
func TestOverlap(t *testing.T) {
	data := pack(t, entry{"a", strings.Repeat("x", 3000), zip.Store, 0}, entry{"b", "", zip.Store, 0})
	first := bytes.Index(data, []byte("PK\x01\x02"))
	second := first + 4 + bytes.Index(data[first+4:], []byte("PK\x01\x02"))
	copy(data[second+16:second+28], data[first+16:first+28]) // sizes and checksum
	copy(data[second+42:second+46], data[first+42:first+46]) // place
	if err := all(data); fault.CodeOf(err) != fault.Damaged {
		t.Errorf("got %v", err)
	}
}

// FuzzOpen: whatever the bytes, Open and Read end within the bounds and fail
// only with faults.
func FuzzOpen(f *testing.F) {
	f.Add(pack(f, entry{"a", "x", zip.Store, 0}, entry{"b/c", strings.Repeat("y", 500), zip.Deflate, 0}))
	f.Add(compound("WordDocument"))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Open(data)
		if err != nil {
			if fault.CodeOf(err) == fault.Internal {
				t.Errorf("not a fault: %v", err)
			}
			return
		}
		total := 0
		for _, name := range a.Names() {
			if !safeName(name) {
				t.Errorf("name %q was let in", name)
			}
			content, err := a.Read(name)
			if err != nil && fault.CodeOf(err) == fault.Internal {
				t.Errorf("not a fault: %v", err)
			}
			total += len(content)
		}
		if total > MaxPackage {
			t.Errorf("unpacked %d bytes", total)
		}
	})
}
