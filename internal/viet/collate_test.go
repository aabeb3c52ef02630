package viet

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// Each row is in order, every element before the next.
var sorted = []string{
	"a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
	"a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ",
	"e è ẻ ẽ é ẹ ê ề ể ễ ế ệ",
	"i ì ỉ ĩ í ị",
	"o ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ",
	"u ù ủ ũ ú ụ ư ừ ử ữ ứ ự",
	"y ỳ ỷ ỹ ý ỵ",
	"a A à À b B",
	"ba bà bả bã bá bạ bai bă",
	"hoa hoà hỏa hoã hóa hoạ",
	"Cà_Mau Cao_Bằng Cần_Thơ Đà_Nẵng Đắk_Lắk Điện_Biên Đồng_Nai Gia_Lai",
	"Điều_1 Điều_2 Điều_10 Điều_100",
	"dz đa",
}

func TestCompare(t *testing.T) {
	c := NewCollator()
	for _, row := range sorted {
		words := strings.Fields(row)
		for i := range words {
			for j := range words {
				a, b := strings.ReplaceAll(words[i], "_", " "), strings.ReplaceAll(words[j], "_", " ")
				if got, want := c.Compare(a, b), sign(i-j); got != want {
					t.Errorf("Compare(%s, %s) = %d, want %d", a, b, got, want)
				}
				if got, want := bytes.Compare(c.Key(a), c.Key(b)), sign(i-j); got != want {
					t.Errorf("keys of %s, %s compare %d, want %d", a, b, got, want)
				}
			}
		}
	}
	if c.Compare("hoà", "hòa") != 0 {
		t.Error("hoà and hòa do not sort alike")
	}
}

func sign(n int) int {
	return min(1, max(-1, n))
}

func TestCompareNames(t *testing.T) {
	want := []string{
		"", "Lê Văn Ái", "An", "Lê An", "TRẦN AN", "Lê Bá An", "Lê Thị An", "Đỗ Văn An", "Nguyễn Văn An",
		"Nguyễn Thị Bích Anh", "Lê Văn Ân", "Phạm Thị Bích", "Âu Dương", "Lý Đào", "Đỗ Ý",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, NewCollator().CompareNames)
	if !slices.Equal(got, want) {
		t.Errorf("sorted:\n%q\nwant:\n%q", got, want)
	}
}

func TestKeysAgree(t *testing.T) {
	c := NewCollator()
	small, capital := accented(t)
	word := rapid.StringOfN(rapid.SampledFrom(append(append(small, capital...), []rune("abcdeghiNTV 120-")...)), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if got, want := bytes.Compare(c.Key(a), c.Key(b)), c.Compare(a, b); got != want {
			t.Fatalf("keys of %q and %q compare %d, Compare says %d", a, b, got, want)
		}
		if got, want := bytes.Compare(c.NameKey(a), c.NameKey(b)), c.CompareNames(a, b); got != want {
			t.Fatalf("name keys of %q and %q compare %d, CompareNames says %d", a, b, got, want)
		}
		if c.Compare(a, b) != -c.Compare(b, a) {
			t.Fatalf("%q and %q: order depends on sides", a, b)
		}
	})
}

func TestCollatorConcurrently(t *testing.T) {
	c := NewCollator()
	words := strings.Fields(sorted[1])
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			shuffled := slices.Clone(words)
			slices.Reverse(shuffled)
			slices.SortFunc(shuffled, c.Compare)
			if !slices.Equal(shuffled, words) {
				t.Errorf("sorted: %v", shuffled)
			}
		})
	}
	wg.Wait()
}

func BenchmarkCompare(b *testing.B) {
	c := NewCollator()
	for b.Loop() {
		c.Compare("Nguyễn Văn Hoà", "Nguyễn Văn Hoàn")
	}
}
