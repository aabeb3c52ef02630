package load

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// Postgres is a server of one's own, as Debian sets it up: what it acknowledged
// is on disk.
type Postgres struct {
	dir, bin string
	as       *syscall.SysProcAttr
	cmd      *exec.Cmd
}

// URL is that of its one database.
func (p *Postgres) URL() string { return fmt.Sprintf("host=%s user=thao dbname=postgres", p.dir) }

// NewPostgres makes and starts a server whose files lie in a new folder under
// dir, which any user must be able to enter.
func NewPostgres(ctx context.Context, dir string) (*Postgres, error) {
	p := &Postgres{}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return nil, errors.New("no PostgreSQL under /usr/lib/postgresql")
	}
	p.bin = filepath.Dir(found[len(found)-1])
	var err error
	if p.dir, err = os.MkdirTemp(dir, "pg-"); err != nil {
		return nil, err
	}
	if p.as, err = unprivileged(p.dir); err != nil {
		return nil, err
	}
	initdb := exec.CommandContext(ctx, filepath.Join(p.bin, "initdb"), "-D", p.data(), "-U", "thao", "-A", "trust", "-E", "UTF8", "--locale=C")
	initdb.SysProcAttr, initdb.Dir = p.as, p.dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	return p, p.Start(ctx)
}

func (p *Postgres) data() string { return filepath.Join(p.dir, "data") }

// Start runs the server and waits until it answers.
func (p *Postgres) Start(ctx context.Context) error {
	p.cmd = exec.Command(filepath.Join(p.bin, "postgres"), "-D", p.data(), "-c", "listen_addresses=", "-c", "unix_socket_directories="+p.dir,
		"-c", "max_connections=200", "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB")
	attr := *p.as
	attr.Pdeathsig = syscall.SIGQUIT
	p.cmd.SysProcAttr, p.cmd.Dir = &attr, p.dir
	if err := p.cmd.Start(); err != nil {
		return err
	}
	for range 300 {
		if exec.CommandContext(ctx, filepath.Join(p.bin, "pg_isready"), "-h", p.dir, "-U", "thao", "-q").Run() == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return errors.New("PostgreSQL does not answer")
}

// Kill ends the server as a crash would.
func (p *Postgres) Kill() error {
	err := p.cmd.Process.Signal(syscall.SIGQUIT)
	_ = p.cmd.Wait() // it says that it was killed
	return err
}

// Remove stops the server and takes its files away.
func (p *Postgres) Remove() error { return errors.Join(p.Kill(), os.RemoveAll(p.dir)) }

// unprivileged says how to run as somebody PostgreSQL is willing to run as: it
// refuses root.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	if os.Geteuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, os.Chown(dir, uid, gid)
	}
	return nil, errors.New("running as root, and there is no user postgres or nobody to start PostgreSQL as")
}
