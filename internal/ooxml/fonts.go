package ooxml

import (
	"strings"

	"thao/internal/ooxml/xmlscan"
	"thao/internal/viet"
)

// fontClass is what a font means for the characters set in it: Unicode, a
// legacy Vietnamese encoding, or pictures in the place of letters.
type fontClass uint8

const (
	fontUnsaid fontClass = iota
	fontUnicode
	fontTCVN3
	fontTCVN3Caps
	fontVNI
	fontSymbol
	fontWingdings
	fontWingdings2
	fontWingdings3
	fontWebdings
)

// classOf tells the class of a font by its name.
func classOf(name string) fontClass {
	switch viet.FontEncoding(name) {
	case viet.TCVN3:
		return fontTCVN3
	case viet.TCVN3Caps:
		return fontTCVN3Caps
	case viet.VNI:
		return fontVNI
	}
	switch strings.ToLower(name) {
	case "symbol":
		return fontSymbol
	case "wingdings":
		return fontWingdings
	case "wingdings 2":
		return fontWingdings2
	case "wingdings 3":
		return fontWingdings3
	case "webdings":
		return fontWebdings
	}
	return fontUnicode
}

// encoding is how text in the font writes Vietnamese.
func (c fontClass) encoding() viet.Encoding {
	switch c {
	case fontTCVN3:
		return viet.TCVN3
	case fontTCVN3Caps:
		return viet.TCVN3Caps
	case fontVNI:
		return viet.VNI
	}
	return viet.Unicode
}

// fontNames remembers the class of each font name, and the theme's fonts.
type fontNames struct {
	classes      map[string]fontClass
	major, minor string
}

func (f *fontNames) class(name string) fontClass {
	if c, ok := f.classes[name]; ok {
		return c
	}
	c := classOf(name)
	f.classes[name] = c
	return c
}

// fontOf reads w:rFonts. Legacy Vietnamese letters lie in U+00A0–U+00FF, which
// take the hAnsi font (17.3.2.26); a theme font beats a named one.
func (p *parser) fontOf() fontClass {
	for _, names := range [2][2]xmlscan.Name{{wHAnsiTheme, wHAnsi}, {wAsciiTheme, wAscii}} {
		if theme := p.attr(names[0]); theme != "" {
			name := p.fonts.minor
			if strings.HasPrefix(theme, "major") {
				name = p.fonts.major
			}
			return p.fonts.class(name)
		}
		if name := p.attr(names[1]); name != "" {
			return p.fonts.class(name)
		}
	}
	return fontUnsaid
}

// readTheme finds the two Latin fonts of the theme part.
func (p *parser) readTheme() error {
	major := true
	for {
		kind, err := p.scan.Next()
		if err != nil || kind == xmlscan.EOF {
			return err
		}
		if kind != xmlscan.Start {
			continue
		}
		switch p.scan.Name() {
		case aMajorFont:
			major = true
		case aMinorFont:
			major = false
		case aLatin:
			target := &p.fonts.minor
			if major {
				target = &p.fonts.major
			}
			if *target == "" { // later ones belong to shape defaults
				*target = p.attr(attrTypeface)
			}
		}
	}
}
