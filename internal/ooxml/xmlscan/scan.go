// Package xmlscan reads XML by the byte, without building anything: a pull
// scanner for large parts of office documents. Names are numbers from a
// Vocabulary, text and attribute values are slices of the input wherever
// nothing had to be decoded, attributes are looked at only when asked for.
//
// It accepts a well-formed document without a document type declaration, in
// UTF-8 or UTF-16. It is more lenient than the standard in what cannot matter
// to a reader (characters allowed in names, "--" in comments) and stricter in
// depth.
package xmlscan

import (
	"bytes"
	"errors"
	"io"

	"thao/internal/fault"
)

// MaxDepth is how deep elements may nest.
const MaxDepth = 256

// Kind is what Next came upon.
type Kind uint8

const (
	EOF   Kind = iota // the end of a complete document
	Start             // of an element; one closed in its own tag gives an End too
	End
	Text // characters or a CDATA section; white space between elements also
)

// Scanner reads one part. Slices it returns are valid until the next call of
// Next and must not be changed.
type Scanner struct {
	part  string
	data  []byte
	vocab *Vocabulary

	pos     int
	name    Name
	raw     []byte // the name as written, prefix and all
	text    []byte // undecoded
	literal bool   // text comes from a CDATA section
	closing bool   // the element just started was closed in its own tag

	attrs   []attr
	open    []element
	bound   []binding       // innermost last
	cache   map[string]Name // by the name as written
	recent  [recentNames]recent
	scratch []byte
	rooted  bool
	err     error
}

type attr struct{ name, value []byte } // undecoded

// element is an open one: where its name stands, and which it is.
type element struct {
	from, to int32
	name     Name
}

type binding struct {
	prefix  string
	space   Space
	depth   int  // of the element that declared it
	changed bool // it made the prefix mean something else
}

// New prepares to read a part; the name is for error messages. The bytes are
// checked to be valid text here, so everything read later is valid UTF-8.
func New(part string, data []byte, v *Vocabulary) (*Scanner, error) {
	text, err := decode(data)
	if err != nil {
		return nil, fault.Wrap(err, fault.Damaged, "part", part)
	}
	return &Scanner{
		part: part, data: text, vocab: v,
		bound: []binding{{prefix: "", space: None, depth: -1}, {prefix: "xml", space: v.spaces[xmlSpace], depth: -1}},
		cache: make(map[string]Name, 128),
	}, nil
}

const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// Depth is the number of elements open, the one just started included and the
// one just ended not.
func (s *Scanner) Depth() int { return len(s.open) }

// Name of the element started or ended.
func (s *Scanner) Name() Name { return s.name }

// RawName is the name of the element as written, with its prefix.
func (s *Scanner) RawName() []byte { return s.raw }

// Next moves on. Errors are *fault.Error: Damaged, Doctype or TooDeep, with
// {part}; after one, Next keeps returning it.
func (s *Scanner) Next() (Kind, error) {
	if s.err != nil {
		return EOF, s.err
	}
	kind, err := s.next()
	s.err = err
	return kind, err
}

func (s *Scanner) next() (Kind, error) {
	if s.closing {
		s.closing = false
		s.pop()
		return End, nil
	}
	for s.pos < len(s.data) {
		if s.data[s.pos] != '<' {
			s.characters()
			return Text, nil
		}
		if s.pos+1 >= len(s.data) {
			return EOF, s.damaged("ends within a tag")
		}
		switch s.data[s.pos+1] {
		case '/':
			return End, s.endTag()
		case '?':
			if err := s.skipPast("?>"); err != nil {
				return EOF, err
			}
		case '!':
			found, err := s.declaration()
			if err != nil || found {
				return Text, err
			}
		default:
			return Start, s.startTag()
		}
	}
	if len(s.open) > 0 {
		return EOF, s.damaged("ends within an element")
	}
	if !s.rooted {
		return EOF, s.damaged("no element")
	}
	return EOF, nil
}

// characters takes what stands before the next tag.
func (s *Scanner) characters() {
	rest := s.data[s.pos:]
	n := bytes.IndexByte(rest, '<')
	if n < 0 {
		n = len(rest)
	}
	s.text, s.literal = rest[:n], false
	s.pos += n
}

// declaration deals with what begins "<!": a comment is skipped, a CDATA
// section is text (true), everything else is a document type.
func (s *Scanner) declaration() (bool, error) {
	rest := s.data[s.pos:]
	const cdata = "<![CDATA["
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.pos += len("<!--")
		return false, s.skipPast("-->")
	case bytes.HasPrefix(rest, []byte(cdata)):
		from := s.pos + len(cdata)
		if err := s.skipPast("]]>"); err != nil {
			return false, err
		}
		s.text, s.literal = s.data[from:s.pos-len("]]>")], true
		return true, nil
	case len(rest) < len(cdata) && bytes.HasPrefix([]byte(cdata), rest), len(rest) < 4:
		return false, s.damaged("ends within a declaration")
	}
	return false, fault.New(fault.Doctype, "part", s.part)
}

func (s *Scanner) skipPast(mark string) error {
	n := bytes.Index(s.data[s.pos:], []byte(mark))
	if n < 0 {
		return s.damaged("no " + mark)
	}
	s.pos += n + len(mark)
	return nil
}

// kinds of bytes in a tag, looked up by value.
const (
	inName  = iota
	endName // white space, "/", ">", "=", quotes, "<"
)

var tagByte = func() (table [256]uint8) {
	for _, b := range []byte(" \t\r\n/>=\"'<") {
		table[b] = endName
	}
	return table
}()

// nameEnd is where the name that begins at i ends.
func (s *Scanner) nameEnd(i int) int {
	for i < len(s.data) && tagByte[s.data[i]] == inName {
		i++
	}
	return i
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }

func (s *Scanner) skipSpace(i int) int {
	for i < len(s.data) && isSpace(s.data[i]) {
		i++
	}
	return i
}

func (s *Scanner) startTag() error {
	from := s.pos + 1
	i := s.nameEnd(from)
	if i == from {
		return s.damaged("tag without a name")
	}
	if len(s.open) >= MaxDepth {
		return fault.New(fault.TooDeep, "part", s.part, "max", MaxDepth)
	}
	s.raw = s.data[from:i]
	s.open = append(s.open, element{from: int32(from), to: int32(i)})
	s.attrs = s.attrs[:0]
	declares, err := s.attributes(i)
	if err != nil {
		return err
	}
	if declares {
		if err := s.bind(); err != nil {
			return err
		}
	}
	s.rooted = true
	s.name = s.resolve(s.raw)
	s.open[len(s.open)-1].name = s.name
	return nil
}

// attributes reads from i to past the end of the tag and says whether a
// namespace is declared among them.
func (s *Scanner) attributes(i int) (declares bool, err error) {
	for {
		i = s.skipSpace(i)
		if i >= len(s.data) {
			return false, s.damaged("ends within a tag")
		}
		switch s.data[i] {
		case '>':
			s.pos = i + 1
			return declares, nil
		case '/':
			if i+1 >= len(s.data) || s.data[i+1] != '>' {
				return false, s.damaged("stray / in a tag")
			}
			s.pos, s.closing = i+2, true
			return declares, nil
		}
		a, next, ok := s.attribute(i)
		if !ok {
			return false, s.damaged("bad attribute")
		}
		if len(a.name) >= 5 && string(a.name[:5]) == "xmlns" {
			declares = true
		}
		s.attrs = append(s.attrs, a)
		i = next
	}
}

// attribute reads name="value" at i.
func (s *Scanner) attribute(i int) (a attr, next int, ok bool) {
	end := s.nameEnd(i)
	a.name = s.data[i:end]
	eq := end
	if eq < len(s.data) && s.data[eq] != '=' {
		eq = s.skipSpace(eq)
	}
	if end == i || eq >= len(s.data) || s.data[eq] != '=' {
		return a, 0, false
	}
	from := eq + 1
	if from < len(s.data) && isSpace(s.data[from]) {
		from = s.skipSpace(from)
	}
	if from >= len(s.data) || (s.data[from] != '"' && s.data[from] != '\'') {
		return a, 0, false
	}
	quote := s.data[from]
	from++
	for to := from; to < len(s.data); to++ {
		switch s.data[to] {
		case quote:
			a.value = s.data[from:to]
			return a, to + 1, true
		case '<':
			return a, 0, false
		}
	}
	return a, 0, false
}

func (s *Scanner) endTag() error {
	from := s.pos + 2
	to := s.nameEnd(from)
	end := s.skipSpace(to)
	if end >= len(s.data) || s.data[end] != '>' {
		return s.damaged("bad end tag")
	}
	if len(s.open) == 0 {
		return s.damaged("end tag without a start")
	}
	top := s.open[len(s.open)-1]
	if !bytes.Equal(s.data[top.from:top.to], s.data[from:to]) {
		return s.damaged("end tag of another element")
	}
	s.pos = end + 1
	s.pop()
	return nil
}

// pop closes the innermost element and forgets the namespaces it declared.
func (s *Scanner) pop() {
	top := s.open[len(s.open)-1]
	s.raw = s.data[top.from:top.to]
	s.name = top.name
	s.open = s.open[:len(s.open)-1]
	if s.bound[len(s.bound)-1].depth > len(s.open) {
		s.unbind(len(s.open))
	}
}

// Skip moves past the end of the element just started.
func (s *Scanner) Skip() error {
	for depth := len(s.open); ; {
		kind, err := s.Next()
		if err != nil {
			return err
		}
		if kind == End && len(s.open) < depth {
			return nil
		}
	}
}

func (s *Scanner) damaged(why string) error {
	cause := errors.New(why)
	if s.pos >= len(s.data) {
		cause = errors.Join(io.ErrUnexpectedEOF, cause)
	}
	return fault.Wrap(cause, fault.Damaged, "part", s.part)
}
