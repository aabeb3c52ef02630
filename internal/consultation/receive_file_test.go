package consultation

import (
	"bytes"
	"io"
	"testing"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
)

// What came by mail can be had again as it came, by those who may read it.
func TestTheFileOfAReplyIsAsItCame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		ctx := t.Context()
		name := replyFiles(t)[0]
		sent := k.sample(name)
		got := k.receive(r.ID, name, sent)
		k.work()
		_, err := k.CorrectBody(ctx, k.secretary, k.docket, got.Reply.ID, k.bodies[bodyA])
		k.must(err)
		read := func(who *access.Actor) []byte {
			t.Helper()
			reply, f, err := k.ReplyFile(ctx, who, k.docket, got.Reply.ID)
			k.must(err)
			defer f.Close()
			data, err := io.ReadAll(f)
			k.must(err)
			if reply.FileName == "" {
				t.Error("the file has no name")
			}
			return data
		}
		if !bytes.Equal(read(k.secretary), sent) || !bytes.Equal(read(k.head), sent) {
			t.Error("the file is not as it came")
		}
		_, _, err = k.ReplyFile(ctx, k.other, k.docket, got.Reply.ID)
		k.want(err, fault.Denied)
		_, _, err = k.ReplyFile(ctx, k.stranger, k.docket, got.Reply.ID)
		k.want(err, fault.Denied)

		k.exec(`INSERT INTO passage (docket_id, reply_id, seq, kind, words) VALUES ($1, $2, 9999, 'heading', 'Nơi nhận')`, k.docket, got.Reply.ID)
		passages := func(who *access.Actor) int {
			t.Helper()
			list, err := k.Passages(ctx, who, k.docket, got.Reply.ID)
			k.must(err)
			return len(list)
		}
		if all := passages(k.secretary); all == 0 || passages(k.head) != all {
			t.Errorf("of %d passages the body sees %d", all, passages(k.head))
		}

		// Another body speaks in it too: it is the team's alone.
		k.exec(`UPDATE comment SET body_id = $3 WHERE docket_id = $1 AND id = (SELECT MIN(id) FROM comment WHERE docket_id = $1 AND reply_id = $2)`,
			k.docket, got.Reply.ID, k.bodies[bodyB])
		_, _, err = k.ReplyFile(ctx, k.head, k.docket, got.Reply.ID)
		k.want(err, fault.Denied)
		if passages(k.head) != 0 || passages(k.secretary) == 0 {
			t.Error("a body reads what may be another's words")
		}
		read(k.secretary)

		own, err := k.WordReply(ctx, k.other, k.docket, r.ID, k.bodies[bodyB], 0, "Nhất trí.", true)
		k.must(err)
		_, _, err = k.ReplyFile(ctx, k.other, k.docket, own.ID)
		k.want(err, fault.NotFound)
	})
}
