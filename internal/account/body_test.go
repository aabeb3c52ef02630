package account

import (
	"path"
	"strings"
	"testing"

	"thao/internal/access"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/locale"
)

func (o *office) body(who *access.Actor, parent id.ID, name, short string) Body {
	o.t.Helper()
	b, err := o.AddBody(o.t.Context(), who, Body{Parent: parent, Name: name, Short: short, Kind: Unit})
	o.must(err)
	return b
}

func names(f FoundBodies) string {
	var out []string
	for _, b := range f.Bodies {
		out = append(out, b.Name)
	}
	return strings.Join(out, ", ")
}

func TestBodies(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		tu := o.body(admin, "", "Tỉnh ủy A", "TU")
		ban := o.body(admin, tu.ID, "Ban Tổ chức", "BTC")
		phong := o.body(admin, ban.ID, "Phòng Tổng hợp", "")
		if _, err := o.AddBody(ctx, admin, Body{Name: "Tỉnh ủy  A", Kind: Unit}); ruleOf(err) != "web.rule.body-exists" {
			t.Errorf("the same name beside it: %v", err)
		}
		if _, err := o.AddBody(ctx, admin, Body{Name: "Ngoài", Kind: "khác"}); ruleOf(err) != "web.rule.choice" {
			t.Errorf("an unknown kind: %v", err)
		}
		if err := o.MoveBody(ctx, admin, tu.ID, phong.ID, tu.Rev); ruleOf(err) != "web.rule.body-circle" {
			t.Errorf("under its own unit: %v", err)
		}
		if err := o.CloseBody(ctx, admin, tu.ID, tu.Rev); ruleOf(err) != "web.rule.body-units" {
			t.Errorf("closed with open units: %v", err)
		}
		o.must(o.MoveBody(ctx, admin, phong.ID, tu.ID, phong.Rev))
		if err := o.MoveBody(ctx, admin, phong.ID, "", phong.Rev); fault.CodeOf(err) != fault.Stale {
			t.Errorf("an old page: %v", err)
		}
		found, err := o.FindBodies(ctx, admin, BodySearch{Parent: tu.ID})
		o.must(err)
		if names(found) != "Ban Tổ chức, Phòng Tổng hợp" {
			t.Errorf("under it: %s", names(found))
		}
		found, err = o.FindBodies(ctx, admin, BodySearch{Words: "tong HOP"})
		o.must(err)
		if names(found) != "Phòng Tổng hợp" || found.Bodies[0].Above != "Tỉnh ủy A" {
			t.Errorf("found %+v", found)
		}
		b, over, err := o.Body(ctx, admin, phong.ID)
		o.must(err)
		if b.Name != phong.Name || len(over) != 1 || over[0].ID != tu.ID {
			t.Errorf("%+v under %+v", b, over)
		}
		o.must(o.CloseBody(ctx, admin, phong.ID, b.Rev))
		if found, _ = o.FindBodies(ctx, admin, BodySearch{Parent: tu.ID}); names(found) != "Ban Tổ chức" {
			t.Errorf("after closing: %s", names(found))
		}
		if _, err := ledger.Verify(o.DB.Reader(ctx), ledger.System); err != nil {
			t.Error(err)
		}
	})
}

func TestPagesOfBodies(t *testing.T) {
	each(t, func(o *office) {
		admin := o.first()
		for _, name := range strings.Fields("Năm Một Hai Ba Tư") {
			o.body(admin, "", name, "")
		}
		var seen []string
		for search := (&BodySearch{Limit: 2}); search != nil; {
			f, err := o.FindBodies(t.Context(), admin, *search)
			o.must(err)
			seen = append(seen, names(f))
			search = f.Next
		}
		if got := strings.Join(seen, "; "); got != "Ba, Hai; Một, Năm; Tư" {
			t.Error(got)
		}
		for words, want := range map[string]string{strings.Repeat("mot ", 3000): "Một", strings.Repeat("đ", 60_000): ""} {
			f, err := o.FindBodies(t.Context(), admin, BodySearch{Words: words, Limit: 9})
			o.must(err)
			if got := names(f); got != want {
				t.Errorf("%.9s: %s", words, got)
			}
			if _, err := o.Find(t.Context(), admin, Search{Words: words, Limit: 9}); err != nil {
				t.Error(err)
			}
		}
	})
}

// A head looks after the own body and all under it, and no other.
func TestHeadsManageTheirOwn(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		tu, other := o.body(admin, "", "Tỉnh ủy A", "TU"), o.body(admin, "", "Sở B", "SB")
		unit := o.body(admin, tu.ID, "Văn phòng", "")
		head := o.person(admin, "bithu@a.example", "Bí thư")
		o.must(o.SetMember(ctx, admin, tu.ID, head.Account, "", access.Head))
		head = o.load(Account{ID: head.Account})
		staff := o.person(admin, "cv@a.example", "Chuyên viên")
		o.must(o.SetMember(ctx, head, unit.ID, staff.Account, "", access.Staff))
		if err := o.SetMember(ctx, head, other.ID, staff.Account, "", access.Staff); fault.CodeOf(err) != fault.Denied {
			t.Errorf("another's body: %v", err)
		}
		if _, err := o.AddBody(ctx, head, Body{Name: "Mới", Kind: Unit}); fault.CodeOf(err) != fault.Denied {
			t.Errorf("at the top: %v", err)
		}
		staff = o.load(Account{ID: staff.Account})
		if err := o.DropMember(ctx, staff, unit.ID, staff.Account); fault.CodeOf(err) != fault.Denied {
			t.Errorf("staff: %v", err)
		}
		if len(staff.Serves) != 2 {
			t.Errorf("serves %v", staff.Serves)
		}
		m, err := o.Members(ctx, head, unit.ID)
		o.must(err)
		if len(m) != 1 || m[0].Name != "Chuyên viên" || m[0].Role != access.Staff {
			t.Errorf("members %+v", m)
		}
		in, err := o.Invite(ctx, head, Invitation{Email: "moi@a.example", Body: unit.ID, Role: "head"}, "vi")
		o.must(err)
		a, err := o.Accept(ctx, path.Base(in.Link), "", "Người mới", good, locale.Vietnamese)
		o.must(err)
		if who := o.load(a); len(who.Heads) != 1 || who.Heads[0] != unit.ID {
			t.Errorf("joined as %+v", who)
		}
		o.must(o.DropMember(ctx, head, unit.ID, a.ID))
		if who := o.load(a); len(who.Serves) != 0 {
			t.Errorf("still in %+v", who)
		}
	})
}

const list = "Tên;Ký hiệu;Trực thuộc;Loại;Thư điện tử\n" +
	"Phòng Tổng hợp;;VPTU;;\n" +
	"Văn phòng Tỉnh ủy;VPTU;Tỉnh ủy A;;vp@a.example\n" +
	"Hội Luật gia;;;ngoài;\n" +
	";;;;\n" +
	"Ban Tổ chức;BTC;tinh uy a;trong;\n"

func TestImportBodies(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		tu := o.body(admin, "", "Tỉnh ủy A", "TU")
		o.body(admin, tu.ID, "Ban Tổ chức", "BTC")
		lines, err := o.ReadBodies(ctx, admin, "", []byte(list))
		o.must(err)
		if len(lines) != 4 || !lines[3].Exists || lines[2].Body.Kind != Outside || lines[3].Line != 6 {
			t.Errorf("%+v", lines)
		}
		n, err := o.ImportBodies(ctx, admin, "", []byte(list))
		o.must(err)
		if n != 3 {
			t.Errorf("%d were new", n)
		}
		found, err := o.FindBodies(ctx, admin, BodySearch{Words: "phong tong hop"})
		o.must(err)
		if found.Bodies[0].Above != "Văn phòng Tỉnh ủy" {
			t.Errorf("%+v", found)
		}
		if n, err = o.ImportBodies(ctx, admin, "", []byte(list)); n != 0 || err != nil {
			t.Errorf("a second time: %d, %v", n, err)
		}
	})
}

func TestImportRefuses(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		for list, want := range map[string]string{
			"cột lạ\nTỉnh ủy A\n":                       "web.rule.body-list-head",
			"tên,trực thuộc\nMới,\nA,B\nB,A\n":          "web.rule.body-list",
			"tên,trực thuộc\nMới,\nA,Không có\n":        "web.rule.body-list",
			"tên,thư điện tử\nMới,\nA,không-phải-thư\n": "web.rule.body-list",
			"tên,loại\nMới,\nA,lạ\n":                    "web.rule.body-list",
		} {
			if _, err := o.ImportBodies(ctx, admin, "", []byte(list)); ruleOf(err) != want {
				t.Errorf("%q: %v", list, err)
			}
		}
		if found, _ := o.FindBodies(ctx, admin, BodySearch{}); len(found.Bodies) != 0 {
			t.Errorf("a refused list has entered %s", names(found))
		}
	})
}

// A member is made head or staff from what they were seen to be: a page that was
// open before brings nobody back who was taken out since.
func TestMembersAreChangedAsTheyWereSeen(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		tu := o.body(admin, "", "Tỉnh ủy A", "TU")
		staff := o.person(admin, "cv@a.example", "Chuyên viên")
		o.must(o.SetMember(ctx, admin, tu.ID, staff.Account, "", access.Staff))
		o.must(o.SetMember(ctx, admin, tu.ID, staff.Account, access.Staff, access.Head))
		o.must(o.SetMember(ctx, admin, tu.ID, staff.Account, access.Staff, access.Head)) // a second click
		if err := o.SetMember(ctx, admin, tu.ID, staff.Account, "nobody", access.Staff); fault.CodeOf(err) != fault.Stale {
			t.Errorf("seen as something else: %v", err)
		}
		o.must(o.DropMember(ctx, admin, tu.ID, staff.Account))
		if err := o.SetMember(ctx, admin, tu.ID, staff.Account, access.Head, access.Staff); fault.CodeOf(err) != fault.Stale {
			t.Errorf("brought back: %v", err)
		}
		if all, err := o.Members(ctx, admin, tu.ID); err != nil || len(all) != 0 {
			t.Errorf("%+v, %v", all, err)
		}
	})
}
