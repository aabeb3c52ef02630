package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"thao/internal/locale"
)

// speak puts what cobra says of its own into both languages, as the help texts
// are: headings, and the flags and commands it adds.
func speak(root *cobra.Command) {
	both := func(key string) string {
		return locale.T(locale.Vietnamese, key) + " / " + locale.T(locale.English, key)
	}
	var headings []string
	for _, key := range []string{"usage", "aliases", "examples", "available", "additional", "flags", "global", "topics"} {
		said := map[string]string{"usage": "Usage:", "aliases": "Aliases:", "examples": "Examples:", "available": "Available Commands:",
			"additional": "Additional Commands:", "flags": "Flags:", "global": "Global Flags:", "topics": "Additional help topics:"}[key]
		headings = append(headings, "\n"+said, "\n"+both("cli.help."+key)+":")
	}
	template := strings.NewReplacer(append(headings,
		`Use "{{.CommandPath}} [command] --help" for more information about a command.`, both("cli.help.more"))...).Replace("\n" + root.UsageTemplate())
	root.SetUsageTemplate(strings.TrimPrefix(template, "\n"))
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	each(root, func(c *cobra.Command) {
		c.Flags().BoolP("help", "h", false, both("cli.help.flag"))
		switch c.Name() {
		case "help":
			c.Short, c.Long = both("cli.help.help"), both("cli.help.help")
		case "completion":
			c.Short = both("cli.help.completion")
		}
	})
}

func each(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		each(sub, do)
	}
}
