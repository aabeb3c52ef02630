// Package load asks the real program over HTTP for what an office asks of it in
// its worst week: a docket of 100,000 comments in 20,000 groups on a draft of
// 2,000 nodes, and hundreds of people who write at once.
//
//	fill.go      the docket, made by the areas themselves
//	fill_rows.go and its comments, groups and answers, row by row
//	server.go    the program, as a process
//	postgres.go  a PostgreSQL of one's own, which keeps what it acknowledges
//	client.go    somebody signed in, or a program with a token
//	post.go      many who post at once: rate and times
//
// Its tests kill the program, fill its disk and take its database away.
package load

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"thao/bench/gen"
	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/app"
	"thao/internal/clock"
	"thao/internal/consultation"
	"thao/internal/db"
	"thao/internal/docket"
	"thao/internal/draft"
	"thao/internal/id"
)

// Size is how much is made.
type Size struct {
	Pages    int // of the draft; 160 are some 2,000 nodes
	Bodies   int // asked
	Staff    int // accounts of each body
	Comments int // received
	Groups   int
}

// National is the size the server is measured at.
var National = Size{Pages: 160, Bodies: 200, Staff: 2, Comments: 100_000, Groups: 20_000}

// Password of every account made here.
const Password = "mot cau that dai de do suc"

// Site is what was made.
type Site struct {
	Docket, Version, Round id.ID
	Nodes                  []Node
	Secretary, Reviewer    Person
	Staff                  []Person // body by body
	Tokens                 []string // of Staff: programs act for them
	Team                   string   // the secretary's token
	Groups                 []id.ID
}

// Node is a place comments stand at.
type Node struct {
	ID      string
	Seq     int64
	Content string
}

// Person is an account and the body it writes for; "" for the team.
type Person struct {
	Email string
	ID    id.ID
	Body  id.ID
}

// filler is the making.
type filler struct {
	ctx  context.Context
	app  *app.App
	size Size
	site *Site
	body []consultation.Asked
	hash string // of Password
}

// Fill makes a site of a size in an empty database.
func Fill(ctx context.Context, a *app.App, size Size) (*Site, error) {
	f := &filler{ctx: ctx, app: a, size: size, site: &Site{}}
	for _, step := range []func() error{f.people, f.draft, f.round, f.comments, f.tokens, f.analyze} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return f.site, nil
}

// people are the team's and the bodies'. All have one password, hashed once.
func (f *filler) people() (err error) {
	if f.hash, err = f.app.Accounts.Hasher.Hash(f.ctx, Password); err != nil {
		return err
	}
	return f.app.DB.Write(f.ctx, func(tx *db.Tx) error {
		f.site.Staff, f.body = nil, nil
		if f.site.Secretary, err = f.account(tx, "thu.ky", true); err != nil {
			return err
		}
		if f.site.Reviewer, err = f.account(tx, "tham.dinh", false); err != nil {
			return err
		}
		for b := range f.size.Bodies {
			if err := f.bodyWithStaff(tx, b); err != nil {
				return err
			}
		}
		return nil
	})
}

func (f *filler) account(tx *db.Tx, name string, administrator bool) (Person, error) {
	p := Person{Email: name + "@thu.example", ID: id.New()}
	_, err := tx.Exec(`
INSERT INTO account (id, email, name, folded, password, administrator, lang, state, rev, created) VALUES ($1, $2, $3, $4, $5, $6, 'vi', 'active', 1, $7)`,
		p.ID, p.Email, name, name+" "+p.Email, f.hash, administrator, clock.System())
	return p, err
}

func (f *filler) bodyWithStaff(tx *db.Tx, b int) error {
	body := consultation.Asked{Body: id.New(), Name: fmt.Sprintf("Sở Nội vụ tỉnh số %d", b+1)}
	_, err := tx.Exec(`
INSERT INTO body (id, parent_id, name, short, kind, email, folded, state, rev, created) VALUES ($1, NULL, $2, '', 'outside', '', $3, 'active', 1, $4)`,
		body.Body, body.Name, fmt.Sprintf("so noi vu tinh so %d", b+1), clock.System())
	if err != nil {
		return err
	}
	f.body = append(f.body, body)
	for n := range f.size.Staff {
		p, err := f.account(tx, fmt.Sprintf("can.bo.%d.%d", b+1, n+1), false)
		if err != nil {
			return err
		}
		p.Body = body.Body
		role := access.Staff
		if n == 0 {
			role = access.Head
		}
		if _, err := tx.Exec(`INSERT INTO body_member (body_id, account_id, role) VALUES ($1, $2, $3)`, p.Body, p.ID, role); err != nil {
			return err
		}
		f.site.Staff = append(f.site.Staff, p)
	}
	return nil
}

// who is somebody as the rules know them now.
func (f *filler) who(p Person) (*access.Actor, error) {
	return access.Load(f.app.DB.Reader(f.ctx), p.ID)
}

// draft is a docket with one confirmed version, read from a Word file.
func (f *filler) draft() error {
	who, err := f.who(f.site.Secretary)
	if err != nil {
		return err
	}
	d, err := f.app.Dockets.Create(f.ctx, who, docket.Fields{Title: "Nghị định về sắp xếp tổ chức bộ máy"})
	if err != nil {
		return err
	}
	f.site.Docket = d.ID
	if who, err = f.who(f.site.Secretary); err != nil {
		return err
	}
	if err := f.app.Dockets.SetRoles(f.ctx, who, d.ID, f.site.Reviewer.ID, []access.Role{access.Reviewer}); err != nil {
		return err
	}
	file, err := gen.NewDraftOf(1, f.size.Pages).Docx(1, gen.Marks{})
	if err != nil {
		return err
	}
	read, err := f.app.Drafts.Upload(f.ctx, who, d.ID, draft.Upload{Name: "du-thao.docx", Body: bytes.NewReader(file)})
	if err != nil {
		return err
	}
	v, err := f.app.Drafts.Confirm(f.ctx, who, d.ID, read.Version.ID, read.Version.Rev)
	if err != nil {
		return err
	}
	f.site.Version = v.ID
	text, err := f.app.Drafts.Read(f.ctx, who, d.ID, v.ID)
	if err != nil {
		return err
	}
	for i, n := range text.Nodes {
		f.site.Nodes = append(f.site.Nodes, Node{n.ID, int64(i + 1), n.Content()})
	}
	return nil
}

// round asks all the bodies.
func (f *filler) round() error {
	who, err := f.who(f.site.Secretary)
	if err != nil {
		return err
	}
	form := consultation.RoundForm{Version: f.site.Version, Title: "Lấy ý kiến lần 1", Deadline: clock.System().Add(30 * 24 * time.Hour)}
	for _, b := range f.body {
		form.Bodies = append(form.Bodies, b.Body)
	}
	r, err := f.app.Rounds.PrepareRound(f.ctx, who, f.site.Docket, form)
	if err != nil {
		return err
	}
	if r, err = f.app.Rounds.OpenRound(f.ctx, who, f.site.Docket, r.ID, r.Rev); err != nil {
		return err
	}
	f.site.Round = r.ID
	return nil
}

// tokens lets programs act for everybody.
func (f *filler) tokens() error {
	for i, p := range append([]Person{f.site.Secretary}, f.site.Staff...) {
		who, err := f.who(p)
		if err != nil {
			return err
		}
		_, word, err := f.app.Accounts.AddToken(f.ctx, who, "load", []account.Scope{account.Read, account.Write}, 30*24*time.Hour)
		if err != nil {
			return err
		}
		if i == 0 {
			f.site.Team = word
			continue
		}
		f.site.Tokens = append(f.site.Tokens, word)
	}
	return nil
}

// analyze lets PostgreSQL count what it holds, as it does by itself in time.
// SQLite is never asked to: with statistics it would plan each statement anew
// for each value.
func (f *filler) analyze() error {
	if f.app.DB.Dialect == db.SQLite {
		return nil
	}
	return f.app.DB.Write(f.ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`ANALYZE`)
		return err
	})
}
