package locale

// Days of the week and lengths of time. English days are written by the
// standard library; they are here so that each key has both languages.
func init() {
	add(sentences{
		"time.weekday.monday":    {"thứ Hai", "Monday"},
		"time.weekday.tuesday":   {"thứ Ba", "Tuesday"},
		"time.weekday.wednesday": {"thứ Tư", "Wednesday"},
		"time.weekday.thursday":  {"thứ Năm", "Thursday"},
		"time.weekday.friday":    {"thứ Sáu", "Friday"},
		"time.weekday.saturday":  {"thứ Bảy", "Saturday"},
		"time.weekday.sunday":    {"Chủ nhật", "Sunday"},
		"time.left":              {"còn {span}", "{span} left"},
		"time.over":              {"quá {span}", "{span} late"},
		"time.one.day":           {"1 ngày", "1 day"},
		"time.many.day":          {"{n} ngày", "{n} days"},
		"time.one.hour":          {"1 giờ", "1 hour"},
		"time.many.hour":         {"{n} giờ", "{n} hours"},
		"time.one.minute":        {"1 phút", "1 minute"},
		"time.many.minute":       {"{n} phút", "{n} minutes"},
	})
}
