package api

import (
	"context"
	"io"
	"net/http"
	"net/url"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/ledger"
	"thao/internal/vault"
)

func (a *API) ofArchives() {
	put(a, op{id: "archive.export", method: http.MethodGet, path: "dockets/{docket}/archive", tag: "archives", summary: "A docket whole, as one archive",
		about: "A ZIP in open formats; its README.md tells them. What a body has not sent yet is its own and is left out.", media: "application/zip"},
		func(ctx context.Context, who *access.Actor, in *struct{ DocketPath }) (*Download, error) {
			if err := who.Check(access.DocketExport, ofDocket(in.Docket)); err != nil {
				return nil, err
			}
			d, err := a.Dockets.Read(ctx, who, in.Docket)
			if err != nil {
				return nil, err
			}
			// The docket's own log must be the same on both sides: it is told outside.
			err = a.DB.Write(ctx, func(tx *db.Tx) error {
				return ledger.Append(tx, ledger.Entry{
					At: a.Clock(), Account: who.Account, Actor: who.Name, Action: "docket.export", Kind: "docket", Subject: d.ID,
					Detail: map[string]string{"symbol": d.Symbol, "title": d.Title},
				})
			})
			if err != nil {
				return nil, err
			}
			return stream(d.Symbol+".thao.zip", "application/zip", func(w io.Writer) error {
				_, err := vault.WriteDocket(ctx, a.DB, a.Blobs, a.Clock, d.ID, w)
				if err != nil {
					a.Log.ErrorContext(ctx, "an archive broke off", "docket", d.ID, "error", err.Error())
				}
				return err
			}), nil
		})
	put(a, op{id: "archive.import", method: http.MethodPost, path: "archives", tag: "archives", summary: "Bring a docket in from its archive",
		about:  "With the ids it has there; refused where the docket is here already. Accounts are those of the same id or e-mail, others are put in disabled; bodies that are not here are put in closed. The archive is checked before anything is entered, and is entered whole or not at all. Up to 256 MiB.",
		status: 201, form: []field{{name: "file", about: "The archive", file: true}}},
		func(ctx context.Context, who *access.Actor, in *struct{ Upload }) (*One[vault.Brought], error) {
			// An archive enters accounts and bodies, and says what others did.
			if err := who.Check(access.AccountManage, access.Resource{Kind: access.System}); err != nil {
				return nil, err
			}
			var out vault.Brought
			err := in.parts(vault.LargestDocket+formOverhead, func(_ url.Values, _, _ string, from io.Reader) error {
				if out.Docket != "" {
					return fault.New(fault.Invalid, "field", "file", "rule", "api.rule.one-file")
				}
				archive, err := a.Blobs.Spool(ctx, from, vault.LargestDocket)
				if err != nil {
					return err
				}
				defer archive.Close()
				done, err := a.Blobs.Room(ctx, vault.LargestPart)
				if err != nil {
					return err
				}
				defer done()
				by := vault.Bringer{Account: who.Account, Name: who.Name, Clock: a.Clock}
				out, err = vault.ReadDocket(ctx, a.DB, a.Blobs, by, archive, archive.Ref.Size)
				return err
			})
			return made(out, 0, err, "dockets", string(out.Docket))
		})
}
