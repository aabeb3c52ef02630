package app

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"thao/internal/fault"
)

// slowly sends a request bit by bit and returns its answer, or what of it came.
func slowly(t *testing.T, address, head string, pause time.Duration, parts ...string) string {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for _, part := range append([]string{head}, parts...) {
		if _, err := io.WriteString(conn, part); err != nil {
			break // the server has ended it; the answer is there
		}
		time.Sleep(pause)
	}
	said, _ := io.ReadAll(conn) // an answer that breaks off is looked at as it is
	return string(said)
}

func post(path string, length int) string {
	return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: thao\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n", path, length)
}

// A body that stops coming is ended with a clear page; one that is slow but goes
// on is taken, however long it takes.
func TestBodiesThatStopComing(t *testing.T) {
	s := start(t, Config{Stall: 400 * time.Millisecond})
	said := slowly(t, s.url, post("/sign-in", 5000), 0, "email=a%40thu.example")
	if !strings.HasPrefix(said, "HTTP/1.1 408") || !strings.Contains(said, "bị ngừng giữa chừng") {
		t.Errorf("a form that stops: %.2000s", said)
	}
	long := "email=a%40thu.example&password=khong+dung&rest=" + strings.Repeat("x", 10*(stallBytes+100))
	var parts []string
	for at := 0; at < len(long); at += stallBytes + 100 {
		parts = append(parts, long[at:min(at+stallBytes+100, len(long))])
	}
	if said := slowly(t, s.url, post("/sign-in", len(long)), 150*time.Millisecond, parts...); !strings.HasPrefix(said, "HTTP/1.1 422") {
		t.Errorf("a slow form that goes on: %.2000s", said)
	}
	drops := strings.Split(strings.Repeat("x", 100), "")
	if said := slowly(t, s.url, post("/sign-in", 5000), 100*time.Millisecond, drops...); !strings.HasPrefix(said, "HTTP/1.1 408") {
		t.Errorf("a form that comes letter by letter: %.2000s", said)
	}
}

// Once a body has come whole, its handler may take longer than a stall, and is
// still told when nobody waits for the answer any more.
func TestHandlersMayTakeTheirTime(t *testing.T) {
	const stall = 200 * time.Millisecond
	gone := make(chan bool, 1)
	server := &http.Server{Handler: paced(stall, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, string(fault.CodeOf(err)), http.StatusTeapot)
			return
		}
		time.Sleep(3 * stall)
		gone <- r.Context().Err() != nil
		w.Write(bytes.ToUpper(data))
	}))}
	l := listen(t)
	go server.Serve(l)
	defer server.Close()
	resp, err := http.Post("http://"+l.Addr().String(), "text/plain", strings.NewReader("whole"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if said, err := io.ReadAll(resp.Body); err != nil || string(said) != "WHOLE" {
		t.Errorf("%q %v", said, err)
	}
	if <-gone {
		t.Error("the request was taken for one nobody waits for")
	}
}

// What the server takes between two reads, writing to a slow disk, is not charged
// to the sender, who meanwhile may have nobody to send to.
func TestTheServersPauseIsNotTheSenders(t *testing.T) {
	const stall = 300 * time.Millisecond
	server := &http.Server{Handler: paced(stall, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var all []byte
		for {
			some := make([]byte, 64)
			n, err := r.Body.Read(some)
			all = append(all, some[:n]...)
			if err == io.EOF {
				break
			}
			if err != nil {
				http.Error(w, string(fault.CodeOf(err)), http.StatusTeapot)
				return
			}
			time.Sleep(2 * stall)
		}
		w.Write(all)
	}))}
	l := listen(t)
	go server.Serve(l)
	defer server.Close()
	said := slowly(t, l.Addr().String(), post("/", 6), stall/3, "ab", "cd", "ef")
	if !strings.HasPrefix(said, "HTTP/1.1 200") || !strings.HasSuffix(said, "abcdef") {
		t.Errorf("%s", said)
	}
}
