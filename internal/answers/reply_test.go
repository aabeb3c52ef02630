package answers

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/collation"
	"thao/internal/locale"
	"thao/internal/matrix"
)

// row is a group of three bodies, one with two comments.
func rowOfThree() (*model, *entry) {
	e := &entry{group: "g-1", ordinal: 1, comments: []string{"c-1", "c-2", "c-3", "c-4"}}
	for _, s := range []speaker{{name: "Tỉnh ủy K", comments: []string{"c-1"}}, {name: "Tỉnh ủy Kh", comments: []string{"c-2", "c-4"}}, {name: "Bộ Công", comments: []string{"c-3"}}} {
		s.words = strings.Fields(key(s.name))
		e.named = append(e.named, s)
	}
	return &model{lang: locale.Vietnamese}, e
}

func TestReadReply(t *testing.T) {
	tests := []struct {
		text    string
		whole   string
		apart   map[string]string
		unnamed int
	}{
		{"Tiếp thu.", "accepted|", nil, 0},
		{"  \n", "", nil, 0},
		{"Không tiếp thu: trùng Điều 4", "not|trùng Điều 4", nil, 0},
		{"Không tiếp thu vì trùng Điều 4", "not|vì trùng Điều 4", nil, 0},
		{"Tiếp thu toàn bộ ý kiến của các cơ quan.", "accepted|Tiếp thu toàn bộ ý kiến của các cơ quan.", nil, 0},
		{"Tiếp thu.\n\n Đã sửa điểm a.\nĐã sửa điểm b.", "accepted|Đã sửa điểm a.\nĐã sửa điểm b.", nil, 0},
		{"Tiếp thu. Riêng ý kiến của Tỉnh ủy K: không tiếp thu vì đã có", "accepted|", map[string]string{"c-1": "not|vì đã có"}, 0},
		{"Tiếp thu, riêng ý kiến của Tỉnh uỷ K không tiếp thu vì đã có.", "accepted|", map[string]string{"c-1": "not|vì đã có."}, 0},
		{"Riêng đối với ý kiến của Tỉnh ủy Kh và Bộ Công thì ghi nhận.\nTiếp theo.", "", map[string]string{"c-2": "noted|Tiếp theo.", "c-4": "noted|Tiếp theo.", "c-3": "noted|Tiếp theo."}, 0},
		{"Tiếp thu. Riêng ý kiến của Bộ Công: ghi nhận.\nĐã sửa.", "accepted|Đã sửa.", map[string]string{"c-3": "noted|"}, 0},
		{"Tỉnh ủy K: tiếp thu\nBộ Công: không tiếp thu, trùng.", "", map[string]string{"c-1": "accepted|", "c-3": "not|trùng."}, 0},
		{"Đối với ý kiến của Bộ Công, xin giữ như dự thảo.", "", map[string]string{"c-3": "not|xin giữ như dự thảo."}, 0},
		{"Tiếp thu ý kiến của Tỉnh ủy K, đã sửa.", "accepted|Tiếp thu ý kiến của Tỉnh ủy K, đã sửa.", nil, 0},
		{"Tiếp thu. Riêng ý kiến của Bộ Công Thương: không tiếp thu.", "partly|Tiếp thu. Riêng ý kiến của Bộ Công Thương: không tiếp thu.", nil, 1},
		{"Tiếp thu. Tỉnh ủy K có thêm tài liệu gửi kèm.", "accepted|Tỉnh ủy K có thêm tài liệu gửi kèm.", nil, 0},
		{"Accepted. As to the comment of Bộ Công: not accepted, see Article 4.", "accepted|Accepted.", map[string]string{"c-3": "not|not accepted, see Article 4."}, 0},
	}
	d, e := rowOfThree()
	for _, tt := range tests {
		r := d.readReply(tt.text, e)
		whole := ""
		if r.whole != nil {
			whole = r.whole.verdict + "|" + r.whole.reason
		}
		if strings.Join(strings.Fields(whole), " ") != strings.Join(strings.Fields(tt.whole), " ") {
			t.Errorf("%q: whole %q, want %q", tt.text, whole, tt.whole)
		}
		if len(r.apart) != len(tt.apart) {
			t.Errorf("%q: apart %v, want %v", tt.text, r.apart, tt.apart)
		}
		for id, want := range tt.apart {
			if got := r.apart[id]; got.verdict+"|"+got.reason != want {
				t.Errorf("%q: %s %q, want %q", tt.text, id, got, want)
			}
		}
		if len(r.unnamed) != tt.unnamed {
			t.Errorf("%q: unnamed %q", tt.text, r.unnamed)
		}
	}
}

// Every word of a cell is in the answers read from it: words can only be left
// out that name bodies or say a verdict again that is recorded.
func TestNoWordOfAReplyIsLost(t *testing.T) {
	d, e := rowOfThree()
	pieces := rapid.SampledFrom([]string{"Tiếp thu", "Không tiếp thu", " vì ", "trùng", "Điều 4", ". ", ", ", "\n", ": ", "Riêng ý kiến của ", "Tỉnh ủy K", "Tỉnh ủy Kh", "Bộ Công", " và ", "đã sửa", "ghi nhận", "-", "“", "x"})
	known := map[string]bool{}
	for w := range strings.FieldsSeq(key("Tiếp thu một phần không ghi nhận Riêng ý kiến của Tỉnh ủy K Kh Bộ Công và")) {
		known[w] = true
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 14).Draw(t, "pieces"), "")
		r := d.readReply(text, e)
		there := ""
		if r.whole != nil {
			there = r.whole.reason
		}
		for _, s := range r.apart {
			there += " " + s.reason
		}
		have := strings.Fields(key(there))
		for w := range strings.FieldsSeq(key(text)) {
			if !known[w] && !slices.Contains(have, w) {
				t.Fatalf("%q: %q is in no answer: %q", text, w, there)
			}
		}
	})
}

// What is read, printed and read again is the same: a matrix that goes to and
// fro does not grow.
func TestPrintingAndReadingIsStable(t *testing.T) {
	d, e := rowOfThree()
	pieces := rapid.SampledFrom([]string{"Tiếp thu", "Tiếp thu một phần", "Không tiếp thu", "Ghi nhận", "Giải trình", "Xin giữ như dự thảo", " vì ", "trùng", " Điều 4", ". ", ", ", "; ", "\n", ": ", "đã sửa ", "Ban soạn thảo ", "x ", "- ", "(1) "})
	rapid.Check(t, func(t *rapid.T) {
		first := d.statement(strings.Join(rapid.SliceOfN(pieces, 1, 8).Draw(t, "pieces"), ""))
		text := matrix.Answered(d.lang, "", collation.Answer{Verdict: first.verdict, Reason: first.reason}).Words()
		second := d.statement(text)
		if !second.equal(first) {
			t.Fatalf("%+v is printed as %q and read as %+v", first, text, second)
		}
		r := d.readReply("Riêng ý kiến của Bộ Công: "+text, e)
		if got := r.apart["c-3"]; key(text) != "" && (got.verdict != first.verdict || key(got.reason) != key(first.reason)) {
			t.Fatalf("as an exception, %q is read as %+v, want %+v", text, got, first)
		}
	})
}

func FuzzReadReply(f *testing.F) {
	for _, s := range []string{"Tiếp thu. Riêng ý kiến của Tỉnh ủy K: không tiếp thu vì …", "Bộ Công: ghi nhận\n", "riêng", "Riêng ý kiến của", "As to the comment of Bộ Công", "\xff. Tỉnh ủy K:"} {
		f.Add(s)
	}
	d, e := rowOfThree()
	f.Fuzz(func(t *testing.T, text string) {
		r := d.readReply(text, e)
		for id := range r.apart {
			if !slices.Contains(e.comments, id) {
				t.Errorf("%q answers %s", text, id)
			}
		}
		if key(text) != "" && r.whole == nil && len(r.apart) == 0 {
			t.Errorf("%q is no answer", text)
		}
	})
}
