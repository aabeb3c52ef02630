package matrix

import (
	"fmt"
	"strings"

	"thao/internal/collation"
	"thao/internal/outline"
)

// node makes a node whose id is made of the labels above it.
func node(kind outline.Kind, label, heading, text string, children ...*outline.Node) *outline.Node {
	n := &outline.Node{Kind: kind, Label: label, Heading: heading, Text: text, Children: children}
	if children == nil {
		n.Children = []*outline.Node{}
	}
	return n
}

func number(prefix string, nodes []*outline.Node) {
	for i, n := range nodes {
		n.ID = fmt.Sprintf("%s%s_%d", prefix, n.Kind, i+1)
		number(n.ID+"__", n.Children)
	}
}

// scheme is a small draft with every kind of place a comment can have.
func scheme() []*outline.Node {
	nodes := []*outline.Node{
		node(outline.Front, "", "", "ĐỀ ÁN\nNâng cao chất lượng đội ngũ cán bộ các cấp"),
		node(outline.Basis, "", "", "Căn cứ Nghị quyết số 12-NQ/X ngày 03/02/2016;"),
		node(outline.Part, "Phần I", "Sự cần thiết", "", node(outline.Paragraph, "", "", "Công tác cán bộ là then chốt.")),
		node(outline.Part, "Phần III", "Phương hướng, nhiệm vụ và giải pháp đến năm 2030", "",
			node(outline.Heading, "II-", "Nhiệm vụ và giải pháp", "",
				node(outline.Heading, "5-", "Siết chặt kỷ cương, kiểm soát quyền lực trong công tác cán bộ", "",
					node(outline.Heading, "5.1-", "", "Hoàn thiện quy định về trách nhiệm:",
						node(outline.Point, "a)", "", "Người đứng đầu chịu trách nhiệm trực tiếp về việc giới thiệu, đánh giá cán bộ."),
						node(outline.Point, "đ)", "", "Xử lý nghiêm cán bộ vi phạm dù đã chuyển công tác.")),
					node(outline.Paragraph, "", "", "Các cấp ủy báo cáo kết quả hằng năm.")),
				node(outline.Heading, "6-", "Phát huy vai trò của nhân dân", "Nhân dân giám sát công tác cán bộ."),
				node(outline.Paragraph, "", "", "Nhiệm vụ tại mục này được thực hiện từ năm 2019."))),
		node(outline.Part, "Phần V", "Tổ chức thực hiện", "",
			node(outline.Article, "Điều 5.", "Hiệu lực", "",
				node(outline.Clause, "1.", "", "Đề án có hiệu lực từ ngày ký."),
				node(outline.Clause, "2.", "", "Sơ kết hai năm một lần.", node(outline.Point, "b)", "", "Huyện ủy sơ kết."))),
			node(outline.Article, "Điều 6.", "Trách nhiệm thi hành", "Các cơ quan thi hành Đề án này.")),
	}
	number("", nodes)
	return nodes
}

// labelOf is the label a path shows for a node.
func labelOf(n *outline.Node) string {
	label := strings.TrimRight(n.Label, ".-)")
	switch n.Kind {
	case outline.Point:
		return "điểm " + label
	case outline.Clause:
		return "khoản " + label
	case outline.Heading:
		return "mục " + label
	case outline.Paragraph:
		return "đoạn " + n.ID[strings.LastIndexByte(n.ID, '_')+1:]
	case outline.Front, outline.Basis:
		return string(n.Kind)
	}
	return label
}

func pathOf(nodes []*outline.Node, id string) string {
	var labels []string
	for _, n := range placesOf(nodes)[id].chain {
		labels = append(labels, labelOf(n))
	}
	return strings.Join(labels, pathMark)
}

const (
	pointA  = "part_4__heading_1__heading_1__heading_1__point_1"
	pointD  = "part_4__heading_1__heading_1__heading_1__point_2"
	mucSau  = "part_4__heading_1__heading_2"
	doanCuo = "part_4__heading_1__paragraph_3"
	diemB   = "part_5__article_1__clause_2__point_1"
	dieuSau = "part_5__article_2"
)

// sample is a collation with every kind of comment, reply and leftover.
func sample() *collation.Collation {
	c := &collation.Collation{
		Format: collation.Format, Profile: "vn-state",
		Draft:  collation.Draft{File: "du-thao-1.docx", Title: "Đề án Nâng cao chất lượng đội ngũ cán bộ các cấp", Nodes: scheme()},
		Silent: []string{"Tỉnh ủy H", "Ban Cán sự đảng Bộ M"},
	}
	reply := func(file, body, number, date string, status collation.Status, rule collation.Rule) {
		c.Replies = append(c.Replies, collation.Reply{File: file, Body: body, Number: number, Date: date, Status: status, BodyRule: rule})
	}
	reply("a/gop-y.docx", "Tỉnh ủy A", "1031-CV/TU", "2018-04-06", collation.HasComments, collation.ByFolder)
	reply("b.docx", "Tỉnh ủy B", "97-BC/TU", "2018-04-05", collation.HasComments, collation.ByIssuer)
	reply("c.xlsx", "Ban Cán sự đảng Bộ C", "61-CV/BCSĐ", "2018-04-04", collation.HasComments, collation.ByList)
	reply("d.pdf", "Thành ủy K", "", "2018-02-09", collation.HasComments, collation.ByFile)
	reply("e.docx", "Tỉnh ủy E", "55-BC/TU", "2018-04-03", collation.Agrees, collation.ByIssuer)
	reply("hong.docx", "Tỉnh ủy G", "", "", collation.Unreadable, collation.ByFile)

	add := func(file, node string, state collation.State, source collation.Source, text string, more func(*collation.Comment)) string {
		k := collation.Comment{ID: fmt.Sprintf("c-%02d", len(c.Comments)+1), Reply: file, Source: source, Text: text, Node: node, State: state, Start: -1, End: -1, Confidence: 1}
		for _, r := range c.Replies {
			if r.File == file {
				k.Body = r.Body
			}
		}
		k.Path = pathOf(c.Draft.Nodes, node)
		if more != nil {
			more(&k)
		}
		c.Comments = append(c.Comments, k)
		return k.ID
	}
	group := func(node string, comments ...string) {
		g := collation.Group{ID: "g-" + comments[0][2:], Node: node, Comments: comments}
		c.Groups = append(c.Groups, g)
	}
	group("", add("b.docx", "", collation.General, collation.Letter, "Đề nghị rà soát, thống nhất thuật ngữ trong toàn văn dự thảo.", nil))
	group("front_1", add("d.pdf", "front_1", collation.Placed, collation.PDF, "Tên Đề án cần ngắn gọn hơn.", func(k *collation.Comment) { k.Quote = "Nâng cao chất lượng đội ngũ cán bộ các cấp" }))
	group(pointA,
		add("a/gop-y.docx", pointA, collation.Placed, collation.Letter, "Sau cụm từ “trách nhiệm trực tiếp” đề nghị bổ sung “và trách nhiệm liên đới của cấp phó phụ trách”.", func(k *collation.Comment) {
			k.After = "và trách nhiệm liên đới của cấp phó phụ trách"
		}),
		add("b.docx", pointA, collation.Placed, collation.Letter, "Sau cụm từ “trách nhiệm trực tiếp” bổ sung “và trách nhiệm liên đới của cấp phó được giao phụ trách”.", nil),
		add("c.xlsx", pointA, collation.Placed, collation.Table, "sau cụm từ “trách nhiệm trực tiếp”, đề nghị bổ sung “và trách nhiệm liên đới của cấp phó phụ trách”", nil))
	group(pointA, add("d.pdf", pointA, collation.Placed, collation.Tracked, "", func(k *collation.Comment) {
		k.Before, k.After = "đánh giá cán bộ", "nhận xét, đánh giá cán bộ"
	}))
	group(pointD, add("a/gop-y.docx", pointD, collation.Placed, collation.Margin, "- Nêu rõ hình thức xử lý.\n- Công khai kết quả.", func(k *collation.Comment) {
		k.Quote, k.Resolved = "Xử lý nghiêm", true
		k.Thread = []collation.Turn{{Author: "Chuyên viên 1", Date: "2018-04-02T08:00:00", Text: "Theo quy định nào?"}, {Author: "Chuyên viên 2", Text: "Theo Quy định 102."}}
	}))
	group(mucSau, add("c.xlsx", mucSau, collation.Placed, collation.Table, "=HYPERLINK(\"http://example.invalid\")", nil))
	group(doanCuo, add("b.docx", doanCuo, collation.Placed, collation.Tracked, "", func(k *collation.Comment) { k.Before = "từ năm 2019" }))
	group(diemB, add("a/gop-y.docx", diemB, collation.Placed, collation.Letter, "Giao huyện ủy được chủ động thời điểm sơ kết.", func(k *collation.Comment) {
		k.Also = []collation.Candidate{{Node: dieuSau, Path: pathOf(c.Draft.Nodes, dieuSau), Score: 1}}
	}))
	group(dieuSau, add("b.docx", dieuSau, collation.Placed, collation.Letter, "Đề nghị nêu rõ cơ quan theo dõi.", nil))
	group("", add("d.pdf", "", collation.Review, collation.Letter, "Cân nhắc thời hạn này cho phù hợp.", func(k *collation.Comment) {
		k.Where = "trang 12, dòng 5 từ trên xuống"
		k.Candidates = []collation.Candidate{{Node: diemB, Path: pathOf(c.Draft.Nodes, diemB), Score: 0.62}, {Node: pointD, Path: pathOf(c.Draft.Nodes, pointD), Score: 0.58}}
	}))
	for i := range c.Replies {
		for _, k := range c.Comments {
			if k.Reply == c.Replies[i].File {
				c.Replies[i].Comments++
			}
		}
	}
	c.Passages = []collation.Passage{
		{Reply: "b.docx", Kind: collation.Courtesy, Text: "Kính gửi: Tổ biên tập"},
		{Reply: "e.docx", Kind: collation.Agreement, Text: "Cơ bản nhất trí với dự thảo."},
	}
	c.Problems = []collation.Problem{{File: "hong.docx", Code: "damaged", Message: "Tệp bị hỏng hoặc bị cắt cụt tại phần word/document.xml nên không đọc được."}}
	return c
}

func profile(name string) Profile {
	p, ok := ProfileOf(name)
	if !ok {
		panic("no profile " + name)
	}
	return p
}

// many is a collation of n groups spread over a draft of 500 articles.
func many(n int) *collation.Collation {
	c := &collation.Collation{Format: collation.Format, Draft: collation.Draft{File: "d.docx", Title: "Luật"}}
	for ch := range 25 {
		chapter := node(outline.Chapter, fmt.Sprintf("Chương %d", ch+1), "Quy định về quản lý cán bộ", "")
		for a := range 20 {
			chapter.Children = append(chapter.Children, node(outline.Article, fmt.Sprintf("Điều %d.", ch*20+a+1), "", "Nội dung của điều này."))
		}
		c.Draft.Nodes = append(c.Draft.Nodes, chapter)
	}
	number("", c.Draft.Nodes)
	for i := range 63 {
		c.Replies = append(c.Replies, collation.Reply{File: fmt.Sprintf("%02d.docx", i), Body: fmt.Sprintf("Tỉnh ủy %02d", i), Number: fmt.Sprintf("%d-CV/TU", 100+i), Date: "2018-04-06", Status: collation.HasComments})
	}
	for i := range n {
		article := c.Draft.Nodes[i*25/n].Children[i%20]
		g := collation.Group{ID: fmt.Sprintf("g-%05d", i), Node: article.ID}
		for k := range 1 + i%3 {
			r := c.Replies[(i*7+k)%63]
			id := fmt.Sprintf("c-%05d-%d", i, k)
			c.Comments = append(c.Comments, collation.Comment{ID: id, Reply: r.File, Body: r.Body, Source: collation.Letter, State: collation.Placed, Node: article.ID,
				Path: "Chương › " + labelOf(article), Text: fmt.Sprintf("Đề nghị bổ sung quy định về thời hạn thực hiện nhiệm vụ số %d, bảo đảm thống nhất với các quy định hiện hành và phù hợp thực tiễn.", i)})
			g.Comments = append(g.Comments, id)
		}
		c.Groups = append(c.Groups, g)
	}
	return c
}
