package demo

import (
	"context"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/consultation"
	"thao/internal/draft"
	"thao/internal/id"
	"thao/internal/matrix"
)

// evening is 17:00 in Viet Nam, some days from the story's present.
func (s *story) evening(days int) clock.Micros {
	t := s.Clock().Time().In(vietnam).AddDate(0, 0, days)
	return clock.Of(time.Date(t.Year(), t.Month(), t.Day(), 17, 0, 0, 0, vietnam))
}

// early are the files that have come in the open round so far.
var early = []string{"bodies.csv", "214-CV-TU.docx", "88-CV-TU.docx", "gop y de an - TUD.docx", "31-CV-ĐĐ.odt", "Comments_HVV_ISO-template.xlsx"}

// second is the round on the second version, which is under way: some replies
// are in, some are being written, the queue and the desk have work.
func (s *story) second(ctx context.Context) error {
	s.clock.daysAgo(6)
	r, err := s.opened(ctx, consultation.RoundForm{
		Title:  "Lấy ý kiến lần 2 về dự thảo Đề án",
		Letter: "Dự thảo đã được chỉnh lý theo ý kiến lần 1. Đề nghị các cơ quan, đơn vị cho ý kiến vào những nội dung mới.",
		Questions: []consultation.Question{
			{Words: "Những nội dung đã tiếp thu có đúng ý kiến của cơ quan, đơn vị không?"},
		},
	}, 15)
	if err != nil {
		return err
	}
	s.clock.daysAgo(2)
	if err := s.receive(ctx, r.ID, early); err != nil {
		return err
	}
	if err := s.replyOfK(ctx, r); err != nil {
		return err
	}
	s.clock.daysAgo(1)
	if err := s.replyOfA(ctx, r); err != nil {
		return err
	}
	return s.desk(ctx, r.ID)
}

// comment is one that is written on the page of a draft.
type comment struct {
	by    string
	state consultation.CommentState
	words consultation.Words
}

// write writes comments of a body's people at nodes that are there, evenly
// through the text.
func (s *story) write(ctx context.Context, r consultation.Round, body string, list []comment) error {
	secretary, err := s.who(ctx, "thuky")
	if err != nil {
		return err
	}
	text, err := s.Drafts.Read(ctx, secretary, s.docket, r.Version)
	if err != nil {
		return err
	}
	long := longNodes(text)
	for i, c := range list {
		who, err := s.who(ctx, c.by)
		if err != nil {
			return err
		}
		n := long[(i*7+len(body))%len(long)]
		w := c.words
		w.Node, w.Start, w.End = n.ID, -1, -1
		if w.Kind == consultation.Replace {
			w.Before = opening(n.Text)
		}
		if w.Kind == "" {
			w.Kind = consultation.Other
		}
		_, err = s.Rounds.Write(ctx, who, s.docket, r.ID, consultation.CommentForm{ID: id.New(), Body: s.bodies[body], State: c.state, Words: w})
		if err != nil {
			return err
		}
	}
	return nil
}

// longNodes are the nodes that say something.
func longNodes(t *draft.Text) []draft.Node {
	var out []draft.Node
	for _, n := range t.Nodes {
		if len(n.Text) > 200 {
			out = append(out, n)
		}
	}
	return out
}

// opening is the first words of a node, to be replaced.
func opening(text string) string {
	words := 0
	for i, r := range text {
		if r != ' ' {
			continue
		}
		if words++; words == 6 {
			return text[:i]
		}
	}
	return text
}

func (s *story) replyOfK(ctx context.Context, r consultation.Round) error {
	err := s.write(ctx, r, bodyK, []comment{
		{"thanhuyk", consultation.Included, consultation.Words{Text: "Đề nghị bổ sung thời hạn hoàn thành và cơ quan chịu trách nhiệm chính."}},
		{"thanhuyk", consultation.Included, consultation.Words{Text: "Đề nghị làm rõ nguồn kinh phí thực hiện nhiệm vụ này ở cấp huyện."}},
	})
	if err != nil {
		return err
	}
	head, err := s.who(ctx, "thanhuyk")
	if err != nil {
		return err
	}
	reply, err := s.Rounds.WordReply(ctx, head, s.docket, r.ID, s.bodies[bodyK], 0, "Thành ủy K cơ bản nhất trí với dự thảo Đề án lần 2.", false)
	if err != nil {
		return err
	}
	if reply, err = s.Rounds.OfferReply(ctx, head, s.docket, r.ID, s.bodies[bodyK], reply.Rev); err != nil {
		return err
	}
	if _, err = s.Rounds.Seal(ctx, head, s.docket, r.ID, s.bodies[bodyK], reply.Rev); err != nil {
		return err
	}
	return s.settled(ctx)
}

// replyOfA is drafted by the body's staff and a unit below it, and waits for
// the head to seal it.
func (s *story) replyOfA(ctx context.Context, r consultation.Round) error {
	err := s.write(ctx, r, bodyA, []comment{
		{"chuyenviena", consultation.Included, consultation.Words{Text: "Đề nghị quy định rõ hơn trách nhiệm của người đứng đầu trong công tác cán bộ."}},
		{"chuyenviena", consultation.Included, consultation.Words{Text: "Cần có số liệu đánh giá kết quả thực hiện giai đoạn trước để làm căn cứ."}},
		{"bantochuca", consultation.Handed, consultation.Words{Text: "Ban Tổ chức đề nghị thêm quy định về luân chuyển cán bộ không là người địa phương."}},
		{"chuyenviena", consultation.Draft, consultation.Words{Text: "Xem lại cách dùng từ ở đoạn này cho thống nhất với các văn bản đã ban hành."}},
	})
	if err != nil {
		return err
	}
	staff, err := s.who(ctx, "chuyenviena")
	if err != nil {
		return err
	}
	reply, err := s.Rounds.WordReply(ctx, staff, s.docket, r.ID, s.bodies[bodyA], 0, "Tỉnh ủy A nhất trí với bố cục và nội dung chính của dự thảo; xin tham gia thêm một số ý kiến cụ thể.", false)
	if err != nil {
		return err
	}
	_, err = s.Rounds.OfferReply(ctx, staff, s.docket, r.ID, s.bodies[bodyA], reply.Rev)
	return err
}

// desk divides the groups, answers some, hands some on, and leaves the rest.
func (s *story) desk(ctx context.Context, round id.ID) error {
	secretary, err := s.who(ctx, "thuky")
	if err != nil {
		return err
	}
	if _, err := s.Rounds.AssignEvenly(ctx, secretary, s.docket, round, []id.ID{s.by["bientap"], s.by["thuky"]}); err != nil {
		return err
	}
	for _, words := range []string{
		"Tiếp thu, đã chỉnh lý trong dự thảo.",
		"Xin giữ như dự thảo vì nội dung này đã được quy định tại văn bản khác.",
		"Ghi nhận, chuyển bộ phận biên tập rà soát kỹ thuật văn bản.",
	} {
		if _, err := s.Rounds.AddPhrase(ctx, secretary, s.docket, words); err != nil {
			return err
		}
	}
	drafter, err := s.who(ctx, "bientap")
	if err != nil {
		return err
	}
	return s.someAnswers(ctx, drafter, round)
}

// someAnswers answers six groups of a drafter's share: three are handed on, one
// of them is confirmed already.
func (s *story) someAnswers(ctx context.Context, who *access.Actor, round id.ID) error {
	mine, err := s.groups(ctx, who, round, consultation.DeskFilter{Assigned: who.Account})
	if err != nil {
		return err
	}
	forms := []consultation.AnswerForm{
		{Verdict: matrix.Accepted, Reason: "Tiếp thu, đã chỉnh lý trong dự thảo."},
		{Verdict: matrix.Partly, Reason: "Tiếp thu phần về thời hạn; phần kinh phí thực hiện theo quy định chung."},
		{Verdict: matrix.Refused, Reason: "Xin giữ như dự thảo vì nội dung này đã được quy định tại văn bản khác."},
		{Verdict: matrix.Accepted},
		{Verdict: matrix.Noted, Reason: "Ghi nhận."},
		{Reason: "Cần trao đổi thêm với đơn vị góp ý."},
	}
	for i, form := range forms[:min(len(forms), len(mine))] {
		if _, err := s.Rounds.WriteAnswer(ctx, who, s.docket, mine[i].ID, form); err != nil {
			return err
		}
		if i >= 3 {
			continue
		}
		if err := s.Rounds.SubmitAnswers(ctx, who, s.docket, mine[i].ID, s.by["thamdinh"]); err != nil {
			return err
		}
	}
	second, err := s.who(ctx, "thamdinh")
	if err != nil || len(mine) == 0 {
		return err
	}
	return s.Rounds.ConfirmAnswers(ctx, second, s.docket, mine[0].ID)
}
