package access

import (
	_ "embed"

	"github.com/cedar-policy/cedar-go"

	"thao/internal/fault"
	"thao/internal/id"
)

//go:embed policies.cedar
var policyText []byte

var policies = mustParse(policyText)

func mustParse(text []byte) *cedar.PolicySet {
	set, err := cedar.NewPolicySetFromBytes("policies.cedar", text)
	if err != nil {
		panic("access: policies.cedar: " + err.Error())
	}
	return set
}

// May reports whether the rules permit the action. A rule that cannot be
// evaluated is a refusal: Cedar would pass over a forbid that fails.
func (a *Actor) May(action Action, r Resource) bool {
	if a == nil || a.Account == "" {
		return false
	}
	principal, resource := a.entity(), r.entity()
	decision, diagnostic := cedar.Authorize(policies, cedar.EntityMap{
		principal.UID: principal, resource.UID: resource,
	}, cedar.Request{
		Principal: principal.UID,
		Action:    cedar.NewEntityUID("Action", cedar.String(action)),
		Resource:  resource.UID,
		Context:   cedar.NewRecord(nil),
	})
	return decision == cedar.Allow && len(diagnostic.Errors) == 0
}

// Check is May as an error: nil, SignIn where nobody is signed in, or Denied.
func (a *Actor) Check(action Action, r Resource) error {
	switch {
	case a == nil || a.Account == "":
		return fault.New(fault.SignIn)
	case !a.May(action, r):
		return fault.New(fault.Denied, "action", string(action), "kind", string(r.Kind), "id", string(r.ID), "docket", string(r.Docket))
	}
	return nil
}

func (a *Actor) entity() cedar.Entity {
	with := func(role Role) cedar.Set {
		var ids []id.ID
		for docket := range a.Dockets {
			if role == "" || a.Has(docket, role) {
				ids = append(ids, docket)
			}
		}
		return set(Docket, ids)
	}
	lead := with(Lead)
	return cedar.Entity{
		UID: uid(Account, a.Account),
		Attributes: cedar.NewRecord(cedar.RecordMap{
			"administrator": cedar.Boolean(a.Administrator),
			"leadsAny":      cedar.Boolean(lead.Len() > 0),
			"headsAny":      cedar.Boolean(len(a.Heads) > 0),
			"team":          with(""),
			"lead":          lead,
			"secretary":     with(Secretary),
			"drafter":       with(Drafter),
			"reviewer":      with(Reviewer),
			"heads":         set(Body, a.Heads),
			"serves":        set(Body, a.Serves),
			"asked":         set(Docket, a.Asked),
		}),
	}
}

func (r Resource) entity() cedar.Entity {
	return cedar.Entity{
		UID: uid(r.Kind, r.ID),
		Attributes: cedar.NewRecord(cedar.RecordMap{
			"docket": uid(Docket, r.Docket),
			"body":   uid(Body, r.Body),
			"author": uid(Account, r.Author),
			"state":  cedar.String(r.State),
			"above":  set(Body, r.Above),
		}),
	}
}

func uid(kind Kind, key id.ID) cedar.EntityUID {
	return cedar.NewEntityUID(cedar.EntityType(kind), cedar.String(key))
}

func set(kind Kind, ids []id.ID) cedar.Set {
	values := make([]cedar.Value, len(ids))
	for i, key := range ids {
		values[i] = uid(kind, key)
	}
	return cedar.NewSet(values...)
}
