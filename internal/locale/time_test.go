package locale

import (
	"testing"
	"time"
)

func TestMoments(t *testing.T) {
	now := time.Date(2018, 4, 10, 2, 12, 0, 0, time.UTC) // 09:12 in Viet Nam
	friday := time.Date(2018, 4, 13, 10, 0, 0, 0, time.UTC)
	tests := []struct{ got, want string }{
		{Moment(Vietnamese, friday, now), "17:00 thứ Sáu 13/04"},
		{Moment(English, friday, now), "17:00 Friday 13 April"},
		{Moment(Vietnamese, friday.AddDate(1, 0, 2), now), "17:00 thứ Hai 15/04/2019"},
		{Moment(English, friday.AddDate(1, 0, 2), now), "17:00 Monday 15 April 2019"},
		{Moment(Vietnamese, time.Date(2018, 4, 14, 18, 0, 0, 0, time.UTC), now), "01:00 Chủ nhật 15/04"},
		{Stamp(Vietnamese, now), "10/04/2018 09:12"},
		{Stamp(English, now), "10 April 2018 09:12"},
		{Left(Vietnamese, now, friday), "còn 3 ngày 7 giờ"},
		{Left(English, now, friday), "3 days 7 hours left"},
		{Left(Vietnamese, friday, now), "quá 3 ngày 7 giờ"},
		{Left(English, now, now.Add(61*time.Minute)), "1 hour 1 minute left"},
		{Left(Vietnamese, now, now.Add(10*24*time.Hour+3*time.Hour)), "còn 10 ngày"},
		{Left(English, now, now.Add(24*time.Hour+30*time.Minute)), "1 day left"},
		{Left(Vietnamese, now, now), "còn 0 phút"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
