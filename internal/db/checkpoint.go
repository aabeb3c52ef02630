package db

import (
	"context"
	"database/sql"
)

// checkpointer brings what was committed into the database file beside the
// writer, over a connection of its own. SQLite would let the writer do it all,
// in the middle of a commit; what is left to the writer is the little that came
// meanwhile, after which the log begins anew.
type checkpointer struct {
	pool  *sql.DB
	disk  *flusher
	since int           // closures since the last one
	due   chan struct{} // holds one
	done  chan struct{}
}

// Closures between two checkpoints: about 7,000 frames of small ones, where the
// writer begins at 16,000 (sqliteURL).
const checkpointAfter = 1000

// newCheckpointer connects at once: a log that is opened later may not hear of a
// flush that failed.
func newCheckpointer(ctx context.Context, path string, disk *flusher) (*checkpointer, error) {
	pool, err := sql.Open("sqlite", sqliteURL(path))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	if err := reads(ctx, pool); err != nil {
		pool.Close()
		return nil, err
	}
	c := &checkpointer{pool: pool, disk: disk, due: make(chan struct{}, 1), done: make(chan struct{})}
	go c.run()
	return c, nil
}

// committed counts; it is the writer's alone to call.
func (c *checkpointer) committed(closures int) {
	if c.since += closures; c.since < checkpointAfter {
		return
	}
	select {
	case c.due <- struct{}{}:
		c.since = 0
	default:
	}
}

func (c *checkpointer) run() {
	defer close(c.done)
	for range c.due {
		if c.disk.lost.Load() {
			continue // what may be missing in the log is not to be in the file
		}
		// One that fails leaves its work to the writer's next.
		_, _ = c.pool.ExecContext(context.Background(), `PRAGMA wal_checkpoint(PASSIVE)`)
	}
}

// close waits for the one under way.
func (c *checkpointer) close() {
	close(c.due)
	<-c.done
	c.pool.Close()
}
