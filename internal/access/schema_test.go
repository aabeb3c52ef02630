package access

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/cedar-policy/cedar-go"
	cedarast "github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"

	"thao/internal/id"
)

func validator(t *testing.T) *validate.Validator {
	t.Helper()
	text, err := os.ReadFile("policies.cedarschema")
	if err != nil {
		t.Fatal(err)
	}
	var s schema.Schema
	s.SetFilename("policies.cedarschema")
	if err := s.UnmarshalCedar(text); err != nil {
		t.Fatal(err)
	}
	resolved, err := s.Resolve()
	if err != nil {
		t.Fatal(err)
	}
	return validate.New(resolved)
}

func TestRulesAreValid(t *testing.T) {
	v := validator(t)
	for name, policy := range policies.All() {
		if err := v.Policy(string(name), (*cedarast.Policy)(policy.AST())); err != nil {
			t.Errorf("%s: %v", policy.Annotations()["id"], err)
		}
	}
}

func TestAWrongRuleIsFound(t *testing.T) {
	v := validator(t)
	for _, rule := range []string{
		`forbid (principal, action == Action::"answer.confirm", resource) when { resource.writer == principal };`,
		`permit (principal, action == Action::"answer.approve", resource);`,
		`permit (principal, action == Action::"docket.read", resource) when { principal.team.contains(resource.body) };`,
	} {
		set := mustParse([]byte(rule))
		for name, policy := range set.All() {
			if v.Policy(string(name), (*cedarast.Policy)(policy.AST())) == nil {
				t.Errorf("accepted: %s", rule)
			}
		}
	}
}

// What the schema promises is what entities have.
func TestEntitiesAreValid(t *testing.T) {
	v := validator(t)
	a := Actor{Account: "a", Administrator: true, Dockets: map[id.ID][]Role{"d": Roles()}, Heads: []id.ID{"b"}, Serves: []id.ID{"b"}, Asked: []id.ID{"d"}}
	if err := v.Entity(a.entity()); err != nil {
		t.Error(err)
	}
	for _, kind := range []Kind{System, Account, Body, Docket, Version, Round, Reply, Comment, Group, Answer} {
		r := Resource{Kind: kind, ID: "x", Docket: "d", Body: "b", Author: "a", State: "sent", Above: []id.ID{"b"}}
		if err := v.Entity(r.entity()); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// actions reads every constant of type Action.
func actions(t *testing.T) []Action {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "access.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []Action
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && len(spec.Values) == 1 {
			if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "Action" {
				word, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				out = append(out, Action(word))
			}
		}
		return true
	})
	if len(out) < 30 {
		t.Fatalf("only %d actions found", len(out))
	}
	return out
}

func TestEveryActionIsPermittedToSomebody(t *testing.T) {
	v := validator(t)
	for _, action := range actions(t) {
		if !strings.Contains(string(policyText), `Action::"`+string(action)+`"`) {
			t.Errorf("no rule speaks of %s", action)
		}
		rule := mustParse([]byte(`permit (principal, action == Action::"` + string(action) + `", resource);`))
		for _, policy := range rule.All() {
			if err := v.Policy("", (*cedarast.Policy)(policy.AST())); err != nil {
				t.Errorf("the schema does not know %s: %v", action, err)
			}
		}
	}
}

// A rule that fails must never end as a permission: Cedar passes over it.
func TestAFailingForbidRefuses(t *testing.T) {
	rules := mustParse([]byte(`
permit (principal, action, resource);
forbid (principal, action, resource) when { resource.secret };`))
	a := &Actor{Account: "a"}
	if a.may(rules, DocketRead, Resource{Kind: Docket, ID: "d"}) {
		t.Error("permitted")
	}
	decision, _ := cedar.Authorize(rules, cedar.EntityMap{}, cedar.Request{})
	if decision != cedar.Allow {
		t.Log("Cedar itself has begun to refuse: the guard in may can go")
	}
	if _, err := compile(rules, DocketRead); err == nil {
		t.Error("a filter was made of it")
	}
}

// A rule looks at nothing of a resource but its attributes: else what it said of
// one would not hold for another that has the same.
func TestNoRuleNamesASingleResource(t *testing.T) {
	named := func(set *cedar.PolicySet) (out []string) {
		for _, policy := range set.All() {
			text, err := policy.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			var rule struct {
				Resource   struct{ Op string }
				Conditions []struct{ Body any }
			}
			if err := json.Unmarshal(text, &rule); err != nil {
				t.Fatal(err)
			}
			if rule.Resource.Op != "All" {
				out = append(out, "the head: "+rule.Resource.Op)
			}
			for _, c := range rule.Conditions {
				out = append(out, asAWhole(c.Body)...)
			}
		}
		return out
	}
	for _, where := range named(policies) {
		t.Error(where)
	}
	for _, rule := range []string{
		`permit (principal, action, resource == Docket::"d");`,
		`permit (principal, action, resource) when { principal.account == resource };`,
	} {
		if len(named(mustParse([]byte(rule)))) == 0 {
			t.Errorf("accepted: %s", rule)
		}
	}
}

// asAWhole finds the resource itself in an expression, not one of its
// attributes.
func asAWhole(expression any) (out []string) {
	switch e := expression.(type) {
	case []any:
		for _, x := range e {
			out = append(out, asAWhole(x)...)
		}
	case map[string]any:
		if e["Var"] == "resource" {
			return []string{"the resource itself"}
		}
		if access, is := e["."].(map[string]any); is {
			if left, is := access["left"].(map[string]any); is && left["Var"] == "resource" {
				return nil
			}
		}
		for _, x := range e {
			out = append(out, asAWhole(x)...)
		}
	}
	return out
}
