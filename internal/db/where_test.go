package db

import (
	"reflect"
	"strings"
	"testing"
)

func TestWhereNumbersItsValues(t *testing.T) {
	w := &Where{}
	w.And(`a = ? AND b = ?`, "x", 2)
	w.And(`c IS NULL`)
	if w.Next() != 3 {
		t.Errorf("next is %d", w.Next())
	}
	w.AndMade(`d = $3 OR d = $4`, []any{"y", "z"})
	AndIn(w, `e`, []int64{7, 8})
	limit := w.Arg(50)
	if got, want := w.SQL()+" LIMIT "+limit, `a = $1 AND b = $2 AND c IS NULL AND (d = $3 OR d = $4) AND e IN ($5, $6) LIMIT $7`; got != want {
		t.Errorf("%s", got)
	}
	if want := []any{"x", 2, "y", "z", int64(7), int64(8), 50}; !reflect.DeepEqual(w.Args, want) {
		t.Errorf("%v", w.Args)
	}
	if got := Likeable("50%_!"); got != "50!%!_!!" {
		t.Errorf("%s", got)
	}
}

// What somebody looks for has no bound, a statement has.
func TestWhatIsLookedForIsBounded(t *testing.T) {
	if got := Likeable(strings.Repeat("ạ", 400)); got != strings.Repeat("ạ", 333) {
		t.Errorf("%d bytes: %.20q", len(got), got)
	}
	if got := Sought(strings.Fields(strings.Repeat("a ", 3000))); len(got) != 32 {
		t.Errorf("%d words", len(got))
	}
}
