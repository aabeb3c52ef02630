package pdf

import "regexp"

// labels that open a paragraph. A bare number has at most two digits ("31." at
// a line's start is more often the end of a date than "131." is a clause), and
// "Điều 5" needs its full stop: without it, it is a mention.
var (
	labelStart = regexp.MustCompile(`^(?:` +
		`[-–—•●○▪■◦*+]\s|[-–—•●○▪■◦+]$|` + // dash or bullet
		`\(?[\p{L}\d]\)|` + // a) (a) 1)
		`\d{1,2}(?:\.\d{1,2}){0,4}[.)-](?:\s|$)|` + // 1. 1.1. 1) 1-
		`\d{1,2}(?:\.\d{1,2}){1,4}(?:\s|$)|` + // 1.1
		`[IVXLC]{1,6}[.)-](?:\s|$)|[A-Z][.)-](?:\s|$)|` + // II. II- A.
		`(?:Điều|ĐIỀU|Article|ARTICLE)\s+\d{1,3}[a-zđ]?[.:]|` +
		`(?:Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC|Phần|PHẦN|Chapter|CHAPTER|Part|PART|Section|SECTION)\s+(?:thứ\s+\p{L}+|THỨ\s+\p{L}+|[IVXLC]+|\d+)(?:[.:-]|$))`)
	bareLabel = regexp.MustCompile(`^(?:[-–—•●○▪■◦*+]|\(?[\p{L}\d]{1,3}[.)]|\(?\d{1,2}(?:\.\d{1,2}){0,4}[.)-]?|[IVXLC]{1,6}[.)-]|(?:Điều|ĐIỀU|Article)\s\d{1,3}[.:])$`)
)

// hasLabel says whether text begins as a numbered or dashed paragraph does.
func hasLabel(text string) bool { return labelStart.MatchString(text) }

// isLabel says whether text is a label and nothing else.
func isLabel(text string) bool { return bareLabel.MatchString(text) }
