// Command build makes internal/web/assets/dist from the stylesheets, the
// scripts and the npm packages beside it: bundled, minified, named by their
// content, compressed, with a manifest. `make assets` runs it; nothing it
// writes is committed.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"thao/internal/web/assets"
)

func main() {
	web, err := filepath.Abs(filepath.Join("internal", "web")) // it is run at the top of the tree
	if err == nil {
		err = build(web, filepath.Join(web, "assets", "dist"))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}

// build writes dist anew. Files are made in memory first, so a failed build
// leaves the last good one where it is.
func build(web, dist string) error {
	m := &maker{manifest: assets.Manifest{Files: map[string]assets.File{}}, data: map[string][]byte{}}
	if err := m.bundle(filepath.Join(web, "assets")); err != nil {
		return err
	}
	if err := m.sprite(web); err != nil {
		return err
	}
	mark, err := os.ReadFile(filepath.Join(web, "assets", "mark.svg"))
	if err != nil {
		return err
	}
	m.put("mark.svg", hashed("mark", ".svg", mark), mark)
	text, err := json.MarshalIndent(m.manifest, "", "\t")
	if err != nil {
		return err
	}
	return m.write(dist, text)
}

// maker gathers what will lie in dist.
type maker struct {
	manifest assets.Manifest
	data     map[string][]byte // name in dist → bytes
}

// bundle runs esbuild over the entry points.
func (m *maker) bundle(dir string) error {
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     dir,
		EntryPoints:       []string{"css/thao.css", "ts/app.ts", "ts/reading.ts", "ts/draft.ts"},
		Outdir:            filepath.Join(dir, "dist"),
		EntryNames:        "[name]-[hash]",
		AssetNames:        "[name]-[hash]",
		ChunkNames:        "[name]-[hash]",
		Bundle:            true,
		Splitting:         true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		Drop:              api.DropConsole, // the annotation library logs
		Loader:            map[string]api.Loader{".woff2": api.LoaderFile, ".woff": api.LoaderEmpty},
		Metafile:          true,
		LogLevel:          api.LogLevelWarning,
	})
	if len(result.Errors) > 0 {
		return fmt.Errorf("esbuild: %s", result.Errors[0].Text)
	}
	entries, err := entryPoints(result.Metafile)
	if err != nil {
		return err
	}
	for _, f := range result.OutputFiles {
		name := filepath.Base(f.Path)
		logical := name
		if entry, ok := entries[name]; ok {
			logical = strings.TrimSuffix(filepath.Base(entry), filepath.Ext(entry)) + filepath.Ext(name)
		}
		m.put(logical, name, f.Contents)
	}
	return nil
}

// entryPoints reads esbuild's metafile: name in dist → source it was made of.
func entryPoints(metafile string) (map[string]string, error) {
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string `json:"entryPoint"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, err
	}
	entries := map[string]string{}
	for path, out := range meta.Outputs {
		if out.EntryPoint != "" {
			entries[filepath.Base(path)] = out.EntryPoint
		}
	}
	return entries, nil
}
