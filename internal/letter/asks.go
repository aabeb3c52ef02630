package letter

import "thao/internal/anchor"

// Asks reports whether words ask for something or judge the draft, as a comment
// does and a heading does not.
func Asks(s string) bool { return comments(keyOf(anchor.Words(s))) && !isTitleLine(s) }

// isTitleLine: the words above a form, "Bảng tổng hợp ý kiến góp ý".
func isTitleLine(s string) bool { return titles.begin(keyOf(anchor.Words(s))) }
