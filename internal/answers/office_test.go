package answers

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// saved opens a file in LibreOffice, saves it in a format, and returns
// what was saved.
func saved(t *testing.T, data []byte, ext, to string) []byte {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not here: that answers outlive a save is not tested")
	}
	if testing.Short() {
		t.Skip("-short: LibreOffice takes seconds to start")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in."+ext)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), office, "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--convert-to", to, "--outdir", filepath.Join(dir, "out"), in)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, msg)
	}
	back, err := os.ReadFile(filepath.Join(dir, "out", "in."+to))
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// A matrix filled in, saved by another office program and read; then printed
// with its answers, one of them revised, saved and read again.
func TestAnswersOutliveASave(t *testing.T) {
	for _, form := range [][2]string{{"xlsx", "xlsx"}, {"docx", "docx"}, {"docx", "odt"}} {
		ext, to := form[0], form[1]
		t.Run(to, func(t *testing.T) {
			c := sample(t)
			f := open(t, c, ext)
			n, names := several(t, c, 3)
			f.answer(t, n, "Tiếp thu, đã sửa. Riêng ý kiến của "+names[0]+": không tiếp thu vì trùng.")
			f.answer(t, n+1, "Giải trình: a < b & c.\nXem khoản 2.")
			read, err := Read(t.Context(), "vu-1."+to, saved(t, f.bytes(t), ext, to))
			if err != nil {
				t.Fatal(err)
			}
			p := planned(t, c, read)
			want := map[int][]string{n: {"accepted|đã sửa.", "not|vì trùng.|" + names[0]}, n + 1: {"not|Giải trình: a < b & c.\nXem khoản 2."}}
			for ordinal, w := range want {
				if got := answersTo(c, p.Answers, ordinal); !slices.Equal(got, w) {
					t.Errorf("row %d: %q, want %q", ordinal, got, w)
				}
			}
			if k := kinds(p); slices.ContainsFunc(k, func(k Kind) bool { return k != Given }) {
				t.Errorf("a save is told as changes: %+v", p.Changes)
			}

			c = after(c, p)
			revised := open(t, c, ext)
			revised.answer(t, n+1, "Ghi nhận")
			read, err = Read(t.Context(), "vu-1."+to, saved(t, revised.bytes(t), ext, to))
			if err != nil {
				t.Fatal(err)
			}
			again := planned(t, c, read)
			if got := answersTo(c, again.Answers, n+1); !slices.Equal(got, []string{"noted|"}) || !slices.Equal(kinds(again), []Kind{Revised}) {
				t.Errorf("one revision, saved: %q; %+v", got, again.Changes)
			}
		})
	}
}
