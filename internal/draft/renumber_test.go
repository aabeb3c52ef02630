package draft

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/outline"
)

const numberedLaw = `Điều 1. Phạm vi
1. Quy định này áp dụng từ năm 2026.
2. Trường hợp khác thực hiện theo khoản 1 Điều 3.
Điều 2. Đối tượng
a) Cơ quan;
b) Tổ chức;
c) Cá nhân.
Điều 3. Thi hành
1. Cơ quan nêu tại điểm c Điều 2 chịu trách nhiệm.
2. Thực hiện theo Điều 9 Nghị định 30/2020/NĐ-CP.
`

func labels(r *Renumbering) string {
	var out []string
	for _, l := range r.Labels {
		out = append(out, l.Old+"→"+l.New)
	}
	return strings.Join(out, " ")
}

// What is put in moves the numbers behind it on, in one step; references to what
// has another number now are listed, and left as they are.
func TestNumbersFollowWhatIsPutIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		ctx := t.Context()
		v, err := o.StartWorking(ctx, o.lead, o.docket, o.confirmed(numberedLaw).ID)
		if err != nil {
			t.Fatal(err)
		}
		see := func() *Renumbering {
			t.Helper()
			r, err := o.Renumbering(ctx, o.lead, o.docket, v.ID)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		if r := see(); len(r.Labels) != 0 {
			t.Fatalf("nothing was changed, and %s", labels(r))
		}
		put := func(in Insert) {
			t.Helper()
			if _, err := o.InsertNode(ctx, o.lead, o.docket, v.ID, in); err != nil {
				t.Fatal(err)
			}
		}
		put(Insert{After: "article_2", Kind: outline.Article, Words: Words{Label: "Điều 3.", Heading: "Nguyên tắc"}})
		put(Insert{After: "article_2__point_a", Kind: outline.Point, Words: Words{Text: "Đơn vị;"}})
		r := see()
		if got, want := labels(r), "→b) b)→c) c)→d) Điều 3.→Điều 4."; !sameItems(got, want) {
			t.Errorf("suggested %q, want %q", got, want)
		}
		refs := fmt.Sprintf("%+v", r.Refs)
		if len(r.Refs) != 2 || !strings.Contains(refs, "khoản 1 Điều 3") || !strings.Contains(refs, "điểm c Điều 2") {
			t.Errorf("references: %s", refs)
		}
		_, err = o.Renumber(ctx, o.lead, o.docket, v.ID, r.Rev-1)
		want(t, err, fault.Stale)
		_, err = o.Renumber(ctx, o.stranger, o.docket, v.ID, r.Rev)
		want(t, err, fault.Denied)
		n, err := o.Renumber(ctx, o.lead, o.docket, v.ID, r.Rev)
		if err != nil || n != 4 {
			t.Fatal(n, err)
		}
		if r := see(); len(r.Labels) != 0 {
			t.Errorf("after it: %s", labels(r))
		}
		n2, _ := o.text(v.ID).Find("article_1__clause_2")
		if !strings.Contains(n2.Text, "khoản 1 Điều 3") {
			t.Errorf("a reference was rewritten: %q", n2.Text)
		}
		if err := o.DeleteNode(ctx, o.lead, o.docket, v.ID, "article_1__clause_1", 0); err != nil {
			t.Fatal(err)
		}
		if got := labels(see()); got != "2.→1." {
			t.Errorf("once the first is taken out: %q", got)
		}
	})
}

func sameItems(a, b string) bool {
	count := map[string]int{}
	for _, w := range strings.Fields(a) {
		count[w]++
	}
	for _, w := range strings.Fields(b) {
		count[w]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// A row of numbers with gaps of its own is left alone: "Điều 5a" is meant.
func TestARowWithGapsIsLeftAsItIs(t *testing.T) {
	o := open(t, dbtest.SQLite(t))
	v, err := o.StartWorking(t.Context(), o.lead, o.docket, o.confirmed("Điều 1. Một\nĐiều 4. Bốn\nĐiều 9. Chín\n").ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.InsertNode(t.Context(), o.lead, o.docket, v.ID, Insert{After: "article_4", Kind: outline.Article, Words: Words{Label: "Điều 5.", Heading: "Năm"}}); err != nil {
		t.Fatal(err)
	}
	r, err := o.Renumbering(t.Context(), o.lead, o.docket, v.ID)
	if err != nil || len(r.Labels) != 0 {
		t.Errorf("%s %v", labels(r), err)
	}
}

// A label that is taken apart and written again is the same.
func TestLabelsAreWrittenAsTheyWereRead(t *testing.T) {
	for label, want := range map[string]string{
		"Điều 9.": "Điều 10.", "đ)": "e)", "e)": "g)", "II-": "III-", "IV.": "V.", "2.9-": "2.10-", "Chương III": "Chương IV", "c)": "d)", "Phần thứ nhất": "",
	} {
		l, ok := readLabel(label, "")
		if !ok {
			if want != "" {
				t.Errorf("%s is not read", label)
			}
			continue
		}
		if l.String() != label {
			t.Errorf("%s is written %s", label, l)
		}
		if l.n++; l.String() != want {
			t.Errorf("after %s comes %s, want %s", label, l, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		l := numbered{before: rapid.SampledFrom([]string{"", "Điều ", "2.", "1.3."}).Draw(t, "before"), n: rapid.IntRange(1, 23).Draw(t, "n"),
			as: rapid.SampledFrom([]style{figures, roman, letter, capital}).Draw(t, "as"), after: rapid.SampledFrom([]string{"", ".", ")", "-"}).Draw(t, "after")}
		got, ok := readLabel(l.String(), l.as)
		if !ok || got != l {
			t.Fatalf("%+v is written %q and read %+v", l, l, got)
		}
	})
}
