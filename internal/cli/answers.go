package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"thao/internal/answers"
	"thao/internal/collation"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/matrix"
	"thao/internal/reader"
)

// answersCmd reads matrices that were filled in back into a collation.
func answersCmd() *cobra.Command {
	var dry bool
	var head matrix.Options
	cmd := &cobra.Command{
		Use:     "answers OUT_DIR FILLED…",
		Short:   locale.T(locale.Vietnamese, "cli.answers"),
		Long:    locale.T(locale.Vietnamese, "cli.answers-long") + "\n\n" + locale.T(locale.English, "cli.answers-long"),
		Example: "  thao answers out vu-1.xlsx vu-2.docx --dry-run\n  thao answers out out/matrix.docx",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "cli.answers-args"))
			}
			return nil
		},
		ValidArgsFunction: completeFilled,
		RunE: func(cmd *cobra.Command, args []string) error {
			job := answersJob{cmd: cmd, dir: args[0], files: args[1:], dry: dry, head: head, lang: langOf(cmd)}
			return job.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, locale.T(locale.Vietnamese, "cli.flag-dry-run"))
	headFlags(cmd, &head)
	return cmd
}

// headFlags are what the head of the paper says.
func headFlags(cmd *cobra.Command, head *matrix.Options) {
	for _, f := range []struct {
		name, sentence string
		value          *string
	}{{"parent", "cli.flag-parent", &head.Parent}, {"issuer", "cli.flag-issuer", &head.Issuer}, {"place", "cli.flag-place", &head.Place}, {"basis", "cli.flag-basis", &head.Basis}} {
		cmd.Flags().StringVar(f.value, f.name, "", locale.T(locale.Vietnamese, f.sentence))
	}
}

func completeFilled(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	return []string{"xlsx", "docx", "odt"}, cobra.ShellCompDirectiveFilterFileExt
}

// answersJob is one run of the command.
type answersJob struct {
	cmd   *cobra.Command
	dir   string
	files []string
	dry   bool
	head  matrix.Options // what the paper's head says, over what the collation keeps
	lang  locale.Lang
}

// run reads all files, shows what they change, and unless it is a dry run
// writes the collation and its matrices anew. Where one file cannot be read or
// belongs elsewhere nothing is written.
func (j answersJob) run(ctx context.Context) error {
	c, err := collation.Load(j.dir)
	if err != nil {
		return err
	}
	filled, err := j.read(ctx)
	if err != nil {
		return err
	}
	plan, err := answers.New(c, filled)
	if err != nil {
		return err
	}
	j.tell(plan)
	switch {
	case !plan.Applied():
		j.say("cli.answers-nothing")
	case j.dry:
		j.say("cli.answers-dry")
	default:
		if err := j.write(ctx, c, plan); err != nil {
			return err
		}
	}
	if plan.Lost() {
		return exitError(exitPartly)
	}
	return nil
}

func (j answersJob) read(ctx context.Context) ([]*answers.Filled, error) {
	var filled []*answers.Filled
	for _, name := range j.files {
		data, err := reader.Load(name)
		if err == nil {
			var f *answers.Filled
			if f, err = answers.Read(ctx, name, data); err == nil {
				filled = append(filled, f)
				continue
			}
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fault.Wrap(err, answers.CannotRead, "file", filepath.ToSlash(name), "why", err)
	}
	return filled, nil
}

func (j answersJob) write(ctx context.Context, c *collation.Collation, plan *answers.Plan) error {
	c.Answers = plan.Answers
	kept, err := writeOutputs(ctx, j.dir, c, j.head)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		fmt.Fprintln(j.cmd.ErrOrStderr(), "thao: "+locale.T(j.lang, "cli.cannot-write", "dir", filepath.ToSlash(j.dir), "reason", err.Error()))
		return exitError(exitFailed)
	}
	j.say("cli.answers-done", "dir", j.dir)
	for _, name := range kept {
		j.say("cli.sum-kept", "name", name)
	}
	return nil
}

func (j answersJob) say(key string, args ...any) {
	fmt.Fprintln(j.cmd.OutOrStdout(), locale.T(j.lang, key, args...))
}

// tell shows the change list, then what it comes to.
func (j answersJob) tell(plan *answers.Plan) {
	applied, lost := 0, 0
	for _, c := range plan.Changes {
		j.change(c)
		if c.Applied() {
			applied++
		}
		if c.Lost() {
			lost++
		}
	}
	j.say("cli.answers-sum", "rows", plan.Rows, "known", plan.Known, "answers", applied, "lost", lost)
}

// change is one line of the list, and one more for each side of a contradiction.
func (j answersJob) change(c answers.Change) {
	before, after := brief(c.Before), brief(c.After)
	if c.Lost() { // whoever is to enter it by hand needs all of it
		before, after = c.Before, c.After
	}
	args := []any{"where", j.where(c.File, c.Sheet, c.Row), "rows", j.rows(c), "before", before, "after", after}
	j.say("answers.change."+string(c.Kind), args...)
	for _, s := range c.Sides {
		from := locale.T(j.lang, "answers.side.stands")
		if s.File != "" {
			from = j.where(s.File, s.Sheet, s.Row)
		}
		if s.By != "" {
			from += " (" + s.By + ")"
		}
		words := s.Words
		if words == "" {
			words = locale.T(j.lang, "answers.side.none")
		}
		j.say("answers.side", "from", from, "words", words)
	}
}

// where is "vu-1.xlsx, trang tính Bảng tổng hợp, hàng 12".
func (j answersJob) where(file, sheet string, row int) string {
	switch {
	case row == 0:
		return file
	case sheet != "":
		return locale.T(j.lang, "answers.where.sheet", "file", file, "sheet", sheet, "row", row)
	}
	return locale.T(j.lang, "answers.where", "file", file, "row", row)
}

// rows are ordinals of the matrix, runs of them as "7–9", and the bodies an
// exception is for.
func (j answersJob) rows(c answers.Change) string {
	var out []string
	for i := 0; i < len(c.Rows); {
		n := i
		for n+1 < len(c.Rows) && c.Rows[n+1] == c.Rows[n]+1 {
			n++
		}
		switch {
		case n > i+1:
			out = append(out, fmt.Sprintf("%d–%d", c.Rows[i], c.Rows[n]))
		default:
			for _, r := range c.Rows[i : n+1] {
				out = append(out, fmt.Sprint(r))
			}
		}
		i = n + 1
	}
	text := strings.Join(out, ", ")
	if len(c.Bodies) > 0 {
		text = locale.T(j.lang, "answers.rows.apart", "rows", text, "bodies", strings.Join(c.Bodies, ", "))
	}
	return text
}

// longestWords is how many characters of an answer that is taken the list shows.
const longestWords = 160

// brief is the beginning of a text, in one line.
func brief(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= longestWords {
		return string(r)
	}
	return string(r[:longestWords-1]) + "…"
}
