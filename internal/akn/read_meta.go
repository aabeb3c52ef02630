package akn

import (
	"strconv"
	"strings"
)

// meta reads what is known of the document, and the notes on it.
func (r *reading) meta(meta *element) {
	d := r.doc
	names := references(meta)
	work := meta.find("identification").find("FRBRWork")
	expression := meta.find("identification").find("FRBRExpression")
	for _, k := range work.elements() {
		if k.name == "FRBRalias" && k.attr("name") == "title" {
			d.Title = k.attr("value")
		}
	}
	d.Name = work.find("FRBRname").attr("value")
	if d.Country = work.find("FRBRcountry").attr("value"); d.Country == noCountry || !countryCode.MatchString(d.Country) {
		d.Country = ""
	}
	if tag := expression.find("FRBRlanguage").attr("language"); languageTag.MatchString(tag) {
		d.Language = ietfTag(tag)
	}
	if v, err := strconv.Atoi(expression.find("FRBRversionNumber").attr("value")); err == nil && v > 0 {
		d.Version = v
	}
	date, _, _ := strings.Cut(expression.find("FRBRdate").attr("date"), "T")
	if isDate(date) && date != noDate {
		d.Date = date
	}
	d.Author = names[work.find("FRBRauthor").attr("href")]
	r.notes(meta, names)
}

// references are the names of who is spoken of, by "#" and eId.
func references(meta *element) map[string]string {
	names := map[string]string{}
	for _, group := range meta.elements() {
		if group.name != "references" {
			continue
		}
		for _, k := range group.elements() {
			names["#"+k.attr("eId")] = k.attr("showAs")
		}
	}
	return names
}

func (r *reading) notes(meta *element, names map[string]string) {
	for _, group := range meta.elements() {
		if group.name != "notes" {
			continue
		}
		for _, e := range group.elements() {
			r.note(e, names)
		}
	}
}

func (r *reading) note(e *element, names map[string]string) {
	n := Note{ID: e.attr("GUID"), Start: -1, End: -1, Body: names[e.attr("refersTo")]}
	if !isWord(n.ID) || r.ids[n.ID] {
		n.ID = "note_" + strconv.Itoa(len(r.doc.Notes)+1)
	}
	for k, id := 2, n.ID; r.ids[n.ID]; k++ {
		n.ID = id + "~" + strconv.Itoa(k)
	}
	r.ids[n.ID] = true
	if base, ok := strings.CutPrefix(e.attr("placementBase"), "#"); ok {
		n.Node = r.byEID[base]
	}
	for _, class := range e.classes() {
		n.Resolved = n.Resolved || class == "resolved"
	}
	var plain []string // paragraphs of other programs
	for _, k := range e.elements() {
		class := k.attr("class")
		switch {
		case k.name == "blockContainer" && class == "turn":
			n.Thread = append(n.Thread, turn(k))
		case class == "text":
			n.Text = words(k, nil)
		case class == "range":
			n.Start, n.End = offsets(words(k, nil))
		case !n.set(class, k):
			plain = append(plain, words(k, nil))
		}
	}
	if n.Text == "" && len(plain) > 0 {
		n.Text = strings.Join(plain, "\n")
	}
	r.doc.Notes = append(r.doc.Notes, n)
}

// set fills the field a paragraph's class names, and reports whether there is one.
func (n *Note) set(class string, e *element) bool {
	for _, f := range n.fields() {
		if f.class == class {
			*f.value = words(e, nil)
			return true
		}
	}
	return false
}

func turn(e *element) Turn {
	var t Turn
	for _, k := range e.elements() {
		switch k.attr("class") {
		case "text":
			t.Text = words(k, nil)
		case "author":
			t.Author = words(k, nil)
		case "date":
			t.Date = words(k, nil)
		}
	}
	return t
}

func offsets(s string) (start, end int) {
	from, to, _ := strings.Cut(s, "-")
	start, err := strconv.Atoi(from)
	if err != nil || start < 0 {
		return -1, -1
	}
	end, err = strconv.Atoi(to)
	if err != nil || end < start {
		return -1, -1
	}
	return start, end
}
