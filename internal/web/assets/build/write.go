package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"

	"thao/internal/web/assets"
)

// put adds a file to dist, with compressed twins where they are smaller.
func (m *maker) put(logical, name string, data []byte) {
	sum := sha256.Sum256(data)
	f := assets.File{Name: name, ETag: hex.EncodeToString(sum[:12]), Size: len(data)}
	m.data[name] = data
	if !strings.HasSuffix(name, ".woff2") { // woff2 is brotli already
		if small := brotlied(data); len(small) < len(data)*9/10 {
			m.data[name+".br"], f.Brotli = small, true
		}
		if small := gzipped(data); len(small) < len(data)*9/10 {
			m.data[name+".gz"], f.Gzip = small, true
		}
	}
	m.manifest.Files[logical] = f
}

func brotlied(data []byte) []byte {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotli.BestCompression)
	_, _ = w.Write(data) // a bytes.Buffer does not fail
	_ = w.Close()
	return out.Bytes()
}

func gzipped(data []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = w.Write(data)
	_ = w.Close()
	return out.Bytes()
}

// write replaces what lies in dist. The manifest comes last: a build that was
// cut short is seen as no build.
func (m *maker) write(dist string, manifest []byte) error {
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	old, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	_ = os.Remove(filepath.Join(dist, assets.ManifestName))
	for _, f := range old {
		if f.Name() == ".gitkeep" || m.data[f.Name()] != nil {
			continue
		}
		if err := os.Remove(filepath.Join(dist, f.Name())); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	for name, data := range m.data {
		if err := os.WriteFile(filepath.Join(dist, name), data, 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dist, assets.ManifestName), append(manifest, '\n'), 0o644)
}
