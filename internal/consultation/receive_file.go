package consultation

import (
	"context"
	"os"

	"thao/internal/access"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

// ReplyFile opens the file of a reply as it came. Those who may read the reply
// may read it; but a file in which several bodies speak is the team's alone.
// NotFound where the reply was written here.
func (s *Service) ReplyFile(ctx context.Context, who *access.Actor, docket, reply id.ID) (Reply, *os.File, error) {
	r, err := s.ReadReply(ctx, who, docket, reply)
	if err != nil {
		return Reply{}, nil, err
	}
	if r.FileHash == "" {
		return r, nil, fault.New(fault.NotFound)
	}
	alone, err := s.speaksAlone(ctx, who, r)
	if err == nil && !alone {
		err = fault.New(fault.Denied, "action", string(access.ReplyRead), "kind", string(access.Reply), "id", string(reply))
	}
	if err != nil {
		return r, nil, err
	}
	f, err := s.Blobs.Open(r.FileHash)
	return r, f, err
}

// speaksAlone reports whether the whole of a reply is for the reader's eyes:
// theirs who are of the team, and of its body where no other speaks in it.
func (s *Service) speaksAlone(ctx context.Context, who *access.Actor, r Reply) (bool, error) {
	if seesSent(who, r.Docket) {
		return true, nil
	}
	if r.Joint || r.State != Sealed { // what could not be read, or was taken out, may be anybody's words
		return false, nil
	}
	others, err := db.Value[int64](s.DB.Reader(ctx), `
SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND reply_id = $2 AND body_id <> $3`, r.Docket, r.ID, r.Body)
	return others == 0, db.Fault(err)
}

// ownName: the row a comment was read from says whose it is, and is not merely
// of who gathered the rows. The author of a note beside a table is a person.
func (c Comment) ownName(gathered Reply) bool {
	if c.Body != gathered.Body || c.BodyName != gathered.BodyName {
		return true
	}
	_, named := senderNames([]Asked{{Name: gathered.BodyName}}).match(c.Author)
	return named && c.Source == string(collation.Table)
}
