package consultation

import (
	"encoding/json"
	"testing"

	"thao/internal/collation"
)

// What the program itself keeps of a file that it could not read may stand in an
// archive: also where nobody foresaw why.
func TestProblemsMayStandInAnArchive(t *testing.T) {
	for name, p := range map[string]struct {
		problem collation.Problem
		may     bool
	}{
		"known":      {collation.Problem{Code: "damaged", Key: "fault.damaged", Args: map[string]any{"part": "PDF"}}, true},
		"unforeseen": {collation.Problem{Code: "internal", Message: "Có lỗi."}, true},
		"invented":   {collation.Problem{Code: "x", Key: "problem.x"}, false},
	} {
		text, err := problemList(problemsOf([]collation.Problem{p.problem})).text()
		if err != nil {
			t.Fatal(err)
		}
		v, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		if Columns()["reply"]["problem"](v) != p.may {
			t.Errorf("%s: %s", name, v)
		}
	}
}
