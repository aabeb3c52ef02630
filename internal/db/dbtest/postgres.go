package dbtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"thao/internal/db"
)

// postgres is a server of the test's own. It ends with the test process: its
// parent watches a pipe that closes however the process ends.
type postgres struct {
	dir   string
	bin   string
	count atomic.Int64
	adm   *sql.DB
	mu    sync.Mutex // CREATE DATABASE waits for nobody to use the template
}

var server = sync.OnceValues(startPostgres)

func startPostgres() (*postgres, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "thao-pg-")
	if err != nil {
		return nil, err
	}
	s := &postgres{dir: dir, bin: bin}
	if err := errors.Join(s.create(), s.start()); err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	return s, s.template()
}

// binaries is the folder of initdb and postgres: newest first where Debian
// keeps them, else wherever the PATH finds them.
func binaries() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", err
	}
	path, err = filepath.EvalSymlinks(path)
	return filepath.Dir(path), err
}

// The server ends when its standard input does, which the kernel closes with
// this process, and takes its folder along. It is started again where it gives
// up (1) at once, as it does while a process of one that was killed still lives.
const guard = `
for attempt in $(seq 60); do
  "$1/postgres" -D "$2/data" >"$2/log" 2>&1 &
  server=$!
  sleep 0.3
  kill -0 $server 2>/dev/null && break
  wait $server
  [ $? -eq 1 ] || break
done
read -r _
kill -QUIT $server
wait $server
rm -rf "$2"
`

const settings = `
listen_addresses = ''
unix_socket_directories = '%s'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
`

// create makes the server's files.
func (s *postgres) create() error {
	as, err := unprivileged(s.dir)
	if err != nil {
		return err
	}
	initdb := exec.Command(filepath.Join(s.bin, "initdb"), "-D", filepath.Join(s.dir, "data"),
		"-U", "thao", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = as, s.dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	conf, err := os.OpenFile(filepath.Join(s.dir, "data", "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(conf, settings, s.dir)
	return errors.Join(err, conf.Close())
}

// start runs the server and waits until it answers.
func (s *postgres) start() error {
	as, err := unprivileged(s.dir)
	if err != nil {
		return err
	}
	run := exec.Command("/bin/sh", "-c", guard, "thao-postgres", s.bin, s.dir)
	run.SysProcAttr, run.Dir = as, s.dir
	in, err := run.StdinPipe()
	if err != nil {
		return err
	}
	keepOpen = append(keepOpen, in)
	if err := run.Start(); err != nil {
		return err
	}
	ready := exec.Command(filepath.Join(s.bin, "pg_isready"), "-h", s.dir, "-U", "thao", "-t", "30", "-q")
	return await(ready)
}

// keepOpen holds the servers' standard inputs for the life of the process.
var keepOpen []any

// unprivileged says how to run as somebody PostgreSQL is willing to run as: it
// refuses root.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if os.Geteuid() != 0 {
		return attr, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		return attr, os.Chown(dir, uid, gid)
	}
	return nil, errors.New("running as root, and there is no user postgres or nobody to start it as")
}

func await(ready *exec.Cmd) error {
	var last error
	for range 300 {
		again := exec.Command(ready.Path, ready.Args[1:]...)
		if last = again.Run(); last == nil {
			return nil
		}
		exec.Command("sleep", "0.1").Run()
	}
	return fmt.Errorf("the server does not answer: %w", last)
}

// template makes the migrated database that each test's is copied from.
func (s *postgres) template() error {
	adm, err := sql.Open("pgx", s.url("postgres"))
	if err != nil {
		return err
	}
	s.adm = adm
	if err := s.admin(`CREATE DATABASE thao_template`); err != nil {
		return err
	}
	ctx := context.Background()
	d, err := db.Open(ctx, s.url("thao_template"))
	if err != nil {
		return err
	}
	return errors.Join(d.Migrate(ctx), d.Close())
}

func (s *postgres) next() string { return fmt.Sprintf("t%d", s.count.Add(1)) }

func (s *postgres) admin(query string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.adm.Exec(query)
	return err
}
