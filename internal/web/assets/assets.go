// Package assets serves what the browser loads beside the pages: the
// stylesheet, the scripts, fonts and icons. They are made by `make assets` (the
// program in build/) from npm packages, lie in dist/, which is not committed,
// and travel inside the binary.
//
// A page names a file by its logical name, URL("app.js"); the address carries
// a hash of the content, so browsers keep it for ever.
package assets

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
)

// Prefix is where the files are served.
const Prefix = "/assets/"

// ManifestName is the file in dist that lists the others; it is written last.
const ManifestName = "manifest.json"

//go:embed all:dist
var embedded embed.FS

// Manifest says what a build made.
type Manifest struct {
	Files map[string]File `json:"files"` // by logical name, "thao.css"
	Icons []string        `json:"icons"` // the names in icons.svg, in order
}

// File is one file of dist.
type File struct {
	Name   string `json:"name"` // with its hash: "thao-X3ZQ.css"
	ETag   string `json:"etag"` // a hash of the content, without quotes
	Size   int    `json:"size"` // in bytes, uncompressed
	Brotli bool   `json:"brotli,omitempty"`
	Gzip   bool   `json:"gzip,omitempty"`
}

// ErrNotBuilt says that the binary was made without its assets.
var ErrNotBuilt = errors.New("the site's assets were not built: run `make assets`, then build again")

var built = sync.OnceValues(func() (*Set, error) {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		return &Set{}, err
	}
	return Open(dist)
})

// Set is a folder of built files.
type Set struct {
	dist     fs.FS
	manifest Manifest
	byName   map[string]File
}

// Open reads the manifest of a folder of built files.
func Open(dist fs.FS) (*Set, error) {
	s := &Set{dist: dist, byName: map[string]File{}}
	data, err := fs.ReadFile(dist, ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return s, ErrNotBuilt
	}
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(data, &s.manifest); err != nil {
		return s, fmt.Errorf("%s: %w", ManifestName, err)
	}
	for _, f := range s.manifest.Files {
		s.byName[f.Name] = f
	}
	return s, nil
}

// Built is nil when the binary carries its assets. A server asks at start.
func Built() error {
	_, err := built()
	return err
}

// URL is the address of a file by its logical name: URL("app.js"). A name that
// was not built keeps its plain address, which answers 404.
func URL(name string) string {
	s, _ := built()
	return s.URL(name)
}

// URL is the address of a file of the set by its logical name.
func (s *Set) URL(name string) string {
	if f, ok := s.manifest.Files[name]; ok {
		return Prefix + f.Name
	}
	return Prefix + name
}

// IconURL is the address of an icon in the sprite.
func IconURL(name string) string { return URL("icons.svg") + "#" + name }

// HasIcon reports whether the sprite was built with the icon.
func HasIcon(name string) bool {
	s, _ := built()
	return slices.Contains(s.manifest.Icons, name)
}
