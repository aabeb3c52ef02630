package ooxml

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestQuick(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/docx/*/*.do*")
	f2, _ := filepath.Glob("../../../shared/corpus/docx/docxodus/RP/*.docx")
	f3, _ := filepath.Glob("../../../shared/corpus/hostile/*")
	f4, _ := filepath.Glob("../../../shared/corpus/vi/docx/*")
	for _, f := range append(append(append(files, f2...), f3...), f4...) {
		data, _ := os.ReadFile(f)
		d, err := Read(context.Background(), data)
		if err != nil {
			fmt.Println(f, err)
			continue
		}
		fmt.Println(filepath.Base(f), len(d.Blocks(All)), len(d.Blocks(Accepted)), len(d.Blocks(Rejected)), len(d.Comments), len(d.Changes), d.Warnings)
	}
}
