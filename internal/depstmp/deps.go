// Package depstmp keeps the module's requirements until the packages that use them are written.
package depstmp

import (
	_ "github.com/beevik/etree"
	_ "github.com/go-fonts/liberation/liberationserifregular"
	_ "github.com/go-pdf/fpdf"
	_ "github.com/klippa-app/go-pdfium/webassembly"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/spf13/cobra"
	_ "github.com/tetratelabs/wazero"
	_ "github.com/xuri/excelize/v2"
	_ "github.com/yuin/goldmark"
	_ "go.uber.org/goleak"
	_ "golang.org/x/net/html"
	_ "golang.org/x/sync/errgroup"
	_ "golang.org/x/term"
	_ "golang.org/x/text/collate"
	_ "golang.org/x/text/unicode/norm"
	_ "pgregory.net/rapid"
)
