package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"thao/internal/compare"
	"thao/internal/compareview"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
	"thao/internal/redline"
)

// writeRedline writes a Word redline: on a copy of the new file where both are
// Word files, else set in the house style.
func writeRedline(ctx context.Context, w io.Writer, versions [2]version, opt redline.Options) error {
	if versions[0].word && versions[1].word {
		return redline.Write(ctx, w, versions[0].data, versions[1].data, opt)
	}
	return redline.WritePlain(ctx, w, versions[0].blocks, versions[1].blocks, opt)
}

func compareCmd() *cobra.Command {
	j := &compareJob{}
	var date string
	cmd := &cobra.Command{
		Use:   "compare OLD NEW",
		Short: locale.T(locale.Vietnamese, "compare.short"),
		Long:  locale.T(locale.Vietnamese, "compare.long") + "\n\n" + locale.T(locale.English, "compare.long"),
		Example: "  thao compare lan-1.docx lan-2.docx --out so-sanh.docx --html so-sanh.html\n" +
			"  thao compare v1.odt v2.docx --json -",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fault.New(fault.Usage, "reason", locale.T(langOf(cmd), "compare.args"))
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) < 2 {
				return []string{"docx", "odt", "md", "txt", "html", "pdf"}, cobra.ShellCompDirectiveFilterFileExt
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			j.cmd, j.lang = cmd, langOf(cmd)
			j.files = [2]string{args[0], args[1]}
			if err := j.check(date); err != nil {
				return err
			}
			return j.run(cmd.Context())
		},
	}
	cmd.Flags().StringVarP(&j.out, "out", "o", "", locale.T(locale.Vietnamese, "compare.flag-out"))
	cmd.Flags().StringVar(&j.html, "html", "", locale.T(locale.Vietnamese, "compare.flag-html"))
	cmd.Flags().StringVar(&j.json, "json", "", locale.T(locale.Vietnamese, "compare.flag-json"))
	cmd.Flags().StringVar(&j.author, "author", "Thảo", locale.T(locale.Vietnamese, "compare.flag-author"))
	cmd.Flags().StringVar(&date, "date", "", locale.T(locale.Vietnamese, "compare.flag-date"))
	cmd.Flags().BoolVar(&j.force, "force", false, locale.T(locale.Vietnamese, "compare.flag-force"))
	return cmd
}

// toScreen is the name of standard output among the files of results.
const toScreen = "-"

// compareJob is one run of the command.
type compareJob struct {
	cmd             *cobra.Command
	lang            locale.Lang
	files           [2]string // old, new
	out, html, json string    // files to write; "" for none
	author          string
	date            time.Time
	force           bool // write even where the two have hardly anything in common
}

// check looks at the command line before any file is read.
func (j *compareJob) check(date string) error {
	usage := func(key string, args ...any) error {
		return fault.New(fault.Usage, "reason", locale.T(j.lang, key, args...))
	}
	var err error
	if j.date, err = dateOf(date); err != nil {
		return usage("compare.bad-date")
	}
	taken := []string{j.files[0], j.files[1]}
	for _, name := range j.targets() {
		for _, other := range taken {
			if sameFile(name, other) {
				return usage("compare.overwrites", "file", name)
			}
		}
		taken = append(taken, name)
	}
	return nil
}

// dateOf reads a day or a moment; nothing said is now.
func dateOf(s string) (time.Time, error) {
	if s == "" {
		return time.Now(), nil
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, nil
	}
	return time.Parse(time.RFC3339, s)
}

// targets are the files to be written.
func (j *compareJob) targets() []string {
	var out []string
	for _, name := range []string{j.out, j.html, j.json} {
		if name != "" && name != toScreen {
			out = append(out, name)
		}
	}
	return out
}

// sameFile reports whether two names lead to one file, there already or not.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	if errX == nil && errY == nil {
		return os.SameFile(x, y)
	}
	a, errX = filepath.Abs(a)
	b, errY = filepath.Abs(b)
	return errX == nil && errY == nil && a == b
}

// version is one of the two texts.
type version struct {
	data     []byte
	word     bool          // it is a Word file
	blocks   []prose.Block // the text proper, tracked changes accepted
	tree     *outline.Tree
	tracked  bool // it has tracked changes, which were taken as accepted
	warnings []reader.Warning
}

func (j *compareJob) run(ctx context.Context) error {
	var versions [2]version
	for k, name := range j.files {
		v, err := readVersion(ctx, name)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			fmt.Fprintln(j.cmd.ErrOrStderr(), "thao: "+locale.T(j.lang, "compare.unreadable", "file", name, "why", err))
			return exitError(exitUsage)
		}
		versions[k] = v
	}
	a := compare.Trees(versions[0].tree, versions[1].tree)
	unlike := j.warn(versions, a)
	if unlike && !j.force && len(j.targets()) > 0 {
		return j.holdBack(a)
	}
	written, err := j.write(ctx, versions, a)
	if err != nil {
		return j.cannotWrite(ctx, err)
	}
	if j.json == toScreen {
		return nil
	}
	return summariseComparison(j.cmd.OutOrStdout(), a, j.files, j.lang, len(j.targets()) == 0, written)
}

// holdBack shows what was found of two texts that are hardly versions of one
// draft, and writes none of the files asked for.
func (j *compareJob) holdBack(a *compare.Alignment) error {
	if err := summariseComparison(j.cmd.OutOrStdout(), a, j.files, j.lang, true, nil); err != nil {
		return err
	}
	fmt.Fprintln(j.cmd.ErrOrStderr(), "thao: "+locale.T(j.lang, "compare.held-back"))
	return exitError(exitUsage)
}

// readVersion reads a text as it stands when its tracked changes are accepted.
func readVersion(ctx context.Context, name string) (version, error) {
	data, err := reader.Load(name)
	if err != nil {
		return version{}, err
	}
	file, err := reader.Open(ctx, name, data)
	if err != nil {
		return version{}, err
	}
	if file.Document == nil {
		return version{}, fault.New(fault.UnknownFormat, "ext", filepath.Ext(name))
	}
	blocks, tracked := file.Document.Base, file.Document.Final != nil
	if tracked {
		blocks = file.Document.Final
	}
	blocks = prose.Body(blocks)
	return version{
		data: data, word: file.Kind == reader.Word, blocks: blocks, tree: outline.Build(blocks),
		tracked: tracked, warnings: file.Warnings,
	}, nil
}

// warn says what the reader must know before trusting the result, and whether
// the two are hardly alike.
func (j *compareJob) warn(versions [2]version, a *compare.Alignment) (unlike bool) {
	w := j.cmd.ErrOrStderr()
	for k, v := range versions {
		if v.tracked {
			fmt.Fprintln(w, locale.T(j.lang, "compare.sum-tracked", "file", j.files[k]))
		}
		for _, left := range v.warnings {
			fmt.Fprintln(w, j.files[k]+": "+locale.T(j.lang, "warning."+left.Code, "part", left.Part))
		}
	}
	alike := a.Likeness()
	if alike >= compareview.HardlyAlike {
		return false
	}
	what := locale.T(j.lang, "compare.unlike", "share", compareview.Percent(j.lang, 1-alike))
	fmt.Fprintln(w, locale.T(j.lang, "compare.sum-warning", "what", what))
	return true
}

// write makes all that was asked for before any of it goes to disk. A file that
// is there and says something else is kept under a numbered name. What was
// written and kept is said in sentences.
func (j *compareJob) write(ctx context.Context, versions [2]version, a *compare.Alignment) (said []string, err error) {
	asJSON := func(w io.Writer) error { return writeJSON(w, compare.NewReport(a, string(j.lang))) }
	if j.json == toScreen {
		if err := asJSON(j.cmd.OutOrStdout()); err != nil {
			return nil, err
		}
	}
	makers := map[string]func(io.Writer) error{
		j.json: asJSON,
		j.html: func(w io.Writer) error {
			titles := compareview.Titles{Old: filepath.Base(j.files[0]), New: filepath.Base(j.files[1])}
			return compareview.Write(w, a, titles, j.lang, compareview.SideBySide)
		},
		j.out: func(w io.Writer) error {
			return writeRedline(ctx, w, versions, redline.Options{Author: j.author, Date: j.date})
		},
	}
	made := map[string][]byte{}
	for _, name := range j.targets() {
		var b bytes.Buffer
		if err := makers[name](&b); err != nil {
			return nil, err
		}
		made[name] = b.Bytes()
	}
	for _, name := range j.targets() {
		kept, err := writeOne(ctx, name, func(w io.Writer) error {
			_, err := w.Write(made[name])
			return err
		})
		if err != nil {
			return nil, err
		}
		said = append(said, locale.T(j.lang, "compare.sum-written", "file", name))
		if kept != "" {
			said = append(said, locale.T(j.lang, "cli.sum-kept", "name", filepath.Join(filepath.Dir(name), kept)))
		}
	}
	return said, nil
}

// cannotWrite says why nothing was written. What the redline's writer refuses
// comes as a fault and is said as such.
func (j *compareJob) cannotWrite(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if _, ok := errors.AsType[*fault.Error](err); ok {
		return err
	}
	fmt.Fprintln(j.cmd.ErrOrStderr(), "thao: "+locale.T(j.lang, "compare.cannot-write", "reason", err.Error()))
	return exitError(exitFailed)
}
