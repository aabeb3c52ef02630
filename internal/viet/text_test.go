package viet

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"thao/internal/corpus"
)

const sentence = "Tại khoản 2 Điều 5, đề nghị sửa “hoặc người được ủy quyền” thành “người đứng đầu” – 89,85% tổng số."

func utf16Bytes(s string, order binary.AppendByteOrder) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

// vietWindows writes Windows-1258: base letters with circumflex, breve and horn
// are single bytes, tones follow as marks.
func vietWindows(t testing.TB, s string) []byte {
	t.Helper()
	var b []byte
	for _, r := range s {
		g := glyphOf(r)
		if c, ok := charmap.Windows1258.EncodeRune(r); ok {
			b = append(b, c)
			continue
		}
		if !g.letter.isVowel() {
			t.Fatalf("%c is not in Windows-1258", r)
		}
		base, _ := charmap.Windows1258.EncodeRune(g.withTone(level))
		mark, _ := charmap.Windows1258.EncodeRune([tones]rune{0, 0x300, 0x309, 0x303, 0x301, 0x323}[g.tone])
		b = append(b, base, mark)
	}
	return b
}

func legacyBytes(t testing.TB, enc Encoding, s string) []byte {
	t.Helper()
	text, err := enc.Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	var b []byte
	for _, r := range text {
		c, ok := legacyByte(r)
		if !ok {
			t.Fatalf("%U is no byte", r)
		}
		b = append(b, c)
	}
	return b
}

func TestDecodeText(t *testing.T) {
	lower := strings.ToLower(sentence)
	for _, c := range []struct {
		name, text, encoding string
		data                 []byte
	}{
		{"empty", "", "utf-8", nil},
		{"ascii", "a\nb\n", "utf-8", []byte("a\r\nb\r\n")},
		{"old mac", "a\nb", "utf-8", []byte("a\rb")},
		{"lone cr", "a\rb\nc", "utf-8", []byte("a\rb\r\nc")},
		{"nul stays in utf-8", "a\x00b", "utf-8", []byte("a\x00b")},
		{"utf-8", sentence, "utf-8", []byte(sentence)},
		{"utf-8 with mark", sentence, "utf-8", []byte("\xEF\xBB\xBF" + sentence)},
		{"decomposed", sentence, "utf-8", []byte(norm.NFD.String(sentence))},
		{"cut-off utf-8", sentence + "\uFFFD", "utf-8", []byte(sentence + "\xE1\xBA")},
		{"utf-16le", sentence, "utf-16le", utf16Bytes("\uFEFF"+sentence, binary.LittleEndian)},
		{"utf-16be", sentence, "utf-16be", utf16Bytes("\uFEFF"+sentence, binary.BigEndian)},
		{"utf-16le bare", sentence, "utf-16le", utf16Bytes(sentence, binary.LittleEndian)},
		{"utf-16be bare", sentence, "utf-16be", utf16Bytes(sentence, binary.BigEndian)},
		{"utf-16 with nul", "ab", "utf-16le", utf16Bytes("\uFEFFab\x00", binary.LittleEndian)},
		{"windows-1258", sentence, "windows-1258", vietWindows(t, sentence)},
		{"tcvn3", lower, "tcvn3", legacyBytes(t, TCVN3, lower)},
		{"tcvn3 capitals", "QUYẾT ĐỊNH: " + lower, "tcvn3", append([]byte("QUY\xD5T \xA7\xDENH: "), legacyBytes(t, TCVN3, lower)...)},
		{"vni", sentence, "vni", legacyBytes(t, VNI, sentence)},
		{"windows-1252", "L'été à Genève, «déjà» – ça", "windows-1252", []byte("L'\xE9t\xE9 \xE0 Gen\xE8ve, \xABd\xE9j\xE0\xBB \x96 \xE7a")},
		{"french utf-8", "L'été à Genève, déjà, né, très âgé", "utf-8", []byte("L'été à Genève, déjà, né, très âgé")},
		{"mojibake", "đề nghị sửa đổi", "tcvn3", []byte("®Ò nghÞ söa ®æi")},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, encoding := DecodeText(c.data)
			if text != c.text || encoding != c.encoding {
				t.Errorf("got %s %q\nwant %s %q", encoding, text, c.encoding, c.text)
			}
		})
	}
}

func TestLooksLegacy(t *testing.T) {
	for in, want := range map[string]Encoding{
		"":                           Unicode,
		"§Ò nghÞ":                    Unicode, // two words: too few to tell
		sentence:                     Unicode,
		"Đề nghị ®":                  Unicode,
		"§Ò nghÞ bæ sung côm tõ":     TCVN3,
		"Ñeà nghò boå sung cuïm töø": VNI,
		"il était né à Genève, où l'été fût gai": Unicode,
		"München grüßt fünf Österreicher":        Unicode,
		"não está à mão, já são três":            Unicode,
		"plain words":                            Unicode,
	} {
		if got := LooksLegacy(in); got != want {
			t.Errorf("LooksLegacy(%q) = %v, want %v", in, got, want)
		}
	}
}

// Any five syllables with a mark are enough to tell the encodings apart.
func TestDecodeTextTellsEncodings(t *testing.T) {
	texts := corpusTexts(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(texts).Draw(t, "text")
		words := strings.Fields(text)
		from := rapid.IntRange(0, len(words)-40).Draw(t, "from")
		s := strings.Join(words[from:from+40], " ")
		if m := measure(s); m.words < 5 || m.share() < 0.9 {
			t.Skip("hardly Vietnamese")
		}
		for name, data := range written(s) {
			if got, encoding := DecodeText(data); encoding != name || got != readable(s, name) {
				t.Errorf("%s read as %s:\n%s\n%s", name, encoding, got, s)
			}
		}
	})
}

// readable is s as far as an encoding can hold it.
func readable(s, encoding string) string {
	if encoding == "tcvn3" {
		return strings.ToLower(s)
	}
	return s
}

// written is s in every encoding that can hold it.
func written(s string) map[string][]byte {
	data := map[string][]byte{"utf-8": []byte(s), "utf-16le": utf16Bytes(s, binary.LittleEndian)}
	for name, enc := range map[string]Encoding{"tcvn3": TCVN3, "vni": VNI} {
		if text, err := enc.Encode(readable(s, name)); err == nil {
			var b []byte
			for _, r := range text {
				c, _ := legacyByte(r)
				b = append(b, c)
			}
			data[name] = b
		}
	}
	return data
}

// corpusTexts is the Vietnamese texts of the shared corpus, normalised.
func corpusTexts(t testing.TB) []string {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(corpus.Root(t), "..", "shared", "corpus", "vi", "*.txt"))
	var texts []string
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, NFC(string(bytes.TrimSpace(data))))
	}
	if len(texts) == 0 {
		t.Skip("no texts in ../shared/corpus/vi beside the repository")
	}
	return texts
}

// In official texts next to every accented word is a syllable of the tables.
func TestCorpusSyllables(t *testing.T) {
	for _, text := range corpusTexts(t) {
		if m := measure(text); m.share() < 0.98 {
			t.Errorf("%.20q…: %d of %d accented words are syllables", text, m.syllables, m.words)
		}
	}
}

func FuzzDecodeText(f *testing.F) {
	f.Add([]byte(sentence))
	f.Add(utf16Bytes(sentence, binary.LittleEndian))
	f.Add(legacyBytes(f, VNI, sentence))
	f.Add(vietWindows(f, sentence))
	f.Add([]byte("\xff\xfe\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, encoding := DecodeText(data)
		if NFC(text) != text || !strings.Contains("utf-8 utf-16le utf-16be windows-1258 tcvn3 vni windows-1252", encoding) {
			t.Errorf("%s %q", encoding, text)
		}
		if strings.Contains(text, "\r\n") {
			t.Errorf("%q has CRLF", text)
		}
	})
}

func BenchmarkDecodeText(b *testing.B) {
	for name, data := range written(strings.Repeat(strings.ToLower(prose), 200)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				DecodeText(data)
			}
		})
	}
}
