package vault

import (
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
)

// holders makes what a row is scanned into.
func holders(all []column) []any {
	out := make([]any, len(all))
	for i, c := range all {
		switch c.kind {
		case whole:
			out[i] = new(sql.NullInt64)
		case truth:
			out[i] = new(sql.NullBool)
		case decimal:
			out[i] = new(sql.NullFloat64)
		case blobs:
			out[i] = new([]byte)
		default:
			out[i] = new(sql.NullString)
		}
	}
	return out
}

// plain turns scanned values into those of a line: booleans are 0 and 1 as they
// are on SQLite, bytes are base 64.
func plain(values []any) []any {
	out := make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case *sql.NullInt64:
			if v.Valid {
				out[i] = v.Int64
			}
		case *sql.NullBool:
			if v.Valid {
				out[i] = 0
				if v.Bool {
					out[i] = 1
				}
			}
		case *sql.NullFloat64:
			if v.Valid {
				out[i] = v.Float64
			}
		case *[]byte:
			if *v != nil {
				out[i] = base64.StdEncoding.EncodeToString(*v)
			}
		case *sql.NullString:
			if v.Valid {
				out[i] = v.String
			}
		}
	}
	return out
}

// value reads one value of a line as a column of this database takes it.
func value(c column, raw json.RawMessage) (any, error) {
	if string(raw) == "null" {
		return nil, nil
	}
	switch c.kind {
	case whole:
		return strconv.ParseInt(string(raw), 10, 64)
	case truth:
		n, err := strconv.ParseInt(string(raw), 10, 64)
		return n != 0, err
	case decimal:
		return strconv.ParseFloat(string(raw), 64)
	case blobs:
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return nil, err
		}
		return base64.StdEncoding.DecodeString(s)
	case text:
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	}
	return nil, fmt.Errorf("column %s is of a kind unknown here", c.name)
}
