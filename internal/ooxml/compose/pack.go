package compose

import (
	"bytes"
	"compress/flate"
	"io"
)

// packAt is where what was written of a part so far is packed, in bytes. The
// body of a large table is a hundred megabytes of the same few tags.
const packAt = 2 << 20

// pack packs what was written, where it is much. It is called between rows and
// blocks.
func (w *writer) pack() {
	if w.Len() < packAt {
		return
	}
	var out bytes.Buffer
	// Neither the level nor writing to memory can fail.
	z, _ := flate.NewWriter(&out, flate.BestSpeed)
	_, _ = w.Buffer.WriteTo(z)
	_ = z.Close()
	w.packed = append(w.packed, out.Bytes())
}

// unpack writes the whole part so far, as often as it is asked to.
func (w *writer) unpack(to io.Writer) error {
	for _, chunk := range w.packed {
		if _, err := io.Copy(to, flate.NewReader(bytes.NewReader(chunk))); err != nil {
			return err
		}
	}
	_, err := to.Write(w.Bytes())
	return err
}
