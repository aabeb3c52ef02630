package consultation

import (
	"thao/internal/db"
	"thao/internal/id"
)

// Texts that were read last are kept: every comment is put on its node, and a
// draft of 2,000 nodes takes longer to read than all else a comment needs. Only
// confirmed versions are kept; nothing in them changes any more. Of pairs that
// were compared, the same text is the same pointer.
const (
	mostTexts = 16
	mostPairs = 4
)

type textKey struct{ docket, version id.ID }

type textPair struct{ old, next *text }

// confirmedText is the text of a confirmed version; of any other it is read
// anew each time.
func (s *Service) confirmedText(q db.Q, docket, version id.ID) (*text, error) {
	key := textKey{docket, version}
	if t, ok := s.texts.get(key); ok {
		return t, nil
	}
	// The state before the text: it may be confirmed, with other nodes, meanwhile.
	state, err := db.Value[string](q, `SELECT state FROM version WHERE docket_id = $1 AND id = $2`, docket, version)
	if err != nil {
		return nil, err
	}
	t, err := textOf(q, docket, version)
	if err == nil && state == "confirmed" {
		s.texts.put(key, t, mostTexts)
	}
	return t, err
}
