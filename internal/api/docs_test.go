package api

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"thao/internal/corpus"
	"thao/internal/db/dbtest"
)

// The examples of docs/api.md do what they say.
func TestTheExamplesWork(t *testing.T) {
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Fatal("curl is not installed; scripts/setup installs it")
	}
	text, err := os.ReadFile(filepath.Join(corpus.Root(t), "docs", "api.md"))
	if err != nil {
		t.Fatal(err)
	}
	o := wired(t, dbtest.SQLite(t))
	server := httptest.NewServer(o.api)
	defer server.Close()
	examples := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(text, -1)
	if len(examples) < 3 {
		t.Fatalf("%d examples", len(examples))
	}
	for _, example := range examples {
		cmd := exec.CommandContext(t.Context(), "sh", "-c", string(example[1]))
		cmd.Env = []string{"THAO=" + server.URL, "TOKEN=" + o.admin.token, "PATH=" + filepath.Dir(curl), "NO_PROXY=127.0.0.1"}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", example[1], err, out)
		}
	}
	if n := o.count(`SELECT COUNT(*) FROM docket`); n != 1 {
		t.Errorf("%d dockets", n)
	}
}

// BenchmarkComment posts comments as many clients do.
func BenchmarkComment(b *testing.B) {
	o := opened(b, dbtest.SQLite(b))
	path := o.at("rounds", string(o.round.ID), "comments")
	form := o.comment("Đề nghị kéo dài thời hạn thành 45 ngày.")
	b.SetParallelism(128)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			o.post(o.staff, path, form).is(201)
		}
	})
}
