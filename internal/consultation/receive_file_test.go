package consultation

import (
	"bytes"
	"io"
	"testing"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
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
		_, err := k.CorrectBody(ctx, k.secretary, k.docket, got.Reply.ID, 0, k.bodies[bodyA])
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
		k.want(err, fault.NotFound)
		_, _, err = k.ReplyFile(ctx, k.stranger, k.docket, got.Reply.ID)
		k.want(err, fault.NotFound)

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

// joint is a table in which somebody gathered what several bodies say.
const joint = "STT;Đơn vị;Điều, khoản, mục;Nội dung góp ý;Ghi chú\n" +
	"1;Tỉnh ủy A;Điểm a mục 7.1, Phần III;Đề nghị quy định đối thoại ở cấp xã 6 tháng một lần.;\n" +
	"2;Tỉnh ủy B;Mục 4, mục I, Phần V;Bổ sung trách nhiệm báo cáo kết quả kiểm tra.;\n" +
	"3;;Mục 4, mục I, Phần V;Đề nghị rà soát lại lỗi chính tả.;\n"

// To say who gathered the table of several bodies gives them neither what the
// others say nor the file, whether it is said before the file is read or after,
// once or twice.
func TestATableOfSeveralBodiesStaysTheirs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for name, correct := range map[string]func(k *asking, round, reply id.ID){
			"after": func(k *asking, round, reply id.ID) {
				k.work()
				k.correct(reply, bodyA)
			},
			"before": func(k *asking, round, reply id.ID) {
				k.correct(reply, bodyA)
				k.work()
			},
			"list before": func(k *asking, round, reply id.ID) {
				k.receive(round, "bodies.csv", []byte("Tệp;Cơ quan\ný kiến các đơn vị.csv;"+bodyA+"\n"))
				k.work()
			},
			"list after": func(k *asking, round, reply id.ID) {
				k.work()
				k.receive(round, "bodies.csv", []byte("Tệp;Cơ quan\ný kiến các đơn vị.csv;"+bodyA+"\n"))
			},
			"twice": func(k *asking, round, reply id.ID) {
				k.work()
				k.correct(reply, bodyB)
				k.correct(reply, bodyA)
			},
			"read again": func(k *asking, round, reply id.ID) {
				k.exec(`UPDATE reply SET state = 'unreadable' WHERE docket_id = $1 AND id = $2`, k.docket, reply)
				k.exec(`DELETE FROM job WHERE docket_id = $1`, k.docket) // of the reading that failed
				k.correct(reply, bodyA)
				k.must(k.ReadAgain(k.t.Context(), k.secretary, k.docket, reply))
				k.work()
			},
		} {
			k, ctx := newAsking(t, d), t.Context()
			r := k.opened()
			reply := k.receive(r.ID, "ý kiến các đơn vị.csv", []byte(joint)).Reply.ID
			correct(k, r.ID, reply)
			list, err := commentsOf(d.Reader(ctx), k.docket, reply)
			k.must(err)
			got := map[string]int{}
			for _, c := range list {
				if c.Body != k.bodies[c.BodyName] {
					t.Errorf("%s: %s is %s", name, c.BodyName, c.Body)
				}
				got[c.BodyName]++
			}
			if len(list) != 3 || got[bodyA] != 2 || got[bodyB] != 1 {
				t.Errorf("%s: %v", name, got)
			}
			of, err := k.ReadReply(ctx, k.head, k.docket, reply)
			k.must(err)
			if of.Body != k.bodies[bodyA] || !of.Joint {
				t.Errorf("%s: %+v", name, of)
			}
			_, _, err = k.ReplyFile(ctx, k.head, k.docket, reply)
			k.want(err, fault.Denied)
			_, f, err := k.ReplyFile(ctx, k.secretary, k.docket, reply)
			k.must(err)
			f.Close()
		}
	})
}

func (k *asking) correct(reply id.ID, body string) {
	k.t.Helper()
	_, err := k.CorrectBody(k.t.Context(), k.secretary, k.docket, reply, 0, k.bodies[body])
	k.must(err)
}

// Who says nothing but that they agree speaks too: the one other who asks
// something does not get the file.
func TestATableWithOneWhoOnlyAgreesIsOfSeveral(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		reply := k.receive(r.ID, "ý kiến các đơn vị.csv", []byte("STT;Đơn vị;Điều, khoản, mục;Nội dung góp ý\n"+
			"1;Tỉnh ủy A;Mục 4, mục I, Phần V;Bổ sung trách nhiệm báo cáo kết quả kiểm tra.\n2;Tỉnh ủy B;;Nhất trí với dự thảo.\n")).Reply.ID
		k.work()
		k.correct(reply, bodyA)
		_, _, err := k.ReplyFile(ctx, k.head, k.docket, reply)
		k.want(err, fault.Denied)
		if list, err := k.Passages(ctx, k.head, k.docket, reply); err != nil || len(list) > 0 {
			t.Errorf("%v, %v", list, err)
		}
	})
}

// The words of a table one body sent, in which it names its units, are its own;
// corrected, all of it goes along.
func TestATableOfOneBodyGoesAsAWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		name := "Tỉnh ủy G - ý kiến các đơn vị.csv"
		reply := k.receive(r.ID, name, k.sample(name)).Reply.ID
		k.work()
		k.correct(reply, bodyB)
		k.correct(reply, bodyA)
		list, err := commentsOf(d.Reader(ctx), k.docket, reply)
		k.must(err)
		for _, c := range list {
			if c.Body != k.bodies[bodyA] {
				t.Errorf("of %s", c.BodyName)
			}
		}
		_, f, err := k.ReplyFile(ctx, k.head, k.docket, reply)
		k.must(err)
		f.Close()
		if len(list) < 2 {
			t.Errorf("%d comments", len(list))
		}
	})
}
