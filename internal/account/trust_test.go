package account

import (
	"path"
	"slices"
	"testing"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

// leads are people who lead a docket each.
func (o *office) leads(admin *access.Actor, dockets ...id.ID) map[id.ID]*access.Actor {
	o.t.Helper()
	leads := map[id.ID]*access.Actor{}
	for _, docket := range dockets {
		lead := o.person(admin, string(docket)+"@coquan.example", "Chủ trì")
		o.must(o.DB.Write(o.t.Context(), func(tx *db.Tx) error {
			if _, err := tx.Exec(`INSERT INTO docket (docket_id, symbol, title, summary, profile, issuer, parent, place, basis, state, deadline, folded, rev, created, created_by)
VALUES ($1, $1, 'Đề án', '', 'vn-party', '', '', '', '', 'draft', 0, '', 1, 1, '')`, docket); err != nil {
				return err
			}
			_, err := tx.Exec(`INSERT INTO docket_role (docket_id, account_id, role) VALUES ($1, $2, 'lead')`, docket, lead.Account)
			return err
		}))
		leads[docket] = o.load(Account{ID: lead.Account})
	}
	return leads
}

// A link that a lead hands over by hand lets its bearer into the lead's docket,
// not into what others have opened to the same e-mail.
func TestALinkByHandOpensOnlyItsMakersDoors(t *testing.T) {
	for _, mailed := range []bool{true, false} {
		each(t, func(o *office) {
			ctx := t.Context()
			admin := o.first()
			if !mailed {
				o.Send = nil
			}
			leads := o.leads(admin, "d1", "d2")
			in := Invitation{Email: "nguoi-moi@coquan.example", Role: "secretary"}
			in.Docket = "d1"
			_, err := o.Invite(ctx, leads["d1"], in, "vi")
			o.must(err)
			in.Docket = "d2"
			got, err := o.Invite(ctx, leads["d2"], in, "vi")
			o.must(err)
			a, err := o.Accept(ctx, path.Base(got.Link), "", "Người mới", good, "vi")
			o.must(err)
			who := o.load(a)
			if !who.Has("d2", access.Secretary) || who.Has("d1", access.Secretary) != mailed {
				t.Errorf("mailed %v: %v", mailed, who.Dockets)
			}
		})
	}
}

// The log of a docket says what somebody is on it from then on, whichever way
// they came to a role.
func TestARoleByInvitationIsInTheLogOfTheDocket(t *testing.T) {
	each(t, func(o *office) {
		admin := o.first()
		leads := o.leads(admin, "d1")
		who := o.person(admin, "nguoi-moi@coquan.example", "Người mới")
		for _, role := range []string{"reviewer", "secretary"} {
			_, err := o.Invite(t.Context(), leads["d1"], Invitation{Email: "nguoi-moi@coquan.example", Docket: "d1", Role: role}, "vi")
			o.must(err)
		}
		entries, err := ledger.Newest(o.DB.Reader(t.Context()), "d1", 0, 9)
		o.must(err)
		var said []string
		for _, e := range entries {
			if e.Action == "docket.team" && e.Subject == who.Account {
				said = append(said, e.Detail["name"]+": "+e.Detail["roles"])
			}
		}
		if want := []string{"Người mới: secretary reviewer", "Người mới: reviewer"}; !slices.Equal(said, want) {
			t.Errorf("the log says %q, not %q", said, want)
		}
	})
}

// Letters go only to addresses in ASCII; one that cannot be written to is
// refused where it is entered, not when a round is opened.
func TestAddressesCanBeWrittenTo(t *testing.T) {
	for _, bad := range []string{"vănphòng@coquan.example", "a@b@coquan.example", "\"a b\"@coquan.example", "a@coquan.example\r\nBcc: x@y.example"} {
		if _, err := address("email", bad, true); ruleOf(err) != "web.rule.email" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if got, err := address("email", " Van.Phong+1@CoQuan.example ", true); err != nil || got != "van.phong+1@coquan.example" {
		t.Errorf("%q, %v", got, err)
	}
}

// A link for an e-mail that has an account by now is taken up by whoever is
// signed in with it, and by nobody else.
func TestALinkIsTakenUpByTheAccountOfItsEmail(t *testing.T) {
	each(t, func(o *office) {
		ctx := t.Context()
		admin := o.first()
		o.Send = nil
		leads := o.leads(admin, "d1", "d2")
		in := Invitation{Email: "nguoi-moi@coquan.example", Role: "secretary", Docket: "d1"}
		first, err := o.Invite(ctx, leads["d1"], in, "vi")
		o.must(err)
		in.Docket = "d2"
		second, err := o.Invite(ctx, leads["d2"], in, "vi")
		o.must(err)
		word := path.Base(second.Link)
		if link, err := o.Look(ctx, word); err != nil || link.Known {
			t.Errorf("before: %+v %v", link, err)
		}
		a, err := o.Accept(ctx, path.Base(first.Link), "", "Người mới", good, "vi")
		o.must(err)
		if link, err := o.Look(ctx, word); err != nil || !link.Known {
			t.Errorf("after: %+v %v", link, err)
		}
		if _, err := o.Accept(ctx, word, "", "Người khác", "một mật khẩu khác hẳn", "vi"); fault.CodeOf(err) != fault.Exists {
			t.Errorf("accepted once more: %v", err)
		}
		if _, err := o.TakeUp(ctx, leads["d1"], word); fault.CodeOf(err) != fault.Invalid || ruleOf(err) != "web.rule.link-other" {
			t.Errorf("taken up by another: %v", err)
		}
		if _, err := o.TakeUp(ctx, &access.Actor{}, word); fault.CodeOf(err) != fault.SignIn {
			t.Errorf("taken up by nobody: %v", err)
		}
		link, err := o.TakeUp(ctx, o.load(a), word)
		if err != nil || link.Docket != "d2" {
			t.Errorf("%+v %v", link, err)
		}
		if who := o.load(a); !who.Has("d1", access.Secretary) || !who.Has("d2", access.Secretary) {
			t.Errorf("%v", who.Dockets)
		}
		if _, err := o.TakeUp(ctx, o.load(a), word); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("taken up twice: %v", err)
		}
		reset, err := o.ResetLink(ctx, admin, a.ID)
		o.must(err)
		if _, err := o.TakeUp(ctx, o.load(a), path.Base(reset.Link)); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a reset taken up: %v", err)
		}
	})
}
