package consultation

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thao/internal/access"
	"thao/internal/answers"
	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	"thao/internal/matrix"
)

// collated is a round with all the samples' replies read and grouped.
func (k *asking) collated() Round {
	k.t.Helper()
	r := k.opened()
	for _, name := range replyFiles(k.t) {
		k.receive(r.ID, name, k.sample(name))
	}
	k.work()
	return r
}

func (k *asking) actor(name string, role access.Role) *access.Actor {
	k.t.Helper()
	key := k.account(name, false)
	k.exec(`INSERT INTO docket_role (docket_id, account_id, role) VALUES ($1, $2, $3)`, k.docket, key, string(role))
	return k.load(key)
}

func (k *asking) paper(round id.ID, form Paper) []byte {
	k.t.Helper()
	var out bytes.Buffer
	k.must(k.WriteMatrix(k.t.Context(), k.secretary, k.docket, round, form, locale.Vietnamese, &out))
	return out.Bytes()
}

// fill writes answers into the rows of a workbook, in order; "" leaves one as it is.
func fill(t *testing.T, data []byte, words ...string) []byte {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet := book.GetSheetList()[0]
	rows, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		if len(r) < 6 || r[5] == "" || r[0] == "" || len(words) == 0 {
			continue
		}
		if at, _ := excelize.CoordinatesToCellName(5, i+1); words[0] != "" {
			if err := book.SetCellStr(sheet, at, words[0]); err != nil {
				t.Fatal(err)
			}
		}
		words = words[1:]
	}
	if len(words) > 0 {
		t.Fatalf("no rows for %q", words)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (k *asking) send(round id.ID, name string, data []byte) Load {
	k.t.Helper()
	l, err := k.LoadMatrix(k.t.Context(), k.secretary, k.docket, round, name, bytes.NewReader(data))
	k.must(err)
	return l
}

func (k *asking) answersIn(round id.ID) map[slot]Answer {
	k.t.Helper()
	c, err := k.Collation(k.t.Context(), k.secretary, k.docket, round)
	k.must(err)
	return c.slots
}

// The kernel finds in the server's collation what it finds in the command
// line's: the same table, word for word.
func TestMatrixOfTheServerIsThatOfTheCommandLine(t *testing.T) {
	dir := samples(t)
	want, err := collate.Run(t.Context(), filepath.Join(dir, "du-thao-1.docx"), filepath.Join(dir, "tra-loi"), collate.Options{Profile: "vn-party"})
	if err != nil {
		t.Fatal(err)
	}
	p, _ := matrix.ProfileOf(want.Profile)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.collated()
		m, c, err := k.Matrix(t.Context(), k.secretary, k.docket, r.ID)
		k.must(err)
		if len(c.Comments) != len(want.Comments) || len(c.Groups) != len(want.Groups) || len(c.Passages) != len(want.Passages) {
			t.Errorf("%d comments, %d groups, %d passages; want %d, %d, %d", len(c.Comments), len(c.Groups), len(c.Passages), len(want.Comments), len(want.Groups), len(want.Passages))
		}
		got, asked := rowWords(m, c.Collation), rowWords(matrix.New(want, p, matrix.Options{}), want)
		slices.Sort(got)
		slices.Sort(asked)
		for i := range min(len(got), len(asked)) {
			if got[i] != asked[i] {
				t.Fatalf("row %d:\n%s\nwant\n%s", i, got[i], asked[i])
			}
		}
		k.pagesAgree(r, m)
		for _, form := range Papers() {
			if form != Annex && len(k.paper(r.ID, form)) < 1000 {
				t.Errorf("%s is empty", form)
			}
		}
	})
}

// pagesAgree reads the table page by page: all pages together have the rows of
// the whole, word for word, and each is headed as the whole is.
func (k *asking) pagesAgree(r Round, whole *matrix.Matrix) {
	k.t.Helper()
	q, at := k.DB.Reader(k.t.Context()), 0
	var want []matrix.Row
	headings := map[string]bool{}
	for _, row := range whole.Rows {
		headings[row.Heading] = true
		if row.Kind == matrix.CommentRow {
			want = append(want, row)
		}
	}
	f, err := k.frameOf(q, k.docket, r.ID, 4)
	k.must(err)
	var place matrix.Cell
	var begins []id.ID
	for next := id.ID(""); at < len(want); {
		p, err := k.matrixPage(q, f, next)
		k.must(err)
		if p.From != at+1 || p.Total != len(want) || p.First() != (at == 0) || p.Last() != (p.To == len(want)) || !p.Printable {
			k.t.Fatalf("from %d to %d of %d, after %d of %d", p.From, p.To, p.Total, at, len(want))
		}
		if len(begins) > 0 && p.Prev != begins[len(begins)-1] {
			k.t.Errorf("the page before begins with %s, want %s", p.Prev, begins[len(begins)-1])
		}
		begins, next = append(begins, id.ID(want[at].Group)), p.Next
		if !reflect.DeepEqual([]any{p.Head, p.Title, p.Intro, p.Columns, p.Foot}, []any{whole.Head, whole.Title, whole.Intro, whole.Columns, whole.Foot}) {
			k.t.Fatalf("the page is headed\n%+v %+v\nthe whole\n%+v %+v", p.Intro, p.Columns, whole.Intro, whole.Columns)
		}
		if p.Rows[0].Kind != matrix.SectionRow {
			k.t.Errorf("the page from %d does not say where it begins", p.From)
		}
		var told matrix.Cell
		for _, row := range p.Rows {
			if row.Kind == matrix.SectionRow {
				if !headings[row.Heading] && !strings.Contains(row.Heading, " › ") {
					k.t.Errorf("section %q is not in the whole", row.Heading)
				}
				continue
			}
			if want[at].PlaceSpan > 0 {
				place = want[at].Place
			}
			if row.PlaceSpan > 0 {
				told = row.Place
			}
			if !reflect.DeepEqual(told, place) {
				k.t.Errorf("row %d stands at %v, in the whole at %v", at+1, told, place)
			}
			row.Place, row.PlaceSpan = want[at].Place, want[at].PlaceSpan
			if !reflect.DeepEqual(row, want[at]) {
				k.t.Fatalf("row %d\n%+v\nin the whole\n%+v", at+1, row, want[at])
			}
			at++
		}
	}
	all, err := k.MatrixPage(k.t.Context(), k.secretary, k.docket, r.ID, "", true)
	k.must(err)
	if !reflect.DeepEqual(all.Rows, whole.Rows) || !all.First() || !all.Last() || all.Printable {
		k.t.Errorf("the whole for the printer has %d rows, want %d; %v", len(all.Rows), len(whole.Rows), all.Printable)
	}
	if p, err := k.matrixPage(q, f, id.New()); err != nil || !p.First() || p.From != 1 {
		k.t.Errorf("from a group that is not there: %+v, %v", p, err)
	}
}

// rowWords are the comment rows, each as the words of its comments in a fixed
// order: which of several letters came first differs.
func rowWords(m *matrix.Matrix, c *collation.Collation) (out []string) {
	texts := map[string]string{}
	for _, m := range c.Comments {
		texts[m.ID] = m.Path + m.Text + m.Before + m.After
	}
	for _, r := range m.Rows {
		var words []string
		for _, key := range r.Comments {
			words = append(words, texts[key])
		}
		slices.Sort(words)
		if len(words) > 0 {
			out = append(out, strings.Join(words, "\n"))
		}
	}
	return out
}

// Down, filled in, up again: exactly what was filled in is shown, then written,
// and stands in the next paper; nobody confirms what they sent in themselves.
func TestMatrixGoesDownAndComesBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.collated()
		reviewer := k.actor("Phó Trưởng ban", access.Reviewer)
		sent := fill(t, k.paper(r.ID, Excel), "Tiếp thu. Đã bổ sung.", "Không tiếp thu, vì đã có quy định.", "", "Ghi nhận.")
		l := k.send(r.ID, "vu-2.xlsx", sent)
		if len(l.Plan.Changes) != 3 || l.Plan.Changes[0].Before != nil || l.Plan.Changes[1].After.Verdict != matrix.Refused {
			t.Fatalf("%+v", l.Plan)
		}
		if n := len(k.answersIn(r.ID)); n != 0 {
			t.Fatalf("looking changes %d answers", n)
		}
		_, err := k.LoadMatrix(ctx, k.stranger, k.docket, r.ID, "x.xlsx", bytes.NewReader(sent))
		k.want(err, fault.Denied)

		k.must(k.ApplyLoad(ctx, k.secretary, k.docket, l.ID, l.Rev, true))
		k.want(k.ApplyLoad(ctx, k.secretary, k.docket, l.ID, l.Rev, true), fault.WrongState)
		for at, a := range k.answersIn(r.ID) {
			if a.State != Submitted || a.WrittenBy != k.secretary.Account {
				t.Errorf("%+v", a)
			}
			if err := k.ConfirmAnswers(ctx, k.secretary, k.docket, at.group); fault.CodeOf(err) != fault.Denied {
				t.Errorf("confirmed by who sent it in: %v", err)
			}
			k.must(k.ConfirmAnswers(ctx, reviewer, k.docket, at.group))
		}
		again := k.send(r.ID, "vu-2.xlsx", k.paper(r.ID, Excel))
		if len(again.Plan.Changes) != 0 {
			t.Errorf("the paper as it is changes %+v", again.Plan.Changes)
		}
		word := k.send(r.ID, "vu-2.docx", k.paper(r.ID, Word))
		if len(word.Plan.Changes) != 0 || word.Plan.Known != word.Plan.Rows {
			t.Errorf("the Word paper as it is: %+v", word.Plan)
		}
		k.sound()
	})
}

// What was written on the desk between the look and the yes is not overwritten:
// nothing is applied, and the file is compared anew.
func TestMatrixIsStaleWhereTheDeskWentOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.collated()
		l := k.send(r.ID, "a.xlsx", fill(t, k.paper(r.ID, Excel), "Tiếp thu.", "Tiếp thu."))
		other := l.Plan.Changes[1]
		_, err := k.WriteAnswer(ctx, k.secretary, k.docket, other.Group, AnswerForm{Verdict: matrix.Noted, Reason: "Của bàn."})
		k.must(err)
		k.want(k.ApplyLoad(ctx, k.secretary, k.docket, l.ID, l.Rev, false), fault.Stale)
		if n := len(k.answersIn(r.ID)); n != 1 {
			t.Errorf("%d answers, want the desk's alone", n)
		}
		l, err = k.ReadLoad(ctx, k.secretary, k.docket, l.ID)
		k.must(err)
		if l.Rev != 2 || len(l.Plan.Changes) != 1 || len(l.Plan.Told) != 1 || l.Plan.Told[0].Kind != answers.Conflict || l.Plan.Told[0].Groups[0].ID != other.Group {
			t.Fatalf("%+v", l)
		}
		k.must(k.ApplyLoad(ctx, k.secretary, k.docket, l.ID, l.Rev, false))
		if a := k.answersIn(r.ID)[slot{other.Group, ""}]; a.Reason != "Của bàn." {
			t.Errorf("%+v", a)
		}
		k.want(k.DropLoad(ctx, k.secretary, k.docket, l.ID), fault.WrongState)
	})
}

// A file that is no matrix of the round is refused and leaves nothing.
func TestMatrixRefusesStrangeFiles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.collated()
		for name, data := range map[string][]byte{"a.docx": k.sample("88-CV-TU.docx"), "b.xlsx": []byte("PK\x03\x04"), "c.xlsx": nil} {
			if _, err := k.LoadMatrix(t.Context(), k.secretary, k.docket, r.ID, name, bytes.NewReader(data)); err == nil || fault.CodeOf(err) == fault.Internal {
				t.Errorf("%s: %v", name, err)
			}
		}
		loads, err := k.Loads(t.Context(), k.secretary, k.docket, r.ID)
		k.must(err)
		if len(loads) != 0 {
			t.Errorf("%d loads", len(loads))
		}
	})
}

// The samples' filled tables give the server the answers they give the command
// line, and the next version closes the loop the same way.
func TestFilledSamplesAndLoop(t *testing.T) {
	dir := samples(t)
	want, err := collate.Run(t.Context(), filepath.Join(dir, "du-thao-1.docx"), filepath.Join(dir, "tra-loi"), collate.Options{Profile: "vn-party"})
	if err != nil {
		t.Fatal(err)
	}
	files := []string{"bang-da-dien.xlsx", "bang-da-dien-2.docx"}
	var filled []*answers.Filled
	for _, name := range files {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		f, err := answers.Read(t.Context(), name, data)
		if err != nil {
			t.Fatal(err)
		}
		filled = append(filled, f)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.collated()
		for _, name := range files {
			data, err := os.ReadFile(filepath.Join(dir, name))
			k.must(err)
			l := k.send(r.ID, name, data)
			k.must(k.ApplyLoad(t.Context(), k.secretary, k.docket, l.ID, l.Rev, true))
			plan, err := answers.New(want, filled[slices.Index(files, name):][:1])
			k.must(err)
			want.Answers = plan.Answers
		}
		c, err := k.Collation(t.Context(), k.secretary, k.docket, r.ID)
		k.must(err)
		got, asked := saidTo(c.Collation), saidTo(want)
		if len(asked) == 0 || len(got) != len(asked) {
			t.Errorf("%d comments answered, want %d", len(got), len(asked))
		}
		for i := range min(len(got), len(asked)) {
			if got[i] != asked[i] {
				t.Fatalf("%s\nwant\n%s", got[i], asked[i])
			}
		}
		k.closesLoop(r)
		want.Answers = nil
	})
}

// saidTo lists each answered comment's words with its answer.
func saidTo(c *collation.Collation) (out []string) {
	to := c.AnswersByComment()
	for _, m := range c.Comments {
		if a, answered := to[m.ID]; answered {
			out = append(out, strings.Join([]string{m.Text, m.After, a.Verdict, a.Reason}, " | "))
		}
	}
	slices.Sort(out)
	return out
}

// next confirms one of the samples' drafts as the next version.
func (k *asking) next(name string) {
	k.t.Helper()
	f, err := os.Open(filepath.Join(samples(k.t), name))
	k.must(err)
	defer f.Close()
	drafts := &draft.Service{DB: k.DB, Clock: k.Clock, Blobs: k.Blobs, Dockets: k.Dockets}
	up, err := drafts.Upload(k.t.Context(), k.secretary, k.docket, draft.Upload{Name: name, Body: f})
	k.must(err)
	_, err = drafts.Confirm(k.t.Context(), k.secretary, k.docket, up.Version.ID, up.Version.Rev)
	k.must(err)
}

func (k *asking) closesLoop(r Round) {
	k.t.Helper()
	l, err := k.Loop(k.t.Context(), k.secretary, k.docket, r.ID, "")
	k.must(err)
	if len(l.Versions) != 0 || l.Open() != 0 {
		k.t.Fatalf("there is no next version, but %+v", l)
	}
	k.next("du-thao-2.docx")
	l, err = k.Loop(k.t.Context(), k.secretary, k.docket, r.ID, "")
	k.must(err)
	if l.Next.Number != 2 || len(l.Unkept) == 0 || len(l.Unasked) == 0 || len(l.Uneven) == 0 {
		k.t.Fatalf("unkept %d, unasked %d, uneven %d, contradicted %d against version %d", len(l.Unkept), len(l.Unasked), len(l.Uneven), len(l.Contradicted), l.Next.Number)
	}
	for _, i := range l.Unkept {
		if i.Number == 0 || i.Verdict != matrix.Accepted && i.Verdict != matrix.Partly {
			k.t.Errorf("%+v", i)
		}
	}
	m, _, err := k.Matrix(k.t.Context(), k.secretary, k.docket, r.ID)
	k.must(err)
	if len(m.Columns) != 6 {
		k.t.Errorf("%d columns, want that of the next version too", len(m.Columns))
	}
	k.pagesAgree(r, m)
	if _, err := k.Loop(k.t.Context(), k.secretary, k.docket, r.ID, id.New()); fault.CodeOf(err) != fault.NotFound {
		k.t.Errorf("a version that is not there: %v", err)
	}
	if again, err := k.Loop(k.t.Context(), k.secretary, k.docket, r.ID, ""); err != nil || again != l {
		k.t.Errorf("checked anew though nothing has changed: %v", err)
	}
	k.next("du-thao-2.docx")
	now, err := k.Loop(k.t.Context(), k.secretary, k.docket, r.ID, "")
	k.must(err)
	if len(now.Versions) != 2 || now.Next.ID != l.Next.ID || len(now.Unkept) != len(l.Unkept) {
		k.t.Errorf("after another version: %+v", now.Versions)
	}
}

// A round that is not of a docket has no matrix there, and no counts, whichever is
// asked for first.
func TestAMatrixOfAnotherDocketsRound(t *testing.T) {
	k := newAsking(t, dbtest.SQLite(t))
	var out bytes.Buffer
	nowhere := id.New()
	k.want(k.WriteMatrix(t.Context(), k.secretary, k.docket, nowhere, Excel, locale.Vietnamese, &out), fault.NotFound)
	_, err := k.Progress(t.Context(), k.secretary, k.docket, nowhere)
	k.want(err, fault.NotFound)
}
