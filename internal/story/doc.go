// Package story holds no program. Its tests play the whole of a consultation
// against a real server, in a real browser, with a real mail server, on both
// databases: from the first administrator to the closed round and the next
// version. On the way they keep a picture of each page; those of the user guide
// are renewed with -update.
package story
