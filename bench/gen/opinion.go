package gen

// Opinions says what bodies ask for, one after the other, for ever: sentences
// as long as those of real comments.
type Opinions struct{ p pen }

// NewOpinions begins with a seed; the same seed says the same.
func NewOpinions(seed uint64) *Opinions { return &Opinions{newPen(seed, 5)} }

var asks = []string{
	"Đề nghị bổ sung quy định ", "Đề nghị làm rõ việc ", "Đề nghị cân nhắc không giao ", "Đề nghị bỏ nội dung ",
	"Đề nghị sửa lại theo hướng ", "Thống nhất với dự thảo; đề nghị thêm ",
}

// Next is one opinion with its reason.
func (o *Opinions) Next() (text, reason string) {
	text = o.p.pick(asks) + lowerFirst(o.p.sentence()) + "."
	if o.p.IntN(3) == 0 {
		text += " " + upperFirst(o.p.sentence()) + "."
	}
	if o.p.IntN(2) == 0 {
		reason = upperFirst(o.p.sentence()) + "."
	}
	return text, reason
}
