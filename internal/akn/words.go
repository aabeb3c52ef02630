package akn

import (
	"strconv"
	"strings"
)

// words is the text in an element of mixed content, to the letter as Write
// wrote it. Lines that another program broke for the eye are joined. What the
// text only hangs on, such as an authorial note, is given to aside.
func words(e *element, aside func(*element)) string {
	t := &text{aside: aside}
	t.add(e)
	s := t.out.String()
	if t.joined {
		s = strings.TrimSuffix(s, " ")
	}
	return s
}

type text struct {
	out    strings.Builder
	joined bool // the text so far ends in the blank that joins two lines
	aside  func(*element)
}

func (t *text) add(e *element) {
	for _, k := range e.kids {
		switch k.name {
		case "":
			t.write(k.text)
		case "eol", "br":
			t.out.WriteByte('\n')
			t.joined = false
		case "authorialNote":
			if t.aside != nil {
				t.aside(k)
			}
		case "noteRef":
		case "inline":
			if s, ok := special(k.attr("name")); ok && len(k.kids) == 0 {
				t.out.WriteString(s)
				t.joined = false
				continue
			}
			t.add(k)
		default:
			if s := t.out.String(); standsAlone(k) && s != "" && s[len(s)-1] != '\n' {
				t.out.WriteByte('\n')
			}
			t.add(k)
		}
	}
}

// standsAlone reports whether an element met among words begins a line: the
// structure of another text quoted in this one.
func standsAlone(e *element) bool {
	if _, hier := hierarchy[e.name]; hier {
		return true
	}
	switch e.name {
	case "p", "num", "hcontainer", "table", "tr", "quotedStructure", "embeddedStructure", "item", "li", "blockList":
		return true
	}
	return false
}

// write adds character data. A run of white space with a line end in it was
// put there by a program that lays out XML: Write has eol for its own.
func (t *text) write(s string) {
	for {
		i := strings.IndexByte(s, '\n')
		if i < 0 {
			break
		}
		t.put(strings.TrimRight(s[:i], " \t\r"))
		if t.out.Len() > 0 && !t.joined {
			t.out.WriteByte(' ')
			t.joined = true
		}
		s = strings.TrimLeft(s[i:], " \t\r\n")
	}
	t.put(s)
}

func (t *text) put(s string) {
	if s != "" {
		t.out.WriteString(s)
		t.joined = false
	}
}

// special is the character an empty inline element of that name stands for.
func special(name string) (string, bool) {
	if digits, ok := strings.CutPrefix(name, bytePrefix); ok {
		v, err := strconv.ParseUint(digits, 16, 8)
		return string([]byte{byte(v)}), err == nil
	}
	if digits, ok := strings.CutPrefix(name, runePrefix); ok {
		v, err := strconv.ParseUint(digits, 16, 32)
		return string(rune(v)), err == nil && !inXML(rune(v))
	}
	return "", false
}
