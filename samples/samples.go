// Package samples carries the samples of a consultation inside the program, for
// its demonstration.
package samples

import "embed"

// DeAn holds de-an: a draft scheme and its next version, the replies that came
// by mail (tra-loi), and two matrices filled in by two people.
//
//go:embed de-an
var DeAn embed.FS
