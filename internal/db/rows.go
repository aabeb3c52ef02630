package db

import (
	"database/sql"
	"errors"
)

// Row is the current row of a result.
type Row interface{ Scan(dest ...any) error }

// All reads every row of a query into values; never nil.
func All[T any](q Q, scan func(Row, *T) error, query string, args ...any) ([]T, error) {
	rows, err := q.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// Some reads the rows of a query that keep wants, up to limit; never nil.
func Some[T any](q Q, limit int, scan func(Row, *T) error, keep func(*T) bool, query string, args ...any) ([]T, error) {
	rows, err := q.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []T{}
	for len(out) < limit && rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		if keep(&v) {
			out = append(out, v)
		}
	}
	return out, rows.Err()
}

// One reads the first row of a query; false where there is none.
func One[T any](q Q, scan func(Row, *T) error, query string, args ...any) (T, bool, error) {
	var v T
	err := scan(q.QueryRow(query, args...), &v)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	return v, err == nil, err
}

// Value reads a single column of the first row; its zero value where there is
// no row or the column is NULL.
func Value[T any](q Q, query string, args ...any) (T, error) {
	var v sql.Null[T]
	err := q.QueryRow(query, args...).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return v.V, err
}

// Values reads a single column of every row.
func Values[T any](q Q, query string, args ...any) ([]T, error) {
	return All(q, func(r Row, v *T) error { return r.Scan(v) }, query, args...)
}
