// Package cli is the command line: one file a command. It parses flags, calls
// the kernel, and says what happened in the reader's language.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/reader"
)

// Exit codes of every command.
const (
	exitDone        = 0
	exitFailed      = 1   // a defect of ours, or the output could not be written
	exitUsage       = 2   // the command line is wrong, or the main input cannot be read
	exitPartly      = 3   // done, but some inputs could not be read
	exitInterrupted = 130 // Ctrl-C: nothing was written
)

// exitError carries the exit code of a command that has said all it has to say.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// Main runs the program and returns its exit code. args are without the
// program's name.
func Main(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	return run(ctx, args, in, out, errOut)
}

func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	defer reader.Close()
	root := rootCmd()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	cmd, err := root.ExecuteContextC(context.WithValue(ctx, begunKey{}, new(bool)))
	return exitCode(cmd, err, errOut)
}

// exitCode says an error once, in the language asked for, and turns it into
// the code the shell sees.
func exitCode(cmd *cobra.Command, err error, errOut io.Writer) int {
	if err == nil {
		return exitDone
	}
	if code, ok := errors.AsType[exitError](err); ok {
		return int(code)
	}
	lang := langOf(cmd)
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(errOut, locale.T(lang, "cli.interrupted"))
		return exitInterrupted
	}
	if known, ok := errors.AsType[*fault.Error](err); ok {
		fmt.Fprintln(errOut, "thao: "+locale.Fault(lang, err))
		if known.Code == fault.Internal {
			return exitFailed
		}
		return exitUsage
	}
	if !begun(cmd) { // cobra's own: an unknown flag or command
		fmt.Fprintln(errOut, "thao: "+locale.T(lang, "fault.usage", "reason", err.Error()))
		return exitUsage
	}
	fmt.Fprintln(errOut, "thao: "+locale.T(lang, "cli.failed", "reason", err.Error()))
	return exitFailed
}

func commandNames(root *cobra.Command) string {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return strings.Join(names, ", ")
}

// oneFile is the argument check of commands that look at one file.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "cli.one-file", "use", cmd.UseLine()))
	}
	return nil
}

// begunKey marks a command whose work began: an error after that is no wrong
// usage.
type begunKey struct{}

func begun(cmd *cobra.Command) bool {
	b, _ := cmd.Context().Value(begunKey{}).(*bool)
	return b != nil && *b
}

func rootCmd() *cobra.Command {
	root := &cobra.Command{
		Use:           "thao",
		Short:         locale.T(locale.Vietnamese, "cli.about"),
		Long:          locale.T(locale.Vietnamese, "cli.about") + "\n" + locale.T(locale.English, "cli.about"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "cli.unknown-command", "name", args[0], "names", commandNames(cmd)))
			}
			return nil
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if tag := cmd.Flag("lang").Value.String(); tag != "" {
				if _, ok := locale.ParseLang(tag); !ok {
					return fault.New(fault.Usage, "reason", "--lang: vi | en")
				}
			}
			if b, ok := cmd.Context().Value(begunKey{}).(*bool); ok {
				*b = true
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "cli.bad-flag", "what", err.Error(), "command", cmd.CommandPath()))
	})
	root.PersistentFlags().String("lang", "", "vi | en")
	_ = root.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"vi", "en"}, cobra.ShellCompDirectiveNoFileComp))
	root.AddCommand(answersCmd(), backupCmd(), checkCmd(), collateCmd(), compareCmd(), convertCmd(), demoCmd(), exportCmd(), inspectCmd(), outlineCmd(), restoreCmd(), serveCmd(), traceCmd())
	speak(root)
	return root
}

// langOf is the language to speak: --lang, else THAO_LANG, else that of the
// profile, else Vietnamese.
func langOf(cmd *cobra.Command) locale.Lang {
	if cmd != nil {
		if f := cmd.Flag("lang"); f != nil && f.Value.String() != "" {
			lang, _ := locale.ParseLang(f.Value.String())
			return lang
		}
	}
	if lang, ok := locale.ParseLang(os.Getenv("THAO_LANG")); ok {
		return lang
	}
	if cmd != nil {
		if f := cmd.Flag("profile"); f != nil && f.Value.String() == "generic" {
			return locale.English
		}
	}
	return locale.Vietnamese
}
