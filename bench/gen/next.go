package gen

import (
	"slices"
	"strings"
)

// Next is the next version of the draft, as drafters would make it: of a
// hundred clauses and points about ten are reworded, three struck out, three
// put in, two cut in two and four moved within forty paragraphs; of a hundred
// articles four are moved, whole, within ten. Labels are not counted anew: a
// Word file counts them itself.
func (d *Draft) Next(seed uint64) *Draft {
	p := newPen(seed, 5)
	out := &Draft{}
	for _, para := range d.Paras {
		if para.Level < Clause {
			out.Paras = append(out.Paras, para)
			continue
		}
		out.Paras = append(out.Paras, p.edited(para)...)
	}
	out.moveParas(p)
	out.moveArticles(p)
	return out
}

// edited is what becomes of a clause or point.
func (p pen) edited(para Para) []Para {
	switch n := p.IntN(100); {
	case n < 10:
		para.Text = p.reworded(para.Text)
	case n < 13:
		return nil
	case n < 16:
		return []Para{para, {Level: para.Level, Label: para.Label, Text: p.sentence() + "."}}
	case n < 18:
		if first, second, found := strings.Cut(para.Text, ". "); found {
			half := para
			half.Text, para.Text = first+".", second
			return []Para{half, para}
		}
	}
	return []Para{para}
}

// reworded puts one to three phrases in, in the place of some words or of none.
func (p pen) reworded(text string) string {
	words := strings.Fields(text)
	for range p.between(1, 3) {
		from := p.IntN(len(words))
		to := min(from+p.between(0, 3), len(words))
		words = slices.Replace(words, from, to, strings.Fields(p.pick(manner))...)
	}
	return strings.Join(words, " ")
}

// moveParas moves points and clauses. None goes where no article is open.
func (d *Draft) moveParas(p pen) {
	const reach = 40
	for i, para := range d.Paras {
		to := i + p.between(-reach, reach)
		if para.Level < Clause || p.IntN(100) >= 4 || to < 0 || to >= len(d.Paras) || d.Paras[to].Level < Article {
			continue
		}
		d.Paras = slices.Delete(d.Paras, i, i+1)
		d.Paras = slices.Insert(d.Paras, to, para)
	}
}

// moveArticles moves articles with all that is under them.
func (d *Draft) moveArticles(p pen) {
	const reach = 10
	groups := d.groups()
	for i, g := range groups {
		to := i + p.between(-reach, reach)
		if g[0].Level != Article || p.IntN(100) >= 4 || to < 0 || to >= len(groups) || groups[to][0].Level < Section {
			continue
		}
		groups = slices.Delete(groups, i, i+1)
		groups = slices.Insert(groups, to, g)
	}
	d.Paras = slices.Concat(groups...)
}

// groups cuts the draft before every article and heading.
func (d *Draft) groups() [][]Para {
	var out [][]Para
	for _, para := range d.Paras {
		if len(out) == 0 || para.Level < Clause {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], para)
	}
	return out
}
