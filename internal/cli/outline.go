package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
)

// outlined is the JSON form of outline.
type outlined struct {
	File  string          `json:"file"`
	Nodes []*outline.Node `json:"nodes"` // never null
}

// outlineCmd shows the structure found in a text.
func outlineCmd() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "outline FILE",
		Short: locale.T(locale.Vietnamese, "cli.outline.short"),
		Long:  locale.T(locale.Vietnamese, "cli.outline.short") + "\n" + locale.T(locale.English, "cli.outline.short"),
		Args:  oneFile,
		RunE:  func(cmd *cobra.Command, args []string) error { return showOutline(cmd, args[0], asJSON) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"docx", "odt", "md", "txt", "html", "htm", "pdf"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "JSON")
	return cmd
}

func showOutline(cmd *cobra.Command, file string, asJSON bool) error {
	data, err := reader.Load(file)
	if err != nil {
		return err
	}
	doc, err := reader.Read(cmd.Context(), file, data)
	if err != nil {
		return err
	}
	tree := outline.Build(prose.Body(doc.Base))
	if asJSON {
		return writeJSON(cmd.OutOrStdout(), outlined{File: file, Nodes: tree.Nodes})
	}
	return listOutline(cmd.OutOrStdout(), tree, string(langOf(cmd)))
}

// listOutline is the form for people: a line a node, indented by depth, then
// how many there are of each kind.
func listOutline(w io.Writer, tree *outline.Tree, lang string) error {
	out := bufio.NewWriter(w)
	counts := map[outline.Kind]int{}
	tree.Walk(func(n *outline.Node) {
		counts[n.Kind]++
		line := strings.Repeat("  ", len(n.Path())-1) + outline.KindName(n.Kind, lang)
		for _, s := range [...]string{n.Label, beginning(n.Content())} {
			if s != "" {
				line += "  " + s
			}
		}
		fmt.Fprintln(out, line)
	})
	fmt.Fprintln(out)
	for _, kind := range outline.Kinds() {
		if counts[kind] > 0 {
			fmt.Fprintf(out, "%6d  %s\n", counts[kind], outline.KindName(kind, lang))
		}
	}
	return out.Flush()
}

// beginning is as much of a text as fits a line.
func beginning(s string) string {
	const most = 72
	text := []rune(oneLine(s))
	if len(text) <= most {
		return string(text)
	}
	return strings.TrimRight(string(text[:most]), " ") + "…"
}
