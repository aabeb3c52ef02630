package xmlscan

import "bytes"

// bind records the namespaces the element just started declares. They hold
// for the element's own name and attributes too.
func (s *Scanner) bind() error {
	for _, a := range s.attrs {
		prefix, ok := declared(a.name)
		if !ok {
			continue
		}
		uri, err := s.unescape(a.value)
		if err != nil {
			return err
		}
		space := s.vocab.spaces[string(uri)]
		if len(uri) == 0 && len(prefix) == 0 {
			space = None
		}
		changed := s.space(prefix) != space
		if changed {
			s.forget()
		}
		s.bound = append(s.bound, binding{string(prefix), space, len(s.open), changed})
	}
	return nil
}

// declared gives the prefix an attribute declares, "" for the default.
func declared(name []byte) (prefix []byte, ok bool) {
	const xmlns = "xmlns"
	if len(name) == len(xmlns) && string(name) == xmlns {
		return nil, true
	}
	if len(name) > len(xmlns) && string(name[:len(xmlns)+1]) == xmlns+":" {
		return name[len(xmlns)+1:], true
	}
	return nil, false
}

// unbind forgets what elements deeper than depth declared.
func (s *Scanner) unbind(depth int) {
	changed := false
	for s.bound[len(s.bound)-1].depth > depth {
		changed = changed || s.bound[len(s.bound)-1].changed
		s.bound = s.bound[:len(s.bound)-1]
	}
	if changed {
		s.forget()
	}
}

// space is the namespace a prefix stands for at this place.
func (s *Scanner) space(prefix []byte) Space {
	for i := len(s.bound) - 1; i >= 0; i-- {
		if s.bound[i].prefix == string(prefix) {
			return s.bound[i].space
		}
	}
	return Foreign
}

// Space is the namespace a prefix stands for at this place, for attributes
// whose values are lists of prefixes.
func (s *Scanner) Space(prefix string) Space { return s.space([]byte(prefix)) }

// recent is a name resolved lately. Documents use few names over and over: a
// table looked up by three of their bytes answers most questions without
// hashing the whole.
type recent struct {
	raw  string
	name Name
}

const recentNames = 256

func recentSlot(raw []byte) int {
	n := len(raw)
	return (n*37 + int(raw[n-1])*11 + int(raw[n/2])) % recentNames
}

// resolve finds the Name of an element. The answer for each way of writing
// one is kept until a declaration changes what a prefix means.
func (s *Scanner) resolve(raw []byte) Name {
	slot := &s.recent[recentSlot(raw)]
	if slot.raw == string(raw) {
		return slot.name
	}
	name, ok := s.cache[string(raw)]
	if !ok {
		prefix, local := split(raw)
		name = s.vocab.names[qualified{s.space(prefix), string(local)}]
		s.cache[string(raw)] = name
	}
	*slot = recent{string(raw), name}
	return name
}

// forget drops what was resolved: a prefix means something else now.
func (s *Scanner) forget() {
	clear(s.cache)
	clear(s.recent[:])
}

func split(raw []byte) (prefix, local []byte) {
	if i := bytes.IndexByte(raw, ':'); i >= 0 {
		return raw[:i], raw[i+1:]
	}
	return nil, raw
}

// attrName is resolve for attributes, which the default namespace does not
// reach. Attributes and elements share the cache: an attribute is cached only
// when it has a prefix, and then means the same.
func (s *Scanner) attrName(raw []byte) Name {
	if bytes.IndexByte(raw, ':') < 0 {
		return s.vocab.names[qualified{None, string(raw)}]
	}
	return s.resolve(raw)
}

// Attr returns the value of an attribute of the element just started, decoded.
// It is valid until the next call of Attr or Next, and must be asked for before
// Next. A value that cannot be decoded counts as
// absent and makes the next call of Next fail.
func (s *Scanner) Attr(name Name) ([]byte, bool) {
	for _, a := range s.attrs {
		if s.attrName(a.name) != name {
			continue
		}
		value, err := s.unescape(a.value)
		if err != nil {
			s.err = err
			return nil, false
		}
		return value, true
	}
	return nil, false
}

// Attrs calls fn with every attribute of the element just started, the name
// as written and the value decoded, until fn returns false.
func (s *Scanner) Attrs(fn func(raw []byte, name Name, value []byte) bool) {
	for _, a := range s.attrs {
		value, err := s.unescape(a.value)
		if err != nil {
			s.err = err
			return
		}
		if !fn(a.name, s.attrName(a.name), value) {
			return
		}
	}
}
