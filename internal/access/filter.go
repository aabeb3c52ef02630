package access

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/eval"
)

// Columns names where a statement finds the attributes of the resource in each
// row. They must be NOT NULL. One that the rules do not ask for may be empty.
type Columns struct {
	Docket, Body, Author, State string
}

func (c Columns) named() map[string]string {
	return map[string]string{"docket": c.Docket, "body": c.Body, "author": c.Author, "state": c.State}
}

// Sets up to this many members are written into the condition; of larger ones
// it asks the tables they were loaded from.
var longestList = 100

// Never is the condition that no row meets.
const Never = "1=0"

// Filter is the condition of SQL that holds for exactly the rows on which the
// actor may act so. next is the number of its first placeholder; args are the
// values from there on. Where the rules cannot be said in SQL, or need a column
// that is not named, no row is listed.
//
//	cond, args := who.Filter(access.CommentRead, access.Columns{Docket: "c.docket_id", …}, 3)
//	q.Query(`SELECT … WHERE c.docket_id = $1 AND c.round_id = $2 AND `+cond, append([]any{docket, round}, args...)...)
func (a *Actor) Filter(action Action, columns Columns, next int) (condition string, args []any) {
	rule, ok := rules.Load(action)
	if !ok {
		compiled, err := compile(policies, action)
		if err != nil {
			compiled = constant(false)
		}
		rule, _ = rules.LoadOrStore(action, compiled)
	}
	return a.say(rule.(term), columns, next)
}

// rules holds what compile made of each action.
var rules sync.Map

func (a *Actor) say(rule term, columns Columns, next int) (string, []any) {
	if a == nil || a.Account == "" {
		return Never, nil
	}
	w := &writer{actor: a, columns: columns.named(), next: next}
	condition := rule.sql(w)
	if w.failed {
		return Never, nil
	}
	return condition, w.args
}

// compile turns the rules of one action into a term, once: the action is
// known, the principal and the resource are left open. What a term asks of the
// actor is filled in for each request.
func compile(set *cedar.PolicySet, action Action) (term, error) {
	env := openTo(action)
	var permits, forbids either
	for name, policy := range set.All() {
		rest, keep := eval.PartialPolicy(env, (*ast.Policy)(policy.AST()))
		if !keep {
			continue
		}
		t, err := translate(eval.PolicyToNode(rest).AsIsNode())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if policy.Effect() == cedar.Permit {
			permits = append(permits, t)
		} else {
			forbids = append(forbids, t)
		}
	}
	return both{permits, not{forbids}}, nil
}

// translate reads what partial evaluation has left of a rule.
func translate(n ast.IsNode) (term, error) {
	if err, is := eval.ToPartialError(n); is {
		return nil, err
	}
	switch n := n.(type) {
	case ast.NodeValue:
		if b, ok := n.Value.(types.Boolean); ok {
			return constant(b), nil
		}
	case ast.NodeTypeAnd:
		return pair(n.BinaryNode, func(l, r term) term { return both{l, r} })
	case ast.NodeTypeOr:
		return pair(n.BinaryNode, func(l, r term) term { return either{l, r} })
	case ast.NodeTypeNot:
		t, err := translate(n.Arg)
		return not{t}, err
	case ast.NodeTypeAccess:
		if name, ok := attribute(n, "principal"); ok && flags[name] != nil {
			return flag(name), nil
		}
	case ast.NodeTypeContains:
		set, ok1 := attribute(n.Left, "principal")
		column, ok2 := attribute(n.Right, "resource")
		if _, known := sets[set]; ok1 && ok2 && known {
			return member{set, column}, nil
		}
	case ast.NodeTypeEquals:
		return equal(n.Left, n.Right)
	case ast.NodeTypeNotEquals:
		t, err := equal(n.Left, n.Right)
		return not{t}, err
	}
	return nil, fmt.Errorf("%T cannot be said in SQL", n)
}

func pair(n ast.BinaryNode, join func(l, r term) term) (term, error) {
	l, err := translate(n.Left)
	if err != nil {
		return nil, err
	}
	r, err := translate(n.Right)
	return join(l, r), err
}

// equal compares an attribute of the resource with a word, or with the actor.
func equal(l, r ast.IsNode) (term, error) {
	column, ok := attribute(l, "resource")
	if !ok {
		if column, ok = attribute(r, "resource"); !ok {
			return nil, fmt.Errorf("%T == %T cannot be said in SQL", l, r)
		}
		r = l
	}
	if v, is := r.(ast.NodeTypeVariable); is && v.Name == "principal" {
		return self(column), nil
	}
	if v, is := r.(ast.NodeValue); is {
		if word, is := v.Value.(types.String); is {
			return same{column, string(word)}, nil
		}
	}
	return nil, fmt.Errorf("== %T cannot be said in SQL", r)
}

// attribute is the name in principal.name or resource.name.
func attribute(n ast.IsNode, of types.String) (string, bool) {
	access, ok := n.(ast.NodeTypeAccess)
	if !ok {
		return "", false
	}
	v, ok := access.Arg.(ast.NodeTypeVariable)
	return string(access.Value), ok && v.Name == of
}

// term is a part of a condition.
type term interface{ sql(*writer) string }

type (
	constant bool
	flag     string // of the actor
	self     string // the column is the actor
	same     struct{ column, word string }
	member   struct{ set, column string } // the column is in a set of the actor
	not      struct{ term }
	both     []term
	either   []term
)

// writer collects the values of a condition.
type writer struct {
	actor   *Actor
	columns map[string]string
	next    int
	args    []any
	failed  bool // a column is not named
}

func (w *writer) value(v any) string {
	w.args = append(w.args, v)
	w.next++
	return "$" + strconv.Itoa(w.next-1)
}

func (w *writer) column(name string) string {
	if w.columns[name] == "" {
		w.failed = true
	}
	return w.columns[name]
}

func (c constant) sql(*writer) string {
	if c {
		return "1=1"
	}
	return Never
}

func (f flag) sql(w *writer) string { return constant(flags[string(f)](w.actor)).sql(w) }

func (s self) sql(w *writer) string { return w.column(string(s)) + " = " + w.value(w.actor.Account) }

func (s same) sql(w *writer) string { return w.column(s.column) + " = " + w.value(s.word) }

func (m member) sql(w *writer) string {
	s, column := sets[m.set], w.column(m.column)
	ids := s.of(w.actor)
	switch {
	case len(ids) == 0:
		return Never
	case len(ids) > longestList:
		return column + " IN (" + strings.ReplaceAll(s.query, "{account}", w.value(w.actor.Account)) + ")"
	}
	names := make([]string, len(ids))
	for i, key := range ids {
		names[i] = w.value(key)
	}
	return column + " IN (" + strings.Join(names, ", ") + ")"
}

func (n not) sql(w *writer) string {
	switch t := n.term.sql(w); t {
	case Never:
		return constant(true).sql(w)
	case constant(true).sql(w):
		return Never
	default:
		return "NOT (" + t + ")"
	}
}

func (b both) sql(w *writer) string { return join(w, b, " AND ", true) }

func (e either) sql(w *writer) string { return join(w, e, " OR ", false) }

// join leaves out what changes nothing, and says nothing but the one part that
// decides. No parts are the unit: all of nothing holds, any of nothing does not.
func join(w *writer, terms []term, word string, unit bool) string {
	var parts []string
	begin := *w
	for _, t := range terms {
		switch part := t.sql(w); part {
		case constant(unit).sql(w):
		case constant(!unit).sql(w):
			*w = begin
			return part
		default:
			parts = append(parts, part)
		}
	}
	switch len(parts) {
	case 0:
		return constant(unit).sql(w)
	case 1:
		return parts[0]
	}
	return "(" + strings.Join(parts, word) + ")"
}
