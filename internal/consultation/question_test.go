package consultation

import (
	"testing"
	"time"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
)

// A question stands at the place it names: by its path, by its label or by a
// citation; what names nothing, or two things, is refused.
func TestAQuestionStandsAtItsPlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		ctx := t.Context()
		for _, named := range []string{"Phần III", "phan iii", "mục I Phần III"} {
			n, err := k.NodeNamed(ctx, k.secretary, k.docket, k.version, named)
			k.must(err)
			want := "part_3"
			if named == "mục I Phần III" {
				want = "part_3__heading_1"
			}
			if n != want {
				t.Errorf("%s is %s, want %s", named, n, want)
			}
		}
		places, err := k.Places(ctx, k.secretary, k.docket, k.version, 10000)
		k.must(err)
		if len(places) < 20 {
			t.Fatalf("%d places", len(places))
		}
		for _, p := range places[:20] {
			if _, err := k.NodeNamed(ctx, k.secretary, k.docket, k.version, p); err != nil {
				t.Errorf("%s, which is offered: %v", p, err)
			}
		}
		for _, nothing := range []string{"Phần XX", "điểm a", "chuyện khác", "Điều 900"} {
			_, err := k.NodeNamed(ctx, k.secretary, k.docket, k.version, nothing)
			if fault.CodeOf(err) != fault.Invalid {
				t.Errorf("%s: %v", nothing, err)
			}
		}
		_, err = k.NodeNamed(ctx, k.stranger, k.docket, k.version, "Phần III")
		k.want(err, fault.Denied)

		f := RoundForm{Version: k.version, Title: "Lấy ý kiến", Deadline: k.hour.Now().Add(24 * time.Hour), Questions: []Question{{Node: "nowhere", Words: "Có hợp lý không?"}}}
		_, err = k.PrepareRound(ctx, k.secretary, k.docket, f)
		k.want(err, fault.Invalid)
		f.Questions = []Question{{Node: "part_3__heading_1", Words: "Có hợp lý không?"}, {Words: "Còn gì khác?"}}
		made, err := k.PrepareRound(ctx, k.secretary, k.docket, f)
		k.must(err)
		r, err := k.ReadRound(ctx, k.secretary, k.docket, made.ID)
		k.must(err)
		alone, err := k.RoundFor(ctx, k.secretary, k.docket, made.ID)
		k.must(err)
		board, err := k.BoardPage(ctx, k.secretary, k.docket, made.ID, BoardFilter{Limit: 1})
		k.must(err)
		for _, questions := range [][]Question{r.Questions, alone.Questions, board.Round.Questions} {
			if len(questions) != 2 || questions[0].Node != "part_3__heading_1" || questions[0].Path == "" || questions[1].Path != "" {
				t.Errorf("%+v", questions)
			}
		}
	})
}
