package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
)

// Who may do what, operation by operation, as a person reads the policies:
//
//	L lead  S secretary  D drafter  R reviewer  O observer of the docket
//	H head  W staff of a body that is asked, U staff of a unit under it
//	B head of a body that is not asked  A administrator  N nobody of these
//
// Operations that are not here are of one's own account, or open to anybody who
// is signed in (open).
var rights = map[string]string{
	"account.list": "LHBA", "account.read": "A", "account.administrator": "A", "account.disable": "A", "account.enable": "A", "account.rename": "A",
	"account.reset": "A", "account.invite": "A", "system.log": "A",
	"archive.export": "LS", "archive.import": "A",
	"body.add": "A", "body.edit": "HA", "body.move": "A", "body.close": "HA", "body.open": "HA", "body.import": "A", "body.members": "HA", "body.member": "HA", "body.member-drop": "HA",

	"docket.create": "LA", "docket.read": "LSDROHWU", "docket.edit": "LS", "docket.move": "LS", "docket.log": "LSDRO", "docket.team": "LSDROHWU", "docket.roles": "L",
	"job.list": "LSDRO", "job.read": "LSDRO", "job.again": "LS",
	"webhook.list": "LS", "webhook.add": "LS", "webhook.set": "LS", "webhook.drop": "LS",

	"version.list": "LSDROHWU", "version.read": "LSDROHWU", "version.nodes": "LSDROHWU", "version.find": "LSDROHWU", "version.download": "LSDROHWU",
	"version.file": "LSDROHWU", "version.compare": "LSDROHWU", "version.redline": "LSDROHWU", "version.renumbering": "LSD",
	"version.propose": "LSD", "version.correct": "LSD", "version.drop": "LSD", "version.start": "LSD", "version.renumber": "LSD", "version.confirm": "LS",
	"node.edit": "LSD", "node.insert": "LSD", "node.delete": "LSD", "node.move": "LSD", "clash.list": "LSD", "clash.settle": "LSD",

	"round.list": "LSDROHWU", "round.read": "LSDROHWU", "round.prepare": "LS", "round.edit": "LS", "round.open": "LS", "round.ask": "LS",
	"round.extend": "LS", "round.remind": "LS", "round.board": "LSDRO", "round.end": "LS", "round.missing": "LSDRO", "round.close": "LS",

	"reply.list": "LSDRO", "reply.receive": "LS", "reply.read": "LSDRO", "reply.file": "LSDRO", "reply.prove": "LSDRO", "reply.receipt": "LSDRO", "reply.passages": "LSDRO",
	"reply.body": "LS", "reply.again": "LS", "reply.discard": "LS", "reply.log": "", "reply.answers": "LSDRO",
	"reply.own": "LSDROHWU", "reply.word": "HW", "reply.offer": "HW", "reply.return": "HW", "reply.seal": "H",

	"comment.list": "LSDROHWU", "comment.write": "HWU", "comment.read": "LSDRO", "comment.edit": "", "comment.move": "", "comment.copy": "", "comment.discuss": "",
	"comment.queue": "LSD", "comment.place": "LSD",

	"group.list": "LSDRO", "group.read": "LSDRO", "desk.progress": "LSDRO", "desk.shares": "LSDRO",
	"group.merge": "LSD", "group.split": "LSD", "group.move": "LSD", "group.rename": "LSD", "group.assign": "LS", "desk.share": "LS",
	"answer.write": "LSD", "answer.drop": "LSD", "answer.submit": "LSD", "answer.confirm": "LR", "answer.return": "LSDR", "answer.bulk": "LSD",
	"phrase.list": "LSDRO", "phrase.add": "LSD", "phrase.drop": "LSD",
	"matrix.download": "LSDRO", "matrix.load": "LSD", "matrix.loads": "LSD", "matrix.preview": "LSD", "matrix.apply": "LSD", "matrix.drop": "LSD", "loop.check": "LSDRO",
}

// What anybody who is signed in may ask; the answer has what they may see.
var openToAll = []string{"body.list", "body.read", "docket.list", "search"}

// peopled is an office whose docket has one of everything, and somebody of each
// kind.
func peopled(t *testing.T, d *db.DB) (o *office, who map[rune]person, in map[string]string) {
	o = worked(t, d)
	who = map[rune]person{'A': o.person("Quản trị thứ hai", true), 'N': o.stranger, 'H': o.head, 'W': o.staff, 'S': o.secretary}
	for sign, role := range map[rune]access.Role{'L': access.Lead, 'D': access.Drafter, 'R': access.Reviewer, 'O': access.Observer} {
		p := o.person("Người giữ vai "+string(role), false)
		o.put(o.admin, o.at("team", string(p.account)), Roles{[]access.Role{role}}).is(204)
		who[sign] = p
	}
	other := o.newBody("Tỉnh ủy không được hỏi", "")
	for sign, of := range map[rune]struct {
		body id.ID
		role access.BodyRole
	}{'U': {o.unit, access.Staff}, 'B': {other, access.Head}} {
		p := o.person("Người của "+string(of.body), false)
		o.put(o.admin, "/api/bodies/"+string(of.body)+"/members/"+string(p.account), BodyRole{of.role}).is(204)
		who[sign] = p
	}
	one := func(query string) string {
		key, err := db.Value[string](d.Reader(t.Context()), query, o.docket)
		o.must(err)
		if key == "" {
			t.Fatalf("none: %s", query)
		}
		return key
	}
	phrase, hook := struct{ ID string }{}, struct{ ID string }{}
	o.post(o.secretary, o.at("phrases"), Utterance{"Tiếp thu."}).is(201).into(&phrase)
	o.post(o.secretary, o.at("webhooks"), map[string]any{"url": "http://127.0.0.1:9/x"}).is(201).into(&hook)
	mailed := `SELECT id FROM reply WHERE docket_id = $1 AND via = 'mail' AND state = 'sealed' ORDER BY id LIMIT 1`
	in = map[string]string{
		"docket": string(o.docket), "version": string(o.version.ID), "round": string(o.round.ID), "body": string(o.body), "account": string(o.person("Người thứ ba", false).account),
		"reply": one(mailed), "receipt": one(`SELECT receipt FROM reply WHERE docket_id = $1 AND via = 'mail' AND state = 'sealed' ORDER BY id LIMIT 1`),
		"comment": one(`SELECT id FROM comment WHERE docket_id = $1 AND state = 'sent' AND source <> 'web' ORDER BY id LIMIT 1`),
		"group":   one(`SELECT group_id FROM answer WHERE docket_id = $1 ORDER BY id LIMIT 1`),
		"phrase":  phrase.ID, "webhook": hook.ID,
	}
	return o, who, in
}

// No operation gives what the policies deny: each, as each kind of person, on
// records that are there. Who is denied changes nothing.
func TestRightsAreAsThePoliciesSay(t *testing.T) {
	o, who, in := peopled(t, dbtest.SQLite(t))
	named := map[string]bool{}
	for path, item := range o.api.api.OpenAPI().Paths {
		for method, op := range each(item) {
			name := op.OperationID
			may, listed := rights[name]
			if op.Tags[0] == "me" || slices.Contains(openToAll, name) {
				continue
			}
			if named[name] = true; !listed {
				t.Errorf("%s is not in the table of rights", name)
				continue
			}
			at := path
			for key, v := range in {
				at = strings.ReplaceAll(at, "{"+key+"}", v)
			}
			at, body, media := o.filled(at, op)
			whole := !strings.Contains(at, "01jdexample") // else what is not there cannot be found by anybody
			for sign, p := range who {
				if method != http.MethodGet && strings.ContainsRune(may, sign) {
					continue // it would be done, and the records would be others
				}
				before := o.count(`SELECT COUNT(*) FROM ledger WHERE action <> 'access.refused'`)
				r := o.send(p, method, at, body, "Content-Type", media, "If-Match", `"1"`)
				refused := r.Code == http.StatusForbidden || r.Code == http.StatusNotFound
				switch {
				case strings.ContainsRune(may, sign):
					if r.Code == http.StatusForbidden || whole && r.Code == http.StatusNotFound {
						t.Errorf("%s as %c: %d, though the policies permit it: %.200s", name, sign, r.Code, r.Body)
					}
				case !refused:
					t.Errorf("%s as %c: %d, though the policies deny it: %.200s", name, sign, r.Code, r.Body)
				}
				if method != http.MethodGet && o.count(`SELECT COUNT(*) FROM ledger WHERE action <> 'access.refused'`) != before {
					t.Errorf("%s as %c changed something", name, sign)
				}
			}
		}
	}
	for name := range rights {
		if !named[name] {
			t.Errorf("%s is in the table, and no operation", name)
		}
	}
}

// Records of one docket are not reached by way of another, whoever asks: here
// the lead of another docket names theirs, and records of this one.
func TestADocketIsNoWayIntoAnother(t *testing.T) {
	o, _, in := peopled(t, dbtest.SQLite(t))
	var theirs struct{ ID id.ID }
	o.post(o.admin, "/api/dockets", map[string]any{"title": "Hồ sơ khác", "profile": "vn-party"}).is(201).into(&theirs)
	o.put(o.admin, "/api/dockets/"+string(theirs.ID)+"/team/"+string(o.stranger.account), Roles{[]access.Role{access.Lead}}).is(204)
	n := 0
	for path, item := range o.api.api.OpenAPI().Paths {
		for method, op := range each(item) {
			if strings.Count(path, "{") < 2 || !strings.HasPrefix(path, "/api/dockets/{docket}/") || strings.Contains(path, "{account}") {
				continue
			}
			at := strings.ReplaceAll(path, "{docket}", string(theirs.ID))
			for key, v := range in {
				at = strings.ReplaceAll(at, "{"+key+"}", v)
			}
			at, body, media := o.filled(at, op)
			before := o.count(`SELECT COUNT(*) FROM ledger WHERE action <> 'access.refused'`)
			r := o.send(o.stranger, method, at, body, "Content-Type", media, "If-Match", `"1"`)
			if r.Code < 400 {
				t.Errorf("%s reaches into another docket: %d %.200s", op.OperationID, r.Code, r.Body)
			}
			if r.Code >= 500 {
				t.Errorf("%s: %d", op.OperationID, r.Code)
			}
			if o.count(`SELECT COUNT(*) FROM ledger WHERE action <> 'access.refused'`) != before {
				t.Errorf("%s changed something", op.OperationID)
			}
			n++
		}
	}
	if n < 50 {
		t.Errorf("only %d operations", n)
	}
}
