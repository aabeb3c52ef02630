package outline

// Identify gives every node of a tree anew the id that its kind, its number and
// its place make. On a tree of Build it changes nothing; after nodes were put
// elsewhere, taken out or put in (Correct), it makes the ids those that Build
// would have given. Parents are set too.
func (t *Tree) Identify() {
	seat(nil, t.Nodes)
	assignIDs(t.Nodes)
}

func seat(parent *Node, nodes []*Node) {
	for _, n := range nodes {
		n.Parent = parent
		n.ID = n.segment()
		seat(n, n.Children)
	}
}

// segment is a node's part of its id before positions are counted; "" where
// its position is all there is to go by.
func (n *Node) segment() string {
	switch n.Kind {
	case Front, Basis, Signature:
		return string(n.Kind)
	case Item, Paragraph, Table:
		return ""
	}
	if ordinal := n.number(); ordinal != "" {
		return string(n.Kind) + "_" + ordinal
	}
	return ""
}

// number is the number of a node's label as ids write it. A label that can be
// read in two ways (“i)”, “C.”) keeps the reading that its id shows.
func (n *Node) number() string {
	if n.Label == "" {
		return ""
	}
	readings := readingsOf(n)
	shown := n.Ordinal()
	for _, r := range readings {
		if r == shown {
			return shown
		}
	}
	if len(readings) > 0 {
		return readings[0]
	}
	return ""
}

// readingsOf lists what the number of a node's label may be, the likelier first.
func readingsOf(n *Node) []string {
	if n.Kind == Annex {
		return annexReadings(n.Label)
	}
	marks, count := readMarks(n.Label)
	if count == 0 {
		marks, count = readMarks(n.Label + " X") // a number without a sign after it: "1 Scope"
	}
	var out []string
	for i := range marks[:count] {
		if m := &marks[i]; m.kind != Item {
			out = append(out, m.num.id(m.class))
		}
	}
	return out
}

// annexReadings reads the number behind the name of an annex: "PHỤ LỤC II".
func annexReadings(label string) []string {
	if u := (unit{text: label}); label != "" {
		if num, end := annexLabel(&u); end > 0 && num != "" {
			return []string{num}
		}
	}
	return nil
}
