package outline

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"thao/internal/corpus"
	"thao/internal/ooxml"
	"thao/internal/prose"
)

// wrapped breaks every line of s at a width, as mail programs and pdftotext
// do; set in, the first line of each paragraph begins with blanks.
func wrapped(s string, width int, indent string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		at := 0
		for i, word := range strings.Fields(line) {
			n := utf8.RuneCountInString(word)
			switch {
			case i == 0:
				b.WriteString(indent)
				at = len(indent)
			case at+1+n > width:
				b.WriteByte('\n')
				at = 0
			default:
				b.WriteByte(' ')
				at++
			}
			b.WriteString(word)
			at += n
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func withoutBlankLines(s string) string {
	return regexp.MustCompile(`\n\s*\n`).ReplaceAllString(s, "\n")
}

// TestCorpusVariants holds that the counts do not depend on how a text was
// typed, broken and saved.
func TestCorpusVariants(t *testing.T) {
	variants := map[string]func(string) string{
		"decomposed":      norm.NFD.String,
		"CRLF":            func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"broken at 80":    func(s string) string { return wrapped(s, 80, "") },
		"broken, no gaps": func(s string) string { return wrapped(withoutBlankLines(s), 72, "") },
		"broken, set in":  func(s string) string { return wrapped(withoutBlankLines(s), 90, "    ") },
		"no-break spaces": func(s string) string {
			return regexp.MustCompile(`(?m)^(Điều|Chương|Mục) `).ReplaceAllString(s, "$1\u00a0")
		},
		"eth for đ":          func(s string) string { return strings.ReplaceAll(s, "\nĐiều", "\n\u00d0iều") },
		"capitals":           func(s string) string { return strings.ReplaceAll(s, "\nĐiều", "\nĐIỀU") },
		"colon for the stop": func(s string) string { return regexp.MustCompile(`(?m)^(Điều \d+)\.`).ReplaceAllString(s, "$1:") },
	}
	paths, _ := filepath.Glob(filepath.Join(corpus.Path(t), "vi", "*.txt"))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := legal(count(Build(plainBlocks(t, path, data))))
		for name, change := range variants {
			got := legal(count(Build(plainBlocks(t, path, []byte(change(string(data)))))))
			if !maps.Equal(got, want) {
				t.Errorf("%s, %s: %v, as it is %v", filepath.Base(path), name, got, want)
			}
		}
	}
}

// legal keeps the counts the manifest has.
func legal(counts map[Kind]int) map[Kind]int {
	kept := map[Kind]int{}
	for _, k := range countedKinds {
		kept[k.kind] = counts[k.kind]
	}
	return kept
}

// TestCorpusComputed holds that a text whose labels a word processor computes
// gives the tree of the same text typed by hand, node by node.
func TestCorpusComputed(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(corpus.Path(t), "vi", "luat-*.txt"))
	for _, path := range paths {
		typed := readPlain(t, path)
		computed := make([]prose.Block, len(typed))
		accepted := map[int]string{}
		tree := Build(typed)
		tree.Walk(func(n *Node) {
			if n.Label != "" {
				accepted[n.Sources[0].Block] = n.Label
			}
		})
		for i, b := range typed {
			if label := accepted[i]; label != "" && strings.HasPrefix(b.Text, label+" ") {
				b.Label, b.Text = label, strings.TrimSpace(b.Text[len(label):])
			}
			computed[i] = b
		}
		if got, want := sketch(Build(computed)), sketch(tree); got != want {
			t.Errorf("%s: the trees differ: %s", filepath.Base(path), firstDifference(got, want))
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + " ≠ " + y[i]
		}
	}
	return "one is longer"
}

// TestCorpusDamage spoils labels one at a time: what a lost or misprinted
// number changes stays within its own article.
func TestCorpusDamage(t *testing.T) {
	label := regexp.MustCompile(`^(Điều \d+|\d+\.|[a-zđ]\) )`)
	paths, _ := filepath.Glob(filepath.Join(corpus.Path(t), "vi", "*.txt"))
	for _, path := range paths {
		blocks := readPlain(t, path)
		want := count(Build(blocks))
		for i := 0; i < len(blocks); i += 11 {
			m := label.FindString(blocks[i].Text)
			if m == "" {
				continue
			}
			spoilt := append([]prose.Block(nil), blocks...)
			spoilt[i].Text = "7" + blocks[i].Text
			if strings.HasPrefix(m, "Điều") {
				spoilt[i].Text = strings.Replace(blocks[i].Text, m, m+"1", 1)
			}
			got := count(Build(spoilt))
			if off := want[Article] - got[Article]; off < 0 || off > 1 {
				t.Errorf("%s: %d articles instead of %d after %q", filepath.Base(path), got[Article], want[Article], m)
			}
			if off := want[Clause] + want[Point] - got[Clause] - got[Point]; !strings.HasPrefix(m, "Điều") && (off < -1 || off > 3) {
				t.Errorf("%s: %d clauses and points are gone after %q", filepath.Base(path), off, m)
			}
		}
	}
}

// TestCorpusWord holds the Word file of Decree 30/2020 against the manifest.
func TestCorpusWord(t *testing.T) {
	const path = "docx/nghi-dinh-30-2020.docx"
	data, err := os.ReadFile(filepath.Join(corpus.Path(t), "vi", path))
	if err != nil {
		t.Skip("the Word file is not here: ", err)
	}
	doc, err := ooxml.Read(context.Background(), data)
	if err != nil {
		t.Fatal(err)
	}
	blocks := doc.Blocks(ooxml.Rejected)
	tree := Build(blocks)
	if err := checkPartition(blocks, tree); err != nil {
		t.Error(err)
	}
	var table strings.Builder
	compareCounts(t, &table, path, manifest(t)[path], count(tree))
	t.Log("\n" + table.String())
}
