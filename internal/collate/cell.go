package collate

import "strconv"

// cellName is a cell as a spreadsheet names it: row 0, column 0 is A1.
func cellName(row, col int) string {
	name := ""
	for c := col + 1; c > 0; c = (c - 1) / 26 {
		name = string(rune('A'+(c-1)%26)) + name
	}
	return name + strconv.Itoa(row+1)
}
