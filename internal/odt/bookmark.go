package odt

import "thao/internal/archive"

// Bookmarks are the names of a document's bookmarks, and those in each row of
// each table. Tables and rows are counted as in the blocks Read gives: tables
// from 1 in the order they begin, rows from 0.
type Bookmarks struct {
	All  []string
	Rows map[[2]int][]string // by table and row
}

// ReadBookmarks reads them from the bytes of an .odt. Errors are those of Read.
func ReadBookmarks(data []byte) (*Bookmarks, error) {
	pkg, err := archive.Open(data)
	if err != nil {
		return nil, err
	}
	content, err := part(pkg, "content.xml")
	if err != nil {
		return nil, err
	}
	b := &bookmarkWalk{out: &Bookmarks{Rows: map[[2]int][]string{}}}
	b.walk(content.find("office:body").find("office:text"), [2]int{})
	return b.out, nil
}

type bookmarkWalk struct {
	out    *Bookmarks
	tables int
}

// walk goes through n, which stands in a row of a table; {0} for none.
func (b *bookmarkWalk) walk(n *node, at [2]int) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "text:tracked-changes": // what was taken out
		case "text:bookmark", "text:bookmark-start":
			name := k.attr("text:name")
			b.out.All = append(b.out.All, name)
			if at[0] > 0 {
				b.out.Rows[at] = append(b.out.Rows[at], name)
			}
		case "table:table":
			b.tables++
			b.rows(k, &[2]int{b.tables, 0})
		default:
			b.walk(k, at)
		}
	}
}

func (b *bookmarkWalk) rows(n *node, at *[2]int) {
	for _, k := range n.kids {
		switch k.name {
		case "table:table-row":
			b.walk(k, *at)
			at[1]++
		case "table:table-header-rows", "table:table-rows", "table:table-row-group":
			b.rows(k, at)
		}
	}
}
