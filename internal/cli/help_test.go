package cli

import (
	"bytes"
	"strings"
	"testing"
)

// Every command's help has its headings and cobra's own words in both
// languages, and no key of the catalogue.
func TestHelpIsInBothLanguages(t *testing.T) {
	for _, args := range [][]string{{}, {"collate", "--help"}, {"answers", "--help"}, {"trace", "--help"}, {"help", "compare"}, {"completion", "--help"}} {
		var out, errOut bytes.Buffer
		if code := run(t.Context(), args, nil, &out, &errOut); code != exitDone {
			t.Fatalf("%v: exit %d: %s", args, code, errOut.String())
		}
		text := out.String()
		for _, want := range []string{"Cách dùng / Usage:", "Tùy chọn / Flags:", "xem trợ giúp / show this help"} {
			if !strings.Contains(text, want) {
				t.Errorf("%v: no %q in\n%s", args, want, text)
			}
		}
		for _, alone := range []string{"\nFlags:", "\nUsage:", "help for ", "cli.help", "Available Commands", "Use \""} {
			if strings.Contains(text, alone) && !strings.Contains(strings.Join(args, " "), "completion") {
				t.Errorf("%v: %q in\n%s", args, alone, text)
			}
		}
	}
}
