package db_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
)

func putWords(t testing.TB, d *db.DB, docket id.ID, ref, words string) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return db.PutWords(tx, docket, "comment", ref, words) }); err != nil {
		t.Fatal(err)
	}
}

func TestMatchWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putWords(t, d, "d", "1", "thoi han bao cao la 30 ngay")
		putWords(t, d, "d", "2", "bao gom: thoi gian, gioi han; nghi dinh 12/2024/nd-cp")
		putWords(t, d, "d", "3", "de nghi keo dai thoi han")
		putWords(t, d, "other", "4", "thoi han cua ho so khac")
		for query, want := range map[string][]string{
			"thoi han":          {"3", "2", "1"},
			`"thoi han"`:        {"3", "1"},
			`"thoi han" bao`:    {"1"},
			"tho":               {"3", "2", "1"},
			"tho ":              {},
			`"tho"`:             {},
			"12/2024/nd-cp":     {"2"},
			`"dinh 12" 2024`:    {"2"},
			"":                  {},
			" \"' * & | ! ( : ": {},
			"khac":              {},
			`"thoi han`:         {"3", "1"},
		} {
			got, err := db.MatchWords(d.Reader(t.Context()), "d", "comment", query, "", 10)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%q: %v, want %v (%v)", query, got, want, err)
			}
			all, err := db.AllWords(d.Reader(t.Context()), "d", "comment", query, 10)
			slices.Sort(all)
			slices.Reverse(all)
			if err != nil || !slices.Equal(all, want) {
				t.Errorf("%q: all are %v, want %v (%v)", query, all, want, err)
			}
			if n, err := db.CountWords(d.Reader(t.Context()), "d", "comment", query, 2); err != nil || n != int64(min(len(want), 2)) {
				t.Errorf("%q: counted %d of %v (%v)", query, n, want, err)
			}
			for ref, words := range map[string]string{"1": " thoi han bao cao la 30 ngay ", "3": " de nghi keo dai thoi han "} {
				phrases := db.Phrases(query)
				in := len(phrases) > 0 && !slices.ContainsFunc(phrases, func(p string) bool { return !strings.Contains(words, p) })
				if in != slices.Contains(want, ref) {
					t.Errorf("%q: its phrases %q are in %q: %v", query, phrases, words, in)
				}
			}
		}
		page, err := db.MatchWords(d.Reader(t.Context()), "d", "comment", "thoi", "3", 1)
		if err != nil || !slices.Equal(page, []string{"2"}) {
			t.Errorf("after 3: %v %v", page, err)
		}
		putWords(t, d, "d", "2", "khong con")
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return db.DeleteWords(tx, "d", "comment", "3") }); err != nil {
			t.Fatal(err)
		}
		if got, err := db.MatchWords(d.Reader(t.Context()), "d", "comment", "thoi", "", 10); err != nil || !slices.Equal(got, []string{"1"}) {
			t.Errorf("after changes: %v %v", got, err)
		}
	})
}

// However much is looked for, the first words of it are.
func TestLongQueries(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		words := strings.Repeat("thoi han bao cao ", 20)
		putWords(t, d, "d", "1", words)
		for _, query := range []string{strings.Repeat(words, 200), `"` + strings.Repeat(words, 200) + `"`, `"` + words + `" ` + strings.Repeat(words, 200)} {
			got, err := db.MatchWords(d.Reader(t.Context()), "d", "comment", query, "", 10)
			if err != nil || !slices.Equal(got, []string{"1"}) {
				t.Errorf("%.30s…: %v %v", query, got, err)
			}
			n := 0
			for _, p := range db.Phrases(query) {
				n += len(strings.Fields(p))
			}
			if n != 32 {
				t.Errorf("%.30s…: %d words are looked for", query, n)
			}
		}
	})
}

// Both engines find what a plain search through the words finds.
func TestEnginesFindTheSame(t *testing.T) {
	lite, pg := dbtest.SQLite(t), dbtest.Postgres(t)
	words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("thoi han ha h bao cao 12 2024 nd cp")), 0, 8)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		docket := id.ID(fmt.Sprint("d", n))
		entries := rapid.SliceOfN(words, 1, 6).Draw(rt, "entries")
		for i, e := range entries {
			for _, d := range []*db.DB{lite, pg} {
				putWords(t, d, docket, fmt.Sprint(i), strings.Join(e, rapid.SampledFrom([]string{" ", "/", ", "}).Draw(rt, "sep")))
			}
		}
		query := words.Draw(rt, "query")
		quoted := rapid.Bool().Draw(rt, "quoted")
		text := strings.Join(query, " ")
		if quoted {
			text = `"` + text + `"`
		}
		want := []string{}
		for i := len(entries) - 1; i >= 0; i-- {
			if len(query) > 0 && holds(entries[i], query, quoted) {
				want = append(want, fmt.Sprint(i))
			}
		}
		for _, d := range []*db.DB{lite, pg} {
			got, err := db.MatchWords(d.Reader(t.Context()), docket, "comment", text, "", 10)
			if err != nil || !slices.Equal(got, want) {
				rt.Errorf("%s: %q in %v: %v, want %v (%v)", d.Dialect, text, entries, got, want, err)
			}
		}
	})
}

func holds(entry, query []string, quoted bool) bool {
	if quoted {
		return strings.Contains(" "+strings.Join(entry, " ")+" ", " "+strings.Join(query, " ")+" ")
	}
	for i, word := range query {
		last := i == len(query)-1
		if !slices.ContainsFunc(entry, func(e string) bool { return e == word || last && strings.HasPrefix(e, word) }) {
			return false
		}
	}
	return true
}

// What is older than the walk goes is found by the index, in the same order.
func TestMatchBeyondTheWalk(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const all = 2500
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			for i := range all {
				words := "thoi gian"
				if i%500 == 3 {
					words = "mot tu hiem co"
				}
				if err := db.PutWords(tx, "d", "comment", fmt.Sprintf("%05d", i), words); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"02003", "01503", "01003", "00503", "00003"}
		for _, query := range []string{"hie", `"tu hiem"`, "co mot"} {
			got, err := db.MatchWords(d.Reader(t.Context()), "d", "comment", query, "", 20)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%q: %v %v", query, got, err)
			}
			rest, err := db.MatchWords(d.Reader(t.Context()), "d", "comment", query, got[1], 20)
			if err != nil || !slices.Equal(rest, want[2:]) {
				t.Errorf("%q, the rest: %v %v", query, rest, err)
			}
		}
	})
}

// BenchmarkMatch asks for the newest 20 among 100,000 comments of one docket.
func BenchmarkMatch(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *db.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		d := open(b)
		fill(b, d)
		for what, query := range map[string]string{"common": "thoi", "both": "thoi han", "phrase": `"thoi han"`, "prefix": "th", "rare": "hiem", "rare and common": "thoi hiem", "none": "khongco"} {
			b.Run(name+"/"+what, func(b *testing.B) {
				for b.Loop() {
					if _, err := db.MatchWords(d.Reader(b.Context()), "d", "comment", query, "", 20); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func fill(b *testing.B, d *db.DB) {
	const all, batch = 100_000, 2000
	r := rand.New(rand.NewPCG(1, 2))
	common := strings.Fields("thoi han bao cao de nghi bo sung sua doi quy dinh tai khoan dieu nay cho phu hop voi thuc te cua dia phuong")
	for from := 0; from < all; from += batch {
		err := d.Write(b.Context(), func(tx *db.Tx) error {
			for i := from; i < from+batch; i++ {
				var words []string
				for range 45 {
					if r.IntN(3) > 0 {
						words = append(words, common[r.IntN(len(common))])
					} else {
						words = append(words, fmt.Sprint("w", r.IntN(3000)))
					}
				}
				if i%20000 == 7 {
					words = append(words, "hiem")
				}
				if err := db.PutWords(tx, "d", "comment", string(id.New()), strings.Join(words, " ")); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if d.Dialect == db.Postgres {
		if err := d.Write(b.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`ANALYZE search_entry`); return err }); err != nil {
			b.Fatal(err)
		}
	}
}
