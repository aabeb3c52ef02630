package xmlscan

// Name is an element or attribute name the reader knows, namespace and all,
// numbered by the reader's Vocabulary. Unknown stands for every other name.
type Name uint16

// Unknown is the Name of what is not in the Vocabulary.
const Unknown Name = 0

// Space is a namespace the reader knows, numbered by its Vocabulary.
type Space uint8

// Spaces every Vocabulary has.
const (
	Foreign Space = 0 // a namespace not in the Vocabulary
	None    Space = 1 // no namespace at all
	FirstOf Space = 2 // the first number free for a reader's own spaces
)

// Entry gives one Name its namespace and local part.
type Entry struct {
	Name  Name
	Space Space
	Local string
}

// Vocabulary is the names a reader knows. Several URIs may mean one Space: a
// strict and a transitional document then read alike.
type Vocabulary struct {
	spaces map[string]Space
	names  map[qualified]Name
}

type qualified struct {
	space Space
	local string
}

// NewVocabulary makes a Vocabulary; uris maps namespace URIs to spaces.
func NewVocabulary(uris map[string]Space, entries []Entry) *Vocabulary {
	v := &Vocabulary{spaces: uris, names: make(map[qualified]Name, len(entries))}
	for _, e := range entries {
		v.names[qualified{e.Space, e.Local}] = e.Name
	}
	return v
}
