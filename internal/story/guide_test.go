package story

import (
	"context"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"thao/internal/app"
	"thao/internal/corpus"
	"thao/internal/db/dbtest"
	"thao/internal/demo"
	"thao/internal/web/webtest"
)

var update = flag.Bool("update", false, "renew the pictures of docs/guide")

// picture is one of the user guide: a page of the demonstration as somebody
// sees it. {docket}, {open}, {closed}, {version} and {clause} stand for its parts.
type picture struct{ name, who, path string }

var pictures = []picture{
	{"dang-nhap", "", "/sign-in"},
	{"viec-cua-toi", "thuky", "/"},
	{"ho-so", "thuky", "{docket}"},
	{"tai-du-thao", "thuky", "{docket}/versions/new"},
	{"mo-dot", "thuky", "{docket}/rounds/new"},
	{"dot", "thuky", "{open}"},
	{"xep-cho", "thuky", "{open}/placing"},
	{"ban-tra-loi", "bientap", "{open}/desk?show=mine"},
	{"xac-nhan", "thamdinh", "{open}/desk?show=confirm"},
	{"bang-tong-hop", "thuky", "{closed}/matrix"},
	{"so-sanh", "thuky", "{docket}/compare#c7"},
	{"ra-soat", "thuky", "{closed}/loop"},
	{"gop-y", "chuyenviena", "{docket}/versions/{version}?at={clause}&compose={clause}#{clause}"},
	{"van-ban-gop-y", "tinhuya", "{open}/reply"},
	{"co-quan", "quantri", "/admin/bodies"},
	{"tai-khoan", "quantri", "/admin/accounts"},
}

// largest is what all pictures of the guide may take together.
const largest = 2 << 20

// The guide's pictures show the demonstration as it is: with -update they are
// taken anew; always, every page they show opens, and the guide names those
// that are there and no other.
func TestGuide(t *testing.T) {
	browser := webtest.Start(t)
	url, at := shown(t)
	dir := filepath.Join(corpus.Root(t), "docs", "guide", "img")
	tabs := map[string]*webtest.Tab{}
	for _, p := range pictures {
		if tabs[p.who] == nil {
			tab := browser.Tab(t, url)
			tab.Open("/sign-in")
			if p.who != "" {
				tab.Follow("form:has(input[value='" + p.who + "@thao.example']) .btn")
			}
			tabs[p.who] = tab
		}
		taken(t, tabs[p.who], at.Replace(p.path), filepath.Join(dir, p.name))
	}
	// The structure of what is read is looked at before there is a version.
	writer := tabs["thuky"]
	writer.Open(at.Replace("{docket}/versions/new"))
	writer.Upload("#file", filepath.Join(corpus.Root(t), "samples", "de-an", "du-thao-2.docx"))
	writer.Follow("form.form .btn.primary")
	taken(t, writer, writer.Path(), filepath.Join(dir, "soat-cau-truc"))
	named(t, dir)
}

// taken opens a page in both languages; with -update its picture is renewed.
func taken(t *testing.T, tab *webtest.Tab, path, file string) {
	t.Helper()
	for _, lang := range []string{"vi", "en"} {
		tab.Open("/lang/" + lang + "?return=/sign-in")
		tab.Open(path)
		if tab.Count("main h1, main h2") == 0 {
			t.Errorf("%s shows nothing", path)
		}
		tab.Fits()
		if !*update {
			continue
		}
		if err := os.WriteFile(file+"-"+lang+".jpg", tab.Picture(1180, 760), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// shown runs the demonstration and says where its parts are.
func shown(t *testing.T) (url string, at *strings.Replacer) {
	t.Helper()
	var hour demo.Clock
	a, err := app.OpenAt(t.Context(), app.Config{Data: t.TempDir(), DB: dbtest.SQLiteURL(t), Listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler), hour.Now)
	if err != nil {
		t.Fatal(err)
	}
	if a.Demo, err = demo.Fill(t.Context(), a, &hour); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- a.Serve(ctx, func(url, _ string) { ready <- url }) }()
	t.Cleanup(func() {
		stop()
		<-ended
		a.Close()
	})
	select {
	case url = <-ready:
	case err := <-ended:
		ended <- err
		t.Fatal(err)
	}
	return url, parts(t, a)
}

func parts(t *testing.T, a *app.App) *strings.Replacer {
	t.Helper()
	signed, err := a.Accounts.SignIn(t.Context(), a.Demo[0].Email, demo.Password, "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	who, err := a.Accounts.Actor(t.Context(), signed.ID)
	if err != nil {
		t.Fatal(err)
	}
	for docket := range who.Dockets {
		rounds, err := a.Rounds.Rounds(t.Context(), who, docket)
		if err != nil || len(rounds) != 2 {
			t.Fatalf("%d rounds, %v", len(rounds), err)
		}
		href := "/dockets/" + string(docket)
		return strings.NewReplacer("{docket}", href, "{clause}", "part_3__heading_4__heading_3__heading_3.3__point_a", "{version}", string(rounds[0].Version),
			"{open}", href+"/rounds/"+string(rounds[0].ID), "{closed}", href+"/rounds/"+string(rounds[1].ID))
	}
	t.Fatal("the demonstration has no docket")
	return nil
}

var image = regexp.MustCompile(`\(img/([^)]+)\)`)

// named: the guides name the pictures that are there, and no others.
func named(t *testing.T, dir string) {
	t.Helper()
	wanted := map[string]bool{}
	for _, lang := range []string{"vi", "en"} {
		text, err := os.ReadFile(filepath.Join(dir, "..", lang+".md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range image.FindAllStringSubmatch(string(text), -1) {
			wanted[m[1]] = true
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	total := int64(0)
	for _, f := range files {
		if !wanted[f.Name()] {
			t.Errorf("no guide shows %s", f.Name())
		}
		delete(wanted, f.Name())
		if info, err := f.Info(); err == nil {
			total += info.Size()
		}
	}
	for name := range wanted {
		t.Errorf("a guide shows %s, which is not there: go test ./internal/story -run Guide -update", name)
	}
	if total > largest {
		t.Errorf("the pictures take %d bytes, at most %d are meant", total, largest)
	}
}
