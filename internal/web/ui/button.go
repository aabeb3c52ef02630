package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// ButtonKind is how much a button asks to be pressed.
type ButtonKind string

// Kinds of buttons. One Primary a view.
const (
	Outlined ButtonKind = ""
	Primary  ButtonKind = "primary"
	Quiet    ButtonKind = "quiet"
)

// Button does something, or goes somewhere when it has an Href.
type Button struct {
	Label    string
	Icon     string
	Kind     ButtonKind
	Hint     string // the key shown on it: "Ctrl ↵"
	Key      string // the key that presses it: "Ctrl+Enter"
	Href     string // makes it a link
	Action   string // where it sends its form, if not to the form's own address
	Name     string // what it says in its form
	Value    string
	Form     string // the id of a form it stands outside of
	Opens    string // the id of a dialog it opens
	Closes   string // the id of a dialog it closes
	Menu     string // the id of a menu it drops
	IconOnly bool   // the label is for screen readers and pointers that linger
	Disabled bool
	Attrs    templ.Attributes // hx-… and the like
}

// Render writes the button.
func (b Button) Render(ctx context.Context, w io.Writer) error {
	if b.Href != "" {
		return buttonLink(b).Render(ctx, w)
	}
	return button(b).Render(ctx, w)
}

func (b Button) class() string {
	class := "btn"
	if b.Kind != Outlined {
		class += " " + string(b.Kind)
	}
	if b.IconOnly {
		class += " icon-only"
	}
	return class
}

// attrs gathers the attributes that depend on what the button does.
func (b Button) attrs() templ.Attributes {
	out := templ.Attributes{"type": "submit"}
	set := func(name, value string) {
		if value != "" {
			out[name] = value
		}
	}
	set("name", b.Name)
	set("value", b.Value)
	set("form", b.Form)
	set("formaction", b.Action)
	set("data-key", b.Key)
	set("popovertarget", b.Menu)
	switch {
	case b.Opens != "":
		out["command"], out["commandfor"] = "show-modal", b.Opens
	case b.Closes != "":
		out["command"], out["commandfor"] = "close", b.Closes
	}
	if b.Opens != "" || b.Closes != "" || b.Menu != "" {
		out["type"] = "button"
	}
	if b.IconOnly {
		out["aria-label"], out["title"] = b.Label, b.Label
	}
	if b.Disabled {
		out["disabled"] = true
	}
	for name, value := range b.Attrs {
		out[name] = value
	}
	return out
}
