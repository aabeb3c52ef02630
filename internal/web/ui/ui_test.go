package ui

import (
	"cmp"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"thao/internal/corpus"
	"thao/internal/locale"
	"thao/internal/web/assets"
)

// shown renders a component in a language.
func shown(t *testing.T, lang locale.Lang, c templ.Component) string {
	t.Helper()
	var out strings.Builder
	if err := c.Render(With(context.Background(), Setting{Lang: lang}), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTextIsText(t *testing.T) {
	evil := `"><script>alert(1)</script>`
	for _, c := range []templ.Component{
		Button{Label: evil, Value: evil, Name: evil}, Button{Label: evil, Href: evil},
		Field{Name: "n", Label: evil, Value: evil, Error: evil, Hint: evil}, Field{Name: "n", Label: evil, Value: evil, Rows: 2},
		Field{Name: "n", Label: evil, Options: []Option{{Value: evil, Label: evil}}},
		Notice{Title: evil, Text: evil}, StatusAs(evil, evil), Files{Rows: []FileRow{{Name: evil, Text: evil, State: "done", Href: evil}}},
		Facts{Rows: []Fact{{Term: evil, Value: evil}}}, StackBar{Label: evil, Total: 1, Parts: []Share{{State: evil, N: 1}}},
	} {
		if html := shown(t, locale.Vietnamese, c); strings.Contains(html, "<script") {
			t.Errorf("%T lets markup through: %s", c, html)
		}
	}
	if html := shown(t, locale.Vietnamese, Button{Label: "x", Href: "javascript:alert(1)"}); strings.Contains(html, "javascript:") {
		t.Errorf("a link runs a script: %s", html)
	}
}

func TestEveryStateHasAWord(t *testing.T) {
	for _, state := range States() {
		for _, lang := range locale.Langs() {
			if html := shown(t, lang, Status(state)); strings.Contains(html, "web.state") {
				t.Errorf("%s has no word in %s", state, lang)
			}
		}
	}
}

func TestFieldSaysWhatIsWrong(t *testing.T) {
	html := shown(t, locale.English, Field{Name: "until", Label: "Until", Value: "31/02", Error: "No such day.", Hint: "A date."})
	for _, want := range []string{`for="until"`, `id="until"`, `value="31/02"`, `aria-invalid="true"`, `aria-describedby="until-error until-hint"`, `id="until-error"`} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is not in %s", want, html)
		}
	}
}

func TestBarsAddUp(t *testing.T) {
	bar := StackBar{Total: 3, Parts: []Share{{"replied", 1}, {"silent", 0}, {"late", 2}}}
	want := []rect{{"s-replied", "0", "333"}, {"s-late", "335", "665"}}
	got := bar.rects()
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := (StackBar{Parts: []Share{{"late", 1}}}).rects(); got != nil {
		t.Errorf("a bar of nothing draws %v", got)
	}
}

func TestDueSaysHourDayAndTimeLeft(t *testing.T) {
	now := time.Date(2018, 4, 10, 2, 12, 0, 0, time.UTC)
	html := shown(t, locale.Vietnamese, Due{At: time.Date(2018, 4, 13, 10, 0, 0, 0, time.UTC), Now: now})
	if !strings.Contains(html, "17:00 thứ Sáu 13/04") || !strings.Contains(html, "còn 3 ngày 7 giờ") || strings.Contains(html, "is-late") {
		t.Error(html)
	}
	if html := shown(t, locale.English, Due{At: now.Add(-time.Hour), Now: now}); !strings.Contains(html, "1 hour late") || !strings.Contains(html, "is-late") {
		t.Error(html)
	}
}

// Icons the views use and the sprite lacks show nothing: the assets are older
// than the views.
func TestEveryIconWasBuilt(t *testing.T) {
	if err := assets.Built(); err != nil {
		t.Fatal(err)
	}
	used := regexp.MustCompile(`\bIcon(?:\(|:\s*)"([a-z0-9-]+)"`)
	root := filepath.Join(corpus.Root(t), "internal", "web")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "node_modules" {
			return cmp.Or(err, filepath.SkipDir)
		}
		if !strings.HasSuffix(path, ".templ") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range used.FindAllSubmatch(text, -1) {
			if !assets.HasIcon(string(m[1])) {
				t.Errorf("%s: the sprite has no icon %q: run `make assets`", path, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Of fields of one name the place tells which belongs to which, blanks too.
func TestAKeptFormKeepsItsOrder(t *testing.T) {
	k := KeptForm{Fields: []KeptField{
		{"question", "Có nên luân chuyển không?"}, {"question", ""}, {"question", "Thời hạn bao lâu?"},
		{"question-at", ""}, {"question-at", "Phần II, mục 3"}, {"question-at", "n-7"},
	}}
	html := shown(t, locale.Vietnamese, KeptTexts(k, true))
	var got []KeptField
	for _, m := range regexp.MustCompile(`<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)<|<input type="hidden" name="([^"]*)" value="([^"]*)"`).FindAllStringSubmatch(html, -1) {
		got = append(got, KeptField{m[1] + m[3], m[2] + m[4]})
	}
	if !slices.Equal(got, k.Fields) {
		t.Errorf("sent again would be %q\n%s", got, html)
	}
}

// What may have been done is not said to be lost, nor offered to be sent twice.
func TestAFailureThatMayHaveBeenSavedIsNotSentAgain(t *testing.T) {
	k := &KeptForm{Action: "/x", Fields: []KeptField{{"text", "Đề nghị làm rõ."}}}
	for status, again := range map[int]bool{500: false, 503: true, 409: true, 403: false} {
		html := shown(t, locale.Vietnamese, FailurePage(Failure{Status: status, Text: "…", Kept: k}))
		if got := strings.Contains(html, "Gửi lại"); got != again || !strings.Contains(html, "Đề nghị làm rõ.") {
			t.Errorf("%d is offered again: %t\n%s", status, got, html)
		}
		if status == 500 && (strings.Contains(html, "Chưa được ghi") || !strings.Contains(html, "Không rõ việc này đã được ghi")) {
			t.Errorf("500 says\n%s", html)
		}
	}
}
