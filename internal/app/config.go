package app

import (
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"thao/internal/fault"
	"thao/internal/mail"
)

// Config is how the server was asked to run, read once at its start.
type Config struct {
	Data     string // folder of the files, and of the database where DB is ""
	DB       string // "" for SQLite in Data; else postgres://…
	Listen   string // host:port
	URL      string // where people reach the site; "" for http:// and Listen
	Org      string // the office's name, shown beside the program's
	SMTP     string // see mail.ParseServer
	MailFrom string
	Gallery  bool // shows every component of the look at /_gallery
	// WebhooksInside lets webhooks go to addresses of the house's own network.
	WebhooksInside bool

	// Stall is how long what is being sent may stop coming; 0 for the usual half a
	// minute.
	Stall time.Duration

	Proxy bool // a proxy of ours stands before the server and names the caller
}

// Defaults of an office's computer.
const (
	DefaultData   = "thao-data"
	DefaultListen = "127.0.0.1:8080"
)

// resolve fills in what was left open and refuses what cannot be.
func (c *Config) resolve() (*mail.Server, error) {
	if c.Data == "" {
		c.Data = DefaultData
	}
	if c.Listen == "" {
		c.Listen = DefaultListen
	}
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "field", "listen", "rule", "app.rule.listen")
	}
	if c.URL == "" {
		if host == "" || host == "0.0.0.0" || host == "::" {
			host = "localhost"
		}
		c.URL = "http://" + net.JoinHostPort(host, port)
	}
	c.URL = strings.TrimRight(c.URL, "/")
	if u, err := url.Parse(c.URL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fault.New(fault.Invalid, "field", "url", "rule", "app.rule.url")
	}
	return mail.ParseServer(c.SMTP, c.MailFrom)
}

// database is the URL to open.
func (c *Config) database() string {
	if c.DB != "" {
		return c.DB
	}
	return filepath.Join(c.Data, "thao.db")
}

// secure reports whether the site is reached only through https.
func (c *Config) secure() bool { return strings.HasPrefix(c.URL, "https://") }
