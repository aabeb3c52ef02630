package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/ooxml"
	"thao/internal/prose"
	"thao/internal/reader"
)

// inspection is the JSON form of inspect. Lists are never null.
type inspection struct {
	File     string             `json:"file"`
	Blocks   []inspectedBlock   `json:"blocks"`
	Comments []inspectedComment `json:"comments"`
	Changes  []inspectedChange  `json:"changes"`
}

type inspectedBlock struct {
	Kind  prose.Kind `json:"kind"`
	Label string     `json:"label"`
	Style string     `json:"style"`
	Text  string     `json:"text"`
}

type inspectedComment struct {
	ID       string `json:"id"`
	Parent   string `json:"parent"`
	Author   string `json:"author"`
	Initials string `json:"initials"`
	Date     string `json:"date"`
	Resolved bool   `json:"resolved"`
	Text     string `json:"text"`
	Quote    string `json:"quote"`
}

type inspectedChange struct {
	Kind   ooxml.ChangeKind `json:"kind"`
	Author string           `json:"author"`
	Date   string           `json:"date"`
	Text   string           `json:"text"`
}

var inspectViews = map[string]ooxml.View{
	"all": ooxml.All, "accepted": ooxml.Accepted, "rejected": ooxml.Rejected,
}

// inspectCmd shows what was read from a Word file.
func inspectCmd() *cobra.Command {
	var view string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "inspect FILE.docx",
		Short: locale.T(locale.Vietnamese, "cli.inspect.short"),
		Long:  locale.T(locale.Vietnamese, "cli.inspect.short") + "\n" + locale.T(locale.English, "cli.inspect.short"),
		Args:  oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, ok := inspectViews[view]
			if !ok {
				return fault.New(fault.Usage, "reason", "--view: all | accepted | rejected")
			}
			return inspect(cmd, args[0], v, asJSON)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"docx", "dotx"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	cmd.Flags().StringVar(&view, "view", "all", "all | accepted | rejected")
	cmd.Flags().BoolVar(&asJSON, "json", false, "JSON")
	_ = cmd.RegisterFlagCompletionFunc("view",
		cobra.FixedCompletions([]string{"all", "accepted", "rejected"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func inspect(cmd *cobra.Command, file string, v ooxml.View, asJSON bool) error {
	data, err := reader.Load(file)
	if err != nil {
		return err
	}
	doc, err := ooxml.Read(cmd.Context(), data)
	if err != nil {
		return err
	}
	if asJSON {
		return writeInspection(cmd.OutOrStdout(), inspectionOf(file, doc, v))
	}
	return listInspection(cmd.OutOrStdout(), doc, v, langOf(cmd))
}

func inspectionOf(file string, doc *ooxml.Document, v ooxml.View) *inspection {
	out := &inspection{
		File:     file,
		Blocks:   []inspectedBlock{},
		Comments: []inspectedComment{},
		Changes:  []inspectedChange{},
	}
	for _, b := range doc.Blocks(v) {
		out.Blocks = append(out.Blocks, inspectedBlock{b.Kind, b.Label, b.Style, b.Text})
	}
	for _, c := range doc.Comments {
		out.Comments = append(out.Comments, inspectedComment(c))
	}
	for _, c := range doc.Changes {
		out.Changes = append(out.Changes, inspectedChange(c))
	}
	return out
}

func writeInspection(w io.Writer, i *inspection) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(i)
}

// listInspection is the form for people: the text with its labels, then the
// comments and changes, counted.
func listInspection(w io.Writer, doc *ooxml.Document, v ooxml.View, lang locale.Lang) error {
	out := bufio.NewWriter(w)
	blocks := doc.Blocks(v)
	fmt.Fprintf(out, "%s (%d)\n", locale.T(lang, "inspect.blocks"), len(blocks))
	for _, b := range blocks {
		fmt.Fprintf(out, "%-9s  %-20s  %s\n", b.Kind, b.Style, labelled(b))
	}
	fmt.Fprintln(out)
	fmt.Fprintf(out, "%s (%d)\n", locale.T(lang, "inspect.comments"), len(doc.Comments))
	for _, c := range doc.Comments {
		listComment(out, &c)
	}
	fmt.Fprintln(out)
	fmt.Fprintf(out, "%s (%d)\n", locale.T(lang, "inspect.changes"), len(doc.Changes))
	for _, c := range doc.Changes {
		fmt.Fprintf(out, "  %-16s  %s  %s  %s\n", c.Kind, c.Author, c.Date, oneLine(c.Text))
	}
	for _, warning := range doc.Warnings {
		fmt.Fprintln(out, "! "+locale.T(lang, "warning."+string(warning.Code), "part", warning.Part))
	}
	return out.Flush()
}

func labelled(b prose.Block) string {
	text := oneLine(b.Text)
	if b.Label == "" {
		return text
	}
	return b.Label + " " + text
}

func listComment(out io.Writer, c *ooxml.Comment) {
	state := ""
	if c.Resolved {
		state = " ✓"
	}
	if c.Parent != "" {
		state = " ↳ " + c.Parent + state
	}
	fmt.Fprintf(out, "  [%s]%s  %s  %s\n", c.ID, state, c.Author, c.Date)
	if c.Quote != "" {
		fmt.Fprintf(out, "      “%s”\n", oneLine(c.Quote))
	}
	fmt.Fprintf(out, "      %s\n", oneLine(c.Text))
}

// oneLine keeps a text in its line: breaks and tabs become signs.
func oneLine(s string) string { return strings.NewReplacer("\n", " ⏎ ", "\t", " ⇥ ").Replace(s) }
