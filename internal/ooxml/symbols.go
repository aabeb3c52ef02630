package ooxml

import "strconv"

// Picture fonts keep a drawing where other fonts have a letter. The tables
// give, for codes 0x20–0xFF, the Unicode character that looks the same; a
// space stands where there is none. Symbol follows Adobe's encoding vector;
// the Wingdings and Webdings are the characters of the same design, the ones
// found in common fonts preferred (an arrow from the block 2190 before one
// from 1F800).
var (
	symbolTable = pictures("" +
		" !∀#∃%&∋()∗+,−./0123456789:;<=>?" + // 20
		"≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_" + // 40
		"‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ " + // 60
		"                                " + // 80
		"€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵" + // A0
		"ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓" + // C0
		"◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ ") // E0

	wingdingsTable = pictures("" +
		" 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭📁📂📄🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍" + // 20
		"🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉" + // 40
		"♊♋♌♍♎♏♐♑♒♓🙰🙵●❍■□🞐❑❒⬧⧫◆❖⬥⌧⮹⌘🏵🏶❝❞ " + // 60
		"⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•" + // 80
		"▪○🞆🞈◉◎🔿▪◻🟂✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘" + // A0
		"🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈⮊⮉⮋←" + // C0
		"→↑↓↖↗↙↘🡸➔🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬀⬁⬃⬂🢬🢭✗✓☒☑ ") // E0

	wingdings2Table = pictures("" +
		" 🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙" + // 20
		"🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗✓☒☑☒☒⮾⮿⊘⊘🙱🙴🙲🙳‽🙹🙺" + // 40
		"🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿ " + // 60
		"☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤🕥🕦🕧🙨🙩•●⚫⬤🞅🞆🞇🞈🞊⦿◾" + // 80
		"■◼⬛⬜□🞑🞒🞓🞔▣🞖🞗⬩⬥◆◇🞛◈🞜⬪⬧⧫◊◊◖◗🟊🟋⬛⬛⯃⬟" + // A0
		"⬣⬢⬠⬡🞡✚🞣🞤🞥🞦🞧🞨🞩🞪🞫🞬🞭🞮🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹🞺🞻🞼" + // C0
		"🞽🞾🞿🟀🟂🟄✦🟉★✶🟋✷🟏🟒✹🟃🟇✯🟍🟔⯌⯍※⁂          ") // E0

	wingdings3Table = pictures("" +
		" ←→↑↓↖↗↙↘                       " + // 20
		"                                " + // 40
		"                ▲▼△▽◀▶◁▷◣◢◤◥🞀🞂🞁 ") // 60; the rest are arrows only this font has

	webdingsTable = pictures("" +
		" 🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼🗕🗖🗗◀▶▲▼⏪⏩⏮⏭⏸⏹⏺🗚🗳" + // 20
		"🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂🏞🏕🛤🏟🛳🕬🕫🕨🔈🎔🎕🗬🙽🗭🗪🗫" + // 40
		"⮔✔🚲⬜🛡📦🛱⬛🚑🛈🛩🛰🟈🕴⚫🛥🚔🗘🗙❓🛲🚇🚍⛳🛇⊖🚭🗮|🗯🗲 " + // 60
		"🚹🚺🛉🛊🚼👽🏋⛷🏂🏌🏊🏄🏍🏎🚘🗠🛢💰🏷💳👪🗡🗢🗣✯🖄🖅🖃🖆🖹🖺🖻" + // 80
		"🕵🕰🖽🖾📋🗒🗓📖📚🗞🗟🗃🗂🖼🎭🎜🎘🎙🎧💿🎞📷🎟🎬📽📹📾📻🎚🎛📺💻" + // A0
		"🖥🖦🖧🕹🎮🕻🕼📟🖁🖀🖨🖩🖿🖪🗜🔒🔓🗝📥📤🕳🌣🌤🌥🌦☁🌧🌨🌩🌪🌬🌫" + // C0
		"🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿🛆🖈🎓🗤🗥🗦🗧🛪🐿🐦🐟🐕🐈🙬🙮🙭🙯🗺🌍🌏🌎🕊") // E0
)

// pictureCodes is how many codes a table has: 0x20–0xFF.
const (
	pictureFirst = 0x20
	pictureCodes = 0x100 - pictureFirst
)

func pictures(row string) *[pictureCodes]rune {
	table := new([pictureCodes]rune)
	i := 0
	for _, r := range row {
		if i < pictureCodes {
			table[i] = r
		}
		i++
	}
	return table
}

func (c fontClass) pictures() *[pictureCodes]rune {
	switch c {
	case fontSymbol:
		return symbolTable
	case fontWingdings:
		return wingdingsTable
	case fontWingdings2:
		return wingdings2Table
	case fontWingdings3:
		return wingdings3Table
	case fontWebdings:
		return webdingsTable
	}
	return nil
}

// symbol maps a code of a picture font, plain or shifted to U+F000–U+F0FF, to
// Unicode. What has no counterpart stays as it is.
func (c fontClass) symbol(code rune) rune {
	table := c.pictures()
	if table == nil {
		return code
	}
	i := code
	if i >= 0xF000 && i <= 0xF0FF {
		i -= 0xF000
	}
	if i <= pictureFirst || i >= pictureFirst+pictureCodes {
		return code
	}
	if r := table[i-pictureFirst]; r != ' ' && r != 0 {
		return r
	}
	return code
}

// private maps characters of the private range U+F000–U+F0FF only: in running
// text set in a picture font, others were typed as letters.
func (c fontClass) private(text string) string {
	out := make([]rune, 0, len(text))
	for _, r := range text {
		if r >= 0xF000 && r <= 0xF0FF {
			r = c.symbol(r)
		}
		out = append(out, r)
	}
	return string(out)
}

// hexadecimal reads the w:char of a w:sym. Values no character has are none.
func hexadecimal(value string) (rune, bool) {
	n, err := strconv.ParseUint(value, 16, 32)
	if err != nil || n < 0x20 || n > 0x10FFFF || n >= 0xD800 && n <= 0xDFFF || n&0xFFFE == 0xFFFE {
		return 0, false
	}
	return rune(n), true
}
