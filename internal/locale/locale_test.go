package locale

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/fault"
)

func TestT(t *testing.T) {
	tests := []struct {
		lang Lang
		key  string
		args []any
		want string
	}{
		{Vietnamese, "fault.part-too-large", []any{"part", "word/document.xml", "max", 2700}, "Phần word/document.xml của tệp quá lớn (tối đa 2.700 MiB) nên tệp không được đọc."},
		{English, "fault.part-too-large", []any{"part", "a", "max", 2700}, "The part a of the file is too large (at most 2,700 MiB); the file was not read."},
		{English, "fault.part-too-large", []any{"part", "{max}", "max", 1}, "The part {max} of the file is too large (at most 1 MiB); the file was not read."},
		{Vietnamese, "fault.too-large", nil, "Tệp quá lớn (tối đa {max} MiB) nên không được đọc."},
		{"fr", "fault.too-large", []any{"max", 3}, "Tệp quá lớn (tối đa 3 MiB) nên không được đọc."},
		{English, "no.such-key", []any{"max", 3}, "no.such-key"},
	}
	for _, tt := range tests {
		if got := T(tt.lang, tt.key, tt.args...); got != tt.want {
			t.Errorf("T(%s, %s) = %q, want %q", tt.lang, tt.key, got, tt.want)
		}
	}
}

func TestFillNeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("{}ab ")), 0, 30, -1).Draw(t, "text")
		got := fill(English, text, []any{"a", "b", "odd"})
		want := strings.ReplaceAll(text, "{a}", "b")
		if got != want {
			t.Fatalf("fill(%q) = %q, want %q", text, got, want)
		}
	})
}

func TestFault(t *testing.T) {
	err := fmt.Errorf("reading: %w", fault.Wrap(os.ErrNotExist, fault.Damaged, "part", "word/document.xml"))
	want := "The file is damaged or cut short at word/document.xml and could not be read. Please send a complete copy."
	if got := Fault(English, err); got != want {
		t.Errorf("Fault = %q, want %q", got, want)
	}
	if got := Fault(Vietnamese, errors.New("boom")); !strings.Contains(got, "boom") || !strings.HasPrefix(got, "Chương trình gặp lỗi") {
		t.Errorf("Fault of an unknown error = %q", got)
	}
	if got := Fault(English, fault.New("never-heard-of")); !strings.Contains(got, "never-heard-of") {
		t.Errorf("Fault of an unknown code = %q", got)
	}
	if got := Fault(English, nil); got != "" {
		t.Errorf("Fault(nil) = %q", got)
	}
	nested := fault.New(fault.Usage, "reason", fault.New(fault.Empty))
	if got := Fault(English, nested); !strings.Contains(got, "holds no text to read") {
		t.Errorf("a fault as a value is not said in words: %q", got)
	}
}

func TestParseLang(t *testing.T) {
	tests := []struct {
		tag  string
		lang Lang
		ok   bool
	}{{"en", English, true}, {"EN-gb", English, true}, {"vi_VN.UTF-8", Vietnamese, true}, {"fr", Vietnamese, false}, {"", Vietnamese, false}}
	for _, tt := range tests {
		if lang, ok := ParseLang(tt.tag); lang != tt.lang || ok != tt.ok {
			t.Errorf("ParseLang(%q) = %s, %t", tt.tag, lang, ok)
		}
	}
}

func TestNumbers(t *testing.T) {
	tests := []struct{ got, want string }{
		{Int(Vietnamese, 2700), "2.700"},
		{Int(English, 2700), "2,700"},
		{Int(Vietnamese, 999), "999"},
		{Int(Vietnamese, -1234567), "-1.234.567"},
		{Int(English, -9223372036854775808), "-9,223,372,036,854,775,808"},
		{Decimal(Vietnamese, 1234.5, 2), "1.234,5"},
		{Decimal(English, 0.004, 2), "0"},
		{Decimal(Vietnamese, -0.5, 1), "-0,5"},
		{Percent(Vietnamese, 8985, 10000), "89,85%"},
		{Percent(English, 1, 3), "33.33%"},
		{Percent(English, 0, 0), "–"},
		{Date(Vietnamese, "2018-04-06"), "06/4/2018"},
		{Date(Vietnamese, "2018-02-11"), "11/02/2018"},
		{Date(Vietnamese, "2018-12-01T10:00:00Z"), "01/12/2018"},
		{Date(English, "2018-04-06"), "6 April 2018"},
		{Date(Vietnamese, "tháng 4"), "tháng 4"},
		{Date(Vietnamese, ""), ""},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestIntKeepsItsDigits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		if got := strings.ReplaceAll(Int(Vietnamese, n), ".", ""); got != fmt.Sprint(n) {
			t.Fatalf("Int(%d) has digits %s", n, got)
		}
	})
}

// A page speaks to an official, whom nobody addresses as a friend.
func TestVietnameseNeverSaysBan(t *testing.T) {
	word := regexp.MustCompile(`(^|\P{L})[Bb]ạn(\P{L}|$)`)
	for key, said := range catalogue {
		if word.MatchString(said.vi) {
			t.Errorf("%s: %q", key, said.vi)
		}
	}
}
