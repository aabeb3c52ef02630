package demo

import (
	"bytes"
	"context"
	"time"

	"thao/internal/access"
	"thao/internal/consultation"
	"thao/internal/draft"
	"thao/internal/id"
	"thao/internal/matrix"
)

const day = 24 * time.Hour

// vietnam is where the hours of deadlines are meant.
var vietnam = time.FixedZone("ICT", 7*60*60)

// version uploads a file of the samples and confirms its structure as it was
// read.
func (s *story) version(ctx context.Context, name, note string) (draft.Version, error) {
	who, err := s.who(ctx, "thuky")
	if err != nil {
		return draft.Version{}, err
	}
	data, err := file(name)
	if err != nil {
		return draft.Version{}, err
	}
	r, err := s.Drafts.Upload(ctx, who, s.docket, draft.Upload{Name: name, Body: bytes.NewReader(data), Note: note})
	if err != nil {
		return draft.Version{}, err
	}
	return s.Drafts.Confirm(ctx, who, s.docket, r.Version.ID, r.Version.Rev)
}

// opened prepares and opens a round on the newest version, in which every body
// is asked until 17:00 some days later.
func (s *story) opened(ctx context.Context, f consultation.RoundForm, days int) (consultation.Round, error) {
	who, err := s.who(ctx, "thuky")
	if err != nil {
		return consultation.Round{}, err
	}
	versions, err := s.Drafts.Versions(ctx, who, s.docket)
	if err != nil {
		return consultation.Round{}, err
	}
	for _, v := range versions {
		if v.State == draft.Confirmed && (f.Version == "" || v.ID > f.Version) {
			f.Version = v.ID
		}
	}
	for _, b := range asked {
		f.Bodies = append(f.Bodies, s.bodies[b.name])
	}
	f.Deadline = s.evening(days)
	r, err := s.Rounds.PrepareRound(ctx, who, s.docket, f)
	if err != nil {
		return r, err
	}
	return s.Rounds.OpenRound(ctx, who, s.docket, r.ID, r.Rev)
}

// first is the round on the first version, from its opening to the answers that
// a second person confirmed.
func (s *story) first(ctx context.Context) error {
	s.clock.daysAgo(40)
	r, err := s.opened(ctx, consultation.RoundForm{
		Title:  "Lấy ý kiến lần 1 về dự thảo Đề án",
		Letter: "Đề nghị các cơ quan, đơn vị nghiên cứu, góp ý vào dự thảo Đề án và gửi văn bản về Thường trực Ban Chỉ đạo đúng thời hạn.",
		Questions: []consultation.Question{
			{Words: "Tên gọi và phạm vi của Đề án đã phù hợp chưa?"},
			{Words: "Nhóm nhiệm vụ, giải pháp nào cần làm trước?"},
		},
	}, 15)
	if err != nil {
		return err
	}
	s.clock.daysAgo(27)
	names, err := replies()
	if err != nil {
		return err
	}
	if err := s.receive(ctx, r.ID, names); err != nil {
		return err
	}
	s.clock.daysAgo(24) // the deadline has passed: the server ends the round by itself
	s.Jobs.Wake()
	if err := s.settled(ctx); err != nil {
		return err
	}
	who, err := s.who(ctx, "thuky")
	if err != nil {
		return err
	}
	if err := s.place(ctx, who, r.ID, 1000); err != nil {
		return err
	}
	if err := s.answerByMatrix(ctx, r.ID); err != nil {
		return err
	}
	return s.confirmAll(ctx, r.ID)
}

// receive uploads files that came by mail and waits until they are read.
func (s *story) receive(ctx context.Context, round id.ID, names []string) error {
	who, err := s.who(ctx, "thuky")
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := file("tra-loi/" + name)
		if err != nil {
			return err
		}
		if _, err := s.Rounds.Receive(ctx, who, s.docket, round, name, bytes.NewReader(data)); err != nil {
			return err
		}
	}
	return s.settled(ctx)
}

// place settles up to most of the comments whose place was unsure: at the first
// of the places they may mean, or for the draft as a whole.
func (s *story) place(ctx context.Context, who *access.Actor, round id.ID, most int) error {
	queue, err := s.Rounds.Queue(ctx, who, s.docket, round, "", most)
	if err != nil {
		return err
	}
	for _, c := range queue {
		spot := consultation.Spot{General: len(c.Candidates) == 0}
		if !spot.General {
			spot.Node = c.Candidates[0].Node
		}
		if _, err := s.Rounds.Place(ctx, who, s.docket, c.ID, c.Rev, spot); err != nil {
			return err
		}
	}
	return s.settled(ctx)
}

// answerByMatrix sends the two filled matrices back, and answers what they left
// open at the desk.
func (s *story) answerByMatrix(ctx context.Context, round id.ID) error {
	for at, sent := range []struct{ by, name string }{{"bientap", "bang-da-dien.xlsx"}, {"thuky", "bang-da-dien-2.docx"}} {
		s.clock.daysAgo(18 - float64(at))
		who, err := s.who(ctx, sent.by)
		if err != nil {
			return err
		}
		data, err := file(sent.name)
		if err != nil {
			return err
		}
		l, err := s.Rounds.LoadMatrix(ctx, who, s.docket, round, sent.name, bytes.NewReader(data))
		if err != nil {
			return err
		}
		if err := s.Rounds.ApplyLoad(ctx, who, s.docket, l.ID, l.Rev, true); err != nil {
			return err
		}
	}
	s.clock.daysAgo(16)
	who, err := s.who(ctx, "bientap")
	if err != nil {
		return err
	}
	return s.answerOpen(ctx, who, round)
}

// answerOpen answers every group of a round that is not handed on yet.
func (s *story) answerOpen(ctx context.Context, who *access.Actor, round id.ID) error {
	open, err := s.groups(ctx, who, round, consultation.DeskFilter{State: consultation.Unanswered})
	if err != nil {
		return err
	}
	for _, g := range open {
		form := consultation.AnswerForm{Verdict: matrix.Noted, Reason: "Ghi nhận ý kiến; sẽ cân nhắc khi hoàn thiện dự thảo."}
		p, err := s.Rounds.GroupPage(ctx, who, s.docket, g.ID, consultation.LeadCursor{})
		if err != nil {
			return err
		}
		whole := p.Whole()
		form.Rev = whole.Rev
		if whole.Verdict == "" {
			if _, err := s.Rounds.WriteAnswer(ctx, who, s.docket, g.ID, form); err != nil {
				return err
			}
		}
		if err := s.completeApart(ctx, who, p.Apart()); err != nil {
			return err
		}
		if err := s.Rounds.SubmitAnswers(ctx, who, s.docket, g.ID, s.by["thamdinh"]); err != nil {
			return err
		}
	}
	return nil
}

// completeApart gives a verdict to answers of single comments that have none.
func (s *story) completeApart(ctx context.Context, who *access.Actor, apart []consultation.Answer) error {
	for _, a := range apart {
		form := consultation.AnswerForm{Comment: a.Comment, Verdict: a.Verdict, Reason: a.Reason, Wording: a.Wording, Rev: a.Rev}
		switch {
		case a.Verdict == "":
			form.Verdict = matrix.Noted
		case a.Reason == "" && (a.Verdict == matrix.Partly || a.Verdict == matrix.Refused):
			form.Reason = "Nội dung này đã được thể hiện trong dự thảo."
		default:
			continue
		}
		if _, err := s.Rounds.WriteAnswer(ctx, who, s.docket, a.Group, form); err != nil {
			return err
		}
	}
	return nil
}

// confirmAll lets the second person confirm everything that was handed on.
func (s *story) confirmAll(ctx context.Context, round id.ID) error {
	s.clock.daysAgo(14)
	who, err := s.who(ctx, "thamdinh")
	if err != nil {
		return err
	}
	list, err := s.groups(ctx, who, round, consultation.DeskFilter{State: string(consultation.Submitted)})
	if err != nil {
		return err
	}
	for _, g := range list {
		if err := s.Rounds.ConfirmAnswers(ctx, who, s.docket, g.ID); err != nil {
			return err
		}
	}
	return nil
}

// next uploads the second version, after which the first round is closed.
func (s *story) next(ctx context.Context) error {
	s.clock.daysAgo(10)
	if _, err := s.version(ctx, "du-thao-2.docx", "Dự thảo sau khi tiếp thu ý kiến lần 1"); err != nil {
		return err
	}
	who, err := s.who(ctx, "chutri")
	if err != nil {
		return err
	}
	rounds, err := s.Rounds.Rounds(ctx, who, s.docket)
	if err != nil {
		return err
	}
	if _, err := s.Rounds.Loop(ctx, who, s.docket, rounds[0].ID, ""); err != nil { // the page has it at hand
		return err
	}
	_, err = s.Rounds.CloseRound(ctx, who, s.docket, rounds[0].ID)
	return err
}
