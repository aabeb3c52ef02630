package matrix

// Guard makes words harmless that a spreadsheet would take for a formula; what
// they look like does not change.
func Guard(s string) string { return guard(s) }
