package outline

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"thao/internal/corpus"
	"thao/internal/plain"
	"thao/internal/prose"
)

// countedKinds are the columns of the manifest, in its order.
var countedKinds = []struct {
	column string
	kind   Kind
}{
	{"phan", Part}, {"chuong", Chapter}, {"muc", Section}, {"tieu_muc", Subsection}, {"dieu", Article}, {"khoan", Clause}, {"diem", Point},
}

// manifest reads the counts of vi/manifest.tsv; a kind whose count is not
// established is left out.
func manifest(t testing.TB) map[string]map[Kind]int {
	t.Helper()
	f, err := os.Open(filepath.Join(corpus.Path(t), "vi", "manifest.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	want := map[string]map[Kind]int{}
	for _, row := range rows[1:] {
		counts := map[Kind]int{}
		for _, k := range countedKinds {
			if v, err := strconv.Atoi(row[column[k.column]]); err == nil {
				counts[k.kind] = v
			}
		}
		want[row[0]] = counts
	}
	return want
}

func readPlain(t testing.TB, path string) []prose.Block {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return plainBlocks(t, path, data)
}

func plainBlocks(t testing.TB, name string, data []byte) (blocks []prose.Block) {
	t.Helper()
	var err error
	switch filepath.Ext(name) {
	case ".md":
		blocks, err = plain.Markdown(data)
	case ".html":
		blocks, err = plain.HTML(data)
	default:
		blocks, err = plain.Text(data)
	}
	if err != nil {
		t.Fatal(err)
	}
	return blocks
}

func count(tree *Tree) map[Kind]int {
	counts := map[Kind]int{}
	tree.Walk(func(n *Node) { counts[n.Kind]++ })
	return counts
}

// TestCorpusCounts holds the counts of legal units against the manifest's on
// every text it counts.
func TestCorpusCounts(t *testing.T) {
	dir := filepath.Join(corpus.Path(t), "vi")
	var table strings.Builder
	for path, want := range manifest(t) {
		if strings.HasSuffix(path, ".docx") || len(want) == 0 {
			continue
		}
		t.Run(path, func(t *testing.T) {
			compareCounts(t, &table, path, want, count(Build(readPlain(t, filepath.Join(dir, path)))))
		})
	}
	t.Log("\n" + table.String())
}

func compareCounts(t *testing.T, table *strings.Builder, path string, want, got map[Kind]int) {
	fmt.Fprintf(table, "%-52s", path)
	for _, k := range countedKinds {
		w, established := want[k.kind]
		switch {
		case !established:
			fmt.Fprintf(table, " %5d/-", got[k.kind])
		case w == got[k.kind]:
			fmt.Fprintf(table, " %5d  ", w)
		default:
			fmt.Fprintf(table, " %5d≠%d", got[k.kind], w)
			t.Errorf("%s: %d, the manifest has %d", k.kind, got[k.kind], w)
		}
	}
	table.WriteByte('\n')
}
