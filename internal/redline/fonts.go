package redline

import (
	"strings"

	"github.com/beevik/etree"

	"thao/internal/viet"
)

// unicodeFont stands for every font whose characters mean what they are.
const unicodeFont = "unicode"

// pictureFonts show signs in the place of letters.
var pictureFonts = set("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")

// fontOf reads the w:rFonts of a w:rPr: "" where it names none, unicodeFont, or
// the name of a font of a legacy encoding or of pictures. The same bytes mean
// different letters in different fonts of that kind. hAnsi is asked first, as
// the legacy letters are taken from it (ECMA-376 part 1, 17.3.2.26).
func fontOf(rPr *etree.Element) string {
	f := child(rPr, "rFonts")
	for _, key := range []string{"hAnsi", "ascii"} {
		if attr(f, "w", key+"Theme") != "" {
			return unicodeFont
		}
		if name := attr(f, "w", key); name != "" {
			return fontKey(name)
		}
	}
	return ""
}

func fontKey(name string) string {
	folded := strings.ToLower(name)
	if viet.FontEncoding(name) != viet.Unicode || pictureFonts[folded] {
		return folded
	}
	return unicodeFont
}

// oddFonts says whether a part may name a font of that kind at all. In most
// documents none does and no run's font needs to be worked out.
func oddFonts(root *etree.Element) bool {
	found := false
	var walk func(*etree.Element)
	walk = func(e *etree.Element) {
		if isW(e, "rFonts") {
			for _, a := range e.Attr {
				found = found || fontKey(a.Value) != unicodeFont
			}
		}
		for c := range elements(e) {
			if found {
				return
			}
			walk(c)
		}
	}
	walk(root)
	return found
}

// fontIn is the font in force for a run in a paragraph of some style.
func (s *sheet) fontIn(rPr *etree.Element, paragraphStyle string) string {
	if f := fontOf(rPr); f != "" {
		return f
	}
	character, _ := val(rPr, "rStyle")
	return s.styledFont(character, paragraphStyle)
}

// styledFont is the font of a run that names none itself.
func (s *sheet) styledFont(character, paragraph string) string {
	for _, of := range []string{character, paragraph} {
		for st := range s.chain(of) {
			if st.font != "" {
				return st.font
			}
		}
	}
	if s.fonts != "" {
		return s.fonts
	}
	return unicodeFont
}
