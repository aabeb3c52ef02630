package outline

import (
	"encoding/json"
	"strings"
	"testing"

	"thao/internal/prose"
)

func TestIDsAndPaths(t *testing.T) {
	tree := Build(paragraphs(`
		ĐẢNG CỘNG SẢN VIỆT NAM
		Căn cứ Điều lệ Đảng;
		Phần thứ ba
		NHIỆM VỤ
		2. Rà soát
		3. Sắp xếp
		a) Tổ chức;
		b) Biên chế.
		Đoạn thêm.
		II- GIẢI PHÁP
		1.1. Tuyên truyền.
		- Gạch một
		- Gạch hai
		Chương 2. TÊN
		Điều 5a. Tên điều
		Câu đầu.
		Câu sau.
		1. Khoản.
		đ) Lạc
		Điều 5a. Trùng số
		Phụ lục II
		BẢNG BIỂU
		1. Một
		i) nhỏ
		ii) nhỏ nữa`))
	for _, test := range []struct{ id, ordinal, vi, en string }{
		{"front", "", "phần đầu", "front matter"},
		{"basis__paragraph_1", "1", "căn cứ ban hành › đoạn 1", "legal basis › paragraph 1"},
		{"part_3", "3", "Phần III", "Part III"},
		{"part_3__heading_3__point_b", "b", "Phần III › mục 3 › điểm b", "Part III › section 3 › point b"},
		{"part_3__heading_3__point_b__paragraph_1", "1", "Phần III › mục 3 › điểm b › đoạn 2", "Part III › section 3 › point b › paragraph 2"},
		{"part_3__heading_2~2", "2", "Phần III › mục II", "Part III › section II"},
		{"part_3__heading_2~2__heading_1.1__item_2", "2", "Phần III › mục II › mục 1.1 › gạch đầu dòng 2", "Part III › section II › section 1.1 › item 2"},
		{"part_3__chapter_2", "2", "Phần III › Chương 2", "Part III › Chapter 2"},
		{"part_3__chapter_2__article_5a__clause_1", "1", "Phần III › Chương 2 › Điều 5a › khoản 1", "Part III › Chapter 2 › Article 5a › clause 1"},
		{"part_3__chapter_2__article_5a~2", "5a", "Phần III › Chương 2 › Điều 5a", "Part III › Chapter 2 › Article 5a"},
		{"annex_2", "2", "Phụ lục II", "Annex II"},
		{"annex_2__heading_1__point_2", "2", "Phụ lục II › mục 1 › điểm ii", "Annex II › section 1 › point ii"},
	} {
		n := tree.Find(test.id)
		if n == nil {
			t.Errorf("no node %s", test.id)
			continue
		}
		if n.Ordinal() != test.ordinal {
			t.Errorf("%s: ordinal %q, want %q", test.id, n.Ordinal(), test.ordinal)
		}
		if got := PathString(n, "vi"); got != test.vi {
			t.Errorf("%s: path %q, want %q", test.id, got, test.vi)
		}
		if got := PathString(n, "en"); got != test.en {
			t.Errorf("%s: path %q, want %q", test.id, got, test.en)
		}
	}
	if t.Failed() {
		t.Log("\n" + sketch(tree))
		tree.Walk(func(n *Node) { t.Log(n.ID) })
	}
}

func TestPathOfUnlabelled(t *testing.T) {
	long := "Một tiêu đề rất dài, dài đến mức không ai trích dẫn nguyên văn trong bảng tổng hợp ý kiến"
	tree := Build([]prose.Block{{Text: "Bối cảnh", Level: 1}, {Text: "Một đoạn."}, {Text: long, Level: 2}, {Text: "Hai đoạn."}, {Text: "Kết", Level: 1}, {Text: "Xong."}})
	n := tree.Find("heading_s1__heading_s1")
	if n == nil {
		t.Fatalf("tree is\n%s", sketch(tree))
	}
	if got, want := PathString(n, "vi"), "“Bối cảnh” › “Một tiêu đề rất dài, dài đến mức không ai trích dẫn nguyên…”"; got != want {
		t.Errorf("path %q, want %q", got, want)
	}
	if n.Ordinal() != "1" {
		t.Errorf("ordinal %q", n.Ordinal())
	}
	if PathString(nil, "vi") != "" {
		t.Error("the path of nothing is not empty")
	}
}

func TestKindNames(t *testing.T) {
	seen := map[string]bool{}
	for _, lang := range []string{"vi", "en"} {
		for _, k := range Kinds() {
			name := lang + KindName(k, lang)
			if len(name) == 2 || seen[name] {
				t.Errorf("%s: %q is empty or another kind's name", k, name)
			}
			seen[name] = true
		}
	}
}

func TestJSONShape(t *testing.T) {
	data, err := json.Marshal(Build(paragraphs("Điều 1. Tên\n1. Một.")).Nodes)
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"id":"article_1","kind":"article","label":"Điều 1.","heading":"Tên","text":"","children":[` +
		`{"id":"article_1__clause_1","kind":"clause","label":"1.","heading":"","text":"Một.","children":[]}]}]`
	if string(data) != want {
		t.Errorf("got %s", data)
	}
	if data, _ = json.Marshal(Build(nil).Nodes); string(data) != "[]" {
		t.Errorf("no blocks give %s", data)
	}
}

func TestNumbers(t *testing.T) {
	for _, test := range []struct {
		class    class
		from, to string
		want     bool
	}{
		{arabic, "1", "2", true}, {arabic, "2", "2", false}, {arabic, "2", "1", false}, {arabic, "1", "3", false},
		{arabic, "5", "5a", true}, {arabic, "5a", "5b", true}, {arabic, "5b", "6", true}, {arabic, "5a", "5", false}, {arabic, "5a", "5c", false},
		{lowerAlpha, "d", "đ", true}, {lowerAlpha, "đ", "e", true}, {lowerAlpha, "d", "e", true}, {lowerAlpha, "e", "g", true}, {lowerAlpha, "e", "f", true},
		{lowerAlpha, "i", "k", true}, {lowerAlpha, "i", "j", true}, {lowerAlpha, "v", "x", true}, {lowerAlpha, "a", "c", false}, {lowerAlpha, "e", "đ", false},
		{upperAlpha, "D", "Đ", true}, {upperAlpha, "A", "B", true}, {upperAlpha, "B", "A", false},
		{dotted, "1.1", "1.2", true}, {dotted, "1.2", "2.1", false}, {dotted, "1.1.1", "1.2", false},
		{upperRoman, "III", "IV", true}, {upperRoman, "VIII", "IX", true}, {lowerRoman, "iii", "iv", true}, {lowerRoman, "iv", "vi", false},
	} {
		from, to := numberOf(t, test.from, test.class), numberOf(t, test.to, test.class)
		if from.follows(test.class, to) != test.want {
			t.Errorf("%s → %s: follows is %v", test.from, test.to, !test.want)
		}
	}
}

// numberOf reads a number as it stands in a label of a class.
func numberOf(t *testing.T, s string, c class) number {
	t.Helper()
	marks, n := readMarks(s + ") X")
	for _, m := range marks[:n] {
		if m.class == c {
			return m.num
		}
	}
	t.Fatalf("%q is not read as a number of class %d: %+v", s, c, marks[:n])
	return number{}
}

func TestRoman(t *testing.T) {
	for v := 1; v < 400; v++ {
		s := romanText(v)
		if got, n := roman(s, true); got != v || n != len(s) {
			t.Errorf("%d → %s → %d", v, s, got)
		}
		if got, n := roman(strings.ToLower(s), false); got != v || n != len(s) {
			t.Errorf("%d → %s → %d in small letters", v, s, got)
		}
	}
	for _, s := range []string{"IIII", "VV", "IC", "XM", "", "VX", "i"} {
		if v, n := roman(s, true); n == len(s) && v != 0 {
			t.Errorf("%q is read as %d", s, v)
		}
	}
}

func TestReadMarks(t *testing.T) {
	for _, test := range []struct{ line, label, rest string }{
		{"Điều 5. Tên", "Điều 5.", "Tên"}, {"ĐIỀU 5: Tên", "ĐIỀU 5:", "Tên"}, {"Điều 5", "Điều 5", ""}, {"Điều  5.Tên", "Điều 5.", "Tên"}, {"Ðiều 5. Tên", "Ðiều 5.", "Tên"},
		{"Điều 12 của Luật này", "", ""}, {"Điều 12, 13 và 14", "", ""}, {"Điều 5/2018", "", ""}, {"Điều này", "", ""},
		{"Chương II", "Chương II", ""}, {"CHƯƠNG 3 - TÊN", "CHƯƠNG 3 -", "TÊN"}, {"Chương II.\nTÊN", "Chương II.", "TÊN"}, {"chương trình", "", ""},
		{"Phần thứ mười hai", "Phần thứ mười hai", ""}, {"Phần một: TÊN", "Phần một:", "TÊN"}, {"phần hai của văn bản", "", ""}, {"Phần mềm", "", ""},
		{"Mục A. TÊN", "Mục A.", "TÊN"}, {"Mục tiêu", "", ""}, {"Tiểu mục 2: Tên", "Tiểu mục 2:", "Tên"}, {"Mục 1.2 của", "", ""},
		{"1. Một", "1.", "Một"}, {"1- Một", "1-", "Một"}, {"1) Một", "1)", "Một"}, {"1/ Một", "1/", "Một"}, {"1.- Một", "1.-", "Một"}, {"1.Một", "1.", "Một"}, {"1 . Một", "1 .", "Một"},
		{"1a. Một", "1a.", "Một"}, {"1.1. Một", "1.1.", "Một"}, {"1.1 Một", "1.1", "Một"}, {"1.2.3- Một", "1.2.3-", "Một"}, {"30.000 đồng", "", ""}, {"1-5-1975", "", ""}, {"1/5 là ngày", "", ""},
		{"12345. Số", "", ""}, {"5 người", "", ""}, {"I- LỚN", "I-", "LỚN"}, {"IV. Bốn", "IV.", "Bốn"}, {"IIII. Sai", "", ""}, {"A. Chữ", "A.", "Chữ"}, {"A lô", "", ""},
		{"a) điểm", "a)", "điểm"}, {"a)điểm", "a)", "điểm"}, {"đ) điểm", "đ)", "điểm"}, {"(a) point", "(a)", "point"}, {"a1) thêm", "a1)", "thêm"}, {"e.g. thế", "", ""}, {"an) toàn", "", ""},
		{"- gạch", "-", "gạch"}, {"-Gạch", "-", "Gạch"}, {"+ cộng", "+", "cộng"}, {"-----", "", ""}, {"- - -", "", ""}, {"• chấm", "•", "chấm"}, {"-5 độ", "", ""}, {"*** hoa", "", ""},
		{"Article 5 – Title", "Article 5 –", "Title"}, {"Section 3 of the Act", "", ""}, {"Part Two", "Part Two", ""}, {"particular", "", ""}, {"(ii) two", "(ii)", "two"}, {"", "", ""}, {"“1. Ngoặc", "", ""},
	} {
		marks, n := readMarks(test.line)
		switch {
		case n == 0 && test.label != "":
			t.Errorf("%q: no label, want %q", test.line, test.label)
		case n > 0 && (marks[0].label != test.label || test.line[marks[0].rest:] != test.rest):
			t.Errorf("%q: label %q, rest %q; want %q, %q", test.line, marks[0].label, test.line[marks[0].rest:], test.label, test.rest)
		}
	}
}
