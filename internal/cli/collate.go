package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/matrix"
)

func collateCmd() *cobra.Command {
	var out, profile string
	var head matrix.Options
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "collate DRAFT REPLIES",
		Short: locale.T(locale.Vietnamese, "cli.collate"),
		Long:  locale.T(locale.Vietnamese, "cli.collate-long") + "\n\n" + locale.T(locale.English, "cli.collate-long"),
		Example: "  thao collate du-thao.docx tra-loi --out out\n" +
			"  thao collate draft.docx replies --profile generic --json > collation.json",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "cli.collate-args"))
			}
			return nil
		},
		ValidArgsFunction: completeFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(matrix.ProfileNames(), profile) {
				return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "cli.profile", "names", strings.Join(matrix.ProfileNames(), ", ")))
			}
			job := collateJob{cmd: cmd, draft: args[0], replies: args[1], out: out, profile: profile, head: head, json: asJSON, lang: langOf(cmd)}
			return job.run(cmd.Context())
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", locale.T(locale.Vietnamese, "cli.flag-out"))
	cmd.Flags().StringVar(&profile, "profile", "vn-state", strings.Join(matrix.ProfileNames(), " | "))
	headFlags(cmd, &head)
	cmd.Flags().BoolVar(&asJSON, "json", false, locale.T(locale.Vietnamese, "cli.flag-json"))
	_ = cmd.RegisterFlagCompletionFunc("profile", cobra.FixedCompletions(matrix.ProfileNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func completeFiles(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return []string{"docx", "odt", "md", "txt", "html", "pdf"}, cobra.ShellCompDirectiveFilterFileExt
	}
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// collateJob is one run of the command.
type collateJob struct {
	cmd                          *cobra.Command
	draft, replies, out, profile string
	head                         matrix.Options // what the paper's head says besides what was read
	json                         bool
	lang                         locale.Lang
}

// run collates, writes everything or nothing, and tells what was found. With
// --json alone nothing is written to disk.
func (j collateJob) run(ctx context.Context) error {
	progress := newProgress(j.cmd.ErrOrStderr(), j.lang)
	defer progress.clear()
	dir := j.out
	if dir == "" && !j.json {
		dir = "out"
	}
	options := collate.Options{Profile: j.profile, Lang: j.lang, Progress: progress.step}
	if dir != "" {
		options.Skip = j.ownFiles(dir)
	}
	c, err := collate.Run(ctx, j.draft, j.replies, options)
	progress.clear()
	if err != nil {
		return j.refuse(err)
	}
	c.Head = j.head.Head(nil)
	var kept []string
	if dir != "" {
		if kept, err = writeOutputs(ctx, dir, c, j.head); err != nil {
			return j.cannotWrite(ctx, dir, err)
		}
	}
	if j.json {
		if err := writeJSON(j.cmd.OutOrStdout(), c); err != nil {
			return j.cannotWrite(ctx, "-", err)
		}
	} else {
		if err := summarise(j.cmd.OutOrStdout(), c, j.lang, dir, kept); err != nil {
			return j.cannotWrite(ctx, "-", err)
		}
	}
	if unreadable(c) > 0 {
		return exitError(exitPartly)
	}
	return nil
}

// ownFiles is what lies in the output folder from this program: no replies, even
// where the results go beside them.
func (j collateJob) ownFiles(dir string) []string {
	if !sameFolder(dir, j.replies) {
		return []string{dir}
	}
	var own []string
	for _, pattern := range []string{"matrix*.docx", "matrix*.xlsx", "matrix*.html", "collation*.json", "draft-comments*.docx"} {
		names, _ := filepath.Glob(filepath.Join(dir, pattern))
		own = append(own, names...)
	}
	return own
}

func sameFolder(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// refuse says why there is no result.
func (j collateJob) refuse(err error) error {
	if d, ok := errors.AsType[*collate.DraftError](err); ok {
		fmt.Fprintln(j.cmd.ErrOrStderr(), "thao: "+locale.T(j.lang, "cli.draft-unreadable", "file", d.File, "why", d.Err))
		return exitError(exitUsage)
	}
	return err
}

func (j collateJob) cannotWrite(ctx context.Context, dir string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	fmt.Fprintln(j.cmd.ErrOrStderr(), "thao: "+locale.T(j.lang, "cli.cannot-write", "dir", filepath.ToSlash(dir), "reason", err.Error()))
	return exitError(exitFailed)
}

func unreadable(c *collation.Collation) int {
	n := 0
	for _, r := range c.Replies {
		if r.Status == collation.Unreadable {
			n++
		}
	}
	return n
}
