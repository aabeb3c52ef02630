package app

import (
	"net/http"

	"thao/internal/web"
)

// Handler is everything the server answers, for tests that send requests of
// their own.
func (a *App) Handler() (http.Handler, error) { return a.handler() }

// Site is the pages, for tests that ask which there are.
func (a *App) Site() (*web.Site, error) { return a.site() }
