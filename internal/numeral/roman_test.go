package numeral

import "testing"

func TestRoman(t *testing.T) {
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 90: "XC", 399: "CCCXCIX", 1994: "MCMXCIV", 3999: "MMMCMXCIX",
		0: "0", -3: "-3", 4000: "4000", 1 << 30: "1073741824"} {
		if got := Roman(n); got != want {
			t.Errorf("%d is written %q, want %q", n, got, want)
		}
	}
}

func TestParseRoman(t *testing.T) {
	for want := 1; want <= greatest; want++ {
		if got, ok := ParseRoman(Roman(want)); !ok || got != want {
			t.Errorf("%s is read as %d, %v, want %d", Roman(want), got, ok, want)
		}
	}
	for _, s := range []string{"", "IIX", "IIII", "VV", "IC", "VX", "IVI", "XM", "i", "iv", "I.", " I", "MMMM", "A", "12", "IIIIIIIIIIIIIIIIIIII", "Đ"} {
		if n, ok := ParseRoman(s); ok || n != 0 {
			t.Errorf("%q is read as %d", s, n)
		}
	}
}
