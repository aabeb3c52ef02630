package akn

import (
	"strconv"
	"strings"

	"thao/internal/viet"
)

// Identifiers of the references every document has.
const (
	authorRef  = "author"
	programRef = "thao"
)

// What stands for metadata that is not known where the schema wants a value.
const (
	noDate     = "0001-01-01"
	noLanguage = "und" // ISO 639-2: undetermined
	noCountry  = "zz"  // ISO 3166-1: free for users
)

// bibliographic are the codes of ISO 639-2 that the naming convention asks
// for, by IETF tag.
var bibliographic = map[string]string{"vi": "vie", "en": "eng", "fr": "fra"}

// ietfTag is the tag of a language code in a file; "" for one that says that
// the language is not known.
func ietfTag(code string) string {
	for tag, b := range bibliographic {
		if code == b {
			return tag
		}
	}
	if code == noLanguage {
		return ""
	}
	return code
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// addresses are those of the work, the expression and the manifestation
// (akn-nc 1.0, 4.4): "/akn/vn/bill/2018/de-an", "…/vie@2018-03-07",
// "…/vie@2018-03-07.akn".
func (p *printer) addresses() (work, expression, manifestation string) {
	d := p.doc
	parts := []string{"/akn", or(d.Country, noCountry), "bill"}
	if d.Date != "" {
		parts = append(parts, d.Date[:4])
	}
	work = strings.Join(append(parts, or(slug(or(d.Name, d.Title)), "draft")), "/")
	expression = work + "/" + p.language() + "@" + d.Date
	return work, expression, expression + ".akn"
}

func (p *printer) language() string {
	tag := or(p.doc.Language, noLanguage)
	return or(bibliographic[tag], tag)
}

// slug is a name as it stands in an address: small letters without marks,
// digits, hyphens; of a long name the beginning.
func slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range viet.Fold(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
		if b.Len() >= 60 {
			break
		}
	}
	return b.String()
}

func (p *printer) meta() {
	p.start("meta")
	p.identification("main")
	p.references()
	p.notes()
	p.end()
}

// partMeta is what the schema wants to know of a document inside another.
func (p *printer) partMeta(number int) {
	p.start("meta")
	p.identification("att_" + strconv.Itoa(number))
	p.end()
}

func (p *printer) identification(part string) {
	work, expression, manifestation := p.addresses()
	d := p.doc
	date := or(d.Date, noDate)
	p.start("identification", "source", "#"+programRef)
	p.start("FRBRWork")
	p.value("FRBRthis", work+"/!"+part)
	p.value("FRBRuri", work)
	if d.Title != "" && part == "main" {
		p.value("FRBRalias", d.Title, "name", "title")
	}
	p.dated(date)
	p.value("FRBRcountry", or(d.Country, noCountry))
	if d.Name != "" && part == "main" {
		p.value("FRBRname", d.Name)
	}
	p.end()
	p.start("FRBRExpression")
	p.value("FRBRthis", expression+"/!"+part)
	p.value("FRBRuri", expression)
	p.dated(date)
	if d.Version > 0 {
		p.value("FRBRversionNumber", strconv.Itoa(d.Version))
	}
	p.empty("FRBRlanguage", "language", p.language())
	p.end()
	p.start("FRBRManifestation")
	p.value("FRBRthis", expression+"/!"+part+".xml")
	p.value("FRBRuri", manifestation)
	p.dated(date)
	p.value("FRBRformat", "application/akn+xml")
	p.end()
	p.end()
}

// value writes a metadata element whose content is an attribute.
func (p *printer) value(name, value string, attrs ...string) {
	p.empty(name, append([]string{"value", value}, attrs...)...)
}

func (p *printer) dated(date string) {
	p.empty("FRBRdate", "date", date, "name", "draft")
	p.empty("FRBRauthor", "href", "#"+authorRef)
}

// references list who is spoken of: the body that drafts, this program, and
// the bodies that sent comments.
func (p *printer) references() {
	p.start("references", "source", "#"+programRef)
	p.reference("TLCOrganization", authorRef, "organization", p.doc.Author)
	p.reference("TLCProcess", programRef, "process", "Thảo")
	p.orgs = map[string]string{}
	for _, n := range p.doc.Notes {
		if n.Body == "" || p.orgs[n.Body] != "" {
			continue
		}
		id := p.names.free("org_" + strconv.Itoa(len(p.orgs)+1))
		p.orgs[n.Body] = id
		p.reference("TLCOrganization", id, "organization", n.Body)
	}
	p.end()
}

// reference names a body or process; showAs is wanted by the schema, if empty.
func (p *printer) reference(element, id, class, name string) {
	href := "/akn/ontology/" + class + "/" + or(p.doc.Country, noCountry) + "/" + or(slug(name), id)
	p.tag(element, []string{"eId", id, "href", href})
	p.attribute("showAs", name)
	p.w.WriteString("/>")
}

// notes are the comments, each pointing at the element it is about.
func (p *printer) notes() {
	if len(p.doc.Notes) == 0 {
		return
	}
	p.start("notes", "source", "#"+programRef)
	for i := range p.doc.Notes {
		p.note(i)
	}
	p.end()
}

func (p *printer) note(i int) {
	n := &p.doc.Notes[i]
	base, body := "", ""
	if n.Node != "" {
		base = "#" + p.names.byNode[n.Node]
	}
	if n.Body != "" {
		body = "#" + p.orgs[n.Body]
	}
	class := ""
	if n.Resolved {
		class = "resolved"
	}
	p.start("note", "eId", p.names.free("note_"+strconv.Itoa(i+1)), "GUID", n.ID, "class", class,
		"placementBase", base, "refersTo", body)
	p.text("p", n.Text, "class", "text")
	if n.Start >= 0 {
		p.text("p", strconv.Itoa(n.Start)+"-"+strconv.Itoa(n.End), "class", "range")
	}
	for _, f := range n.fields() {
		if *f.value != "" {
			p.text("p", *f.value, "class", f.class)
		}
	}
	for _, t := range n.Thread {
		p.start("blockContainer", "class", "turn")
		p.text("p", t.Text, "class", "text")
		if t.Author != "" {
			p.text("p", t.Author, "class", "author")
		}
		if t.Date != "" {
			p.text("p", t.Date, "class", "date")
		}
		p.end()
	}
	p.end()
}

// field is a part of a note by the class of its paragraph.
type field struct {
	class string
	value *string
}

// fields are those that are left out where they are empty.
func (n *Note) fields() []field {
	return []field{{"quote", &n.Quote}, {"before", &n.Before}, {"after", &n.After}, {"author", &n.Author}, {"date", &n.Date}, {"source", &n.Source}}
}
