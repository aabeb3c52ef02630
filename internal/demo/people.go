package demo

import (
	"context"
	"path"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/docket"
	"thao/internal/locale"
	web "thao/internal/web/account"
)

// person is an account of the demonstration: a role, not somebody.
type person struct {
	key  string // first half of the address
	name string
	role access.Role     // on the docket; "" for none
	body string          // whose people it is of
	as   access.BodyRole // in that body
}

const (
	bodyA, bodyK, unitA = "Tỉnh ủy A", "Thành ủy K", "Ban Tổ chức Tỉnh ủy A"
	domain              = "@thao.example"
)

var cast = []person{
	{key: "thuky", name: "Thư ký tổng hợp", role: access.Secretary},
	{key: "chutri", name: "Chủ trì soạn thảo", role: access.Lead},
	{key: "bientap", name: "Chuyên viên biên tập", role: access.Drafter},
	{key: "thamdinh", name: "Người duyệt tiếp thu", role: access.Reviewer},
	{key: "theodoi", name: "Người theo dõi", role: access.Observer},
	{key: "tinhuya", name: "Lãnh đạo Tỉnh ủy A", body: bodyA, as: access.Head},
	{key: "chuyenviena", name: "Chuyên viên Tỉnh ủy A", body: bodyA, as: access.Staff},
	{key: "bantochuca", name: "Cán bộ Ban Tổ chức Tỉnh ủy A", body: unitA, as: access.Staff},
	{key: "thanhuyk", name: "Lãnh đạo Thành ủy K", body: bodyK, as: access.Head},
	{key: "quantri", name: "Quản trị hệ thống"},
}

// accounts are the accounts as the sign-in page shows them.
func accounts() []web.DemoAccount {
	var out []web.DemoAccount
	for _, p := range cast {
		out = append(out, web.DemoAccount{Email: p.key + domain, Password: Password, Name: p.name, Does: "web.demo." + p.key})
	}
	return out
}

// asked are the bodies of the rounds, with the symbols of their letters.
var asked = []struct{ name, short string }{
	{bodyA, "TU"}, {"Tỉnh ủy B", "TU"}, {"Tỉnh ủy D", "TU"}, {"Tỉnh ủy E", "TU"}, {"Tỉnh ủy G", "TU"}, {"Tỉnh ủy H", "TU"},
	{"Tỉnh ủy P", "TU"}, {bodyK, "TU"}, {"Ban Cán sự đảng Bộ C", "BCSĐ"}, {"Bộ M", "TCCB"}, {"Đảng đoàn Hội T", "ĐĐ"},
	{"Đảng ủy Khối doanh nghiệp Đ", "ĐUK"}, {"Học viện V", "HVV"}, {"Tỉnh ủy S", "TU"}, {"Đảng ủy Ngoài nước N", "ĐUNN"},
}

// people makes the first administrator by the one-time link, who enters the
// bodies and invites everybody else.
func (s *story) people(ctx context.Context) error {
	s.clock.daysAgo(45)
	last := cast[len(cast)-1]
	link, err := s.Accounts.FirstLink(ctx)
	if err != nil {
		return err
	}
	first, err := s.Accounts.Accept(ctx, path.Base(link), last.key+domain, last.name, Password, locale.Vietnamese)
	if err != nil {
		return err
	}
	s.by[last.key] = first.ID
	who, err := s.who(ctx, last.key)
	if err != nil {
		return err
	}
	for _, b := range asked {
		made, err := s.Accounts.AddBody(ctx, who, account.Body{Name: b.name, Short: b.short, Kind: account.Unit})
		if err != nil {
			return err
		}
		s.bodies[b.name] = made.ID
	}
	unit, err := s.Accounts.AddBody(ctx, who, account.Body{Parent: s.bodies[bodyA], Name: unitA, Short: "BTCTU", Kind: account.Unit})
	if err != nil {
		return err
	}
	s.bodies[unitA] = unit.ID
	for _, p := range cast[:len(cast)-1] {
		if err := s.invite(ctx, who, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) invite(ctx context.Context, who *access.Actor, p person) error {
	in := account.Invitation{Email: p.key + domain}
	if p.body != "" {
		in.Body, in.Role = s.bodies[p.body], string(p.as)
	}
	invited, err := s.Accounts.Invite(ctx, who, in, locale.Vietnamese)
	if err != nil {
		return err
	}
	made, err := s.Accounts.Accept(ctx, path.Base(invited.Link), "", p.name, Password, locale.Vietnamese)
	s.by[p.key] = made.ID
	return err
}

// begin opens the docket, gives it its team, and uploads its first version.
func (s *story) begin(ctx context.Context) error {
	s.clock.daysAgo(42)
	admin, err := s.who(ctx, "quantri")
	if err != nil {
		return err
	}
	d, err := s.Dockets.Create(ctx, admin, docket.Fields{
		Title:   "Đề án tập trung xây dựng đội ngũ cán bộ các cấp, nhất là cấp chiến lược, đủ phẩm chất, năng lực và uy tín",
		Summary: "Xây dựng dự thảo, lấy ý kiến các cơ quan, đơn vị; tổng hợp, tiếp thu, giải trình; hoàn thiện để trình.",
		Profile: "vn-party", Issuer: "Ban Chỉ đạo xây dựng Đề án", Parent: "Ban Chấp hành Trung ương", Place: "Hà Nội",
		Deadline: s.Clock().Add(90 * day),
	})
	if err != nil {
		return err
	}
	s.docket = d.ID
	if admin, err = s.who(ctx, "quantri"); err != nil {
		return err
	}
	for _, p := range cast {
		if p.role == "" {
			continue
		}
		if err := s.Dockets.SetRoles(ctx, admin, d.ID, s.by[p.key], []access.Role{p.role}); err != nil {
			return err
		}
	}
	lead, err := s.who(ctx, "chutri")
	if err != nil {
		return err
	}
	if err := s.Dockets.SetRoles(ctx, lead, d.ID, s.by["quantri"], nil); err != nil {
		return err
	}
	_, err = s.version(ctx, "du-thao-1.docx", "Dự thảo gửi lấy ý kiến lần 1")
	return err
}
