package matrix

import (
	"crypto/sha256"
	"encoding/hex"
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

// bookmarkOf names the bookmark of a group: its id with "_" for "-". An id made
// elsewhere, of other characters, is named by its hash; who reads a file back
// has the ids, and looks for the name of each.
func bookmarkOf(group string) string {
	if plainID.MatchString(group) {
		return strings.Replace(group, "-", "_", 1)
	}
	sum := sha256.Sum256([]byte(group))
	return "gx_" + hex.EncodeToString(sum[:16])
}

// bookmark names format, profile and draft of a matrix; 64 bits of the hash
// tell drafts apart well enough.
func (m *Matrix) bookmark() string {
	return "thao_" + strconv.Itoa(Format) + "_" + strings.ReplaceAll(m.Profile.Name, "-", "_") + "_" + m.DraftHash[:16]
}
