// Command pocketbase serves a PocketBase with a collection "comments", for
// comparison with posting comments to Thảo. It does the same work: a comment is
// taken from who is signed in and is of a body's people, in a round that is
// open; a log, hash upon hash, tells of it in the same transaction; and it is on
// disk before it is acknowledged. With "bare" it takes what anybody sends, keeps
// no log, and leaves the flush to disk to PocketBase's own setting, which is not
// at each commit. Search, which PocketBase does not have, is left out of both.
//
//	pocketbase DATA-FOLDER 127.0.0.1:8090 same|bare USERS COMMENTS
//
// It begins with as many comments as are told, in the log as well. When it answers it prints "ready"; a file "clients.json" in the folder then
// holds a token and a body for each user, and the round.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"
	"github.com/pocketbase/pocketbase/tools/types"
)

// client is one who posts.
type client struct {
	Token string `json:"token"`
	User  string `json:"user"`
	Body  string `json:"body"`
	Round string `json:"round"`
}

func main() {
	if len(os.Args) != 6 {
		log.Fatal("usage: pocketbase DATA-FOLDER ADDRESS same|bare USERS COMMENTS")
	}
	same := os.Args[3] == "same"
	users, err := strconv.Atoi(os.Args[4])
	if err != nil {
		log.Fatal(err)
	}
	there, err := strconv.Atoi(os.Args[5])
	if err != nil {
		log.Fatal(err)
	}
	cfg := pocketbase.Config{DefaultDataDir: os.Args[1], HideStartBanner: true}
	if same {
		cfg.DBConnect = durable
	}
	app := pocketbase.NewWithConfig(cfg)
	if err := app.Bootstrap(); err != nil {
		log.Fatal(err)
	}
	if err := prepare(app, os.Args[1], same, users, there); err != nil {
		log.Fatal(err)
	}
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		fmt.Println("ready")
		return e.Next()
	})
	if err := apis.Serve(app, apis.ServeConfig{HttpAddr: os.Args[2], ShowStartBanner: false}); err != nil {
		log.Fatal(err)
	}
}

// durable is PocketBase's own way to open SQLite, but for the flush at each
// commit.
func durable(path string) (*dbx.DB, error) {
	return dbx.Open("sqlite", path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)"+
		"&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)")
}

func prepare(app core.App, dir string, same bool, users, there int) error {
	if err := app.RunAllMigrations(); err != nil {
		return err
	}
	if !same {
		if err := app.Save(comments("")); err != nil {
			return err
		}
		return filled(app, there, nil)
	}
	c := comments(`@request.auth.id != "" && author = @request.auth.id && body.members.id ?= @request.auth.id && round.state = "open"`)
	made, err := people(app, users, c)
	if err != nil {
		return err
	}
	if err := logged(app); err != nil {
		return err
	}
	if err := filled(app, there, made); err != nil {
		return err
	}
	data, err := json.Marshal(made)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "clients.json"), data, 0o600)
}

func comments(rule string) *core.Collection {
	c := core.NewBaseCollection("comments")
	for _, name := range []string{"docket", "reply", "node", "kind", "quote", "state"} {
		c.Fields.Add(&core.TextField{Name: name})
	}
	c.Fields.Add(&core.TextField{Name: "text", Max: 100000})
	c.Fields.Add(&core.TextField{Name: "reason", Max: 100000})
	c.Fields.Add(&core.AutodateField{Name: "created", OnCreate: true})
	c.CreateRule = types.Pointer(rule)
	c.AddIndex("comments_docket", false, "docket, node", "")
	return c
}

// people makes users, each of a body of their own, and the round they write in;
// then the collection of comments, which refers to them.
func people(app core.App, n int, comments *core.Collection) ([]client, error) {
	users, err := app.FindCollectionByNameOrId("users")
	if err != nil {
		return nil, err
	}
	bodies := core.NewBaseCollection("bodies")
	bodies.Fields.Add(&core.TextField{Name: "name"}, &core.RelationField{Name: "members", CollectionId: users.Id, MaxSelect: 100})
	rounds := core.NewBaseCollection("rounds")
	rounds.Fields.Add(&core.TextField{Name: "state"})
	for _, c := range []*core.Collection{bodies, rounds} {
		if err := app.Save(c); err != nil {
			return nil, err
		}
	}
	comments.Fields.Add(
		&core.RelationField{Name: "author", CollectionId: users.Id, MaxSelect: 1},
		&core.RelationField{Name: "body", CollectionId: bodies.Id, MaxSelect: 1},
		&core.RelationField{Name: "round", CollectionId: rounds.Id, MaxSelect: 1})
	comments.AddIndex("comments_body", false, "round, body", "")
	if err := app.Save(comments); err != nil {
		return nil, err
	}
	round := core.NewRecord(rounds)
	round.Set("state", "open")
	if err := app.Save(round); err != nil {
		return nil, err
	}
	var out []client
	err = app.RunInTransaction(func(tx core.App) error {
		for i := range n {
			user := core.NewRecord(users)
			user.SetEmail(fmt.Sprintf("nguoi-%d@co-quan.example", i))
			user.SetRandomPassword()
			body := core.NewRecord(bodies)
			body.Set("name", fmt.Sprint("Sở ", i))
			if err := tx.SaveNoValidate(user); err != nil {
				return err
			}
			body.Set("members", []string{user.Id})
			if err := tx.Save(body); err != nil {
				return err
			}
			token, err := user.NewAuthToken()
			if err != nil {
				return err
			}
			out = append(out, client{token, user.Id, body.Id, round.Id})
		}
		return nil
	})
	return out, err
}

// filled writes comments past PocketBase's checks, for clients in turn, each with
// its line in the log. Without clients there is no log.
func filled(app core.App, n int, clients []client) error {
	words := "Đề nghị cơ quan chủ trì soạn thảo cân nhắc quy định rõ hơn trách nhiệm, thời hạn và kinh phí thực hiện. "
	now := types.NowDateTime().String()
	return app.RunInTransaction(func(tx core.App) error {
		last := ""
		for i := range n {
			row := dbx.Params{
				"id": security.RandomStringWithAlphabet(15, core.DefaultIdAlphabet), "docket": "01jdexample0000000000docket", "reply": fmt.Sprint("reply", i%200),
				"node": fmt.Sprint("article_", i%300), "kind": "other", "state": "sent", "text": strings.Repeat(words, 1+i%3), "reason": fmt.Sprint("Căn cứ số ", i), "created": now,
			}
			if len(clients) > 0 {
				c := clients[i%len(clients)]
				row["author"], row["body"], row["round"] = c.User, c.Body, c.Round
				after := sum(fmt.Append(nil, row["id"], row["text"]))
				last = sum(fmt.Append(nil, last, i, after))
				line := dbx.Params{"id": security.RandomStringWithAlphabet(15, core.DefaultIdAlphabet), "seq": i + 1, "account": c.User, "action": "comment.write",
					"subject": row["id"], "after": after, "hash": last, "created": now}
				if _, err := tx.NonconcurrentDB().Insert("ledger", line).Execute(); err != nil {
					return err
				}
			}
			if _, err := tx.NonconcurrentDB().Insert("comments", row).Execute(); err != nil {
				return err
			}
		}
		return nil
	})
}

// logged appends a line to a log for each comment, in its transaction. Each
// line holds a hash over itself and the one before it.
func logged(app core.App) error {
	lines := core.NewBaseCollection("ledger")
	lines.Fields.Add(&core.NumberField{Name: "seq"}, &core.TextField{Name: "account"}, &core.TextField{Name: "action"},
		&core.TextField{Name: "subject"}, &core.TextField{Name: "after"}, &core.TextField{Name: "hash"},
		&core.AutodateField{Name: "created", OnCreate: true})
	lines.AddIndex("ledger_seq", true, "seq", "")
	if err := app.Save(lines); err != nil {
		return err
	}
	app.OnRecordCreateRequest("comments").BindFunc(func(e *core.RecordRequestEvent) error {
		outer := e.App
		defer func() { e.App = outer }()
		return outer.RunInTransaction(func(tx core.App) error {
			e.App = tx
			if err := e.Next(); err != nil {
				return err
			}
			var last struct {
				Seq  int64  `db:"seq"`
				Hash string `db:"hash"`
			}
			err := tx.DB().NewQuery("SELECT COALESCE(MAX(seq), 0) AS seq, COALESCE((SELECT hash FROM ledger ORDER BY seq DESC LIMIT 1), '') AS hash FROM ledger").One(&last)
			if err != nil {
				return err
			}
			record, err := json.Marshal(e.Record)
			if err != nil {
				return err
			}
			after := sum(record)
			line := core.NewRecord(lines)
			line.Set("seq", last.Seq+1)
			line.Set("account", e.Auth.Id)
			line.Set("action", "comment.write")
			line.Set("subject", e.Record.Id)
			line.Set("after", after)
			line.Set("hash", sum(fmt.Appendf(nil, "%s %d %s %s %s", last.Hash, last.Seq+1, e.Auth.Id, e.Record.Id, after)))
			return tx.Save(line)
		})
	})
	return nil
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}
