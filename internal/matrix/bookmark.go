package matrix

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Word file carries ids as names of bookmarks: Word and LibreOffice both keep
// those when a file is edited and saved. (LibreOffice 7.4 drops the tags of
// content controls, and custom XML nothing but Word looks after.) A name has a
// letter first and at most 40 letters, digits and "_".

// plainID is an id as this program makes them.
var plainID = regexp.MustCompile(`^g-[0-9a-z]{1,36}$`)

// Bookmark names the bookmark of a group: its id with "_" for "-". An id made
// elsewhere, of other characters, is named by its hash; who reads a file back
// has the ids, and looks for the name of each.
func Bookmark(group string) string {
	if plainID.MatchString(group) {
		return strings.Replace(group, "-", "_", 1)
	}
	sum := sha256.Sum256([]byte(group))
	return "gx_" + hex.EncodeToString(sum[:16])
}

// bookmark names format, profile and draft of a matrix; 64 bits of the hash
// tell drafts apart well enough.
func (m *Matrix) bookmark() string {
	return "thao_" + strconv.Itoa(Format) + "_" + strings.ReplaceAll(m.Profile.Name, "-", "_") + "_" + m.DraftHash[:draftDigits]
}

const draftDigits = 16

// draftName is the form of the names bookmark makes.
var draftName = regexp.MustCompile(fmt.Sprintf(`^thao_([0-9]{1,4})_[a-z_]+_([0-9a-f]{%d})$`, draftDigits))

// DraftInBookmark reads the name of the bookmark around the title: the format,
// and the first digits of the draft's hash. false where it is another name.
func DraftInBookmark(name string) (format int, hash string, ok bool) {
	found := draftName.FindStringSubmatch(name)
	if found == nil {
		return 0, "", false
	}
	format, err := strconv.Atoi(found[1])
	return format, found[2], err == nil
}

// AnswerMark is the mark of an answer as it is printed in a row: a file that
// comes back with other words and this mark was edited after the answer was
// given, one without it was not made from that state. Space and line ends do
// not count.
func AnswerMark(group, words string) string {
	sum := sha256.Sum256([]byte(group + "\x00" + strings.Join(strings.Fields(words), " ")))
	return "a_" + hex.EncodeToString(sum[:8])
}

// IsAnswerMark reports whether a name in a file is the mark of an answer.
func IsAnswerMark(name string) bool { return answerMark.MatchString(name) }

var answerMark = regexp.MustCompile(`^a_[0-9a-f]{16}$`)
