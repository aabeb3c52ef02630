package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// An icon is used where a view writes @Icon("bell"), @ui.Icon("bell") or fills
// a field Icon: "bell".
var iconUsed = regexp.MustCompile(`\bIcon(?:\(|:\s*)"([a-z0-9-]+)"`)

// drawn are the strokes of a Tabler outline icon, without its empty frame.
var drawn = regexp.MustCompile(`<(?:path|circle|rect|line) (?:[^>]*)/>`)

// sprite makes one SVG of all icons the pages use.
func (m *maker) sprite(web string) error {
	names, err := usedIcons(web)
	if err != nil {
		return err
	}
	var out strings.Builder
	out.WriteString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	for _, name := range names {
		path := filepath.Join(web, "assets", "node_modules", "@tabler", "icons", "icons", "outline", name+".svg")
		svg, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("there is no icon %q (see tabler.io/icons): %w", name, err)
		}
		fmt.Fprintf(&out, `<symbol id="%s" viewBox="0 0 24 24">`, name)
		for _, stroke := range drawn.FindAllString(string(svg), -1) {
			if !strings.Contains(stroke, `stroke="none"`) {
				out.WriteString(stroke)
			}
		}
		out.WriteString(`</symbol>`)
	}
	out.WriteString(`</svg>`)
	data := []byte(out.String())
	m.manifest.Icons = names
	m.put("icons.svg", hashed("icons", ".svg", data), data)
	return nil
}

// hashed names a file by its content, as esbuild does.
func hashed(name, ext string, data []byte) string {
	sum := sha256.Sum256(data)
	return name + "-" + strings.ToUpper(hex.EncodeToString(sum[:4])) + ext
}

// usedIcons lists the names of icons in the views, in order.
func usedIcons(web string) ([]string, error) {
	found := map[string]bool{}
	err := filepath.WalkDir(web, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "dist"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".templ") && !strings.HasSuffix(path, ".go"):
			return nil
		case strings.HasSuffix(path, "_templ.go") || strings.Contains(filepath.ToSlash(path), "/assets/"):
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range iconUsed.FindAllSubmatch(text, -1) {
			found[string(m[1])] = true
		}
		return err
	})
	return slices.Sorted(maps.Keys(found)), err
}
