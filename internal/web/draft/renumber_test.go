package draft

import (
	"strings"
	"testing"

	"thao/internal/db/dbtest"
	drafts "thao/internal/draft"
	"thao/internal/outline"
	"thao/internal/web/webtest"
)

// After an article was put in, the page of the working copy says that numbers
// do not follow one another; one step puts them right and names the references
// to be looked at.
func TestNumbersArePutRightInOneStep(t *testing.T) {
	o := open(t, dbtest.SQLite(t))
	d := o.docket("Quy định về góp ý")
	v := o.version(d, "quy-dinh.txt", "Điều 1. Phạm vi\nMột đoạn.\nĐiều 2. Đối tượng\nThực hiện theo Điều 3.\nĐiều 3. Thi hành\nMột đoạn nữa.\n")
	work, err := o.drafts.StartWorking(t.Context(), o.actor("lead"), d.ID, v.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.drafts.InsertNode(t.Context(), o.actor("lead"), d.ID, work.ID, drafts.Insert{After: "article_2", Kind: outline.Article, Words: drafts.Words{Label: "Điều 3.", Heading: "Nguyên tắc"}})
	if err != nil {
		t.Fatal(err)
	}
	tab := o.as(webtest.Start(t), "lead")
	edit := "/dockets/" + string(d.ID) + "/versions/" + string(work.ID) + "/edit"
	tab.Open(edit)
	tab.Follow("main .notice a")
	looks(tab, "renumber", tab.Path())
	if got := tab.Text("main"); !strings.Contains(got, "Điều 4.") || !strings.Contains(got, "“Điều 3”") {
		t.Errorf("the page says %s", got)
	}
	tab.PressInto("Ctrl+Enter")
	now, err := o.drafts.Read(t.Context(), o.actor("lead"), d.ID, work.ID)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := now.Find("article_3"); tab.Path() != edit || n.Label != "Điều 4." {
		t.Errorf("at %s: %+v", tab.Path(), n)
	}
	if n := tab.Count("main .notice"); n != 0 {
		t.Error("it still asks for other numbers")
	}
}
