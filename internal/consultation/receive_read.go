package consultation

import (
	"context"
	"strings"
	"sync"

	"thao/internal/access"
	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/prose"
	"thao/internal/reader"
)

// program is who acts where nobody does: a job.
var program = &access.Actor{}

// readJob names the file to be read.
type readJob struct {
	Reply id.ID `json:"reply"`
}

// reading asks for a file to be read.
func (s *Service) reading(tx *db.Tx, r Reply) error {
	_, err := s.Jobs.Put(tx, r.Docket, jobRead, readJob{r.ID})
	return err
}

// readFile is the job of one file: it finds the comments in it as the command
// line does, and files them, all at once and once.
func (s *Service) readFile(ctx context.Context, j *jobs.Job) error {
	var args readJob
	if err := j.Decode(&args); err != nil {
		return jobs.Permanent(err)
	}
	q := s.DB.Reader(ctx)
	r, err := replyRow(q, j.Docket, args.Reply)
	if err != nil {
		return err
	}
	if err := s.clear(ctx, r); err != nil { // of an attempt that did not come to its end
		return err
	}
	if r.State != Reading {
		return nil
	}
	round, err := readRound(q, r.Docket, r.Round)
	if err != nil {
		return err
	}
	senders, err := s.sendersOf(q, round)
	if err != nil {
		return err
	}
	ready, err := s.draftOf(ctx, r.Docket, round.Version)
	if err != nil {
		return err
	}
	got, err := s.readReply(ctx, r, senders, ready)
	if err != nil {
		return err
	}
	return s.store(ctx, &filing{job: j, reply: r, round: round, from: senders, ready: ready, got: got})
}

// readReply reads a reply's file.
func (s *Service) readReply(ctx context.Context, r Reply, from *senders, ready *readyDraft) (collate.Reading, error) {
	profile, err := db.Value[string](s.DB.Reader(ctx), `SELECT profile FROM docket WHERE docket_id = $1`, r.Docket)
	if err != nil {
		return collate.Reading{}, err
	}
	data, done, err := s.Blobs.Hold(ctx, r.FileHash, LargestFile)
	if err != nil {
		return collate.Reading{}, err
	}
	defer done()
	got := collate.ReadReply(ctx, ready.Draft, from.list, r.FileName, data, collate.Options{Profile: profile})
	return got, ctx.Err() // where the program stops, the file is read when it starts again
}

// fromFile is a comment as a file gave it.
func (s *Service) fromFile(r Reply, round Round, ready *readyDraft, f collation.Comment) Comment {
	c := Comment{
		Docket: r.Docket, ID: id.New(), Round: r.Round, Reply: r.ID, Body: r.Body, BodyName: r.BodyName, Author: noNUL(f.Author), State: Sent,
		Words: Words{
			Node: f.Node, Quote: noNUL(f.Quote), Start: f.Start, End: f.End, Kind: kindOf(f.Before, f.After),
			Text: noNUL(f.Text), Before: noNUL(f.Before), After: noNUL(f.After),
		},
		Demand: noNUL(f.Demand), Moved: f.Moved, Resolved: f.Resolved, Source: string(f.Source), Where: noNUL(f.Where), Dated: noNUL(f.Date),
		Version: round.Version, NodeSeq: ready.seq[f.Node], Path: f.Path, Confidence: f.Confidence, Place: string(f.State),
		Rev: 1, Created: r.Created, Updated: s.Clock(),
	}
	if n := ready.nodes[f.Node]; n != nil && f.Start >= 0 {
		if from, to, ok := runeRange(n.Content(), f.Start, f.End); ok {
			c.Prefix, c.Suffix = lastRunes(n.Content()[:from], around), firstRunes(n.Content()[to:], around)
		}
	}
	for _, t := range f.Thread {
		c.Thread = append(c.Thread, Turn{ID: id.New(), Author: noNUL(t.Author), Words: noNUL(t.Text), At: noNUL(t.Date)})
	}
	for _, k := range f.Candidates {
		c.Candidates = append(c.Candidates, Candidate(k))
	}
	for _, k := range f.Also {
		c.Also = append(c.Also, Candidate(k))
	}
	return c
}

// noNUL drops what PostgreSQL cannot keep.
func noNUL(s string) string { return strings.ReplaceAll(s, "\x00", "") }

// readyDraft is a version made ready for reading replies against it.
type readyDraft struct {
	*collate.Draft
	*text
	docket, version id.ID
}

// draftCache keeps the drafts last read against: making one ready takes a
// quarter of a second, and files come in tens.
type draftCache struct {
	mu   sync.Mutex
	last []*readyDraft
}

const mostDrafts = 4

// draftOf makes a version ready. Its file tells where paragraphs end.
func (s *Service) draftOf(ctx context.Context, docket, version id.ID) (*readyDraft, error) {
	s.drafts.mu.Lock()
	defer s.drafts.mu.Unlock()
	for _, d := range s.drafts.last {
		if d.docket == docket && d.version == version {
			return d, nil
		}
	}
	q := s.DB.Reader(ctx)
	t, err := textOf(q, docket, version)
	if err != nil {
		return nil, err
	}
	blocks, err := s.blocksOf(ctx, q, docket, version)
	if err != nil {
		return nil, err
	}
	d := &readyDraft{collate.DraftOf("", t.tree, blocks), t, docket, version}
	s.drafts.last = append(s.drafts.last, d)
	if len(s.drafts.last) > mostDrafts {
		s.drafts.last = s.drafts.last[1:]
	}
	return d, nil
}

// blocksOf reads the file a version came as; nil where it was written here, or
// its file can be read no more: the tree alone does then.
func (s *Service) blocksOf(ctx context.Context, q db.Q, docket, version id.ID) ([]prose.Block, error) {
	var hash, name string
	_, found, err := db.One(q, func(r db.Row, _ *struct{}) error { return r.Scan(&hash, &name) }, `
SELECT f.hash, f.name FROM version v JOIN file f ON f.docket_id = v.docket_id AND f.id = v.file_id
WHERE v.docket_id = $1 AND v.id = $2`, docket, version)
	if err != nil || !found {
		return nil, err
	}
	data, done, err := s.Blobs.Hold(ctx, hash, LargestFile)
	if err != nil {
		return nil, missing(err)
	}
	defer done()
	doc, err := reader.Read(ctx, name, data)
	if err != nil {
		return nil, ctx.Err()
	}
	if doc.Final != nil {
		return prose.Body(doc.Final), nil // as package draft reads it
	}
	return prose.Body(doc.Base), nil
}

func missing(err error) error {
	if fault.CodeOf(err) == fault.NotFound || fault.CodeOf(err) == fault.UploadLarge {
		return nil
	}
	return err
}
