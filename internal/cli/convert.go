package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"thao/internal/akn"
	"thao/internal/convert"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/reader"
)

// convertCmd writes a text in another format.
func convertCmd() *cobra.Command {
	j := convertJob{}
	formats := make([]string, 0, len(convert.Formats()))
	for _, f := range convert.Formats() {
		formats = append(formats, string(f))
	}
	names := strings.Join(formats, " | ")
	cmd := &cobra.Command{
		Use:   "convert FILE --to FORMAT",
		Short: locale.T(locale.Vietnamese, "cli.convert.short"),
		Long:  locale.T(locale.Vietnamese, "cli.convert-long") + "\n\n" + locale.T(locale.English, "cli.convert-long"),
		Example: "  thao convert du-thao.docx --to akn > du-thao.akn\n" +
			"  thao convert du-thao.md --out du-thao.docx --profile vn-party",
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.cmd, j.file, j.lang = cmd, args[0], langOf(cmd)
			return j.run(cmd.Context())
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"docx", "odt", "md", "txt", "html", "htm", "pdf", "akn", "xml"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	cmd.Flags().StringVar(&j.to, "to", "", locale.T(locale.Vietnamese, "cli.convert.flag-to", "names", names))
	cmd.Flags().StringVarP(&j.out, "out", "o", "", locale.T(locale.Vietnamese, "cli.convert.flag-out"))
	cmd.Flags().StringVar(&j.profile, "profile", "vn-state", strings.Join(convert.Profiles(), " | "))
	_ = cmd.RegisterFlagCompletionFunc("to", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("profile", cobra.FixedCompletions(convert.Profiles(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// convertJob is one run of the command.
type convertJob struct {
	cmd                    *cobra.Command
	file, to, out, profile string
	lang                   locale.Lang
}

func (j convertJob) run(ctx context.Context) error {
	format, err := j.format()
	if err != nil {
		return err
	}
	if err := j.refuse(format); err != nil {
		return err
	}
	data, err := reader.Load(j.file)
	if err != nil {
		return err
	}
	doc, err := convert.Open(ctx, j.file, data)
	if err != nil {
		return err
	}
	return j.write(ctx, doc, format)
}

// format is the one asked for, by --to or by the ending of --out.
func (j convertJob) format() (convert.Format, error) {
	name := strings.ToLower(j.to)
	if name == "" {
		name = strings.TrimPrefix(strings.ToLower(filepath.Ext(j.out)), ".")
	}
	names := make([]string, 0, len(convert.Formats()))
	for _, f := range convert.Formats() {
		names = append(names, string(f))
	}
	if !slices.Contains(names, name) {
		return "", fault.New(fault.Usage, "reason", locale.T(j.lang, "cli.convert.to", "names", strings.Join(names, ", ")))
	}
	return convert.Format(name), nil
}

// refuse turns down what would do harm: writing over the file that is read, or
// a package to the screen.
func (j convertJob) refuse(format convert.Format) error {
	if !slices.Contains(convert.Profiles(), j.profile) {
		return fault.New(fault.Usage, "reason", locale.T(j.lang, "cli.profile", "names", strings.Join(convert.Profiles(), ", ")))
	}
	if j.out == "" {
		screen, ok := j.cmd.OutOrStdout().(*os.File)
		if packed := format == convert.Word || format == convert.Writer; packed && ok && term.IsTerminal(int(screen.Fd())) {
			return fault.New(fault.Usage, "reason", locale.T(j.lang, "cli.convert.terminal", "format", string(format)))
		}
		return nil
	}
	from, err := os.Stat(j.file)
	if err != nil {
		return reader.DiskFault(err)
	}
	if to, err := os.Stat(j.out); err == nil && os.SameFile(from, to) {
		return fault.New(fault.Usage, "reason", locale.T(j.lang, "cli.convert.same-file", "file", filepath.ToSlash(j.file)))
	}
	return nil
}

// write writes the whole result or nothing.
func (j convertJob) write(ctx context.Context, doc *akn.Document, format convert.Format) error {
	var whole bytes.Buffer
	if err := convert.Write(ctx, &whole, doc, format, convert.Options{Profile: j.profile, Lang: j.lang}); err != nil {
		return err
	}
	if j.out == "" {
		if _, err := whole.WriteTo(j.cmd.OutOrStdout()); err != nil {
			return j.cannotWrite(ctx, "-", err)
		}
		return nil
	}
	dir, name := filepath.Split(j.out)
	temporary, err := writeTemporary(filepath.Join(dir, "."), output{name, func(w io.Writer) error {
		_, err := whole.WriteTo(w)
		return err
	}})
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = os.Rename(temporary, j.out)
	}
	if err != nil {
		if temporary != "" {
			os.Remove(temporary)
		}
		return j.cannotWrite(ctx, j.out, err)
	}
	return nil
}

func (j convertJob) cannotWrite(ctx context.Context, file string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	fmt.Fprintln(j.cmd.ErrOrStderr(), "thao: "+locale.T(j.lang, "cli.cannot-write", "dir", filepath.ToSlash(file), "reason", err.Error()))
	return exitError(exitFailed)
}
