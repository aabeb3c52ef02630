// Package access decides who may do what. The rules are the Cedar policies in
// policies.cedar, which an auditor can read; what no rule permits is refused.
//
// An Actor is somebody signed in with all that the rules may ask of them,
// loaded once a request (load.go). A Resource is what they would act on. Check
// asks for one resource and logs every refusal; Filter turns the same rules
// into a condition of SQL for lists, and a property test proves both equal.
package access

import (
	"slices"

	"github.com/cedar-policy/cedar-go"

	"thao/internal/id"
)

// Role is what an account is on a docket.
type Role string

const (
	Lead      Role = "lead"
	Secretary Role = "secretary"
	Drafter   Role = "drafter"
	Reviewer  Role = "reviewer"
	Observer  Role = "observer"
)

// Roles lists the roles on a docket, the widest first.
func Roles() []Role { return []Role{Lead, Secretary, Drafter, Reviewer, Observer} }

// BodyRole is what an account is in a body.
type BodyRole string

const (
	Head  BodyRole = "head"
	Staff BodyRole = "staff"
)

// Actor is somebody signed in. The zero Actor is nobody and may do nothing.
type Actor struct {
	Account       id.ID
	Name          string
	Rev           int64 // of the account: a session that began at another has ended
	Lang          string
	Administrator bool
	Dockets       map[id.ID][]Role // on which this account has roles
	Heads         []id.ID          // bodies this account is head of
	Member        []id.ID          // bodies it is itself head or staff of
	Serves        []id.ID          // those, and those above them whose reply it may add to
	Asked         []id.ID          // dockets in which one of Serves is asked by a round that was opened

	seen    *cedar.Entity // as the rules see them; made by Load
	decided *decisions    // what the rules said; made by Load
}

// Has reports whether the actor has one of the roles on a docket.
func (a *Actor) Has(docket id.ID, roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(a.Dockets[docket], r) })
}

// Action is what somebody would do: noun and verb.
type Action string

const (
	DocketCreate Action = "docket.create"
	DocketRead   Action = "docket.read"
	DocketEdit   Action = "docket.edit" // title, deadline, head of the paper
	DocketTeam   Action = "docket.team"
	DocketLog    Action = "docket.log"
	DocketExport Action = "docket.export" // whole, as an archive; webhooks too

	VersionRead    Action = "version.read"
	VersionPropose Action = "version.propose" // upload, correct the structure
	VersionEdit    Action = "version.edit"    // a working version, node by node
	VersionConfirm Action = "version.confirm"

	RoundRead    Action = "round.read"
	RoundPrepare Action = "round.prepare"
	RoundOpen    Action = "round.open"
	RoundRemind  Action = "round.remind" // and extend
	RoundEnd     Action = "round.end"
	RoundClose   Action = "round.close"

	ReplyRead    Action = "reply.read"
	ReplyWrite   Action = "reply.write" // of one's own body, until it is sealed
	ReplySeal    Action = "reply.seal"
	ReplyLog     Action = "reply.log"     // what its people did on it before it was sent
	ReplyReceive Action = "reply.receive" // enter what came by mail

	CommentRead     Action = "comment.read"
	CommentWrite    Action = "comment.write" // and edit, discuss
	CommentWithdraw Action = "comment.withdraw"
	CommentPlace    Action = "comment.place"
	CommentGroup    Action = "comment.group"

	AnswerRead    Action = "answer.read"
	AnswerWrite   Action = "answer.write"
	AnswerAssign  Action = "answer.assign"
	AnswerConfirm Action = "answer.confirm"
	MatrixRead    Action = "matrix.read"
	MatrixLoad    Action = "matrix.load" // read an edited matrix back

	AccountManage Action = "account.manage"
	AccountFind   Action = "account.find" // look somebody up, to bring them in
	AccountOwn    Action = "account.own"  // one's own name, language, password, tokens
	BodyRead      Action = "body.read"
	BodyManage    Action = "body.manage"
	SystemRead    Action = "system.read" // the log and state of the whole
)

// Kind of a resource: the Cedar entity type.
type Kind string

const (
	System  Kind = "System"
	Account Kind = "Account"
	Body    Kind = "Body"
	Docket  Kind = "Docket"
	Version Kind = "Version"
	Round   Kind = "Round"
	Reply   Kind = "Reply"
	Comment Kind = "Comment"
	Group   Kind = "Group"
	Answer  Kind = "Answer"
)

// Resource is what an action is on. Fields that a kind does not have are empty.
type Resource struct {
	Kind   Kind
	ID     id.ID
	Docket id.ID
	Body   id.ID   // whose reply or comment it is
	Author id.ID   // account that wrote it
	State  string  // as its table says
	Above  []id.ID // of a Body: itself and those it is a unit of
}
