package matrix

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/collation"
)

// drawn is any collation, whole or broken: groups that name comments twice or
// comments that are not there, nodes the draft does not have.
func drawn(t *rapid.T) *collation.Collation {
	c := sample()
	c.Comments, c.Groups = nil, nil
	nodes := []string{"", "front_1", "basis_2", pointA, pointD, mucSau, doanCuo, diemB, dieuSau, "part_4", "no_such_node"}
	stateOf := rapid.SampledFrom([]collation.State{collation.Placed, collation.Review, collation.General})
	n := rapid.IntRange(0, 30).Draw(t, "comments")
	for i := range n {
		node := rapid.SampledFrom(nodes).Draw(t, "node")
		c.Comments = append(c.Comments, collation.Comment{
			ID: fmt.Sprintf("c-%d", i), Reply: "b.docx", Body: rapid.SampledFrom([]string{"A", "B", ""}).Draw(t, "body"),
			Source: collation.Letter, State: stateOf.Draw(t, "state"), Node: node, Path: pathOf(c.Draft.Nodes, node),
			Text: rapid.SampledFrom([]string{"một hai ba", "một hai bốn", "", "khác hẳn"}).Draw(t, "text"),
		})
	}
	member := rapid.Map(rapid.IntRange(0, n+2), func(i int) string { return fmt.Sprintf("c-%d", i) })
	for i := range rapid.IntRange(0, 20).Draw(t, "groups") {
		c.Groups = append(c.Groups, collation.Group{ID: fmt.Sprintf("g-%d", i%15),
			Node: rapid.SampledFrom(nodes).Draw(t, "group node"), Comments: rapid.SliceOfN(member, 0, 4).Draw(t, "members")})
	}
	return c
}

func TestEveryCommentIsInExactlyOneRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t)
		seen := map[string]int{}
		for _, r := range New(c, profile("vn-state"), Options{}).Rows {
			for _, id := range r.Comments {
				seen[id]++
			}
		}
		for _, k := range c.Comments {
			if seen[k.ID] != 1 {
				t.Fatalf("comment %s is in %d rows", k.ID, seen[k.ID])
			}
		}
		if len(seen) != len(c.Comments) {
			t.Fatalf("%d comments in the rows, %d in the collation", len(seen), len(c.Comments))
		}
	})
}

func TestRowsAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t)
		p := profile("vn-state")
		m := New(c, p, Options{})
		places := placesOf(c.Draft.Nodes)
		ordinal, stage, last, left := 0, 0, -1, 0
		for i, r := range m.Rows {
			if r.Kind == SectionRow {
				if i == len(m.Rows)-1 || left > 0 {
					t.Fatalf("section row %q has no row under it, or stands among rows that share a place", r.Heading)
				}
				continue
			}
			ordinal++
			if r.Ordinal != ordinal {
				t.Fatalf("row %d has ordinal %d", ordinal, r.Ordinal)
			}
			now := 1
			if r.Node == "" {
				now = 0
				if stage > 0 || !strings.Contains(r.Place.text(), "Toàn bộ dự thảo") {
					now = 2
				}
			}
			if now < stage {
				t.Fatalf("row %d: general, placed, doubtful are out of order", ordinal)
			}
			stage = now
			if now == 1 {
				if places[r.Node].order < last {
					t.Fatalf("row %d is not in the order of the draft", ordinal)
				}
				last = places[r.Node].order
			}
			if r.PlaceSpan > 0 && left > 0 || r.PlaceSpan == 0 && left == 0 || (r.Place == nil) != (r.PlaceSpan == 0) {
				t.Fatalf("row %d: shares of a place do not add up", ordinal)
			}
			left = max(left, r.PlaceSpan) - 1
		}
		if left != 0 {
			t.Fatalf("%d rows are missing of those that share the last place", left)
		}
	})
}

func TestEveryFormHoldsAnyCollation(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		sameEverywhere(t, New(drawn(r), profile("vn-state"), Options{}))
		if t.Failed() {
			r.FailNow()
		}
	})
}

func TestStatisticsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t)
		m := New(c, profile("vn-state"), Options{})
		tables := m.Annexes[0].Tables
		sum := func(table, column int) int {
			n := 0
			for _, row := range tables[table].Rows {
				n += row[column].Count
			}
			return n
		}
		for _, table := range []int{1, 2, 3, 4} {
			if got := sum(table, 1); got != len(c.Comments) {
				t.Fatalf("%s: %d comments, want %d", tables[table].Caption, got, len(c.Comments))
			}
		}
		groups := 0
		for _, r := range m.Rows {
			if r.Kind == CommentRow {
				groups++
			}
		}
		for _, table := range []int{2, 4} {
			if got := sum(table, 3); got != groups {
				t.Fatalf("%s: %d groups, want %d", tables[table].Caption, got, groups)
			}
		}
		turnout := map[string]int{}
		for _, row := range tables[0].Rows {
			turnout[row[0].Text] = row[1].Count
		}
		if turnout["Đã trả lời"] != turnout["Có ý kiến"]+turnout["Nhất trí, không có ý kiến"]+turnout["Đã gửi, chưa đọc được"] ||
			turnout["Được lấy ý kiến"] != turnout["Đã trả lời"]+turnout["Chưa trả lời"] {
			t.Fatalf("turnout does not add up: %v", turnout)
		}
	})
}

// TestSections shows which titles become rows, and when one is named again.
func TestSections(t *testing.T) {
	var got []string
	for _, r := range New(sample(), profile("vn-state"), Options{}).Rows {
		if r.Kind == SectionRow {
			got = append(got, strings.Repeat("  ", r.Depth)+r.Heading)
		}
	}
	want := []string{
		"Ý kiến chung",
		"Tên gọi và phần mở đầu của dự thảo",
		"PHẦN III. PHƯƠNG HƯỚNG, NHIỆM VỤ VÀ GIẢI PHÁP ĐẾN NĂM 2030",
		"  II- Nhiệm vụ và giải pháp › 5- Siết chặt kỷ cương, kiểm soát quyền lực trong công tác cán bộ",
		"    6- Phát huy vai trò của nhân dân",
		"  II- Nhiệm vụ và giải pháp",
		"PHẦN V. TỔ CHỨC THỰC HIỆN",
		"  Điều 5. Hiệu lực",
		"  Điều 6. Trách nhiệm thi hành",
		"Ý kiến chưa rõ vị trí",
	}
	if !slices.Equal(got, want) {
		t.Errorf("sections\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
