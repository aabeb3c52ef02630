// Package odt reads OpenDocument texts (ODF 1.3, Part 3): the words with
// their computed numbering, tables, notes and text boxes, the comments in the
// margin, and tracked changes.
package odt

import (
	"bytes"
	"context"

	"thao/internal/archive"
	"thao/internal/fault"
	"thao/internal/prose"
)

// maxTables bounds how deep tables nest in one another.
const maxTables = 32

// Read reads an .odt package from its bytes. Errors are
// *fault.Error: those of package archive, Encrypted, Macro, Damaged, Doctype,
// TooDeep and TablesTooDeep; or the context's when it ends first.
func Read(ctx context.Context, data []byte) (*prose.Document, error) {
	pkg, err := archive.Open(data)
	if err != nil {
		return nil, err
	}
	if err := refuse(pkg); err != nil {
		return nil, err
	}
	content, err := part(pkg, "content.xml")
	if err != nil {
		return nil, err
	}
	var named *node
	if pkg.Has("styles.xml") {
		if named, err = part(pkg, "styles.xml"); err != nil {
			return nil, err
		}
	}
	body := content.find("office:body").find("office:text")
	if body == nil {
		return nil, fault.New(fault.Damaged, "part", "content.xml")
	}
	doc, err := write(ctx, named, content, body, readChanges(body))
	if err != nil || len(doc.Edits) == 0 {
		return doc, err
	}
	// What was taken out is kept apart from the text: read without regard to
	// changes, the text is what it is once all are accepted.
	final, err := write(ctx, named, content, body, nil)
	if err != nil {
		return nil, err
	}
	doc.Final = final.Base
	return doc, nil
}

// write puts a document together with these changes told apart.
func write(ctx context.Context, named, content, body *node, changes map[string]*change) (*prose.Document, error) {
	w := newWriter(ctx)
	if named != nil {
		w.styles.add(named)
	}
	w.styles.add(content)
	w.changes = changes
	w.blocks(body, setting{kind: prose.Paragraph})
	w.finish()
	w.margins(named)
	if w.err != nil {
		return nil, w.err
	}
	doc := w.document()
	if len(doc.Base) == 0 && len(doc.Notes)+len(doc.Edits) > 0 {
		doc.Base = []prose.Block{{Kind: prose.Paragraph}} // a place for what is set on nothing
	}
	return doc, nil
}

// refuse turns away packages that are encrypted or carry macros.
func refuse(pkg *archive.Archive) error {
	if pkg.Has("META-INF/manifest.xml") {
		manifest, err := pkg.Read("META-INF/manifest.xml")
		if err != nil {
			return err
		}
		if bytes.Contains(manifest, []byte("encryption-data")) {
			return fault.New(fault.Encrypted)
		}
	}
	for _, name := range pkg.Names() {
		if isMacro(name) {
			return fault.New(fault.Macro)
		}
	}
	return nil
}

// isMacro reports whether a part is a module of program text. The lists of
// libraries that every save leaves behind are not.
func isMacro(name string) bool {
	for _, folder := range [...]string{"Basic/", "Scripts/"} {
		if len(name) > len(folder) && name[:len(folder)] == folder {
			return !bytes.HasSuffix([]byte(name), []byte("/")) && !bytes.HasSuffix([]byte(name), []byte("script-lc.xml")) && !bytes.HasSuffix([]byte(name), []byte("script-lb.xml"))
		}
	}
	return false
}

func part(pkg *archive.Archive, name string) (*node, error) {
	data, err := pkg.Read(name)
	if err != nil {
		return nil, err
	}
	return parse(name, data)
}
