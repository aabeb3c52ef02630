package cli

import (
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"thao/internal/app"
	"thao/internal/fault"
	"thao/internal/locale"
)

// serveCmd runs the server.
func serveCmd() *cobra.Command {
	var cfg app.Config
	cmd := &cobra.Command{
		Use:   "serve",
		Short: locale.T(locale.Vietnamese, "cli.serve.short"),
		Long:  locale.T(locale.Vietnamese, "cli.serve-long") + "\n\n" + locale.T(locale.English, "cli.serve-long"),
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := fromEnvironment(cmd); err != nil {
				return err
			}
			return serve(cmd, cfg)
		},
	}
	storeFlags(cmd, &cfg)
	listenFlags(cmd, &cfg)
	flags := cmd.Flags()
	flags.StringVar(&cfg.SMTP, "smtp", "", locale.T(locale.Vietnamese, "cli.flag-smtp"))
	flags.StringVar(&cfg.MailFrom, "mail-from", "", locale.T(locale.Vietnamese, "cli.flag-from"))
	flags.BoolVar(&cfg.Proxy, "proxy", false, locale.T(locale.Vietnamese, "cli.flag-proxy"))
	flags.BoolVar(&cfg.WebhooksInside, "webhooks-inside", false, locale.T(locale.Vietnamese, "cli.flag-inside"))
	return cmd
}

// listenFlags are the flags that say where people reach the site.
func listenFlags(cmd *cobra.Command, cfg *app.Config) {
	flags := cmd.Flags()
	flags.StringVar(&cfg.Listen, "listen", app.DefaultListen, locale.T(locale.Vietnamese, "cli.flag-listen"))
	flags.StringVar(&cfg.URL, "url", "", locale.T(locale.Vietnamese, "cli.flag-url"))
	flags.StringVar(&cfg.Org, "org", "", locale.T(locale.Vietnamese, "cli.flag-org"))
	flags.BoolVar(&cfg.Gallery, "gallery", false, "")
	_ = flags.MarkHidden("gallery") // for whoever works on the look
}

// storeFlags are the flags that say where the data lies.
func storeFlags(cmd *cobra.Command, cfg *app.Config) {
	cmd.Flags().StringVar(&cfg.Data, "data", app.DefaultData, locale.T(locale.Vietnamese, "cli.flag-data"))
	cmd.Flags().StringVar(&cfg.DB, "db", "", locale.T(locale.Vietnamese, "cli.flag-db"))
	_ = cmd.MarkFlagDirname("data")
}

// fromEnvironment gives each flag that was not set the value of its variable:
// --mail-from is THAO_MAIL_FROM. Passwords are better kept there.
func fromEnvironment(cmd *cobra.Command) error {
	for _, name := range []string{"data", "db", "listen", "url", "org", "smtp", "mail-from", "proxy", "webhooks-inside"} {
		flag := cmd.Flags().Lookup(name)
		variable := "THAO_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		value, set := os.LookupEnv(variable)
		if flag == nil || flag.Changed || !set {
			continue
		}
		if err := flag.Value.Set(value); err != nil {
			return fault.Wrap(err, fault.Usage, "reason", variable+": "+value)
		}
	}
	return nil
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "cli.no-arguments", "use", cmd.UseLine()))
	}
	return nil
}

// softMemory is where the collector begins to work harder, in bytes: a matrix of
// 100,000 comments then takes longer to write, instead of the machine's memory.
// GOMEMLIMIT says otherwise.
const softMemory = 400 << 20

// serve runs until it is interrupted. People read standard output; the log, as
// JSON lines, goes to standard error.
func serve(cmd *cobra.Command, cfg app.Config) error {
	log := slog.New(slog.NewJSONHandler(cmd.ErrOrStderr(), nil))
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
	a, err := app.Open(cmd.Context(), cfg, log)
	if err != nil {
		return err
	}
	defer a.Close()
	lang, out := langOf(cmd), cmd.OutOrStdout()
	err = a.Serve(cmd.Context(), func(_, link string) {
		fmt.Fprintln(out, locale.T(lang, "cli.serve-ready", "url", a.Config.URL))
		if link != "" {
			fmt.Fprintln(out, locale.T(lang, "cli.serve-first", "link", link))
		}
	})
	if err == nil {
		fmt.Fprintln(out, locale.T(lang, "cli.serve-stopped"))
	}
	return err
}
