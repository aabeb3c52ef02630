package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"thao/internal/app"
	"thao/internal/clock"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/vault"
)

// storeCmd is a command on the data of a server, which must be there unless
// create.
func storeCmd(use, short, args string, create bool, run func(cmd *cobra.Command, s *app.Store, args []string) error) *cobra.Command {
	var cfg app.Config
	cmd := &cobra.Command{
		Use:   use,
		Short: locale.T(locale.Vietnamese, short),
		Long:  locale.T(locale.Vietnamese, short) + "\n" + locale.T(locale.English, short),
		Args: func(cmd *cobra.Command, given []string) error {
			if args == "" {
				return noArguments(cmd, given)
			}
			if len(given) != 1 {
				return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, given []string) error {
			if err := fromEnvironment(cmd); err != nil {
				return err
			}
			s, err := app.OpenStore(cmd.Context(), cfg, create)
			if err != nil {
				return err
			}
			defer s.Close()
			return run(cmd, s, given)
		},
	}
	storeFlags(cmd, &cfg)
	return cmd
}

func backupCmd() *cobra.Command {
	return storeCmd("backup FILE", "cli.backup.short", "cli.backup-args", false, func(cmd *cobra.Command, s *app.Store, args []string) error {
		lang := langOf(cmd)
		m, err := vault.Backup(cmd.Context(), s.DB, s.Blobs, clock.System, args[0])
		if fault.CodeOf(err) == fault.Exists {
			return fault.New(fault.Usage, "reason", locale.T(lang, "cli.backup-there", "path", args[0]))
		}
		if err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), locale.T(lang, "cli.backup-done", "path", args[0], "rows", m.Rows(), "files", m.Files))
		return lost(cmd, m)
	})
}

func restoreCmd() *cobra.Command {
	return storeCmd("restore FILE", "cli.restore.short", "cli.restore-args", true, func(cmd *cobra.Command, s *app.Store, args []string) error {
		m, err := vault.Restore(cmd.Context(), s.DB, s.Blobs, args[0])
		if err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), locale.T(langOf(cmd), "cli.restore-done", "rows", m.Rows(), "files", m.Files))
		return lost(cmd, m)
	})
}

// lost says which files are not in a backup as they were: all else is done.
func lost(cmd *cobra.Command, m vault.Manifest) error {
	if len(m.Lost) == 0 {
		return nil
	}
	fmt.Fprintln(cmd.ErrOrStderr(), locale.T(langOf(cmd), "cli.backup-lost", "n", len(m.Lost), "hashes", strings.Join(m.Lost, ", ")))
	return exitError(exitFailed)
}

func checkCmd() *cobra.Command {
	cmd := storeCmd("check", "cli.check.short", "", false, func(cmd *cobra.Command, s *app.Store, _ []string) error {
		lang, out := langOf(cmd), cmd.OutOrStdout()
		r, err := vault.Check(cmd.Context(), s.DB, s.Blobs)
		if err != nil {
			return err
		}
		for _, f := range r.Findings {
			fmt.Fprintln(out, locale.T(lang, f.Key, f.Args...))
		}
		if n := len(r.Findings); n > 0 {
			fmt.Fprintln(out, locale.T(lang, "cli.check-faults", "n", n))
			return exitError(exitFailed)
		}
		fmt.Fprintln(out, locale.T(lang, "cli.check-clean", "files", r.Files, "entries", r.Entries, "dockets", r.Dockets))
		return nil
	})
	cmd.Long = locale.T(locale.Vietnamese, "cli.check-long") + "\n\n" + locale.T(locale.English, "cli.check-long")
	return cmd
}
