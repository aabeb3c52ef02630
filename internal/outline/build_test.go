package outline

import (
	"strings"
	"testing"

	"thao/internal/prose"
)

// paragraphs makes a block of every line of s; blank lines are left out.
func paragraphs(s string) []prose.Block {
	var blocks []prose.Block
	for line := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(line) != "" {
			blocks = append(blocks, prose.Block{Kind: prose.Paragraph, Text: strings.TrimSpace(line)})
		}
	}
	return blocks
}

// sketch draws a tree: a line a node, indented by depth, with its kind, label,
// heading after "=" and text after ":".
func sketch(tree *Tree) string {
	var b strings.Builder
	tree.Walk(func(n *Node) {
		b.WriteString(strings.Repeat("  ", len(n.Path())-1) + string(n.Kind))
		if n.Label != "" {
			b.WriteString(" " + n.Label)
		}
		if n.Heading != "" {
			b.WriteString(" = " + n.Heading)
		}
		if n.Text != "" {
			b.WriteString(" : " + strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(n.Text))
		}
		b.WriteByte('\n')
	})
	return b.String()
}

func checkSketch(t *testing.T, blocks []prose.Block, want string) {
	t.Helper()
	tree := Build(blocks)
	if err := checkPartition(blocks, tree); err != nil {
		t.Error(err)
	}
	got := strings.TrimSpace(sketch(tree))
	want = strings.TrimSpace(strings.ReplaceAll(want, "\t", ""))
	if got != want {
		t.Errorf("got\n%s\n\nwant\n%s", got, want)
	}
}

func TestBuild(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"law", `
			QUỐC HỘI
			CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
			Luật số: 01/2030/QH20
			LUẬT
			THỬ NGHIỆM
			Căn cứ Hiến pháp;
			Theo đề nghị của Chính phủ;
			Quốc hội ban hành Luật Thử nghiệm.
			Chương I
			QUY ĐỊNH CHUNG
			VỀ THỬ NGHIỆM
			Mục 1. PHẠM VI
			Điều 1. Phạm vi điều chỉnh
			Luật này quy định về thử nghiệm.
			Luật này không quy định gì khác.
			Điều 2. Đối tượng
			1. Cơ quan.
			2. Tổ chức, gồm:
			a) Tổ chức một;
			b) Tổ chức hai, theo quy định tại
			Điều 12 của Luật này;
			đ) Tổ chức ba.
			Điều 3
			Luật này có hiệu lực ngay.
			Luật này được Quốc hội khóa XX thông qua ngày 01 tháng 01 năm 2030.
			CHỦ TỊCH QUỐC HỘI`, `
			front
			  paragraph : QUỐC HỘI
			  paragraph : CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
			  paragraph : Luật số: 01/2030/QH20
			  paragraph : LUẬT
			  paragraph : THỬ NGHIỆM
			basis
			  paragraph : Căn cứ Hiến pháp;
			  paragraph : Theo đề nghị của Chính phủ;
			  paragraph : Quốc hội ban hành Luật Thử nghiệm.
			chapter Chương I = QUY ĐỊNH CHUNG VỀ THỬ NGHIỆM
			  section Mục 1. = PHẠM VI
			    article Điều 1. = Phạm vi điều chỉnh : Luật này quy định về thử nghiệm.
			      paragraph : Luật này không quy định gì khác.
			    article Điều 2. = Đối tượng
			      clause 1. : Cơ quan.
			      clause 2. : Tổ chức, gồm:
			        point a) : Tổ chức một;
			        point b) : Tổ chức hai, theo quy định tại
			          paragraph : Điều 12 của Luật này;
			        point đ) : Tổ chức ba.
			    article Điều 3 : Luật này có hiệu lực ngay.
			signature
			  paragraph : Luật này được Quốc hội khóa XX thông qua ngày 01 tháng 01 năm 2030.
			  paragraph : CHỦ TỊCH QUỐC HỘI`},
		{"party scheme", `
			ĐẢNG CỘNG SẢN VIỆT NAM
			ĐỀ ÁN
			Phần thứ nhất
			SỰ CẦN THIẾT
			I- TÌNH HÌNH
			Bộ máy còn cồng kềnh.
			1- Kết quả
			1.1- Ở trung ương. Đã giảm đầu mối.
			1.2- Ở địa phương.
			a) Cấp tỉnh:
			- Ý một;
			- Ý hai:
			+ Nhỏ một.
			b) Cấp xã.
			2- Hạn chế
			II- NGUYÊN NHÂN
			PHẦN THỨ HAI
			NHIỆM VỤ
			A. NHIỆM VỤ CHUNG
			I. Thứ nhất
			II. Thứ hai
			B. NHIỆM VỤ CỤ THỂ
			1. Một.
			Nơi nhận:
			- Các ban đảng.
			PHỤ LỤC I
			DANH MỤC
			(Kèm theo Đề án số 01)
			I. Nhóm việc
			1. Việc một`, `
			front
			  paragraph : ĐẢNG CỘNG SẢN VIỆT NAM
			  paragraph : ĐỀ ÁN
			part Phần thứ nhất = SỰ CẦN THIẾT
			  heading I- = TÌNH HÌNH : Bộ máy còn cồng kềnh.
			    heading 1- = Kết quả
			      heading 1.1- : Ở trung ương. Đã giảm đầu mối.
			      heading 1.2- : Ở địa phương.
			        point a) : Cấp tỉnh:
			          item - : Ý một;
			          item - : Ý hai:
			            item + : Nhỏ một.
			        point b) : Cấp xã.
			    heading 2- = Hạn chế
			  heading II- = NGUYÊN NHÂN
			part PHẦN THỨ HAI = NHIỆM VỤ
			  heading A. = NHIỆM VỤ CHUNG
			    heading I. = Thứ nhất
			    heading II. = Thứ hai
			  heading B. = NHIỆM VỤ CỤ THỂ
			    heading 1. : Một.
			signature
			  paragraph : Nơi nhận:
			  item - : Các ban đảng.
			annex PHỤ LỤC I = DANH MỤC (Kèm theo Đề án số 01)
			  heading I. = Nhóm việc
			    heading 1. = Việc một`},
		{"amending law", `
			Điều 1. Sửa đổi, bổ sung một số điều
			1. Sửa đổi khoản 5 Điều 2 như sau:
			“5. Tái phạm là việc đã bị xử phạt.
			6. Nội dung khác, gọi là “nội dung”.
			Điều 3. Một điều khác”.
			2. Bổ sung điểm a như sau: “a) Điểm mới;
			b) Điểm mới nữa.”
			3. Bãi bỏ Điều 9.
			Điều 2. Hiệu lực`, `
			article Điều 1. = Sửa đổi, bổ sung một số điều
			  clause 1. : Sửa đổi khoản 5 Điều 2 như sau:
			    paragraph : “5. Tái phạm là việc đã bị xử phạt.
			    paragraph : 6. Nội dung khác, gọi là “nội dung”.
			    paragraph : Điều 3. Một điều khác”.
			  clause 2. : Bổ sung điểm a như sau: “a) Điểm mới;
			    paragraph : b) Điểm mới nữa.”
			  clause 3. : Bãi bỏ Điều 9.
			article Điều 2. = Hiệu lực`},
		{"quotation that never closes", `
			Điều 1. Sửa đổi
			1. Sửa đổi như sau:
			“5. Tái phạm.
			2. Bãi bỏ.
			Điều 2. Hiệu lực`, `
			article Điều 1. = Sửa đổi
			  clause 1. : Sửa đổi như sau:
			    paragraph : “5. Tái phạm.
			  clause 2. : Bãi bỏ.
			article Điều 2. = Hiệu lực`},
		{"decision with an outline in its article", `
			Điều 1. Phê duyệt Chương trình với các nội dung sau:
			I. MỤC TIÊU
			1. Mục tiêu chung
			2. Mục tiêu cụ thể
			a) Đến năm 2030;
			II. NHIỆM VỤ
			1. Hoàn thiện thể chế.
			Điều 2. Quyết định này có hiệu lực từ ngày ký.`, `
			article Điều 1. : Phê duyệt Chương trình với các nội dung sau:
			  heading I. = MỤC TIÊU
			    heading 1. = Mục tiêu chung
			    heading 2. = Mục tiêu cụ thể
			      point a) : Đến năm 2030;
			  heading II. = NHIỆM VỤ
			    heading 1. : Hoàn thiện thể chế.
			article Điều 2. : Quyết định này có hiệu lực từ ngày ký.`},
		{"numerals over articles", `
			I. QUY ĐỊNH CHUNG
			Điều 1. Một
			Điều 2. Hai
			II. QUY ĐỊNH CỤ THỂ
			Điều 3. Ba`, `
			heading I. = QUY ĐỊNH CHUNG
			  article Điều 1. = Một
			  article Điều 2. = Hai
			heading II. = QUY ĐỊNH CỤ THỂ
			  article Điều 3. = Ba`},
		{"numbers that run on through headings", `
			I. Thứ nhất
			1. Một.
			2. Hai.
			II. Thứ hai
			3. Ba.
			4. Bốn.`, `
			heading I. = Thứ nhất
			  heading 1. : Một.
			  heading 2. : Hai.
			heading II. = Thứ hai
			  heading 3. : Ba.
			  heading 4. : Bốn.`},
		{"lost, doubled and misprinted numbers", `
			Điều 1. Một
			1. A.
			3. C.
			3. D.
			4. E.
			2018. Năm này không phải là khoản.
			Điều 2. Hai
			Điều 2. Hai nữa
			Điều 33. Ba
			Điều 4. Bốn
			Điều 6. Sáu
			Điều 7. Bảy`, `
			article Điều 1. = Một
			  clause 1. : A.
			  clause 3. : C.
			  clause 3. : D.
			  clause 4. : E.
			    paragraph : 2018. Năm này không phải là khoản.
			article Điều 2. = Hai
			article Điều 2. = Hai nữa
			article Điều 33. = Ba
			article Điều 4. = Bốn
			article Điều 6. = Sáu
			article Điều 7. = Bảy`},
		{"chapters that begin again in each part", `
			Phần thứ nhất
			MỘT
			Chương I
			A
			Điều 1. X
			Phần thứ hai
			HAI
			Chương I
			B
			Mục 1. C
			Tiểu mục 1. D
			Điều 2. Y`, `
			part Phần thứ nhất = MỘT
			  chapter Chương I = A
			    article Điều 1. = X
			part Phần thứ hai = HAI
			  chapter Chương I = B
			    section Mục 1. = C
			      subsection Tiểu mục 1. = D
			        article Điều 2. = Y`},
		{"English", `
			PREAMBLE
			The parties agree.
			Part One
			GENERAL
			Chapter 1. Scope
			Article 1. Purpose
			1. This Act governs consultation.
			2. It applies to:
			(a) ministries;
			(b) agencies:
			(i) executive agencies;
			(ii) other agencies;
			(c) bodies.
			Article 2 – Definitions
			Section 3 of the other Act applies.
			Annex A
			FORMS
			1 Scope
			1.1 General
			The form is used.
			2 Terms`, `
			heading = PREAMBLE : The parties agree.
			part Part One = GENERAL
			  chapter Chapter 1. = Scope
			    article Article 1. = Purpose
			      clause 1. : This Act governs consultation.
			      clause 2. : It applies to:
			        point (a) : ministries;
			        point (b) : agencies:
			          point (i) : executive agencies;
			          point (ii) : other agencies;
			        point (c) : bodies.
			    article Article 2 – = Definitions : Section 3 of the other Act applies.
			annex Annex A = FORMS
			  heading 1 = Scope
			    heading 1.1 = General : The form is used.
			  heading 2 = Terms`},
		{"no structure", `
			Ý kiến của chúng tôi như sau, xin gửi để tổng hợp.
			Năm 2018 có nhiều đổi mới.
			Trân trọng.`, `
			paragraph : Ý kiến của chúng tôi như sau, xin gửi để tổng hợp.
			paragraph : Năm 2018 có nhiều đổi mới.
			paragraph : Trân trọng.`},
		{"programme enclosed after the signature", `
			QUYẾT ĐỊNH
			Căn cứ Luật;
			Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.
			TM. ỦY BAN
			QUY CHẾ
			LÀM VIỆC
			(Ban hành kèm theo Quyết định số 01)
			Điều 1. Phạm vi
			1. Một.
			Điều 2. Hai`, `
			front
			  paragraph : QUYẾT ĐỊNH
			basis
			  paragraph : Căn cứ Luật;
			article Điều 1. : Ban hành kèm theo Quyết định này Quy chế làm việc.
			signature
			  paragraph : TM. ỦY BAN
			annex = QUY CHẾ LÀM VIỆC (Ban hành kèm theo Quyết định số 01)
			  article Điều 1. = Phạm vi
			    clause 1. : Một.
			  article Điều 2. = Hai`},
	} {
		t.Run(test.name, func(t *testing.T) { checkSketch(t, paragraphs(test.text), test.want) })
	}
}

// TestComputedLabels holds that labels of a word processor and the same typed
// by hand give one tree.
func TestComputedLabels(t *testing.T) {
	typed := paragraphs(`
		Phần thứ nhất
		MỘT
		Chương I
		A
		Điều 1. Tên điều
		1. Khoản một.
		a) Điểm a;
		b) Điểm b;
		- Gạch.
		2. Khoản hai.
		Điều 2. Tên nữa
		I- Mục lớn
		1.1. Nhỏ`)
	computed := make([]prose.Block, len(typed))
	for i, b := range typed {
		marks, n := readMarks(b.Text)
		if n > 0 {
			b.Label, b.Text = marks[0].label, b.Text[marks[0].rest:]
		}
		computed[i] = b
	}
	var a, b []string
	Build(typed).Walk(func(n *Node) { a = append(a, n.ID+" "+n.Label) })
	Build(computed).Walk(func(n *Node) { b = append(b, n.ID+" "+n.Label) })
	if got, want := strings.Join(b, "\n"), strings.Join(a, "\n"); got != want {
		t.Errorf("computed\n%s\ntyped\n%s", got, want)
	}
}

func TestStyledHeadings(t *testing.T) {
	blocks := []prose.Block{
		{Kind: prose.Header, Text: "Trang 1"},
		{Text: "Đề án thử", Level: 1, Style: "Title"},
		{Text: "Mục lục\t3", Style: "toc 1"},
		{Text: "Bối cảnh", Level: 2},
		{Text: "Một đoạn văn."},
		{Text: "Chi tiết", Level: 3},
		{Text: "Đoạn hai.", Label: "1.", List: 1},
		{Kind: prose.Footnote, Text: "Chú thích."},
		{Text: "Giải pháp", Level: 2},
		{Kind: prose.Footnote, Text: "Chú thích cuối."},
		{Kind: prose.Footer, Text: "Chân trang"},
	}
	checkSketch(t, blocks, `
		front
		  paragraph : Trang 1
		  paragraph : Đề án thử
		  paragraph : Mục lục⇥3
		  paragraph : Chân trang
		heading = Bối cảnh : Một đoạn văn.
		  heading = Chi tiết
		    heading 1. : Đoạn hai.
		      paragraph : Chú thích.
		heading = Giải pháp
		paragraph : Chú thích cuối.`)
}

func TestTable(t *testing.T) {
	cell := func(table, row, col, parent int, text string) prose.Block {
		return prose.Block{Kind: prose.Cell, Text: text, Cell: &prose.CellPos{Table: table, Row: row, Col: col, RowSpan: 1, ColSpan: 1, Parent: parent}}
	}
	blocks := []prose.Block{
		{Text: "Điều 1. Bảng"}, cell(1, 0, 0, 0, "STT"), cell(1, 0, 1, 0, "Nội dung"), cell(1, 1, 0, 0, "1"), cell(1, 1, 1, 0, "Một"), cell(1, 1, 1, 0, "đoạn nữa"),
		cell(2, 0, 0, 1, "trong"), cell(1, 2, 1, 0, "Điều 2. Không phải điều"), cell(3, 0, 0, 0, "bảng khác"), {Text: "Điều 2. Hết"},
	}
	checkSketch(t, blocks, `
		article Điều 1. = Bảng
		  table : STT⇥Nội dung⏎1⇥Một đoạn nữa⏎⇥Điều 2. Không phải điều
		    table : trong
		  table : bảng khác
		article Điều 2. = Hết`)
}

// TestLinesInOneBlock holds that labelled lines broken by hand are units, and
// that a line which only looks labelled stays where it was.
func TestLinesInOneBlock(t *testing.T) {
	blocks := []prose.Block{{Text: "Điều 1. Tên\n1. Một\n2. Hai\ntiếp theo\n9. không phải khoản"}, {Text: "Chương II\nTÊN CHƯƠNG"}}
	checkSketch(t, blocks, `
		article Điều 1. = Tên
		  clause 1. = Một
		  clause 2. = Hai : tiếp theo⏎9. không phải khoản
		chapter Chương II = TÊN CHƯƠNG`)
}
