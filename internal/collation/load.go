package collation

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"thao/internal/fault"
	"thao/internal/outline"
)

// FileName is the collation's file in an output folder.
const FileName = "collation.json"

// Load reads the collation of an output folder. Errors are *fault.Error:
// Missing, Damaged where it is no collation, WrongFormat where a later version
// of the program wrote it.
func Load(dir string) (*Collation, error) {
	data, err := os.ReadFile(filepath.Join(dir, FileName))
	if os.IsNotExist(err) {
		return nil, fault.Wrap(err, fault.Missing, "path", filepath.ToSlash(filepath.Join(dir, FileName)))
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Unreadable, "reason", err.Error())
	}
	return Parse(data)
}

// Parse is Load for bytes.
func Parse(data []byte) (*Collation, error) {
	var c Collation
	if err := json.Unmarshal(data, &c); err != nil {
		return nil, fault.Wrap(err, fault.Damaged, "part", FileName)
	}
	if c.Format != Format {
		return nil, fault.New(fault.WrongFormat, "found", c.Format, "known", Format)
	}
	link(nil, c.Draft.Nodes)
	return &c, c.check()
}

func link(parent *outline.Node, nodes []*outline.Node) {
	for _, n := range nodes {
		n.Parent = parent
		link(n, n.Children)
	}
}

// check refuses a file whose references lead nowhere: it was edited by hand.
func (c *Collation) check() error {
	known := map[string]bool{}
	for _, m := range c.Comments {
		known[m.ID] = true
	}
	for _, g := range c.Groups {
		for _, id := range g.Comments {
			if !known[id] {
				return fault.Wrap(fmt.Errorf("group %s names comment %s", g.ID, id), fault.Damaged, "part", FileName)
			}
		}
	}
	return nil
}

// Tree is the draft's structure.
func (c *Collation) Tree() *outline.Tree { return &outline.Tree{Nodes: c.Draft.Nodes} }
