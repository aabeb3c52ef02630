package locale

import (
	"strings"
	"time"
)

// Zone is the time of Viet Nam, in which deadlines are set and shown. The
// country has kept it since 1975 without summer time, so no zone table is
// needed.
var Zone = time.FixedZone("ICT", 7*60*60)

// Clock is the hour and the minute: "17:00".
func Clock(at time.Time) string { return at.In(Zone).Format("15:04") }

// Moment says a point in time with its hour, its day of the week and, where it
// is not this year's, its year: "17:00 thứ Sáu 13/04", "17:00 Friday 13 April".
func Moment(lang Lang, at, now time.Time) string {
	at, now = at.In(Zone), now.In(Zone)
	year := at.Year() != now.Year()
	if lang == English {
		layout := "15:04 Monday 2 January"
		if year {
			layout += " 2006"
		}
		return at.Format(layout)
	}
	layout := "02/01"
	if year {
		layout += "/2006"
	}
	return Clock(at) + " " + T(lang, "time.weekday."+strings.ToLower(at.Weekday().String())) + " " + at.Format(layout)
}

// Stamp is a point in time in figures: "10/04/2018 09:12", "10 April 2018 09:12".
func Stamp(lang Lang, at time.Time) string {
	if lang == English {
		return at.In(Zone).Format("2 January 2006 15:04")
	}
	return at.In(Zone).Format("02/01/2006 15:04")
}

// Left says how long it is until a deadline, or how long it has passed: "còn 3
// ngày 7 giờ", "quá 16 giờ". It says two units at most, and days alone from a
// week on.
func Left(lang Lang, now, until time.Time) string {
	d := until.Sub(now)
	if d < 0 {
		return T(lang, "time.over", "span", Span(lang, -d))
	}
	return T(lang, "time.left", "span", Span(lang, d))
}

// Span says a length of time: "3 ngày 7 giờ", "18 phút".
func Span(lang Lang, d time.Duration) string {
	days, hours, minutes := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60
	switch {
	case days >= 7, days > 0 && hours == 0:
		return count(lang, "day", days)
	case days > 0:
		return count(lang, "day", days) + " " + count(lang, "hour", hours)
	case hours > 0 && minutes == 0:
		return count(lang, "hour", hours)
	case hours > 0:
		return count(lang, "hour", hours) + " " + count(lang, "minute", minutes)
	}
	return count(lang, "minute", minutes)
}

// count says a number of units; English has another word for one of them.
func count(lang Lang, unit string, n int) string {
	if n == 1 {
		return T(lang, "time.one."+unit)
	}
	return T(lang, "time.many."+unit, "n", n)
}
