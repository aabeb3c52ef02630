package compare

import "thao/internal/outline"

// Report is the JSON form of an alignment. Lists are never null.
type Report struct {
	Nodes []ReportNode `json:"nodes"`
}

// ReportNode is one pair: ids are "" where the node is not in that version.
// Labels and paths are as the reader sees them.
type ReportNode struct {
	Old        string       `json:"old"`
	New        string       `json:"new"`
	Change     Change       `json:"change"`
	Moved      bool         `json:"moved"`
	Renumbered bool         `json:"renumbered"`
	Similarity float64      `json:"similarity"` // of the nodes' own words, 0–1
	OldLabel   string       `json:"oldLabel"`
	NewLabel   string       `json:"newLabel"`
	OldPath    string       `json:"oldPath"`
	NewPath    string       `json:"newPath"`
	Words      []ReportWord `json:"words"`
}

// ReportWord is one edit: Op is "=", "-" or "+".
type ReportWord struct {
	Op   string `json:"op"`
	Text string `json:"text"`
}

// NewReport makes the JSON form; paths are written in lang, "vi" or "en".
func NewReport(a *Alignment, lang string) *Report {
	r := &Report{Nodes: make([]ReportNode, 0, len(a.Pairs))}
	for _, p := range a.Pairs {
		n := ReportNode{
			Change: p.Change, Moved: p.Moved, Renumbered: p.Renumbered, Similarity: p.Sim,
			OldPath: outline.PathString(p.Old, lang), NewPath: outline.PathString(p.New, lang),
			Words: make([]ReportWord, len(p.Words)),
		}
		if p.Old != nil {
			n.Old, n.OldLabel = p.Old.ID, p.Old.Label
		}
		if p.New != nil {
			n.New, n.NewLabel = p.New.ID, p.New.Label
		}
		for k, e := range p.Words {
			n.Words[k] = ReportWord{string(e.Op), e.Text}
		}
		r.Nodes = append(r.Nodes, n)
	}
	return r
}
