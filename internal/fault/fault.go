// Package fault is the vocabulary of errors that reach a person. An Error
// carries a code, stable for programs, and the values its sentence needs; the
// sentence itself is in package locale, in the reader's language.
package fault

import (
	"errors"
	"fmt"
)

// Code names a kind of failure. The catalogue key of its sentence is
// "fault." + Code.
type Code string

const (
	Unreadable    Code = "unreadable"      // the file could not be opened or read from disk; {reason}
	Missing       Code = "missing"         // no such file or folder; {path}
	Forbidden     Code = "forbidden"       // no permission to read it; {path}
	NotAFile      Code = "not-a-file"      // a folder, a device; {path}
	Empty         Code = "empty"           // the file has no bytes, or no text
	UnknownFormat Code = "unknown-format"  // no reader for this kind of file; {ext}
	NotAText      Code = "not-a-text"      // a table where a text is needed; {ext}
	NotZip        Code = "not-zip"         // should be a ZIP package and is not
	WrongFormat   Code = "wrong-format"    // collation.json of another version; {found} {known}
	Damaged       Code = "damaged"         // truncated or malformed; {part}
	Encrypted     Code = "encrypted"       // password-protected
	Macro         Code = "macro"           // contains macros
	Doctype       Code = "doctype"         // XML with a document type declaration; {part}
	TooManyParts  Code = "too-many-parts"  // {max}
	PartTooLarge  Code = "part-too-large"  // {part} {max} (MiB)
	TooLarge      Code = "too-large"       // unpacked package or file over the bound; {max} (MiB)
	Ratio         Code = "ratio"           // compression ratio over the bound; {part} {max}
	DuplicateName Code = "duplicate-name"  // two parts of one name; {part}
	BadPath       Code = "bad-path"        // absolute path, "..", backslash; {part}
	TooDeep       Code = "too-deep"        // XML nested too deep; {part} {max}
	TooLong       Code = "too-long"        // more paragraphs, cells or changes than the bound; {max}
	LongText      Code = "long-text"       // more words than a text may have; {max} (MiB)
	LongParagraph Code = "long-paragraph"  // more words than one paragraph may have; {max} (MiB)
	TableTooLarge Code = "table-too-large" // {sheet} {rows} {columns}
	TooManyPages  Code = "too-many-pages"  // {max}
	TablesTooDeep Code = "tables-too-deep"
	Timeout       Code = "timeout"  // reading took longer than the bound; {seconds}
	Internal      Code = "internal" // a defect of ours, contained; {reason}
	Usage         Code = "usage"    // the command line is wrong; {reason}

	// Of the server.
	NotFound     Code = "not-found"      // no such record, or none this person may see
	Denied       Code = "denied"         // not allowed to this person
	SignIn       Code = "sign-in"        // nobody is signed in, or the session has ended
	Invalid      Code = "invalid"        // a field's value cannot be taken; {field} and the key of its sentence, {rule}
	Stale        Code = "stale"          // someone else changed it meanwhile: nothing was overwritten
	WrongState   Code = "wrong-state"    // not possible in the state it is in; {state}
	Exists       Code = "exists"         // there is one already
	Gone         Code = "gone"           // refers to a record that is not there
	Throttled    Code = "throttled"      // too many tries; {seconds}
	UploadLarge  Code = "upload-large"   // more than may be sent at once; {max} (MiB)
	TooManyFiles Code = "too-many-files" // more parts of a form, files and fields together, than may be sent at once; {max}
	Unavailable  Code = "unavailable"    // the database or the disk does not answer: nothing was changed
	Busy         Code = "busy"           // as many large files are being read as memory allows: nothing was changed
	Stalled      Code = "stalled"        // what was being sent stopped coming; {seconds}
	BrokenOff    Code = "broken-off"     // what was being sent broke off before its end
	BadForm      Code = "bad-form"       // what was sent is no form that can be read to its end
	Full         Code = "full"           // the disk is full: nothing was changed
	Unwritable   Code = "unwritable"     // a file cannot be written where it was asked for; {path} {reason}
	NotBackup    Code = "not-backup"     // no backup of ours, or not whole; {reason}
	NewerBackup  Code = "newer-backup"   // made by a newer program
	NotArchive   Code = "not-archive"    // no archive of a docket, or one that does not hold; {reason}: the part
	ArchiveWord  Code = "archive-word"   // a value in an archive that nothing here can stand for; {part} {row} {column} {word}
	NotEmpty     Code = "not-empty"      // there are records already; {table}

	// Of programs that speak to the server.
	NoToken    Code = "no-token"    // the request carries no token that is good
	Scope      Code = "scope"       // the token may not be used for that; {scope}
	NoRevision Code = "no-revision" // a change does not say from which revision it begins
	KeyReused  Code = "key-reused"  // an Idempotency-Key stands for another request
	AnswerLost Code = "answer-lost" // it was carried out, but its answer was not kept
	ToldOnce   Code = "told-once"   // it was carried out, and its answer held a secret that is not told again; {what} {id}
)

// Error is a failure with a code and the values of its sentence.
type Error struct {
	Code Code
	Args map[string]any
	Err  error // the cause, for logs; never shown as it is
}

func (e *Error) Error() string {
	s := string(e.Code)
	if len(e.Args) > 0 {
		s += " " + fmt.Sprint(e.Args)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// Is makes errors.Is(err, fault.New(code)) compare by code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// New makes an Error; args are key, value, key, value.
func New(code Code, args ...any) *Error { return Wrap(nil, code, args...) }

// Wrap makes an Error with a cause.
func Wrap(err error, code Code, args ...any) *Error {
	e := &Error{Code: code, Err: err}
	for i := 0; i+1 < len(args); i += 2 {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args[fmt.Sprint(args[i])] = args[i+1]
	}
	return e
}

// Find returns the first Error of a code in err's chain, nil for none.
func Find(err error, code Code) *Error {
	for err != nil {
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Code == code {
			return e
		}
		err = e.Err
	}
	return nil
}

// CodeOf returns the code of the first Error in err's chain, or Internal.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
