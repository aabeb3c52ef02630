package redline_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thao/internal/corpus"
	"thao/internal/ooxml"
	"thao/internal/prose"
)

// TestOffice has another program open redlines: it must make pages of them,
// and what it understood, saved again, must hold both versions as it saves them.
func TestOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not here: that it opens redlines is not tested")
	}
	if testing.Short() {
		t.Skip("-short: LibreOffice takes seconds to start")
	}
	dir := t.TempDir()
	versions := officePairs(t)
	var files []string
	put := func(name string, data []byte) {
		files = append(files, filepath.Join(dir, name+".docx"))
		if err := os.WriteFile(files[len(files)-1], data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, v := range versions {
		put(name, redlined(t, v[0], v[1]))
		put(name+"-0", v[0])
		put(name+"-1", v[1])
	}
	for _, to := range []string{"pdf", "docx"} {
		cmd := exec.CommandContext(t.Context(), office, append([]string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"),
			"--convert-to", to, "--outdir", filepath.Join(dir, "out")}, files...)...)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v\n%s", err, said)
		}
	}
	for name := range versions {
		t.Run(name, func(t *testing.T) {
			pages := bytesOf(t, filepath.Join(dir, "out", name+".pdf"))
			if !bytes.HasPrefix(pages, []byte("%PDF-")) || bytes.Count(pages, []byte("/Type/Page")) == 0 {
				t.Error("no pages were made")
			}
			saved := func(name string, view ooxml.View) []string {
				return sentences(read(t, bytesOf(t, filepath.Join(dir, "out", name+".docx"))).Blocks(view))
			}
			for i, view := range []ooxml.View{ooxml.Rejected, ooxml.Accepted} {
				want := saved(fmt.Sprintf("%s-%d", name, i), ooxml.Accepted)
				if got := saved(name, view); len(want) == 0 || !slices.Equal(got, want) {
					t.Errorf("of version %d it saved %s", i, firstDifference(strings.Join(got, "\n"), strings.Join(want, "\n")))
				}
			}
		})
	}
}

// officePairs are versions that differ in everything a redline marks.
func officePairs(t *testing.T) map[string][2][]byte {
	list := `<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>`
	parts := func(text string) map[string]string {
		return map[string]string{"numbering": list, "footnotes": note(text)}
	}
	now, old := versions(t, 1)
	all := map[string][2][]byte{
		"draft": {now, old},
		"words": {
			built(t, p(listed+r("Phạm vi"))+p(listed+r("Đối tượng"))+p(r("trong 15 ngày")+noteSign)+table(cell("một")+cell("1"), cell("hai")+cell("2"))+p(r("hết")), parts("xem Luật số 1")),
			built(t, p(listed+r("Đối tượng"))+p(r("trong 20 ngày")+noteSign)+p(r("Mới."))+table(cell("một")+cell("1"), cell("ba")+cell("3"), cell("hai")+cell("2"))+p(r("hết")), parts("xem Luật số 2")),
		},
		"marks": {
			built(t, p(r("một hai ba bốn năm sáu"))+p(r("bảy tám"))+p(r("chín mười"))+p(r("x")), nil),
			built(t, p(r("một hai ba"))+p(r("bốn năm sáu"))+p(r("bảy tám chín mười"))+p(r("x")), nil),
		},
	}
	root := corpus.Path(t, "docx")
	for name, pair := range map[string][2]string{
		"contract": {"docx-cli/contract.docx", "docx-cli/contract-redlined.docx"},
		"rows":     {"docxodus/RP/RP012-Multiple-Inserted-Rows-Rejected.docx", "docxodus/RP/RP012-Multiple-Inserted-Rows-Accepted.docx"},
		"notes":    {"docxodus/WC036-Footnote-With-Table-Before.docx", "docxodus/WC036-Footnote-With-Table-After.docx"},
	} {
		all[name] = [2][]byte{bytesOf(t, filepath.Join(root, pair[0])), bytesOf(t, filepath.Join(root, pair[1]))}
	}
	return all
}

// sentences are labels and texts, in order; headers, footers and empty
// paragraphs are not asked for.
func sentences(blocks []prose.Block) (out []string) {
	for _, b := range blocks {
		line := strings.Join(strings.Fields(b.Label+" "+b.Text), " ")
		if b.Kind != prose.Header && b.Kind != prose.Footer && line != "" {
			out = append(out, string(b.Kind)+"|"+line)
		}
	}
	return out
}
