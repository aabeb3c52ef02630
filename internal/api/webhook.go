package api

import (
	"context"
	"net/http"

	"thao/internal/access"
	"thao/internal/id"
	"thao/internal/webhook"
)

// WebhookPath names a webhook.
type WebhookPath struct {
	DocketPath
	Webhook id.ID `path:"webhook" doc:"Id of the webhook"`
}

// WebhookForm is an address that is to be told.
type WebhookForm struct {
	URL     string   `json:"url" required:"true" doc:"https, of the open net"`
	Actions []string `json:"actions" doc:"comment for all of a noun, round.open for one; none for everything"`
}

// NewWebhook is a webhook with its secret, which is told this once.
type NewWebhook struct {
	webhook.Webhook
	Secret string `json:"secret"`
}

func (w NewWebhook) apart() *Made { return &Made{"webhook", string(w.ID)} }

// WebhookState turns a webhook off or on.
type WebhookState struct {
	State webhook.State `json:"state" enum:"active,off" required:"true"`
}

func (a *API) ofWebhooks() {
	put(a, op{id: "webhook.list", method: http.MethodGet, path: "dockets/{docket}/webhooks", tag: "webhooks", summary: "A docket's webhooks", about: "Without their secrets. seq is up to which entry of the log they were told."},
		func(ctx context.Context, who *access.Actor, in *struct{ DocketPath }) (*Listed[webhook.Webhook], error) {
			return all(a.Webhooks.List(ctx, who, in.Docket))
		})
	put(a, op{id: "webhook.add", method: http.MethodPost, path: "dockets/{docket}/webhooks", tag: "webhooks", summary: "Let an address be told of what happens",
		about:  "Each entry of the docket's log from now on is posted to it as JSON, in order and at least once; id is the same where it is told again. The header Thao-Signature is t=SECONDS,v1=HEX: HMAC-SHA256 with the secret over SECONDS, a full stop and the body. Any answer but 2xx is tried again, later each time, for about ten hours; 410 turns the webhook off. Redirects are not followed.",
		status: 201, secret: true, example: WebhookForm{URL: "https://co-quan.example/thao", Actions: []string{"round.open", "reply"}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Body WebhookForm
		}) (*One[NewWebhook], error) {
			w, secret, err := a.Webhooks.Add(ctx, who, in.Docket, in.Body.URL, orNone(in.Body.Actions))
			return made(NewWebhook{w, secret}, 0, err, "dockets", string(in.Docket), "webhooks")
		})
	put(a, op{id: "webhook.set", method: http.MethodPut, path: "dockets/{docket}/webhooks/{webhook}/state", tag: "webhooks", summary: "Turn a webhook off, or on again", about: "What happened meanwhile is told once it is on again.", example: WebhookState{webhook.Off}},
		func(ctx context.Context, who *access.Actor, in *struct {
			WebhookPath
			Body WebhookState
		}) (*One[webhook.Webhook], error) {
			return one(a.Webhooks.Set(ctx, who, in.Docket, in.Webhook, in.Body.State))
		})
	put(a, op{id: "webhook.drop", method: http.MethodDelete, path: "dockets/{docket}/webhooks/{webhook}", tag: "webhooks", summary: "Forget a webhook", status: 204},
		func(ctx context.Context, who *access.Actor, in *struct{ WebhookPath }) (*None, error) {
			return none(a.Webhooks.Drop(ctx, who, in.Docket, in.Webhook))
		})
}
