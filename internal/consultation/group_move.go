package consultation

import (
	"context"
	"slices"
	"strconv"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

// MergeGroups joins groups into one. An answer that one of them had and that
// differs from the target's becomes an exception for its comments, so that no
// words are lost.
func (s *Service) MergeGroups(ctx context.Context, who *access.Actor, docket, into id.ID, from []id.ID) error {
	return s.regroup(ctx, who, docket, func(tx *db.Tx) error {
		target, err := s.openGroup(tx, docket, into)
		if err != nil {
			return err
		}
		from = slices.DeleteFunc(slices.Clone(from), func(group id.ID) bool { return group == into })
		if len(from) == 0 {
			return nil
		}
		for _, group := range from {
			source, err := s.openGroup(tx, docket, group)
			if err != nil {
				return err
			}
			if source.Round != target.Round {
				return fault.New(fault.Gone)
			}
			if err := s.mergeInto(tx, who, &target, &source); err != nil {
				return err
			}
		}
		if err := s.reopen(tx, who, &target); err != nil {
			return err
		}
		return s.resettle(tx, who, "group.merge", &target)
	})
}

func (s *Service) mergeInto(tx *db.Tx, who *access.Actor, target, source *Group) error {
	members, err := membersOf(tx, source.Docket, source.ID)
	if err != nil {
		return err
	}
	if err := s.keepAnswers(tx, who, target, source, members); err != nil {
		return err
	}
	if err := s.moveComments(tx, source.Docket, members, target.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM comment_group WHERE docket_id = $1 AND id = $2`, source.Docket, source.ID); err != nil {
		return err
	}
	return s.logGroup(tx, who, "group.merged-into", source, nil, map[string]string{"into": strconv.FormatInt(target.Number, 10)})
}

// keepAnswers carries the answers of a group that is about to vanish over to
// the target.
func (s *Service) keepAnswers(tx *db.Tx, who *access.Actor, target, source *Group, members []id.ID) error {
	theirs, err := answersOf(tx, source.Docket, source.ID)
	if err != nil {
		return err
	}
	ours, err := answersOf(tx, target.Docket, target.ID)
	if err != nil {
		return err
	}
	own := map[id.ID]bool{}
	for _, before := range theirs {
		if before.Comment == "" {
			continue
		}
		own[before.Comment] = true
		if err := s.regive(tx, who, &before, target.ID, before.Comment); err != nil {
			return err
		}
	}
	if len(theirs) == 0 || theirs[0].Comment != "" {
		return nil
	}
	whole := theirs[0]
	if len(ours) == 0 || ours[0].Comment != "" {
		return s.regive(tx, who, &whole, target.ID, "")
	}
	if whole.Verdict != ours[0].Verdict || whole.Reason != ours[0].Reason {
		for _, m := range members {
			if own[m] {
				continue
			}
			a := whole
			a.ID, a.Group, a.Comment, a.Rev = id.New(), target.ID, m, 1
			if err := s.putAnswer(tx, who, "answer.carry", &Answer{}, &a); err != nil {
				return err
			}
		}
	}
	return s.dropAnswer(tx, who, &whole)
}

// regive moves an answer to another group.
func (s *Service) regive(tx *db.Tx, who *access.Actor, before *Answer, group, comment id.ID) error {
	a := *before
	a.Group, a.Comment = group, comment
	a.Rev++
	return s.putAnswer(tx, who, "answer.carry", before, &a)
}

// SplitGroup puts some comments of a group into a new one, which begins with a
// draft of the group's answer.
func (s *Service) SplitGroup(ctx context.Context, who *access.Actor, docket, group id.ID, comments []id.ID) (Group, error) {
	var made Group
	err := s.regroup(ctx, who, docket, func(tx *db.Tx) error {
		source, err := s.openGroup(tx, docket, group)
		if err != nil {
			return err
		}
		if len(comments) == 0 || int64(len(comments)) >= source.Size {
			return fault.New(fault.Invalid, "field", "comment", "rule", "web.rule.some-not-all")
		}
		if err := inGroup(tx, docket, group, comments[0]); err != nil {
			return err
		}
		first, err := commentRow(tx, docket, comments[0])
		if err != nil {
			return err
		}
		made, err = s.addGroup(tx, Group{Docket: docket, Round: source.Round, Node: source.Node, NodeSeq: source.NodeSeq, Title: groupTitle(first), Assigned: source.Assigned})
		if err != nil {
			return err
		}
		if err := s.carryComments(tx, who, &source, &made, comments); err != nil {
			return err
		}
		if err := s.copyAnswer(tx, who, &source, &made); err != nil {
			return err
		}
		if err := s.resettle(tx, who, "group.split-from", &source); err != nil {
			return err
		}
		made, err = s.settle(tx, docket, made.ID)
		if err != nil {
			return err
		}
		return s.logGroup(tx, who, "group.split", nil, &made, map[string]string{"from": strconv.FormatInt(source.Number, 10)})
	})
	return made, err
}

func (s *Service) copyAnswer(tx *db.Tx, who *access.Actor, from, to *Group) error {
	answers, err := answersOf(tx, from.Docket, from.ID)
	if err != nil || len(answers) == 0 || answers[0].Comment != "" {
		return err
	}
	a := answers[0]
	a.ID, a.Group, a.State, a.Rev = id.New(), to.ID, Drafted, 1
	a.ConfirmedBy, a.Confirmed = "", 0
	return s.putAnswer(tx, who, "answer.carry", &Answer{}, &a)
}

// MoveComments takes comments of one group into another. A group left empty
// vanishes; its answer stays in the log.
func (s *Service) MoveComments(ctx context.Context, who *access.Actor, docket, from, to id.ID, comments []id.ID) error {
	if from == to || len(comments) == 0 {
		return fault.New(fault.Invalid, "field", "comment", "rule", "web.rule.required")
	}
	return s.regroup(ctx, who, docket, func(tx *db.Tx) error {
		source, err := s.openGroup(tx, docket, from)
		if err != nil {
			return err
		}
		target, err := s.openGroup(tx, docket, to)
		if err != nil {
			return err
		}
		if source.Round != target.Round {
			return fault.New(fault.Gone)
		}
		if err := s.carryComments(tx, who, &source, &target, comments); err != nil {
			return err
		}
		if err := s.dropIfEmpty(tx, who, &source); err != nil {
			return err
		}
		if err := s.reopen(tx, who, &target); err != nil {
			return err
		}
		return s.resettle(tx, who, "group.take", &target)
	})
}

// carryComments moves comments with the exceptions that are theirs.
func (s *Service) carryComments(tx *db.Tx, who *access.Actor, source, target *Group, comments []id.ID) error {
	for _, c := range comments {
		if err := inGroup(tx, source.Docket, source.ID, c); err != nil {
			return err
		}
		a, found, err := db.One(tx, scanAnswer, `SELECT `+answerColumns+` FROM answer a WHERE a.docket_id = $1 AND a.group_id = $2 AND a.comment_id = $3`,
			source.Docket, source.ID, c)
		if err != nil {
			return err
		}
		if found {
			if err := s.regive(tx, who, &a, target.ID, c); err != nil {
				return err
			}
		}
	}
	return s.moveComments(tx, source.Docket, comments, target.ID)
}

func (s *Service) moveComments(tx *db.Tx, docket id.ID, comments []id.ID, to id.ID) error {
	last, err := db.Value[int64](tx, `SELECT MAX(lead) FROM comment WHERE docket_id = $1 AND group_id = $2`, docket, to)
	if err != nil {
		return err
	}
	for _, c := range comments {
		last++
		if _, err := tx.Exec(`UPDATE comment SET group_id = $3, lead = $4, rev = rev + 1 WHERE docket_id = $1 AND id = $2`, docket, c, to, last); err != nil {
			return err
		}
	}
	return nil
}

// dropIfEmpty removes a group nothing is left in, with its answer.
func (s *Service) dropIfEmpty(tx *db.Tx, who *access.Actor, g *Group) error {
	members, err := membersOf(tx, g.Docket, g.ID)
	if err != nil {
		return err
	}
	if len(members) == 0 {
		answers, err := answersOf(tx, g.Docket, g.ID)
		if err != nil {
			return err
		}
		for _, a := range answers {
			if err := s.dropAnswer(tx, who, &a); err != nil {
				return err
			}
		}
	}
	return s.resettle(tx, who, "group.give", g)
}

// reopen takes a group's answer up again: who confirmed it did not see what
// has come under it since.
func (s *Service) reopen(tx *db.Tx, who *access.Actor, g *Group) error {
	answers, err := answersOf(tx, g.Docket, g.ID)
	if err != nil {
		return err
	}
	for _, before := range answers {
		if before.Comment != "" || before.State == Drafted {
			continue
		}
		a := before
		a.State, a.ConfirmedBy, a.Confirmed = Drafted, "", 0
		a.Rev++
		if err := s.putAnswer(tx, who, "answer.reopen", &before, &a); err != nil {
			return err
		}
	}
	return nil
}

// regroup checks that who may group, and writes.
func (s *Service) regroup(ctx context.Context, who *access.Actor, docket id.ID, fn func(*db.Tx) error) error {
	if err := who.Check(access.CommentGroup, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return err
	}
	return s.DB.Write(ctx, fn)
}

// openGroup is a group whose round is not closed.
func (s *Service) openGroup(tx *db.Tx, docket, group id.ID) (Group, error) {
	if err := s.answerable(tx, docket, group); err != nil {
		return Group{}, err
	}
	return groupOf(tx, docket, group)
}

// resettle settles a group and logs what came of it.
func (s *Service) resettle(tx *db.Tx, who *access.Actor, action string, before *Group) error {
	after, err := s.settle(tx, before.Docket, before.ID)
	if err != nil {
		return err
	}
	return s.logGroup(tx, who, action, before, &after, nil)
}

func membersOf(q db.Q, docket, group id.ID) ([]id.ID, error) {
	return db.Values[id.ID](q, `SELECT id FROM comment WHERE docket_id = $1 AND group_id = $2 ORDER BY lead, id`, docket, group)
}
