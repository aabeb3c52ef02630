package cli

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"thao/internal/collation"
	"thao/internal/export"
	"thao/internal/fault"
	"thao/internal/locale"
)

// exportCmd writes a collation in other people's forms.
func exportCmd() *cobra.Command {
	var as, out string
	cmd := &cobra.Command{
		Use:   "export OUT_DIR",
		Short: locale.T(locale.Vietnamese, "cli.export.short"),
		Long:  locale.T(locale.Vietnamese, "cli.export.short") + "\n" + locale.T(locale.English, "cli.export.short"),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "cli.export-args"))
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if as != wordComments {
				return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "cli.export-as"))
			}
			if out == "" {
				out = filepath.Join(args[0], "draft-comments.docx")
			}
			return exportComments(cmd, args[0], out)
		},
	}
	cmd.Flags().StringVar(&as, "as", wordComments, wordComments)
	cmd.Flags().StringVarP(&out, "out", "o", "", locale.T(locale.Vietnamese, "cli.flag-out"))
	_ = cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions([]string{wordComments}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

const wordComments = "docx-comments"

func exportComments(cmd *cobra.Command, dir, out string) error {
	c, err := collation.Load(dir)
	if err != nil {
		return err
	}
	lang := langOf(cmd)
	var data bytes.Buffer
	if err := export.WordComments(cmd.Context(), &data, c, lang); err != nil {
		return err
	}
	kept, err := writeOne(cmd.Context(), out, func(w io.Writer) error { _, err := data.WriteTo(w); return err })
	if err != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "thao: "+locale.T(lang, "cli.cannot-write", "dir", filepath.ToSlash(out), "reason", err.Error()))
		return exitError(exitFailed)
	}
	fmt.Fprintln(cmd.OutOrStdout(), locale.T(lang, "cli.export-done", "file", out, "n", len(c.Comments)))
	if kept != "" {
		fmt.Fprintln(cmd.OutOrStdout(), locale.T(lang, "cli.sum-kept", "name", kept))
	}
	return nil
}
