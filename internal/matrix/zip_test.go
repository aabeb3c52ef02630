package matrix

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
)

// However a sheet is written, in whatever pieces, each height that says it was
// chosen by a person stops saying so, and nothing else changes.
func TestAPartIsPackedAsItComes(t *testing.T) {
	const sheet, other = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
	text := []byte(`<row r="1" ht="30" customHeight="1"><c> customHeight=</c></row><row customHeight="1" customHeight="1"/> customHeigh`)
	for size := 1; size <= len(text); size++ {
		var out bytes.Buffer
		p := newParcel(&out)
		for _, name := range []string{sheet, other} {
			w, err := p.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			for rest := text; len(rest) > 0; {
				n, err := w.Write(rest[:min(size, len(rest))])
				if err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatal(err)
		}
		if z.File[0].Name != other {
			t.Errorf("the first part is %s", z.File[0].Name)
		}
		for _, f := range z.File {
			if f.ReaderVersion != 20 {
				t.Errorf("%s asks for version %d of the format", f.Name, f.ReaderVersion)
			}
		}
		for name, want := range map[string][]byte{other: text, sheet: bytes.ReplaceAll(text, fixedHeight, nil)} {
			f, err := z.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, want) {
				t.Fatalf("in pieces of %d, %s is %s, %v", size, name, got, err)
			}
		}
	}
}
