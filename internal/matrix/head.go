package matrix

import (
	"strings"
	"time"

	"thao/internal/locale"
)

// head is the letterhead, with dots where the collation cannot know.
func (b *builder) head() Head {
	return Head{Left: b.issuer(), Right: append(b.motto(), b.placeAndDate())}
}

func (b *builder) issuer() []Line {
	parent := b.given(b.opt.Parent, "matrix.parent")
	issuer := b.given(b.opt.Issuer, "matrix.issuer")
	number := b.say(b.profile.Number, "number", b.given(b.opt.Number, "matrix.dots"))
	left := []Line{{Text: parent}, {Text: issuer, Bold: true, Rule: ShortRule}}
	if b.profile.Star {
		left[1].Rule = NoRule
		left = append(left, Line{Text: "*"})
	}
	return append(left, Line{Text: number})
}

func (b *builder) motto() []Line { return append([]Line(nil), b.profile.Motto...) }

// placeAndDate is "Hà Nội, ngày 06 tháng 4 năm 2018", with dots for what is
// not given.
func (b *builder) placeAndDate() Line {
	day, month, year := "…", "…", "…"
	if t, err := time.Parse(time.DateOnly, b.opt.Date); err == nil {
		day, month, year = t.Format("02"), t.Format("1"), t.Format("2006")
		if t.Month() < time.March {
			month = t.Format("01") // Decree 30/2020/NĐ-CP, annex I, part II, 4
		}
		if b.profile.Lang == locale.English {
			day, month = t.Format("2"), t.Format("January")
		}
	}
	place := b.given(b.opt.Place, "matrix.dots")
	return Line{Text: b.say("matrix.place-date", "place", place, "day", day, "month", month, "year", year), Italic: true}
}

// given is the words of an option, or the sentence that stands for them.
func (b *builder) given(words, key string) string {
	if s := oneLine(words); s != "" {
		return s
	}
	return b.say(key)
}

// longestTitle is how many characters of a title of the draft are repeated.
const longestTitle = 400

func (b *builder) title() []Line {
	size := b.profile.Text + 1
	about := oneLine(b.c.Draft.Title)
	key := "matrix.subtitle"
	if about == "" {
		about, key = oneLine(b.c.Draft.File), "matrix.subtitle.file"
	}
	subtitle := b.say(key, "title", excerpt(about, longestTitle))
	if v := oneLine(b.opt.Version); v != "" {
		subtitle += " (" + v + ")"
	}
	return []Line{
		{Text: b.say("matrix.title"), Bold: true, Size: size},
		{Text: subtitle, Bold: true, Size: b.profile.Text},
	}
}

// intro is the legal basis and the counts: bodies asked and heard, comments
// and groups. How many were asked is said only where it is known.
func (b *builder) intro(t *tally, comments, groups int) []Line {
	text := b.say("matrix.basis", "letter", b.given(b.opt.Basis, "matrix.basis.unknown")) + " "
	if t.askedKnown {
		text += b.say("matrix.intro.asked", "asked", t.asked(), "replied", t.replied(),
			"agreed", len(t.agreed), "silent", len(t.silent))
	} else {
		text += b.say("matrix.intro.replied", "replied", t.replied(), "agreed", len(t.agreed))
	}
	text += " " + b.say("matrix.intro.comments", "comments", comments, "groups", groups)
	if t.review > 0 {
		text += " " + b.say("matrix.intro.review", "review", t.review)
	}
	if b.c.Next != nil {
		text += " " + b.say("matrix.intro.next", "file", oneLine(b.c.Next.File))
	}
	if len(t.unread) > 0 {
		text += " " + b.say("matrix.intro.unread", "unread", len(t.unread))
	}
	return []Line{{Text: text}}
}

// shares of the measure each column has; the answer is written by hand and
// needs as much as what it answers.
var columnShares = [...]float64{0.052, 0.157, 0.211, 0.29, 0.29}

func (b *builder) columns() []Column {
	keys := [...]string{"matrix.column.ordinal", "matrix.column.place", "matrix.column.bodies",
		"matrix.column.content", "matrix.column.answer", "matrix.column.next"}
	shares := columnShares[:]
	if b.c.Next != nil {
		shares = nextShares[:]
	}
	columns := make([]Column, len(shares))
	for i, share := range shares {
		columns[i] = Column{Title: b.say(keys[i]), Width: share * b.profile.Page.Measure()}
	}
	return columns
}

func (b *builder) foot() Foot {
	receivers := b.opt.Receivers
	if len(receivers) == 0 {
		receivers = []string{b.say("matrix.receiver.asked"), b.say("matrix.receiver.file")}
	}
	signer := b.opt.Signer
	if len(signer) == 0 {
		signer = []string{b.say(b.profile.Signer), b.say(b.profile.Post)}
	}
	f := Foot{Recipients: []Line{{Text: b.say("matrix.receivers"), Bold: true, Italic: true, Size: 12}}}
	for i, r := range receivers {
		end := ";"
		if i == len(receivers)-1 {
			end = "."
		}
		f.Recipients = append(f.Recipients, Line{Text: "- " + oneLine(r) + end, Size: 11})
	}
	for i, s := range signer {
		byHand := strings.HasPrefix(s, "(") // "(Ký, ghi rõ họ tên)": to be written over
		f.Signature = append(f.Signature, Line{Text: oneLine(s), Bold: !byHand && (i == 0 || !b.profile.Star), Italic: byHand})
	}
	return f
}
