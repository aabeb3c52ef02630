package consultation

import (
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
)

// Board is a whole round, put together reply by reply: what BoardPage is held to.
type Board struct {
	Round
	Bodies  []Standing // in the order they were asked
	Strange []Reply    // from nobody who was asked, or nobody knows whom
	Broken  []Reply    // files that could not be read
	Waiting []Reply    // files that wait to be read
	Count   map[Status]int
	Total   int64 // comments received
}

func (k *asking) board(round id.ID) *Board {
	k.t.Helper()
	b := &Board{}
	k.must(k.DB.View(k.t.Context(), func(q db.Reader) (err error) {
		if b.Round, err = readRound(q, k.docket, round); err != nil {
			return err
		}
		replies, err := repliesOf(q, k.docket, round)
		b.arrange(replies, k.Clock())
		return err
	}))
	return b
}

func (b *Board) arrange(replies []Reply, now clock.Micros) {
	at := map[id.ID]int{}
	for i, a := range b.Asked {
		at[a.Body] = i
		b.Bodies = append(b.Bodies, Standing{Asked: a, Until: a.Until(b.Round), Replies: []Reply{}})
	}
	b.Strange, b.Broken, b.Waiting, b.Count = []Reply{}, []Reply{}, []Reply{}, map[Status]int{}
	for _, r := range replies {
		b.Total += r.Comments
		i, asked := at[r.Body]
		switch {
		case r.State == Unreadable:
			b.Broken = append(b.Broken, r)
		case r.State == Reading:
			b.Waiting = append(b.Waiting, r)
		case !asked:
			b.Strange = append(b.Strange, r)
		default:
			b.Bodies[i].take(r)
		}
	}
	for i := range b.Bodies {
		b.Bodies[i].settle(now)
		b.Count[b.Bodies[i].Status]++
	}
}
