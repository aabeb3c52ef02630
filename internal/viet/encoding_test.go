package viet

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// accented is all letters with a mark, small ones first: 67 and 67.
func accented(t testing.TB) (small, capital []rune) {
	t.Helper()
	for _, row := range vowelRows {
		for tn, r := range row {
			if tone(tn) == level && r < 0x80 {
				continue
			}
			small = append(small, r)
		}
	}
	small = append(small, 'đ')
	for _, r := range small {
		capital = append(capital, unicode.ToUpper(r))
	}
	if len(small) != 67 {
		t.Fatalf("%d accented letters, want 67", len(small))
	}
	return small, capital
}

// The three charts in full, written out apart from the tables of the package:
// what 67 small letters, then (VNI, H fonts) their capitals, look like when
// legacy bytes are shown as Windows-1252.
const (
	chartLetters = "àảãáạ ăằẳẵắặ âầẩẫấậ èẻẽéẹ êềểễếệ ìỉĩíị òỏõóọ ôồổỗốộ ơờởỡớợ ùủũúụ ưừửữứự ỳỷỹýỵ đ"
	chartTCVN3   = "µ¶·¸¹ ¨»¼½¾Æ ©ÇÈÉÊË ÌÎÏÐÑ ªÒÓÔÕÖ ×ØÜÝÞ ßáâãä «åæçèé ¬êëìíî ïñòóô \u00adõö÷øù úûüýþ ®"
	chartVNI     = "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò " +
		"oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î ñ"
)

func TestChartTCVN3(t *testing.T) {
	letters := []rune(strings.ReplaceAll(chartLetters, " ", ""))
	legacy := []rune(strings.ReplaceAll(chartTCVN3, " ", ""))
	if len(letters) != 67 || len(legacy) != 67 {
		t.Fatalf("chart has %d letters, %d codes", len(letters), len(legacy))
	}
	for i, r := range letters {
		if got := TCVN3.Decode(string(legacy[i])); got != string(r) {
			t.Errorf("TCVN3 %U decodes to %s, want %c", legacy[i], got, r)
		}
		if got := TCVN3Caps.Decode(string(legacy[i])); got != string(unicode.ToUpper(r)) {
			t.Errorf("TCVN3Caps %U decodes to %s, want %c", legacy[i], got, unicode.ToUpper(r))
		}
	}
	for i, r := range []rune("ĂÂÊÔƠƯĐ") {
		if got := TCVN3.Decode(string(rune(0xA1 + i))); got != string(r) {
			t.Errorf("TCVN3 %X decodes to %s, want %c", 0xA1+i, got, r)
		}
	}
}

func TestChartVNI(t *testing.T) {
	letters := []rune(strings.ReplaceAll(chartLetters, " ", ""))
	legacy := strings.Fields(chartVNI)
	if len(legacy) != 67 {
		t.Fatalf("chart has %d codes", len(legacy))
	}
	for i, r := range letters {
		for _, c := range []struct{ legacy, want string }{
			{legacy[i], string(r)},
			{strings.ToUpper(legacy[i]), string(unicode.ToUpper(r))},
		} {
			if got := VNI.Decode(c.legacy); got != c.want {
				t.Errorf("VNI %q decodes to %s, want %s", c.legacy, got, c.want)
			}
			if got, err := VNI.Encode(c.want); got != c.legacy || err != nil {
				t.Errorf("%s encodes to VNI %q (%v), want %q", c.want, got, err, c.legacy)
			}
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		enc         Encoding
		in, want    string
		noRoundTrip bool // another way of writing it is the usual one
	}{
		{enc: TCVN3, in: "Céng hoµ x· héi chñ nghÜa ViÖt Nam", want: "Cộng hoà xã hội chủ nghĩa Việt Nam"},
		{enc: TCVN3, in: "®Ò nghÞ söa ®æi, bæ sung", want: "đề nghị sửa đổi, bổ sung"},
		{enc: TCVN3, in: "§¶ng bé tØnh", want: "Đảng bộ tỉnh"},
		{enc: TCVN3, in: "ng\u00adêi", want: "người"},
		{enc: TCVN3, in: "“trÝch dÉn” – 20%…", want: "“trích dẫn” – 20%…"},
		{enc: TCVN3, in: "\u0093x\u0094", want: "“x”", noRoundTrip: true},
		{enc: TCVN3, in: "20°C à", want: "20°C à", noRoundTrip: true},
		{enc: TCVN3, in: "\uf0ae\uf0d2", want: "đề", noRoundTrip: true},
		{enc: TCVN3, in: "Điều 5 đã có", want: "Điều 5 đã có", noRoundTrip: true},
		{enc: TCVN3Caps, in: "§iÒu lÖ §¶ng", want: "ĐIỀU LỆ ĐẢNG", noRoundTrip: true},
		{enc: TCVN3Caps, in: "QUYÕT §ÞNH", want: "QUYẾT ĐỊNH"},
		{enc: VNI, in: "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", want: "Cộng hòa xã hội chủ nghĩa Việt Nam"},
		{enc: VNI, in: "ÑAÛNG COÄNG SAÛN VIEÄT NAM", want: "ĐẢNG CỘNG SẢN VIỆT NAM"},
		{enc: VNI, in: "Ngöôøi ñöôïc kyù giöõ kyõ", want: "Người được ký giữ kỹ"},
		{enc: VNI, in: "Aùnh Aâu", want: "Ánh Âu", noRoundTrip: true},
		{enc: VNI, in: "“Ñeà nghò” – 20%", want: "“Đề nghị” – 20%"},
		{enc: Unicode, in: "e\u0302\u0323", want: "ệ", noRoundTrip: true},
	} {
		got := c.enc.Decode(c.in)
		if got != c.want {
			t.Errorf("%v.Decode(%q) = %q, want %q", c.enc, c.in, got, c.want)
		}
		if c.noRoundTrip {
			continue
		}
		if back, err := c.enc.Encode(got); back != c.in || err != nil {
			t.Errorf("%v.Encode(%q) = %q, %v, want %q", c.enc, got, back, err, c.in)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	for _, c := range []struct {
		enc Encoding
		s   string
	}{
		{TCVN3, "Á"}, {TCVN3, "Điều Ặ"}, {TCVN3, "®"}, {TCVN3, "µ"}, {TCVN3, "中"}, {TCVN3, "à\u0302"},
		{TCVN3Caps, "đ"}, {TCVN3Caps, "Việt"}, {VNI, "ñ"}, {VNI, "é中"}, {VNI, "ö"}, {VNI, "å"},
	} {
		if got, err := c.enc.Encode(c.s); err == nil {
			t.Errorf("%v.Encode(%q) = %q, want an error", c.enc, c.s, got)
		}
	}
}

func TestFontEncoding(t *testing.T) {
	for font, want := range map[string]Encoding{
		".VnTime": TCVN3, ".vntime": TCVN3, ".VnArial NarrowH": TCVN3Caps, ".VnTimeH": TCVN3Caps, ".VNTIMEH": TCVN3Caps,
		".VnTimeH Bold Italic": TCVN3Caps, ".VnTime,Bold": TCVN3, "'.VnTime'": TCVN3, ".VnHelvetInsH": TCVN3Caps,
		".VnBook-Antiqua": TCVN3, "VnTime": TCVN3, "VnTimeH": TCVN3Caps,
		"VNI-Times": VNI, "vni-helve": VNI, "VNI Aptima": VNI,
		"": Unicode, "Times New Roman": Unicode, "Avni-Sans": Unicode, "Vnitra": Unicode, "UVnTime": Unicode, "Arial": Unicode,
	} {
		if got := FontEncoding(font); got != want {
			t.Errorf("FontEncoding(%q) = %v, want %v", font, got, want)
		}
	}
}

// vietnamese draws text of accented letters, ASCII and punctuation.
func vietnamese(letters []rune) *rapid.Generator[string] {
	for r := rune(' '); r < 0x7F; r++ {
		letters = append(letters, r)
	}
	return rapid.StringOf(rapid.SampledFrom(append(letters, '\n', '“', '”', '–', '…', '€')))
}

func TestRoundTrip(t *testing.T) {
	small, capital := accented(t)
	for _, c := range []struct {
		enc     Encoding
		letters []rune
	}{
		{TCVN3, append(append([]rune{}, small...), []rune("ĂÂÊÔƠƯĐ")...)},
		{VNI, append(append([]rune{}, small...), capital...)},
	} {
		t.Run(c.enc.String(), rapid.MakeCheck(func(t *rapid.T) {
			s := vietnamese(c.letters).Draw(t, "s")
			checkRoundTrip(t, c.enc, s)
		}))
	}
	t.Run(TCVN3Caps.String(), rapid.MakeCheck(func(t *rapid.T) {
		s := vietnamese(capital).Draw(t, "s")
		checkRoundTrip(t, TCVN3Caps, strings.ToUpper(s))
	}))
}

// checkRoundTrip encodes s and decodes it, and encodes that once more: both
// the Unicode and the legacy text must come back.
func checkRoundTrip(t *rapid.T, enc Encoding, s string) {
	legacy, err := enc.Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	got := enc.Decode(legacy)
	if got != s {
		t.Fatalf("%q encodes to %q, which decodes to %q", s, legacy, got)
	}
	if again, err := enc.Encode(got); again != legacy || err != nil {
		t.Fatalf("%q encodes to %q, then to %q (%v)", s, legacy, again, err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"§Ò nghÞ", "Ñeà nghò", "\u0093\u00ad", "Việt", "\xff\xfe", "\uf0ae"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, enc := range []Encoding{Unicode, TCVN3, TCVN3Caps, VNI} {
			got := enc.Decode(s)
			if NFC(got) != got {
				t.Errorf("%v.Decode(%q) = %q is not in form C", enc, s, got)
			}
			if legacy, err := enc.Encode(s); err == nil && enc.Decode(legacy) != NFC(s) {
				t.Errorf("%v.Encode(%q) = %q decodes to %q", enc, s, legacy, enc.Decode(legacy))
			}
		}
	})
}
