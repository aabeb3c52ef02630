package cli

import (
	"fmt"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"thao/internal/app"
	"thao/internal/demo"
	"thao/internal/fault"
	"thao/internal/locale"
)

// demoCmd runs the server with a consultation to look at.
func demoCmd() *cobra.Command {
	var cfg app.Config
	cmd := &cobra.Command{
		Use:   "demo",
		Short: locale.T(locale.Vietnamese, "cli.demo.short"),
		Long:  locale.T(locale.Vietnamese, "cli.demo-long") + "\n\n" + locale.T(locale.English, "cli.demo-long"),
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := fromEnvironment(cmd); err != nil {
				return err
			}
			return demonstrate(cmd, cfg)
		},
	}
	cmd.Flags().StringVar(&cfg.Data, "data", "", locale.T(locale.Vietnamese, "cli.flag-demo-data"))
	_ = cmd.MarkFlagDirname("data")
	cmd.Flags().StringVar(&cfg.DB, "db", "", locale.T(locale.Vietnamese, "cli.flag-db"))
	listenFlags(cmd, &cfg)
	return cmd
}

// demonstrate fills an empty server and runs it. Without a folder it takes one
// that is gone afterwards; a folder that was filled before is shown as it is.
func demonstrate(cmd *cobra.Command, cfg app.Config) error {
	if cfg.Data == "" {
		dir, err := os.MkdirTemp("", "thao-demo-")
		if err != nil {
			return fault.Wrap(err, fault.Unavailable)
		}
		defer os.RemoveAll(dir)
		cfg.Data = dir
	}
	if cfg.Org == "" {
		cfg.Org = locale.T(langOf(cmd), "cli.demo-org")
	}
	log := slog.New(slog.NewJSONHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	hour := &demo.Clock{}
	a, err := app.OpenAt(cmd.Context(), cfg, log, hour.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	out, lang := cmd.OutOrStdout(), langOf(cmd)
	fmt.Fprintln(out, locale.T(lang, "cli.demo-filling"))
	if a.Demo, err = demo.Fill(cmd.Context(), a, hour); err != nil {
		return err
	}
	err = a.Serve(cmd.Context(), func(url, _ string) {
		fmt.Fprintln(out, locale.T(lang, "cli.demo-ready", "url", url))
	})
	if err == nil {
		fmt.Fprintln(out, locale.T(lang, "cli.serve-stopped"))
	}
	return err
}
