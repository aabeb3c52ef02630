package load

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Build makes the program and returns where it lies.
func Build(ctx context.Context, root, dir string) (string, error) {
	bin := filepath.Join(dir, "thao")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", bin, "./cmd/thao")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build ./cmd/thao: %w: %s", err, out)
	}
	return bin, nil
}

// Server is the program, as a process.
type Server struct {
	URL  string
	cmd  *exec.Cmd
	logs *os.File
	done chan error
}

// Start runs "thao serve" with flags and waits until it answers. Its log goes
// to a file in dir.
func Start(ctx context.Context, bin, dir string, flags ...string) (*Server, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	return Run(ctx, dir, "http://"+address, exec.Command(bin, append([]string{"serve", "--listen", address}, flags...)...))
}

// Run starts a server and waits until something listens at its address.
func Run(ctx context.Context, dir, url string, cmd *exec.Cmd) (*Server, error) {
	logs, err := os.OpenFile(filepath.Join(dir, filepath.Base(cmd.Path)+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	cmd.Stderr = logs
	s := &Server{URL: url, cmd: cmd, logs: logs, done: make(chan error, 1)}
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(err, logs.Close())
	}
	go func() { s.done <- cmd.Wait() }()
	for {
		select {
		case err := <-s.done:
			return nil, fmt.Errorf("%s ended: %v; see %s", cmd.Path, err, logs.Name())
		case <-ctx.Done():
			s.Kill()
			return nil, ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
		if c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://")); err == nil {
			return s, c.Close()
		}
	}
}

// freeAddress is one that nobody listens on now.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// Kill ends the process at once, as a power cut would.
func (s *Server) Kill() {
	_ = s.cmd.Process.Kill() // it may have ended by itself
	<-s.done
	s.logs.Close()
}

// Stop asks the process to end and waits for it.
func (s *Server) Stop() error {
	err := s.cmd.Process.Signal(os.Interrupt)
	err = errors.Join(err, <-s.done)
	return errors.Join(err, s.logs.Close())
}

// PeakMemory is the most the process has held so far, in bytes.
func (s *Server) PeakMemory() (int64, error) { return s.status("VmHWM:") }

// ForgetPeak begins PeakMemory anew.
func (s *Server) ForgetPeak() error {
	return os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", s.cmd.Process.Pid), []byte("5"), 0) // proc(5)
}

// status reads a figure of kilobytes the system keeps of the process.
func (s *Server) status(name string) (int64, error) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), name); ok {
			kb, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("the system does not tell %s", name)
}

// Metric is one figure of /metrics.
func (s *Server) Metric(name string) (float64, error) {
	resp, err := http.Get(s.URL + "/metrics")
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(body)) {
		if rest, ok := strings.CutPrefix(line, name+" "); ok {
			return strconv.ParseFloat(strings.TrimSpace(rest), 64)
		}
	}
	return 0, fmt.Errorf("/metrics has no %s", name)
}

// Processor is the processor time the process took so far, in steps of 10 ms.
func (s *Server) Processor() (time.Duration, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	// proc(5): after the name in brackets come state (3) … utime (14), stime (15).
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	var ticks int64
	for _, n := range fields[11:13] {
		t, err := strconv.ParseInt(n, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += t
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil // USER_HZ is 100
}
