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

// URL is that of one of its databases.
func (p *Postgres) URL(database string) string {
	return fmt.Sprintf("host=%s user=thao dbname=%s", p.dir, database)
}

// OpenPostgres starts a server whose files lie in a folder; they are made where
// they are not there. Any user must be able to enter the folder above.
func OpenPostgres(ctx context.Context, dir string) (*Postgres, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return nil, errors.New("no PostgreSQL under /usr/lib/postgresql")
	}
	p := &Postgres{dir: dir, bin: filepath.Dir(found[len(found)-1])}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var err error
	if p.as, err = unprivileged(dir); err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(p.data(), "PG_VERSION")); err != nil {
		initdb := exec.CommandContext(ctx, filepath.Join(p.bin, "initdb"), "-D", p.data(), "-U", "thao", "-A", "trust", "-E", "UTF8", "--locale=C")
		initdb.SysProcAttr, initdb.Dir = p.as, p.dir
		if out, err := initdb.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("initdb: %w: %s", err, out)
		}
	}
	return p, p.Start(ctx)
}

// Make makes an empty database.
func (p *Postgres) Make(ctx context.Context, name string) error {
	return p.sql(ctx, "DROP DATABASE IF EXISTS "+name, "CREATE DATABASE "+name)
}

// Copy makes a database that is a copy of another.
func (p *Postgres) Copy(ctx context.Context, from, to string) error {
	return p.sql(ctx, "DROP DATABASE IF EXISTS "+to, "CREATE DATABASE "+to+" TEMPLATE "+from+" STRATEGY file_copy", "CHECKPOINT")
}

func (p *Postgres) sql(ctx context.Context, statements ...string) error {
	for _, s := range statements {
		cmd := exec.CommandContext(ctx, filepath.Join(p.bin, "psql"), "-h", p.dir, "-U", "thao", "-d", "postgres", "-qc", s)
		cmd.Dir = p.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", s, err, out)
		}
	}
	return nil
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

// Stop ends the server in good order.
func (p *Postgres) Stop() error {
	err := p.cmd.Process.Signal(syscall.SIGINT)
	return errors.Join(err, p.cmd.Wait())
}

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
