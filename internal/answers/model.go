package answers

import (
	"regexp"
	"slices"
	"strings"

	"thao/internal/collation"
	"thao/internal/locale"
	"thao/internal/matrix"
)

// model is the collation as its matrix prints it, ready to find rows in.
type model struct {
	c         *collation.Collation
	lang      locale.Lang // of the matrix
	hash      string      // of the draft
	rows      []entry     // in the order of the matrix
	byID      map[string]int
	byName    map[string]int // by the name of the bookmark
	byContent map[string][]int
	posting   posting         // of contents
	furniture map[string]bool // keys of all that the matrix says besides its rows
	titles    map[string]role // keys of the column titles, in both languages
	others    map[string]bool // sheets of the workbook that hold no answers
}

// entry is one row of the matrix: one group.
type entry struct {
	group    string
	ordinal  int
	comments []string
	place    string // key
	bodies   string // key
	content  string // key
	grams    []uint64
	next     string    // key
	answer   string    // as it is printed now; "" for none
	named    []speaker // the bodies of its comments
}

// speaker is a body and its comments in a group.
type speaker struct {
	name     string
	words    []string // folded
	comments []string
}

func newModel(c *collation.Collation) *model {
	profile, ok := matrix.ProfileOf(c.Profile)
	if !ok {
		profile, _ = matrix.ProfileOf(matrix.ProfileNames()[0])
	}
	m := matrix.New(c, profile, matrix.Options{})
	d := &model{
		c: c, lang: profile.Lang, hash: m.DraftHash,
		byID: map[string]int{}, byName: map[string]int{}, byContent: map[string][]int{},
		posting: posting{}, furniture: map[string]bool{}, titles: map[string]role{}, others: map[string]bool{m.Register.Caption: true},
	}
	for _, a := range m.Annexes {
		d.others[a.Sheet] = true
	}
	bodies := map[string]string{}
	for _, k := range c.Comments {
		bodies[k.ID] = strings.Join(strings.Fields(k.Body), " ")
	}
	place := ""
	for _, r := range m.Rows {
		if r.Kind == matrix.SectionRow {
			d.furniture[key(r.Heading)] = true
			continue
		}
		if r.PlaceSpan > 0 {
			place = key(r.Place.Words())
		}
		d.add(r, place, bodies)
	}
	d.furnish(m)
	return d
}

func (d *model) add(r matrix.Row, place string, bodies map[string]string) {
	e := entry{
		group: r.Group, ordinal: r.Ordinal, comments: r.Comments, place: place,
		bodies: key(r.Bodies.Words()), content: key(r.Content.Words()), answer: r.Answer.Words(),
		next: key(r.Next.Words()),
	}
	e.grams = grams(e.content)
	at := map[string]int{}
	for _, id := range r.Comments {
		name := bodies[id]
		if name == "" {
			continue
		}
		i, known := at[name]
		if !known {
			i = len(e.named)
			at[name] = i
			e.named = append(e.named, speaker{name: name, words: strings.Fields(key(name))})
		}
		e.named[i].comments = append(e.named[i].comments, id)
	}
	i := len(d.rows)
	d.rows = append(d.rows, e)
	d.byID[e.group], d.byName[matrix.Bookmark(e.group)] = i, i
	if e.content != "" {
		d.byContent[e.content] = append(d.byContent[e.content], i)
		d.posting.add(i, e.grams)
	}
}

// furnish lists what stands around the rows.
func (d *model) furnish(m *matrix.Matrix) {
	for _, lines := range [][]matrix.Line{m.Head.Left, m.Head.Right, m.Title, m.Intro, m.Foot.Recipients, m.Foot.Signature} {
		whole := matrix.Cell(lines).Words() // in Word one cell: the signature
		d.furniture[key(whole)] = true
		for _, l := range lines {
			d.furniture[key(l.Text)] = true
		}
	}
	delete(d.furniture, "")
	for _, lang := range locale.Langs() {
		d.titles[key(locale.T(lang, "matrix.column.ordinal"))] = ordinalColumn
		d.titles[key(locale.T(lang, "matrix.column.place"))] = placeColumn
		d.titles[key(locale.T(lang, "matrix.column.bodies"))] = bodiesColumn
		d.titles[key(locale.T(lang, "matrix.column.content"))] = contentColumn
		d.titles[key(locale.T(lang, "matrix.column.answer"))] = answerColumn
		d.titles[key(locale.T(lang, "matrix.column.next"))] = nextColumn
	}
}

// mark is what a row carries unseen.
type mark struct {
	rows    []int  // of the model, distinct
	foreign bool   // an id that is none of this collation
	goesOn  bool   // the row goes on from the one above
	answer  string // mark of the answer it was printed with
}

// ownID is the form of the ids this program gives groups.
var ownID = regexp.MustCompile(`^g-[0-9a-z]{1,36}$`)

// markOf reads the ids of a line: names of bookmarks, or a cell that holds them
// in whatever column it stands now. cells tells which held ids.
func (d *model) markOf(l line) (m mark, cells map[int]bool) {
	for _, name := range l.names {
		switch i, known := d.byName[name]; {
		case known:
			m.add(i)
		case matrix.IsAnswerMark(name):
			m.answer = name
		case strings.HasPrefix(name, "g_") && ownID.MatchString(strings.Replace(name, "_", "-", 1)):
			m.foreign = true
		}
	}
	for j, c := range l.cells {
		id, rest, more := strings.Cut(c.text, " ")
		i, known := d.byID[id]
		if !known && !ownID.MatchString(id) || more && !strings.HasPrefix(rest, "c-") && !d.ids(rest) {
			continue
		}
		if cells == nil {
			cells = map[int]bool{}
		}
		cells[j] = true
		if !known {
			m.foreign = true
			continue
		}
		m.add(i)
		// The first comment is named in the first of the rows a group takes.
		m.goesOn = !slices.Contains(strings.Fields(rest), d.rows[i].comments[0])
		for field := range strings.FieldsSeq(rest) {
			if matrix.IsAnswerMark(field) {
				m.answer = field
			}
		}
	}
	return m, cells
}

// ids reports whether a text is the comments of a group: foreign ids need not
// look like ours.
func (d *model) ids(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	if matrix.IsAnswerMark(first) {
		return true
	}
	return slices.ContainsFunc(d.rows, func(e entry) bool { return slices.Contains(e.comments, first) })
}

func (m *mark) add(i int) {
	if !slices.Contains(m.rows, i) {
		m.rows = append(m.rows, i)
	}
}
