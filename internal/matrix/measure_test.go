package matrix

import "testing"

// A bold line is wider; the lines after it are not.
func TestBoldLineAlone(t *testing.T) {
	long := "Đề nghị cơ quan chủ trì soạn thảo xem xét, bổ sung quy định về trách nhiệm của Ủy ban nhân dân các cấp trong việc bảo đảm kinh phí"
	const width, size = 60, 12
	bold, regular := Line{Text: long, Bold: true}, Line{Text: long}
	want := linesIn(Cell{regular}, width, size)
	cell := Cell{}
	for range 10 {
		cell = append(cell, bold)
	}
	before := linesIn(cell, width, size)
	if one := linesIn(Cell{bold}, width, size); before != 10*one {
		t.Errorf("ten bold lines fill %d, one fills %d", before, one)
	}
	if after := linesIn(append(cell, regular), width, size) - before; after != want {
		t.Errorf("a line after bold ones fills %d, alone %d", after, want)
	}
}
