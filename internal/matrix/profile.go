package matrix

import (
	"slices"

	"thao/internal/locale"
)

// Profile is the forms of one kind of organisation.
type Profile struct {
	Name   string
	Lang   locale.Lang
	Rules  string // the instrument the forms follow; "" for none
	Page   Page
	Font   string
	Text   float64 // points, of running text
	Table  float64 // points, in the table
	Motto  []Line  // head of the page, right
	Star   bool    // an asterisk, not a rule, under the issuer
	Number string  // catalogue key of the line with the number
	Signer string  // catalogue key of the capacity in which is signed
	Post   string  // catalogue key of the post of who signs
}

// Page is a sheet of paper, in millimetres.
type Page struct{ Width, Height, Top, Bottom, Left, Right float64 }

// Measure is the width left for text.
func (p Page) Measure() float64 { return p.Width - p.Left - p.Right }

// landscape is A4 on its side. Decree 30/2020/NĐ-CP, annex I, part I, allows
// it where a text has tables, and gives one set of margins for both ways of
// holding the sheet: top and bottom 20–25 mm, left 30–35, right 15–20. The
// least of each leaves the table its 252 mm.
var landscape = Page{Width: 297, Height: 210, Top: 20, Bottom: 20, Left: 30, Right: 15}

// The profiles. Wording that is the form itself (the national motto, the
// party's name) stands here and is not translated.
var profiles = []Profile{
	{
		Name: "vn-state", Lang: locale.Vietnamese, Rules: "30/2020/NĐ-CP",
		Page: landscape, Font: "Times New Roman", Text: 13, Table: 12,
		Motto: []Line{
			{Text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Bold: true, Size: 12},
			{Text: "Độc lập - Tự do - Hạnh phúc", Bold: true, Size: 13, Rule: FullRule},
		},
		Number: "matrix.number.state", Signer: "matrix.signer.state", Post: "matrix.post.state",
	},
	{
		Name: "vn-party", Lang: locale.Vietnamese, Rules: "36-HD/VPTW",
		Page: landscape, Font: "Times New Roman", Text: 14, Table: 12,
		Motto: []Line{
			{Text: "ĐẢNG CỘNG SẢN VIỆT NAM", Bold: true, Size: 15, Rule: FullRule},
		},
		Star:   true,
		Number: "matrix.number.party", Signer: "matrix.signer.party", Post: "matrix.post.party",
	},
	{
		Name: "generic", Lang: locale.English,
		Page: landscape, Font: "Times New Roman", Text: 12, Table: 11,
		Number: "matrix.number.generic", Signer: "matrix.signer.generic", Post: "matrix.post.generic",
	},
}

// ProfileOf returns the profile of a name, and whether there is one.
func ProfileOf(name string) (Profile, bool) {
	i := slices.IndexFunc(profiles, func(p Profile) bool { return p.Name == name })
	if i < 0 {
		return Profile{}, false
	}
	return profiles[i], true
}

// ProfileNames lists the profiles, the usual one first.
func ProfileNames() []string {
	names := make([]string, len(profiles))
	for i, p := range profiles {
		names[i] = p.Name
	}
	return names
}
