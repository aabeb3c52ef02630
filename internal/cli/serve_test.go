package cli

import (
	"testing"

	"thao/internal/fault"
)

// Every flag of the server can be set in the environment, and one on the line
// goes before it.
func TestServeReadsItsEnvironment(t *testing.T) {
	t.Setenv("THAO_WEBHOOKS_INSIDE", "true")
	t.Setenv("THAO_MAIL_FROM", "van.thu@co-quan.example")
	t.Setenv("THAO_ORG", "Tỉnh ủy A")
	cmd := serveCmd()
	if err := cmd.ParseFlags([]string{"--org", "Tỉnh ủy B"}); err != nil {
		t.Fatal(err)
	}
	if err := fromEnvironment(cmd); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"webhooks-inside": "true", "mail-from": "van.thu@co-quan.example", "org": "Tỉnh ủy B", "proxy": "false"} {
		if got := cmd.Flags().Lookup(name).Value.String(); got != want {
			t.Errorf("--%s is %q, want %q", name, got, want)
		}
	}
	t.Setenv("THAO_WEBHOOKS_INSIDE", "perhaps")
	cmd = serveCmd()
	if err := fromEnvironment(cmd); fault.CodeOf(err) != fault.Usage {
		t.Errorf("nonsense: %v", err)
	}
}
