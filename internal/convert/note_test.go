package convert_test

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"thao/internal/akn"
	"thao/internal/convert"
	"thao/internal/corpus"
	"thao/internal/fault"
	"thao/internal/outline"
)

func sample(t testing.TB, name string) *akn.Document {
	t.Helper()
	return open(t, filepath.Join(corpus.Root(t), "samples", "de-an", name))
}

// Comments in the margin of a Word file are carried to formats that have
// comments, at the same words of the same nodes.
func TestNotesAreCarried(t *testing.T) {
	doc := sample(t, "tra-loi/thanh-uy-k.docx")
	if len(doc.Notes) != 4 {
		t.Fatalf("%d notes", len(doc.Notes))
	}
	for _, n := range doc.Notes {
		node := doc.Tree.Find(n.Node)
		if node == nil || n.Start < 0 || string([]rune(node.Content())[n.Start:n.End]) != n.Quote {
			t.Errorf("%s at %s, %d–%d: %q", n.ID, n.Node, n.Start, n.End, n.Quote)
		}
	}
	doc.Notes[0].Thread = []akn.Turn{{Author: "Thư ký tổng hợp", Text: "Tiếp thu."}}
	doc.Notes[1].Resolved = true
	doc.Notes = append(doc.Notes, akn.Note{ID: "general", Start: -1, End: -1, Text: "Nhất trí với dự thảo.", Author: "Tỉnh ủy A"},
		akn.Note{ID: "whole", Node: doc.Tree.Nodes[1].ID, Start: -1, End: -1, Text: "Đề nghị bỏ cả phần.", Author: "Tỉnh ủy A"})
	for _, f := range []convert.Format{convert.AKN, convert.Word, convert.Writer} {
		back := again(t, doc, f, "vn-party")
		if len(back.Notes) != len(doc.Notes) {
			t.Errorf("%s: %d notes", f, len(back.Notes))
			continue
		}
		byText := map[string]akn.Note{}
		for _, n := range back.Notes {
			byText[n.Text] = n
		}
		for _, want := range doc.Notes {
			got, ok := byText[want.Text]
			if !ok || got.Author != want.Author || got.Resolved != want.Resolved || len(got.Thread) != len(want.Thread) {
				t.Errorf("%s: %+v came back as %+v", f, want, got)
				continue
			}
			if want.Start >= 0 && (got.Node != want.Node || got.Quote != want.Quote || got.Start != want.Start || got.End != want.End) {
				t.Errorf("%s: at %s %d–%d %q, was at %s %d–%d %q", f, got.Node, got.Start, got.End, got.Quote, want.Node, want.Start, want.End, want.Quote)
			}
		}
	}
	page := string(write(t, doc, convert.HTML, "vn-party"))
	for _, n := range doc.Notes {
		if !strings.Contains(page, html.EscapeString(n.Text)) {
			t.Errorf("the page lacks %q", n.Text)
		}
	}
}

// The page needs nothing from elsewhere, names no element twice, and every
// link in it leads somewhere.
func TestPageStandsAlone(t *testing.T) {
	data := write(t, sample(t, "tra-loi/thanh-uy-k.docx"), convert.HTML, "vn-state")
	for _, outside := range []string{"<script", "<link", "src=", "url(", "@import", "http://", "https://"} {
		if bytes.Contains(data, []byte(outside)) {
			t.Errorf("the page holds %s", outside)
		}
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	ids, links := map[string]bool{}, []string{}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				if ids[a.Val] {
					t.Errorf("id %s twice", a.Val)
				}
				ids[a.Val] = true
			case "href":
				links = append(links, a.Val)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	if len(links) < 20 {
		t.Errorf("%d links", len(links))
	}
	for _, l := range links {
		if !ids[strings.TrimPrefix(l, "#")] {
			t.Errorf("%s leads nowhere", l)
		}
	}
	sample(t, "tra-loi/thanh-uy-k.docx").Tree.Walk(func(n *outline.Node) {
		if !ids[n.ID] {
			t.Errorf("no element has the id %s", n.ID)
		}
	})
}

func TestEqualDocumentsMakeEqualBytes(t *testing.T) {
	for _, f := range convert.Formats() {
		if a, b := write(t, sample(t, "du-thao-1.docx"), f, "vn-state"), write(t, sample(t, "du-thao-1.docx"), f, "vn-state"); !bytes.Equal(a, b) {
			t.Errorf("%s: two writings differ", f)
		}
	}
}

func TestOpenDocumentPackage(t *testing.T) {
	data := write(t, sample(t, "du-thao-1.docx"), convert.Writer, "vn-state")
	if !bytes.Contains(data[:100], []byte("mimetypeapplication/vnd.oasis.opendocument.text")) {
		t.Error("the type does not come first, unpacked")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "mimetype META-INF/manifest.xml content.xml meta.xml styles.xml" {
		t.Error(got)
	}
}

func TestUnknownFormatsAndProfilesAreRefused(t *testing.T) {
	doc := &akn.Document{Tree: &outline.Tree{}}
	for _, c := range []struct {
		format  convert.Format
		profile string
	}{{"rtf", "vn-state"}, {convert.AKN, "eu"}} {
		var out bytes.Buffer
		err := convert.Write(t.Context(), &out, doc, c.format, convert.Options{Profile: c.profile})
		if fault.CodeOf(err) != fault.Usage || out.Len() > 0 {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// LibreOffice opens what was written and sees the same words.
func TestLibreOfficeReadsIt(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("LibreOffice is not installed, or the tests are to be short")
	}
	dir := t.TempDir()
	doc := sample(t, "du-thao-1.docx")
	files := map[convert.Format]string{}
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", filepath.Join(dir, "out")}
	for _, f := range []convert.Format{convert.Word, convert.Writer} {
		files[f] = filepath.Join(dir, "as-"+string(f)+"."+string(f))
		if err := os.WriteFile(files[f], write(t, doc, f, "vn-party"), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, files[f])
	}
	if out, err := exec.CommandContext(t.Context(), office, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	// The number of a footnote is printed beside its mark and its words.
	squeeze := func(s string) string { return regexp.MustCompile(`\s+`).ReplaceAllString(s, "") }
	for f := range files {
		text, err := os.ReadFile(filepath.Join(dir, "out", "as-"+string(f)+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		seen := squeeze(string(text))
		missing := 0
		doc.Tree.Walk(func(n *outline.Node) {
			for _, s := range []string{squeeze(n.Label + n.Heading), squeeze(n.Text)} {
				if n.Kind != outline.Table && !strings.Contains(seen, s) {
					missing++
					t.Logf("%s: %s lacks %.60q", f, n.ID, s)
				}
			}
		})
		if missing > 1 { // the words of a footnote are no text to LibreOffice's plain text
			t.Errorf("%s: LibreOffice does not show %d lines", f, missing)
		}
	}
}
