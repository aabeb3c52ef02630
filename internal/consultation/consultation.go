// Package consultation is the asking and answering: rounds, bodies, replies,
// comments, groups, answers, the matrix.
package consultation

import (
	"thao/internal/clock"
	"thao/internal/db"
)

// Service is the area's operations.
type Service struct {
	DB    *db.DB
	Clock clock.Clock
}
