// Command gen makes the samples: a draft scheme, the replies of thirteen
// bodies to it in every form replies come in, the matrix filled in by two people,
// the next version, and the keys: key.json says where each comment belongs,
// key-2.json what it was answered and what became of it. All texts and bodies
// are invented. The filled matrices are made with the program itself, for they
// carry its ids: they change when collate or matrix does.
//
//	go run ./samples/gen [-out samples/de-an]
//
// Everything is made from du-thao.txt and the data in this package, and equal
// data make equal bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", "samples/de-an", "folder of the draft and its replies; files on purpose broken go beside it, to ../hong")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	files, err := samples()
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
