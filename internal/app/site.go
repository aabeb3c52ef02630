package app

import (
	"net/http"
	"time"

	"thao/internal/web"
	webaccount "thao/internal/web/account"
	webconsultation "thao/internal/web/consultation"
	webdesk "thao/internal/web/desk"
	webdocket "thao/internal/web/docket"
	webdraft "thao/internal/web/draft"
	"thao/internal/web/gallery"
	"thao/internal/web/page"
)

// site is the pages, area by area.
func (a *App) site() (*web.Site, error) {
	accounts := &webaccount.Handlers{Accounts: a.Accounts, Sessions: a.Sessions, Clock: a.Clock, Log: a.Log, Behind: a.Config.Proxy, Demo: a.Demo}
	frame := &webdocket.Frame{Dockets: a.Dockets, Drafts: a.Drafts}
	dockets := &webdocket.Handlers{Frame: frame, Dockets: a.Dockets, Drafts: a.Drafts, Accounts: a.Accounts, Now: a.Clock}
	rounds := &webconsultation.Handlers{Frame: frame, Consultation: a.Rounds, Drafts: a.Drafts, Accounts: a.Accounts, Hub: a.Live, Now: a.Clock}
	desk := &webdesk.Handlers{Frame: frame, Consultation: a.Rounds, Dockets: a.Dockets, Drafts: a.Drafts, Hub: a.Live, Now: a.Clock}
	frame.More = append(frame.More, rounds.Tab, desk.Tabs)
	dockets.Awaits = append(dockets.Awaits, rounds.Awaits)
	dockets.Parts = append(dockets.Parts, rounds.Overview)
	drafts := &webdraft.Handlers{Frame: frame, Drafts: a.Drafts, Now: a.Clock, Margin: rounds, Behind: rounds}
	areas := []page.Area{accounts, dockets, drafts, rounds, desk}
	if a.Config.Gallery {
		areas = append(areas, gallery.Area{})
	}
	site, err := web.New(web.Config{
		Log: a.Log, Now: time.Now, Org: a.Config.Org,
		Wrap:   []func(http.Handler) http.Handler{accounts.Wrap},
		SignIn: accounts.SignIn,
		Failed: accounts.Failed,
		Areas:  areas,
	})
	if err != nil {
		return nil, err
	}
	a.Sessions.Fail = site.Fail
	return site, nil
}
