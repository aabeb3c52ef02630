package cli

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"thao/internal/collation"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/matrix"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
	"thao/internal/trace"
)

// unlike is the share of common words under which two texts are hardly two
// versions of one.
const unlike = 0.3

// traceCmd follows every comment and its answer into the next version.
func traceCmd() *cobra.Command {
	var head matrix.Options
	cmd := &cobra.Command{
		Use:   "trace OUT_DIR NEW",
		Short: locale.T(locale.Vietnamese, "cli.trace.short"),
		Long:  locale.T(locale.Vietnamese, "cli.trace.short") + "\n" + locale.T(locale.English, "cli.trace.short"),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "cli.trace-args"))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runTrace(cmd, args[0], args[1], head) },
	}
	headFlags(cmd, &head)
	return cmd
}

// runTrace writes the trace, and the matrices anew with a column of what the
// next version says.
func runTrace(cmd *cobra.Command, dir, file string, head matrix.Options) error {
	lang := langOf(cmd)
	c, err := collation.Load(dir)
	if err != nil {
		return err
	}
	data, err := reader.Load(file)
	if err != nil {
		return err
	}
	doc, err := reader.Read(cmd.Context(), file, data)
	if err != nil {
		return err
	}
	t := trace.New(c, outline.Build(prose.Body(doc.Base)), filepath.Base(file), string(lang))
	var matrices []output
	if t.Likeness >= unlike { // what hardly is the next version says nothing in the official paper
		c.Next = t.Standings()
		if matrices, err = matrixOutputs(cmd.Context(), c, head); err != nil {
			return err
		}
	}
	kept, err := writeFiles(cmd.Context(), dir, append([]output{
		{"trace.json", func(w io.Writer) error { return writeJSON(w, t) }},
		{"trace.xlsx", func(w io.Writer) error { return t.WriteXLSX(w, lang) }},
		{"trace.html", func(w io.Writer) error { return t.WriteHTML(w, lang) }},
	}, matrices...))
	if err != nil {
		return collateJob{cmd: cmd, lang: lang}.cannotWrite(cmd.Context(), dir, err)
	}
	return sayTrace(cmd.OutOrStdout(), t, lang, dir, kept)
}

func sayTrace(w io.Writer, t *trace.Trace, lang locale.Lang, dir string, kept []string) error {
	if t.Likeness < unlike {
		fmt.Fprintln(w, locale.T(lang, "cli.trace-unlike", "share", locale.Percent(lang, int(1000*t.Likeness), 1000), "draft", t.Draft))
	}
	fmt.Fprintln(w, t.Sentence(lang))
	for _, list := range t.Lists(lang) {
		fmt.Fprintf(w, "  %s: %d\n", list.Title, list.Count)
	}
	for _, name := range kept {
		fmt.Fprintln(w, locale.T(lang, "cli.sum-kept", "name", name))
	}
	done := "cli.trace-done"
	if t.Likeness < unlike {
		done = "cli.trace-done-unlike"
	}
	_, err := fmt.Fprintln(w, locale.T(lang, done, "dir", dir))
	return err
}
