package api

import (
	"net/http"
	"testing"

	"thao/internal/db/dbtest"
	"thao/internal/fault"
)

// An upload that breaks off is no failure of the program; files that had come
// whole are told of, and stay.
func TestUploadsThatBreakOff(t *testing.T) {
	o := opened(t, dbtest.SQLite(t))
	whole, media := formOf(t, nil, map[string][]byte{"a.txt": []byte("Nhất trí với dự thảo.")})
	files := o.at("rounds", string(o.round.ID), "files")
	for _, path := range []string{files, o.at("versions")} {
		for _, lost := range []int{10, 30, 45} {
			got := o.send(o.secretary, http.MethodPost, path, whole[:len(whole)-lost], "Content-Type", media)
			if p := got.is(http.StatusBadRequest).problem(); p.Code != string(fault.BrokenOff) {
				t.Errorf("%s without %d bytes: %+v", path, lost, p)
			}
		}
	}
	second := append([]byte("--thao-thao-thao-thao\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.txt\"\r\n\r\nBỏ Điều 2.\r\n"), whole[:len(whole)-30]...)
	var out struct{ Items []FileOutcome }
	o.send(o.secretary, http.MethodPost, files, second, "Content-Type", media).is(http.StatusOK).into(&out)
	if len(out.Items) != 2 || out.Items[0].Received == nil || out.Items[1].Problem == nil || out.Items[1].Problem.Code != string(fault.BrokenOff) {
		t.Errorf("one file and a half: %+v", out.Items)
	}
}

// A form that is malformed did not break off, and is not sent again as it is.
func TestUploadsThatAreNoForm(t *testing.T) {
	o := opened(t, dbtest.SQLite(t))
	whole, media := formOf(t, nil, map[string][]byte{"a.txt": []byte("Nhất trí với dự thảo.")})
	for _, path := range []string{o.at("rounds", string(o.round.ID), "files"), o.at("versions"), o.at("rounds", string(o.round.ID), "matrix")} {
		for body, as := range map[string]string{
			string(whole): "multipart/form-data",
			"--thao-thao-thao-thao\r\nno header at all\r\n\r\nx\r\n--thao-thao-thao-thao--\r\n": media,
		} {
			p := o.send(o.secretary, http.MethodPost, path, []byte(body), "Content-Type", as).is(http.StatusBadRequest).problem()
			if p.Code != string(fault.BadForm) {
				t.Errorf("%s as %s: %+v", path, as, p)
			}
		}
	}
}
