package xmlscan

import (
	"bytes"
	"encoding/xml"
	"io"
	"reflect"
	"strings"
	"testing"

	"thao/internal/fault"
)

const (
	nameA Name = iota + 1
	nameB
	nameAttr
	namePlain
)

const spaceX = FirstOf

var words = NewVocabulary(map[string]Space{"urn:x": spaceX, "urn:x2": spaceX}, []Entry{
	{nameA, spaceX, "a"}, {nameB, spaceX, "b"}, {nameAttr, spaceX, "v"}, {namePlain, None, "v"},
})

// tokens writes what a scanner sees, one item a token.
func tokens(t testing.TB, data []byte) ([]string, error) {
	t.Helper()
	s, err := New("part.xml", data, words)
	if err != nil {
		return nil, err
	}
	var out []string
	text := ""
	flush := func() {
		if text != "" {
			out = append(out, "T "+text)
		}
		text = ""
	}
	for {
		kind, err := s.Next()
		if err != nil {
			return out, err
		}
		switch kind {
		case Text:
			piece, err := s.Text()
			if err != nil {
				return out, err
			}
			text += string(piece)
			continue
		}
		flush()
		switch kind {
		case EOF:
			return out, nil
		case Start:
			item := "S " + string(s.RawName())
			s.Attrs(func(raw []byte, _ Name, value []byte) bool {
				item += " " + string(raw) + "=" + string(value)
				return true
			})
			out = append(out, item)
		case End:
			out = append(out, "E "+string(s.RawName()))
		}
	}
}

// standard writes what encoding/xml sees, in the same form.
func standard(data []byte) ([]string, error) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, io.ErrUnexpectedEOF }
	var out []string
	text := ""
	depth := 0
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			if depth != 0 {
				return nil, io.ErrUnexpectedEOF
			}
			if text != "" {
				out = append(out, "T "+text)
			}
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if chars, ok := token.(xml.CharData); ok {
			text += string(chars)
			continue
		}
		_, start := token.(xml.StartElement)
		_, end := token.(xml.EndElement)
		if text != "" && (start || end) {
			out = append(out, "T "+text)
			text = ""
		}
		switch x := token.(type) {
		case xml.StartElement:
			depth++
			item := "S " + raw(x.Name)
			for _, a := range x.Attr {
				item += " " + raw(a.Name) + "=" + a.Value
			}
			out = append(out, item)
		case xml.EndElement:
			depth--
			out = append(out, "E "+raw(x.Name))
		}
	}
}

func raw(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

var documents = []string{
	`<a/>`,
	`<?xml version="1.0"?><a><b>x</b><b/></a>`,
	`<x:a xmlns:x="urn:x" x:v="1" v='2'>&lt;&#x111;&amp;&apos;</x:a>`,
	"<a>one\r\ntwo\rthree</a>",
	"<a v='q\"q\r\n'/>",
	`<a><![CDATA[<b>&amp;]]></a>`,
	`<a><!-- - --><?pi x?>t</a >`,
	"\xEF\xBB\xBF<a>đ</a>",
	`<a  v = "1"	w="2" />`,
	`<a>]]</a>`,
}

func TestAgainstStandard(t *testing.T) {
	for _, doc := range documents {
		got, err := tokens(t, []byte(doc))
		if err != nil {
			t.Errorf("%s: %v", doc, err)
			continue
		}
		want, err := standard([]byte(doc))
		if err != nil {
			t.Fatalf("%s: %v", doc, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %q, want %q", doc, got, want)
		}
	}
}

// FuzzAgainstStandard: where both accept a document they must see the same.
func FuzzAgainstStandard(f *testing.F) {
	for _, doc := range documents {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := tokens(t, data)
		if err != nil {
			if code := fault.CodeOf(err); code != fault.Damaged && code != fault.Doctype && code != fault.TooDeep {
				t.Errorf("refused with %v", err)
			}
			return
		}
		if len(data) > 1 && (data[0] >= 0xFE || data[0] == 0 || data[1] == 0) {
			return // UTF-16, which the other cannot read
		}
		want, err := standard(data)
		if err != nil {
			return
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %q, want %q", data, got, want)
		}
	})
}

func TestRefused(t *testing.T) {
	for doc, want := range map[string]fault.Code{
		``:                            fault.Damaged,
		`  `:                          fault.Damaged,
		`<a>`:                         fault.Damaged,
		`<a></b>`:                     fault.Damaged,
		`</a>`:                        fault.Damaged,
		`<a`:                          fault.Damaged,
		`<a v=1/>`:                    fault.Damaged,
		`<a v="1/>`:                   fault.Damaged,
		`<a v="<"/>`:                  fault.Damaged,
		`<a/ >`:                       fault.Damaged,
		`< a/>`:                       fault.Damaged,
		`<a>&x;</a>`:                  fault.Damaged,
		`<a>&#0;</a>`:                 fault.Damaged,
		`<a>&#xD800;</a>`:             fault.Damaged,
		"<a>\x01</a>":                 fault.Damaged,
		"<a>\xFF</a>":                 fault.Damaged,
		`<a><!-- </a>`:                fault.Damaged,
		`<a><![CDATA[ </a>`:           fault.Damaged,
		`<!DOCTYPE a><a/>`:            fault.Doctype,
		`<!doctype a><a/>`:            fault.Doctype,
		`<a><!ENTITY x "y"></a>`:      fault.Doctype,
		strings.Repeat("<a>", 257):    fault.TooDeep,
		strings.Repeat("<a>", 100000): fault.TooDeep,
	} {
		if _, err := tokens(t, []byte(doc)); fault.CodeOf(err) != want || err == nil {
			t.Errorf("%.40q: got %v, want %s", doc, err, want)
		}
	}
	if _, err := tokens(t, []byte(strings.Repeat("<a>", MaxDepth)+strings.Repeat("</a>", MaxDepth))); err != nil {
		t.Errorf("at the bound: %v", err)
	}
}

// TestNames follows namespaces through scopes: prefixes of any name, a default,
// redeclared and given back, and attributes the default does not reach.
func TestNames(t *testing.T) {
	doc := `<p:a xmlns:p="urn:x" p:v="1">` + // A
		`<b xmlns="urn:x2" v="2"/>` + // B by the default
		`<b/>` + // no namespace: unknown
		`<q:b xmlns:q="urn:x"><p:b xmlns:p="urn:other"/><p:b/></q:b>` + // B, foreign, B
		`<z:a/></p:a>` // prefix never declared
	s, err := New("", []byte(doc), words)
	if err != nil {
		t.Fatal(err)
	}
	var names []Name
	var plain, spaced []string
	for {
		kind, err := s.Next()
		if err != nil {
			t.Fatal(err)
		}
		if kind == EOF {
			break
		}
		if kind == Start {
			names = append(names, s.Name())
			if v, ok := s.Attr(namePlain); ok {
				plain = append(plain, string(v))
			}
			if v, ok := s.Attr(nameAttr); ok {
				spaced = append(spaced, string(v))
			}
		}
	}
	if want := []Name{nameA, nameB, Unknown, nameB, Unknown, nameB, Unknown}; !reflect.DeepEqual(names, want) {
		t.Errorf("names %v, want %v", names, want)
	}
	if !reflect.DeepEqual(plain, []string{"2"}) || !reflect.DeepEqual(spaced, []string{"1"}) {
		t.Errorf("attributes %v and %v", plain, spaced)
	}
}

// TestSkip leaves the scanner behind the element, its name known again.
func TestSkip(t *testing.T) {
	s, err := New("", []byte(`<r xmlns="urn:x"><a><b/>t<b><a/></b></a><b/></r>`), words)
	if err != nil {
		t.Fatal(err)
	}
	s.Next()
	if kind, _ := s.Next(); kind != Start || s.Name() != nameA {
		t.Fatal("not at <a>")
	}
	if err := s.Skip(); err != nil || s.Depth() != 1 {
		t.Fatal(err, s.Depth())
	}
	if kind, _ := s.Next(); kind != Start || s.Name() != nameB {
		t.Error("not at the <b> after <a>")
	}
	if err := s.Skip(); err != nil || s.Depth() != 1 {
		t.Error("an empty element is not skipped by itself")
	}
}
