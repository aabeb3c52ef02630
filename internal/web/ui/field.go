package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Field is a labelled place to type or choose. What was typed is kept in Value;
// what is wrong with it stands beside it in Error.
type Field struct {
	Name        string
	Label       string
	Value       string
	Hint        string
	Error       string
	ID          string   // Name, unless two fields of a page share it
	Type        string   // of an input: "text" unless given
	Rows        int      // more than 0 makes it a text area
	Options     []Option // any make it a list to choose from
	Placeholder string
	Complete    string // autocomplete: "username", "current-password"
	MaxLength   int
	Required    bool
	Optional    bool // says "not required" beside the label
	ReadOnly    bool
	Serif       bool // the text of a draft is typed here
	Grow        bool // in a filter: takes the room that is left
	HideLabel   bool
	Attrs       templ.Attributes
}

// Option is one of several to choose from.
type Option struct {
	Value    string
	Label    string
	Hint     string
	Disabled bool
}

// Render writes the field.
func (f Field) Render(ctx context.Context, w io.Writer) error { return field(f).Render(ctx, w) }

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return f.Name
}

func (f Field) class() string {
	if f.Grow {
		return "field grow"
	}
	return "field"
}

// described lists the ids of what explains the field.
func (f Field) described() string {
	switch {
	case f.Error != "" && f.Hint != "":
		return f.id() + "-error " + f.id() + "-hint"
	case f.Error != "":
		return f.id() + "-error"
	case f.Hint != "":
		return f.id() + "-hint"
	}
	return ""
}

// attrs are the attributes all three kinds of fields share.
func (f Field) attrs() templ.Attributes {
	out := templ.Attributes{"id": f.id(), "name": f.Name}
	set := func(name, value string) {
		if value != "" {
			out[name] = value
		}
	}
	set("aria-describedby", f.described())
	set("placeholder", f.Placeholder)
	set("autocomplete", f.Complete)
	if f.Error != "" {
		out["aria-invalid"] = "true"
	}
	if f.Serif {
		out["class"] = "serif"
	}
	if f.MaxLength > 0 {
		out["maxlength"] = f.MaxLength
	}
	if f.Required {
		out["required"] = true
	}
	if f.ReadOnly {
		out["readonly"] = true
	}
	for name, value := range f.Attrs {
		out[name] = value
	}
	return out
}

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// Choice is one tick or one of several radio buttons.
type Choice struct {
	Name     string
	Value    string
	Label    string
	Hint     string
	ID       string // Name-Value, unless given
	Radio    bool
	Checked  bool
	Disabled bool
	Attrs    templ.Attributes
}

// Render writes the choice.
func (c Choice) Render(ctx context.Context, w io.Writer) error { return choice(c).Render(ctx, w) }

func (c Choice) id() string {
	if c.ID != "" {
		return c.ID
	}
	return c.Name + "-" + c.Value
}

func (c Choice) kind() string {
	if c.Radio {
		return "radio"
	}
	return "checkbox"
}

// Choices are radio buttons, or ticks when Many, under one question.
type Choices struct {
	Legend  string
	Name    string
	Options []Option
	Value   string   // the chosen one
	Values  []string // the chosen ones, when Many
	Many    bool
	Hint    string
	Error   string
	Column  bool // one below the other
}

// Render writes the choices.
func (c Choices) Render(ctx context.Context, w io.Writer) error { return choices(c).Render(ctx, w) }

// Verdicts are the four answers to a comment.
type Verdicts struct {
	Name  string
	Value string // "accepted", "partly", "rejected", "noted" or ""
	Error string
}

// Render writes the four radio buttons; the keys 1 to 4 choose.
func (v Verdicts) Render(ctx context.Context, w io.Writer) error { return verdicts(v).Render(ctx, w) }

// VerdictStates are the four, in the order of their keys.
func VerdictStates() []string { return []string{"accepted", "partly", "rejected", "noted"} }

// Filter is a form that narrows a list by the address of the page.
type Filter struct {
	Label  string // what is filtered, for screen readers
	Action string // "" is this page
	Fields []Field
	Clear  string // the address without a filter, when one is set
}

// Render writes the form.
func (f Filter) Render(ctx context.Context, w io.Writer) error { return filter(f).Render(ctx, w) }

// Drop takes files: chosen, or dragged onto it.
type Drop struct {
	Name   string
	Label  string
	Hint   string
	Accept string // ".docx,.pdf"
	Error  string
	One    bool // a single file
}

// Render writes the place for files; the form around it is the page's own.
func (d Drop) Render(ctx context.Context, w io.Writer) error { return drop(d).Render(ctx, w) }

func (d Drop) described() string {
	if d.Error != "" {
		return d.Name + "-error " + d.Name + "-hint"
	}
	return d.Name + "-hint"
}
