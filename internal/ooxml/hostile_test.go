package ooxml

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"thao/internal/corpus"
	"thao/internal/fault"
)

func TestRefusals(t *testing.T) {
	replace := func(part, content string) [][2]string {
		files := body(par(run("a"))).files()
		for i, f := range files {
			if f[0] == part {
				files[i][1] = content
				return files
			}
		}
		return append(files, [2]string{part, content})
	}
	root := docx{}.part
	cases := []struct {
		name  string
		files [][2]string
		want  fault.Code
	}{
		{"macro part", replace("word/vbaProject.bin", "x"), fault.Macro},
		{"macro content type", replace("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
			`<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`), fault.Macro},
		{"document type", replace("word/document.xml", `<!DOCTYPE x [<!ENTITY a "b">]><w:document/>`), fault.Doctype},
		{"document type in styles", docx{body: par(), styles: " "}.with("word/styles.xml", `<!DOCTYPE x><w:styles/>`), fault.Doctype},
		{"too deep", replace("word/document.xml", root("w:document", "<w:body>"+strings.Repeat("<w:sdt>", 300)+strings.Repeat("</w:sdt>", 300)+"</w:body>")), fault.TooDeep},
		{"tables too deep", replace("word/document.xml", root("w:document", "<w:body>"+
			strings.Repeat("<w:tbl><w:tr><w:tc>", 33)+strings.Repeat("</w:tc></w:tr></w:tbl>", 33)+"</w:body>")), fault.TablesTooDeep},
		{"truncated", replace("word/document.xml", `<w:document xmlns:w="`+transitionalW+`"><w:body><w:p>`), fault.Damaged},
		{"crossed tags", replace("word/document.xml", `<w:document xmlns:w="`+transitionalW+`"><w:body></w:document></w:body>`), fault.Damaged},
		{"not text", replace("word/document.xml", "<w:document xmlns:w=\""+transitionalW+"\"><w:body><w:p>\xFF</w:p></w:body></w:document>"), fault.Damaged},
		{"no body", replace("word/document.xml", root("w:document", "")), fault.Damaged},
		{"workbook", replace("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`), fault.UnknownFormat},
		{"some other ZIP", [][2]string{{"a.txt", "a"}}, fault.UnknownFormat},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, err := Read(t.Context(), zipped(t, c.files))
			if d != nil || err == nil || fault.CodeOf(err) != c.want {
				t.Errorf("got %v, %v; want %s", d, err, c.want)
			}
		})
	}
}

// TestBounds: files small on disk that would be huge in memory.
func TestBounds(t *testing.T) {
	var paragraphs strings.Builder
	for i := range maxItems + 1 {
		paragraphs.WriteString(`<w:p a="` + strconv.Itoa(i) + `"/>`)
	}
	if _, err := Read(t.Context(), docx{body: paragraphs.String()}.zip(t)); fault.CodeOf(err) != fault.TooLong {
		t.Errorf("too many paragraphs: %v", err)
	}
	var starts, comments strings.Builder
	for i := range 800 {
		id := strconv.Itoa(i)
		starts.WriteString(start(id))
		comments.WriteString(comment(id, id, "x"))
	}
	long := par(run(strings.Repeat("a", 50_000)))
	stops := strings.ReplaceAll(starts.String(), "Start", "End")
	quoting := docx{body: par(starts.String()) + long + long + par(stops), comments: comments.String()}
	if _, err := Read(t.Context(), quoting.zip(t)); fault.CodeOf(err) != fault.TooLarge {
		t.Errorf("too much quoted: %v", err)
	}
}

// with is the package with one part put in the place of another.
func (d docx) with(part, content string) [][2]string {
	files := d.files()
	for i, f := range files {
		if f[0] == part {
			files[i][1] = content
		}
	}
	return files
}

// TestWarnings: what points out of the file is named and left alone.
func TestWarnings(t *testing.T) {
	d := docx{
		body: par(run("a")) + `<w:altChunk r:id="c"/>`,
		relations: `<Relationship Id="c" Type="` + officeNS + `/aFChunk" Target="chunk.htm"/>` +
			`<Relationship Id="o" Type="` + officeNS + `/oleObject" Target="embeddings/o.bin"/>` +
			`<Relationship Id="t" Type="` + officeNS + `/attachedTemplate" Target="http://example.org/t.dotm" TargetMode="External"/>` +
			`<Relationship Id="h" Type="` + officeNS + `/hyperlink" Target="http://example.org/" TargetMode="External"/>`,
	}.read(t)
	want := []Warning{{AltChunk, "word/chunk.htm"}, {EmbeddedObject, "word/embeddings/o.bin"}, {ExternalTarget, "http://example.org/t.dotm"}}
	if len(d.Warnings) != len(want) {
		t.Fatalf("got %v", d.Warnings)
	}
	for i := range want {
		if d.Warnings[i] != want[i] {
			t.Errorf("got %v, want %v", d.Warnings[i], want[i])
		}
	}
}

func TestInterrupted(t *testing.T) {
	data := longDocument().zip(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, data); !errors.Is(err, context.Canceled) || fault.CodeOf(err) != fault.Timeout {
		t.Errorf("got %v", err)
	}
	// Interrupted in the middle of a part: the first look at the context
	// passes, a later one does not.
	if _, err := Read(&endingContext{Context: t.Context(), looks: 15}, data); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// endingContext is done after it was asked so many times.
type endingContext struct {
	context.Context
	looks int
}

func (c *endingContext) Err() error {
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestHostileCorpus reads or refuses the files collected for being hostile.
func TestHostileCorpus(t *testing.T) {
	corpusDir := corpus.Path(t)
	files, err := filepath.Glob(filepath.Join(corpusDir, "hostile", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no hostile files", err)
	}
	for _, file := range files {
		d, err := readFile(t, file)
		if want := refused["hostile/"+filepath.Base(file)]; want != "" && fault.CodeOf(err) != want {
			t.Errorf("%s: got %v, want %s", filepath.Base(file), err, want)
		}
		if err == nil {
			checkSound(t, d)
		}
	}
}

// FuzzRead feeds it anything: it must read or refuse, and what it reads must
// be sound.
func FuzzRead(f *testing.F) {
	f.Add(body(par(run("một"), ins(run("hai")), del(run("ba"))), table1(row1("", textCell("a")))).zip(f))
	f.Add([]byte("PK\x03\x04"))
	for _, name := range seedFiles(f) {
		if data, err := os.ReadFile(name); err == nil && len(data) < 40_000 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(t.Context(), data)
		if err != nil {
			if fault.CodeOf(err) == fault.Internal {
				t.Errorf("not a fault: %v", err)
			}
			return
		}
		checkSound(t, d)
	})
}

// FuzzBody puts anything in the place of the body and the comments, behind
// the packing that mutations seldom get through.
func FuzzBody(f *testing.F) {
	f.Add(par(run("một"), ins(run("hai"))), comment("0", "00000001", "x"))
	f.Add(table1(row1("<w:ins"+by("A")+"/>", textCell("a")))+styled(markDel("A"), start("0"), run("b"))+par(stop("0")), comment("0", "00000001", "x"))
	f.Add(par(`<w:r><w:pict><w:txbxContent>`+par(ins(run("x")))+`</w:txbxContent></w:pict></w:r>`, fontRun("VNI-Times", "Vieät")), "")
	f.Add(styled(markIns("A"), `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`)+par(run("hoa\u0300")), "")
	f.Fuzz(func(t *testing.T, content, comments string) {
		d, err := Read(t.Context(), docx{body: content, comments: comments}.zip(t))
		if err != nil {
			return
		}
		checkSound(t, d)
	})
}

// seedFiles are small files of the corpus; none where it is not there.
func seedFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../../../shared/corpus/docx/*/*.docx")
	if err != nil {
		t.Fatal(err)
	}
	return files
}
