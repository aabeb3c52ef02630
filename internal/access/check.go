package access

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/eval"

	"thao/internal/fault"
	"thao/internal/id"
)

//go:embed policies.cedar
var policyText []byte

// policies are parsed once, when the program starts.
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
	if a == nil || a.decided == nil || r.Above != nil {
		return a.may(policiesOf(action), action, r)
	}
	return a.decided.of(asked{action, r.Kind, r.Docket, r.Body, r.Author, r.State}, func() bool { return a.may(policiesOf(action), action, r) })
}

var concerned sync.Map // of Action to *cedar.PolicySet

// policiesOf are the policies whose head an action passes. Cedar would look at
// the head of each policy each time.
func policiesOf(action Action) *cedar.PolicySet {
	if set, ok := concerned.Load(action); ok {
		return set.(*cedar.PolicySet)
	}
	set := cedar.NewPolicySet()
	for name, policy := range policies.All() {
		if _, concerns := eval.PartialPolicy(openTo(action), (*ast.Policy)(policy.AST())); concerns {
			set.Add(name, policy)
		}
	}
	concerned.Store(action, set)
	return set
}

// openTo is a request of which only the action is known.
func openTo(action Action) eval.Env {
	return eval.Env{
		Entities:  cedar.EntityMap{},
		Principal: eval.Variable("principal"),
		Action:    cedar.NewEntityUID("Action", cedar.String(action)),
		Resource:  eval.Variable("resource"),
		Context:   cedar.NewRecord(nil),
	}
}

func (a *Actor) may(rules *cedar.PolicySet, action Action, r Resource) bool {
	if a == nil || a.Account == "" {
		return false
	}
	principal, resource := a.entity(), r.entity()
	decision, diagnostic := cedar.Authorize(rules, cedar.EntityMap{
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
// Whoever answers a request enters the refusal into the log.
func (a *Actor) Check(action Action, r Resource) error {
	switch {
	case a == nil || a.Account == "":
		return fault.New(fault.SignIn)
	case !a.May(action, r):
		return fault.New(fault.Denied, "action", string(action), "kind", string(r.Kind), "id", string(r.ID), "docket", string(r.Docket))
	}
	return nil
}

// Hide makes a refusal say that there is nothing: for whoever is not to know
// that there is. The log still hears what was refused.
func Hide(err error) error {
	if err == nil || fault.CodeOf(err) != fault.Denied {
		return err
	}
	return fault.Wrap(err, fault.NotFound)
}

// CheckSeen is Check of what somebody has found by its name: where they may not
// read it, nothing tells it from what is not there.
func (a *Actor) CheckSeen(read, action Action, r Resource) error {
	if err := a.Check(read, r); err != nil {
		return Hide(err)
	}
	if action == read {
		return nil
	}
	return a.Check(action, r)
}

// who is the Cedar entity type of one who acts. It is not Account, which is
// what an administrator acts on: somebody may act on their own account.
const who Kind = "Actor"

// entity is the actor as the rules see them. Load makes it ahead.
func (a *Actor) entity() cedar.Entity {
	if a.seen != nil {
		return *a.seen
	}
	attributes := cedar.RecordMap{}
	for name, flag := range flags {
		attributes[cedar.String(name)] = cedar.Boolean(flag(a))
	}
	for name, s := range sets {
		attributes[cedar.String(name)] = set(s.kind, s.of(a))
	}
	return cedar.Entity{UID: uid(who, a.Account), Attributes: cedar.NewRecord(attributes)}
}

// flags and sets are the attributes of principal in the rules.
var flags = map[string]func(*Actor) bool{
	"administrator": func(a *Actor) bool { return a.Administrator },
	"leadsAny":      func(a *Actor) bool { return len(a.with(Lead)) > 0 },
	"headsAny":      func(a *Actor) bool { return len(a.Heads) > 0 },
}

// group is one set, and how a statement finds its members in the tables when
// they are too many to name: {account} is the actor.
type group struct {
	kind  Kind
	of    func(*Actor) []id.ID
	query string
}

var sets = map[string]group{
	"team":      {Docket, func(a *Actor) []id.ID { return a.with("") }, `SELECT docket_id FROM docket_role WHERE account_id = {account}`},
	"lead":      withRole(Lead),
	"secretary": withRole(Secretary),
	"drafter":   withRole(Drafter),
	"reviewer":  withRole(Reviewer),
	"heads":     {Body, func(a *Actor) []id.ID { return a.Heads }, `SELECT body_id FROM body_member WHERE account_id = {account} AND role = 'head'`},
	"serves":    {Body, func(a *Actor) []id.ID { return a.Serves }, servesSQL},
	"asked":     {Docket, func(a *Actor) []id.ID { return a.Asked }, askedSQL},
}

func withRole(role Role) group {
	return group{Docket, func(a *Actor) []id.ID { return a.with(role) },
		`SELECT docket_id FROM docket_role WHERE account_id = {account} AND role = '` + string(role) + `'`}
}

// with lists the dockets on which the actor has a role, or any ("").
func (a *Actor) with(role Role) []id.ID {
	var out []id.ID
	for docket := range a.Dockets {
		if role == "" || a.Has(docket, role) {
			out = append(out, docket)
		}
	}
	slices.Sort(out)
	return out
}

func (r Resource) entity() cedar.Entity {
	return cedar.Entity{
		UID: uid(r.Kind, r.ID),
		Attributes: cedar.NewRecord(cedar.RecordMap{
			"docket": uid(Docket, r.Docket),
			"body":   uid(Body, r.Body),
			"author": uid(who, r.Author),
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
